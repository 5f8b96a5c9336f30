//! Журнал рассмотрения as everybody reads it: each application, report and dispute with when it came,
//! about what, the decision, its reason and the working days it took.
//!
//! Of an application only that it was handed in and how it was decided is told; its cluster is named
//! once it is listed, and of a return the fields and the unmet requirements that it names, not the
//! officer's words to the applicant. Disputes are told from their admission on.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::rulebook::Rulebook;
use registry_events::ids::{ClusterId, Position};
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::stream::StreamKind;
use registry_events::value::Code;
use registry_projections::moderation::{Case, CaseOutcome, Matter, Moderation, UnmetKind};
use registry_projections::samples::applications::working_days_between;
use serde::Serialize;
use tokio::sync::{RwLock, RwLockReadGuard};
use tokio::task::JoinHandle;
use tracing::error;
use utoipa::ToSchema;

use super::cursor::Page;
use super::journal::JournalError;
use super::lens::Lens;
use super::parts::{Bilingual, NamedCluster};
use crate::http::App;
use crate::keyring::KeyStore;

/// What is asked of the list; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModerationQuery {
    /// Any of these matters.
    pub matters: Vec<Matter>,
    /// Standing in any of these ways.
    pub outcomes: Vec<CaseOutcome>,
    /// About any of these clusters.
    pub clusters: Vec<ClusterId>,
    /// Came at this instant or later.
    pub since: Option<Timestamp>,
    /// Came at this instant or earlier.
    pub until: Option<Timestamp>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModerationList {
    /// The cases of this page, the last that came first.
    pub items: Vec<CaseShown>,
    /// How many match.
    pub total: usize,
    /// How many of those are decided.
    pub decided: usize,
    /// Half of the decided ones took no more working days than so many.
    pub median_working_days: Option<u32>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseShown {
    /// `application`, `report` or `dispute`.
    pub kind: &'static str,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// Where that was recorded.
    pub received_position: u64,
    /// The cluster it is about; of an application once it is listed.
    pub cluster: Option<NamedCluster>,
    /// The field it is about.
    pub path: Option<String>,
    /// What that field is called.
    pub field: Option<Bilingual>,
    /// The report.
    pub report: Option<String>,
    /// The dispute, by its number at the cluster.
    pub dispute: Option<u64>,
    /// `waiting`; `listed`, `returned`, `withdrawn`; `corrected`, `declined`, `passed_to_cluster`;
    /// `upheld`, `rejected`.
    pub outcome: &'static str,
    /// When it was decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    /// Where that was recorded.
    pub decided_position: Option<u64>,
    /// Why, in words meant for everybody.
    pub reason: Option<String>,
    /// The fields that a return of an application names.
    pub returned_for: Vec<Bilingual>,
    /// The requirements that a return of an application says aren't met.
    pub unmet: Vec<UnmetShown>,
    /// Working days from the day it came to the decision, or to the day looked at while it waits.
    pub working_days: u32,
}

/// A requirement that isn't met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnmetShown {
    /// `minimum`, `not_borne_out`, `right_to_speak` or `already_listed`.
    pub kind: &'static str,
    /// The minimum requirement it is about.
    pub marker: Option<String>,
    /// What that asks for, by the rulebook in force.
    pub label: Option<Bilingual>,
}

/// The cases, kept in memory. They are folded beside the server, part by part, and a reader who is
/// ahead of that folds on.
#[derive(Debug, Default)]
pub struct KeptModeration {
    kept: RwLock<Moderation>,
}

impl KeptModeration {
    /// The cases with every entry up to a position.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn until(
        &self,
        at: Position,
        log: &dyn EventLog,
        keys: &dyn KeyStore,
    ) -> Result<RwLockReadGuard<'_, Moderation>, JournalError> {
        while self.advance(at, log, keys).await? {}
        Ok(self.kept.read().await)
    }

    /// The same with as many of the entries as are there after so long a wait at most.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn within(
        &self,
        patience: Duration,
        at: Position,
        log: &dyn EventLog,
        keys: &dyn KeyStore,
    ) -> Result<RwLockReadGuard<'_, Moderation>, JournalError> {
        let begun = Instant::now();
        while begun.elapsed() < patience && self.advance(at, log, keys).await? {}
        Ok(self.kept.read().await)
    }

    /// Takes a part of what the log has up to a position, applications opened; whether there may be
    /// more. Others read between one part and the next.
    async fn advance(
        &self,
        at: Position,
        log: &dyn EventLog,
        keys: &dyn KeyStore,
    ) -> Result<bool, JournalError> {
        if self.kept.read().await.next() > at {
            return Ok(false);
        }
        let mut cases = self.kept.write().await;
        let entries = log.read(cases.next(), READ_ENTRIES_MAX).await?;
        let is_end = entries.is_empty();
        for entry in entries {
            let recorded = entry.decode()?;
            match recorded.stream.kind() {
                StreamKind::Application(_) => cases.apply(&keys.open(recorded).await),
                _ => cases.apply(&recorded),
            }
        }
        Ok(!is_end && cases.next() <= at)
    }
}

/// Starts to fold cases beside the server; the task ends when its handle is aborted.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
            let next = match app.moderation.until(Position(u64::MAX), log, keys).await {
                Ok(cases) => cases.next(),
                Err(error) => {
                    error!(cause = %error, "can't fold the journal of decisions: {error}");
                    tokio::time::sleep(AFTER_A_FAULT).await;
                    continue;
                }
            };
            if log.wait_past(next).await.is_err() {
                tokio::time::sleep(AFTER_A_FAULT).await;
            }
        }
    })
}

