//! What of the pages is in English: Russian names marked and written in Latin letters, profiles that
//! have English found by a filter.

use serde_json::json;

use crate::pages::{page, unmarked};
use crate::reads::scene::Scene;

/// The first cluster says in English what it is called and what it does.
async fn speaking() -> Scene {
    let scene = Scene::shipped().await;
    scene.app.set_time("2017-03-12T12:00:00Z");
    let russian = crate::support::body::summary();
    let english = "A cluster of manufacturers, universities and research centres. ".repeat(4);
    let claims = json!({ "claims": [
        { "path": "official_name", "value": { "ru": "Белая сосна", "en": "White Pine" } },
        { "path": "summary", "value": { "ru": russian, "en": english } },
        { "path": "products", "value": [{ "ru": "Станки", "en": "Machine tools" }] },
    ]});
    let answer = scene.officer.post(&scene.at("claims"), &claims).await;
    assert!(answer.status < 300, "{answer:?}");
    scene.app.settle().await;
    scene
}

#[tokio::test]
async fn a_name_without_english_stands_in_russian_and_beside_it_in_latin_letters() {
    let scene = Scene::high().await;
    for path in ["/en", "/en/clusters", "/en/regions/RU-TOM"] {
        let page = page(&scene, path).await;
        let russian = page.all(&format!("a[lang=ru][href^='/en/clusters/{}']", scene.pine));
        assert!(!russian.is_empty(), "{path}");
        let latin = page.texts(".latin");
        assert!(latin.contains(&"Belaya sosna transliterated".to_owned()), "{path}: {latin:?}");
        assert_eq!(unmarked(&page), [""; 0], "{path}");
    }
    let profile = page(&scene, &format!("/en/clusters/{}", scene.birch)).await;
    assert_eq!(profile.text("h1[lang=ru]"), "Берёза");
    assert_eq!(profile.text(".other-name"), "Berëza transliterated");
    let organisation = format!("/en/organisations/{}", scene.organisation(0));
    let organisation = page(&scene, &organisation).await;
    assert!(organisation.text(".other-name").starts_with("OOO “Organizatsiya"));
}

/// The names in Latin letters within a part of a page.
async fn latin_in(scene: &Scene, path: &str, part: &str) -> Vec<String> {
    let page = page(scene, path).await;
    let unmarked = unmarked(&page).into_iter();
    // The data that stand in a page for programs name their language otherwise.
    let unmarked: Vec<_> = unmarked.filter(|text| !text.starts_with("{\"@context\"")).collect();
    assert_eq!(unmarked, [""; 0], "{path}");
    page.texts(&format!("{part} .latin"))
}

#[tokio::test]
async fn clusters_and_organisations_that_others_pages_name_stand_in_latin_letters_too() {
    let scene = Scene::high().await;
    let like = json!({ "claims": [{ "path": "specialisation_key", "value": "furniture" }] });
    scene.officer.post(&scene.at("claims"), &like).await.done();
    scene.app.settle().await;
    let pine = ["Belaya sosna transliterated"];
    let profile = format!("/en/clusters/{}", scene.birch);
    assert_eq!(latin_in(&scene, &profile, ".similar").await, pine);
    let similar = format!(".similar a[lang=ru][href='/en/clusters/{}']", scene.pine);
    assert_eq!(page(&scene, &profile).await.texts(&similar), ["Белая сосна"]);
    let region = "/en/regions/RU-TOM";
    assert_eq!(latin_in(&scene, region, ".supported").await, pine);
    let centre = latin_in(&scene, region, ".centres h3").await;
    assert_eq!(centre, ["OOO “Organizatsiya 77” (demo) transliterated"]);
    let organisation = format!("/en/organisations/{}", scene.organisation(0));
    let clusters = latin_in(&scene, &organisation, "th.name").await;
    assert_eq!(clusters, ["Belaya sosna transliterated", "Berëza transliterated"]);
    let compared = format!("/en/compare?ids={},{}", scene.pine, scene.birch);
    let compared = latin_in(&scene, &compared, "section:first-of-type thead").await;
    assert_eq!(compared, clusters);
}

#[tokio::test]
async fn russian_pages_and_english_names_need_no_latin_letters() {
    let scene = speaking().await;
    assert!(page(&scene, "/clusters").await.all(".latin").is_empty());
    let english = page(&scene, "/en/clusters").await;
    assert_eq!(english.texts(".latin"), ["Berëza transliterated"]);
}

