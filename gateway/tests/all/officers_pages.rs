//! What an officer records through pages beside clusters: an organisation's name, numbers and
//! succession, centres of regions, publications, estimates, what is hidden by law.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::publications::{AT, report};
use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::body;
use crate::support::browser::{Browser, Seen};

/// The heading of the receipt that an answer leads to.
async fn receipt(browser: &mut Browser, done: &Seen) -> Vec<String> {
    browser.get(done.location()).await.texts("h1")
}

/// Whether a form says that somebody else was there meanwhile.
fn passed(page: &Seen) -> bool {
    page.texts(".error-summary a").iter().any(|it| it.starts_with("Пока форма была открыта"))
}

#[tokio::test]
async fn an_organisation_is_renamed_numbered_and_followed_on_one_page() {
    let scene = Scene::entered().await;
    let (id, other) = (scene.organisation(0), scene.organisation(1).to_string());
    let (profile, path) =
        (format!("/organisations/{id}"), format!("/work/organisations/{id}/record"));
    let mut officer = officer(&scene.app).await;
    let shown = officer.get(&profile).await;
    assert_eq!(shown.texts(&format!(".officers-acts a[href='{path}']")).len(), 1);
    assert!(!scene.app.browser().get(&profile).await.html.contains(&path));

    let page = officer.get(&path).await;
    let events = scene.app.events().await;
    let silent = officer.submit(&page, &path, &[("act", "rename"), ("name", "Новое имя")]).await;
    assert_eq!((silent.status, silent.texts("#field-kind-error").len()), (422, 1));
    let wrong = [("act", "record"), ("number", "7700000001")];
    let wrong = officer.submit(&page, &path, &wrong).await;
    assert_eq!((wrong.status, wrong.texts("#field-number-error").len()), (422, 1));
    assert_eq!(scene.app.events().await, events);

    let renamed = [("act", "rename"), ("name", "Новое имя"), ("kind", "change")];
    let done = officer.submit(&page, &path, &renamed).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Имя организации записано"]);
    let again = officer.submit(&page, &path, &renamed).await;
    assert_eq!(again.location(), done.location(), "sent twice, done once");
    let inn = body::inn(1);
    let page = officer.get(&path).await;
    let numbered = [("act", "record"), ("number", inn.as_str()), ("since", "2015-01-01")];
    officer.submit(&page, &path, &numbered).await.location();
    scene.app.settle().await;
    let page = officer.get(&path).await;
    let retired = format!("until.{inn}");
    let end = [("act", "retire"), ("retired", inn.as_str()), (retired.as_str(), "2015-11-30")];
    officer.submit(&page, &path, &end).await.location();

    let page = officer.get(&path).await;
    let events = scene.app.events().await;
    let followed = [("act", "succeed"), ("form", "accession"), ("on", "2015-11-30")];
    let words = [&followed[..], &[("successor", "Организация 2")]].concat();
    let found = officer.submit(&page, &path, &words).await;
    assert_eq!((found.status, scene.app.events().await), (422, events), "{}", found.html);
    assert_eq!(found.texts("#field-successor_found").len(), 1, "{}", found.html);
    let address = format!("https://registry.example/organisations/{other}");
    let named = [&followed[..], &[("successor", address.as_str())]].concat();
    let done = officer.submit(&page, &path, &named).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Правопреемник записан"]);
    scene.app.settle().await;
    let shown = officer.get(&profile).await;
    assert!(shown.says("Новое имя") && shown.texts(".notice a").len() == 1, "{}", shown.html);
}

