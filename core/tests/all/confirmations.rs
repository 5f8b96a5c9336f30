//! Confirmation by a second party: another person and another organisation than the claimant's.

use registry_core::access::Caller;
use registry_core::command::{
    Against, CloseCkr, ConfirmClaims, Target, WithdrawCluster, WithdrawConfirmation,
};
use registry_core::facts::{Fact, Facts};
use registry_core::rejection::Rejection;
use registry_core::testing::statements::{
    code, codes, day, flag, item, item_path, link, path, ru, says, year,
};
use registry_core::testing::{Listed, Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Stated};
use registry_events::event::{ClusterEvent, Event, Scope};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::wider::{link_to, open_wider, partner, status};
use super::{BEFORE, TODAY, changes};

/// A cluster of the medium level with participants 2 to 11 of organisations 1 to 10, coordinator 12
/// of organisation 11, and project 13 of the participants 2, 3 and 4.
fn medium() -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").medium());
    (scene, listed)
}

/// The current claim of a field as a target.
fn claim(scene: &Scene, listed: &Listed, field: &str) -> Target {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    Target::Claim(current.expect("a stated field").reference())
}

/// The command that confirms these.
fn confirm(listed: &Listed, targets: Vec<Target>) -> ConfirmClaims {
    ConfirmClaims { targets, ..listed.confirm([]) }
}

fn withdraw(listed: &Listed, confirmation: StreamVersion) -> WithdrawConfirmation {
    let reason = "Мы ошиблись".into();
    WithdrawConfirmation { cluster: listed.cluster, confirmation, reason }
}

/// The version of the cluster's last event.
fn last(scene: &Scene, listed: &Listed) -> StreamVersion {
    scene.load(&StreamId::cluster(listed.cluster)).version
}

fn corroboration(scene: &Scene, listed: &Listed, field: &str) -> &'static str {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    current.expect("a stated field").corroboration().key()
}

