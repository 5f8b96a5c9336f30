//! Choosing in which role to act. The session is another one afterwards: what was open in the former
//! role can't be sent any more.

use axum::extract::State;
use axum::response::Response;
use registry_events::actor::Role;
use registry_events::value::Language;

use super::sign_in::{begin, next};
use crate::http::form::AnyRoleForm;
use crate::http::{App, Problem};
use crate::people::whereabouts::Whereabouts;

/// `/account/role`.
pub async fn choose(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let asked = Role::from_key(sent.fields.get("role"));
    let held =
        |role: &Role| sent.present.roles.iter().any(|held| held.role == *role && held.usable);
    let role = asked.filter(held).ok_or_else(|| Problem::new("not-found").with("grant"))?;
    let session = sent.present.session.clone();
    let session = app.registry.accounts().act_as(session, role, &from).await?;
    Ok(begin(&app, &session, language, &next(sent.fields.get("next"), language)))
}
