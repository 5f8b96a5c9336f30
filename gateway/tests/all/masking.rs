//! What is hidden by law: it shows nowhere, in no answer about any time, and comes back when the mask
//! is lifted.

use axum::http::Method;
use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::{Answer, body};

const LAW: &str = "149-ФЗ, статья 10 (тест)";
const SECRETS: [&str; 5] = [
    "Потаённая сосна",
    "Скрытная технология",
    "Организация 3»",
    "Тайный проект",
    "Тихое предложение",
];

/// A cluster that says a secret in each kind of place, confirmed here and there.
async fn telling() -> Scene {
    let scene = Scene::shipped().await;
    let offer = json!({ "collection": "offers", "claims": {
        "kind": "rnd", "text": "Тихое предложение для всех участников рынка",
        "until": "2016-06-30", "contact": "rnd@cluster.example" } });
    let project = json!({ "collection": "projects", "claims": {
        "title": "Тайный проект", "stage": "in_progress", "participants": [2, 3, 4],
        "spheres": ["rnd"], "cost_sharing": true, "start": "2015-01-01" } });
    let claims = json!({ "claims": [
        { "path": "display_name", "value": "Потаённая сосна" },
        { "path": "technologies", "value": ["Скрытная технология"] },
    ] });
    let named = scene.officer.post(&scene.at("claims"), &claims).await;
    named.done();
    for opened in [offer, project] {
        let change = json!({ "claims": [], "open": [opened] });
        let done = scene.officer.post(&scene.at("claims"), &change).await;
        assert_eq!(done.status, 200, "{done:?}");
    }
    scene.confirm_membership(2).await;
    scene.app.settle().await;
    scene
}

/// The path of the claim of the first cluster that says some words.
async fn path_of(scene: &Scene, words: &str) -> String {
    let card = scene.get(&scene.card()).await.body;
    let items = card["items"].as_object().unwrap().values();
    let items = items.flat_map(|list| list.as_array().unwrap());
    let of_items = items.flat_map(|item| item["claims"].as_array().unwrap());
    let mut claims = card["claims"].as_array().unwrap().iter().chain(of_items);
    let found = claims.find(|claim| claim["value"].to_string().contains(words));
    found.unwrap_or_else(|| panic!("{words}"))["path"].as_str().unwrap().to_owned()
}

async fn mask(scene: &Scene, path: &str) -> Answer {
    let body = json!({ "path": path, "law": LAW, "reason": "По решению суда (тест)" });
    let done = scene.officer.post(&scene.at("masking"), &body).await.done();
    scene.app.settle().await;
    done
}

/// Every address that shows something of the register, at a position of the past where one is given.
fn addresses(scene: &Scene, then: Option<u64>) -> Vec<String> {
    let (card, page) = (scene.card(), format!("/clusters/{}", scene.pine));
    let member = format!("organisations/{}", scene.organisation(2));
    let compared = format!("ids={},{}", scene.pine, scene.birch);
    let mut all = vec![
        card.clone(),
        format!("{card}/history?limit=200"),
        format!("{card}/level"),
        "/api/v1/clusters".into(),
        "/api/v1/clusters?q=%D1%81%D0%BE%D1%81%D0%BD%D0%B0".into(),
        "/api/v1/clusters.csv".into(),
        "/api/v1/clusters.jsonl".into(),
        "/api/v1/clusters.geojson".into(),
        format!("/api/v1/compare?{compared}"),
        format!("/api/v1/compare.csv?{compared}"),
        "/api/v1/offers".into(),
        "/api/v1/links".into(),
        "/api/v1/statistics".into(),
        format!("/api/v1/{member}"),
        "/api/v1/export/clusters.jsonl".into(),
        "/api/v1/export/clusters.csv".into(),
        "/api/v1/export/clusters.geojson".into(),
        page.clone(),
        format!("{page}/history"),
        format!("{page}/level"),
        "/".into(),
        "/clusters".into(),
        format!("/compare?{compared}"),
        "/offers".into(),
        "/links".into(),
        "/regions/RU-TOM".into(),
        "/specialisations/ict".into(),
        "/statistics".into(),
        format!("/{member}"),
    ];
    let english: Vec<_> = all.iter().filter(|path| !path.starts_with("/api")).cloned().collect();
    all.extend(english.iter().map(|path| format!("/en{}", path.trim_end_matches('/'))));
    if let Some(then) = then {
        for path in &mut all {
            let joins = if path.contains('?') { '&' } else { '?' };
            *path = format!("{path}{joins}as_of=position:{then}");
        }
    } else {
        all.extend(["/clusters.atom", "/offers.atom", "/api/v1/changes?limit=500"].map(Into::into));
    }
    all
}

