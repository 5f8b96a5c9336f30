//! Answers about the past obey today's visibility, in lists, files, search, statistics and pages,
//! also for a caller who kept the answer of yesterday.

use registry_core::access::Caller;
use registry_core::command::AdoptEdition;
use registry_core::testing::SMALL;
use registry_events::actor::Role;
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;

const EMPLOYEES: &str = "key = \"employees_total\"\n";
const SPECIALISATION: &str = "key = \"specialisation_key\"\n";
const MEMBERSHIP: &str = "key = \"organisation\"\ncollection = \"participants\"\n";

/// A day before the edition that hides.
const THEN: &str = "2016-02-01";

/// A later edition of the catalogue in which officers alone see some fields, each named by the
/// lines its entry begins with.
pub(crate) async fn hide(scene: &Scene, fields: &[&str]) {
    let small = SMALL.iter().find(|small| small.kind == EditionKind::Catalogue).unwrap();
    let text = small.text.replace("edition = \"0.9\"", "edition = \"0.91\"");
    let text = fields.iter().fold(text, |text, field| hide_one(&text, field));
    let administrator = scene.app.account().await;
    scene.app.grant(administrator, Role::Administrator, Scope::Registry).await;
    let caller = Caller::of(administrator, Role::Administrator);
    let command = AdoptEdition {
        kind: EditionKind::Catalogue,
        edition: Code::literal("0.91"),
        text,
        proposals: Vec::new(),
    };
    scene.app.registry.execute(caller, "hide", b"", command.into()).await.unwrap();
    scene.app.settle().await;
}

fn hide_one(text: &str, field: &str) -> String {
    let (before, from) = text.split_once(field).unwrap();
    let after = from.replacen("visibility = \"public\"", "visibility = \"officer\"", 1);
    format!("{before}{field}{after}")
}

async fn hidden(fields: &[&str]) -> Scene {
    let scene = Scene::high().await;
    hide(&scene, fields).await;
    scene
}

#[tokio::test]
async fn a_list_of_any_day_has_a_hidden_field_in_no_row_facet_filter_or_file() {
    let scene = hidden(&[EMPLOYEES, SPECIALISATION]).await;
    for as_of in ["", "&as_of=2016-02-01"] {
        let list = scene.get(&format!("/api/v1/clusters?sort=name{as_of}")).await.body;
        assert_eq!(list["total"], 2, "{as_of}");
        for row in list["items"].as_array().unwrap() {
            assert_eq!(
                (&row["employees_total"], &row["specialisation"]),
                (&Value::Null, &Value::Null)
            );
        }
        assert_eq!(list["facets"]["specialisation"], json!([]));
        let ict = scene.get(&format!("/api/v1/clusters?specialisation=ict{as_of}")).await.body;
        assert_eq!(ict["total"], 0);
        for extension in ["csv", "geojson", "jsonl"] {
            let file =
                scene.file(&format!("/api/v1/clusters.{extension}?sort=name{as_of}")).await.text();
            assert!(!file.contains("1200") && !file.contains("furniture"), "{extension}: {file}");
        }
    }
}

#[tokio::test]
async fn statistics_of_the_past_lose_a_hidden_field() {
    let scene = Scene::high().await;
    let path = format!("/api/v1/statistics?as_of={THEN}");
    let before = scene.get(&path).await.body;
    assert_eq!(before["participants"]["employees"], 2_400);
    hide(&scene, &[EMPLOYEES, SPECIALISATION]).await;
    let after = scene.get(&path).await.body;
    assert_eq!(after["participants"]["employees"], Value::Null);
    assert_eq!(after["specialisations"], json!([]));
    assert_eq!(after["clusters"], before["clusters"]);
    let csv = scene.file(&format!("/api/v1/statistics.csv?as_of={THEN}")).await.text();
    assert!(!csv.contains("2400") && !csv.contains("specialisations."), "{csv}");
}

