//! Clusters by level, by support, by age, by key specialisation.

use jiff::civil::Date;
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::value::Code;
use serde::Serialize;

use super::terms::Terms;
use super::whole;
use crate::keys;
use crate::regions::Regions;
use crate::register::{RegisterRow, RowField};
use crate::support::{PROGRAMME_FIELDS, SUPPORT_FIELDS, Support, programmes, support_at};

/// Counts by level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ByLevel {
    /// Начальный.
    pub initial: u32,
    /// Средний.
    pub medium: u32,
    /// Высокий.
    pub high: u32,
}

/// Clusters and their levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClusterFigures {
    /// All listed clusters.
    pub total: u32,
    /// By level; one that wasn't assessed yet counts in none.
    pub by_level: ByLevel,
    /// By the support they have on the day; each counts once, a pilot's before a centre's.
    pub by_support: BySupport,
    /// The programmes that pilot clusters represent: several profiles may share one; none where
    /// statuses or their numbers may not be shown.
    pub pilot_programmes: Option<u32>,
    /// By support and level.
    pub level_by_support: LevelBySupport,
    /// By level and age, the youngest first; empty where years of creation may not be shown.
    pub level_by_age: Vec<AgeFigures>,
}

/// Counts by support; none where what it follows from may not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct BySupport {
    /// Pilot innovative territorial clusters.
    pub pilot_itc: Option<u32>,
    /// Supported by a cluster development centre.
    pub ckr: Option<u32>,
    /// Neither.
    pub independent: Option<u32>,
}

/// Levels by support; none in the same case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LevelBySupport {
    /// Of pilot innovative territorial clusters.
    pub pilot_itc: Option<ByLevel>,
    /// Of those a cluster development centre supports.
    pub ckr: Option<ByLevel>,
    /// Of the others.
    pub independent: Option<ByLevel>,
}

/// Clusters of one age by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgeFigures {
    /// The years of existence: `0_2`, `3_5`, `6_10` or `11_plus`.
    pub years: &'static str,
    /// Their levels.
    #[serde(flatten)]
    pub by_level: ByLevel,
}

/// Clusters of one key specialisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpecialisationFigures {
    /// Its code.
    pub key: Code,
    /// How many clusters have it.
    pub total: u32,
    /// Their levels.
    pub by_level: ByLevel,
}

/// Ages with the greatest number of whole years each takes in.
pub(super) const AGES: [(&str, i16); 4] =
    [("0_2", 2), ("3_5", 5), ("6_10", 10), ("11_plus", i16::MAX)];

impl ByLevel {
    pub(super) fn of<'r>(rows: impl IntoIterator<Item = &'r RegisterRow>) -> Self {
        let mut counts = Self::default();
        for level in rows.into_iter().filter_map(|row| row.level) {
            match level {
                Level::Initial => counts.initial += 1,
                Level::Medium => counts.medium += 1,
                Level::High => counts.high += 1,
            }
        }
        counts
    }
}

impl ClusterFigures {
    pub(super) fn of(
        rows: &[&RegisterRow],
        regions: &Regions,
        (at, day): (Position, Date),
        terms: &Terms<'_>,
    ) -> Self {
        let support = |row: &RegisterRow| support_at(row, regions, day, at);
        let supported = || rows.iter().map(|row| (support(row), *row)).collect::<Vec<_>>();
        let supported = terms.known(&SUPPORT_FIELDS, supported);
        let pilots = || whole(programmes(rows.iter().copied(), keys::PILOT, day).len());
        let of_age = |age: &'static str| {
            rows.iter().copied().filter(move |row| age_key(row, day.year()) == Some(age))
        };
        let ages = AGES.into_iter().filter(|_| terms.are_shown(RowField::YearCreated));
        Self {
            total: whole(rows.len()),
            by_level: ByLevel::of(rows.iter().copied()),
            by_support: BySupport::of(supported.as_deref()),
            pilot_programmes: terms.known(&PROGRAMME_FIELDS, pilots),
            level_by_support: LevelBySupport::of(supported.as_deref()),
            level_by_age: ages
                .map(|(years, _)| AgeFigures { years, by_level: ByLevel::of(of_age(years)) })
                .collect(),
        }
    }
}

impl BySupport {
    fn of(rows: Option<&[(Support, &RegisterRow)]>) -> Self {
        let having = |of, rows: &[(Support, &RegisterRow)]| {
            whole(rows.iter().filter(|(support, _)| *support == of).count())
        };
        let count = |of| rows.map(|rows| having(of, rows));
        Self {
            pilot_itc: count(Support::PilotItc),
            ckr: count(Support::Ckr),
            independent: count(Support::Independent),
        }
    }
}

impl LevelBySupport {
    fn of(rows: Option<&[(Support, &RegisterRow)]>) -> Self {
        let having = |of, rows: &[(Support, &RegisterRow)]| {
            let having = rows.iter().filter(|(support, _)| *support == of);
            ByLevel::of(having.map(|(_, row)| *row))
        };
        let levels = |of| rows.map(|rows| having(of, rows));
        Self {
            pilot_itc: levels(Support::PilotItc),
            ckr: levels(Support::Ckr),
            independent: levels(Support::Independent),
        }
    }
}

/// Which age a cluster has in a year; none where its year of creation isn't known.
pub(super) fn age_key(row: &RegisterRow, year: i16) -> Option<&'static str> {
    let age = year.saturating_sub(row.year_created?.get());
    AGES.into_iter().find(|(_, most)| age <= *most).map(|(years, _)| years)
}

impl SpecialisationFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Vec<Self> {
        let mut keys = terms.of_field(RowField::Specialisation);
        let mut others: Vec<_> = rows.iter().filter_map(|row| row.specialisation.clone()).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|key| !keys.contains(key));
        keys.append(&mut others);
        keys.into_iter().map(|key| Self::one(key, rows)).collect()
    }

    fn one(key: Code, rows: &[&RegisterRow]) -> Self {
        let having: Vec<_> =
            rows.iter().copied().filter(|row| row.specialisation.as_ref() == Some(&key)).collect();
        Self { key, total: whole(having.len()), by_level: ByLevel::of(having) }
    }
}
