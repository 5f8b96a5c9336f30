//! Publications, which officers keep: recorded, corrected, withdrawn.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{CorrectPublication, RecordPublication, WithdrawPublication};
use registry_core::rejection::Problem as Broken;
use registry_events::claim::Evidence;
use registry_events::event::{Publication, PublicationKind};
use registry_events::value::{Code, Text};
use serde::Deserialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::answer::Written;
use super::clusters::standing::ReasonBody;
use super::envelope::{EvidenceBody, Reader, day, nullable, web_url};
use super::once::Once;
use super::request::Write;
use super::subject::{Named, PublicationOf};
use super::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// What is said of a publication.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "report", "title": { "ru": "Отчёт о работе кластеров за 2015 год (демо)", "en": null },
    "summary": null, "published_on": "2016-03-01",
    "found_at": "https://press.example/report", "regions": ["RU-TOM"], "specialisations": [] }))]
pub(super) struct PublicationBody {
    /// `report`, `review`, `rating` or `announcement`.
    kind: String,
    /// Its title: a string in Russian, or `{"ru": …, "en": …}`.
    #[schema(value_type = serde_json::Value)]
    title: Once,
    /// What stands in it, in a few sentences.
    #[serde(default)]
    #[schema(value_type = serde_json::Value)]
    summary: Once,
    /// The day it came out.
    #[schema(format = Date)]
    published_on: String,
    /// Where it can be read: a public address, or the object that the answer to an upload held. Only
    /// an announcement can do without.
    #[serde(default)]
    found_at: Option<EvidenceBody>,
    /// ISO 3166-2 codes of the regions it is about; none of what is about all.
    #[serde(default, deserialize_with = "nullable")]
    regions: Vec<String>,
    /// Codes of the specialisations it is about; none of what is about all.
    #[serde(default, deserialize_with = "nullable")]
    specialisations: Vec<String>,
}

/// What is said of a publication from here on, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionBody {
    /// What is said of it, all of it.
    says: PublicationBody,
    /// Why it is corrected, in words fit to publish.
    #[schema(example = "Исправлена дата выхода")]
    reason: String,
}

/// Record a report, review, rating or announcement
///
/// One that is recorded already is refused: the same document, or one of the same kind and day under
/// the same title or at the same address.
#[utoipa::path(post, path = "/api/v1/publications", tag = "publications",
    security(("token" = [])),
    request_body = PublicationBody,
    responses(
        (status = 201, body = Written,
            headers(("Location" = String, description = "The publication"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn record(State(app): State<App>, write: Write) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RecordPublication, Named::new(), async |asked| {
            let says = read(&asked.json()?, "")?;
            Ok(RecordPublication { says }.into())
        })
        .await
}

/// Correct what is said of a publication
///
/// Everything is said anew; what was said before stays in its history.
#[utoipa::path(post, path = "/api/v1/publications/{publication}/correction", tag = "publications",
    security(("token" = [])),
    params(("publication" = u64, Path, description = "Its number")),
    request_body = CorrectionBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn correct(
    State(app): State<App>,
    publication: Named<PublicationOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::CorrectPublication, publication, async |asked| {
            let CorrectionBody { says, reason } = asked.json()?;
            let says = read(&says, "/says")?;
            let (publication, expected) = (asked.subject.0, asked.expected);
            Ok(CorrectPublication { publication, says, reason, expected }.into())
        })
        .await
}

/// Withdraw a publication
///
/// It leaves the list and the feed; that it was there, and why it was withdrawn, stays to be read.
#[utoipa::path(post, path = "/api/v1/publications/{publication}/withdrawal", tag = "publications",
    security(("token" = [])),
    params(("publication" = u64, Path, description = "Its number")),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn withdraw(
    State(app): State<App>,
    publication: Named<PublicationOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::WithdrawPublication, publication, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            let (publication, expected) = (asked.subject.0, asked.expected);
            Ok(WithdrawPublication { publication, reason, expected }.into())
        })
        .await
}

/// Reads what is said of a publication; every problem is told at once, each with its place.
fn read(body: &PublicationBody, within: &str) -> Result<Publication, Problem> {
    let mut reader = Reader::default();
    let at = |member: &str| format!("{within}/{member}");
    let kind = reader.take(kind(&body.kind, &at("kind")));
    let title = reader.take(body.title.read(&at("title"), values::text));
    let summary = reader.take(body.summary.read(&at("summary"), text_or_none));
    let published_on = reader.take(day(&body.published_on, &at("published_on")));
    let found_at = reader.take(place(body.found_at.as_ref(), &at("found_at")));
    let regions = reader.take(codes(&body.regions, &at("regions")));
    let specialisations = reader.take(codes(&body.specialisations, &at("specialisations")));
    let read = || {
        Some(Publication {
            kind: kind?,
            title: title?,
            summary: summary?,
            published_on: published_on?,
            found_at: found_at?,
            regions: regions?,
            specialisations: specialisations?,
        })
    };
    read().ok_or_else(|| reader.problems.into())
}

fn kind(given: &str, pointer: &str) -> Result<PublicationKind, Broken> {
    let unknown = || {
        let allowed = PublicationKind::ALL.map(PublicationKind::key).join(", ");
        Broken::new(pointer, "publication.kind").with(allowed)
    };
    PublicationKind::from_key(given).ok_or_else(unknown)
}

fn text_or_none(given: &Json, pointer: &str) -> Result<Option<Text>, Broken> {
    if given.is_null() { Ok(None) } else { values::text(given, pointer).map(Some) }
}

fn place(given: Option<&EvidenceBody>, pointer: &str) -> Result<Option<Evidence>, Broken> {
    let place = given.map(|given| match given {
        EvidenceBody::Link(link) => web_url(link, pointer).map(Evidence::Link),
        EvidenceBody::Document(document) => document.read(pointer).map(Evidence::Document),
    });
    place.transpose()
}

fn codes(given: &[String], pointer: &str) -> Result<Vec<Code>, Broken> {
    let code = |(index, code): (usize, &String)| {
        Code::parse(code).map_err(|bad| Broken::new(format!("{pointer}/{index}"), bad.code))
    };
    given.iter().enumerate().map(code).collect()
}
