//! What is sealed for others, opened at the auditor's desk: for a reason that is noted first, to
//! auditors alone, and for a quarter of an hour.

use jiff::SignedDuration;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::people::security::Kind;
use registry_gateway::private::security_journal::{SecurityEvent, SecurityFilter};
use serde_json::json;

use crate::reads::scene::Scene;
use crate::support::body;
use crate::support::browser::{Browser, Seen};

const REASON: &str = "Заявка ждёт решения дольше пяти рабочих дней";

/// Words that stand in a sealed dispute alone.
const GROUNDS: &str = "По отчёту вдвое меньше";

/// A scene with a submitted application, the words of its applicant, and where it is opened.
async fn with_application() -> (Scene, String, String) {
    let scene = Scene::entered().await;
    let applicant = scene.app.client(Role::ClusterRepresentative, Scope::Registry).await;
    let application = body::application("Осина");
    let words = application["right_to_speak"].as_str().unwrap().to_owned();
    let started = applicant.post("/api/v1/applications", &application).await.done();
    let id = started.text("application");
    let submission = format!("/api/v1/applications/{id}/submission");
    applicant.post(&submission, &json!({})).await.done();
    (scene, format!("/desk/sealed/applications/{id}"), words)
}

/// A scene with a dispute that nobody has admitted, and where it is opened.
async fn with_dispute() -> (Scene, String) {
    let scene = Scene::entered().await;
    let card = scene.get(&scene.card()).await;
    let mut claims = card.body["claims"].as_array().unwrap().iter();
    let stated = claims.find(|claim| claim["path"] == "employees_total").unwrap();
    let filing = json!({
        "claim": { "path": "employees_total", "version": stated["version"] },
        "grounds": GROUNDS, "evidence": ["https://press.example/1"] });
    let filed = scene.participant(4).await.post(&scene.at("disputes"), &filing).await.done();
    let at = format!("/desk/sealed/disputes/{}/{}", scene.pine, filed.number("dispute"));
    (scene, at)
}

async fn browser_of(scene: &Scene, role: Role, email: &str) -> Browser {
    scene.app.person_as(role, Scope::Registry, email).await;
    scene.app.signed_in(email).await
}

async fn auditor(scene: &Scene) -> Browser {
    browser_of(scene, Role::Auditor, "auditor@audit.example").await
}

async fn looks(scene: &Scene) -> Vec<SecurityEvent> {
    let kind = Some(Kind::SealedSeen.key().to_owned());
    let filter = SecurityFilter { kind, ..SecurityFilter::default() };
    scene.app.registry.accounts().security_events(filter, 100).await.unwrap()
}

async fn says_why(browser: &mut Browser, at: &str, reason: &str) -> Seen {
    let page = browser.get(at).await;
    browser.submit(&page, at, &[("reason", reason)]).await
}

#[tokio::test]
async fn an_auditor_opens_an_application_by_saying_why_and_that_is_noted() {
    let (scene, at, words) = with_application().await;
    let mut browser = auditor(&scene).await;
    let closed = browser.get(&at).await;
    assert_eq!((closed.status, closed.says(&words)), (200, false));
    assert_eq!(looks(&scene).await, []);
    let answer = says_why(&mut browser, &at, REASON).await;
    assert_eq!(answer.status, 303);
    let opened = browser.get(answer.location()).await;
    assert!(opened.says(&words) && opened.says("Осина") && opened.says(REASON));
    assert_eq!(opened.header("cache-control"), Some("private, no-store"));
    let looks = looks(&scene).await;
    let id = at.rsplit('/').next().unwrap();
    assert_eq!((looks.len(), &looks[0].about), (1, &format!("application {id}")));
    assert_eq!((&*looks[0].reason, looks[0].account.is_some()), (REASON, true));
    let journal = browser.get("/desk/security").await;
    assert!(journal.says(REASON));
}

#[tokio::test]
async fn an_opened_application_names_what_it_says_and_keeps_the_order_of_the_questions() {
    let (scene, at, _) = with_application().await;
    let mut browser = auditor(&scene).await;
    let answer = says_why(&mut browser, &at, REASON).await;
    let opened = browser.get(answer.location()).await;
    let headings = opened.texts("h2");
    assert_eq!(headings[..2], ["Что происходило", "О кластере"]);
    let named = |name: &str| headings.iter().position(|one| one.ends_with(name));
    let (first, last) =
        (named(": ООО «Организация 1» (демо)"), named(": ООО «Организация 10» (демо)"));
    assert!(first.is_some() && first < last, "{headings:?}");
    let rows = opened.texts("dl.sealed:first-of-type dt");
    let place = |label: &str| rows.iter().position(|row| row.starts_with(label));
    assert!(place("Официальное наименование") < place("Год создания"), "{rows:?}");
    assert!(place("Год создания") < place("Общая численность"), "{rows:?}");
}

