//! The 31 markers of the rulebook that ships: each is met by what it asks for and by no less.

use std::collections::BTreeSet;

use jiff::civil::date;
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{
    both, code, codes, day, decimal, email, english, flag, item, number, other_cluster, path,
    point, roubles, ru, says, shares, url, year,
};
use registry_core::testing::{Listed, Scene, Sketch, organisation};
use registry_events::claim::{Absence, Relation};
use registry_events::document::{DocumentRef, MediaType, Sha256};
use registry_events::event::{ClaimConfirmed, ClaimLapsed, ClusterEvent, LapseCause};
use registry_events::ids::Digest;
use registry_events::value::Value;

use super::{BEFORE, TODAY, changes, noted, shipped_cluster};

/// The markers a cluster meets.
pub(super) fn met(scene: &Scene, listed: &Listed) -> BTreeSet<String> {
    let assessment = scene.cluster(listed.cluster).assessment.as_ref().expect("an assessment");
    assessment.met.iter().map(ToString::to_string).collect()
}

/// Whether a listed cluster meets a marker once an officer has stated this.
fn meets(marker: &str, stated: Changes) -> bool {
    let (mut scene, listed) = shipped_cluster();
    scene.given(scene.officer(), listed.state(stated));
    met(&scene, &listed).contains(marker)
}

#[track_caller]
fn check(marker: &str, met: Changes, not_met: impl IntoIterator<Item = Changes>) {
    assert!(meets(marker, met), "{marker} is met");
    for (index, less) in not_met.into_iter().enumerate() {
        assert!(!meets(marker, less), "{marker} is not met by the {index}th");
    }
}

fn absent(field: &str) -> Changes {
    changes().stating(says(field, Absence::NotProvided))
}

#[test]
fn a_minimal_cluster_meets_the_ten_minimum_requirements_and_nothing_more() {
    let (scene, listed) = shipped_cluster();
    let met = met(&scene, &listed).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(met, "M1 M10 M2 M3 M4 M5 M6 M7 M8 M9");
}

#[test]
fn m1_an_official_name() {
    let renamed = changes().stating(says("official_name", ru("Другое имя")));
    check("M1", renamed, [absent("official_name")]);
}

#[test]
fn m2_a_region() {
    check("M2", changes().stating(says("regions", codes(["RU-VLG"]))), [absent("regions")]);
}

#[test]
fn m3_a_key_specialisation() {
    let stated = changes().stating(says("specialisation_key", code("ict")));
    check("M3", stated, [absent("specialisation_key")]);
}

#[test]
fn m4_a_year_of_creation() {
    check("M4", changes().stating(says("year_created", year(1900))), [absent("year_created")]);
}

#[test]
fn m5_a_summary_in_russian() {
    let stated = changes().stating(says("summary", ru(&"я".repeat(200))));
    check("M5", stated, [absent("summary")]);
}

#[test]
fn m6_a_contact_with_an_email() {
    let another =
        item("contacts").says("role", ru("Приёмная")).says("email", email("a@pine.example"));
    let replaced = changes().closing("contacts/1");
    check("M6", replaced.clone().opening(another), [replaced]);
}

#[test]
fn m7_a_point_on_the_map() {
    let homeless = absent("location").stating(says("regions", Absence::NotProvided));
    check("M7", changes().stating(says("location", point())), [homeless]);
}

#[test]
fn m7_the_centre_of_the_region_where_no_point_is_stated() {
    assert!(meets("M7", absent("location")));
    let withheld = || changes().stating(says("location", Absence::Withheld));
    assert!(meets("M7", withheld()), "the centre of a region tells nothing of a withheld point");
    assert!(!meets("M7", withheld().stating(says("regions", Absence::NotProvided))));
    let mut scene = Scene::open(TODAY);
    let bare = Sketch::new("Белая сосна").minimal().without("location");
    let listed = scene.listed(bare);
    assert!(met(&scene, &listed).contains("M7"), "nothing was ever said of it");
}

