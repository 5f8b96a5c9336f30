//! The map beside its list, as a browser without a script sees them.

use serde_json::json;

use crate::pages::{Page, page};
use crate::reads::scene::Scene;

#[tokio::test]
async fn the_map_and_its_list_show_the_same_clusters() {
    let scene = Scene::high().await;
    let map = page(&scene, "/").await;
    assert_eq!(map.all(".russia .land").len(), 83, "every region has its shape");
    let bubbles: Vec<_> = map.links(".bubbles a");
    let mut listed = map.links(".rows h3 a");
    listed.reverse();
    assert_eq!(bubbles, listed);
    assert_eq!(map.all(".bubbles .level-high").len(), 1);
    assert_eq!(
        map.texts(".bubbles title"),
        ["Берёза, начальный, 11 участников", "Белая сосна, высокий, 10 участников"]
    );
    assert_eq!(map.all(".bubbles a:not([tabindex='-1'])").len(), 0, "the list is its twin");
    assert_eq!(map.text("#found"), "2 кластера");
    assert_eq!(map.links(".list .all a"), ["/clusters?status=listed"]);
}

#[tokio::test]
async fn a_district_is_looked_at_closely_and_left_again() {
    let scene = Scene::high().await;
    let whole = page(&scene, "/?level=high").await;
    let tile = whole.links(".tiles a").into_iter().find(|tile| tile.contains("SFO")).unwrap();
    assert_eq!(tile, "/?level=high&district=SFO");
    let close = page(&scene, &tile).await;
    assert_eq!(close.all(".russia.close").len(), 1);
    assert!(close.all(".russia .land").len() < 15, "only the district is drawn");
    let view_box = |page: &Page| page.all(".russia")[0].value().attr("viewBox").unwrap().to_owned();
    assert_ne!(view_box(&close), view_box(&whole));
    assert_eq!(close.links(".tiles [aria-current]"), ["/?level=high"]);
    let views = ["/?level=high", "/?level=high&view=european"];
    assert_eq!(close.links(".map .column-head a"), views);
    assert!(close.all(".segmented [aria-current]").is_empty(), "neither is shown");
    assert_eq!(
        close.texts(".chips a"),
        ["высокий × снять", "Сибирский федеральный округ × снять", "Снять все условия"]
    );
    let english = page(&scene, "/en?district=SFO").await;
    assert_eq!(english.text("#found"), "1 cluster");
    assert!(english.links(".rows h3 a")[0].starts_with("/en/clusters/"));
}

#[tokio::test]
async fn the_european_part_is_shown_without_leaving_out_what_is_elsewhere() {
    let scene = Scene::high().await;
    let view_box = |page: &Page| page.all(".russia")[0].value().attr("viewBox").unwrap().to_owned();
    let whole = page(&scene, "/?level=high&as_of=2017-03-12").await;
    assert_eq!(whole.texts(".segmented a"), ["Вся Россия", "Европейская часть"]);
    assert_eq!(whole.texts(".segmented [aria-current]"), ["Вся Россия"]);
    let asked = whole.links(".segmented a")[1].clone();
    assert_eq!(asked, "/?level=high&as_of=2017-03-12&view=european");
    let part = page(&scene, &asked).await;
    assert_eq!(part.texts(".segmented [aria-current]"), ["Европейская часть"]);
    assert_ne!(view_box(&part), view_box(&whole));
    assert_eq!(part.text("#found"), whole.text("#found"), "nothing is left out");
    assert_eq!(part.links(".segmented a")[0], "/?level=high&as_of=2017-03-12");

    let keeps = |address: &String| address.contains("view=european");
    assert!(
        part.links(".tiles a").iter().all(keeps) && part.links(".chips li a").iter().all(keeps)
    );
    assert_eq!(part.all("form.filters input[name=view][value=european]").len(), 1);
    assert_eq!(part.all(".moment-picker input[name=view]").len(), 1);
    let elsewhere = part.links(".list .all a, [data-live=files] a, .rows h3 a");
    assert!(!elsewhere.iter().any(keeps), "a view is of the map alone: {elsewhere:?}");
    let english = page(&scene, "/en?view=european").await;
    assert_eq!(english.texts(".segmented [aria-current]"), ["European part"]);
}

#[tokio::test]
async fn what_left_the_register_is_no_longer_on_the_map() {
    let scene = Scene::high().await;
    let path = format!("/api/v1/clusters/{}/withdrawal", scene.pine);
    scene.officer.post(&path, &json!({ "reason": "По заявлению" })).await.done();
    scene.app.settle().await;
    assert_eq!(page(&scene, "/").await.text("#found"), "1 кластер");
    let asked = page(&scene, "/?status=withdrawn").await;
    assert_eq!(asked.links(".rows h3 a"), [format!("/clusters/{}", scene.pine)]);
}
