//! Rows of the selection: a line of a cluster's history each, or an entry that is none.
//!
//! A value stands in a row as the entry that stated it has it, and only where that entry is known:
//! whoever checks the case finds it there. Of an entry whose bytes a law keeps back nothing can be
//! found, so a row tells its place alone, and no value that it stated.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use registry_events::claim::{Claim, Evidence, Stated};
use registry_events::document::DocumentRef;
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, Position};
use registry_events::path::FieldPath;
use registry_events::stream::StreamKind;
use registry_events::value::Language;
use registry_projections::card::Card;
use registry_projections::history::HistoryLine;
use serde_json::Value as Json;

use super::chosen::Lines;
use super::format::proof_file;
use crate::read::changes::shown_claim;
use crate::read::history::{LineShown, confirmed_or_new, lens_at};
use crate::read::journal::{ClearRow, JournalRow, SealedRow};
use crate::read::lens::Lens;
use crate::read::parts::{ActorShown, Bilingual};
use crate::read::table::Cell;

const SEALED: &str = "Запечатано: прочитать может только владелец ключа";

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) position: Position,
    /// None where only the place is told.
    recorded_at: Option<Timestamp>,
    stream: String,
    /// None of a sealed entry.
    version: Option<u64>,
    event_type: String,
    category: String,
    path: Option<String>,
    old: Option<Statement>,
    new: Option<Statement>,
    actor: Option<ActorShown>,
    pub(super) documents: Vec<DocumentRef>,
    links: Vec<String>,
    sentence: String,
}

/// A value, or why there is none, and where that was stated.
#[derive(Debug, Clone, PartialEq)]
struct Statement {
    /// None where the entry's bytes aren't there to hold it against.
    stated: Option<Stated>,
    at: Position,
}

/// Where every value of a cluster was stated.
#[derive(Default)]
pub(super) struct Statements<'v>(HashMap<ClusterId, HashMap<&'v FieldPath, Vec<Said<'v>>>>);

type Said<'v> = (Position, &'v Claim);

impl<'v> Statements<'v> {
    /// What a claim stated by a position, and where.
    fn of(
        &mut self,
        cluster: ClusterId,
        claim: &Claim,
        by: Position,
        lens: &Lens<'v>,
    ) -> Option<Statement> {
        let known = self.0.entry(cluster).or_insert_with(|| said(cluster, lens));
        let mut said = known.get(&claim.path)?.iter().rev();
        let (at, _) = said.find(|(at, known)| *at <= by && *known == claim)?;
        let stated = shown_claim(claim, &lens_at(*at, lens)).stated;
        Some(Statement { stated: Some(stated), at: *at })
    }
}

fn said<'v>(cluster: ClusterId, lens: &Lens<'v>) -> HashMap<&'v FieldPath, Vec<Said<'v>>> {
    let mut all: HashMap<_, Vec<Said<'v>>> = HashMap::new();
    let lines = lens.views.history(cluster).into_iter().flat_map(|history| history.lines());
    for line in lines {
        if let Some(claim) = &line.new {
            all.entry(&claim.path).or_default().push((line.place.position, claim));
        }
    }
    all
}

/// The rows of an entry.
pub(super) fn rows<'v>(
    recorded: &Recorded,
    shown: &JournalRow,
    lines: &Lines,
    lens: &Lens<'v>,
    statements: &mut Statements<'v>,
) -> Vec<Row> {
    let row = match shown {
        JournalRow::Sealed(row) => return vec![Row::sealed(row)],
        JournalRow::Clear(row) => row,
    };
    let of_cluster = match recorded.stream.kind() {
        StreamKind::Cluster(cluster) => lens.views.card(cluster).map(|card| (cluster, card)),
        _ => None,
    };
    let Some((cluster, card)) = of_cluster else { return vec![Row::of_entry(row)] };
    let history = lens.views.history(cluster).into_iter();
    let of_event = history.flat_map(|history| history.of_event(recorded.version));
    let mut rows: Vec<_> = of_event
        .filter(|line| lines.have(line.index_in_event))
        .map(|line| Row::of_line(row, line, card, lens, statements))
        .collect();
    if rows.is_empty() {
        rows.push(Row::of_entry(row));
    }
    rows
}

impl Row {
    /// The row of an entry of which only the place is told.
    pub(super) const fn of_place(position: Position) -> Self {
        Self {
            position,
            recorded_at: None,
            stream: String::new(),
            version: None,
            event_type: String::new(),
            category: String::new(),
            path: None,
            old: None,
            new: None,
            actor: None,
            documents: Vec::new(),
            links: Vec::new(),
            sentence: String::new(),
        }
    }

    fn sealed(row: &SealedRow) -> Self {
        Self {
            recorded_at: Some(row.recorded_at),
            stream: row.stream.clone(),
            category: "sealed".into(),
            sentence: SEALED.into(),
            ..Self::of_place(Position(row.position))
        }
    }

