//! The three levels, and what each of their gates asks for.

use registry_core::assessment::GateOutcome;
use registry_core::command::{ConfirmClaims, Target};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{item, item_path, number, path, ru, says};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::claim::Relation;
use registry_events::event::ClusterEvent;
use registry_events::ids::OrganisationId;
use registry_events::level::Level;
use registry_events::stream::StreamId;

use super::{
    confirm_there, high, level, level_of, listed, outcome, sketch, with_items, without_item,
};
use crate::{BEFORE, changes};

fn undocumented(mut open: OpenInput) -> OpenInput {
    open.claims.iter_mut().for_each(|claim| claim.evidence.clear());
    open
}

#[test]
fn the_minimum_alone_is_the_initial_level() {
    assert_eq!(level_of(sketch().minimal()), Level::Initial);
}

#[test]
fn medium_is_ten_of_twenty_one_with_its_gates_documented() {
    let (scene, listed) = listed(sketch().medium());
    assert_eq!(outcome(&scene, &listed).levels[0].markers, 10);
    assert_eq!(level(&scene, &listed), Level::Medium);
    assert_eq!(level_of(without_item(sketch().medium(), "partners")), Level::Initial);
}

#[test]
fn the_gates_of_medium_are_documented() {
    for list in ["governing_bodies", "projects"] {
        let bare = with_items(sketch().medium(), list, undocumented);
        assert_eq!(level_of(bare), Level::Initial, "{list}");
    }
}

/// A medium cluster without a strategy; a partner abroad and another body make up the number.
fn without_strategy() -> Changes {
    without_item(sketch().medium(), "strategies")
        .opening(sketch().partner("CN"))
        .opening(Sketch::board())
}

#[test]
fn medium_needs_a_strategy_or_priorities() {
    let documented = || {
        let rated = says("priorities", Sketch::priorities()).documented();
        without_strategy().without("priorities").stating(rated)
    };
    assert_eq!(level_of(without_strategy()), Level::Initial, "priorities that nothing documents");
    assert_eq!(level_of(documented()), Level::Medium, "priorities");
    let neither = documented().without("priorities").opening(sketch().news("Первая"));
    assert_eq!(level_of(neither.opening(sketch().news("Вторая"))), Level::Initial, "neither");
}

#[test]
fn an_assessment_explains_each_alternative() {
    let (scene, listed) = listed(without_strategy());
    let medium = &outcome(&scene, &listed).levels[0];
    let told = |(id, met, holds): (&str, bool, bool)| (id.to_owned(), met, holds);
    let group = medium.one_of[0].iter();
    let group: Vec<_> =
        group.map(|gate| (gate.marker.to_string(), gate.met, gate.holds())).collect();
    assert_eq!(group, [("T1", false, false), ("T2", true, false)].map(told));
    assert!(!medium.reached && medium.gates.iter().all(GateOutcome::holds));
}

#[test]
fn a_project_is_a_gate_of_medium() {
    let changes = without_item(sketch().medium(), "projects").opening(Sketch::board());
    let (scene, listed) = listed(changes);
    assert_eq!(outcome(&scene, &listed).levels[0].markers, 10);
    assert_eq!(level(&scene, &listed), Level::Initial);
}

#[test]
fn high_is_seventeen_of_twenty_one_with_its_gates_confirmed() {
    let (scene, listed) = high();
    let recorded = scene.cluster(listed.cluster).assessment.as_ref().expect("an assessment");
    assert_eq!(recorded.level, Level::High);
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 18);
}

/// A cluster that states this, confirmed by the officer and by the first participant as far as what
/// they would confirm is there.
fn confirmed_as_far_as_it_goes(changes: Changes) -> (Scene, Listed) {
    let (mut scene, listed) = listed(changes);
    let participant = scene.representative(1);
    let by_officer = sketch().confirmed_by_officer(listed.cluster);
    let by_participant = sketch().confirmed_by_participant(listed.cluster);
    let officer = scene.officer();
    confirm_there(&mut scene, officer, by_officer);
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    confirm_there(&mut scene, participant, by_participant);
    (scene, listed)
}

#[test]
fn sixteen_markers_are_not_enough_for_high() {
    let silent = |changes: Changes| {
        with_items(changes, "governing_bodies", |body| body.without("funding_sources"))
    };
    let seventeen = || without_item(sketch().high(), "goals");
    let (scene, listed) = confirmed_as_far_as_it_goes(seventeen());
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 17);
    assert_eq!(level(&scene, &listed), Level::High);
    let (scene, listed) = confirmed_as_far_as_it_goes(silent(seventeen()));
    assert_eq!(outcome(&scene, &listed).levels[1].markers, 16);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

