//! The journal of the whole registry as an auditor reads it, and every act of one account.
//!
//! What it tells of an entry is what everybody may see of it today: an auditor reads all in one
//! place, and no value that others don't. A sealed entry says that it is there.

mod account;
mod kept;

use std::collections::BTreeSet;

use jiff::Timestamp;
use registry_events::entry::{Content, Recorded};
use registry_events::ids::{ClusterId, Position};
use registry_events::log::{EventLog, ReadError};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, Language};
use registry_projections::journal::{Journal, JournalEntry, JournalFilter, JournalPage, Topic};
use registry_projections::place::Place;
use serde::Serialize;
use utoipa::ToSchema;

use super::changes::{ChangeShown, ClearChange};
use super::confirmers;
use super::lens::Lens;
use super::parts::Bilingual;
use crate::api::transparency::proof;
use crate::words::value::Speaker;
use crate::words::{history, in_both, journal as words};

pub use account::{AccountList, AccountQuery, AccountShown, GrantEnd, GrantShown, ScopeShown};
pub use kept::KeptJournal;

/// The most sentences of one entry; an event can state hundreds of claims.
const SENTENCES_MAX: usize = 20;

/// A page of the journal, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JournalList {
    /// The entries of this page.
    pub items: Vec<JournalRow>,
    /// How many entries the filter lets pass.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum JournalRow {
    /// It stands in the clear.
    Clear(Box<ClearRow>),
    /// It is sealed.
    Sealed(SealedRow),
}

/// An entry in the clear.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClearRow {
    /// The entry as everybody sees it.
    #[serde(flatten)]
    pub entry: ClearChange,
    /// What it is about.
    pub category: Vec<&'static str>,
    /// What happened, a sentence for each claim; at most twenty.
    pub sentences: Vec<Bilingual>,
    /// How many further sentences there are.
    pub more: usize,
    /// Where the proof of the entry is published; null while no proofs are.
    pub proof_url: Option<String>,
}

/// An entry that only holders of its key can open.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SealedRow {
    /// Its place in the log.
    pub position: u64,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Its stream.
    pub stream: String,
    /// Its number in the stream.
    pub version: u64,
    /// Always true.
    pub sealed: bool,
    /// Where the proof of the entry is published; null while no proofs are.
    pub proof_url: Option<String>,
}

/// The entries that a filter admits; one that asks for an account doesn't find what may not be told of
/// it.
pub fn found(
    journal: &Journal,
    filter: &JournalFilter,
    lens: &Lens<'_>,
    (offset, limit): (usize, usize),
) -> JournalPage {
    let told = |position, entry: &JournalEntry| {
        filter.account.is_none() || tells_actor(position, entry, lens)
    };
    journal.page(filter, lens.at, told, offset, limit)
}

/// Whether everybody may see who recorded an entry.
fn tells_actor(position: Position, entry: &JournalEntry, lens: &Lens<'_>) -> bool {
    let (StreamKind::Cluster(cluster), Some(actor)) = (entry.stream.kind(), &entry.actor) else {
        return true;
    };
    let (version, recorded_at) = (entry.version, entry.recorded_at);
    let place = Place { position, version, recorded_at, actor: actor.clone() };
    confirmers::are_told_at(&place, cluster, lens)
}

/// The streams that are about a region at the lens's position: its own, and those of its clusters.
pub fn of_region(region: &Code, lens: &Lens<'_>) -> BTreeSet<StreamId> {
    let here = |code: &Code| lens.region_code(code) == lens.region_code(region);
    let rows = lens.views.register().rows_at(lens.at);
    let clusters = rows.filter(|row| row.regions.iter().any(here)).map(|row| row.cluster);
    let own = lens.regions().into_iter().flat_map(|all| all.read_at(all.resolve(region)));
    let own = own.chain([region]).map(StreamId::region);
    clusters.map(StreamId::cluster).chain(own).collect()
}

/// The entries at some positions, read from the log.
///
/// # Errors
/// The log can't be read.
pub async fn entries(
    log: &dyn EventLog,
    positions: &[Position],
) -> Result<Vec<Recorded>, JournalError> {
    let mut entries = Vec::with_capacity(positions.len());
    for position in positions {
        for entry in log.read(*position, 1).await?.into_iter().take(1) {
            entries.push(entry.decode()?);
        }
    }
    Ok(entries)
}

/// Why the journal can't be read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The log can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The private store can't be read.
    #[error(transparent)]
    People(#[from] crate::people::PeopleError),
    /// An entry can't be decoded.
    #[error(transparent)]
    Decode(#[from] registry_events::codec::CodecError),
}

impl JournalRow {
    /// An entry with what the journal knows of it; `prove` says whether there are proofs.
    pub fn of(recorded: &Recorded, journal: &Journal, lens: &Lens<'_>, prove: bool) -> Self {
        let topics = journal.entry_at(recorded.position).into_iter().flat_map(JournalEntry::topics);
        Self::about(recorded, topics, lens, prove)
    }

    /// An entry that is about some topics.
    pub fn about(
        recorded: &Recorded,
        topics: impl Iterator<Item = Topic>,
        lens: &Lens<'_>,
        prove: bool,
    ) -> Self {
        let proof_url = prove.then(|| proof::address(recorded.position));
        match ChangeShown::of(recorded.clone(), lens) {
            ChangeShown::Clear(entry) => Self::Clear(Box::new(ClearRow::of(
                *entry,
                recorded,
                topics.map(Topic::key).collect(),
                lens,
                proof_url,
            ))),
            ChangeShown::Sealed(_) => Self::Sealed(SealedRow {
                position: recorded.position.0,
                recorded_at: recorded.recorded_at,
                stream: recorded.stream.to_string(),
                version: recorded.version.0,
                sealed: true,
                proof_url,
            }),
        }
    }
}

impl ClearRow {
    fn of(
        entry: ClearChange,
        recorded: &Recorded,
        category: Vec<&'static str>,
        lens: &Lens<'_>,
        proof_url: Option<String>,
    ) -> Self {
        let lens = &Lens::new(lens.views, recorded.position);
        let mut sentences: Vec<_> = match recorded.stream.kind() {
            StreamKind::Cluster(cluster) => of_cluster(cluster, recorded, lens),
            _ => entry.description.clone().or_else(|| beside(recorded, lens)).into_iter().collect(),
        };
        let more = sentences.len().saturating_sub(SENTENCES_MAX);
        sentences.truncate(SENTENCES_MAX);
        Self { entry, category, sentences, more, proof_url }
    }
}

fn of_cluster(cluster: ClusterId, recorded: &Recorded, lens: &Lens<'_>) -> Vec<Bilingual> {
    let card = lens.views.card(cluster).map(AsRef::as_ref);
    let lines = lens.views.history(cluster);
    let lines = lines.into_iter().flat_map(|history| history.of_event(recorded.version));
    let say = |line| {
        in_both(|language| history::describe(line, &Speaker { lens: *lens, card, language })).into()
    };
    lines.map(say).collect()
}

/// The sentence of what neither a history nor the registry tells.
fn beside(recorded: &Recorded, lens: &Lens<'_>) -> Option<Bilingual> {
    let Content::Clear(clear) = &recorded.content else { return None };
    let say = |language| words::describe(&clear.event, lens, language);
    let (ru, en) = (say(Language::Ru), say(Language::En));
    ru.is_some().then_some(Bilingual { ru, en })
}
