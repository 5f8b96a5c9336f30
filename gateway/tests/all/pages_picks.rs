//! Clusters picked for a comparison stay picked while a list is read, as a browser without a script
//! sees it.

use crate::pages::{HTML, page};
use crate::reads::raw;
use crate::reads::scene::Scene;

/// Where the form of a list leads to.
async fn leads_to(scene: &Scene, path: &str) -> String {
    let raw = raw::get(&scene.app, path, &[HTML]).await;
    assert_eq!(raw.status, 303, "{path}");
    raw.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn what_is_ticked_goes_with_the_form_of_the_list_and_stays_ticked() {
    let scene = Scene::high().await;
    let (pine, birch) = (&scene.pine, &scene.birch);
    for list in ["/clusters", "/"] {
        let sent = format!("{list}?q=&sort=name&ids={birch}&ids={pine}");
        let page = page(&scene, &sent).await;
        assert_eq!(page.all("form#filters").len(), 1, "{list}");
        let ticked = page.all("input[type=checkbox][name=ids][form=filters][checked]");
        assert_eq!(ticked.len(), 2, "{list}");
        assert!(
            page.all("#filters input[type=hidden][name=ids]").is_empty(),
            "no box is sent twice"
        );
        assert_eq!(page.text("#compare .how-many"), "Выбрано 2", "{list}");
        assert_eq!(page.links("#compare .unpick"), [format!("{list}?sort=name")]);
    }
    let none = page(&scene, "/clusters").await;
    assert_eq!(none.text("#compare .how-many"), "Отметьте от 2 до 6 кластеров");
    assert_eq!(none.all("#compare .unpick[hidden]").len(), 1);
}

#[tokio::test]
async fn picks_without_a_row_are_carried_by_form_and_links() {
    let scene = Scene::high().await;
    let pine = &scene.pine;
    for list in ["/clusters", "/"] {
        for q in ["берёза", "ничего"] {
            let page =
                page(&scene, &format!("{list}?ids={pine}&q={q}&sort=name&as_of=2017-03-12")).await;
            let hidden = page.all("#filters input[type=hidden][name=ids]");
            assert_eq!(hidden.len(), 1, "{list} {q}");
            assert_eq!(hidden[0].value().attr("value"), Some(pine.as_str()));
            let chips = page.links(".chips a");
            assert!(chips.iter().all(|link| link.contains(pine.as_str())), "{chips:?}");
        }
        let both =
            page(&scene, &format!("{list}?ids={pine}&q=берёза&level=high&level=medium")).await;
        assert_eq!(both.links(".chips a.all"), [format!("{list}?ids={pine}")]);
    }
    let map = page(&scene, &format!("/?ids={pine}")).await;
    for links in [".tiles a", "p.all a", ".russia g a[tabindex]:has(path)"] {
        let links = map.links(links);
        assert!(
            !links.is_empty() && links.iter().all(|link| link.contains(pine.as_str())),
            "{links:?}"
        );
    }
}

#[tokio::test]
async fn the_button_of_the_comparison_leads_to_it_from_register_and_map() {
    let scene = Scene::high().await;
    let ids = format!("ids={}&ids={}", scene.pine, scene.birch);
    let both = format!("ids={},{}", scene.pine, scene.birch);
    for (list, language) in [("/clusters", ""), ("/", ""), ("/en/clusters", "/en"), ("/en", "/en")]
    {
        let sent = format!("{list}?as_of=2017-03-12&q=&level=high&{ids}&then=compare");
        let expected = format!("{language}/compare?{both}&as_of=2017-03-12");
        assert_eq!(leads_to(&scene, &sent).await, expected);
    }
}

#[tokio::test]
async fn a_page_is_turned_with_what_was_ticked_on_it() {
    let scene = Scene::high().await;
    let pine = &scene.pine;
    let first = page(&scene, "/clusters?limit=1&sort=name").await;
    let next = first.all(".pages button[name=turn][form=filters]");
    let cursor = next[0].value().attr("value").unwrap();
    let sent = format!("/clusters?limit=1&sort=name&q=&ids={pine}&turn={cursor}");
    let second = leads_to(&scene, &sent).await;
    assert_eq!(second, format!("/clusters?limit=1&sort=name&ids={pine}&cursor={cursor}"));
    let second = page(&scene, &second).await;
    assert!(second.text("caption").starts_with("Строка 2 из"), "{}", second.text("caption"));
    assert_eq!(second.text("#compare .how-many"), "Выбрано 1. Отметьте от 2 до 6 кластеров");
    let back = second.all(".pages button[name=turn][form=filters]")[0].value().attr("value");
    for turn in [back.unwrap(), "made-up"] {
        let sent = format!("/clusters?limit=1&sort=name&ids={pine}&turn={turn}");
        let expected = format!("/clusters?limit=1&sort=name&ids={pine}");
        assert_eq!(leads_to(&scene, &sent).await, expected);
    }
    let changed = format!("/clusters?limit=1&sort=name&q=сосна&ids={pine}&turn={cursor}");
    let begun = leads_to(&scene, &changed).await;
    assert!(!begun.contains("cursor") && begun.contains(pine.as_str()), "{begun}");
}