    fn of_entry(row: &ClearRow) -> Self {
        let entry = &row.entry;
        let sentences: Vec<_> = row.sentences.iter().filter_map(|said| said.ru.clone()).collect();
        Self {
            position: Position(entry.position),
            recorded_at: Some(entry.recorded_at),
            stream: entry.stream.clone(),
            version: Some(entry.version),
            event_type: entry.event_type.clone(),
            category: row.category.join(" "),
            path: None,
            old: None,
            new: None,
            actor: entry.actor.clone(),
            documents: entry.payload.as_ref().map(documents_in).unwrap_or_default(),
            links: Vec::new(),
            sentence: sentences.join("; "),
        }
    }

    fn of_line<'v>(
        row: &ClearRow,
        line: &HistoryLine,
        card: &Card,
        lens: &Lens<'v>,
        statements: &mut Statements<'v>,
    ) -> Self {
        let shown = LineShown::of(line, card, lens, false);
        let at = line.place.position;
        let mut stated = |claim: Option<&Claim>| statements.of(card.cluster, claim?, at, lens);
        let (old, new) = (stated(line.old.as_deref()), stated(confirmed_or_new(line)));
        Self {
            category: shown.category.into(),
            path: shown.path,
            old,
            new,
            actor: shown.actor,
            documents: documents(lens.evidence(line.path(), line.evidence())),
            links: shown.on_evidence.into_iter().filter_map(|piece| piece.url).collect(),
            sentence: russian(shown.description),
            ..Self::of_entry(row)
        }
    }

    /// Leaves out the values that entries stated of which only the place is told.
    pub(super) fn leave_out_values_of(&mut self, places: &BTreeSet<Position>) {
        let statements = self.old.iter_mut().chain(&mut self.new);
        for statement in statements.filter(|statement| places.contains(&statement.at)) {
            statement.stated = None;
        }
    }

    /// Where its values were stated.
    pub(super) fn stated_at(&self) -> impl Iterator<Item = Position> {
        self.old.iter().chain(&self.new).map(|statement| statement.at)
    }

    /// Its cells, by the columns of the table.
    pub(super) fn cells(&self) -> Result<Vec<Cell>, serde_json::Error> {
        let actor = self.actor.as_ref();
        let organisation = actor.and_then(|actor| actor.organisation.as_ref());
        let document = actor.and_then(|actor| actor.authority.document);
        let digests: Vec<_> = self.documents.iter().map(|it| it.digest.to_string()).collect();
        let (old, old_at) = cells_of(self.old.as_ref())?;
        let (new, new_at) = cells_of(self.new.as_ref())?;
        Ok(vec![
            number(self.position.0),
            Cell::optional_text(self.recorded_at.map(|at| at.to_string())),
            Cell::text(&self.stream),
            self.version.map_or(Cell::Empty, number),
            Cell::text(&self.event_type),
            Cell::text(self.stream.strip_prefix("cluster/").unwrap_or_default()),
            Cell::text(&self.category),
            Cell::optional_text(self.path.as_ref()),
            old,
            old_at,
            new,
            new_at,
            Cell::optional_text(actor.map(|actor| actor.account.to_string())),
            Cell::optional_text(actor.map(|actor| actor.role.key())),
            Cell::optional_text(organisation.map(|named| named.id.to_string())),
            Cell::optional_text(
                organisation.map(|named| named.in_language(Language::Ru).to_owned()),
            ),
            Cell::optional_text(actor.map(|actor| actor.authority.basis)),
            Cell::optional_text(document.map(|digest| digest.to_string())),
            Cell::text(digests.join(" ")),
            Cell::text(self.links.join(" ")),
            Cell::text(self.sentence.replace(char::is_control, " ")),
            Cell::text(proof_file(self.position)),
        ])
    }
}

fn cells_of(statement: Option<&Statement>) -> Result<(Cell, Cell), serde_json::Error> {
    let Some(Statement { stated, at }) = statement else { return Ok((Cell::Empty, Cell::Empty)) };
    let told = stated.as_ref().map(serde_json::to_string).transpose()?;
    Ok((Cell::optional_text(told), number(at.0)))
}

/// A number as the log has it; no position is beyond what a cell can hold.
pub(super) fn number(number: u64) -> Cell {
    i64::try_from(number).map_or_else(|_| Cell::text(number.to_string()), Cell::Integer)
}

fn russian(said: Bilingual) -> String {
    said.ru.unwrap_or_default()
}

fn documents(evidence: &[Evidence]) -> Vec<DocumentRef> {
    let document = |piece: &Evidence| match piece {
        Evidence::Document(document) => Some(*document),
        Evidence::Link(_) => None,
    };
    evidence.iter().filter_map(document).collect()
}

/// Every document that a payload names.
pub fn documents_in(payload: &Json) -> Vec<DocumentRef> {
    let inner = |values: &mut dyn Iterator<Item = &Json>| values.flat_map(documents_in).collect();
    match payload {
        Json::Object(members) if members.contains_key("media_type") => {
            serde_json::from_value(payload.clone()).into_iter().collect()
        }
        Json::Object(members) => inner(&mut members.values()),
        Json::Array(items) => inner(&mut items.iter()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
    }
}
