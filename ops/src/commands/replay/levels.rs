//! Clusters and editions folded side by side, and each assessment compared with what follows anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use registry_core::assessment::{Assessment, assess, assessed};
use registry_core::facts::{FACTS_VERSION, Facts};
use registry_core::state::{ClusterState, Loaded, Standing, StreamState};
use registry_events::entry::Recorded;
use registry_events::event::{ClusterEvent, Event, LevelAssessed};
use registry_events::ids::{ClusterId, Position, StreamVersion};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::Code;

/// What the assessments of a log are found to be.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) assessments: u64,
    pub(super) agreeing: u64,
    /// Differing, and named by a later correction.
    pub(super) corrected: u64,
    pub(super) differing: Vec<Difference>,
}

/// An assessment that differs from what follows anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    cluster: ClusterId,
    version: StreamVersion,
    position: Position,
    reason: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cluster, version, position, reason } = self;
        write!(f, "cluster {cluster}, version {version}, position {position}: {reason}")
    }
}

/// The streams an assessment follows from.
pub(super) struct Levels {
    registry: Loaded,
    clusters: HashMap<ClusterId, Loaded>,
    touched: BTreeSet<ClusterId>,
    differing: BTreeMap<(ClusterId, StreamVersion), Difference>,
    corrected: BTreeSet<(ClusterId, StreamVersion)>,
    tally: Tally,
}

impl Default for Levels {
    fn default() -> Self {
        Self {
            registry: Loaded::empty(&StreamId::registry()),
            clusters: HashMap::new(),
            touched: BTreeSet::new(),
            differing: BTreeMap::new(),
            corrected: BTreeSet::new(),
            tally: Tally::default(),
        }
    }
}

impl Levels {
    /// Takes the next entry of the log, whatever it is.
    pub(super) fn take(&mut self, recorded: &Recorded) {
        match recorded.stream.kind() {
            StreamKind::Registry => self.registry.evolve(recorded),
            StreamKind::Cluster(cluster) => self.take_of_cluster(cluster, recorded),
            _ => {}
        }
        if recorded.index + 1 == recorded.count {
            for cluster in std::mem::take(&mut self.touched) {
                self.look_for_missing(cluster, recorded.position);
            }
        }
    }

    /// A commit that changes an outcome carries its assessment; one that doesn't is a difference.
    fn look_for_missing(&mut self, cluster: ClusterId, position: Position) {
        let Some(loaded) = self.clusters.get(&cluster) else { return };
        let version = loaded.version;
        if let Some(reason) = self.missing(cluster, loaded) {
            let difference = Difference { cluster, version, position, reason };
            self.differing.insert((cluster, version), difference);
        }
    }

    fn missing(&self, cluster: ClusterId, loaded: &Loaded) -> Option<String> {
        let StreamState::Cluster(state) = loaded.state.as_ref() else { return None };
        let StreamState::Registry(registry) = self.registry.state.as_ref() else { return None };
        if !matches!(state.standing, Standing::Listed | Standing::Suspended) {
            return None;
        }
        let Some(last) = &state.assessment else {
            return Some("the cluster is listed and was never assessed".into());
        };
        // What differs already is told once, and what was corrected is explained.
        let known = (cluster, last.version);
        let told = self.differing.contains_key(&known) || self.corrected.contains(&known);
        if told || loaded.newer_than_program {
            return None;
        }
        let rulebook = registry.rulebook_of(last.edition.as_str())?;
        let due = assessed(&rulebook, &Facts::of(&state.profile), Some(last))?;
        let after = due.after.key();
        Some(format!("an assessment is due and none was recorded; the level would be {after}"))
    }

    pub(super) fn finish(self) -> Tally {
        Tally { differing: self.differing.into_values().collect(), ..self.tally }
    }

