//! «Связи кластеров»: pairs of clusters with what they have in common, as a table that can be read
//! and not as a drawing.

mod view;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_projections::card::ListingStatus;

use self::view::{LinkView, Named};
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::{span, with_cursor};
use super::filters::{Chip, Facet, chips, chosen};
use super::frame::{Frame, address};
use super::row::as_i128;
use crate::api::read::links::{FILTERS, found, name, query as query_of};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::links::{Kind, LinkBase, LinkFacets, LinkQuery};
use crate::words::terms;
use crate::words::typography::{integer, set};

/// The page.
#[derive(Template)]
#[template(path = "links.html")]
struct LinksPage {
    frame: Frame,
    filters: LinkFilters,
    base: String,
    kinds: Vec<&'static str>,
    total: usize,
    span: String,
    rows: Vec<LinkView>,
    next: Option<String>,
    first: Option<String>,
    left_out: Vec<Named>,
    outside: Vec<String>,
    api: String,
}

impl Page for LinksPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The form that narrows the list, and what is chosen in it.
struct LinkFilters {
    action: String,
    facets: Vec<Facet>,
    clusters: Vec<String>,
    as_of: Option<String>,
    on: Option<String>,
    chips: Vec<Chip>,
    without_all: String,
}

/// The page's path.
pub(super) const LINKS: &str = "/links";

/// `/links`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of_page(&uri);
    let query = query_of(&mut given, &reading.lens());
    let asked = page_of(&app, &reading, given, &name(&query, &reading)).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let (reading, list, facets) = found(&app, reading, query.clone(), asked).await?;
    let lens = Lens::new(&reading.views, asked.at);
    let frame = Frame::new(&app, &reading, &uri, LINKS);
    let page = LinksPage {
        filters: LinkFilters::new(&query, &facets, &lens, &uri, &frame),
        base: base(list.base, &frame),
        kinds: Kind::ALL.map(|kind| terms::in_common(kind).get(frame.language)).into(),
        total: list.total,
        span: span(&asked, list.items.len(), list.total, &frame),
        rows: list.items.iter().map(|link| LinkView::of(link, &frame)).collect(),
        next: list.next_cursor.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        left_out: list.left_out.iter().map(|one| Named::organisation(one, None, &frame)).collect(),
        outside: query.clusters.iter().filter_map(|id| outside(*id, &lens, &frame)).collect(),
        api: address("/api/v1/links", &narrowed(&uri)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

/// «По данным 190 кластеров из 200.»
fn base(base: LinkBase, frame: &Frame) -> String {
    let number = |count| integer(as_i128(count));
    let (stated, all) = (number(base.stated), number(base.clusters));
    frame.words.say_with("links-base", &[("stated", &stated), ("all", &all)])
}

/// What is said of a cluster that is asked for and isn't on the register: it has no pairs at all.
fn outside(cluster: ClusterId, lens: &Lens<'_>, frame: &Frame) -> Option<String> {
    let row = lens.views.register().row(cluster, lens.at)?;
    let status = terms::status(row.status).get(frame.language);
    let name = set(lens.cluster(cluster).in_language_or_other(frame.language));
    let said = || frame.words.say_with("links-outside", &[("name", &name), ("status", status)]);
    (row.status != ListingStatus::Listed).then(said)
}

/// The parameters that say what is in the list and of which moment, in the order of the address.
fn narrowed(uri: &Uri) -> Vec<(String, String)> {
    let narrows = |name: &str| name == "as_of" || FILTERS.contains(&name);
    stated(uri).into_iter().filter(|(name, _)| narrows(name)).collect()
}

impl LinkFilters {
    fn new(
        query: &LinkQuery,
        facets: &LinkFacets,
        lens: &Lens<'_>,
        uri: &Uri,
        frame: &Frame,
    ) -> Self {
        let facets =
            [("kind", "links-what", &facets.kind), ("region", "filter-region", &facets.region)];
        let facets = facets.map(|(name, legend, values)| Facet::new(name, legend, values, frame));
        let action = frame.plain_link(LINKS);
        let label = |name: &str, value: &str| match name {
            "cluster" => cluster(value, lens, frame),
            "on" => Some(frame.words.say_with("chip-on", &[("value", value)])),
            _ => chosen(&facets, name, value),
        };
        Self {
            chips: chips(uri, &action, label),
            action,
            clusters: query.clusters.iter().map(ToString::to_string).collect(),
            as_of: frame.as_of().map(str::to_owned),
            on: frame.on().map(|on| on.to_string()),
            without_all: frame.link(LINKS),
            facets: facets.into(),
        }
    }
}

/// What a cluster that is asked for is called.
fn cluster(id: &str, lens: &Lens<'_>, frame: &Frame) -> Option<String> {
    let name = lens.cluster(id.parse().ok()?);
    Some(set(name.in_language_or_other(frame.language)))
}
