//! The participants of a cluster as its row counts them.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use registry_events::ids::{ItemId, OrganisationId};
use registry_events::value::Code;
use serde::Serialize;

use super::{RowField, RowFields};
use crate::card::Item;
use crate::keys;
use crate::read::Reader;

/// The open participants of a cluster, with their counts.
///
/// Each commit that changes one leaves a new value in the register's time line, so all parts are
/// shared: with two thousand participants a change costs no more than with twenty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Participants {
    members: OrdMap<ItemId, Arc<Member>>,
    by_type: Arc<BTreeMap<Code, u32>>,
    confirmed: u32,
}

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The organisation; none where it isn't disclosed.
    pub organisation: Option<OrganisationId>,
    /// Its type, a code of dictionary `participant_type`.
    pub participant_type: Option<Code>,
    /// Whether what says that it is a participant neither lapsed nor is disputed.
    pub counts: bool,
    /// Whether a second party supports that it is a participant.
    pub confirmed: bool,
}

impl Member {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::new(&item.claims);
        let membership = item.claims.get(keys::ORGANISATION);
        Self {
            organisation: read.organisation(keys::ORGANISATION),
            participant_type: read.code(keys::PARTICIPANT_TYPE),
            counts: read.counts(keys::ORGANISATION),
            confirmed: membership.is_some_and(crate::card::CurrentClaim::is_corroborated),
        }
    }

    fn shown(&self, fields: RowFields) -> Self {
        Self {
            organisation: fields.keep(RowField::Organisation, self.organisation.as_ref()),
            participant_type: fields
                .keep(RowField::ParticipantType, self.participant_type.as_ref()),
            counts: self.counts,
            confirmed: self.confirmed,
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
    pub fn by_type(&self) -> &BTreeMap<Code, u32> {
        &self.by_type
    }

    /// Each participant with its item, in the order of joining.
    pub fn members(&self) -> impl Iterator<Item = (ItemId, &Member)> {
        self.members.iter().map(|(item, member)| (*item, member.as_ref()))
    }

    /// Those that count: neither lapsed nor disputed.
    pub fn counted(&self) -> impl Iterator<Item = &Member> {
        self.members.values().map(AsRef::as_ref).filter(|member: &&Member| member.counts)
    }

    /// The organisations that are disclosed, in the order of joining.
    pub fn organisations(&self) -> impl Iterator<Item = OrganisationId> {
        self.members.values().filter_map(|member| member.organisation)
    }

    /// The participants with these fields and no others; how many there are stays told.
    pub(super) fn shown(&self, fields: RowFields) -> Self {
        let members = self.members.iter();
        Self {
            members: members
                .map(|(item, member)| (*item, Arc::new(member.shown(fields))))
                .collect(),
            by_type: if fields.has(RowField::ParticipantType) {
                Arc::clone(&self.by_type)
            } else {
                Arc::default()
            },
            confirmed: self.confirmed,
        }
    }

    /// Takes fields of one participant away.
    pub(super) fn hide(&mut self, item: ItemId, fields: RowFields) {
        let shown = self.get(item).map(|member| member.shown(RowFields::ALL.without(fields)));
        if shown.is_some() {
            drop(self.set(item, shown));
        }
    }

    /// One of them.
    pub fn member(&self, item: ItemId) -> Option<&Member> {
        self.get(item)
    }

    pub(super) fn get(&self, item: ItemId) -> Option<&Member> {
        self.members.get(&item).map(AsRef::as_ref)
    }

    /// Each participant that differs from another state: as it is here, or none.
    pub(super) fn changes_since<'a>(&'a self, before: &Self) -> Vec<(ItemId, Option<&'a Member>)> {
        let changes = before.members.diff(&self.members);
        changes
            .map(|change| match change {
                DiffItem::Add(item, member) | DiffItem::Update { new: (item, member), .. } => {
                    (*item, Some(member.as_ref()))
                }
                DiffItem::Remove(item, _) => (*item, None),
            })
            .collect()
    }

    /// Puts or removes one participant; answers with what stood there.
    pub(super) fn set(&mut self, item: ItemId, member: Option<Member>) -> Option<Arc<Member>> {
        let new = member.map(Arc::new);
        let old = match new.clone() {
            Some(member) => self.members.insert(item, member),
            None => self.members.remove(&item),
        };
        let (new, was) = (new.as_deref(), old.as_deref());
        self.confirmed += u32::from(new.is_some_and(|member| member.confirmed));
        self.confirmed -= u32::from(was.is_some_and(|member| member.confirmed));
        self.recount(type_of(was), type_of(new));
        old
    }

    fn recount(&mut self, leaves: Option<&Code>, joins: Option<&Code>) {
        if leaves == joins {
            return;
        }
        let by_type = Arc::make_mut(&mut self.by_type);
        if let Some(key) = joins {
            *by_type.entry(key.clone()).or_default() += 1;
        }
        if let Some(count) = leaves.and_then(|key| by_type.get_mut(key)) {
            *count -= 1;
        }
        by_type.retain(|_, count| *count > 0);
    }
}

fn type_of(member: Option<&Member>) -> Option<&Code> {
    member?.participant_type.as_ref()
}
