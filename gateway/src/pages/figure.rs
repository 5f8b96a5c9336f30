//! A key figure: a number, and under it what is counted, in the case that the number asks for.

use super::frame::Frame;
use super::row::as_i128;
use crate::words::typography::{self, integer};

/// A key figure.
pub struct Figure {
    /// What is counted: «участников» under a number, «участники» where there is none.
    pub label: String,
    /// How many; none where it isn't provided.
    pub number: Option<String>,
}

impl Figure {
    /// So many of what a message names: `participants` has the messages `noun-participants`, which
    /// follows the number, and `figure-participants`.
    pub fn counted(what: &str, count: Option<usize>, frame: &Frame) -> Self {
        let label = match count {
            Some(count) => frame.count(&format!("noun-{what}"), count),
            None => frame.say(&format!("figure-{what}")),
        };
        Self { label, number: count.map(|count| typography::integer(as_i128(count))) }
    }

    /// The sum of what clusters state, with its base where not all of them do.
    pub fn sum(what: &str, stated: &[Option<i64>], frame: &Frame) -> Self {
        let numbers: Vec<_> = stated.iter().flatten().copied().collect();
        let sum = numbers.iter().copied().reduce(i64::saturating_add);
        let figure = Self::counted(what, sum.and_then(|sum| usize::try_from(sum).ok()), frame);
        if sum.is_none() || numbers.len() == stated.len() {
            return figure;
        }
        let (stated, of) = (integer(as_i128(numbers.len())), integer(as_i128(stated.len())));
        let base = frame.words.say_with("figure-base", &[("stated", &stated), ("of", &of)]);
        Self { label: format!("{}, {base}", figure.label), ..figure }
    }

    /// The same of a value that must be renewed.
    #[must_use]
    pub fn marked_if(self, lapsed: bool, frame: &Frame) -> Self {
        let mark = || format!("{}, {}", self.label, frame.say("figure-not-counted"));
        let label = if lapsed { mark() } else { self.label.clone() };
        Self { label, ..self }
    }
}
