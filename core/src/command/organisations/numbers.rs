//! Numbers of organisations: dated, and each the number of one living organisation at most.
//!
//! Who has a number stands in the number's own stream, so that of two that claim it at once only
//! one gets it. A sole trader is known by the ОГРНИП; the tax number is a person's, is sealed when
//! it is written, and is held by no stream.

use jiff::civil::Date;
use registry_events::dictionary::Dictionaries;
use registry_events::event::{
    IdentifierRecorded, IdentifierReleased, IdentifierRetired, IdentifierTaken,
};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, NamedOrganisation};

use super::{check_day, check_living, invalid, registered};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::OrganisationState;
use crate::world::{Undecided, World};

/// Record that an organisation has a further number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordIdentifier {
    /// Whose.
    pub organisation: OrganisationId,
    /// The number, in the clear also where it is a person's.
    pub identifier: Identifier,
    /// Since when in the world, where that is known.
    pub since: Option<Date>,
}

impl RecordIdentifier {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let stream = StreamId::organisation(self.organisation);
        let number = self.identifier.stream();
        let streams = [StreamId::access(), stream.clone()].into_iter();
        world.need(streams.chain(number.clone()))?;
        let organisation = registered(world, self.organisation)?;
        self.check_body(world, organisation)?;
        if let Some(country) = unknown_country([&self.identifier], world.in_force()?.dictionaries) {
            return Err(invalid(Problem { pointer: "/identifier".into(), ..country }).into());
        }
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_living(organisation)?;
        self.check_free(world, organisation)?;

        let mut draft = Draft::new(world, actor);
        let (identifier, since) = (self.identifier.clone(), self.since);
        draft.record(&stream, IdentifierRecorded { identifier, since })?;
        if let Some(number) = number {
            let organisation = self.organisation;
            draft.record(&number, IdentifierTaken { organisation })?;
        }
        Ok(draft.finish())
    }

    fn check_body(&self, world: &World, organisation: &OrganisationState) -> Result<(), Rejection> {
        let held = organisation.current_identifiers().map(|dated| &dated.identifier);
        let code = match self.identifier {
            Identifier::SealedInn(_) => Some("inn.personal"),
            _ => problem_of_all(held.chain([&self.identifier])),
        };
        if let Some(code) = code {
            return Err(invalid(Problem::new("/identifier", code)));
        }
        self.since.map_or(Ok(()), |since| check_day(world, "/since", since))
    }

    /// The number is nobody's; of a person's it can only be told that there is none yet.
    fn check_free(&self, world: &World, state: &OrganisationState) -> Result<(), Undecided> {
        let Some(number) = self.identifier.stream() else {
            let has_one = state.current_identifiers().any(|dated| dated.identifier.is_personal());
            return refuse_if(has_one, "identifier.already-recorded");
        };
        let holder = world.holding(&number)?.organisation;
        refuse_if(holder == Some(self.organisation), "identifier.already-recorded")?;
        refuse_if(holder.is_some(), "identifier.taken")
    }
}

/// Record that a number is an organisation's own no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetireIdentifier {
    /// Whose.
    pub organisation: OrganisationId,
    /// The number; a sealed one just as the organisation has it.
    pub identifier: Identifier,
    /// The last day it had it.
    pub until: Date,
}

impl RetireIdentifier {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let stream = StreamId::organisation(self.organisation);
        let streams = [StreamId::access(), stream.clone()].into_iter();
        world.need(streams.chain(self.identifier.stream()))?;
        let organisation = registered(world, self.organisation)?;
        let Some(held) = organisation.current(&self.identifier) else {
            return Err(Rejection::NotFound("identifier").into());
        };
        check_day(world, "/until", self.until)?;
        if held.since.is_some_and(|since| self.until < since) {
            return Err(invalid(Problem::new("/until", "identifier.ends-before-it-begins")).into());
        }
        if let Some(first) = first_day(&self.identifier).filter(|first| self.until < *first) {
            let problem = Problem::new("/until", "identifier.ends-before-numbers").with(first);
            return Err(invalid(problem).into());
        }
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        refuse_if(is_last(organisation, &self.identifier), "identifier.last")?;

