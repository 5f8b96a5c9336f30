//! Access tokens of one's own.

use registry_core::command::RevokeRole;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::AccountId;
use registry_gateway::people::Mailbox;
use registry_gateway::private::security_journal::SecurityFilter;

use crate::support::browser::{Browser, Seen};
use crate::support::people::PASSWORD;
use crate::support::{TestApp, body};

const ANNA: &str = "anna@centre.example";
const PATH: &str = "/account/tokens";
/// A code of the second factor that signed somebody in holds no more then.
const LATER: &str = "2015-12-01T09:01:00Z";

async fn scene(role: Role) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.person_as(role, Scope::Registry, ANNA).await;
    let browser = app.signed_in(ANNA).await;
    app.set_time(LATER);
    (app, browser)
}

async fn issue(app: &TestApp, browser: &mut Browser, role: &str) -> Seen {
    let code = app.code();
    issue_with(browser, &[("role", role), ("days", "30"), ("password", PASSWORD), ("code", &code)])
        .await
}

async fn issue_with(browser: &mut Browser, filled: &[(&str, &str)]) -> Seen {
    let page = browser.get(PATH).await;
    let mut fields = vec![("act", "issue"), ("label", "Выгрузка")];
    fields.extend(filled);
    browser.submit(&page, PATH, &fields).await
}

#[tokio::test]
async fn a_token_is_told_once_works_in_its_role_and_is_taken_back() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let made = issue(&app, &mut browser, "auditor").await;
    assert_eq!((made.status, made.header("cache-control")), (200, Some("private, no-store")));
    let token = made.texts("code.secret")[0].clone();
    let program = app.anonymous().with_token(Some(token.clone()));
    assert_eq!(program.get("/api/v1/journal").await.status, 200);

    let page = browser.get(PATH).await;
    assert!(!page.html.contains(&token));
    let named = page.attribute("input[name=token]", "value").unwrap();
    let fields = [("act", "remove"), ("token", named.as_str())];
    assert_eq!(browser.submit(&page, PATH, &fields).await.location(), PATH);
    assert_eq!(program.get("/api/v1/journal").await.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_that_is_sent_thrice_at_once_makes_one_token_one_event_and_one_letter() {
    let (app, mut browser) = scene(Role::ClusterRepresentative).await;
    let page = browser.get(PATH).await;
    let mut senders = Vec::new();
    for _ in 0..3 {
        let (mut browser, page) = (browser.clone(), page.form(PATH));
        let asked = [
            ("act", "issue"),
            ("label", "Выгрузка"),
            ("role", "cluster_representative"),
            ("days", "30"),
            ("password", PASSWORD),
        ];
        let mut fields = page;
        fields.retain(|(name, _)| asked.iter().all(|(other, _)| name != other));
        fields.extend(asked.map(|(name, value)| (name.to_owned(), value.to_owned())));
        senders.push(tokio::spawn(async move { browser.post(PATH, &fields).await }));
    }
    let mut tokens = Vec::new();
    for sender in senders {
        let made = sender.await.unwrap();
        assert_eq!(made.status, 200, "{}", made.html);
        tokens.push(made.texts("code.secret")[0].clone());
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "{tokens:?}");
    let filter = SecurityFilter { kind: Some("token_issued".into()), ..SecurityFilter::default() };
    let noted = app.registry.accounts().security_events(filter, 10).await.unwrap();
    assert_eq!((noted.len(), app.letters().await.len()), (1, 1));
}

#[tokio::test]
async fn a_token_with_an_unknown_access_is_refused_and_none_that_reads_is_made_of_it() {
    let (app, mut browser) = scene(Role::ClusterRepresentative).await;
    let asked = [
        ("role", "cluster_representative"),
        ("days", "30"),
        ("password", PASSWORD),
        ("access", "xx"),
    ];
    let refused = issue_with(&mut browser, &asked).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attribute(".error-summary a", "href").as_deref(), Some("#field-access"));
    assert!(refused.texts("code.secret").is_empty());
    assert!(app.letters().await.is_empty());
}

#[tokio::test]
async fn a_token_runs_out() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let token = issue(&app, &mut browser, "auditor").await.texts("code.secret")[0].clone();
    let program = app.anonymous().with_token(Some(token));
    app.set_time("2015-12-31T09:00:00Z");
    assert_eq!(program.get("/api/v1/journal").await.status, 200);
    app.set_time("2015-12-31T09:01:00Z");
    assert_eq!(program.get("/api/v1/journal").await.status, 401);
}

