//! The rows of the selection, held against the entries that they name, cell by cell. Sentences and
//! names of organisations are the registry's words. A row of an entry whose bytes aren't there tells its
//! place alone; and no row stands twice, whatever else it says.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::claim::Claim;
use registry_events::entry::{Content, Recorded};
use registry_events::ids::Position;
use registry_gateway::case::documents_in;
use registry_gateway::case::format::{
    MANIFEST, SAMPLE, SAMPLE_COLUMNS, SELECTION, SELECTION_COLUMNS, proof_file,
};
use registry_gateway::read::value::basis_key;
use registry_projections::journal::{Topic, topics};
use serde_json::Value as Json;

use super::agree::hidden;
use super::cells::{Row, read};
use super::entries::{Known, Proven, claims};
use super::{Case, Told, at, more_than_place};
use crate::failure::Failure;

/// What a row says of who acted.
const ACTOR: [&str; 6] =
    ["account", "role", "organisation", "organisation_name", "authority", "authority_document"];
/// What every row says.
const PLACE: [&str; 2] = ["position", "proof"];
/// What only a clear entry says.
const CLEAR: [&str; 9] =
    ["version", "type", "path", "old", "old_position", "new", "new_position", "evidence", "links"];

/// The documents that rows name, with the positions of these.
pub(super) type Named = BTreeMap<String, BTreeSet<Position>>;

/// Checks every row; answers with the documents that they name.
///
/// # Errors
/// The first row that says something else than its entry.
pub(super) fn check(case: &Case<'_>, known: &Known, told: &mut Told) -> Result<Named, Failure> {
    let rows = read(case, SELECTION, &SELECTION_COLUMNS)?;
    let (mut named, mut seen, mut last) = (Named::new(), Seen::default(), Position(0));
    for row in &rows {
        let wrong = |reason: String| case.wrong(SELECTION, format!("line {}: {reason}", row.line));
        let position =
            row.position("position").ok_or_else(|| wrong("it has no position".into()))?;
        if position < last {
            return Err(wrong(format!("{} isn't in its place here", at(position))));
        }
        let proven =
            known.get(position).ok_or_else(|| wrong(format!("{} isn't proven", at(position))))?;
        let only_place = proven.is_place() && says_only_its_place(row);
        if proven.recorded().is_none() && !only_place {
            return Err(wrong(more_than_place(position)).hint(IN_A_FOLDER));
        }
        Checked { row, position, known, told: &mut *told }
            .check(proven.recorded().filter(|_| !only_place))
            .map_err(|what| wrong(format!("of {} it tells another {what}", at(position))))?;
        if !seen.take(position, row.cell("path"), proven) {
            return Err(wrong(format!("another row has told the same of {}", at(position))));
        }
        for digest in row.words("evidence") {
            named.entry(digest.to_owned()).or_default().insert(position);
        }
        last = position;
    }
    check_list(case, rows.len(), &seen.0.into_keys().collect())?;
    Ok(named)
}

/// What may prove more than a case can.
const IN_A_FOLDER: &str = "a published folder that has the entry can be given with --in";

fn says_only_its_place(row: &Row<'_>) -> bool {
    let mut beyond = SELECTION_COLUMNS.iter().filter(|column| !PLACE.contains(column));
    beyond.all(|column| row.cell(column).is_empty())
}

/// The rows that were met: of an entry one for each of its claims, or one in all.
#[derive(Default)]
struct Seen(BTreeMap<Position, BTreeSet<String>>);

impl Seen {
    /// Takes a row, if it isn't one too many.
    fn take(&mut self, position: Position, path: &str, proven: &Proven) -> bool {
        let is_of_claim = proven.recorded().is_some_and(|it| claims(it).contains_key(path));
        let claim = if is_of_claim { path } else { "" };
        let told = self.0.entry(position).or_default();
        let one_in_all = claim.is_empty() || told.contains("");
        (told.is_empty() || !one_in_all) && told.insert(claim.to_owned())
    }
}

