//! Estimates of how many clusters there are: who states them, of which days, within which bounds.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::StateEstimate;
use registry_core::testing::Scene;

use super::TODAY;

fn estimate(clusters: u32, stated_for: Date) -> StateEstimate {
    let source = "Экспертная оценка (демо)".into();
    StateEstimate { clusters, source, stated_for, evidence: Vec::new() }
}

#[test]
fn an_officer_states_an_estimate_and_another_one_later() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    scene.when(officer, estimate(200, TODAY)).then(&["registry: EstimateStated"]);
    scene.when(officer, estimate(220, TODAY)).then(&["registry: EstimateStated"]);
}

#[test]
fn an_estimate_that_stands_already_isnt_recorded_again() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    scene.given(officer, estimate(200, TODAY));
    scene.when(officer, estimate(200, TODAY)).then_rejected("estimate.unchanged");
    let again = StateEstimate {
        source: " Экспертная оценка (демо) ".into(),
        ..estimate(200, TODAY)
    };
    scene.when(officer, again).then_rejected("estimate.unchanged");
    scene.given(officer, estimate(220, TODAY));
    scene.when(officer, estimate(200, TODAY)).then(&["registry: EstimateStated"]);
}

#[test]
fn an_estimate_has_a_source_a_day_that_came_and_a_number_within_bounds() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    for clusters in [0, 100_001] {
        let wrong = estimate(clusters, TODAY);
        scene.when(officer, wrong).then_problems(&["/clusters estimate.out-of-range 1 100000"]);
    }
    let nobody = StateEstimate { source: "  ".into(), ..estimate(200, TODAY) };
    scene.when(officer, nobody).then_problems(&["/source reason.needed"]);
    let tomorrow = estimate(200, TODAY.tomorrow().expect("a day"));
    scene.when(officer, tomorrow).then_rejected("date.in-future");
    scene.when(officer, estimate(200, date(1899, 12, 31))).then_rejected("date.out-of-range");
}

#[test]
fn nobody_but_an_officer_states_an_estimate() {
    let mut scene = Scene::small(TODAY);
    let administrator = scene.administrator();
    for caller in [administrator, Caller::PROGRAM] {
        scene.when(caller, estimate(200, TODAY)).then_rejected("access.role");
    }
}
