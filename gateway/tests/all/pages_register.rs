//! The register as a table: its rows, what is chosen, its pages.

use serde_json::json;

use crate::pages::page;
use crate::reads::scene::Scene;

#[tokio::test]
async fn a_row_shows_the_level_as_glyph_and_word_and_says_what_is_not_provided() {
    let scene = Scene::high().await;
    let page = page(&scene, "/clusters?sort=name").await;
    let rows = page.texts("tbody tr");
    assert_eq!(
        rows,
        [
            "Белая сосна ●●● высокий Информационно-коммуникационные технологии Томская область 10 1 200 2 12.03.2017",
            "Берёза ●○○ начальный Производство мебели Вологодская область, Костромская область 11 1 200 не представлено 01.12.2015",
        ]
    );
    let sorts = page.texts("select option");
    assert_eq!(sorts[0], "недавно обновлённые");
    assert!(!sorts.iter().any(|sort| sort.contains("уровню")), "a level is no rank: {sorts:?}");
}

#[tokio::test]
async fn what_is_chosen_can_be_lifted_again() {
    let scene = Scene::high().await;
    let page = page(&scene, "/clusters?level=high&q=%D0%B4%D1%83%D0%B1&as_of=2017-03-12").await;
    assert_eq!(
        page.texts(".chips a"),
        ["высокий × снять", "слова: дуб × снять", "Снять все условия"]
    );
    assert_eq!(page.links(".chips a")[1], "/clusters?level=high&as_of=2017-03-12");
    assert!(page.text(".results").contains("Снимите одно из условий выше"));
    assert_eq!(page.all("input[name=level][value=high][checked]").len(), 1);
}

#[tokio::test]
async fn pages_of_the_list_lead_on_and_back() {
    let scene = Scene::entered().await;
    let first = page(&scene, "/clusters?limit=1").await;
    assert_eq!(first.text("caption"), "Строка 1 из 2");
    let next = first.links("a[rel=next]").remove(0);
    let second = page(&scene, &next).await;
    assert_eq!(second.text("caption"), "Строка 2 из 2");
    assert_eq!(second.links(".pages a"), ["/clusters?limit=1"]);
}

#[tokio::test]
async fn the_register_shows_what_is_in_it_like_the_map_and_tells_what_stands_outside() {
    let scene = Scene::high().await;
    let reason = json!({ "reason": "По заявлению" });
    scene.officer.post(&scene.at("withdrawal"), &reason).await.done();
    scene.app.settle().await;
    for list in ["/clusters", "/"] {
        let page = page(&scene, list).await;
        assert_eq!(page.text("[data-found]"), "1 кластер", "{list}");
        assert_eq!(page.text(".outside"), "и ещё 1 вне реестра");
        assert_eq!(page.all("input[name=status][value=listed][checked]").len(), 1, "{list}");
        let outside = crate::pages::page(&scene, &page.links(".outside a")[0]).await;
        assert_eq!(outside.text("[data-found]"), "1 кластер");
        assert!(outside.text(".results, .list").contains("исключён"), "{list}");
        assert!(outside.all(".outside").is_empty());
    }
    let shown = page(&scene, "/clusters?sort=name&limit=1").await;
    let files = shown.links(".files a");
    assert_eq!(files[0], "/api/v1/clusters.csv?sort=name&status=listed");
    assert_eq!(files.last().unwrap(), "/clusters.atom?status=listed");
    let lifted = page(&scene, "/clusters?status=listed").await;
    assert!(lifted.all(".chips").is_empty(), "what comes unasked can't be lifted");
    assert_eq!(lifted.links(".outside a"), ["/clusters?status=withdrawn"]);
}

#[tokio::test]
async fn what_a_live_filter_changes_is_marked_and_the_setting_for_weak_sight_keeps_the_date() {
    let scene = Scene::high().await;
    for path in ["/clusters?level=high&as_of=2017-03-12", "/?level=high&as_of=2017-03-12"] {
        let page = page(&scene, path).await;
        let back =
            path.replace('/', "%2F").replace('?', "%3F").replace('=', "%3D").replace('&', "%26");
        for sight in [".tools[data-live] .sight", ".sight-in-menu[data-live] a"] {
            assert_eq!(page.links(sight), [format!("/accessibility?back={back}")], "{path}");
        }
        for live in [".tools", ".moment-picker form", ".band.past p", "link[hreflang=en]"] {
            assert_eq!(page.all(&format!("{live}[data-live]")).len(), 1, "{path}: {live}");
        }
    }
}

#[tokio::test]
async fn words_that_find_nothing_are_answered_with_what_to_try() {
    let scene = Scene::high().await;
    let page = page(&scene, "/clusters?q=ничегонет").await;
    assert!(page.text(".results").contains("Попробуйте другие слова"));
    assert!(!page.text(".results").contains("Снимите одно из условий"));
}
