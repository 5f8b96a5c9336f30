//! The grammar of the catalogue that ships: what may be withheld, what only an officer states, and
//! until when a claim holds.

use jiff::civil::{Date, date};
use registry_core::command::{EnterCluster, StartApplication};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{
    code, day, item, number, path, ru, says, text, url, year,
};
use registry_core::testing::{Listed, Outcome, Scene, Sketch, problem_lines};
use registry_events::claim::Absence;
use registry_events::value::Value;

use super::{BEFORE, TODAY, changes, shipped_cluster};

fn stated(changes: Changes) -> (Scene, Listed) {
    let (mut scene, listed) = shipped_cluster();
    scene.given(listed.representative, listed.state(changes));
    (scene, listed)
}

fn by_representative(changes: Changes) -> Outcome {
    let (mut scene, listed) = shipped_cluster();
    scene.when(listed.representative, listed.state(changes))
}

/// Until when the claim on a path holds.
fn holds_until(scene: &Scene, listed: &Listed, field: &str) -> Option<Date> {
    let claim = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    claim.claim.holds_until
}

#[track_caller]
fn check(changes: Changes, field: &str, expected: Option<Date>) {
    let (scene, listed) = stated(changes);
    assert_eq!(holds_until(&scene, &listed, field), expected, "{field}");
}

fn withheld_member() -> OpenInput {
    item("participants")
        .says("organisation", Absence::Withheld)
        .says("participant_type", code("large"))
}

#[test]
fn a_participant_can_be_withheld_though_a_participant_needs_an_organisation() {
    by_representative(changes().opening(withheld_member())).then(&["cluster: ItemOpened"]);
}

#[test]
fn nothing_else_stands_for_a_needed_organisation() {
    for absence in [Absence::NotProvided, Absence::NotApplicable, Absence::Zero] {
        let member = withheld_member().without("organisation").says("organisation", absence);
        by_representative(changes().opening(member))
            .then_problems(&["/open/0/claims/1/value claim.needed organisation"]);
    }
    let untyped =
        withheld_member().without("participant_type").says("participant_type", Absence::Withheld);
    by_representative(changes().opening(untyped))
        .then_problems(&["/open/0/claims/1/value claim.needed participant_type"]);
}

fn status() -> OpenInput {
    item("official_statuses").says("type", code("industrial_779")).says("granted_on", day(BEFORE))
}

#[test]
fn an_official_status_of_a_listed_cluster_is_stated_by_an_officer() {
    let (mut scene, listed) = shipped_cluster();
    let command = listed.state(changes().opening(status()));
    scene.when(listed.representative, command.clone()).then_rejected("claim.by-officer");
    scene.when(scene.officer(), command).then(&["cluster: ItemOpened"]);
    let until = says("official_statuses/12/valid_until", day(TODAY));
    let restated = listed.state(changes().stating(until));
    scene.when(listed.representative, restated).then_rejected("claim.by-officer");
    let closed = listed.state(changes().closing("official_statuses/12"));
    scene.when(listed.representative, closed.clone()).then_rejected("claim.by-officer");
    scene.when(scene.officer(), closed).then(&["cluster: ItemClosed"]);
}

#[test]
fn an_applicant_states_official_statuses_too() {
    let mut scene = Scene::open(TODAY);
    let applicant = scene.applicant();
    let changes = Sketch::new("Белая сосна").minimal().opening(status());
    let right_to_speak = "Решение".into();
    scene.given(applicant, StartApplication { right_to_speak, changes });
}

#[test]
fn a_project_ages_while_it_is_in_progress() {
    let of_stage = |stage: &str| {
        let project = Sketch::new("").project("Линия", stage, [2, 3, 4]);
        changes()
            .opening(project.says("results", registry_core::testing::statements::texts(["Есть"])))
    };
    check(of_stage("in_progress"), "projects/12/stage", Some(date(2027, 3, 2)));
    check(of_stage("planned"), "projects/12/stage", None);
    check(of_stage("implemented"), "projects/12/stage", None);
}

#[test]
fn a_strategy_holds_until_the_end_of_its_period() {
    let strategy = Sketch::new("").strategy();
    check(changes().opening(strategy), "strategies/12/title", Some(date(2029, 12, 31)));
}

