//! From what was chosen to the archive: entries are read, rows and proofs made, files named in the
//! manifest. All of it stands in memory, and so has bounds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use registry_events::entry::{Content, Entry, Recorded};
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::proof::InclusionProof;
use registry_events::transparency::tree::{TreeError, TreeHash, leaf_hash, verify_inclusion};
use registry_projections::journal::topics;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::archive::{Files, archive};
use super::chosen::{Chosen, Lines};
use super::evidence::Named;
use super::format::{
    BYTES_MAX, CHECKPOINT, Counts, ENTRIES_MAX, EVENTS, EVIDENCE, EntryNamed, FORMAT, FileNamed,
    Head, MANIFEST, Manifest, README, ROWS_MAX, SAMPLE, SAMPLE_COLUMNS, SELECTION,
    SELECTION_COLUMNS, proof_file,
};
use super::readme::readme;
use super::rows::{Row, Statements, number, rows};
use crate::api::transparency::proof::may_be_handed_out;
use crate::documents::{DocumentError, Documents};
use crate::read::journal::{JournalError, JournalRow};
use crate::read::lens::Lens;
use crate::read::samples::SampleRow;
use crate::read::table::{Cell, Table};

/// How many entries are read before others get a turn.
const ENTRIES_AT_ONCE: usize = 64;

/// Where a case is made from.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The log.
    pub log: &'s dyn EventLog,
    /// The views, and the position looked from.
    pub lens: Lens<'s>,
    /// The documents.
    pub documents: &'s Documents,
    /// The registry's zone.
    pub zone: &'s TimeZone,
    /// The checkpoint; it covers the lens's position.
    pub checkpoint: &'s SignedCheckpoint,
    /// The hashes that lead from an entry to the checkpoint.
    pub prove: &'s (dyn Fn(Position) -> Result<Vec<TreeHash>, TreeError> + Sync),
}

