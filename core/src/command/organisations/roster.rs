//! Organisations that a command names: found by their numbers, registered when new.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::event::{IdentifierTaken, OrganisationRegistered};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, NamedOrganisation, Value};

use crate::decide::Draft;
use crate::world::{Undecided, World};

/// The streams of an organisation's numbers.
fn numbers_of(named: &NamedOrganisation) -> BTreeSet<StreamId> {
    named.identifiers.iter().filter_map(Identifier::stream).collect()
}

/// Organisations that a command names, each with the id it has or gets.
#[derive(Default)]
pub(in crate::command) struct Roster {
    /// Who has a number, in the registry or by this command.
    holders: BTreeMap<StreamId, OrganisationId>,
    /// Organisations found by a number they had until another one followed them, with that one.
    succeeded: BTreeMap<OrganisationId, OrganisationId>,
    /// Who is meant by several numbers together, or why that can't be told.
    found: BTreeMap<BTreeSet<StreamId>, Result<OrganisationId, &'static str>>,
    new: Vec<(OrganisationId, NamedOrganisation)>,
}

impl Roster {
    /// Looks every organisation up by its numbers; those that aren't known get fresh ids.
    pub(in crate::command) fn of(
        world: &World,
        named: &[&NamedOrganisation],
    ) -> Result<Self, Undecided> {
        let numbers: BTreeSet<_> = named.iter().flat_map(|one| numbers_of(one)).collect();
        world.need(numbers.iter().cloned())?;
        let mut roster = Self::default();
        let former = numbers.iter().map(|number| Ok(world.holding(number)?.former()));
        let former: Vec<_> = former.collect::<Result<_, Undecided>>()?;
        world.need(former.into_iter().flatten().map(StreamId::organisation))?;
        for number in numbers {
            roster.find_holder(world, number)?;
        }
        for organisation in named {
            roster.add(world, organisation);
        }
        world.need(roster.new.iter().map(|(id, _)| StreamId::organisation(*id)))?;
        Ok(roster)
    }

    /// Notes who has a number; the number of an organisation that ended still tells which one it was.
    fn find_holder(&mut self, world: &World, number: StreamId) -> Result<(), Undecided> {
        let holding = world.holding(&number)?;
        if let Some(holder) = holding.organisation {
            self.holders.insert(number, holder);
        } else if let Some(former) = holding.former()
            && let Some(successor) = world.organisation(former)?.successor
        {
            self.holders.insert(number, former);
            self.succeeded.insert(former, successor);
        }
        Ok(())
    }

    /// The organisation that followed one which was found here.
    pub(in crate::command) fn successor_of(&self, id: OrganisationId) -> Option<OrganisationId> {
        self.succeeded.get(&id).copied()
    }

    /// An organisation that is new although it is named by no number of its own.
    pub(super) fn registering(world: &World, named: &NamedOrganisation) -> Result<Self, Undecided> {
        let id = world.fresh_organisation(0);
        world.need([StreamId::organisation(id)])?;
        Ok(Self { new: vec![(id, named.on_one_line())], ..Self::default() })
    }

    /// The only organisation that is new.
    pub(super) fn only_new(&self) -> Option<OrganisationId> {
        self.new.first().map(|(id, _)| *id)
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
    pub(in crate::command) fn find(
        &self,
        named: &NamedOrganisation,
    ) -> Result<OrganisationId, &'static str> {
        let found = self.found.get(&numbers_of(named)).copied();
        found.unwrap_or(Err("organisation.identifier-needed"))
    }

    /// The organisation as a value of a listed cluster.
    pub(in crate::command) fn resolve(
        &self,
        named: &NamedOrganisation,
    ) -> Result<Value, &'static str> {
        self.find(named).map(Value::Organisation)
    }

    /// How many events recording those that are new takes.
    pub(in crate::command) fn events(&self) -> usize {
        self.new.iter().map(|(_, named)| 1 + numbers_of(named).len()).sum()
    }

    /// Records those that are new.
    pub(in crate::command) fn record(&self, draft: &mut Draft<'_>) -> Result<(), Undecided> {
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
