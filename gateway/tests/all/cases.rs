//! «Дело проверки» over HTTP: who gets it, what stands in it, that it tells no more than the desk, and
//! that the desk's pages lead to it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use registry_core::command::OpenAccount;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_events::testing::{append, part, stream};
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::proof::InclusionProof;
use registry_events::transparency::tree::leaf_hash;
use registry_gateway::case::format::{CHOSEN_MAX, Manifest};
use serde_json::{Value, json};
use zip::{DateTime, ZipArchive};

use crate::desk::{auditor, read};
use crate::pages::{HTML, Page};
use crate::reads::raw::{self, Raw};
use crate::reads::scene::Scene;
use crate::support::{Client, Fault, signing_key};

struct Case {
    names: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let (mut names, mut files) = (Vec::new(), BTreeMap::new());
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            assert_eq!(file.last_modified(), Some(DateTime::default()));
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            names.push(file.name().unwrap().into_owned());
            files.insert(names.last().unwrap().clone(), bytes);
        }
        Self { names, files }
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.files[name].clone()).unwrap()
    }

    fn manifest(&self) -> Manifest {
        serde_json::from_slice(&self.files["manifest.json"]).unwrap()
    }

    fn events(&self) -> Vec<Value> {
        let lines = self.text("events.jsonl");
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The rows of a table by the names of its columns.
    fn rows(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let text = self.text(file);
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }

    fn positions(&self) -> Vec<u64> {
        self.manifest().entries.iter().map(|entry| entry.position).collect()
    }
}

async fn fetched(scene: &Scene, client: &Client, path: &str) -> Raw {
    let token = client.token.as_ref().map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = token.iter().map(|token| ("authorization", token.as_str())).collect();
    raw::get(&scene.app, path, &headers).await
}

async fn case(scene: &Scene, client: &Client, path: &str) -> Case {
    let raw = fetched(scene, client, path).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Case::of(&raw.bytes)
}

fn history(scene: &Scene) -> String {
    format!("/api/v1/clusters/{}/history/case.zip", scene.pine)
}

async fn account(auditor: &Client) -> String {
    let last = read(auditor, "/api/v1/journal?type=ClusterListed&limit=1").await;
    last.body["items"][0]["actor"]["account"].as_str().unwrap().to_owned()
}

async fn every_case(scene: &Scene, auditor: &Client) -> [String; 4] {
    [
        history(scene),
        "/api/v1/journal/case.zip".into(),
        format!("/api/v1/accounts/{}/acts/case.zip", account(auditor).await),
        "/api/v1/samples/late_facts/case.zip".into(),
    ]
}

#[tokio::test]
async fn cases_are_for_auditors_and_kept_by_nobody() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    for path in every_case(&scene, &auditor).await {
        assert_eq!(scene.reader.get(&path).await.refusal(), (401, "desk.token-needed"), "{path}");
        let others =
            [scene.officer.clone(), scene.app.client(Role::Administrator, Scope::Registry).await];
        for other in others {
            let wrong = format!("{path}?as_of=nonsense&colour=red");
            assert_eq!(other.get(&wrong).await.refusal(), (403, "access.role"), "{path}");
            assert_eq!(auditor.get(&wrong).await.status, 422, "{path}");
        }
        let raw = fetched(&scene, &auditor, &path).await;
        assert_eq!(raw.status, 200, "{path}");
        assert_eq!(raw.header("content-type"), Some("application/zip"));
        assert_eq!(raw.header("cache-control"), Some("private, no-store"));
        let name = raw.header("content-disposition").unwrap();
        assert!(
            name.starts_with("attachment; filename=\"case-") && name.ends_with(".zip\""),
            "{name}"
        );
        assert_eq!(
            auditor.get(&format!("{path}?limit=5")).await.status,
            422,
            "a case has no pages"
        );
    }
    let nobody = "/api/v1/accounts/11111111-1111-1111-1111-111111111111/acts/case.zip";
    for nowhere in ["/api/v1/samples/love/case.zip", nobody] {
        assert_eq!(auditor.get(nowhere).await.refusal(), (404, "not-found"), "{nowhere}");
    }
}

