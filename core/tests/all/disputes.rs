//! Disputes: filed without effect, admitted or refused, answered, decided; their deadlines.

mod deadlines;
mod deciding;
mod filing;

use jiff::civil::{Date, date};
use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{
    AdmitDispute, AnswerDispute, FileDispute, NoteLapses, RefuseDispute, ResolveDispute,
};
use registry_core::state::{DisputeStanding, StreamState};
use registry_core::testing::statements::{link, path};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::claim::ClaimRef;
use registry_events::event::{DisputeEvent, DisputeOutcome, Event};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;

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
    ResolveDispute { cluster: listed.cluster, dispute, outcome, reason, evidence: Vec::new() }
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
