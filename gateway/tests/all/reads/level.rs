//! The level explained: markers, the way on, and who confirmed what.

use serde_json::{Value, json};

use super::raw;
use super::scene::{ENTERED, HIGH, Scene, bodies_confirmed};
use crate::support::{TestApp, body};

fn marker<'l>(level: &'l Value, id: &str) -> &'l Value {
    level["markers"].as_array().unwrap().iter().find(|marker| marker["id"] == id).unwrap()
}

#[tokio::test]
async fn one_row_per_marker_tells_what_it_rests_on() {
    let scene = Scene::high().await;
    let level = scene.get(&scene.at("level")).await.body;
    assert_eq!((&level["level"], &level["edition"]), (&json!("high"), &json!("0.9")));
    assert_eq!(level["markers"].as_array().unwrap().len(), 19);
    let participants = marker(&level, "M8");
    assert_eq!((&participants["met"], &participants["state"]), (&json!(true), &json!("met")));
    assert_eq!(participants["because"].as_array().unwrap().len(), 10);
    assert_eq!(participants["because_count"], 10);
    assert_eq!(participants["because"][0]["path"], "participants/1/organisation");
    assert!(marker(&level, "M10")["lapses_on"].is_string(), "employees grow old");
    assert_eq!(marker(&level, "M1")["lapses_on"], Value::Null);
    assert_eq!(
        level["counts"],
        json!({ "minimum_met": 10, "minimum_total": 10,
        "additional_met": 9, "additional_total": 9 })
    );
    assert_eq!(
        level["blocks"][1],
        json!({ "key": "governance", "met": 5, "total": 5,
        "label": { "ru": "Управление", "en": "Governance" } })
    );
    assert_eq!(level["next"], Value::Null);
}

#[tokio::test]
async fn markers_stand_in_the_order_of_the_rulebook_wherever_they_are_listed() {
    let scene = Scene::high().await;
    let level = scene.get(&scene.at("level")).await.body;
    let ids = |list: &Value, member: &str| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        let id = |one: &Value| if member.is_empty() { one.clone() } else { one[member].clone() };
        list.map(|one| id(one).as_str().unwrap().to_owned()).collect()
    };
    let order = ids(&level["markers"], "id");
    assert_eq!((order[1].as_str(), order[9].as_str(), order[10].as_str()), ("M2", "M10", "G1"));
    let history = &level["history"];
    assert_eq!(ids(&history[2]["gained"], ""), order[..10]);
    assert_eq!(ids(&history[1]["gained"], ""), order[10..]);
    assert_eq!(ids(&history[0]["basis"], "marker"), order);

    let line = scene.get(&format!("{}?category=level", scene.at("history"))).await.body;
    let words = line["items"][2]["description"]["ru"].as_str().unwrap();
    assert!(words.ends_with(&order[..10].join(", ")), "{words}");
    let changes = scene.get("/api/v1/changes?limit=500").await.body;
    let all = changes["items"].as_array().unwrap().iter();
    let mut gained = all.filter(|one| one["type"] == "LevelAssessed");
    assert_eq!(ids(&gained.next().unwrap()["payload"]["gained"], ""), order[..10]);
}

