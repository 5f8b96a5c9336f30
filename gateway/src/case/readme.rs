//! What stands on top of the archive, for a person: in Russian, as the rows are.

use askama::Template;
use jiff::tz::TimeZone;
use registry_events::value::Language;
use registry_projections::samples::Sample;

use super::format::{Kind, Manifest};
use crate::read::lens::Lens;
use crate::words::{samples, typography};

/// The text.
#[derive(Template)]
#[template(path = "case.txt", escape = "none")]
struct Readme<'m> {
    manifest: &'m Manifest,
    what: String,
    filters: Vec<(&'static str, String)>,
    last: String,
    is_sample: bool,
}

/// The text of a case.
///
/// # Errors
/// None that a template into memory can cause.
pub(super) fn readme(
    manifest: &Manifest,
    lens: &Lens<'_>,
    zone: &TimeZone,
) -> Result<String, askama::Error> {
    let selection = &manifest.selection;
    let filters = selection.filters.iter();
    let at = lens.views.times().commit_of(lens.at).map(|(at, _)| at);
    Readme {
        manifest,
        what: what(manifest, lens),
        filters: filters.map(|(name, values)| (label(name), values.join(", "))).collect(),
        last: at.map(|at| typography::minute(at, zone, Language::Ru)).unwrap_or_default(),
        is_sample: selection.kind == Kind::Sample,
    }
    .render()
}

fn what(manifest: &Manifest, lens: &Lens<'_>) -> String {
    let subject = manifest.selection.subject.as_deref().unwrap_or_default();
    match manifest.selection.kind {
        Kind::Journal => "журнал реестра".into(),
        Kind::Account => format!("действия учётной записи {subject}"),
        Kind::Cluster => {
            let name = subject.parse().map(|id| lens.cluster(id));
            let name = name.map(|name| name.in_language_or_other(Language::Ru).to_owned());
            format!("лента кластера {subject}, {}", name.unwrap_or_default())
        }
        Kind::Sample => {
            let label = Sample::from_key(subject).map(|sample| samples::label(sample).ru);
            format!("контрольная выборка {subject} («{}»)", label.unwrap_or_default())
        }
    }
}

fn label(filter: &str) -> &'static str {
    match filter {
        "category" => "о чём",
        "type" => "вид события",
        "actor" => "кто действовал",
        "path" => "поле",
        "stream" => "поток",
        "region" => "регион",
        "since" => "записано не раньше",
        "until" => "записано не позже",
        _ => "условие",
    }
}