#[tokio::test]
async fn where_nothing_is_signed_there_is_no_case_and_no_link_to_one() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    let refused = auditor.get("/api/v1/journal/case.zip").await;
    assert_eq!(refused.refusal(), (404, "log.not-signed"));
    assert!(!page(&scene, &auditor, "/desk/journal").await.text().contains("case.zip"));
}

#[tokio::test]
async fn every_entry_of_a_case_is_proven_by_its_one_checkpoint() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let key = signing_key().verifier().clone();
    for path in every_case(&scene, &auditor).await {
        let case = case(&scene, &auditor, &path).await;
        let note = case.text("checkpoint");
        let signed = SignedCheckpoint::open(&note, &key).unwrap();
        for named in case.manifest().entries {
            let position = named.position;
            let proof: InclusionProof =
                case.text(&format!("proofs/{position}.tlog-proof")).parse().unwrap();
            assert_eq!((proof.index, &proof.checkpoint), (position, &note));
            let entry = scene.app.log.read(Position(position), 1).await.unwrap().remove(0);
            assert_eq!(proof.extra.as_deref(), Some(&*entry.bytes));
            assert_eq!(named.leaf, leaf_hash(&entry.bytes).to_string());
            assert_eq!(proof.verify(leaf_hash(&entry.bytes), &key).unwrap(), signed);
        }
        let named: Vec<_> = case.manifest().files.into_keys().collect();
        let others = case.names.iter().filter(|name| *name != "manifest.json");
        assert_eq!(others.collect::<Vec<_>>(), named.iter().collect::<Vec<_>>(), "{path}");
        assert!(case.names.is_sorted());
        let again = fetched(&scene, &auditor, &path).await.bytes;
        assert!(Case::of(&again).files == case.files);
    }
    let path = format!("{}?path=summary", history(&scene));
    let one = fetched(&scene, &auditor, &path).await.bytes;
    assert!(one == fetched(&scene, &auditor, &path).await.bytes, "byte for byte");
}

#[tokio::test]
async fn a_log_whose_entries_are_not_those_that_were_signed_makes_no_case() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let chosen = "/api/v1/journal/case.zip?type=ClusterListed";
    let before = case(&scene, &auditor, chosen).await.positions();
    scene.app.fail(Fault::Damaged);
    let refused = auditor.get(chosen).await;
    assert_eq!(refused.refusal(), (500, "log.entry-damaged"));
    assert!(refused.body.to_string().contains(&before[0].to_string()), "which one: {refused:?}");
    scene.app.fail(Fault::None);
    assert_eq!(case(&scene, &auditor, chosen).await.positions(), before);
}

