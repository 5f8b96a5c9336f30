//! Confirmation by second parties.

use registry_events::ids::OrganisationId;
use serde_json::json;

use crate::support::{Answer, Client, TestApp, body};

/// The version at which the claims of `body::cluster` stand: after the listing and its items.
const STATED: u64 = 13;

struct Scene {
    app: TestApp,
    officer: Client,
    cluster: String,
    entered: Answer,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    Scene { cluster: entered.text("cluster"), app, officer, entered }
}

impl Scene {
    fn at(&self, act: &str) -> String {
        format!("/api/v1/clusters/{}/{act}", self.cluster)
    }

    fn organisation(&self, index: usize) -> OrganisationId {
        self.entered.body["registered"][index].as_str().unwrap().parse().unwrap()
    }
}

#[tokio::test]
async fn a_participant_confirms_its_membership_and_takes_that_back() {
    let scene = scene().await;
    let participant = scene.app.organisation(scene.organisation(0)).await;
    let body = json!({ "claims": [{ "path": "participants/1" }],
        "evidence": ["https://participant.example/letter"], "note": "Состоим с 2012 года" });
    let given = participant.post(&scene.at("confirmations"), &body).await.done();
    let versions = given.body["confirmations"].as_array().unwrap();
    assert_eq!(versions.len(), 2, "organisation and type");

    let again = participant.post(&scene.at("confirmations"), &body).await;
    assert_eq!(again.refusal(), (409, "confirmation.already-given"));
    let withdrawal = scene.at(&format!("confirmations/{}/withdrawal", versions[0]));
    participant.post(&withdrawal, &json!({ "reason": "Ошиблись" })).await.done();
    let twice = participant.post(&withdrawal, &json!({ "reason": "Ошиблись" })).await;
    assert_eq!(twice.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn what_a_party_may_not_confirm_is_said_with_its_place() {
    let scene = scene().await;
    let participant = scene.app.organisation(scene.organisation(0)).await;
    let own = json!({ "claims": [{ "path": "participants/1" }, { "path": "participants/2" }] });
    let refused = participant.post(&scene.at("confirmations"), &own).await;
    assert_eq!(refused.refusal(), (422, "confirmation.not-entitled"));
    assert_eq!(refused.errors()[0].0, "/claims/1");

    let claimant = json!({ "claims": [{ "path": "participants/1" }] });
    let refused = scene.officer.post(&scene.at("confirmations"), &claimant).await;
    assert_eq!(refused.refusal(), (422, "confirmation.not-second-party"));
}

#[tokio::test]
async fn what_one_officer_entered_no_other_confirms() {
    let scene = scene().await;
    let second = scene.app.officer().await;
    let body =
        json!({ "claims": [{ "path": "year_created", "version": STATED }], "against": "register" });
    let refused = second.post(&scene.at("confirmations"), &body).await;
    assert_eq!(refused.refusal(), (422, "confirmation.not-second-party"));

    let stale = json!({ "claims": [{ "path": "year_created", "version": STATED - 1 }] });
    let refused = second.post(&scene.at("confirmations"), &stale).await;
    assert_eq!(refused.refusal(), (409, "claim.replaced"));
}

#[tokio::test]
async fn a_target_that_is_no_path_is_refused_at_its_place() {
    let scene = scene().await;
    let second = scene.app.officer().await;
    let body = json!({ "claims": [{ "path": "participants/1" }, { "path": "summary" }],
        "evidence": ["ftp://a.example"] });
    let refused = second.post(&scene.at("confirmations"), &body).await;
    assert_eq!(
        refused.errors(),
        [("/claims/1/version", "claim.version-needed"), ("/evidence/0", "url.scheme"),]
    );
    let body = json!({ "claims": [{ "path": "participants/" }, { "path": "a b", "version": 1 }] });
    let refused = second.post(&scene.at("confirmations"), &body).await;
    assert_eq!(
        refused.errors(),
        [("/claims/0/path", "claim.path-malformed"), ("/claims/1/path", "claim.path-malformed")]
    );
    let empty = second.post(&scene.at("confirmations"), &json!({ "claims": [] })).await;
    assert_eq!(empty.refusal(), (422, "request.empty"));
    let missing = json!({ "claims": [{ "path": "participants/99" }] });
    let refused = second.post(&scene.at("confirmations"), &missing).await;
    assert_eq!(refused.refusal(), (422, "item.not-open"));
}

#[tokio::test]
async fn a_field_that_the_catalogue_does_not_have_is_refused_at_its_place() {
    let scene = scene().await;
    let second = scene.app.officer().await;
    let body = json!({ "claims": [{ "path": "year_created", "version": STATED },
        { "path": "colour", "version": STATED }] });
    let refused = second.post(&scene.at("confirmations"), &body).await;
    assert_eq!(refused.refusal(), (422, "field.unknown"));
    assert_eq!(refused.errors(), [("/claims/1/path", "field.unknown")]);
}

#[tokio::test]
async fn a_development_centre_speaks_for_a_cluster_that_it_supports_while_it_is_open() {
    let scene = scene().await;
    let organisation = body::organisation(77);
    let opening = json!({ "organisation": organisation, "opened_on": "2013-01-01" });
    let opened = scene.officer.post("/api/v1/regions/RU-TOM/ckr", &opening).await.done();
    let ckr = opened.text("organisation");
    let centre = scene.app.region("RU-TOM", ckr.parse().unwrap()).await;
    let place = |path: &str| json!({ "claims": [{ "path": path, "version": STATED }] });
    let refused = centre.post(&scene.at("confirmations"), &place("regions")).await;
    assert_eq!(refused.refusal(), (409, "ckr.not-supporting"));

    let named = json!({ "claims": [{ "path": "ckr", "value": organisation }] });
    scene.officer.post(&scene.at("claims"), &named).await.done();
    centre.post(&scene.at("confirmations"), &place("regions")).await.done();

    let closing = format!("/api/v1/regions/RU-TOM/ckr/{ckr}/closing");
    let why = json!({ "closed_on": "2015-11-30", "reason": "Ликвидирован" });
    scene.officer.post(&closing, &why).await.done();
    let refused = centre.post(&scene.at("confirmations"), &place("location")).await;
    assert_eq!(refused.refusal(), (409, "ckr.not-open"));
}

#[tokio::test]
async fn a_field_is_confirmed_in_the_version_that_was_seen() {
    let scene = scene().await;
    let second = scene.app.officer().await;
    for path in ["summary", "participants/1/organisation"] {
        let body = json!({ "claims": [{ "path": path }] });
        let refused = second.post(&scene.at("confirmations?lang=en"), &body).await;
        assert_eq!(refused.refusal(), (422, "claim.version-needed"), "{path}");
        assert_eq!(refused.errors(), [("/claims/0/version", "claim.version-needed")]);
        let words = refused.text("detail");
        assert!(words.contains("version"), "{words}");
    }
}
