//! «Связи кластеров» as a browser without a script sees it.

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::links::linked;
use crate::reads::raw;
use crate::support::{TestApp, generous};

#[tokio::test]
async fn pairs_stand_in_a_table_with_counts_and_the_names_behind_them() {
    let scene = linked().await;
    let page = page(&scene, "/links").await;
    assert_eq!(page.text("h1"), "Связи кластеров");
    assert!(page.text(".page-head .meta").ends_with("По данным 2 из 2 кластеров."));
    assert_eq!(page.text(".results-head h2"), "1 пара кластеров");
    assert_eq!(page.texts("td.number"), ["10", "2", "1", "1"]);
    let names = page.texts(".links th a");
    assert!(names.contains(&"Белая сосна".to_owned()) && names.len() == 2, "{names:?}");
    assert_eq!(
        page.texts(".what .caption"),
        [
            "Общие участники",
            "Общие партнёры",
            "Проекты с участниками обоих",
            "Подтверждённые связи"
        ]
    );
    let links = page.links(".what li a");
    assert_eq!(links.len(), 12);
    assert!(links.iter().all(|link| link.starts_with("/organisations/")), "{links:?}");
    let told = page.texts(".what li");
    let ends = |words: &str| told.iter().filter(|one| one.ends_with(words)).count();
    assert_eq!(ends("участник одного, партнёр другого"), 1);
    assert_eq!(told[12], "Общий полигон проект: Белая сосна");
    assert!(told[13].contains("с 01.03.2014 · подтверждено полностью"), "{}", told[13]);
}

#[tokio::test]
async fn what_is_not_found_is_no_zero() {
    let scene = linked().await;
    let page = page(&scene, "/links?as_of=2015-12-31").await;
    assert_eq!(page.texts("td.number"), ["10", "—не найдено", "—не найдено", "—не найдено"]);
}

#[tokio::test]
async fn a_cluster_that_is_asked_for_is_kept_by_the_form_and_lifted_by_its_chip() {
    let scene = linked().await;
    let path = format!("/links?cluster={}&region=RU-VLG&kind=links", scene.pine);
    let page = page(&scene, &path).await;
    let hidden = page.all("form.filters input[type=hidden][name=cluster]");
    assert_eq!(hidden[0].value().attr("value"), Some(scene.pine.as_str()));
    assert_eq!(
        page.texts(".chips a"),
        [
            "Белая сосна × снять",
            "Вологодская область × снять",
            "Подтверждённые связи × снять",
            "Снять все условия"
        ]
    );
    assert_eq!(page.links(".chips a")[0], "/links?region=RU-VLG&kind=links");
    let kinds = page.texts("label:has(input[name=kind])");
    let counted = [
        "Общие участники 1",
        "Общие партнёры 1",
        "Проекты с участниками обоих 1",
        "Подтверждённые связи 1",
    ];
    assert_eq!(kinds, counted);
    let nothing = self::page(&scene, "/links?region=RU-MOW").await;
    assert_eq!(nothing.text(".results-head h2"), "Таких связей не найдено");
    let wrong = raw::get(&scene.app, "/links?kind=love", &[HTML]).await;
    assert_eq!((wrong.status, Page::of(&wrong).all("h1").len()), (422, 1));
}

#[tokio::test]
async fn links_of_the_table_keep_the_date_and_english_marks_what_is_russian() {
    let scene = linked().await;
    let dated = page(&scene, "/links?as_of=2016-02-01").await;
    for link in dated.links("main a") {
        assert!(link.contains("as_of=2016-02-01"), "{link}");
    }
    let english = page(&scene, "/en/links").await;
    assert_eq!(unmarked(&english), Vec::<String>::new());
    assert_eq!(english.text("h1"), "Cluster links");
    assert_eq!(english.text(".results-head h2"), "1 pair of clusters");
    for link in english.links("main a") {
        assert!(link.starts_with("/en/") || link.starts_with("/api/"), "{link}");
    }
}

#[tokio::test]
async fn the_profile_says_with_how_many_it_shares_participants_and_leads_to_the_table() {
    let scene = linked().await;
    let profile = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let section = profile.text("section[aria-labelledby=links]");
    assert!(section.contains("Общие участники с 1 кластером."), "{section}");
    let address = format!("/links?cluster={}", scene.pine);
    assert_eq!(profile.links("section[aria-labelledby=links] a"), [address]);
    assert_eq!(profile.links(".menu a[href='/links']").len(), 1);
}

#[tokio::test]
async fn an_empty_registry_has_no_links_and_an_unchanged_page_is_not_sent_again() {
    let app = TestApp::unopened(generous()).await;
    assert_eq!(raw::get(&app, "/links", &[HTML]).await.status, 200);
    let scene = linked().await;
    let first = raw::get(&scene.app, "/links", &[HTML]).await;
    let known = [HTML, ("if-none-match", first.header("etag").unwrap())];
    assert_eq!(raw::get(&scene.app, "/links", &known).await.status, 304);
}
