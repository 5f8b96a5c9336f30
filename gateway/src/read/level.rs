//! The level of a cluster: every marker with what it rests on, how far the next level is, and the
//! history of levels with who confirmed each.
//!
//! The level itself is the recorded one. Why a marker is met is computed by the rules from the
//! cluster's stream, under the edition that was applied.

mod ahead;
mod lacking;
mod markers;
mod missing;
mod past;
mod reminders;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::assessment::{Assessment, GateOutcome, LevelOutcome, assess};
use registry_core::editions::RegistryState;
use registry_core::facts::Facts;
use registry_core::rulebook::Rulebook;
use registry_core::state::ClusterState;
use registry_events::entry::Recorded;
use registry_events::ids::ClusterId;
use registry_projections::levels::{Assessment as Assessed, Period};
use serde::Serialize;
use utoipa::ToSchema;

pub use lacking::{LackingKind, LackingShown};
pub use markers::{BECAUSE_MAX, BecauseShown, BlockShown, MarkerShown, MarkerState};
pub use missing::{MissingShown, NextLevel, heading};
pub use past::{CauseKind, CauseShown, EditionNamed, PeriodShown};
pub use reminders::{ReminderKind, ReminderShown};

use super::basis::Trail;
use super::lens::Lens;
use super::parts::Bilingual;

/// Where a cluster stands on the way from level to level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelAnswer {
    /// The cluster.
    pub id: String,
    /// Its level: `initial`, `medium` or `high`; null until it was assessed.
    pub level: Option<&'static str>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// The place of the last assessment in the log.
    pub assessed_position: Option<u64>,
    /// The rulebook's edition of the last assessment.
    pub edition: Option<String>,
    /// One row per marker of the edition, in its order.
    pub markers: Vec<MarkerShown>,
    /// How many markers of each block are met.
    pub blocks: Vec<BlockShown>,
    /// Markers in numbers.
    pub counts: CountsShown,
    /// What each level above the initial one asks for, and what of it holds.
    pub levels: Vec<LevelAsks>,
    /// What is missing for the next level; null at the highest one.
    pub next: Option<NextLevel>,
    /// What runs out within 90 or 30 days unless somebody acts, the soonest first.
    pub reminders: Vec<ReminderShown>,
    /// The times of one level each, newest first, with what each rested on when it began.
    pub history: Vec<PeriodShown>,
}

/// Markers in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct CountsShown {
    /// Minimum requirements met.
    pub minimum_met: usize,
    /// Minimum requirements of the edition.
    pub minimum_total: usize,
    /// Further markers met.
    pub additional_met: usize,
    /// Further markers of the edition.
    pub additional_total: usize,
}

/// What one level asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelAsks {
    /// `medium` or `high`.
    pub level: &'static str,
    /// Whether all of it holds.
    pub reached: bool,
    /// Markers met beyond the minimum.
    pub markers: usize,
    /// How many it asks for.
    pub markers_min: usize,
    /// The markers that must be among them.
    pub gates: Vec<GateShown>,
    /// Groups of markers of which one must be among them, a gate like the others.
    pub one_of: Vec<Vec<GateShown>>,
    /// What else must hold.
    pub conditions: Vec<ConditionShown>,
}

/// A marker that a level can't do without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GateShown {
    /// The marker.
    pub marker: String,
    /// Whether the marker is met and supported well enough.
    pub holds: bool,
    /// Whether the marker is met.
    pub met: bool,
    /// How well it is supported.
    pub corroboration: &'static str,
    /// How well it must be.
    pub corroboration_min: &'static str,
}

/// A condition beyond markers and gates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConditionShown {
    /// Its key.
    pub key: String,
    /// What it says.
    pub label: Bilingual,
    /// Whether it holds.
    pub holds: bool,
}

/// What the answer is made from.
pub struct Given<'g> {
    /// The cluster.
    pub cluster: ClusterId,
    /// Its stream from the beginning to the lens's position.
    pub stream: &'g [Recorded],
    /// The editions.
    pub registry: &'g RegistryState,
    /// The views.
    pub lens: Lens<'g>,
    /// The registry's day.
    pub today: Date,
    /// The most claims that are named of each marker.
    pub named_max: usize,
    /// Whether entries can be proven.
    pub prove: bool,
}

