//! A participant says by a one-time link, without an account, whether it takes part.

use std::time::Duration;

use axum::http::Method;
use registry_events::ids::Position;
use registry_events::transparency::proof::InclusionProof;
use registry_gateway::private::outbox::StoredLetter;
use serde_json::{Value, json};

use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::{Client, TestApp, body, signing_key};
use crate::work_tasks::{ANNA, representative};

pub(crate) const OFFICE: &str = "office@works.example";

pub(crate) struct Scene {
    pub(crate) app: TestApp,
    officer: Client,
    pub(crate) cluster: String,
    organisation: String,
    anna: Browser,
}

impl Scene {
    /// A listed cluster whose first participant has a mail domain of its own.
    pub(crate) async fn set() -> Self {
        let app = TestApp::signed_with_letters().await;
        let officer = app.officer().await;
        let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна (демо)")).await;
        let entered = entered.done();
        let cluster = entered.text("cluster");
        let organisation = entered.body["registered"][0].as_str().unwrap().to_owned();
        app.settle().await;
        let anna = representative(&app, &cluster, ANNA).await;
        let scene = Self { app, officer, cluster, organisation, anna };
        scene
            .domain("", &json!({ "domain": "works.example", "evidence": ["https://a.example/1"] }))
            .await;
        scene
    }

    async fn domain(&self, act: &str, body: &Value) {
        let at = format!("/api/v1/organisations/{}/mailbox-domains{act}", self.organisation);
        self.officer.post(&at, body).await.done();
        self.app.settle().await;
    }

    pub(crate) async fn release(&self) {
        self.domain("/works.example/release", &json!({ "reason": "Домен продан" })).await;
    }

    fn ask_at(&self) -> String {
        format!("/work/clusters/{}/confirmations/1", self.cluster)
    }

    async fn ask(&mut self, mailbox: &str) -> Seen {
        let at = self.ask_at();
        let page = self.anna.get(&at).await;
        self.anna.submit(&page, &at, &[("email", mailbox)]).await
    }

    /// A letter with the link, and the link.
    pub(crate) async fn asked(&mut self) -> (StoredLetter, String) {
        let sent = self.ask(OFFICE).await;
        assert!(sent.location().starts_with("/work/clusters/"), "{}", sent.html);
        let letter = self.app.letters().await.remove(0);
        let path = link(&letter);
        (letter, path)
    }

    async fn card(&self) -> Value {
        self.app.anonymous().get(&format!("/api/v1/clusters/{}", self.cluster)).await.body
    }

    /// How many entries of a type the log has.
    async fn count(&self, of: &str) -> usize {
        let changes = self.app.anonymous().get("/api/v1/changes?limit=500").await;
        let items = changes.body["items"].as_array().unwrap();
        items.iter().filter(|change| change["type"] == of).count()
    }
}

pub(crate) async fn answer(browser: &mut Browser, path: &str, said: &str, remark: &str) -> Seen {
    let page = browser.get(path).await;
    browser.submit(&page, path, &[("answer", said), ("remark", remark)]).await
}

#[tokio::test]
async fn a_participant_confirms_what_it_read_and_its_receipt_verifies() {
    let mut scene = Scene::set().await;
    let list = scene.anna.get(&format!("/work/clusters/{}/confirmations", scene.cluster)).await;
    assert_eq!(list.texts(".work-tasks li").len(), 10, "{}", list.html);
    let (letter, path) = scene.asked().await;
    assert_eq!(letter.recipient, OFFICE);
    assert!(letter.text.contains("Белая сосна (демо)"), "{}", letter.text);

    let before = scene.app.events().await;
    let mut browser = scene.app.browser();
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.texts(".exact")[0].contains("ООО «Организация 1» (демо) — участник кластера"));
    assert_eq!(page.texts(".written dd").len(), 2, "the organisation and its type");
    for method in [Method::GET, Method::HEAD, Method::GET] {
        assert_eq!(browser.send(method, &path, &[], None).await.status, 200);
    }
    assert_eq!(scene.app.events().await, before, "a look never acts");
    let nothing = browser.submit(&page, &path, &[]).await;
    assert_eq!((nothing.status, nothing.texts(".error").len()), (422, 1));
    assert_eq!(scene.app.events().await, before);

    assert_eq!(answer(&mut browser, &path, "confirm", "").await.location(), path);
    let done = browser.get(&path).await;
    assert_eq!((done.status, done.texts("h1")[0].as_str()), (200, "Участие подтверждено"));
    let address = done.attribute("a.proof", "href").unwrap();
    let proof = scene.app.anonymous().get(&address).await;
    let proof: InclusionProof = proof.body.as_str().unwrap().parse().unwrap();
    proof.verify(proof.leaf_of_extra().unwrap(), signing_key().verifier()).unwrap();
    let receipt = scene.app.letters().await.remove(0);
    assert_eq!(receipt.recipient, OFFICE);
    assert!(receipt.text.contains(&address), "{}", receipt.text);

    let card = scene.card().await;
    let first = &card["items"]["participants"][0]["claims"][0]["confirmations"][0];
    assert_eq!(first["actor"]["authority"]["basis"], "work_mailbox", "{card}");
    assert_eq!(first["relation"], "participant");
    let log = String::from_utf8_lossy(&scene.app.log_bytes().await).into_owned();
    assert!(!log.contains(OFFICE) && log.contains("works.example"));
    let list = scene.anna.get(&format!("/work/clusters/{}/confirmations", scene.cluster)).await;
    assert_eq!(list.texts(".work-tasks li").len(), 9);
}

