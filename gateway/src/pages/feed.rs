//! What Atom feeds of the site share: the head, ids, and the answer.
//!
//! Ids are made of what never changes: when the registry began, and the name of the thing in it.
//! Addresses are whole where the site's own is known, else relative to the feed's.

use askama::Template;
use axum::body::Bytes;
use axum::http::Uri;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::Position;
use uuid::Builder;

use super::answer::CachePolicy;
use super::frame::{Frame, address};
use crate::http::tag::Tag;
use crate::http::{App, Problem, Reading};

const ATOM: &str = "application/atom+xml; charset=utf-8";
const SOFT_HYPHEN: char = '\u{ad}';

/// What stands above the entries.
pub(super) struct Heading {
    /// The feed's id.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// When its newest entry was changed.
    pub(super) updated: Timestamp,
    /// Its own address.
    pub(super) this: String,
    /// The page with the same list.
    pub(super) page: String,
    /// Where it goes on.
    pub(super) next: Option<String>,
}

/// A list that is a feed and a page, with what is asked of it.
pub(super) struct List<'l> {
    /// The message of what it is called.
    pub(super) title: &'l str,
    /// The path of the feed.
    pub(super) feed: &'l str,
    /// The path of the page.
    pub(super) page: &'l str,
    /// What is asked of it.
    pub(super) narrowed: &'l [(String, String)],
    /// Where it goes on.
    pub(super) next: Option<String>,
}

impl Heading {
    /// The head of a list's feed; of an empty one the position tells when it was changed.
    pub(super) fn of(
        list: List<'_>,
        newest: Option<Timestamp>,
        at: Position,
        reading: &Reading,
        frame: &Frame,
    ) -> Self {
        let here = |path: &str, parameters: &[_]| address(&frame.plain_link(path), parameters);
        let this = here(list.feed, list.narrowed);
        let next = list.next.map(|cursor| {
            let cursor = ("cursor".to_owned(), cursor);
            here(list.feed, &[list.narrowed, &[cursor]].concat())
        });
        let recorded = reading.views.times().recorded_at(at).unwrap_or(reading.instant);
        Self {
            id: id(reading, &this),
            title: format!("{} — {}", frame.say(list.title), frame.say("site-name")),
            updated: newest.unwrap_or(recorded),
            page: frame.absolute(&here(list.page, list.narrowed)),
            this: frame.absolute(&this),
            next: next.map(|next| frame.absolute(&next)),
        }
    }
}

/// The id of something in this registry by its name there: a UUID of our own making.
pub(super) fn id(reading: &Reading, name: &str) -> String {
    let began = reading.views.times().recorded_at(Position(0));
    let began = began.map(|at| at.to_string()).unwrap_or_default();
    let digest = blake3::hash(format!("{began} {name}").as_bytes());
    let bytes = std::array::from_fn(|index| digest.as_bytes()[index]);
    Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}

/// A feed that was asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// By whom, and of which moment.
    pub(super) reading: &'a Reading,
    /// What stands in it.
    pub(super) tag: &'a Tag,
    /// By which address.
    pub(super) uri: &'a Uri,
}

impl Asked<'_> {
    /// The feed that was rendered for this very address and moment, or 304; none when it must be
    /// made.
    pub(super) fn kept(self, app: &App) -> Option<Response> {
        if let Some(unchanged) = self.reading.unchanged(self.tag) {
            return Some(unchanged);
        }
        let bytes = app.kept.get(&self.resource(), self.tag, ATOM)?;
        Some(self.response(bytes))
    }

    fn resource(self) -> String {
        let origin = self.reading.origin.as_deref().unwrap_or_default();
        format!("feed {origin} {}", self.uri)
    }

    fn response(self, bytes: Bytes) -> Response {
        let mut response = self.reading.bytes(self.tag, ATOM, bytes);
        response.headers_mut().insert(CACHE_CONTROL, CachePolicy::Revalidate.header());
        response
    }
}

/// Renders a feed and keeps it.
///
/// # Errors
/// A fault when it can't be rendered.
pub(super) fn answer(
    feed: &impl Template,
    app: &App,
    asked: Asked<'_>,
) -> Result<Response, Problem> {
    let xml = feed.render().map_err(|error| Problem::fault(&error))?;
    // Places where a page may break a word are no part of what a reader of feeds searches.
    let bytes = Bytes::from(xml.replace(SOFT_HYPHEN, ""));
    app.kept.put(&asked.resource(), asked.tag, ATOM, bytes.clone());
    Ok(asked.response(bytes))
}
