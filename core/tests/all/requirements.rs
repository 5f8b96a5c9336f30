//! Minimum requirements that are open: after a loss, by a waiver at listing, and for how long.

use jiff::civil::{Date, date};
use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{
    EnterCluster, ListApplication, NoteLapses, Reassess, ResumeCluster, ReturnApplication,
    StartApplication, SubmitApplication, SuspendCluster, WithdrawCluster,
};
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::state::Standing;
use registry_core::testing::statements::{code, day, item_path, number, says, year};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::event::{ClusterEvent, Event, RequirementOpened};
use registry_events::value::Code;

use super::returns::{minimum, reason};
use super::rulebook::edition;
use super::wider::{open_wider, status};
use super::{BEFORE, TODAY, changes, one_cluster};

/// 90 days after [`TODAY`].
const LAST: Date = date(2026, 5, 31);

fn note(listed: &Listed) -> NoteLapses {
    NoteLapses { cluster: listed.cluster }
}

fn standing(scene: &Scene, listed: &Listed) -> Standing {
    scene.cluster(listed.cluster).standing
}

fn opened(decision: &Decision) -> Vec<&RequirementOpened> {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let opened = events.filter_map(|decided| match &decided.event {
        Event::Cluster(ClusterEvent::RequirementOpened(opened)) => Some(opened),
        _ => None,
    });
    opened.collect()
}

/// A cluster whose tenth participant left on [`TODAY`].
fn without_tenth() -> (Scene, Listed) {
    let (mut scene, listed) = one_cluster();
    let decision = scene
        .when(listed.representative, listed.state(changes().closing("participants/11")))
        .then(&["cluster: ItemClosed, LevelAssessed, RequirementOpened"]);
    let [only] = opened(&decision)[..] else { panic!("one requirement") };
    assert_eq!((only.marker.as_str(), only.until), ("M8", LAST));
    assert_eq!(only.waived_for, None);
    (scene, listed)
}

fn joins() -> Changes {
    changes().opening(Sketch::participant_of(31, "small"))
}

#[test]
fn a_requirement_that_is_met_again_is_closed_in_the_same_commit() {
    let (mut scene, listed) = without_tenth();
    scene.on(LAST);
    let decision = scene.given(listed.representative, listed.state(joins()));
    let events: Vec<_> =
        decision.parts[0].events.iter().map(|decided| decided.event.type_and_schema().0).collect();
    assert_eq!(events, ["ItemOpened", "LevelAssessed", "RequirementClosed"]);
    assert!(scene.cluster(listed.cluster).requirements.is_empty());
    scene.on(date(2026, 6, 1));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
}

#[test]
fn a_record_becomes_inactive_on_the_day_after_the_ninetieth() {
    let (mut scene, listed) = without_tenth();
    for day in [date(2026, 5, 30), LAST] {
        scene.on(day).when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    }
    scene.on(date(2026, 6, 1));
    let decision =
        scene.when(Caller::PROGRAM, note(&listed)).then(&["cluster: ClusterDeactivated"]);
    let Event::Cluster(ClusterEvent::ClusterDeactivated(deactivated)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a deactivation");
    };
    assert_eq!(deactivated.markers.iter().map(Code::as_str).collect::<Vec<_>>(), ["M8"]);
    assert_eq!(standing(&scene, &listed), Standing::Inactive);
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
}

fn inactive() -> (Scene, Listed) {
    let (mut scene, listed) = without_tenth();
    scene.on(date(2026, 6, 1)).given(Caller::PROGRAM, note(&listed));
    (scene, listed)
}

#[test]
fn what_is_stated_of_an_inactive_record_counts_and_the_last_requirement_reactivates_it() {
    let (mut scene, listed) = inactive();
    let restated = changes().stating(says("year_created", year(2011)));
    scene.when(listed.representative, listed.state(restated)).then(&["cluster: ClaimsStated"]);
    let confirmed = listed.confirm(["participants/2"]).having_seen();
    scene.when(scene.officer(), confirmed).then(&["cluster: ClaimConfirmed ×2"]);
    let decision = scene.given(listed.representative, listed.state(joins()));
    let events: Vec<_> =
        decision.parts[0].events.iter().map(|decided| decided.event.type_and_schema().0).collect();
    let expected = ["ItemOpened", "LevelAssessed", "RequirementClosed", "ClusterReactivated"];
    assert_eq!(events, expected);
    assert_eq!(standing(&scene, &listed), Standing::Listed);
}

#[test]
fn a_record_is_not_inactive_on_the_ninetieth_day_though_something_else_is_noted_then() {
    let mut scene = Scene::small(date(2026, 3, 1));
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    scene.given(scene.officer(), listed.confirm(["participants/2"]).having_seen());
    let restated = says("participants/2/participant_type", code("large"));
    scene.given(listed.representative, listed.state(changes().stating(restated)));
    scene.on(TODAY);
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    scene.on(LAST).when(Caller::PROGRAM, note(&listed)).then(&["cluster: ClaimLapsed"]);
    scene.on(date(2026, 6, 1));
    scene.when(Caller::PROGRAM, note(&listed)).then(&["cluster: ClusterDeactivated"]);
    scene.on(date(2027, 4, 1));
    let again = scene.given(Caller::PROGRAM, note(&listed));
    let deactivated = |event: &Event| event.type_and_schema().0 == "ClusterDeactivated";
    assert!(!again.parts[0].events.iter().any(|decided| deactivated(&decided.event)));
}

