//! Given-when-then for rules, and builders of what is stated of a cluster.
//!
//! A [`Scene`] is a registry in memory: every command goes through the real
//! [`decide`](crate::decide), every event through the log's own codec, so what a test records is
//! what the log would hold. It opens with the editions that ship, or with [`SMALL`] ones. [`Sketch`] makes up whole clusters of a wanted level; the functions of
//! [`statements`] write single statements. Shipped under the feature `testing`; nothing here is
//! used by the program itself. What can't be built panics, since a test can only fail then.
#![expect(clippy::missing_panics_doc, reason = "a test that can't be set up has to fail")]

mod editions;
mod organisations;
mod outcome;
mod scene;
mod sketch;
pub mod statements;

pub use editions::SMALL;
pub use organisations::{inn, ogrn, ogrnip, organisation, personal_inn, sole_trader};
pub use outcome::{Outcome, events_of, level_line, problem_lines};
pub use scene::{Listed, Scene};
pub use sketch::Sketch;