/// Where secrets are told, of the ones that shouldn't be.
async fn leaks(scene: &Scene, then: Option<u64>, secrets: &[&str]) -> Vec<String> {
    let mut leaks = Vec::new();
    for path in addresses(scene, then) {
        let answer = scene.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        let text = match &answer.body {
            Value::String(text) => text.clone(),
            json => json.to_string().replace("\\\"", "\""),
        };
        // The other cluster names the organisation as well.
        let of_pine = |line: &&str| line.contains(&scene.pine);
        let exported = path.contains("export/clusters.jsonl");
        let text = if exported { text.lines().filter(of_pine).collect() } else { text };
        // The organisation is still itself; that it is a participant is what is hidden.
        let of_secret = |secret: &&&str| text.contains(**secret);
        let own = path.contains("organisations/") || path.contains("/changes");
        let told = secrets.iter().filter(of_secret);
        let told = told.filter(|secret| !(own && secret.starts_with("Организация")));
        leaks.extend(told.map(|secret| format!("{path}: {secret}")));
    }
    leaks
}

#[tokio::test]
async fn a_masked_value_shows_nowhere_and_at_no_time() {
    let scene = telling().await;
    let then = scene.get(&scene.card()).await.number("position");
    assert!(leaks(&scene, None, &SECRETS).await.len() > 40, "they are told before");
    let level = scene.get(&format!("{}/level", scene.card())).await.body["level"].clone();
    for secret in SECRETS {
        let path = path_of(&scene, secret.trim_end_matches('»')).await;
        mask(&scene, &path).await;
    }
    assert_eq!(leaks(&scene, None, &SECRETS).await, [""; 0]);
    assert_eq!(leaks(&scene, Some(then), &SECRETS).await, [""; 0]);
    let after = scene.get(&format!("{}/level", scene.card())).await.body["level"].clone();
    assert_eq!(after, level);
    // An older statement of the same field is hidden as well, and so is a later one.
    let again = body::claim("technologies", json!(["Скрытная технология", "Другая"]));
    scene.state(&again).await;
    assert_eq!(leaks(&scene, None, &SECRETS).await, [""; 0]);
}

/// The entries of the cluster's stream, in the open feed and in an auditor's journal, that tell of an
/// organisation.
async fn entries_telling(scene: &Scene, words: &str) -> Vec<String> {
    let auditor = scene.app.client(Role::Auditor, Scope::Registry).await;
    let stream = format!("cluster/{}", scene.pine);
    let mut telling = Vec::new();
    for path in
        ["/api/v1/changes?limit=500".into(), format!("/api/v1/journal?limit=500&stream={stream}")]
    {
        let answer = auditor.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        let own = answer.body["items"].as_array().unwrap().iter();
        let own = own.filter(|entry| entry["stream"] == stream.as_str()).map(Value::to_string);
        telling.extend(own.filter(|entry| entry.contains(words)));
    }
    telling
}

#[tokio::test]
async fn an_organisation_hidden_as_a_participant_is_not_named_beside_what_it_confirms_elsewhere() {
    let scene = telling().await;
    let project = path_of(&scene, "Тайный проект").await;
    let project = project.rsplit_once('/').unwrap().0;
    let confirmed = json!({ "claims": [{ "path": project }], "note": "Строим вместе с третьей",
        "evidence": ["https://third.example/letter"] });
    let participant = scene.participant(2).await;
    participant.post(&scene.at("confirmations"), &confirmed).await.done();
    scene.app.settle().await;
    let then = scene.get(&scene.card()).await.number("position");
    let id = scene.organisation(2).to_string();
    let secrets = ["Организация 3»", "third.example", "третьей"];
    assert!(leaks(&scene, None, &secrets).await.len() > 8, "it is told before");
    assert!(!entries_telling(&scene, &id).await.is_empty());
    let card = scene.get(&scene.card()).await.body;
    let degree = |card: &Value| {
        let projects = card["items"]["projects"].as_array().unwrap();
        let claims = projects.iter().flat_map(|item| item["claims"].as_array().unwrap());
        claims.map(|claim| claim["corroboration"].clone()).collect::<Vec<_>>()
    };
    let before = degree(&card);
    mask(&scene, &path_of(&scene, "Организация 3").await).await;
    assert_eq!(leaks(&scene, None, &secrets).await, [""; 0]);
    assert_eq!(leaks(&scene, Some(then), &secrets).await, [""; 0]);
    for words in [id.as_str(), "third.example", "третьей"] {
        assert_eq!(entries_telling(&scene, words).await, [""; 0]);
    }
    assert_eq!(degree(&scene.get(&scene.card()).await.body), before);
}

