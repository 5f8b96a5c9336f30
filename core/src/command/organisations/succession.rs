//! One organisation follows another: by merger, accession, division, spin-off or transformation.
//!
//! Both ends are recorded in one commit. The one before ends, but for a spin-off, and gives its
//! numbers up; those that pass over become the new one's at once. Nobody who ended can follow or
//! be followed, so no chain leads back into itself; only a division is told once for each part.
//! Memberships stay as they are until their clusters state them anew.

use jiff::civil::Date;
use registry_events::claim::Evidence;
use registry_events::event::{
    IdentifierRecorded, IdentifierTaken, OrganisationSucceeded, PredecessorRecorded,
};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Identifier, NamedOrganisation};

use super::super::check_evidence;
use super::numbers::retire;
use super::{Roster, check_day, invalid, problem_of_numbers, registered};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::OrganisationState;
use crate::world::{Undecided, World};

/// The dictionary of the forms.
const FORMS: &str = "organisation_succession";
/// The form whose parts follow one after the other.
const DIVISION: &str = "division";

/// Record that one organisation followed another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SucceedOrganisation {
    /// The organisation before.
    pub predecessor: OrganisationId,
    /// The organisation that follows.
    pub successor: Successor,
    /// A term of dictionary `organisation_succession`.
    pub form: Code,
    /// The day of the reorganisation.
    pub on: Date,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Numbers of the one before that the new one has from that day on.
    pub passing: Vec<Identifier>,
}

/// The organisation that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Successor {
    /// One that the registry knows.
    Known(OrganisationId),
    /// By name and numbers, those that pass over may be among them; it may be new.
    Named(NamedOrganisation),
}

impl SucceedOrganisation {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let stream = StreamId::organisation(self.predecessor);
        world.need([StreamId::access(), StreamId::registry(), stream])?;
        let predecessor = registered(world, self.predecessor)?;
        let held = predecessor.current_identifiers().filter_map(|one| one.identifier.stream());
        world.need(held)?;
        self.check_body(world, predecessor)?;
        let (successor, roster) = self.successor(world)?;
        if successor == self.predecessor {
            return Err(invalid(Problem::new("/successor", "succession.into-itself")).into());
        }
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        self.check_ends(world, predecessor, successor, &roster)?;

        let mut draft = Draft::new(world, actor);
        self.end_predecessor(&mut draft, predecessor, successor)?;
        roster.record(&mut draft)?;
        self.begin_successor(&mut draft, successor)?;
        Ok(draft.finish())
    }

    fn check_body(&self, world: &World, predecessor: &OrganisationState) -> Result<(), Undecided> {
        if world.in_force()?.dictionaries.term(FORMS, self.form.as_str()).is_none() {
            let problem = Problem::new("/form", "code.unknown").with(&self.form).with(FORMS);
            return Err(invalid(problem).into());
        }
        check_day(world, "/on", self.on)?;
        check_evidence("/evidence", &self.evidence)?;
        for (index, identifier) in self.passing.iter().enumerate() {
            let twice = self.passing[..index].contains(identifier);
            if let Some(code) = problem_of_passing(predecessor, identifier, twice) {
                return Err(invalid(Problem::new(format!("/passing/{index}"), code)).into());
            }
        }
        Ok(())
    }

    /// Who follows, and what is to be recorded of it when it is new.
    fn successor(&self, world: &World) -> Result<(OrganisationId, Roster), Undecided> {
        let unknown = |code| invalid(Problem::new("/successor", code));
        let named = match &self.successor {
            Successor::Known(id) if world.organisation(*id)?.registered.is_some() => {
                return Ok((*id, Roster::default()));
            }
            Successor::Known(id) => {
                let problem = Problem::new("/successor", "organisation.unknown").with(id);
                return Err(invalid(problem).into());
            }
            Successor::Named(named) => named,
        };
        if let Some(code) = problem_of_numbers(named) {
            return Err(unknown(code).into());
        }
        let own = self.without_passing(named);
        if own.identifiers.is_empty() && !named.identifiers.is_empty() {
            let roster = Roster::registering(world, &own)?;
            let id = roster.only_new().ok_or_else(|| unknown("organisation.identifier-needed"))?;
            return Ok((id, roster));
        }
        let roster = Roster::of(world, &[&own])?;
        let id = roster.find(&own).map_err(unknown)?;
        Ok((id, roster))
    }

    /// The successor as it is named by numbers of its own.
    fn without_passing(&self, named: &NamedOrganisation) -> NamedOrganisation {
        let own = named.identifiers.iter().filter(|one| !self.passing.contains(one));
        NamedOrganisation { name: named.name.clone(), identifiers: own.cloned().collect() }
    }

    /// Both must live; only a division goes on after its first part.
    fn check_ends(
        &self,
        world: &World,
        predecessor: &OrganisationState,
        successor: OrganisationId,
        roster: &Roster,
    ) -> Result<(), Undecided> {
        let divided = Some((Code::literal(DIVISION), self.on));
        let further = self.form.as_str() == DIVISION && predecessor.ended == divided;
        let again = predecessor.followed_by.contains(&(successor, self.form.clone()));
        if again || !(predecessor.is_living() || further) {
            return Err(Rejection::conflict("succession.already-recorded").into());
        }
        let is_new = roster.only_new() == Some(successor);
        if is_new || world.organisation(successor)?.is_living() {
            return Ok(());
        }
        Err(Rejection::conflict("succession.successor-not-living").into())
    }

    fn end_predecessor(
        &self,
        draft: &mut Draft<'_>,
        predecessor: &OrganisationState,
        successor: OrganisationId,
    ) -> Result<(), Undecided> {
        let succeeded = OrganisationSucceeded {
            successor,
            form: self.form.clone(),
            on: self.on,
            evidence: self.evidence.clone(),
        };
        let ends = succeeded.ends_predecessor();
        // It has its numbers to the end of the day before.
        let last_day = self.on.yesterday().unwrap_or(self.on);
        for dated in predecessor.current_identifiers() {
            if ends || self.passing.contains(&dated.identifier) {
                let until = dated.since.map_or(last_day, |since| since.max(last_day));
                retire(draft, self.predecessor, &dated.identifier, until)?;
            }
        }
        draft.record(&StreamId::organisation(self.predecessor), succeeded)
    }

    fn begin_successor(
        &self,
        draft: &mut Draft<'_>,
        organisation: OrganisationId,
    ) -> Result<(), Undecided> {
        let stream = StreamId::organisation(organisation);
        let (predecessor, form, on) = (self.predecessor, self.form.clone(), self.on);
        draft.record(&stream, PredecessorRecorded { predecessor, form, on })?;
        for identifier in &self.passing {
            let recorded =
                IdentifierRecorded { identifier: identifier.clone(), since: Some(self.on) };
            draft.record(&stream, recorded)?;
            if let Some(number) = identifier.stream() {
                draft.record(&number, IdentifierTaken { organisation })?;
            }
        }
        Ok(())
    }
}

/// A number passes over when the one before has it and it is no person's.
fn problem_of_passing(
    predecessor: &OrganisationState,
    identifier: &Identifier,
    twice: bool,
) -> Option<&'static str> {
    if twice {
        Some("list.repeats")
    } else if identifier.is_personal() {
        Some("succession.personal-number")
    } else if predecessor.current(identifier).is_none() {
        Some("succession.number-not-held")
    } else {
        None
    }
}
