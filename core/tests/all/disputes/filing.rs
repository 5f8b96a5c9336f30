//! Who files a dispute of what, and how many.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, FileDispute, SuspendCluster, WithdrawCluster};
use registry_core::rejection::Rejection;
use registry_core::testing::Sketch;
use registry_core::testing::statements::{link, path, says, year};
use registry_events::actor::Role;
use registry_events::claim::ClaimRef;
use registry_events::edition::EditionKind;
use registry_events::event::{AccountEvent, DisputeEvent, Event, Scope};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::{admit, contest, dispute_event, filed, is_disputed, open_disputes, refuse, stage};
use crate::changes;
use crate::rulebook::{edition, small};

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
    scene.when(Caller::of(account, role), own).then_problems(&["/claim dispute.own-claim"]);
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
