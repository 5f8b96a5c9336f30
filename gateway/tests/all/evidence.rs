//! Documents that show what is stated: kept once, named by claims, given to who judges.

use axum::http::Method;
use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, body};

const PDF: &[u8] = b"%PDF-1.7 an agreement";
const UPLOAD: &str = "/api/v1/evidence";
const MEBIBYTE: usize = 1024 * 1024;

pub(crate) async fn upload(client: &Client, bytes: &[u8]) -> Answer {
    let headers = [("content-type", "application/pdf")];
    client.send(Method::POST, UPLOAD, &headers, bytes.to_vec()).await
}

fn pdf_of(bytes: usize) -> Vec<u8> {
    let mut pdf = PDF.to_vec();
    pdf.resize(bytes, b' ');
    pdf
}

/// Somebody with an open application, and its address.
async fn applying(app: &TestApp) -> (Client, String) {
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Осина")).await.done();
    (applicant, format!("/api/v1/applications/{}", started.text("application")))
}

/// How many documents are kept.
async fn kept(app: &TestApp) -> usize {
    app.registry.documents().kept().await.unwrap().len()
}

/// A document of its own for each number.
fn numbered(number: u32) -> Vec<u8> {
    [PDF, number.to_string().as_bytes()].concat()
}

/// A claim that a document shows.
fn shown_by(document: &Value) -> Value {
    json!({ "claims": [{ "path": "year_created", "value": 2013, "evidence": [document] }] })
}

#[tokio::test]
async fn a_document_is_kept_and_named_by_what_it_holds() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let kept = upload(&officer, PDF).await;
    assert_eq!((kept.status, kept.number("bytes")), (201, 21));
    assert_eq!(kept.text("media_type"), "application/pdf");
    assert_eq!(kept.text("digest"), blake3::hash(PDF).to_hex().as_str());
    assert_eq!(kept.text("sha256").len(), 64);
    assert_eq!(kept.header("location").unwrap(), format!("{UPLOAD}/{}", kept.text("digest")));
    let applicant = applying(&app).await.0;
    let again = upload(&applicant, PDF).await;
    assert_eq!((again.status, &again.body), (201, &kept.body));
}

#[tokio::test]
async fn who_neither_states_nor_confirms_uploads_nothing() {
    let app = TestApp::new().await;
    assert_eq!(upload(&app.anonymous(), PDF).await.refusal(), (401, "token.needed"));
    let auditor = app.client(Role::Auditor, Scope::Registry).await;
    assert_eq!(upload(&auditor, PDF).await.refusal(), (403, "access.role"));
    let revoked = app.client_of(app.account().await, Role::Officer);
    assert_eq!(upload(&revoked, PDF).await.refusal(), (403, "access.no-grant"));
}

#[tokio::test]
async fn what_is_no_document_is_refused_whatever_it_is_called() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    assert_eq!(upload(&officer, b"<html>").await.refusal(), (422, "document.type"));
    assert_eq!(upload(&officer, b"").await.refusal(), (422, "document.empty"));
    let at = format!("{UPLOAD}?name=agreement.pdf");
    let named = officer.send(Method::POST, &at, &[], PDF.to_vec()).await;
    assert_eq!(named.refusal(), (422, "query.unknown-parameter"));
}

#[tokio::test]
async fn a_document_may_be_larger_than_other_bodies_up_to_its_own_bound() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    assert_eq!(upload(&officer, &pdf_of(20 * MEBIBYTE)).await.status, 201);
    let refused = upload(&officer, &pdf_of(20 * MEBIBYTE + 1)).await;
    assert_eq!(refused.refusal(), (413, "body.too-large"));
    assert!(refused.text("detail").contains("20971520"), "{refused:?}");
    let claims =
        officer.send(Method::POST, "/api/v1/clusters", &[], vec![b' '; 2 * MEBIBYTE]).await;
    assert_eq!(claims.refusal(), (413, "body.too-large"), "the bound of others stays");
}

#[tokio::test]
async fn officers_and_auditors_download_a_document_and_nobody_else() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let at = upload(&officer, PDF).await.header("location").unwrap().to_owned();
    let auditor = app.client(Role::Auditor, Scope::Registry).await;
    for judge in [&officer, &auditor] {
        let answer = judge.get(&at).await;
        assert_eq!((answer.status, answer.body.as_str().unwrap().as_bytes()), (200, PDF));
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let disposition = answer.header("content-disposition").unwrap();
        assert!(disposition.starts_with("attachment;") && disposition.contains(".pdf"));
    }
    let applicant = applying(&app).await.0;
    upload(&applicant, PDF).await.done();
    assert_eq!(applicant.get(&at).await.refusal(), (403, "access.role"));
    assert_eq!(app.anonymous().get(&at).await.refusal(), (401, "token.needed"));
    let unknown = officer.get(&format!("{UPLOAD}/{}", "0".repeat(64))).await;
    assert_eq!(unknown.refusal(), (404, "not-found"));
    let malformed = officer.get(&format!("{UPLOAD}/..%2Fmaster.key")).await;
    assert_eq!(malformed.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn a_statement_names_documents_that_are_kept_only() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let kept = upload(&officer, PDF).await.done().body;
    let mut unknown = kept.clone();
    unknown["digest"] = json!("0".repeat(64));
    let refused = officer.post(&at, &shown_by(&unknown)).await;
    assert_eq!(refused.refusal(), (422, "document.unknown"));
    assert_eq!(refused.errors(), [("/claims/0/evidence/0", "document.unknown")]);
    let mut altered = kept.clone();
    altered["sha256"] = json!("0".repeat(64));
    let refused = officer.post(&at, &shown_by(&altered)).await;
    assert_eq!(refused.errors(), [("/claims/0/evidence/0", "document.unknown")]);
    officer.post(&at, &shown_by(&kept)).await.done();
}

