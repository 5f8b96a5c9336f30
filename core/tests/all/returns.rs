//! What an application may be returned for: a requirement that isn't met, and nothing else.

use registry_core::access::Caller;
use registry_core::command::{
    MergeClusters, ReleaseMailboxDomain, ReturnApplication, StateRightToSpeak, SubmitApplication,
    WithdrawCluster,
};
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::path;
use registry_core::testing::{Outcome, Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::document::{DocumentRef, MediaType, Sha256};
use registry_events::event::{ApplicationEvent, Event, ReturnReason, Scope, UnmetRequirement};
use registry_events::ids::{ApplicationId, ClusterId, Digest};
use registry_events::value::{Code, MailDomain};

use super::mailbox_domains::{by_mailbox, tie};
use super::{BEFORE, TODAY};

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
fn a_cluster_that_merged_is_told_by_what_it_became_and_one_that_left_as_gone() {
    let (mut scene, application) = submitted();
    let there = scene.entered(Sketch::small("Красная сосна").minimal());
    let into = scene.entered(Sketch::small("Тёплый дом").organisations_from(21).minimal());
    let officer = scene.officer();
    let give_back = |cluster| {
        let reasons = vec![reason("", listed_as(cluster))];
        ReturnApplication { application, reasons }
    };
    let merged_on = BEFORE;
    let reason = "Решение обоих собраний".to_owned();
    let merge = MergeClusters { cluster: there, into, merged_on, reason, expected: None };
    scene.given(officer, merge);
    let merged = format!("/reasons/0/cluster return.cluster-merged {there} {into}");
    scene.when(officer, give_back(there)).then_problems(&[&merged]);
    let reason = "Кластер распущен".to_owned();
    scene.given(officer, WithdrawCluster { cluster: into, reason, expected: None });
    let left = format!("/reasons/0/cluster return.cluster-withdrawn {into}");
    scene.when(officer, give_back(into)).then_problems(&[&left]);
}

/// What follows from returning an application as a cluster that is in the registry already.
fn returned_as(there: Changes, applied: Changes) -> (Outcome, ClusterId) {
    let mut scene = Scene::small(TODAY);
    let cluster = scene.entered(there);
    let (application, _) = scene.submitted(applied);
    let reasons = vec![reason("", listed_as(cluster))];
    (scene.when(scene.officer(), ReturnApplication { application, reasons }), cluster)
}

#[test]
fn a_cluster_that_shares_nothing_with_an_application_is_no_reason() {
    let elsewhere = || Sketch::small("Синий лён").organisations_from(40);
    for there in [elsewhere(), elsewhere().in_region("RU-NVS")] {
        let (outcome, cluster) = returned_as(there.minimal(), minimal());
        let problem = format!("/reasons/0/cluster return.cluster-not-alike {cluster}");
        outcome.then_problems(&[&problem]);
    }
}

#[test]
fn a_common_participant_makes_a_cluster_of_another_region_no_second_entry() {
    let there = Sketch::small("Синий лён").organisations_from(10).in_region("RU-NVS");
    let (outcome, cluster) = returned_as(there.minimal(), minimal());
    let problem = format!("/reasons/0/cluster return.cluster-not-alike {cluster}");
    outcome.then_problems(&[&problem]);
}

#[test]
fn a_cluster_of_a_like_name_is_a_reason_wherever_it_is() {
    let there = Sketch::small("Кластер «Белая сосна» (демо)").organisations_from(40);
    returned_as(there.in_region("RU-NVS").minimal(), minimal()).0.accepted();
}

#[test]
fn a_cluster_of_the_same_region_with_a_common_participant_is_a_reason() {
    let there = Sketch::small("Синий лён").organisations_from(10);
    returned_as(there.minimal(), minimal()).0.accepted();
}

#[test]
fn a_cluster_of_the_same_region_with_the_same_coordinator_is_a_reason() {
    // Both are coordinated by the organisation 11, and have no participant in common.
    let there = Sketch::small("Синий лён").organisations_from(31);
    let coordinator = Sketch::small("Белая сосна").coordinator();
    let there = there.minimal().opening(coordinator);
    returned_as(there, Sketch::small("Белая сосна").medium()).0.accepted();
}

/// An application of a cluster that the organisation 11 coordinates, which the registry knows.
fn coordinated() -> (Scene, ApplicationId, Caller) {
    let mut scene = Scene::small(TODAY);
    scene.entered(Sketch::small("Синий лён").organisations_from(11).minimal());
    let (application, applicant) = scene.submitted(Sketch::small("Белая сосна").medium());
    (scene, application, applicant)
}

fn right_is_judged(scene: &mut Scene, application: ApplicationId) -> Outcome {
    let reasons = vec![reason("", UnmetRequirement::RightToSpeak)];
    scene.when(scene.officer(), ReturnApplication { application, reasons })
}

#[test]
fn a_right_that_a_role_for_the_coordinator_shows_is_not_judged() {
    let (mut scene, application, applicant) = coordinated();
    let coordinator = Scope::Organisation(scene.organisation(&organisation(11)));
    scene.grant(applicant.account, Role::OrganisationRepresentative, coordinator);
    right_is_judged(&mut scene, application)
        .then_problems(&["/reasons/0/unmet return.right-shown"]);
}

#[test]
fn a_right_that_a_mailbox_of_the_coordinator_shows_is_not_judged_until_the_domain_is_released() {
    let (mut scene, application, applicant) = coordinated();
    let (id, officer) = (scene.organisation(&organisation(11)), scene.officer());
    let domain = MailDomain::parse("pine.example").expect("a domain");
    scene.given(officer, tie(id, "pine.example"));
    scene.given(Caller::PROGRAM, by_mailbox(applicant.account, id, "pine.example"));
    right_is_judged(&mut scene, application)
        .then_problems(&["/reasons/0/unmet return.right-shown"]);
    let reason = "Домен продан".into();
    scene.given(officer, ReleaseMailboxDomain { organisation: id, domain, reason });
    right_is_judged(&mut scene, application).accepted();
}

#[test]
fn a_role_for_a_participant_shows_no_right_to_speak_for_the_cluster() {
    let (mut scene, application, applicant) = coordinated();
    let other = Scope::Organisation(scene.organisation(&organisation(12)));
    scene.grant(applicant.account, Role::OrganisationRepresentative, other);
    right_is_judged(&mut scene, application).accepted();
}

#[test]
fn a_letter_that_came_with_an_application_is_judged() {
    let (mut scene, application, applicant) = coordinated();
    let letter = DocumentRef {
        digest: Digest::of(b"letter"),
        sha256: Sha256([7; 32]),
        media_type: MediaType::Pdf,
        bytes: 1_024,
    };
    let reasons = vec![reason("", UnmetRequirement::RightToSpeak)];
    scene.given(scene.officer(), ReturnApplication { application, reasons });
    let right_to_speak = "Доверенность № 12".into();
    let letter = Some(letter);
    scene.given(applicant, StateRightToSpeak { application, right_to_speak, letter });
    scene.given(applicant, SubmitApplication { application });
    right_is_judged(&mut scene, application).accepted();
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
