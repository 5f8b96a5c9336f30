//! Keys that are erased for good: what they sealed is read by nobody, whatever is restored.

use axum::http::Method;
use registry_core::access::Caller;
use registry_core::command::ForgetSubject;
use registry_events::seal::KeyId;
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::{Answer, Client, TestApp, body};

const NAME: &str = "Пётр Директоров (демо)";

fn head(name: &str) -> Value {
    json!({ "claims": [
        { "path": "head_name", "value": name }, { "path": "head_consent", "value": true } ] })
}

fn key(scene: &Scene) -> KeyId {
    KeyId(format!("value/cluster/{}/head_name", scene.pine))
}

fn command(key: KeyId) -> ForgetSubject {
    let (law, reason) = ("152-ФЗ, статья 21 (тест)".into(), "По заявлению (тест)".into());
    ForgetSubject { keys: vec![key], law, reason }
}

async fn forget(app: &TestApp, key: KeyId) -> usize {
    let (_, erased) = app.registry.forget(Caller::PROGRAM, command(key)).await.unwrap();
    app.settle().await;
    erased
}

async fn seen(scene: &Scene) -> Value {
    let card = scene.representative().await.get(&scene.card()).await;
    claim(&card)
}

fn claim(card: &Answer) -> Value {
    let claims = card.body["claims"].as_array().unwrap();
    claims.iter().find(|claim| claim["path"] == "head_name").unwrap().clone()
}

#[tokio::test]
async fn an_erased_value_is_opened_for_nobody_and_says_since_when() {
    let scene = Scene::shipped().await;
    scene.state(&head(NAME)).await;
    assert_eq!(seen(&scene).await["value"]["ru"], NAME);
    assert_eq!(forget(&scene.app, key(&scene)).await, 1);
    let erased = seen(&scene).await;
    assert_eq!((&erased["value"], &erased["hidden"]["how"]), (&Value::Null, &json!("erased")));
    assert_eq!(erased["states"], "sealed", "it still counts as stated");
    for (path, words) in [("", "стёрто 01.12.2015"), ("/en", "erased on ")] {
        for page in ["", "/history"] {
            let path = format!("{path}/clusters/{}{page}", scene.pine);
            let text = scene.get(&path).await.body.to_string().replace('\u{a0}', " ");
            assert!(text.contains(words), "{path}");
        }
    }
}

#[tokio::test]
async fn a_later_value_is_sealed_under_another_key_and_the_old_one_stays_erased() {
    let scene = Scene::shipped().await;
    scene.state(&head(NAME)).await;
    let then = scene.get(&scene.card()).await.number("position");
    forget(&scene.app, key(&scene)).await;
    scene.state(&head("Другой человек (демо)")).await;
    assert_eq!(seen(&scene).await["value"]["ru"], "Другой человек (демо)");
    let keys = scene.app.registry.key_ids().await.unwrap();
    assert!(keys.contains(&key(&scene).successor()) && !keys.contains(&key(&scene)));
    let past = format!("{}?as_of=position:{then}", scene.card());
    let past = scene.representative().await.get(&past).await;
    assert_eq!(claim(&past)["value"], Value::Null);
}

#[tokio::test]
async fn a_crash_between_the_event_and_the_erasure_is_made_good_at_the_next_start() {
    let mut scene = Scene::shipped().await;
    scene.state(&head(NAME)).await;
    scene.app.stop_following();
    let id = scene.app.registry.random_key();
    let told = scene.app.registry.execute(Caller::PROGRAM, &id, b"", command(key(&scene)).into());
    told.await.unwrap();
    assert!(scene.app.registry.key_ids().await.unwrap().contains(&key(&scene)));
    scene.app = scene.app.restarted().await;
    assert!(!scene.app.registry.key_ids().await.unwrap().contains(&key(&scene)));
}

