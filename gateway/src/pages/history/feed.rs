//! The history of a cluster as an Atom feed: what was recorded in one commit is one entry, which leads
//! to the proofs of its events.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::ClusterId;
use registry_projections::history::{HistoryFilter, HistoryLine};

use super::{CommitView, is_one_commit, is_told};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::feed::{self, Heading, List, answer, id as id_of};
use crate::pages::frame::Frame;
use crate::read::history::found;
use crate::read::lens::Lens;
use crate::words::typography::set;

/// The feed.
#[derive(Template)]
#[template(path = "history/feed.xml")]
struct Feed {
    frame: Frame,
    heading: Heading,
    cluster: String,
    entries: Vec<Entry>,
}

/// What was recorded in one commit.
struct Entry {
    id: String,
    updated: Timestamp,
    commit: CommitView,
    /// The history on the entry's day.
    address: String,
}

/// The feed's path of a cluster.
pub(in crate::pages) fn path(cluster: &str) -> String {
    format!("/clusters/{cluster}/history.atom")
}

/// `/clusters/{id}/history.atom`.
pub async fn feed(
    State(app): State<App>,
    Path(cluster): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let given = Parameters::of_page(&uri);
    let asked = page_of(&app, &reading, given, &format!("feed of {cluster}")).await?;
    let tag = reading.tag(shown(&reading, asked.at));
    let of_feed = feed::Asked { reading: &reading, tag: &tag, uri: &uri };
    if let Some(kept) = of_feed.kept(&app) {
        return Ok(kept);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let card = card_at(&app, &reading, cluster, asked.at).await?;
    let found = found(&card, &HistoryFilter::default(), &asked, &lens);
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let of_one_commit = found.lines.chunk_by(|one, other| {
        let told = |line| is_told(line, &card, &lens);
        is_one_commit(one, other) && told(one) == told(other)
    });
    let entry = |lines: &[std::sync::Arc<HistoryLine>]| {
        let first = lines.first()?;
        let day = frame.date(first.place.recorded_at);
        let history = format!("/clusters/{cluster}/history?since={day}&until={day}");
        Some(Entry {
            id: id_of(&reading, &format!("event {}", first.place.position)),
            updated: first.place.recorded_at,
            commit: CommitView::of(lines, &card, &lens, &frame, &app),
            address: frame.absolute(&frame.link_as_of(&history)),
        })
    };
    let entries: Vec<_> = of_one_commit.filter_map(entry).collect();
    let name = set(lens.cluster(cluster).in_language_or_other(frame.language));
    let (feed, page) = (path(&cluster.to_string()), format!("/clusters/{cluster}/history"));
    let as_of = frame.as_of().map(|as_of| ("as_of".to_owned(), as_of.to_owned()));
    let list = List {
        title: "work-history",
        feed: &feed,
        page: &page,
        narrowed: as_of.as_slice(),
        next: asked.next(found.total).map(|cursor| cursor.to_string()),
    };
    let newest = entries.first().map(|entry| entry.updated);
    let title = frame.words.say_with("history-of", &[("cluster", &name)]);
    let title = format!("{title} — {}", frame.say("site-name"));
    let heading = Heading { title, ..Heading::of(list, newest, asked.at, &reading, &frame) };
    answer(&Feed { frame, heading, cluster: name, entries }, &app, of_feed)
}
