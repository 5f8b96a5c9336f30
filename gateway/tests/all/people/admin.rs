//! The administrator's pages: inviting, giving and taking roles.

use registry_events::actor::Role;
use registry_events::event::Scope;

use super::app;
use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::people::PASSWORD;

const ADMIN: &str = "admin@registry.example";
const ANNA: &str = "anna@centre.example";
const PATH: &str = "/admin/accounts";

async fn scene() -> (TestApp, Browser) {
    let app = app().await;
    app.person_as(Role::Administrator, Scope::Registry, ADMIN).await;
    let browser = app.signed_in(ADMIN).await;
    (app, browser)
}

async fn invite(browser: &mut Browser, fields: &[(&str, &str)]) -> Seen {
    let page = browser.get(PATH).await;
    browser.submit(&page, PATH, fields).await
}

const OFFICER: [(&str, &str); 4] =
    [("email", ANNA), ("name", "Анна Петрова"), ("role", "officer"), ("basis", "office")];

#[tokio::test]
async fn an_invited_officer_sets_a_password_and_comes_in() {
    let (app, mut admin) = scene().await;
    let events = app.events().await;
    let page = admin.get(PATH).await;
    let done = admin.submit(&page, PATH, &OFFICER).await;
    let person = done.location().to_owned();
    assert_eq!(app.events().await, events + 2, "an account and a role");
    let again = admin.submit(&page, PATH, &OFFICER).await;
    assert_eq!(again.location(), person, "a double press");
    assert_eq!(app.events().await, events + 2);

    let log = String::from_utf8_lossy(&app.log_bytes().await).into_owned();
    assert!(!log.contains("Петрова") && !log.contains(ANNA), "no person is in the log");
    let letters = app.letters().await;
    let path = link(letters.last().unwrap());
    let mut anna = app.browser();
    let page = anna.get(&path).await;
    let set = anna.submit(&page, &path, &[("password", "берёза за мостом 9")]).await;
    assert_eq!(set.location(), "/account");
    let account = anna.get("/account").await;
    assert!(account.texts(".notice")[0].contains("куратор реестра"), "{}", account.html);
    let shown = admin.get(&person).await;
    assert!(shown.texts(".entries-list .meta")[0].contains("по должности"));
}

#[tokio::test]
async fn a_role_that_rests_on_a_letter_is_given_with_it() {
    let (app, mut admin) = scene().await;
    let page = admin.get(PATH).await;
    let asked = [OFFICER[0], OFFICER[1], OFFICER[2], ("basis", "letter")];
    let bare = admin.submit(&page, PATH, &asked).await;
    assert_eq!((bare.status, bare.texts("#field-files-error").len()), (422, 1), "{}", bare.html);
    let letter: (&str, &str, &[u8]) = ("files", "приказ.pdf", b"%PDF-1.7 an order");
    let events = app.events().await;
    let idle = admin.bring_with(&page, PATH, &OFFICER, letter).await;
    assert_eq!((idle.status, app.events().await), (422, events), "a letter on which nothing rests");
    let kept = idle.attribute("[name=document]", "value").expect("it stays with the form");
    let again = [asked[0], asked[1], asked[2], asked[3], ("document", kept.as_str())];
    let person = admin.submit(&idle, PATH, &again).await.location().to_owned();
    let page = admin.get(&person).await;
    let right = page.attribute(".entries-list a[href^='/evidence/']", "href").unwrap();
    assert_eq!(admin.get(&right).await.status, 200);

    // What others brought is attached to nothing by who names its digest alone.
    app.person_as(Role::Administrator, Scope::Registry, "boris@registry.example").await;
    let mut boris = app.signed_in("boris@registry.example").await;
    let page = boris.get(&person).await;
    let digest = right.trim_start_matches("/evidence/");
    let named = [("act", "grant"), ("role", "auditor"), ("basis", "letter"), ("document", digest)];
    assert_eq!(boris.submit(&page, &person, &named).await.status, 422);
}

