//! Reports of mistakes: who files them, what they are about, who decides.

use registry_core::access::Caller;
use registry_core::command::{DecideReport, FileReport, MergeClusters, WithdrawCluster};
use registry_core::testing::statements::path;
use registry_core::testing::{Scene, Sketch};
use registry_events::event::{Event, ReportEvent, ReportOutcome};
use registry_events::ids::{ClusterId, ReportId, Uuid};
use registry_events::stream::StreamKind;

use super::{BEFORE, one_cluster};

/// The command that reports a mistake in a field.
pub(crate) fn report(cluster: ClusterId, field: &str) -> FileReport {
    FileReport { cluster, path: path(field), text: "Год основания другой".into() }
}

/// A report that was filed.
pub(crate) fn filed_report(
    scene: &mut Scene,
    caller: Caller,
    cluster: ClusterId,
    field: &str,
) -> ReportId {
    let decision = scene.given(caller, report(cluster, field));
    match decision.parts[0].stream.kind() {
        StreamKind::Report(id) => id,
        other => panic!("{other:?} is no report"),
    }
}

fn decides(report: ReportId, outcome: ReportOutcome) -> DecideReport {
    DecideReport { report, outcome, reason: "Сверено с уставом".into() }
}

#[test]
fn a_report_names_the_claim_that_was_current_and_is_decided_once() {
    let (mut scene, listed) = one_cluster();
    let decision = scene.given(Caller::PROGRAM, report(listed.cluster, "summary"));
    let Event::Report(ReportEvent::ReportFiled(filed)) = &decision.parts[0].events[0].event else {
        panic!("{decision:?}");
    };
    let current = scene.cluster(listed.cluster).profile.claim(&path("summary")).expect("a summary");
    assert_eq!(filed.version, Some(current.reference().version));
    let report = filed_report(&mut scene, listed.representative, listed.cluster, "summary");
    let officer = scene.officer();
    let decided = scene.when(officer, decides(report, ReportOutcome::Corrected));
    decided.then(&["report: ReportDecided"]);
    let again = scene.when(officer, decides(report, ReportOutcome::Declined));
    again.then_rejected("report.decided");
}

#[test]
fn a_report_is_of_a_field_that_everybody_sees() {
    let (mut scene, listed) = one_cluster();
    for field in ["nothing_of_the_kind", "participants/99/organisation"] {
        scene.when(Caller::PROGRAM, report(listed.cluster, field)).then_rejected("field.unknown");
    }
    let of_item = report(listed.cluster, "participants/2/organisation");
    scene.when(Caller::PROGRAM, of_item).then(&["report: ReportFiled"]);
}

#[test]
fn nobody_decides_a_report_of_their_own_but_anybody_one_of_a_visitor() {
    let (mut scene, listed) = one_cluster();
    let officer = scene.officer();
    let own = filed_report(&mut scene, officer, listed.cluster, "summary");
    let refused = scene.when(officer, decides(own, ReportOutcome::Declined));
    refused.then_rejected("report.own-report");
    let visitors = filed_report(&mut scene, Caller::PROGRAM, listed.cluster, "summary");
    scene.when(officer, decides(visitors, ReportOutcome::PassedToCluster)).accepted();
    let unknown = ReportId::from_uuid(Uuid::from_u128(9));
    scene.when(officer, decides(unknown, ReportOutcome::Declined)).then_rejected("not-found");
}

#[test]
fn what_a_cluster_asks_for_itself_is_not_passed_back_to_it() {
    let (mut scene, listed) = one_cluster();
    let officer = scene.officer();
    let passes = |report| decides(report, ReportOutcome::PassedToCluster);
    let own = filed_report(&mut scene, listed.representative, listed.cluster, "official_name");
    scene.when(officer, passes(own)).then_rejected("report.of-the-cluster");
    scene.when(officer, decides(own, ReportOutcome::Declined)).then(&["report: ReportDecided"]);

    let other = scene.listed(Sketch::small("Сосед").organisations_from(21).minimal());
    let neighbours =
        filed_report(&mut scene, other.representative, listed.cluster, "official_name");
    scene.when(officer, passes(neighbours)).then(&["report: ReportDecided"]);
}

#[test]
fn a_report_is_not_passed_to_a_cluster_that_merged_or_left_the_register() {
    let (mut scene, listed) = one_cluster();
    let target = scene.listed(Sketch::small("Тёплый дом").organisations_from(21).minimal());
    let officer = scene.officer();
    let of_merged = filed_report(&mut scene, Caller::PROGRAM, listed.cluster, "summary");
    let of_left = filed_report(&mut scene, Caller::PROGRAM, target.cluster, "summary");
    let merge = MergeClusters {
        cluster: listed.cluster,
        into: target.cluster,
        merged_on: BEFORE,
        reason: "Решение обоих собраний".into(),
        expected: None,
    };
    scene.given(officer, merge);
    let passes = |report| decides(report, ReportOutcome::PassedToCluster);
    scene.when(officer, passes(of_merged)).then_rejected("report.cluster-merged");
    scene.when(officer, decides(of_merged, ReportOutcome::Declined)).accepted();
    let withdraw = WithdrawCluster {
        cluster: target.cluster,
        reason: "Кластер распущен".into(),
        expected: None,
    };
    scene.given(officer, withdraw);
    scene.when(officer, passes(of_left)).then_rejected("report.cluster-left");
}
