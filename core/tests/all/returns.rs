//! What an application may be returned for: a requirement that isn't met, and nothing else.

use registry_core::command::ReturnApplication;
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::path;
use registry_core::testing::{Outcome, Scene, Sketch};
use registry_events::event::{ApplicationEvent, Event, ReturnReason, UnmetRequirement};
use registry_events::ids::{ApplicationId, ClusterId};
use registry_events::value::Code;

use super::TODAY;

fn minimal() -> Changes {
    Sketch::small("Белая сосна").minimal()
}

fn submitted() -> (Scene, ApplicationId) {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(minimal());
    (scene, application)
}

/// A reason about a field, or about none.
pub(crate) fn reason(field: &str, unmet: UnmetRequirement) -> ReturnReason {
    let path = (!field.is_empty()).then(|| path(field));
    ReturnReason { path, reason: "Приложите устав".into(), unmet: Some(unmet) }
}

/// The same without the requirement.
fn unnamed(field: &str) -> ReturnReason {
    ReturnReason { unmet: None, ..reason(field, UnmetRequirement::RightToSpeak) }
}

pub(crate) fn minimum(marker: &'static str) -> UnmetRequirement {
    UnmetRequirement::Minimum { marker: Code::literal(marker) }
}

fn not_borne_out(marker: Option<&'static str>) -> UnmetRequirement {
    UnmetRequirement::NotBorneOut { marker: marker.map(Code::literal) }
}

const fn listed_as(cluster: ClusterId) -> UnmetRequirement {
    UnmetRequirement::AlreadyListed { cluster }
}

/// What follows from returning a whole application for a reason.
fn returned_for(reason: ReturnReason) -> Outcome {
    let (mut scene, application) = submitted();
    let officer = scene.officer();
    scene.when(officer, ReturnApplication { application, reasons: vec![reason] })
}

#[test]
fn a_return_without_an_unmet_requirement_is_refused() {
    let unnamed = [unnamed("year_created"), unnamed("")];
    for reason in unnamed {
        returned_for(reason).then_problems(&["/reasons/0/unmet return.requirement-needed"]);
    }
}

#[test]
fn a_requirement_that_is_met_as_stated_is_no_reason() {
    returned_for(reason("year_created", minimum("M4")))
        .then_problems(&["/reasons/0/marker return.requirement-met M4"]);
    returned_for(reason("", minimum("M8")))
        .then_problems(&["/reasons/0/marker return.requirement-met M8"]);
}

#[test]
fn only_minimum_requirements_are_named() {
    for marker in ["G1", "M11"] {
        let unknown = format!("/reasons/0/marker return.requirement-unknown {marker}");
        returned_for(reason("year_created", minimum(marker))).then_problems(&[&unknown]);
        returned_for(reason("year_created", not_borne_out(Some(marker))))
            .then_problems(&[&unknown]);
    }
}

#[test]
fn a_statement_that_is_not_borne_out_is_named_with_the_requirement_that_rests_on_it() {
    returned_for(reason("year_created", not_borne_out(Some("M4")))).accepted();
    returned_for(reason("participants/3/organisation", not_borne_out(Some("M8")))).accepted();
    returned_for(reason("year_created", not_borne_out(None))).accepted();
    returned_for(reason("year_created", not_borne_out(Some("M8"))))
        .then_problems(&["/reasons/0/marker return.requirement-of-another-field M8 year_created"]);
}

#[test]
fn what_no_minimum_requirement_rests_on_is_nothing_to_return_an_application_for() {
    returned_for(reason("contacts/1/role", not_borne_out(None)))
        .then_problems(&["/reasons/0/unmet return.requirement-needed"]);
}

#[test]
fn what_is_not_stated_can_not_lack_evidence() {
    let needed = ["/reasons/0/path return.statement-needed"];
    for field in ["", "website", "participants/99/organisation"] {
        returned_for(reason(field, not_borne_out(None))).then_problems(&needed);
    }
}

#[test]
fn a_right_to_speak_that_is_not_shown_is_a_reason() {
    let decision = returned_for(reason("", UnmetRequirement::RightToSpeak)).accepted();
    let Event::Application(ApplicationEvent::ApplicationReturned(returned)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a return");
    };
    assert_eq!(returned.reasons[0].unmet, Some(UnmetRequirement::RightToSpeak));
}

#[test]
fn a_cluster_that_is_in_the_registry_already_is_a_reason_when_it_is_named() {
    let (mut scene, application) = submitted();
    let there = scene.entered(Sketch::small("Красная сосна").minimal());
    let officer = scene.officer();
    let give_back = |cluster| {
        let reasons = vec![reason("", listed_as(cluster))];
        ReturnApplication { application, reasons }
    };
    let nowhere = ClusterId::from_random([9; 5]);
    scene
        .when(officer, give_back(nowhere))
        .then_problems(&[&format!("/reasons/0/cluster cluster.unknown {nowhere}")]);
    scene.when(officer, give_back(there)).then(&["application: ApplicationReturned"]);
}

#[test]
fn every_wrong_reason_is_named_at_once() {
    let (mut scene, application) = submitted();
    let officer = scene.officer();
    let silent = ReturnReason { reason: " ".into(), ..unnamed("") };
    let reasons = vec![silent, reason("year_created", minimum("M4"))];
    scene.when(officer, ReturnApplication { application, reasons }).then_problems(&[
        "/reasons/0/reason reason.needed",
        "/reasons/0/unmet return.requirement-needed",
        "/reasons/1/marker return.requirement-met M4",
    ]);
}