#[tokio::test]
async fn nobody_makes_a_token_for_a_role_they_do_not_hold() {
    let (app, mut browser) = scene(Role::ClusterRepresentative).await;
    let refused = issue(&app, &mut browser, "administrator").await;
    assert_eq!((refused.status, refused.texts(".error").len()), (422, 1));
}

#[tokio::test]
async fn nobody_takes_back_the_token_of_somebody_else() {
    let (app, mut anna) = scene(Role::ClusterRepresentative).await;
    issue(&app, &mut anna, "cluster_representative").await;
    let named = anna.get(PATH).await.attribute("input[name=token]", "value").unwrap();
    app.person_as(Role::ClusterRepresentative, Scope::Registry, "boris@centre.example").await;
    let mut boris = app.signed_in("boris@centre.example").await;
    let page = boris.get(PATH).await;
    boris.submit(&page, PATH, &[("act", "remove"), ("token", named.as_str())]).await;
    assert_eq!(anna.get(PATH).await.texts(".entries-list li").len(), 1);
}

#[tokio::test]
async fn who_took_over_a_session_makes_no_token_without_the_password_and_a_code() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let code = app.code();
    let wrong = "сосна у моря 7";
    for (password, code, field) in
        [("", code.as_str(), "password"), (wrong, &code, "password"), (PASSWORD, "000000", "code")]
    {
        let fields = [("role", "auditor"), ("days", "30"), ("password", password), ("code", code)];
        let refused = issue_with(&mut browser, &fields).await;
        let named = format!("#field-{field}");
        assert_eq!(refused.status, 422, "{password} {code}");
        assert_eq!(refused.attribute(".error-summary a", "href"), Some(named));
        assert_eq!(refused.attribute("#field-label", "value").as_deref(), Some("Выгрузка"));
        assert!(!refused.html.contains(wrong), "a password isn't shown again");
    }
    assert!(browser.get(PATH).await.texts(".entries-list li").is_empty());
    assert_eq!(issue(&app, &mut browser, "auditor").await.status, 200);
    assert_eq!(issue(&app, &mut browser, "auditor").await.status, 422, "a code is used once");
}

#[tokio::test]
async fn the_password_of_a_token_is_not_guessed_in_a_session() {
    let (app, mut browser) = scene(Role::ClusterRepresentative).await;
    for _ in 0..5 {
        let fields = [("role", "cluster_representative"), ("days", "30"), ("password", "мимо")];
        issue_with(&mut browser, &fields).await;
    }
    let held = issue(&app, &mut browser, "cluster_representative").await;
    assert!(held.status == 422 && held.says("слишком много"), "{}", held.html);
}

#[tokio::test]
async fn a_token_of_a_strict_role_works_for_ninety_days_at_most() {
    let (app, mut browser) = scene(Role::Officer).await;
    let account = app.registry.accounts().everybody().await.unwrap()[0].account;
    let days = browser.get(PATH).await.texts("input[name=days] + label");
    assert_eq!(days, ["30 дней", "90 дней"]);
    assert_eq!(
        browser.get(PATH).await.attribute("input[name=days][checked]", "value").unwrap(),
        "90"
    );
    app.grant(account, Role::ClusterRepresentative, Scope::Registry).await;
    let page = browser.get(PATH).await;
    assert_eq!(page.texts("input[name=days]").len(), 3, "the other role has more");
    assert!(page.says("не дольше 90 дней"), "{}", page.html);
    let code = app.code();
    let year = |role| [("role", role), ("days", "365"), ("password", PASSWORD), ("code", &code)];
    let refused = issue_with(&mut browser, &year("officer")).await;
    assert_eq!(refused.attribute(".error-summary a", "href").as_deref(), Some("#field-days"));
    assert_eq!(issue_with(&mut browser, &year("cluster_representative")).await.status, 200);
}

#[tokio::test]
async fn its_owner_gets_a_letter_that_brings_neither_the_token_nor_a_link() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let token = issue(&app, &mut browser, "auditor").await.texts("code.secret")[0].clone();
    let letters = app.letters().await;
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((letter.recipient.as_str(), letter.subject.as_str()), (ANNA, "Создан ключ доступа"));
    assert!(letter.text.contains("192.0.2.*") && letter.text.contains("Не помню пароль"));
    assert!(!letter.text.contains(&token) && !letter.text.contains("http"), "{}", letter.text);
}