/// How long the fold rests when the log can't be read.
const AFTER_A_FAULT: Duration = Duration::from_secs(30);

impl ModerationList {
    /// No cases.
    pub const fn empty() -> Self {
        Self {
            items: Vec::new(),
            total: 0,
            decided: 0,
            median_working_days: None,
            next_cursor: None,
        }
    }

    /// The cases that match and may be told.
    pub fn of(
        cases: &Moderation,
        query: &ModerationQuery,
        page: &Page,
        today: Date,
        (rulebook, lens): (Option<&Rulebook>, &Lens<'_>),
    ) -> Self {
        let told = cases.at(lens.at).filter(|case| is_told(case, lens) && query.admits(case, lens));
        let mut found: Vec<_> = told.collect();
        found.sort_by_key(|case| std::cmp::Reverse(case.received.position));
        let taken = found.iter().filter(|case| case.decision_at(lens.at).is_some());
        let mut taken: Vec<_> = taken.map(|case| working_days(case, today, lens)).collect();
        taken.sort_unstable();
        let page = page.cut(found);
        let next_cursor = page.next.as_ref().map(ToString::to_string);
        let shown = |case| CaseShown::of(case, today, rulebook, lens);
        Self {
            items: page.items.into_iter().map(shown).collect(),
            total: page.total,
            decided: taken.len(),
            median_working_days: taken.get(taken.len().saturating_sub(1) / 2).copied(),
            next_cursor,
        }
    }
}

/// From the day a case came to its decision, or to today while it waits.
fn working_days(case: &Case, today: Date, lens: &Lens<'_>) -> u32 {
    let decided = case.decision_at(lens.at).map(|decision| lens.day(decision.made.at));
    working_days_between(lens.day(case.received.at), decided.unwrap_or(today))
}

/// Whether everybody may see what a case is about.
fn is_told(case: &Case, lens: &Lens<'_>) -> bool {
    case.path.as_ref().is_none_or(|path| lens.is_public(path))
}

impl ModerationQuery {
    fn admits(&self, case: &Case, lens: &Lens<'_>) -> bool {
        let cluster = case.cluster_at(lens.at);
        (self.matters.is_empty() || self.matters.contains(&case.matter))
            && (self.outcomes.is_empty() || self.outcomes.contains(&case.outcome_at(lens.at)))
            && (self.clusters.is_empty() || cluster.is_some_and(|it| self.clusters.contains(&it)))
            && self.since.is_none_or(|since| since <= case.received.at)
            && self.until.is_none_or(|until| case.received.at <= until)
    }
}

impl CaseShown {
    fn of(case: &Case, today: Date, rulebook: Option<&Rulebook>, lens: &Lens<'_>) -> Self {
        let decision = case.decision_at(lens.at);
        let fields = decision.into_iter().flat_map(|decision| &decision.fields);
        let unmet = decision.into_iter().flat_map(|decision| &decision.unmet);
        Self {
            kind: case.matter.key(),
            received_at: case.received.at,
            received_position: case.received.position.0,
            cluster: case.cluster_at(lens.at).map(|id| NamedCluster::of(id, lens)),
            path: case.path.as_ref().map(ToString::to_string),
            field: case.path.as_ref().map(|path| label(path, lens)),
            report: case.report.map(|id| id.to_string()),
            dispute: case.dispute.map(|number| number.0),
            outcome: case.outcome_at(lens.at).key(),
            decided_at: decision.map(|decision| decision.made.at),
            decided_position: decision.map(|decision| decision.made.position.0),
            reason: reason(case, lens),
            returned_for: fields.map(|named| kind_label(named, lens)).collect(),
            unmet: unmet.map(|unmet| UnmetShown::of(unmet, rulebook)).collect(),
            working_days: working_days(case, today, lens),
        }
    }
}

impl UnmetShown {
    fn of(unmet: &UnmetKind, rulebook: Option<&Rulebook>) -> Self {
        let marker = unmet.marker.as_ref();
        let known = marker.and_then(|id| rulebook?.marker(id.as_str()));
        Self {
            kind: unmet.key,
            marker: marker.map(ToString::to_string),
            label: known.map(|marker| Bilingual::from(&marker.label)),
        }
    }
}

/// The reason as everybody may read it today: of a dispute as its card tells it.
fn reason(case: &Case, lens: &Lens<'_>) -> Option<String> {
    let decision = case.decision_at(lens.at)?;
    let (Some(cluster), Some(number)) = (case.cluster, case.dispute) else {
        return decision.reason.clone();
    };
    let dispute = lens.views.card(cluster)?.disputes.get(&number)?;
    dispute.resolution.as_ref().map(|resolution| resolution.reason.clone())
}

/// What a field is called; its key where no catalogue knows it.
pub fn label(path: &FieldPath, lens: &Lens<'_>) -> Bilingual {
    let known = lens.field(path).map(|field| Bilingual::from(&field.label));
    known.unwrap_or_else(|| Bilingual { ru: Some(path.field.to_string()), en: None })
}

fn kind_label((collection, field): &(Option<Code>, Code), lens: &Lens<'_>) -> Bilingual {
    let item = |collection: &Code| ItemPath {
        collection: collection.clone(),
        item: registry_events::ids::ItemId(1),
    };
    label(&FieldPath { item: collection.as_ref().map(item), field: field.clone() }, lens)
}
