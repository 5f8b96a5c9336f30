//! Proposals in a browser: made by who is signed in, published and answered by an officer, read by
//! everybody; and how many an account may make in a day.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::support::browser::{Browser, Seen};
use crate::support::{TestApp, body};
use crate::work_tasks::{ANNA, representative};

const OFFICER: &str = "officer@registry.example";
const NEW: &str = "/proposals/new";

async fn scene() -> (TestApp, Browser, Browser) {
    let app = TestApp::new().await;
    let client = app.officer().await;
    let id = app.listed(&client, "Белая сосна").await;
    let anna = representative(&app, &id, ANNA).await;
    app.person_as(Role::Officer, Scope::Registry, OFFICER).await;
    let officer = app.signed_in(OFFICER).await;
    (app, anna, officer)
}

async fn propose(browser: &mut Browser, text: &str) -> Seen {
    let page = browser.get(NEW).await;
    browser.submit(&page, NEW, &[("about", "questionnaire"), ("text", text)]).await
}

/// Where a proposal stands that was just made.
fn made(answer: &Seen) -> String {
    answer.location().strip_suffix("?done=made").unwrap().to_owned()
}

#[tokio::test]
async fn a_proposal_is_made_published_and_answered_and_then_read_by_everybody() {
    let (app, mut anna, mut officer) = scene().await;
    let page = anna.get(NEW).await;
    let filled = [("about", "questionnaire"), ("text", "Добавить поле о стажировках, звонить Оле")];
    let first = anna.submit(&page, NEW, &filled).await;
    let events = app.events().await;
    let again = anna.submit(&page, NEW, &filled).await;
    assert_eq!((again.location(), app.events().await), (first.location(), events));
    let one = made(&first);
    assert!(anna.get(&one).await.texts(".own-words .said")[0].contains("Оле"));
    let public = app.browser().get(&one).await;
    assert!(!public.html.contains("стажировках"), "its words are for officers");
    assert_eq!(public.texts(".absent"), ["Текст появится, когда куратор его опубликует."]);
    assert_eq!(anna.get(&format!("{one}/answer")).await.status, 403);

    let act = format!("{one}/publication");
    let page = officer.get(&act).await;
    assert!(page.texts("#field-text")[0].contains("Оле"), "the author's words stand to be mended");
    let text = [("text", "Добавить поле о стажировках")];
    officer.submit(&page, &act, &text).await.location();
    let act = format!("{one}/answer");
    let page = officer.get(&act).await;
    let unchosen = officer.submit(&page, &act, &[("reason", "Просят давно")]).await;
    assert_eq!((unchosen.status, unchosen.texts(".error-summary a").len()), (422, 1));
    assert_eq!(unchosen.texts("#field-reason"), ["Просят давно"]);
    let answer = [("outcome", "accepted"), ("reason", "Просят давно")];
    officer.submit(&page, &act, &answer).await.location();
    let public = app.browser().get(&one).await;
    assert_eq!(public.texts(".proposal .said"), ["Добавить поле о стажировках"]);
    assert!(public.texts(".answered")[0].starts_with("Принято"), "{}", public.html);
    assert!(!public.html.contains("Оле"));
    let list = app.browser().get("/proposals?about=questionnaire&outcome=accepted").await;
    assert_eq!(list.attribute(".proposals h3 a", "href"), Some(one.clone()));
    assert_eq!(officer.get(&format!("{one}/answer")).await.status, 404, "it is answered");
}

#[tokio::test]
async fn a_proposal_waits_in_the_officers_queue_until_it_is_answered() {
    let (app, mut anna, mut officer) = scene().await;
    let words = format!("Поле о   стажировках {}", "и практиках ".repeat(20));
    let one = made(&propose(&mut anna, &words).await);
    let two = made(&propose(&mut anna, "Второе").await);
    made(&propose(&mut officer, "Своё").await);
    app.settle().await;
    let waits = "[aria-labelledby=queue-proposals] li";
    let queue = officer.get("/work/queue").await;
    let rows = queue.texts(waits);
    assert_eq!(rows.len(), 2, "another answers what is one's own: {rows:?}");
    assert!(rows[0].contains("Поле о стажировках") && rows[0].contains('…'), "{rows:?}");
    assert!(rows[0].contains("ещё не опубликовано") && rows[1].contains("Второе"), "{rows:?}");
    assert_eq!(queue.attribute(&format!("{waits} a"), "href"), Some(one.clone()));
    let today = officer.get("/work").await;
    let row = today.texts("[aria-labelledby=today-waits] li").pop().unwrap();
    assert!(row.starts_with("Предложения по анкете и правилам") && row.ends_with('2'), "{row}");

    for (one, left) in [(one, 1), (two, 0)] {
        let act = format!("{one}/answer");
        let page = officer.get(&act).await;
        let answer = [("outcome", "declined"), ("reason", "Не нужно")];
        officer.submit(&page, &act, &answer).await.location();
        app.settle().await;
        assert_eq!(officer.get("/work/queue").await.texts(waits).len(), left);
    }
    assert!(anna.get("/work/queue").await.texts(waits).is_empty());
}

#[tokio::test]
async fn an_empty_proposal_is_told_at_its_fields() {
    let (app, mut anna, _) = scene().await;
    let page = anna.get(NEW).await;
    let events = app.events().await;
    let unchosen = anna.submit(&page, NEW, &[("text", "Поле")]).await;
    assert_eq!(unchosen.attribute(".error-summary a", "href"), Some("#field-about".into()));
    let empty = anna.submit(&page, NEW, &[("about", "rules"), ("text", " ")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.attribute(".error-summary a", "href"), Some("#field-text".into()));
    assert_eq!(app.events().await, events);
    assert!(app.browser().get(NEW).await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn an_account_makes_ten_proposals_in_a_day_and_is_told_when_the_next_is_taken() {
    let (app, mut anna, mut officer) = scene().await;
    for number in 0..9 {
        made(&propose(&mut anna, &format!("Поле {number}")).await);
    }
    let page = anna.get(NEW).await;
    let tenth = [("about", "rules"), ("text", "Поле 9")];
    let first = anna.submit(&page, NEW, &tenth).await;
    let again = anna.submit(&page, NEW, &tenth).await;
    assert_eq!(again.location(), first.location(), "what was done counts no more");
    let eleventh = propose(&mut anna, "Поле 10").await;
    assert_eq!((eleventh.status, eleventh.header("retry-after")), (429, Some("86400")));
    made(&propose(&mut officer, "Другая запись").await);
    app.set_time("2015-12-02T09:00:01Z");
    let mut anna = app.signed_in(ANNA).await;
    made(&propose(&mut anna, "Поле 10").await);
}

#[tokio::test]
async fn an_account_reports_thirty_mistakes_in_a_day() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let id = officer.post("/api/v1/clusters", &body::cluster("Кедр")).await.done().text("cluster");
    let applicant = app.applicant().await;
    let at = format!("/api/v1/clusters/{id}/reports");
    for number in 0..30 {
        let report = json!({ "path": "summary", "text": format!("Ошибка {number}") });
        applicant.post(&at, &report).await.done();
        app.settle().await;
    }
    let report = json!({ "path": "summary", "text": "Ещё одна" });
    let refused = applicant.post(&at, &report).await;
    assert_eq!(refused.refusal(), (429, "voice.too-many"));
    officer.post(&at, &report).await.done();
}
