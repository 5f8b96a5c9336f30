//! The comparison as a browser without a script sees it, and the ways that lead to it.

use serde_json::json;

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::body;

fn path(scene: &Scene) -> String {
    format!("/compare?ids={},{}", scene.pine, scene.birch)
}

/// The rows of a page by their labels, each with its cells.
fn rows(page: &Page) -> Vec<(String, Vec<String>)> {
    let texts = page.texts("tbody th, tbody td").into_iter();
    let heads = page.all("tbody th, tbody td").into_iter().map(|one| one.value().name() == "th");
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (is_head, text) in heads.zip(texts) {
        match rows.last_mut().filter(|_| !is_head) {
            Some((_, cells)) => cells.push(text),
            None => rows.push((text, Vec::new())),
        }
    }
    rows
}

fn row(page: &Page, label: &str) -> Vec<String> {
    let rows = rows(page);
    let found = rows.iter().find(|(known, _)| known == label);
    found.unwrap_or_else(|| panic!("{label} in {rows:#?}")).1.clone()
}

#[tokio::test]
async fn clusters_stand_side_by_side_with_the_median_and_its_base() {
    let scene = Scene::entered().await;
    scene
        .state(&json!({ "claims": [
        { "path": "employees_total", "value": 4800, "described_on": "2015-06-30" }] }))
        .await;
    let page = page(&scene, &path(&scene)).await;
    assert_eq!(page.text("h1"), "Сравнение кластеров");
    let employees = row(&page, "Общая численность работников");
    assert_eq!(
        employees,
        ["4 800 указано кластером", "1 200 указано кластером", "3 000 по данным 2 кластеров"]
    );
    let lines = page.all("section[aria-labelledby=participants] tr:first-child .value");
    let widths: Vec<_> = lines.iter().map(|bar| bar.value().attr("width").unwrap()).collect();
    assert_eq!(widths, ["100", "25"], "both on one scale");
    let tick = page.all("section[aria-labelledby=participants] .tick")[0];
    assert_eq!(tick.value().attr("d"), Some("M62.5 0V12"));
    assert_eq!(row(&page, "Участники"), ["10", "11", "10,5 по данным 2 кластеров"]);
    let types = row(&page, "Участники: Тип участника");
    assert!(
        types[0].starts_with("10 из 10") && types[0].contains("Малые предприятия: 9"),
        "{types:?}"
    );
}

#[tokio::test]
async fn level_and_blocks_of_markers_open_the_comparison() {
    let scene = Scene::high().await;
    let page = page(&scene, &path(&scene)).await;
    let level = row(&page, "Уровень оргразвития");
    assert_eq!(level[..2], ["●●● высокий с 12.03.2017", "●○○ начальный с 01.12.2015"]);
    let minimum = row(&page, "Минимальные требования");
    assert_eq!(minimum[..2], ["10 из 10", "10 из 10"]);
    assert_eq!(
        page.all("#level ~ table .heat-5").len(),
        4,
        "all markers of the pine, the birch's ten"
    );
    let tables = page.all("table:not([role=table]), tr:not([role=row]), td:not([role=cell])");
    assert!(tables.is_empty(), "roles stay where a phone lays a table out otherwise");
}

#[tokio::test]
async fn years_have_no_bars_and_what_nobody_provided_is_named_and_no_zero() {
    let scene = Scene::entered().await;
    let page = page(&scene, &path(&scene)).await;
    let year = row(&page, "Год создания");
    assert_eq!(year[2], "2012 по данным 2 кластеров");
    let rows = page.all("tbody tr");
    let year = rows.iter().find(|row| row.text().any(|text| text == "Год создания")).unwrap();
    assert_eq!(year.select(&scraper::Selector::parse("svg").unwrap()).count(), 0);
    let missing = page.text("section[aria-labelledby=identity] .missing");
    assert!(missing.starts_with("Никто из них не представил: "), "{missing}");
    assert!(missing.contains("Краткое наименование"), "{missing}");
    let missing = page.text("section[aria-labelledby=projects] .missing");
    assert_eq!(
        missing, "Никто из них не представил: Совместные проекты",
        "and not each of its fields"
    );
}

