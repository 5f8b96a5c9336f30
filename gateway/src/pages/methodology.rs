//! «Методика»: how levels work, as the rulebook in force at the moment shown has it; its editions;
//! how statements are corroborated, lapse and are disputed. No number of the rules stands here.

mod changes;
mod procedure;
mod rules;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::editions::vectors_of;
use registry_core::rulebook::Rulebook;
use registry_events::edition::EditionKind;
use registry_projections::editions::Adoption;

use self::procedure::Procedure;
use self::rules::{BlockView, Counts, LevelView, ParameterView};
use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::{Frame, escaped};
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::parts::Bilingual;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "methodology.html")]
struct MethodologyPage {
    frame: Frame,
    rules: Option<Rules>,
    editions: Vec<EditionView>,
}

impl Page for MethodologyPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// What the rulebook in force says.
struct Rules {
    edition: String,
    /// The edition in force, where it is another one.
    in_force: Option<Link>,
    counts: Counts,
    levels: Vec<LevelView>,
    blocks: Vec<BlockView>,
    parameters: Vec<ParameterView>,
    procedure: Procedure,
}

/// An edition of the rulebook: when it came, and what it changed.
struct EditionView {
    heading: String,
    note: Option<String>,
    /// What it says otherwise than the edition before it; none for the first one.
    changes: Option<Vec<String>>,
    text: Link,
    /// The rules themselves, where the page shows those of another edition.
    rules: Option<String>,
}

struct Link {
    address: String,
    label: String,
}

/// An edition as it was adopted and as it reads.
struct Edition<'v> {
    adoption: &'v Adoption,
    text: Arc<str>,
    book: Rulebook,
}

/// The parameter that shows another edition than the one in force.
const EDITION: &str = "edition";

/// The page of the rules as an edition has them.
pub fn of(edition: &str) -> String {
    format!("/methodology?{EDITION}={}", escaped(edition))
}

/// `/methodology`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let frame = Frame::new(&app, &reading, &uri, "/methodology");
    let lens = reading.lens();
    let editions = editions(&lens);
    let shown = shown(&editions, parameter(&uri, EDITION)?.as_deref())?;
    let page = MethodologyPage {
        rules: shown.map(|shown| Rules::of(&editions[shown].book, &lens, &frame)).map(|rules| {
            let last = editions.last().filter(|last| last.name() != rules.edition);
            Rules { in_force: last.map(|last| last.in_force(&frame)), ..rules }
        }),
        editions: views(&editions, shown, &frame),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// The editions adopted by the lens's position, oldest first; the last one is in force.
fn editions<'v>(lens: &Lens<'v>) -> Vec<Edition<'v>> {
    let adopted = lens.views.editions().adoptions().iter();
    let adopted =
        adopted.filter(|one| one.kind == EditionKind::Rulebook && one.position <= lens.at);
    let texts = lens.views.editions().texts();
    let read = |adoption: &'v Adoption| {
        let text = &texts.edition(EditionKind::Rulebook, adoption.edition.as_str())?.text;
        let book = Rulebook::parse(text).ok()?;
        Some(Edition { adoption, text: text.clone(), book })
    };
    adopted.filter(|one| one.readable).filter_map(read).collect()
}

/// The place of the edition asked for, else of the one in force.
fn shown(editions: &[Edition<'_>], asked: Option<&str>) -> Result<Option<usize>, Problem> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(editions.len().checked_sub(1));
    };
    let found = editions.iter().rposition(|edition| edition.name() == asked);
    found.map(Some).ok_or_else(|| Problem::new("not-found").with("rulebook"))
}

/// Each edition after the one before it; the newest stands first.
fn views(editions: &[Edition<'_>], shown: Option<usize>, frame: &Frame) -> Vec<EditionView> {
    let before = std::iter::once(None).chain(editions.iter().map(Some));
    let mut views: Vec<_> = editions
        .iter()
        .zip(before)
        .map(|(edition, before)| EditionView::of(edition, before, frame))
        .collect();
    if let Some(shown) = shown.and_then(|shown| views.get_mut(shown)) {
        shown.rules = None;
    }
    views.reverse();
    views
}

impl Edition<'_> {
    fn name(&self) -> &str {
        self.adoption.edition.as_str()
    }

    /// The page of the rules in force.
    fn in_force(&self, frame: &Frame) -> Link {
        let edition = [("edition", self.name())];
        Link {
            address: frame.link_as_of("/methodology"),
            label: frame.words.say_with("methodology-edition", &edition),
        }
    }
}

impl Rules {
    fn of(book: &Rulebook, lens: &Lens<'_>, frame: &Frame) -> Self {
        Self {
            edition: book.edition.to_string(),
            in_force: None,
            counts: Counts::of(book, frame),
            levels: rules::levels(book, frame),
            blocks: rules::blocks(book, frame),
            parameters: rules::parameters(book),
            procedure: Procedure::of(book, lens, frame),
        }
    }
}

impl EditionView {
    fn of(edition: &Edition<'_>, before: Option<&Edition<'_>>, frame: &Frame) -> Self {
        let name = edition.name();
        let day = frame.day(edition.adoption.recorded_at);
        let note = edition.book.note.as_ref().map(|note| {
            let note = Bilingual::from(note);
            frame.words.say_with("edition-note", &[("note", note.in_language(frame.language))])
        });
        let has_vectors = vectors_of(&edition.text).is_some();
        let label = if has_vectors { "edition-text-and-vectors" } else { "edition-text" };
        Self {
            heading: frame.words.say_with("edition-since", &[("edition", name), ("day", &day)]),
            note: note.map(|note| set(&note)),
            changes: before.map(|before| changes::of(&before.book, &edition.book, frame)),
            text: Link {
                address: frame.link_as_of(&format!("/api/v1/rulebooks/{name}")),
                label: frame.say(label),
            },
            rules: Some(frame.link_as_of(&of(name))),
        }
    }
}
