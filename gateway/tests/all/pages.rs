//! Pages as a browser without a script sees them.

use registry_gateway::http::HttpSettings;
use registry_gateway::pages::about::Story;
use registry_gateway::words::Said;
use scraper::{ElementRef, Html, Selector};

use crate::reads::raw::{self, Raw};
use crate::reads::scene::Scene;
use crate::support::{TestApp, body, generous};

pub(crate) const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml");

pub(crate) struct Page(Html);

impl Page {
    pub(crate) fn of(raw: &Raw) -> Self {
        Self(Html::parse_document(&raw.text()))
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The words of each element, without soft hyphens and with plain spaces.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector)
            .into_iter()
            .map(|element| plain(&element.text().collect::<String>()))
            .collect()
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_else(|| panic!("no {selector}"))
    }

    pub(crate) fn links(&self, selector: &str) -> Vec<String> {
        self.all(selector)
            .iter()
            .map(|link| link.value().attr("href").unwrap().to_owned())
            .collect()
    }
}

/// Texts with Cyrillic letters that no element marks as Russian.
pub(crate) fn unmarked(page: &Page) -> Vec<String> {
    let is_cyrillic = |text: &str| text.contains(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let mut unmarked = Vec::new();
    for node in page.0.tree.nodes() {
        let Some(text) = node.value().as_text().filter(|text| is_cyrillic(text)) else { continue };
        let mut above = node.ancestors().filter_map(|one| one.value().as_element());
        let language = above.find_map(|one| one.attr("lang"));
        if language != Some("ru") {
            unmarked.push(plain(text));
        }
    }
    unmarked
}

fn plain(text: &str) -> String {
    let text = text.replace('\u{ad}', "").replace(['\u{a0}', '\u{202f}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) async fn page(scene: &Scene, path: &str) -> Page {
    let raw = raw::get(&scene.app, path, &[HTML]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Page::of(&raw)
}

pub(crate) fn every_page(scene: &Scene) -> Vec<String> {
    let (pine, organisation) = (&scene.pine, scene.organisation(0));
    vec![
        "/".into(),
        "/accessibility".into(),
        "/clusters".into(),
        format!("/clusters/{pine}"),
        format!("/clusters/{pine}/level"),
        format!("/clusters/{pine}/history"),
        format!("/organisations/{organisation}"),
        "/offers".into(),
        "/links".into(),
        "/expected".into(),
        "/publications".into(),
        "/regions".into(),
        "/regions/RU-TOM".into(),
        "/regions/RU-TOM/specialisations/furniture".into(),
        "/specialisations".into(),
        "/specialisations/furniture".into(),
        "/statistics".into(),
        format!("/compare?ids={pine},{}", scene.birch),
        "/methodology".into(),
        "/terms".into(),
        "/privacy".into(),
        "/about".into(),
        "/open-data".into(),
        "/samples".into(),
        "/moderation".into(),
        "/proposals".into(),
        format!("/clusters/{pine}/difference"),
    ]
}

#[tokio::test]
async fn every_page_has_one_heading_landmarks_a_title_and_its_language() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        let page = page(&scene, &path).await;
        let counts = ["h1", "main", "header", "footer", "html[lang=ru]", "meta[name=viewport]"]
            .map(|selector| page.all(selector).len());
        assert_eq!(counts, [1; 6], "{path}");
        assert!(page.text("title").ends_with("— Карта кластеров России"), "{path}");
        let headings = page.all("h1, h2, h3");
        let levels: Vec<u8> =
            headings.iter().map(|h| h.value().name().as_bytes()[1] - b'0').collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
    }
}

#[tokio::test]
async fn the_way_to_another_date_stands_above_the_page_and_keeps_what_is_asked() {
    let scene = Scene::high().await;
    for (path, said) in [
        ("/clusters?level=high&sort=name", "Показать на дату"),
        ("/clusters?level=high&sort=name&as_of=2017-03-12", "На другую дату"),
    ] {
        let page = page(&scene, path).await;
        assert_eq!(page.text("header ~ .moment-picker ~ main"), page.text("main"));
        assert_eq!(page.text(".moment-picker summary"), said);
        assert!(page.all("footer form").is_empty());
        let kept = page.all(".moment-picker input[type=hidden]");
        let kept: Vec<_> = kept.iter().map(|one| one.value().attr("value").unwrap()).collect();
        assert_eq!(kept, ["high", "name"]);
    }
    let english = page(&scene, "/en/regions/RU-TOM").await;
    let form = english.all(".moment-picker form");
    assert_eq!(form[0].value().attr("action"), Some("/en/regions/RU-TOM"));
    assert!(page(&scene, "/terms").await.all(".moment-picker").is_empty(), "it has no past");
}

#[tokio::test]
async fn every_page_says_that_the_data_are_invented() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        let band = page(&scene, &path).await.text(".band");
        assert_eq!(
            band,
            "Демонстрационные данные: все кластеры и организации вымышлены. Демонстрационная дата: 12.03.2017"
        );
    }
    let app = TestApp::unopened(generous()).await;
    app.registry.open_if_new(false, "Europe/Moscow").await.unwrap();
    app.settle().await;
    let real = Page::of(&raw::get(&app, "/clusters", &[HTML]).await);
    assert!(real.all(".band").is_empty());
}

