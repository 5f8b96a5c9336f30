//! Members of a cluster beside what their organisations say of themselves.
//!
//! A cluster states of which type a participant is, the organisation how large it is. Where the two
//! differ both are shown; figures and lists count by the size, as the membership's type follows it.

use std::collections::BTreeMap;

use registry_events::ids::{ItemId, Position};
use registry_events::value::Code;
use serde::Serialize;

use super::{Organisations, Size};
use crate::keys;
use crate::register::{Member, RegisterRow};

/// A participant of a cluster with its organisation's own size at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypedMember<'a> {
    /// Its item.
    pub item: ItemId,
    /// What the cluster states of it.
    pub member: &'a Member,
    /// How large the organisation was stated to be.
    pub size: Option<&'a Size>,
}

impl<'a> TypedMember<'a> {
    /// The type it is counted by: the organisation's size where one is stated, else what the cluster
    /// states. Where the cluster's word may not be seen the size doesn't stand in for it.
    pub fn participant_type(&self) -> Option<&'a Code> {
        self.own_type().or(self.member.participant_type.as_ref())
    }

    /// The type the cluster states and the organisation's size, where they differ.
    pub fn conflict(&self) -> Option<(&'a Code, &'a Code)> {
        let both = self.member.participant_type.as_ref().zip(self.own_type());
        both.filter(|(stated, own)| stated != own)
    }

    /// The organisation's size, where the cluster says that it is a firm of some size: a university
    /// of many people stays one.
    fn own_type(&self) -> Option<&'a Code> {
        let stated = self.member.participant_type.as_ref()?;
        let size = self.size.map(|size| &size.stated.size)?;
        keys::SIZES.contains(&stated.as_str()).then_some(size)
    }
}

/// How many there are of each type; a type that nobody has doesn't appear.
pub fn by_type<'a>(members: impl Iterator<Item = TypedMember<'a>>) -> BTreeMap<Code, u32> {
    let mut counts = BTreeMap::new();
    for key in members.filter_map(|member| member.participant_type()) {
        *counts.entry(key.clone()).or_default() += 1;
    }
    counts
}

impl Organisations {
    /// The participants of a row, which holds at the same position, in the order of joining.
    pub fn typed_members<'a>(
        &'a self,
        row: &'a RegisterRow,
        at: Position,
    ) -> impl Iterator<Item = TypedMember<'a>> {
        row.participants.members().map(move |(item, member)| {
            let organisation = member.organisation.and_then(|id| self.get(id));
            let size = organisation.and_then(|organisation| organisation.size_at(at));
            TypedMember { item, member, size }
        })
    }
}
