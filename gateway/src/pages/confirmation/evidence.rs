//! A document that shows what an organisation is asked about, opened by the one-time link it was asked
//! with. A look never uses the link up; once the link is over, so is this.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use registry_core::access::Caller;
use registry_core::rejection::Rejection;
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};
use registry_events::value::Language;

use super::link::Standing;
use crate::api::write::evidence::{attached, given_out};
use crate::http::appearance::Appearance;
use crate::http::path::Path;
use crate::http::{App, Problem, note_document_look};
use crate::pages::contact::link::{Followed, gone, gone_for, ran_out};
use crate::pages::frame::Frame;
use crate::people::Mailbox;
use crate::people::links::{Link, LinkState, Purpose};

/// `/l/{token}/evidence/{digest}`.
pub async fn file(
    State(app): State<App>,
    language: Language,
    named: Result<Path<(String, String)>, Problem>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((token, digest)) = named?;
    let digest: Digest = digest.parse().map_err(|_| unknown())?;
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let link = app.registry.accounts().links().look(&token).await?;
    let asks = |link: &Link| link.purpose == Purpose::Confirmation;
    let link = link.filter(asks).ok_or_else(unknown)?;
    match link.state {
        LinkState::Used => return gone(frame, "link-used-up", StatusCode::GONE),
        LinkState::RanOut => return ran_out(frame, link.purpose),
        LinkState::Open => {}
    }
    let followed = Followed { link, token, origin: None };
    match Standing::of(&app, &followed, &frame).await? {
        Ok(standing) => opened(&app, &followed, &standing, digest).await,
        Err(why) => gone_for(frame, why, StatusCode::CONFLICT),
    }
}

async fn opened(
    app: &App,
    followed: &Followed,
    standing: &Standing,
    digest: Digest,
) -> Result<Response, Problem> {
    if !standing.opened.contains(&digest) {
        return Err(unknown());
    }
    let (document, bytes) = given_out(app, digest).await?.ok_or_else(unknown)?;
    let reader = match Mailbox::parse(&standing.asked.mailbox) {
        Some(mailbox) => app.registry.accounts().person_of(&mailbox).await?,
        None => None,
    };
    let account = reader.map_or_else(|| stand_in(app, &followed.link), |person| person.account);
    let caller = Caller::of(account, Role::OrganisationRepresentative);
    note_document_look(app, caller, digest).await?;
    Ok(attached(&document, bytes))
}

/// Whose the looks by a link are until its reader has an account: they become that one's when it is
/// opened with the answer.
pub(super) fn stand_in(app: &App, link: &Link) -> AccountId {
    AccountId::from_uuid(app.registry.made_of(&format!("looks {}", link.request)))
}

fn unknown() -> Problem {
    Rejection::NotFound("document").into()
}
