//! Organisations: found by their numbers, registered when new, renamed.

use std::collections::BTreeMap;

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
        if organisation.name.as_ref() == Some(&self.name) {
            return Err(Rejection::conflict("organisation.same-name").into());
        }
        let mut draft = Draft::new(world, actor);
        let renamed = OrganisationRenamed { name: self.name.clone(), kind: self.kind };
        draft.record(&StreamId::organisation(self.organisation), renamed)?;
        Ok(draft.finish())
    }
}

fn stream_of(identifier: &Identifier) -> StreamId {
    StreamId::identifier(identifier.scheme(), identifier.number())
}

/// Organisations that a command names, each with the id it has or gets.
pub(super) struct Roster {
    by_identifier: BTreeMap<StreamId, Result<OrganisationId, &'static str>>,
    new: Vec<(OrganisationId, NamedOrganisation)>,
}

impl Roster {
    /// Looks every organisation up by its numbers; those that aren't known get fresh ids.
    pub(super) fn of<'a>(
        world: &World,
        named: impl Iterator<Item = &'a NamedOrganisation> + Clone,
    ) -> Result<Self, Undecided> {
        let streams = named.clone().flat_map(|one| &one.identifiers).map(stream_of);
        world.need(streams)?;
        let mut roster = Self { by_identifier: BTreeMap::new(), new: Vec::new() };
        for organisation in named {
            roster.add(world, organisation)?;
        }
        let streams = roster.new.iter().map(|(id, _)| StreamId::organisation(*id));
        world.need(streams)?;
        Ok(roster)
    }

    fn add(&mut self, world: &World, named: &NamedOrganisation) -> Result<(), Undecided> {
        let mut known = Vec::new();
        for identifier in &named.identifiers {
            let stream = stream_of(identifier);
            let here = self.by_identifier.get(&stream).and_then(|found| found.ok());
            known.push(here.or(world.holding(&stream)?.organisation));
        }
        let mut holders: Vec<_> = known.iter().flatten().copied().collect();
        holders.sort_unstable();
        holders.dedup();
        let found = match holders.as_slice() {
            [] => Ok(self.register(world, named)),
            // A number the registry doesn't have for this organisation is not silently accepted.
            [only] if known.iter().all(Option::is_some) => Ok(*only),
            [_] => Err("organisation.identifier-unknown"),
            _ => Err("organisation.identifiers-disagree"),
        };
        for identifier in &named.identifiers {
            self.by_identifier.insert(stream_of(identifier), found);
        }
        Ok(())
    }

    fn register(&mut self, world: &World, named: &NamedOrganisation) -> OrganisationId {
        let number = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        let id = world.fresh_organisation(number);
        self.new.push((id, named.clone()));
        id
    }

    /// The organisation as a value of a listed cluster.
    pub(super) fn resolve(&self, named: &NamedOrganisation) -> Result<Value, &'static str> {
        let mut found = Err("organisation.identifier-needed");
        for identifier in &named.identifiers {
            found = self
                .by_identifier
                .get(&stream_of(identifier))
                .copied()
                .unwrap_or(Err("organisation.identifier-needed"));
            if found.is_err() {
                break;
            }
        }
        found.map(Value::Organisation)
    }

    /// Records those that are new.
    pub(super) fn record(&self, draft: &mut Draft<'_>) -> Result<(), Undecided> {
        for (id, named) in &self.new {
            let registered = OrganisationRegistered {
                name: named.name.clone(),
                identifiers: named.identifiers.clone(),
            };
            draft.record(&StreamId::organisation(*id), registered)?;
            for identifier in &named.identifiers {
                let taken = IdentifierTaken { organisation: *id };
                draft.record(&stream_of(identifier), taken)?;
            }
        }
        Ok(())
    }
}