#[tokio::test]
async fn a_running_server_erases_what_another_process_recorded() {
    let scene = Scene::shipped().await;
    scene.state(&head(NAME)).await;
    scene.app.program(command(key(&scene))).await;
    for _ in 0..200 {
        if !scene.app.registry.key_ids().await.unwrap().contains(&key(&scene)) {
            assert_eq!(seen(&scene).await["value"], Value::Null);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the key is still there");
}

#[tokio::test]
async fn an_erased_application_is_gone_for_its_applicant_and_the_officer() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let sent = applicant.post("/api/v1/applications", &body::application("Осина")).await.done();
    let id = sent.text("application");
    let at = format!("/api/v1/applications/{id}");
    assert_eq!(applicant.get(&at).await.status, 200);
    assert_eq!(forget(&app, KeyId(format!("application/{id}"))).await, 1);
    for client in [&applicant, &officer] {
        assert_eq!(client.get(&at).await.refusal(), (404, "not-found"));
        let submitted = client.post_nothing(&format!("{at}/submission")).await;
        assert!([403, 404].contains(&submitted.status), "{submitted:?}");
    }
    assert_eq!(app.registry.key_ids().await.unwrap(), [""; 0].map(|_| KeyId(String::new())));
}

/// Uploads a document and sends an application that it shows; the document's address and the key.
async fn applied_with(app: &TestApp, bytes: &[u8], also: &[u8]) -> (String, String, KeyId) {
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let upload = async |client: &Client, bytes: &[u8]| {
        let kept = client.send(Method::POST, "/api/v1/evidence", &[], bytes.to_vec()).await;
        let document = ["digest", "sha256", "bytes", "media_type"];
        let document = document.map(|key| (key.to_owned(), kept.body[key].clone()));
        let at = format!("/api/v1/evidence/{}", kept.text("digest"));
        (at, Value::Object(document.into_iter().collect()))
    };
    let (own, document) = upload(&officer, bytes).await;
    let (shared, other) = upload(&officer, also).await;
    let mut application = body::application("Осина");
    application["claims"][0]["evidence"] = json!([document, other]);
    let sent = applicant.post("/api/v1/applications", &application).await.done();
    let mut cluster = body::cluster("Белая сосна");
    cluster["claims"][0]["evidence"] = json!([other]);
    officer.post("/api/v1/clusters", &cluster).await.done();
    app.settle().await;
    (own, shared, KeyId(format!("application/{}", sent.text("application"))))
}

#[tokio::test]
async fn a_document_that_only_an_erased_application_names_is_erased_with_it() {
    let app = TestApp::new().await;
    let (own, shared, key) = applied_with(&app, b"%PDF-1.7 personal", b"%PDF-1.7 common").await;
    let officer = app.officer().await;
    for at in [&own, &shared] {
        assert_eq!(officer.get(at).await.status, 200, "{at}");
    }
    assert_eq!(forget(&app, key).await, 1);
    assert_eq!(officer.get(&own).await.refusal(), (404, "not-found"));
    assert_eq!(officer.get(&shared).await.status, 200, "a cluster names it too");
}

#[tokio::test]
async fn a_running_server_erases_documents_of_what_another_process_recorded() {
    let app = TestApp::new().await;
    let (own, shared, key) = applied_with(&app, b"%PDF-1.7 personal", b"%PDF-1.7 common").await;
    let officer = app.officer().await;
    app.program(command(key.clone())).await;
    for _ in 0..200 {
        if !app.registry.key_ids().await.unwrap().contains(&key) {
            assert_eq!(officer.get(&own).await.status, 404);
            assert_eq!(officer.get(&shared).await.status, 200);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the key is still there");
}

#[tokio::test]
async fn documents_left_behind_by_a_crash_are_erased_at_the_next_start() {
    let mut app = TestApp::new().await;
    let (own, shared, key) = applied_with(&app, b"%PDF-1.7 personal", b"%PDF-1.7 common").await;
    let officer = app.officer().await;
    app.stop_following();
    let id = app.registry.random_key();
    let told = app.registry.execute(Caller::PROGRAM, &id, b"", command(key).into());
    told.await.unwrap();
    assert_eq!(officer.get(&own).await.status, 200);
    app = app.restarted().await;
    let officer = app.officer().await;
    assert_eq!(officer.get(&own).await.status, 404);
    assert_eq!(officer.get(&shared).await.status, 200);
}
