//! Assessment: what a rulebook says of one cluster's facts. `level(facts, edition)` is pure.

use std::collections::BTreeSet;

use registry_events::event::LevelAssessed;
use registry_events::ids::StreamVersion;
use registry_events::level::Level;
use registry_events::value::{Code, Text};

use crate::facts::{FACTS_VERSION, Fact, Facts};
use crate::rulebook::{Given, LevelRule, Rulebook};

/// The outcome for one cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The level that follows; a listed cluster is at least initial.
    pub level: Level,
    /// Markers that are met.
    pub met: BTreeSet<Code>,
    /// Minimum requirements that are open.
    pub open: Vec<Code>,
    /// What each level above the initial one asks for, and what of it holds; lowest first.
    pub levels: Vec<LevelOutcome>,
}

/// How far a cluster is from one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOutcome {
    /// The level.
    pub level: Level,
    /// Whether everything it asks for holds.
    pub reached: bool,
    /// Markers met beyond the minimum.
    pub markers: usize,
    /// How many it asks for.
    pub markers_min: usize,
    /// Its gates.
    pub gates: Vec<GateOutcome>,
    /// Gates of which one of each group is enough.
    pub one_of: Vec<Vec<GateOutcome>>,
    /// Its further conditions.
    pub conditions: Vec<ConditionOutcome>,
}

/// One gate of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateOutcome {
    /// The marker.
    pub marker: Code,
    /// Whether the marker is met.
    pub met: bool,
    /// How well it is corroborated, 0 to 3.
    pub corroboration: i64,
    /// How well it must be.
    pub corroboration_min: i64,
}

/// One further condition of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionOutcome {
    /// Its key.
    pub key: Code,
    /// What it says.
    pub label: Text,
    /// Whether it holds.
    pub holds: bool,
}

impl GateOutcome {
    /// Whether the gate is open to pass.
    pub const fn holds(&self) -> bool {
        self.met && self.corroboration >= self.corroboration_min
    }
}

/// Applies a rulebook to facts.
pub fn assess(rulebook: &Rulebook, facts: &Facts) -> Assessment {
    let given = Given::new(rulebook, facts);
    let holding = rulebook.markers.iter().filter(|marker| marker.when.holds(&given));
    let met: BTreeSet<Code> = holding.map(|marker| marker.id.clone()).collect();
    let minimum = rulebook.markers.iter().filter(|marker| marker.minimum);
    let open: Vec<Code> =
        minimum.map(|marker| &marker.id).filter(|id| !met.contains(*id)).cloned().collect();
    let outcome = |rule| level_outcome(rulebook, rule, facts, &given, &met, open.is_empty());
    let levels: Vec<_> = rulebook.levels.iter().map(outcome).collect();
    let reached = levels.iter().take_while(|level| level.reached).last();
    Assessment { level: reached.map_or(Level::Initial, |level| level.level), met, open, levels }
}

fn level_outcome(
    rulebook: &Rulebook,
    rule: &LevelRule,
    facts: &Facts,
    given: &Given<'_>,
    met: &BTreeSet<Code>,
    minimum_holds: bool,
) -> LevelOutcome {
    let gate = |marker: &Code| GateOutcome {
        marker: marker.clone(),
        met: met.contains(marker),
        corroboration: corroboration(rulebook, marker, facts),
        corroboration_min: rule.corroboration_min,
    };
    let gates: Vec<_> = rule.gates.iter().map(gate).collect();
    let one_of: Vec<Vec<_>> =
        rule.one_of.iter().map(|group| group.iter().map(gate).collect()).collect();
    let conditions = conditions_under(rule, given);
    let markers = counted(rulebook, met);
    let reached = minimum_holds
        && markers >= rule.markers_min
        && gates.iter().all(GateOutcome::holds)
        && one_of.iter().all(|group| group.iter().any(GateOutcome::holds))
        && conditions.iter().all(|condition| condition.holds);
    let markers_min = rule.markers_min;
    LevelOutcome { level: rule.level, reached, markers, markers_min, gates, one_of, conditions }
}

/// How many markers beyond the minimum are met.
fn counted(rulebook: &Rulebook, met: &BTreeSet<Code>) -> usize {
    let beyond = rulebook.markers.iter().filter(|marker| !marker.minimum);
    beyond.filter(|marker| met.contains(&marker.id)).count()
}

fn conditions_under(rule: &LevelRule, given: &Given<'_>) -> Vec<ConditionOutcome> {
    let conditions = rule.conditions.iter().map(|condition| ConditionOutcome {
        key: condition.key.clone(),
        label: condition.label.clone(),
        holds: condition.when.holds(given),
    });
    conditions.collect()
}

fn corroboration(rulebook: &Rulebook, marker: &Code, facts: &Facts) -> i64 {
    let name = rulebook.marker(marker.as_str()).and_then(|marker| marker.corroboration.as_deref());
    match name.and_then(|name| facts.get(name)) {
        Some(Fact::Integer(degree)) => *degree,
        _ => 0,
    }
}

/// The assessment that is recorded for a cluster, folded from its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAssessment {
    /// The version of the event.
    pub version: StreamVersion,
    /// The edition that was applied.
    pub edition: Code,
    /// The level.
    pub level: Level,
    /// Every marker met.
    pub met: BTreeSet<Code>,
}

impl RecordedAssessment {
    /// What is recorded after one more event.
    pub fn after(before: Option<Self>, version: StreamVersion, event: &LevelAssessed) -> Self {
        let mut met = before.map(|before| before.met).unwrap_or_default();
        met.extend(event.gained.iter().cloned());
        met.retain(|marker| !event.lost.contains(marker));
        Self { version, edition: event.edition.clone(), level: event.after, met }
    }
}

/// The event that must be recorded for facts under a rulebook; none when nothing changed.
pub fn assessed(
    rulebook: &Rulebook,
    facts: &Facts,
    before: Option<&RecordedAssessment>,
) -> Option<LevelAssessed> {
    let now = assess(rulebook, facts);
    let nothing = BTreeSet::new();
    let met_before = before.map_or(&nothing, |before| &before.met);
    let gained: Vec<_> = now.met.difference(met_before).cloned().collect();
    let lost: Vec<_> = met_before.difference(&now.met).cloned().collect();
    let same = before
        .is_some_and(|before| before.level == now.level && before.edition == rulebook.edition);
    if same && gained.is_empty() && lost.is_empty() {
        return None;
    }
    Some(LevelAssessed {
        edition: rulebook.edition.clone(),
        facts_version: FACTS_VERSION,
        before: before.map(|before| before.level),
        after: now.level,
        gained,
        lost,
        facts_digest: facts.digest(),
    })
}