#[tokio::test]
async fn what_one_has_and_the_other_has_not_says_so() {
    let scene = Scene::high().await;
    let projects = row(&page(&scene, &path(&scene)).await, "Совместные проекты");
    assert_eq!(projects[..2], ["2", "не представлено"]);
}

#[tokio::test]
async fn only_what_differs_can_be_shown() {
    let scene = Scene::entered().await;
    let all = page(&scene, &path(&scene)).await;
    let switch = all.links(".compare-tools a").remove(0);
    assert_eq!(switch, format!("{}&differences=1", path(&scene)));
    let differing = page(&scene, &switch).await;
    let labels: Vec<_> = rows(&differing).into_iter().map(|(label, _)| label).collect();
    assert!(labels.contains(&"Субъекты РФ".to_owned()), "{labels:?}");
    assert!(!labels.contains(&"Общая численность работников".to_owned()), "{labels:?}");
    assert!(rows(&all).len() > labels.len());
    assert!(differing.all(".missing").is_empty());
    assert_eq!(differing.links(".compare-tools a")[0], path(&scene), "and back");
}

#[tokio::test]
async fn the_tool_line_leads_to_the_data_and_to_the_page_as_it_stands_now() {
    let scene = Scene::high().await;
    let now = page(&scene, &path(&scene)).await;
    let head = scene.get("/api/v1/clusters").await;
    let links = now.links(".compare-tools a");
    let ids = format!("ids={},{}", scene.pine, scene.birch);
    assert!(links[1].starts_with(&format!("/compare?{ids}&as_of=position:")), "{links:?} {head:?}");
    let pinned = page(&scene, &links[1]).await;
    assert_eq!(rows(&pinned), rows(&now));
    assert_eq!(links[2], format!("/api/v1/compare.csv?{ids}&lang=ru"));
    for file in &links[2..] {
        scene.file(file).await;
    }
    let past = page(&scene, &format!("{}&as_of=2015-12-01", path(&scene))).await;
    assert!(past.text(".band.past").starts_with("По состоянию на 01.12.2015"));
    assert!(row(&past, "Уровень оргразвития")[0].starts_with("●○○ начальный"));
    for link in past.links("main a") {
        assert!(link.contains("as_of=2015-12-01"), "{link}");
    }
}

#[tokio::test]
async fn a_form_leads_to_the_permanent_address_and_keeps_the_date() {
    let scene = Scene::high().await;
    let asked = format!("/en/compare?as_of=2017-03-12&ids={}&ids={}", scene.pine, scene.birch);
    let answer = raw::get(&scene.app, &asked, &[HTML]).await;
    let expected = format!("/en/compare?ids={},{}&as_of=2017-03-12", scene.pine, scene.birch);
    assert_eq!((answer.status, answer.header("location")), (303, Some(expected.as_str())));
    for list in ["/clusters?as_of=2017-03-12", "/?as_of=2017-03-12"] {
        let page = page(&scene, list).await;
        let button = page.all("button[type=submit][form=filters][name=then]")[0];
        assert_eq!(button.value().attr("value"), Some("compare"), "{list}");
        assert_eq!(page.all("form#filters input[name=as_of][value='2017-03-12']").len(), 1);
        let picks = page.all("input[type=checkbox][name=ids][form=filters]");
        let mut picked: Vec<_> =
            picks.iter().map(|one| one.value().attr("value").unwrap()).collect();
        picked.sort_unstable();
        let mut both = [scene.pine.as_str(), scene.birch.as_str()];
        both.sort_unstable();
        assert_eq!(picked, both, "{list}");
        assert!(
            picks.iter().all(|one| one
                .value()
                .attr("aria-label")
                .unwrap()
                .starts_with("Сравнить: "))
        );
    }
}