#[tokio::test]
async fn an_answer_of_the_past_that_a_caller_has_is_given_anew_after_an_edition() {
    let scene = Scene::high().await;
    let mut kept = Vec::new();
    for path in ["/api/v1/clusters", "/api/v1/statistics", "/clusters", "/statistics"] {
        let path = format!("{path}?as_of={THEN}");
        let tag = raw::get(&scene.app, &path, &[]).await.header("etag").unwrap().to_owned();
        let again = raw::get(&scene.app, &path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, 304, "{path}");
        kept.push((path, tag));
    }
    hide(&scene, &[EMPLOYEES]).await;
    for (path, tag) in kept {
        let anew = raw::get(&scene.app, &path, &[("if-none-match", &tag)]).await;
        assert_eq!(anew.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_page_of_an_organisation_tells_no_membership_that_may_not_be_shown() {
    let scene = Scene::high().await;
    let path = format!("/api/v1/organisations/{}", scene.organisation(0));
    assert_eq!(scene.get(&path).await.body["clusters"].as_array().unwrap().len(), 2);
    hide(&scene, &[MEMBERSHIP]).await;
    assert_eq!(scene.get(&path).await.body["clusters"], Value::Null);
    let list = scene.get("/api/v1/organisations?limit=100").await.body;
    assert!(list["items"].as_array().unwrap().iter().all(|row| row["clusters"].is_null()));
}

#[tokio::test]
async fn what_is_counted_from_a_hidden_field_is_unknown_and_not_zero() {
    let scene = hidden(&["key = \"regions\"\n", SPECIALISATION]).await;
    for path in ["/api/v1/regions/RU-TOM", "/api/v1/specialisations/ict"] {
        let shown = scene.get(path).await.body;
        assert_eq!(
            (&shown["clusters"], &shown["by_level"], &shown["items"]),
            (&Value::Null, &Value::Null, &Value::Null),
            "{path}"
        );
    }
    let regions = scene.get("/api/v1/statistics").await.body["regions"].clone();
    assert_eq!((&regions["with_clusters"], &regions["with_ckr"]), (&Value::Null, &json!(1)));
}

/// Every field of a governing body.
const BODY: [&str; 6] = [
    "key = \"type\"\ncollection = \"governing_bodies\"\n",
    "key = \"organisation\"\ncollection = \"governing_bodies\"\n",
    "key = \"year_organisation_created\"\ncollection = \"governing_bodies\"\n",
    "key = \"year_selected\"\ncollection = \"governing_bodies\"\n",
    "key = \"staff_fte\"\ncollection = \"governing_bodies\"\n",
    "key = \"funding_sources\"\ncollection = \"governing_bodies\"\n",
];

/// All that an answer says of governing bodies, each with its path.
fn of_bodies<'a>(list: &'a Value, path: &str) -> Vec<&'a Value> {
    let all = list.as_array().unwrap().iter();
    all.filter(|one| one[path].as_str().is_some_and(|at| at.starts_with("governing_bodies/")))
        .collect()
}

#[tokio::test]
async fn a_hidden_field_tells_neither_its_evidence_nor_who_confirmed_it() {
    let scene = Scene::high().await;
    // The card names the centre as its own, too.
    let hidden: Vec<_> = BODY.into_iter().chain(["key = \"ckr\"\n"]).collect();
    hide(&scene, &hidden).await;
    let card = scene.get(&scene.card()).await.body;
    let text = card.to_string();
    assert!(!text.contains(&scene.centre), "the centre confirmed the bodies and nothing else");
    let level = scene.get(&scene.at("level")).await.body;
    for basis in level["history"][0]["basis"].as_array().unwrap() {
        assert_eq!(of_bodies(&basis["confirmations"], "path"), Vec::<&Value>::new());
    }
    let history = scene.get(&format!("{}?limit=200", scene.at("history"))).await.body;
    let lines = of_bodies(&history["items"], "path");
    assert!(!lines.is_empty() && lines.iter().all(|line| line["on_evidence"] == json!([])));
    let changes = scene.get("/api/v1/changes?limit=500").await.body;
    for change in changes["items"].as_array().unwrap() {
        for claim in change["payload"]["claims"].as_array().into_iter().flatten() {
            let of_body = claim["path"].to_string().contains("governing_bodies");
            assert!(!of_body || claim["evidence"].as_array().is_none_or(Vec::is_empty), "{claim}");
        }
    }
}

/// Every field of a project that the first participant confirmed, by which the level became high.
const PROJECT: [&str; 6] = [
    "key = \"title\"\ncollection = \"projects\"\n",
    "key = \"stage\"\ncollection = \"projects\"\n",
    "key = \"spheres\"\ncollection = \"projects\"\n",
    "key = \"participants\"\ncollection = \"projects\"\n",
    "key = \"cost_sharing\"\ncollection = \"projects\"\n",
    "key = \"start\"\ncollection = \"projects\"\n",
];

#[tokio::test]
async fn neither_history_nor_level_nor_changes_name_who_confirmed_a_hidden_field() {
    let scene = Scene::high().await;
    let history = format!("{}?limit=200", scene.at("history"));
    let confirmed = |answer: &Value| {
        let lines = answer["items"].as_array().unwrap().iter();
        let mut of = lines.filter(|line| line["type"] == "ClaimConfirmed");
        of.next().cloned().unwrap()
    };
    let before = confirmed(&scene.get(&history).await.body);
    let position = &before["position"];
    let account = before["actor"]["account"].as_str().unwrap().to_owned();
    let party = before["actor"]["organisation"]["name"]["ru"].as_str().unwrap().to_owned();
    assert!(before["description"]["ru"].as_str().unwrap().contains(&party));
    hide(&scene, &PROJECT).await;
    let after = confirmed(&scene.get(&history).await.body);
    assert_eq!(after["actor"], Value::Null);
    assert!(!after["description"].to_string().contains(&party), "{after}");
    let by_it = scene.get(&format!("{history}&actor={account}")).await.body;
    assert_eq!((&by_it["items"], &by_it["total"]), (&json!([]), &json!(0)));
    let level = scene.get(&scene.at("level")).await.body;
    assert_eq!(level["history"][0]["level"], "high");
    assert_eq!(level["history"][0]["cause"]["type"], "ClaimConfirmed");
    assert_eq!(level["history"][0]["cause"]["actor"], Value::Null);
    let changes = format!("/api/v1/changes?from={position}&limit=2");
    let changes = scene.get(&changes).await.body["items"].clone();
    assert_eq!(changes[0]["payload"]["claim"]["path"], before["path"]);
    assert_eq!(
        (&changes[0]["actor"], &changes[0]["payload"]["relation"], &changes[0]["payload"]["note"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(changes[0]["payload"]["evidence"], json!([]));
    assert_eq!(changes[1]["type"], "LevelAssessed");
    assert_eq!(changes[1]["actor"], Value::Null, "it followed from that confirmation alone");
}

#[tokio::test]
async fn pages_do_not_name_who_confirmed_a_hidden_field() {
    let scene = Scene::high().await;
    let pages = ["history?category=confirmation", "level"];
    let pages = pages.map(|page| format!("/clusters/{}/{page}", scene.pine));
    let link = format!("/organisations/{}", scene.centre);
    let party = scene.get(&format!("/api/v1{link}")).await.body;
    let party = party["name"]["ru"].as_str().unwrap();
    for page in &pages {
        assert!(scene.file(page).await.text().contains(party), "{page}");
    }
    hide(&scene, &BODY).await;
    for page in &pages {
        assert!(!scene.file(page).await.text().contains(party), "{page}");
    }
}

#[tokio::test]
async fn a_page_tells_no_confirmers_of_a_hidden_field() {
    let scene = Scene::high().await;
    let page = format!("/clusters/{}", scene.pine);
    let link = "https://cluster.example/document";
    let before = scene.file(&page).await.text();
    assert!(before.contains("ЦКР, который поддерживает кластер"), "{before}");
    let links = before.matches(link).count();
    hide(&scene, &BODY).await;
    let after = scene.file(&page).await.text();
    assert!(!after.contains("ЦКР, который поддерживает кластер"), "{after}");
    assert!(after.matches(link).count() < links);
}
