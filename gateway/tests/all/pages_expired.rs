//! Offers, requests and sites that ran out stand apart on the profile, each with its last day.

use crate::pages::{Page, page};
use crate::reads::offers::offering;
use crate::reads::scene::Scene;

const EXPIRED: &str = "section[aria-labelledby=cooperation] details.expired";
const OPEN: &str = "section[aria-labelledby=cooperation] > ul.cards > li";

async fn birch(scene: &Scene, prefix: &str, query: &str) -> Page {
    page(scene, &format!("{prefix}/clusters/{}{query}", scene.birch)).await
}

#[tokio::test]
async fn a_request_stands_among_the_open_ones_through_its_last_day() {
    let scene = offering().await;
    scene.app.set_time("2015-12-31T12:00:00Z");
    let page = birch(&scene, "", "").await;
    assert_eq!(page.texts(OPEN).len(), 1);
    assert!(page.all("details.expired").is_empty());
}

#[tokio::test]
async fn what_ran_out_stands_in_a_closed_part_of_its_own_with_its_day() {
    let scene = offering().await;
    scene.app.set_time("2016-01-01T12:00:00Z");
    let page = birch(&scene, "", "").await;
    assert!(page.all(OPEN).is_empty(), "{:?}", page.texts(OPEN));
    assert_eq!(
        page.text(&format!("{EXPIRED}:not([open]) > summary")),
        "Истекшие предложения и запросы"
    );
    assert_eq!(page.texts(&format!("{EXPIRED} h3")), ["Запросы"]);
    let cards = page.texts(&format!("{EXPIRED} li.card"));
    assert_eq!(cards.len(), 1);
    assert!(cards[0].contains("Ищем партнёра по фурнитуре"), "{cards:?}");
    assert!(cards[0].contains("Срок истёк: 31.12.2015"), "{cards:?}");
    let missing = page.text("section[aria-labelledby=cooperation] .missing");
    assert!(!missing.contains("Запросы"), "what ran out was provided: {missing}");

    let english = birch(&scene, "/en", "").await;
    assert_eq!(english.text(&format!("{EXPIRED} > summary")), "Expired offers and requests");
    let card = english.text(&format!("{EXPIRED} li.card"));
    assert!(card.contains("Expired: 31 December 2015"), "{card}");
}

#[tokio::test]
async fn what_had_not_run_out_by_the_day_asked_for_is_still_open() {
    let scene = offering().await;
    scene.app.set_time("2016-07-01T12:00:00Z");
    for query in ["?as_of=2015-12-31", "?on=2015-12-31"] {
        let page = birch(&scene, "", query).await;
        assert_eq!(page.texts(OPEN).len(), 1, "{query}");
        assert!(page.all("details.expired").is_empty(), "{query}");
    }
    let pine = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert_eq!(pine.texts(&format!("{EXPIRED} h3")), ["Предложения"]);
    assert!(pine.all("section[aria-labelledby=infrastructure] .expired").is_empty());
}
