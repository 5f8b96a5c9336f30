//! Disputes: filed without effect, admitted or refused, answered, decided; their deadlines.

use jiff::civil::{Date, date};
use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{
    AdmitDispute, AdoptEdition, AnswerDispute, ConfirmClaims, FileDispute, NoteLapses,
    RefuseDispute, ResolveDispute, SuspendCluster, WithdrawCluster,
};
use registry_core::rejection::Rejection;
use registry_core::state::{DisputeStanding, StreamState};
use registry_core::testing::statements::{code, item_path, link, number, path, says, year};
use registry_core::testing::{Listed, Scene, Sketch, level_line};
use registry_events::actor::Role;
use registry_events::claim::ClaimRef;
use registry_events::edition::EditionKind;
use registry_events::event::{
    AccountEvent, ClusterEvent, DisputeEvent, DisputeOutcome, DisputeStep, Event, Scope,
};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::rulebook::{edition, small};
use super::{BEFORE, changes};

/// A Thursday, so that weekends lie within every deadline.
pub(super) const THURSDAY: Date = date(2026, 3, 5);

/// A cluster of the initial level, and somebody who is no part of it.
pub(super) fn stage() -> (Scene, Listed, Caller) {
    let mut scene = Scene::small(THURSDAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    let sceptic = scene.applicant();
    (scene, listed, sceptic)
}

pub(super) fn claim(scene: &Scene, listed: &Listed, field: &str) -> ClaimRef {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    current.expect("a stated field").reference()
}

pub(super) fn contest(scene: &Scene, listed: &Listed, field: &str) -> FileDispute {
    FileDispute {
        cluster: listed.cluster,
        claim: claim(scene, listed, field),
        grounds: "В отчёте другое число".into(),
        evidence: vec![link()],
    }
}

/// Files a dispute of a field; answers with its number.
pub(super) fn filed(scene: &mut Scene, listed: &Listed, by: Caller, field: &str) -> StreamVersion {
    let command = contest(scene, listed, field);
    scene.given(by, command);
    scene.load(&StreamId::cluster(listed.cluster)).version
}

pub(super) fn admit(listed: &Listed, dispute: StreamVersion) -> AdmitDispute {
    let text = "Отчёт называет другое число работников".into();
    AdmitDispute { cluster: listed.cluster, dispute, text, evidence: vec![link()] }
}

fn refuse(listed: &Listed, dispute: StreamVersion) -> RefuseDispute {
    RefuseDispute {
        cluster: listed.cluster, dispute, reason: "Источник не назван".into()
    }
}

pub(super) fn answer(listed: &Listed, dispute: StreamVersion) -> AnswerDispute {
    let text = "Число верно на конец года".into();
    AnswerDispute { cluster: listed.cluster, dispute, text, evidence: Vec::new() }
}

fn resolve(listed: &Listed, dispute: StreamVersion, outcome: DisputeOutcome) -> ResolveDispute {
    let reason = "Сверили с отчётом".into();
    ResolveDispute { cluster: listed.cluster, dispute, outcome, reason }
}

pub(super) fn uphold(listed: &Listed, dispute: StreamVersion) -> ResolveDispute {
    resolve(listed, dispute, DisputeOutcome::Upheld)
}

pub(super) fn reject(listed: &Listed, dispute: StreamVersion) -> ResolveDispute {
    resolve(listed, dispute, DisputeOutcome::Rejected)
}

pub(super) fn note(listed: &Listed) -> NoteLapses {
    NoteLapses { cluster: listed.cluster }
}

/// A dispute of the number of employees that was admitted on the day it was filed.
pub(super) fn admitted() -> (Scene, Listed, Caller, StreamVersion) {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "employees_total");
    scene.given(scene.officer(), admit(&listed, dispute));
    (scene, listed, sceptic, dispute)
}

pub(super) fn is_disputed(scene: &Scene, listed: &Listed, field: &str) -> bool {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    current.expect("a stated field").disputed
}

fn standing(scene: &Scene, listed: &Listed, dispute: StreamVersion) -> DisputeStanding {
    scene.cluster(listed.cluster).disputes[&dispute].standing
}