    /// An assessment is compared with the cluster as it stands before the assessment itself.
    fn take_of_cluster(&mut self, cluster: ClusterId, recorded: &Recorded) {
        let empty = || Loaded::empty(&recorded.stream);
        self.clusters.entry(cluster).or_insert_with(empty);
        match recorded.event() {
            Some(Event::Cluster(ClusterEvent::LevelAssessed(assessed))) => {
                self.compare(cluster, recorded, assessed);
            }
            Some(Event::Cluster(ClusterEvent::AssessmentCorrected(corrected))) => {
                let assessment = (cluster, corrected.assessment);
                self.tally.corrected += u64::from(self.differing.remove(&assessment).is_some());
                self.corrected.insert(assessment);
            }
            _ => {}
        }
        self.clusters.entry(cluster).or_insert_with(empty).evolve(recorded);
        self.touched.insert(cluster);
    }

    fn compare(&mut self, cluster: ClusterId, recorded: &Recorded, assessed: &LevelAssessed) {
        self.tally.assessments += 1;
        let found = self.clusters.get(&cluster).map(|loaded| self.check(loaded, assessed));
        match found {
            Some(Ok(())) => self.tally.agreeing += 1,
            Some(Err(reason)) => {
                let (version, position) = (recorded.version, recorded.position);
                let difference = Difference { cluster, version, position, reason };
                self.differing.insert((cluster, version), difference);
            }
            None => {}
        }
    }

    fn check(&self, loaded: &Loaded, recorded: &LevelAssessed) -> Result<(), String> {
        if loaded.newer_than_program {
            return Err("a newer program wrote to its stream; recompute with that one".into());
        }
        let edition = recorded.edition.as_str();
        if recorded.facts_version != FACTS_VERSION {
            return Err(format!("its facts are of version {}", recorded.facts_version));
        }
        let StreamState::Registry(registry) = self.registry.state.as_ref() else {
            return Err("the registry's stream isn't one".into());
        };
        let rulebook = registry.rulebook_of(edition);
        let rulebook =
            rulebook.ok_or_else(|| format!("edition {edition} was not adopted by then"))?;
        let StreamState::Cluster(state) = loaded.state.as_ref() else {
            return Err("the cluster's stream isn't one".into());
        };
        let facts = Facts::of(&state.profile);
        let expected = expected(state, &facts, recorded, &assess(&rulebook, &facts));
        differences(recorded, &expected).map_or(Ok(()), Err)
    }
}

/// What the edition's outcome makes of the assessment before it.
fn expected(
    state: &ClusterState,
    facts: &Facts,
    recorded: &LevelAssessed,
    outcome: &Assessment,
) -> LevelAssessed {
    let nothing = BTreeSet::new();
    let before = state.assessment.as_ref();
    let met = before.map_or(&nothing, |before| &before.met);
    LevelAssessed {
        edition: recorded.edition.clone(),
        facts_version: FACTS_VERSION,
        before: before.map(|before| before.level),
        after: outcome.level,
        gained: outcome.met.difference(met).cloned().collect(),
        lost: met.difference(&outcome.met).cloned().collect(),
        facts_digest: facts.digest(),
    }
}

/// What differs, in words; nothing when all is equal.
fn differences(recorded: &LevelAssessed, expected: &LevelAssessed) -> Option<String> {
    let mut told = Vec::new();
    if (recorded.before, recorded.after) != (expected.before, expected.after) {
        let level = |event: &LevelAssessed| {
            let before = event.before.map_or("none", registry_events::level::Level::key);
            format!("{before} to {}", event.after.key())
        };
        told.push(format!("level {} recorded, {} recomputed", level(recorded), level(expected)));
    }
    told.extend(markers("gained", &recorded.gained, &expected.gained));
    told.extend(markers("lost", &recorded.lost, &expected.lost));
    if recorded.facts_digest != expected.facts_digest {
        told.push("the facts have another digest".into());
    }
    (!told.is_empty()).then(|| told.join("; "))
}

fn markers(what: &str, recorded: &[Code], expected: &[Code]) -> Option<String> {
    let names = |codes: &[Code]| codes.iter().map(Code::as_str).collect::<Vec<_>>().join(" ");
    let sets = [recorded, expected].map(|codes| codes.iter().collect::<BTreeSet<_>>());
    (sets[0] != sets[1])
        .then(|| format!("{what} [{}] recorded, [{}] recomputed", names(recorded), names(expected)))
}
