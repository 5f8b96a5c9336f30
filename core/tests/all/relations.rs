//! Rules that span items, under the catalogue that ships: partners, links, references, periods,
//! stages, consent.

use jiff::civil::{Date, date};
use registry_core::command::{ListApplication, StateApplication, SubmitApplication};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{
    code, day, flag, item, items, other_cluster, ru, says, year,
};
use registry_core::testing::{Listed, Outcome, Scene, Sketch, organisation};
use registry_events::claim::Absence;
use registry_events::ids::ClusterId;
use registry_events::value::{Identifier, NamedOrganisation};

use super::{BEFORE, TODAY, changes, shipped_cluster};

/// A cluster of which this is stated, with what its items need already there.
fn with(changes: Changes) -> (Scene, Listed) {
    let (mut scene, listed) = shipped_cluster();
    scene.given(listed.representative, listed.state(changes));
    (scene, listed)
}

fn stated(changes: Changes) -> Outcome {
    let (mut scene, listed) = shipped_cluster();
    scene.when(listed.representative, listed.state(changes))
}

fn then_stated((mut scene, listed): (Scene, Listed), changes: Changes) -> Outcome {
    scene.when(listed.representative, listed.state(changes))
}

fn partner(number: u32) -> OpenInput {
    item("partners").says("organisation", organisation(number)).says("country", code("RU"))
}

#[test]
fn a_partner_that_is_a_participant_is_rejected() {
    stated(changes().opening(partner(3)))
        .then_problems(&["/open/0 partner.is-participant participants/4"]);
    stated(changes().opening(partner(30))).accepted();
}

#[test]
fn a_participant_that_is_a_partner_is_rejected() {
    let joins = changes().opening(Sketch::participant_of(30, "small"));
    then_stated(with(changes().opening(partner(30))), joins)
        .then_problems(&["/open/0 participant.is-partner partners/12"]);
}

#[test]
fn a_partner_does_not_become_a_participant_by_being_restated() {
    let restated = changes().stating(says("partners/12/organisation", organisation(5)));
    then_stated(with(changes().opening(partner(30))), restated)
        .then_problems(&["/claims/0 partner.is-participant participants/6"]);
    let restated = changes().stating(says("participants/2/organisation", organisation(30)));
    then_stated(with(changes().opening(partner(30))), restated)
        .then_problems(&["/claims/0 participant.is-partner partners/12"]);
}

#[test]
fn a_participant_that_leaves_can_become_a_partner_at_once() {
    let joins = Sketch::participant_of(31, "small");
    let changes = changes().closing("participants/4").opening(partner(3)).opening(joins);
    stated(changes).accepted();
}

#[test]
fn a_partner_is_no_participant_in_an_application_either() {
    let mut scene = Scene::open(TODAY);
    let (application, applicant) = scene.started(Sketch::new("Белая сосна").minimal());
    // Named by one of its two numbers only.
    let by_inn = NamedOrganisation {
        identifiers: organisation(3).identifiers.into_iter().take(1).collect(),
        ..organisation(3)
    };
    assert!(matches!(by_inn.identifiers.as_slice(), [Identifier::Inn(_)]));
    let partner = item("partners").says("organisation", by_inn).says("country", code("RU"));
    let changes = changes().opening(partner);
    let command = StateApplication { application, changes, expected: None };
    scene
        .when(applicant, command)
        .then_problems(&["/open/0 partner.is-participant participants/4"]);
}

/// A project of a stage, with dates.
fn project(stage: &str, start: Option<Date>, end: Option<Date>) -> OpenInput {
    let project = Sketch::new("")
        .project("Линия", stage, [2, 3, 4])
        .says("results", registry_core::testing::statements::texts(["Есть"]));
    let with = |project: OpenInput, field: &str, date: Option<Date>| match date {
        Some(date) => project.says(field, day(date)),
        None => project,
    };
    with(with(project, "start", start), "end", end)
}

#[test]
fn a_stage_fits_the_dates() {
    let (past, ahead) = (Some(BEFORE), Some(date(2026, 12, 31)));
    let today = Some(TODAY);
    for (stage, start, end, expected) in [
        ("planned", past, None, Some("planned-after-its-start")),
        ("planned", today, None, None),
        ("planned", ahead, None, None),
        ("planned", None, None, None),
        ("in_progress", ahead, None, Some("in-progress-before-its-start")),
        ("in_progress", None, past, Some("in-progress-after-its-end")),
        ("in_progress", past, ahead, None),
        ("in_progress", past, today, None),
        ("implemented", None, ahead, Some("implemented-before-its-end")),
        ("implemented", past, today, None),
        ("implemented", None, None, None),
    ] {
        let outcome = stated(changes().opening(project(stage, start, end)));
        match expected {
            Some(problem) => outcome.then_problems(&[&format!("/open/0 project.{problem}")]),
            None => drop(outcome.accepted()),
        }
    }
}