#[tokio::test]
async fn signing_out_everywhere_takes_the_tokens_back_unless_the_box_is_cleared() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let sessions = "/account/sessions";
    assert!(browser.get(sessions).await.texts("input[name=tokens]").is_empty(), "there is none");
    let token = issue(&app, &mut browser, "auditor").await.texts("code.secret")[0].clone();
    let program = app.anonymous().with_token(Some(token));
    let page = browser.get(sessions).await;
    let mut fields = page.form(sessions);
    assert!(fields.contains(&("tokens".to_owned(), "too".to_owned())), "ticked: {fields:?}");
    fields.retain(|(name, _)| name != "tokens");
    fields.push(("session".to_owned(), "all".to_owned()));
    browser.post(sessions, &fields).await.location();
    assert_eq!(program.get("/api/v1/journal").await.status, 200, "the box was cleared");

    app.set_time("2015-12-01T09:03:00Z");
    let mut browser = app.signed_in(ANNA).await;
    let page = browser.get(sessions).await;
    browser.submit(&page, sessions, &[("session", "all")]).await.location();
    assert_eq!(program.get("/api/v1/journal").await.status, 401);
    let filter = SecurityFilter { kind: Some("token_removed".into()), ..SecurityFilter::default() };
    let noted = app.registry.accounts().security_events(filter, 10).await.unwrap();
    assert_eq!(noted.iter().map(|line| line.about.as_str()).collect::<Vec<_>>(), ["× 1"]);
}

/// The cluster of an officer, and somebody who speaks for it and for another one.
async fn of_two_clusters() -> (TestApp, [String; 2], Browser) {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let clusters = [app.listed(&officer, "Сосна").await, app.listed(&officer, "Берёза").await];
    let scope = |cluster: &String| Scope::Cluster(cluster.parse().unwrap());
    let role = Role::ClusterRepresentative;
    let anna = app.person_as(role, scope(&clusters[0]), ANNA).await;
    app.grant(anna, role, scope(&clusters[1])).await;
    app.settle().await;
    let browser = app.signed_in(ANNA).await;
    (app, clusters, browser)
}

