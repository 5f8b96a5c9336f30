//! The participants of a cluster as its row counts them.

use std::collections::BTreeMap;

use imbl::OrdMap;
use registry_events::ids::{ItemId, OrganisationId};
use registry_events::value::Code;
use serde::Serialize;

use crate::card::Item;
use crate::keys;
use crate::read::Reader;

/// The open participants of a cluster, with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Participants {
    members: OrdMap<ItemId, Member>,
    by_type: BTreeMap<Code, u32>,
    confirmed: u32,
}

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The organisation; none where it isn't disclosed.
    pub organisation: Option<OrganisationId>,
    /// Its type, a code of dictionary `participant_type`.
    pub participant_type: Option<Code>,
    /// Whether a second party supports that it is a participant.
    pub confirmed: bool,
}

impl Member {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader(&item.claims);
        let membership = item.claims.get(keys::ORGANISATION);
        Self {
            organisation: read.organisation(keys::ORGANISATION),
            participant_type: read.code(keys::PARTICIPANT_TYPE),
            confirmed: membership.is_some_and(crate::card::CurrentClaim::is_corroborated),
        }
    }
}

impl Participants {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.members.len()
    }

    /// How many are confirmed by a second party.
    pub const fn confirmed(&self) -> u32 {
        self.confirmed
    }

    /// How many there are of each type; a type that nobody has doesn't appear.
    pub const fn by_type(&self) -> &BTreeMap<Code, u32> {
        &self.by_type
    }

    /// Each participant with its item, in the order of joining.
    pub fn members(&self) -> impl Iterator<Item = (ItemId, &Member)> {
        self.members.iter().map(|(item, member)| (*item, member))
    }

    /// The organisations that are disclosed, in the order of joining.
    pub fn organisations(&self) -> impl Iterator<Item = OrganisationId> {
        self.members.values().filter_map(|member| member.organisation)
    }

    pub(super) fn get(&self, item: ItemId) -> Option<&Member> {
        self.members.get(&item)
    }

    /// Puts or removes one participant; answers with what stood there.
    pub(super) fn set(&mut self, item: ItemId, member: Option<Member>) -> Option<Member> {
        let old = match member {
            Some(member) => {
                self.count_in(&member);
                self.members.insert(item, member)
            }
            None => self.members.remove(&item),
        };
        if let Some(old) = &old {
            self.count_out(old);
        }
        old
    }

    fn count_in(&mut self, member: &Member) {
        self.confirmed += u32::from(member.confirmed);
        if let Some(key) = &member.participant_type {
            *self.by_type.entry(key.clone()).or_default() += 1;
        }
    }

    fn count_out(&mut self, member: &Member) {
        self.confirmed -= u32::from(member.confirmed);
        let Some(key) = &member.participant_type else { return };
        if let Some(count) = self.by_type.get_mut(key) {
            *count -= 1;
            if *count == 0 {
                self.by_type.remove(key);
            }
        }
    }
}