#[test]
fn m8_ten_participants() {
    let fewer = || changes().closing("participants/11");
    let joins = fewer().opening(Sketch::participant_of(40, "small"));
    check("M8", joins, [fewer(), fewer().opening(withheld_member())]);
}

fn withheld_member() -> OpenInput {
    item("participants")
        .says("organisation", Absence::Withheld)
        .says("participant_type", code("large"))
}

#[test]
fn m9_participants_of_two_types() {
    let of_one_type = || {
        [3, 5, 7, 9, 11].into_iter().fold(changes(), |changes, number| {
            changes
                .stating(says(&format!("participants/{number}/participant_type"), code("medium")))
        })
    };
    let another = of_one_type().opening(Sketch::participant_of(40, "research"));
    check("M9", another, [of_one_type()]);
}

#[test]
fn m10_employees_with_a_date() {
    let of = |count| changes().stating(says("employees_total", number(count)).on(BEFORE));
    check("M10", of(1), [of(0), absent("employees_total")]);
}

/// A governing body of a type, which an organisation is.
fn body(kind: &str) -> OpenInput {
    item("governing_bodies").says("type", code(kind)).says("organisation", organisation(70))
}

fn open(item: OpenInput) -> Changes {
    changes().opening(item)
}

#[test]
fn g1_a_managing_body() {
    check("G1", open(body("coordinator")), [open(body("board"))]);
    check("G1", open(body("management_company")), [open(body("council"))]);
}

#[test]
fn g1_who_manages_is_known() {
    let (mut scene, listed) = shipped_cluster();
    scene.given(listed.representative, listed.state(open(body("coordinator"))));
    assert!(met(&scene, &listed).contains("G1"));
    let path = path("governing_bodies/12/organisation");
    let claim = scene.cluster(listed.cluster).profile.claim(&path).expect("a claim").reference();
    let lapsed = ClaimLapsed { claim, cause: LapseCause::Outdated, held_until: TODAY };
    noted(&mut scene, listed.cluster, ClusterEvent::ClaimLapsed(lapsed));
    let restated = changes().stating(says("aliases", english(["White Pine"])));
    scene.given(listed.representative, listed.state(restated));
    assert!(!met(&scene, &listed).contains("G1"));
}

#[test]
fn g2_the_years_of_the_managing_body() {
    let years = |kind| {
        body(kind).says("year_organisation_created", year(2010)).says("year_selected", year(2012))
    };
    check(
        "G2",
        open(years("coordinator")),
        [
            open(years("board")),
            open(years("coordinator").without("year_selected")),
            open(years("coordinator").without("year_organisation_created")),
        ],
    );
}

#[test]
fn g3_a_collegial_body() {
    for kind in ["board", "supervisory_board", "council"] {
        check("G3", open(body(kind)), [open(body("coordinator"))]);
    }
}

#[test]
fn g4_half_a_position_of_staff() {
    let staff = |fte| open(body("coordinator").says_on(BEFORE, "staff_fte", decimal(fte)));
    check("G4", staff("0.5"), [staff("0.499"), open(body("coordinator"))]);
}

#[test]
fn g5_sources_of_funding() {
    let funded = body("board").says("funding_sources", shares([("member_fees", "100")]));
    let silent = body("board").says("funding_sources", Absence::NotProvided);
    check("G5", open(funded), [open(silent)]);
}

#[test]
fn t1_a_strategy_in_force_that_can_be_seen() {
    let strategy = || Sketch::new("").strategy();
    let unseen = || strategy().without("url");
    check("T1", open(strategy()), [open(unseen())]);
    check("T1", open(unseen().documented()), [open(unseen().says("url", Absence::NotProvided))]);
}

#[test]
fn t2_all_priorities_rated() {
    let rated = changes().stating(says("priorities", Sketch::priorities()));
    check("T2", rated, [absent("priorities")]);
}

#[test]
fn t3_two_targets() {
    let goal = |name: &str| Sketch::new("").goal(name);
    check("T3", open(goal("Выручка")).opening(goal("Экспорт")), [open(goal("Выручка"))]);
}

