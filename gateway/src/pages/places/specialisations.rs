//! All key specialisations with how many clusters each has.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::tally::Tally;
use super::{Ground, PlaceView, SPECIALISATION_FIELD, specialisations_of};
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::frame::Frame;

/// The page.
#[derive(Template)]
#[template(path = "places/specialisations.html")]
struct SpecialisationsPage {
    frame: Frame,
    are_public: bool,
    places: Vec<PlaceView>,
    api: String,
}

impl Page for SpecialisationsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/specialisations`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let ground = Ground::new(&app, &reading).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let rows = ground.rows(None, None).unwrap_or_default();
    let page = SpecialisationsPage {
        are_public: ground.lens.shows_field(SPECIALISATION_FIELD),
        places: places(&Tally::by_specialisation(&rows), &ground, &frame),
        api: frame.link("/api/v1/specialisations"),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

fn places(
    tallies: &std::collections::BTreeMap<&str, Tally>,
    ground: &Ground<'_>,
    frame: &Frame,
) -> Vec<PlaceView> {
    let known = specialisations_of(&ground.lens);
    let view = |(key, name): &(registry_events::value::Code, registry_events::value::Text)| {
        let path = format!("/specialisations/{key}");
        PlaceView::new(name, &path, tallies.get(key.as_str()), frame)
    };
    known.iter().map(view).collect()
}
