//! Checkpoints, tiles, entries and proofs, as whoever checks them gets them.

use std::time::Duration;

use axum::http::Method;
use registry_core::command::OpenAccount;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::{ConsistencyProof, InclusionProof};
use registry_events::transparency::tile::{Bundle, hashes_from_bytes, paths_of};
use registry_events::transparency::tree::{Tree, TreeHead, leaf_hash};
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::{Answer, Fault, TestApp, body, signing_key};

fn key() -> VerifierKey {
    signing_key().verifier().clone()
}

/// The last checkpoint once it covers the whole log.
async fn checkpoint(app: &TestApp) -> SignedCheckpoint {
    let size = app.events().await;
    let provable = app.registry.provable().unwrap();
    let signed = provable.covering(Position(size - 1), Duration::from_secs(1)).await;
    let note = app.anonymous().get("/log/checkpoint").await;
    let note = SignedCheckpoint::open(note.body.as_str().unwrap(), &key()).unwrap();
    assert_eq!(Some(&note), signed.as_deref());
    assert_eq!(note.head().size, size);
    note
}

/// The tree over the log as it is.
async fn tree(app: &TestApp) -> Tree {
    let mut tree = Tree::new();
    while let Some(entry) = app.log.read(Position(tree.size()), 1).await.unwrap().first() {
        tree.push(leaf_hash(&entry.bytes));
    }
    tree
}

async fn proof(app: &TestApp, address: &str) -> (InclusionProof, SignedCheckpoint) {
    let answer = app.anonymous().get(address).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let proof: InclusionProof = answer.body.as_str().unwrap().parse().unwrap();
    let checkpoint = proof.verify(proof.leaf_of_extra().unwrap(), &key()).unwrap();
    (proof, checkpoint)
}

/// The address of the proof of the first entry that says some words in the clear.
async fn proof_of_words(app: &TestApp, words: &str) -> String {
    let entries = app.log.read(Position(0), 1000).await.unwrap();
    let says = |bytes: &[u8]| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    let entry = entries.iter().find(|entry| says(&entry.bytes)).unwrap();
    format!("/api/v1/proofs/{}", entry.position)
}

/// Grows the log past a full tile.
async fn grow(app: &TestApp, entries: u64) {
    while app.events().await < entries {
        app.program(OpenAccount { label: "Учётная запись (тест)".into() }).await;
    }
}

#[tokio::test]
async fn a_write_is_in_a_signed_checkpoint_within_a_second_and_its_proof_checks() {
    let app = TestApp::signed().await;
    let officer = app.officer().await;
    let answer = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let position = answer.number("position");
    let receipts = answer.body["proofs"].as_array().unwrap();
    let last = receipts.last().unwrap()["proof_url"].as_str().unwrap();
    assert_eq!(last, format!("/api/v1/proofs/{position}"));
    let (proof, signed) = proof(&app, last).await;
    assert_eq!(proof.index, position);
    let entry = app.log.read(Position(position), 1).await.unwrap().remove(0);
    assert_eq!(proof.extra.as_deref(), Some(&*entry.bytes));
    assert_eq!(signed, checkpoint(&app).await);
    assert_eq!(signed.head(), tree(&app).await.head());
}

#[tokio::test]
async fn a_level_that_changes_has_a_proof_of_its_own() {
    let app = TestApp::signed().await;
    let officer = app.officer().await;
    let answer = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    assert!(answer.body["level"].is_string(), "{answer:?}");
    let (proof, _) = proof(&app, &answer.text("level_proof_url")).await;
    let entry = app.log.read(Position(proof.index), 1).await.unwrap().remove(0);
    let recorded = entry.decode().unwrap();
    assert!(matches!(recorded.event(), Some(Event::Cluster(ClusterEvent::LevelAssessed(_)))));
}

/// What the entry says whose proof stands at an address.
async fn proven(app: &TestApp, address: &str) -> (u64, &'static str) {
    let (proof, _) = proof(app, address).await;
    let recorded =
        app.log.read(Position(proof.index), 1).await.unwrap().remove(0).decode().unwrap();
    (recorded.version.0, recorded.event().unwrap().type_and_schema().0)
}

#[tokio::test]
async fn each_confirmation_has_a_receipt_of_its_own_beside_that_of_the_level_it_raised() {
    let (scene, given) = Scene::high_signed().await;
    assert_eq!(given.body["level"], "high", "{given:?}");
    let confirmations = given.body["confirmations"].as_array().unwrap().iter();
    let confirmations: Vec<_> = confirmations.map(|version| version.as_u64().unwrap()).collect();
    assert!(confirmations.len() >= 2, "{given:?}");
    let first = proven(&scene.app, &given.text("proof_url")).await;
    assert_eq!(first, (confirmations[0], "ClaimConfirmed"));
    let mut received = Vec::new();
    for receipt in given.body["proofs"].as_array().unwrap() {
        let (version, event_type) =
            proven(&scene.app, receipt["proof_url"].as_str().unwrap()).await;
        assert_eq!((&receipt["version"], &receipt["type"]), (&json!(version), &json!(event_type)));
        received.extend((event_type == "ClaimConfirmed").then_some(version));
    }
    assert_eq!(received, confirmations);
    let level = proven(&scene.app, &given.text("level_proof_url")).await;
    assert_eq!(level.1, "LevelAssessed");
}

