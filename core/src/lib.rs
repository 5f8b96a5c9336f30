//! The rules of the cluster registry, pure.
//!
//! [`decide`] turns a command and what is already recorded into the facts that follow;
//! [`state::StreamState::evolve`] folds recorded facts into what rules need to know. Everything
//! comes in as arguments: this crate knows no log engine, no clock, no chance, no file and no HTTP.
#![warn(missing_docs)]

pub mod access;
pub mod assessment;
pub mod command;
pub mod deadline;
pub mod editions;
pub mod facts;
pub mod lapse;
pub mod likeness;
pub mod name;
pub mod paged;
pub mod profile;
pub mod rejection;
pub mod requirements;
pub mod rulebook;
pub mod state;
pub mod support;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod world;

mod day;
mod decide;
mod memo;

pub use decide::{DecidedEvent, DecidedPart, Decision, decide};