#[tokio::test]
async fn a_confirmation_and_an_item_name_documents_that_are_kept_only() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let cluster = format!("/api/v1/clusters/{}", entered.text("cluster"));
    let id = entered.body["registered"][0].as_str().unwrap().parse().unwrap();
    let participant = app.organisation(id).await;
    let mut unknown = upload(&participant, PDF).await.done().body;
    unknown["bytes"] = json!(7);
    let given = json!({ "claims": [{ "path": "participants/1" }], "evidence": [unknown] });
    let refused = participant.post(&format!("{cluster}/confirmations"), &given).await;
    assert_eq!(refused.errors(), [("/evidence/0", "document.unknown")]);
    let mut opened = body::participant(11, "small");
    opened["evidence"] = json!(["https://cluster.example", unknown]);
    let opened = json!({ "open": [opened] });
    let refused = officer.post(&format!("{cluster}/claims"), &opened).await;
    assert_eq!(refused.errors(), [("/open/0/evidence/1", "document.unknown")]);
}

#[tokio::test]
async fn a_document_is_there_after_a_restart() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let at = upload(&officer, PDF).await.header("location").unwrap().to_owned();
    let app = app.restarted().await;
    let officer = app.officer().await;
    assert_eq!(officer.get(&at).await.status, 200);
}

#[tokio::test]
async fn who_is_merely_registered_shows_documents_for_an_open_application_of_their_own() {
    let app = TestApp::new().await;
    let stranger = app.applicant().await;
    let (applicant, at) = applying(&app).await;
    let refused = upload(&stranger, PDF).await;
    assert_eq!(refused.refusal(), (403, "document.application-needed"));
    assert_eq!(kept(&app).await, 0, "what is refused leaves no file");
    assert_eq!(upload(&applicant, PDF).await.status, 201);
    let why = json!({ "reason": "Передумали" });
    applicant.post(&format!("{at}/withdrawal"), &why).await.done();
    let refused = upload(&applicant, &numbered(1)).await;
    assert_eq!(refused.refusal(), (403, "document.application-needed"));
    assert_eq!(kept(&app).await, 1);
}

#[tokio::test]
async fn an_applicant_has_little_room_for_documents_within_a_day_and_at_all() {
    let app = TestApp::new().await;
    let (applicant, _) = applying(&app).await;
    for day in 0..3 {
        app.set_time(&format!("2015-12-{:02}T09:00:00Z", day + 2));
        for number in 0..10 {
            let document = numbered(day * 10 + number);
            assert_eq!(upload(&applicant, &document).await.status, 201, "{day} {number}");
        }
        let again = upload(&applicant, &numbered(day * 10)).await;
        assert_eq!(again.status, 201, "what is kept already takes no more room");
        let refused = upload(&applicant, &numbered(1_000)).await;
        assert_eq!(refused.refusal(), (429, "document.room-today"));
        assert_eq!(refused.header("retry-after"), Some("3600"));
    }
    app.set_time("2015-12-09T09:00:00Z");
    let refused = upload(&applicant, &numbered(1_000)).await;
    assert_eq!(refused.refusal(), (403, "document.no-room"));
    assert!(refused.text("detail").contains("30"), "{refused:?}");
    assert_eq!(kept(&app).await, 30, "what is refused leaves no file");
    let officer = app.officer().await;
    assert_eq!(upload(&officer, &numbered(1_000)).await.status, 201, "others have their own room");
}

#[tokio::test]
async fn room_is_counted_in_bytes_too() {
    let app = TestApp::new().await;
    let (applicant, _) = applying(&app).await;
    for number in 0..2 {
        let mut document = pdf_of(20 * MEBIBYTE);
        *document.last_mut().unwrap() = number;
        assert_eq!(upload(&applicant, &document).await.status, 201);
    }
    let third = upload(&applicant, &pdf_of(20 * MEBIBYTE)).await;
    assert_eq!(third.refusal(), (429, "document.room-today"));
    assert_eq!(upload(&applicant, PDF).await.status, 201, "a small one fits");
}

#[tokio::test]
async fn a_document_for_a_cluster_is_brought_by_who_states_its_claims() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let other = app.listed(&officer, "Синий лён").await;
    let scope = |id: &str| Scope::Cluster(id.parse().unwrap());
    let own = app.client(Role::ClusterRepresentative, scope(&cluster)).await;
    let bring = async |client: &Client, cluster: &str| {
        let at = format!("{UPLOAD}?cluster={cluster}");
        client.send(Method::POST, &at, &[], PDF.to_vec()).await
    };
    assert_eq!(bring(&own, &other).await.refusal(), (403, "access.no-grant"));
    assert_eq!(bring(&own, "9999-9").await.status, 422);
    let applicant = applying(&app).await.0;
    assert_eq!(bring(&applicant, &cluster).await.refusal(), (403, "access.no-grant"));
    assert_eq!(kept(&app).await, 0);
    assert_eq!(bring(&own, &cluster).await.status, 201);
    let brought = app.registry.accounts().documents_for(cluster.parse().unwrap()).await.unwrap();
    assert_eq!(brought.len(), 1);
    assert_eq!(bring(&officer, &other).await.status, 201);
}
