//! From instants to positions: what the registry had recorded by a time, and where commits end.

use std::cmp::Ordering;

use imbl::Vector;
use jiff::Timestamp;
use registry_events::ids::Position;
use serde::Serialize;

/// The time and the last position of each commit; both only grow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct TimeIndex {
    commits: Vector<(Timestamp, Position)>,
}

impl TimeIndex {
    /// A commit ended.
    pub(crate) fn push(&mut self, recorded_at: Timestamp, last: Position) {
        self.commits.push_back((recorded_at, last));
    }

    /// The last position recorded at or before an instant; none when the log began later.
    pub fn at(&self, instant: Timestamp) -> Option<Position> {
        self.last_where(|(recorded_at, _)| *recorded_at <= instant).map(|(_, last)| last)
    }

    /// The end of the last commit that had ended at a position.
    pub fn commit_end(&self, position: Position) -> Option<Position> {
        self.last_where(|(_, last)| *last <= position).map(|(_, last)| last)
    }

    /// The commit that holds a position: when it was recorded and its last position.
    pub fn commit_of(&self, position: Position) -> Option<(Timestamp, Position)> {
        let before = |commit: &(_, Position)| {
            if commit.1 < position { Ordering::Less } else { Ordering::Greater }
        };
        let (Ok(index) | Err(index)) = self.commits.binary_search_by(before);
        self.commits.get(index).copied()
    }

    /// When the last commit that had ended at a position was recorded.
    pub fn recorded_at(&self, position: Position) -> Option<Timestamp> {
        self.last_where(|(_, last)| *last <= position).map(|(recorded_at, _)| recorded_at)
    }

    /// The time and last position of every commit, oldest first.
    pub fn commits(&self) -> impl Iterator<Item = (Timestamp, Position)> + '_ {
        self.commits.iter().copied()
    }

    fn last_where(
        &self,
        holds: impl Fn(&(Timestamp, Position)) -> bool,
    ) -> Option<(Timestamp, Position)> {
        let before = |commit: &_| if holds(commit) { Ordering::Less } else { Ordering::Greater };
        let (Ok(after) | Err(after)) = self.commits.binary_search_by(before);
        after.checked_sub(1).and_then(|index| self.commits.get(index)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    #[test]
    fn an_instant_leads_to_the_last_position_recorded_by_then() {
        let mut index = TimeIndex::default();
        for (at, last) in [(10, 0), (20, 4), (20, 5), (30, 9)] {
            index.push(second(at), Position(last));
        }
        let at = |at| index.at(second(at)).map(|position| position.0);
        assert_eq!(
            [at(9), at(10), at(19), at(20), at(99)],
            [None, Some(0), Some(0), Some(5), Some(9)]
        );
    }

    #[test]
    fn a_position_within_a_commit_leads_to_the_commit_before() {
        let mut index = TimeIndex::default();
        index.push(second(1), Position(2));
        index.push(second(2), Position(6));
        let end = |position| index.commit_end(Position(position)).map(|end| end.0);
        assert_eq!([end(1), end(2), end(5), end(6)], [None, Some(2), Some(2), Some(6)]);
    }

    #[test]
    fn a_position_is_held_by_the_commit_that_ends_at_it_or_after() {
        let mut index = TimeIndex::default();
        index.push(second(1), Position(2));
        index.push(second(2), Position(6));
        let of = |position| index.commit_of(Position(position)).map(|(_, last)| last.0);
        assert_eq!([of(0), of(2), of(3), of(6), of(7)], [Some(2), Some(2), Some(6), Some(6), None]);
    }
}
