//! The page of a cluster's level: markers, the way on, the history with who confirmed.

use crate::pages::{HTML, page};
use crate::reads::raw;
use crate::reads::scene::Scene;

#[tokio::test]
async fn the_level_page_counts_blocks_and_names_who_confirmed() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    let blocks = page.texts("section[aria-labelledby=markers] h3");
    assert_eq!(
        blocks,
        ["Минимальные требования: 10 из 10", "Управление: 5 из 5", "Проекты: 4 из 4"]
    );
    let markers = page.texts("section[aria-labelledby=markers] tbody tr");
    assert_eq!(
        markers[0],
        "M1Официальное наименование 1 сведениеОфициальное наименование: 01.12.2015, указано кластером✓ выполнен"
    );
    let renewed = "указано кластером, обновить до 30.06.2016✓ выполнен, действует до 29.09.2016";
    assert!(markers[9].ends_with(renewed), "{}", markers[9]);
    assert!(
        markers[7].contains("10 сведений") && markers[7].contains("и ещё 7✓"),
        "{}",
        markers[7]
    );
    assert_eq!(page.texts(".measures dd"), ["19 из 19", "10 из 10", "9 из 9"]);
    let cells = page.all(".blocks .cells > i").len();
    assert_eq!(
        (cells, page.all(".blocks .cells > i.met").len()),
        (19, 19),
        "a cell for each marker"
    );
    assert_eq!(page.links(".blocks a")[1], "#block-governance");
    let periods = page.texts("section[aria-labelledby=past] ol > li > p");
    insta::assert_snapshot!(periods.join("\n"), @r"
    ●●● высокий
    Высокий с 12.03.2017. Последнее подтверждение: ООО «Организация 1» (демо). Обязательные признаки подтвердили: ООО «Организация 77» (демо); ООО «Организация 1» (демо).
    ●●○ средний до 12.03.2017
    Средний с 01.02.2016. Последними выполнены признаки: G1, G2, G3, G4, G5, P1, P2, P3, P4.
    ●○○ начальный до 01.02.2016
    Начальный с 01.12.2015. Кластер внесён в реестр.
    ");
    let line = page.all("section[aria-labelledby=past] svg.steps");
    assert_eq!(line.len(), 1);
    assert_eq!(page.all("svg.steps circle").len(), 3, "a point where each level began");
}

#[tokio::test]
async fn the_level_page_names_what_each_marker_of_a_past_level_rested_on() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    let basis = page.texts(".periods > li:first-child .basis > div");
    assert_eq!(basis.len(), 19, "each met marker");
    let of = |id: &str| basis.iter().find(|one| one.starts_with(id)).unwrap().as_str();
    let (who, right) = of("G1").split_once("11.03.2017").unwrap();
    let expected =
        "G1 обязательныйООО «Организация 77» (демо), ЦКР, который поддерживает кластер, ";
    assert_eq!(who, expected);
    assert!(
        right.starts_with("письмо или доверенность; право записал оператор реестра, "),
        "{right}"
    );
    assert_eq!(of("M1"), "M1указано кластером");
}

#[tokio::test]
async fn the_level_page_speaks_english_too() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/en/clusters/{}/level", scene.pine)).await;
    assert_eq!(page.text("#markers"), "Markers");
    let first = page.text("section[aria-labelledby=markers] tbody td:nth-of-type(2)");
    assert_eq!(first, "✓ met");
    let periods = page.texts("section[aria-labelledby=past] ol > li > p");
    insta::assert_snapshot!(periods[..3].join("\n"), @r"
    ●●● high
    High since 12 March 2017. Last confirmation: ООО «Организация 1» (демо). The gates were confirmed by ООО «Организация 77» (демо); ООО «Организация 1» (демо).
    ●●○ medium until 12 March 2017
    ");
    assert_eq!(page.text("svg.steps text"), "high");
}

#[tokio::test]
async fn the_way_to_the_next_level_is_worded_as_what_to_add() {
    let scene = Scene::entered().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    assert_eq!(page.text("#way"), "Ещё 5 признаков до среднего уровня");
    let missing = page.texts("section[aria-labelledby=way] ul:first-of-type li");
    assert_eq!(missing[0], "Укажите организацию-координатора или управляющую компанию G1");
    let leads = page.links("section[aria-labelledby=way] li a");
    assert!(leads.iter().all(|row| page.all(row).len() == 1), "each leads to its row: {leads:?}");
    let states = page.texts("section[aria-labelledby=markers] td:nth-of-type(2)");
    assert_eq!((states[0].as_str(), states[18].as_str()), ("✓ выполнен", "пока нет"));
}

#[tokio::test]
async fn every_statement_behind_a_marker_stands_on_a_page_of_its_own_at_the_date_asked_for() {
    let scene = Scene::high().await;
    let path = format!("/clusters/{}/level", scene.pine);
    for (start, moment) in [("", ""), ("/en", "?as_of=2016-02-01")] {
        let level = page(&scene, &format!("{start}{path}{moment}")).await;
        assert!(level.links("tbody details a").iter().all(|to| !to.starts_with("/api/")));
        let all = format!("{start}{path}/M8{moment}");
        assert_eq!(level.links("#marker-M8 details a"), std::slice::from_ref(&all));
        let marker = page(&scene, &all).await;
        assert_eq!(marker.all(".statements li").len(), 10);
        let ways = marker.links("main .source-line a");
        let edition = if moment.is_empty() { "" } else { "&as_of=2016-02-01" };
        assert_eq!(ways[0], format!("{start}{path}{moment}#marker-M8"));
        assert_eq!(ways[1], format!("{start}/methodology?edition=0.9{edition}#marker-M8"));
    }
    let marker = page(&scene, &format!("{path}/M8")).await;
    assert_eq!(marker.text("#marker"), "Признак M8: Не менее 10 участников, названных поимённо");
    assert_eq!(marker.text("#statements"), "На чём он держится: 10 сведений");
    let raw = raw::get(&scene.app, &format!("{path}/M99"), &[HTML]).await;
    assert_eq!(raw.status, 404);
}

#[tokio::test]
async fn the_rules_that_a_page_names_are_rules_to_read() {
    let scene = Scene::high().await;
    let level = page(&scene, &format!("/clusters/{}/level?as_of=2016-02-01", scene.pine)).await;
    let rules = level.links("main > .source-line a")[0].clone();
    assert_eq!(rules, "/methodology?edition=0.9&as_of=2016-02-01");
    assert!(page(&scene, &rules).await.text(".in-force").starts_with("Действует редакция 0.9:"));
    let about = page(&scene, "/about").await;
    assert_eq!(about.links("section[aria-labelledby=rules] a")[0], "/methodology");
}
