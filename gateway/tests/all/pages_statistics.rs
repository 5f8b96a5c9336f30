//! The statistics as a browser without a script sees them: charts with their tables, the slider of
//! months, files, citations, the clusters behind each bar.

use scraper::{ElementRef, Selector};
use serde_json::json;

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::bulletins::published;
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::{TestApp, generous};

fn within<'e>(element: &ElementRef<'e>, selector: &str) -> Vec<ElementRef<'e>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

fn title(page: &Page, key: &str) -> String {
    page.text(&format!("h2#{key}"))
}

/// The bars of a chart: label and value.
fn bars(page: &Page, key: &str) -> Vec<String> {
    let rows = format!("section[aria-labelledby={key}] .bars li");
    let labels = page.texts(&format!("{rows} .bar-label"));
    let values = page.texts(&format!("{rows} .bar-value"));
    labels.into_iter().zip(values).map(|(label, value)| format!("{label}: {value}")).collect()
}

/// The whole number a text ends with.
fn last_number(text: &str) -> usize {
    let digits = text.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

#[tokio::test]
async fn each_chart_says_what_it_shows() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let said = ["levels", "project-stages", "regions", "growth"].map(|key| title(&page, key));
    assert_eq!(
        said,
        [
            "Начальный уровень — у 1 из 2 кластеров, средний — ни у одного, высокий — у 1",
            "2 совместных проекта у 1 кластера; ещё 1 кластер пока не представил информацию",
            "Кластеры есть в 1 из 1 субъекта РФ, где созданы ЦКР",
            "На 12.03.2017 в реестре 2 кластера, а на 12.03.2016 было 2",
        ]
    );
    let subject = page.text("section[aria-labelledby=levels] .subject");
    assert_eq!(subject, "Кластеры по уровням оргразвития");
    assert_eq!(
        page.text("section[aria-labelledby=project-stages] .base"),
        "по данным 1 из 2 кластеров"
    );
    let without: Vec<_> = page
        .all("section.chart:has(.bars, .growth)")
        .into_iter()
        .filter(|chart| within(chart, ".base").is_empty())
        .filter_map(|chart| chart.value().attr("aria-labelledby"))
        .collect();
    assert_eq!(without, ["coverage"], "what is compared with an estimate has no base");
    assert_eq!(bars(&page, "levels"), ["Начальный: 1", "Средний: 0", "Высокий: 1"]);
}

#[tokio::test]
async fn a_chart_that_has_nothing_to_say_keeps_its_plain_title() {
    let scene = Scene::shipped().await;
    let page = page(&scene, "/statistics").await;
    assert_eq!(title(&page, "support"), "Все кластеры пока на начальном уровне: 2");
    assert_eq!(title(&page, "ages"), "Уровень и возраст кластера");
    assert!(page.all("section[aria-labelledby=ages] .subject").is_empty());
    let app = TestApp::unopened(generous()).await;
    let empty = Page::of(&raw::get(&app, "/statistics", &[HTML]).await);
    assert_eq!(title(&empty, "levels"), "Кластеры по уровням оргразвития");
    assert_eq!(title(&empty, "growth"), "Рост реестра");
    assert!(empty.all(".bars, .growth, form.moment").is_empty());
}

#[tokio::test]
async fn the_english_page_says_the_same_and_marks_what_is_russian() {
    let scene = Scene::high().await;
    let page = page(&scene, "/en/statistics").await;
    assert_eq!(unmarked(&page), Vec::<String>::new());
    let said = ["levels", "project-stages", "regions"].map(|key| title(&page, key));
    assert_eq!(
        said,
        [
            "The initial level is held by 1 of 2 clusters, medium by none, high by 1",
            "2 joint projects of 1 cluster; 1 more cluster has not provided information yet",
            "There are clusters in 1 of 1 region with a development centre",
        ]
    );
    for link in page.links(".bars a") {
        assert!(link.starts_with("/en/"), "{link}");
    }
}

