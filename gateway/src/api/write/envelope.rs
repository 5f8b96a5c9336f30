//! What a statement says about itself: date, kind, source, evidence. Every problem is collected, so
//! that one answer names them all.

use jiff::civil::Date;
use registry_core::rejection::Problem as Broken;
use registry_events::claim::{ClaimKind, Evidence, Source, SourceType};
use registry_events::value::WebUrl;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::documents::DocumentBody;
use crate::http::body::Object;

/// Where a statement comes from.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceBody {
    /// `self`, `document`, `register` or `press`.
    #[serde(rename = "type")]
    #[schema(example = "document")]
    source_type: String,
    /// Where it can be seen.
    url: Option<String>,
    /// When it was looked up.
    #[schema(format = Date)]
    retrieved_on: Option<String>,
}

/// A piece of evidence: a link, or a document that was uploaded before.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum EvidenceBody {
    /// A public address.
    Link(String),
    /// The object that the answer to an upload held.
    Document(DocumentBody),
}

/// A list, `null` being an empty one.
pub(super) fn nullable<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A list of objects, `null` being an empty one.
pub(super) fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let list = nullable(deserializer)?;
    Ok(list.into_iter().map(|Object(object)| object).collect())
}

/// An object that may be missing.
pub(super) fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let object: Option<Object<T>> = Option::deserialize(deserializer)?;
    Ok(object.map(|Object(object)| object))
}

/// A day as `2015-06-30`, and nothing else that reads as one.
pub(super) fn day(given: &str, pointer: &str) -> Result<Date, Broken> {
    let strict = given.len() == 10 && given.as_bytes()[4] == b'-';
    let day = if strict { given.parse().ok() } else { None };
    day.ok_or_else(|| Broken::new(pointer, "date.malformed"))
}

/// Collects problems while reading.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Broken>,
}

impl Reader {
    /// What was read, or none and a problem noted.
    pub(super) fn take<T>(&mut self, read: Result<T, Broken>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// A day that may be missing.
    pub(super) fn day(&mut self, given: Option<&str>, pointer: &str) -> Option<Date> {
        given.and_then(|given| self.take(day(given, pointer)))
    }

    /// Change, unless it is said to be a correction.
    pub(super) fn kind(&mut self, given: Option<&str>, pointer: &str) -> ClaimKind {
        match given {
            None | Some("change") => ClaimKind::Change,
            Some("correction") => ClaimKind::Correction,
            Some(_) => {
                self.problems.push(Broken::new(pointer, "value.type").with("kind"));
                ClaimKind::Change
            }
        }
    }

    /// Where it comes from; the claimant itself when nothing is said.
    pub(super) fn source(&mut self, given: Option<&SourceBody>, pointer: &str) -> Source {
        let Some(given) = given else { return Source::OWN };
        let url = given.url.as_deref();
        let url = url.and_then(|url| self.take(web_url(url, &format!("{pointer}/url"))));
        let at = format!("{pointer}/retrieved_on");
        let retrieved_on = self.day(given.retrieved_on.as_deref(), &at);
        let source_type = self.source_type(&given.source_type, pointer);
        Source { source_type, url, retrieved_on }
    }

    fn source_type(&mut self, given: &str, pointer: &str) -> SourceType {
        match given {
            "self" => SourceType::Own,
            "document" => SourceType::Document,
            "register" => SourceType::Register,
            "press" => SourceType::Press,
            _ => {
                let problem = Broken::new(format!("{pointer}/type"), "value.type");
                self.problems.push(problem.with("source"));
                SourceType::Own
            }
        }
    }

    /// What shows it.
    pub(super) fn evidence(&mut self, given: &[EvidenceBody], pointer: &str) -> Vec<Evidence> {
        let pieces = given.iter().enumerate().filter_map(|(index, piece)| {
            let at = format!("{pointer}/{index}");
            self.take(match piece {
                EvidenceBody::Link(link) => web_url(link, &at).map(Evidence::Link),
                EvidenceBody::Document(body) => body.read(&at).map(Evidence::Document),
            })
        });
        pieces.collect()
    }
}

pub(super) fn web_url(given: &str, pointer: &str) -> Result<WebUrl, Broken> {
    WebUrl::parse(given).map_err(|invalid| Broken::new(pointer, invalid.code))
}