#[tokio::test]
async fn card_and_history_say_since_when_and_by_which_law_it_is_hidden() {
    let scene = telling().await;
    mask(&scene, "technologies").await;
    let card = scene.get(&scene.card()).await.body;
    let claims = card["claims"].as_array().unwrap();
    let hidden = claims.iter().find(|claim| claim["path"] == "technologies").unwrap();
    assert_eq!((&hidden["value"], &hidden["absence"]), (&Value::Null, &json!("withheld")));
    assert_eq!(hidden["hidden"]["how"], "masked");
    assert_eq!(hidden["hidden"]["law"], LAW);
    for (path, words) in [("", "скрыто по закону 01.12.2015: "), ("/en", "hidden by law on ")]
    {
        for page in ["", "/history"] {
            let path = format!("{path}/clusters/{}{page}", scene.pine);
            let text = scene.get(&path).await.body.to_string().replace('\u{a0}', " ");
            assert!(text.contains(words), "{path}");
        }
    }
    let history = scene.get(&scene.at("history")).await.body["items"].to_string();
    assert!(history.contains("Скрыто по закону: ") && history.contains(LAW));
}

#[tokio::test]
async fn a_comparison_and_tables_say_since_when_it_is_hidden() {
    let scene = telling().await;
    mask(&scene, "technologies").await;
    let compared = format!("ids={},{}", scene.pine, scene.birch);
    for path in [
        format!("/api/v1/compare?{compared}"),
        format!("/api/v1/compare.csv?{compared}"),
        format!("/compare?{compared}"),
        "/api/v1/export/clusters.csv".into(),
    ] {
        let text = scene.get(&path).await.body.to_string().replace('\u{a0}', " ");
        assert!(text.contains("скрыто по закону 01.12.2015"), "{path}");
    }
    let english = scene.get(&format!("/en/compare?{compared}")).await.body.to_string();
    assert!(english.replace('\u{a0}', " ").contains("hidden by law on"));
}

#[tokio::test]
async fn what_was_masked_is_shown_again_when_the_mask_is_lifted() {
    let scene = telling().await;
    let set = mask(&scene, "technologies").await;
    let secret = ["Скрытная технология"];
    assert_eq!(leaks(&scene, None, &secret).await, [""; 0]);
    let lift = json!({ "mask": set.number("version"), "reason": "Суд отменил решение (тест)" });
    scene.officer.post(&scene.at("unmasking"), &lift).await.done();
    scene.app.settle().await;
    assert!(!leaks(&scene, None, &secret).await.is_empty());
}

#[tokio::test]
async fn one_statement_is_masked_and_the_next_one_is_not() {
    let scene = telling().await;
    let card = scene.get(&scene.card()).await.body;
    let claims = card["claims"].as_array().unwrap();
    let claim = claims.iter().find(|claim| claim["path"] == "display_name").unwrap();
    let body = json!({ "path": "display_name", "version": claim["version"], "law": LAW,
        "reason": "По решению суда (тест)" });
    let then = scene.get(&scene.card()).await.number("position");
    scene.officer.post(&scene.at("masking"), &body).await.done();
    let renamed = body::claim("display_name", "Открытая сосна");
    scene.officer.post(&scene.at("claims"), &renamed).await.done();
    scene.app.settle().await;
    let secret = ["Потаённая сосна"];
    assert_eq!(leaks(&scene, None, &secret).await, [""; 0]);
    assert_eq!(leaks(&scene, Some(then), &secret).await, [""; 0]);
    assert!(!leaks(&scene, None, &["Открытая сосна"]).await.is_empty());
    let card = scene.get(&scene.card()).await.body;
    assert!(card["claims"].to_string().contains("Открытая сосна"), "the next one is shown");
}

