//! Offers and requests as a browser without a script and a reader of feeds see them.

use serde_json::json;

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::offers::offering;
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{TestApp, generous};

/// The element of a feed, its first one and whole.
pub(crate) fn element<'f>(feed: &'f str, name: &str) -> &'f str {
    elements(feed, name).into_iter().next().unwrap_or_else(|| panic!("no {name} in {feed}"))
}

/// What stands in each element of a name.
pub(crate) fn elements<'f>(feed: &'f str, name: &str) -> Vec<&'f str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let parts = feed.split(&open).skip(1).filter(|part| part.starts_with([' ', '>']));
    parts.map(|part| part.split_once(&close).unwrap().0.split_once('>').unwrap().1).collect()
}

/// The address of the link with a relation.
pub(crate) fn link<'f>(feed: &'f str, relation: &str) -> Option<&'f str> {
    let (_, rest) = feed.split_once(&format!("<link rel=\"{relation}\""))?;
    rest.split_once("href=\"")?.1.split_once('"').map(|(address, _)| address)
}

/// Panics where an element isn't closed in its place.
pub(crate) fn check_closed(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap().0;
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None if tag.ends_with(['/', '?']) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

pub(crate) async fn feed(scene: &Scene, path: &str) -> String {
    let raw = raw::get(&scene.app, path, &[]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    assert_eq!(raw.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let xml = raw.text();
    check_closed(&xml);
    xml
}

#[tokio::test]
async fn offers_requests_sites_and_open_doors_stand_as_cards() {
    let scene = offering().await;
    let page = page(&scene, "/offers").await;
    assert_eq!(page.text("h1"), "Предложения и запросы");
    assert_eq!(page.text(".results-head h2"), "4 записи");
    assert_eq!(
        page.texts(".offer h3"),
        ["Партнёрство", "Принимаем участников", "Корпус 4", "Исследования и разработки"]
    );
    let offer = page.texts(".offer").pop().unwrap();
    assert_eq!(
        offer,
        "Предложение Исследования и разработки Испытательный полигон для новых материалов \
         КластерБелая сосна СпециализацияИнформационно-коммуникационные технологии \
         Субъект РФТомская область Действует до30.06.2016 Почта для ответаrnd@cluster.example \
         Ответить: Исследования и разработки \
         указано кластером · записано 01.12.2015"
    );
    assert_eq!(page.links(".offer a[href^=mailto]"), ["mailto:rnd@cluster.example"]);
    let clusters = page.links(".offer dd a[href^='/clusters']");
    assert_eq!(clusters.len(), 4);
    assert!(clusters.contains(&format!("/clusters/{}", scene.birch)), "{clusters:?}");
    assert_eq!(page.texts(".sections [aria-current]"), ["Предложения и запросы"]);
}

#[tokio::test]
async fn what_is_not_stated_is_said_and_not_asked_of_open_doors() {
    let scene = offering().await;
    let page = page(&scene, "/offers").await;
    let cards = page.texts(".offer");
    assert!(cards[0].contains("Почта для ответане представлено"), "{}", cards[0]);
    assert!(!cards[1].contains("Действует до"), "{}", cards[1]);
    assert!(cards[2].contains("Действует досрок не указан"), "{}", cards[2]);
}

#[tokio::test]
async fn each_filter_is_a_field_of_the_form_and_a_chip_that_lifts_it() {
    let scene = offering().await;
    let path = "/offers?kind=offer&kind=site&region=RU-TOM&language=ru&until=2016-03-01";
    let page = page(&scene, path).await;
    assert_eq!(page.texts(".offer h3"), ["Корпус 4", "Исследования и разработки"]);
    let chosen = page.all("form.filters input[checked]");
    let chosen: Vec<_> = chosen.iter().map(|one| one.value().attr("value").unwrap()).collect();
    assert_eq!(chosen, ["offer", "site", "RU-TOM", "ru"]);
    assert_eq!(page.all("input#until")[0].value().attr("value"), Some("2016-03-01"));
    assert_eq!(
        page.texts(".chips a"),
        [
            "Предложение × снять",
            "Свободная площадка × снять",
            "Томская область × снять",
            "на русском × снять",
            "ещё действует 01.03.2016 × снять",
            "Снять все условия",
        ]
    );
    let lifted = page.links(".chips a");
    assert_eq!(lifted[0], "/offers?kind=site&region=RU-TOM&language=ru&until=2016-03-01");
    assert_eq!(lifted[5], "/offers");
    let wider = self::page(&scene, &lifted[4]).await;
    assert_eq!(wider.texts(".chips a").len(), 5);
}

#[tokio::test]
async fn a_value_tells_how_many_it_would_leave_whatever_its_own_filter_says() {
    let scene = offering().await;
    let page = page(&scene, "/offers?kind=offer&specialisation=ict").await;
    let kinds = page.texts("label:has(input[name=kind])");
    let counted = ["Предложение 1", "Запрос 0", "Свободная площадка 1", "Принимаем участников 1"];
    assert_eq!(kinds, counted);
    let specialisations = page.texts("label:has(input[name=specialisation])");
    assert_eq!(specialisations, ["Информационно-коммуникационные технологии 1"]);
    let languages = page.texts("label:has(input[name=language])");
    assert_eq!(languages, ["на русском 1", "на английском 0"]);
}

#[tokio::test]
async fn where_nothing_is_found_the_page_says_what_to_lift() {
    let scene = offering().await;
    let page = page(&scene, "/offers?kind=request&region=RU-TOM").await;
    assert_eq!(page.text(".results-head h2"), "Таких предложений и запросов сейчас нет");
    assert_eq!(page.text(".results > p"), "Снимите одно из условий выше.");
    let wrong = raw::get(&scene.app, "/offers?kind=gift", &[HTML]).await;
    assert_eq!((wrong.status, Page::of(&wrong).all("h1").len()), (422, 1));
    let wrong = raw::get(&scene.app, "/offers.atom?kind=gift", &[]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn the_list_is_paged_and_its_pages_keep_the_filters() {
    let scene = offering().await;
    let first = page(&scene, "/offers?region=RU-TOM&limit=2").await;
    assert_eq!(first.text(".results > .meta"), "Показаны 1–2 из 3");
    let next = first.links("a[rel=next]").remove(0);
    assert!(next.starts_with("/offers?region=RU-TOM&limit=2&cursor="), "{next}");
    let last = page(&scene, &next).await;
    assert_eq!(last.texts(".offer h3"), ["Исследования и разработки"]);
    assert_eq!(last.links(".pages a"), ["/offers?region=RU-TOM&limit=2"]);
}

#[tokio::test]
async fn what_ran_out_leaves_page_and_feed_by_itself() {
    let scene = offering().await;
    let path = "/offers?kind=request";
    let titles = async |path: &str| page(&scene, path).await.texts(".offer h3");
    scene.app.set_time("2015-12-31T20:59:59Z");
    assert_eq!(titles(path).await, ["Партнёрство"], "the last minute of its last day in Moscow");
    let old = raw::get(&scene.app, path, &[HTML]).await;
    let old_feed = raw::get(&scene.app, "/offers.atom?kind=request", &[]).await;
    assert_eq!(elements(&old_feed.text(), "entry").len(), 1);
    scene.app.set_time("2015-12-31T21:00:00Z");
    assert_eq!(titles(path).await, [""; 0]);
    let known = [HTML, ("if-none-match", old.header("etag").unwrap())];
    assert_eq!(raw::get(&scene.app, path, &known).await.status, 200, "a kept page is asked anew");
    let known = [("if-none-match", old_feed.header("etag").unwrap())];
    let fresh = raw::get(&scene.app, "/offers.atom?kind=request", &known).await;
    assert_eq!((fresh.status, elements(&fresh.text(), "entry").len()), (200, 0));
    assert_eq!(titles("/offers?kind=request&on=2015-12-31").await, ["Партнёрство"]);
}

#[tokio::test]
async fn links_of_the_list_keep_the_date_and_the_language() {
    let scene = offering().await;
    let dated = page(&scene, "/offers?as_of=2015-12-01&kind=offer").await;
    for link in dated.links("main a:not([href^=mailto]), .sections a") {
        assert!(link.contains("as_of=2015-12-01"), "{link}");
    }
    let hidden = &dated.all("form.filters input[type=hidden]")[0];
    assert_eq!(
        (hidden.value().attr("name"), hidden.value().attr("value")),
        (Some("as_of"), Some("2015-12-01"))
    );
    let english = page(&scene, "/en/offers?as_of=2015-12-01").await;
    assert_eq!(unmarked(&english), Vec::<String>::new());
    assert_eq!(
        english.texts(".offer h3"),
        ["Partnership", "Accepting participants", "Building 4", "Research and development"]
    );
    assert_eq!(english.texts(".offer .text[lang=ru]").len(), 3);
    let own = english.links("main a:not([href^=mailto])").into_iter();
    for link in own.filter(|link| !link.starts_with("/api/")) {
        assert!(link.starts_with("/en/") && link.contains("as_of=2015-12-01"), "{link}");
    }
}

#[tokio::test]
async fn the_page_names_its_feed_which_has_the_same_filters() {
    let scene = offering().await;
    let page = page(&scene, "/offers?kind=offer&kind=site&limit=1&utm=x").await;
    let feeds = page.links("link[rel=alternate][type='application/atom+xml']");
    assert_eq!(feeds, ["/offers.atom?kind=offer&kind=site"]);
    let xml = feed(&scene, &feeds[0]).await;
    assert_eq!(link(&xml, "self"), Some("/offers.atom?kind=offer&#38;kind=site"));
    assert_eq!(link(&xml, "alternate"), Some("/offers?kind=offer&#38;kind=site"));
    let entries = elements(&xml, "entry");
    let titles: Vec<_> = entries.iter().map(|entry| element(entry, "title")).collect();
    assert_eq!(
        titles,
        ["Свободная площадка: Корпус 4", "Предложение: Исследования и\u{a0}разработки"]
    );
    assert_eq!(element(entries[1], "name"), "Белая сосна");
    assert_eq!(link(entries[1], "alternate"), Some(&*format!("/clusters/{}", scene.pine)));
    assert!(
        !xml.contains("://") || !xml.replace("http://www.w3.org/", "").contains("://"),
        "{xml}"
    );
}

#[tokio::test]
async fn an_entry_keeps_its_id_and_tells_when_it_was_last_recorded() {
    let scene = offering().await;
    let offer = |xml: &str| {
        let entries = elements(xml, "entry");
        let told = ["id", "published", "updated"].map(|name| element(entries[0], name).to_owned());
        (told, element(xml, "updated").to_owned(), element(xml, "id").to_owned())
    };
    let ([id, published, updated], feed_updated, feed_id) =
        offer(&feed(&scene, "/offers.atom?kind=offer").await);
    assert!(id.starts_with("urn:uuid:"), "{id}");
    assert_eq!((&published, &feed_updated), (&updated, &updated));
    scene.app.set_time("2016-01-10T12:00:00Z");
    let list = scene.get("/api/v1/offers?kind=offer").await.body;
    let path = format!("{}/text", list["items"][0]["path"].as_str().unwrap());
    let text = json!({ "ru": "Полигон <b>&</b> стенд", "en": null });
    scene.state(&json!({ "claims": [{ "path": path, "value": text }] })).await;
    scene.app.settle().await;
    let xml = feed(&scene, "/offers.atom?kind=offer").await;
    let ([same, same_published, later], feed_later, same_feed) = offer(&xml);
    assert_eq!((same, same_published, same_feed), (id, published, feed_id.clone()));
    assert!(later.starts_with("2016-01-10T12:00:00") && feed_later == later, "{later}");
    assert!(xml.contains("Полигон &#60;b&#62;&#38;&#60;/b&#62; стенд"), "{xml}");
    let list = scene.get("/api/v1/offers?kind=offer").await.body;
    assert_eq!(list["items"][0]["updated_at"], later.as_str());
    let other = feed(&scene, "/offers.atom?kind=site").await;
    assert_ne!(element(&other, "id"), feed_id);
    let ids: Vec<_> = elements(&other, "entry").iter().map(|one| element(one, "id")).collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn an_english_feed_marks_what_is_russian() {
    let scene = offering().await;
    let xml = feed(&scene, "/en/offers.atom").await;
    assert!(xml.contains("xml:lang=\"en\""));
    assert_eq!(element(&xml, "title"), "Offers and requests — Cluster Map of\u{a0}Russia");
    let entries = elements(&xml, "entry");
    assert_eq!(entries.len(), 4);
    assert!(entries[0].contains("<author xml:lang=\"ru\">"), "{}", entries[0]);
    assert!(entries[0].contains("lang=\"ru\" xml:lang=\"ru\">Ищем партнёра"), "{}", entries[0]);
    assert!(link(entries[0], "alternate").unwrap().starts_with("/en/clusters/"));
}

#[tokio::test]
async fn an_unchanged_feed_is_not_sent_again_and_an_empty_registry_has_one() {
    let scene = offering().await;
    let first = raw::get(&scene.app, "/offers.atom", &[]).await;
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let known = [("if-none-match", first.header("etag").unwrap())];
    assert_eq!(raw::get(&scene.app, "/offers.atom", &known).await.status, 304);
    let app = TestApp::unopened(generous()).await;
    for path in ["/offers", "/offers.atom"] {
        assert_eq!(raw::get(&app, path, &[]).await.status, 200, "{path}");
    }
    let xml = raw::get(&app, "/offers.atom", &[]).await.text();
    assert!(element(&xml, "updated").ends_with('Z'));
}
