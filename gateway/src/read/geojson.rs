//! Rows as `GeoJSON` (RFC 7946): a point each, longitude before latitude.

use registry_events::value::Language;
use serde_json::{Value as Json, json};

use super::row::RowShown;

/// The media type.
pub const GEOJSON: &str = "application/geo+json";

/// A collection of the rows; a cluster without a point has no geometry.
pub fn of_rows(rows: &[RowShown], language: Language, demonstration: bool) -> Json {
    let features: Vec<_> = rows.iter().map(|row| feature(row, language)).collect();
    json!({ "type": "FeatureCollection", "demonstration": demonstration, "features": features })
}

fn feature(row: &RowShown, language: Language) -> Json {
    let geometry = row
        .point
        .as_ref()
        .map(|point| json!({ "type": "Point", "coordinates": [point.lng, point.lat] }));
    json!({
        "type": "Feature",
        "id": row.id,
        "geometry": geometry,
        "properties": {
            "name": row.name.as_ref().map(|name| name.in_language(language)),
            "status": row.status,
            "level": row.level,
            "regions": row.regions.iter().map(|region| &region.key).collect::<Vec<_>>(),
            "specialisation": row.specialisation.as_ref().map(|labelled| &labelled.key),
            "participants": row.participants.total,
            "employees_total": row.employees_total,
            "precision": row.point.as_ref().map(|point| point.precision),
            "point_is_default": row.point_is_default,
        },
    })
}