#[tokio::test]
async fn what_is_not_provided_has_a_mark_of_its_own_and_is_no_zero() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let table = page.texts("section[aria-labelledby=project-stages] tbody th");
    assert!(table.contains(&"Информация по проектам не представлена".to_owned()), "{table:?}");
    let hidden = page.texts("section[aria-labelledby=support] td:first-of-type");
    assert_eq!(hidden, ["—"; 4], "statuses aren't shown in this edition");
    assert_eq!(bars(&page, "support"), Vec::<String>::new());
}

#[tokio::test]
async fn each_bar_leads_to_as_many_clusters_as_it_counts() {
    let mut followed = 0;
    for scene in [Scene::high().await, Scene::shipped().await] {
        let charts = page(&scene, "/statistics").await;
        for key in ["levels", "support", "ages", "specialisations", "ckr-leaders"] {
            for link in charts.all(&format!("section[aria-labelledby={key}] .chart-bar a")) {
                let counted = last_number(&link.text().collect::<String>());
                let address = link.value().attr("href").unwrap();
                let list = page(&scene, address).await;
                assert_eq!(list.all("table tbody tr").len(), counted, "{key}: {address}");
                followed += 1;
            }
        }
    }
    assert!(followed >= 10, "{followed}");
}

#[tokio::test]
async fn the_register_names_the_figure_it_is_narrowed_to_and_the_form_keeps_it() {
    let scene = Scene::high().await;
    let path = "/clusters?figure=projects.by_stage.in_progress&figure=governing_bodies.by_type.coordinator";
    let list = page(&scene, path).await;
    assert_eq!(
        list.texts(".chips a")[..2],
        [
            "стадия проекта: Реализуемые × снять",
            "орган управления: Организация-координатор × снять"
        ]
    );
    let kept = list.all("form.filters input[type=hidden][name=figure]");
    assert_eq!(kept.len(), 2);
    let refused = scene.reader.get("/api/v1/clusters?figure=projects.by_mood").await;
    assert_eq!(refused.refusal(), (422, "figure.not-a-filter"));
    for unknown in ["projects.by_stage.nope", "clusters.level_by_age.nope", "clusters.total"] {
        let refused = scene.reader.get(&format!("/api/v1/clusters?figure={unknown}")).await;
        assert_eq!(refused.refusal(), (422, "figure.not-a-filter"), "{unknown}");
        assert!(refused.text("detail").contains("/api/v1/statistics"), "{refused:?}");
    }
    let counted = scene.get("/api/v1/clusters?figure=projects.clusters_not_provided").await.body;
    assert_eq!((&counted["total"], &counted["items"][0]["id"]), (&json!(1), &json!(scene.birch)));
}

#[tokio::test]
async fn the_slider_is_a_form_that_leads_to_the_end_of_a_month() {
    let scene = Scene::high().await;
    let now = page(&scene, "/statistics").await;
    let slider = &now.all("form.moment input[type=range]")[0];
    let told = ["name", "min", "max", "value"].map(|name| slider.value().attr(name).unwrap());
    assert_eq!(told, ["month", "0", "15", "15"]);
    assert_eq!(now.text("form.moment output"), "Показано на 12.03.2017");
    let moved = raw::get(&scene.app, "/statistics?month=1&as_of=2016-05-01", &[HTML]).await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (303, Some("/statistics?as_of=2016-01-31"))
    );
    let last = raw::get(&scene.app, "/en/statistics?month=15", &[HTML]).await;
    assert_eq!(last.header("location"), Some("/en/statistics"));
    let past = page(&scene, "/statistics?as_of=2016-01-31").await;
    assert_eq!(past.links("form.moment a[rel=prev]"), ["/statistics?as_of=2015-12-31"]);
    assert_eq!(past.links("form.moment a[rel=next]"), ["/statistics?as_of=2016-02-29"]);
    let years = past.links("form.moment .years a");
    assert_eq!(
        years,
        ["/statistics?as_of=2015-12-31", "/statistics?as_of=2016-12-31", "/statistics"]
    );
    assert_eq!(past.texts(".years [aria-current]"), ["2016"]);
    assert_eq!(
        title(&past, "levels"),
        "Начальный уровень — у 2 из 2 кластеров, средний — ни у одного, высокий — ни у одного"
    );
    for month in ["-1", "16", "500", "x"] {
        let refused = raw::get(&scene.app, &format!("/statistics?month={month}"), &[HTML]).await;
        assert_eq!(refused.status, 422, "{month}");
        assert!(refused.text().contains("от 0 до 15"), "{month}");
    }
}

