//! Participants: how many, of which types, where the most are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use registry_events::ids::{ClusterId, Position};
use registry_events::value::{Code, Text};
use serde::Serialize;

use super::terms::{Counts, Terms};
use super::{Base, count, whole};
use crate::organisations::Organisations;
use crate::register::{RegisterRow, RowField};

/// Participants and employees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParticipantFigures {
    /// Clusters that state participants.
    pub base: Base,
    /// Memberships: an organisation in two clusters counts twice.
    pub total: u32,
    /// Different organisations, of those that are disclosed; none where they may not be shown.
    pub organisations: Option<u32>,
    /// Employees, as clusters state their total; none when nobody states it.
    pub employees: Option<i64>,
    /// Memberships by participant type, which follows the organisation's size where one is stated.
    pub by_type: BTreeMap<Code, u32>,
    /// The clusters with the most participants, at most eight.
    pub leaders: Vec<Leader>,
}

/// A cluster with many participants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leader {
    /// The cluster.
    pub cluster: ClusterId,
    /// Its shown name.
    pub name: Text,
    /// How many participants it has.
    pub total: u32,
    /// Of which types.
    pub by_type: BTreeMap<Code, u32>,
}

const LEADERS_MAX: usize = 8;

impl ParticipantFigures {
    pub(super) fn of(rows: &[&RegisterRow], types: &Types<'_>, terms: &Terms<'_>) -> Self {
        let zeros = terms.zeros(RowField::ParticipantType);
        let members = || rows.iter().flat_map(|row| row.participants.counted());
        let organisations = || members().filter_map(|member| member.organisation);
        let different = || whole(organisations().collect::<HashSet<_>>().len());
        let employees = rows.iter().filter_map(|row| row.employees_total);
        Self {
            base: Base::of(rows, |row| total(row) > 0),
            total: whole(rows.iter().map(|row| total(row)).sum()),
            organisations: terms.known(&[RowField::Organisation], different),
            employees: employees.reduce(i64::saturating_add),
            by_type: types.count(&zeros, rows),
            leaders: Leader::of(rows, types, &zeros),
        }
    }
}

impl Leader {
    fn of(rows: &[&RegisterRow], types: &Types<'_>, zeros: &Counts) -> Vec<Self> {
        let mut rows: Vec<_> = rows.iter().copied().filter(|row| total(row) > 0).collect();
        rows.sort_by_cached_key(|row| (Reverse(total(row)), row.cluster));
        rows.truncate(LEADERS_MAX);
        rows.into_iter().map(|row| Self::one(row, types, zeros)).collect()
    }

    fn one(row: &RegisterRow, types: &Types<'_>, zeros: &Counts) -> Self {
        let name = row.name.as_ref().map(|name| name.text.clone());
        Self {
            cluster: row.cluster,
            name: name.unwrap_or_default(),
            total: whole(total(row)),
            by_type: types.count(zeros, &[row]),
        }
    }
}

/// How many participants of a cluster count.
fn total(row: &RegisterRow) -> usize {
    row.participants.counted().count()
}

/// Of which type participants are, by what their organisations say of their size at a position.
pub(super) struct Types<'a> {
    pub(super) organisations: &'a Organisations,
    pub(super) at: Position,
}

impl Types<'_> {
    fn count(&self, zeros: &Counts, rows: &[&RegisterRow]) -> Counts {
        let mut counts = zeros.clone();
        for row in rows {
            let members = self.organisations.typed_members(row, self.at);
            let counted = members.filter(|typed| typed.member.counts);
            let types = counted.filter_map(|typed| typed.participant_type());
            types.for_each(|key| count(&mut counts, key));
        }
        counts
    }
}
