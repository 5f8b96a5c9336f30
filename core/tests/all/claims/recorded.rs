//! What is recorded of a statement: in how many events, and for how long it holds.

use jiff::civil::{Date, date};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{code, item_path, number, says, year};
use registry_core::testing::{Scene, Sketch};
use registry_events::claim::Evidence;
use registry_events::value::WebUrl;

use super::{claims_of, stated};
use crate::{TODAY, changes, one_cluster};

#[test]
fn many_claims_are_recorded_in_as_many_events_as_they_need() {
    let (mut scene, _) = one_cluster();
    let listed =
        scene.listed(Sketch::small("Второй").organisations_from(21).participants(17).minimal());
    let paths = (2..19).map(|number| format!("participants/{number}/participant_type"));
    let all = paths.fold(changes(), |all, path| all.stating(says(&path, code("small"))));
    let outcome = scene.when(listed.representative, listed.state(all));
    outcome.then(&["cluster: ClaimsStated ×2, LevelAssessed, RequirementOpened"]);
}

/// A project each of whose statements has as much evidence as it may.
fn endlessly_evident() -> OpenInput {
    let address = format!("https://documents.example/{}", "д".repeat(900));
    let link = Evidence::Link(WebUrl::parse(&address).expect("an address"));
    let mut project = Sketch::small("").project("Общая линия", "planned", [2, 3, 4]);
    project.claims.iter_mut().for_each(|input| input.evidence = vec![link.clone(); 20]);
    project
}

#[test]
fn an_item_that_fits_no_event_opens_with_what_does_and_the_rest_follows() {
    let outcome = stated(changes().opening(endlessly_evident()));
    outcome.then(&["cluster: ItemOpened, ClaimsStated ×4, LevelAssessed"]);
}

#[test]
fn what_fits_no_event_is_listed_as_it_was_applied_for() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(endlessly_evident()));
    let profile = &scene.cluster(listed.cluster).profile;
    let project = profile.item(&item_path("projects/12")).expect("the project");
    assert!(project.claims().all(|current| current.claim.evidence.len() == 20));
    assert_eq!(project.claims().count(), 5);
}

/// The day until which a claim holds that was stated on the second of March 2026.
#[track_caller]
fn check_holds_until(changes: Changes, field: &str, expected: Option<Date>) {
    let claims = claims_of(&stated(changes).accepted());
    let claim = claims.iter().find(|claim| claim.path.field.as_str() == field);
    assert_eq!(claim.expect("the claim").holds_until, expected);
}

#[test]
fn a_figure_holds_for_its_months_from_the_day_it_describes() {
    let employees = changes().stating(says("employees_total", number(5)).on(date(2024, 2, 29)));
    check_holds_until(employees, "employees_total", Some(date(2025, 2, 28)));
}

#[test]
fn a_membership_holds_for_two_years_from_today_when_it_names_no_day() {
    let joins = changes().opening(Sketch::participant_of(21, "small"));
    check_holds_until(joins.clone(), "organisation", Some(date(2028, 3, 2)));
    check_holds_until(joins, "participant_type", None);
}

#[test]
fn a_governing_body_holds_for_two_years_by_the_field_that_names_it() {
    check_holds_until(changes().opening(Sketch::board()), "type", Some(date(2028, 3, 2)));
}

#[test]
fn what_can_not_age_holds_for_ever() {
    check_holds_until(changes().stating(says("year_created", year(2012))), "year_created", None);
}