#[test]
fn one_of_two_requirements_that_is_met_again_reactivates_nothing() {
    let (mut scene, listed) = without_tenth();
    let nobody = changes().stating(says("employees_total", number(0)).on(BEFORE));
    scene.given(listed.representative, listed.state(nobody));
    scene.on(date(2026, 6, 1)).given(Caller::PROGRAM, note(&listed));
    scene.given(listed.representative, listed.state(joins()));
    assert_eq!(standing(&scene, &listed), Standing::Inactive);
    let counted = changes().stating(says("employees_total", number(100)).on(BEFORE));
    scene.given(listed.representative, listed.state(counted));
    assert_eq!(standing(&scene, &listed), Standing::Listed);
}

#[test]
fn an_inactive_record_is_suspended_resumed_and_withdrawn() {
    let (mut scene, listed) = inactive();
    let (cluster, officer) = (listed.cluster, scene.officer());
    let reason = || String::from("Решение");
    let suspend = SuspendCluster { cluster, reason: reason(), expected: None };
    scene.when(officer, suspend).then(&["cluster: ClusterSuspended"]);
    let resume = ResumeCluster { cluster, reason: reason(), expected: None };
    scene.when(officer, resume).then(&["cluster: ClusterResumed, ClusterDeactivated"]);
    assert_eq!(standing(&scene, &listed), Standing::Inactive);
    let withdraw = WithdrawCluster { cluster, reason: reason(), expected: None };
    scene
        .when(listed.representative, withdraw)
        .then(&["cluster: ClusterWithdrawn", "name: NameReleased"]);
}

#[test]
fn a_reassessment_that_changes_nothing_opens_nothing() {
    let (mut scene, listed) = without_tenth();
    let reassess = Reassess { cluster: listed.cluster };
    scene.when(scene.administrator(), reassess).then_rejected("assessment.unchanged");
}

/// What an application states with three participants of one type, and no number of employees.
fn small() -> Changes {
    let sketch = Sketch::small("Белая сосна").participants(3);
    let mut changes = sketch.minimal().without("employees_total").without_items("participants");
    for organisation in 1..=3 {
        changes = changes.opening(Sketch::participant_of(organisation, "small"));
    }
    changes
}

/// A status that holds on [`TODAY`] and not long after.
fn short_lived(kind: &str) -> OpenInput {
    status(kind).says("valid_until", day(TODAY))
}

/// What comes of handing in an application.
fn handed_in(scene: &mut Scene, changes: Changes) -> registry_core::testing::Outcome {
    let (application, applicant) = scene.started(changes);
    scene.when(applicant, SubmitApplication { application })
}

#[test]
fn an_official_status_waives_participants_their_types_and_employees() {
    for kind in ["pilot_itc", "industrial_779", "regional_programme"] {
        let mut scene = open_wider(TODAY);
        let (application, _) = scene.submitted(small().opening(status(kind)));
        let decision = scene.given(scene.officer(), ListApplication { application });
        let opened = opened(&decision);
        let markers: Vec<_> = opened.iter().map(|opened| opened.marker.as_str()).collect();
        assert_eq!(markers, ["M8", "M9", "M10"], "for {kind}");
        let waived = Some(item_path("official_statuses/5"));
        assert!(opened.iter().all(|one| one.until == LAST && one.waived_for == waived));
    }
}

#[test]
fn a_requirement_that_is_waived_is_no_reason_to_return_an_application_and_an_open_one_is() {
    let mut scene = open_wider(TODAY);
    let (application, _) = scene.submitted(small().opening(short_lived("pilot_itc")));
    let officer = scene.officer();
    let give_back = ReturnApplication { application, reasons: vec![reason("", minimum("M8"))] };
    scene
        .when(officer, give_back.clone())
        .then_problems(&["/reasons/0/marker return.requirement-met M8"]);
    // The status ends before the officer looks.
    scene.on(LAST);
    scene.when(officer, give_back).then(&["application: ApplicationReturned"]);
}

#[test]
fn an_officer_who_enters_a_cluster_with_a_status_waives_likewise() {
    let mut scene = open_wider(TODAY);
    let changes = small().opening(status("pilot_itc"));
    let decision = scene.given(scene.officer(), EnterCluster { changes });
    assert_eq!(opened(&decision).len(), 3);
}

