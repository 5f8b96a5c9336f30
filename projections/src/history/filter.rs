//! Questions to a history: which lines, and which page of them.

use std::str::FromStr;

use jiff::Timestamp;
use registry_events::ids::{AccountId, InvalidId, ItemId, Position};
use registry_events::path::FieldPath;
use registry_events::value::Code;

use super::{Category, HistoryLine};

/// Which lines of a history are wanted; an empty filter lets all pass, filters are joined by "and".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryFilter {
    /// Any of these categories.
    pub categories: Vec<Category>,
    /// Any of these event types, by name.
    pub types: Vec<String>,
    /// This account acted.
    pub account: Option<AccountId>,
    /// The line is about a path under this one.
    pub path: Option<PathPrefix>,
    /// Recorded at this instant or later.
    pub since: Option<Timestamp>,
    /// Recorded at this instant or earlier.
    pub until: Option<Timestamp>,
    /// Recorded at this position or earlier: the history as it stood then.
    pub at: Option<Position>,
}

/// A whole path, an item, or a collection: `summary`, `participants`, `participants/17`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPrefix {
    first: Code,
    item: Option<ItemId>,
    field: Option<Code>,
}

impl HistoryFilter {
    pub(super) fn admits(&self, line: &HistoryLine) -> bool {
        self.admits_kind(line) && self.admits_time(line) && self.admits_path(line)
    }

    fn admits_kind(&self, line: &HistoryLine) -> bool {
        let category = self.categories.is_empty() || self.categories.contains(&line.category);
        let event_type =
            self.types.is_empty() || self.types.iter().any(|wanted| wanted == line.event_type);
        let account = self.account.is_none_or(|account| account == line.place.actor.account);
        category && event_type && account
    }

    fn admits_time(&self, line: &HistoryLine) -> bool {
        let recorded_at = line.place.recorded_at;
        self.since.is_none_or(|since| since <= recorded_at)
            && self.until.is_none_or(|until| recorded_at <= until)
            && self.at.is_none_or(|at| line.place.position <= at)
    }

    fn admits_path(&self, line: &HistoryLine) -> bool {
        let Some(prefix) = &self.path else { return true };
        line.path().is_some_and(|path| prefix.covers(path))
    }
}

impl PathPrefix {
    /// Whether a path is this one or lies under it.
    pub fn covers(&self, path: &FieldPath) -> bool {
        let Some(item) = &path.item else {
            return self.item.is_none() && self.first == path.field;
        };
        self.first == item.collection
            && self.item.is_none_or(|wanted| wanted == item.item)
            && self.field.as_ref().is_none_or(|wanted| *wanted == path.field)
    }
}

impl FromStr for PathPrefix {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { kind: "path", given: given.chars().take(80).collect() };
        let code = |part: &str| Code::parse(part).map_err(|_| invalid());
        let mut parts = given.split('/');
        let prefix = Self {
            first: code(parts.next().unwrap_or_default())?,
            item: parts.next().map(str::parse).transpose().map_err(|_| invalid())?,
            field: parts.next().map(code).transpose()?,
        };
        if parts.next().is_none() { Ok(prefix) } else { Err(invalid()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_covers_whole_parts_of_a_path_only() {
        let covers = |prefix: &str, path: &str| {
            let prefix: PathPrefix = prefix.parse().expect("a prefix");
            prefix.covers(&path.parse().expect("a path"))
        };
        assert!(covers("summary", "summary"));
        assert!(covers("participants", "participants/17/organisation"));
        assert!(covers("participants/17", "participants/17/organisation"));
        assert!(covers("participants/17/organisation", "participants/17/organisation"));
        assert!(!covers("participants/1", "participants/17/organisation"));
        assert!(!covers("participant", "participants/17/organisation"));
        assert!(!covers("participants/17/organisation", "participants/17/employees"));
    }

    #[test]
    fn a_prefix_of_four_parts_or_with_a_word_for_the_item_is_refused() {
        for given in ["", "a/1/b/c", "participants/x"] {
            assert!(given.parse::<PathPrefix>().is_err(), "{given}");
        }
    }
}
