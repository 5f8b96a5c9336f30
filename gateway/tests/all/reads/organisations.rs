//! Organisations and the clusters they are in.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::body;

#[tokio::test]
async fn an_organisation_is_found_by_name_and_by_number() {
    let scene = Scene::entered().await;
    let named = scene.get("/api/v1/organisations?q=%D0%9E%D1%80%D0%B3%D0%B0%D0%BD%D0%B8%D0%B7%D0%B0%D1%86%D0%B8%D1%8F%2050").await.body;
    assert_eq!((&named["total"], &named["items"][0]["clusters"]), (&json!(1), &json!(1)));
    let numbered = scene.get(&format!("/api/v1/organisations?inn={}", body::ogrn(3))).await.body;
    assert_eq!(numbered["items"][0]["name"]["ru"], "ООО «Организация 3» (демо)");
    assert_eq!(
        numbered["items"][0]["identifiers"],
        json!([{ "scheme": "ru-ogrn", "country": null, "number": body::ogrn(3) }])
    );
    let nobody = scene.get("/api/v1/organisations?inn=7707083893").await.body;
    assert_eq!(nobody["total"], 0);
}

#[tokio::test]
async fn a_number_that_can_be_nobodys_is_refused_as_it_is_in_a_statement() {
    let scene = Scene::entered().await;
    for (number, code) in [
        ("abc", "inn.length"),
        ("770708389", "inn.length"),
        ("7707083894", "inn.check-digit"),
        ("1027700132194", "ogrn.check-digit"),
    ] {
        let refused = scene.reader.get(&format!("/api/v1/organisations?inn={number}")).await;
        assert_eq!(refused.refusal(), (422, code), "{number}");
        assert_eq!(refused.errors(), [("?inn", code)]);
    }
    // A person's number is whole, and leads nowhere.
    let person = scene.get("/api/v1/organisations?inn=500100732259").await.body;
    assert_eq!(person["total"], 0);
}

#[tokio::test]
async fn the_list_is_paged_by_name() {
    let scene = Scene::entered().await;
    let first = scene.get("/api/v1/organisations?limit=5").await.body;
    let total = first["total"].as_u64().unwrap();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = scene.get(&format!("/api/v1/organisations?limit=500&cursor={cursor}")).await.body;
    assert_eq!(rest["items"].as_array().unwrap().len() as u64, total - 5);
    let names: Vec<_> = first["items"]
        .as_array()
        .unwrap()
        .iter()
        .chain(rest["items"].as_array().unwrap())
        .map(|one| one["name"]["ru"].as_str().unwrap().to_lowercase())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[tokio::test]
async fn an_organisation_shows_every_cluster_it_is_in_with_who_confirmed() {
    let scene = Scene::high().await;
    let path = format!("/api/v1/organisations/{}", scene.organisation(0));
    let shown = scene.get(&path).await.body;
    let clusters = shown["clusters"].as_array().unwrap();
    assert_eq!(clusters.len(), 2);
    let pine = &clusters[0];
    assert_eq!(
        (&pine["cluster"]["name"]["ru"], &pine["current"]),
        (&json!("Белая сосна"), &json!(true))
    );
    assert_eq!(
        (&pine["corroboration"], &clusters[1]["corroboration"]),
        (&json!("partially_corroborated"), &json!("self_declared"))
    );
    assert_eq!(pine["confirmations"][0]["relation"], "participant");
    assert_eq!(pine["participant_type"]["label"]["ru"], "Малые предприятия");

    let then = scene.get(&format!("{path}?as_of=2015-12-01T09:30:00Z")).await.body;
    assert_eq!(then["clusters"].as_array().unwrap().len(), 1);
    assert_eq!(then["clusters"][0]["corroboration"], "self_declared");
}

#[tokio::test]
async fn a_former_membership_stays_with_its_end() {
    let scene = Scene::entered().await;
    scene
        .state(&json!({ "claims": [], "open": [body::participant(60, "small")],
        "close": [{ "path": "participants/9", "reason": "Вышел" }] }))
        .await;
    let shown = scene.get(&format!("/api/v1/organisations/{}", scene.organisation(8))).await.body;
    let pine = &shown["clusters"][0];
    assert_eq!(pine["current"], false);
    assert_eq!(pine["until"], "2015-12-01T10:00:00Z");
}

#[tokio::test]
async fn names_are_kept_and_an_unknown_organisation_is_not_found() {
    let scene = Scene::entered().await;
    let path = format!("/api/v1/organisations/{}", scene.organisation(0));
    let body = json!({ "name": "ООО «Новое имя» (демо)", "kind": "correction" });
    scene.officer.post(&format!("{path}/name"), &body).await.done();
    scene.app.settle().await;
    let shown = scene.get(&path).await.body;
    assert_eq!(shown["name"]["ru"], "ООО «Новое имя» (демо)");
    let kinds: Vec<_> =
        shown["names"].as_array().unwrap().iter().map(|name| name["kind"].clone()).collect();
    assert_eq!(kinds, [Value::Null, json!("correction")]);

    let unknown =
        scene.reader.get("/api/v1/organisations/00000000-0000-7000-8000-000000000000").await;
    assert_eq!(unknown.refusal(), (404, "not-found"));
    let before = scene.reader.get(&format!("{path}?as_of=2015-11-30")).await;
    assert_eq!(before.refusal(), (404, "not-found"));
}
