//! Signing in and out, sessions with their ends.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;

use crate::support::browser::Browser;
use crate::support::people::{PASSWORD, sign_in};
use crate::support::{TestApp, generous};

const ANNA: &str = "anna@centre.example";

async fn representative() -> TestApp {
    let app = TestApp::new().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    app
}

/// Whether somebody is signed in, as the page of their account tells.
async fn is_signed_in(browser: &mut Browser) -> bool {
    let answer = browser.get("/account").await;
    if answer.status != 200 {
        assert_eq!(answer.location(), "/sign-in?next=%2Faccount");
    }
    answer.status == 200
}

#[tokio::test]
async fn somebody_signs_in_sees_their_name_and_signs_out() {
    let app = representative().await;
    let mut browser = app.browser();
    let answer = sign_in(&mut browser, " Anna@Centre.Example ", PASSWORD).await;
    assert_eq!(answer.location(), "/account");
    let account = browser.get("/account").await;
    assert_eq!(account.header("cache-control"), Some("private, no-store"));
    assert_eq!(account.texts("h1"), ["Анна Петрова"]);
    assert_eq!(account.texts("main strong"), ["представитель кластера"]);
    assert_eq!(account.texts(".tools .who"), ["Анна Петрова"]);
    let out = browser.submit(&account, "/sign-out", &[]).await;
    assert_eq!(out.location(), "/");
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_session_ended_in_one_window_cannot_be_used_from_a_copy_of_its_cookie() {
    let app = representative().await;
    let mut browser = app.signed_in(ANNA).await;
    let mut copy = browser.clone();
    let account = browser.get("/account").await;
    browser.submit(&account, "/sign-out", &[]).await;
    assert!(!is_signed_in(&mut copy).await);
}

#[tokio::test]
async fn the_cookie_of_a_session_is_for_this_site_alone_and_no_script_reads_it() {
    let https = PublicUrl::parse("https://registry.example");
    for (public_url, begins, secure) in
        [(None, "session=", false), (https, "__Host-session=", true)]
    {
        let app = TestApp::with(HttpSettings { public_url, ..generous() }).await;
        app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
        let mut browser = app.browser();
        let page = browser.get("/sign-in").await;
        let mut fields = page.form("/sign-in");
        fields.retain(|(name, _)| !["email", "password"].contains(&name.as_str()));
        fields.push(("email".into(), ANNA.into()));
        fields.push(("password".into(), PASSWORD.into()));
        let scheme = if secure { "https" } else { "http" };
        let origin = format!("{scheme}://registry.example");
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace('@', "%40").replace(' ', "+")));
        let body = body.collect::<Vec<_>>().join("&");
        let headers = [("origin", origin.as_str())];
        let post = axum::http::Method::POST;
        let answer = browser.send(post, "/sign-in", &headers, Some(body)).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
        let cookies = answer.headers.get_all("set-cookie").iter();
        let cookie = cookies.map(|cookie| cookie.to_str().unwrap());
        let cookie = cookie.into_iter().find(|cookie| cookie.starts_with(begins)).unwrap();
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/;"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn who_mistypes_and_who_is_not_known_read_the_same() {
    let app = representative().await;
    let mut answers = Vec::new();
    for (email, password) in [(ANNA, "сосна у моря 7"), ("nobody@centre.example", PASSWORD)]
    {
        let mut browser = app.browser();
        let answer = sign_in(&mut browser, email, password).await;
        assert_eq!(answer.status, 422);
        assert!(!answer.html.contains(password), "a password isn't shown again");
        assert_eq!(answer.attribute("#field-email", "value").as_deref(), Some(email));
        assert!(answer.texts("title")[0].starts_with("Ошибка: "));
        let links = answer.attribute(".error-summary a", "href");
        assert_eq!(links.as_deref(), Some("#field-email"));
        answers.push(answer.texts(".error-summary"));
        assert!(!is_signed_in(&mut browser).await);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn who_guesses_waits_longer_each_time_and_never_for_ever() {
    let app = representative().await;
    for email in [ANNA, "nobody@centre.example"] {
        app.set_time("2015-12-01T09:00:00Z");
        let mut browser = app.browser();
        for _ in 0..5 {
            let answer = sign_in(&mut browser, email, "неверный пароль").await;
            assert!(answer.texts(".error-summary")[0].contains("не подходят"));
        }
        let held = sign_in(&mut browser, email, PASSWORD).await;
        assert_eq!(held.status, 422);
        assert!(held.texts(".error-summary")[0].contains("слишком много"), "{}", held.html);
        app.set_time("2015-12-01T09:15:00Z");
        let answer = sign_in(&mut browser, email, PASSWORD).await;
        assert_eq!(answer.status, if email == ANNA { 303 } else { 422 });
        assert!(answer.status == 303 || answer.texts(".error-summary")[0].contains("не подходят"));
    }
}

#[tokio::test]
async fn a_network_that_guesses_waits_and_an_office_that_signs_in_does_not() {
    let app = representative().await;
    for _ in 0..40 {
        let answer = sign_in(&mut app.browser(), ANNA, PASSWORD).await;
        assert_eq!(answer.status, 303, "an office: {}", answer.html);
    }
    let guess = async |number: u32, address| {
        let mut browser = app.browser();
        browser.address = address;
        let email = format!("nobody{number}@centre.example");
        let answer = sign_in(&mut browser, &email, "неверный пароль").await;
        answer.texts(".error-summary")[0].contains("слишком много")
    };
    for number in 0..30 {
        assert!(!guess(number, [203, 0, 113, 5]).await, "{number}");
    }
    assert!(guess(30, [203, 0, 113, 5]).await, "whatever mailbox is tried");
    assert!(!guess(31, [203, 0, 113, 6]).await, "another network");
}

#[tokio::test]
async fn silence_and_age_end_a_session_and_those_of_an_officer_sooner() {
    for (role, used_until, idle, whole) in
        [(Role::ClusterRepresentative, 13 * 24, 12, 14 * 24), (Role::Officer, 23, 1, 24)]
    {
        let app = TestApp::new().await;
        app.person_as(role, Scope::Registry, ANNA).await;
        let at = |hours: u32, minutes: u32| {
            let begun = crate::support::time(crate::support::NOON);
            let later = jiff::SignedDuration::from_mins(i64::from(hours * 60 + minutes));
            (begun + later).to_string()
        };
        let mut silent = app.signed_in(ANNA).await;
        app.set_time(&at(idle, 0));
        assert!(!is_signed_in(&mut silent).await, "{role:?} was silent");

        app.set_time(&at(0, 1));
        let mut busy = app.signed_in(ANNA).await;
        let step = 59.min(idle * 60 - 1);
        let mut minutes = 1;
        while minutes < used_until * 60 {
            minutes += step;
            app.set_time(&at(0, minutes));
            assert!(is_signed_in(&mut busy).await, "{role:?} after {minutes} min");
        }
        app.set_time(&at(whole, 0));
        busy.get("/account").await;
        app.set_time(&at(whole, 2));
        assert!(!is_signed_in(&mut busy).await, "{role:?} is old");
    }
}

#[tokio::test]
async fn an_officer_gives_a_code_too_and_each_code_once() {
    let app = TestApp::new().await;
    app.person_as(Role::Officer, Scope::Registry, ANNA).await;
    let mut browser = app.browser();
    let answer = sign_in(&mut browser, ANNA, PASSWORD).await;
    assert_eq!(answer.location(), "/sign-in/code?next=%2Faccount");
    let before = browser.cookies["session"].clone();
    let closed = browser.get("/account").await;
    assert_eq!(closed.location(), "/sign-in/code?next=%2Faccount", "half a sign-in lets nobody in");
    let page = browser.get("/sign-in/code?next=%2Faccount").await;
    let wrong = browser.submit(&page, "/sign-in/code", &[("code", "000000")]).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 1));
    let code = app.code();
    let given = browser.submit(&page, "/sign-in/code", &[("code", code.as_str())]).await;
    assert_eq!(given.location(), "/account");
    assert_ne!(browser.cookies["session"], before, "the session is another one");
    let mut stolen = app.browser();
    stolen.cookies.insert("session".into(), before);
    assert_eq!(stolen.get("/account").await.location(), "/sign-in?next=%2Faccount");

    let mut second = app.browser();
    sign_in(&mut second, ANNA, PASSWORD).await;
    let page = second.get("/sign-in/code").await;
    let again = second.submit(&page, "/sign-in/code", &[("code", code.as_str())]).await;
    assert_eq!(again.status, 422, "a code that was used");
}

