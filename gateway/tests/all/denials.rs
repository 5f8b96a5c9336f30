//! «Мы не участвуем»: a participant says that it takes no part, over HTTP.

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, body};

const AT: &str = "items/participants/3/denial";

struct Scene {
    app: TestApp,
    officer: Client,
    participant: Client,
    cluster: String,
    entered: Answer,
}

/// A cluster that an officer entered with participants 1 to 10; the third one speaks.
async fn scene() -> Scene {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let third = entered.body["registered"][2].as_str().unwrap().parse().unwrap();
    let participant = app.organisation(third).await;
    Scene { cluster: entered.text("cluster"), app, officer, participant, entered }
}

impl Scene {
    fn at(&self, act: &str) -> String {
        format!("/api/v1/clusters/{}/{act}", self.cluster)
    }

    async fn deny(&self) -> Answer {
        self.participant.post(&self.at(AT), &denial()).await
    }

    async fn membership(&self) -> Value {
        let card = self.app.anonymous().get(&format!("/api/v1/clusters/{}", self.cluster)).await;
        card.body["items"]["participants"][2].clone()
    }

    async fn words(&self, event: &str) -> (String, String) {
        let path = self.at(&format!("history?type={event}"));
        let history = self.app.anonymous().get(&path).await;
        let words = &history.body["items"][0]["description"];
        let said = |language| words[language].as_str().unwrap().replace('\u{a0}', " ");
        (said("ru"), said("en"))
    }
}

fn denial() -> Value {
    json!({ "since": "2015-11-20", "reason": "Мы не участвуем в кластере" })
}

#[tokio::test]
async fn a_participant_ends_its_membership_and_card_and_history_say_so() {
    let scene = scene().await;
    let done = scene.deny().await.done();
    assert_eq!(done.body["level"], "initial");
    scene.app.settle().await;
    let told = scene.membership().await;
    let closed = &told["closed"];
    assert_eq!((&told["open"], &closed["denied"]), (&json!(false), &json!(true)), "{told:#}");
    assert_eq!(
        (&closed["on"], &closed["denial_withdrawn_at"]),
        (&json!("2015-11-20"), &json!(null))
    );
    assert_eq!(closed["reason"], "Мы не участвуем в кластере");
    assert_eq!(closed["actor"]["role"], "organisation_representative");
    assert_eq!(closed["actor"]["organisation"]["id"], scene.entered.body["registered"][2]);
    let (ru, en) = scene.words("MembershipDenied").await;
    insta::assert_snapshot!(ru, @"Организация сообщила, что не участвует: ООО «Организация 3» (демо), 20.11.2015 (Мы не участвуем в кластере)");
    insta::assert_snapshot!(en, @"An organisation said that it takes no part: ООО «Организация 3» (демо), 20 November 2015 (Мы не участвуем в кластере)");
}

#[tokio::test]
async fn the_page_of_the_cluster_says_that_the_participant_ended_it() {
    let scene = scene().await;
    scene.deny().await.done();
    scene.app.settle().await;
    let page = scene.app.anonymous().get(&format!("/clusters/{}", scene.cluster)).await;
    let page = page.body.as_str().unwrap().replace('\u{a0}', " ");
    let said = "20.11.2015, организация сообщила, что не участвует, Мы не участвуем в кластере";
    assert!(page.contains(said), "{page}");
}

#[tokio::test]
async fn a_denial_stands_against_the_cluster_until_it_is_taken_back() {
    let scene = scene().await;
    scene.deny().await.done();
    let again = json!({ "open": [body::participant(3, "small")] });
    let claims = scene.at("claims");
    let refused = scene.officer.post(&claims, &again).await;
    assert_eq!(refused.refusal(), (422, "membership.denied"));
    assert_eq!(refused.errors()[0].0, "/open/0/claims/organisation");

    let withdrawal = scene.at(&format!("{AT}/withdrawal"));
    let why = json!({ "reason": "Договор заключён" });
    scene.participant.post(&withdrawal, &why).await.done();
    scene.app.settle().await;
    assert!(scene.membership().await["closed"]["denial_withdrawn_at"].is_string());
    let (ru, en) = scene.words("MembershipDenialWithdrawn").await;
    insta::assert_snapshot!(ru, @"Слова «Мы не участвуем» отозваны: ООО «Организация 3» (демо) (Договор заключён)");
    insta::assert_snapshot!(en, @"“We take no part” was taken back: ООО «Организация 3» (демо) (Договор заключён)");
    let twice = scene.participant.post(&withdrawal, &why).await;
    assert_eq!(twice.refusal(), (409, "membership.not-denied"));
    scene.officer.post(&claims, &again).await.done();
}

#[tokio::test]
async fn a_second_denial_is_refused_and_a_repeated_request_is_not() {
    let scene = scene().await;
    let once = [("idempotency-key", "denial-1")];
    let at = scene.at(AT);
    let first = scene.participant.post_with(&at, &once, &denial()).await.done();
    let repeated = scene.participant.post_with(&at, &once, &denial()).await.done();
    assert_eq!(first.body, repeated.body);
    assert_eq!(scene.deny().await.refusal(), (409, "membership.already-denied"));
}

#[tokio::test]
async fn refusals_come_in_their_order() {
    let scene = scene().await;
    let (at, nothing) = (scene.at(AT), json!({}));
    let stranger = scene.entered.body["registered"][3].as_str().unwrap().parse().unwrap();
    let stranger = scene.app.organisation(stranger).await;
    assert_eq!(scene.app.anonymous().post(&at, &nothing).await.refusal(), (401, "token.needed"));
    assert_eq!(scene.officer.post(&at, &nothing).await.refusal(), (403, "access.role"));
    for item in ["99", "third"] {
        let missing = scene.at(&format!("items/participants/{item}/denial"));
        let refused = stranger.post(&missing, &nothing).await;
        assert_eq!(refused.refusal(), (404, "not-found"), "{item}");
    }
    let tomorrow = json!({ "since": "2015-12-02", "reason": "Рано" });
    let refused = stranger.post(&at, &tomorrow).await;
    assert_eq!(refused.refusal(), (422, "date.in-future"));
    let silent = json!({ "since": "вчера", "reason": "Рано" });
    assert_eq!(stranger.post(&at, &silent).await.errors(), [("/since", "date.malformed")]);
    assert_eq!(stranger.post(&at, &denial()).await.refusal(), (403, "access.no-grant"));
    let late = scene.participant.post_with(&at, &[("if-match", "1")], &denial()).await;
    assert_eq!(late.refusal(), (412, "version.passed"));
}
