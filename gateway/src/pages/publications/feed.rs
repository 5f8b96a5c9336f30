//! Publications as an Atom feed, with the filters of their page.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;

use super::view::PublicationView;
use super::{PUBLICATIONS, asked, narrowed};
use crate::api::read::paging::shown;
use crate::api::read::parameters::LIMIT_MAX;
use crate::http::{App, Problem, Reading};
use crate::pages::feed::{self, Heading, List, answer, id};
use crate::pages::frame::Frame;
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
    heading: Heading,
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
    let of_feed = feed::Asked { reading: &reading, tag: &tag, uri: &uri };
    if let Some(kept) = of_feed.kept(&app) {
        return Ok(kept);
    }
    let list = list(&query, published(&Lens::new(&reading.views, asked.at)), &asked);
    let frame = Frame::new(&app, &reading, &uri, PUBLICATIONS);
    let heading = List {
        title: "section-publications",
        feed: PATH,
        page: PUBLICATIONS,
        narrowed: &narrowed(&uri),
        next: list.next_cursor,
    };
    let newest = list.items.iter().map(|one| one.updated_at).max();
    let feed = Feed {
        heading: Heading::of(heading, newest, asked.at, &reading, &frame),
        entries: list.items.iter().map(|one| Entry::of(one, &reading, &frame)).collect(),
        frame,
    };
    answer(&feed, &app, of_feed)
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
