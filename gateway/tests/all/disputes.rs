//! Disputes in four steps, and who sees which of them.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::OrganisationId;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, body};

/// The version at which the claims of `body::cluster` stand: after the listing and its items.
const STATED: u64 = 13;

struct Scene {
    app: TestApp,
    officer: Client,
    participant: Client,
    cluster: String,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let organisation: OrganisationId =
        entered.body["registered"][0].as_str().unwrap().parse().unwrap();
    let participant = app.organisation(organisation).await;
    Scene { cluster: entered.text("cluster"), app, officer, participant }
}

impl Scene {
    fn at(&self, act: &str) -> String {
        format!("/api/v1/clusters/{}/disputes{act}", self.cluster)
    }

    async fn manager(&self) -> Client {
        let scope = Scope::Cluster(self.cluster.parse().unwrap());
        self.app.client(Role::ClusterRepresentative, scope).await
    }

    async fn filed(&self) -> u64 {
        let filed = self.participant.post(&self.at(""), &filing()).await;
        assert_eq!(filed.status, 201, "{filed:?}");
        let dispute = filed.number("dispute");
        assert_eq!(filed.header("location"), Some(self.at(&format!("/{dispute}")).as_str()));
        dispute
    }

    async fn admitted(&self) -> u64 {
        let dispute = self.filed().await;
        let at = self.at(&format!("/{dispute}/admission"));
        self.officer.post(&at, &admission()).await.done();
        dispute
    }

    async fn steps(&self, client: &Client, dispute: u64) -> Vec<String> {
        let shown = client.get(&self.at(&format!("/{dispute}"))).await.done();
        let steps = shown.body["steps"].as_array().unwrap().clone();
        steps.iter().map(|step| step["step"].as_str().unwrap().to_owned()).collect()
    }
}

fn filing() -> Value {
    json!({ "claim": { "path": "employees_total", "version": STATED },
        "grounds": "По отчёту работников вдвое меньше", "evidence": ["https://press.example/1"] })
}

fn admission() -> Value {
    json!({ "text": "Оспорено число работников", "evidence": ["https://press.example/1"] })
}

fn step() -> Value {
    json!({ "text": "Приложен отчёт", "evidence": [] })
}

#[tokio::test]
async fn a_dispute_goes_from_its_filing_to_its_resolution() {
    let scene = scene().await;
    let manager = scene.manager().await;
    let dispute = scene.admitted().await;
    let answered = manager.post(&scene.at(&format!("/{dispute}/answer")), &step()).await.done();
    assert_eq!(answered.number("dispute"), dispute);
    let resolution = json!({ "outcome": "upheld", "reason": "Источник убедителен" });
    let at = scene.at(&format!("/{dispute}/resolution"));
    scene.officer.post(&at, &resolution).await.done();

    let shown = scene.app.anonymous().get(&scene.at(&format!("/{dispute}"))).await.done();
    assert_eq!(shown.text("standing"), "upheld");
    assert_eq!(shown.body["claim"]["path"], "employees_total");
    let twice = scene.officer.post(&at, &resolution).await;
    assert_eq!(twice.refusal(), (409, "dispute.closed"));
}

fn employees(number: u32) -> Value {
    json!({ "claims": [
        { "path": "employees_total", "value": number, "described_on": "2015-06-30" }] })
}

#[tokio::test]
async fn a_dispute_goes_on_about_a_former_value_and_an_officer_lifts_it_once_that_is_true() {
    let scene = scene().await;
    let manager = scene.manager().await;
    let cluster = format!("/api/v1/clusters/{}", scene.cluster);
    let claims = format!("{cluster}/claims");
    let dispute = scene.filed().await;
    manager.post(&claims, &employees(1500)).await.done();
    let at = |step: &str| scene.at(&format!("/{dispute}/{step}"));
    scene.officer.post(&at("admission"), &admission()).await.done();
    manager.post(&at("answer"), &step()).await.done();
    let resolution = json!({ "outcome": "upheld", "reason": "Источник убедителен" });
    scene.officer.post(&at("resolution"), &resolution).await.done();

    let stands = async || {
        let card = scene.app.anonymous().get(&cluster).await.done().body;
        let claims = card["claims"].as_array().expect("claims").clone();
        let is_it = |claim: &&Value| claim["path"] == "employees_total";
        claims.iter().find(is_it).expect("the claim").clone()
    };
    let disputed = async || stands().await["disputed"].as_bool();
    assert_eq!(disputed().await, Some(false), "another value stands");
    manager.post(&claims, &employees(1200)).await.done();
    assert_eq!(disputed().await, Some(true), "what was contested is said again");

    let again = &stands().await["version"];
    let seen = json!({ "claims": [{ "path": "employees_total", "version": again }],
        "evidence": ["https://documents.example/1"] });
    scene.officer.post(&format!("{cluster}/confirmations"), &seen).await.done();
    assert_eq!(disputed().await, Some(false), "an officer has seen that it is true now");
    let everybody = scene.app.anonymous();
    let shown = everybody.get(&scene.at(&format!("/{dispute}"))).await.done();
    assert_eq!(shown.text("standing"), "lifted");
    assert_eq!(scene.steps(&everybody, dispute).await.last().map(String::as_str), Some("lifted"));
    let history = everybody.get(&format!("{cluster}/history")).await.done().body.to_string();
    assert!(history.contains("DisputeLifted"), "{history}");
}

