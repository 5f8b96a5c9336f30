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
    assert!(page.text(".notice").starts_with("На эту дату такой записи ещё не было в реестре"));
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

#[tokio::test]
async fn a_date_that_can_not_be_shown_is_dropped_and_another_one_offered() {
    let scene = Scene::high().await;
    for prefix in ["", "/en"] {
        for path in
            ["/clusters?level=high&as_of=2030-01-01", "/clusters?level=high&as_of=2015-13-01"]
        {
            let raw = raw::get(&scene.app, &format!("{prefix}{path}"), &[HTML]).await;
            assert_eq!(raw.status, 422, "{path}");
            let page = Page::of(&raw);
            for link in page.links("a") {
                assert!(!link.contains("as_of"), "{link}");
            }
            assert!(page.links("main a").contains(&format!("{prefix}/clusters?level=high")));
            assert_eq!(page.all(".moment-picker[open] input[name=level][value=high]").len(), 1);
            let day = if prefix.is_empty() { "12.03.2017" } else { "12 March 2017" };
            assert!(page.text(".lead").ends_with(&format!("{day}.")), "{}", page.text(".lead"));
        }
    }
    let map = Page::of(&raw::get(&scene.app, "/?as_of=2030-01-01", &[HTML]).await);
    assert_eq!(map.links(".tools a[lang=en]"), ["/en"]);
}

#[tokio::test]
async fn a_page_speaks_to_people_and_leads_to_its_twin() {
    let scene = Scene::entered().await;
    for path in
        ["/clusters?level=top", "/nowhere", "/clusters/0000000000", "/compare", "/organisations/1"]
    {
        let raw = raw::get(&scene.app, path, &[HTML]).await;
        let lead = Page::of(&raw).text(".lead");
        for word in ["facets", "api", "ids", "не для вас", "id "] {
            assert!(!lead.contains(word), "{path}: {lead}");
        }
    }
    let gone = nowhere(&scene, "/clusters/0000000000?as_of=2015-12-01").await;
    assert_eq!(gone.links(".tools a[lang=en]"), ["/en/clusters/0000000000?as_of=2015-12-01"]);
    assert_eq!(nowhere(&scene, "/nowhere").await.links(".tools a[lang=en]"), ["/en/clusters"]);
}

#[tokio::test]
async fn an_organisation_before_its_day_leads_to_what_it_is_now() {
    let scene = Scene::entered().await;
    let own = format!("/organisations/{}", scene.organisation(0));
    let page = nowhere(&scene, &format!("{own}?as_of=position:0")).await;
    assert_eq!(page.links(".notice a"), [own]);
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page_and_never_to_another_site() {
    let scene = Scene::entered().await;
    for (path, expected) in [
        ("/clusters/", "/clusters"),
        ("/en/clusters/?level=high&q=a", "/en/clusters?level=high&q=a"),
        ("/regions/RU-TOM/", "/regions/RU-TOM"),
    ] {
        let raw = raw::get(&scene.app, path, &[HTML]).await;
        assert_eq!((raw.status, raw.header("location")), (308, Some(expected)), "{path}");
    }
    for path in ["//other.example/", "/%5Cother.example/", "/api/v1/clusters/"] {
        assert_eq!(raw::get(&scene.app, path, &[HTML]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn robots_and_browsers_find_what_they_look_for_unasked() {
    let scene = Scene::entered().await;
    let robots = raw::get(&scene.app, "/robots.txt", &[]).await;
    assert!(robots.status == 200 && robots.text().starts_with("User-agent: *"));
    let mark = raw::get(&scene.app, "/favicon.ico", &[]).await;
    assert_eq!((mark.status, mark.header("content-type")), (200, Some("image/svg+xml")));
    assert!(mark.text().contains("<svg"));
}
