//! A saved search of the register as a feed, and addresses that hold away from the site.

use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;
use serde_json::json;

use crate::pages::{HTML, Page, page};
use crate::pages_offers::{element, elements, feed, link};
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{TestApp, body, generous};

#[tokio::test]
async fn the_feed_has_the_clusters_of_the_search_the_last_changed_first() {
    let scene = Scene::high().await;
    let all = feed(&scene, "/clusters.atom").await;
    assert_eq!(elements(&all, "title")[1..], ["Белая сосна", "Берёза"]);
    let updated: Vec<_> = elements(&all, "updated");
    assert!(updated[0] == updated[1] && updated[1] > updated[2], "{updated:?}");
    let claims = json!({ "claims": [{ "path": "year_created", "value": 2014 }] });
    let path = format!("/api/v1/clusters/{}/claims", scene.birch);
    scene.officer.post(&path, &claims).await.done();
    scene.app.settle().await;
    let later = feed(&scene, "/clusters.atom").await;
    assert_eq!(elements(&later, "title")[1..], ["Берёза", "Белая сосна"]);
    let narrow = feed(&scene, "/clusters.atom?specialisation=furniture&sort=name").await;
    assert_eq!(elements(&narrow, "title")[1..], ["Берёза"]);
    let past = feed(&scene, "/clusters.atom?as_of=2015-12-01").await;
    let links = past.matches("?as_of=2015-12-01\"").count();
    assert_eq!(links, 4, "its own, its page’s, and one for each cluster");
    let wrong = raw::get(&scene.app, "/clusters.atom?level=top", &[]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn an_entry_tells_in_words_what_changed_last() {
    let scene = Scene::high().await;
    let claims = json!({ "claims": [{ "path": "year_created", "value": 2014 }] });
    scene.officer.post(&scene.at("claims"), &claims).await.done();
    scene.app.settle().await;
    let russian = feed(&scene, "/clusters.atom").await;
    assert!(element(&russian, "summary").contains("2014"), "{russian}");
    let english = feed(&scene, "/en/clusters.atom").await;
    assert!(element(&english, "summary").contains("2014"), "{english}");
    assert_ne!(element(&russian, "summary"), element(&english, "summary"));
    let before = feed(&scene, "/clusters.atom?as_of=2016-03-01").await;
    assert!(!element(&before, "summary").contains("2014"), "{before}");
}

#[tokio::test]
async fn a_long_change_is_told_in_part_and_ids_stay() {
    let scene = Scene::entered().await;
    let before = feed(&scene, "/clusters.atom").await;
    let summary = elements(&before, "summary");
    assert!(summary.iter().all(|one| one.contains("…; ") && one.contains("ещё ")), "{summary:?}");
    let claims = json!({ "claims": [{ "path": "year_created", "value": 2014 }] });
    scene.officer.post(&scene.at("claims"), &claims).await.done();
    scene.app.settle().await;
    let after = feed(&scene, "/clusters.atom").await;
    let ids = |xml: &str| {
        let mut ids: Vec<_> = elements(xml, "id").into_iter().map(str::to_owned).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&before), ids(&after));
    assert_ne!(before, after);
}

#[tokio::test]
async fn the_register_links_to_the_feed_of_what_it_shows() {
    let scene = Scene::entered().await;
    let path = "/en/clusters?level=initial&sort=name&as_of=2015-12-01";
    let page = page(&scene, path).await;
    let expected = "/en/clusters.atom?level=initial&as_of=2015-12-01&status=listed";
    assert_eq!(page.links("link[type='application/atom+xml']"), [expected]);
    assert!(page.links(".files a").contains(&expected.to_owned()));
    let raw = raw::get(&scene.app, expected, &[]).await;
    let known = [("if-none-match", raw.header("etag").unwrap())];
    assert_eq!(raw::get(&scene.app, expected, &known).await.status, 304);
}

/// A registry that is reached under an address, with one cluster.
pub(crate) async fn reached_at(public_url: Option<&str>) -> (TestApp, String) {
    let public_url = public_url.and_then(PublicUrl::parse);
    let app = TestApp::with(HttpSettings { public_url, ..generous() }).await;
    let officer = app.officer().await;
    let listed = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    app.settle().await;
    let id = listed.text("cluster");
    (app, id)
}

#[tokio::test]
async fn what_is_read_elsewhere_has_whole_addresses_where_the_site_s_own_is_set() {
    let (app, id) = reached_at(Some("https://clusters.example/")).await;
    let host = [HTML, ("host", "evil.example")];
    let own = format!("https://clusters.example/en/clusters/{id}");
    let profile = Page::of(&raw::get(&app, &format!("/en/clusters/{id}"), &host).await);
    let meta = profile.all("meta[property='og:url']");
    assert_eq!(meta[0].value().attr("content"), Some(own.as_str()));
    let data = profile.text("script[type='application/ld+json']");
    assert!(data.contains(&format!("\"@id\":\"{own}\"")), "{data}");
    let xml = raw::get(&app, "/en/clusters.atom", &host).await.text();
    assert_eq!(link(&xml, "self"), Some("https://clusters.example/en/clusters.atom"));
    assert!(xml.contains(&format!("href=\"{own}\"")), "{xml}");
    let offers = raw::get(&app, "/offers.atom", &host).await.text();
    assert_eq!(link(&offers, "alternate"), Some("https://clusters.example/offers"));
    let examples = Page::of(&raw::get(&app, "/open-data", &host).await).texts(".curl");
    assert!(examples[0].starts_with("curl 'https://clusters.example/api/v1/"), "{examples:?}");
}

#[tokio::test]
async fn without_it_only_a_browser_on_this_machine_is_believed() {
    let (app, id) = reached_at(None).await;
    let path = format!("/clusters/{id}");
    let of =
        async |host: &'static str| Page::of(&raw::get(&app, &path, &[HTML, ("host", host)]).await);
    let selector = "meta[property='og:url']";
    let local = of("localhost:8080").await;
    let expected = format!("http://localhost:8080/clusters/{id}");
    assert_eq!(local.all(selector)[0].value().attr("content"), Some(expected.as_str()));
    assert!(of("evil.example").await.all(selector).is_empty(), "nor from what is kept");
    let feed = raw::get(&app, "/clusters.atom", &[("host", "evil.example")]).await.text();
    assert_eq!(link(&feed, "self"), Some("/clusters.atom"));
}