#[tokio::test]
async fn rows_and_events_are_those_of_the_desk() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let evidence = json!(["https://participant.example/letter"]);
    let summary = ["Иное описание кластера"; 12].join(", ");
    let claim = json!({ "path": "summary", "value": summary, "evidence": evidence });
    scene.officer.post(&scene.at("claims"), &json!({ "claims": [claim] })).await.done();
    scene.app.settle().await;
    let path = format!("{}?path=summary&since=2016-02-01", history(&scene));
    let found = case(&scene, &auditor, &path).await;
    let rows = found.rows("selection.csv");
    let lines = scene.get(&format!("{}/history?path=summary&limit=50", scene.card())).await;
    let line = &lines.body["items"][0];
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(row["position"], line["position"].to_string());
    assert_eq!(row["sentence"], line["description"]["ru"].as_str().unwrap());
    let new: Value = serde_json::from_str(&row["new"]).unwrap();
    assert_eq!(new, json!({ "value": { "text": { "ru": summary, "en": null } } }));
    assert_eq!(row["links"], "https://participant.example/letter");
    assert_eq!((&*row["role"], &*row["authority"]), ("officer", "letter"));
    // The value before stands in an entry that wasn't chosen, and came with it.
    let counts = found.manifest().counts;
    assert_eq!((counts.chosen, counts.added, counts.rows), (1, 1, 1));
    assert_eq!(row["old_position"], found.positions()[0].to_string());
    assert_eq!(lines.body["items"][1]["position"].to_string(), row["old_position"]);
    for event in found.events() {
        let position = event["position"].as_u64().unwrap();
        let journal =
            read(&auditor, &format!("/api/v1/journal?limit=500&as_of=position:{position}")).await;
        let shown = journal.body["items"].as_array().unwrap();
        assert!(shown.contains(&event), "{event}");
    }
    let readme = found.text("README.txt");
    for words in [
        "clustermap verify ДЕЛО.zip --key КЛЮЧ",
        "поле — summary",
        "записано не раньше — 2016-02-01",
        "ДЕМОНСТРАЦИЯ",
    ] {
        assert!(readme.contains(words), "{words}: {readme}");
    }
}

#[tokio::test]
async fn a_case_has_the_entries_of_its_list_and_keeps_its_filters_and_its_position() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let account = account(&auditor).await;
    let at = scene.app.events().await - 1;
    scene.app.program(OpenAccount { label: "Учётная запись (тест)".into() }).await;
    scene.app.settle().await;
    for (list, query) in [
        ("/api/v1/journal".to_owned(), "category=access"),
        ("/api/v1/journal".to_owned(), "region=RU-TOM&type=ClusterListed"),
        (format!("/api/v1/accounts/{account}/acts"), "type=ItemOpened"),
    ] {
        let query = format!("{query}&as_of=position:{at}");
        let listed = read(&auditor, &format!("{list}?limit=500&{query}")).await;
        let mut positions: Vec<_> = listed.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["position"].as_u64().unwrap())
            .collect();
        positions.reverse();
        let found = case(&scene, &auditor, &format!("{list}/case.zip?{query}")).await;
        let chosen = found.manifest().entries.into_iter().filter(|entry| entry.chosen);
        assert_eq!(
            chosen.map(|entry| entry.position).collect::<Vec<_>>(),
            positions,
            "{list}?{query}"
        );
        assert_eq!(found.manifest().position, at);
        let filters = found.manifest().selection.filters;
        let told: Vec<_> =
            filters.iter().map(|(name, values)| format!("{name}={}", values[0])).collect();
        assert!(told.iter().all(|filter| query.contains(filter)) && !told.is_empty(), "{told:?}");
    }
}

#[tokio::test]
async fn a_case_of_a_sample_has_what_it_found() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let listed = read(&auditor, "/api/v1/samples/late_facts?limit=500").await;
    let found = case(&scene, &auditor, "/api/v1/samples/late_facts/case.zip").await;
    let rows = found.rows("sample.csv");
    let items = listed.body["items"].as_array().unwrap();
    assert_eq!(rows.len(), items.len());
    for (row, item) in rows.iter().zip(items) {
        assert_eq!(row["position"], item["position"].to_string());
        assert!(found.positions().contains(&item["position"].as_u64().unwrap()));
    }
}

