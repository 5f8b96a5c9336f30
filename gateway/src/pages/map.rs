//! The map of clusters with its twin, the list: bubbles by level and size, districts as tiles,
//! filters. A district or region that is asked for alone is shown closely.

pub mod drawing;
mod tiles;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::dictionary::Region;
use registry_projections::search::{Query, Window};

use self::drawing::Drawing;
use self::tiles::Tile;
use super::answer::{CachePolicy, Page, keep, kept};
use super::clusters::files_of;
use super::figure::Figure;
use super::filters::Filters;
use super::frame::{Frame, address, localised};
use super::jump;
use super::picks;
use super::row::{RegionLink, Row, as_i128};
use super::standing::{Outside, in_register, shown_exactly};
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
use crate::words::typography;

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
    views: [ViewLink; 2],
    /// The view asked for, which the form keeps.
    view: Option<&'static str>,
    total: usize,
    outside: Option<Outside>,
    rows: Vec<Row>,
    /// That the list has only the first ones, where it has.
    listed: Option<String>,
    all: String,
    files: Vec<(&'static str, String)>,
}

impl Page for MapPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The parameter that asks for a part of the country without leaving out what is elsewhere.
const VIEW: &str = "view";
/// Its only value.
const EUROPEAN: &str = "european";

/// A view of the map.
struct ViewLink {
    label: String,
    address: String,
    current: bool,
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
    if let Some(comparison) = picks::comparison(&uri, reading.language) {
        return Ok(Redirect::to(&comparison).into_response());
    }
    let mut given = Parameters::of_page(&uri);
    let query = in_register(cluster_query(&mut given, &reading));
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
        view: is_european(uri).then_some(EUROPEAN),
        views: views(query, uri, &frame),
        sizes: SIZES.map(SizeView::of),
        tiles: tiles::all(&register.find(&everywhere, Window::ALL), query, &lens, uri, &frame),
        regions: regions(query, &lens, &frame),
        total: rows.len(),
        outside: Outside::of(&facets, uri, &frame),
        rows: rows.iter().take(LISTED_MAX).map(|row| Row::of(row, &frame)).collect(),
        listed: listed(rows.len(), &frame),
        all: as_table(query, uri, &frame),
        files: files_of(&shown_exactly(query, uri)),
        frame,
    }
}

/// The same list in the register, where what is picked stays so.
fn as_table(query: &Query, uri: &Uri, frame: &Frame) -> String {
    let shown = shown_exactly(query, uri).into_iter().chain(picks::as_parameters(uri));
    address(&localised(frame.language, "/clusters"), &shown.collect::<Vec<_>>())
}

/// «Здесь первые 24 из 206».
fn listed(total: usize, frame: &Frame) -> Option<String> {
    let number = |count| typography::integer(as_i128(count));
    let parts = [("listed", &*number(LISTED_MAX)), ("total", &*number(total))];
    (total > LISTED_MAX).then(|| frame.words.say_with("list-first", &parts))
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

/// Whether the European part is asked for.
fn is_european(uri: &Uri) -> bool {
    stated(uri).iter().any(|(name, value)| name == VIEW && value == EUROPEAN)
}

/// The same map of the whole country, and of its European part; neither is shown where a district or
/// region is looked at closely.
fn views(query: &Query, uri: &Uri, frame: &Frame) -> [ViewLink; 2] {
    let placeless = |(name, _): &(String, String)| !["district", "region", VIEW].contains(&&**name);
    let others: Vec<_> = stated(uri).into_iter().filter(placeless).collect();
    let view = |label: &str, is_asked: bool, view: Option<&str>| ViewLink {
        label: frame.say(label),
        address: {
            let view = view.map(|view| (VIEW.to_owned(), view.to_owned()));
            let all: Vec<_> = others.iter().cloned().chain(view).collect();
            address(&localised(frame.language, "/"), &all)
        },
        current: is_asked && !is_close(query),
    };
    let european = is_european(uri);
    [view("whole-country", !european, None), view("european-part", european, Some(EUROPEAN))]
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
