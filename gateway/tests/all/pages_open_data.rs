//! The page of open data: every address on it answers, with what the page says it has.

use serde_json::Value;

use crate::pages::{Page, page, unmarked};
use crate::reads::raw;
use crate::reads::scene::Scene;

/// The addresses of the examples.
fn asked(page: &Page) -> Vec<String> {
    let quoted = |text: &String| {
        let (_, rest) = text.split_once("$SITE")?;
        rest.split_once(['\'', '"']).map(|(address, _)| address.to_owned())
    };
    let asked = page.texts(".example pre");
    assert!(asked.len() > 5);
    asked.iter().map(|text| quoted(text).unwrap_or_else(|| panic!("{text}"))).collect()
}

#[tokio::test]
async fn every_example_and_every_file_answers() {
    let scene = Scene::high().await;
    for path in ["/open-data", "/en/open-data?as_of=2016-03-01"] {
        let page = page(&scene, path).await;
        let files = page.links(".open-files a");
        assert_eq!(files.len(), 12, "{path}");
        let links = page.links(".example a, .rulebooks a, #api ~ p a");
        for address in asked(&page).into_iter().chain(files).chain(links) {
            let raw = raw::get(&scene.app, &address, &[]).await;
            assert_eq!(raw.status, 200, "{path}: {address}");
            assert!(!raw.bytes.is_empty(), "{address}");
        }
    }
}

#[tokio::test]
async fn examples_are_of_the_date_shown() {
    let scene = Scene::high().await;
    let page = page(&scene, "/open-data?as_of=2016-03-01").await;
    let examples = asked(&page);
    let dated = examples.iter().filter(|address| address.contains("as_of=2016-03-01"));
    assert_eq!(dated.count(), examples.len() - 1, "the log itself has no past: {examples:?}");
    assert!(page.links(".open-files a").iter().all(|file| file.ends_with("as_of=2016-03-01")));
}

#[tokio::test]
async fn the_program_reads_what_the_export_has() {
    let scene = Scene::high().await;
    let page = page(&scene, "/open-data").await;
    let program = page.text("pre.python");
    let export = asked(&page).pop().unwrap();
    assert_eq!(export, "/api/v1/export/clusters.jsonl");
    let text = scene.file(&export).await.text();
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let (heading, cluster) = (lines.next().unwrap(), lines.next().unwrap());
    for (name, line) in [("heading", heading), ("cluster", cluster)] {
        let start = format!("{name}[\"");
        let keys: Vec<_> = program.split(&start).skip(1).collect();
        assert!(keys.len() >= 2, "{name}");
        for key in keys {
            let (key, _) = key.split_once('"').unwrap();
            assert!(!line[key].is_null(), "{name} has no {key}");
        }
    }
}

#[tokio::test]
async fn levels_can_be_computed_again_from_what_is_served() {
    let scene = Scene::shipped().await;
    let page = page(&scene, "/open-data").await;
    let [rulebook] = &page.links(".rulebooks a")[..] else { panic!("one edition") };
    let served = scene.get(rulebook).await.body;
    assert!(served["vectors"].as_array().unwrap().len() > 10);
    assert!(page.text(".rulebooks").contains("с проверочными примерами"));
}

#[tokio::test]
async fn a_citation_names_the_position_and_a_permanent_address() {
    let scene = Scene::high().await;
    let page = page(&scene, "/open-data").await;
    let [permanent] = &page.links("blockquote a")[..] else { panic!("one address") };
    let position = scene.get("/api/v1/clusters").await.body["position"].to_string();
    assert_eq!(*permanent, format!("/clusters?as_of=position:{position}"));
    let cited = crate::pages::page(&scene, permanent).await;
    assert_eq!(cited.all("tbody tr").len(), 2);
}

#[tokio::test]
async fn the_header_leads_to_open_data_in_both_languages() {
    let scene = Scene::entered().await;
    for (path, own) in [("/about", "/open-data"), ("/en/terms", "/en/open-data")] {
        let page = page(&scene, path).await;
        assert!(page.links(".sections a").contains(&own.to_owned()), "{path}");
        assert!(page.links("main a").contains(&own.to_owned()), "{path}");
    }
    let english = page(&scene, "/en/open-data").await;
    assert_eq!(english.texts(".sections [aria-current]"), ["Open data"]);
    assert_eq!(unmarked(&english), [""; 0]);
}
