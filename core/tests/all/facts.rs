//! Facts: the flat document that a level is computed from, the same for everybody.

use registry_core::facts::{FACTS_VERSION, Facts, TABLE};
use registry_core::profile::Profile;
use registry_core::testing::statements::{code, decimal, item, says, year};
use registry_core::testing::{Scene, Sketch, organisation};
use registry_events::claim::Absence;
use registry_events::ids::Digest;

use super::{BEFORE, TODAY, changes, one_cluster};

fn high() -> Facts {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed_high(&Sketch::small("Белая сосна"));
    Facts::of(&scene.cluster(listed.cluster).profile)
}

#[test]
fn the_canonical_form_has_a_line_for_each_fact_in_the_order_of_names() {
    insta::assert_snapshot!(high().canonical(), @"
    facts_version=2
    annual_reports=0
    association_memberships=0
    bodies_with_funding_sources=1
    brand_stated=false
    cluster_links_confirmed=0
    collegial_bodies=1
    collegial_body_corroboration=3
    contact_emails=1
    employees_total=1840
    employees_total_withheld=false
    foreign_partner_corroboration=0
    foreign_partners=0
    gate_confirming_parties=2
    goals_with_target_year=0
    joint_project_corroboration=3
    joint_projects=1
    location_of_region=false
    location_stated=true
    logo_stated=false
    management_staff_corroboration=3
    management_staff_milli=4500
    management_staff_withheld=false
    managing_bodies=1
    managing_bodies_with_years=1
    managing_body_corroboration=3
    member_services=0
    network_corroboration=0
    news=0
    official_name_en_stated=false
    official_name_stated=true
    participant_types=2
    participants=10
    participants_confirmed=5
    priorities_corroboration=0
    priorities_rated=0
    products_en=0
    project_begun_corroboration=3
    project_spheres=2
    projects_begun=1
    projects_detailed=1
    regions=1
    russian_partner_corroboration=0
    russian_partners=0
    shared_infrastructure=0
    site_corroboration=0
    site_update_stated=false
    specialisation=furniture
    strategies=0
    strategy_corroboration=0
    summary_en_characters=0
    summary_ru_characters=270
    website_stated=false
    year_created=2012
    ");
}

#[test]
fn the_digest_is_of_the_canonical_form_and_never_changes() {
    let facts = high();
    assert_eq!(facts.digest(), Digest::of(facts.canonical().as_bytes()));
    insta::assert_snapshot!(facts.digest(), @"c8954c8f1073fd51b447f0ecfc3a8de737d098e94d662483312b8c1a67f2359d");
    insta::assert_snapshot!(Facts::of(&Profile::default()).digest(), @"92e93592ce45e2f382239acc07a9cf81b0f287e20b218d07553e276e961507a8");
    assert_eq!(FACTS_VERSION, 2, "another canonical form is another version");
}

#[test]
fn every_fact_is_there_though_nothing_was_stated() {
    let facts = Facts::of(&Profile::default());
    for fact in TABLE {
        assert_eq!(facts.get(fact.name), Some(&fact.nothing), "{}", fact.name);
        assert!(facts.basis(fact.name).is_empty(), "{}", fact.name);
    }
    assert_eq!(facts.iter().count(), TABLE.len());
    assert_eq!(facts.get("colour"), None);
}

/// A fact of a minimal cluster of which this is stated as well, as the canonical form has it.
#[track_caller]
fn check(stated: registry_core::profile::changes::Changes, expected: &[&str]) {
    let (mut scene, listed) = one_cluster();
    scene.given(scene.officer(), listed.state(stated));
    let canonical = Facts::of(&scene.cluster(listed.cluster).profile).canonical();
    for line in expected {
        assert!(canonical.lines().any(|known| known == *line), "{line} in\n{canonical}");
    }
}

#[test]
fn what_is_explicitly_absent_is_not_stated() {
    check(
        changes()
            .stating(says("official_name", Absence::Withheld))
            .stating(says("year_created", Absence::NotProvided))
            .stating(says("employees_total", Absence::Zero))
            .stating(says("location", Absence::NotApplicable)),
        &[
            "official_name_stated=false",
            "year_created=0",
            "employees_total=0",
            "location_stated=false",
            "location_of_region=true",
        ],
    );
}

#[test]
fn staff_is_that_of_the_body_that_has_most_of_it() {
    let body = |fte| {
        item("governing_bodies").says("type", code("board")).says_on(
            BEFORE,
            "staff_fte",
            decimal(fte),
        )
    };
    check(
        changes().opening(body("0.2")).opening(body("7.25")).opening(body("1")),
        &["management_staff_milli=7250", "management_staff_corroboration=0"],
    );
    check(changes().opening(body("0.2349")), &["management_staff_milli=234"]);
}

#[test]
fn of_bodies_with_equal_staff_the_best_corroborated_counts() {
    let body = |documented| {
        let body = item("governing_bodies").says("type", code("board")).says_on(
            BEFORE,
            "staff_fte",
            decimal("1"),
        );
        if documented { body.documented() } else { body }
    };
    for order in [[true, false], [false, true]] {
        let bodies = order.into_iter().map(body);
        check(
            bodies.fold(changes(), registry_core::profile::changes::Changes::opening),
            &["management_staff_milli=1000", "management_staff_corroboration=1"],
        );
    }
}

#[test]
fn staff_that_is_not_provided_is_corroborated_by_nothing() {
    let silent = item("governing_bodies")
        .says("type", code("board"))
        .says("staff_fte", Absence::NotProvided)
        .documented();
    check(
        changes().opening(silent),
        &["management_staff_milli=0", "management_staff_corroboration=0"],
    );
}

#[test]
fn a_body_with_one_year_has_not_both() {
    let body = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(70));
    let one = body.clone().says("year_selected", year(2012));
    check(changes().opening(one.clone()), &["managing_bodies_with_years=0"]);
    let other = body.says("year_organisation_created", year(2010));
    check(changes().opening(other), &["managing_bodies_with_years=0"]);
    let both = one.says("year_organisation_created", year(2010));
    check(changes().opening(both), &["managing_bodies_with_years=1"]);
}