#[tokio::test]
async fn links_files_and_citations_keep_the_moment() {
    let scene = Scene::high().await;
    let past = page(&scene, "/statistics?as_of=2016-02-15").await;
    for link in past.links("#charts a:not([href^='#']):not(.permanent)") {
        assert!(link.contains("as_of=2016-02-15"), "{link}");
    }
    let cited = past.text("section[aria-labelledby=levels] .cite p");
    assert!(cited.starts_with("«Начальный уровень — у 1 из 2 кластеров"), "{cited}");
    assert!(cited.contains("По состоянию на 15.02.2016, позиция журнала "), "{cited}");
    let permanent = past.links(".permanent");
    assert_eq!(permanent[0], "/statistics?as_of=2016-02-15#levels", "no event is of that day");
    let now = page(&scene, "/statistics").await;
    let permanent = now.links(".permanent").remove(0);
    assert!(permanent.starts_with("/statistics?as_of=position:"), "{permanent}");
    let same = page(&scene, &permanent).await;
    assert_eq!(title(&same, "levels"), title(&now, "levels"));
    assert_eq!(same.text(".cite p"), now.text(".cite p"));
}

#[tokio::test]
async fn a_chart_is_a_drawing_at_an_address_of_its_own() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let drawings = page.links(".chart-files a[href$='.svg']");
    assert!(drawings.len() >= 8, "{drawings:?}");
    for address in drawings {
        let file = raw::get(&scene.app, &address, &[]).await;
        assert_eq!((file.status, file.header("content-type")), (200, Some("image/svg+xml")));
        let policy = file.header("content-security-policy").unwrap();
        assert_eq!(policy, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        let drawing = file.text();
        assert!(drawing.contains("role=\"img\"") && drawing.contains("<desc id="), "{address}");
        for left in ["var(", "\u{ad}", "<a ", "<script", "url("] {
            assert!(!drawing.contains(left), "{address} has {left}");
        }
    }
    let stages = raw::get(&scene.app, "/en/statistics/project-stages.svg", &[]).await.text();
    let stages = stages.replace('\u{a0}', " ");
    assert!(
        stages.contains("class=\"mark-plain\"") && stages.contains("from 1 of 2 clusters"),
        "{stages}"
    );
    assert!(stages.contains("Demonstration data"), "{stages}");
    for path in ["/statistics/levels.jpg", "/statistics/beauty.svg", "/statistics/staff.svg"] {
        let unknown = raw::get(&scene.app, path, &[]).await;
        assert_eq!(unknown.status, 404, "{path}");
        assert!(unknown.text().contains(path), "{path}");
    }
    let before = raw::get(&scene.app, "/statistics/growth.svg?as_of=0001-01-01", &[]).await;
    let told = before.text();
    assert_eq!(before.status, 404);
    assert!(told.contains("chart.nothing-recorded"), "{told}");
    assert!(told.contains("/statistics/growth.svg"), "{told}");
    let misspelt = raw::get(&scene.app, "/statistics/growth.svg?asof=2016-01-01", &[]).await;
    assert_eq!(misspelt.status, 422);
}