#[tokio::test]
async fn a_region_s_centre_is_opened_and_closed() {
    let scene = Scene::entered().await;
    let path = "/work/regions/RU-KOS/ckr";
    let mut officer = officer(&scene.app).await;
    let region = officer.get("/regions/RU-KOS").await;
    assert_eq!(region.texts(&format!("a[href='{path}']")).len(), 1);
    assert_eq!(officer.get("/work/regions").await.texts(&format!("a[href='{path}']")).len(), 1);
    let page = officer.get(path).await;
    let opened = [("act", "open"), ("opened_on", "2014-01-01"), ("name", "ЦКР Костромы")];
    let nameless = officer.submit(&page, path, &opened).await;
    assert_eq!((nameless.status, nameless.texts("#field-number-error").len()), (422, 1));
    let number = body::ogrn(300);
    let opened = [&opened[..], &[("number", number.as_str())]].concat();
    let done = officer.submit(&page, path, &opened).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Открытие центра записано"]);
    scene.app.settle().await;

    let page = officer.get(path).await;
    let centre = page.attribute("input[name=centre]", "value").unwrap();
    let (on, reason) = (format!("closed_on.{centre}"), format!("reason.{centre}"));
    let closed = [("act", "close"), ("centre", centre.as_str()), (on.as_str(), "2015-11-01")];
    let silent = officer.submit(&page, path, &closed).await;
    assert_eq!((silent.status, silent.texts(".act-close .error").len()), (422, 1));
    let closed = [&closed[..], &[(reason.as_str(), "Ликвидирован")]].concat();
    let done = officer.submit(&page, path, &closed).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Закрытие центра записано"]);
    scene.app.settle().await;
    assert!(officer.get(path).await.texts("input[name=centre]").is_empty());
}

#[tokio::test]
async fn a_publication_is_recorded_corrected_as_it_was_seen_and_withdrawn() {
    let scene = Scene::entered().await;
    let mut officer = officer(&scene.app).await;
    let new = "/work/publications/new";
    let list = officer.get("/publications").await;
    assert_eq!(list.texts(&format!("a[href='{new}']")).len(), 1);
    let page = officer.get(new).await;
    let says = [
        ("kind", "report"),
        ("title", "Отчёт о кластерах"),
        ("published_on", "2015-11-01"),
        ("regions", "RU-TOM"),
        ("act", "record"),
    ];
    let placeless = officer.submit(&page, new, &says).await;
    assert_eq!((placeless.status, placeless.texts("#field-url-error").len()), (422, 1));
    let says = [&says[..], &[("url", "press.example/report")]].concat();
    let done = officer.submit(&page, new, &says).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Публикация записана"]);
    scene.app.settle().await;
    let list = officer.get("/publications").await;
    assert!(list.says("Отчёт о кластерах"), "{}", list.html);
    let keep = list.attribute(".publications .officers-acts a", "href").unwrap();
    assert!(!scene.app.browser().get("/publications").await.html.contains(&keep));

    let page = officer.get(&keep).await;
    assert_eq!(page.attribute("#field-title", "value").as_deref(), Some("Отчёт о кластерах"));
    assert_eq!(page.attribute("input[name=regions][checked]", "value").as_deref(), Some("RU-TOM"));
    let stale = page.clone();
    let correction = [("title", "Доклад о кластерах"), ("reason", "Опечатка"), ("act", "correct")];
    let done = officer.submit(&page, &keep, &correction).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Исправление публикации записано"]);
    let late = [
        ("url", "press.example/new"),
        ("reason", "Другой адрес"),
        ("act", "correct"),
        ("request", "late-correction"),
    ];
    let late = officer.submit(&stale, &keep, &late).await;
    assert_eq!((late.status, passed(&late)), (422, true), "{}", late.html);
    let told = late.texts(".stands li");
    assert!(told.contains(&"Сейчас в реестре: Название — Доклад о кластерах".into()), "{told:?}");
    let typed = late.attribute("#field-url", "value");
    assert_eq!(typed.as_deref(), Some("press.example/new"), "what was typed stays");
    let late = [("withdrawal_reason", "Записано дважды"), ("act", "withdraw"), ("request", "late")];
    let late = officer.submit(&stale, &keep, &late).await;
    assert_eq!((late.status, passed(&late)), (422, true), "{}", late.html);
    let stands = late.attribute("#field-title", "value");
    assert_eq!(stands.as_deref(), Some("Доклад о кластерах"), "what it says now is read");
    let done = officer
        .submit(&late, &keep, &[("withdrawal_reason", "Записано дважды"), ("act", "withdraw")])
        .await;
    assert_eq!(receipt(&mut officer, &done).await, ["Публикация отозвана"]);
    assert_eq!(officer.get(&keep).await.status, 404, "nothing is left to keep");
}

