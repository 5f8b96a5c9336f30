//! A key figure: a number, and under it what is counted, in the case that the number asks for.

use super::frame::Frame;
use super::row::as_i128;
use crate::words::typography;

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
}
