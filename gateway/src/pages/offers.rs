//! What clusters offer and look for: filters, cards, pages, and the same list as a feed.
//!
//! What ran out by the day shown isn't in the list, so nobody has to take it away.

pub mod feed;
mod view;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use self::view::OfferView;
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::with_cursor;
use super::filters::{Chip, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::row::as_i128;
use crate::api::read::offers::{FILTERS, everything, query as query_of};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::read::offers::{OfferFacets, OfferQuery, list};
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "offers.html")]
struct OffersPage {
    frame: Frame,
    filters: OfferFilters,
    total: usize,
    span: Option<String>,
    offers: Vec<OfferView>,
    next: Option<String>,
    first: Option<String>,
    feed: String,
    api: String,
}

impl Page for OffersPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The form that narrows the list, and what is chosen in it.
struct OfferFilters {
    action: String,
    facets: Vec<Facet>,
    until: String,
    day: String,
    as_of: Option<String>,
    on: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

const OFFERS: &str = "/offers";

/// `/offers`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let offered = everything(&app, &reading, asked.at).await?;
    let facets = OfferFacets::of(&query, &offered, reading.day(), &lens);
    let list = list(&query, &offered, reading.day(), &asked);
    let frame = Frame::new(&app, &reading, &uri, OFFERS);
    let page = OffersPage {
        filters: OfferFilters::new(&query, &facets, &reading, &uri, &frame),
        total: list.total,
        span: span(&asked, list.items.len(), list.total, &frame),
        offers: list.items.iter().map(|offer| OfferView::of(offer, &frame)).collect(),
        next: list.next_cursor.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        feed: address(&frame.plain_link(feed::PATH), &narrowed(&uri)),
        api: address("/api/v1/offers", &narrowed(&uri)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

/// What is asked of the list, and which page of it.
async fn asked(
    app: &App,
    reading: &Reading,
    uri: &Uri,
) -> Result<(OfferQuery, PageAsked), Problem> {
    let mut given = Parameters::of_page(uri);
    let query = query_of(&mut given, &reading.lens());
    let name = format!("offers {query:?} {:?}", reading.on);
    let page = page_of(app, reading, given, &name).await?;
    Ok((query, page))
}

/// The parameters that say what is in the list and of which moment, in the order of the address.
fn narrowed(uri: &Uri) -> Vec<(String, String)> {
    let narrows = |name: &str| name == "as_of" || FILTERS.contains(&name);
    stated(uri).into_iter().filter(|(name, _)| narrows(name)).collect()
}

/// «Показаны 51–100 из 213», where there is more than one page.
fn span(asked: &PageAsked, items: usize, total: usize, frame: &Frame) -> Option<String> {
    let number = |count| typography::integer(as_i128(count));
    let (first, last) = (number(asked.offset + 1), number(asked.offset + items));
    let entries = if items > 1 { format!("{first}–{last}") } else { first };
    let parts = [("entries", entries.as_str()), ("total", &number(total))];
    (0 < items && items < total).then(|| frame.words.say_with("offers-shown", &parts))
}

impl OfferFilters {
    fn new(
        query: &OfferQuery,
        facets: &OfferFacets,
        reading: &Reading,
        uri: &Uri,
        frame: &Frame,
    ) -> Self {
        let facets = [
            ("kind", "offers-what", &facets.kind),
            ("offer_kind", "offers-kind", &facets.offer_kind),
            ("specialisation", "filter-specialisation", &facets.specialisation),
            ("region", "filter-region", &facets.region),
            ("language", "offers-language", &facets.language),
        ];
        let facets = facets.map(|(name, legend, values)| Facet::new(name, legend, values, frame));
        let action = frame.plain_link(OFFERS);
        Self {
            chips: chips(uri, &action, |name, value| label(&facets, query, frame, name, value)),
            action,
            facets: facets.into(),
            until: query.until.map(|day| day.to_string()).unwrap_or_default(),
            day: reading.day().to_string(),
            as_of: frame.as_of().map(str::to_owned),
            on: frame.on().map(|on| on.to_string()),
            without_all: frame.link(OFFERS),
        }
    }
}

/// What a parameter narrows the list to; none of one that doesn't.
fn label(
    facets: &[Facet],
    query: &OfferQuery,
    frame: &Frame,
    name: &str,
    value: &str,
) -> Option<String> {
    match name {
        "until" => {
            let day = typography::date(query.until?, frame.language);
            Some(frame.words.say_with("chip-until", &[("day", &day)]))
        }
        "on" => Some(frame.words.say_with("chip-on", &[("value", value)])),
        _ => chosen(facets, name, value),
    }
}
