//! Rows put together by cluster: one group is one commit.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use registry_events::ids::ClusterId;

use super::bad_cells::{BadCells, Place};
use super::directory::{Directory, Found};
use super::near::near;
use super::reasons::Reason;
use super::rows::{ClusterRow, MembershipRow, Reference};
use crate::words::Said;

/// The rows about one cluster.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// Its own row.
    pub(super) row: Option<&'a ClusterRow>,
    /// Its id, when the registry knows it.
    pub(super) known: Option<ClusterId>,
    /// Its participants' rows.
    pub(super) members: Vec<&'a MembershipRow>,
    /// Whether rows of it are missing here because they are bad.
    pub(super) incomplete: bool,
}

impl Group<'_> {
    /// Where the group begins.
    pub(super) fn place(&self) -> Option<Place> {
        let of_members = self.members.first().map(|member| member.place);
        self.row.map(|row| row.place).or(of_members)
    }

    /// Every row of the group.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let members = self.members.iter().map(|member| member.place);
        self.row.map(|row| row.place).into_iter().chain(members)
    }

    /// Whether a row of it is bad.
    pub(super) fn is_spoilt(&self, bad: &BadCells) -> bool {
        self.incomplete || self.places().any(|place| bad.has_row(place))
    }
}

/// Puts rows together.
pub(super) struct Grouping<'a, 's, 'r> {
    directory: Directory<'s, 'r>,
    groups: Vec<Group<'a>>,
    by_reference: BTreeMap<Reference, usize>,
    /// Names of rows that are bad themselves: their participants aren't blamed for it.
    unreadable: BTreeSet<String>,
    /// What was said of a reference that leads nowhere.
    refused: BTreeMap<Reference, Reason>,
}

/// For so many different references neighbours are looked for.
const SUGGESTIONS_MAX: usize = 200;

impl<'a, 's, 'r> Grouping<'a, 's, 'r> {
    /// Nothing yet; `unreadable` are names whose own rows are bad.
    pub(super) const fn new(directory: Directory<'s, 'r>, unreadable: BTreeSet<String>) -> Self {
        Self {
            directory,
            groups: Vec::new(),
            by_reference: BTreeMap::new(),
            unreadable,
            refused: BTreeMap::new(),
        }
    }

    /// The groups, in the order of the clusters' table; those without a row of their own last.
    pub(super) fn finish(self) -> Vec<Group<'a>> {
        self.groups
    }

    /// Marks groups of which rows are bad.
    pub(super) fn take_incomplete(&mut self, references: &BTreeSet<Reference>) {
        let indices = references.iter().filter_map(|reference| self.by_reference.get(reference));
        for index in indices {
            self.groups[*index].incomplete = true;
        }
    }

    /// Begins the group of a cluster's row.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn take_cluster(
        &mut self,
        row: &'a ClusterRow,
        bad: &mut BadCells,
    ) -> Result<()> {
        let Some(known) = self.known_of(row, bad).await? else {
            self.unreadable.extend(row.names.iter().cloned());
            return Ok(());
        };
        let references = references(row, known);
        let again = references.iter().find_map(|reference| self.by_reference.get(reference));
        if let Some(first) = again.and_then(|index| self.groups[*index].place()) {
            bad.add(row.place, named_before(first.row));
            return Ok(());
        }
        let index = self.groups.len();
        self.by_reference.extend(references.into_iter().map(|reference| (reference, index)));
        self.groups.push(Group { row: Some(row), known, members: Vec::new(), incomplete: false });
        Ok(())
    }

    /// The cluster the registry knows; `None` when the row can't be used.
    async fn known_of(
        &mut self,
        row: &ClusterRow,
        bad: &mut BadCells,
    ) -> Result<Option<Option<ClusterId>>> {
        if let Some(id) = row.id {
            if self.directory.has(id).await? {
                return Ok(Some(Some(id)));
            }
            bad.add(row.place, NO_SUCH_CLUSTER);
            return Ok(None);
        }
        let Some(region) = &row.region else { return Ok(None) };
        match self.directory.find(region, &row.names).await? {
            Found::Nobody => Ok(Some(None)),
            Found::One(id) => Ok(Some(Some(id))),
            Found::Several => {
                bad.add(row.place, SEVERAL);
                Ok(None)
            }
        }
    }

    /// Adds a participant's row to its cluster's group.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn take_member(
        &mut self,
        row: &'a MembershipRow,
        bad: &mut BadCells,
    ) -> Result<()> {
        let index = match self.by_reference.get(&row.cluster) {
            Some(index) => Some(*index),
            None => self.begin_without_row(row, bad).await?,
        };
        if let Some(index) = index {
            self.groups[index].members.push(row);
        }
        Ok(())
    }

    /// The group of a cluster that has no row of its own.
    async fn begin_without_row(
        &mut self,
        row: &MembershipRow,
        bad: &mut BadCells,
    ) -> Result<Option<usize>> {
        let found = match &row.cluster {
            Reference::Id(id) if self.directory.has(*id).await? => Found::One(*id),
            Reference::Id(_) => Found::Nobody,
            Reference::Name(region, name) => {
                self.directory.find(region, std::slice::from_ref(name)).await?
            }
        };
        let Found::One(id) = found else {
            self.refuse(row, found, bad);
            return Ok(None);
        };
        let index = self.by_reference.get(&Reference::Id(id)).copied().unwrap_or_else(|| {
            self.groups.push(Group {
                row: None,
                known: Some(id),
                members: Vec::new(),
                incomplete: false,
            });
            self.groups.len() - 1
        });
        self.by_reference.insert(Reference::Id(id), index);
        self.by_reference.insert(row.cluster.clone(), index);
        Ok(Some(index))
    }

    fn refuse(&mut self, row: &MembershipRow, found: Found, bad: &mut BadCells) {
        match &row.cluster {
            Reference::Name(_, name) if self.unreadable.contains(name) => return,
            _ if found == Found::Several => return bad.add(row.cluster_cell, SEVERAL),
            _ => {}
        }
        let reason = match self.refused.get(&row.cluster) {
            Some(reason) => reason.clone(),
            None => self.unknown(&row.cluster_name),
        };
        self.refused.insert(row.cluster.clone(), reason.clone());
        bad.add(row.cluster_cell, reason);
    }

    fn unknown(&self, name: &str) -> Reason {
        let rows = self.groups.iter().filter_map(|group| group.row);
        let names =
            rows.filter_map(ClusterRow::shown).take_while(|_| self.refused.len() < SUGGESTIONS_MAX);
        Reason::from(UNKNOWN).with_near(&near(name, names))
    }
}

const SEVERAL: Said = Said::new(
    "В этом регионе так называются несколько кластеров: укажите идентификатор.",
    "Several clusters of this region are called so: say the identifier.",
);
const NO_SUCH_CLUSTER: Said = Said::new(
    "Кластера с этим идентификатором в реестре нет.",
    "The register has no cluster of this identifier.",
);
const UNKNOWN: Said = Said::new(
    "Такого кластера в этом регионе нет ни в файле, ни в реестре.",
    "Neither the file nor the register has such a cluster in this region.",
);

fn named_before(row: u32) -> Reason {
    Reason::new(
        format!("Этот кластер уже есть в строке {row}."),
        format!("This cluster stands in row {row} already."),
    )
}

/// Every way in which a participant's row can name this cluster.
fn references(row: &ClusterRow, known: Option<ClusterId>) -> Vec<Reference> {
    let names = row
        .names
        .iter()
        .filter_map(|name| row.region.clone().map(|region| Reference::Name(region, name.clone())));
    known.map(Reference::Id).into_iter().chain(names).collect()
}