/// Width and height of a PNG, from its head.
fn size_of(picture: &[u8]) -> (u32, u32) {
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&picture[12..16], b"IHDR");
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// A number among the attributes of a drawing's root.
fn of_root(drawing: &str, name: &str) -> u32 {
    let after = drawing.split_once(&format!(" {name}=\"")).unwrap().1;
    after.split('"').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_chart_is_a_picture_of_its_drawing_twice_as_large() {
    let scene = Scene::high().await;
    for path in ["/statistics", "/en/statistics"] {
        let page = page(&scene, path).await;
        let pictures = page.links(".chart-files a[href$='.png'][download$='.png']");
        assert_eq!(pictures.len(), page.links(".chart-files a[href$='.svg']").len());
        for address in pictures {
            let picture = raw::get(&scene.app, &address, &[]).await;
            assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
            let drawing = raw::get(&scene.app, &address.replace(".png", ".svg"), &[]).await.text();
            let doubled = ["width", "height"].map(|name| of_root(&drawing, name) * 2);
            assert_eq!(size_of(&picture.bytes), (doubled[0], doubled[1]), "{address}");
        }
    }
}

#[tokio::test]
async fn a_picture_is_that_of_its_moment_and_language_and_is_kept_by_its_tag() {
    let scene = Scene::high().await;
    let mut seen = std::collections::BTreeSet::new();
    let addresses = [
        "/statistics/levels.png",
        "/statistics/levels.png?as_of=2016-02-15",
        "/statistics/levels.png?as_of=2016-01-31",
        "/en/statistics/levels.png",
    ];
    for address in addresses {
        let picture = raw::get(&scene.app, address, &[]).await;
        let tag = picture.header("etag").unwrap();
        let again = raw::get(&scene.app, address, &[("if-none-match", tag)]).await;
        assert_eq!(again.status, 304, "{address}");
        assert_eq!(raw::get(&scene.app, address, &[]).await.bytes, picture.bytes, "{address}");
        assert!(seen.insert(picture.bytes), "{address} is as one before");
    }
    for path in ["/statistics/beauty.png", "/statistics/staff.png", "/statistics/.png"] {
        assert_eq!(raw::get(&scene.app, path, &[]).await.status, 404, "{path}");
    }
    let before = raw::get(&scene.app, "/statistics/growth.png?as_of=0001-01-01", &[]).await;
    assert!(before.text().contains("chart.nothing-recorded"), "{}", before.text());
}

#[tokio::test]
async fn small_charts_stand_two_and_two_and_the_contents_are_folded() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let charts = page.all("section.chart");
    let halves: Vec<_> = charts.iter().map(|chart| is_of(chart, "half")).collect();
    for pair in halves.chunk_by(|one, other| one == other).filter(|charts| charts[0]) {
        assert_eq!(pair.len() % 2, 0, "{halves:?}");
    }
    assert!(halves.contains(&true), "some are small");
    let growth = charts.last().unwrap();
    assert!(!is_of(growth, "half"), "a line needs the whole width");
    let links = page.links("nav.contents details:not([open]) > summary + ul a");
    assert_eq!(links.len(), charts.len() + 1, "each chart, and the bulletins");
    assert_eq!(page.text("nav.contents summary"), "На этой странице");
}

fn is_of(element: &ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|one| one == class)
}

#[tokio::test]
async fn the_figures_of_a_chart_are_a_file_of_their_own() {
    let scene = Scene::high().await;
    let levels = scene.rows("/statistics/levels.csv?as_of=2016-02-15").await;
    let paths: Vec<_> = levels.iter().map(|row| row["figure"].as_str()).collect();
    assert_eq!(
        paths,
        [
            "clusters.total",
            "clusters.by_level.initial",
            "clusters.by_level.medium",
            "clusters.by_level.high"
        ]
    );
    assert_eq!(levels[2]["value"], "1");
    let file = scene.file("/statistics/levels.csv").await;
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"levels.csv\""));
    let growth = scene.rows("/statistics/growth.csv").await;
    let last = growth.last().unwrap();
    assert_eq!((&*last["day"], &*last["total"], &*last["high"]), ("2017-03-12", "2", "1"));
    let english = scene.rows("/en/statistics/levels.csv").await;
    assert_eq!(english[0]["block"], "Clusters by level");
    assert_eq!(raw::get(&scene.app, "/statistics/beauty.csv", &[]).await.status, 404);
}

#[tokio::test]
async fn a_chart_and_its_table_tell_the_same() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let rows = page.all("section[aria-labelledby=leaders] .bars li");
    for row in rows {
        let value = |selector| {
            let found = within(&row, selector);
            found[0].text().collect::<String>()
        };
        let words = value(".bar-words");
        let parts: usize = words.split(" · ").map(last_number).sum();
        assert_eq!(parts, last_number(&value(".bar-value")), "{words}");
    }
    assert_eq!(page.all("svg.growth[role=img] > desc").len(), 1);
    let newest = page.text("section[aria-labelledby=growth] tbody tr");
    assert_eq!(newest, "12.03.20172101");
}

