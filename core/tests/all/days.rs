//! Days lie where they can: what has happened between 1900 and today, what is planned not endlessly
//! ahead, an end not before its beginning.

use jiff::civil::{Date, date};
use registry_core::command::{CloseCkr, OpenCkr};
use registry_core::profile::changes::{Changes, CloseInput};
use registry_core::testing::statements::{day, item_path, number, says, year};
use registry_core::testing::{Outcome, Scene, Sketch, organisation};
use registry_events::claim::Source;
use registry_events::value::Code;

use super::{BEFORE, TODAY, changes, one_cluster};

const LONG_AGO: Date = date(1, 1, 1);
const TOMORROW: Date = date(2026, 3, 3);
const FAR_AHEAD: Date = date(9999, 12, 31);

fn stated(changes: Changes) -> Outcome {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), listed.state(changes))
}

fn closing(item: &str, on: Date) -> Changes {
    let mut changes = changes();
    changes.close.push(CloseInput { item: item_path(item), closed_on: Some(on), reason: None });
    changes
}

#[test]
fn what_has_happened_lies_between_1900_and_today() {
    let joined = |on| changes().stating(says("participants/2/joined_on", day(on)));
    let described = |on| changes().stating(says("employees_total", number(1)).on(on));
    let retrieved = |on| {
        let mut claim = says("year_created", year(2011));
        claim.source = Source { retrieved_on: Some(on), ..Source::OWN };
        changes().stating(claim)
    };
    let left = |on| closing("participants/2", on);
    let everywhere: [(&str, &dyn Fn(Date) -> Changes); 4] = [
        ("/claims/0/value", &joined),
        ("/claims/0/described_on", &described),
        ("/claims/0/source/retrieved_on", &retrieved),
        ("/close/0/on", &left),
    ];
    for (pointer, on) in everywhere {
        let early = format!("{pointer} date.out-of-range 0001-01-01 1900-01-01 2026-03-02");
        stated(on(LONG_AGO)).then_problems(&[&early]);
        let late = format!("{pointer} date.in-future 2026-03-03");
        stated(on(TOMORROW)).then_problems(&[&late]);
        stated(on(date(1900, 1, 1))).accepted();
        stated(on(TODAY)).accepted();
    }
}

#[test]
fn the_source_of_an_item_that_opens_was_looked_up_by_today() {
    let mut member = Sketch::participant_of(30, "large");
    member.claims[0].source.retrieved_on = Some(TOMORROW);
    stated(changes().opening(member))
        .then_problems(&["/open/0/claims/0/source/retrieved_on date.in-future 2026-03-03"]);
}

#[test]
fn a_project_is_planned_at_most_a_hundred_years_ahead() {
    let dated = |field: &str, on| {
        let project = Sketch::small("Белая сосна").project("Линия", "planned", [2, 3, 4]);
        changes().opening(project.says(field, day(on)))
    };
    for field in ["start", "end"] {
        for on in [LONG_AGO, FAR_AHEAD] {
            let problem =
                format!("/open/0/claims/5/value date.out-of-range {on} 1900-01-01 2126-03-02");
            stated(dated(field, on)).then_problems(&[&problem]);
        }
        stated(dated(field, date(2126, 3, 2))).accepted();
    }
}

#[test]
fn an_item_does_not_end_before_it_begins() {
    let body = Sketch::board().says("year_selected", year(2012));
    let line = Sketch::small("Белая сосна").project("Линия", "in_progress", [2, 3, 4]);
    let begun = [
        (Sketch::participant_of(30, "large").says("joined_on", day(BEFORE)), BEFORE),
        (body, date(2012, 1, 1)),
        (line.says("start", day(BEFORE)), BEFORE),
    ];
    for (item, began) in begun {
        let (mut scene, listed) = one_cluster();
        let path = format!("{}/12", item.collection);
        scene.given(scene.officer(), listed.state(changes().opening(item)));
        let eve = began.yesterday().expect("a day");
        scene
            .when(scene.officer(), listed.state(closing(&path, eve)))
            .then_problems(&[&format!("/close/0/on date.before-beginning {eve} {began}")]);
        scene.given(scene.officer(), listed.state(closing(&path, began)));
    }
}

#[test]
fn a_beginning_that_the_same_request_states_counts() {
    let joined = says("participants/2/joined_on", day(TODAY));
    stated(closing("participants/2", BEFORE).stating(joined))
        .then_problems(&["/close/0/on date.before-beginning 2025-12-31 2026-03-02"]);
}

#[test]
fn a_planned_project_is_given_up_before_it_starts() {
    let (mut scene, listed) = one_cluster();
    let project = Sketch::small("Белая сосна").project("Линия", "planned", [2, 3, 4]);
    let planned = changes().opening(project.says("start", day(date(2027, 1, 1))));
    scene.given(scene.officer(), listed.state(planned));
    scene.given(scene.officer(), listed.state(closing("projects/12", TODAY)));
}

#[test]
fn a_development_centre_opens_after_1900_and_closes_after_it_opened() {
    let mut scene = Scene::open(TODAY);
    let officer = scene.officer();
    let region = || Code::literal("RU-TOM");
    let open = |opened_on| {
        let (organisation, evidence) = (organisation(51), Vec::new());
        OpenCkr { region: region(), organisation, opened_on, evidence }
    };
    scene
        .when(officer, open(LONG_AGO))
        .then_problems(&["/opened_on date.out-of-range 0001-01-01 1900-01-01 2026-03-02"]);
    scene.given(officer, open(BEFORE));
    let organisation = scene.organisation(&organisation(51));
    let close = |closed_on| {
        let reason = "Решение области".into();
        CloseCkr { region: region(), organisation, closed_on, reason }
    };
    scene
        .when(officer, close(date(2025, 12, 30)))
        .then_problems(&["/closed_on date.before-beginning 2025-12-30 2025-12-31"]);
    scene
        .when(officer, close(LONG_AGO))
        .then_problems(&["/closed_on date.out-of-range 0001-01-01 1900-01-01 2026-03-02"]);
    scene.given(officer, close(BEFORE));
}