/// The facts of a cluster under a rulebook, ready to be asked.
pub(crate) struct Now<'g> {
    pub(crate) rulebook: &'g Rulebook,
    pub(crate) state: &'g ClusterState,
    pub(crate) facts: Facts,
    /// The facts if every claim counted, those that lapsed or are disputed too.
    pub(crate) counted: Facts,
    pub(crate) assessment: Assessment,
    pub(crate) trail: &'g Trail,
    pub(crate) lens: Lens<'g>,
    pub(crate) today: Date,
    pub(crate) named_max: usize,
}

/// Makes the answer; the same for the same entries.
pub fn answer(given: &Given<'_>) -> LevelAnswer {
    let periods = periods(given);
    let (trail, history) = past::walk(given, &periods);
    let last = last(given);
    let current = periods.last();
    let mut answer = LevelAnswer {
        id: given.cluster.to_string(),
        level: current.map(|period| period.level.key()),
        since: current.map(|period| period.since),
        assessed_position: last.map(|assessment| assessment.place.position.0),
        edition: last.map(|assessment| assessment.edition.to_string()),
        markers: Vec::new(),
        blocks: Vec::new(),
        counts: CountsShown::default(),
        levels: Vec::new(),
        next: None,
        reminders: Vec::new(),
        history,
    };
    let edition = last.map(|assessment| assessment.edition.as_str());
    let rulebook = edition.and_then(|edition| given.registry.rulebook_of(edition));
    if let (Some(rulebook), Some(state)) = (rulebook, trail.cluster()) {
        let facts = Facts::of(&state.profile);
        let counted = Facts::of(&state.profile.with_all_counted());
        let assessment = assess(&rulebook, &facts);
        let (rulebook, trail, named_max) = (&rulebook, &trail, given.named_max);
        let (lens, today) = (given.lens, given.today);
        answer.take(&Now {
            rulebook,
            state,
            facts,
            counted,
            assessment,
            trail,
            lens,
            today,
            named_max,
        });
    }
    answer
}

fn periods(given: &Given<'_>) -> Vec<Period> {
    let levels = given.lens.views.levels(given.cluster);
    levels.map(|levels| levels.periods(given.lens.at)).unwrap_or_default()
}

fn last<'g>(given: &Given<'g>) -> Option<&'g Assessed> {
    given.lens.views.levels(given.cluster)?.at(given.lens.at).map(AsRef::as_ref)
}

impl LevelAnswer {
    fn take(&mut self, now: &Now<'_>) {
        self.markers = markers::all(now);
        self.blocks = markers::blocks(now);
        self.counts = CountsShown::of(now);
        self.levels = now.assessment.levels.iter().map(LevelAsks::from).collect();
        self.next = missing::next(now);
        self.reminders = reminders::all(now);
    }
}

impl CountsShown {
    fn of(now: &Now<'_>) -> Self {
        let mut counts = Self::default();
        for marker in &now.rulebook.markers {
            let met = usize::from(now.assessment.met.contains(&marker.id));
            if marker.minimum {
                counts.minimum_met += met;
                counts.minimum_total += 1;
            } else {
                counts.additional_met += met;
                counts.additional_total += 1;
            }
        }
        counts
    }
}

impl From<&LevelOutcome> for LevelAsks {
    fn from(outcome: &LevelOutcome) -> Self {
        let gates = |gates: &[GateOutcome]| gates.iter().map(GateShown::from).collect();
        let conditions = outcome.conditions.iter().map(|condition| ConditionShown {
            key: condition.key.to_string(),
            label: Bilingual::from(&condition.label),
            holds: condition.holds,
        });
        Self {
            level: outcome.level.key(),
            reached: outcome.reached,
            markers: outcome.markers,
            markers_min: outcome.markers_min,
            gates: gates(&outcome.gates),
            one_of: outcome.one_of.iter().map(|group| gates(group)).collect(),
            conditions: conditions.collect(),
        }
    }
}

impl From<&GateOutcome> for GateShown {
    fn from(gate: &GateOutcome) -> Self {
        Self {
            marker: gate.marker.to_string(),
            holds: gate.holds(),
            met: gate.met,
            corroboration: degree_key(gate.corroboration),
            corroboration_min: degree_key(gate.corroboration_min),
        }
    }
}

/// The key of a degree that facts carry as a number.
fn degree_key(degree: i64) -> &'static str {
    use registry_events::claim::Corroboration as C;
    let degrees = [C::SelfDeclared, C::Documented, C::PartiallyCorroborated, C::FullyCorroborated];
    let found = degrees.into_iter().find(|known| known.degree() == degree);
    found.unwrap_or_default().key()
}
