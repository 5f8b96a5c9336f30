//! The list of offers and requests as an Atom feed, with the filters of its page.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;

use super::view::OfferView;
use super::{OFFERS, asked, narrowed};
use crate::api::read::offers::everything;
use crate::api::read::paging::shown;
use crate::api::read::parameters::LIMIT_MAX;
use crate::http::{App, Problem, Reading};
use crate::pages::feed::{self, Heading, List, answer, id};
use crate::pages::frame::Frame;
use crate::read::cursor::Page as PageAsked;
use crate::read::offers::{OfferShown, list};

/// The feed's path.
pub(super) const PATH: &str = "/offers.atom";

/// The feed.
#[derive(Template)]
#[template(path = "offers/feed.xml")]
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
    offer: OfferView,
}

/// `/offers.atom`.
pub async fn feed(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let asked = PageAsked { limit: LIMIT_MAX, ..asked };
    let tag = reading.tag(shown(&reading, asked.at));
    let of_feed = feed::Asked { reading: &reading, tag: &tag, uri: &uri };
    if let Some(kept) = of_feed.kept(&app) {
        return Ok(kept);
    }
    let offered = everything(&app, &reading, asked.at).await?;
    let list = list(&query, &offered, reading.day(), &asked);
    let frame = Frame::new(&app, &reading, &uri, OFFERS);
    let heading = List {
        title: "section-offers",
        feed: PATH,
        page: OFFERS,
        narrowed: &narrowed(&uri),
        next: list.next_cursor,
    };
    let newest = list.items.iter().map(|offer| offer.updated_at).max();
    let feed = Feed {
        heading: Heading::of(heading, newest, asked.at, &reading, &frame),
        entries: list.items.iter().map(|offer| Entry::of(offer, &reading, &frame)).collect(),
        frame,
    };
    answer(&feed, &app, of_feed)
}

impl Entry {
    fn of(offer: &OfferShown, reading: &Reading, frame: &Frame) -> Self {
        Self {
            id: id(reading, &format!("{}/{}", offer.cluster.id, offer.path)),
            published: offer.recorded_at,
            updated: offer.updated_at,
            key: offer.kind,
            offer: OfferView::of(offer, frame),
        }
    }
}
