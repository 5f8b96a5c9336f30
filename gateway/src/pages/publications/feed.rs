//! Publications as an Atom feed, with the filters of their page.
//!
//! Addresses of ours are relative to the feed's own, because the program doesn't know under which
//! name it is reached.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::Position;

use super::view::PublicationView;
use super::{PUBLICATIONS, asked, narrowed};
use crate::api::read::paging::shown;
use crate::api::read::parameters::LIMIT_MAX;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::CachePolicy;
use crate::pages::frame::{Frame, address};
use crate::pages::offers::feed::{ATOM, SOFT_HYPHEN, id};
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::read::publications::{PublicationShown, list, published};

/// The feed's path.
pub(super) const PATH: &str = "/publications.atom";

/// The feed.
#[derive(Template)]
#[template(path = "publications/feed.xml")]
struct Feed {
    frame: Frame,
    id: String,
    updated: Timestamp,
    this: String,
    page: String,
    next: Option<String>,
    entries: Vec<Entry>,
}

/// An entry.
struct Entry {
    id: String,
    published: Timestamp,
    updated: Timestamp,
    key: &'static str,
    publication: PublicationView,
}

/// `/publications.atom`.
pub async fn feed(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let asked = PageAsked { limit: LIMIT_MAX, ..asked };
    let tag = reading.tag(shown(&reading, asked.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let list = list(&query, published(&Lens::new(&reading.views, asked.at)), &asked);
    let frame = Frame::new(&app, &reading, &uri, PUBLICATIONS);
    let feed = Feed::of(&list.items, list.next_cursor, &reading, asked.at, &uri, frame);
    let xml = feed.render().map_err(|error| Problem::fault(&error))?;
    // Places where a page may break a word are no part of what a reader of feeds searches.
    let bytes = Bytes::from(xml.replace(SOFT_HYPHEN, ""));
    let mut response = reading.bytes(&tag, ATOM, bytes);
    response.headers_mut().insert(CACHE_CONTROL, CachePolicy::Revalidate.header());
    Ok(response)
}

impl Feed {
    fn of(
        items: &[PublicationShown],
        next: Option<String>,
        reading: &Reading,
        at: Position,
        uri: &Uri,
        frame: Frame,
    ) -> Self {
        let narrowed = narrowed(uri);
        let this = address(&frame.plain_link(PATH), &narrowed);
        let next = next.map(|cursor| {
            let cursor = ("cursor".to_owned(), cursor);
            address(&frame.plain_link(PATH), &[&narrowed[..], &[cursor]].concat())
        });
        let recorded = reading.views.times().recorded_at(at).unwrap_or(reading.instant);
        let entries = items.iter().map(|one| Entry::of(one, reading, &frame)).collect();
        Self {
            id: id(reading, &this),
            updated: items.iter().map(|one| one.updated_at).max().unwrap_or(recorded),
            page: address(&frame.plain_link(PUBLICATIONS), &narrowed),
            this,
            next,
            entries,
            frame,
        }
    }
}

impl Entry {
    fn of(one: &PublicationShown, reading: &Reading, frame: &Frame) -> Self {
        let number = one.publication;
        Self {
            id: id(reading, &format!("publication/{number}")),
            published: one.recorded_at,
            updated: one.updated_at,
            key: one.kind,
            publication: PublicationView::of(one, frame),
        }
    }
}
