//! What the samples find at a position. Most of it is in the views; the gates of a level are asked of
//! the rules over the cluster's stream, and applications are opened with their keys.

use jiff::civil::Date;
use registry_core::rulebook::Rulebook;
use registry_core::state::{Loaded, StreamState};
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, OrganisationId, Position, StreamVersion};
use registry_events::level::Level;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::stream::StreamId;
use registry_projections::card::ListingStatus;
use registry_projections::levels::Assessment;
use registry_projections::register::RegisterRow;
use registry_projections::samples::Sample;
use registry_projections::samples::applications::OverdueApplication;
use registry_projections::samples::bursts::Burst;
use registry_projections::samples::gates::only_organisation;
use registry_projections::samples::late::LateFact;
use registry_projections::samples::rises::Rise;
use registry_projections::samples::vouching::Documented;
use registry_projections::samples::waivers::OverdueWaiver;

use super::draw::Draw;
use super::people::{Domains, SharedDomain};
use crate::keyring::KeyStore;
use crate::people::Accounts;
use crate::read::basis::{MarkerBasis, Trail};
use crate::read::journal::{JournalError, KeptJournal};
use crate::read::lens::Lens;

/// Where samples are drawn from.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The log.
    pub log: &'s dyn EventLog,
    /// The keys of applications; without them none is found.
    pub keys: Option<&'s dyn KeyStore>,
    /// The index of the log, held for no longer than streams are listed.
    pub journal: &'s KeptJournal,
    /// The views, and the position looked from.
    pub lens: Lens<'s>,
    /// The registry's day.
    pub today: Date,
    /// What is known of people.
    pub accounts: &'s Accounts,
}

/// What every sample finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Gates that one organisation alone confirmed, by cluster.
    pub gates: Vec<GateFound>,
    /// Confirmations that follow each other closely.
    pub bursts: Vec<Burst>,
    /// Levels that rose before a status or support began.
    pub rises: Vec<Rise>,
    /// Waivers past their days.
    pub waivers: Vec<OverdueWaiver>,
    /// Applications that wait for too long.
    pub applications: Vec<OverdueApplication>,
    /// Facts recorded late.
    pub late: Vec<LateFact>,
    /// Who confirmed claims of somebody with a mailbox of the same domain.
    pub shared: Vec<SharedDomain>,
    /// Confirmations by who had opened none of the documents.
    pub unopened: Vec<Documented>,
}

/// A gate that one organisation alone confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateFound {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The level that has the gate.
    pub level: Level,
    /// The gate's marker.
    pub marker: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// How many confirmations it gave.
    pub count: usize,
    /// The last of them.
    pub last: Position,
    /// When that was recorded.
    pub at: jiff::Timestamp,
}

impl Found {
    /// How many records a sample finds.
    pub const fn count(&self, sample: Sample) -> usize {
        match sample {
            Sample::GatesByOneOrganisation => self.gates.len(),
            Sample::Bursts => self.bursts.len(),
            Sample::RiseBeforeSupport => self.rises.len(),
            Sample::WaiversOverdue => self.waivers.len(),
            Sample::ApplicationsOverdue => self.applications.len(),
            Sample::LateFacts => self.late.len(),
            Sample::SharedMailDomain => self.shared.len(),
            Sample::EvidenceUnopened => self.unopened.len(),
        }
    }
}

/// Draws every sample.
///
/// # Errors
/// The log or the private store can't be read.
pub async fn gather(sources: Sources<'_>) -> Result<Found, JournalError> {
    let (mut draw, mut domains) = (Draw::default(), Domains::default());
    draw.advance(sources).await?;
    domains.refresh(sources.accounts).await?;
    Ok(draw.found(&sources, &domains))
}

/// The gates of the level a cluster has that one organisation alone confirmed.
pub(super) async fn gates_of(
    row: &RegisterRow,
    rules: &Loaded,
    sources: &Sources<'_>,
) -> Result<Vec<GateFound>, JournalError> {
    let Sources { log, lens, .. } = *sources;
    let StreamState::Registry(rules) = rules.state.as_ref() else { return Ok(Vec::new()) };
    let Some(assessment) = assessed(row, &lens) else { return Ok(Vec::new()) };
    let level = assessment.after;
    let rulebook = rules.rulebook_of(assessment.edition.as_str());
    let Some(rulebook) = rulebook.filter(|rulebook| has_gates(rulebook, level)) else {
        return Ok(Vec::new());
    };
    let mut trail = Trail::new(row.cluster);
    for recorded in &stream_until(log, &StreamId::cluster(row.cluster), lens.at).await? {
        trail.take(recorded);
    }
    let basis = trail.basis(&rulebook, level, &lens);
    Ok(basis.iter().filter_map(|marker| gate(row.cluster, level, marker)).collect())
}

fn has_gates(rulebook: &Rulebook, level: Level) -> bool {
    let mut rules = rulebook.levels.iter().filter(|rule| rule.level == level);
    rules.any(|rule| !(rule.gates.is_empty() && rule.one_of.is_empty()))
}

/// The assessment of a cluster that is on the register.
fn assessed<'v>(row: &RegisterRow, lens: &Lens<'v>) -> Option<&'v Assessment> {
    let levels = lens.views.levels(row.cluster).filter(|_| row.status == ListingStatus::Listed)?;
    levels.at(lens.at).map(AsRef::as_ref)
}

/// A gate when one organisation alone stands behind it.
fn gate(cluster: ClusterId, level: Level, basis: &MarkerBasis) -> Option<GateFound> {
    if !basis.gate {
        return None;
    }
    let who = basis.confirmations.iter().map(|given| {
        let organisation = given.organisation.as_ref().map(|named| named.id);
        (given.account, organisation)
    });
    let organisation = only_organisation(who)?;
    let last = basis.confirmations.iter().max_by_key(|given| given.position)?;
    Some(GateFound {
        cluster,
        level,
        marker: basis.marker.clone(),
        organisation,
        count: basis.confirmations.len(),
        last: Position(last.position),
        at: last.at,
    })
}

/// The entries of a stream up to a position; sealed ones stay sealed.
///
/// # Errors
/// The log can't be read.
pub async fn stream_until(
    log: &dyn EventLog,
    stream: &StreamId,
    at: Position,
) -> Result<Vec<Recorded>, JournalError> {
    let mut entries: Vec<Recorded> = Vec::new();
    loop {
        let after = entries.last().map_or(StreamVersion::EMPTY, |last| last.version);
        let read = log.read_stream(stream, after, READ_ENTRIES_MAX).await?;
        let ends = read.last().is_none_or(|last| last.position >= at);
        for entry in read.into_iter().filter(|entry| entry.position <= at) {
            entries.push(entry.decode()?);
        }
        if ends {
            return Ok(entries);
        }
    }
}
