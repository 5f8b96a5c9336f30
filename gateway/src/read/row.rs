//! A cluster as lists show it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::catalogue::Field;
use registry_events::level::Level;
use registry_events::value::{Code, Point, Text};
use registry_projections::organisations::by_type;
use registry_projections::register::RegisterRow;
use registry_projections::search::{Matched, MatchedIn};
use registry_projections::support::Support;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::{Bilingual, Labelled};
use super::support::support_on;
use super::value;
use crate::words::terms;

/// The dictionary of key specialisations.
pub const SPECIALISATION: &str = "specialisation";
/// The dictionary of federal districts.
pub const DISTRICT: &str = "federal_district";

/// A row of the register.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RowShown {
    /// The cluster.
    pub id: String,
    /// The shown name.
    pub name: Option<Bilingual>,
    /// `listed`, `suspended`, `inactive`, `merged` or `withdrawn`.
    pub status: &'static str,
    /// Its regions, the primary one first.
    pub regions: Vec<Labelled>,
    /// The key specialisation.
    pub specialisation: Option<Labelled>,
    /// `initial`, `medium` or `high`; null until it was assessed.
    pub level: Option<&'static str>,
    /// Since when it has that level.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub level_since: Option<Timestamp>,
    /// How it was supported on the day shown: `pilot_itc`, `ckr` or `independent`; null in lists of
    /// no day.
    pub support: Option<&'static str>,
    /// The year of its creation.
    pub year_created: Option<i16>,
    /// Its participants.
    pub participants: ParticipantsShown,
    /// How many joint projects it states, on the day that `on` asked for where it did; null where it
    /// states none, which isn't having none.
    pub projects: Option<usize>,
    /// How many people its participants employ; null where it isn't stated.
    pub employees_total: Option<i64>,
    /// What of these numbers sums and medians count.
    pub counted: CountedShown,
    /// Where it is on the map.
    pub point: Option<PointShown>,
    /// Whether that is only the centre of the primary region, as no point is stated.
    pub point_is_default: bool,
    /// When it entered the register.
    #[schema(value_type = String, format = DateTime)]
    pub listed_at: Timestamp,
    /// When its last event was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// The place of that event in the log.
    pub updated_position: u64,
    /// Where the words asked for were found; null where none were asked for.
    pub matched: Option<MatchedShown>,
}

/// Where in a profile words were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatchedShown {
    /// The field, for one of a list after the list's key: `offers/text`; `support` where it is how the
    /// cluster is supported, which follows from its statuses.
    pub field: String,
    /// What the field is called, or the list that it is of.
    pub label: Bilingual,
    /// What stands there.
    pub text: Bilingual,
    /// Whether that isn't so any more: what a name was before it changed.
    pub former: bool,
}

impl MatchedShown {
    /// Where words were found, with the field's name of the lens's position.
    pub fn of(matched: &Matched, lens: &Lens<'_>) -> Self {
        let (collection, field) = matched.within.path();
        Self {
            field: collection.map_or_else(|| field.into(), |list| format!("{list}/{field}")),
            label: label(matched.within, lens),
            text: Bilingual::from(&matched.text),
            former: matched.within.is_former(),
        }
    }
}

/// Participants in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParticipantsShown {
    /// How many there are, or were on the day that `on` asked for; null where none is known of it.
    pub total: Option<usize>,
    /// How many of them a second party confirms; null as the total.
    pub confirmed: Option<u32>,
    /// How many of each type, which follows the organisation's size where one is stated.
    pub by_type: BTreeMap<String, u32>,
}

/// What figures count of a cluster: what lapsed or is disputed stays shown and isn't counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountedShown {
    /// Its participants that count; null where none does or it isn't known of the day asked for.
    pub participants: Option<usize>,
    /// Its employees, while what is stated of them counts.
    pub employees_total: Option<i64>,
    /// Its joint projects that count; null where none does.
    pub projects: Option<usize>,
}

impl CountedShown {
    fn of(row: &RegisterRow) -> Self {
        Self {
            participants: row.counted_participants(),
            employees_total: row.counted_employees(),
            projects: row.counted_projects(),
        }
    }
}

