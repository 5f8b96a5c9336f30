//! Organisations: found by their numbers, registered when new, renamed.

use registry_core::command::{
    EnterCluster, ListApplication, RenameOrganisation, SubmitApplication,
};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{code, item, text};
use registry_core::testing::{Outcome, Scene, Sketch, inn, ogrn, organisation};
use registry_events::claim::ClaimKind;
use registry_events::ids::{OrganisationId, Uuid};
use registry_events::value::{Identifier, Inn, NamedOrganisation, Ogrn, Text, Value};

use super::{TODAY, changes, one_cluster};

fn named(identifiers: Vec<Identifier>) -> NamedOrganisation {
    NamedOrganisation { name: text("Кто-то (демо)"), identifiers }
}

/// A participant that is named so.
fn participant(named: NamedOrganisation) -> OpenInput {
    item("participants").says("organisation", named).says("participant_type", code("small"))
}

/// What comes of naming organisations where 1 to 10 participate and 21 to 30 are known.
fn joining(named: impl IntoIterator<Item = NamedOrganisation>) -> Outcome {
    let (mut scene, listed) = one_cluster();
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let joining = named.into_iter().map(participant).fold(changes(), Changes::opening);
    scene.when(listed.representative, listed.state(joining))
}

#[test]
fn invented_numbers_have_right_check_digits_in_a_region_that_does_not_exist() {
    for number in [0, 1, 9, 10, 99, 12_345, 9_999_999] {
        assert!(Inn::parse(inn(number).as_str()).is_ok(), "{number}");
        assert!(Ogrn::parse(ogrn(number).as_str()).is_ok(), "{number}");
        assert!(inn(number).as_str().starts_with("00") && &ogrn(number).as_str()[3..5] == "00");
    }
}

#[test]
fn a_new_organisation_is_registered_with_its_numbers_in_the_same_commit() {
    joining([organisation(41)]).then(&[
        "cluster: ItemOpened",
        "organisation: OrganisationRegistered",
        "identifier ×2: IdentifierTaken",
    ]);
}

#[test]
fn the_same_number_finds_the_same_organisation_again() {
    let mut scene = Scene::small(TODAY);
    let first = scene.listed(Sketch::small("Первый").minimal());
    let known = scene.organisation(&organisation(3));
    let second = scene.listed(Sketch::small("Второй").minimal());
    assert_eq!(scene.organisation(&organisation(3)), known);
    for listed in [first, second] {
        let profile = &scene.cluster(listed.cluster).profile;
        assert!(profile.membership_of(known).is_some());
    }
}

#[test]
fn one_of_its_numbers_finds_an_organisation() {
    joining([named(vec![Identifier::Inn(inn(21))])]).then(&["cluster: ItemOpened"]);
    joining([named(vec![Identifier::Ogrn(ogrn(21))])]).then(&["cluster: ItemOpened"]);
    joining([named(vec![Identifier::Ogrn(ogrn(21)), Identifier::Inn(inn(21))])])
        .then(&["cluster: ItemOpened"]);
}

#[test]
fn a_value_that_names_an_organisation_is_found_like_any_other() {
    let (mut scene, listed) = one_cluster();
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let value = Value::NamedOrganisation(organisation(21));
    let member =
        item("participants").says("organisation", value).says("participant_type", code("small"));
    scene.when(listed.representative, listed.state(changes().opening(member))).accepted();
    let profile = &scene.cluster(listed.cluster).profile;
    assert!(profile.membership_of(scene.organisation(&organisation(21))).is_some());
}

#[test]
fn numbers_of_two_organisations_disagree() {
    let mixed = named(vec![Identifier::Inn(inn(21)), Identifier::Ogrn(ogrn(22))]);
    joining([mixed]).then_problems(&["/open/0/claims/0/value organisation.identifiers-disagree"]);
}

#[test]
fn a_number_the_registry_does_not_have_for_an_organisation_is_not_accepted() {
    let second = named(vec![Identifier::Inn(inn(21)), Identifier::Ogrn(ogrn(99))]);
    joining([second]).then_problems(&["/open/0/claims/0/value organisation.identifier-unknown"]);
}

