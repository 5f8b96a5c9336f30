//! Clusters by level, by age, by key specialisation.

use registry_events::level::Level;
use registry_events::value::Code;
use serde::Serialize;

use super::terms::Terms;
use super::whole;
use crate::register::{RegisterRow, RowField};

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
    /// By level and age, the youngest first; empty where years of creation may not be shown.
    pub level_by_age: Vec<AgeFigures>,
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
const AGES: [(&str, i16); 4] = [("0_2", 2), ("3_5", 5), ("6_10", 10), ("11_plus", i16::MAX)];

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
    pub(super) fn of(rows: &[&RegisterRow], year: i16, terms: &Terms<'_>) -> Self {
        let of_age = |age: &'static str| {
            rows.iter().copied().filter(move |row| age_of(row, year) == Some(age))
        };
        let ages = AGES.into_iter().filter(|_| terms.are_shown(RowField::YearCreated));
        Self {
            total: whole(rows.len()),
            by_level: ByLevel::of(rows.iter().copied()),
            level_by_age: ages
                .map(|(years, _)| AgeFigures { years, by_level: ByLevel::of(of_age(years)) })
                .collect(),
        }
    }
}

fn age_of(row: &RegisterRow, year: i16) -> Option<&'static str> {
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