#[tokio::test]
async fn an_estimate_stands_in_the_statistics_with_its_source() {
    let scene = Scene::entered().await;
    let (path, mut officer) = ("/work/estimate", officer(&scene.app).await);
    let page = officer.get(path).await;
    let empty = officer.submit(&page, path, &[("clusters", "много"), ("act", "state")]).await;
    assert_eq!((empty.status, empty.texts("#field-clusters-error").len()), (422, 1));
    let stated = [
        ("clusters", "250"),
        ("source", "Экспертный совет"),
        ("stated_for", "2015-09-01"),
        ("evidence", "https://press.example/estimate"),
        ("act", "state"),
    ];
    let done = officer.submit(&page, path, &stated).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Оценка числа кластеров записана"]);
    let events = scene.app.events().await;
    for request in ["second", "third"] {
        let mut again = stated.to_vec();
        again.push(("request", request));
        let told = officer.submit(&page, path, &again).await;
        assert_eq!((told.status, scene.app.events().await), (422, events), "{request}");
        assert!(told.says("Последняя записанная оценка точно такая же"), "{}", told.html);
    }
    scene.app.settle().await;
    assert!(officer.get("/statistics").await.says("Экспертный совет"));
}

#[tokio::test]
async fn what_is_stated_is_hidden_by_law_from_its_line_of_the_history_and_shown_again() {
    let scene = Scene::entered().await;
    let history = format!("/clusters/{}/history", scene.pine);
    let masks = format!("/work/clusters/{}/masks", scene.pine);
    let mut officer = officer(&scene.app).await;
    assert!(!scene.app.browser().get(&history).await.html.contains(&masks));
    let lines = officer.get(&history).await;
    let link = lines.attribute(&format!("a[href^='{masks}?path=summary&']"), "href").unwrap();
    let page = officer.get(&link).await;
    let events = scene.app.events().await;
    let asked = [("which", "always"), ("act", "mask"), ("law", "149-ФЗ, статья 10")];
    let silent = officer.submit(&page, &masks, &asked).await;
    assert_eq!((silent.status, silent.texts("#field-reason-error").len()), (422, 1));
    assert_eq!(scene.app.events().await, events);
    let asked = [&asked[..], &[("reason", "По решению суда")]].concat();
    let done = officer.submit(&silent, &masks, &asked).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Сведение скрыто по закону"]);
    scene.app.settle().await;
    let card = format!("/clusters/{}", scene.pine);
    let summary = "объединяет предприятия, вузы";
    assert!(!scene.app.browser().get(&card).await.says(summary));

    let page = officer.get(&masks).await;
    let mask = page.attribute("input[name=mask]", "value").unwrap();
    let reason = format!("reason.{mask}");
    let shown = [("mask", mask.as_str()), ("act", "lift"), (reason.as_str(), "Решение отменено")];
    let done = officer.submit(&page, &masks, &shown).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Сведение снова показано"]);
    scene.app.settle().await;
    assert!(scene.app.browser().get(&card).await.says(summary));
    let late = [("mask", mask.as_str()), ("act", "lift"), (reason.as_str(), "Суд отменил")];
    let told = officer.submit(&page, &masks, &late).await;
    assert_eq!(told.status, 422);
    assert!(told.says("уже снова показал кто-то другой"), "{}", told.html);
    assert!(!told.says("осталось в форме"), "the form isn't there any more: {}", told.html);
}

#[tokio::test]
async fn what_changed_while_a_mask_was_written_is_told_and_the_next_press_hides_it() {
    let scene = Scene::entered().await;
    let masks = format!("/work/clusters/{}/masks", scene.pine);
    let mut officer = officer(&scene.app).await;
    let lines = officer.get(&format!("/clusters/{}/history", scene.pine)).await;
    let link = lines.attribute(&format!("a[href^='{masks}?path=summary&']"), "href").unwrap();
    let page = officer.get(&link).await;
    scene.state(&crate::support::body::claim("year_created", 2013)).await;
    let events = scene.app.events().await;
    let asked = [
        ("which", "always"),
        ("law", "149-ФЗ, статья 10"),
        ("reason", "По решению суда"),
        ("act", "mask"),
    ];
    let late = officer.submit(&page, &masks, &asked).await;
    assert_eq!((late.status, passed(&late)), (422, true), "{}", late.html);
    let told = late.texts(".stands li");
    assert!(told[0].starts_with("Пока форма была открыта") && told[0].contains("2013"), "{told:?}");
    assert_eq!(late.attribute("#field-law", "value").as_deref(), Some("149-ФЗ, статья 10"));
    assert!(late.texts("#field-reason")[0].contains("По решению суда"), "{}", late.html);
    assert_eq!(scene.app.events().await, events);
    let done = officer.submit(&late, &masks, &[("act", "mask")]).await;
    assert_eq!(receipt(&mut officer, &done).await, ["Сведение скрыто по закону"]);
}

