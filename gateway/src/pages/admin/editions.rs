//! The editions of catalogue, dictionaries, regions and rulebook as an administrator sees them: which are
//! in force and since when, which proposals each takes, and how the next one is adopted. An auditor reads
//! the same without the way to adopt.
//!
//! Adopting one assesses every cluster anew, so it is done where its text is checked against the whole
//! register first: at the server, by a command. The page says which.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_events::edition::EditionKind;
use registry_projections::editions::Adoption;

use super::admit;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::pages::methodology;
use crate::read::lens::Lens;

/// Kinds of editions with the command that adopts one, in the order in which they are shown.
const KINDS: [(EditionKind, &str); 4] = [
    (EditionKind::Rulebook, "rulebook"),
    (EditionKind::Catalogue, "catalogue"),
    (EditionKind::Dictionaries, "dictionaries"),
    (EditionKind::Regions, "regions"),
];

/// The page.
#[derive(Template)]
#[template(path = "admin/editions.html")]
struct EditionsPage {
    frame: Frame,
    kinds: Vec<KindView>,
    /// Whether the reader adopts editions.
    adopts: bool,
    proposals: String,
}

impl Page for EditionsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The editions of a kind, the one in force first.
struct KindView {
    key: &'static str,
    heading: String,
    editions: Vec<EditionView>,
    check: String,
    adopt: String,
}

struct EditionView {
    words: String,
    address: Option<String>,
    /// That its text can't be read, so that the one before stays in force.
    is_unreadable: bool,
    proposals: Vec<(String, String)>,
}

/// `/admin/editions`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &who).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let lens = reading.lens();
    let kinds = KINDS.map(|(kind, key)| KindView::of(kind, key, &lens, &frame));
    let proposals = frame.plain_link("/proposals");
    let adopts = Operation::AdoptEdition.check(who.caller.role).is_ok();
    rendered_privately(&EditionsPage { kinds: kinds.into(), adopts, proposals, frame })
}

impl KindView {
    fn of(kind: EditionKind, key: &'static str, lens: &Lens<'_>, frame: &Frame) -> Self {
        let adopted = lens.views.editions().adoptions().iter().rev();
        let file = if key == "regions" { "NEW.tsv" } else { "NEW.toml" };
        let own = adopted.filter(|one| one.kind == kind && one.position <= lens.at);
        Self {
            key,
            heading: frame.say(&format!("editions-{key}")),
            editions: own.map(|one| EditionView::of(one, frame)).collect(),
            check: format!("clustermap {key} check {file}"),
            adopt: format!("clustermap {key} adopt {file}"),
        }
    }
}

impl EditionView {
    fn of(adoption: &Adoption, frame: &Frame) -> Self {
        let (name, day) = (adoption.edition.as_str(), frame.day(adoption.recorded_at));
        let parts = [("edition", name), ("day", day.as_str())];
        let rules = || frame.plain_link(&methodology::of(name));
        let proposals = adoption
            .proposals
            .iter()
            .map(|id| (id.to_string(), frame.plain_link(&format!("/proposals/{id}"))));
        Self {
            words: frame.words.say_with("edition-since", &parts),
            address: (adoption.kind == EditionKind::Rulebook && adoption.readable).then(rules),
            is_unreadable: !adoption.readable,
            proposals: proposals.collect(),
        }
    }
}