#[test]
fn a_participant_confirms_its_own_membership() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let decision = scene
        .when(participant, listed.confirm(["participants/2"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
    let actor = &decision.parts[0].events[0].actor;
    assert_eq!(actor.organisation, Some(scene.organisation(&organisation(1))));
    assert_eq!(
        corroboration(&scene, &listed, "participants/2/organisation"),
        "partially_corroborated"
    );
}

#[test]
fn a_participant_does_not_confirm_the_membership_of_another() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene
        .when(participant, listed.confirm(["participants/2", "participants/3"]))
        .then_problems(&["/claims/1 confirmation.not-entitled"]);
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn a_participant_confirms_a_project_it_is_in() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(3);
    scene.when(participant, listed.confirm(["projects/13"])).then(&["cluster: ClaimConfirmed ×5"]);
}

#[test]
fn a_participant_does_not_confirm_a_project_it_is_not_in() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(4);
    scene
        .when(participant, listed.confirm(["projects/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn a_participant_confirms_neither_the_cluster_s_bodies_nor_its_fields_nor_its_contacts() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]);
    scene.when(participant, name).then_problems(&["/claims/0 confirmation.not-entitled"]);
    for item in ["governing_bodies/12", "contacts/1"] {
        scene
            .when(participant, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn who_is_no_participant_confirms_nothing() {
    let (mut scene, listed) = medium();
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let stranger = scene.representative(21);
    scene.when(stranger, listed.confirm(["governing_bodies/12"])).then_rejected("access.no-grant");
}

#[test]
fn who_has_left_confirms_nothing_any_more() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(9);
    scene.given(listed.representative, listed.state(changes().closing("participants/10")));
    scene
        .when(participant, listed.confirm(["governing_bodies/12"]))
        .then_rejected("access.no-grant");
}

/// A cluster whose participant 2 is also a body of a type.
fn with_body(kind: &str) -> (Scene, Listed, Caller) {
    let mut scene = Scene::small(TODAY);
    let body =
        item("governing_bodies").says("type", code(kind)).says("organisation", organisation(1));
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(body));
    let participant = scene.representative(1);
    (scene, listed, participant)
}

#[test]
fn the_cluster_s_own_coordinator_or_management_company_is_no_second_party() {
    for kind in ["coordinator", "management_company"] {
        let (mut scene, listed, participant) = with_body(kind);
        scene
            .when(participant, listed.confirm(["participants/2"]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn who_sits_on_the_board_is_a_second_party() {
    let (mut scene, listed, participant) = with_body("board");
    scene
        .when(participant, listed.confirm(["participants/2"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
}

#[test]
fn the_claimant_s_own_account_is_no_second_party_in_another_role() {
    let (mut scene, listed) = medium();
    let account = listed.representative.account;
    let id = scene.organisation(&organisation(1));
    scene.grant(account, Role::OrganisationRepresentative, Scope::Organisation(id));
    scene.grant(account, Role::Officer, Scope::Registry);
    for role in [Role::OrganisationRepresentative, Role::Officer] {
        scene
            .when(Caller { account, role }, listed.confirm(["participants/2"]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn an_officer_names_what_a_claim_was_held_against() {
    let (mut scene, listed) = medium();
    for against in [Against::Original, Against::Register] {
        let unseen = ConfirmClaims { against, ..listed.confirm(["participants/2"]) };
        scene
            .when(scene.officer(), unseen)
            .then_problems(&["/evidence confirmation.evidence-needed"]);
    }
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn an_officer_confirms_everything_and_fully() {
    let (mut scene, listed) = medium();
    let all = ["contacts/1", "participants/2", "governing_bodies/12", "projects/13"];
    let seen = listed.confirm(all).having_seen();
    scene.when(scene.officer(), seen).then(&["cluster: ClaimConfirmed ×15"]);
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]).having_seen();
    scene.when(scene.officer(), name).then(&["cluster: ClaimConfirmed"]);
    for field in ["contacts/1/email", "participants/2/organisation", "official_name"] {
        assert_eq!(corroboration(&scene, &listed, field), "fully_corroborated");
    }
}

#[test]
fn what_an_officer_stated_is_confirmed_by_no_other_officer() {
    let mut scene = Scene::small(TODAY);
    let cluster = scene.entered(Sketch::small("Белая сосна").minimal());
    let command = ConfirmClaims::of_items(cluster, [item_path("participants/2")]);
    let second = scene.account(Role::Officer, Scope::Registry);
    for officer in [scene.officer(), second] {
        scene
            .when(officer, command.clone())
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn an_officer_says_what_the_claim_was_held_against() {
    let (mut scene, listed) = medium();
    let matched = ConfirmClaims {
        against: Against::Register,
        evidence: vec![link()],
        note: Some("ЕГРЮЛ".into()),
        ..confirm(&listed, vec![claim(&scene, &listed, "participants/2/organisation")])
    };
    let decision = scene.when(scene.officer(), matched).then(&["cluster: ClaimConfirmed"]);
    let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a confirmation");
    };
    assert_eq!(confirmed.relation.key(), "register");
    assert_eq!((confirmed.evidence.len(), confirmed.note.as_deref()), (1, Some("ЕГРЮЛ")));
}

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

#[test]
fn who_speaks_for_two_participants_confirms_the_membership_of_each() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let id = scene.organisation(&organisation(2));
    scene.grant(participant.account, participant.role, Scope::Organisation(id));
    for item in ["participants/2", "participants/3"] {
        scene.when(participant, listed.confirm([item])).then(&["cluster: ClaimConfirmed ×2"]);
    }
    scene
        .when(participant, listed.confirm(["participants/4"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn a_party_confirms_a_claim_once() {
    let (mut scene, listed) = medium();
    let (one, colleague) = (scene.representative(1), scene.representative(1));
    scene.given(one, listed.confirm(["participants/2"]));
    for caller in [one, colleague] {
        scene
            .when(caller, listed.confirm(["participants/2"]))
            .then_rejected("confirmation.already-given");
    }
    let single = confirm(&listed, vec![claim(&scene, &listed, "participants/2/organisation")]);
    scene.when(one, single).then_rejected("confirmation.already-given");
}

#[test]
fn what_is_said_anew_of_an_item_is_confirmed_by_confirming_the_item_again() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let restated = changes().stating(says("participants/2/participant_type", code("large")));
    scene.given(listed.representative, listed.state(restated));
    let stated = path("participants/2/participant_type");
    let current = scene.cluster(listed.cluster).profile.claim(&stated).expect("a claim");
    assert_eq!((current.support.confirmations.len(), current.support.kept().len()), (0, 1));
    scene.when(participant, listed.confirm(["participants/2"])).then(&["cluster: ClaimConfirmed"]);
}

#[test]
fn a_claim_that_is_meant_twice_is_confirmed_once() {
    let (mut scene, listed) = medium();
    let single = claim(&scene, &listed, "participants/2/organisation");
    let twice = vec![Target::Item(item_path("participants/2")), single.clone(), single];
    let twice = confirm(&listed, twice).having_seen();
    scene.when(scene.officer(), twice).then(&["cluster: ClaimConfirmed ×2"]);
}

#[test]
fn a_claim_that_was_replaced_is_not_confirmed() {
    let (mut scene, listed) = medium();
    let seen = claim(&scene, &listed, "year_created");
    let Target::Claim(ClaimRef { version: expected, .. }) = seen.clone() else {
        panic!("a claim");
    };
    let restated = changes().stating(says("year_created", year(2011)));
    scene.given(listed.representative, listed.state(restated));
    let outcome = scene.when(scene.officer(), confirm(&listed, vec![seen]));
    assert_eq!(
        outcome.then_rejected("claim.replaced"),
        Rejection::ClaimReplaced {
            path: path("year_created"),
            expected: Some(expected),
            actual: Some(last(&scene, &listed)),
            current: Some(Box::new(Stated::Value(year(2011)))),
            proposed: None,
        }
    );
}

#[test]
fn what_was_said_of_a_closed_item_is_not_confirmed() {
    let (mut scene, listed) = medium();
    let single = claim(&scene, &listed, "participants/11/organisation");
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    let targets = [Target::Item(item_path("participants/11")), single];
    for target in targets {
        scene
            .when(scene.officer(), confirm(&listed, vec![target]))
            .then_problems(&["/claims/0 item.not-open"]);
    }
}

#[test]
fn only_what_is_said_is_confirmed() {
    let (mut scene, listed) = medium();
    scene
        .when(scene.officer(), listed.confirm(["participants/99"]).having_seen())
        .then_problems(&["/claims/0 item.not-open"]);
    let unsaid = ClaimRef { path: path("display_name"), version: StreamVersion(1) };
    scene
        .when(scene.officer(), confirm(&listed, vec![Target::Claim(unsaid)]))
        .then_rejected("not-found");
}

#[test]
fn a_confirmation_names_something_and_not_too_much_and_its_remark_says_something() {
    let (mut scene, listed) = medium();
    let officer = scene.officer();
    scene.when(officer, listed.confirm([])).then_problems(&["/claims request.empty"]);
    let many = vec![Target::Item(item_path("participants/2")); 1_001];
    scene
        .when(officer, confirm(&listed, many))
        .then_problems(&["/claims request.too-many-statements 1000"]);
    let blank = ConfirmClaims { note: Some(" ".into()), ..listed.confirm(["participants/2"]) };
    scene.when(officer, blank).then_problems(&["/note reason.needed"]);
    let endless =
        ConfirmClaims { evidence: vec![link(); 21], ..listed.confirm(["participants/2"]) };
    scene.when(officer, endless).then_problems(&["/evidence list.too-many 20 21"]);
}

#[test]
fn corroboration_rises_with_second_parties_of_other_relations_and_falls_without_them() {
    let (mut scene, listed) = medium();
    let field = "governing_bodies/12/type";
    assert_eq!(corroboration(&scene, &listed, field), "documented");
    assert_eq!(corroboration(&scene, &listed, "official_name"), "self_declared");

    let (one, two) = (authority(&mut scene, "RU-TOM", 61), authority(&mut scene, "RU-TOM", 81));
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let body = confirm(&listed, vec![claim(&scene, &listed, field)]);
    scene.given(one, body.clone());
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene.given(two, body.clone());
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene.given(centre, body);
    assert_eq!(corroboration(&scene, &listed, field), "fully_corroborated");

    let given = last(&scene, &listed);
    scene.given(centre, withdraw(&listed, given));
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
}

#[test]
fn a_confirmation_is_taken_back_by_the_party_that_gave_it() {
    let (mut scene, listed) = medium();
    let (one, colleague, other) =
        (scene.representative(1), scene.representative(1), scene.representative(2));
    scene.given(one, listed.confirm(["participants/2"]));
    let given = last(&scene, &listed);
    for stranger in [other, scene.officer()] {
        scene.when(stranger, withdraw(&listed, given)).then_rejected("access.no-grant");
    }
    scene.when(colleague, withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
    scene.when(one, withdraw(&listed, given)).then_rejected("not-found");
    scene
        .when(one, withdraw(&listed, StreamVersion(given.0 - 1)))
        .then(&["cluster: ConfirmationWithdrawn"]);
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn an_officer_s_confirmation_is_taken_back_by_that_officer() {
    let (mut scene, listed) = medium();
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]);
    scene.given(scene.officer(), name.having_seen());
    let given = last(&scene, &listed);
    let second = scene.account(Role::Officer, Scope::Registry);
    scene.when(second, withdraw(&listed, given)).then_rejected("access.no-grant");
    let silent = WithdrawConfirmation { reason: String::new(), ..withdraw(&listed, given) };
    scene.when(scene.officer(), silent).then_problems(&["/reason reason.needed"]);
    scene.when(scene.officer(), withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
}

#[test]
fn a_confirmation_of_a_replaced_claim_is_kept_by_the_new_one_until_it_is_taken_back() {
    let (mut scene, listed) = medium();
    let project = confirm(&listed, vec![claim(&scene, &listed, "projects/13/title")]);
    scene.given(scene.officer(), project.having_seen());
    let given = last(&scene, &listed);
    let restated = changes().stating(says("projects/13/title", ru("Другая линия")));
    scene.given(listed.representative, listed.state(restated));
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "fully_corroborated");
    scene
        .when(scene.officer(), withdraw(&listed, given))
        .then(&["cluster: ConfirmationWithdrawn, LevelAssessed"]);
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "self_declared");
}

#[test]
fn a_participant_that_leaves_a_project_no_longer_confirms_it() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let others = registry_core::testing::statements::items([3, 4, 5]);
    let restated = changes()
        .stating(says("projects/13/participants", others))
        .stating(says("projects/13/cost_sharing", flag(true)));
    scene.given(listed.representative, listed.state(restated));
    scene
        .when(participant, listed.confirm(["projects/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn what_a_participant_confirmed_counts_no_more_once_it_manages_the_cluster() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").high());
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["projects/13"]));
    let fact =
        |scene: &Scene, name| Facts::of(&scene.cluster(listed.cluster).profile).get(name).cloned();
    let (corroboration, parties) = ("joint_project_corroboration", "gate_confirming_parties");
    assert_eq!(fact(&scene, corroboration), Some(Fact::Integer(2)));
    assert_eq!(fact(&scene, parties), Some(Fact::Integer(1)));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert_eq!(fact(&scene, corroboration), Some(Fact::Integer(1)));
    assert_eq!(fact(&scene, parties), Some(Fact::Integer(0)));
}

#[test]
fn what_is_remembered_of_memberships_is_counted_anew_once_another_one_manages_the_cluster() {
    let (mut scene, listed) = medium();
    let participants = [1, 2].map(|number| scene.representative(number));
    for (participant, item) in participants.into_iter().zip(["participants/2", "participants/3"]) {
        scene.given(participant, listed.confirm([item]));
    }
    let confirmed = |scene: &Scene| {
        let facts = Facts::without_basis(&scene.cluster(listed.cluster).profile);
        facts.get("participants_confirmed").cloned()
    };
    assert_eq!(confirmed(&scene), Some(Fact::Integer(2)));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert_eq!(confirmed(&scene), Some(Fact::Integer(1)));
}

/// A cluster with the partner 12, an organisation that isn't a participant.
fn with_partner() -> (Scene, Listed, Caller) {
    let mut scene = open_wider(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(partner(31)));
    let partner = scene.representative(31);
    (scene, listed, partner)
}

#[test]
fn a_partner_confirms_its_own_partnership_and_nothing_else() {
    let other = partner(32);
    let (mut scene, listed, partner) = with_partner();
    scene.given(listed.representative, listed.state(changes().opening(other)));
    let decision =
        scene.when(partner, listed.confirm(["partners/12"])).then(&["cluster: ClaimConfirmed ×2"]);
    let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a confirmation");
    };
    assert_eq!(confirmed.relation.key(), "partner");
    let field = "partners/12/organisation";
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    for item in ["partners/13", "participants/2", "contacts/1"] {
        scene
            .when(partner, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn a_partnership_that_ended_is_no_right_to_confirm() {
    let (mut scene, listed, partner) = with_partner();
    scene.given(listed.representative, listed.state(changes().closing("partners/12")));
    scene.when(partner, listed.confirm(["partners/12"])).then_rejected("access.no-grant");
}

#[test]
fn a_participant_does_not_confirm_a_partnership() {
    let (mut scene, listed, _) = with_partner();
    let participant = scene.representative(1);
    scene
        .when(participant, listed.confirm(["partners/12"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

/// A cluster with the link 12 to another one.
fn linked() -> (Scene, Listed, Listed) {
    let mut scene = open_wider(TODAY);
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    let link = changes().opening(link_to(other.cluster));
    scene.given(listed.representative, listed.state(link));
    (scene, listed, other)
}

#[test]
fn the_cluster_at_the_other_end_confirms_a_link_and_nothing_else() {
    let (mut scene, listed, other) = linked();
    let decision = scene
        .when(other.representative, listed.confirm(["cluster_links/12"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
    let confirmed = &decision.parts[0].events[0];
    assert_eq!(
        (confirmed.actor.role, confirmed.actor.organisation),
        (Role::ClusterRepresentative, None)
    );
    let field = "cluster_links/12/cluster";
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene
        .when(other.representative, listed.confirm(["participants/2"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
    let colleague = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene
        .when(colleague, listed.confirm(["cluster_links/12"]))
        .then_rejected("confirmation.already-given");
}

#[test]
fn a_cluster_confirms_no_link_of_its_own_nor_one_that_leads_elsewhere() {
    let (mut scene, listed, _) = linked();
    let third = scene.listed(Sketch::small("Третий").organisations_from(41).minimal());
    for stranger in [listed.representative, third.representative, scene.applicant()] {
        scene.when(stranger, listed.confirm(["cluster_links/12"])).then_rejected("access.no-grant");
    }
}

#[test]
fn a_cluster_does_not_confirm_the_link_to_another_one() {
    let (mut scene, listed, other) = linked();
    let third = scene.listed(Sketch::small("Третий").organisations_from(41).minimal());
    let link = changes().opening(link_to(third.cluster));
    scene.given(listed.representative, listed.state(link));
    scene
        .when(other.representative, listed.confirm(["cluster_links/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn who_confirmed_in_one_role_takes_it_back_in_no_other() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let given = last(&scene, &listed);
    let role = Role::ClusterRepresentative;
    scene.grant(participant.account, role, Scope::Registry);
    let as_applicant = Caller { role, ..participant };
    scene.when(as_applicant, withdraw(&listed, given)).then_rejected("access.no-grant");
}

#[test]
fn who_represents_both_ends_of_a_link_is_no_second_party() {
    let (mut scene, listed, other) = linked();
    let both = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene.grant(both.account, both.role, Scope::Cluster(listed.cluster));
    scene
        .when(both, listed.confirm(["cluster_links/12"]))
        .then_problems(&["/claims/0 confirmation.not-second-party"]);
}

#[test]
fn a_cluster_that_left_the_register_confirms_no_link() {
    let (mut scene, listed, other) = linked();
    let (cluster, reason) = (other.cluster, String::from("Решение"));
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene
        .when(other.representative, listed.confirm(["cluster_links/12"]))
        .then_rejected("access.no-grant");
}

#[test]
fn a_cluster_takes_its_confirmation_of_a_link_back_and_nobody_else_s() {
    let (mut scene, listed, other) = linked();
    scene.given(other.representative, listed.confirm(["cluster_links/12"]));
    let given = last(&scene, &listed);
    scene.given(scene.officer(), listed.confirm(["cluster_links/12"]).having_seen());
    let by_officer = last(&scene, &listed);
    let colleague = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene.when(colleague, withdraw(&listed, by_officer)).then_rejected("access.no-grant");
    scene.when(listed.representative, withdraw(&listed, given)).then_rejected("access.no-grant");
    scene.when(scene.officer(), withdraw(&listed, given)).then_rejected("access.no-grant");
    scene.when(colleague, withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
}

/// An account that speaks for a region by an organisation that is no development centre.
fn authority(scene: &mut Scene, region: &'static str, number: u32) -> Caller {
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

#[test]
fn who_confirmed_a_value_and_then_states_another_one_does_not_support_itself() {
    let (mut scene, listed) = medium();
    let title = confirm(&listed, vec![claim(&scene, &listed, "projects/13/title")]);
    let officer = scene.officer();
    scene.given(officer, title.having_seen());
    let role = Role::ClusterRepresentative;
    scene.grant(officer.account, role, Scope::Cluster(listed.cluster));
    let restated = changes().stating(says("projects/13/title", ru("Другая линия")));
    scene.given(Caller { role, ..officer }, listed.state(restated));
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "self_declared");
}

#[test]
fn who_speaks_of_a_changed_value_anew_is_counted_once_while_another_is_waited_for() {
    let (mut scene, listed) = medium();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let authority = authority(&mut scene, "RU-TOM", 61);
    for caller in [centre, authority] {
        scene.given(caller, listed.confirm(["governing_bodies/12"]));
    }
    let field = "governing_bodies/12/type";
    let restated = changes().stating(says(field, code("management_company")));
    scene.given(listed.representative, listed.state(restated));
    let anew = confirm(&listed, vec![claim(&scene, &listed, field)]);
    scene.given(centre, anew);
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let given: Vec<_> = current.support.standing().map(|given| given.account).collect();
    assert_eq!(given, [centre.account, authority.account]);
    assert_eq!(current.corroboration().key(), "fully_corroborated");
}

#[test]
fn who_represents_the_cluster_is_no_second_party_to_a_colleague_in_another_role() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let authority = authority(&mut scene, "RU-TOM", 61);
    let here = Scope::Cluster(listed.cluster);
    for (caller, item) in [(participant, "participants/2"), (authority, "governing_bodies/12")] {
        scene.grant(caller.account, Role::ClusterRepresentative, here.clone());
        scene
            .when(caller, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}