#[test]
fn a_strategy_of_another_period_is_stated_again_with_its_title() {
    let (mut scene, listed) = stated(changes().opening(Sketch::new("").strategy()));
    scene.given(scene.officer(), listed.confirm(["strategies/12"]).having_seen());
    let longer = changes().stating(says("strategies/12/period_to", day(date(2032, 6, 30))));
    scene.given(listed.representative, listed.state(longer));
    assert_eq!(holds_until(&scene, &listed, "strategies/12/title"), Some(date(2032, 6, 30)));
    let title = path("strategies/12/title");
    let title = scene.cluster(listed.cluster).profile.claim(&title).expect("a title");
    assert_eq!(title.claim.stated.value(), Some(&ru("Программа развития (демо)")));
    assert!(title.support.confirmations.is_empty(), "its confirmations wait to be renewed");
    assert_eq!(title.claim.awaits_until, Some(date(2026, 5, 31)));
}

#[test]
fn a_title_that_the_request_states_itself_is_stated_once() {
    let (mut scene, listed) = stated(changes().opening(Sketch::new("").strategy()));
    let both = changes()
        .stating(says("strategies/12/period_to", day(date(2032, 6, 30))))
        .stating(says("strategies/12/title", ru("Другая программа")));
    scene.given(listed.representative, listed.state(both));
    assert_eq!(holds_until(&scene, &listed, "strategies/12/title"), Some(date(2032, 6, 30)));
}

#[test]
fn a_title_stated_in_the_same_words_waits_when_its_period_changes_and_only_then() {
    let (mut scene, listed) = stated(changes().opening(Sketch::new("").strategy()));
    scene.given(scene.officer(), listed.confirm(["strategies/12"]).having_seen());
    let title = path("strategies/12/title");
    let both = |until: Date| {
        changes()
            .stating(says("strategies/12/period_to", day(until)))
            .stating(says("strategies/12/title", ru("Программа развития (демо)")))
    };
    scene.given(listed.representative, listed.state(both(date(2029, 12, 31))));
    let same = scene.cluster(listed.cluster).profile.claim(&title).expect("a title").clone();
    assert_eq!(
        (same.claim.awaits_until, same.support.confirmations.len()),
        (None, 1),
        "nothing changed"
    );
    let alone = changes().stating(says("strategies/12/period_to", day(date(2029, 12, 31))));
    scene.given(listed.representative, listed.state(alone));
    let again = scene.cluster(listed.cluster).profile.claim(&title).expect("a title").clone();
    assert_eq!(
        (again.claim.awaits_until, again.support.confirmations.len()),
        (None, 1),
        "nor by itself"
    );
    scene.given(listed.representative, listed.state(both(date(2032, 6, 30))));
    let moved = scene.cluster(listed.cluster).profile.claim(&title).expect("a title").clone();
    assert_eq!(moved.claim.awaits_until, Some(date(2026, 5, 31)));
    assert!(moved.support.confirmations.is_empty(), "of another period they must be given anew");
}

#[test]
fn news_age_from_the_day_they_state() {
    let news = item("news").says("date", day(date(2025, 7, 1))).says("title", ru("Новость"));
    check(changes().opening(news), "news/12/title", Some(date(2026, 7, 1)));
}

#[test]
fn what_is_dated_ahead_holds_no_longer_for_it() {
    let this_year = item("annual_reports")
        .says("year", year(2026))
        .says("url", url("https://pine.example/2026"));
    check(changes().opening(this_year), "annual_reports/12/year", Some(date(2027, 3, 2)));
}

#[test]
fn a_site_ages_from_its_last_update() {
    let update = changes().stating(says("last_content_update", day(date(2025, 9, 15))));
    check(update, "last_content_update", Some(date(2026, 9, 15)));
}

#[test]
fn a_report_ages_from_the_end_of_its_year() {
    let report = item("annual_reports")
        .says("year", year(2024))
        .says("url", url("https://pine.example/2024"));
    check(changes().opening(report), "annual_reports/12/year", Some(date(2025, 12, 31)));
}

#[test]
fn what_states_no_day_of_its_own_ages_from_the_day_it_describes() {
    let staff = changes().stating(says("employees_total", number(5)).on(BEFORE));
    check(staff, "employees_total", Some(date(2026, 12, 31)));
    let priorities = changes().stating(says("priorities", Sketch::priorities()));
    check(priorities, "priorities", Some(date(2028, 3, 2)));
    let (scene, listed) = shipped_cluster();
    let membership = holds_until(&scene, &listed, "participants/2/organisation");
    assert_eq!(membership, Some(date(2028, 3, 2)));
    assert_eq!(holds_until(&scene, &listed, "official_name"), None);
}

#[test]
fn what_says_that_there_is_nothing_to_say_does_not_age() {
    for (absence, expected) in [
        (Absence::NotProvided, None),
        (Absence::NotApplicable, None),
        (Absence::Withheld, Some(date(2027, 3, 2))),
    ] {
        check(changes().stating(says("website", absence)), "website", expected);
    }
    let none = changes().stating(says("employees_total", Absence::Zero));
    check(none, "employees_total", Some(date(2027, 3, 2)));
}

