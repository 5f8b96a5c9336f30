//! One long story in which every write of the document is done once: each leaves an event whose
//! actor is the account that asked.

use std::collections::BTreeSet;

use axum::http::Method;
use registry_core::command::ReceiveEnquiry;
use registry_events::actor::Role;
use registry_events::event::{EnquiryKind, Scope};
use registry_events::ids::{AccountId, EnquiryId, OrganisationId, Position, Uuid};
use registry_events::log::EventLog as _;
use registry_events::value::Code;
use serde_json::{Value, json};

use super::documented;
use crate::publications::{correction, report, withdrawal};
use crate::reads::scene::Scene;
use crate::support::{Answer, Client, body};

/// Writes that leave no event: a document is kept before anything names it. None may be added.
const SILENT: [&str; 1] = ["/api/v1/evidence"];

/// Who acts.
struct Person {
    account: AccountId,
    client: Client,
}

/// The scene with what was done in it so far.
struct Story {
    scene: Scene,
    officer: Person,
    representative: Person,
    done: BTreeSet<String>,
    silent: BTreeSet<String>,
}

#[tokio::test]
async fn every_write_leaves_an_event_with_who_did_it() {
    let mut story = Story::begun().await;
    story.application().await;
    story.listing().await;
    story.claims_and_confirmations().await;
    story.membership_denied().await;
    story.dispute_upheld().await;
    story.dispute_refused().await;
    story.value_masked().await;
    story.voices().await;
    story.publications().await;
    story.organisation_changed().await;
    story.organisation_followed().await;
    story.region().await;
    story.expected_clusters().await;
    story.standing().await;

    assert_eq!(story.silent, SILENT.map(str::to_owned).into());
    let all: BTreeSet<_> = documented("post").into_keys().collect();
    let left_out: Vec<_> = all.difference(&story.done).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}

impl Story {
    async fn begun() -> Self {
        let scene = Scene::entered().await;
        let officer = person(&scene, Role::Officer, Scope::Registry).await;
        let own = Scope::Cluster(scene.pine.parse().unwrap());
        let representative = person(&scene, Role::ClusterRepresentative, own).await;
        let (done, silent) = (BTreeSet::new(), BTreeSet::new());
        Self { scene, officer, representative, done, silent }
    }

    /// As an officer.
    async fn officer(&mut self, path: &str, names: &[&str], body: Value) -> Answer {
        let (account, client) = (self.officer.account, self.officer.client.clone());
        self.act(&Person { account, client }, path, names, &body).await
    }

    /// As the representative of the scene's first cluster.
    async fn representative(&mut self, path: &str, names: &[&str], body: Value) -> Answer {
        let (account, client) = (self.representative.account, self.representative.client.clone());
        self.act(&Person { account, client }, path, names, &body).await
    }

    /// Does what a path of the document says, with its names given, and looks at what it left.
    async fn act(&mut self, who: &Person, path: &str, names: &[&str], body: &Value) -> Answer {
        let before = self.scene.app.events().await;
        let answer = who.client.post(&filled(path, names), body).await;
        assert!(matches!(answer.status, 200 | 201), "{path}: {answer:?}");
        self.look(before, who.account, path).await;
        answer
    }

    /// Of the events from a position on one names who asked: a listing also carries what the applicant
    /// stated, and an assessment what the program found. None at all is noted.
    async fn look(&mut self, before: u64, account: AccountId, path: &str) {
        let entries = self.scene.app.log.read(Position(before), 1_000).await.unwrap();
        let mut actors = BTreeSet::new();
        for entry in &entries {
            let opened = self.scene.app.registry.keys().open(entry.decode().unwrap()).await;
            actors.insert(opened.actor().expect("it opens").account);
        }
        if entries.is_empty() {
            self.silent.insert(path.to_owned());
        } else {
            assert!(actors.contains(&account), "{path}: who asked isn't named");
        }
        self.done.insert(path.to_owned());
        self.scene.app.settle().await;
    }

