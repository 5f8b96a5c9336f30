//! How long an officer and the cluster have, and what a missed day does.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::state::DisputeStanding;
use registry_events::event::{DisputeEvent, DisputeStep};
use registry_events::stream::StreamId;

use super::{
    admit, admitted, answer, contest, dispute_event, filed, is_disputed, note, reject, stage,
    standing,
};

#[test]
fn an_officer_has_five_working_days_and_the_cluster_ten() {
    let (mut scene, listed, sceptic) = stage();
    let command = contest(&scene, &listed, "employees_total");
    let decision = scene.given(sceptic, command);
    let DisputeEvent::DisputeFiled(event) = dispute_event(&decision) else { panic!("a filing") };
    assert_eq!(event.decide_until, date(2026, 3, 12), "the Thursday after");
    let dispute = scene.load(&StreamId::cluster(listed.cluster)).version;
    let decision = scene.given(scene.officer(), admit(&listed, dispute));
    let DisputeEvent::DisputeAdmitted(event) = dispute_event(&decision) else {
        panic!("an admission")
    };
    assert_eq!(event.answer_until, date(2026, 3, 19), "two weeks later");
}

#[test]
fn a_missed_admission_is_noted_the_day_after_and_can_be_made_up_for() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.on(date(2026, 3, 12));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    scene.on(date(2026, 3, 13));
    let decision =
        scene.when(Caller::PROGRAM, note(&listed)).then(&["cluster: DisputeDeadlineMissed"]);
    let DisputeEvent::DisputeDeadlineMissed(missed) = dispute_event(&decision) else {
        panic!("a missed deadline")
    };
    assert_eq!((missed.step, missed.due_on), (DisputeStep::Admission, date(2026, 3, 12)));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    assert!(!is_disputed(&scene, &listed, "summary"));
    scene.when(scene.officer(), admit(&listed, dispute)).then(&["cluster: DisputeAdmitted"]);
}

#[test]
fn a_missed_answer_takes_the_marker_at_once_and_a_late_one_gives_it_back_only_by_a_decision() {
    let (mut scene, listed, _, dispute) = admitted();
    scene.on(date(2026, 3, 19));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    scene.on(date(2026, 3, 20));
    let decision = scene.given(Caller::PROGRAM, note(&listed));
    assert!(matches!(dispute_event(&decision), DisputeEvent::DisputeDeadlineMissed(missed)
        if missed.step == DisputeStep::Answer && missed.due_on == date(2026, 3, 19)));
    assert!(is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(standing(&scene, &listed, dispute), DisputeStanding::Unanswered);

    scene.given(listed.representative, answer(&listed, dispute));
    assert!(is_disputed(&scene, &listed, "employees_total"));
    scene.given(scene.officer(), reject(&listed, dispute));
    assert!(!is_disputed(&scene, &listed, "employees_total"));
}