/// Every chosen entry has a row, and no other one; and the manifest counts the rows that there are.
fn check_list(case: &Case<'_>, rows: usize, seen: &BTreeSet<Position>) -> Result<(), Failure> {
    let chosen = case.manifest.entries.iter().filter(|entry| entry.chosen);
    let chosen: BTreeSet<_> = chosen.map(|entry| Position(entry.position)).collect();
    if let Some(position) = chosen.symmetric_difference(seen).next() {
        let told = format!("{} was chosen and has no row, or the other way round", at(*position));
        return Err(case.wrong(SELECTION, told));
    }
    if rows != case.manifest.counts.rows {
        return Err(case.wrong(MANIFEST, "it counts other rows than there are"));
    }
    Ok(())
}

/// A row beside the entries of the case.
struct Checked<'c> {
    row: &'c Row<'c>,
    position: Position,
    known: &'c Known,
    told: &'c mut Told,
}

type Otherwise = &'static str;

impl Checked<'_> {
    /// Holds it against what was recorded; without that it tells its place alone.
    fn check(&mut self, recorded: Option<&Recorded>) -> Result<(), Otherwise> {
        self.same("proof", &proof_file(self.position))?;
        let Some(recorded) = recorded else {
            self.told.places += 1;
            return Ok(());
        };
        self.same("recorded_at", &recorded.recorded_at.to_string())?;
        let stream = recorded.stream.to_string();
        self.same("stream", &stream)?;
        self.same("cluster", stream.strip_prefix("cluster/").unwrap_or_default())?;
        self.category(recorded)?;
        match &recorded.content {
            Content::Sealed(_) => self.nothing_but_its_place(),
            Content::Unknown { event_type, .. } => {
                self.same("type", event_type)?;
                self.actor(recorded)
            }
            Content::Clear(clear) => {
                self.same("type", clear.event.type_and_schema().0)?;
                self.same("version", &recorded.version.to_string())?;
                self.actor(recorded)?;
                self.content(recorded)
            }
        }
    }

    fn same(&self, column: &'static str, recorded: &str) -> Result<(), Otherwise> {
        if self.row.cell(column) == recorded { Ok(()) } else { Err(column) }
    }

    fn nothing_but_its_place(&self) -> Result<(), Otherwise> {
        let empty = self.row.are_empty(&CLEAR) && self.row.are_empty(&ACTOR);
        if empty { Ok(()) } else { Err("content") }
    }

    /// A row has the category of its line, or all topics of its entry.
    fn category(&self, recorded: &Recorded) -> Result<(), Otherwise> {
        let keys: Vec<_> = topics(recorded).map(Topic::key).collect();
        let told = self.row.cell("category");
        let known = keys.contains(&told) || keys.join(" ") == told;
        if known { Ok(()) } else { Err("category") }
    }

    /// Who acted, or that it isn't told.
    fn actor(&mut self, recorded: &Recorded) -> Result<(), Otherwise> {
        let Some(actor) = recorded.actor() else { return Err("actor") };
        if self.row.are_empty(&ACTOR) {
            self.told.hidden += 1;
            return Ok(());
        }
        let text = |value: Option<String>| value.unwrap_or_default();
        self.same("account", &actor.account.to_string())?;
        self.same("role", actor.role.key())?;
        self.same("organisation", &text(actor.organisation.map(|id| id.to_string())))?;
        self.same("authority", basis_key(actor.authority.basis))?;
        let document = actor.authority.document.map(|digest| digest.to_string());
        self.same("authority_document", &text(document))?;
        let is_named = !self.row.cell("organisation_name").is_empty();
        if is_named && actor.organisation.is_none() { Err("organisation_name") } else { Ok(()) }
    }

    fn content(&mut self, recorded: &Recorded) -> Result<(), Otherwise> {
        let payload = recorded.event().map(serde_json::to_value);
        let payload = payload.transpose().map_err(|_| "payload")?.unwrap_or_default();
        let claims = claims(recorded);
        let own = claims.get(self.row.cell("path"));
        self.statement("old", "old_position", recorded)?;
        self.statement("new", "new_position", recorded)?;
        self.of_own_claim(own)?;
        self.path(own, &payload)?;
        let known: BTreeSet<_> =
            documents_in(&payload).into_iter().map(|it| it.digest.to_string()).collect();
        if self.row.words("evidence").any(|digest| !known.contains(digest)) {
            return Err("evidence");
        }
        if self.row.words("links").any(|link| !has_text(&payload, &|text| text == link)) {
            return Err("link");
        }
        Ok(())
    }

    /// A value that an entry of the same stream stated of the field, there or before.
    fn statement(
        &mut self,
        column: &'static str,
        at: &'static str,
        recorded: &Recorded,
    ) -> Result<(), Otherwise> {
        if self.row.are_empty(&[column, at]) {
            return Ok(());
        }
        let position = self.row.position(at).filter(|at| *at <= self.position).ok_or(at)?;
        let proven = self.known.get(position).ok_or(at)?;
        if proven.is_place() && self.row.are_empty(&[column]) {
            self.told.left_out += 1;
            return Ok(());
        }
        let stating = proven.recorded().ok_or(column)?;
        if stating.stream != recorded.stream {
            return Err(at);
        }
        let shown: Json = serde_json::from_str(self.row.cell(column)).map_err(|_| column)?;
        let claims = claims(stating);
        let claim = claims.get(self.row.cell("path")).ok_or(at)?;
        let stated = serde_json::to_value(&claim.stated).map_err(|_| column)?;
        self.told.hidden += hidden(&shown, &stated).ok_or(column)?;
        Ok(())
    }

    /// What an entry states of a field stands in the row, and from where it is the entry itself.
    fn of_own_claim(&self, own: Option<&Claim>) -> Result<(), Otherwise> {
        let Some(claim) = own else { return Ok(()) };
        if self.row.position("new_position") != Some(self.position) {
            return Err("new_position");
        }
        let Some(replaced) = claim.replaces else { return Ok(()) };
        let old = self.row.position("old_position").ok_or("old_position")?;
        match self.known.get(old).and_then(Proven::recorded) {
            Some(stating) if stating.version != replaced => Err("old_position"),
            _ => Ok(()),
        }
    }

    /// The field is one that the entry states, that it names with its item, or of which the row has a
    /// value; else the entry names it by the number of another one, and the registry tells which.
    fn path(&mut self, own: Option<&Claim>, payload: &Json) -> Result<(), Otherwise> {
        let path = self.row.cell("path");
        let is_named = |text: &str| {
            let rest = path.strip_prefix(text);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let has_value = !self.row.are_empty(&["old", "new"]);
        if path.is_empty() || own.is_some() || has_value || has_text(payload, &is_named) {
            return Ok(());
        }
        self.told.fields += 1;
        if has_path(payload) { Err("path") } else { Ok(()) }
    }
}