fn open_disputes(scene: &Scene, caller: Caller) -> usize {
    match scene.load(&StreamId::account(caller.account)).state.as_ref() {
        StreamState::Account(account) => account.open_disputes.len(),
        _ => panic!("an account's stream"),
    }
}

fn dispute_event(decision: &Decision) -> &DisputeEvent {
    let mut events = decision.parts.iter().flat_map(|part| &part.events);
    let found = events.find_map(|decided| match &decided.event {
        Event::Dispute(event) => Some(event),
        _ => None,
    });
    found.expect("an event of a dispute")
}

#[test]
fn a_filing_has_no_effect_but_is_counted_for_who_filed_it() {
    let (mut scene, listed, sceptic) = stage();
    let command = contest(&scene, &listed, "employees_total");
    let decision =
        scene.when(sceptic, command).then(&["cluster: DisputeFiled", "account: DisputeTaken"]);
    assert_eq!(decision.parts[0].events[0].actor.account, sceptic.account);
    let Event::Account(AccountEvent::DisputeTaken(taken)) = &decision.parts[1].events[0].event
    else {
        panic!("the account's part");
    };
    let version = scene.load(&StreamId::cluster(listed.cluster)).version;
    assert_eq!(taken.dispute.version, version, "it is named by its filing");
    assert!(!is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(open_disputes(&scene, sceptic), 1);
}

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
fn the_rulebook_says_how_long_a_dispute_waits_and_how_many_may_be_open() {
    let (mut scene, listed, sceptic) = stage();
    let limits = "[parameters]\ndispute_admission_working_days = 1\n\
        dispute_answer_working_days = 2\nopen_disputes_max = 1";
    let stricter = edition("0.91", |text| text.replacen("[parameters]", limits, 1));
    scene.given(scene.administrator(), stricter);
    let filing = contest(&scene, &listed, "employees_total");
    let decision = scene.given(sceptic, filing);
    let DisputeEvent::DisputeFiled(event) = dispute_event(&decision) else { panic!("a filing") };
    assert_eq!(event.decide_until, date(2026, 3, 6));
    let dispute = scene.load(&StreamId::cluster(listed.cluster)).version;
    let decision = scene.given(scene.officer(), admit(&listed, dispute));
    let DisputeEvent::DisputeAdmitted(event) = dispute_event(&decision) else {
        panic!("an admission")
    };
    assert_eq!(event.answer_until, date(2026, 3, 9));
    let second = contest(&scene, &listed, "summary");
    scene.when(sceptic, second).then_rejected("dispute.too-many-open");
}

#[test]
fn a_party_of_any_kind_contests_and_nobody_their_own_claim() {
    let (mut scene, listed, _) = stage();
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let parties = [
        other.representative,
        scene.representative(1),
        scene.centre("RU-TOM", 51),
        scene.account(Role::Officer, Scope::Registry),
    ];
    for party in parties {
        let command = contest(&scene, &listed, "year_created");
        scene.when(party, command).then(&["cluster: DisputeFiled", "account: DisputeTaken"]);
    }
    let own = contest(&scene, &listed, "summary");
    scene.when(listed.representative, own.clone()).then_problems(&["/claim dispute.own-claim"]);
    let colleague = scene.account(Role::ClusterRepresentative, Scope::Cluster(listed.cluster));
    scene.when(colleague, own.clone()).then_problems(&["/claim dispute.own-claim"]);
    let account = colleague.account;
    let role = Role::OrganisationRepresentative;
    let organisation = scene.organisation(&registry_core::testing::organisation(1));
    scene.grant(account, role, Scope::Organisation(organisation));
    scene.when(Caller { account, role }, own).then_problems(&["/claim dispute.own-claim"]);
}

#[test]
fn what_one_officer_entered_no_other_contests_but_the_cluster_may() {
    let (mut scene, listed, _) = stage();
    let restated = changes().stating(says("year_created", year(2011)));
    scene.given(scene.officer(), listed.state(restated));
    let second = scene.account(Role::Officer, Scope::Registry);
    let command = contest(&scene, &listed, "year_created");
    for officer in [scene.officer(), second] {
        scene.when(officer, command.clone()).then_problems(&["/claim dispute.own-claim"]);
    }
    scene.when(listed.representative, command).accepted();
}

#[test]
fn who_stated_a_claim_contests_it_in_no_other_role() {
    let (mut scene, listed, _) = stage();
    let officer = scene.officer();
    let restated = changes().stating(says("year_created", year(2011)));
    scene.given(officer, listed.state(restated));
    let organisation = scene.organisation(&registry_core::testing::organisation(1));
    let role = Role::OrganisationRepresentative;
    scene.grant(officer.account, role, Scope::Organisation(organisation));
    let command = contest(&scene, &listed, "year_created");
    scene.when(Caller { role, ..officer }, command).then_problems(&["/claim dispute.own-claim"]);
}

#[test]
fn what_only_officers_see_does_not_exist_for_others() {
    let (mut scene, listed, sceptic) = stage();
    let (kind, edition) = (EditionKind::Catalogue, Code::literal("0.91"));
    let text = small(kind)
        .replace("edition = \"0.9\"", "edition = \"0.91\"")
        .replace("visibility = \"public\"", "visibility = \"officer\"");
    scene.given(scene.administrator(), AdoptEdition { kind, edition, text, proposals: Vec::new() });
    let command = contest(&scene, &listed, "year_created");
    scene.when(sceptic, command.clone()).then_rejected("not-found");
    scene.when(scene.officer(), command).accepted();
}

#[test]
fn grounds_are_given_and_evidence_is_bounded() {
    let (mut scene, listed, sceptic) = stage();
    let command = contest(&scene, &listed, "summary");
    let silent = FileDispute { grounds: " ".into(), ..command.clone() };
    scene.when(sceptic, silent).then_problems(&["/grounds reason.needed"]);
    let endless = FileDispute { grounds: "я".repeat(2_001), ..command.clone() };
    scene.when(sceptic, endless).then_problems(&["/grounds text.too-long 2000 2001"]);
    let many = FileDispute { evidence: vec![link(); 21], ..command };
    scene.when(sceptic, many).then_problems(&["/evidence list.too-many 20 21"]);
}

#[test]
fn only_a_current_claim_is_contested() {
    let (mut scene, listed, sceptic) = stage();
    let seen = contest(&scene, &listed, "year_created");
    let gone = contest(&scene, &listed, "participants/11/organisation");
    let restated = changes().stating(says("year_created", year(2011))).closing("participants/11");
    scene.given(listed.representative, listed.state(restated));
    let refused = scene.when(sceptic, seen.clone()).then_rejected("claim.replaced");
    assert!(matches!(refused, Rejection::ClaimReplaced { .. }));
    scene.when(sceptic, gone).then_problems(&["/claim item.not-open"]);
    let unsaid = ClaimRef { path: path("display_name"), version: StreamVersion(1) };
    scene.when(sceptic, FileDispute { claim: unsaid, ..seen.clone() }).then_rejected("not-found");
    let no_field = ClaimRef { path: path("colour"), version: StreamVersion(1) };
    scene.when(sceptic, FileDispute { claim: no_field, ..seen }).then_rejected("not-found");
}

#[test]
fn a_record_that_is_suspended_or_gone_is_not_contested() {
    let (mut scene, listed, sceptic) = stage();
    let command = contest(&scene, &listed, "summary");
    let (cluster, reason) = (listed.cluster, String::from("Решение"));
    let suspend = SuspendCluster { cluster, reason: reason.clone(), expected: None };
    scene.given(scene.officer(), suspend);
    scene.when(sceptic, command.clone()).then_rejected("cluster.suspended");
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene.when(sceptic, command).then_rejected("cluster.withdrawn");
}

#[test]
fn an_account_contests_a_claim_once_at_a_time() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    let again = contest(&scene, &listed, "summary");
    scene.when(sceptic, again.clone()).then_rejected("dispute.already-filed");
    let other = scene.applicant();
    scene.when(other, again.clone()).accepted();
    scene.given(scene.officer(), refuse(&listed, dispute));
    scene.when(sceptic, again).accepted();
}

