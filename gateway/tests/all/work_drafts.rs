//! What was typed and not sent: kept as a draft, shown again, thrown away; a form that comes after its
//! session has ended loses nothing and does nothing.

use jiff::{SignedDuration, Timestamp};
use registry_events::value::Language;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::people::drafts::{OF_ONE_PERSON_MAX, Saved};
use registry_gateway::private::drafts::StoredDraft;
use registry_gateway::private::people::Person;
use registry_gateway::private::{MasterKey, PrivateStore, SqliteStore};

use crate::support::browser::{Browser, Seen};
use crate::support::people::PASSWORD;
use crate::work_tasks::{ANNA, BORIS, representative, scene};

async fn filled(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Seen {
    let page = browser.get(path).await;
    browser.submit(&page, path, fields).await
}

fn value(seen: &Seen, name: &str) -> Option<String> {
    seen.attribute(&format!("input[name='{name}']"), "value").filter(|value| !value.is_empty())
}

#[tokio::test]
async fn a_draft_is_saved_opened_and_thrown_away_and_nothing_is_recorded() {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let (website, events) = (format!("{path}/fields/website"), app.events().await);
    let typed = [("website.value", "pine.exa"), ("act", "draft")];
    let saved = filled(&mut anna, &website, &typed).await;
    assert_eq!(saved.location(), format!("{path}?draft=website"));
    let tasks = anna.get(saved.location()).await;
    assert!(tasks.texts(".done-panel")[0].starts_with("Черновик сохранён"), "{}", tasks.html);
    assert_eq!(tasks.attribute(".work-drafts a", "href"), Some(website.clone()));
    let open = anna.get(&website).await;
    assert_eq!(value(&open, "website.value").as_deref(), Some("pine.exa"));
    assert!(open.texts(".draft")[0].contains("Показан ваш черновик"), "{}", open.html);
    assert!(boris.get(&path).await.texts(".work-drafts").is_empty(), "it is hers alone");
    assert_eq!(value(&boris.get(&website).await, "website.value"), None);
    let drafts = format!("{path}/drafts");
    let thrown = anna.submit(&tasks, &drafts, &[]).await;
    assert_eq!(thrown.location(), path);
    assert!(anna.get(&path).await.texts(".work-drafts").is_empty());
    assert_eq!(value(&anna.get(&website).await, "website.value"), None);
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn an_answer_that_is_refused_is_kept_and_one_that_is_sent_leaves_no_draft() {
    let (_app, path, mut anna) = scene().await;
    let employees = format!("{path}/fields/employees_total");
    let typed = [("employees_total.value", "много"), ("act", "check")];
    let wrong = filled(&mut anna, &employees, &typed).await;
    assert_eq!(wrong.status, 422);
    let open = anna.get(&employees).await;
    assert_eq!(value(&open, "employees_total.value").as_deref(), Some("много"));
    let right =
        [("employees_total.value", "1300"), ("described_on", "2015-12-31"), ("act", "check")];
    let checked = anna.submit(&open, &employees, &right).await;
    anna.submit(&checked, &employees, &[("act", "send")]).await.location();
    assert!(anna.get(&path).await.texts(".work-drafts").is_empty());
    assert!(anna.get(&employees).await.texts(".draft").is_empty());
}

#[tokio::test]
async fn a_draft_is_shown_beside_what_somebody_else_stated_meanwhile() {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let year = format!("{path}/fields/year_created");
    filled(&mut anna, &year, &[("year_created.value", "2014"), ("act", "draft")]).await;
    let faster = filled(&mut boris, &year, &[("year_created.value", "2013"), ("act", "check")]);
    let faster = faster.await;
    boris.submit(&faster, &year, &[("act", "send")]).await.location();
    let open = anna.get(&year).await;
    assert!(open.texts(".meanwhile")[0].contains("2013"), "{}", open.html);
    assert_eq!(value(&open, "year_created.value").as_deref(), Some("2014"));
    let checked = anna.submit(&open, &year, &[("act", "check")]).await;
    assert_eq!(checked.texts(".before"), ["2013"]);
}

#[tokio::test]
async fn a_form_that_comes_after_its_session_has_ended_waits_for_its_person() {
    let (app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    let filled = [("website.value", "pine.example"), ("act", "check")];
    let page = anna.get(&website).await;
    let checked = anna.submit(&page, &website, &filled).await;
    let accounts = app.registry.accounts();
    let mailbox = registry_gateway::people::Mailbox::parse(ANNA).unwrap();
    let person = accounts.person_of(&mailbox).await.unwrap().unwrap();
    accounts.end_sessions(person.account, None).await.unwrap();
    let events = app.events().await;
    let late = anna.submit(&checked, &website, &[("act", "send")]).await;
    let to = late.location().to_owned();
    assert!(to.starts_with("/sign-in?next=%2Fwork%2Fclusters%2F"), "{to}");
    let form = anna.get(&to).await;
    let credentials = [("email", ANNA), ("password", PASSWORD)];
    let back = anna.submit(&form, "/sign-in", &credentials).await;
    assert_eq!(back.location(), website);
    let open = anna.get(&website).await;
    assert_eq!(value(&open, "website.value").as_deref(), Some("pine.example"));
    assert_eq!(open.texts(".draft").len(), 1);
    assert_eq!(app.events().await, events, "nothing is done without a new press");
    let checked = anna.submit(&open, &website, &[("act", "check")]).await;
    anna.submit(&checked, &website, &[("act", "send")]).await.location();
    assert!(app.events().await > events);
}

#[tokio::test]
async fn nobody_else_can_let_a_form_wait_and_nobody_else_finds_it() {
    let (app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    let mut fields = anna.get(&website).await.form(&website);
    fields.push(("website.value".into(), "evil.example".into()));
    let mut stranger = app.browser();
    stranger.cookies.insert("session".into(), "0".repeat(64));
    let sent = stranger.post(&website, &fields).await;
    assert_eq!(sent.location(), "/sign-in?next=%2Faccount", "what isn't ours isn't kept");
    let form = stranger.get("/sign-in").await;
    let credentials = [("email", ANNA), ("password", PASSWORD)];
    stranger.submit(&form, "/sign-in", &credentials).await.location();
    assert_eq!(value(&stranger.get(&website).await, "website.value"), None);
}

#[tokio::test]
async fn a_person_has_fifty_drafts_and_is_told_when_there_are_more() {
    let (app, path, mut anna) = scene().await;
    let accounts = app.registry.accounts();
    let mailbox = registry_gateway::people::Mailbox::parse(ANNA).unwrap();
    let account = accounts.person_of(&mailbox).await.unwrap().unwrap().account;
    for number in 0..OF_ONE_PERSON_MAX {
        let saved = accounts.save_draft(account, &format!("/work/other/{number}"), &[]).await;
        assert_eq!(saved.unwrap(), Saved::Kept);
    }
    let large = [("text".to_owned(), "x".repeat(1024 * 1024))];
    let saved = accounts.save_draft(account, "/work/other/1", &large).await;
    assert_eq!(saved.unwrap(), Saved::TooLarge);
    let website = format!("{path}/fields/website");
    let typed = [("website.value", "pine.example"), ("act", "draft")];
    let refused = filled(&mut anna, &website, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texts(".error-summary")[0].contains("50 черновиков"), "{}", refused.html);
    assert_eq!(value(&refused, "website.value").as_deref(), Some("pine.example"));
}

#[test]
fn a_draft_is_kept_for_its_time_and_no_longer() {
    let key = MasterKey::from_bytes([7; 32]);
    let store = SqliteStore::in_memory(&key, Box::new(SystemEntropy)).unwrap();
    let saved_at: Timestamp = "2016-01-01T00:00:00Z".parse().unwrap();
    let account = "00000000-0000-4000-8000-000000000001".parse().unwrap();
    let person = Person {
        account,
        email: ANNA.into(),
        name: "Анна".into(),
        language: Language::Ru,
        password: None,
        opened_at: saved_at,
        factor: None,
    };
    assert!(store.people().add_person(&person).unwrap());
    let draft = |form: &str, saved_at| StoredDraft {
        account,
        form: form.into(),
        fields: "[]".into(),
        saved_at,
    };
    let drafts = store.drafts();
    assert!(drafts.save_draft(&draft("/work/one", saved_at), 50, saved_at).unwrap());
    assert_eq!(drafts.drafts_of(account, "/work/", saved_at).unwrap().len(), 1);
    let later = saved_at + SignedDuration::from_secs(1);
    assert!(drafts.drafts_of(account, "/work/", later).unwrap().is_empty());
    assert!(drafts.save_draft(&draft("/work/two", later), 50, later).unwrap());
    let left = drafts.drafts_of(account, "/work/", saved_at).unwrap();
    assert_eq!(left.len(), 1, "what ran out is removed when something is saved");
}

#[tokio::test]
async fn of_one_person_twenty_forms_wait_and_the_oldest_go() {
    let (app, path, anna) = scene().await;
    let boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let accounts = app.registry.accounts();
    for browser in [&anna, &boris] {
        let held = accounts.session(&browser.cookies["session"]).await.unwrap().unwrap();
        accounts.end_sessions(held.0.account, None).await.unwrap();
    }
    let typed = [("website.value".to_owned(), "pine.example".to_owned())];
    let wait = async |browser: &Browser, visit: &str, form: &str| {
        let token = &browser.cookies["session"];
        accounts.let_wait(token, visit, form, &typed).await.unwrap()
    };
    assert!(wait(&boris, "of boris", "/work/other").await);
    for number in 0..25 {
        app.set_time(&format!("2016-03-01T09:{number:02}:30Z"));
        assert!(wait(&anna, &format!("visit {number}"), "/work/form").await);
    }
    let account = app.account().await;
    app.person(account, "third@centre.example").await;
    let mut theirs = Vec::new();
    for number in 0..25 {
        let visit = format!("visit {number}");
        theirs.push(accounts.take_waiting(&visit, "/work/", account).await.unwrap());
    }
    assert_eq!(theirs.iter().position(|theirs| *theirs), Some(5), "{theirs:?}");
    assert_eq!(theirs.iter().filter(|theirs| **theirs).count(), 20);
    assert!(accounts.take_waiting("of boris", "/work/", account).await.unwrap(), "his stayed");
    let unknown = "0".repeat(64);
    assert!(!accounts.let_wait(&unknown, "visit", "/work/form", &typed).await.unwrap());
    let much = [("website.value".to_owned(), "a".repeat(900 * 1024))];
    for number in 0..6 {
        let (token, visit) = (&anna.cookies["session"], format!("large {number}"));
        app.set_time(&format!("2016-03-01T10:{number:02}:30Z"));
        assert!(accounts.let_wait(token, &visit, "/work/form", &much).await.unwrap());
    }
    let first = accounts.take_waiting("large 0", "/work/", account).await.unwrap();
    let last = accounts.take_waiting("large 5", "/work/", account).await.unwrap();
    assert_eq!((first, last), (false, true), "four mebibytes of one person");
}
