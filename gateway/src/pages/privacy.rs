//! Personal data: what the registry keeps of people, how that is sealed and how it is destroyed.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::catalogue::Field;
use registry_events::value::Text;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use crate::http::appearance::COOKIE_NAME;
use crate::http::{App, Problem, Reading};
use crate::read::parts::Bilingual;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    frame: Frame,
    /// The fields that the catalogue marks as personal.
    fields: Vec<String>,
    cookie: String,
}

impl Page for PrivacyPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// `/privacy`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let mut frame = Frame::new(&app, &reading, &uri, "/privacy");
    frame.as_of_form = None;
    let page = PrivacyPage {
        fields: personal_fields(&reading),
        cookie: frame.words.say_with("privacy-cookie", &[("name", COOKIE_NAME)]),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// Each with the list it stands in: «Контакты: имя».
fn personal_fields(reading: &Reading) -> Vec<String> {
    let lens = reading.lens();
    let Some(catalogue) = lens.catalogue() else { return Vec::new() };
    let said = |text: &Text| set(Bilingual::from(text).in_language(reading.language));
    let personal = catalogue.fields.iter().filter(|field| field.personal);
    let label = |field: &Field| {
        let list = field.collection.as_ref().and_then(|key| lens.collection(key.as_str()));
        let label = said(&field.label);
        list.map_or(label.clone(), |list| format!("{}: {label}", said(&list.label)))
    };
    personal.map(label).collect()
}