        let mut draft = Draft::new(world, actor);
        retire(&mut draft, self.organisation, &self.identifier, self.until)?;
        Ok(draft.finish())
    }
}

/// The first day on which there can have been a number: tax numbers began with 1993, and a number of the
/// state register names the year of its record. Since when another country's is isn't known.
fn first_day(identifier: &Identifier) -> Option<Date> {
    let year = match identifier {
        Identifier::Ogrn(_) => {
            let named = identifier.number()?.get(1..3)?;
            2000 + named.parse::<i16>().ok()?
        }
        Identifier::Inn(_) | Identifier::SealedInn(_) => TAX_NUMBERS_SINCE,
        Identifier::Foreign(_) => return None,
    };
    Date::new(year, 1, 1).ok()
}

/// The year with which tax numbers began.
const TAX_NUMBERS_SINCE: i16 = 1993;

/// An organisation is found by its numbers, so it keeps one that finds it.
fn is_last(organisation: &OrganisationState, retired: &Identifier) -> bool {
    let mut others =
        organisation.current_identifiers().filter(|dated| dated.identifier != *retired);
    !others.any(|dated| dated.identifier.stream().is_some())
}

fn refuse_if(refused: bool, code: &'static str) -> Result<(), Undecided> {
    if refused { Err(Rejection::conflict(code).into()) } else { Ok(()) }
}

/// Takes a number from an organisation and gives it free, in one commit.
pub(super) fn retire(
    draft: &mut Draft<'_>,
    organisation: OrganisationId,
    identifier: &Identifier,
    until: Date,
) -> Result<(), Undecided> {
    let retired = IdentifierRetired { identifier: identifier.clone(), until };
    draft.record(&StreamId::organisation(organisation), retired)?;
    identifier
        .stream()
        .map_or(Ok(()), |number| draft.record(&number, IdentifierReleased { organisation }))
}

/// The key of the dictionary of countries.
const COUNTRIES: &str = "country";

/// A country that isn't there, of a number in its register.
pub(crate) fn unknown_country<'i>(
    identifiers: impl IntoIterator<Item = &'i Identifier>,
    dictionaries: &Dictionaries,
) -> Option<Problem> {
    dictionaries.dictionary(COUNTRIES)?;
    let mut countries = identifiers.into_iter().filter_map(|identifier| match identifier {
        Identifier::Foreign(foreign) => Some(foreign.country()),
        _ => None,
    });
    let unknown =
        countries.find(|country| dictionaries.term(COUNTRIES, country.as_str()).is_none())?;
    Some(Problem::new("", "code.unknown").with(unknown).with(COUNTRIES))
}

/// What is wrong with the numbers by which an organisation is named.
pub(crate) fn problem_of_numbers(named: &NamedOrganisation) -> Option<&'static str> {
    let sealed = |one: &Identifier| matches!(one, Identifier::SealedInn(_));
    if named.identifiers.iter().any(sealed) {
        return Some("inn.personal");
    }
    problem_of_all(named.identifiers.iter())
}

/// A person's tax number goes with an ОГРНИП and with nothing else; an ОГРНИП with no other.
fn problem_of_all<'a>(identifiers: impl Iterator<Item = &'a Identifier>) -> Option<&'static str> {
    let (mut person, mut sole_trader, mut entity) = (false, false, false);
    for identifier in identifiers {
        match identifier {
            Identifier::Ogrn(ogrn) if ogrn.is_sole_traders() => sole_trader = true,
            one if one.is_personal() => person = true,
            Identifier::Inn(_) | Identifier::Ogrn(_) | Identifier::SealedInn(_) => entity = true,
            Identifier::Foreign(_) => {}
        }
    }
    match (person, sole_trader, entity) {
        (true, _, true) | (_, true, true) => Some("organisation.numbers-mixed"),
        (true, false, false) => Some("inn.personal"),
        _ => None,
    }
}
