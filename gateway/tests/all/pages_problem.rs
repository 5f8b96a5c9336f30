//! Pages of what isn't there: what may be meant, what left the register, and where it went on.

use serde_json::json;

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::raw;
use crate::reads::scene::{HIGH, Scene};
use crate::support::body;

/// The page of an address that leads nowhere.
async fn nowhere(scene: &Scene, path: &str) -> Page {
    let raw = raw::get(&scene.app, path, &[HTML]).await;
    assert_eq!(raw.status, 404, "{path}");
    Page::of(&raw)
}

/// An id with its last letters changed.
fn mistyped(id: &str, letters: usize) -> String {
    let (kept, changed) = id.split_at(id.len() - letters);
    let other = |letter: char| if letter == 'x' { 'w' } else { 'x' };
    kept.chars().chain(changed.chars().map(other)).collect()
}

#[tokio::test]
async fn a_mistyped_id_leads_to_the_cluster_that_is_meant() {
    let scene = Scene::entered().await;
    let own = format!("/clusters/{}", scene.pine);
    for letters in [1, 2] {
        let path = format!("/clusters/{}", mistyped(&scene.pine, letters));
        assert_eq!(nowhere(&scene, &path).await.links(".near a"), std::slice::from_ref(&own));
    }
    let far = nowhere(&scene, &format!("/clusters/{}", mistyped(&scene.pine, 3))).await;
    assert!(far.all(".near, .search-on").is_empty(), "an id has no words");
    let of_page = format!("/clusters/{}/level", mistyped(&scene.pine, 1));
    assert_eq!(nowhere(&scene, &of_page).await.links(".near a"), [own]);
}

#[tokio::test]
async fn near_ones_are_those_of_the_date_asked_for_and_links_keep_it() {
    let scene = Scene::entered().await;
    let path = format!("/clusters/{}?as_of=2015-12-01", mistyped(&scene.birch, 1));
    let expected = format!("/clusters/{}?as_of=2015-12-01", scene.birch);
    assert_eq!(nowhere(&scene, &path).await.links(".near a"), [expected]);
    let before = format!("/clusters/{}?as_of=position:0", mistyped(&scene.birch, 1));
    assert!(nowhere(&scene, &before).await.all(".near").is_empty());
}

#[tokio::test]
async fn what_was_not_in_the_register_yet_leads_to_what_it_is_now() {
    let scene = Scene::entered().await;
    let page = nowhere(&scene, &format!("/clusters/{}?as_of=position:0", scene.pine)).await;
    assert_eq!(page.links(".notice a"), [format!("/clusters/{}", scene.pine)]);
    assert!(page.text(".notice").starts_with("На эту дату его ещё не было в реестре"));
}

#[tokio::test]
async fn words_of_an_address_are_looked_for_in_the_register() {
    let scene = Scene::entered().await;
    let page = nowhere(&scene, "/clusters/белая-сосна?as_of=2015-12-01").await;
    let [search] = &page.links(".search-on a")[..] else { panic!("one link") };
    assert!(search.ends_with("&as_of=2015-12-01"), "{search}");
    let found = crate::pages::page(&scene, search).await;
    assert_eq!(
        found.links("th.name a:first-child"),
        [format!("/clusters/{}?as_of=2015-12-01", scene.pine)]
    );
    let english = nowhere(&scene, "/en/organisations/white-pine").await;
    assert_eq!(english.links(".search-on a"), ["/en/clusters?q=white%20pine"]);
}

#[tokio::test]
async fn a_number_or_a_mistyped_id_leads_to_its_organisation() {
    let scene = Scene::entered().await;
    let id = scene.organisation(0).to_string();
    let own = format!("/organisations/{id}");
    let page = nowhere(&scene, &format!("/organisations/{}", mistyped(&id, 2))).await;
    assert_eq!(page.links(".near a"), std::slice::from_ref(&own));
    let name = scene.get(&format!("/api/v1{own}")).await.body["name"]["ru"].clone();
    let digits: String = name.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    let number = body::ogrn(digits.parse().unwrap());
    let page = nowhere(&scene, &format!("/organisations/{number}")).await;
    assert_eq!(page.links(".near a"), [own]);
}

#[tokio::test]
async fn a_near_code_or_name_leads_to_the_region_or_the_specialisation() {
    let scene = Scene::entered().await;
    for given in ["RU-TMO", "томская-область", "Tomsk", "TOM"] {
        let page = nowhere(&scene, &format!("/regions/{given}")).await;
        let near = page.links(".near a");
        assert!(near.contains(&"/regions/RU-TOM".to_owned()), "{given}: {near:?}");
        assert!(near.len() <= 3, "{given}: {near:?}");
        assert!(page.links("main a").contains(&"/regions".to_owned()));
    }
    let exact = nowhere(&scene, "/regions/tomsk").await;
    assert_eq!(exact.links(".near a"), ["/regions/RU-TOM"], "though Omsk is a letter away");
    assert!(nowhere(&scene, "/regions/RU-XX").await.all(".near").is_empty());
    let page = nowhere(&scene, "/specialisations/furnitur").await;
    assert_eq!(page.links(".near a"), ["/specialisations/furniture"]);
    let page = nowhere(&scene, "/regions/RU-VLG/specialisations/мебель").await;
    assert_eq!(page.links(".near a"), ["/regions/RU-VLG/specialisations/furniture"]);
}

#[tokio::test]
async fn in_english_each_russian_name_is_marked_and_transliterated() {
    let scene = Scene::entered().await;
    let page = nowhere(&scene, &format!("/en/clusters/{}", mistyped(&scene.pine, 1))).await;
    assert_eq!(
        page.text(".near li"),
        format!("Белая сосна Belaya sosna transliterated № {}", scene.pine)
    );
    assert_eq!(unmarked(&page), [""; 0]);
}

#[tokio::test]
async fn a_merged_cluster_leads_to_its_successor_and_says_since_when_and_why() {
    let scene = Scene::high().await;
    let decision =
        json!({ "into": scene.birch, "merged_on": HIGH, "reason": "Решение общего собрания" });
    scene.officer.post(&scene.at("merger"), &decision).await.done();
    scene.app.settle().await;
    for prefix in ["", "/en"] {
        let merged = page(&scene, &format!("{prefix}/clusters/{}", scene.pine)).await;
        let successor = format!("{prefix}/clusters/{}", scene.birch);
        assert_eq!(merged.links(".ended a.button"), std::slice::from_ref(&successor));
        assert!(merged.text(".ended").contains("Решение общего собрания"));
        let back = page(&scene, &successor).await;
        assert!(back.links("main a").contains(&format!("{prefix}/clusters/{}", scene.pine)));
    }
    let merged = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert_eq!(merged.text(".ended p"), "объединён с 12.03.2017: Решение общего собрания");
}

#[tokio::test]
async fn a_withdrawn_cluster_says_when_and_why() {
    let scene = Scene::high().await;
    let reason = json!({ "reason": "По заявлению кластера" });
    scene.officer.post(&scene.at("withdrawal"), &reason).await.done();
    scene.app.settle().await;
    let gone = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert_eq!(gone.text(".ended"), "исключён из реестра с 12.03.2017: По заявлению кластера");
    assert!(gone.all(".ended a").is_empty());
}