#[tokio::test]
async fn each_time_of_a_level_leads_to_the_proof_of_what_began_it() {
    let (scene, _) = Scene::high_signed().await;
    let told = scene.get(&format!("{}/level", scene.card())).await;
    let history = told.body["history"].as_array().unwrap();
    assert_eq!(history.len(), 3);
    let page = scene.reader.get(&format!("/clusters/{}/level", scene.pine)).await;
    for time in history {
        let address = time["proof_url"].as_str().unwrap();
        assert_eq!(proven(&scene.app, address).await.1, "LevelAssessed");
        assert!(page.body.as_str().unwrap().contains(&format!("href=\"{address}\"")), "{address}");
    }
    let unsigned = Scene::high().await;
    let told = unsigned.get(&format!("{}/level", unsigned.card())).await;
    assert_eq!(told.body["history"][0]["proof_url"], serde_json::Value::Null);
}

#[tokio::test]
async fn each_line_of_a_history_leads_to_its_proof() {
    let app = TestApp::signed().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let history = app.anonymous().get(&format!("/api/v1/clusters/{cluster}/history")).await;
    let line = &history.body["items"][0];
    let address = format!("/api/v1/proofs/{}", line["position"]);
    assert_eq!(line["proof_url"], address);
    let page = app.anonymous().get(&format!("/clusters/{cluster}/history")).await;
    assert!(page.body.as_str().unwrap().contains(&format!("href=\"{address}\"")));
    proof(&app, &address).await;
}

