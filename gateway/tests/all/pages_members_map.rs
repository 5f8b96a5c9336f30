//! Where participants are, on a close map of the profile and in words.

use serde_json::{Value, json};

use crate::pages::{Page, page};
use crate::reads::scene::Scene;

/// The point of the first participant, in the town of its cluster, and of the second one, far away.
const POINTS: [(usize, f64, f64); 2] = [(0, 56.4977, 84.9744), (1, 54.7104, 20.4522)];

async fn told() -> Scene {
    let scene = Scene::shipped().await;
    for (number, lat, lng) in POINTS {
        let point = json!({ "lat": lat, "lng": lng, "precision": "exact" });
        let details = json!({ "point": point, "described_on": "2015-11-30" });
        let path = format!("/api/v1/organisations/{}/details", scene.organisation(number));
        scene.participant(number).await.post(&path, &details).await.done();
    }
    scene.app.settle().await;
    scene
}

async fn profile(scene: &Scene, prefix: &str) -> Page {
    page(scene, &format!("{prefix}/clusters/{}", scene.pine)).await
}

#[tokio::test]
async fn participants_whose_organisations_state_a_point_are_dots_with_a_twin_in_words() {
    let scene = told().await;
    for (prefix, words) in [
        ("", "Участники, место которых известно: 2 из 10"),
        ("/en", "Participants whose place is known: 2 of 10"),
    ] {
        let page = profile(&scene, prefix).await;
        let map = &page.all("section[aria-labelledby=participants] svg.members-map[role=img]")[0];
        assert_eq!(map.value().attr("aria-label").map(plain), Some(words.to_owned()));
        assert_eq!(page.all(".members-map circle.own").len(), 1);
        assert_eq!(page.all(".members-map circle:not(.own)").len(), 2);
        assert_eq!(page.text(".members-told:not([open]) > summary"), words);
        let own = format!("{prefix}/organisations/{}", scene.organisation(0));
        assert_eq!(page.links(".members-told a")[0], own);
    }
    let russian = profile(&scene, "").await.texts(".members-told li");
    assert_eq!(russian[0], "ООО «Организация 1» (демо): 56,4977° с. ш., 84,9744° в. д. (здание)");
    let english = profile(&scene, "/en").await;
    assert!(
        english.text(".members-told li").contains("OOO “Organizatsiya 1” (demo) transliterated")
    );
    assert_eq!(english.texts(".members-told a[lang=ru]").len(), 2);
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[tokio::test]
async fn every_dot_lies_on_the_part_that_is_shown() {
    let page = profile(&told().await, "").await;
    let map = page.all(".members-map")[0].value();
    let numbers =
        |text: &str| text.split(' ').map(|one| one.parse().unwrap()).collect::<Vec<f64>>();
    let part = numbers(map.attr("viewBox").unwrap());
    let circles = page.all(".members-map circle");
    let place = |name: &str| {
        let at = |one: &scraper::ElementRef<'_>| one.value().attr(name).unwrap().parse().unwrap();
        circles.iter().map(at).collect::<Vec<f64>>()
    };
    for (places, from, size) in [(place("cx"), part[0], part[2]), (place("cy"), part[1], part[3])] {
        assert!(places.iter().all(|at| (from..from + size).contains(at)), "{places:?} {part:?}");
    }
    assert!(place("cx")[2] < place("cx")[1] - 300.0, "Kaliningrad is far in the west of Tomsk");
}

#[tokio::test]
async fn a_participant_through_a_branch_is_at_the_centre_of_its_region() {
    let scene = Scene::shipped().await;
    let branches = format!("/api/v1/organisations/{}/branches", scene.organisation(2));
    let branch = json!({ "name": { "ru": "Филиал в Томске", "en": "Tomsk branch" },
        "kpp": "701701001", "region": "RU-TOM" });
    scene.officer.post(&branches, &branch).await.done();
    let kpp = json!({ "path": "participants/3/branch_kpp", "value": "701701001" });
    scene.state(&json!({ "claims": [kpp] })).await;
    let page = profile(&scene, "").await;
    assert_eq!(page.texts(".members-told li"), ["ООО «Организация 3» (демо): Томская область"]);
    assert_eq!(page.all(".members-map circle").len(), 2);
}

#[tokio::test]
async fn where_no_place_is_known_or_the_clusters_own_may_not_be_told_nothing_is_drawn() {
    let scene = Scene::shipped().await;
    assert!(profile(&scene, "").await.all(".members-map, .members-told").is_empty());
    let scene = told().await;
    let withheld: Value = json!({ "claims": [{ "path": "location", "absence": "withheld" }] });
    scene.state(&withheld).await;
    let page = profile(&scene, "").await;
    assert!(page.all(".members-map, .members-told, .locator").is_empty());
}
