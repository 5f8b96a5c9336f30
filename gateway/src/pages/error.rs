//! A problem as a page: what is wrong, what to do, and ways on.

use askama::Template;

use registry_events::value::Language;

use super::frame::Frame;
use crate::http::App;
use crate::http::appearance::Appearance;
use crate::http::problem::Explained;

/// The page.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: Frame,
    problem: &'p Explained,
}

/// The page of a problem; none when it can't be rendered, then it is told as JSON.
pub fn problem(
    app: &App,
    problem: &Explained,
    language: Language,
    appearance: Appearance,
) -> Option<String> {
    ProblemPage { frame: Frame::bare(app, language, appearance), problem }.render().ok()
}