#[test]
fn only_a_field_of_several_lines_has_line_breaks() {
    let stands = |field: &str, expected| {
        let (scene, listed) = stated(changes().stating(says(field, ru("Первая\nвторая"))));
        let profile = &scene.cluster(listed.cluster).profile;
        let value = profile.stated(field).and_then(|stated| stated.value());
        assert_eq!(value, Some(&ru(expected)), "{field}");
    };
    stands("description", "Первая\nвторая");
    stands("head_role", "Первая вторая");
}

#[test]
fn a_text_of_a_list_has_one_line() {
    let products = Value::Texts(vec![text("Мебельный щит"), text("Первая\nвторая")]);
    let products = changes().stating(says("products", products));
    by_representative(products).then_problems(&["/claims/0/value text.one-line"]);
}

#[test]
fn the_number_of_a_branch_has_nine_characters() {
    let branch = |kpp: &str| changes().stating(says("participants/2/branch_kpp", ru(kpp)));
    let unknown = "/claims/0/value membership.branch-unknown 3500AB001";
    let well_formed = by_representative(branch("3500AB001"));
    assert!(problem_lines(&well_formed.rejected())[0].starts_with(unknown), "it is read as a КПП");
    for wrong in ["35000100", "3500010011", "три"] {
        by_representative(branch(wrong)).then_problems(&["/claims/0/value kpp.malformed"]);
    }
}

#[test]
fn a_cluster_is_entered_with_all_the_fields_that_ship() {
    let mut scene = Scene::open(TODAY);
    let changes = Sketch::new("Белая сосна").high().opening(status());
    scene.given(scene.officer(), EnterCluster { changes });
}

#[test]
fn a_list_is_renewed_as_a_whole_and_keeps_its_confirmations() {
    let (mut scene, listed) = shipped_cluster();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let holds_until = |scene: &Scene, item: u32| {
        let path = path(&format!("participants/{item}/organisation"));
        let current = scene.cluster(listed.cluster).profile.claim(&path).expect("a claim").clone();
        (current.claim.holds_until, current.corroboration().key())
    };
    let later = date(2027, 6, 1);
    scene.on(later);
    let renewed = changes().renewing("participants").closing("participants/11");
    let decision = scene.given(listed.representative, listed.state(renewed));
    let last_day = Some(date(2029, 6, 1));
    assert_eq!(holds_until(&scene, 2), (last_day, "partially_corroborated"));
    assert_eq!(holds_until(&scene, 10), (last_day, "self_declared"));
    assert_ne!(holds_until(&scene, 11).0, last_day, "what is closed isn't said again");
    assert_eq!(decision.parts.len(), 1);
}

#[test]
fn only_a_list_that_ages_from_the_day_it_is_stated_is_renewed() {
    let (mut scene, listed) = shipped_cluster();
    for (list, problem) in [
        ("news", "/renew/0 collection.not-renewable news"),
        ("strategies", "/renew/0 collection.not-renewable strategies"),
        ("contacts", "/renew/0 collection.not-renewable contacts"),
        ("nothing", "/renew/0 collection.unknown nothing"),
    ] {
        let renewed = listed.state(changes().renewing(list));
        scene.when(listed.representative, renewed).then_problems(&[problem]);
    }
}

#[test]
fn what_has_happened_is_not_dated_ahead() {
    let (mut scene, listed) = shipped_cluster();
    let tomorrow = TODAY.tomorrow().expect("a day");
    let refused = "date.in-future 2026-03-03";
    let update = changes().stating(says("last_content_update", day(tomorrow)));
    let problem = format!("/claims/0/value {refused}");
    scene.when(listed.representative, listed.state(update)).then_problems(&[&problem]);
    let strategy = || Sketch::new("").strategy().without("approved_on");
    let news = || Sketch::new("").news("Новость").without("date");
    let association = item("association_memberships").says("association", ru("Союз (демо)"));
    for (what, field) in [
        (strategy(), "approved_on"),
        (news(), "date"),
        (association, "since"),
        (item("labels").says("label", code("ecei_bronze")), "awarded_on"),
    ] {
        let last = what.claims.len();
        let ahead = changes().opening(what.says(field, day(tomorrow)));
        let outcome = scene.when(listed.representative, listed.state(ahead));
        let problems = problem_lines(&outcome.rejected());
        let problem = format!("/open/0/claims/{last}/value {refused}");
        assert!(problems.contains(&problem), "{field}: {problems:?}");
    }
}
