//! What a level asked for and didn't hold at the moment a cluster fell below it: a marker can stay
//! met while its support is gone, and a condition can fail while every marker is met.

use registry_core::assessment::{Assessment, GateOutcome, LevelOutcome, assess};
use registry_core::facts::Facts;
use registry_core::rulebook::Rulebook;
use registry_core::state::ClusterState;
use registry_events::value::Code;
use serde::Serialize;
use utoipa::ToSchema;

use crate::read::parts::Bilingual;
use crate::words::{Said, in_both};

/// One thing that didn't hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LackingShown {
    /// What kind of thing.
    pub kind: LackingKind,
    /// The marker, those of a group with `|` between, or the condition's key; for a number of markers
    /// how many there were and had to be, with `/` between.
    pub key: String,
    /// What it says.
    pub label: Bilingual,
}

/// What a level can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LackingKind {
    /// A minimum requirement or a gate that isn't met.
    Marker,
    /// A gate that is met and too little supported.
    Corroboration,
    /// A group of gates of which none holds.
    OneOf,
    /// The number of markers beyond the minimum.
    Markers,
    /// A condition.
    Condition,
}

/// What the level above the one a cluster has lacks; the folded state is that of the moment.
pub(super) fn of(rulebook: &Rulebook, state: &ClusterState) -> Vec<LackingShown> {
    let assessment = assess(rulebook, &Facts::of(&state.profile));
    let above = assessment.levels.iter().find(|outcome| outcome.level > assessment.level);
    above.map(|outcome| lacking(rulebook, &assessment, outcome)).unwrap_or_default()
}

fn lacking(rulebook: &Rulebook, all: &Assessment, outcome: &LevelOutcome) -> Vec<LackingShown> {
    let open = all.open.iter().map(|id| LackingShown::marker(LackingKind::Marker, id, rulebook));
    let gates = outcome.gates.iter().filter(|gate| !gate.holds());
    let gates = gates.map(|gate| LackingShown::gate(gate, rulebook));
    let groups = outcome.one_of.iter().filter(|group| !group.iter().any(GateOutcome::holds));
    let groups = groups.map(|group| LackingShown::group(group, rulebook));
    let conditions = outcome.conditions.iter().filter(|condition| !condition.holds);
    let conditions = conditions.map(|condition| LackingShown {
        kind: LackingKind::Condition,
        key: condition.key.to_string(),
        label: Bilingual::from(&condition.label),
    });
    open.chain(gates).chain(groups).chain(LackingShown::number(outcome)).chain(conditions).collect()
}

impl LackingShown {
    fn gate(gate: &GateOutcome, rulebook: &Rulebook) -> Self {
        let kind = if gate.met { LackingKind::Corroboration } else { LackingKind::Marker };
        Self::marker(kind, &gate.marker, rulebook)
    }

    fn marker(kind: LackingKind, id: &Code, rulebook: &Rulebook) -> Self {
        let label = rulebook.marker(id.as_str()).map(|marker| Bilingual::from(&marker.label));
        Self { kind, key: id.to_string(), label: label.unwrap_or_default() }
    }

    fn group(group: &[GateOutcome], rulebook: &Rulebook) -> Self {
        let ids: Vec<_> = group.iter().map(|gate| gate.marker.as_str()).collect();
        let label = in_both(|language| {
            let markers = ids.iter().filter_map(|id| rulebook.marker(id));
            let labels = markers.map(|marker| marker.label.in_language_or_other(language));
            labels.collect::<Vec<_>>().join("; ")
        });
        Self { kind: LackingKind::OneOf, key: ids.join("|"), label: label.into() }
    }

    fn number(outcome: &LevelOutcome) -> Option<Self> {
        let (has, asks) = (outcome.markers, outcome.markers_min);
        let of = Said::new("из", "of");
        let label = in_both(|language| format!("{has} {} {asks}", of.get(language)));
        let key = format!("{has}/{asks}");
        (has < asks).then(|| Self { kind: LackingKind::Markers, key, label: label.into() })
    }
}