#[test]
fn no_other_status_waives_and_no_other_requirement_is_waived() {
    let mut scene = open_wider(TODAY);
    let all_three = ["minimum.open M8", "minimum.open M9", "minimum.open M10"];
    handed_in(&mut scene, small()).then_problems(&all_three);
    handed_in(&mut scene, small().opening(status("ckr_supported"))).then_problems(&all_three);
    let nameless = small().without("year_created").opening(status("pilot_itc"));
    handed_in(&mut scene, nameless).then_problems(&["minimum.open M4"]);
}

#[test]
fn the_rulebook_says_what_is_waived_for_which_status_and_for_how_long() {
    let stricter = |text: String| {
        let waivable = "id = \"M10\"\nwaivable = true";
        let statuses = "facts_version = 1\nwaiving_statuses = [\"ckr_supported\"]";
        text.replacen("id = \"M10\"", waivable, 1)
            .replacen("facts_version = 1", statuses, 1)
            .replacen("[parameters]", "[parameters]\nrequirement_days = 30", 1)
    };
    let mut scene = open_wider(TODAY);
    scene.given(scene.administrator(), edition("0.91", stricter));
    let supported = small().opening(status("ckr_supported"));
    handed_in(&mut scene, supported).then_problems(&["minimum.open M8", "minimum.open M9"]);
    let silent = || Sketch::small("Белая сосна").minimal().without("employees_total");
    let pilot = silent().opening(status("pilot_itc"));
    handed_in(&mut scene, pilot).then_problems(&["minimum.open M10"]);
    let listed = scene.listed(silent().opening(status("ckr_supported")));
    scene
        .on(date(2026, 4, 1))
        .when(Caller::PROGRAM, note(&listed))
        .then_rejected("clerk.nothing-due");
    scene
        .on(date(2026, 4, 2))
        .when(Caller::PROGRAM, note(&listed))
        .then(&["cluster: ClusterDeactivated"]);
}

#[test]
fn a_status_waives_only_while_it_holds() {
    let mut scene = open_wider(TODAY);
    let until = |last| small().opening(status("pilot_itc").says("valid_until", day(last)));
    handed_in(&mut scene, until(TODAY)).accepted();
    let refused = "request.invalid";
    handed_in(&mut scene, until(date(2026, 3, 1))).then_rejected(refused);
    let later = status("pilot_itc").without("granted_on").says("granted_on", day(date(2026, 3, 3)));
    handed_in(&mut scene, small().opening(later)).then_rejected(refused);
}

#[test]
fn a_waiver_that_ended_before_the_listing_is_named_to_the_officer() {
    let mut scene = open_wider(TODAY);
    let until = status("pilot_itc").says("valid_until", day(TODAY));
    let (application, _) = scene.submitted(small().opening(until));
    scene.on(date(2026, 3, 3));
    scene.when(scene.officer(), ListApplication { application }).then_rejected("request.invalid");
}

/// A cluster that was listed with a waiver.
fn waived() -> (Scene, Listed) {
    let mut scene = open_wider(TODAY);
    let listed = scene.listed(small().opening(status("pilot_itc")));
    (scene, listed)
}

#[test]
fn a_waiver_that_is_closed_on_day_84_leaves_the_record_listed() {
    let (mut scene, listed) = waived();
    assert!(scene.cluster(listed.cluster).requirements.values().all(|open| open.waived));
    scene.on(date(2026, 5, 25));
    let mut rest = changes().stating(says("employees_total", number(900)).on(BEFORE));
    for organisation in 4..=10 {
        rest = rest.opening(Sketch::participant_of(organisation, "education"));
    }
    scene.given(listed.representative, listed.state(rest));
    assert!(scene.cluster(listed.cluster).requirements.is_empty());
    scene.on(date(2026, 6, 1));
    scene.when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    assert_eq!(standing(&scene, &listed), Standing::Listed);
}

#[test]
fn what_is_lost_after_the_listing_is_waived_for_nothing() {
    let mut scene = open_wider(TODAY);
    let changes = Sketch::small("Белая сосна").minimal().opening(status("pilot_itc"));
    let listed = scene.listed(changes);
    let leaves = super::changes().closing("participants/11");
    let decision = scene.given(listed.representative, listed.state(leaves));
    let [only] = opened(&decision)[..] else { panic!("one requirement") };
    assert_eq!((only.marker.as_str(), &only.waived_for), ("M8", &None));
}

#[test]
fn a_waiver_that_is_not_closed_makes_the_record_inactive() {
    let (mut scene, listed) = waived();
    scene.on(LAST).when(Caller::PROGRAM, note(&listed)).then_rejected("clerk.nothing-due");
    scene.on(date(2026, 6, 1));
    scene.when(Caller::PROGRAM, note(&listed)).then(&["cluster: ClusterDeactivated"]);
    assert_eq!(standing(&scene, &listed), Standing::Inactive);
}

#[test]
fn an_application_is_started_with_a_status_the_applicant_states() {
    let mut scene = open_wider(TODAY);
    let applicant = scene.applicant();
    let right_to_speak = "Решение".into();
    let changes = small().opening(status("pilot_itc"));
    scene.when(applicant, StartApplication { right_to_speak, changes }).accepted();
}