/// Why there is no case.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// More was chosen than one case holds.
    #[error("{found} entries were chosen, more than one case holds")]
    TooManyEntries {
        /// How many.
        found: usize,
    },
    /// What was chosen has more rows, or more bytes, than one case holds.
    #[error("what was chosen is longer than one case holds")]
    TooLong,
    /// The log can't be read.
    #[error("the log can't be read")]
    Read(#[from] JournalError),
    /// The log has no such entry.
    #[error("the entry at position {0} is missing")]
    Missing(Position),
    /// The log holds another entry there than its tree.
    #[error("the entry at position {0} isn't the one that was signed")]
    Altered(Position),
    /// The documents can't be looked at.
    #[error("the documents can't be looked at")]
    Documents(#[from] DocumentError),
    /// An entry can't be proven.
    #[error("an entry can't be proven")]
    Proof(#[from] TreeError),
    /// A file can't be written.
    #[error("a file of the case can't be written")]
    Write(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The archive of what was chosen.
///
/// # Errors
/// [`CaseError`].
pub async fn made(chosen: &Chosen, sources: &Sources<'_>) -> Result<Vec<u8>, CaseError> {
    let mut making = Making::of(sources);
    let mut statements = Statements::default();
    for (position, lines) in &chosen.entries {
        making.take(*position, Some(lines), &mut statements).await?;
    }
    let stated = making.rows.iter().flat_map(Row::stated_at).collect::<BTreeSet<_>>();
    for position in stated.iter().filter(|position| !chosen.entries.contains_key(position)) {
        making.take(*position, None, &mut statements).await?;
    }
    making.write(chosen).await
}

/// A case while it is made.
struct Making<'s> {
    sources: &'s Sources<'s>,
    files: Files,
    bytes: u64,
    events: BTreeMap<Position, Vec<u8>>,
    entries: BTreeMap<Position, EntryNamed>,
    rows: Vec<Row>,
    counts: Counts,
}

impl<'s> Making<'s> {
    fn of(sources: &'s Sources<'s>) -> Self {
        Self {
            sources,
            files: Files::new(),
            bytes: 0,
            events: BTreeMap::new(),
            entries: BTreeMap::new(),
            rows: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Takes an entry: chosen ones with their lines, and one that only stated a value without any.
    async fn take(
        &mut self,
        position: Position,
        lines: Option<&Lines>,
        statements: &mut Statements<'s>,
    ) -> Result<(), CaseError> {
        if self.entries.len() >= ENTRIES_MAX {
            return Err(CaseError::TooLong);
        }
        if self.entries.len().is_multiple_of(ENTRIES_AT_ONCE) {
            tokio::task::yield_now().await;
        }
        let entry = self.read(position).await?;
        let recorded = entry.decode().map_err(JournalError::from)?;
        let lens = &self.sources.lens;
        let bytes = may_be_handed_out(&recorded, lens.views.masked());
        let shown = bytes.then(|| JournalRow::about(&recorded, topics(&recorded), lens, true));
        match (lines, &shown) {
            (None, _) => self.counts.added += 1,
            (Some(_), None) => self.rows.push(Row::of_place(position)),
            (Some(lines), Some(shown)) => {
                self.rows.extend(rows(&recorded, shown, lines, lens, statements));
            }
        }
        self.counts.chosen += usize::from(lines.is_some());
        if self.rows.len() > ROWS_MAX {
            return Err(CaseError::TooLong);
        }
        self.tell(position, shown.as_ref())?;
        self.prove(&entry, &recorded, (lines.is_some(), bytes))
    }

    /// The line of an entry; of one whose bytes aren't there it says no more than its proof does.
    fn tell(&mut self, position: Position, shown: Option<&JournalRow>) -> Result<(), CaseError> {
        let place = PlaceShown { position: position.0, bytes: false };
        let mut line = shown.map_or_else(|| json(&place), json)?;
        line.push(b'\n');
        self.grow(line.len())?;
        self.events.insert(position, line);
        Ok(())
    }

    async fn read(&self, position: Position) -> Result<Entry, CaseError> {
        let read = self.sources.log.read(position, 1).await.map_err(JournalError::from)?;
        let entry = read.into_iter().next().filter(|entry| entry.position == position);
        entry.ok_or(CaseError::Missing(position))
    }

    fn prove(
        &mut self,
        entry: &Entry,
        recorded: &Recorded,
        (chosen, bytes): (bool, bool),
    ) -> Result<(), CaseError> {
        let position = entry.position;
        let (hashes, leaf) = ((self.sources.prove)(position)?, leaf_hash(&entry.bytes));
        let head = self.sources.checkpoint.head();
        verify_inclusion(leaf, position.0, &head, &hashes)
            .map_err(|_| CaseError::Altered(position))?;
        let proof = InclusionProof {
            extra: bytes.then(|| entry.bytes.to_vec()),
            index: position.0,
            hashes,
            checkpoint: self.sources.checkpoint.note.clone(),
        };
        self.counts.sealed += usize::from(matches!(recorded.content, Content::Sealed(_)));
        self.counts.without_bytes += usize::from(!bytes);
        let named = EntryNamed { position: position.0, leaf: leaf.to_string(), chosen, bytes };
        self.entries.insert(position, named);
        self.add(proof_file(position), proof.to_string().into_bytes())
    }

    /// Writes the files that all entries stand in, and the archive of all.
    async fn write(mut self, chosen: &Chosen) -> Result<Vec<u8>, CaseError> {
        let sources = self.sources;
        let places: BTreeSet<_> = self.places().collect();
        for row in &mut self.rows {
            row.leave_out_values_of(&places);
        }
        let named = Named::of(&self.rows);
        self.counts.rows = self.rows.len();
        self.counts.documents = named.len();
        let evidence = named.table(sources.documents).await?;
        self.add(EVIDENCE.into(), csv(&evidence)?)?;
        let cells = self.rows.iter().map(Row::cells).collect::<Result<_, _>>().map_err(failed)?;
        let selection = Table::new("selection", SELECTION_COLUMNS.map(|key| (key, key)), cells);
        self.add(SELECTION.into(), csv(&selection)?)?;
        if let Some(rows) = &chosen.sample {
            self.add(SAMPLE.into(), csv(&of_sample(rows, &places))?)?;
        }
        let events = std::mem::take(&mut self.events).into_values().collect::<Vec<_>>().concat();
        self.files.insert(EVENTS.into(), events);
        self.add(CHECKPOINT.into(), sources.checkpoint.note.clone().into_bytes())?;
        let mut manifest = self.manifest(chosen);
        let text = readme(&manifest, &sources.lens, sources.zone).map_err(failed)?;
        self.add(README.into(), text.into_bytes())?;
        let files = self.files;
        let written = tokio::task::spawn_blocking(move || zipped(files, &mut manifest));
        written.await.map_err(failed)?
    }

    /// The entries of which only the place is told.
    fn places(&self) -> impl Iterator<Item = Position> {
        let without = self.entries.iter().filter(|(_, named)| !named.bytes);
        without.map(|(position, _)| *position)
    }

    fn manifest(&mut self, chosen: &Chosen) -> Manifest {
        let Sources { lens, checkpoint, .. } = self.sources;
        let head = checkpoint.head();
        Manifest {
            format: FORMAT.into(),
            log: checkpoint.checkpoint.origin.clone(),
            demonstration: lens.views.editions().is_demonstration(),
            selection: chosen.selection.clone(),
            position: lens.at.0,
            checkpoint: Head { size: head.size, root: head.root.to_string() },
            counts: self.counts,
            entries: std::mem::take(&mut self.entries).into_values().collect(),
            files: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: String, bytes: Vec<u8>) -> Result<(), CaseError> {
        self.grow(bytes.len())?;
        self.files.insert(name, bytes);
        Ok(())
    }

    const fn grow(&mut self, bytes: usize) -> Result<(), CaseError> {
        self.bytes += bytes as u64;
        if self.bytes > BYTES_MAX { Err(CaseError::TooLong) } else { Ok(()) }
    }
}

/// Names every file in the manifest, and puts all of them into an archive.
fn zipped(mut files: Files, manifest: &mut Manifest) -> Result<Vec<u8>, CaseError> {
    let named = files.iter().map(|(name, bytes)| (name.clone(), named(bytes)));
    manifest.files = named.collect();
    let mut bytes = serde_json::to_vec_pretty(manifest).map_err(failed)?;
    bytes.push(b'\n');
    files.insert(MANIFEST.into(), bytes);
    archive(&files).map_err(failed)
}

fn named(bytes: &[u8]) -> FileNamed {
    let digest = Sha256::digest(bytes);
    FileNamed {
        bytes: bytes.len() as u64,
        sha256: registry_events::document::Sha256(digest.into()).to_string(),
    }
}

/// What an event tells of an entry whose bytes aren't there.
#[derive(Serialize)]
struct PlaceShown {
    position: u64,
    bytes: bool,
}

fn of_sample(found: &[SampleRow], places: &BTreeSet<Position>) -> Table {
    let cells = |row: &SampleRow| -> Vec<Cell> {
        if places.contains(&Position(row.position)) {
            let position = std::iter::once(number(row.position));
            let rest = SAMPLE_COLUMNS.iter().skip(1).map(|_| Cell::Empty);
            return position.chain(rest).collect();
        }
        let organisation = row.organisation.as_ref();
        vec![
            number(row.position),
            Cell::text(row.recorded_at.to_string()),
            Cell::optional_text(row.cluster.as_ref().map(|cluster| cluster.id.clone())),
            Cell::optional_text(row.application.clone()),
            Cell::optional_text(row.account.map(|account| account.to_string())),
            Cell::optional_text(row.marker.clone()),
            Cell::optional_text(row.path.clone()),
            Cell::optional_text(organisation.map(|organisation| organisation.id.to_string())),
            Cell::optional_text(row.on.map(|day| day.to_string())),
            Cell::optional_integer(row.days),
            row.count.map_or(Cell::Empty, Cell::count),
        ]
    };
    Table::new("sample", SAMPLE_COLUMNS.map(|key| (key, key)), found.iter().map(cells).collect())
}

fn csv(table: &Table) -> Result<Vec<u8>, CaseError> {
    table.to_csv().map_err(failed)
}

fn json(line: &impl Serialize) -> Result<Vec<u8>, CaseError> {
    serde_json::to_vec(line).map_err(failed)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> CaseError {
    CaseError::Write(error.into())
}
