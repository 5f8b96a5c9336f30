//! The status history of a level: every assessment as it was recorded, and the periods it makes.
//!
//! Nothing is judged again here: what an edition made of the facts stands in the event.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use registry_events::edition::EditionKind;
use registry_events::event::{AssessmentCorrected, LevelAssessed};
use registry_events::ids::{Digest, Position, StreamVersion};
use registry_events::level::Level;
use registry_events::value::Code;
use serde::Serialize;

use crate::editions::Adoption;
use crate::history::HistoryLine;
use crate::place::Place;

/// One assessment of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// Where and when it was recorded.
    pub place: Place,
    /// The rulebook's edition.
    pub edition: Code,
    /// The version of the facts document.
    pub facts_version: u32,
    /// The level before; none at listing.
    pub before: Option<Level>,
    /// The level after.
    pub after: Level,
    /// Markers met now and not before, in the rulebook's order.
    pub gained: Vec<Code>,
    /// Markers met before and not now, in the same order.
    pub lost: Vec<Code>,
    /// BLAKE3 of the facts.
    pub facts_digest: Digest,
    /// The event that brought it about, when the entry names one of this stream or an adoption.
    pub cause: Option<Cause>,
    /// Why it was found to be wrong later, when it was.
    pub corrected: Option<Correction>,
}

/// The event that brought an assessment about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Its type.
    pub event_type: &'static str,
    /// Where it stands, and who acted.
    pub place: Place,
    /// Which edition came into force, where that brought it about.
    pub edition: Option<(EditionKind, Code)>,
}

/// The finding that an assessment was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// Where it was recorded.
    pub place: Place,
    /// Why the assessment was wrong.
    pub reason: String,
}

/// A time during which the level stayed the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The level.
    pub level: Level,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none while it lasts.
    pub until: Option<Timestamp>,
    /// The assessment that began it, with position, edition, cause and markers.
    pub assessment: Arc<Assessment>,
}

/// The assessments of one cluster, newest last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Levels {
    assessments: Vec<Arc<Assessment>>,
}

impl Assessment {
    pub(crate) fn new(place: &Place, assessed: &LevelAssessed, cause: Option<Cause>) -> Self {
        Self {
            place: place.clone(),
            edition: assessed.edition.clone(),
            facts_version: assessed.facts_version,
            before: assessed.before,
            after: assessed.after,
            gained: assessed.gained.clone(),
            lost: assessed.lost.clone(),
            facts_digest: assessed.facts_digest,
            cause,
            corrected: None,
        }
    }
}

impl Cause {
    pub(crate) fn of(line: &HistoryLine) -> Self {
        Self { event_type: line.event_type, place: line.place.clone(), edition: None }
    }

    pub(crate) fn of_adoption(adoption: &Adoption) -> Self {
        let Adoption { position, version, recorded_at, .. } = *adoption;
        let actor = Arc::clone(&adoption.actor);
        Self {
            event_type: "EditionAdopted",
            place: Place { position, version, recorded_at, actor },
            edition: Some((adoption.kind, adoption.edition.clone())),
        }
    }
}

impl Levels {
    /// Every assessment, newest last.
    pub fn assessments(&self) -> &[Arc<Assessment>] {
        &self.assessments
    }

    /// The last assessment at a position.
    pub fn at(&self, position: Position) -> Option<&Arc<Assessment>> {
        self.until(position).last()
    }

    /// The periods as they were known at a position, oldest first.
    pub fn periods(&self, position: Position) -> Vec<Period> {
        let mut periods: Vec<Period> = Vec::new();
        for assessment in self.until(position) {
            if periods.last().is_some_and(|last| last.level == assessment.after) {
                continue;
            }
            let since = assessment.place.recorded_at;
            if let Some(last) = periods.last_mut() {
                last.until = Some(since);
            }
            let assessment = Arc::clone(assessment);
            periods.push(Period { level: assessment.after, since, until: None, assessment });
        }
        periods
    }

    /// Every marker that was recorded as met at a position.
    pub fn met_at(&self, position: Position) -> BTreeSet<Code> {
        let mut met = BTreeSet::new();
        for assessment in self.until(position) {
            met.extend(assessment.gained.iter().cloned());
            met.retain(|marker| !assessment.lost.contains(marker));
        }
        met
    }

    /// Whether a marker was recorded as met at a position.
    pub fn is_met(&self, marker: &str, position: Position) -> bool {
        let named = |codes: &[Code]| codes.iter().any(|code| code.as_str() == marker);
        let last = self.until(position).iter().rev().find_map(|assessment| {
            let gained = named(&assessment.gained);
            (gained || named(&assessment.lost)).then_some(gained)
        });
        last.unwrap_or_default()
    }

    fn until(&self, position: Position) -> &[Arc<Assessment>] {
        let after = self.assessments.partition_point(|one| one.place.position <= position);
        &self.assessments[..after]
    }

    pub(crate) fn assess(&mut self, assessment: Assessment) -> Arc<Assessment> {
        let assessment = Arc::new(assessment);
        self.assessments.push(Arc::clone(&assessment));
        assessment
    }

    pub(crate) fn correct(&mut self, place: &Place, corrected: &AssessmentCorrected) {
        if let Some(assessment) = self.version_mut(corrected.assessment) {
            let reason = corrected.reason.clone();
            assessment.corrected = Some(Correction { place: place.clone(), reason });
        }
    }

    fn version_mut(&mut self, version: StreamVersion) -> Option<&mut Assessment> {
        let found = self.assessments.iter_mut().find(|one| one.place.version == version);
        found.map(Arc::make_mut)
    }
}