#[test]
fn an_account_has_five_open_disputes_at_most_on_all_clusters_together() {
    let (mut scene, listed, sceptic) = stage();
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    for field in ["summary", "year_created", "location", "employees_total"] {
        filed(&mut scene, &listed, sceptic, field);
    }
    let fifth = filed(&mut scene, &other, sceptic, "summary");
    let sixth = contest(&scene, &other, "year_created");
    scene.when(sceptic, sixth.clone()).then_rejected("dispute.too-many-open");
    scene
        .when(scene.officer(), refuse(&other, fifth))
        .then(&["cluster: DisputeRefused", "account: DisputeSettled"]);
    scene.when(sceptic, sixth).accepted();
    assert_eq!(open_disputes(&scene, sceptic), 5);
}

#[test]
fn a_dispute_is_admitted_only_with_a_source() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    let (officer, command) = (scene.officer(), admit(&listed, dispute));
    let unsourced = AdmitDispute { evidence: Vec::new(), ..command.clone() };
    scene.when(officer, unsourced).then_problems(&["/evidence dispute.source-needed"]);
    let silent = AdmitDispute { text: String::new(), ..command.clone() };
    scene.when(officer, silent).then_problems(&["/text reason.needed"]);
    scene.when(officer, command.clone()).then(&["cluster: DisputeAdmitted"]);
    scene.when(officer, command).then_rejected("dispute.admitted");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.admitted");
}

