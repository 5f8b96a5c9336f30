//! Organisations: found by their numbers, registered when new, renamed.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::claim::ClaimKind;
use registry_events::event::{IdentifierTaken, OrganisationRegistered, OrganisationRenamed};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, NamedOrganisation, Text, Value};

use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::Rejection;
use crate::world::{Undecided, World};

/// Rename an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameOrganisation {
    /// Which.
    pub organisation: OrganisationId,
    /// The name.
    pub name: Text,
    /// Whether it changed or is corrected.
    pub kind: ClaimKind,
}

impl RenameOrganisation {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        let organisation = world.organisation(self.organisation)?;
        if organisation.registered.is_none() {
            return Err(Rejection::NotFound("organisation").into());
        }
        let actor = access.actor(caller, "registry", whole_registry)?;
        let name = self.name.on_one_line();
        if organisation.name.as_ref() == Some(&name) {
            return Err(Rejection::conflict("organisation.same-name").into());
        }
        let mut draft = Draft::new(world, actor);
        let renamed = OrganisationRenamed { name, kind: self.kind };
        draft.record(&StreamId::organisation(self.organisation), renamed)?;
        Ok(draft.finish())
    }
}

/// The streams of an organisation's numbers.
fn numbers_of(named: &NamedOrganisation) -> BTreeSet<StreamId> {
    named.identifiers.iter().filter_map(Identifier::stream).collect()
}

/// Organisations that a command names, each with the id it has or gets.
pub(super) struct Roster {
    /// Who has a number, in the registry or by this command.
    holders: BTreeMap<StreamId, OrganisationId>,
    /// Who is meant by several numbers together, or why that can't be told.
    found: BTreeMap<BTreeSet<StreamId>, Result<OrganisationId, &'static str>>,
    new: Vec<(OrganisationId, NamedOrganisation)>,
}

impl Roster {
    /// Looks every organisation up by its numbers; those that aren't known get fresh ids.
    pub(super) fn of(world: &World, named: &[&NamedOrganisation]) -> Result<Self, Undecided> {
        let numbers: BTreeSet<_> = named.iter().flat_map(|one| numbers_of(one)).collect();
        world.need(numbers.iter().cloned())?;
        let mut roster = Self { holders: BTreeMap::new(), found: BTreeMap::new(), new: Vec::new() };
        for number in numbers {
            if let Some(holder) = world.holding(&number)?.organisation {
                roster.holders.insert(number, holder);
            }
        }
        for organisation in named {
            roster.add(world, organisation);
        }
        world.need(roster.new.iter().map(|(id, _)| StreamId::organisation(*id)))?;
        Ok(roster)
    }

    fn add(&mut self, world: &World, named: &NamedOrganisation) {
        let numbers = numbers_of(named);
        if self.found.contains_key(&numbers) {
            return;
        }
        let known = numbers.iter().filter_map(|number| self.holders.get(number));
        let holders: Vec<_> = known.copied().collect();
        let found = match holders.as_slice() {
            _ if numbers.is_empty() => Err("organisation.identifier-needed"),
            [] => Ok(self.register(world, named, &numbers)),
            [first, rest @ ..] if rest.iter().any(|other| other != first) => {
                Err("organisation.identifiers-disagree")
            }
            // A number the registry doesn't have for this organisation is not silently accepted.
            all if all.len() < numbers.len() => Err("organisation.identifier-unknown"),
            [only, ..] => Ok(*only),
        };
        self.found.insert(numbers, found);
    }

    fn register(
        &mut self,
        world: &World,
        named: &NamedOrganisation,
        numbers: &BTreeSet<StreamId>,
    ) -> OrganisationId {
        let count = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        let id = world.fresh_organisation(count);
        self.holders.extend(numbers.iter().map(|number| (number.clone(), id)));
        self.new.push((id, named.on_one_line()));
        id
    }

    /// The organisation that is meant; else why that can't be told.
    pub(super) fn find(&self, named: &NamedOrganisation) -> Result<OrganisationId, &'static str> {
        let found = self.found.get(&numbers_of(named)).copied();
        found.unwrap_or(Err("organisation.identifier-needed"))
    }

    /// The organisation as a value of a listed cluster.
    pub(super) fn resolve(&self, named: &NamedOrganisation) -> Result<Value, &'static str> {
        self.find(named).map(Value::Organisation)
    }

    /// How many events recording those that are new takes.
    pub(super) fn events(&self) -> usize {
        self.new.iter().map(|(_, named)| 1 + numbers_of(named).len()).sum()
    }

    /// Records those that are new.
    pub(super) fn record(&self, draft: &mut Draft<'_>) -> Result<(), Undecided> {
        for (id, named) in &self.new {
            let registered = OrganisationRegistered {
                name: named.name.clone(),
                identifiers: named.identifiers.clone(),
            };
            draft.record(&StreamId::organisation(*id), registered)?;
            for number in numbers_of(named) {
                draft.record(&number, IdentifierTaken { organisation: *id })?;
            }
        }
        Ok(())
    }
}
