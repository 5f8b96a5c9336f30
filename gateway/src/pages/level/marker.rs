//! One marker of a cluster with every statement that it rests on.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;

use super::{MarkerView, Told};
use crate::api::read::level::explained_naming;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, keep, kept};
use crate::pages::cluster::Head;
use crate::pages::frame::Frame;
use crate::pages::methodology;
use crate::read::level::MarkerShown;
use crate::words::typography;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "level/marker.html")]
struct MarkerPage {
    frame: Frame,
    head: Head,
    marker: MarkerView,
    /// «Здесь первые 500 из 2 400».
    listed: Option<String>,
    /// Its row on the page of the level.
    level: String,
    /// The rule itself.
    rule: String,
}

impl Page for MarkerPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The most statements that the page tells.
const STATEMENTS_MAX: usize = 500;

/// `/clusters/{id}/level/{marker}`.
pub async fn page(
    State(app): State<App>,
    Path((id, asked)): Path<(ClusterId, String)>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained_naming(&app, reading, id, STATEMENTS_MAX).await?;
    let marker = level.markers.iter().find(|marker| marker.id == asked);
    let marker = marker.ok_or_else(|| Problem::new("not-found").with("marker"))?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let speaker = Speaker { lens: reading.lens(), card: Some(&card), language: reading.language };
    let told = Told { cluster: &level.id, speaker: &speaker, at_most: STATEMENTS_MAX };
    let edition = level.edition.as_deref().unwrap_or_default();
    let page = MarkerPage {
        head: Head::new(&card, &speaker, &frame, &app, reading.day(), "/level"),
        listed: listed(marker, &frame),
        level: frame.link(&format!("/clusters/{id}/level")) + &format!("#marker-{asked}"),
        rule: frame.link_as_of(&methodology::of(edition)) + &format!("#marker-{asked}"),
        marker: MarkerView::of(marker, told, &frame),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// That the page has only the first ones, where it has.
fn listed(marker: &MarkerShown, frame: &Frame) -> Option<String> {
    let (told, of) = (marker.because.len(), marker.because_count);
    let number = |count: usize| typography::integer(crate::pages::row::as_i128(count));
    let parts = [("listed", &*number(told)), ("total", &*number(of))];
    (told < of).then(|| frame.words.say_with("statements-first", &parts))
}