#[tokio::test]
async fn the_list_says_of_each_why_they_have_no_password() {
    let (app, mut admin) = scene().await;
    invite(&mut admin, &OFFICER).await.location();
    let page = admin.get(PATH).await;
    assert_eq!(page.texts("tbody .caption"), ["приглашение ждёт ответа"]);
    let account = app.account().await;
    let mailbox = registry_gateway::people::Mailbox::parse("boris@works.example").unwrap();
    let person = registry_gateway::people::NewPerson {
        account,
        mailbox,
        name: "Борис".into(),
        language: registry_events::value::Language::Ru,
    };
    assert!(app.registry.accounts().enter(person).await.unwrap());
    let page = admin.get(PATH).await;
    let told = "пароля нет, действующего приглашения тоже";
    assert!(page.texts("tbody .caption").contains(&told.to_owned()), "{}", page.html);
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_said_and_nothing_is_recorded() {
    let (app, mut admin) = scene().await;
    let events = app.events().await;
    let wrong = [
        (vec![("email", "anna"), ("name", ""), ("role", "officer"), ("basis", "office")], 2),
        (vec![("email", ANNA), ("name", "Анна"), ("basis", "office")], 1),
        (
            vec![
                ("email", ANNA),
                ("name", "Анна"),
                ("role", "organisation_representative"),
                ("organisation", "нет такой"),
                ("basis", "office"),
            ],
            1,
        ),
        (
            vec![
                ("email", ANNA),
                ("name", "Анна"),
                ("role", "cluster_representative"),
                ("cluster", "0000000000"),
                ("basis", "office"),
            ],
            1,
        ),
    ];
    for (fields, errors) in wrong {
        let answer = invite(&mut admin, &fields).await;
        assert_eq!((answer.status, answer.texts(".error").len()), (422, errors), "{fields:?}");
        let email = answer.attribute("#field-email", "value");
        assert_eq!(email.as_deref(), Some(fields[0].1), "what was typed stays");
    }
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_role_is_given_and_taken_back_with_a_reason_and_the_last_administrator_stays() {
    let (_app, mut admin) = scene().await;
    let auditor = OFFICER.map(|(name, value)| match name {
        "role" => (name, "auditor"),
        _ => (name, value),
    });
    let person = invite(&mut admin, &auditor).await.location().to_owned();
    let page = admin.get(&person).await;
    let rises = [("act", "grant"), ("role", "administrator"), ("basis", "office")];
    assert_eq!(admin.submit(&page, &person, &rises).await.location(), person);
    let page = admin.get(&person).await;
    assert_eq!(page.texts(".entries-list .name"), ["Аудитор", "Администратор"]);
    let without = admin.submit(&page, &person, &[("act", "revoke"), ("reason", "")]).await;
    assert_eq!(without.status, 422);
    let taken = [("act", "revoke"), ("reason", "Уволилась")];
    let page = admin.get(&person).await;
    let grant = page.attribute("input[name=grant]", "value").unwrap();
    let taken = [taken[0], taken[1], ("grant", grant.as_str())];
    assert_eq!(admin.submit(&page, &person, &taken).await.location(), person);
    let page = admin.get(&person).await;
    assert_eq!(page.texts(".entries-list .name"), ["Администратор"]);
    let grant = page.attribute("input[name=grant]", "value").unwrap();
    let taken = [taken[0], taken[1], ("grant", grant.as_str())];
    assert_eq!(admin.submit(&page, &person, &taken).await.location(), person);

    let list = admin.get(PATH).await;
    let own = list.attribute("tbody a[href]", "href").unwrap();
    let page = admin.get(&own).await;
    let grant = page.attribute("input[name=grant]", "value").unwrap();
    let leaves = [("act", "revoke"), ("reason", "Ухожу"), ("grant", grant.as_str())];
    assert_eq!(admin.submit(&page, &own, &leaves).await.status, 409);
    assert_eq!(admin.get(PATH).await.status, 200);
}

#[tokio::test]
async fn nobody_but_an_administrator_and_an_auditor_sees_people() {
    let (app, _) = scene().await;
    app.person_as(Role::Officer, Scope::Registry, ANNA).await;
    let mut officer = app.signed_in(ANNA).await;
    let closed = officer.get(PATH).await;
    assert_eq!(closed.status, 403);
    assert!(!closed.html.contains(ADMIN));
    let mut nobody = app.browser();
    assert_eq!(nobody.get(PATH).await.location(), "/sign-in?next=%2Fadmin%2Faccounts");
    let own = officer.get("/account").await.form("/sign-out");
    assert_eq!(officer.post(PATH, &own).await.status, 403);
}

#[tokio::test]
async fn an_auditor_reads_who_has_access_and_changes_nothing_of_it() {
    let (app, _) = scene().await;
    let account = app.person_as(Role::Auditor, Scope::Registry, ANNA).await;
    let mut auditor = app.signed_in(ANNA).await;
    let own = auditor.get("/account").await.form("/sign-out");
    let person = format!("{PATH}/{account}");
    for (path, told) in [(PATH, ADMIN), (&person, ANNA), ("/admin/editions", "Анкета")] {
        let page = auditor.get(path).await;
        assert_eq!((page.status, page.html.contains(told)), (200, true), "{path}");
        assert_eq!(page.texts("main form, main pre").len(), 0, "{path}: {}", page.html);
    }
    let acts = format!("/desk/accounts/{account}");
    assert!(auditor.get(&person).await.html.contains(&acts), "what they did");
    let (events, letters) = (app.events().await, app.letters().await.len());
    let invites = [("act", "invite"), ("email", "new@registry.example"), ("name", "Новый")];
    let invites = invites.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields: Vec<_> = own.into_iter().chain(invites).collect();
    for path in [PATH, &person] {
        assert_eq!(auditor.post(path, &fields).await.status, 403, "{path}");
    }
    assert_eq!((app.events().await, app.letters().await.len()), (events, letters));
}

#[tokio::test]
async fn a_second_factor_that_was_lost_is_reset_and_its_sessions_end() {
    let (app, mut admin) = scene().await;
    let officer = app.person_as(Role::Officer, Scope::Registry, ANNA).await;
    let mut anna = app.signed_in(ANNA).await;
    let path = format!("{PATH}/{officer}");
    let page = admin.get(&path).await;
    let bare = admin.submit(&page, &path, &[("act", "remove-factor")]).await;
    assert_eq!((bare.status, bare.texts("#field-password-error").len()), (422, 1), "{}", bare.html);
    let password = ("password", PASSWORD);
    let guessed = [("act", "remove-factor"), password, ("code", "000000")];
    let guessed = admin.submit(&page, &path, &guessed).await;
    assert_eq!((guessed.status, guessed.texts("#field-code-error").len()), (422, 1));
    assert_eq!(anna.get("/account").await.status, 200, "nothing is taken away yet");
    app.set_time("2015-12-01T09:02:00Z");
    let code = app.code();
    let own = [("act", "remove-factor"), password, ("code", code.as_str())];
    let reset = admin.submit(&page, &path, &own).await;
    assert_eq!(reset.location(), path);
    assert_eq!(anna.get("/account").await.status, 303);
    let mut anna = app.signed_in(ANNA).await;
    assert!(anna.get("/account").await.texts(".notice")[0].contains("куратор"));
}
