//! Items to open, read field by field: each is the bare value, or an object that says something about
//! itself as well.

use registry_core::profile::changes::{FieldInput, OpenInput};
use registry_core::rejection::Problem as Broken;
use registry_events::catalogue::Field;
use registry_events::claim::{Evidence, Source};
use registry_events::value::Code;
use serde::Deserialize;
use serde_json::Value as Json;

use super::read::{Work, said};
use super::{OpenBody, SourceBody, nullable, object};
use crate::api::write::envelope::EvidenceBody;
use crate::api::write::places::{FieldPlace, OpenPlace};
use crate::api::write::values;
use crate::http::body::{Object, escaped};

/// What is said of an item's field together with what it says about itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldBody {
    value: Option<Json>,
    absence: Option<String>,
    described_on: Option<String>,
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

impl Work<'_> {
    pub(super) fn open(&mut self, open: &[OpenBody]) {
        for (index, given) in open.iter().enumerate() {
            let pointer = format!("/open/{index}");
            if let Ok(collection) = Code::parse(&given.collection) {
                self.open_item(collection, given, pointer);
                continue;
            }
            let problem = Broken::new(format!("{pointer}/collection"), "collection.unknown");
            self.reader.problems.push(problem.with(&given.collection));
        }
    }

    fn open_item(&mut self, collection: Code, given: &OpenBody, pointer: String) {
        let shared = self.reader.evidence(&given.evidence, &format!("{pointer}/evidence"));
        let mut place = OpenPlace { pointer, fields: Vec::new() };
        let mut claims = Vec::new();
        // The rules say that there is no such list; nothing can be said of its fields then.
        let known = self.catalogue.collection(collection.as_str()).is_some();
        for (key, given) in given.claims.0.iter().filter(|_| known) {
            let pointer = format!("{}/claims/{}", place.pointer, escaped(key));
            let Some(given) = self.reader.take(given.at(&pointer)) else { continue };
            let bare = !is_envelope(given);
            let Some(field) = self.field_of(&collection, key, &pointer) else { continue };
            let input = if bare {
                self.bare(field, given, &shared, &pointer)
            } else {
                self.enveloped(field, given, &shared, &pointer)
            };
            if let Some(input) = input {
                claims.push(input);
                place.fields.push(FieldPlace { pointer, bare });
            }
        }
        self.changes.open.push(OpenInput { collection, label: given.label.clone(), claims });
        self.places.open.push(place);
    }

    fn bare(
        &mut self,
        field: &Field,
        given: &Json,
        shared: &[Evidence],
        pointer: &str,
    ) -> Option<FieldInput> {
        let said = self.reader.take(values::read(field, given, pointer))?;
        let evidence = shared.to_vec();
        let field = field.key.clone();
        Some(FieldInput { field, said, described_on: None, source: Source::OWN, evidence })
    }

    fn enveloped(
        &mut self,
        field: &Field,
        given: &Json,
        shared: &[Evidence],
        pointer: &str,
    ) -> Option<FieldInput> {
        let other = |_| Broken::new(pointer, "value.type").with("claim");
        let Object(body) =
            self.reader.take(Object::<FieldBody>::deserialize(given).map_err(other))?;
        let at = |member: &str| format!("{pointer}/{member}");
        let described_on = self.reader.day(body.described_on.as_deref(), &at("described_on"));
        let source = self.reader.source(body.source.as_ref(), &at("source"));
        let mut evidence = self.reader.evidence(&body.evidence, &at("evidence"));
        evidence.extend_from_slice(shared);
        let said = said(field, body.value.as_ref(), body.absence.as_deref(), pointer);
        let (field, said) = (field.key.clone(), self.reader.take(said)?);
        Some(FieldInput { field, said, described_on, source, evidence })
    }
}

/// Whether what is said of a field is an object about the value and not the value itself; no value
/// has a member of these names.
fn is_envelope(given: &Json) -> bool {
    given.as_object().is_some_and(|it| it.contains_key("value") || it.contains_key("absence"))
}
