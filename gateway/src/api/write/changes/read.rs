//! From the body's shape to what the rules take, field by field, by the catalogue in force.

use registry_core::profile::changes::{Changes, ClaimInput, CloseInput, Said};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::StreamState;
use registry_events::catalogue::{Catalogue, Field};
use registry_events::claim::Absence;
use registry_events::ids::{ItemId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::Code;
use serde_json::Value as Json;

use super::{ChangesBody, CloseBody, StatementBody, registry};
use crate::api::write::envelope::Reader;
use crate::api::write::places::Places;
use crate::api::write::values;
use crate::http::{App, Problem};

/// What could be read, where it stands, and what could not.
pub(super) struct ReadChanges {
    pub(super) changes: Changes,
    pub(super) places: Places,
    pub(super) problems: Vec<Broken>,
}

/// Reads a whole body.
pub(super) async fn read(body: &ChangesBody, app: &App) -> Result<ReadChanges, Problem> {
    let state = registry(app).await?;
    let in_force = match state.as_ref() {
        StreamState::Registry(registry) => registry.in_force(),
        _ => None,
    };
    let in_force = in_force.ok_or(Rejection::conflict("registry.not-open"))?;
    let mut work = Work {
        catalogue: in_force.catalogue,
        reader: Reader::default(),
        changes: Changes::default(),
        places: Places::default(),
    };
    work.claims(&body.claims);
    work.open(&body.open);
    work.close(&body.close);
    work.renew(&body.renew);
    let Work { reader, changes, places, .. } = work;
    Ok(ReadChanges { changes, places, problems: reader.problems })
}

/// A body being read.
pub(super) struct Work<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) reader: Reader,
    pub(super) changes: Changes,
    pub(super) places: Places,
}

impl<'a> Work<'a> {
    /// The field that every item of a collection has under a key.
    pub(super) fn field_of(
        &mut self,
        collection: &Code,
        key: &str,
        pointer: &str,
    ) -> Option<&'a Field> {
        // Any item's number leads to the same field.
        let path =
            Code::parse(key).map(|key| FieldPath::of_item(collection.clone(), ItemId(0), key));
        let field = path.ok().and_then(|path| self.catalogue.field(&path));
        let unknown = || Broken::new(pointer, "field.unknown").with(format!("{collection}/{key}"));
        self.reader.take(field.ok_or_else(unknown))
    }

    fn renew(&mut self, lists: &[String]) {
        for (index, list) in lists.iter().enumerate() {
            let pointer = format!("/renew/{index}");
            let unknown = || Broken::new(&*pointer, "collection.unknown").with(list);
            if let Some(key) = self.reader.take(Code::parse(list).map_err(|_| unknown())) {
                self.changes.renew.push(key);
                self.places.renew.push(pointer);
            }
        }
    }

    fn claims(&mut self, claims: &[StatementBody]) {
        for (index, given) in claims.iter().enumerate() {
            let pointer = format!("/claims/{index}");
            if let Some(input) = self.claim(given, &pointer) {
                self.changes.claims.push(input);
                self.places.claims.push(pointer);
            }
        }
    }

    fn claim(&mut self, given: &StatementBody, pointer: &str) -> Option<ClaimInput> {
        let at = |member: &str| format!("{pointer}/{member}");
        let described_on = self.reader.day(given.described_on.as_deref(), &at("described_on"));
        let kind = self.reader.kind(given.kind.as_deref(), &at("kind"));
        let source = self.reader.source(given.source.as_ref(), &at("source"));
        let evidence = self.reader.evidence(&given.evidence, &at("evidence"));
        let path: FieldPath = match given.path.parse() {
            Ok(path) => path,
            Err(_) => return self.refuse(Broken::new(at("path"), "claim.path-malformed")),
        };
        let unknown = || Broken::new(at("path"), "field.unknown").with(&path);
        let said = match self.catalogue.field(&path) {
            None => return self.refuse(unknown()),
            Some(field) => {
                let value = given.value.as_ref().map(|value| value.at(&at("value"))).transpose();
                value.and_then(|value| said(field, value, given.absence.as_deref(), pointer))
            }
        };
        let said = self.reader.take(said)?;
        let replaces = given.replaces.map(StreamVersion);
        Some(ClaimInput { path, said, described_on, kind, source, evidence, replaces })
    }

    fn close(&mut self, close: &[CloseBody]) {
        for (index, given) in close.iter().enumerate() {
            let pointer = format!("/close/{index}");
            let closed_on = self.reader.day(given.on.as_deref(), &format!("{pointer}/on"));
            let Ok(item) = given.path.parse::<ItemPath>() else {
                let problem = Broken::new(format!("{pointer}/path"), "claim.path-malformed");
                self.reader.problems.push(problem);
                continue;
            };
            let reason = given.reason.clone();
            self.changes.close.push(CloseInput { item, closed_on, reason });
            self.places.close.push(pointer);
        }
    }

    /// Notes a problem; nothing could be read.
    pub(super) fn refuse<T>(&mut self, problem: Broken) -> Option<T> {
        self.reader.problems.push(problem);
        None
    }
}

/// A value or why there is none, one of them.
pub(super) fn said(
    field: &Field,
    value: Option<&Json>,
    absence: Option<&str>,
    pointer: &str,
) -> Result<Said, Broken> {
    match (value, absence) {
        (Some(value), None) => values::read(field, value, &format!("{pointer}/value")),
        (None, Some(absence)) => match Absence::from_key(absence) {
            Some(absence) => Ok(Said::Absent(absence)),
            None => Err(Broken::new(format!("{pointer}/absence"), "value.type").with("absence")),
        },
        (None, None) => Err(Broken::new(pointer, "claim.value-needed")),
        (Some(_), Some(_)) => Err(Broken::new(pointer, "claim.value-and-absence")),
    }
}