#[tokio::test]
async fn officers_mask_and_nobody_else_not_even_an_administrator() {
    let scene = telling().await;
    let body = json!({ "path": "technologies", "law": LAW, "reason": "Причина (тест)" });
    let at = scene.at("masking");
    let representative = scene.representative().await;
    assert_eq!(representative.post(&at, &body).await.refusal(), (403, "access.role"));
    let administrator = scene.app.client(Role::Administrator, Scope::Registry).await;
    for act in ["masking", "unmasking"] {
        let refused = administrator.post(&scene.at(act), &body).await;
        assert_eq!(refused.refusal(), (403, "access.role"), "{act}");
    }
    scene.officer.post(&at, &body).await.done();
    assert_eq!(scene.officer.post(&at, &body).await.refusal(), (409, "mask.already"));
    let unsaid = json!({ "path": "technologies", "law": " ", "reason": "Причина (тест)" });
    assert_eq!(scene.officer.post(&at, &unsaid).await.refusal(), (422, "reason.needed"));
    let nothing = json!({ "path": "awards", "law": LAW, "reason": "Причина (тест)" });
    assert_eq!(scene.officer.post(&at, &nothing).await.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn a_document_of_a_masked_value_is_given_out_to_nobody() {
    let scene = telling().await;
    let (shows, other) = (b"%PDF-1.7 the secret", b"%PDF-1.7 another");
    let mut addresses = Vec::new();
    for (bytes, path, value) in [
        (shows.as_slice(), "technologies", json!(["Скрытная технология", "Ещё одна"])),
        (other.as_slice(), "display_name", json!("Открытая сосна")),
    ] {
        let kept = scene.officer.send(Method::POST, "/api/v1/evidence", &[], bytes.to_vec()).await;
        let document = json!({ "digest": kept.body["digest"], "sha256": kept.body["sha256"],
            "bytes": kept.body["bytes"], "media_type": kept.body["media_type"] });
        addresses.push(format!("/api/v1/evidence/{}", kept.text("digest")));
        let claim = json!({ "path": path, "value": value, "evidence": [document] });
        scene.officer.post(&scene.at("claims"), &json!({ "claims": [claim] })).await.done();
    }
    let set = mask(&scene, "technologies").await;
    let auditor = scene.app.client(Role::Auditor, Scope::Registry).await;
    for reader in [&scene.officer, &auditor] {
        let refused = reader.get(&addresses[0]).await;
        assert_eq!(refused.refusal(), (451, "document.hidden"));
        assert!(refused.body.to_string().contains(LAW), "{refused:?}");
        assert_eq!(reader.get(&addresses[1]).await.status, 200);
    }
    let lift = json!({ "mask": set.number("version"), "reason": "Суд отменил решение (тест)" });
    scene.officer.post(&scene.at("unmasking"), &lift).await.done();
    scene.app.settle().await;
    assert_eq!(scene.officer.get(&addresses[0]).await.status, 200);
}

/// The digests of facts that answers tell of the cluster: of its level's history, and of its entries.
async fn digests(scene: &Scene) -> (Vec<Value>, Vec<Value>) {
    let level = scene.get(&format!("{}/level", scene.card())).await.body;
    let periods = level["history"].as_array().unwrap().iter();
    let changes = scene.get("/api/v1/changes?limit=500").await.body;
    let stream = format!("cluster/{}", scene.pine);
    let assessed = changes["items"].as_array().unwrap().iter();
    let assessed = assessed.filter(|one| one["type"] == "LevelAssessed" && one["stream"] == stream);
    (
        periods.map(|period| period["facts_digest"].clone()).collect(),
        assessed.map(|one| one["payload"]["facts_digest"].clone()).collect(),
    )
}

#[tokio::test]
async fn the_digest_of_facts_that_rest_on_a_masked_value_lets_nobody_try_values() {
    let scene = telling().await;
    let told = digests(&scene).await;
    assert!(!told.0.is_empty() && !told.1.is_empty());
    assert!(told.0.iter().chain(&told.1).all(Value::is_string), "{told:?}");
    // Stated after the first assessment, of which it tells nothing.
    mask(&scene, "technologies").await;
    let later = digests(&scene).await;
    assert_eq!((&later.0.last(), &later.1[0]), (&told.0.last(), &told.1[0]));
    let membership = path_of(&scene, "Организация 3").await;
    let set = mask(&scene, &membership).await;
    let hidden = digests(&scene).await;
    assert!(hidden.0.iter().chain(&hidden.1).all(Value::is_null), "{hidden:?}");
    let lift = json!({ "mask": set.number("version"), "reason": "Суд отменил решение (тест)" });
    scene.officer.post(&scene.at("unmasking"), &lift).await.done();
    scene.app.settle().await;
    assert_eq!(digests(&scene).await, later);
}