#[tokio::test]
async fn tiles_and_entries_lead_to_the_signed_root_and_not_beyond_it() {
    let app = TestApp::signed().await;
    grow(&app, 300).await;
    let signed = checkpoint(&app).await.head();
    let mut leaves = Tree::new();
    let mut from_entries = Tree::new();
    for path in paths_of(signed.size) {
        let text = path.to_string();
        let (status, bytes) = app.anonymous().bytes(&format!("/log/{text}")).await;
        assert_eq!(status, 200, "{text}");
        if text.starts_with("tile/entries/") {
            let bundle = Bundle::decode(&bytes).unwrap();
            assert_eq!(bundle.entries.len(), path.width());
            for entry in bundle.entries {
                from_entries.push(leaf_hash(entry));
            }
        } else if text.starts_with("tile/0/") {
            let hashes = hashes_from_bytes(&bytes, path.width()).unwrap();
            for leaf in hashes {
                leaves.push(leaf);
            }
        } else {
            assert_eq!(bytes.len(), 32 * path.width(), "{text}");
        }
    }
    assert_eq!([leaves.head(), from_entries.head()], [signed, signed]);

    let last = signed.size % 256;
    for beyond in [
        format!("tile/0/001.p/{}", last + 1),
        "tile/0/001".into(),
        "tile/1/000.p/2".into(),
        "tile/1/000".into(),
        "tile/2/000.p/1".into(),
        "tile/63/000.p/1".into(),
        format!("tile/entries/001.p/{}", last + 1),
        "tile/entries/002".into(),
    ] {
        let answer = app.anonymous().get(&format!("/log/{beyond}")).await;
        assert_eq!(answer.refusal(), (404, "not-found"), "{beyond}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    for malformed in ["tile/0/1", "tile/0/000.p/0", "tile/64/000", "tile/0/x000/001", "tile/a/000"]
    {
        let answer = app.anonymous().get(&format!("/log/{malformed}")).await;
        assert_eq!(answer.refusal(), (400, "tile.path-malformed"), "{malformed}");
    }
}

#[tokio::test]
async fn what_never_changes_may_be_kept_and_the_checkpoint_may_not() {
    let app = TestApp::signed().await;
    grow(&app, 260).await;
    checkpoint(&app).await;
    let get = async |path: &str| app.anonymous().get(path).await;
    let header = |answer: &Answer, name: &str| answer.header(name).unwrap().to_owned();
    for (path, kept, media_type) in [
        ("/log/tile/0/000", "public, max-age=31536000, immutable", "application/octet-stream"),
        ("/log/tile/0/001.p/2", "public, max-age=300", "application/octet-stream"),
        ("/log/tile/0/000.p/7", "public, max-age=300", "application/octet-stream"),
        (
            "/log/tile/entries/000",
            "public, max-age=31536000, immutable",
            "application/octet-stream",
        ),
        ("/log/checkpoint", "no-cache", "text/plain; charset=utf-8"),
        ("/log/key", "no-cache", "text/plain; charset=utf-8"),
        ("/api/v1/proofs/0", "no-cache", "text/plain; charset=utf-8"),
    ] {
        let answer = get(path).await;
        assert_eq!(header(&answer, "cache-control"), kept, "{path}");
        assert_eq!(header(&answer, "content-type"), media_type, "{path}");
        assert_eq!(header(&answer, "access-control-allow-origin"), "*", "{path}");
        let head = app.anonymous().send(Method::HEAD, path, &[], Vec::new()).await;
        assert_eq!((head.status, &head.body), (200, &Value::String(String::new())), "{path}");
    }
    let proof = get("/api/v1/proofs/0").await;
    let named = "attachment; filename=\"0.tlog-proof\"";
    assert_eq!(header(&proof, "content-disposition"), named);
    let tag = header(&get("/log/checkpoint").await, "etag");
    let headers = [("if-none-match", tag.as_str())];
    let again = app.anonymous().send(Method::GET, "/log/checkpoint", &headers, Vec::new()).await;
    assert_eq!(again.status, 304);
    grow(&app, 261).await;
    checkpoint(&app).await;
    let newer = app.anonymous().send(Method::GET, "/log/checkpoint", &headers, Vec::new()).await;
    assert_eq!(newer.status, 200);
}

#[tokio::test]
async fn a_later_checkpoint_is_shown_to_continue_an_older_one() {
    let app = TestApp::signed().await;
    let old = checkpoint(&app).await.head();
    grow(&app, old.size + 9).await;
    let new = checkpoint(&app).await;
    for old in [TreeHead::empty(), old, new.head()] {
        let at = format!("/api/v1/checkpoints/{}/consistency", old.size);
        let answer = app.anonymous().get(&at).await;
        let proof: ConsistencyProof = answer.body.as_str().unwrap().parse().unwrap();
        assert_eq!(proof.verify(&old, &key()).as_ref(), Ok(&new));
    }
    let at = format!("/api/v1/checkpoints/{}/consistency", new.head().size + 1);
    assert_eq!(app.anonymous().get(&at).await.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn there_is_no_proof_of_what_the_log_does_not_have() {
    let app = TestApp::signed().await;
    let at = format!("/api/v1/proofs/{}", app.events().await);
    assert_eq!(app.anonymous().get(&at).await.refusal(), (404, "not-found"));
    for nowhere in ["/api/v1/proofs/x", "/api/v1/proofs/-1", "/api/v1/checkpoints/x/consistency"] {
        assert_eq!(app.anonymous().get(nowhere).await.refusal(), (404, "not-found"));
    }
}

#[tokio::test]
async fn a_server_without_a_key_says_that_it_signs_nothing() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let answer = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    assert_eq!(
        (&answer.body["proof_url"], &answer.body["level_proof_url"], &answer.body["proofs"]),
        (&Value::Null, &Value::Null, &json!([]))
    );
    for path in [
        "/log/checkpoint",
        "/log/key",
        "/log/tile/0/000.p/1",
        "/api/v1/proofs/0",
        "/api/v1/checkpoints/0/consistency",
    ] {
        assert_eq!(app.anonymous().get(path).await.refusal(), (404, "log.not-signed"), "{path}");
    }
}

#[tokio::test]
async fn a_proof_that_no_checkpoint_covers_yet_is_to_be_asked_for_again() {
    let app = TestApp::signed().await;
    checkpoint(&app).await;
    app.fail(Fault::Headless);
    let events = app.events().await;
    grow(&app, events + 1).await;
    let answer = app.anonymous().get(&format!("/api/v1/proofs/{events}")).await;
    assert_eq!(answer.refusal(), (503, "proof.not-ready"));
    assert_eq!(answer.header("retry-after"), Some("1"));
}

#[tokio::test]
async fn a_proof_of_what_a_law_hides_holds_and_says_nothing_of_it() {
    let app = TestApp::signed().await;
    let officer = app.officer().await;
    let cluster = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let at = |what: &str| format!("/api/v1/clusters/{}/{what}", cluster.text("cluster"));
    let claims = json!({ "claims": [{ "path": "display_name", "value": "Потаённая сосна" }] });
    officer.post(&at("claims"), &claims).await.done();
    let address = proof_of_words(&app, "Потаённая сосна").await;
    let shown = proof(&app, &address).await.0;
    let leaf = shown.leaf_of_extra().unwrap();

    let mask = json!({ "path": "display_name", "law": "149-ФЗ (тест)", "reason": "Тест" });
    officer.post(&at("masking"), &mask).await.done();
    app.settle().await;
    let text = app.anonymous().get(&address).await.body.as_str().unwrap().to_owned();
    let hidden: InclusionProof = text.parse().unwrap();
    assert_eq!(hidden.extra, None);
    assert!(hidden.verify(leaf, &key()).is_ok());
}