#[tokio::test]
async fn a_token_only_reads_unless_more_is_asked_for() {
    let (app, [pine, _], mut browser) = of_two_clusters().await;
    let role = ("role", "cluster_representative");
    let usual = [role, ("days", "30"), ("password", PASSWORD), ("subject", "all")];
    let made = issue_with(&mut browser, &usual).await;
    assert_eq!(made.texts(".entries-list .meta").len(), 1, "{}", made.html);
    assert!(made.texts(".entries-list .meta")[0].contains("только читать"), "{}", made.html);
    let program = app.anonymous().with_token(Some(made.texts("code.secret")[0].clone()));
    assert_eq!(program.get(&format!("/api/v1/clusters/{pine}")).await.status, 200);
    let events = app.events().await;
    let claim = body::claim("employees_total", 1300);
    let refused = program.post(&format!("/api/v1/clusters/{pine}/claims"), &claim).await;
    assert_eq!((refused.status, refused.text("code").as_str()), (403, "token.only-reads"));
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_token_held_to_a_cluster_writes_for_no_other_and_ends_with_that_right() {
    let (app, [pine, birch], mut browser) = of_two_clusters().await;
    let page = browser.get(PATH).await;
    let role = ("role", "cluster_representative");
    let fields = [role, ("days", "30"), ("access", "writes"), ("password", PASSWORD)];
    let unsaid = issue_with(&mut browser, &fields).await;
    assert_eq!((unsaid.status, unsaid.texts("#field-subject-error").len()), (422, 1));
    let labels = page.texts("input[name=subject] + label");
    let place = labels.iter().position(|label| label.contains("Сосна")).unwrap();
    let id = if place == 0 { "field-subject".into() } else { format!("field-subject-{place}") };
    let grant = page.attribute(&format!("#{id}"), "value").unwrap();
    let fields = [fields[0], fields[1], fields[2], fields[3], ("subject", grant.as_str())];
    let made = issue_with(&mut browser, &fields).await;
    assert!(made.texts(".entries-list .meta")[0].contains("читать и записывать · Сосна"));
    let program = app.anonymous().with_token(Some(made.texts("code.secret")[0].clone()));
    let mut claim = body::claim("employees_total", 1300);
    claim["claims"][0]["described_on"] = "2015-09-30".into();
    let at = |cluster: &String| format!("/api/v1/clusters/{cluster}/claims");
    let refused = program.post(&at(&birch), &claim).await;
    assert_eq!((refused.status, refused.text("code").as_str()), (403, "access.no-grant"));
    let application = program.post("/api/v1/applications", &body::application("Третья")).await;
    assert_eq!(application.status, 403, "{application:?}");
    program.post(&at(&pine), &claim).await.done();
    // What the account does beside that right isn't this program's.
    let account = app.registry.accounts().person_of(&Mailbox::parse(ANNA).unwrap()).await;
    let whole = app.client_of(account.unwrap().unwrap().account, Role::ClusterRepresentative);
    let begun = whole.post("/api/v1/applications", &body::application("Третья")).await.done();
    let own = format!("/api/v1/applications/{}", begun.text("application"));
    assert_eq!((whole.get(&own).await.status, program.get(&own).await.status), (200, 404));
    let contest = serde_json::json!({ "claim": { "path": "employees_total", "version": 13 },
        "grounds": "По отчёту иначе", "evidence": [] });
    let filed = program.post(&format!("/api/v1/clusters/{birch}/disputes"), &contest).await;
    let number = filed.body["dispute"].as_u64();
    let dispute = format!("/api/v1/clusters/{birch}/disputes/{}", number.unwrap_or_default());
    assert_eq!((filed.status, program.get(&dispute).await.status), (201, 200), "{filed:?}");
    let grant = registry_events::ids::StreamVersion(grant.parse().unwrap());
    app.program(RevokeRole { grant, reason: "Уволилась".into() }).await;
    let over = program.post(&at(&pine), &claim).await;
    assert_eq!(over.status, 403, "{over:?}");
    assert_eq!(program.get(&dispute).await.status, 404, "what is sealed is closed to it too");
    let proposal = serde_json::json!({ "about": "questionnaire", "text": "Добавить поле" });
    let over = program.post("/api/v1/proposals", &proposal).await;
    assert_eq!(over.status, 403, "{over:?}");
    assert!(browser.get(PATH).await.says("право, для которого он создан, закончилось"));
}

#[tokio::test]
async fn a_form_sent_again_shows_its_token_to_who_proves_it_and_brings_back_none_that_was_removed()
{
    let (app, mut browser) = scene(Role::ClusterRepresentative).await;
    let page = browser.get(PATH).await;
    let asked = [
        ("act", "issue"),
        ("label", "Выгрузка"),
        ("role", "cluster_representative"),
        ("days", "30"),
        ("access", "writes"),
        ("password", PASSWORD),
    ];
    let secret = |seen: &Seen| seen.texts("code.secret").first().cloned();
    let first = secret(&browser.submit(&page, PATH, &asked).await).unwrap();
    assert_eq!(secret(&browser.submit(&page, PATH, &asked).await), Some(first.clone()));
    for without in [&asked[..5], &[("act", "issue")]] {
        let refused = browser.submit(&page, PATH, without).await;
        assert_eq!((refused.status, secret(&refused)), (422, None), "{}", refused.html);
    }
    let reads: Vec<_> = asked.iter().filter(|(name, _)| *name != "access").copied().collect();
    let other = secret(&browser.submit(&page, PATH, &reads).await).unwrap();
    assert_ne!(other, first, "what is asked otherwise is another token");
    for token in app.registry.tokens().of_account(person(&app).await).await.unwrap() {
        let removal = [("act", "remove"), ("token", &*token.digest.to_string())];
        browser.submit(&page, PATH, &removal).await.location();
    }
    let after = secret(&browser.submit(&page, PATH, &asked).await).unwrap();
    assert_ne!(after, first, "what was removed stays so");
    assert_eq!(app.anonymous().with_token(Some(first)).get("/api/v1/journal").await.status, 401);
}

async fn person(app: &TestApp) -> AccountId {
    let person = app.registry.accounts().person_of(&Mailbox::parse(ANNA).unwrap()).await;
    person.unwrap().unwrap().account
}