#[test]
fn a_board_is_collegial_and_manages_nothing() {
    for kind in ["board", "supervisory_board", "council"] {
        check(
            changes().opening(item("governing_bodies").says("type", code(kind))),
            &["collegial_bodies=1", "managing_bodies=0"],
        );
    }
    for kind in ["coordinator", "management_company"] {
        let body = item("governing_bodies").says("type", code(kind));
        check(
            changes().opening(body.says("organisation", organisation(70))),
            &["collegial_bodies=0", "managing_bodies=1"],
        );
    }
}

#[test]
fn a_document_confirms_no_membership() {
    let documented = Sketch::participant_of(21, "small").documented();
    check(changes().opening(documented), &["participants=11", "participants_confirmed=0"]);
}

#[test]
fn what_was_said_of_closed_items_counts_nowhere() {
    check(
        changes().closing("participants/2").closing("contacts/1"),
        &["participants=9", "contact_emails=0"],
    );
}

#[test]
fn each_fact_tells_the_claims_it_rests_on() {
    let facts = high();
    let basis = |name| facts.basis(name).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(basis("employees_total"), ["employees_total"]);
    let body = ["governing_bodies/12/type", "governing_bodies/12/organisation"];
    assert_eq!(basis("managing_bodies"), body);
    assert_eq!(basis("participants_confirmed").len(), 5);
    assert_eq!(
        basis("participant_types"),
        ["participants/2/participant_type", "participants/3/participant_type"]
    );
    assert_eq!(basis("projects_detailed"), ["projects/13/budget"]);
    assert_eq!(
        basis("gate_confirming_parties"),
        [
            "governing_bodies/12/type",
            "governing_bodies/12/organisation",
            "governing_bodies/14/type",
            "governing_bodies/12/staff_fte",
            "projects/13/title",
            "projects/13/stage",
            "projects/13/participants",
            "projects/13/cost_sharing",
        ]
    );
}
