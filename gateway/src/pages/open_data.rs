//! «Открытые данные»: what is open and under which licence, the files, how to ask, how to cite, how to
//! compute levels again. Every address that stands here is one that answers.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::editions::vectors_of;
use registry_events::edition::EditionKind;
use registry_projections::card::ListingStatus;
use registry_projections::editions::Adoption;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::{Frame, address};
use crate::http::as_of::AsOf;
use crate::http::{App, Licence, Problem, Reading};

/// The page.
#[derive(Template)]
#[template(path = "open_data.html")]
struct OpenDataPage {
    frame: Frame,
    licence: Licence,
    files: Vec<FilesOf>,
    site: String,
    is_site_known: bool,
    examples: Vec<Example>,
    export: String,
    reads: String,
    permanent: Option<String>,
    rulebooks: Vec<RulebookLink>,
}

impl Page for OpenDataPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The same data in several formats.
struct FilesOf {
    label: String,
    what: String,
    formats: Vec<(&'static str, String)>,
}

/// A question with its address.
struct Example {
    label: String,
    path: String,
}

/// An edition of the rulebook.
struct RulebookLink {
    label: String,
    address: String,
}

/// What stands in examples for the site's address, where that isn't known.
const UNKNOWN_SITE: &str = "$SITE";

/// Formats with the endings of their addresses.
type Formats = &'static [(&'static str, &'static str)];

/// Files: what they hold, where they are, and in which formats.
const FILES: [(&str, &str, Formats); 3] = [
    (
        "export",
        "/api/v1/export/clusters",
        &[("CSV", ".csv"), ("XLSX", ".xlsx"), ("GeoJSON", ".geojson"), ("JSON Lines", ".jsonl")],
    ),
    (
        "list",
        "/api/v1/clusters",
        &[("CSV", ".csv"), ("XLSX", ".xlsx"), ("GeoJSON", ".geojson"), ("JSON Lines", ".jsonl")],
    ),
    (
        "statistics",
        "/api/v1/statistics",
        &[("CSV", ".csv"), ("XLSX", ".xlsx"), ("JSON Lines", ".jsonl"), ("JSON", "")],
    ),
];

/// `/open-data`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let frame = Frame::new(&app, &reading, &uri, "/open-data");
    let reads = usize::try_from(app.settings.rate_limits.reads_per_minute).unwrap_or(usize::MAX);
    let site = frame.absolute("");
    let is_site_known = !site.is_empty();
    let page = OpenDataPage {
        licence: app.settings.licence.clone(),
        files: FILES.iter().map(|(key, path, formats)| files(key, path, formats, &frame)).collect(),
        site: if is_site_known { site } else { UNKNOWN_SITE.into() },
        is_site_known,
        examples: examples(&reading, &frame),
        export: frame.link_as_of("/api/v1/export/clusters.jsonl"),
        reads: frame.count("terms-reads", reads),
        permanent: permanent(&reading, &frame),
        rulebooks: rulebooks(&reading, &frame),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

fn files(key: &str, path: &str, formats: Formats, frame: &Frame) -> FilesOf {
    let file = |(name, ending): &(&'static str, &'static str)| {
        (*name, frame.link_as_of(&format!("{path}{ending}")))
    };
    FilesOf {
        label: frame.say(&format!("open-data-{key}")),
        what: frame.say(&format!("open-data-{key}-what")),
        formats: formats.iter().map(file).collect(),
    }
}

fn examples(reading: &Reading, frame: &Frame) -> Vec<Example> {
    let example = |key: &str, path: String| Example { label: frame.say(key), path };
    let lens = reading.lens();
    let mut rows = lens.views.register().rows_at(lens.at);
    let first = rows.find(|row| row.status == ListingStatus::Listed).map(|row| row.cluster);
    let day = frame.as_of().map_or_else(|| reading.today.to_string(), str::to_owned);
    let of_cluster = first.into_iter().flat_map(|id| {
        let past = address(&format!("/api/v1/clusters/{id}"), &[("as_of".into(), day.clone())]);
        let history = frame.link_as_of(&format!("/api/v1/clusters/{id}/history?limit=10"));
        let level = frame.link_as_of(&format!("/api/v1/clusters/{id}/level"));
        [("example-past", past), ("example-history", history), ("example-level", level)]
    });
    let of_cluster: Vec<_> = of_cluster.map(|(key, path)| example(key, path)).collect();
    let found = frame.link_as_of("/api/v1/clusters?level=high&level=medium&sort=name");
    let series = "/api/v1/statistics/series?figure=clusters.by_level.high&step=year";
    let others = [
        example("example-series", frame.link_as_of(series)),
        example("example-expected", frame.link_as_of("/api/v1/expected")),
        example("example-changes", "/api/v1/changes?from=0&limit=100".to_owned()),
    ];
    let found = example("example-find", found);
    std::iter::once(found).chain(of_cluster).chain(others).collect()
}

/// Where the register is found as it stands now, whatever is recorded later.
fn permanent(reading: &Reading, frame: &Frame) -> Option<String> {
    let as_of = match reading.as_of {
        Some(AsOf::Position(position)) => position,
        Some(AsOf::Day(_) | AsOf::Instant(_)) | None => reading.at?,
    };
    let at = [("as_of".to_owned(), format!("position:{as_of}"))];
    Some(frame.absolute(&address(&frame.plain_link("/clusters"), &at)))
}

/// The editions of the rulebook, each with its text and, where it ships them, facts to check by.
fn rulebooks(reading: &Reading, frame: &Frame) -> Vec<RulebookLink> {
    let lens = reading.lens();
    let adopted = lens.views.editions().adoptions().iter();
    let known = adopted.filter(|one| one.kind == EditionKind::Rulebook && one.position <= lens.at);
    let link = |one: &Adoption| {
        let edition = one.edition.as_str();
        let text = lens.views.editions().texts().edition(EditionKind::Rulebook, edition);
        let has_vectors = text.is_some_and(|edition| vectors_of(&edition.text).is_some());
        let key = if has_vectors { "rulebook-and-vectors" } else { "rulebook-text" };
        RulebookLink {
            label: frame.words.say_with(key, &[("edition", edition)]),
            address: frame.link_as_of(&format!("/api/v1/rulebooks/{edition}")),
        }
    };
    known.map(link).collect()
}
