//! The card of a cluster, now and in the past.

use serde_json::{Value, json};

use super::raw;
use super::scene::{ENTERED, MEDIUM, Scene};

fn claim<'c>(card: &'c Value, path: &str) -> &'c Value {
    let items = card["items"].as_object().unwrap().values().flat_map(|all| all.as_array().unwrap());
    let of_items = items.flat_map(|item| item["claims"].as_array().unwrap());
    let all = card["claims"].as_array().unwrap().iter().chain(of_items);
    all.into_iter().find(|claim| claim["path"] == path).unwrap_or_else(|| panic!("no {path}"))
}

#[tokio::test]
async fn a_claim_has_its_whole_envelope() {
    let scene = Scene::high().await;
    let card = scene.get(&scene.card()).await.body;
    let employees = claim(&card, "employees_total");
    assert_eq!(employees["value"], 1200);
    assert_eq!(employees["absence"], Value::Null);
    assert_eq!(employees["described_on"], "2015-06-30");
    assert_eq!(employees["kind"], "change");
    assert_eq!(employees["recorded_at"], "2015-12-01T09:00:00Z");
    assert_eq!(employees["corroboration"], "self_declared");
    assert_eq!(employees["visibility"], "public");
    assert_eq!(employees["source"], json!({ "type": "self", "url": null, "retrieved_on": null }));
    assert_eq!(employees["actor"]["role"], "officer");
    assert_eq!(employees["actor"]["authority"], json!({ "basis": "letter", "document": null }));

    let membership = claim(&card, "participants/1/organisation");
    assert_eq!(membership["value"]["name"]["ru"], "ООО «Организация 1» (демо)");
    assert_eq!(membership["corroboration"], "partially_corroborated");
    let confirmation = &membership["confirmations"][0];
    assert_eq!(confirmation["relation"], "participant");
    assert_eq!(confirmation["actor"]["organisation"]["id"], membership["value"]["id"]);
    assert_eq!(confirmation["at"], "2017-03-11T12:00:00Z");

    let staff = claim(&card, "governing_bodies/12/staff_fte");
    assert_eq!((&staff["value"], &staff["evidence"][0]["type"]), (&json!(2.5), &json!("link")));
}

#[tokio::test]
async fn a_card_tells_level_measures_and_items_with_every_key() {
    let scene = Scene::high().await;
    let card = scene.get(&scene.card()).await.body;
    assert_eq!(card["demonstration"], true);
    assert_eq!(card["name"]["ru"], "Белая сосна");
    assert_eq!(card["level"]["key"], "high");
    assert_eq!(card["level"]["since"], "2017-03-12T12:00:00Z");
    assert_eq!(card["level"]["edition"], "0.9");
    let (numerator, denominator) =
        (&card["completeness"]["numerator"], &card["completeness"]["denominator"]);
    assert!(numerator.as_u64().unwrap() <= denominator.as_u64().unwrap(), "{card}");
    assert!(card["confidence"]["per_mille"].as_u64().unwrap() > 0);
    let items = &card["items"];
    let counts = ["participants", "governing_bodies", "projects", "contacts"]
        .map(|key| items[key].as_array().unwrap().len());
    assert_eq!(counts, [10, 2, 2, 1]);
    assert_eq!(items["participants"][0]["closed"], Value::Null);
}

#[tokio::test]
async fn a_past_card_is_what_the_registry_had_then_asked_by_day_or_by_position() {
    let scene = Scene::high().await;
    let day = scene.get(&format!("{}?as_of={ENTERED}", scene.card())).await.body;
    assert_eq!(day["level"]["key"], "initial");
    assert_eq!(day["items"]["projects"], json!([]));
    let position = day["updated_position"].as_u64().unwrap();

    let same = scene.get(&format!("{}?as_of=position:{position}", scene.card())).await.body;
    assert_eq!(same["claims"], day["claims"]);
    assert_eq!(same["version"], day["version"]);
    let medium = scene.get(&format!("{}?as_of={MEDIUM}T23:00:00Z", scene.card())).await.body;
    assert_eq!(medium["level"]["key"], "medium");
    assert_eq!(claim(&medium, "participants/1/organisation")["confirmations"], json!([]));
}