#[test]
fn a_stage_of_a_past_day_fits_the_dates_of_that_day() {
    let planned = project("planned", Some(BEFORE), None).without("stage").says_on(
        date(2025, 1, 1),
        "stage",
        code("planned"),
    );
    stated(changes().opening(planned)).accepted();
}

#[test]
fn an_application_waits_without_its_project_growing_wrong() {
    let mut scene = Scene::open(TODAY);
    let planned = project("planned", Some(date(2026, 3, 10)), None);
    let changes = Sketch::new("Белая сосна").minimal().opening(planned);
    let (application, applicant) = scene.started(changes);
    scene.on(date(2026, 3, 20));
    scene.given(applicant, SubmitApplication { application });
    scene.on(date(2026, 3, 27));
    scene.given(scene.officer(), ListApplication { application });
}

fn link() -> OpenInput {
    item("cluster_links").says("type", code("agreement"))
}

#[test]
fn a_link_leads_to_one_other_side() {
    let (mut scene, listed) = shipped_cluster();
    let changes_of = |open| listed.state(changes().opening(open));
    let other = scene.listed(Sketch::new("Другой").organisations_from(50).minimal()).cluster;
    let abroad = || ru("Кластер за рубежом (демо)");
    let mut when = |open| scene.when(listed.representative, changes_of(open));
    when(link()).then_problems(&["/open/0 link.one-other-side"]);
    let two = link().says("cluster", other_cluster(other)).says("foreign_cluster", abroad());
    when(two).then_problems(&["/open/0 link.one-other-side"]);
    when(link().says("foreign_cluster", abroad())).accepted();
    when(link().says("cluster", other_cluster(other))).accepted();
    let withheld = link().says("cluster", Absence::Withheld).says("foreign_cluster", abroad());
    when(withheld).accepted();
}

#[test]
fn a_link_leads_to_another_cluster_of_the_registry() {
    let (mut scene, listed) = shipped_cluster();
    let mut to = |cluster| {
        let link = link().says("cluster", other_cluster(cluster));
        scene.when(listed.representative, listed.state(changes().opening(link)))
    };
    to(listed.cluster).then_problems(&["/open/0/claims/1/value cluster.itself"]);
    let nobody = ClusterId::from_random([1, 2, 3, 4, 5]);
    to(nobody).then_problems(&[&format!("/open/0/claims/1/value cluster.unknown {nobody}")]);
}

fn board_with_member() -> Changes {
    changes().opening(Sketch::board().labelled("board")).opening(
        item("body_members")
            .says("body", registry_core::testing::statements::labelled(["board"]))
            .says("role", ru("Председатель")),
    )
}

#[test]
fn a_closed_item_that_an_open_one_refers_to_is_refused_with_the_reference() {
    then_stated(with(board_with_member()), changes().closing("governing_bodies/12"))
        .then_problems(&["/close/0 item.referenced body_members/13"]);
    let both = changes().closing("governing_bodies/12").closing("body_members/13");
    then_stated(with(board_with_member()), both).accepted();
}

#[test]
fn a_partner_that_a_project_names_is_not_closed() {
    let named = Sketch::new("").project("Линия", "planned", [2, 3, 4]);
    let named = named.says("external_partners", items([12]));
    let (mut scene, listed) = with(changes().opening(partner(30)));
    scene.given(listed.representative, listed.state(changes().opening(named)));
    then_stated((scene, listed), changes().closing("partners/12"))
        .then_problems(&["/close/0 item.referenced projects/13"]);
}

#[test]
fn what_is_opened_refers_to_nothing_that_is_not_there() {
    let member = item("body_members").says("body", items([99])).says("role", ru("Член"));
    stated(changes().opening(member)).then_problems(&["/open/0 item.not-open governing_bodies/99"]);
}

#[test]
fn a_member_moves_to_another_body_as_its_body_is_closed() {
    let (mut scene, listed) = with(board_with_member());
    let council = item("governing_bodies").says("type", code("council"));
    scene.given(listed.representative, listed.state(changes().opening(council)));
    let moved =
        changes().stating(says("body_members/13/body", items([14]))).closing("governing_bodies/12");
    then_stated((scene, listed), moved).accepted();
}

