//! What pages say where there is little to show: a slip in a number, a moment before the first entry,
//! a cluster that left the register.

use std::sync::Arc;

use registry_gateway::http::HttpSettings;
use registry_gateway::pages::about::Story;
use registry_gateway::words::Said;
use serde_json::json;

use crate::pages::{HTML, page};
use crate::reads::links::linked;
use crate::reads::offers::offering;
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{body, generous};

#[tokio::test]
async fn a_number_leads_on_with_its_name_and_gaps_and_one_with_a_slip_is_told() {
    let scene = offering().await;
    let organisation = format!("/organisations/{}", scene.organisation(0));
    let name = scene.get(&format!("/api/v1{organisation}")).await.body["name"]["ru"].clone();
    let digits: String = name.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    let number = body::ogrn(digits.parse().unwrap());
    let (first, rest) = number.split_at(5);
    for asked in
        [format!("ОГРН+{number}"), format!("{first}+{rest}"), format!("огрн:+{first}+{rest}")]
    {
        let raw = raw::get(&scene.app, &format!("/clusters?q={asked}"), &[HTML]).await;
        assert_eq!(
            (raw.status, raw.header("location")),
            (303, Some(organisation.as_str())),
            "{asked}"
        );
    }
    let id = scene.pine.to_uppercase();
    let raw = raw::get(&scene.app, &format!("/?q={id}"), &[HTML]).await;
    assert_eq!(raw.header("location"), Some(format!("/clusters/{}", scene.pine).as_str()));
    let told = "В номере ошибка: не сходится контрольная цифра.";
    for path in ["/clusters?q=7707083894", "/?q=ИНН+7707083894"] {
        assert_eq!(page(&scene, path).await.texts(".wrong-number"), [told], "{path}");
    }
    assert!(page(&scene, "/clusters?q=2015").await.all(".wrong-number").is_empty());
    let english = page(&scene, "/en/clusters?q=7707083894").await;
    assert!(english.text(".wrong-number").ends_with("its check digit is wrong."));
}

#[tokio::test]
async fn a_citation_of_a_moment_before_the_first_entry_names_the_moment() {
    let scene = Scene::entered().await;
    let page = page(&scene, "/statistics?as_of=2010-01-01").await;
    let cited = page.text("section[aria-labelledby=levels] .cite p");
    assert!(
        cited.ends_with("По состоянию на 01.01.2010: в журнале ещё не было записей."),
        "{cited}"
    );
    let links = page.links("section[aria-labelledby=levels] .cite a");
    assert_eq!(links, ["/statistics?as_of=2010-01-01#levels"]);
}

#[tokio::test]
async fn a_date_of_the_first_centuries_has_a_year_of_four_digits() {
    let scene = Scene::entered().await;
    let page = page(&scene, "/clusters?on=0001-01-01").await;
    assert!(!page.text("main").contains("01.01.1 "), "{}", page.text("main"));
}

#[tokio::test]
async fn links_of_a_cluster_that_left_the_register_are_not_said_to_be_none() {
    let scene = linked().await;
    let why = json!({ "reason": "По заявлению" });
    scene.officer.post(&scene.at("withdrawal"), &why).await.done();
    scene.app.settle().await;
    let path = format!("/links?cluster={}", scene.pine);
    let told = page(&scene, &path).await.texts(".outside");
    let expected = "Белая сосна: исключён из реестра. Связи ищутся только между кластерами, которые стоят в реестре.";
    assert_eq!(told.iter().map(|one| one.replace('\u{a0}', " ")).collect::<Vec<_>>(), [expected]);
    assert!(page(&scene, "/links").await.all(".outside").is_empty());
}

#[tokio::test]
async fn stories_lead_to_their_clusters_at_the_date_shown() {
    let mut scene = Scene::high().await;
    let clusters = vec![scene.pine.parse().unwrap()];
    let story = Story { words: Said::new("Уровень вырос", "The level rose"), clusters };
    scene.app.app.settings = Arc::new(HttpSettings { stories: vec![story], ..generous() });
    let leads = async |as_of: &str| {
        page(&scene, &format!("/about?as_of={as_of}")).await.links(".stories a")
    };
    let pine = format!("/clusters/{}", scene.pine);
    assert_eq!(leads("2016-03-01").await, [format!("{pine}?as_of=2016-03-01")]);
    assert_eq!(leads("2010-01-01").await, [pine], "it wasn't listed then");
}
