//! The pages that tell the rules: methodology, terms of use of data, personal data.

use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_core::rulebook::Rulebook;
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use registry_gateway::http::{HttpSettings, Licence};

use crate::pages::{HTML, Page, unmarked};
use crate::reads::raw;
use crate::support::{TestApp, generous};

const ADOPTED: &str = "2016-03-01T09:00:00Z";

/// The rulebook that ships, adopted again as another edition with another medium level.
fn next_edition() -> String {
    let shipped = SHIPPED.iter().find(|one| one.kind == EditionKind::Rulebook).unwrap();
    let text = shipped.text.replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    let text = text.replacen("markers_min = 10", "markers_min = 11", 1);
    let text = text.replacen("gates = [\"G1\", \"P1\"]", "gates = [\"G1\"]", 1);
    let text = text.replacen("requirement_days = 90", "requirement_days = 61", 1);
    let text = text.replacen("\ngrace_days = 90", "\ngrace_days = 62", 1);
    let text = text.replacen("kept_confirmation_days = 90", "kept_confirmation_days = 33", 1);
    text.replacen("\n[parameters]", "\n[note]\nru = \"реже, но больше\"\n\n[parameters]", 1)
}

/// A registry that opened with edition 1.0 and adopted 1.1 later.
async fn with_two_editions() -> TestApp {
    let app = TestApp::new().await;
    app.set_time(ADOPTED);
    let edition = Code::literal("1.1");
    let text = next_edition();
    app.program(AdoptEdition { kind: EditionKind::Rulebook, edition, text, proposals: Vec::new() })
        .await;
    app.settle().await;
    app
}