#[tokio::test]
async fn sixteen_presses_at_once_have_one_outcome() {
    let mut scene = Scene::set().await;
    let (_, path) = scene.asked().await;
    let before = scene.count("ClaimConfirmed").await;
    let presses = (0..16).map(|number| {
        let (mut browser, path) = (scene.app.browser(), path.clone());
        tokio::spawn(async move {
            let said = if number % 4 == 3 { "inaccurate" } else { "confirm" };
            answer(&mut browser, &path, said, "Мы среднее предприятие").await.status
        })
    });
    let mut statuses = Vec::new();
    for press in presses.collect::<Vec<_>>() {
        statuses.push(press.await.unwrap());
    }
    assert!(statuses.iter().all(|status| [200, 303].contains(status)), "{statuses:?}");
    scene.app.settle().await;
    let confirmed = scene.count("ClaimConfirmed").await - before;
    let reported = scene.count("ReportFiled").await;
    assert!(matches!((confirmed, reported), (2, 0) | (0, 1)), "{confirmed} {reported}");
    let receipts = scene.app.letters().await;
    assert_eq!(receipts.len(), 1);
    let events = scene.app.events().await;
    answer_again(&scene, &path).await;
    assert_eq!(scene.app.events().await, events);
}

/// Somebody who kept the page open presses once more.
#[tokio::test]
async fn who_asks_twice_by_the_same_form_sends_one_letter() {
    let mut scene = Scene::set().await;
    let at = scene.ask_at();
    let page = scene.anna.get(&at).await;
    for _ in 0..7 {
        let sent = scene.anna.submit(&page, &at, &[("email", OFFICE)]).await;
        assert!(sent.location().starts_with("/work/clusters/"), "{}", sent.html);
    }
    assert_eq!(scene.app.letters().await.len(), 1);
    let again = scene.ask(OFFICE).await;
    assert!(again.location().starts_with("/work/clusters/"), "{}", again.html);
    assert_eq!(scene.app.letters().await.len(), 1, "who asks anew sends another one");
}

async fn answer_again(scene: &Scene, path: &str) {
    let mut browser = scene.app.browser();
    let sign_in = browser.get("/sign-in").await;
    let mut fields = sign_in.form("/sign-in");
    fields.push(("answer".into(), "deny".into()));
    let again = browser.post(path, &fields).await;
    assert_eq!(again.status, 200, "it tells what came of it");
    assert!(again.texts("form").is_empty() || !again.html.contains("name=\"answer\""));
}

#[tokio::test]
async fn who_takes_no_part_ends_the_membership_at_once() {
    let mut scene = Scene::set().await;
    let (_, path) = scene.asked().await;
    let (_, other) = scene.asked().await;
    let mut browser = scene.app.browser();
    assert_eq!(answer(&mut browser, &path, "deny", "").await.location(), path);
    let done = browser.get(&path).await;
    assert_eq!(done.texts("h1")[0], "Записано: вы не участвуете");
    assert_eq!(scene.count("MembershipDenied").await, 1);
    let card = scene.card().await;
    let first = &card["items"]["participants"][0];
    assert_eq!((&first["open"], &first["closed"]["denied"]), (&json!(false), &json!(true)));
    let late = browser.get(&other).await;
    assert_eq!(late.status, 409, "the other link has nothing to ask");
    assert!(late.says("уже ответили 01.12.2015: она не участвует"), "what stands: {}", late.html);
}