/// A point on the map, in degrees of WGS 84.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PointShown {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lng: f64,
    /// `exact`, `locality` or `region_centroid`.
    pub precision: &'static str,
}

impl RowShown {
    /// A row with the words of the lens's position.
    pub fn of(row: &RegisterRow, day: Option<Date>, lens: &Lens<'_>) -> Self {
        let participants = &row.participants;
        let members = lens.views.organisations().typed_members(row, lens.at);
        let point = row.point.or_else(|| default_point(row, lens));
        Self {
            id: row.cluster.to_string(),
            name: row.name.as_ref().map(|name| Bilingual::from(&name.text)),
            status: row.status.key(),
            regions: row.regions.iter().map(|code| labelled_region(code, lens)).collect(),
            specialisation: row
                .specialisation
                .as_ref()
                .map(|key| labelled(SPECIALISATION, key, lens)),
            level: row.level.map(Level::key),
            level_since: row.level_since,
            support: day.and_then(|day| support_on(row, day, lens)).map(Support::key),
            year_created: row.year_created.map(registry_events::value::Year::get),
            participants: ParticipantsShown {
                total: Some(participants.total()),
                confirmed: Some(participants.confirmed()),
                by_type: counts(&by_type(members)),
            },
            projects: Some(row.projects.len()).filter(|projects| *projects > 0),
            employees_total: row.employees_total,
            counted: CountedShown::of(row),
            point: point.map(PointShown::from),
            point_is_default: row.point.is_none() && point.is_some(),
            listed_at: row.listed_at,
            updated_at: row.updated_at,
            updated_position: row.updated.0,
            matched: None,
        }
    }

    /// The row of a day on which it isn't known what participants there were.
    #[must_use]
    pub fn without_participants(self) -> Self {
        let by_type = BTreeMap::new();
        let participants = ParticipantsShown { total: None, confirmed: None, by_type };
        let counted = CountedShown { participants: None, ..self.counted };
        Self { participants, counted, ..self }
    }
}

/// What a part of the profile is called.
fn label(within: MatchedIn, lens: &Lens<'_>) -> Bilingual {
    let (collection, field) = within.path();
    let label = match collection {
        _ if within == MatchedIn::Support => return terms::SUPPORT.into(),
        Some(collection) => lens.collection(collection).map(|found| found.label.clone()),
        None => own_field(field, lens).map(|found| found.label.clone()),
    };
    label.map_or_else(|| Bilingual::from(&Text::ru(field)), Bilingual::from)
}

/// A field of the cluster itself.
fn own_field<'l>(key: &str, lens: &Lens<'l>) -> Option<&'l Field> {
    lens.field(&key.parse().ok()?)
}

/// The centre of a cluster's primary region, which is its point where none is stated. One that is
/// withheld isn't replaced: where such a cluster is, isn't to be told.
pub fn default_point(row: &RegisterRow, lens: &Lens<'_>) -> Option<Point> {
    let shown = lens.shows_field("location") && row.point.is_none() && !row.point_withheld;
    let region = row.regions.first().filter(|_| shown)?;
    lens.region(region.as_str()).map(|region| region.point)
}

/// A code of a dictionary with what it means.
pub fn labelled(dictionary: &str, key: &Code, lens: &Lens<'_>) -> Labelled {
    Labelled { key: key.to_string(), label: lens.term(dictionary, key).into() }
}

/// A region with its name.
pub fn labelled_region(code: &Code, lens: &Lens<'_>) -> Labelled {
    labelled(registry_events::dictionary::REGIONS_KEY, code, lens)
}

/// Counts by code, with plain keys.
pub fn counts(counts: &BTreeMap<Code, u32>) -> BTreeMap<String, u32> {
    counts.iter().map(|(key, count)| (key.to_string(), *count)).collect()
}

impl From<Point> for PointShown {
    fn from(point: Point) -> Self {
        Self {
            lat: f64::from(point.lat_micro) / 1e6,
            lng: f64::from(point.lng_micro) / 1e6,
            precision: value::precision_key(point.precision),
        }
    }
}
