//! A cluster's history as a time line: each line with what was in force before and after it, side by
//! side, who acted and by what right, what shows it, and its proof.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::claim::Claim;
use registry_events::ids::ClusterId;
use registry_projections::card::Card;
use registry_projections::history::{Category, HistoryFilter, HistoryLine};

use super::filters::{Choice, FilterForm};
use super::{PagesView, WhoView, case};
use crate::api::read::cases::OF_HISTORY;
use crate::api::read::desk::admit;
use crate::api::read::history::history_filter;
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::pages::shown::only_in;
use crate::read::history::{LineShown, found, lens_at, list};
use crate::read::lens::Lens;
use crate::read::parts::EvidenceShown;
use crate::words::history::describe;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// What is typed into the form.
const INPUTS: [(&str, &str, &str); 5] = [
    ("actor", "text", "desk-actor"),
    ("path", "text", "desk-path"),
    ("type", "text", "desk-type"),
    ("since", "date", "desk-since"),
    ("until", "date", "desk-until"),
];

/// The page.
#[derive(Template)]
#[template(path = "desk/timeline.html")]
struct TimelinePage {
    frame: Frame,
    name: String,
    name_only_in: Option<&'static str>,
    /// The name in letters of the page's language, for its title.
    title: String,
    profile: String,
    difference: String,
    filters: FilterForm,
    total: usize,
    lines: Vec<LineView>,
    case: Option<String>,
    pages: PagesView,
}

impl Page for TimelinePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A line.
struct LineView {
    at: String,
    datetime: String,
    words: String,
    category: &'static str,
    event_type: &'static str,
    old: Option<String>,
    new: Option<String>,
    who: Option<WhoView>,
    evidence: Vec<EvidenceView>,
    position: String,
    proof: Option<String>,
}

/// A piece of what shows it.
struct EvidenceView {
    address: String,
    digest: Option<String>,
}

/// `/desk/clusters/{id}`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    id: Result<Path<ClusterId>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadJournal).await?;
    let (Path(id), reading) = (id?, reading?);
    let mut given = Parameters::of_page(&uri);
    let filter = history_filter(&mut given, app.registry.zone());
    let asked = page_of(&app, &reading, given, &format!("history {id} {filter:?}")).await?;
    let lens = Lens::new(&reading.views, asked.at);
    let card = card_at(&app, &reading, id, asked.at).await?;
    let prove = app.registry.provable().is_some();
    let (found, shown) =
        (found(&card, &filter, &asked, &lens), list(&card, &filter, &asked, &lens, prove));
    let frame = Frame::new(&app, &reading, &uri, "");
    let name = lens.cluster(id);
    let said = name.in_language_or_other(reading.language);
    let name_only_in = only_in(&name, reading.language);
    let lines = found.lines.iter().zip(&shown.items);
    let views = lines
        .map(|(line, shown)| Line { recorded: line, shown, card: &card, lens }.view(&frame, &app));
    let views = views.collect();
    rendered_privately(&TimelinePage {
        title: transliteration::of(said, name_only_in).unwrap_or_else(|| set(said)),
        name: set(said),
        name_only_in,
        profile: frame.link(&format!("/clusters/{id}")),
        difference: frame.link(&format!("/clusters/{id}/difference")),
        filters: FilterForm::of(&uri, &frame, categories(&filter, &frame), &INPUTS),
        total: found.total,
        lines: views,
        case: case(&app, &uri, &format!("/api/v1/clusters/{id}/history"), &OF_HISTORY),
        pages: PagesView::of(&uri, asked.offset, shown.next_cursor, &frame),
        frame,
    })
}

fn categories(filter: &HistoryFilter, frame: &Frame) -> Vec<Choice> {
    let choice = |category: Category| Choice {
        key: category.key(),
        label: terms::category(category).get(frame.language),
        selected: filter.categories.contains(&category),
    };
    Category::ALL.into_iter().map(choice).collect()
}

/// A line as the view has it and as it is told.
struct Line<'l> {
    recorded: &'l HistoryLine,
    shown: &'l LineShown,
    card: &'l Card,
    lens: Lens<'l>,
}

impl Line<'_> {
    fn view(&self, frame: &Frame, app: &App) -> LineView {
        let Self { recorded: line, shown, card, lens } = self;
        let lens = lens_at(line.place.position, lens);
        let speaker = Speaker { lens, card: Some(card), language: frame.language };
        let said = |claim: Option<&Claim>| claim.map(|claim| set(&speaker.claim(claim)));
        LineView {
            at: typography::minute(shown.recorded_at, app.registry.zone(), frame.language),
            datetime: shown.recorded_at.to_string(),
            words: set(&describe(line, &speaker)),
            category: terms::category(line.category).get(frame.language),
            event_type: shown.event_type,
            old: said(line.old.as_deref()),
            // A confirmation leaves the value as it is; its sentence tells which one.
            new: said(line.new.as_deref()),
            who: shown.actor.as_ref().map(|actor| WhoView::of(actor, frame)),
            evidence: shown.on_evidence.iter().filter_map(EvidenceView::of).collect(),
            position: typography::integer(shown.position),
            proof: shown.proof_url.clone(),
        }
    }
}

impl EvidenceView {
    /// A link, or a document that officers and auditors download by its digest.
    fn of(evidence: &EvidenceShown) -> Option<Self> {
        let link = evidence.url.clone().map(|address| Self { address, digest: None });
        link.or_else(|| {
            let digest = evidence.document.as_ref()?.digest.clone();
            Some(Self { address: format!("/api/v1/evidence/{digest}"), digest: Some(digest) })
        })
    }
}