/// Whether a text stands somewhere.
fn has_text(json: &Json, is_it: &dyn Fn(&str) -> bool) -> bool {
    match json {
        Json::String(text) => is_it(text),
        Json::Array(items) => items.iter().any(|item| has_text(item, is_it)),
        Json::Object(members) => members.values().any(|value| has_text(value, is_it)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Whether a field is named somewhere.
fn has_path(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().any(has_path),
        Json::Object(members) => members.contains_key("path") || members.values().any(has_path),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    }
}

/// What a sample found names entries of the case; what it says of them is computed, not recorded.
///
/// # Errors
/// A row that names another entry.
pub(super) fn check_sample(case: &Case<'_>, known: &Known) -> Result<(), Failure> {
    if case.archive.file(SAMPLE).is_none() {
        return Ok(());
    }
    for row in read(case, SAMPLE, &SAMPLE_COLUMNS)? {
        let wrong = |told: String| case.wrong(SAMPLE, format!("line {}: {told}", row.line));
        let position = row.position("position").filter(|at| known.get(*at).is_some());
        let position = position.ok_or_else(|| wrong("its entry isn't proven".into()))?;
        let proven = known.get(position);
        if proven.is_some_and(Proven::is_place) && row.are_empty(&SAMPLE_COLUMNS[1..]) {
            continue;
        }
        let recorded = proven.and_then(Proven::recorded);
        let recorded = recorded.ok_or_else(|| wrong(more_than_place(position)))?;
        if row.cell("recorded_at") != recorded.recorded_at.to_string() {
            return Err(wrong(format!("its entry was recorded at {}", recorded.recorded_at)));
        }
    }
    Ok(())
}
