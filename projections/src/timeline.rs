//! A value over recorded time: what held since which position.

use registry_events::ids::Position;
use serde::Serialize;

/// Values with the position since which each holds, oldest first.
///
/// For things that change a few times in their life; the register's rows have a persistent one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Timeline<T> {
    steps: Vec<(Position, T)>,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self { steps: Vec::new() }
    }
}

impl<T> Timeline<T> {
    /// A value holds from a position on; positions come in order.
    pub fn set(&mut self, since: Position, value: T) {
        self.steps.push((since, value));
    }

    /// What holds now.
    pub fn now(&self) -> Option<&T> {
        self.steps.last().map(|(_, value)| value)
    }

    /// What held at a position.
    pub fn at(&self, position: Position) -> Option<&T> {
        let after = self.steps.partition_point(|(since, _)| *since <= position);
        self.steps[..after].last().map(|(_, value)| value)
    }

    /// Every value with its position, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(Position, T)> {
        self.steps.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_from_its_position_until_the_next_one() {
        let mut timeline = Timeline::default();
        timeline.set(Position(3), "a");
        timeline.set(Position(7), "b");
        let at = |position| timeline.at(Position(position)).copied();
        assert_eq!(
            [at(2), at(3), at(6), at(7), at(9)],
            [None, Some("a"), Some("a"), Some("b"), Some("b")]
        );
        assert_eq!(timeline.now(), Some(&"b"));
    }
}
