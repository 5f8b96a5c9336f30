//! Who had which official status on a day, and the support that follows from it.
//!
//! Both axes are asked at once: `on` is a day in the world, and rows are those of a position, so that
//! they say what the registry knew then. The support is computed and never stated.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::value::Text;
use serde::Serialize;

use crate::keys;
use crate::regions::Regions;
use crate::register::{OfficialStatus, RegisterRow, RowField, ShownRegister};

/// The fields that a cluster's support follows from.
pub(crate) const SUPPORT_FIELDS: [RowField; 5] = [
    RowField::StatusType,
    RowField::GrantedOn,
    RowField::ValidUntil,
    RowField::Issuer,
    RowField::Ckr,
];

/// The fields that tell which programmes a cluster represents.
pub(crate) const PROGRAMME_FIELDS: [RowField; 4] =
    [RowField::StatusType, RowField::GrantedOn, RowField::ValidUntil, RowField::StatusNumber];

/// How a cluster is supported; the first one that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// It is a pilot innovative territorial cluster.
    PilotItc,
    /// A cluster development centre supports it.
    Ckr,
    /// Neither.
    Independent,
}

/// A programme as its list has it, with the profiles that represent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// Its number; none of a status without one, which is a programme by itself.
    pub number: Option<String>,
    /// The clusters that have it.
    pub clusters: BTreeSet<ClusterId>,
}

impl Support {
    /// All of them, the first that holds first.
    pub const ALL: [Self; 3] = [Self::PilotItc, Self::Ckr, Self::Independent];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PilotItc => "pilot_itc",
            Self::Ckr => "ckr",
            Self::Independent => "independent",
        }
    }

    /// What it is called in Russian and in English: no dictionary has it, and searches look for it.
    pub const fn called(self) -> (&'static str, &'static str) {
        match self {
            Self::PilotItc => ("Пилотный ИТК", "Pilot innovative territorial cluster"),
            Self::Ckr => ("При поддержке ЦКР", "Supported by a cluster development centre"),
            Self::Independent => ("Самостоятельный", "Independent"),
        }
    }

    /// The same as a text.
    pub(crate) fn words(self) -> Text {
        let (ru, en) = self.called();
        Text { ru: Some(ru.into()), en: Some(en.into()) }
    }

    /// Finds a support by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|support| support.key() == key)
    }
}

/// The support of a cluster on a day, by its row at the position `as_of`.
pub fn support_at(row: &RegisterRow, regions: &Regions, on: Date, as_of: Position) -> Support {
    let held = |status_type| held_on(row, status_type, on);
    if held(keys::PILOT).next().is_some() {
        return Support::PilotItc;
    }
    let supported = |status: &OfficialStatus| {
        centre_of(status, row, regions, as_of)
            .is_some_and(|centre| regions.is_centre_on(centre, on, as_of))
    };
    if held(keys::CKR_SUPPORTED).any(|(_, status)| supported(status)) {
        return Support::Ckr;
    }
    Support::Independent
}

/// The centre that a status speaks of: its issuer when that is one, else the one the cluster names.
pub(crate) fn centre_of(
    status: &OfficialStatus,
    row: &RegisterRow,
    regions: &Regions,
    as_of: Position,
) -> Option<OrganisationId> {
    status.issuer.filter(|issuer| regions.was_centre(*issuer, as_of)).or(row.ckr)
}

/// The statuses of a type that a cluster held on a day.
pub fn held_on<'a>(
    row: &'a RegisterRow,
    status_type: &'a str,
    on: Date,
) -> impl Iterator<Item = (ItemId, &'a OfficialStatus)> {
    let statuses = row.statuses.iter().map(|(item, status)| (*item, status.as_ref()));
    statuses.filter(move |(_, status)| status.is(status_type) && status.holds_on(on))
}

/// The clusters that held a status of a type on a day, as the registry knew it at a position, by
/// id and whatever their standing.
pub fn holders(
    register: ShownRegister<'_>,
    status_type: &str,
    on: Date,
    as_of: Position,
) -> impl Iterator<Item = Arc<RegisterRow>> {
    let rows = register.rows_at(as_of);
    rows.filter(move |row| held_on(row, status_type, on).next().is_some())
}

/// The programmes of a type that some clusters represented on a day. Several profiles may share
/// one; what has no number is told apart by its cluster and item.
pub fn programmes<'a>(
    rows: impl IntoIterator<Item = &'a RegisterRow>,
    status_type: &str,
    on: Date,
) -> Vec<Programme> {
    let mut numbered: BTreeMap<String, BTreeSet<ClusterId>> = BTreeMap::new();
    let mut programmes = Vec::new();
    for row in rows {
        for (_, status) in held_on(row, status_type, on) {
            if let Some(number) = &status.number {
                numbered.entry(number.clone()).or_default().insert(row.cluster);
            } else {
                let clusters = BTreeSet::from([row.cluster]);
                programmes.push(Programme { number: None, clusters });
            }
        }
    }
    let numbered = numbered.into_iter();
    let numbered = numbered.map(|(number, clusters)| Programme { number: Some(number), clusters });
    numbered.chain(programmes).collect()
}
