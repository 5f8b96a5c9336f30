//! The map of clusters with its twin, the list: bubbles by level and size, districts as tiles,
//! filters. A district or region that is asked for alone is shown closely.

pub mod drawing;
mod tiles;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::dictionary::Region;
use registry_projections::card::ListingStatus;
use registry_projections::search::{Query, Window};

use self::drawing::Drawing;
use self::tiles::Tile;
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::files_of;
use super::figure::Figure;
use super::filters::Filters;
use super::frame::{Frame, address, localised};
use super::jump;
use super::row::{RegionLink, Row};
use crate::api::read::filters::cluster_query;
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::asked_register;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::map::radius;
use crate::read::asked_register::AskedRegister;
use crate::read::clusters;
use crate::read::facets::FacetsShown;
use crate::read::lens::Lens;
use crate::read::row::RowShown;

/// The page.
#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    frame: Frame,
    filters: Filters,
    figures: Vec<Figure>,
    drawing: Drawing,
    sizes: [SizeView; 3],
    tiles: Vec<Tile>,
    regions: Vec<RegionLink>,
    whole_country: Option<String>,
    total: usize,
    rows: Vec<Row>,
    all: String,
    files: Vec<(&'static str, String)>,
}

impl Page for MapPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A circle of the legend.
struct SizeView {
    participants: usize,
    /// How wide it is, in pixels of a page.
    side: String,
}

/// How many participants the legend's circles stand for.
const SIZES: [usize; 3] = [15, 60, 150];
/// How many pixels a unit of the whole country's drawing takes on a wide page.
const PIXELS_PER_UNIT: f64 = 0.78;

impl SizeView {
    fn of(participants: usize) -> Self {
        let side = 2.0 * radius(participants) * PIXELS_PER_UNIT;
        Self { participants, side: format!("{side:.1}") }
    }
}

/// How many rows the list beside the map has; the register has all.
const LISTED_MAX: usize = 24;

/// `/`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of_page(&uri);
    let query = on_the_map(cluster_query(&mut given, &reading));
    given.finish()?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let frame = Frame::new(&app, &reading, &uri, "/");
    if let Some(named) = jump::target(&query, &reading.lens()) {
        return Ok(Redirect::to(&frame.link(&named)).into_response());
    }
    let at = reading.at.unwrap_or_default();
    let register = asked_register(&app, &reading, at, &query).await?;
    let page = made(&query, &register, &reading, &uri, frame);
    keep(&app, &reading, reading.at, &uri, &page)
}

/// Unless asked otherwise, the map shows what is in the register, and not what left it.
fn on_the_map(query: Query) -> Query {
    let asked = !query.statuses.is_empty();
    let statuses = if asked { query.statuses } else { vec![ListingStatus::Listed] };
    Query { statuses, ..query }
}

fn made(
    query: &Query,
    register: &AskedRegister,
    reading: &Reading,
    uri: &Uri,
    frame: Frame,
) -> MapPage {
    let lens = reading.lens();
    let found = register.find(query, Window::ALL);
    let everywhere = Query { districts: Vec::new(), regions: Vec::new(), ..query.clone() };
    let rows = clusters::shown(&found, query, register, &lens);
    let facets = FacetsShown::of(&found.facets, query, &lens);
    MapPage {
        filters: Filters::new(query, &facets, &lens, uri, &frame),
        figures: figures(&rows, &frame),
        drawing: Drawing::of(&rows, query, &lens, uri, &frame),
        sizes: SIZES.map(SizeView::of),
        tiles: tiles::all(&register.find(&everywhere, Window::ALL), query, &lens, uri, &frame),
        regions: regions(query, &lens, &frame),
        whole_country: is_close(query).then(|| without_place(uri, &frame)),
        total: rows.len(),
        rows: rows.iter().take(LISTED_MAX).map(|row| Row::of(row, &frame)).collect(),
        all: address(&localised(frame.language, "/clusters"), &with_status(query, uri)),
        files: files(query, uri),
        frame,
    }
}

/// Whether a part of the country is asked for.
fn is_close(query: &Query) -> bool {
    query.districts.len() == 1 || query.regions.len() == 1
}

/// The pages of the regions that are looked at closely, else the page of all regions.
fn regions(query: &Query, lens: &Lens<'_>, frame: &Frame) -> Vec<RegionLink> {
    let looked_at = |region: &&Region| match query.regions.as_slice() {
        [] => query.districts.contains(&region.district),
        asked => asked.contains(&region.code),
    };
    let all = lens.regions().into_iter().flat_map(|all| all.regions.values());
    let mut near: Vec<_> = all.filter(looked_at).collect();
    near.sort_by_key(|region| region.short_ru.to_lowercase());
    let links: Vec<_> = near.into_iter().map(|region| RegionLink::to(region, frame)).collect();
    if links.is_empty() { vec![RegionLink::to_all(frame)] } else { links }
}

/// The parameters that say something.
fn stated(uri: &Uri) -> Vec<(String, String)> {
    let pairs = pairs(uri).into_iter();
    pairs.filter(|(name, value)| name != "cursor" && !value.trim().is_empty()).collect()
}

/// The parameters of the same list in the register, which shows what left it too unless told
/// otherwise.
fn with_status(query: &Query, uri: &Uri) -> Vec<(String, String)> {
    let others = stated(uri).into_iter().filter(|(name, _)| name != "status");
    let statuses = query.statuses.iter().map(|s| ("status".to_owned(), s.key().to_owned()));
    others.chain(statuses).collect()
}

fn files(query: &Query, uri: &Uri) -> Vec<(&'static str, String)> {
    files_of(&with_status(query, uri))
}

/// The same map of the whole country.
fn without_place(uri: &Uri, frame: &Frame) -> String {
    let placeless = |(name, _): &(String, String)| name != "district" && name != "region";
    let others: Vec<_> = stated(uri).into_iter().filter(placeless).collect();
    address(&localised(frame.language, "/"), &others)
}

/// Sums of what counts, as the statistics have them.
fn figures(rows: &[RowShown], frame: &Frame) -> Vec<Figure> {
    let sum = |what, stated: fn(&RowShown) -> Option<i64>| {
        Figure::sum(what, &rows.iter().map(stated).collect::<Vec<_>>(), frame)
    };
    vec![
        Figure::counted("clusters", Some(rows.len()), frame),
        sum("memberships", |row| whole(row.counted.participants)),
        sum("employees", |row| row.counted.employees_total),
        sum("projects", |row| whole(row.counted.projects)),
    ]
}

fn whole(count: Option<usize>) -> Option<i64> {
    count.and_then(|count| i64::try_from(count).ok())
}