#[test]
fn an_organisation_without_a_number_is_refused() {
    let problem = "/open/0/claims/0/value organisation.identifier-needed";
    joining([named(Vec::new())]).then_problems(&[problem]);

    let mut scene = Scene::small(TODAY);
    let command = registry_core::command::StartApplication {
        right_to_speak: "Решение собрания".into(),
        changes: changes().opening(participant(named(Vec::new()))),
    };
    let applicant = scene.applicant();
    scene.when(applicant, command).then_problems(&[problem]);
}

#[test]
fn the_number_of_a_person_is_refused_for_it_would_be_public() {
    let person = Inn::parse("500100732259").expect("a number of twelve digits");
    joining([named(vec![Identifier::Inn(person)])])
        .then_problems(&["/open/0/claims/0/value inn.personal"]);
}

#[test]
fn a_new_organisation_is_registered_once_though_it_is_named_twice() {
    let mut scene = Scene::small(TODAY);
    // The coordinator is a participant as well.
    let body = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(1));
    let entered =
        EnterCluster { changes: Sketch::small("Белая сосна").minimal().opening(body) };
    scene.when(scene.officer(), entered).then(&[
        "cluster: ClusterListed, ItemOpened ×12, ClaimsStated, LevelAssessed",
        "organisation ×10: OrganisationRegistered",
        "identifier ×20: IdentifierTaken",
        "name: NameHeld",
    ]);
}

#[test]
fn of_new_organisations_each_is_judged_by_itself() {
    // The second has one number of the first and one that is nobody's yet; the third has that one.
    let one = named(vec![Identifier::Inn(inn(41))]);
    let both = named(vec![Identifier::Inn(inn(41)), Identifier::Ogrn(ogrn(41))]);
    let other = named(vec![Identifier::Ogrn(ogrn(41))]);
    joining([one.clone(), both, other, one])
        .then_problems(&["/open/1/claims/0/value organisation.identifier-unknown"]);
}

#[test]
fn organisations_of_an_application_are_not_registered_before_it_is_listed() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(Sketch::small("Белая сосна").minimal());
    let registered = |scene: &Scene| {
        scene.streams().filter(|(stream, _)| stream.as_str().starts_with("organisation/")).count()
    };
    assert_eq!(registered(&scene), 0);
    scene.given(scene.officer(), ListApplication { application });
    assert_eq!(registered(&scene), 10);
}

#[test]
fn two_names_of_an_application_can_turn_out_to_be_one_organisation() {
    let mut scene = Scene::small(TODAY);
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let twice = Sketch::small("Белая сосна")
        .minimal()
        .opening(participant(named(vec![Identifier::Inn(inn(21))])))
        .opening(participant(named(vec![Identifier::Ogrn(ogrn(21))])));
    let (application, applicant) = scene.started(twice);
    scene
        .when(applicant, SubmitApplication { application })
        .then_problems(&["/participants/13 item.stated-twice participants/12"]);
}

#[test]
fn an_organisation_of_an_application_that_can_not_be_told_is_named_at_submission() {
    let mut scene = Scene::small(TODAY);
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let mixed = named(vec![Identifier::Inn(inn(21)), Identifier::Ogrn(ogrn(22))]);
    let (application, applicant) =
        scene.started(Sketch::small("Белая сосна").minimal().opening(participant(mixed)));
    scene.when(applicant, SubmitApplication { application }).then_problems(&[
        "/participants/12/organisation organisation.identifiers-disagree Кто-то (демо)",
    ]);
}

#[test]
fn an_officer_renames_an_organisation() {
    let (mut scene, _) = one_cluster();
    let organisation = scene.organisation(&organisation(1));
    let rename = |name: &str| {
        let (name, kind) = (text(name), ClaimKind::Change);
        RenameOrganisation { organisation, name, kind }
    };
    scene
        .when(scene.officer(), rename("ООО «Новое имя» (демо)"))
        .then(&["organisation: OrganisationRenamed"]);
    scene
        .when(scene.officer(), rename("ООО «Новое имя» (демо)"))
        .then_rejected("organisation.same-name");
}

#[test]
fn an_organisation_that_is_not_registered_is_not_renamed() {
    let mut scene = Scene::small(TODAY);
    let organisation = OrganisationId::from_uuid(Uuid::from_u128(7));
    let (name, kind) = (Text::ru("Имя"), ClaimKind::Correction);
    scene
        .when(scene.officer(), RenameOrganisation { organisation, name, kind })
        .then_rejected("not-found");
}
