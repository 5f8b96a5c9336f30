//! Somebody who acts in another role and wants to apply for a cluster: they get the right that registering
//! gives, to apply and to speak for nobody yet, and go on in that role. Who decides about applications or
//! watches over it doesn't apply.

use askama::Template;
use axum::response::Response;
use registry_events::actor::Role;
use registry_events::value::Language;

use super::PATH;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, SignedIn};
use crate::pages::account::register::let_apply;
use crate::pages::account::sign_in::begin;
use crate::pages::account::{capital, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::form::Form;
use crate::pages::frame::{Frame, localised};
use crate::people::whereabouts::Whereabouts;
use crate::words::terms;

/// The page.
#[derive(Template)]
#[template(path = "work/applications/entering.html")]
struct EnteringPage {
    frame: Frame,
    form: Form,
    /// The role they act in.
    role: String,
    /// Whether they held the right to apply before.
    is_held: bool,
}

impl Page for EnteringPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Whether somebody of a role may come to apply for a cluster.
pub(super) const fn may_enter(role: Role) -> bool {
    match role {
        Role::OrganisationRepresentative | Role::RegionRepresentative => true,
        Role::ClusterRepresentative
        | Role::Officer
        | Role::Auditor
        | Role::Administrator
        | Role::Clerk => false,
    }
}

/// What such a person sees in the place of their applications.
pub(super) fn page(app: &App, who: &SignedIn, frame: Frame) -> Result<Response, Problem> {
    let form = own_form(app, &frame, &who.present, PATH);
    let role = capital(terms::role(who.caller.role).get(frame.language));
    rendered_privately(&EnteringPage { role, is_held: holds(who), form, frame })
}

fn holds(who: &SignedIn) -> bool {
    who.present.roles.iter().any(|held| held.role == Role::ClusterRepresentative)
}

/// Gives them the right to apply, where they haven't got it, and has them act in it.
pub(super) async fn enter(
    app: &App,
    sent: &SignedUpload,
    from: &Whereabouts,
    language: Language,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    if !holds(who) {
        let_apply(app, who.caller.account, &sent.request).await?;
    }
    let session = who.present.session.clone();
    let role = Role::ClusterRepresentative;
    let session = app.registry.accounts().act_as(session, role, from).await?;
    Ok(begin(app, &session, language, &localised(language, PATH)))
}
