//! The cluster for programs that read pages: schema.org Organization as JSON-LD.

use registry_projections::card::Card;
use registry_projections::register::RegisterRow;
use serde_json::{Map, Value as Json, json};

use crate::words::value::Speaker;

/// Where the cluster is found from anywhere.
#[derive(Clone, Copy)]
pub(super) struct Found<'f> {
    /// Its page.
    pub(super) page: &'f str,
    /// Its logo.
    pub(super) logo: Option<&'f str>,
}

/// A JSON-LD document that can stand in a page: no `<` is left in it.
pub(super) fn organisation(
    card: &Card,
    row: Option<&RegisterRow>,
    found: Option<Found<'_>>,
    speaker: &Speaker<'_>,
) -> String {
    let name = speaker.lens.cluster(card.cluster);
    let mut members = Map::from_iter([
        ("@context".to_owned(), json!("https://schema.org")),
        ("@type".to_owned(), json!("Organization")),
        ("identifier".to_owned(), json!(card.cluster.to_string())),
        ("name".to_owned(), json!(speaker.text(&name))),
    ]);
    if let Some(Found { page, logo }) = found {
        members.extend(logo.map(|logo| ("logo".to_owned(), json!(logo))));
        members.insert("@id".to_owned(), json!(page));
        members.insert("mainEntityOfPage".to_owned(), json!(page));
    }
    let mut stated = |member: &str, field: &str| {
        let claim = card.fields().get(field).filter(|c| speaker.lens.is_public(&c.claim.path));
        let text = claim.filter(|claim| claim.claim.stated.value().is_some());
        if let Some(claim) = text {
            members.insert(member.to_owned(), json!(speaker.claim(&claim.claim)));
        }
    };
    stated("description", "summary");
    stated("url", "website");
    stated("foundingDate", "year_created");
    if let Some(point) = row.and_then(|row| row.point) {
        members.insert("location".to_owned(), place(point));
    }
    Json::Object(members).to_string().replace('<', "\\u003c")
}

fn place(point: registry_events::value::Point) -> Json {
    let (latitude, longitude) = (point.lat().to_string(), point.lng().to_string());
    let geo = json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude });
    json!({ "@type": "Place", "geo": geo })
}
