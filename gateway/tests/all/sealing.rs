//! What stands in the log sealed: applications, disputes before they are admitted, accounts, and
//! single values that aren't for everybody.

use registry_core::access::Caller;
use registry_core::command::{Command, FileDispute, RefuseDispute};
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::claim::Evidence;
use registry_events::event::Scope;
use registry_events::stream::StreamId;
use registry_events::value::WebUrl;
use registry_gateway::execute::Done;
use serde_json::json;

use crate::support::{TestApp, body};

/// Does something that has no address, as a caller.
async fn execute(app: &TestApp, caller: Caller, command: impl Into<Command>) -> Done {
    let key = app.registry.random_key();
    app.registry.execute(caller, &key, b"", command.into()).await.unwrap()
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn the_content_of_an_application_stands_nowhere_in_the_logs_bytes() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let mut application = body::application("Секретная сосна");
    application["claims"][6]["evidence"] = json!(["https://secret-evidence.example/a"]);
    let id = applicant.post("/api/v1/applications", &application).await.done().text("application");
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let reasons = json!({ "reasons": [{ "path": "summary", "reason": "Тайная причина", "unmet": "not_borne_out" }] });
    officer.post(&format!("{at}/return"), &reasons).await.done();
    applicant
        .post(&format!("{at}/claims"), &body::claim("display_name", "Тайное имя"))
        .await
        .done();

    let sealed = app.log_bytes().await;
    let secrets = [
        "Секретная сосна",
        "secret-evidence",
        "Тайная причина",
        "Тайное имя",
        "устав приложен",
        "office@cluster.example",
        &body::ogrn(1),
        "ApplicationStarted",
        "ItemOpened",
    ];
    for secret in secrets {
        assert!(!contains(&sealed, secret), "{secret}");
    }
    assert!(contains(&sealed, &id), "that there is an application is known");

    applicant.post_nothing(&format!("{at}/submission")).await.done();
    officer.post_nothing(&format!("{at}/listing")).await.done();
    let listed = app.log_bytes().await;
    assert!(contains(&listed, "Секретная сосна"));
    assert!(!contains(&listed, "Тайная причина"));
}

#[tokio::test]
async fn a_persons_name_stands_nowhere_in_the_logs_bytes() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let claims = json!({ "claims": [
        { "path": "head_name", "value": "Тайный Человек" },
        { "path": "head_consent", "value": true },
        { "path": "head_role", "value": "Директор дирекции" }
    ] });
    officer.post(&format!("/api/v1/clusters/{cluster}/claims"), &claims).await.done();
    let log = app.log_bytes().await;
    assert!(!contains(&log, "Тайный Человек"));
    assert!(contains(&log, &format!("value/cluster/{cluster}/head_name")), "its key is named");
    assert!(contains(&log, "Директор дирекции"));
}

#[tokio::test]
async fn a_sole_traders_inn_stands_nowhere_in_the_logs_bytes() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let trader = json!({ "name": "ИП (демо)", "ogrn": "304500116000157", "inn": "500100732259" });
    let mut joins = body::participant(1, "small");
    joins["claims"]["organisation"] = trader;
    let joins = json!({ "open": [joins] });
    officer.post(&format!("/api/v1/clusters/{cluster}/claims"), &joins).await.done();
    let log = app.log_bytes().await;
    assert!(!contains(&log, "500100732259"));
    assert!(contains(&log, "304500116000157"), "the public number is known");
}

#[tokio::test]
async fn a_dispute_that_is_not_admitted_stands_nowhere_in_the_logs_bytes() {
    let app = TestApp::new().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    let cluster = cluster.parse().unwrap();
    let (sceptic, officer) = (app.account().await, app.account().await);
    app.grant(sceptic, Role::ClusterRepresentative, Scope::Registry).await;
    app.grant(officer, Role::Officer, Scope::Registry).await;
    let stream = StreamId::cluster(cluster);
    let loaded = app.registry.executor().streams().load(&stream).await.unwrap();
    let StreamState::Cluster(state) = loaded.state.as_ref() else { panic!("no cluster") };
    let claim = state.profile.claim(&"summary".parse().unwrap()).unwrap().reference();
    let file = FileDispute {
        cluster,
        claim,
        grounds: "Тайное возражение".into(),
        evidence: vec![Evidence::Link(WebUrl::parse("https://secret.example/a").unwrap())],
    };
    execute(&app, Caller::of(sceptic, Role::ClusterRepresentative), file).await;
    let dispute = loaded.version.next();
    let refuse = RefuseDispute { cluster, dispute, reason: "Тайный отказ".into() };
    execute(&app, Caller::of(officer, Role::Officer), refuse).await;

    let log = app.log_bytes().await;
    let secrets =
        ["Тайное возражение", "secret.example", "Тайный отказ", "DisputeFiled", "DisputeTaken"];
    for secret in secrets {
        assert!(!contains(&log, secret), "{secret}");
    }
    assert!(contains(&log, &format!("dispute/{cluster}/{dispute}")), "its key is named");
    assert!(contains(&log, &format!("account/{sceptic}")), "so is the account's");
}