#[tokio::test]
async fn the_script_is_a_file_of_ours_and_what_needs_it_is_hidden_until_it_runs() {
    let scene = Scene::entered().await;
    let page = page(&scene, "/statistics").await;
    let scripts = page.all("script");
    let address = scripts[0].value().attr("src").unwrap();
    assert!(address.starts_with("/assets/statistics."), "{address}");
    let file = raw::get(&scene.app, address, &[]).await;
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, Some("text/javascript; charset=utf-8"))
    );
    assert!(page.all("button.play:not([hidden])").is_empty());
    assert!(!page.all("button.play").is_empty());
}

#[tokio::test]
async fn bulletins_stand_with_their_position_and_digest() {
    let scene = Scene::entered().await;
    let none = page(&scene, "/statistics").await;
    assert_eq!(
        none.text("section[aria-labelledby=bulletins] .absent"),
        "На эту дату бюллетеней ещё не публиковали."
    );
    let position = published(&scene, None).await;
    let listed = page(&scene, "/statistics").await;
    let bulletin = &scene.get("/api/v1/bulletins").await.body["items"][0];
    let row = listed.texts("section[aria-labelledby=bulletins] tbody tr > *");
    let digest = bulletin["digest"].as_str().unwrap();
    assert_eq!(row, ["01.12.2015", &position.to_string(), digest, "JSON"]);
    let data = listed.links("section[aria-labelledby=bulletins] a");
    assert_eq!(data, ["/api/v1/bulletins/2015-12-01"]);
}

#[tokio::test]
async fn bars_and_title_are_of_projects_and_those_without_a_stage_have_a_bar_of_their_own() {
    let scene = Scene::shipped().await;
    let project = |title: &str| {
        json!({ "collection": "projects", "claims": {
            "title": title, "stage": "in_progress", "spheres": ["marketing"],
            "participants": [1, 2, 3], "cost_sharing": true, "start": "2015-01-01" } })
    };
    let later = project("Общий бренд");
    scene.state(&json!({ "open": [project("Общий склад")], "claims": [] })).await;
    scene.app.set_time("2016-06-01T09:00:00Z");
    let employees =
        json!({ "path": "employees_total", "value": 1300, "described_on": "2016-05-31" });
    scene.state(&json!({ "claims": [employees] })).await;
    scene.app.set_time("2017-04-15T09:00:00Z");
    let cluster = scene.pine.parse().unwrap();
    scene.app.program(registry_core::command::NoteLapses { cluster }).await;
    scene.state(&json!({ "open": [later], "claims": [] })).await;
    let page = page(&scene, "/statistics").await;
    let said = title(&page, "project-stages");
    assert!(said.starts_with("2 совместных проекта"), "{said}");
    let stages = bars(&page, "project-stages");
    let counted: usize = stages.iter().map(|bar| last_number(bar)).sum();
    assert_eq!(counted, 2, "{stages:?}");
    assert_eq!(stages.last().unwrap(), "Стадия не представлена: 1");
    let absent = page.texts("section[aria-labelledby=project-stages] .mark-absent title");
    assert_eq!(absent, ["Стадия не представлена 1"]);
}

#[tokio::test]
async fn a_base_says_of_what_it_is_and_only_what_matches_is_linked() {
    let scene = Scene::high().await;
    let page = page(&scene, "/statistics").await;
    let base = page.text("section[aria-labelledby=financing] .base");
    assert_eq!(base, "по данным 1 из 1 органа управления");
    let staff = page.all("section[aria-labelledby=staff] table td a");
    assert!(staff.is_empty(), "a mean isn't of all clusters that have a body");
    let types = page.text("section[aria-labelledby=participant-types]");
    assert!(types.contains("кластеров может быть меньше"), "{types}");
}

#[tokio::test]
async fn a_permanent_link_is_whole_where_the_sites_address_is_known() {
    let (app, _) = crate::pages_feed::reached_at(Some("https://clusters.example")).await;
    let page = Page::of(&raw::get(&app, "/statistics", &[HTML]).await);
    let links = page.links(".permanent");
    assert!(links[0].starts_with("https://clusters.example/statistics"), "{links:?}");
}
