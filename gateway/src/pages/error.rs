//! A problem as a page: what is wrong, what to do, and ways on.
//!
//! The table of problems speaks to who calls the API, too; where its sentence names parameters, a
//! page says it for people.

mod near;

use std::sync::Arc;

use askama::Template;
use axum::http::Uri;
use registry_events::value::Language;

use self::near::WaysOn;
use super::frame::Frame;
use crate::http::appearance::Appearance;
use crate::http::problem::Explained;
use crate::http::{App, Present};
use crate::words::typography;

/// The status of an address that leads nowhere.
const NOT_FOUND: u16 = 404;
/// The code of a form that is too large.
const TOO_LARGE: &str = "body.too-large";
/// The code of a page that there isn't, in no language.
const UNKNOWN_PATH: &str = "path.unknown";

/// The page.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: Frame,
    problem: &'p Explained,
    said: String,
    /// What is wrong, each said once, where it is more than one thing.
    errors: Vec<String>,
    ways: WaysOn,
    /// The form that was too large, to be filled in anew.
    form: Option<String>,
}

/// The page of a problem at an address; none when it can't be rendered, then it is told as JSON.
pub fn problem(
    app: &App,
    problem: &Explained,
    uri: &Uri,
    language: Language,
    appearance: Appearance,
    reader: Option<Arc<Present>>,
) -> Option<String> {
    let frame = Frame::bare(app, language, appearance).for_reader(reader);
    let frame = match problem.code {
        UNKNOWN_PATH => frame.of_moment(uri),
        _ => frame.of_problem(app, uri, is_of_the_date(problem)),
    };
    let ways = if problem.status == NOT_FOUND {
        WaysOn::from(uri, app, &frame)
    } else {
        WaysOn::default()
    };
    let today = typography::date(app.registry.today(), language);
    let said = |code: &str, detail: &str| said(code, detail, &today, &frame);
    let mut errors: Vec<String> = Vec::new();
    for sentence in problem.errors.iter().map(|error| said(error.code, &error.detail)) {
        if !errors.contains(&sentence) {
            errors.push(sentence);
        }
    }
    let said = said(problem.code, &problem.detail);
    // A form is sent to the page it stands on.
    let form = (problem.code == TOO_LARGE).then(|| frame.here.clone());
    ProblemPage { frame, problem, said, errors, ways, form }.render().ok()
}

/// Whether the date asked for is what is wrong.
fn is_of_the_date(problem: &Explained) -> bool {
    let mut codes = problem.errors.iter().map(|error| error.code).chain([problem.code]);
    codes.any(|code| code.starts_with("as-of.") || code.starts_with("on."))
}

/// Codes whose sentences speak of parameters and members, with the message that a page says instead.
const FOR_PEOPLE: [(&str, &str); 14] = [
    (UNKNOWN_PATH, "problem-no-page"),
    ("not-found", "problem-not-found"),
    ("access.role", "problem-role"),
    ("filter.unknown-value", "problem-no-value"),
    ("query.not-an-id", "problem-no-id"),
    ("compare.count", "problem-compare"),
    ("figure.not-a-filter", "problem-no-value"),
    ("as-of.in-future", "problem-in-future"),
    ("on.in-future", "problem-in-future"),
    ("as-of.malformed", "problem-no-day"),
    ("on.malformed", "problem-no-day"),
    ("as-of.past-head", "problem-past-head"),
    ("cursor.malformed", "problem-cursor"),
    ("cursor.of-another-query", "problem-cursor"),
];

fn said(code: &str, detail: &str, today: &str, frame: &Frame) -> String {
    let own = FOR_PEOPLE.iter().find(|(known, _)| *known == code);
    own.map_or_else(
        || detail.to_owned(),
        |(_, message)| frame.words.say_with(message, &[("today", today)]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems;

    #[test]
    fn a_page_speaks_for_codes_that_there_are() {
        for (code, _) in FOR_PEOPLE {
            assert!(problems::find(code).is_some(), "{code}");
        }
    }
}
