//! Words asked of the register and the map: what is found, and where.

use serde_json::{Value, json};

use crate::pages::{HTML, page};
use crate::reads::offers::offering;
use crate::reads::on_a_day::pilot;
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::body;

/// Where an address leads on to.
async fn leads_to(scene: &Scene, path: &str) -> String {
    let raw = raw::get(&scene.app, path, &[HTML]).await;
    assert_eq!(raw.status, 303, "{path}");
    raw.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn a_row_says_in_which_part_of_the_profile_the_words_were_found() {
    let scene = offering().await;
    for path in ["/clusters?q=испытательные+полигоны", "/?q=испытательные+полигоны"]
    {
        let page = page(&scene, path).await;
        let expected = "Предложения: Испытательный полигон для новых материалов";
        assert_eq!(page.texts(".matched"), [expected], "{path}");
    }
    let english = page(&scene, "/en/clusters?q=полигон").await;
    assert_eq!(english.texts(".matched"), ["Offers: Испытательный полигон для новых материалов"]);
    assert_eq!(english.texts(".matched [lang=ru]").len(), 1);
    let named = page(&scene, "/clusters?q=sosna").await;
    assert!(named.texts("th.name a").contains(&"Белая сосна".into()));
    assert_eq!(named.texts(".matched"), [""; 0], "a name stands there anyway");
}

#[tokio::test]
async fn a_chief_town_finds_the_clusters_of_its_region() {
    let scene = offering().await;
    for path in ["/clusters?q=Вологда", "/?q=vologda"] {
        let page = page(&scene, path).await;
        let rows = page.texts("th.name a, .rows h3 a");
        assert!(rows.contains(&"Берёза".to_owned()), "{path}: {rows:?}");
    }
    let told = page(&scene, "/clusters?q=Вологда").await;
    assert_eq!(told.texts(".matched"), ["Субъекты РФ: Вологда"]);
}

#[tokio::test]
async fn how_a_cluster_is_supported_on_the_day_finds_it_and_the_row_says_so() {
    let scene = pilot().await;
    let told = async |path: &str| page(&scene, path).await.texts(".matched");
    for path in ["/clusters?on=2015-06-30&q=ИТК", "/clusters?on=2015-06-30&q=пилотный"] {
        assert_eq!(told(path).await, ["Поддержка: Пилотный ИТК"], "{path}");
    }
    assert_eq!(told("/?q=ЦКР").await, ["Поддержка: При поддержке ЦКР"]);
    assert_eq!(told("/clusters?q=самостоятельный").await, ["Поддержка: Самостоятельный"]);
    assert_eq!(
        told("/en/clusters?on=2015-06-30&q=pilot").await,
        ["Support: Pilot innovative territorial cluster"]
    );
    assert_eq!(told("/clusters?q=ИТК").await, [""; 0], "it ended before today");
    let found = scene.get("/api/v1/clusters?q=ЦКР").await.body;
    assert_eq!(found["items"][0]["matched"]["field"], "support");
}

#[tokio::test]
async fn a_town_of_an_address_finds_the_cluster_and_the_row_says_so() {
    let scene = offering().await;
    let address = json!({ "locality": "г. Северск", "street": "ул. Лесная, 1" });
    scene.state(&json!({ "claims": [{ "path": "address", "value": address }] })).await;
    scene.app.settle().await;
    for path in ["/clusters?q=северск", "/?q=seversk"] {
        let page = page(&scene, path).await;
        assert_eq!(page.texts(".matched"), ["Адрес: Северск"], "{path}");
    }
    let english = page(&scene, "/en/clusters?q=северск").await;
    assert_eq!(english.texts(".matched [lang=ru]").len(), 1);
}

#[tokio::test]
async fn words_order_by_closeness_unless_another_order_is_chosen() {
    let scene = offering().await;
    let chosen = |page: crate::pages::Page| page.text("#sort option[selected]");
    assert_eq!(chosen(page(&scene, "/clusters?q=сосна").await), "ближе к запросу");
    assert_eq!(chosen(page(&scene, "/clusters?q=сосна&sort=name").await), "по названию");
    let without = page(&scene, "/clusters").await;
    assert!(!without.texts("#sort option").contains(&"ближе к запросу".into()));
    assert_eq!(without.all("#sort option[selected]")[0].value().attr("value"), Some(""));
}

#[tokio::test]
async fn a_number_leads_to_its_organisation_and_an_id_to_its_cluster() {
    let scene = offering().await;
    let organisation = format!("/organisations/{}", scene.organisation(0));
    let name = scene.get(&format!("/api/v1{organisation}")).await.body["name"]["ru"].clone();
    let digits: String = name.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    let number = body::ogrn(digits.parse().unwrap());
    assert_eq!(leads_to(&scene, &format!("/?q={number}")).await, organisation);
    assert_eq!(
        leads_to(&scene, &format!("/en/clusters?q={number}&as_of=2015-12-01")).await,
        format!("/en{organisation}?as_of=2015-12-01")
    );
    let pine = format!("/clusters/{}", scene.pine);
    assert_eq!(leads_to(&scene, &format!("/clusters?q={}", scene.pine)).await, pine);
}

#[tokio::test]
async fn the_list_tells_where_words_were_found_and_forgives_a_letter() {
    let scene = offering().await;
    let found = scene.get("/api/v1/clusters?q=испытателный+полигон").await.body;
    assert_eq!(found["total"], 1);
    assert_eq!(found["items"][0]["matched"]["field"], "offers/text");
    assert_eq!(found["items"][0]["matched"]["label"]["ru"], "Предложения");
    let all = scene.get("/api/v1/clusters").await.body;
    assert_eq!(all["items"][0]["matched"], serde_json::Value::Null);
    assert_eq!(scene.get("/api/v1/clusters?q=кедр").await.body["total"], 0);
}

#[tokio::test]
async fn a_cluster_is_found_by_its_former_and_other_names_and_its_profile_tells_the_former() {
    let scene = Scene::shipped().await;
    let renamed = json!({ "claims": [
        { "path": "official_name", "value": { "ru": "Белая ель", "en": "White Spruce" } },
        { "path": "aliases", "value": [{ "ru": "МКБС" }] },
    ] });
    scene.app.set_time("2016-01-10T10:00:00Z");
    scene.officer.post(&scene.at("claims"), &renamed).await.done();
    scene.app.settle().await;
    let sought = |found: &Value| found["items"][0]["matched"].clone();
    let former = sought(&scene.get("/api/v1/clusters?q=сосна").await.body);
    assert_eq!((&former["field"], &former["former"]), (&json!("official_name"), &json!(true)));
    assert_eq!(former["text"]["ru"], "Белая сосна");
    let other = sought(&scene.get("/api/v1/clusters?q=мкбс").await.body);
    assert_eq!((&other["field"], &other["former"]), (&json!("aliases"), &json!(false)));
    let told = page(&scene, "/clusters?q=сосна").await.texts(".matched");
    assert_eq!(told, ["Прежнее название: Белая сосна"]);
    let told = page(&scene, "/clusters?q=мкбс").await.texts(".matched");
    assert_eq!(told, ["Другие наименования: МКБС"]);

    let profile = format!("/clusters/{}", scene.pine);
    assert_eq!(page(&scene, &profile).await.text(".former-names"), "ранее Белая сосна");
    let english = page(&scene, &format!("/en{profile}")).await;
    assert_eq!(english.text(".former-names"), "formerly Белая сосна");
    assert_eq!(english.texts(".former-names [lang=ru]"), ["Белая сосна"]);
    let before = page(&scene, &format!("{profile}?as_of=2015-12-01")).await;
    assert!(before.all(".former-names").is_empty());
    let card = scene.get(&scene.card()).await.body;
    assert_eq!(card["former_names"], json!([{ "ru": "Белая сосна", "en": null }]));
}