#[tokio::test]
async fn an_administrator_sees_the_editions_and_how_the_next_one_is_adopted() {
    let scene = Scene::entered().await;
    scene.app.person_as(Role::Administrator, Scope::Registry, "admin@registry.example").await;
    let mut admin = scene.app.signed_in("admin@registry.example").await;
    assert_eq!(admin.get("/work").await.texts("a.button[href='/admin/editions']").len(), 1);
    let page = admin.get("/admin/editions").await;
    assert_eq!(page.texts(".editions h2").len(), 4, "{}", page.html);
    assert!(page.says("clustermap rulebook adopt"), "{}", page.html);
    assert!(page.texts("a[href^='/methodology?edition=']").len() == 2, "{}", page.html);
    let mut officer = officer(&scene.app).await;
    assert_eq!(officer.get("/admin/editions").await.status, 403);
}

#[tokio::test]
async fn these_pages_are_an_officer_s_alone_and_found_from_the_daily_work() {
    let scene = Scene::entered().await;
    scene.officer.post(AT, &report("Отчёт")).await.done();
    let daily = ["/work/regions", "/work/publications/new", "/work/estimate"];
    let own = [
        format!("/work/organisations/{}/record", scene.organisation(0)),
        "/work/regions/RU-TOM/ckr".to_owned(),
        format!("/work/clusters/{}/masks", scene.pine),
    ];
    let pages = daily.map(str::to_owned).into_iter().chain(own);
    let pages: Vec<_> = pages.collect();
    let mut officer = officer(&scene.app).await;
    let work = officer.get("/work").await;
    for path in daily {
        assert_eq!(work.texts(&format!("a.button[href='{path}']")).len(), 1, "{path}");
    }
    for path in &pages {
        let english = officer.get(&format!("/en{path}")).await;
        assert_eq!((english.status, english.texts("h1").len()), (200, 1), "{path}");
    }
    let cluster = Scope::Cluster(scene.pine.parse().unwrap());
    for (role, scope) in [
        (Role::ClusterRepresentative, cluster),
        (Role::OrganisationRepresentative, Scope::Organisation(scene.organisation(0))),
        (Role::Auditor, Scope::Registry),
        (Role::Administrator, Scope::Registry),
    ] {
        let mailbox = format!("{}@registry.example", role.key().replace('_', "-"));
        scene.app.person_as(role, scope, &mailbox).await;
        let mut browser = scene.app.signed_in(&mailbox).await;
        let fields = browser.get("/account").await.form("/sign-out");
        let events = scene.app.events().await;
        let history = browser.get(&format!("/clusters/{}/history", scene.pine)).await;
        assert!(!history.html.contains("/masks"), "{}", role.key());
        for path in &pages {
            assert_eq!(browser.get(path).await.status, 403, "{} {path}", role.key());
            if path != "/work/regions" {
                assert_eq!(browser.post(path, &fields).await.status, 403, "{} {path}", role.key());
            }
        }
        assert_eq!(scene.app.events().await, events);
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_told_how_large_it_may_be() {
    let scene = Scene::entered().await;
    let (path, mut officer) = ("/work/estimate", officer(&scene.app).await);
    let page = officer.get(path).await;
    let words = "а".repeat(2 * 1024 * 1024);
    let refused = officer.submit(&page, path, &[("source", &words), ("act", "state")]).await;
    assert_eq!(refused.status, 413, "{}", refused.html);
    assert!(refused.says("не больше 1 МБ"), "{}", refused.html);
    assert!(!refused.says("байт") && !refused.says("Тело запроса"), "{}", refused.html);
    assert_eq!(refused.attribute("main a.button", "href").as_deref(), Some(path), "a way back");
    let english = "/en/work/estimate";
    let page = officer.get(english).await;
    let refused = officer.submit(&page, english, &[("source", &words), ("act", "state")]).await;
    assert!(refused.says("at most 1 MB"), "{}", refused.html);
    assert_eq!(refused.attribute("main a.button", "href").as_deref(), Some(english));
    officer.accept = "application/json";
    let refused = officer.submit(&page, english, &[("source", &words), ("act", "state")]).await;
    let problem: serde_json::Value = serde_json::from_str(&refused.html).unwrap();
    assert_eq!(problem["code"], "body.too-large");
    assert!(problem["detail"].as_str().unwrap().contains("1048576"), "{problem}");
}
