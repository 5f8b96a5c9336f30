//! The rules, told as sentences; one binary for all topics.
//!
//! Every test goes through a [`Scene`]: what was recorded, what is asked, what follows.

mod access;
mod ageing;
mod applications;
mod applications_listed;
mod branches;
mod bulletins;
mod claims;
mod clerk;
mod confirmations;
mod confirmations_kept;
mod confirmations_of_others;
mod confirmations_of_regions;
mod days;
mod denials;
mod disputes;
mod disputes_followed;
mod editions;
mod enquiries;
mod estimates;
mod expected;
mod facts;
mod forgetting;
mod invariants;
mod levels;
mod levels_shipped;
mod lines;
mod mailbox_domains;
mod markers;
mod masking;
mod merger;
mod names;
mod organisation_numbers;
mod organisations;
mod projects;
mod proposals;
mod publications;
mod registry;
mod relations;
mod reports;
mod requirements;
mod returns;
mod rulebook;
mod seen;
mod served;
mod standing;
mod subjects;
mod succession;
mod vectors;
mod wider;

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use registry_core::access::program;
use registry_core::profile::changes::Changes;
use registry_core::testing::{Listed, Scene, Sketch};
use registry_core::{DecidedEvent, DecidedPart, Decision};
use registry_events::event::Event;
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;

/// The day of most scenes.
const TODAY: Date = date(2026, 3, 2);
/// A day before it, for what is dated.
const BEFORE: Date = date(2025, 12, 31);

/// A registry with one cluster of the initial level: contact 1, participants 2 to 11.
fn one_cluster() -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    (scene, listed)
}

/// Nothing stated yet.
fn changes() -> Changes {
    Changes::default()
}

/// The same registry with the editions that ship.
fn shipped_cluster() -> (Scene, Listed) {
    static LISTED: LazyLock<(Scene, Listed)> = LazyLock::new(|| {
        let mut scene = Scene::open(TODAY);
        let listed = scene.listed(Sketch::new("Белая сосна").minimal());
        (scene, listed)
    });
    LISTED.clone()
}

/// Records what the program notes of a cluster by itself.
fn noted(scene: &mut Scene, cluster: ClusterId, event: impl Into<Event>) {
    let stream = StreamId::cluster(cluster);
    let expected = scene.load(&stream).version;
    let events = vec![DecidedEvent { actor: program(), cause: None, event: event.into() }];
    scene.record(&Decision { parts: vec![DecidedPart { stream, expected, events }] });
}