#[tokio::test]
async fn a_third_cluster_can_be_left_out_again_and_a_profile_leads_to_those_like_it() {
    let scene = Scene::entered().await;
    let larch = scene.app.listed(&scene.officer, "Лиственница").await;
    scene.app.settle().await;
    let (pine, birch) = (&scene.pine, &scene.birch);
    let three = page(&scene, &format!("/compare?ids={pine},{birch},{larch}")).await;
    assert_eq!(three.links(".chips a")[1], format!("/compare?ids={pine},{larch}"));
    assert_eq!(three.all("table.of-3").len(), three.all("table").len());
    assert!(page(&scene, &path(&scene)).await.all(".chips").is_empty(), "two can't be fewer");
    let profile = page(&scene, &format!("/clusters/{pine}")).await;
    let links = profile.links("section[aria-labelledby=similar] p a");
    assert_eq!(links, [format!("/compare?ids={pine},{larch}")]);
}

#[tokio::test]
async fn what_can_not_be_compared_is_a_page_that_says_why() {
    let scene = Scene::entered().await;
    let pine = &scene.pine;
    for (ids, status, title) in [
        (String::new(), 422, "Столько не сравнивают"),
        (format!("?ids={pine},abc"), 422, "Это не id"),
        (format!("?ids={pine},0000000098"), 404, "Не найдено"),
    ] {
        let raw = raw::get(&scene.app, &format!("/compare{ids}"), &[HTML]).await;
        let page = Page::of(&raw);
        assert_eq!((raw.status, page.text("h1").as_str()), (status, title), "{ids}");
        assert_eq!(page.links("main a"), ["/clusters"], "{ids}");
    }
}

/// A page that isn't answered with 200.
async fn refused(scene: &Scene, path: &str, status: u16) -> Page {
    let raw = raw::get(&scene.app, path, &[HTML]).await;
    assert_eq!(raw.status, status, "{path}");
    Page::of(&raw)
}

#[tokio::test]
async fn one_or_too_many_picked_ones_stay_listed_and_it_is_said_what_to_do() {
    let scene = Scene::entered().await;
    let pine = &scene.pine;
    let one = page(&scene, &format!("/compare?ids={pine}&as_of=2015-12-01")).await;
    assert!(one.text(".lead").starts_with("Отмечен один кластер"));
    assert_eq!(one.texts(".picked label"), ["Белая сосна"]);
    assert!(
        one.all("button[type=submit]:not(.as-of button)").is_empty(),
        "there is nothing to untick"
    );
    let register = format!("/clusters?ids={pine}&as_of=2015-12-01");
    assert_eq!(one.links("main a"), std::slice::from_ref(&register));
    let list = page(&scene, &register).await;
    let ticked = list.all("tbody input[name=ids][checked]");
    assert_eq!(ticked.len(), 1);
    assert_eq!(ticked[0].value().attr("value"), Some(pine.as_str()));
    let elsewhere = page(&scene, &format!("{register}&q=берёза")).await;
    assert_eq!(elsewhere.all("#filters input[type=hidden][name=ids]").len(), 1, "it is sent, too");

    let mut ids = vec![pine.clone(), scene.birch.clone()];
    for name in ["Ива", "Ель", "Клён", "Дуб", "Липа"] {
        ids.push(scene.app.listed(&scene.officer, name).await);
    }
    scene.app.settle().await;
    let form: Vec<_> = ids.iter().map(|id| format!("ids={id}")).collect();
    let seven = refused(&scene, &format!("/compare?{}", form.join("&")), 422).await;
    assert!(seven.text(".lead").starts_with("Отмечено 7 кластеров"));
    assert_eq!(seven.all(".picked input[checked]").len(), 7);
    assert_eq!(seven.text("main button[type=submit]"), "Сравнить отмеченные");
}

