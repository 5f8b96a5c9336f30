//! Clusters that are known and not registered yet: who keeps the list, and how one goes on.

use registry_core::access::Caller;
use registry_core::command::{
    InviteExpectedCluster, LinkExpectedCluster, NoteExpectedCluster, RegisterExpectedCluster,
    RemoveExpectedCluster,
};
use registry_core::testing::statements::link;
use registry_core::testing::{Scene, Sketch};
use registry_events::claim::Source;
use registry_events::ids::ExpectedId;
use registry_events::stream::StreamKind;
use registry_events::value::{Code, Text};

use super::{BEFORE, one_cluster};

/// The command that notes one.
pub(crate) fn note(name: &str, region: &'static str) -> NoteExpectedCluster {
    NoteExpectedCluster {
        name: Text::ru(name),
        region: Code::literal(region),
        source: Source::OWN,
        evidence: vec![link()],
        known_since: BEFORE,
    }
}

/// One of Tomsk that was noted.
pub(crate) fn noted_by(scene: &mut Scene, caller: Caller, name: &str) -> ExpectedId {
    let decision = scene.given(caller, note(name, "RU-TOM"));
    match decision.parts[0].stream.kind() {
        StreamKind::Expected(id) => id,
        other => panic!("{other:?} is no expected cluster"),
    }
}

const fn invite(expected: ExpectedId) -> InviteExpectedCluster {
    InviteExpectedCluster { expected, invited_on: BEFORE }
}

fn remove(expected: ExpectedId) -> RemoveExpectedCluster {
    RemoveExpectedCluster { expected, reason: "Записан дважды".into() }
}

#[test]
fn a_cluster_is_known_invited_applies_and_is_in_the_register() {
    let mut scene = Scene::small(super::TODAY);
    let officer = scene.officer();
    let expected = noted_by(&mut scene, officer, "Станки Томска");
    scene.when(officer, invite(expected)).then(&["expected: ExpectedClusterInvited"]);
    let (application, _) = scene.submitted(Sketch::small("Станки Томска").minimal());
    let applies = LinkExpectedCluster { expected, application };
    scene.when(officer, applies.clone()).then(&["expected: ExpectedClusterApplied"]);
    scene.when(officer, applies).then_rejected("expected.applied");
    scene.when(officer, invite(expected)).then_rejected("expected.applied");

    let other = scene.listed(Sketch::small("Другой").organisations_from(31).minimal());
    let list = registry_core::command::ListApplication { application };
    scene.given(officer, list);
    let cluster = scene.application(application).cluster.expect("a listing");
    let registers = |cluster| RegisterExpectedCluster { expected, cluster };
    let refused = scene.when(officer, registers(other.cluster));
    refused.then_rejected("expected.another-cluster");
    let registered = scene.when(officer, registers(cluster));
    registered.then(&["expected: ExpectedClusterRegistered"]);
    scene.when(officer, remove(expected)).then_rejected("expected.closed");
    scene.when(officer, invite(expected)).then_rejected("expected.closed");
}

#[test]
fn a_centre_keeps_the_list_of_its_own_region() {
    let (mut scene, listed) = one_cluster();
    let own = scene.centre("RU-TOM", 51);
    let other = scene.centre("RU-KEM", 52);
    let expected = noted_by(&mut scene, own, "Станки Томска");
    scene.when(other, note("Станки Томска", "RU-TOM")).then_rejected("access.no-grant");
    scene.when(other, invite(expected)).then_rejected("access.no-grant");
    scene.when(own, invite(expected)).accepted();
    let application = listed.application;
    let link = LinkExpectedCluster { expected, application };
    scene.when(own, link).then_rejected("access.role");
    scene.when(own, remove(expected)).then(&["expected: ExpectedClusterRemoved"]);
}

#[test]
fn what_is_noted_has_a_readable_name_a_region_and_a_source() {
    let mut scene = Scene::small(super::TODAY);
    let officer = scene.officer();
    scene.when(officer, note("«»", "RU-TOM")).then_rejected("name.unreadable");
    scene.when(officer, note("Станки", "RU-XXX")).then_rejected("code.unknown");
    let unseen = NoteExpectedCluster { evidence: Vec::new(), ..note("Станки", "RU-TOM") };
    scene.when(officer, unseen).then_rejected("expected.source-needed");
}