#[tokio::test]
async fn who_answers_second_is_told_what_stands_and_that_theirs_added_nothing() {
    let mut scene = Scene::set().await;
    let (_, first) = scene.asked().await;
    let (_, second) = scene.asked().await;
    let mut browser = scene.app.browser();
    let open = browser.get(&second).await;
    assert!(open.texts(".notice").is_empty());
    answer(&mut browser, &first, "confirm", "").await.location();
    scene.app.letters().await;
    let confirmed = scene.count("ClaimConfirmed").await;
    let stands = browser.get(&first).await.attribute("a.proof", "href").unwrap();

    let late = browser.submit(&open, &second, &[("answer", "deny")]).await;
    assert_eq!((late.status, late.texts(".notice").len()), (409, 1), "{}", late.html);
    assert!(late.says("уже ответили 01.12.2015: участие подтверждено"), "{}", late.html);
    assert_eq!(scene.count("MembershipDenied").await, 0, "they read it before it counts");
    assert!(browser.get(&second).await.says("это подтверждение в силе"));
    let sent = browser.submit(&late, &second, &[("answer", "confirm")]).await;
    assert_eq!(sent.location(), second);
    let told = browser.get(&second).await;
    assert_eq!(told.texts("h1"), ["Участие уже подтверждено"]);
    assert!(told.says("ваш ответ ничего к нему не добавил"), "{}", told.html);
    assert_eq!(told.attribute("a.proof", "href"), Some(stands), "the one that stands");
    assert_eq!(scene.count("ClaimConfirmed").await, confirmed);
    assert!(scene.app.letters().await.is_empty(), "no second receipt");
    let back = browser.submit(&late, &second, &[("answer", "confirm")]).await;
    assert_eq!((back.status, back.texts("h1")), (200, told.texts("h1")), "one outcome");
}

#[tokio::test]
async fn an_inaccuracy_goes_to_an_officer_and_confirms_nothing() {
    let mut scene = Scene::set().await;
    let (_, path) = scene.asked().await;
    let mut browser = scene.app.browser();
    let silent = answer(&mut browser, &path, "inaccurate", " ").await;
    assert_eq!(silent.status, 422);
    assert_eq!(silent.texts(".error"), ["Напишите, что указано неточно"]);
    let said = answer(&mut browser, &path, "inaccurate", "Мы среднее предприятие").await;
    assert_eq!(said.location(), path);
    assert_eq!(scene.count("ClaimConfirmed").await, 0);
    let reports = scene.officer.get("/api/v1/reports?outcome=waiting").await;
    assert_eq!(reports.number("total"), 1);
    assert_eq!(reports.body["items"][0]["path"], "participants/1/organisation");
    let log = String::from_utf8_lossy(&scene.app.log_bytes().await).into_owned();
    assert!(!log.contains("среднее предприятие"), "its words are sealed");
}

#[tokio::test]
async fn a_link_that_ran_out_says_what_to_do_and_forgets_the_mailbox() {
    let mut scene = Scene::set().await;
    let (_, path) = scene.asked().await;
    scene.app.set_time("2016-01-01T09:00:00Z");
    let mut browser = scene.app.browser();
    let late = browser.get(&path).await;
    assert_eq!((late.status, late.texts("h1")[0].as_str()), (410, "Ссылка больше не действует"));
    assert!(late.texts(".lead")[0].contains("Попросите кластер"), "{}", late.html);
    let before = scene.app.events().await;
    answer_to_gone(&scene, &path).await;
    assert_eq!(scene.app.events().await, before);
}

async fn answer_to_gone(scene: &Scene, path: &str) {
    let mut browser = scene.app.browser();
    let sign_in = browser.get("/sign-in").await;
    let mut fields = sign_in.form("/sign-in");
    fields.push(("answer".into(), "confirm".into()));
    assert_eq!(browser.post(path, &fields).await.status, 410);
}