    async fn application(&mut self) {
        let applicant = person(&self.scene, Role::ClusterRepresentative, Scope::Registry).await;
        let start = body::application("Осина");
        let started = self.act(&applicant, "/api/v1/applications", &[], &start).await;
        let id = started.text("application");
        let at = "/api/v1/applications/{application}";
        let given = body::claim("year_created", 2011);
        self.act(&applicant, &format!("{at}/claims"), &[&id], &given).await;
        let right = json!({ "right_to_speak": "Доверенность (тест)" });
        self.act(&applicant, &format!("{at}/right-to-speak"), &[&id], &right).await;
        let nothing = json!({});
        self.act(&applicant, &format!("{at}/submission"), &[&id], &nothing).await;
        let reasons = json!({ "reasons": [{ "path": "summary", "reason": "Расскажите больше", "unmet": "not_borne_out" }] });
        self.officer(&format!("{at}/return"), &[&id], reasons).await;
        self.act(&applicant, &format!("{at}/submission"), &[&id], &nothing).await;
        self.officer(&format!("{at}/listing"), &[&id], nothing).await;
        let other = body::application("Липа");
        let other = self.act(&applicant, "/api/v1/applications", &[], &other).await;
        let other = other.text("application");
        self.act(&applicant, &format!("{at}/withdrawal"), &[&other], &reason()).await;
    }

    async fn listing(&mut self) {
        self.officer("/api/v1/clusters", &[], body::cluster("Клён")).await;
        let before = self.scene.app.events().await;
        let pdf = b"%PDF-1.7 a charter".to_vec();
        let client = self.officer.client.clone();
        let headers = [("content-type", "application/pdf")];
        client.send(Method::POST, "/api/v1/evidence", &headers, pdf).await.done();
        self.look(before, self.officer.account, "/api/v1/evidence").await;
    }

    async fn claims_and_confirmations(&mut self) {
        let pine = self.scene.pine.clone();
        let at = "/api/v1/clusters/{cluster}";
        let stated = body::claim("year_created", 2013);
        self.representative(&format!("{at}/claims"), &[&pine], stated).await;
        let participant = self.participant(0).await;
        let membership = json!({ "claims": [{ "path": "participants/1" }] });
        let confirmations = format!("{at}/confirmations");
        let given = self.act(&participant, &confirmations, &[&pine], &membership).await;
        let version = given.number("version").to_string();
        let withdrawal = format!("{confirmations}/{{version}}/withdrawal");
        self.act(&participant, &withdrawal, &[&pine, &version], &reason()).await;
    }

    async fn membership_denied(&mut self) {
        let pine = self.scene.pine.clone();
        let participant = self.participant(2).await;
        let at = "/api/v1/clusters/{cluster}/items/participants/{item}/denial";
        self.act(&participant, at, &[&pine, "3"], &reason()).await;
        self.act(&participant, &format!("{at}/withdrawal"), &[&pine, "3"], &reason()).await;
    }

    async fn dispute_upheld(&mut self) {
        let (pine, dispute) = (self.scene.pine.clone(), self.disputed().await);
        let at = "/api/v1/clusters/{cluster}/disputes/{version}";
        let names = [pine.as_str(), dispute.as_str()];
        let said = json!({ "text": "Оспорено", "evidence": ["https://press.example/1"] });
        self.officer(&format!("{at}/admission"), &names, said.clone()).await;
        self.representative(&format!("{at}/answer"), &names, said).await;
        let resolution = json!({ "outcome": "rejected", "reason": "Отчёт убедителен" });
        self.officer(&format!("{at}/resolution"), &names, resolution).await;
    }

    async fn dispute_refused(&mut self) {
        let (pine, dispute) = (self.scene.pine.clone(), self.disputed().await);
        let at = "/api/v1/clusters/{cluster}/disputes/{version}/refusal";
        self.officer(at, &[&pine, &dispute], reason()).await;
    }

    /// A dispute of the number of employees that a participant filed.
    async fn disputed(&mut self) -> String {
        let pine = self.scene.pine.clone();
        let card = self.scene.get(&self.scene.card()).await;
        let mut claims = card.body["claims"].as_array().unwrap().iter();
        let stated = claims.find(|claim| claim["path"] == "employees_total").unwrap();
        let version = stated["version"].clone();
        let filing = json!({ "claim": { "path": "employees_total", "version": version },
            "grounds": "По отчёту вдвое меньше", "evidence": ["https://press.example/1"] });
        let participant = self.participant(4).await;
        let at = "/api/v1/clusters/{cluster}/disputes";
        self.act(&participant, at, &[&pine], &filing).await.number("dispute").to_string()
    }