#[tokio::test]
async fn every_table_is_one_and_every_control_has_a_label() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        let page = page(&scene, &path).await;
        for table in page.all("table") {
            let columns = table.select(&Selector::parse("thead th[scope=col]").unwrap()).count();
            for row in table.select(&Selector::parse("tbody tr:not(.commit)").unwrap()) {
                let cells = row.select(&Selector::parse("td, th").unwrap()).count();
                assert_eq!(columns, cells, "{path}");
            }
        }
        for control in
            page.all("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select")
        {
            let id = control.value().attr("id").unwrap_or_else(|| panic!("{path}: no id"));
            assert_eq!(page.all(&format!("label[for={id}]")).len(), 1, "{path}: {id}");
        }
        let ids: Vec<_> =
            page.all("[id]").iter().map(|one| one.value().attr("id").unwrap()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{path}: {ids:?}");
    }
}

#[tokio::test]
async fn pages_need_no_script_and_no_style_of_their_own() {
    let scene = Scene::high().await;
    for path in every_page(&scene) {
        let raw = raw::get(&scene.app, &path, &[HTML]).await;
        assert!(
            raw.header("content-security-policy").unwrap().contains("style-src 'self'"),
            "{path}"
        );
        let page = Page::of(&raw);
        assert!(
            page.all("script:not([type='application/ld+json']):not([type=module][src^='/assets/']), style, [style], [onclick]")
                .is_empty(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_style_sheet_has_its_digest_in_its_address_and_is_kept_for_good() {
    let scene = Scene::entered().await;
    let address = page(&scene, "/clusters").await.links("link[rel=stylesheet]").remove(0);
    let sheet = raw::get(&scene.app, &address, &[]).await;
    assert_eq!(
        (sheet.status, sheet.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    assert_eq!(sheet.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let other = raw::get(&scene.app, "/assets/plain.0000000000000000.css", &[]).await;
    assert_eq!(other.status, 404);
}

/// A registry with one story that leads to a cluster, a demonstration or not.
async fn with_story(demonstration: bool) -> TestApp {
    let cluster = "xg35emmn73".parse().unwrap();
    let words = Said::new("Уровень вырос", "The level rose");
    let story = Story { words, clusters: vec![cluster] };
    let app = TestApp::unopened(HttpSettings { stories: vec![story], ..generous() }).await;
    app.registry.open_if_new(demonstration, "Europe/Moscow").await.unwrap();
    app.settle().await;
    app
}

#[tokio::test]
async fn about_tells_the_presentations_figures_with_their_source_and_leads_to_the_stories() {
    let app = with_story(true).await;
    let about = Page::of(&raw::get(&app, "/about", &[HTML]).await);
    assert_eq!(about.text("h1"), "О проекте");
    assert_eq!(about.text("nav a[aria-current=page]"), "О проекте");
    let rows: Vec<_> = about.texts("tbody th").into_iter().zip(about.texts("tbody td")).collect();
    for (what, number) in [
        ("Зарегистрировано на карте с сентября 2015 года", "82"),
        ("Начальный, средний, высокий уровень", "68, 10 и 4"),
    ] {
        assert!(rows.contains(&(what.into(), number.into())), "{rows:?}");
    }
    assert!(about.text("caption").starts_with("Источник: презентация Российской кластерной"));
    assert_eq!(about.texts(".stories li"), ["Уровень вырос: xg35emmn73"]);
    assert_eq!(about.links(".stories a"), ["/clusters/xg35emmn73"]);
    assert_eq!(about.links("#beginning ~ p a"), ["/statistics?as_of=2015-12-01"]);

    let english = Page::of(&raw::get(&app, "/en/about", &[HTML]).await);
    assert_eq!(english.texts(".stories li"), ["The level rose: xg35emmn73"]);
    assert_eq!(english.links(".stories a"), ["/en/clusters/xg35emmn73"]);
    assert_eq!(english.links("#beginning ~ p a"), ["/en/statistics?as_of=2015-12-01"]);
    let numbers = english.texts("tbody td");
    assert!(numbers.contains(&"68, 10 and 4".to_owned()), "{numbers:?}");
    assert!(numbers.contains(&"9.5".to_owned()), "{numbers:?}");
}

#[tokio::test]
async fn about_a_registry_that_is_no_demonstration_tells_no_stories() {
    let app = with_story(false).await;
    let about = Page::of(&raw::get(&app, "/about", &[HTML]).await);
    assert!(
        about.all(".stories").is_empty() && about.links("main a[href^='/clusters']").is_empty()
    );
    assert!(about.links("#beginning ~ p a").is_empty());
    assert!(!about.text("main").contains("вымы"));
}

#[tokio::test]
async fn the_history_page_is_filtered_by_category_and_paged() {
    let scene = Scene::high().await;
    let path = format!("/clusters/{}/history?category=level", scene.pine);
    let page = page(&scene, &path).await;
    let words = page.texts("tbody .name .words");
    assert_eq!(words.len(), 3);
    assert_eq!(words[0], "Уровень оргразвития: средний → высокий");
    assert_eq!(page.all("input[name=category][checked]").len(), 1);
    let paged = self::page(&scene, &format!("/clusters/{}/history?limit=3", scene.pine)).await;
    let next = self::page(&scene, &paged.links("a[rel=next]")[0]).await;
    let lines = "tbody tr:not(.commit)";
    assert_eq!(next.texts(lines).len(), 3);
    assert_ne!(paged.texts(lines), next.texts(lines));

    let english = self::page(&scene, &format!("/en{path}&limit=1")).await;
    assert_eq!(english.text("tbody .words"), "Level of organisational development: medium → high");
    assert_eq!(english.text("#lines"), "3 entries");
    assert_eq!(
        english.all("form.categories")[0].value().attr("action"),
        Some(&*format!("/en/clusters/{}/history", scene.pine))
    );
    let earlier = self::page(&scene, &english.links("a[rel=next]")[0]).await;
    assert!(earlier.text("tbody .words").contains("initial → medium"));
    let first = earlier.links(".pages a")[0].clone();
    assert!(first.starts_with("/en/clusters/") && first.contains("category=level"), "{first}");
}

#[tokio::test]
async fn what_was_recorded_at_once_stands_under_one_heading_and_kinds_are_counted() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}/history?limit=100", scene.pine)).await;
    let headings = page.texts("tbody > tr.commit th");
    assert_eq!(headings.len(), page.all("table.history tbody").len());
    assert!(page.all("tbody > tr:not(.commit)").len() > headings.len() * 2, "{headings:?}");
    let mut distinct = headings.clone();
    distinct.dedup();
    assert_eq!(distinct, headings, "no heading stands twice in a row");
    assert!(page.text("caption").contains("Europe/Moscow"), "{}", page.text("caption"));
    let level = page.text("label:has([name=category][value=level])");
    assert_eq!(level, "Уровень оргразвития 3");
}

/// Pages that say all of their own words in English.
fn english_pages(scene: &Scene) -> Vec<String> {
    let (pine, organisation) = (&scene.pine, scene.organisation(0));
    vec![
        format!("/en/clusters/{pine}/level"),
        format!("/en/clusters/{pine}/history"),
        format!("/en/organisations/{organisation}"),
        "/en/offers".into(),
        "/en/links".into(),
        "/en/publications".into(),
        "/en/regions".into(),
        "/en/regions/RU-TOM".into(),
        "/en/regions/RU-TOM/specialisations/furniture".into(),
        "/en/specialisations".into(),
        "/en/specialisations/furniture".into(),
        "/en/statistics".into(),
        "/en/about".into(),
        "/en/accessibility".into(),
    ]
}

#[tokio::test]
async fn an_english_page_marks_everything_that_is_russian() {
    let scene = Scene::high().await;
    for path in english_pages(&scene) {
        let page = page(&scene, &path).await;
        assert_eq!(page.all("html[lang=en]").len(), 1, "{path}");
        assert_eq!(unmarked(&page), Vec::<String>::new(), "{path}");
        let own = page.links("main a, .sections a").into_iter();
        for link in own.filter(|link| link.starts_with('/') && !link.starts_with("/api/")) {
            let english = link == "/en" || link.starts_with("/en/") || link.starts_with("/en?");
            assert!(english, "{path}: {link}");
        }
    }
    let none = raw::get(&scene.app, "/en/clusters/0000000098/level", &[HTML]).await;
    assert_eq!((none.status, unmarked(&Page::of(&none))), (404, Vec::new()));
}

#[tokio::test]
async fn an_organisation_shows_where_it_takes_part() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/organisations/{}", scene.organisation(0))).await;
    assert_eq!(page.text("h1"), "ООО «Организация 1» (демо)");
    assert_eq!(page.text(".record-head .meta"), format!("ОГРН {}", body::ogrn(1)));
    assert_eq!(
        page.texts("tbody tr"),
        [
            "Белая сосна Малые предприятия известно с 01.12.2015 подтверждено второй стороной: ООО «Организация 1» (демо)",
            "Берёза Малые предприятия известно с 01.12.2015 указано кластером",
        ]
    );
    let english = self::page(&scene, &format!("/en/organisations/{}", scene.organisation(0))).await;
    assert_eq!(english.text(".record-head .meta"), format!("OGRN {}", body::ogrn(1)));
    let joined = english.text("tbody td:nth-of-type(2)");
    assert_eq!(joined, "known since 1 December 2015");
    assert_eq!(english.texts("h1 [lang=ru]"), ["ООО «Организация 1» (демо)"]);
}

#[tokio::test]
async fn a_membership_in_a_cluster_that_left_the_register_is_no_current_one() {
    let scene = Scene::high().await;
    let out = serde_json::json!({ "reason": "По заявлению" });
    let path = format!("/api/v1/clusters/{}/withdrawal", scene.birch);
    scene.officer.post(&path, &out).await.done();
    scene.app.settle().await;
    let page = page(&scene, &format!("/organisations/{}", scene.organisation(0))).await;
    let current = page.texts("section[aria-labelledby=current] tbody th");
    assert_eq!(current, ["Белая сосна"]);
    let former = page.texts("section[aria-labelledby=former] tbody th");
    assert_eq!(former, ["Берёза исключён из реестра"]);
}

#[tokio::test]
async fn every_table_of_the_statistics_tells_its_base() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let captions = page.texts("caption");
    assert!(captions.contains(&"по данным 1 из 2 кластеров".to_owned()), "{captions:?}");
    let rows = page.texts("section[aria-labelledby=levels] tbody tr");
    assert_eq!(rows, ["Всего2", "начальный1", "средний0", "высокий1"]);
    assert_eq!(
        page.texts("section[aria-labelledby=staff] tbody tr"),
        ["В среднем на орган управления2,5"]
    );
    let silent = page.texts("section[aria-labelledby=project-stages] tbody tr");
    assert_eq!(silent.last().unwrap(), "Информация по проектам не представлена—1");

    let english = self::page(&scene, "/en/statistics").await;
    assert!(english.texts("caption").contains(&"from 1 of 2 clusters".to_owned()));
    let rows = english.texts("section[aria-labelledby=levels] tbody tr");
    assert_eq!(rows, ["Total2", "initial1", "medium0", "high1"]);
    assert!(english.links("main a").contains(&"/api/v1/statistics.csv?lang=en".to_owned()));
}

#[tokio::test]
async fn a_page_of_the_past_says_so_and_its_links_keep_the_date() {
    let scene = Scene::high().await;
    let path = format!("/clusters/{}?as_of=2015-12-01", scene.pine);
    let page = page(&scene, &path).await;
    assert!(page.text(".band.past").starts_with("По состоянию на 01.12.2015, 23:59 МСК."));
    assert_eq!(page.links(".band.past a"), [format!("/clusters/{}", scene.pine)]);
    assert!(page.text(".standing").contains("начальный с 01.12.2015"));
    let own = page.links(".sections a, main a").into_iter();
    for link in
        own.filter(|link| link.starts_with("/clusters") || link.starts_with("/organisations"))
    {
        assert!(link.contains("as_of=2015-12-01"), "{link}");
    }
    let picker = &page.all(".moment-picker input[type=date]")[0];
    assert_eq!(picker.value().attr("value"), Some("2015-12-01"));
    let list = self::page(&scene, "/clusters?as_of=position:40&level=initial").await;
    assert!(list.text(".band.past").starts_with("По состоянию на позицию журнала 40, "));
    let kept = list.all(".moment-picker input[type=hidden]");
    assert_eq!(kept[0].value().attr("name"), Some("level"), "the picker keeps the filters");
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let scene = Scene::entered().await;
    for path in every_page(&scene).into_iter().filter(|path| path != "/accessibility") {
        let first = raw::get(&scene.app, &path, &[HTML]).await;
        assert_eq!(first.header("cache-control"), Some("no-cache"), "{path}");
        let tag = first.header("etag").unwrap();
        let again = raw::get(&scene.app, &path, &[HTML, ("if-none-match", tag)]).await;
        assert_eq!(again.status, 304, "{path}");
        // A browser would take it over into the page that it kept.
        assert_eq!(again.header("content-security-policy"), None, "{path}");
        assert_eq!(again.header("cache-control"), first.header("cache-control"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page_with_a_way_on() {
    let scene = Scene::entered().await;
    for path in ["/clusters/0000000098", "/nowhere", "/organisations/x", "/clusters?level=best"] {
        let raw = raw::get(&scene.app, path, &[HTML]).await;
        assert!(matches!(raw.status, 404 | 422), "{path}");
        assert!(raw.header("content-type").unwrap().starts_with("text/html"), "{path}");
        let page = Page::of(&raw);
        assert_eq!(page.all("h1").len(), 1);
        assert_eq!(page.links("main a"), ["/clusters"]);
        assert!(page.text(".band").starts_with("Демонстрационные данные"));
    }
    let asked = raw::get(&scene.app, "/nowhere", &[HTML, ("accept-language", "en")]).await;
    assert_eq!(Page::of(&asked).text("h1"), "Такого адреса нет", "the address tells the language");
    let english = Page::of(&raw::get(&scene.app, "/en/nowhere", &[HTML]).await);
    assert_eq!(english.text("h1"), "No such address");
    assert_eq!(english.links("main a"), ["/en/clusters"]);
    let json = ("accept", "application/json");
    let program = raw::get(&scene.app, "/clusters/0000000098", &[json]).await;
    assert_eq!(program.header("content-type"), Some("application/problem+json"));
}

#[tokio::test]
async fn what_somebody_stated_is_shown_as_text_and_never_as_markup() {
    let scene = Scene::entered().await;
    let name = "Кластер <script>alert(1)</script> & «Ко»";
    scene.officer.post("/api/v1/clusters", &body::cluster(name)).await.done();
    scene.app.settle().await;
    let raw = raw::get(&scene.app, "/clusters", &[HTML]).await;
    assert!(!raw.text().contains("<script>"));
    let page = Page::of(&raw);
    assert!(page.texts("tbody th").contains(&name.to_owned()));
}

#[tokio::test]
async fn an_empty_registry_has_pages_too() {
    let app = TestApp::unopened(generous()).await;
    for path in ["/clusters", "/statistics"] {
        let raw = raw::get(&app, path, &[HTML]).await;
        assert_eq!(raw.status, 200, "{path}");
        let source = Page::of(&raw).text(".source");
        assert_eq!(source, "В реестре пока ничего не записано.", "{path}");
    }
}

#[tokio::test]
async fn a_page_has_its_twin_in_the_other_language_with_the_same_dates() {
    let scene = Scene::high().await;
    let path = format!("/clusters/{}?as_of=2017-03-12", scene.pine);
    let russian = page(&scene, &path).await;
    assert_eq!(russian.links("link[hreflang=en]"), [format!("/en{path}")]);
    let english = page(&scene, &format!("/en{path}")).await;
    assert_eq!(english.all("html[lang=en]").len(), 1);
    assert_eq!(english.links("link[hreflang=ru]"), [path]);
    assert!(english.text(".standing").starts_with("●●● high since 12 March 2017"));
    assert!(english.links(".sections a").contains(&"/en/statistics?as_of=2017-03-12".to_owned()));
    assert_eq!(english.all("h1[lang=ru]").len(), 1, "a name that has no English is marked");
}

#[tokio::test]
async fn how_pages_look_is_chosen_once_and_kept_in_a_cookie() {
    let scene = Scene::entered().await;
    let chosen = "size=150&contrast=white-on-black&spacing=wide&back=%2Fclusters";
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = raw::post(&scene.app, "/appearance", &form, chosen).await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/clusters")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("appearance=150.white-on-black.wide; Path=/; "), "{cookie}");
    let cookie = ("cookie", "appearance=150.white-on-black.wide");
    let usual = raw::get(&scene.app, "/clusters", &[HTML]).await;
    let tag = ("if-none-match", usual.header("etag").unwrap());
    let look = raw::get(&scene.app, "/clusters", &[HTML, cookie, tag]).await;
    assert_eq!(look.status, 200, "a page that looks otherwise is another one");
    assert_eq!(Page::of(&look).all("html.size-150.contrast-white-on-black.spacing-wide").len(), 1);
    let elsewhere = raw::post(&scene.app, "/appearance", &form, "back=%2F%2Fevil.example").await;
    assert_eq!(elsewhere.header("location"), Some("/clusters"));
}