#[tokio::test]
async fn a_strict_role_cannot_be_used_before_the_second_factor_is_set_up() {
    let app = TestApp::new().await;
    let account = app.account().await;
    app.grant(account, Role::Auditor, Scope::Registry).await;
    app.person(account, ANNA).await;
    let mut browser = app.signed_in(ANNA).await;
    let page = browser.get("/account").await;
    assert!(page.texts(".notice")[0].contains("аудитор"), "{}", page.html);
    assert_eq!(browser.get("/desk").await.status, 401);
    let mut fields = page.form("/sign-out");
    fields.push(("role".into(), "auditor".into()));
    assert_eq!(browser.post("/account/role", &fields).await.status, 404);
}

#[tokio::test]
async fn somebody_with_two_roles_acts_in_one_of_them_and_the_session_is_another_one() {
    let app = TestApp::new().await;
    let account = app.person_as(Role::Administrator, Scope::Registry, ANNA).await;
    app.grant(account, Role::Auditor, Scope::Registry).await;
    let mut browser = app.signed_in(ANNA).await;
    assert_eq!(browser.get("/desk/security").await.status, 200, "as an auditor");
    let page = browser.get("/account").await;
    let before = browser.cookies["session"].clone();
    let chosen = browser.submit(&page, "/account/role", &[("role", "administrator")]).await;
    assert_eq!(chosen.location(), "/account");
    assert_ne!(browser.cookies["session"], before);
    assert_eq!(browser.get("/account").await.texts("main strong"), ["администратор"]);
    assert_eq!(browser.get("/desk/security").await.status, 403, "as an administrator");
}