    async fn value_masked(&mut self) {
        let pine = self.scene.pine.clone();
        let at = "/api/v1/clusters/{cluster}";
        let mask =
            json!({ "path": "summary", "law": "149-ФЗ, статья 10", "reason": "По суду (тест)" });
        let masked = self.officer(&format!("{at}/masking"), &[&pine], mask).await;
        let lift = json!({ "mask": masked.number("version"), "reason": "Отменено (тест)" });
        self.officer(&format!("{at}/unmasking"), &[&pine], lift).await;
    }

    async fn voices(&mut self) {
        let pine = self.scene.pine.clone();
        let enquiry = EnquiryId::from_uuid(Uuid::from_u128(1));
        let (cluster, kind) = (pine.parse().unwrap(), EnquiryKind::Join);
        self.scene.app.program(ReceiveEnquiry { cluster, enquiry, kind, item: None }).await;
        let answered = "/api/v1/clusters/{cluster}/enquiries/{enquiry}/answer";
        let nothing = json!({});
        self.representative(answered, &[&pine, &enquiry.to_string()], nothing).await;

        let said = json!({ "path": "summary", "text": "В описании ошибка" });
        let report =
            self.representative("/api/v1/clusters/{cluster}/reports", &[&pine], said).await;
        let decided = json!({ "outcome": "declined", "reason": "Сверено с уставом" });
        let decision = "/api/v1/reports/{report}/decision";
        self.officer(decision, &[&report.text("report")], decided).await;

        let made = json!({ "about": "questionnaire", "text": "Добавить поле о стажировках" });
        let proposal = self.representative("/api/v1/proposals", &[], made).await.text("proposal");
        let text = json!({ "text": "Поле о стажировках" });
        self.officer("/api/v1/proposals/{proposal}/publication", &[&proposal], text).await;
        let answer = json!({ "outcome": "accepted", "reason": "Просят давно" });
        self.officer("/api/v1/proposals/{proposal}/answer", &[&proposal], answer).await;
    }

    async fn publications(&mut self) {
        let all = "/api/v1/publications";
        let number = self.officer(all, &[], report("Отчёт")).await.number("publication");
        let one = number.to_string();
        let corrected = correction(&report("Доклад"));
        self.officer(&format!("{all}/{{publication}}/correction"), &[&one], corrected).await;
        self.officer(&format!("{all}/{{publication}}/withdrawal"), &[&one], withdrawal()).await;
        let estimate = json!({ "clusters": 200, "source": "Обзор (тест)",
            "stated_for": "2015-06-30" });
        self.officer("/api/v1/statistics/estimates", &[], estimate).await;
    }

    async fn organisation_changed(&mut self) {
        let organisation = self.scene.organisation(5).to_string();
        let at = |act: &str| format!("/api/v1/organisations/{{organisation}}/{act}");
        let identifier = json!({ "inn": body::inn(6) });
        let further = json!({ "identifier": identifier, "since": "2015-01-01" });
        self.officer(&at("identifiers"), &[&organisation], further).await;
        let retired = json!({ "identifier": identifier, "until": "2015-11-30" });
        self.officer(&at("identifiers/retirement"), &[&organisation], retired).await;
        let name = json!({ "name": "ООО «Шестая» (демо)" });
        self.officer(&at("name"), &[&organisation], name).await;
        let tie = json!({ "domain": "works.example", "evidence": ["https://press.example/1"] });
        self.officer(&at("mailbox-domains"), &[&organisation], tie).await;
        let release = at("mailbox-domains/{domain}/release");
        self.officer(&release, &[&organisation, "works.example"], reason()).await;

        let own = self.participant(5).await;
        let branch = json!({ "name": "Филиал (демо)", "kpp": "701743001", "region": "RU-TOM" });
        self.act(&own, &at("branches"), &[&organisation], &branch).await;
        let closing = json!({ "closed_on": "2015-11-30" });
        self.act(&own, &at("branches/{branch}/closing"), &[&organisation, "1"], &closing).await;
        let size = json!({ "size": "medium", "described_on": "2015-06-30" });
        self.act(&own, &at("size"), &[&organisation], &size).await;
        let details =
            json!({ "site": "https://organisation.example", "described_on": "2015-06-30" });
        self.act(&own, &at("details"), &[&organisation], &details).await;
    }

