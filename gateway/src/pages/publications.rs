//! Reports, reviews, ratings and announcements: by year, with filters, and the same list as a feed.
//!
//! A withdrawn one leaves the list; a link leads to those that did, with the reasons.

pub mod feed;
pub(super) mod view;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use self::view::PublicationView;
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::with_cursor;
use super::filters::{Chip, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::row::as_i128;
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::publications::{FILTERS, query as query_of};
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::read::publications::{
    PublicationFacets, PublicationQuery, PublicationShown, Standing, list, published,
};
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "publications.html")]
struct PublicationsPage {
    frame: Frame,
    filters: PublicationFilters,
    withdrawn: bool,
    total: usize,
    span: Option<String>,
    years: Vec<YearView>,
    next: Option<String>,
    first: Option<String>,
    gone: Option<Link>,
    feed: String,
    api: String,
}

impl Page for PublicationsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// What came out in one year.
struct YearView {
    year: i16,
    publications: Vec<PublicationView>,
}

/// Where something else of the list stands.
struct Link {
    address: String,
    label: String,
}

/// The form that narrows the list, and what is chosen in it.
struct PublicationFilters {
    action: String,
    facets: Vec<Facet>,
    as_of: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

/// The page's path.
pub(super) const PUBLICATIONS: &str = "/publications";
const API: &str = "/api/v1/publications";

/// `/publications`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let published = published(&lens);
    let facets = PublicationFacets::of(&query, &published, &lens);
    let frame = Frame::new(&app, &reading, &uri, PUBLICATIONS);
    let gone = gone(&query, &published, &frame);
    let list = list(&query, published, &asked);
    let page = PublicationsPage {
        filters: PublicationFilters::new(&facets, &uri, &frame),
        withdrawn: query.standing == Standing::Withdrawn,
        total: list.total,
        span: span(&asked, list.items.len(), list.total, &frame),
        years: years(&list.items, &frame),
        next: list.next_cursor.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        gone,
        feed: address(&frame.plain_link(feed::PATH), &narrowed(&uri)),
        api: address(API, &narrowed(&uri)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

/// What is asked of the list, and which page of it.
async fn asked(
    app: &App,
    reading: &Reading,
    uri: &Uri,
) -> Result<(PublicationQuery, PageAsked), Problem> {
    let mut given = Parameters::of_page(uri);
    let query = query_of(&mut given, &reading.lens());
    let page = page_of(app, reading, given, &format!("publications {query:?}")).await?;
    Ok((query, page))
}

/// The parameters that say what is in the list and of which moment, in the order of the address.
fn narrowed(uri: &Uri) -> Vec<(String, String)> {
    let narrows = |name: &str| name == "as_of" || FILTERS.contains(&name);
    stated(uri).into_iter().filter(|(name, _)| narrows(name)).collect()
}

/// Where a publication stands on the site: the list of its year, at its place.
pub(super) fn place(one: &PublicationShown, frame: &Frame) -> String {
    let year = one.published_on.year();
    let list = frame.link_as_of(&format!("{PUBLICATIONS}?year={year}"));
    format!("{list}#publication-{}", one.publication)
}

fn years(items: &[PublicationShown], frame: &Frame) -> Vec<YearView> {
    let of_one_year =
        items.chunk_by(|one, other| one.published_on.year() == other.published_on.year());
    let view = |of_year: &[PublicationShown]| YearView {
        year: of_year[0].published_on.year(),
        publications: of_year.iter().map(|one| PublicationView::of(one, frame)).collect(),
    };
    of_one_year.map(view).collect()
}

/// «Показаны 51–100 из 213», where there is more than one page.
pub(super) fn span(asked: &PageAsked, items: usize, total: usize, frame: &Frame) -> Option<String> {
    let number = |count| typography::integer(as_i128(count));
    let (first, last) = (number(asked.offset + 1), number(asked.offset + items));
    let entries = if items > 1 { format!("{first}–{last}") } else { first };
    let parts = [("entries", entries.as_str()), ("total", &number(total))];
    (0 < items && items < total).then(|| frame.words.say_with("publications-shown", &parts))
}

/// The way to the withdrawn ones, where there are any, and from them back to those that stand.
fn gone(query: &PublicationQuery, published: &[PublicationShown], frame: &Frame) -> Option<Link> {
    if query.standing == Standing::Withdrawn {
        let label = frame.say("publications-standing");
        return Some(Link { address: frame.link_as_of(PUBLICATIONS), label });
    }
    let withdrawn = published.iter().filter(|one| one.standing() == Standing::Withdrawn).count();
    let link = |count| Link {
        address: frame.link_as_of(&format!("{PUBLICATIONS}?status=withdrawn")),
        label: frame.count("publications-withdrawn", count),
    };
    (withdrawn > 0).then(|| link(withdrawn))
}

impl PublicationFilters {
    fn new(facets: &PublicationFacets, uri: &Uri, frame: &Frame) -> Self {
        let facets = [
            ("kind", "publications-kind", &facets.kind),
            ("year", "publications-year", &facets.year),
            ("region", "publications-region", &facets.region),
            ("specialisation", "publications-specialisation", &facets.specialisation),
        ];
        let facets = facets.map(|(name, legend, values)| Facet::new(name, legend, values, frame));
        let action = frame.plain_link(PUBLICATIONS);
        let label = |name: &str, value: &str| match (name, value) {
            ("status", "withdrawn") => Some(frame.say("publications-chip-withdrawn")),
            _ => chosen(&facets, name, value),
        };
        Self {
            chips: chips(uri, &action, label),
            action,
            as_of: frame.as_of().map(str::to_owned),
            without_all: frame.link_as_of(PUBLICATIONS),
            facets: facets.into(),
        }
    }
}