#[tokio::test]
async fn a_cluster_that_was_not_listed_by_then_or_never_is_not_found() {
    let scene = Scene::entered().await;
    for path in [
        format!("{}?as_of=2015-11-30", scene.card()),
        "/api/v1/clusters/0000000098".into(),
        "/api/v1/clusters/abc".into(),
    ] {
        let answer = scene.reader.get(&path).await;
        assert_eq!(answer.refusal(), (404, "not-found"), "{path}");
    }
}

#[tokio::test]
async fn a_withdrawn_cluster_answers_with_its_status_and_reason() {
    let scene = Scene::entered().await;
    let why = json!({ "reason": "Кластер объединился с соседним" });
    scene.officer.post(&scene.at("withdrawal"), &why).await.done();
    scene.app.settle().await;
    let card = scene.get(&scene.card()).await.body;
    assert_eq!(card["status"], "withdrawn");
    assert_eq!(card["status_reason"], why["reason"]);
}

#[tokio::test]
async fn a_closed_item_stays_with_its_end() {
    let scene = Scene::entered().await;
    let change = json!({
        "close": [{ "path": "participants/9", "on": "2015-11-01", "reason": "Вышел" }],
        "claims": [],
        "open": [crate::support::body::participant(60, "small")],
    });
    scene.state(&change).await;
    let card = scene.get(&scene.card()).await.body;
    let ninth = &card["items"]["participants"][8];
    assert_eq!((&ninth["open"], &ninth["closed"]["on"]), (&json!(false), &json!("2015-11-01")));
    assert_eq!(ninth["closed"]["reason"], "Вышел");
}

#[tokio::test]
async fn an_unchanged_card_is_not_sent_again_and_a_change_elsewhere_leaves_it() {
    let scene = Scene::entered().await;
    let first = scene.get(&scene.card()).await;
    let tag = first.header("etag").unwrap().to_owned();
    let again = async |tag: &str| {
        raw::get(&scene.app, &scene.card(), &[("if-none-match", tag)]).await.status
    };
    assert_eq!(again(&tag).await, 304);
    let other = format!("/api/v1/clusters/{}/claims", scene.birch);
    scene.officer.post(&other, &crate::support::body::claim("year_created", 2011)).await.done();
    scene.app.settle().await;
    assert_eq!(again(&tag).await, 304, "another cluster changed");
    scene.state(&crate::support::body::claim("year_created", 2013)).await;
    assert_eq!(again(&tag).await, 200, "this one changed");
}

#[tokio::test]
async fn a_renamed_organisation_changes_the_cards_it_stands_in() {
    let scene = Scene::entered().await;
    let before = scene.get(&scene.card()).await;
    let renaming = format!("/api/v1/organisations/{}/name", scene.organisation(0));
    let body = json!({ "name": "ООО «Новое имя» (демо)", "kind": "change" });
    scene.officer.post(&renaming, &body).await.done();
    scene.app.settle().await;
    let after = scene.get(&scene.card()).await;
    assert_ne!(before.header("etag"), after.header("etag"));
    let name =
        |card: &Value| claim(card, "participants/1/organisation")["value"]["name"]["ru"].clone();
    assert_eq!(name(&after.body), "ООО «Новое имя» (демо)");
    let past = scene
        .get(&format!("{}?as_of=position:{}", scene.card(), before.number("updated_position")))
        .await;
    assert_eq!(name(&past.body), "ООО «Организация 1» (демо)");
}

#[tokio::test]
async fn a_parameter_that_the_address_does_not_know_is_refused() {
    let scene = Scene::entered().await;
    let answer = scene.reader.get(&format!("{}?asof=2015-12-01", scene.card())).await;
    assert_eq!(answer.refusal(), (422, "query.unknown-parameter"));
}

#[tokio::test]
async fn what_is_not_there_is_told_before_what_is_wrong_with_the_question() {
    let scene = Scene::entered().await;
    for path in [
        "clusters/0000000098?x=1",
        "clusters/0000000098/level?x=1",
        "clusters/0000000098/history?limit=0",
        "organisations/00000000-0000-7000-8000-000000000000?x=1",
        "regions/RU-XX?x=1",
        "specialisations/magic?x=1",
        "rulebooks/7.7?x=1",
    ] {
        let answer = scene.reader.get(&format!("/api/v1/{path}")).await;
        assert_eq!(answer.refusal(), (404, "not-found"), "{path}");
    }
}