fn project(stage: &str) -> OpenInput {
    Sketch::new("").project("Линия", stage, [2, 3, 4])
}

#[test]
fn p1_a_joint_project() {
    check("P1", open(project("planned")), [open(Sketch::board())]);
}

#[test]
fn p1_a_joint_project_has_three_participants_who_still_take_part() {
    let (mut scene, listed) = shipped_cluster();
    scene.given(listed.representative, listed.state(open(project("in_progress"))));
    assert!(met(&scene, &listed).is_superset(&["P1".to_owned(), "P2".to_owned()].into()));
    // An organisation leaves by its own right, whatever names it.
    let item = registry_core::testing::statements::item_path("participants/4");
    let closed = registry_events::event::ItemClosed { item, closed_on: None, reason: None };
    noted(&mut scene, listed.cluster, registry_events::event::ProfileEvent::ItemClosed(closed));
    scene.given(listed.representative, listed.state(open(Sketch::board())));
    assert!(!met(&scene, &listed).contains("P1") && !met(&scene, &listed).contains("P2"));
}

#[test]
fn p2_a_project_that_has_begun() {
    let done = project("implemented")
        .says("results", registry_core::testing::statements::texts(["Линия работает"]));
    check("P2", open(project("in_progress")), [open(project("planned"))]);
    assert!(meets("P2", open(done)));
}

#[test]
fn p3_projects_in_two_spheres() {
    let of = |sphere| project("planned").without("spheres").says("spheres", codes([sphere]));
    check("P3", open(of("rnd")).opening(of("design")), [open(of("rnd")).opening(of("rnd"))]);
}

#[test]
fn p4_budget_dates_or_result_of_a_project() {
    for (field, value) in [
        ("budget", roubles(5)),
        ("results", registry_core::testing::statements::texts(["Линия работает"])),
        ("start", day(TODAY)),
        ("end", day(TODAY)),
    ] {
        let silent = open(project("planned").says(field, Absence::NotProvided));
        check("P4", open(project("planned").says(field, value)), [silent]);
    }
}

fn partner(country: &str) -> OpenInput {
    Sketch::new("").partner(country)
}

#[test]
fn c1_a_partner_in_russia_and_c2_one_abroad() {
    check("C1", open(partner("RU")), [open(partner("CN"))]);
    check("C2", open(partner("CN")), [open(partner("RU"))]);
}

#[test]
fn c3_a_membership_in_an_association() {
    let member = item("association_memberships").says("association", ru("Ассоциация (демо)"));
    check("C3", open(member), [open(partner("CN"))]);
}

/// A cluster with link 12 to another one.
fn linked() -> (Scene, Listed) {
    let (mut scene, listed) = shipped_cluster();
    let other = scene.listed(Sketch::new("Другой").organisations_from(50).minimal()).cluster;
    let link =
        item("cluster_links").says("type", code("agreement")).says("cluster", other_cluster(other));
    scene.given(listed.representative, listed.state(open(link)));
    (scene, listed)
}

/// Lets somebody confirm a claim, as a relation; the level follows with the next command.
pub(super) fn confirmed(
    scene: &mut Scene,
    listed: &Listed,
    field: &str,
    relation: Relation,
    evidence: Vec<registry_events::claim::Evidence>,
) {
    let path = registry_core::testing::statements::path(field);
    let claim = scene.cluster(listed.cluster).profile.claim(&path).expect("a claim").reference();
    let event =
        ClaimConfirmed { claim, relation, evidence, note: None, seen_on: None, holds_until: None };
    noted(scene, listed.cluster, ClusterEvent::ClaimConfirmed(event));
    let restated = changes().stating(says("aliases", english(["White Pine"])));
    scene.given(listed.representative, listed.state(restated));
}

