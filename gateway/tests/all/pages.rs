//! Pages as a browser without a script sees them.

use registry_gateway::http::HttpSettings;
use registry_gateway::pages::about::Story;
use registry_gateway::words::Said;
use scraper::{ElementRef, Html, Selector};
use serde_json::json;

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

/// Texts with Cyrillic letters that no element marks as Russian; a title can mark none.
pub(crate) fn unmarked(page: &Page) -> Vec<String> {
    let is_cyrillic = |text: &str| text.contains(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let mut unmarked = Vec::new();
    for node in page.0.tree.nodes() {
        let Some(text) = node.value().as_text().filter(|text| is_cyrillic(text)) else { continue };
        let mut above = node.ancestors().filter_map(|one| one.value().as_element());
        let language = above.find_map(|one| match one.name() {
            "title" => Some("ru"),
            _ => one.attr("lang"),
        });
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

fn every_page(scene: &Scene) -> Vec<String> {
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
            for row in table.select(&Selector::parse("tbody tr").unwrap()) {
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
    assert_eq!(close.links(".map .column-head a"), ["/?level=high"]);
    assert_eq!(
        close.texts(".chips a"),
        ["высокий × снять", "Сибирский федеральный округ × снять", "Снять все условия"]
    );
    let english = page(&scene, "/en?district=SFO").await;
    assert_eq!(english.text("#found"), "1 cluster");
    assert!(english.links(".rows h3 a")[0].starts_with("/en/clusters/"));
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
async fn the_card_shows_each_value_with_who_supports_it() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert_eq!(page.text("h1"), "Белая сосна");
    assert_eq!(
        page.texts("h2"),
        [
            "Уровень оргразвития",
            "О кластере",
            "Контакты",
            "Участники",
            "Управление",
            "Совместные проекты"
        ]
    );
    let fields = page.texts("dl.fields > div");
    let field = |label: &str| {
        let found = fields.iter().find(|field| field.starts_with(label));
        found.unwrap_or_else(|| panic!("{label} in {fields:#?}")).as_str()
    };
    assert_eq!(
        field("Общая численность"),
        "Общая численность работников1 200 на 30.06.2015, действует до 30.06.2016 указано кластером \
         Указал: куратор реестра, 01.12.2015"
    );
    let missing = page.text("section[aria-labelledby=identity] .missing");
    assert!(missing.starts_with("Пока не представлено: Краткое наименование"), "{missing}");
    assert_eq!(
        field("Точка на карте"),
        "Точка на карте56,4977° с. ш., 84,9744° в. д. (населённый пункт) указано кластером \
         Указал: куратор реестра, 01.12.2015"
    );
    let participant = &page.texts("section[aria-labelledby=participants] tbody tr")[0];
    assert_eq!(
        participant,
        "ООО «Организация 1» (демо) действует до 01.12.2017Малые предприятия \
         подтверждено второй стороной Указал: куратор реестра, 01.12.2015 \
         Подтвердил: ООО «Организация 1» (демо), участник кластера, 11.03.2017\
         представитель организации; письмо или доверенность"
    );
    let standing = page.text(".standing");
    assert!(standing.starts_with("●●● высокий с 12.03.2017"), "{standing}");
}

#[tokio::test]
async fn a_row_whose_values_are_supported_otherwise_says_so_at_each() {
    let scene = Scene::high().await;
    let path = "participants/1/participant_type";
    scene.state(&json!({ "claims": [{ "path": path, "value": "medium" }] })).await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let row = "section[aria-labelledby=participants] tbody tr:first-child";
    let organisation = page.text(&format!("{row} th"));
    assert!(organisation.contains("Подтвердил: ООО «Организация 1» (демо)"), "{organisation}");
    let cells = page.texts(&format!("{row} td"));
    assert!(
        cells[0].starts_with(
            "Средние предприятия подтверждено второй стороной; ожидает подтверждения до 10.06.2017, \
             прежнее значение подтвердили: ООО «Организация 1» (демо), участник кластера"
        ),
        "{}",
        cells[0]
    );
    assert_eq!(cells[1], "у каждого сведения своё");
    let body = page.texts("section[aria-labelledby=governance] .card:first-child .support");
    let documents = body.iter().filter(|cell| cell.contains("документ")).count();
    assert_eq!(documents, 1, "the document of all of them is named once: {body:?}");
}

#[tokio::test]
async fn each_absence_has_its_own_word() {
    let scene = Scene::entered().await;
    let absent = |path: &str, absence: &str| json!({ "path": path, "absence": absence, "described_on": "2015-11-30" });
    scene
        .state(&json!({ "claims": [
        absent("employees_total", "withheld"),
        absent("participants/1/employees", "not_applicable"),
        absent("participants/2/employees", "zero"),
        absent("participants/3/employees", "not_provided"),
    ] }))
        .await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(page.texts("dl .absent").contains(&"не раскрывается".to_owned()));
    let employees = page.texts("section[aria-labelledby=participants] td:nth-of-type(2) .absent");
    assert_eq!(employees[..4], ["неприменимо", "нет", "не представлено", "—"]);
    let list = self::page(&scene, "/clusters?q=%D1%81%D0%BE%D1%81%D0%BD%D0%B0").await;
    assert_eq!(list.texts("td .absent"), ["не представлено", "не представлено"]);
}

#[tokio::test]
async fn the_level_page_counts_blocks_and_names_who_confirmed() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    let blocks = page.texts("section[aria-labelledby=markers] h3");
    assert_eq!(
        blocks,
        ["Минимальные требования: 10 из 10", "Управление: 5 из 5", "Проекты: 4 из 4"]
    );
    let markers = page.texts("section[aria-labelledby=markers] tbody tr");
    assert_eq!(
        markers[0],
        "M1Официальное наименование 1 сведениеОфициальное наименование: 01.12.2015, указано кластером✓ выполнен"
    );
    let renewed = "указано кластером, обновить до 30.06.2016✓ выполнен, действует до 29.09.2016";
    assert!(markers[9].ends_with(renewed), "{}", markers[9]);
    assert!(
        markers[7].contains("10 сведений") && markers[7].contains("и ещё 7✓"),
        "{}",
        markers[7]
    );
    assert_eq!(page.texts(".measures dd"), ["19 из 19", "10 из 10", "9 из 9"]);
    let cells = page.all(".blocks .cells > i").len();
    assert_eq!(
        (cells, page.all(".blocks .cells > i.met").len()),
        (19, 19),
        "a cell for each marker"
    );
    assert_eq!(page.links(".blocks a")[1], "#block-governance");
    let periods = page.texts("section[aria-labelledby=past] ol > li > p");
    insta::assert_snapshot!(periods.join("\n"), @r"
    ●●● высокий
    Высокий с 12.03.2017. Последнее подтверждение: ООО «Организация 1» (демо). Обязательные признаки подтвердили: ООО «Организация 77» (демо); ООО «Организация 1» (демо).
    ●●○ средний до 12.03.2017
    Средний с 01.02.2016. Последними выполнены признаки: G1, G2, G3, G4, G5, P1, P2, P3, P4.
    ●○○ начальный до 01.02.2016
    Начальный с 01.12.2015. Кластер внесён в реестр.
    ");
    let line = page.all("section[aria-labelledby=past] svg.steps");
    assert_eq!(line.len(), 1);
    assert_eq!(page.all("svg.steps circle").len(), 3, "a point where each level began");
}

#[tokio::test]
async fn the_level_page_names_what_each_marker_of_a_past_level_rested_on() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    let basis = page.texts(".periods > li:first-child .basis > div");
    assert_eq!(basis.len(), 19, "each met marker");
    let of = |id: &str| basis.iter().find(|one| one.starts_with(id)).unwrap().as_str();
    assert_eq!(
        of("G1"),
        "G1 обязательныйООО «Организация 77» (демо), ЦКР, который поддерживает кластер, 11.03.2017"
    );
    assert_eq!(of("M1"), "M1указано кластером");
}

#[tokio::test]
async fn the_level_page_speaks_english_too() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/en/clusters/{}/level", scene.pine)).await;
    assert_eq!(page.text("#markers"), "Markers");
    let first = page.text("section[aria-labelledby=markers] tbody td:nth-of-type(2)");
    assert_eq!(first, "✓ met");
    let periods = page.texts("section[aria-labelledby=past] ol > li > p");
    insta::assert_snapshot!(periods[..3].join("\n"), @r"
    ●●● high
    High since 12 March 2017. Last confirmation: ООО «Организация 1» (демо). The gates were confirmed by ООО «Организация 77» (демо); ООО «Организация 1» (демо).
    ●●○ medium until 12 March 2017
    ");
    assert_eq!(page.text("svg.steps text"), "high");
}

#[tokio::test]
async fn the_way_to_the_next_level_is_worded_as_what_to_add() {
    let scene = Scene::entered().await;
    let page = page(&scene, &format!("/clusters/{}/level", scene.pine)).await;
    assert_eq!(page.text("#way"), "Ещё 5 признаков до среднего уровня");
    let missing = page.texts("section[aria-labelledby=way] ul:first-of-type li");
    assert_eq!(missing[0], "Укажите организацию-координатора или управляющую компанию G1");
    let leads = page.links("section[aria-labelledby=way] li a");
    assert!(leads.iter().all(|row| page.all(row).len() == 1), "each leads to its row: {leads:?}");
    let states = page.texts("section[aria-labelledby=markers] td:nth-of-type(2)");
    assert_eq!((states[0].as_str(), states[18].as_str()), ("✓ выполнен", "пока нет"));
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
    assert_eq!(next.texts("tbody tr").len(), 3);
    assert_ne!(paged.texts("tbody tr"), next.texts("tbody tr"));

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

/// Pages that say all of their own words in English.
fn english_pages(scene: &Scene) -> Vec<String> {
    let (pine, organisation) = (&scene.pine, scene.organisation(0));
    vec![
        format!("/en/clusters/{pine}/level"),
        format!("/en/clusters/{pine}/history"),
        format!("/en/organisations/{organisation}"),
        "/en/offers".into(),
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
async fn every_table_of_the_statistics_tells_its_base() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let captions = page.texts("caption");
    assert!(captions.contains(&"по данным 1 из 2".to_owned()), "{captions:?}");
    let rows = page.texts("section[aria-labelledby=levels] tbody tr");
    assert_eq!(rows, ["Всего2", "начальный1", "средний0", "высокий1"]);
    assert_eq!(
        page.texts("section[aria-labelledby=staff] tbody tr"),
        ["В среднем на орган управления2,5"]
    );
    let silent = page.texts("section[aria-labelledby=project-stages] tbody tr");
    assert_eq!(silent.last().unwrap(), "Информация по проектам не представлена—1");

    let english = self::page(&scene, "/en/statistics").await;
    assert!(english.texts("caption").contains(&"from 1 of 2".to_owned()));
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
    let picker = &page.all("footer input[type=date]")[0];
    assert_eq!(picker.value().attr("value"), Some("2015-12-01"));
    let list = self::page(&scene, "/clusters?as_of=position:40&level=initial").await;
    assert!(list.text(".band.past").starts_with("По состоянию на позицию журнала 40, "));
    let kept = list.all("footer input[type=hidden]");
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
    let program = raw::get(&scene.app, "/clusters/0000000098", &[]).await;
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