/// Guesses of a password, five from each of some networks.
async fn guesses(app: &TestApp, networks: std::ops::Range<u8>) {
    for network in networks {
        let mut browser = app.browser();
        browser.address = [203, 0, 113, network];
        for _ in 0..5 {
            sign_in(&mut browser, ANNA, "неверный пароль").await;
        }
    }
}

#[tokio::test]
async fn nobody_is_held_out_of_their_mailbox_by_who_guesses_elsewhere() {
    let app = representative().await;
    let mut known = app.signed_in(ANNA).await;
    let account = known.get("/account").await;
    known.submit(&account, "/sign-out", &[]).await.location();
    guesses(&app, 0..19).await;
    assert_eq!(sign_in(&mut app.browser(), ANNA, PASSWORD).await.status, 303);
    guesses(&app, 19..23).await;
    let held = sign_in(&mut app.browser(), ANNA, PASSWORD).await;
    assert!(held.says("слишком много"), "a hundred guesses: {}", held.html);
    assert_eq!(sign_in(&mut known, ANNA, PASSWORD).await.status, 303, "she was here before");
    app.set_time("2015-12-01T09:01:01Z");
    let waited = sign_in(&mut app.browser(), ANNA, PASSWORD).await;
    assert_eq!(waited.status, 303, "a minute at most: {}", waited.html);
}

#[tokio::test]
async fn what_a_browser_is_known_by_helps_its_own_account_alone_and_not_for_ever() {
    let app = representative().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, "boris@centre.example").await;
    let mut half = app.browser();
    app.person_as(Role::Officer, Scope::Registry, "officer@centre.example").await;
    sign_in(&mut half, "officer@centre.example", PASSWORD).await.location();
    assert!(!half.cookies.contains_key("device"), "who gave no code isn't signed in yet");
    let boris = app.signed_in("boris@centre.example").await;
    assert!(boris.cookies["device"].len() < 120);
    for mut browser in [boris, app.signed_in(ANNA).await] {
        browser.cookies.remove("session");
        for _ in 0..5 {
            let answer = sign_in(&mut browser, ANNA, "неверный пароль").await;
            assert!(answer.says("не подходят"), "{}", answer.html);
        }
        let held = sign_in(&mut browser, ANNA, PASSWORD).await;
        assert!(held.says("слишком много"), "{}", held.html);
    }
}

#[tokio::test]
async fn each_purpose_of_a_network_is_counted_on_its_own() {
    let app = super::app().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let mut browser = app.browser();
    for number in 0..40 {
        let page = browser.get("/register").await;
        let email = format!("nobody{number}@centre.example");
        browser.submit(&page, "/register", &[("email", email.as_str())]).await.location();
    }
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(app.letters().await.len() <= 30, "of letters a network may ask for thirty");
    assert_eq!(sign_in(&mut browser, ANNA, PASSWORD).await.status, 303, "in the same office");
}
