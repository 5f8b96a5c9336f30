//! Bodies that are accepted, to be bent by tests.

use serde_json::{Value, json};

/// A summary long enough for the register.
pub(crate) fn summary() -> String {
    "Кластер объединяет предприятия, вузы и научные организации региона. ".repeat(5)
}

/// An OGRN of a made-up organisation; each number gives another one.
pub(crate) fn ogrn(number: u64) -> String {
    let body = 102_770_000_000 + number;
    format!("{body}{}", body % 11 % 10)
}

/// An INN of a made-up organisation.
pub(crate) fn inn(number: u64) -> String {
    let body = 770_000_000 + number;
    let digits: Vec<u64> = body.to_string().bytes().map(|byte| u64::from(byte - b'0')).collect();
    let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let sum: u64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", sum % 11 % 10)
}

/// A made-up organisation.
pub(crate) fn organisation(number: u64) -> Value {
    json!({ "name": format!("ООО «Организация {number}» (демо)"), "ogrn": ogrn(number) })
}

/// A participant to open.
pub(crate) fn participant(number: u64, kind: &str) -> Value {
    json!({
        "collection": "participants",
        "as": format!("p{number}"),
        "claims": { "organisation": organisation(number), "participant_type": kind },
    })
}

/// A cluster that meets the minimum requirements.
pub(crate) fn cluster(name: &str) -> Value {
    let mut open: Vec<Value> = (1..=9).map(|number| participant(number, "small")).collect();
    open.push(participant(10, "education"));
    open.push(json!({
        "collection": "contacts",
        "claims": { "role": "Дирекция", "email": "office@cluster.example" },
    }));
    json!({
        "claims": [
            { "path": "official_name", "value": { "ru": name, "en": null } },
            { "path": "regions", "value": ["RU-TOM"] },
            { "path": "specialisation_key", "value": "ict" },
            { "path": "year_created", "value": 2012 },
            { "path": "summary", "value": summary() },
            { "path": "location",
              "value": { "lat": "56.4977", "lng": 84.9744, "precision": "locality" } },
            { "path": "employees_total", "value": 1200, "described_on": "2015-06-30" },
        ],
        "open": open,
    })
}

/// An application for it.
pub(crate) fn application(name: &str) -> Value {
    let mut body = cluster(name);
    body["right_to_speak"] = json!("Управляющая компания кластера, устав приложен");
    body
}

/// One claim to state.
pub(crate) fn claim(path: &str, value: impl Into<Value>) -> Value {
    json!({ "claims": [{ "path": path, "value": value.into() }] })
}

/// A picture of one point.
pub(crate) const PNG: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\
    \x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\
    \x54\x78\x9c\x63\xf8\x0f\x00\x01\x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\
    \x45\x4e\x44\xae\x42\x60\x82";

/// The head of a picture of one point.
pub(crate) const JPEG: &[u8] = b"\
    \xff\xd8\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xd9";
