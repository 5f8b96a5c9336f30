//! What a caller may ask of the edge: a form of the answer, a coding, one host; and what long work
//! costs.

use std::sync::Arc;
use std::time::Duration;

use registry_gateway::http::HttpSettings;

use crate::pages::HTML;
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{Fault, generous};

#[tokio::test]
async fn where_pages_stand_an_error_is_a_page_unless_json_is_asked_for() {
    let scene = Scene::entered().await;
    let kind = async |path: &str, headers: &[(&str, &str)]| {
        let raw = raw::get(&scene.app, path, headers).await;
        assert!(raw.status >= 400, "{path}");
        raw.header("content-type").unwrap().to_owned()
    };
    for accept in ["*/*", "text/*", "image/png, */*;q=0.1"] {
        let given = kind("/clusters/none", &[("accept", accept)]).await;
        assert!(given.starts_with("text/html"), "{accept}");
    }
    assert!(kind("/nowhere", &[]).await.starts_with("text/html"));
    for accept in ["application/json", "application/problem+json, */*"] {
        let given = kind("/clusters/none", &[("accept", accept)]).await;
        assert_eq!(given, "application/problem+json", "{accept}");
    }
    for path in ["/api/v1/clusters/none", "/assets/none.css", "/log/tile/none"] {
        assert_eq!(kind(path, &[("accept", "*/*")]).await, "application/problem+json", "{path}");
    }
    assert_eq!(kind("/api/v1/clusters/none", &[HTML]).await, "application/problem+json");
}

#[tokio::test]
async fn an_answer_as_it_is_can_not_be_refused() {
    let scene = Scene::entered().await;
    for (codings, coded) in [
        ("identity;q=0", None),
        ("*;q=0", None),
        ("br;q=0, identity;q=0", None),
        ("gzip, identity;q=0", Some("gzip")),
    ] {
        let raw = raw::get(&scene.app, "/clusters", &[HTML, ("accept-encoding", codings)]).await;
        assert_eq!((raw.status, raw.header("content-encoding")), (200, coded), "{codings}");
    }
}

#[tokio::test]
async fn a_request_that_names_two_hosts_is_refused() {
    let scene = Scene::entered().await;
    let hosts = [("host", "a.example"), ("host", "b.example"), ("accept", "application/json")];
    let raw = raw::get(&scene.app, "/clusters", &hosts).await;
    assert_eq!(raw.status, 400);
    assert!(raw.text().contains("header.repeated"), "{}", raw.text());
}

#[tokio::test]
async fn one_more_export_than_are_written_at_once_is_asked_to_come_back() {
    let mut scene = Scene::entered().await;
    let patience = Duration::from_millis(50);
    scene.app.app.settings = Arc::new(HttpSettings { patience, ..generous() });
    let path = "/api/v1/export/clusters.jsonl";
    let exports = scene.app.app.exports.clone();
    let all = u32::try_from(exports.available_permits()).unwrap();
    let places = exports.acquire_many(all).await.unwrap();
    let refused = raw::get(&scene.app, path, &[]).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("10")));
    drop(places);
    for _ in 0..=all {
        assert_eq!(raw::get(&scene.app, path, &[]).await.status, 200, "a place is given back");
    }
}

#[tokio::test]
async fn what_was_asked_of_the_past_is_not_read_from_the_log_again() {
    let scene = Scene::high().await;
    let compare = format!("/api/v1/compare?ids={},{}&as_of=2015-12-15", scene.pine, scene.birch);
    let paths =
        ["/offers.atom?as_of=2015-12-15", "/clusters.atom?as_of=2015-12-15", compare.as_str()];
    let mut first = Vec::new();
    for path in paths {
        first.push(raw::get(&scene.app, path, &[]).await);
    }
    scene.app.fail(Fault::Unreadable);
    for (path, first) in paths.into_iter().zip(first) {
        let again = raw::get(&scene.app, path, &[]).await;
        assert_eq!((first.status, again.status), (200, 200), "{path}");
        assert_eq!(first.bytes, again.bytes, "{path}");
        let same = |name: &str| first.headers.get(name) == again.headers.get(name);
        assert!(same("etag") && same("content-type") && same("cache-control"), "{path}");
    }
}