#[tokio::test]
async fn the_way_to_the_next_level_encourages() {
    let scene = Scene::entered().await;
    let level = scene.get(&scene.at("level")).await.body;
    let next = &level["next"];
    assert_eq!((&next["level"], &next["markers_missing"]), (&json!("medium"), &json!(5)));
    assert_eq!(
        next["missing"][0]["add"]["ru"],
        "Укажите организацию-координатора или управляющую компанию"
    );
    assert_eq!(next["choices"].as_array().unwrap().len(), 7);

    let scene = Scene::high().await;
    let medium = scene.get(&format!("{}?as_of=2016-02-02", scene.at("level"))).await.body;
    let missing: Vec<_> = medium["next"]["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["add"]["ru"].as_str().unwrap()))
        .collect();
    assert_eq!(
        missing[0],
        (
            "corroboration",
            "Попросите подтвердить поддерживающий ЦКР или орган власти региона: Определён орган управления"
        )
    );
    assert_eq!(missing[4], ("condition", "Не менее половины участников подтвердили участие"));
    let gate = &medium["levels"][1]["gates"][0];
    assert_eq!(
        gate,
        &json!({ "marker": "G1", "holds": false, "met": true,
        "corroboration": "documented", "corroboration_min": "partially_corroborated" })
    );
}

#[tokio::test]
async fn the_history_names_every_confirmer_of_the_basis_and_not_only_the_last() {
    let scene = Scene::high().await;
    let level = scene.get(&scene.at("level")).await.body;
    let history = level["history"].as_array().unwrap();
    let levels: Vec<_> = history.iter().map(|period| period["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["high", "medium", "initial"]);
    let high = &history[0];
    assert_eq!((&high["since"], &high["until"]), (&json!("2017-03-12T12:00:00Z"), &Value::Null));
    assert_eq!((&history[1]["until"], &high["rulebook"]), (&high["since"], &json!("0.9")));
    assert_eq!(high["cause"]["type"], "ClaimConfirmed");
    let first = scene.organisation(0).to_string();
    assert_eq!(high["cause"]["actor"]["organisation"]["id"], first);

    let basis = |id: &str| {
        let all = high["basis"].as_array().unwrap().iter();
        all.clone().find(|basis| basis["marker"] == id).unwrap_or_else(|| panic!("no {id}"))
    };
    let body = basis("G1");
    assert_eq!(
        (&body["gate"], &body["claims"][0]["path"]),
        (&json!(true), &json!("governing_bodies/12/type"))
    );
    assert_eq!(body["claims"][0]["corroboration"], "partially_corroborated");
    let centre = &body["confirmations"][0];
    assert_eq!(
        (&centre["organisation"]["id"], &centre["relation"]),
        (&json!(scene.centre), &json!("ckr"))
    );
    assert_eq!(
        (&centre["role"], &centre["at"]),
        (&json!("region_representative"), &json!("2017-03-11T12:00:00Z"))
    );
    assert_eq!(centre["authority"]["basis"], "letter");

    let begun = basis("P2");
    let participant = &begun["confirmations"][0];
    assert_eq!(participant["organisation"]["name"]["ru"], "ООО «Организация 1» (демо)");
    let digest = blake3::hash(b"https://participant.example/letter").to_hex().to_string();
    assert_eq!(participant["evidence_digest"], digest);
    assert_eq!(basis("M8")["confirmations"].as_array().unwrap().len(), 6);
    assert_eq!(high["basis"].as_array().unwrap().len(), 19, "each met marker");
}

#[tokio::test]
async fn the_basis_tells_when_a_confirmer_saw_what_it_confirms() {
    let mut bodies = bodies_confirmed();
    bodies["seen_on"] = json!("2017-03-04");
    let scene = Scene::high_by(&bodies).await;
    let level = scene.get(&scene.at("level")).await.body;
    let basis = level["history"][0]["basis"].as_array().unwrap();
    let seen = |id: &str| {
        let of = basis.iter().find(|basis| basis["marker"] == id).unwrap();
        &of["confirmations"][0]["seen_on"]
    };
    assert_eq!((seen("G1"), seen("P2")), (&json!("2017-03-04"), &Value::Null));
    let page = scene.file(&format!("/clusters/{}/level", scene.pine)).await.text();
    assert!(page.contains("11.03.2017, увидено 04.03.2017"), "{page}");
}

#[tokio::test]
async fn a_past_level_shows_nothing_that_came_later() {
    let scene = Scene::high().await;
    let then = scene.get(&format!("{}?as_of={ENTERED}", scene.at("level"))).await.body;
    assert_eq!((&then["level"], then["history"].as_array().unwrap().len()), (&json!("initial"), 1));
    assert_eq!(then["history"][0]["until"], Value::Null);
    assert_eq!(then["history"][0]["cause"]["type"], "ClusterListed");
    let eve = scene.get(&format!("{}?as_of={HIGH}T11:59:59Z", scene.at("level"))).await.body;
    assert_eq!(eve["level"], "medium");
    assert_eq!(eve["next"]["missing"].as_array().unwrap().len(), 2, "{}", eve["next"]);
}

#[tokio::test]
async fn who_confirmed_is_named_as_it_was_called_then() {
    let scene = Scene::high().await;
    let renaming = format!("/api/v1/organisations/{}/name", scene.organisation(0));
    let body = json!({ "name": "ООО «Новое имя» (демо)", "kind": "change" });
    scene.officer.post(&renaming, &body).await.done();
    scene.app.settle().await;
    let level = scene.get(&scene.at("level")).await.body;
    let cause = &level["history"][0]["cause"]["actor"]["organisation"]["name"]["ru"];
    assert_eq!(cause, "ООО «Организация 1» (демо)");
}

#[tokio::test]
async fn a_level_that_was_recorded_follows_from_the_facts_that_can_be_read_today() {
    let scene = Scene::high().await;
    let level = scene.get(&scene.at("level")).await.body;
    let reached: Vec<_> =
        level["levels"].as_array().unwrap().iter().map(|one| &one["reached"]).collect();
    assert_eq!(reached, [true, true]);
    let rulebook = scene.get("/api/v1/rulebooks/0.9").await.body;
    let ids = |all: &Value| {
        let all = all.as_array().unwrap().iter();
        all.map(|marker| marker["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&level["markers"]), ids(&rulebook["markers"]));
}

#[tokio::test]
async fn of_a_group_of_gates_one_is_enough_and_the_way_names_them_together() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let ask = async || app.anonymous().get(&format!("/api/v1/clusters/{cluster}/level")).await.body;
    app.settle().await;
    let level = ask().await;
    let markers = |group: &Value, key: &str| -> Vec<String> {
        let all = group.as_array().unwrap().iter();
        all.map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(level["edition"], "1.0");
    let rows = level["markers"].as_array().unwrap();
    let minimum = rows.iter().filter(|row| row["minimum"] == true).count();
    assert_eq!((rows.len(), minimum), (31, 10), "one row per marker of the edition that ships");
    let blocks = level["blocks"].as_array().unwrap().iter();
    assert_eq!(blocks.map(|block| block["total"].as_u64().unwrap()).sum::<u64>(), 31);
    assert_eq!(markers(&level["levels"][0]["one_of"][0], "marker"), ["T1", "T2"]);
    assert_eq!(markers(&level["next"]["one_of"][0], "key"), ["T1", "T2"]);
    let choices = markers(&level["next"]["choices"], "key");
    assert!(!choices.contains(&"T1".into()) && choices.contains(&"T3".into()), "{choices:?}");

    let strategy = json!({ "open": [{ "collection": "strategies",
        "evidence": ["https://cluster.example/strategy"], "claims": {
            "title": "Стратегия (демо)", "approved_on": "2015-01-15",
            "approved_by": "Собрание", "period_from": "2015-01-01", "period_to": "2020-12-31" } }] });
    officer.post(&format!("/api/v1/clusters/{cluster}/claims"), &strategy).await.done();
    app.settle().await;
    let level = ask().await;
    assert_eq!(level["levels"][0]["one_of"][0][0]["holds"], true, "{level:#}");
    assert_eq!(level["next"]["one_of"], json!([]));
}

#[tokio::test]
async fn a_fall_names_the_withdrawal_and_the_gate_that_lost_its_support() {
    let scene = Scene::high().await;
    scene.app.set_time("2017-04-01T12:00:00Z");
    let participant = scene.participant(0).await;
    let high = scene.get(&scene.at("level")).await.body;
    let basis = high["history"][0]["basis"].as_array().unwrap();
    let begun = basis.iter().find(|basis| basis["marker"] == "P2").unwrap();
    let given = begun["confirmations"][0]["position"].as_u64().unwrap();
    let changes = scene.get(&format!("/api/v1/changes?from={given}&limit=1")).await.body;
    let version = &changes["items"][0]["version"];
    let withdrawal = scene.at(&format!("confirmations/{version}/withdrawal"));
    participant.post(&withdrawal, &json!({ "reason": "Ошиблись" })).await.done();
    scene.app.settle().await;
    let fallen = &scene.get(&scene.at("level")).await.body["history"][0];
    assert_eq!((&fallen["level"], &fallen["lost"]), (&json!("medium"), &json!([])));
    assert_eq!(fallen["cause"]["type"], "ConfirmationWithdrawn");
    let lacking: Vec<_> = fallen["lacking"].as_array().unwrap().iter().collect();
    let told =
        |kind: &str, key: &str| lacking.iter().any(|one| one["kind"] == kind && one["key"] == key);
    assert!(
        told("corroboration", "P2") && told("condition", "gates_confirmed_by_two"),
        "{lacking:?}"
    );
    let path = format!("/clusters/{}/level", scene.pine);
    let page = raw::get(&scene.app, &path, &[("accept", "text/html")]).await.text();
    let page = page.replace('\u{a0}', " ");
    let said = "Подтверждение отозвано. Признак P2 выполнен, но подтверждён недостаточно.";
    assert!(page.contains(said), "{page}");
}

#[tokio::test]
async fn who_manages_the_cluster_is_not_named_among_those_who_confirmed_it() {
    let scene = Scene::high().await;
    scene.app.set_time("2017-04-01T12:00:00Z");
    let coordinator = json!({ "open": [{ "collection": "governing_bodies", "claims": {
        "type": "coordinator", "organisation": body::organisation(1) } }], "claims": [] });
    scene.state(&coordinator).await;
    let fallen = &scene.get(&scene.at("level")).await.body["history"][0];
    assert_eq!(
        (&fallen["level"], &fallen["cause"]["type"]),
        (&json!("medium"), &json!("ItemOpened"))
    );
    let basis = fallen["basis"].as_array().unwrap();
    let begun = basis.iter().find(|basis| basis["marker"] == "P2").unwrap();
    assert_eq!(begun["confirmations"], json!([]));
    assert_eq!(begun["claims"][0]["corroboration"], "documented");
}

#[tokio::test]
async fn a_marker_of_many_claims_holds_until_too_few_of_them_are_left() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let mut eleven = body::cluster("Белая сосна");
    eleven["open"].as_array_mut().unwrap().push(body::participant(50, "large"));
    let cluster = officer.post("/api/v1/clusters", &eleven).await.done().text("cluster");
    app.set_time("2016-06-01T12:00:00Z");
    let renewal = json!({ "claims": (2..=10).chain([12]).map(|item| json!({
        "path": format!("participants/{item}/organisation"),
        "value": body::organisation(if item == 12 { 50 } else { item }) })).collect::<Vec<_>>() });
    officer.post(&format!("/api/v1/clusters/{cluster}/claims"), &renewal).await.done();
    app.settle().await;
    let level = app.anonymous().get(&format!("/api/v1/clusters/{cluster}/level")).await.body;
    let participants = marker(&level, "M8");
    assert_eq!(participants["because_count"], 11);
    let first = &participants["because"][0];
    assert_eq!(first["path"], "participants/1/organisation");
    assert_eq!(first["corroboration"], "self_declared");
    let (one, ten) = (&first["holds_until"], &participants["because"][1]["holds_until"]);
    assert!(one.as_str() < ten.as_str(), "{participants:#}");
    let falls = participants["lapses_on"].as_str().unwrap();
    assert!(
        falls > ten.as_str().unwrap(),
        "the eleventh is one more than needed: {participants:#}"
    );
}
