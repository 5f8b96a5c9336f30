//! What came of a command, told in short lines.

use std::fmt;

use registry_events::event::{ClusterEvent, Event, LevelAssessed};

use crate::decide::{DecidedPart, Decision};
use crate::rejection::{Problem, Rejection};

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome(pub Result<Decision, Rejection>);

impl Outcome {
    /// Holds that the command was accepted and that these events follow, a line for each stream:
    /// `cluster: ClusterListed, ItemOpened ×11`. Streams that fare alike share a line:
    /// `identifier ×20: IdentifierTaken`.
    #[track_caller]
    pub fn then(self, expected: &[&str]) -> Decision {
        let decision = self.accepted();
        assert_eq!(events_of(&decision), expected);
        decision
    }

    /// Holds that the command was refused with this code.
    #[track_caller]
    pub fn then_rejected(self, code: &str) -> Rejection {
        let rejection = self.rejected();
        assert_eq!(rejection.code(), code, "{rejection:?}");
        rejection
    }

    /// Holds that the command was refused for exactly these problems, in the order they are told:
    /// `/claims/0/value number.too-small 0`.
    #[track_caller]
    pub fn then_problems(self, expected: &[&str]) {
        assert_eq!(problem_lines(&self.rejected()), expected);
    }

    /// The decision of a command that must have been accepted.
    #[track_caller]
    pub fn accepted(self) -> Decision {
        self.0.unwrap_or_else(|rejection| panic!("refused: {rejection:?}"))
    }

    /// The rejection of a command that must have been refused.
    #[track_caller]
    pub fn rejected(self) -> Rejection {
        match self.0 {
            Ok(decision) => panic!("accepted: {:?}", events_of(&decision)),
            Err(rejection) => rejection,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = match &self.0 {
            Ok(decision) => events_of(decision),
            Err(rejection) => [vec![rejection.code().into()], problem_lines(rejection)].concat(),
        };
        f.write_str(&lines.join("\n"))
    }
}

/// The events of a decision as lines, see [`Outcome::then`].
pub fn events_of(decision: &Decision) -> Vec<String> {
    counted(decision.parts.iter().map(|part| (kind_of(part), names_of(part))))
        .into_iter()
        .map(|((kind, events), count)| format!("{}: {events}", times(kind, count)))
        .collect()
}

/// The change of level a decision records, as `initial → medium: +G1 +P1 -M8`; empty when none.
pub fn level_line(decision: &Decision) -> String {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let assessed = events.filter_map(|decided| match &decided.event {
        Event::Cluster(ClusterEvent::LevelAssessed(assessed)) => Some(change_of(assessed)),
        _ => None,
    });
    assessed.collect::<Vec<_>>().join("; ")
}

/// The problems of a rejection as lines: pointer, code, details.
pub fn problem_lines(rejection: &Rejection) -> Vec<String> {
    let Rejection::Invalid(problems) = rejection else { return Vec::new() };
    problems.iter().map(line_of).collect()
}

fn line_of(problem: &Problem) -> String {
    let mut words = vec![problem.pointer.as_str(), problem.code];
    words.extend(problem.details.iter().map(String::as_str));
    words.join(" ").trim_start().into()
}

fn change_of(assessed: &LevelAssessed) -> String {
    let before = assessed.before.map(|level| format!("{} → ", level.key())).unwrap_or_default();
    let gained = assessed.gained.iter().map(|marker| format!(" +{marker}"));
    let lost = assessed.lost.iter().map(|marker| format!(" -{marker}"));
    format!("{before}{}:{}", assessed.after.key(), gained.chain(lost).collect::<String>())
}

fn kind_of(part: &DecidedPart) -> String {
    let name = part.stream.as_str();
    name.split_once('/').map_or(name, |(kind, _)| kind).into()
}

fn names_of(part: &DecidedPart) -> String {
    let mut runs: Vec<(&str, usize)> = Vec::new();
    for (name, _) in part.events.iter().map(|decided| decided.event.type_and_schema()) {
        match runs.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => runs.push((name, 1)),
        }
    }
    runs.into_iter().map(|(name, count)| times(name, count)).collect::<Vec<_>>().join(", ")
}

/// Equal ones once with their number, in the order of the first.
fn counted<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counted.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counted.push((one, 1)),
        }
    }
    counted
}

fn times(name: impl fmt::Display, count: usize) -> String {
    if count == 1 { name.to_string() } else { format!("{name} ×{count}") }
}
