//! Enquiries: that one came, and that the cluster answered.

use registry_core::access::Caller;
use registry_core::command::{AnswerEnquiry, ReceiveEnquiry, SuspendCluster};
use registry_core::testing::statements::item_path;
use registry_events::event::EnquiryKind;
use registry_events::ids::{ClusterId, EnquiryId, Uuid};
use registry_events::stream::StreamId;

use super::one_cluster;

/// An enquiry by its number.
pub(crate) const fn enquiry(number: u128) -> EnquiryId {
    EnquiryId::from_uuid(Uuid::from_u128(number))
}

/// The command that notes one to a cluster as such.
pub(crate) const fn receives(cluster: ClusterId, number: u128) -> ReceiveEnquiry {
    ReceiveEnquiry { cluster, enquiry: enquiry(number), kind: EnquiryKind::Write, item: None }
}

const fn answers(cluster: ClusterId, number: u128) -> AnswerEnquiry {
    AnswerEnquiry { cluster, enquiry: enquiry(number) }
}

#[test]
fn an_enquiry_comes_once_and_is_answered_once_beside_the_clusters_own_stream() {
    let (mut scene, listed) = one_cluster();
    let cluster = listed.cluster;
    let version = scene.load(&StreamId::cluster(cluster)).version;
    let came = scene.when(Caller::PROGRAM, receives(cluster, 1));
    came.then(&["enquiries: EnquiryReceived"]);
    scene.when(Caller::PROGRAM, receives(cluster, 1)).then_rejected("enquiry.already-received");
    let answered = scene.when(listed.representative, answers(cluster, 1));
    answered.then(&["enquiries: EnquiryAnswered"]);
    scene.when(listed.representative, answers(cluster, 1)).then_rejected("enquiry.answered");
    scene.when(listed.representative, answers(cluster, 2)).then_rejected("not-found");
    assert_eq!(scene.load(&StreamId::cluster(cluster)).version, version);
    scene.given(Caller::PROGRAM, receives(cluster, 3));
    // An answer that passed through the program's own hands.
    scene.when(Caller::PROGRAM, answers(cluster, 3)).then(&["enquiries: EnquiryAnswered"]);
}

#[test]
fn an_enquiry_is_about_an_open_offer_or_about_the_cluster() {
    let (mut scene, listed) = one_cluster();
    let about =
        |item: &str| ReceiveEnquiry { item: Some(item_path(item)), ..receives(listed.cluster, 1) };
    let refused = scene.when(Caller::PROGRAM, about("participants/2"));
    refused.then_rejected("enquiry.not-an-offer");
    scene.when(Caller::PROGRAM, about("offers/99")).then_rejected("item.not-open");
}

#[test]
fn nobody_writes_to_a_record_that_is_suspended_and_only_the_cluster_answers() {
    let (mut scene, listed) = one_cluster();
    let cluster = listed.cluster;
    scene.given(Caller::PROGRAM, receives(cluster, 1));
    let other = scene.applicant();
    scene.when(other, answers(cluster, 1)).then_rejected("access.no-grant");
    let suspend = SuspendCluster { cluster, reason: "Нет связи".into(), expected: None };
    scene.given(scene.officer(), suspend);
    scene.when(Caller::PROGRAM, receives(cluster, 2)).then_rejected("cluster.suspended");
    scene.when(listed.representative, answers(cluster, 1)).accepted();
}