#[test]
fn nobody_judges_a_dispute_of_their_own() {
    let (mut scene, listed, _) = stage();
    let officer = scene.officer();
    let dispute = filed(&mut scene, &listed, officer, "summary");
    scene.when(officer, admit(&listed, dispute)).then_rejected("dispute.own-dispute");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.own-dispute");
    let second = scene.account(Role::Officer, Scope::Registry);
    scene.given(second, admit(&listed, dispute));
    scene.given(listed.representative, answer(&listed, dispute));
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.own-dispute");
    scene.when(second, uphold(&listed, dispute)).accepted();
}

#[test]
fn before_its_admission_a_dispute_does_not_exist_for_the_cluster() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("not-found");
    scene.given(scene.officer(), admit(&listed, dispute));
    let silent = AnswerDispute { text: String::new(), ..answer(&listed, dispute) };
    scene.when(listed.representative, silent).then_problems(&["/text reason.needed"]);
    scene.when(listed.representative, answer(&listed, dispute)).then(&["cluster: DisputeAnswered"]);
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("dispute.answered");
}

#[test]
fn only_the_cluster_answers() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    for stranger in [other.representative, sceptic] {
        scene.when(stranger, answer(&listed, dispute)).then_rejected("access.no-grant");
    }
}

#[test]
fn a_dispute_is_decided_after_the_answer_or_when_the_time_for_it_is_over() {
    let (mut scene, listed, _, dispute) = admitted();
    let officer = scene.officer();
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.admitted");
    scene.on(date(2026, 3, 19));
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.admitted");
    scene.on(date(2026, 3, 20));
    scene.when(officer, uphold(&listed, dispute)).accepted();

    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.when(scene.officer(), uphold(&listed, dispute)).then_rejected("dispute.filed");
    scene.on(date(2026, 6, 1));
    scene.when(scene.officer(), uphold(&listed, dispute)).then_rejected("dispute.filed");
}

#[test]
fn an_upheld_dispute_takes_the_marker_until_the_claim_is_stated_anew() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    let decision = scene.when(scene.officer(), uphold(&listed, dispute)).accepted();
    let events: Vec<_> = registry_core::testing::events_of(&decision);
    assert!(events[0].starts_with("cluster: DisputeResolved"), "{events:?}");
    assert_eq!(events[1], "account: DisputeSettled");
    assert!(is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(open_disputes(&scene, sceptic), 0);

    let again = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, again).then_rejected("dispute.claim-disputed");
    let restated = changes().stating(says("employees_total", number(1_500)).on(BEFORE));
    scene.given(listed.representative, listed.state(restated));
    assert!(!is_disputed(&scene, &listed, "employees_total"));
}

#[test]
fn a_rejected_dispute_leaves_the_claim_as_it_was() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    scene
        .when(scene.officer(), reject(&listed, dispute))
        .then(&["cluster: DisputeResolved", "account: DisputeSettled"]);
    assert!(!is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(open_disputes(&scene, sceptic), 0);
}

