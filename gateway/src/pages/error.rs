//! A problem as a page: what is wrong, what to do, and ways on.

mod near;

use askama::Template;
use axum::http::Uri;
use registry_events::value::Language;

use self::near::WaysOn;
use super::frame::Frame;
use crate::http::App;
use crate::http::appearance::Appearance;
use crate::http::problem::Explained;

/// The status of an address that leads nowhere.
const NOT_FOUND: u16 = 404;

/// The page.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: Frame,
    problem: &'p Explained,
    ways: WaysOn,
}

/// The page of a problem at an address; none when it can't be rendered, then it is told as JSON.
pub fn problem(
    app: &App,
    problem: &Explained,
    uri: &Uri,
    language: Language,
    appearance: Appearance,
) -> Option<String> {
    let frame = Frame::bare(app, language, appearance).of_moment(uri);
    let ways = if problem.status == NOT_FOUND {
        WaysOn::from(uri, app, &frame)
    } else {
        WaysOn::default()
    };
    ProblemPage { frame, problem, ways }.render().ok()
}