async fn page(app: &TestApp, path: &str) -> Page {
    let raw = raw::get(app, path, &[HTML]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Page::of(&raw)
}

#[tokio::test]
async fn every_marker_of_the_rulebook_in_force_stands_with_what_to_add_and_what_it_is_for() {
    let app = with_two_editions().await;
    let page = page(&app, "/methodology").await;
    let book = Rulebook::parse(&next_edition()).unwrap();
    let ids: Vec<_> = book.markers.iter().map(|marker| format!("marker-{}", marker.id)).collect();
    let rows: Vec<_> =
        page.all(".rulebook tbody tr").iter().map(|row| row.value().id().unwrap()).collect();
    assert_eq!(rows, ids);
    let row = |id: &str, cell: &str| page.text(&format!("#marker-{id} {cell}"));
    assert_eq!(row("M8", "th"), "M8 Не менее 10 участников, названных поимённо");
    assert_eq!(row("M8", "code"), "participants >= participants_min");
    let roles = page.texts("#marker-M8 .role");
    assert_eq!(roles[0], "минимальное требование");
    assert_eq!(roles.len(), 2, "it may be met later: {roles:?}");
    assert_eq!(page.texts("#marker-G2 .role"), ["засчитывается в общее число"]);
    assert_eq!(
        page.texts("#marker-T1 .role"),
        [
            "для среднего уровня обязательно одно из T1 или T2: «приложен документ» или выше",
            "обязателен для высокого уровня: «подтверждено второй стороной» или выше",
        ]
    );
    assert_eq!(page.texts("#marker-P1 .role"), ["засчитывается в общее число"]);
}

#[tokio::test]
async fn numbers_of_levels_and_of_the_procedure_are_those_of_the_rulebook() {
    let app = with_two_editions().await;
    let page = page(&app, "/methodology").await;
    let levels = page.texts(".level-rule");
    assert_eq!(levels.len(), 3);
    assert!(levels[0].contains("Выполнены 10 минимальных требований"), "{}", levels[0]);
    assert!(levels[1].contains("Сверх них выполнены не менее 11 признаков"), "{}", levels[1]);
    assert!(levels[2].contains("Не менее половины участников подтвердили участие"));
    assert_eq!(page.links(".level-rule:nth-child(2) .gates a"), ["#marker-G1"]);
    assert_eq!(page.links(".level-rule:nth-child(2) .one-of a"), ["#marker-T1", "#marker-T2"]);
    assert!(page.text(".in-force").starts_with("Действует редакция 1.1: 31 признак, 10 "));
    let requirement = page.text("#requirements + p");
    assert!(requirement.contains("за 61 день"), "{requirement}");
    let whole = page.text("main");
    assert!(whole.contains("засчитывается ещё 62 дня"), "{whole}");
    assert!(whole.contains("подтверждения действуют ещё 33 дня"), "{whole}");
    let disputes = page.texts(".stages li");
    assert!(disputes[0].contains("не больше 5") && disputes[1].contains("за 5 рабочих дней"));
    assert!(disputes[2].contains("за 10 рабочих дней"), "{disputes:?}");
    assert_eq!(page.all(".statuses li").len(), 3);
}

#[tokio::test]
async fn each_edition_tells_its_day_its_note_what_it_changed_and_where_its_text_is() {
    let app = with_two_editions().await;
    let page = page(&app, "/methodology").await;
    let headings = ["Редакция 1.1, принята 01.03.2016", "Редакция 1.0, принята 01.12.2015"];
    assert_eq!(page.texts(".edition h3"), headings);
    assert_eq!(page.text(".edition > p"), "Пояснение: реже, но больше.");
    assert_eq!(
        page.texts(".changes li"),
        [
            "Для среднего уровня, признаков сверх минимальных требований: было 10, стало 11",
            "Для среднего уровня, обязательные признаки: было G1, P1, стало G1",
            "Число grace_days: было 90, стало 62",
            "Число kept_confirmation_days: было 90, стало 33",
            "Число requirement_days: было 90, стало 61",
        ]
    );
    assert_eq!(page.links(".edition .meta a"), ["/api/v1/rulebooks/1.1", "/api/v1/rulebooks/1.0"]);
}

#[tokio::test]
async fn before_an_edition_was_adopted_the_page_shows_the_one_in_force_then() {
    let app = with_two_editions().await;
    let page = page(&app, "/methodology?as_of=2016-02-01").await;
    assert!(page.text(".in-force").starts_with("Действует редакция 1.0:"));
    assert!(page.texts(".level-rule")[1].contains("не менее 10 признаков"));
    assert_eq!(page.texts(".edition h3"), ["Редакция 1.0, принята 01.12.2015"]);
    assert_eq!(page.links(".edition .meta a"), ["/api/v1/rulebooks/1.0?as_of=2016-02-01"]);
    assert!(page.all(".changes").is_empty(), "the first edition changed nothing");
    let menu = page.links(".menu a");
    for path in ["/methodology", "/terms", "/privacy"] {
        assert!(menu.contains(&format!("{path}?as_of=2016-02-01")), "{menu:?}");
    }
}

#[tokio::test]
async fn the_rules_of_an_earlier_edition_can_be_read_too() {
    let app = with_two_editions().await;
    let now = page(&app, "/methodology").await;
    assert_eq!(now.links(".edition .as-then a"), ["/methodology?edition=1.0"]);
    let earlier = page(&app, "/methodology?edition=1.0").await;
    assert!(earlier.text(".in-force").starts_with("Показана прежняя редакция 1.0:"));
    assert!(earlier.texts(".level-rule")[1].contains("не менее 10 признаков"));
    assert_eq!(earlier.texts(".in-force a"), ["Действует редакция 1.1"]);
    assert_eq!(earlier.links(".in-force a"), ["/methodology"]);
    assert_eq!(earlier.links(".edition .as-then a"), ["/methodology?edition=1.1"]);
    for unknown in ["edition=7", "edition=1.1&as_of=2016-02-01"] {
        let raw = raw::get(&app, &format!("/methodology?{unknown}"), &[HTML]).await;
        assert_eq!(raw.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn markers_that_come_and_go_are_told_by_their_labels() {
    let app = TestApp::small().await;
    app.settle().await;
    let page = page(&app, "/methodology").await;
    let changes = page.texts(".changes li");
    assert!(changes.contains(&"Исключено: признак O3 «Общий бренд»".into()), "{changes:?}");
    let level = "Для среднего уровня, обязательно одно из: было T1 или T2, стало нет";
    assert!(changes.contains(&level.into()), "{changes:?}");
}

#[tokio::test]
async fn an_empty_registry_has_no_rules_and_says_so() {
    let app = TestApp::unopened(generous()).await;
    let page = page(&app, "/methodology").await;
    assert!(page.texts("#how ~ p").contains(&"Правила уровней ещё не приняты.".into()));
    assert!(page.all(".rulebook, .edition").is_empty());
}

#[tokio::test]
async fn the_rules_are_told_in_english_with_what_is_russian_marked() {
    let app = with_two_editions().await;
    for path in ["/en/methodology", "/en/terms", "/en/privacy"] {
        let page = page(&app, path).await;
        assert_eq!(page.all("html[lang=en]").len(), 1, "{path}");
        assert_eq!(unmarked(&page), Vec::<String>::new(), "{path}");
        let own = page.links("main a, .menu a").into_iter();
        for link in own.filter(|link| link.starts_with('/') && !link.starts_with("/api/")) {
            assert!(link == "/en" || link.starts_with("/en/"), "{path}: {link}");
        }
    }
    let page = page(&app, "/en/methodology").await;
    assert_eq!(page.text("#marker-M1 th"), "M1 Official name");
    assert_eq!(page.text(".edition > p"), "In short: реже, но больше.");
    let change = "For the medium level, markers beyond the minimum: was 10, is now 11";
    assert_eq!(page.text(".changes li"), change);
}

#[tokio::test]
async fn pages_of_the_rules_have_one_heading_in_order_and_labelled_parts() {
    let app = with_two_editions().await;
    for path in ["/methodology", "/terms", "/privacy"] {
        let page = page(&app, path).await;
        assert_eq!(page.all("h1").len(), 1, "{path}");
        let headings = page.all("h1, h2, h3");
        let levels: Vec<u8> =
            headings.iter().map(|one| one.value().name().as_bytes()[1] - b'0').collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
        for labelled in page.all("[aria-labelledby]") {
            let id = labelled.value().attr("aria-labelledby").unwrap();
            assert_eq!(page.all(&format!("[id='{id}']")).len(), 1, "{path}: {id}");
        }
    }
}

#[tokio::test]
async fn the_terms_name_the_licence_that_is_set() {
    let app = TestApp::new().await;
    let usual = page(&app, "/terms").await;
    let address = "https://creativecommons.org/licenses/by/4.0/";
    assert_eq!(usual.links("a[rel=license]"), [address]);
    assert_eq!(usual.text("a[rel=license]"), "CC BY 4.0");
    assert!(usual.text("main").contains("Нужно указать источник"));
    assert!(usual.text("main").contains("все кластеры и организации вымышлены"));

    let licence = Licence { name: "CC0 1.0".into(), address: "https://licence.example/".into() };
    let app = TestApp::with(HttpSettings { licence, ..generous() }).await;
    let other = page(&app, "/terms").await;
    assert_eq!(other.links("a[rel=license]"), ["https://licence.example/"]);
    assert!(!other.text("main").contains("Нужно указать источник"), "that is another licence’s");
    assert!(other.text("footer").contains("Данные открыты по лицензии CC0 1.0."));
}

#[tokio::test]
async fn personal_fields_are_named_from_the_catalogue() {
    let app = TestApp::new().await;
    let page = page(&app, "/privacy").await;
    let fields = page.texts(".personal li");
    assert_eq!(fields.len(), 3, "{fields:?}");
    assert!(fields[0].contains("Имя"), "{fields:?}");
    assert!(page.text("main").contains("Cookie «appearance»"));
}