#[test]
fn rejecting_one_dispute_says_nothing_of_another_one_of_the_same_claim() {
    let (mut scene, listed, _, first) = admitted();
    let other = scene.applicant();
    let second = filed(&mut scene, &listed, other, "employees_total");
    scene.given(scene.officer(), admit(&listed, second));
    for dispute in [first, second] {
        scene.given(listed.representative, answer(&listed, dispute));
    }
    scene.given(scene.officer(), uphold(&listed, first));
    scene.given(scene.officer(), reject(&listed, second));
    assert!(is_disputed(&scene, &listed, "employees_total"));
}

#[test]
fn a_disputed_claim_hands_no_confirmation_on_to_the_one_that_replaces_it() {
    let (mut scene, listed, _, dispute) = admitted();
    let target = registry_core::command::Target::Claim(claim(&scene, &listed, "employees_total"));
    let confirm = ConfirmClaims { targets: vec![target], ..listed.confirm([]) };
    scene.given(scene.officer(), confirm.having_seen());
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), uphold(&listed, dispute));
    let restated = changes().stating(says("employees_total", number(1_500)).on(BEFORE));
    scene.given(listed.representative, listed.state(restated));
    let current = scene.cluster(listed.cluster).profile.claim(&path("employees_total"));
    assert_eq!(current.expect("a claim").corroboration().key(), "self_declared");
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

#[test]
fn a_closed_dispute_is_done() {
    let (mut scene, listed, _, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), reject(&listed, dispute));
    let officer = scene.officer();
    scene.when(officer, admit(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("dispute.closed");
    let never = StreamVersion(1);
    scene.when(officer, admit(&listed, never)).then_rejected("not-found");
    scene.when(officer, refuse(&listed, never)).then_rejected("not-found");
    scene.when(officer, uphold(&listed, never)).then_rejected("not-found");
    scene.when(listed.representative, answer(&listed, never)).then_rejected("not-found");
}

#[test]
fn a_refused_dispute_never_existed_for_the_cluster() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.given(scene.officer(), refuse(&listed, dispute));
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("not-found");
    scene.when(scene.officer(), admit(&listed, dispute)).then_rejected("dispute.closed");
}

#[test]
fn disputes_of_a_record_that_is_gone_are_closed_all_the_same() {
    let (mut scene, listed, sceptic, first) = admitted();
    let second = filed(&mut scene, &listed, sceptic, "summary");
    scene.given(listed.representative, answer(&listed, first));
    let (cluster, reason) = (listed.cluster, String::from("Решение"));
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene.when(scene.officer(), admit(&listed, second)).then_rejected("cluster.withdrawn");
    scene.given(scene.officer(), refuse(&listed, second));
    scene.given(scene.officer(), uphold(&listed, first));
    assert_eq!(open_disputes(&scene, sceptic), 0);
}

#[test]
fn a_decision_that_takes_a_gate_takes_the_level_in_the_same_commit() {
    let mut scene = Scene::small(THURSDAY);
    let sketch = Sketch::small("Белая сосна");
    let listed = scene.listed_high(&sketch);
    let before = scene.cluster(listed.cluster).assessment.as_ref().map(|recorded| recorded.level);
    let sceptic = scene.applicant();
    let field = format!("{}/type", sketch.coordinator_item());
    let dispute = filed(&mut scene, &listed, sceptic, &field);
    scene.given(scene.officer(), admit(&listed, dispute));
    scene.given(listed.representative, answer(&listed, dispute));
    let decision = scene.given(scene.officer(), uphold(&listed, dispute));
    let level = level_line(&decision);
    assert!(before.is_some() && level.contains("-G1"), "{level}");
    let events = &decision.parts[0].events;
    let assessed = |event: &Event| matches!(event, Event::Cluster(ClusterEvent::LevelAssessed(_)));
    assert!(events.iter().any(|decided| assessed(&decided.event)));
    let restated = changes().stating(says(&field, code("management_company")));
    let decision = scene.given(listed.representative, listed.state(restated));
    assert!(level_line(&decision).contains("+G1"), "{}", level_line(&decision));
    assert!(scene.cluster(listed.cluster).profile.is_open(&item_path("participants/2")));
}
