//! Where a page is found, as it tells those who look for it elsewhere: its own address, its twins in
//! other languages, and what a preview of a link shows.

use crate::pages::{HTML, Page, every_page, page};
use crate::pages_feed::reached_at;
use crate::reads::raw;
use crate::reads::scene::Scene;

const SITE: &str = "https://clusters.example";
const LOCAL: (&str, &str) = ("host", "localhost:8080");

fn meta(page: &Page, property: &str) -> String {
    let found = page.all(&format!("meta[property='{property}']"));
    assert_eq!(found.len(), 1, "{property}");
    found[0].value().attr("content").unwrap().to_owned()
}

#[tokio::test]
async fn every_page_tells_its_address_and_its_twins() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        for (prefix, other) in [("", "/en"), ("/en", "")] {
            let here = |prefix: &str| match (prefix, path.as_str()) {
                ("/en", "/") => "http://localhost:8080/en".to_owned(),
                _ => format!("http://localhost:8080{prefix}{}", path.replace(',', "%2C")),
            };
            let asked = if (prefix, path.as_str()) == ("/en", "/") {
                "/en".to_owned()
            } else {
                format!("{prefix}{path}")
            };
            let page = Page::of(&raw::get(&scene.app, &asked, &[HTML, LOCAL]).await);
            assert_eq!(page.links("link[rel=canonical]"), [here(prefix)], "{asked}");
            let (code, other_code) = if prefix.is_empty() { ("ru", "en") } else { ("en", "ru") };
            let twin = |code: &str| page.links(&format!("link[rel=alternate][hreflang={code}]"));
            assert_eq!(twin(code), [here(prefix)], "{asked}");
            assert_eq!(twin(other_code), [here(other)], "{asked}");
            assert_eq!(twin("x-default"), [here("")], "{asked}");
        }
    }
}

#[tokio::test]
async fn the_address_keeps_the_moment_asked_for_and_what_is_filtered_but_no_wait() {
    let scene = Scene::high().await;
    for (asked, lasting) in [
        ("/clusters?as_of=2015-12-01", "/clusters?as_of=2015-12-01"),
        ("/clusters?level=high&at_least=3", "/clusters?level=high"),
        ("/clusters?level=&q=", "/clusters"),
        ("/accessibility?back=%2Fclusters", "/accessibility"),
    ] {
        let page = Page::of(&raw::get(&scene.app, asked, &[HTML, LOCAL]).await);
        let whole = format!("http://localhost:8080{lasting}");
        assert_eq!(page.links("link[rel=canonical]"), [whole], "{asked}");
    }
}

#[tokio::test]
async fn where_the_sites_address_is_not_known_no_page_claims_one() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        let page = page(&scene, &path).await;
        assert!(page.all("link[rel=canonical], meta[property='og:image']").is_empty(), "{path}");
        assert!(page.links("link[hreflang=en]")[0].starts_with("/en"), "{path}");
    }
    let none = raw::get(&scene.app, "/clusters/0000000098", &[HTML, LOCAL]).await;
    let none = Page::of(&none);
    assert!(
        none.all("link[rel=canonical], link[hreflang]").is_empty(),
        "it isn't a page of its own"
    );
}

#[tokio::test]
async fn a_preview_of_the_map_and_of_a_profile_has_its_language_its_address_and_a_picture() {
    let (app, id) = reached_at(Some(SITE)).await;
    for (path, locale, other) in [
        ("/".to_owned(), "ru_RU", "en_GB"),
        ("/en".to_owned(), "en_GB", "ru_RU"),
        (format!("/clusters/{id}"), "ru_RU", "en_GB"),
        (format!("/en/clusters/{id}"), "en_GB", "ru_RU"),
        (format!("/clusters/{id}?as_of=position:20"), "ru_RU", "en_GB"),
    ] {
        let page = Page::of(&raw::get(&app, &path, &[HTML]).await);
        assert_eq!(meta(&page, "og:locale"), locale);
        assert_eq!(meta(&page, "og:locale:alternate"), other);
        assert_eq!(meta(&page, "og:url"), format!("{SITE}{path}"));
        assert!(!meta(&page, "og:title").is_empty());
        let picture = meta(&page, "og:image");
        let picture = raw::get(&app, picture.strip_prefix(SITE).unwrap(), &[]).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
        // Width and height stand in a PNG's first chunk.
        let size = [&picture.bytes[16..20], &picture.bytes[20..24]];
        assert_eq!(size, [1200_u32.to_be_bytes(), 630_u32.to_be_bytes()]);
    }
    let words = |path: &'static str| {
        let app = &app;
        async move { meta(&Page::of(&raw::get(app, path, &[HTML]).await), "og:image") }
    };
    assert_ne!(words("/").await, words("/en").await, "each card says the name in its language");
}
