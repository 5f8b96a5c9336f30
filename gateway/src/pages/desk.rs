//! «Рабочее место аудитора»: pages for an auditor's token alone. They stand in no section of the site,
//! and nobody keeps them; whoever else comes reads why they are closed.

pub mod account;
pub mod entries;
pub mod filters;
pub mod journal;
pub mod sample;
pub mod sealed;
pub mod security;
pub mod timeline;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::actor::Basis;
use registry_events::value::Language;

use super::answer::{CachePolicy, Page, rendered_privately};
use super::clusters::with_cursor;
use super::frame::{Frame, address};
use super::samples::{CountView, counts};
use crate::api::read::desk::admit;
use crate::api::read::parameters::Parameters;
use crate::api::read::samples::found;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::parts::ActorShown;
use crate::read::value::basis_key;
use crate::words::terms;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "desk/index.html")]
struct DeskPage {
    frame: Frame,
    samples: Vec<CountView>,
}

impl Page for DeskPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/desk`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadSample).await?;
    let reading = reading?;
    Parameters::of_page(&uri).finish()?;
    let found = found(&app, &reading, &reading.lens()).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    rendered_privately(&DeskPage { samples: counts(&found, &frame, Some("/desk/samples")), frame })
}

/// Who acted, with the right it rests on, and where its other acts stand.
pub struct WhoView {
    /// An organisation where there is one, and the role.
    pub words: String,
    /// By what right.
    pub authority: &'static str,
    /// All acts of the account.
    pub acts: String,
}

impl WhoView {
    fn of(actor: &ActorShown, frame: &Frame) -> Self {
        let role = terms::role(actor.role).get(frame.language);
        let organisation = actor.organisation.as_ref();
        let words = organisation.map_or_else(
            || role.to_owned(),
            |named| format!("{}, {role}", named.in_language(frame.language)),
        );
        // The program says of itself by what right it acts.
        let by_right = authority(actor.authority.basis, frame.language);
        Self {
            authority: if words == by_right { "" } else { by_right },
            words: set(&words),
            acts: frame.plain_link(&format!("/desk/accounts/{}", actor.account)),
        }
    }
}

/// By what right somebody speaks, by its key.
fn authority(key: &str, language: Language) -> &'static str {
    let known = Basis::ALL.into_iter().find(|basis| basis_key(*basis) == key);
    known.map(|basis| terms::authority(basis).get(language)).unwrap_or_default()
}

/// Where what a page lists is handed out as a case: the same filters and date, and no page of it. None
/// where nothing is signed.
fn case(app: &App, uri: &Uri, at: &str, filters: &[&str]) -> Option<String> {
    app.registry.provable()?;
    let kept = |name: &str| name == "as_of" || filters.contains(&name);
    let given = stated(uri).into_iter().filter(|(name, _)| kept(name));
    Some(address(&format!("{at}/case.zip"), &given.collect::<Vec<_>>()))
}

/// Where the pages before and after stand.
pub struct PagesView {
    /// The first page, on a later one.
    pub first: Option<String>,
    /// The next page.
    pub next: Option<String>,
}

impl PagesView {
    fn of(uri: &Uri, offset: usize, next: Option<String>, frame: &Frame) -> Self {
        Self {
            first: (offset > 0).then(|| with_cursor(uri, None, frame)),
            next: next.map(|cursor| with_cursor(uri, Some(cursor), frame)),
        }
    }
}
