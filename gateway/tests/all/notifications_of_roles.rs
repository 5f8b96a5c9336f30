//! Notices by role: officers are told what waits for their decision, who speaks for a region what moves
//! its clusters, who proposed something what became of it; and the page says of each role what is true.

use registry_core::command::AdoptEdition;
use registry_core::editions::SHIPPED;
use registry_events::actor::Role;
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::json;

use crate::notifications::{tell, told};
use crate::queue_review::{OFFICER, officer};
use crate::reads::scene::Scene;
use crate::support::body;
use crate::support::browser::Browser;
use crate::work_tasks::{ANNA, representative};

const PATH: &str = "/account/notifications";

/// How often somebody is told some words.
async fn times(browser: &mut Browser, words: &str) -> usize {
    let page = browser.get(PATH).await;
    told(&page).iter().filter(|line| line.replace('\u{a0}', " ").contains(words)).count()
}

async fn handed_in(scene: &Scene, name: &str) -> String {
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application(name)).await.done();
    let application = started.text("application");
    let at = format!("/api/v1/applications/{application}/submission");
    applicant.post_nothing(&at).await.done();
    application
}

#[tokio::test]
async fn officers_are_told_what_waits_for_them_and_not_what_they_did_themselves() {
    let scene = Scene::entered().await;
    let account = scene.app.person_as(Role::Officer, Scope::Registry, OFFICER).await;
    tell(&scene.app).await;
    let application = handed_in(&scene, "Кедр").await;
    let party = scene.participant(0).await;
    let report = json!({ "path": "summary", "text": "Опечатка" });
    party.post(&scene.at("reports"), &report).await.done();
    let claim = json!({ "path": "employees_total", "version": 13 });
    let dispute = json!({ "claim": claim, "grounds": "Вдвое меньше" });
    party.post(&scene.at("disputes"), &dispute).await.done();
    let proposal = json!({ "about": "rules", "text": "Тайный текст" });
    party.post("/api/v1/proposals", &proposal).await.done();
    let own = scene.app.client_of(account, Role::Officer);
    own.post("/api/v1/proposals", &proposal).await.done();
    own.post(&scene.at("reports"), &report).await.done();
    tell(&scene.app).await;
    tell(&scene.app).await;

    let mut browser = scene.app.signed_in(OFFICER).await;
    let page = browser.get(PATH).await;
    assert_eq!(told(&page).len(), 4, "{:?}", told(&page));
    for words in ["Заявка подана", "Сообщено об ошибке", "Сведение оспорено", "ждёт ответа"]
    {
        assert_eq!(times(&mut browser, words).await, 1, "{words}");
    }
    assert!(!page.html.contains("Тайный текст") && !page.html.contains("Кедр"), "what is sealed");
    let way = format!(".notices a[href='/work/queue/applications/{application}']");
    assert_eq!(page.texts(&way), ["Новая заявка"]);
    for way in ["/work/queue/reports/", "/work/disputes/", "/proposals/"] {
        let to = page.attribute(&format!(".notices a[href^='{way}']"), "href").unwrap();
        assert_eq!(browser.get(&to).await.status, 200, "{to}");
    }
    assert!(page.says("Что ждёт решения куратора"));
    assert!(!page.says("Кластеры вашего региона"));
}

#[tokio::test]
async fn who_speaks_for_a_region_is_told_what_moves_its_clusters_and_nothing_else() {
    let scene = Scene::nearly_high().await;
    let organisation = scene.centre.parse().unwrap();
    for (region, email) in [("RU-TOM", "tomsk@ckr.example"), ("RU-KEM", "kemerovo@ckr.example")] {
        let scope = Scope::Region { region: Code::literal(region), organisation };
        scene.app.person_as(Role::RegionRepresentative, scope, email).await;
    }
    tell(&scene.app).await;
    let mut centre = scene.app.signed_in("tomsk@ckr.example").await;
    let before = told(&centre.get(PATH).await).len();
    let project = json!({ "claims": [{ "path": "projects/15" }],
        "evidence": ["https://participant.example/letter"] });
    scene.participant(0).await.post(&scene.at("confirmations"), &project).await.done();
    let claims = json!({ "claims": [{ "path": "year_created", "value": 2013 }] });
    scene.state(&claims).await;
    let suspension = json!({ "reason": "Проверка" });
    scene.officer.post(&scene.at("suspension"), &suspension).await.done();
    tell(&scene.app).await;
    let lines = told(&centre.get(PATH).await);
    assert_eq!(lines.len(), before + 2, "the level and the suspension: {lines:?}");
    assert!(lines[0].contains("приостановлен"), "{lines:?}");
    assert!(lines.iter().all(|line| line.contains("Белая сосна")), "{lines:?}");
    let mut other = scene.app.signed_in("kemerovo@ckr.example").await;
    assert_eq!(told(&other.get(PATH).await).len(), 0, "another region");
    assert!(other.get(PATH).await.says("Кластеры вашего региона"));
}

