//! The clusters of one specialisation in one region, and where to look next.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::tally::Tally;
use super::{Ground, known_specialisation, named, region};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::frame::Frame;
use crate::pages::row::Row;

/// The page.
#[derive(Template)]
#[template(path = "places/crossing.html")]
struct CrossingPage {
    frame: Frame,
    region: String,
    region_page: String,
    specialisation: String,
    specialisation_page: String,
    are_public: bool,
    standing: String,
    levels: String,
    rows: Vec<Row>,
    register: String,
    elsewhere: String,
}

impl Page for CrossingPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/regions/{code}/specialisations/{key}`.
pub async fn page(
    State(app): State<App>,
    Path((code, key)): Path<(String, String)>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let lens = reading.lens();
    let region = region::known(&code, &lens)?;
    let (key, name) = known_specialisation(&key, &lens)?;
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let ground = Ground::new(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let found = ground.rows(Some(&region.code), Some(&key));
    let are_public = found.is_some();
    let rows = found.unwrap_or_default();
    let everywhere = ground.rows(None, Some(&key)).map_or(0, |rows| rows.len());
    let page = CrossingPage {
        region: named(&region.name, frame.language),
        region_page: frame.link(&format!("/regions/{}", region.code)),
        specialisation: named(&name, frame.language),
        specialisation_page: frame.link(&format!("/specialisations/{key}")),
        are_public,
        standing: frame.count("clusters-in-register", rows.len()),
        levels: Tally::of(&rows).levels_in_words(&frame),
        register: frame.link(&format!("/clusters?region={}&specialisation={key}", region.code)),
        rows: rows.iter().map(|row| Row::of(row, &frame)).collect(),
        elsewhere: frame.count("crossing-elsewhere", everywhere),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}