#[tokio::test]
async fn a_letter_goes_only_to_a_mailbox_of_a_domain_that_is_tied_to_the_organisation() {
    let mut scene = Scene::set().await;
    for mailbox in ["office@mail.ru", "office@post.works.example", "office@notworks.example", "x"] {
        let refused = scene.ask(mailbox).await;
        assert_eq!((refused.status, refused.texts(".error").len()), (422, 1), "{mailbox}");
        assert_eq!(refused.attribute("input[name=email]", "value"), Some(mailbox.to_owned()));
    }
    let other = format!("/work/clusters/{}/confirmations/2", scene.cluster);
    let untied = scene.anna.get(&other).await;
    assert!(untied.texts("form input[name=email]").is_empty(), "nobody tied a domain to it");
    assert!(untied.html.contains("куратор"), "{}", untied.html);
    scene.release().await;
    assert_eq!(scene.anna.get(&scene.ask_at()).await.texts("form input[name=email]").len(), 0);
    let mut stranger =
        representative(&scene.app, &other_cluster(&scene).await, "b@b.example").await;
    assert_eq!(stranger.get(&scene.ask_at()).await.status, 403);
}

async fn other_cluster(scene: &Scene) -> String {
    let id = scene.app.listed(&scene.officer, "Берёза (демо)").await;
    scene.app.settle().await;
    id
}

#[tokio::test]
async fn a_domain_that_was_released_since_takes_the_right_away() {
    let mut scene = Scene::set().await;
    let (_, first) = scene.asked().await;
    let (_, second) = scene.asked().await;
    let mut browser = scene.app.browser();
    let page = browser.get(&second).await;
    answer(&mut browser, &first, "inaccurate", "Другой тип").await;
    scene.release().await;
    assert_eq!(scene.count("RoleRevoked").await, 1, "who spoke from the mailbox does so no more");
    let before = scene.app.events().await;
    let late = browser.submit(&page, &second, &[("answer", "confirm")]).await;
    assert_eq!(late.status, 409);
    assert!(late.texts(".lead")[0].contains("домен"), "{}", late.html);
    assert_eq!(scene.app.events().await, before);
    let size = scene.app.events().await;
    let covering = scene.app.registry.provable().unwrap();
    covering.covering(Position(size - 1), Duration::from_secs(1)).await.unwrap();
}

#[tokio::test]
async fn what_the_cluster_changed_meanwhile_is_read_before_it_is_confirmed() {
    let mut scene = Scene::set().await;
    let (_, path) = scene.asked().await;
    let mut browser = scene.app.browser();
    let page = browser.get(&path).await;
    let change = body::claim("participants/1/participant_type", "medium");
    let at = format!("/api/v1/clusters/{}/claims", scene.cluster);
    scene.officer.post(&at, &change).await.done();
    scene.app.settle().await;
    let changed = browser.submit(&page, &path, &[("answer", "confirm")]).await;
    assert_eq!((changed.status, changed.texts(".notice").len()), (409, 1));
    assert_eq!(scene.count("ClaimConfirmed").await, 0);
    let done = browser.submit(&changed, &path, &[("answer", "confirm")]).await;
    assert_eq!(done.location(), path);
    assert_eq!(scene.count("ClaimConfirmed").await, 2);
}

#[tokio::test]
async fn a_link_stays_dead_when_its_domain_is_tied_anew() {
    let mut scene = Scene::set().await;
    let (_, before) = scene.asked().await;
    scene.release().await;
    let again = json!({ "domain": "works.example", "evidence": ["https://a.example/2"] });
    scene.domain("", &again).await;
    let mut browser = scene.app.browser();
    let dead = browser.get(&before).await;
    assert_eq!(dead.status, 409);
    assert!(dead.texts(".lead")[0].contains("домен"), "{}", dead.html);
    let (_, after) = scene.asked().await;
    assert_eq!(browser.get(&after).await.status, 200);
}

#[tokio::test]
async fn no_address_has_the_page_say_that_somebody_was_asked_who_was_not() {
    let mut scene = Scene::set().await;
    let list = format!("/work/clusters/{}/confirmations", scene.cluster);
    for stranger in ["Ваш+пароль+истёк", "1", "999", "-1"] {
        let page = scene.anna.get(&format!("{list}?asked={stranger}")).await;
        assert_eq!((page.status, page.texts(".done-panel").len()), (200, 0), "{stranger}");
        assert!(!page.says("пароль истёк"), "{}", page.html);
    }
    let sent = scene.ask(OFFICE).await;
    assert_eq!(sent.location(), format!("{list}?asked=1"));
    let page = scene.anna.get(sent.location()).await;
    assert_eq!(page.texts(".done-panel").len(), 1, "{}", page.html);
}