    async fn organisation_followed(&mut self) {
        let organisation = self.scene.organisation(7).to_string();
        let succession = json!({ "form": "transformation", "on": "2015-11-01",
            "successor": { "name": "АО «Восьмая» (демо)", "inn": body::inn(8) },
            "passing": [{ "ogrn": body::ogrn(8) }], "evidence": ["https://register.example/1"] });
        let at = "/api/v1/organisations/{organisation}/succession";
        self.officer(at, &[&organisation], succession).await;
    }

    async fn region(&mut self) {
        let open = json!({ "organisation": body::organisation(60), "opened_on": "2013-01-01" });
        let opened = self.officer("/api/v1/regions/{region}/ckr", &["RU-KOS"], open).await;
        let close = json!({ "closed_on": "2015-11-01", "reason": "Реорганизован" });
        let at = "/api/v1/regions/{region}/ckr/{organisation}/closing";
        self.officer(at, &["RU-KOS", &opened.text("organisation")], close).await;
    }

    async fn expected_clusters(&mut self) {
        let all = "/api/v1/expected";
        let known = |name: &str| {
            json!({ "name": name, "region": "RU-TOM",
            "source": { "type": "press", "url": "https://press.example/1" },
            "known_since": "2015-10-01" })
        };
        let centre = self.centre().await;
        let first = self.act(&centre, all, &[], &known("Станки")).await.text("expected");
        let at = |act: &str| format!("{all}/{{expected}}/{act}");
        let invited = json!({ "invited_on": "2015-11-01" });
        self.act(&centre, &at("invitation"), &[&first], &invited).await;
        let applicant = person(&self.scene, Role::ClusterRepresentative, Scope::Registry).await;
        let started = body::application("Станки Томска");
        let started = self.act(&applicant, "/api/v1/applications", &[], &started).await;
        let application = started.text("application");
        let submission = "/api/v1/applications/{application}/submission";
        self.act(&applicant, submission, &[&application], &json!({})).await;
        let link = json!({ "application": application });
        self.officer(&at("application"), &[&first], link).await;
        let registered = json!({ "cluster": self.scene.pine });
        self.officer(&at("registration"), &[&first], registered).await;
        let second = self.officer(all, &[], known("Приборы")).await.text("expected");
        self.officer(&at("removal"), &[&second], reason()).await;
    }

    async fn standing(&mut self) {
        let (pine, birch) = (self.scene.pine.clone(), self.scene.birch.clone());
        let at = |act: &str| format!("/api/v1/clusters/{{cluster}}/{act}");
        self.officer(&at("suspension"), &[&birch], reason()).await;
        self.officer(&at("resumption"), &[&birch], reason()).await;
        let merger =
            json!({ "into": pine, "merged_on": "2015-11-30", "reason": "Решение собрания" });
        self.officer(&at("merger"), &[&birch], merger).await;
        self.representative(&at("withdrawal"), &[&pine], reason()).await;
    }

    /// A representative of a participant of the first cluster, by its number from 0.
    async fn participant(&self, index: usize) -> Person {
        let own = Scope::Organisation(self.scene.organisation(index));
        person(&self.scene, Role::OrganisationRepresentative, own).await
    }

    /// The development centre of the region.
    async fn centre(&self) -> Person {
        let organisation: OrganisationId = self.scene.centre.parse().unwrap();
        let own = Scope::Region { region: Code::literal("RU-TOM"), organisation };
        person(&self.scene, Role::RegionRepresentative, own).await
    }
}

async fn person(scene: &Scene, role: Role, scope: Scope) -> Person {
    let account = scene.app.account().await;
    scene.app.grant(account, role, scope).await;
    Person { account, client: scene.app.client_of(account, role) }
}

fn reason() -> Value {
    json!({ "reason": "По заявлению (тест)" })
}

/// A path of the document with its names in order.
fn filled(path: &str, names: &[&str]) -> String {
    let mut names = names.iter();
    let parts = path.split('/').map(|part| {
        if part.starts_with('{') { *names.next().expect("a name for each part") } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}
