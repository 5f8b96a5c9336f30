//! Who speaks for a region: its development centres, where they support the cluster, and its
//! authorities.

use registry_core::access::Caller;
use registry_core::command::CloseCkr;
use registry_core::testing::statements::{codes, day, says};
use registry_core::testing::{Listed, Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::event::{ClusterEvent, Event, Scope};
use registry_events::value::Code;

use super::confirmations::{claim, confirm, corroboration, medium};
use super::wider::{open_wider, status};
use super::{BEFORE, TODAY, changes};

#[test]
fn a_development_centre_confirms_support_and_place_and_bodies_and_nothing_else() {
    let (mut scene, listed) = medium();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let fields = ["ckr", "regions", "location"].map(|field| claim(&scene, &listed, field));
    scene.when(centre, confirm(&listed, fields.to_vec())).then(&["cluster: ClaimConfirmed ×3"]);
    scene
        .when(centre, listed.confirm(["governing_bodies/12"]))
        .then(&["cluster: ClaimConfirmed ×6"]);
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]);
    scene.when(centre, name).then_problems(&["/claims/0 confirmation.not-entitled"]);
    for item in ["participants/2", "contacts/1", "projects/13"] {
        scene
            .when(centre, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn a_development_centre_that_does_not_support_the_cluster_confirms_nothing_of_it() {
    let (mut scene, listed) = medium();
    let centre = scene.centre("RU-TOM", 51);
    let body = listed.confirm(["governing_bodies/12"]);
    scene.when(centre, body.clone()).then_rejected("ckr.not-supporting");
    scene.supporting_centre(&listed, "RU-TOM", 52);
    scene.when(centre, body).then_rejected("ckr.not-supporting");
}

#[test]
fn a_development_centre_supports_the_cluster_by_a_status_that_it_issued_and_that_holds() {
    let issued = |valid_until| {
        status("ckr_supported").says("issuer", organisation(51)).says("valid_until", valid_until)
    };
    for (status, supports) in [
        (issued(day(TODAY)), true),
        (issued(day(BEFORE)), false),
        (status("ckr_supported"), false),
        (status("regional_programme").says("issuer", organisation(51)), false),
    ] {
        let mut scene = open_wider(TODAY);
        let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(status));
        let centre = scene.centre("RU-TOM", 51);
        let place = confirm(&listed, vec![claim(&scene, &listed, "regions")]);
        let outcome = scene.when(centre, place);
        if supports {
            outcome.then(&["cluster: ClaimConfirmed"]);
        } else {
            outcome.then_rejected("ckr.not-supporting");
        }
    }
}

#[test]
fn a_development_centre_speaks_for_its_own_region() {
    let (mut scene, listed) = medium();
    let centre = scene.centre("RU-VLG", 51);
    scene.when(centre, listed.confirm(["governing_bodies/12"])).then_rejected("access.no-grant");
}

/// Closes the centre of an organisation.
fn close(scene: &mut Scene, region: &'static str, number: u32) {
    let command = CloseCkr {
        region: Code::literal(region),
        organisation: scene.organisation(&organisation(number)),
        closed_on: TODAY,
        reason: "Решение области".into(),
    };
    scene.given(scene.officer(), command);
}

#[test]
fn a_development_centre_speaks_only_while_it_is_open() {
    let (mut scene, listed) = medium();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    close(&mut scene, "RU-TOM", 51);
    scene.when(centre, listed.confirm(["governing_bodies/12"])).then_rejected("ckr.not-open");
}

/// A cluster of two regions.
fn of_two_regions() -> (Scene, Listed) {
    let (mut scene, listed) = medium();
    let both = changes().stating(says("regions", codes(["RU-TOM", "RU-VLG"])));
    scene.given(scene.officer(), listed.state(both));
    (scene, listed)
}

#[test]
fn a_centre_of_one_region_is_no_authority_of_another() {
    let (mut scene, listed) = medium();
    scene.centre("RU-VLG", 51);
    let (region, organisation) = (Code::literal("RU-TOM"), scene.organisation(&organisation(51)));
    let scope = Scope::Region { region, organisation };
    let misplaced = scene.account(Role::RegionRepresentative, scope);
    let command = listed.confirm(["governing_bodies/12"]);
    scene.when(misplaced, command).then_rejected("ckr.not-open");
}

#[test]
fn a_centre_that_is_open_elsewhere_does_not_speak_for_the_region_where_it_was_closed() {
    let (mut scene, listed) = of_two_regions();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    scene.centre("RU-VLG", 51);
    close(&mut scene, "RU-TOM", 51);
    scene.when(centre, listed.confirm(["governing_bodies/12"])).then_rejected("ckr.not-open");
}

#[test]
fn who_speaks_for_two_centres_speaks_for_the_one_that_is_open() {
    let (mut scene, listed) = of_two_regions();
    let centre = scene.centre("RU-TOM", 51);
    scene.supporting_centre(&listed, "RU-VLG", 52);
    let (region, organisation) = (Code::literal("RU-VLG"), scene.organisation(&organisation(52)));
    scene.grant(centre.account, centre.role, Scope::Region { region, organisation });
    close(&mut scene, "RU-TOM", 51);
    let decision = scene
        .when(centre, listed.confirm(["governing_bodies/12"]))
        .then(&["cluster: ClaimConfirmed ×6"]);
    assert_eq!(decision.parts[0].events[0].actor.organisation, Some(organisation));
}

/// An account that speaks for a region by an organisation that is no development centre.
pub(super) fn authority(scene: &mut Scene, region: &'static str, number: u32) -> Caller {
    let name = format!("Ведомство {number}");
    scene.listed(Sketch::small(&name).organisations_from(number).minimal());
    let organisation = scene.organisation(&organisation(number));
    let region = Code::literal(region);
    scene.account(Role::RegionRepresentative, Scope::Region { region, organisation })
}

#[test]
fn an_authority_of_the_region_confirms_what_a_centre_does_and_no_support_is_asked_of_it() {
    let (mut scene, listed) = medium();
    let authority = authority(&mut scene, "RU-TOM", 61);
    let decision = scene
        .when(authority, listed.confirm(["governing_bodies/12"]))
        .then(&["cluster: ClaimConfirmed ×6"]);
    let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a confirmation");
    };
    assert_eq!(confirmed.relation.key(), "region");
    for item in ["participants/2", "contacts/1", "projects/13"] {
        scene
            .when(authority, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn an_authority_speaks_for_its_own_region() {
    let (mut scene, listed) = medium();
    let elsewhere = authority(&mut scene, "RU-VLG", 61);
    scene.when(elsewhere, listed.confirm(["governing_bodies/12"])).then_rejected("access.no-grant");
}

#[test]
fn a_centre_and_an_authority_of_the_region_are_two_relations() {
    let (mut scene, listed) = medium();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let authority = authority(&mut scene, "RU-TOM", 61);
    for caller in [centre, authority] {
        scene.given(caller, listed.confirm(["governing_bodies/12"]));
    }
    let field = "governing_bodies/12/type";
    assert_eq!(corroboration(&scene, &listed, field), "fully_corroborated");
}
