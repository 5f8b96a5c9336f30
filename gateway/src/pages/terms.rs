//! The terms of use of data: under which licence they are open, how to cite them, what they are and
//! what they aren't.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use crate::http::{App, Licence, Problem, Reading};

/// The page.
#[derive(Template)]
#[template(path = "terms.html")]
struct TermsPage {
    frame: Frame,
    licence: Licence,
    /// Whether the licence is the one whose meaning the page can tell.
    is_attribution: bool,
    demonstration: bool,
    reads: String,
}

impl Page for TermsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/terms`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let mut frame = Frame::new(&app, &reading, &uri, "/terms");
    frame.as_of_form = None;
    let licence = app.settings.licence.clone();
    let reads = usize::try_from(app.settings.rate_limits.reads_per_minute).unwrap_or(usize::MAX);
    let page = TermsPage {
        is_attribution: licence == Licence::default(),
        licence,
        demonstration: app.is_demonstration(),
        reads: frame.count("terms-reads", reads),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}
