//! The list of offers and requests as an Atom feed, with the filters of its page.
//!
//! Ids are made of what never changes: when the registry began, the cluster and the item. Addresses
//! are relative to the feed's own, because the program doesn't know under which name it is reached.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::Position;
use uuid::Builder;

use super::view::OfferView;
use super::{OFFERS, asked, narrowed};
use crate::api::read::paging::shown;
use crate::api::read::parameters::LIMIT_MAX;
use crate::api::read::streams::listed_cards;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::CachePolicy;
use crate::pages::frame::{Frame, address};
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::read::offers::{OfferShown, list, offered};

/// The feed's path.
pub(super) const PATH: &str = "/offers.atom";
pub(in crate::pages) const ATOM: &str = "application/atom+xml; charset=utf-8";
pub(in crate::pages) const SOFT_HYPHEN: char = '\u{ad}';

/// The feed.
#[derive(Template)]
#[template(path = "offers/feed.xml")]
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
    offer: OfferView,
}

/// `/offers.atom`.
pub async fn feed(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let asked = PageAsked { limit: LIMIT_MAX, ..asked };
    let tag = reading.tag(shown(&reading, asked.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let offered = offered(&listed_cards(&app, &reading, asked.at).await?, &lens);
    let list = list(&query, offered, reading.day(), &asked);
    let frame = Frame::new(&app, &reading, &uri, OFFERS);
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
        offers: &[OfferShown],
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
        Self {
            id: id(reading, &this),
            updated: offers.iter().map(|offer| offer.updated_at).max().unwrap_or(recorded),
            page: address(&frame.plain_link(OFFERS), &narrowed),
            this,
            next,
            entries: offers.iter().map(|offer| Entry::of(offer, reading, &frame)).collect(),
            frame,
        }
    }
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

/// The id of something in this registry by its name there: a UUID of our own making.
pub(in crate::pages) fn id(reading: &Reading, name: &str) -> String {
    let began = reading.views.times().recorded_at(Position(0));
    let began = began.map(|at| at.to_string()).unwrap_or_default();
    let digest = blake3::hash(format!("{began} {name}").as_bytes());
    let bytes = std::array::from_fn(|index| digest.as_bytes()[index]);
    Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}
