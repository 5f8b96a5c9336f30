//! Official statuses and the support that follows from them, on a day in the world.

use jiff::civil::Date;
use registry_events::value::Code;
use registry_projections::register::{OfficialStatus, RegisterRow};
use registry_projections::support::Support;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::{Labelled, NamedOrganisation};
use super::row::labelled;
use crate::words::terms;

/// The dictionary of official statuses.
pub const OFFICIAL_STATUS: &str = "official_status";

/// The collection of a cluster's statuses, and the fields that tell on which days one holds.
const OFFICIAL_STATUSES: &str = "official_statuses";
const HELD: [&str; 3] = ["type", "granted_on", "valid_until"];

/// How a cluster is supported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SupportShown {
    /// On the day of the answer.
    pub today: SupportOn,
    /// On the day that `on` asked for; null when it didn't.
    pub on: Option<SupportOn>,
}

/// How a cluster was supported on a day; derived from its statuses and never stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SupportOn {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// `pilot_itc`, `ckr` or `independent`, the first that holds; null where what it follows from
    /// isn't public.
    pub category: Option<Labelled>,
}

/// An official status that held on the day shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusShown {
    /// Its item.
    pub item: u32,
    /// Its type.
    #[serde(rename = "type")]
    pub status_type: Option<Labelled>,
    /// The number under which its list has it.
    pub number: Option<String>,
    /// Since when it holds.
    #[schema(value_type = Option<String>, format = Date)]
    pub granted_on: Option<Date>,
    /// The last day on which it holds; null when it has no end.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// Who granted it.
    pub issuer: Option<NamedOrganisation>,
}

/// A category with its words.
pub fn category(support: Support) -> Labelled {
    Labelled { key: support.key().into(), label: terms::support(support).into() }
}

/// How the cluster of a row was supported on a day, where that may be told.
pub fn support_on(row: &RegisterRow, day: Date, lens: &Lens<'_>) -> Option<Support> {
    lens.views.support(row, day, lens.at)
}

impl SupportOn {
    /// How the cluster of a row was supported on a day.
    pub fn of(row: &RegisterRow, day: Date, lens: &Lens<'_>) -> Self {
        Self { day, category: support_on(row, day, lens).map(category) }
    }
}

/// The statuses of a row that held on a day, where it may be told which these are.
pub fn statuses_on(row: &RegisterRow, day: Date, lens: &Lens<'_>) -> Option<Vec<StatusShown>> {
    let public = |field| lens.shows_item_field(OFFICIAL_STATUSES, field);
    let held = row.statuses.iter().filter(|(_, status)| status.holds_on(day));
    let held = held.map(|(item, status)| StatusShown::of(item.0, status, lens));
    HELD.into_iter().all(public).then(|| held.collect())
}

impl StatusShown {
    fn of(item: u32, status: &OfficialStatus, lens: &Lens<'_>) -> Self {
        let labelled = |code: &Code| labelled(OFFICIAL_STATUS, code, lens);
        Self {
            item,
            status_type: status.status_type.as_ref().map(labelled),
            number: status.number.clone(),
            granted_on: status.granted_on,
            valid_until: status.valid_until,
            issuer: status.issuer.map(|id| NamedOrganisation::of(id, lens)),
        }
    }
}
