//! Clusters that have partners, from here and from abroad.

use serde::Serialize;

use super::terms::Terms;
use super::{Base, whole};
use crate::register::{Partner, RegisterRow, RowField};

/// Partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PartnerFigures {
    /// Clusters that state partners.
    pub base: Base,
    /// Clusters with a partner from another country; none where countries may not be shown.
    pub clusters_with_foreign: Option<u32>,
    /// Clusters with a Russian partner; none in the same case.
    pub clusters_with_russian: Option<u32>,
}

impl PartnerFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let having = |foreign: bool| {
            let has =
                |row: &&&RegisterRow| counted(row).any(|one| one.is_foreign() == Some(foreign));
            terms.known(&[RowField::PartnerCountry], || whole(rows.iter().filter(has).count()))
        };
        Self {
            base: Base::of(rows, |row| counted(row).next().is_some()),
            clusters_with_foreign: having(true),
            clusters_with_russian: having(false),
        }
    }
}

fn counted(row: &RegisterRow) -> impl Iterator<Item = &Partner> {
    row.partners.values().map(AsRef::as_ref).filter(|partner: &&Partner| partner.counts)
}