#[test]
fn c3_a_link_counts_once_the_other_side_has_confirmed_it() {
    let (mut scene, listed) = linked();
    assert!(!met(&scene, &listed).contains("C3"));
    confirmed(&mut scene, &listed, "cluster_links/12/cluster", Relation::Ckr, Vec::new());
    assert!(!met(&scene, &listed).contains("C3"), "a development centre isn't the other side");
    confirmed(&mut scene, &listed, "cluster_links/12/type", Relation::Partner, Vec::new());
    assert!(!met(&scene, &listed).contains("C3"), "its type doesn't tell who the other side is");
    confirmed(&mut scene, &listed, "cluster_links/12/cluster", Relation::Partner, Vec::new());
    assert!(met(&scene, &listed).contains("C3"));
}

#[test]
fn i1_shared_infrastructure() {
    let own = Sketch::shared_laboratory().without("shared").says("shared", flag(false));
    check("I1", open(Sketch::shared_laboratory()), [open(own)]);
}

#[test]
fn i2_three_services() {
    let three = changes().stating(says("services", codes(["rnd", "training", "networking"])));
    let two = changes().stating(says("services", codes(["rnd", "training"])));
    check("I2", three, [two]);
}

#[test]
fn o1_a_site_that_a_second_party_has_seen() {
    let (mut scene, listed) = shipped_cluster();
    let site = changes()
        .stating(says("website", url("https://pine.example/")).documented())
        .stating(says("last_content_update", day(BEFORE)).documented());
    scene.given(listed.representative, listed.state(site));
    assert!(!met(&scene, &listed).contains("O1"));
    scene.given(scene.officer(), scene.confirm_fields(listed.cluster, ["website"]));
    assert!(!met(&scene, &listed).contains("O1"), "the update wasn't seen");
    let update = scene.confirm_fields(listed.cluster, ["last_content_update"]);
    scene.given(scene.officer(), update);
    assert!(met(&scene, &listed).contains("O1"));
}

#[test]
fn o2_a_profile_in_english() {
    let name = says("official_name", both("Белая сосна", "White Pine"));
    let summary = |characters| says("summary", both(&"я".repeat(200), &"a".repeat(characters)));
    let products = says("products", english(["Furniture"]));
    let all = [name, summary(200), products];
    let of = |indexes: &[usize]| {
        indexes.iter().fold(changes(), |changes, index| changes.stating(all[*index].clone()))
    };
    check("O2", of(&[0, 1, 2]), [of(&[0, 1]), of(&[0, 2]), of(&[1, 2])]);
    let russian = Value::Texts(vec![registry_core::testing::statements::text("Мебель")]);
    assert!(!meets("O2", of(&[0, 1]).stating(says("products", russian))));
}

fn logo() -> Value {
    Value::File(DocumentRef {
        digest: Digest::of(b"logo"),
        sha256: Sha256([7; 32]),
        bytes: 4_096,
        media_type: MediaType::Png,
    })
}

#[test]
fn o3_a_logo_and_words_about_the_brand() {
    let (logo, brand) = (says("logo", logo()), says("brand", ru("Белая сосна — знак кластера")));
    let with =
        |claim: &registry_core::profile::changes::ClaimInput| changes().stating(claim.clone());
    check("O3", with(&logo).stating(brand.clone()), [with(&logo), with(&brand)]);
}

#[test]
fn o4_two_pieces_of_news_or_a_report() {
    let news = |title: &str| Sketch::new("").news(title);
    check("O4", open(news("Первая")).opening(news("Вторая")), [open(news("Первая"))]);
    let report = item("annual_reports")
        .says("year", year(2025))
        .says("url", url("https://pine.example/2025"));
    check("O4", open(report.clone()), [open(partner("RU"))]);
    let day = date(2025, 3, 1);
    assert!(meets("O4", open(report.without("year").says_on(day, "year", year(2024)))));
}

#[test]
fn a_marker_is_met_by_what_is_in_force_and_not_by_what_was_closed() {
    let (mut scene, listed) = shipped_cluster();
    scene.given(listed.representative, listed.state(open(partner("RU"))));
    assert!(met(&scene, &listed).contains("C1"));
    scene.given(listed.representative, listed.state(changes().closing("partners/12")));
    assert!(!met(&scene, &listed).contains("C1"));
}
