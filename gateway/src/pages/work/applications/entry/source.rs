//! The source that a cluster is entered from: its kind, its address, the day on which it was looked at; and
//! what is known already of a cluster that was expected.

use registry_events::claim::{Source, SourceType};
use registry_events::value::WebUrl;

use super::super::super::expected::Opened;
use super::super::super::plain::day_of;
use super::super::super::typed::{MAIN, url};
use super::Work;
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;

/// Where a cluster may be known from.
const SOURCES: [(&str, SourceType); 3] = [
    ("document", SourceType::Document),
    ("register", SourceType::Register),
    ("press", SourceType::Press),
];
/// The fields of the source.
const KIND: &str = "source";
const URL: &str = "source_url";
const DAY: &str = "retrieved_on";

/// The questions about the source.
pub(super) struct SourceFields {
    pub(super) kind: Choices,
    pub(super) url: Field,
    pub(super) retrieved_on: Field,
}

impl SourceFields {
    pub(super) fn new(form: &Form, frame: &Frame) -> Self {
        let kinds =
            SOURCES.map(|(key, _)| (key.to_owned(), frame.say(&format!("expected-source-{key}"))));
        let kind = form.choices(KIND, frame.say("expected-source"), "radio", kinds);
        let url = form.field(URL, frame.say("expected-url")).hint(frame.say("entry-url-hint"));
        let day = form.field(DAY, frame.say("entry-retrieved-on"));
        Self {
            kind: kind.hint(frame.say("entry-source-hint")),
            url: Field { inputmode: "url", ..url },
            retrieved_on: day.of("date").width("short"),
        }
    }
}

/// The source that was named, or what is wrong with it noted on the form.
pub(super) fn read(form: &mut Form, work: &Work<'_>, frame: &Frame) -> Option<Source> {
    let kind = SOURCES.into_iter().find(|(key, _)| *key == form.typed(KIND));
    if kind.is_none() {
        form.wrong(KIND, frame.say("expected-source-wrong"));
    }
    let address = WebUrl::parse(&url(form.typed(URL).trim())).ok();
    if address.is_none() {
        form.wrong(URL, frame.say("expected-url-wrong"));
    }
    let day = day_of(DAY, form, frame);
    if day.is_some_and(|day| day > work.app.registry.today()) {
        form.wrong(DAY, frame.say("entry-retrieved-on-wrong"));
    }
    let (_, source_type) = kind?;
    Some(Source { source_type, url: Some(address?), retrieved_on: Some(day?) })
}

/// What the form begins with: of a cluster that was expected its name, region and source.
pub(super) fn known(expected: Option<&Opened>, work: &Work<'_>) -> Vec<(String, String)> {
    let today = work.app.registry.today().to_string();
    let mut known = vec![(DAY.to_owned(), today)];
    let Some(opened) = expected else { return known };
    let shown = &opened.shown;
    let mut add = |name: &str, value: Option<&str>| {
        known.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    };
    add("official_name.ru", shown.name.ru.as_deref());
    add("official_name.en", shown.name.en.as_deref());
    let of_regions = |part: &str| ["regions", part].join(".");
    add(&of_regions(MAIN), Some(&shown.region.key));
    add(&of_regions("value"), Some(&shown.region.key));
    add(KIND, Some(shown.source));
    add(URL, shown.url.as_deref());
    known
}
