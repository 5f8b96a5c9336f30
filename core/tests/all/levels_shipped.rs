//! Levels under the rulebook that ships: its thresholds, gates, evidence rules, and what time and
//! doubt do to them.

mod absences;
mod gates;
mod kept;

use registry_core::access::Caller;
use registry_core::assessment::{Assessment, assess};
use registry_core::command::{ConfirmClaims, Target};
use registry_core::facts::{Fact, Facts};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::path;
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::event::{ClaimLapsed, ClusterEvent, LapseCause};
use registry_events::level::Level;

use super::{BEFORE, TODAY, noted};

fn sketch() -> Sketch {
    Sketch::new("Белая сосна")
}

/// What the rulebook in force says of a cluster as it stands.
fn outcome(scene: &Scene, listed: &Listed) -> Assessment {
    let rulebook = scene.registry().rulebook().expect("a rulebook");
    assess(rulebook, &Facts::of(&scene.cluster(listed.cluster).profile))
}

fn level(scene: &Scene, listed: &Listed) -> Level {
    outcome(scene, listed).level
}

fn listed(changes: Changes) -> (Scene, Listed) {
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(changes);
    (scene, listed)
}

fn level_of(changes: Changes) -> Level {
    let (scene, listed) = listed(changes);
    level(&scene, &listed)
}

fn high() -> (Scene, Listed) {
    use std::sync::LazyLock;
    static HIGH: LazyLock<(Scene, Listed)> = LazyLock::new(|| {
        let mut scene = Scene::open(TODAY);
        let listed = scene.listed_high(&sketch());
        (scene, listed)
    });
    HIGH.clone()
}

/// Without the first item of a list.
fn without_item(mut changes: Changes, collection: &str) -> Changes {
    let place = changes.open.iter().position(|open| open.collection.as_str() == collection);
    changes.open.remove(place.expect("an item"));
    changes
}

fn with_each(mut changes: Changes, edit: impl Fn(OpenInput) -> OpenInput) -> Changes {
    changes.open = changes.open.into_iter().map(edit).collect();
    changes
}

/// With a list's items edited.
fn with_items(changes: Changes, list: &str, edit: impl Fn(OpenInput) -> OpenInput) -> Changes {
    with_each(changes, |open| if open.collection.as_str() == list { edit(open) } else { open })
}

/// Gives a confirmation of the items among those meant that are there.
fn confirm_there(scene: &mut Scene, who: Caller, command: ConfirmClaims) {
    let profile = &scene.cluster(command.cluster).profile;
    let there = |target: &Target| matches!(target, Target::Item(item) if profile.is_open(item));
    let targets = command.targets.iter().filter(|target| there(target)).cloned().collect();
    scene.given(who, ConfirmClaims { targets, ..command });
}

// --- What grew too old, is contested, or waits ---

fn lapse(scene: &mut Scene, listed: &Listed, field: &str, cause: LapseCause) {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let lapsed = ClaimLapsed { claim: current.reference(), cause, held_until: BEFORE };
    noted(scene, listed.cluster, ClusterEvent::ClaimLapsed(lapsed));
}

/// A fact that is a number.
fn number_of(scene: &Scene, listed: &Listed, name: &str) -> i64 {
    match Facts::of(&scene.cluster(listed.cluster).profile).get(name) {
        Some(Fact::Integer(number)) => *number,
        other => panic!("{name} is {other:?}"),
    }
}