#[tokio::test]
async fn an_auditor_opens_a_dispute_that_nobody_has_admitted() {
    let (scene, at) = with_dispute().await;
    let mut browser = auditor(&scene).await;
    let journal = browser.get("/desk/journal?limit=5").await;
    assert_eq!(journal.attribute("td a[href*='/desk/sealed/']", "href"), Some(at.clone()));
    assert!(!browser.get(&at).await.says(GROUNDS));
    let answer = says_why(&mut browser, &at, REASON).await;
    assert!(browser.get(answer.location()).await.says(GROUNDS));
    let about = looks(&scene).await[0].about.clone();
    assert!(about.starts_with(&format!("dispute {} ", scene.pine)), "{about}");
}

#[tokio::test]
async fn without_a_reason_nothing_is_opened_and_what_was_typed_is_kept() {
    let (scene, at, words) = with_application().await;
    let mut browser = auditor(&scene).await;
    for reason in ["", "нужно", &"я".repeat(501)] {
        let refused = says_why(&mut browser, &at, reason).await;
        assert_eq!((refused.status, refused.says(&words)), (422, false));
        assert!(refused.says(reason));
    }
    assert_eq!(looks(&scene).await, []);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_opens_once() {
    let (scene, at, _) = with_application().await;
    let mut browser = auditor(&scene).await;
    let first = says_why(&mut browser, &at, REASON).await;
    let again = says_why(&mut browser, &at, REASON).await;
    assert_eq!((first.location(), looks(&scene).await.len()), (again.location(), 1));
}

#[tokio::test]
async fn nobody_else_opens_it_and_a_look_is_its_auditors_alone() {
    let (scene, at, words) = with_application().await;
    let mut browser = auditor(&scene).await;
    let opened = says_why(&mut browser, &at, REASON).await.location().to_owned();
    for (role, email) in [
        (Role::Officer, "officer@registry.example"),
        (Role::Administrator, "administrator@registry.example"),
        (Role::ClusterRepresentative, "cluster@cluster.example"),
    ] {
        let mut other = browser_of(&scene, role, email).await;
        for address in [&at, &opened, &"/desk/sealed/applications/1".to_owned()] {
            let refused = other.get(address).await;
            assert_eq!((refused.status, refused.says(&words)), (403, false), "{email} {address}");
        }
    }
    let mut second = browser_of(&scene, Role::Auditor, "second@audit.example").await;
    let closed = second.get(&opened).await;
    assert_eq!((closed.status, closed.says(&words)), (200, false));
    let mut nobody = scene.app.browser();
    assert_eq!(nobody.get(&opened).await.status, 303);
    assert_eq!(looks(&scene).await.len(), 1);
}

#[tokio::test]
async fn a_look_opens_what_it_was_at_and_closes_after_a_quarter_of_an_hour() {
    let (scene, at, words) = with_application().await;
    let mut browser = auditor(&scene).await;
    let opened = says_why(&mut browser, &at, REASON).await.location().to_owned();
    let look = opened.split_once('?').unwrap().1;
    let applicant = scene.app.client(Role::ClusterRepresentative, Scope::Registry).await;
    let other = applicant.post("/api/v1/applications", &body::application("Липа")).await.done();
    let other = format!("/desk/sealed/applications/{}?{look}", other.text("application"));
    assert!(!browser.get(&other).await.says("Липа"));
    let now = scene.app.registry.accounts().now();
    let after = |minutes| (now + SignedDuration::from_mins(minutes)).to_string();
    scene.app.set_time(&after(14));
    assert!(browser.get(&opened).await.says(&words));
    scene.app.set_time(&after(16));
    let closed = browser.get(&opened).await;
    assert_eq!((closed.status, closed.says(&words)), (200, false));
}

#[tokio::test]
async fn an_auditor_opens_the_words_of_a_report_and_of_a_proposal() {
    let scene = Scene::entered().await;
    let representative = scene.representative().await;
    let (mistake, wish) = ("В описании чужой завод", "Добавить поле о стажировках");
    let report = json!({ "path": "summary", "text": mistake });
    let report = representative.post(&scene.at("reports"), &report).await.done().text("report");
    let proposal = json!({ "about": "questionnaire", "text": wish });
    let proposal = representative.post("/api/v1/proposals", &proposal).await.done();
    let proposal = proposal.text("proposal");
    let mut browser = auditor(&scene).await;
    let journal = browser.get("/desk/journal?limit=5").await;
    for (at, words) in [
        (format!("/desk/sealed/reports/{report}"), mistake),
        (format!("/desk/sealed/proposals/{proposal}"), wish),
    ] {
        assert!(journal.attribute(&format!("td a[href='{at}']"), "href").is_some(), "{at}");
        assert!(!journal.says(words) && !browser.get(&at).await.says(words), "{at}");
        let answer = says_why(&mut browser, &at, REASON).await;
        assert!(browser.get(answer.location()).await.says(words), "{at}");
    }
    let about: Vec<_> = looks(&scene).await.into_iter().map(|look| look.about).collect();
    assert_eq!(about, [format!("proposal {proposal}"), format!("report {report}")]);
    let mut officer = browser_of(&scene, Role::Officer, "officer@registry.example").await;
    assert_eq!(officer.get(&format!("/desk/sealed/reports/{report}")).await.status, 403);
}
