//! Of how many clusters the figures are that are counted one by one: each tells how many state what
//! it is about.

use serde::Serialize;

use super::Base;
use super::terms::Terms;
use crate::register::{RegisterRow, RowField};

/// The bases of figures that have none of their own; none where what they are about may not be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bases {
    /// Of levels: clusters that were assessed.
    pub levels: Base,
    /// Of support, which follows for every cluster.
    pub support: Base,
    /// Of ages: clusters that state their year of creation.
    pub ages: Option<Base>,
    /// Of key specialisations.
    pub specialisations: Option<Base>,
    /// Of regions.
    pub regions: Option<Base>,
    /// Of employees: clusters that state their total.
    pub employees: Option<Base>,
}

impl Bases {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let known = |field, has_stated: fn(&RegisterRow) -> bool| {
            terms.known(&[field], || Base::of(rows, has_stated))
        };
        Self {
            levels: Base::of(rows, |row| row.level.is_some()),
            support: Base::of(rows, |_| true),
            ages: known(RowField::YearCreated, |row| row.year_created.is_some()),
            specialisations: known(RowField::Specialisation, |row| row.specialisation.is_some()),
            regions: known(RowField::Regions, |row| !row.regions.is_empty()),
            employees: known(RowField::EmployeesTotal, |row| row.employees_total.is_some()),
        }
    }
}
