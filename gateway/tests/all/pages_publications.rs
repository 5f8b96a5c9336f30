//! Publications as a browser without a script and a reader of feeds see them.

use crate::pages::{HTML, Page, page, unmarked};
use crate::pages_offers::{element, elements, feed, link};
use crate::publications::{AT, withdrawal};
use crate::reads::publications::{Published, published};
use crate::reads::raw;
use crate::support::{TestApp, generous};

const TITLES: &str = ".publications h4";

#[tokio::test]
async fn publications_stand_under_their_years_with_kind_day_and_what_they_are_about() {
    let Published { scene, report, .. } = published().await;
    let page = page(&scene, "/publications").await;
    assert_eq!(page.text("h1"), "Публикации");
    assert_eq!(page.text(".results-head h2"), "4 публикации");
    assert_eq!(page.texts(".year > h3"), ["2015", "2014"]);
    assert_eq!(
        page.texts(TITLES),
        ["Съезд (тест)", "Приём заявок (тест)", "Доклад о кластерах (тест)", "Обзор (тест)"]
    );
    assert_eq!(
        page.text(&format!("#publication-{report}")),
        "Отчёт · 01.11.2015 · Томская область, Информационно-коммуникационные технологии \
         Доклад о кластерах (тест) Исправлено 01.02.2016: Исправлено название"
    );
    assert_eq!(page.links(&format!("#publication-{report} a")), ["https://press.example/report"]);
    let files = page.texts(".year:last-of-type .caption");
    assert_eq!(files, ["PDF, 1 КБ"]);
    assert_eq!(page.links(".menu a[href='/publications']").len(), 1);
}

#[tokio::test]
async fn each_filter_is_a_field_of_the_form_and_a_chip_that_lifts_it() {
    let Published { scene, .. } = published().await;
    let narrowed = page(&scene, "/publications?kind=report&year=2015&region=RU-TOM").await;
    assert_eq!(narrowed.texts(TITLES), ["Доклад о кластерах (тест)"]);
    let chosen = narrowed.all("form.filters input[checked]");
    let chosen: Vec<_> = chosen.iter().map(|one| one.value().attr("value").unwrap()).collect();
    assert_eq!(chosen, ["report", "2015", "RU-TOM"]);
    assert_eq!(
        narrowed.texts(".chips a"),
        ["Отчёты × снять", "2015 × снять", "Томская область × снять", "Снять все условия"]
    );
    assert_eq!(narrowed.links(".chips a")[0], "/publications?year=2015&region=RU-TOM");
    let kinds = page(&scene, "/publications?kind=review").await;
    let counted = ["Отчёты 1", "Обзоры 1", "Рейтинги 0", "Объявления 2"];
    assert_eq!(kinds.texts("label:has(input[name=kind])"), counted);
    assert_eq!(kinds.texts("label:has(input[name=year])"), ["2014 1"]);
    let nothing = page(&scene, "/publications?kind=rating").await;
    assert_eq!(nothing.text(".results-head h2"), "Таких публикаций пока нет");
    let wrong = raw::get(&scene.app, "/publications?kind=novel", &[HTML]).await;
    assert_eq!((wrong.status, Page::of(&wrong).all("h1").len()), (422, 1));
}

#[tokio::test]
async fn withdrawn_ones_stand_apart_with_the_reason_and_without_the_place() {
    let Published { scene, withdrawn, .. } = published().await;
    let standing = page(&scene, "/publications").await;
    let gone = standing.links("main .after a");
    assert_eq!(gone, ["/publications?status=withdrawn"]);
    assert_eq!(standing.text("main .after a"), "1 отозванная публикация");
    let page = page(&scene, &gone[0]).await;
    assert_eq!(page.texts(TITLES), ["Рейтинг (тест)"]);
    let told = page.text(&format!("#publication-{withdrawn}"));
    assert!(told.ends_with("Отозвано 01.02.2016: Записано дважды"), "{told}");
    assert!(page.links(&format!("#publication-{withdrawn} a")).is_empty());
    assert_eq!(page.links("main .after a"), ["/publications"]);
}

