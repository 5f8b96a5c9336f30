//! A cluster on its way: entered on 1.12.2015, medium on 1.2.2016, high on 12.3.2017; another one
//! stays initial. A development centre and participants confirm.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, OrganisationId};
use serde_json::{Value, json};

use super::raw::{self, Raw};
use crate::support::{Answer, Client, TestApp, body};

/// The days on which something happens.
pub(crate) const ENTERED: &str = "2015-12-01";
pub(crate) const MEDIUM: &str = "2016-02-01";
pub(crate) const HIGH: &str = "2017-03-12";

pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) reader: Client,
    pub(crate) officer: Client,
    /// The cluster on its way.
    pub(crate) pine: String,
    /// The other one.
    pub(crate) birch: String,
    /// The development centre.
    pub(crate) centre: String,
    entered: Answer,
}

impl Scene {
    /// Two clusters just entered, under the small editions, whose few markers a test can meet.
    pub(crate) async fn entered() -> Self {
        Self::entered_in(TestApp::small().await).await
    }

    /// The same under the editions that ship.
    pub(crate) async fn shipped() -> Self {
        Self::entered_in(TestApp::new().await).await
    }

    /// The same over a log that is signed.
    pub(crate) async fn signed() -> Self {
        Self::entered_in(TestApp::signed().await).await
    }

    async fn entered_in(app: TestApp) -> Self {
        let officer = app.officer().await;
        let opening = json!({ "organisation": body::organisation(77), "opened_on": "2013-01-01" });
        let opened = officer.post("/api/v1/regions/RU-TOM/ckr", &opening).await.done();
        let centre = opened.text("organisation");
        let mut pine = body::cluster("Белая сосна");
        let supported = json!({ "path": "ckr", "value": { "id": centre } });
        pine["claims"].as_array_mut().unwrap().push(supported);
        let entered = officer.post("/api/v1/clusters", &pine).await.done();
        app.set_time("2015-12-01T10:00:00Z");
        let mut birch = body::cluster("Берёза");
        birch["claims"][1]["value"] = json!(["RU-VLG", "RU-KOS"]);
        birch["claims"][2]["value"] = json!("furniture");
        birch["open"].as_array_mut().unwrap().push(body::participant(50, "large"));
        let birch = officer.post("/api/v1/clusters", &birch).await.done().text("cluster");
        let pine = entered.text("cluster");
        let reader = app.anonymous();
        let scene = Self { app, reader, officer, pine, birch, centre, entered };
        scene.app.settle().await;
        scene
    }

    /// The first cluster at the high level.
    pub(crate) async fn high() -> Self {
        Self::high_by(&bodies_confirmed()).await
    }

    /// The same with what a development centre says of its bodies.
    pub(crate) async fn high_by(bodies: &Value) -> Self {
        Self::entered().await.raised(bodies).await.0
    }

    /// The same over a log that is signed, with the answer to what raised the level.
    pub(crate) async fn high_signed() -> (Self, Answer) {
        let scene = Self::entered_in(TestApp::signed_small().await).await;
        scene.raised(&bodies_confirmed()).await
    }

    /// The first cluster with all that the high level needs but one confirmation: of its second project.
    pub(crate) async fn nearly_high() -> Self {
        Self::entered().await.prepared(&bodies_confirmed()).await
    }

    async fn raised(self, bodies: &Value) -> (Self, Answer) {
        let scene = self.prepared(bodies).await;
        let participant = scene.participant(0).await;
        let project = json!({ "claims": [{ "path": "projects/15" }],
            "evidence": ["https://participant.example/letter"] });
        let given = participant.post(&scene.at("confirmations"), &project).await.done();
        scene.app.settle().await;
        (scene, given)
    }

    async fn prepared(self, bodies: &Value) -> Self {
        let scene = self;
        scene.app.set_time("2016-02-01T12:00:00Z");
        scene.state(&bodies_and_projects()).await;
        scene.app.set_time("2017-03-11T12:00:00Z");
        for number in 0..6 {
            scene.confirm_membership(number).await;
        }
        let centre = scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await;
        centre.post(&scene.at("confirmations"), bodies).await.done();
        scene.app.set_time("2017-03-12T12:00:00Z");
        scene
    }

    pub(crate) fn at(&self, act: &str) -> String {
        format!("/api/v1/clusters/{}/{act}", self.pine)
    }

    pub(crate) fn card(&self) -> String {
        format!("/api/v1/clusters/{}", self.pine)
    }

    /// A participant of the first cluster, by its number from 0.
    pub(crate) fn organisation(&self, index: usize) -> OrganisationId {
        self.entered.body["registered"][index].as_str().unwrap().parse().unwrap()
    }

    /// A representative of a participant.
    pub(crate) async fn participant(&self, index: usize) -> Client {
        self.app.organisation(self.organisation(index)).await
    }

    pub(crate) async fn representative(&self) -> Client {
        let id: ClusterId = self.pine.parse().unwrap();
        self.app.client(Role::ClusterRepresentative, Scope::Cluster(id)).await
    }

    /// The first cluster states something.
    pub(crate) async fn state(&self, change: &Value) -> Answer {
        let representative = self.representative().await;
        let answer = representative.post(&self.at("claims"), change).await.done();
        self.app.settle().await;
        answer
    }

    pub(crate) async fn confirm_membership(&self, index: usize) {
        let participant = self.participant(index).await;
        let path = format!("participants/{}", index + 1);
        let body = json!({ "claims": [{ "path": path }] });
        participant.post(&self.at("confirmations"), &body).await.done();
        self.app.settle().await;
    }

    /// A file as it comes.
    pub(crate) async fn file(&self, path: &str) -> Raw {
        let raw = raw::get(&self.app, path, &[]).await;
        assert_eq!(raw.status, 200, "{path}: {}", raw.text());
        raw
    }

    /// The rows of a CSV, each cell by its column's key.
    pub(crate) async fn rows(&self, path: &str) -> Vec<BTreeMap<String, String>> {
        let text = self.file(path).await.text();
        let text = text.strip_prefix('\u{feff}').expect("its mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let keys = reader.headers().unwrap().clone();
        let distinct: BTreeSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len(), "a key stands once: {keys:?}");
        reader.deserialize().map(Result::unwrap).collect()
    }

    /// A read that succeeds.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let answer = self.reader.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer
    }
}

/// Two bodies and two projects, each with a link to a document: items 12 to 15.
fn bodies_and_projects() -> Value {
    let evidence = json!(["https://cluster.example/document"]);
    let project = |title: &str, sphere: &str| {
        json!({ "collection": "projects", "evidence": evidence, "claims": {
            "title": title, "stage": "in_progress", "spheres": [sphere],
            "participants": [1, 2, 3], "cost_sharing": true, "start": "2015-01-01" } })
    };
    json!({ "open": [
        { "collection": "governing_bodies", "evidence": evidence, "claims": {
            "type": "management_company", "organisation": body::organisation(90),
            "year_organisation_created": 2010, "year_selected": 2012,
            "funding_sources": ["member_fees"],
            "staff_fte": { "value": 2.5, "described_on": "2016-01-31" } } },
        { "collection": "governing_bodies", "evidence": evidence, "claims": { "type": "board" } },
        project("Общий полигон", "rnd"),
        project("Общий бренд", "marketing"),
    ], "claims": [] })
}

pub(crate) fn bodies_confirmed() -> Value {
    json!({ "claims": [{ "path": "governing_bodies/12" }, { "path": "governing_bodies/13" }] })
}