#[tokio::test]
async fn a_region_is_told_that_a_cluster_applied_which_is_expected_there() {
    let scene = Scene::shipped().await;
    let organisation = scene.centre.parse().unwrap();
    let scope = Scope::Region { region: Code::literal("RU-TOM"), organisation };
    scene.app.person_as(Role::RegionRepresentative, scope, ANNA).await;
    let machines = json!({ "name": { "ru": "Станки Томска", "en": null }, "region": "RU-TOM",
        "source": { "type": "press", "url": "https://press.example/1" },
        "known_since": "2015-10-01" });
    let id = scene.officer.post("/api/v1/expected", &machines).await.done().text("expected");
    let application = handed_in(&scene, "Станки").await;
    let link = json!({ "application": application });
    scene.officer.post(&format!("/api/v1/expected/{id}/application"), &link).await.done();
    tell(&scene.app).await;
    let mut centre = scene.app.signed_in(ANNA).await;
    let page = centre.get(PATH).await;
    let way = format!(".notices a[href='/work/expected/{id}']");
    assert_eq!(page.texts(&way), ["Станки Томска"], "{:?}", told(&page));
    assert_eq!(times(&mut centre, "подал заявку").await, 1);
}

#[tokio::test]
async fn who_proposed_is_told_that_it_was_published_answered_and_taken() {
    let scene = Scene::shipped().await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let new = anna.get("/proposals/new").await;
    let filled = [("about", "rules"), ("text", "Другое поле")];
    let made = anna.submit(&new, "/proposals/new", &filled).await;
    let one = made.location().strip_suffix("?done=made").unwrap().to_owned();
    scene.app.settle().await;
    let mut officer = officer(&scene.app).await;
    let act = format!("{one}/publication");
    let page = officer.get(&act).await;
    officer.submit(&page, &act, &[("text", "Другое поле")]).await.location();
    tell(&scene.app).await;
    assert_eq!(times(&mut anna, "Куратор опубликовал его").await, 1);

    let act = format!("{one}/answer");
    let page = officer.get(&act).await;
    let answer = [("outcome", "partly_accepted"), ("reason", "Отчасти")];
    officer.submit(&page, &act, &answer).await.location();
    let shipped = SHIPPED.iter().find(|one| one.kind == EditionKind::Rulebook).unwrap();
    let text = shipped.text.replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    let (kind, edition) = (EditionKind::Rulebook, Code::literal("1.1"));
    let proposals = vec![one.rsplit('/').next().unwrap().parse().unwrap()];
    scene.app.program(AdoptEdition { kind, edition, text, proposals }).await;
    tell(&scene.app).await;
    assert_eq!(times(&mut anna, "Куратор ответил: принято частично").await, 1);
    assert_eq!(times(&mut anna, "Оно учтено в новой редакции").await, 1);
    let page = anna.get(PATH).await;
    assert_eq!(page.texts(&format!(".notices a[href='{one}']")), ["Ваше предложение"; 3]);
}

#[tokio::test]
async fn an_auditor_is_offered_no_letters_that_never_come() {
    let scene = Scene::high().await;
    scene.app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    tell(&scene.app).await;
    let page = scene.app.signed_in("auditor@registry.example").await.get(PATH).await;
    assert!(told(&page).is_empty());
    assert!(page.says("В вашей роли уведомления не приходят"), "{}", page.html);
    assert!(page.texts("input[name=by_mail]").is_empty() && !page.html.contains("by_mail"));
}

#[tokio::test]
async fn a_region_is_told_of_each_application_that_names_it_first_and_of_each_cluster_that_is_listed()
 {
    let scene = Scene::shipped().await;
    let organisation = scene.centre.parse().unwrap();
    for (region, email) in [("RU-TOM", ANNA), ("RU-KEM", "kemerovo@ckr.example")] {
        let scope = Scope::Region { region: Code::literal(region), organisation };
        scene.app.person_as(Role::RegionRepresentative, scope, email).await;
    }
    tell(&scene.app).await;
    let mut tomsk = scene.app.signed_in(ANNA).await;
    let before = told(&tomsk.get(PATH).await).len();
    let application = handed_in(&scene, "Кедр").await;
    tell(&scene.app).await;
    tell(&scene.app).await;
    let page = tomsk.get(PATH).await;
    assert_eq!(told(&page).len(), before + 1, "{:?}", told(&page));
    assert_eq!(times(&mut tomsk, "В вашем регионе подана заявка").await, 1);
    assert_eq!(page.texts(".notices a[href='/work/regions/RU-TOM']"), ["Томская область"]);
    assert_eq!(tomsk.get("/work/regions/RU-TOM").await.status, 200);
    assert!(!page.html.contains("Кедр"), "what it says is sealed");
    let at = format!("/api/v1/applications/{application}/listing");
    scene.officer.post_nothing(&at).await.done();
    tell(&scene.app).await;
    let lines = told(&tomsk.get(PATH).await);
    assert_eq!(lines.len(), before + 2, "{lines:?}");
    assert!(lines[0].contains("Кедр"), "{lines:?}");
    let mut other = scene.app.signed_in("kemerovo@ckr.example").await;
    assert_eq!(told(&other.get(PATH).await).len(), 0, "another region");
}
