//! Clusters that are known and not registered yet, as they are shown. That one applied is told to
//! officers and to the development centre of its region alone.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::value::Code;
use registry_projections::expected::{Expected, ExpectedEnd};
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::{Bilingual, EvidenceShown, Labelled, NamedCluster};
use super::row::labelled_region;
use super::value;

/// Where such a cluster stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Известен.
    Known,
    /// Приглашён.
    Invited,
    /// Заявка.
    Applied,
    /// В реестре.
    Registered,
    /// Not expected any more.
    Removed,
}

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpectedQuery {
    /// Of any of these regions.
    pub regions: Vec<Code>,
    /// Standing in any of these ways; all but removed ones when empty.
    pub standings: Vec<Standing>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExpectedList {
    /// The clusters of this page, the last that was noted first.
    pub items: Vec<ExpectedShown>,
    /// How many match.
    pub total: usize,
    /// How many are expected: neither registered nor removed.
    pub waiting: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A cluster that is or was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExpectedShown {
    /// Which.
    pub expected: String,
    /// What it is called.
    pub name: Bilingual,
    /// Its region.
    pub region: Labelled,
    /// `self`, `document`, `register` or `press`.
    pub source: &'static str,
    /// Where the source can be seen.
    pub url: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceShown>,
    /// The day since which it is known.
    #[schema(value_type = String, format = Date)]
    pub known_since: Date,
    /// `known`, `invited`, `applied`, `registered` or `removed`.
    pub standing: &'static str,
    /// The days of its invitations.
    #[schema(value_type = Vec<String>)]
    pub invited_on: Vec<Date>,
    /// Its application; for officers and the centre of its region, else null.
    pub application: Option<String>,
    /// The cluster that it is in the register.
    pub cluster: Option<NamedCluster>,
    /// Why it isn't expected any more.
    pub removed_for: Option<String>,
    /// When it was noted.
    #[schema(value_type = String, format = DateTime)]
    pub noted_at: Timestamp,
    /// Where.
    pub position: u64,
    /// When the last was recorded of it that everybody may know.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl Standing {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 5] =
        [Self::Known, Self::Invited, Self::Applied, Self::Registered, Self::Removed];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Invited => "invited",
            Self::Applied => "applied",
            Self::Registered => "registered",
            Self::Removed => "removed",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    /// Where one stands at the lens's position, as far as everybody may know.
    fn of(expected: &Expected, lens: &Lens<'_>) -> Self {
        match expected.end_at(lens.at) {
            Some((_, ExpectedEnd::Registered(_))) => Self::Registered,
            Some((_, ExpectedEnd::Removed(_))) => Self::Removed,
            None if expected.invited_at(lens.at).next().is_some() => Self::Invited,
            None => Self::Known,
        }
    }
}

impl ExpectedQuery {
    /// Whether one is asked for; `applied` says that it stands as an application for this reader.
    pub fn admits(&self, expected: &Expected, applied: bool, lens: &Lens<'_>) -> bool {
        let region = lens.region_code(&expected.says.region);
        let standing = standing(expected, applied, lens);
        let here = |asked: &Code| lens.region_code(asked) == region;
        let stands = if self.standings.is_empty() {
            standing != Standing::Removed
        } else {
            self.standings.contains(&standing)
        };
        stands && (self.regions.is_empty() || self.regions.iter().any(here))
    }
}

fn standing(expected: &Expected, applied: bool, lens: &Lens<'_>) -> Standing {
    match Standing::of(expected, lens) {
        Standing::Known | Standing::Invited if applied => Standing::Applied,
        other => other,
    }
}

impl ExpectedShown {
    /// A cluster that is expected, with its application where this reader may know of it.
    pub fn of(expected: &Expected, application: Option<String>, lens: &Lens<'_>) -> Self {
        let says = &expected.says;
        let end = expected.end_at(lens.at).map(|(_, end)| end);
        Self {
            expected: expected.expected.to_string(),
            name: (&says.name).into(),
            region: labelled_region(lens.region_code(&says.region), lens),
            source: value::source_key(says.source.source_type),
            url: says.source.url.as_ref().map(ToString::to_string),
            evidence: EvidenceShown::all(&says.evidence),
            known_since: says.known_since,
            standing: standing(expected, application.is_some(), lens).key(),
            invited_on: expected.invited_at(lens.at).map(|(_, day)| *day).collect(),
            application,
            cluster: match end {
                Some(ExpectedEnd::Registered(cluster)) => Some(NamedCluster::of(*cluster, lens)),
                Some(ExpectedEnd::Removed(_)) | None => None,
            },
            removed_for: match end {
                Some(ExpectedEnd::Removed(reason)) => Some(reason.clone()),
                Some(ExpectedEnd::Registered(_)) | None => None,
            },
            noted_at: expected.noted.recorded_at,
            position: expected.noted.position.0,
            updated_at: expected.last_place(lens.at).recorded_at,
        }
    }
}
