//! A form that comes after its session has ended: nothing is done, and what was typed waits for who
//! signs in again in the same browser.
//!
//! Only a page that was shown in a session of ours has what its forms carry, so nobody else can let
//! anything wait.

use axum::body::Body;
use axum::extract::{FromRequestParts as _, Request};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::cookies::SESSION;
use super::form::Visit;
use super::signed_in::reader;
use super::upload::Sent;
use super::{App, Problem, language};
use crate::pages::frame::{address, localised};
use crate::people::drafts::FILES_LOST;

/// Whether the form at an address shows what was typed into it when it is opened again.
fn shows_drafts(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("/work/clusters/") else { return false };
    matches!(rest.split('/').collect::<Vec<_>>()[..], [_, "fields", _] | [_, "lists", _, _])
}

/// Lets a form wait where it may; the answer leads to where somebody signs in, and back to the form.
pub(super) async fn keep(parts: Parts, body: Body, app: &App, refused: Response) -> Response {
    let waits = parts.method == Method::POST && shows_drafts(parts.uri.path());
    if !waits || reader(&parts).is_some() {
        return refused;
    }
    let Some(token) = SESSION.sent(app, &parts.headers).map(str::to_owned) else { return refused };
    match kept(parts, body, app, &token).await {
        Ok(Some(answer)) => answer,
        // What isn't a form of ours is answered as if nothing had been sent.
        Ok(None) | Err(_) => refused,
    }
}

async fn kept(
    mut parts: Parts,
    body: Body,
    app: &App,
    token: &str,
) -> Result<Option<Response>, Problem> {
    let Ok(visit) = Visit::from_request_parts(&mut parts, app).await;
    let (form, language) = (parts.uri.path().to_owned(), language::of(&parts));
    let csrf = app.registry.accounts().form_of_ended(token);
    let sent = Sent::read(Request::from_parts(parts, body), app, &csrf, None).await?;
    let mut typed = sent.fields.pairs().to_vec();
    if !sent.files.is_empty() {
        typed.push((FILES_LOST.to_owned(), "yes".to_owned()));
    }
    if !app.registry.accounts().let_wait(token, &visit.csrf, &form, &typed).await? {
        return Ok(None);
    }
    let next = [("next".to_owned(), localised(language, &form))];
    let to = Redirect::to(&address(&localised(language, "/sign-in"), &next));
    Ok(Some(visit.keep(to.into_response())))
}
