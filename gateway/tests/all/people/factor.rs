//! The second factor: set up, used, changed, and what it opens.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};
use crate::support::people::{PASSWORD, sign_in};

const ANNA: &str = "anna@centre.example";
const PATH: &str = "/account/second-factor";

/// An auditor who has no second factor yet.
async fn scene() -> (TestApp, Browser) {
    let app = TestApp::new().await;
    let account = app.account().await;
    app.grant(account, Role::Auditor, Scope::Registry).await;
    app.person(account, ANNA).await;
    let browser = app.signed_in(ANNA).await;
    (app, browser)
}

/// The secret of the page, as an app on a telephone reads it.
fn code(page: &Seen, app: &TestApp) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letters = page.texts("code.secret")[0].replace(' ', "");
    let bits: Vec<u8> = letters
        .chars()
        .flat_map(|letter| {
            let digit = DIGITS.find(letter).unwrap();
            (0..5).rev().map(move |place| u8::from(digit >> place & 1 == 1))
        })
        .collect();
    let bytes: Vec<u8> =
        bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
    let secret: [u8; 20] = bytes.try_into().unwrap();
    let secret = registry_gateway::people::second_factor::Secret::from_bytes(secret);
    secret.code_at(app.registry.accounts().now())
}

async fn set_up(app: &TestApp, browser: &mut Browser) -> Seen {
    let page = browser.get(PATH).await;
    let begun = browser.submit(&page, PATH, &[("act", "begin"), ("password", PASSWORD)]).await;
    assert_eq!(begun.location(), PATH);
    let page = browser.get(PATH).await;
    assert!(page.attribute("svg.qr path", "d").unwrap().len() > 1_000, "a picture");
    let code = code(&page, app);
    let confirmed = [("act", "confirm"), ("code", code.as_str()), ("password", PASSWORD)];
    let done = browser.submit(&page, PATH, &confirmed).await;
    assert_eq!(done.status, 200, "{}", done.html);
    done
}

#[tokio::test]
async fn an_auditor_sets_it_up_and_the_desk_opens() {
    let (app, mut browser) = scene().await;
    assert_eq!(browser.get("/desk").await.status, 401);
    let before = browser.cookies["session"].clone();
    let done = set_up(&app, &mut browser).await;
    assert_eq!(done.header("cache-control"), Some("private, no-store"));
    assert_eq!(done.texts(".recovery code").len(), 10);
    assert_ne!(browser.cookies["session"], before, "the session is another one");
    assert_eq!(browser.get("/desk").await.status, 200);
    assert!(!browser.get(PATH).await.html.contains("class=\"secret\""), "it isn't shown again");
}

#[tokio::test]
async fn a_wrong_code_does_not_turn_it_on() {
    let (_app, mut browser) = scene().await;
    let page = browser.get(PATH).await;
    browser.submit(&page, PATH, &[("act", "begin"), ("password", PASSWORD)]).await;
    let page = browser.get(PATH).await;
    let shown = page.texts("code.secret");
    let wrong = [("act", "confirm"), ("code", "000000"), ("password", PASSWORD)];
    let wrong = browser.submit(&page, PATH, &wrong).await;
    assert_eq!((wrong.status, wrong.texts("code.secret")), (422, shown), "the same picture");
    assert_eq!(browser.get("/desk").await.status, 401);
}

#[tokio::test]
async fn a_session_that_was_left_open_sets_up_no_second_step() {
    let (app, mut browser) = scene().await;
    let page = browser.get(PATH).await;
    for password in ["", "another password"] {
        let begun = [("act", "begin"), ("password", password)];
        let begun = browser.submit(&page, PATH, &begun).await;
        assert_eq!((begun.status, begun.texts("#field-password-error").len()), (422, 1));
        assert!(browser.get(PATH).await.texts("code.secret").is_empty(), "nothing is begun");
    }
    browser.submit(&page, PATH, &[("act", "begin"), ("password", PASSWORD)]).await;
    let page = browser.get(PATH).await;
    let code = code(&page, &app);
    let confirmed = [("act", "confirm"), ("code", code.as_str()), ("password", "")];
    let confirmed = browser.submit(&page, PATH, &confirmed).await;
    assert_eq!((confirmed.status, confirmed.texts("#field-password-error").len()), (422, 1));
    assert_eq!(browser.get("/desk").await.status, 401, "it isn't in use");
}

#[tokio::test]
async fn a_recovery_code_stands_for_a_code_once() {
    let (app, mut browser) = scene().await;
    let codes = set_up(&app, &mut browser).await.texts(".recovery code");
    let given = async |code: &str| {
        let mut browser = app.browser();
        sign_in(&mut browser, ANNA, PASSWORD).await;
        let page = browser.get("/sign-in/code").await;
        browser.submit(&page, "/sign-in/code", &[("code", code)]).await.status
    };
    assert_eq!(given(&codes[0].to_uppercase()).await, 303);
    assert_eq!(given(&codes[0]).await, 422);
    assert_eq!(given(&codes[1]).await, 303);
    assert!(browser.get(PATH).await.texts(".done-panel")[0].contains('8'));
}

#[tokio::test]
async fn changing_it_takes_a_code_and_closes_what_it_opened() {
    let (app, mut browser) = scene().await;
    let codes = set_up(&app, &mut browser).await.texts(".recovery code");
    let page = browser.get(PATH).await;
    let refused = browser.submit(&page, PATH, &[("act", "remove"), ("code", "000000")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(browser.get("/desk").await.status, 200);
    let code = codes[0].as_str();
    let removed = browser.submit(&page, PATH, &[("act", "remove"), ("code", code)]).await;
    assert_eq!(removed.location(), PATH);
    assert_eq!(browser.get("/desk").await.status, 401);
    let letters = app.letters().await;
    let told: Vec<_> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(told, ["Включён второй шаг входа", "Выключен второй шаг входа"]);
}

#[tokio::test]
async fn guessing_codes_is_held_back() {
    let app = TestApp::new().await;
    app.person_as(Role::Auditor, Scope::Registry, ANNA).await;
    let mut browser = app.browser();
    sign_in(&mut browser, ANNA, PASSWORD).await;
    let page = browser.get("/sign-in/code").await;
    for _ in 0..5 {
        browser.submit(&page, "/sign-in/code", &[("code", "000000")]).await;
    }
    let code = app.code();
    let held = browser.submit(&page, "/sign-in/code", &[("code", code.as_str())]).await;
    assert_eq!(held.status, 422);
    assert!(held.texts(".error")[0].contains("слишком много"), "{}", held.html);
}
