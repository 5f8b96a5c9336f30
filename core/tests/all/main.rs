//! The rules, told as sentences; one binary for all topics.
//!
//! Every test goes through a [`Scene`]: what was recorded, what is asked, what follows.

mod access;
mod applications;
mod claims;
mod confirmations;
mod days;
mod facts;
mod invariants;
mod levels;
mod lines;
mod names;
mod organisations;
mod projects;
mod registry;
mod rulebook;
mod standing;

use jiff::civil::{Date, date};
use registry_core::profile::changes::Changes;
use registry_core::testing::{Listed, Scene, Sketch};

/// The day of most scenes.
const TODAY: Date = date(2026, 3, 2);
/// A day before it, for what is dated.
const BEFORE: Date = date(2025, 12, 31);

/// A registry with one cluster of the initial level: contact 1, participants 2 to 11.
fn one_cluster() -> (Scene, Listed) {
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(Sketch::new("Белая сосна").minimal());
    (scene, listed)
}

/// Nothing stated yet.
fn changes() -> Changes {
    Changes::default()
}
