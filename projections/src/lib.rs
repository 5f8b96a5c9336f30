//! The read models of the cluster registry: plain folds of the log.
//!
//! [`views::Views`] is one value that holds everything pages and the API show; it is folded from
//! recorded events and from nothing else. Every fold is total and deterministic: no clock, no I/O,
//! no keys, no judgement of rules. An event that makes no sense where it stands changes nothing.
#![warn(missing_docs)]

pub mod bulletins;
pub mod card;
pub mod completeness;
pub mod diff;
mod digest;
pub mod documents;
pub mod editions;
pub mod enquiries;
pub mod estimates;
pub mod expected;
pub mod figures;
pub mod follower;
pub mod forgotten;
pub mod grants;
pub mod history;
pub mod journal;
mod keys;
pub mod levels;
pub mod masked;
pub mod measures;
pub mod moderation;
pub mod name;
pub mod organisations;
pub mod place;
pub mod publications;
mod read;
pub mod regions;
pub mod register;
pub mod rights;
pub mod samples;
pub mod search;
pub mod statistics;
pub mod support;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod time_index;
pub mod timeline;
pub mod views;
pub mod voice;
mod words;