#[tokio::test]
async fn what_a_law_hides_and_what_is_sealed_is_in_no_file_of_a_case() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let applicant = scene.app.applicant().await;
    let application = crate::support::body::application("Тайный кедр");
    applicant.post("/api/v1/applications", &application).await.done();
    let claims = json!({ "claims": [{ "path": "display_name", "value": "Потаённая сосна" }] });
    scene.officer.post(&scene.at("claims"), &claims).await.done();
    let law = json!({ "path": "display_name", "law": "149-ФЗ (тест)", "reason": "По решению суда (тест)" });
    scene.officer.post(&scene.at("masking"), &law).await.done();
    scene.app.settle().await;
    for path in [history(&scene), "/api/v1/journal/case.zip".into()] {
        let found = case(&scene, &auditor, &path).await;
        assert_eq!(found.manifest().counts.without_bytes, 1, "{path}");
        for (name, bytes) in &found.files {
            let proof = String::from_utf8(bytes.clone()).unwrap().parse::<InclusionProof>().ok();
            let bytes = proof.and_then(|proof| proof.extra).unwrap_or_else(|| bytes.clone());
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Потаённая") && !text.contains("Тайный кедр"), "{path} {name}");
        }
    }
    let journal = case(&scene, &auditor, "/api/v1/journal/case.zip").await;
    let sealed =
        journal.rows("selection.csv").into_iter().filter(|row| row["category"] == "sealed");
    assert_eq!(sealed.count(), journal.manifest().counts.sealed);
    assert!(journal.manifest().counts.sealed > 0);
    assert!(journal.text("README.txt").contains("Записей, часть которых скрыта по закону: 1."));
}

#[tokio::test]
async fn more_than_a_case_holds_is_refused_with_what_to_narrow() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let name = stream(&format!("name/RU-TOM/{}", "a".repeat(64)));
    for (number, first) in (0..=CHOSEN_MAX as u64).step_by(1_000).enumerate() {
        let commit = append(number as u64, vec![part(&name, first, 1_000)]);
        scene.app.log.append(commit).await.unwrap();
    }
    scene.app.settle().await;
    let refused = auditor.get(&format!("/api/v1/journal/case.zip?stream={name}")).await;
    assert_eq!(refused.refusal(), (422, "case.too-many-entries"));
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(
        detail.contains("6000") && detail.contains("5000") && detail.contains("since"),
        "{detail}"
    );
    let narrow = auditor.get("/api/v1/journal/case.zip?category=access").await;
    assert_eq!(narrow.status, 200);
}

async fn page(scene: &Scene, client: &Client, path: &str) -> Raw {
    let token = format!("Bearer {}", client.token.as_ref().unwrap());
    let raw = raw::get(&scene.app, path, &[HTML, ("authorization", &token)]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    raw
}

#[tokio::test]
async fn each_page_of_the_desk_leads_to_its_case_with_filters_and_date() {
    let scene = Scene::signed().await;
    let auditor = auditor(&scene).await;
    let at = format!("as_of=position:{}", scene.app.events().await - 1);
    let account = account(&auditor).await;
    for (desk, api, query) in [
        ("/desk/journal".into(), "/api/v1/journal".to_owned(), "category=access&utm_source=x"),
        (
            format!("/desk/accounts/{account}"),
            format!("/api/v1/accounts/{account}/acts"),
            "type=ItemOpened",
        ),
        (
            format!("/desk/clusters/{}", scene.pine),
            format!("/api/v1/clusters/{}/history", scene.pine),
            "path=summary",
        ),
        ("/desk/samples/late_facts".into(), "/api/v1/samples/late_facts".into(), ""),
    ] as [(String, String, &str); 4]
    {
        for (prefix, words) in [("", "Дело проверки (zip)"), ("/en", "Case file in Russian (zip)")]
        {
            let raw = page(&scene, &auditor, &format!("{prefix}{desk}?{query}&{at}")).await;
            let opened = Page::of(&raw);
            let links = opened.links("a[download]");
            let [link] = links.as_slice() else { panic!("{desk}: {links:?}") };
            assert_eq!(opened.text("a[download]").replace('\u{a0}', " "), words, "{desk}");
            let first = query.split('&').next().unwrap();
            assert!(link.starts_with(&format!("{api}/case.zip?{first}")), "{link}");
            assert!(link.contains("as_of=position") && !link.contains("utm_source"), "{link}");
            case(&scene, &auditor, link).await;
        }
    }
}