#[tokio::test]
async fn a_comparison_can_begin_with_one_cluster_from_its_profile() {
    let scene = Scene::entered().await;
    let larch = scene.app.listed(&scene.officer, "Лиственница").await;
    scene.app.settle().await;
    let pine = &scene.pine;
    for (start, like) in [("", "Похожие кластеры"), ("/en", "Similar clusters")] {
        let profile = page(&scene, &format!("{start}/clusters/{pine}")).await;
        let begun = format!("{start}/compare?ids={pine}");
        assert_eq!(profile.links(".standing .compare-this"), std::slice::from_ref(&begun));
        let begun = page(&scene, &begun).await;
        assert_eq!(begun.texts("legend")[1], like);
        let boxes = begun.all("form .similar input[name=ids]:not([checked])");
        let offered: Vec<_> = boxes.iter().map(|one| one.value().attr("value").unwrap()).collect();
        assert_eq!(offered, [larch.as_str()]);
        let ways = begun.links(".compare-tools a");
        let register = format!("{start}/clusters?ids={pine}");
        assert_eq!(ways, [format!("{start}/compare?ids={pine},{larch}"), register]);
    }
    let english = page(&scene, &format!("/en/compare?ids={pine}")).await;
    assert_eq!(unmarked(&english), [""; 0]);
    let history = page(&scene, &format!("/clusters/{pine}/history")).await;
    assert!(history.all(".compare-this").is_empty(), "it stands on the profile");
}

#[tokio::test]
async fn names_are_compared_in_both_languages() {
    let scene = Scene::entered().await;
    let mut spruce = body::cluster("Ель");
    spruce["claims"][0]["value"] = json!({ "ru": "Ель", "en": "Spruce" });
    spruce["claims"][1]["value"] = json!(["RU-VLG"]);
    let spruce = scene.officer.post("/api/v1/clusters", &spruce).await.done().text("cluster");
    scene.app.settle().await;
    let path = format!("/compare?ids={spruce},{}", scene.birch);
    let compared = page(&scene, &path).await;
    let (own, other) = ("Официальное наименование", "Официальное наименование, по-английски");
    assert_eq!(row(&compared, own)[..2], ["Ель указано кластером", "Берёза указано кластером"]);
    assert_eq!(row(&compared, other)[..2], ["Spruce", "не представлено"]);
    assert_eq!(compared.texts("td [lang=en]"), ["Spruce"]);
    let english = page(&scene, &format!("/en{path}")).await;
    assert_eq!(row(&english, "Official name, in Russian")[..2], ["Ель", "Берёза"]);
    assert_eq!(unmarked(&english), [""; 0]);
}

#[tokio::test]
async fn a_cluster_that_came_later_is_named_and_the_others_can_be_compared() {
    let scene = Scene::high().await;
    let larch = scene.app.listed(&scene.officer, "Лиственница").await;
    scene.app.settle().await;
    let (pine, birch) = (&scene.pine, &scene.birch);
    let path = format!("/compare?ids={pine},{birch},{larch}&as_of=2016-03-01");
    let later = refused(&scene, &path, 404).await;
    assert_eq!(later.texts(".later a"), ["Лиственница"]);
    let ways = later.links(".compare-tools a");
    assert_eq!(ways[0], format!("/compare?ids={pine},{birch}&as_of=2016-03-01"));
    assert_eq!(ways[1], format!("/compare?ids={pine},{birch},{larch}"));
    for way in &ways[..2] {
        page(&scene, way).await;
    }
    let english = refused(&scene, &format!("/en{path}"), 404).await;
    assert_eq!(unmarked(&english), [""; 0]);
}

#[tokio::test]
async fn the_english_comparison_marks_what_is_only_in_russian() {
    let scene = Scene::high().await;
    scene.state(&body::claim("year_created", 2013)).await;
    let english = page(&scene, &format!("/en{}", path(&scene))).await;
    assert_eq!(english.text("h1"), "Clusters side by side");
    assert_eq!(unmarked(&english), Vec::<String>::new());
    assert_eq!(
        row(&english, "Level of organisational development")[0],
        "●●● high since 12 March 2017"
    );
    assert_eq!(english.links(".compare-tools a")[0], format!("/en{}&differences=1", path(&scene)));
    assert!(english.links(".compare-tools a")[2].ends_with("&lang=en"));
}
