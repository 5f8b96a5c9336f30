//! What is withheld, absent, lapsed or disputed, and what of it counts.

use registry_core::facts::{Fact, Facts};
use registry_core::testing::statements::{code, item, link, path, says};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::actor::Role;
use registry_events::claim::{Absence, Relation};
use registry_events::event::{
    DisputeEvent, DisputeFiled, DisputeOutcome, DisputeResolved, LapseCause, Scope,
};
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::{high, lapse, level, outcome};
use crate::markers::{confirmed, met};
use crate::{TODAY, changes, noted, shipped_cluster};

#[test]
fn a_minimum_that_is_open_blocks_every_level() {
    let (mut scene, listed) = high();
    let closed = changes().closing("participants/11");
    scene.given(listed.representative, listed.state(closed));
    assert_eq!(level(&scene, &listed), Level::Initial);
    assert_eq!(
        outcome(&scene, &listed).open.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["M8"]
    );
}

// --- What is withheld ---

#[test]
fn withheld_participants_count_once_an_officer_has_seen_who_they_are() {
    let (mut scene, listed) = shipped_cluster();
    let withheld = item("participants")
        .says("organisation", Absence::Withheld)
        .says("participant_type", code("large"));
    let joins = changes().closing("participants/11").opening(withheld);
    scene.given(listed.representative, listed.state(joins));
    assert!(!met(&scene, &listed).contains("M8"));
    scene.given(scene.officer(), listed.confirm(["participants/12"]).having_seen());
    assert!(met(&scene, &listed).contains("M8"));
}

#[test]
fn withheld_employees_count_once_an_entitled_party_has_seen_evidence() {
    let (mut scene, listed) = shipped_cluster();
    let withheld = changes().stating(says("employees_total", Absence::Withheld));
    scene.given(listed.representative, listed.state(withheld));
    assert!(!met(&scene, &listed).contains("M10"));
    confirmed(&mut scene, &listed, "employees_total", Relation::Ckr, Vec::new());
    assert!(!met(&scene, &listed).contains("M10"), "nobody says that evidence was seen");
    confirmed(&mut scene, &listed, "employees_total", Relation::Ckr, vec![link()]);
    assert!(met(&scene, &listed).contains("M10"));
}

#[test]
fn withheld_staff_counts_the_same() {
    let (mut scene, listed) = shipped_cluster();
    let body = Sketch::board().says("staff_fte", Absence::Withheld);
    scene.given(listed.representative, listed.state(changes().opening(body)));
    assert!(!met(&scene, &listed).contains("G4"));
    scene.given(scene.officer(), listed.confirm(["governing_bodies/12"]).having_seen());
    assert!(met(&scene, &listed).contains("G4"));
    let facts = Facts::of(&scene.cluster(listed.cluster).profile);
    assert_eq!(facts.get("management_staff_corroboration"), Some(&Fact::Integer(3)));
    assert_eq!(facts.get("management_staff_milli"), Some(&Fact::Integer(0)));
}

#[test]
fn the_word_of_who_manages_the_cluster_shows_nothing_withheld() {
    let (mut scene, listed) = shipped_cluster();
    let body = Sketch::board().says("staff_fte", Absence::Withheld);
    scene.given(listed.representative, listed.state(changes().opening(body)));
    let (region, of) = (Code::literal("RU-TOM"), registry_core::testing::organisation(1));
    let organisation = scene.organisation(&of);
    let authority =
        scene.account(Role::RegionRepresentative, Scope::Region { region, organisation });
    scene.given(authority, listed.confirm(["governing_bodies/12"]).having_seen());
    assert!(met(&scene, &listed).contains("G4"));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", registry_core::testing::organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert!(!met(&scene, &listed).contains("G4"));
}

#[test]
fn other_absences_never_count() {
    for absence in [Absence::NotProvided, Absence::NotApplicable, Absence::Zero] {
        let (mut scene, listed) = shipped_cluster();
        let absent = changes().stating(says("employees_total", absence));
        scene.given(listed.representative, listed.state(absent));
        let confirm = scene.confirm_fields(listed.cluster, ["employees_total"]);
        scene.given(scene.officer(), confirm);
        assert!(!met(&scene, &listed).contains("M10"), "{absence:?}");
    }
}

#[test]
fn what_lapsed_counts_nowhere_until_it_is_stated_anew() {
    let (mut scene, listed) = high();
    lapse(&mut scene, &listed, "strategies/15/title", LapseCause::Outdated);
    let outcome_now = outcome(&scene, &listed);
    assert!(!outcome_now.met.iter().any(|marker| marker.as_str() == "T1"));
    assert_eq!(outcome_now.level, Level::Initial, "priorities remain, but nothing documents them");
}

#[test]
fn each_list_and_field_that_ages_takes_its_marker_with_it() {
    for (field, marker) in [
        ("employees_total", "M10"),
        ("governing_bodies/14/type", "G3"),
        ("governing_bodies/12/staff_fte", "G4"),
        ("priorities", "T2"),
        ("projects/13/stage", "P2"),
        ("website", "O1"),
        ("last_content_update", "O1"),
        ("news/21/title", "O4"),
        ("participants/11/organisation", "M8"),
    ] {
        let (mut scene, listed) = high();
        assert!(met(&scene, &listed).contains(marker), "{marker}");
        lapse(&mut scene, &listed, field, LapseCause::Outdated);
        let now = outcome(&scene, &listed).met;
        assert!(!now.iter().any(|met| met.as_str() == marker), "{field} {marker}");
    }
}

/// Lets a dispute of a claim be upheld.
fn upheld(scene: &mut Scene, listed: &Listed, field: &str) {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let (claim, evidence) = (claim.reference(), vec![link()]);
    let filed =
        DisputeFiled { claim, grounds: "Это не так".into(), evidence, decide_until: TODAY };
    noted(scene, listed.cluster, DisputeEvent::DisputeFiled(filed));
    let dispute = scene.load(&StreamId::cluster(listed.cluster)).version;
    let (outcome, reason) = (DisputeOutcome::Upheld, "Так и есть".into());
    let resolved = DisputeResolved { dispute, outcome, reason, evidence: Vec::new() };
    noted(scene, listed.cluster, DisputeEvent::DisputeResolved(resolved));
}

#[test]
fn a_disputed_claim_counts_no_more_until_it_is_stated_anew() {
    let (mut scene, listed) = high();
    upheld(&mut scene, &listed, "partners/16/organisation");
    assert!(!outcome(&scene, &listed).met.iter().any(|marker| marker.as_str() == "C1"));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let another = registry_core::testing::organisation(70);
    let anew = changes().stating(says("partners/16/organisation", another));
    scene.given(listed.representative, listed.state(anew));
    assert!(met(&scene, &listed).contains("C1"));
}