#[test]
fn a_name_of_a_person_needs_consent() {
    let named = || {
        board_with_member().opening(
            item("body_members")
                .says("body", registry_core::testing::statements::labelled(["board"]))
                .says("role", ru("Член правления"))
                .says("name", ru("Иван Сосновый (демо)")),
        )
    };
    stated(named()).then_problems(&["/open/2 person.consent-needed consent"]);
    let refused = |flagged: bool| {
        let mut changes = named();
        let last = changes.open.pop().expect("a member");
        changes.opening(last.says("consent", flag(flagged)))
    };
    stated(refused(false)).then_problems(&["/open/2 person.consent-needed consent"]);
    stated(refused(true)).accepted();
    then_stated(
        with(refused(true)),
        changes().stating(says("body_members/14/consent", flag(false))),
    )
    .then_problems(&["/claims/0 person.consent-needed consent"]);
}

#[test]
fn the_head_is_named_with_consent() {
    let named = || changes().stating(says("head_name", ru("Иван Сосновый (демо)")));
    let problem = "/claims/0 person.consent-needed head_consent";
    stated(named()).then_problems(&[problem]);
    stated(named().stating(says("head_consent", flag(true)))).accepted();
    let agreed = || with(named().stating(says("head_consent", flag(true))));
    let taken_back = changes().stating(says("head_consent", flag(false)));
    then_stated(agreed(), taken_back.clone()).then_problems(&[problem]);
    let forgotten = taken_back.stating(says("head_name", Absence::NotProvided));
    then_stated(agreed(), forgotten).accepted();
    // What else is stated has nothing to do with it.
    then_stated(agreed(), changes().stating(says("year_created", year(2011)))).accepted();
}

#[test]
fn a_period_does_not_end_before_it_begins() {
    let strategy = Sketch::new("").strategy().without("period_to");
    let of = |end| changes().opening(strategy.clone().says("period_to", day(end)));
    stated(of(date(2024, 12, 31)))
        .then_problems(&["/open/0 period.reversed period_from period_to"]);
    stated(of(date(2025, 1, 1))).accepted();
    let goal = Sketch::new("").goal("Выручка").says("base_year", year(2026));
    stated(changes().opening(goal.clone())).accepted();
    let reversed = goal.without("target_year").says("target_year", year(2025));
    stated(changes().opening(reversed))
        .then_problems(&["/open/0 period.reversed base_year target_year"]);
}

#[test]
fn a_target_lies_ahead_and_not_without_end() {
    let goal = |by| {
        let goal = Sketch::new("").goal("Выручка").without("target_year");
        changes().opening(goal.says("target_year", year(by)))
    };
    stated(goal(2030)).accepted();
    stated(goal(2126)).accepted();
    stated(goal(2127)).then_problems(&[
        "/open/0/claims/2/value date.out-of-range 2127-01-01 1900-01-01 2126-03-02",
    ]);
    let ahead = changes().stating(says("year_created", year(2027)));
    stated(ahead).then_problems(&["/claims/0/value year.in-future 2027"]);
}

#[test]
fn shares_of_funding_are_at_most_a_whole() {
    let body = |shares| Sketch::board().says("funding_sources", shares);
    let whole =
        registry_core::testing::statements::shares([("member_fees", "60"), ("own_services", "40")]);
    stated(changes().opening(body(whole))).accepted();
    let more = registry_core::testing::statements::shares([
        ("member_fees", "60"),
        ("own_services", "40.5"),
    ]);
    stated(changes().opening(body(more)))
        .then_problems(&["/open/0/claims/1/value shares.over-hundred 100.5"]);
}

#[test]
fn a_coordinator_and_a_management_company_name_their_organisation() {
    for kind in ["coordinator", "management_company"] {
        let body = item("governing_bodies").says("type", code(kind));
        for silent in [
            body.clone(),
            body.clone().says("organisation", Absence::NotProvided),
            body.clone().says("organisation", Absence::Withheld),
        ] {
            stated(changes().opening(silent)).then_problems(&["/open/0 body.organisation-needed"]);
        }
        let named = body.says("organisation", organisation(70));
        stated(changes().opening(named)).accepted();
    }
    let board = item("governing_bodies").says("type", code("board"));
    stated(changes().opening(board)).accepted();
}

#[test]
fn a_board_that_becomes_the_coordinator_names_its_organisation() {
    let board = changes().opening(item("governing_bodies").says("type", code("board")));
    let manages = says("governing_bodies/12/type", code("coordinator"));
    then_stated(with(board), changes().stating(manages))
        .then_problems(&["/claims/0 body.organisation-needed"]);
}