#[tokio::test]
async fn before_its_admission_only_officers_and_who_filed_it_see_a_dispute() {
    let scene = scene().await;
    let dispute = scene.filed().await;
    let at = scene.at(&format!("/{dispute}"));
    let manager = scene.manager().await;
    for stranger in [&scene.app.anonymous(), &manager] {
        assert_eq!(stranger.get(&at).await.refusal(), (404, "not-found"));
    }
    let answer = manager.post(&format!("{at}/answer"), &json!({ "text": 7 })).await;
    assert_eq!(answer.refusal(), (404, "not-found"), "before its body is read");
    assert_eq!(scene.steps(&scene.participant, dispute).await, ["filed"]);
    assert_eq!(scene.steps(&scene.officer, dispute).await, ["filed"]);

    let why = json!({ "reason": "Источник не назван" });
    scene.officer.post(&format!("{at}/refusal"), &why).await.done();
    assert_eq!(scene.app.anonymous().get(&at).await.refusal(), (404, "not-found"));
    assert_eq!(scene.steps(&scene.participant, dispute).await, ["filed", "refused"]);
}

#[tokio::test]
async fn what_was_filed_stays_with_officers_and_who_filed_it() {
    let scene = scene().await;
    let dispute = scene.admitted().await;
    assert_eq!(scene.steps(&scene.app.anonymous(), dispute).await, ["admitted"]);
    assert_eq!(scene.steps(&scene.participant, dispute).await, ["filed", "admitted"]);
    let bytes = scene.app.log_bytes().await;
    let grounds = "По отчёту работников вдвое меньше".as_bytes();
    assert!(!bytes.windows(grounds.len()).any(|window| window == grounds));
}

#[tokio::test]
async fn each_step_is_refused_in_the_order_of_answers() {
    let scene = scene().await;
    let dispute = scene.filed().await;
    let at = scene.at(&format!("/{dispute}/admission"));
    assert_eq!(scene.app.anonymous().post(&at, &admission()).await.refusal().0, 401);
    let by_party = scene.participant.post(&at, &admission()).await;
    assert_eq!(by_party.refusal(), (403, "access.role"));
    let nowhere = scene.officer.post(&scene.at("/999/admission"), &json!({})).await;
    assert_eq!(nowhere.refusal(), (404, "not-found"));
    let unread = json!({ "text": "Оспорено", "evidence": ["ftp://a.example"] });
    let refused = scene.officer.post(&at, &unread).await;
    assert_eq!(refused.errors(), [("/evidence/0", "url.scheme")]);
    let sourceless = scene.officer.post(&at, &step()).await;
    assert_eq!(sourceless.refusal(), (422, "dispute.source-needed"));
    let early = json!({ "outcome": "rejected", "reason": "Рано" });
    let early = scene.officer.post(&scene.at(&format!("/{dispute}/resolution")), &early).await;
    assert_eq!(early.refusal(), (409, "dispute.filed"));
    let whim = json!({ "outcome": "whim", "reason": "Так" });
    let whim = scene.officer.post(&scene.at(&format!("/{dispute}/resolution")), &whim).await;
    assert_eq!(whim.refusal(), (400, "json.shape"));
}

#[tokio::test]
async fn a_filing_names_a_claim_that_is_current_and_not_ones_own() {
    let scene = scene().await;
    let mut unread = filing();
    unread["claim"]["path"] = json!("a b");
    let refused = scene.participant.post(&scene.at(""), &unread).await;
    assert_eq!(refused.errors(), [("/claim/path", "claim.path-malformed")]);
    let mut stale = filing();
    stale["claim"]["version"] = json!(STATED - 1);
    let refused = scene.participant.post(&scene.at(""), &stale).await;
    assert_eq!(refused.refusal(), (409, "claim.replaced"));
    let own = scene.officer.post(&scene.at(""), &filing()).await;
    assert_eq!(own.refusal(), (422, "dispute.own-claim"));
    scene.filed().await;
    let twice = scene.participant.post(&scene.at(""), &filing()).await;
    assert_eq!(twice.refusal(), (409, "dispute.already-filed"));
}

#[tokio::test]
async fn the_level_reminds_of_the_answer_from_admission_until_it_is_given() {
    let scene = scene().await;
    let level = format!("/api/v1/clusters/{}/level", scene.cluster);
    let told = async || {
        scene.app.settle().await;
        let level = scene.app.anonymous().get(&level).await.body;
        let all = level["reminders"].as_array().unwrap().iter();
        all.filter(|one| one["kind"] == "dispute_answer").cloned().collect::<Vec<_>>()
    };
    let dispute = scene.filed().await;
    assert_eq!(told().await, [] as [Value; 0], "nobody is to know of it yet");
    let at = scene.at(&format!("/{dispute}/admission"));
    scene.officer.post(&at, &admission()).await.done();
    let reminders = told().await;
    assert_eq!(reminders.len(), 1, "{reminders:?}");
    assert_eq!(reminders[0]["claim"], "employees_total");
    assert_eq!((&reminders[0]["within"], &reminders[0]["held_until"]), (&json!(30), &Value::Null));
    let answer = scene.at(&format!("/{dispute}/answer"));
    scene.manager().await.post(&answer, &step()).await.done();
    assert_eq!(told().await, [] as [Value; 0], "it is given");
}
