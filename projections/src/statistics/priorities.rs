//! How important clusters say each priority is.

use registry_events::value::Code;
use serde::Serialize;

use super::Base;
use super::terms::Terms;
use crate::register::{RegisterRow, RowField};

/// Priorities with their importance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorityFigures {
    /// Clusters that rate priorities; none where ratings may not be shown.
    pub base: Option<Base>,
    /// Each priority, in the order of its dictionary.
    pub by_priority: Vec<PriorityLine>,
}

/// One priority: clusters by the importance it has to them. A cluster that doesn't rate it counts in
/// none, since `absent` is a mark that is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorityLine {
    /// Its code.
    pub key: Code,
    /// Высокий.
    pub high: u32,
    /// Средний.
    pub medium: u32,
    /// Низкий.
    pub low: u32,
    /// Отсутствует.
    pub absent: u32,
}

impl PriorityFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let keys = terms.of_field(RowField::Priorities).into_iter();
        let rates = |row: &RegisterRow| row.priorities.as_ref().is_some_and(|all| !all.is_empty());
        Self {
            base: terms.known(&[RowField::Priorities], || Base::of(rows, rates)),
            by_priority: keys.map(|key| PriorityLine::of(key, rows)).collect(),
        }
    }
}

impl PriorityLine {
    fn of(key: Code, rows: &[&RegisterRow]) -> Self {
        let mut line = Self { key, high: 0, medium: 0, low: 0, absent: 0 };
        let rated = rows.iter().filter_map(|row| row.priorities.as_ref());
        let marks: Vec<&str> =
            rated.filter_map(|all| all.get(&line.key)).map(Code::as_str).collect();
        for mark in marks {
            line.add(mark);
        }
        line
    }

    fn add(&mut self, mark: &str) {
        match mark {
            "high" => self.high += 1,
            "medium" => self.medium += 1,
            "low" => self.low += 1,
            "absent" => self.absent += 1,
            _ => {}
        }
    }
}