#[tokio::test]
async fn a_past_date_shows_what_stood_then_and_links_keep_it() {
    let Published { scene, .. } = published().await;
    let dated = page(&scene, "/publications?as_of=2015-12-31&kind=report&kind=rating").await;
    assert_eq!(dated.texts(TITLES), ["Отчёт о кластерах (тест)", "Рейтинг (тест)"]);
    for link in dated.links("main a:not([href^=https])") {
        assert!(link.contains("as_of=2015-12-31"), "{link}");
    }
    let hidden = &dated.all("form.filters input[type=hidden]")[0];
    assert_eq!(hidden.value().attr("value"), Some("2015-12-31"));
}

#[tokio::test]
async fn the_list_is_paged_within_its_years() {
    let Published { scene, .. } = published().await;
    let first = page(&scene, "/publications?limit=3").await;
    assert_eq!(first.text(".results > .meta"), "Показаны 1–3 из 4");
    let next = first.links("a[rel=next]").remove(0);
    let last = page(&scene, &next).await;
    assert_eq!(last.texts(".year > h3"), ["2014"]);
    assert_eq!(last.links(".pages a"), ["/publications?limit=3"]);
}

#[tokio::test]
async fn in_english_our_words_are_english_and_russian_titles_are_marked() {
    let Published { scene, .. } = published().await;
    let page = page(&scene, "/en/publications").await;
    assert_eq!(unmarked(&page), Vec::<String>::new());
    assert_eq!(page.text("h1"), "Publications");
    assert_eq!(page.texts(TITLES).last().map(String::as_str), Some("Review (test)"));
    assert_eq!(page.texts(".publications h4[lang=ru]").len(), 3);
    for link in page.links("main a:not([href^=https])") {
        assert!(link.starts_with("/en/") || link.starts_with("/api/"), "{link}");
    }
}

#[tokio::test]
async fn the_page_names_its_feed_which_has_the_same_filters() {
    let Published { scene, report, .. } = published().await;
    let page = page(&scene, "/publications?kind=report&utm=x").await;
    let feeds = page.links("link[rel=alternate][type='application/atom+xml']");
    assert_eq!(feeds, ["/publications.atom?kind=report"]);
    let xml = feed(&scene, &feeds[0]).await;
    assert_eq!(link(&xml, "alternate"), Some("/publications?kind=report"));
    let entries = elements(&xml, "entry");
    assert_eq!(entries.len(), 1);
    assert_eq!(element(entries[0], "title"), "Отчёт: Доклад о\u{a0}кластерах (тест)");
    let place = format!("/publications?year=2015#publication-{report}");
    assert_eq!(link(entries[0], "alternate"), Some(&*place));
    assert_eq!(link(entries[0], "related"), Some("https://press.example/report"));
    assert_eq!(element(entries[0], "updated"), element(&xml, "updated"));
    assert!(element(&xml, "updated").starts_with("2016-02-01T12:00:00"), "{xml}");
}

#[tokio::test]
async fn a_withdrawn_publication_leaves_the_feed_and_an_unchanged_feed_is_not_sent_again() {
    let Published { scene, report, .. } = published().await;
    let all = raw::get(&scene.app, "/en/publications.atom", &[]).await;
    assert_eq!(elements(&all.text(), "entry").len(), 4);
    let known = [("if-none-match", all.header("etag").unwrap())];
    assert_eq!(raw::get(&scene.app, "/en/publications.atom", &known).await.status, 304);
    let at = format!("{AT}/{report}/withdrawal");
    scene.officer.post(&at, &withdrawal()).await.done();
    scene.app.settle().await;
    let fresh = raw::get(&scene.app, "/en/publications.atom", &known).await;
    assert_eq!((fresh.status, elements(&fresh.text(), "entry").len()), (200, 3));
    let app = TestApp::unopened(generous()).await;
    for path in ["/publications", "/publications.atom", "/about"] {
        assert_eq!(raw::get(&app, path, &[]).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn the_page_about_the_project_shows_the_latest_announcements() {
    let Published { scene, .. } = published().await;
    let page = page(&scene, "/about").await;
    assert_eq!(
        page.texts("#announcements ~ ol li"),
        ["30.11.2015 Съезд (тест)", "20.11.2015 Приём заявок (тест)"]
    );
    let first = &page.links("#announcements ~ ol a")[0];
    assert!(first.starts_with("/publications?year=2015#publication-"), "{first}");
    let before = self::page(&scene, "/about?as_of=position:3").await;
    assert!(before.all("#announcements").is_empty());
}
