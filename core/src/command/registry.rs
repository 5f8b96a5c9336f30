//! The registry itself: opening, editions, re-assessment.

use registry_events::edition::{EditionKind, pieces};
use registry_events::event::{
    AssessmentCorrected, ClusterEvent, EditionAdopted, EditionTextRecorded, RegistryOpened,
};
use registry_events::ids::{ClusterId, Digest, ProposalId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::proposals::check_taken;
use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::editions::{InForce, SHIPPED, Shipped, check, disagreement, is_name};
use crate::rejection::{Problem, Rejection};
use crate::state::Standing;
use crate::world::{Undecided, World};

/// Open a new registry and adopt the editions that ship with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRegistry {
    /// Whether everything in it will be invented.
    pub demonstration: bool,
    /// The IANA name of the zone whose days are the registry's days.
    pub time_zone: String,
}

impl OpenRegistry {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        self.decide_with(&SHIPPED, caller, world)
    }

    /// Decides it with other editions than those that ship.
    pub(crate) fn decide_with(
        &self,
        editions: &[Shipped],
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        if world.registry()?.opened().is_some() {
            return Err(Rejection::conflict("registry.already-open").into());
        }
        let mut draft = Draft::new(world, actor);
        let opened =
            RegistryOpened { demonstration: self.demonstration, time_zone: self.time_zone.clone() };
        draft.record(&StreamId::registry(), opened)?;
        for shipped in editions {
            let edition = Code::literal(shipped.edition);
            adopt(&mut draft, shipped.kind, &edition, shipped.text, Vec::new())?;
        }
        Ok(draft.finish())
    }
}

/// Adopt an edition: from here on it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptEdition {
    /// Of what.
    pub kind: EditionKind,
    /// The edition's name, unique for its kind.
    pub edition: Code,
    /// Its text.
    pub text: String,
    /// The proposals that it takes.
    pub proposals: Vec<ProposalId>,
}

impl AdoptEdition {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        let registry = world.registry()?;
        let in_force = world.in_force()?;
        self.check_text()?;
        self.check_agreement(in_force)?;
        check_taken(world, &self.proposals)?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        if registry.editions().edition(self.kind, self.edition.as_str()).is_some() {
            return Err(Rejection::conflict("edition.already-adopted").into());
        }
        let mut draft = Draft::new(world, actor);
        adopt(&mut draft, self.kind, &self.edition, &self.text, self.proposals.clone())?;
        Ok(draft.finish())
    }

    /// Refuses an edition that names what the others in force don't have, or lacks what they, the
    /// rules or the markers need. A text that doesn't parse was refused before.
    fn check_agreement(&self, in_force: InForce<'_>) -> Result<(), Rejection> {
        let found = disagreement(self.kind, &self.text, in_force);
        let problem = |reason| Problem::new("/text", "edition.disagrees").with(reason);
        found.map_or(Ok(()), |reason| Err(Rejection::Invalid(vec![problem(reason)])))
    }

    /// Refuses a text that isn't an edition, or one of another name: an assessment names its edition
    /// by the text's own.
    fn check_text(&self) -> Result<(), Rejection> {
        let problem = match check(self.kind, &self.text) {
            _ if !is_name(self.edition.as_str()) => {
                Problem::new("/edition", "edition.name-malformed").with(&self.edition)
            }
            Err(error) => Problem::new("/text", "edition.unreadable").with(error.reason),
            Ok(Some(own)) if own != self.edition => {
                let reason = format!("edition = \"{own}\", not \"{}\"", self.edition);
                Problem::new("/edition", "edition.unreadable").with(reason)
            }
            Ok(_) => return Ok(()),
        };
        Err(Rejection::Invalid(vec![problem]))
    }
}

fn adopt(
    draft: &mut Draft<'_>,
    kind: EditionKind,
    edition: &Code,
    text: &str,
    proposals: Vec<ProposalId>,
) -> Result<(), Undecided> {
    let registry = StreamId::registry();
    let digest = Digest::of(text.as_bytes());
    let pieces = pieces(text);
    let count = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    for (index, piece) in (0..).zip(pieces) {
        let recorded = EditionTextRecorded { digest, index, count, text: piece.into() };
        draft.record(&registry, recorded)?;
    }
    draft.record(&registry, EditionAdopted { kind, edition: edition.clone(), digest, proposals })
}

/// Assess a cluster under the rulebook in force; nothing is recorded when nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reassess {
    /// The cluster.
    pub cluster: ClusterId,
}

impl Reassess {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        if world.cluster(self.cluster)?.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        let actor = access.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        draft.assess_by_edition(self.cluster)?;
        let decision = draft.finish();
        if decision.parts.is_empty() {
            return Err(Rejection::conflict("assessment.unchanged").into());
        }
        Ok(decision)
    }
}

/// Note that a recorded assessment differs from what its edition says, and why; where another level
/// is due now, it is recorded with the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectAssessment {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of its `LevelAssessed`.
    pub assessment: StreamVersion,
    /// Why it was wrong.
    pub reason: String,
}

impl CorrectAssessment {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        if !world.cluster(self.cluster)?.assessments.contains(&self.assessment) {
            return Err(Rejection::NotFound("assessment").into());
        }
        check_reason("/reason", &self.reason)?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        let reason = as_said(&self.reason);
        let corrected = AssessmentCorrected { assessment: self.assessment, reason };
        draft.record(
            &StreamId::cluster(self.cluster),
            ClusterEvent::AssessmentCorrected(corrected),
        )?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }
}
