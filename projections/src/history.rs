//! The history of a cluster: every event of its stream as lines that can be read and filtered.
//!
//! It shows what was recorded, also where the card took no notice of it. Sentences about a line are
//! made in the gateway.

mod category;
mod filter;
mod line;
mod masked;
mod record;

use std::cmp::Ordering;
use std::sync::Arc;

use imbl::Vector;
use jiff::Timestamp;
use registry_events::ids::StreamVersion;
use serde::Serialize;

pub use category::Category;
pub use filter::{HistoryFilter, PathPrefix};
pub use line::{
    ConfirmationGiven, ConfirmationTaken, Detail, DisputeTold, HistoryLine, ItemEnd, MembershipEnd,
};
pub(crate) use record::Happening;

/// The lines of one cluster's stream, newest last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct History {
    lines: Vector<Arc<HistoryLine>>,
}

/// A page of a history, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPage {
    /// Its lines.
    pub lines: Vec<Arc<HistoryLine>>,
    /// How many lines the filter admits in all.
    pub total: usize,
}

impl History {
    /// The lines a filter admits, newest first, from an index on and at most `limit` of them.
    ///
    /// A page stays the same while the log grows when the filter names the position it began at.
    pub fn page(&self, filter: &HistoryFilter, index: usize, limit: usize) -> HistoryPage {
        self.page_where(filter, |_| true, index, limit)
    }

    /// The same, of the lines for which something else holds too.
    pub fn page_where(
        &self,
        filter: &HistoryFilter,
        also: impl Fn(&HistoryLine) -> bool,
        index: usize,
        limit: usize,
    ) -> HistoryPage {
        let mut page = HistoryPage { lines: Vec::new(), total: 0 };
        let admits = |line: &HistoryLine| filter.admits(line) && also(line);
        for line in self.lines.iter().rev().filter(|line| admits(line)) {
            if page.total >= index && page.lines.len() < limit {
                page.lines.push(Arc::clone(line));
            }
            page.total += 1;
        }
        page
    }

    /// Every line, newest last.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Arc<HistoryLine>> {
        self.lines.iter()
    }

    /// The first line of the event that has a version; none when it shows none.
    pub fn event(&self, version: StreamVersion) -> Option<&HistoryLine> {
        let before = |line: &Arc<HistoryLine>| {
            if line.place.version < version { Ordering::Less } else { Ordering::Greater }
        };
        let (Ok(index) | Err(index)) = self.lines.binary_search_by(before);
        let line = self.lines.get(index)?;
        if line.place.version == version { Some(line) } else { None }
    }

    /// The lines of the event that has a version, in their order.
    pub fn of_event(&self, version: StreamVersion) -> impl Iterator<Item = &HistoryLine> {
        let before = |line: &Arc<HistoryLine>| {
            if line.place.version < version { Ordering::Less } else { Ordering::Greater }
        };
        let (Ok(first) | Err(first)) = self.lines.binary_search_by(before);
        let lines = (first..).map_while(|index| self.lines.get(index));
        lines.map(AsRef::as_ref).take_while(move |line| line.place.version == version)
    }

    /// The lines of an instant: those of one commit, or of a few that were recorded together.
    pub fn recorded_at(&self, instant: Timestamp) -> impl Iterator<Item = &HistoryLine> {
        let before = |line: &Arc<HistoryLine>| {
            if line.place.recorded_at < instant { Ordering::Less } else { Ordering::Greater }
        };
        let (Ok(first) | Err(first)) = self.lines.binary_search_by(before);
        let lines = (first..).map_while(|index| self.lines.get(index));
        lines.map(AsRef::as_ref).take_while(move |line| line.place.recorded_at == instant)
    }

    pub(crate) fn record(&mut self, happening: &Happening<'_>) {
        happening.lines(|line| self.lines.push_back(Arc::new(line)));
    }
}
