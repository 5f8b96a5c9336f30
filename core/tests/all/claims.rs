//! What is checked of every statement, and what is recorded of it.

mod items;
mod recorded;
mod requests;
mod values;

use registry_core::Decision;
use registry_core::profile::changes::Changes;
use registry_core::testing::Outcome;
use registry_events::claim::Claim;
use registry_events::event::{Event, ProfileEvent};
use registry_events::stream::StreamId;

use super::one_cluster;

/// What comes of stating this of a cluster with contact 1 and participants 2 to 11, by an officer.
fn stated(changes: Changes) -> Outcome {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), listed.state(changes))
}

/// The problems of stating this; nothing of it is recorded.
#[track_caller]
fn check(changes: Changes, expected: &[&str]) {
    let (mut scene, listed) = one_cluster();
    let before = scene.load(&StreamId::cluster(listed.cluster)).version;
    scene.when(scene.officer(), listed.state(changes)).then_problems(expected);
    assert_eq!(scene.load(&StreamId::cluster(listed.cluster)).version, before);
}

/// Every claim a decision records.
fn claims_of(decision: &Decision) -> Vec<Claim> {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    events
        .flat_map(|decided| match &decided.event {
            Event::Profile(ProfileEvent::ClaimsStated(stated)) => stated.claims.clone(),
            Event::Profile(ProfileEvent::ItemOpened(opened)) => opened.claims.clone(),
            _ => Vec::new(),
        })
        .collect()
}
