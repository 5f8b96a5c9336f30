//! The journal of the whole registry, newest first.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_projections::journal::{JournalFilter, Topic};

use super::entries::EntryView;
use super::filters::{Choice, FilterForm};
use super::{PagesView, case};
use crate::api::read::cases::OF_JOURNAL;
use crate::api::read::desk::{admit, journal_filter, list};
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::words::journal::topic;

/// What is typed into the form.
const INPUTS: [(&str, &str, &str); 6] = [
    ("actor", "text", "desk-actor"),
    ("stream", "text", "desk-stream"),
    ("region", "text", "desk-region"),
    ("type", "text", "desk-type"),
    ("since", "date", "desk-since"),
    ("until", "date", "desk-until"),
];

/// The page.
#[derive(Template)]
#[template(path = "desk/journal.html")]
struct JournalPage {
    frame: Frame,
    filters: FilterForm,
    total: usize,
    entries: Vec<EntryView>,
    case: Option<String>,
    pages: PagesView,
}

impl Page for JournalPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/desk/journal`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadJournal).await?;
    let reading = reading?;
    let mut given = Parameters::of_page(&uri);
    let filter = journal_filter(&mut given, &app, &reading);
    let asked = page_of(&app, &reading, given, &format!("journal {filter:?}")).await?;
    let list = list(&app, &reading, &filter, &asked).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    rendered_privately(&JournalPage {
        filters: FilterForm::of(&uri, &frame, topics(&filter, &frame), &INPUTS),
        total: list.total,
        entries: list.items.iter().map(|row| EntryView::of(row, &frame, &app)).collect(),
        case: case(&app, &uri, "/api/v1/journal", &OF_JOURNAL),
        pages: PagesView::of(&uri, asked.offset, list.next_cursor, &frame),
        frame,
    })
}

/// The topics that can be chosen.
pub(super) fn topics(filter: &JournalFilter, frame: &Frame) -> Vec<Choice> {
    let choice = |one: Topic| Choice {
        key: one.key(),
        label: topic(one).get(frame.language),
        selected: filter.topics.contains(&one),
    };
    Topic::all().map(choice).collect()
}
