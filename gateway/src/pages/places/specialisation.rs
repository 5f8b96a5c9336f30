//! A key specialisation: its clusters, and the regions where they are.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::value::Code;

use super::tally::Tally;
use super::{Ground, PlaceView, REGIONS_FIELD, known_specialisation, named};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::frame::Frame;
use crate::pages::row::Row;
use crate::read::row::RowShown;

/// The page.
#[derive(Template)]
#[template(path = "places/specialisation.html")]
struct SpecialisationPage {
    frame: Frame,
    name: String,
    specialisations: String,
    are_public: bool,
    standing: String,
    levels: String,
    regions: Vec<PlaceView>,
    rows: Vec<Row>,
    map: String,
    register: String,
    offers: String,
    all_regions: String,
    api: String,
}

impl Page for SpecialisationPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/specialisations/{key}`.
pub async fn page(
    State(app): State<App>,
    Path(key): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (key, name) = known_specialisation(&key, &reading.lens())?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let ground = Ground::new(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let found = ground.rows(None, Some(&key));
    let are_public = found.is_some();
    let rows = found.unwrap_or_default();
    let page = SpecialisationPage {
        name: named(&name, frame.language),
        specialisations: frame.link("/specialisations"),
        are_public,
        standing: frame.count("clusters-in-register", rows.len()),
        levels: Tally::of(&rows).levels_in_words(&frame),
        regions: regions(&key, &rows, &ground, &frame),
        rows: rows.iter().map(|row| Row::of(row, &frame)).collect(),
        map: frame.link(&format!("/?specialisation={key}")),
        register: frame.link(&format!("/clusters?specialisation={key}")),
        offers: frame.link(&format!("/offers?specialisation={key}")),
        all_regions: frame.link("/regions"),
        api: frame.link(&format!("/api/v1/specialisations/{key}")),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// The regions with clusters of the specialisation, the most first, equals by name.
fn regions(key: &Code, rows: &[RowShown], ground: &Ground<'_>, frame: &Frame) -> Vec<PlaceView> {
    let tallies = Tally::by_region(rows);
    let shown = ground.lens.shows_field(REGIONS_FIELD);
    let mut counted: Vec<_> = tallies.iter().filter(|_| shown).collect();
    let name = |code: &str| {
        let region = ground.lens.region(code);
        region.map(|region| region.name.in_language_or_other(frame.language).to_lowercase())
    };
    counted.sort_by_cached_key(|(code, tally)| (std::cmp::Reverse(tally.clusters), name(code)));
    let view = |(code, tally): (&&str, &Tally)| {
        let region = ground.lens.region(code)?;
        let path = format!("/regions/{code}/specialisations/{key}");
        Some(PlaceView::new(&region.name, &path, Some(tally), frame))
    };
    counted.into_iter().filter_map(view).collect()
}