#[tokio::test]
async fn profiles_in_english_are_found_by_a_filter_of_the_register_and_the_map() {
    let scene = speaking().await;
    let own = format!("/en/clusters/{}", scene.pine);
    let register = page(&scene, "/en/clusters?english=true&as_of=2017-03-12").await;
    assert_eq!(register.links("th.name a"), [format!("{own}?as_of=2017-03-12")]);
    assert_eq!(register.texts(".chips a"), ["profile in English × remove"]);
    assert_eq!(register.links(".chips a"), ["/en/clusters?as_of=2017-03-12"]);
    let map = page(&scene, "/en?english=true").await;
    assert_eq!(map.links(".rows h3 a"), [own]);
    let all = page(&scene, "/clusters").await;
    let choice = all.text("label:has([name=english])");
    assert_eq!(choice, "профиль на английском 1");
    let data = scene.get("/api/v1/clusters?english=true").await.body;
    assert_eq!((&data["total"], &data["items"][0]["id"]), (&json!(1), &json!(scene.pine)));
    assert_eq!(data["facets"]["english"][0]["selected"], true);
    let refused = scene.reader.get("/api/v1/clusters?english=yes").await;
    assert_eq!(refused.refusal(), (422, "query.not-a-choice"));
}

#[tokio::test]
async fn a_profile_with_half_of_its_english_is_not_in_english() {
    let scene = Scene::high().await;
    let name = json!({ "claims": [
        { "path": "official_name", "value": { "ru": "Белая сосна", "en": "White Pine" } },
    ]});
    scene.officer.post(&scene.at("claims"), &name).await;
    scene.app.settle().await;
    assert_eq!(scene.get("/api/v1/clusters?english=true").await.body["total"], 0);
}

#[tokio::test]
async fn rows_and_the_map_lead_to_the_pages_of_regions() {
    let scene = Scene::high().await;
    let register = page(&scene, "/clusters?as_of=2017-03-12").await;
    let regions = register.links("td a[href^='/regions/']");
    assert!(regions.contains(&"/regions/RU-TOM?as_of=2017-03-12".to_owned()), "{regions:?}");
    assert_eq!(page(&scene, "/").await.links(".tile-regions a"), ["/regions"]);
    let close = page(&scene, "/?district=SFO").await.links(".tile-regions a");
    assert!(close.contains(&"/regions/RU-TOM".to_owned()) && close.len() > 5, "{close:?}");
    let closest = page(&scene, "/en?region=RU-TOM").await.links(".tile-regions a");
    assert_eq!(closest, ["/en/regions/RU-TOM"]);
}

#[tokio::test]
async fn what_only_russian_words_tell_is_marked_whatever_kind_of_value_it_is() {
    let scene = speaking().await;
    let claims = json!({ "claims": [
        { "path": "technologies", "value": [{ "ru": "Лазерная сварка", "en": null }] },
        { "path": "address", "value": { "locality": "Томск", "street": "ул. Лесная, 1" } },
    ]});
    scene.state(&claims).await;
    let profile = page(&scene, &format!("/en/clusters/{}", scene.pine)).await;
    let marked = |text: &str| {
        let values = profile.texts("dd, td, th");
        let value = values.iter().find(|value| value.contains(text));
        value.unwrap_or_else(|| panic!("no {text}")).contains("Russian only")
    };
    for text in ["Лазерная сварка", "Томск, ул. Лесная", "ООО «Организация 1» (демо)"]
    {
        assert!(profile.texts("[lang=ru]").iter().any(|words| words.contains(text)), "{text}");
        assert!(marked(text), "{text}");
    }
    let written = profile.texts("dd .latin");
    assert!(written.iter().any(|one| one.starts_with("Tomsk, ul. Lesnaya, 1")), "{written:?}");
    let values = profile.texts("dd");
    let products = values.iter().find(|value| value.starts_with("Machine tools")).unwrap();
    assert!(!products.contains("Russian only"), "{products}");
}

#[tokio::test]
async fn offers_and_lines_of_the_history_say_once_that_they_are_in_russian() {
    let scene = crate::reads::offers::offering().await;
    let offers = page(&scene, "/en/offers").await;
    for card in offers.texts("li.offer") {
        let has_russian = card.contains("Ищем партнёра") || card.contains("Испытательный полигон");
        let times = card.matches("Russian only").count();
        assert!(times <= 1 && (!has_russian || times == 1), "{card}");
    }
    let history = page(&scene, &format!("/en/clusters/{}/history", scene.birch)).await;
    let line = history.texts("td.name").into_iter().find(|line| line.contains("Ищем партнёра"));
    assert_eq!(line.unwrap().matches("Russian only").count(), 1);
}