#[test]
fn each_gate_of_high_is_confirmed_by_somebody_else() {
    for item in [
        "governing_bodies/12",
        "projects/13",
        "governing_bodies/14",
        "strategies/15",
        "partners/16",
        "partners/17",
    ] {
        let gate = Target::Item(item_path(item));
        let without = |command: ConfirmClaims| ConfirmClaims {
            targets: command.targets.into_iter().filter(|target| *target != gate).collect(),
            ..command
        };
        let (mut scene, listed) = listed(sketch().high());
        let participant = scene.representative(1);
        let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
        scene.given(scene.officer(), site);
        scene.given(scene.officer(), without(sketch().confirmed_by_officer(listed.cluster)));
        // Without the project nothing is left for the participant, and its membership will do.
        let project = without(sketch().confirmed_by_participant(listed.cluster));
        let left = Some(project).filter(|left| !left.targets.is_empty());
        scene.given(participant, left.unwrap_or_else(|| listed.confirm(["participants/2"])));
        assert_eq!(level(&scene, &listed), Level::Medium, "without {item}");
    }
}

#[test]
fn the_site_is_a_gate_of_high() {
    let (mut scene, listed) = listed(sketch().high());
    let participant = scene.representative(1);
    scene.given(scene.officer(), sketch().confirmed_by_officer(listed.cluster));
    scene.given(participant, sketch().confirmed_by_participant(listed.cluster));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn high_needs_a_partner_abroad_or_a_link() {
    let (mut scene, listed) = high();
    let closed = changes().closing("partners/17");
    scene.given(listed.representative, listed.state(closed));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let member = item("association_memberships").says("association", ru("Ассоциация (демо)"));
    scene.given(listed.representative, listed.state(changes().opening(member)));
    assert_eq!(level(&scene, &listed), Level::Medium, "nobody has confirmed it");
    let confirm = listed.confirm(["association_memberships/23"]).having_seen();
    scene.given(scene.officer(), confirm);
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn high_needs_half_of_the_memberships_and_two_parties() {
    let (mut scene, listed) = high();
    let joins = changes().opening(Sketch::participant_of(60, "small"));
    scene.given(listed.representative, listed.state(joins));
    let high = outcome(&scene, &listed).levels[1].clone();
    let held: Vec<_> =
        high.conditions.iter().map(|condition| (condition.key.as_str(), condition.holds)).collect();
    assert_eq!(held, [("participants_confirmed", false), ("gates_confirmed_by_two", true)]);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

fn confirmed_by_partner(
    scene: &mut Scene,
    listed: &Listed,
    organisation: OrganisationId,
    field: &str,
) {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("it").reference();
    let organisation = Some(organisation);
    let actor = registry_events::actor::Actor { organisation, ..registry_core::access::program() };
    let event = registry_events::event::ClaimConfirmed {
        claim,
        relation: Relation::Partner,
        evidence: Vec::new(),
        note: None,
        seen_on: None,
        holds_until: None,
    };
    let stream = StreamId::cluster(listed.cluster);
    let expected = scene.load(&stream).version;
    let event = ClusterEvent::ClaimConfirmed(event).into();
    let events = vec![registry_core::DecidedEvent { actor, cause: None, event }];
    let parts = vec![registry_core::DecidedPart { stream, expected, events }];
    scene.record(&registry_core::Decision { parts });
}

#[test]
fn one_party_is_not_enough_for_high() {
    let (mut scene, listed) = listed(sketch().high());
    scene.given(scene.officer(), sketch().confirmed_by_officer(listed.cluster));
    let site = scene.confirm_fields(listed.cluster, ["website", "last_content_update"]);
    scene.given(scene.officer(), site);
    assert_eq!(level(&scene, &listed), Level::Medium);
    let partner = scene.organisation(&registry_core::testing::organisation(12));
    confirmed_by_partner(&mut scene, &listed, partner, "partners/16/organisation");
    assert_eq!(level(&scene, &listed), Level::Medium, "not all that makes a partner");
    confirmed_by_partner(&mut scene, &listed, partner, "partners/16/country");
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn the_recorded_level_is_what_can_be_recomputed() {
    let (mut scene, listed) = high();
    let more = changes().stating(says("employees_total", number(0)).on(BEFORE));
    scene.given(listed.representative, listed.state(more));
    let recorded = scene.cluster(listed.cluster).assessment.clone().expect("an assessment");
    let now = outcome(&scene, &listed);
    assert_eq!((recorded.level, recorded.met), (now.level, now.met));
}
