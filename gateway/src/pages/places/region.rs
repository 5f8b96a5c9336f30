//! A region: its clusters on a map and as rows, its figures beside the median, its development
//! centres, its specialisations. On paper it is the region's passport.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::dictionary::Region;
use registry_projections::search::Query;

use super::centres::{self, CentreView};
use super::figures::{self, FigureView};
use super::tally::Tally;
use super::{Ground, PlaceView, named, specialisations_of};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::expected;
use crate::pages::frame::Frame;
use crate::pages::map::drawing::Drawing;
use crate::pages::row::Row;
use crate::pages::work::ckr;
use crate::read::lens::Lens;
use crate::read::row::{DISTRICT, RowShown};

/// The page.
#[derive(Template)]
#[template(path = "places/region.html")]
struct RegionPage {
    frame: Frame,
    name: String,
    district: String,
    regions: String,
    are_public: bool,
    standing: String,
    levels: String,
    drawing: Drawing,
    figures: Vec<FigureView>,
    centres: Vec<CentreView>,
    /// Where an officer keeps them.
    keep_centres: String,
    rows: Vec<Row>,
    register: String,
    offers: String,
    /// How many of its clusters are expected, and the list of them.
    expected: Option<(String, String)>,
    present: Vec<PlaceView>,
    invited: Vec<PlaceView>,
    api: String,
}

impl Page for RegionPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/regions/{code}`.
pub async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let lens = reading.lens();
    let region = known(&code, &lens)?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let ground = Ground::new(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let page = made(region, &ground, &uri, frame);
    keep(&app, &reading, reading.at, &uri, &page)
}

/// A region by its code.
pub(super) fn known<'v>(code: &str, lens: &Lens<'v>) -> Result<&'v Region, Problem> {
    lens.region(code).ok_or_else(|| Problem::new("not-found").with("region"))
}

fn made(region: &Region, ground: &Ground<'_>, uri: &Uri, frame: Frame) -> RegionPage {
    let found = ground.rows(Some(&region.code), None);
    let are_public = found.is_some();
    let rows = found.unwrap_or_default();
    let own = Tally::of(&rows);
    let everywhere = ground.rows(None, None).unwrap_or_default();
    let has_figures = own.clusters > 0;
    let country = if has_figures { Tally::by_region(&everywhere) } else { BTreeMap::new() };
    let (present, invited) = specialisations(region, &rows, ground, &frame);
    let code = &region.code;
    RegionPage {
        name: named(&region.name, frame.language),
        district: named(&ground.lens.term(DISTRICT, &region.district), frame.language),
        regions: frame.link("/regions"),
        are_public,
        standing: frame.count("clusters-in-register", own.clusters),
        levels: own.levels_in_words(&frame),
        drawing: drawing(region, &rows, ground, uri, &frame),
        figures: if has_figures { figures::all(&own, &country, &frame) } else { Vec::new() },
        centres: centres::of(region, ground, &frame),
        keep_centres: ckr::path(code.as_str()),
        rows: rows.iter().map(|row| Row::of(row, &frame)).collect(),
        register: frame.link(&format!("/clusters?region={code}")),
        offers: frame.link(&format!("/offers?region={code}")),
        expected: expected::of_region(code.as_str(), &ground.lens, &frame),
        present,
        invited,
        api: frame.link(&format!("/api/v1/regions/{code}")),
        frame,
    }
}

/// The map, looked at closely in the region, whose name stands above it.
fn drawing(
    region: &Region,
    rows: &[RowShown],
    ground: &Ground<'_>,
    uri: &Uri,
    frame: &Frame,
) -> Drawing {
    let query = Query { regions: vec![region.code.clone()], ..Query::default() };
    let (name, clusters) =
        (named(&region.name, frame.language), frame.count("clusters-count", rows.len()));
    let parts = [("region", name.as_str()), ("clusters", clusters.as_str())];
    let words = frame.words.say_with("region-map-words", &parts);
    Drawing { words, names: Vec::new(), ..Drawing::of(rows, &query, &ground.lens, uri, frame) }
}

/// The specialisations of a region's clusters, and those in which it has none yet.
fn specialisations(
    region: &Region,
    rows: &[RowShown],
    ground: &Ground<'_>,
    frame: &Frame,
) -> (Vec<PlaceView>, Vec<PlaceView>) {
    let tallies = Tally::by_specialisation(rows);
    let view = |(key, name): &(_, _)| {
        let key: &registry_events::value::Code = key;
        let path = format!("/regions/{}/specialisations/{key}", region.code);
        PlaceView::new(name, &path, tallies.get(key.as_str()), frame)
    };
    let shown = ground.lens.shows_field(super::SPECIALISATION_FIELD);
    let known = specialisations_of(&ground.lens);
    let views = known.iter().filter(|_| shown).map(view);
    views.partition(|view| view.count.is_some())
}
