//! Every operation of the OpenAPI document, and every form of the pages: as each role and as nobody against the access table, and
//! that each one which changes something leaves an event with who did it.

mod forms;
mod roles;
mod story;

use std::collections::BTreeMap;

use serde_json::Value;

/// Writes whose right is another one's: each with the keys of which any is enough. A document is kept
/// for whoever may state or confirm by it.
const SHARED: [(&str, &[&str]); 1] =
    [("/api/v1/evidence", &["state_claims", "state_application", "confirm_claims"])];

/// Writes by their paths, with the key of each in the access table.
const WRITES: [(&str, &str); 51] = [
    ("/api/v1/applications", "start_application"),
    ("/api/v1/applications/{application}/claims", "state_application"),
    ("/api/v1/applications/{application}/listing", "list_application"),
    ("/api/v1/applications/{application}/return", "return_application"),
    ("/api/v1/applications/{application}/right-to-speak", "state_right_to_speak"),
    ("/api/v1/applications/{application}/submission", "submit_application"),
    ("/api/v1/applications/{application}/withdrawal", "withdraw_application"),
    ("/api/v1/clusters", "enter_cluster"),
    ("/api/v1/clusters/{cluster}/claims", "state_claims"),
    ("/api/v1/clusters/{cluster}/confirmations", "confirm_claims"),
    ("/api/v1/clusters/{cluster}/confirmations/{version}/withdrawal", "withdraw_confirmation"),
    ("/api/v1/clusters/{cluster}/disputes", "file_dispute"),
    ("/api/v1/clusters/{cluster}/disputes/{version}/admission", "admit_dispute"),
    ("/api/v1/clusters/{cluster}/disputes/{version}/answer", "answer_dispute"),
    ("/api/v1/clusters/{cluster}/disputes/{version}/refusal", "refuse_dispute"),
    ("/api/v1/clusters/{cluster}/disputes/{version}/resolution", "resolve_dispute"),
    ("/api/v1/clusters/{cluster}/enquiries/{enquiry}/answer", "answer_enquiry"),
    ("/api/v1/clusters/{cluster}/items/participants/{item}/denial", "deny_membership"),
    ("/api/v1/clusters/{cluster}/items/participants/{item}/denial/withdrawal", "withdraw_denial"),
    ("/api/v1/clusters/{cluster}/masking", "mask_value"),
    ("/api/v1/clusters/{cluster}/merger", "merge_clusters"),
    ("/api/v1/clusters/{cluster}/reports", "file_report"),
    ("/api/v1/clusters/{cluster}/resumption", "resume_cluster"),
    ("/api/v1/clusters/{cluster}/suspension", "suspend_cluster"),
    ("/api/v1/clusters/{cluster}/unmasking", "lift_mask"),
    ("/api/v1/clusters/{cluster}/withdrawal", "withdraw_cluster"),
    ("/api/v1/expected", "note_expected_cluster"),
    ("/api/v1/expected/{expected}/application", "link_expected_cluster"),
    ("/api/v1/expected/{expected}/invitation", "invite_expected_cluster"),
    ("/api/v1/expected/{expected}/registration", "register_expected_cluster"),
    ("/api/v1/expected/{expected}/removal", "remove_expected_cluster"),
    ("/api/v1/organisations/{organisation}/branches", "open_branch"),
    ("/api/v1/organisations/{organisation}/branches/{branch}/closing", "close_branch"),
    ("/api/v1/organisations/{organisation}/details", "state_organisation_details"),
    ("/api/v1/organisations/{organisation}/identifiers", "record_identifier"),
    ("/api/v1/organisations/{organisation}/identifiers/retirement", "retire_identifier"),
    ("/api/v1/organisations/{organisation}/mailbox-domains", "tie_mailbox_domain"),
    (
        "/api/v1/organisations/{organisation}/mailbox-domains/{domain}/release",
        "release_mailbox_domain",
    ),
    ("/api/v1/organisations/{organisation}/name", "rename_organisation"),
    ("/api/v1/organisations/{organisation}/size", "state_organisation_size"),
    ("/api/v1/organisations/{organisation}/succession", "succeed_organisation"),
    ("/api/v1/proposals", "make_proposal"),
    ("/api/v1/proposals/{proposal}/answer", "answer_proposal"),
    ("/api/v1/proposals/{proposal}/publication", "publish_proposal"),
    ("/api/v1/publications", "record_publication"),
    ("/api/v1/publications/{publication}/correction", "correct_publication"),
    ("/api/v1/publications/{publication}/withdrawal", "withdraw_publication"),
    ("/api/v1/regions/{region}/ckr", "open_ckr"),
    ("/api/v1/regions/{region}/ckr/{organisation}/closing", "close_ckr"),
    ("/api/v1/reports/{report}/decision", "decide_report"),
    ("/api/v1/statistics/estimates", "state_estimate"),
];

/// Reads that aren't for everybody, with the key of each in the access table.
const READS: [(&str, &str); 9] = [
    ("/api/v1/access", "read_access"),
    ("/api/v1/accounts/{id}/acts", "read_acts"),
    ("/api/v1/accounts/{id}/acts/case.zip", "read_acts"),
    ("/api/v1/clusters/{id}/history/case.zip", "read_journal"),
    ("/api/v1/completeness", "read_completeness"),
    ("/api/v1/journal", "read_journal"),
    ("/api/v1/journal/case.zip", "read_journal"),
    ("/api/v1/samples/{key}", "read_sample"),
    ("/api/v1/samples/{key}/case.zip", "read_sample"),
];

/// How many exceptions of the API there may be: those of [`SHARED`] and [`OWN`]. The number is only ever
/// lowered.
const EXCEPTIONS_MAX: usize = 3;

/// How many exceptions of forms there may be: [`forms::APPLYING`], [`forms::WITHOUT_PROOF`] and
/// [`forms::NOWHERE`]. The number is only ever lowered.
const FORM_EXCEPTIONS_MAX: usize = 2;

/// Reads of what one party wrote: for it and for who judges it, so a token is always needed.
const OWN: [&str; 2] = ["/api/v1/applications/{application}", "/api/v1/evidence/{digest}"];

/// Operations of the document with a method, by their paths.
fn documented(method: &str) -> BTreeMap<String, Value> {
    let document: Value = serde_json::from_str(registry_gateway::openapi::json()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_method =
        |(path, item): (&String, &Value)| Some((path.clone(), item.get(method)?.clone()));
    paths.iter().filter_map(of_method).collect()
}

#[test]
fn the_document_has_no_method_but_reading_and_writing() {
    let all = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];
    let found = all.into_iter().filter(|method| !documented(method).is_empty());
    assert_eq!(found.collect::<Vec<_>>(), ["get", "post"]);
}

#[test]
fn each_write_of_the_document_has_its_right_in_the_access_table() {
    let listed = WRITES.iter().map(|(path, _)| *path).chain(SHARED.iter().map(|(path, _)| *path));
    let mut listed: Vec<_> = listed.map(str::to_owned).collect();
    listed.sort();
    assert_eq!(listed, documented("post").into_keys().collect::<Vec<_>>());
}
