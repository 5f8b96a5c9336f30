//! Writing to a cluster without an account: passed on and answered by links, no address told.

use axum::http::Method;
use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;
use serde_json::{Value, json};

use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::{Client, TestApp, generous};

const WRITER: &str = "anna@pine.example";
const OFFICE: &str = "office@cluster.example";
const WORDS: &str = "Хотим испытать у вас новый сплав и рассчитать деталь";

pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) officer: Client,
    pub(crate) cluster: String,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let public_url = PublicUrl::parse("http://registry.example");
        let app = TestApp::with(HttpSettings { public_url, ..generous() }).await;
        let officer = app.officer().await;
        let cluster = app.listed(&officer, "Белая сосна (демо)").await;
        app.settle().await;
        Self { app, officer, cluster }
    }

    fn at(&self, page: &str) -> String {
        format!("/clusters/{}{page}", self.cluster)
    }

    async fn write(&self, browser: &mut Browser, query: &str, fields: &[(&str, &str)]) -> Seen {
        let page = browser.get(&self.at(&format!("/write{query}"))).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let whole = [("name", "Анна, завод «Сосна»"), ("email", WRITER), ("text", WORDS)];
        let fields: Vec<_> = whole
            .into_iter()
            .map(|(name, value)| {
                let given = fields.iter().find(|(given, _)| *given == name);
                (name, given.map_or(value, |(_, given)| given))
            })
            .collect();
        browser.submit(&page, &self.at("/write"), &fields).await
    }

    /// The types of the entries that tell of enquiries.
    async fn told(&self) -> Vec<Value> {
        let changes = self.app.anonymous().get("/api/v1/changes?limit=500").await;
        let items = changes.body["items"].as_array().unwrap().iter();
        let of_enquiries = items
            .filter(|change| change["type"].as_str().unwrap_or_default().starts_with("Enquiry"));
        of_enquiries.map(|change| json!([change["type"], change["payload"]["kind"]])).collect()
    }
}

#[tokio::test]
async fn an_enquiry_reaches_the_cluster_and_its_answer_the_writer_and_neither_sees_an_address() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    let profile = writer.get(&scene.at("")).await;
    let ways = profile.texts(".write-to-cluster a");
    assert_eq!(ways, ["Написать", "Вступить в кластер"], "{}", profile.html);

    assert_eq!(scene.write(&mut writer, "", &[]).await.location(), scene.at("/letter-sent"));
    let sent = writer.get(&scene.at("/letter-sent")).await;
    assert!(sent.status == 200 && !sent.html.contains(WRITER));
    let letter = scene.app.letters().await.remove(0);
    assert_eq!(letter.recipient, WRITER);
    assert!(!letter.text.contains(OFFICE) && scene.told().await.is_empty());
    let path = link(&letter);
    for _ in 0..3 {
        let seen = writer.get(&path).await;
        assert!(seen.status == 200 && seen.html.contains(WORDS) && !seen.html.contains('@'));
    }
    assert!(scene.told().await.is_empty(), "a look never acts");
    let page = writer.get(&path).await;
    assert_eq!(writer.submit(&page, &path, &[]).await.location(), path);
    let again = writer.submit(&page, &path, &[]).await;
    assert_eq!((again.status, again.texts("h1")[0].as_str()), (200, "Сообщение отправлено"));
    assert_eq!(scene.told().await, [json!(["EnquiryReceived", "write"])]);

    let mut passed = scene.app.letters().await;
    assert_eq!(passed.len(), 1, "a second press sends nothing");
    let passed = passed.remove(0);
    assert_eq!(passed.recipient, OFFICE);
    assert!(passed.text.contains(WORDS) && passed.text.contains("Анна, завод «Сосна»"));
    assert!(!passed.text.contains(WRITER));

    let (mut office, reply) = (scene.app.browser(), link(&passed));
    let page = office.get(&reply).await;
    assert!(page.html.contains(WORDS) && !page.html.contains('@'), "{}", page.html);
    let empty = office.submit(&page, &reply, &[("answer", " ")]).await;
    assert_eq!((empty.status, scene.told().await.len()), (422, 1));
    let answered = office.submit(&page, &reply, &[("answer", "Приезжайте в среду")]).await;
    assert_eq!(answered.location(), reply);
    assert_eq!(office.get(&reply).await.texts("h1")[0], "Ответ отправлен");
    assert_eq!(scene.told().await.len(), 2);
    let answer = scene.app.letters().await.remove(0);
    assert_eq!(answer.recipient, WRITER);
    assert!(answer.text.contains("Приезжайте в среду") && !answer.text.contains(OFFICE));

    let log = String::from_utf8_lossy(&scene.app.log_bytes().await).into_owned();
    for secret in [WRITER, WORDS, "Анна, завод", "Приезжайте"] {
        assert!(!log.contains(secret), "{secret}");
    }
    for (browser, path) in [(&mut writer, &path), (&mut office, &reply)] {
        let after = browser.get(path).await;
        assert!(!after.html.contains(WORDS), "what was written is kept no longer");
    }
}

#[tokio::test]
async fn what_is_missing_is_told_and_what_was_typed_stays() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    let fields = [("email", "anna"), ("text", " ")];
    let wrong = scene.write(&mut writer, "?kind=join", &fields).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 2), "{}", wrong.html);
    assert_eq!(wrong.attribute("input[name=email]", "value").as_deref(), Some("anna"));
    assert_eq!(wrong.attribute("input[name=kind]", "value").as_deref(), Some("join"));
    assert_eq!(wrong.texts("h1"), ["Вступить в кластер"]);
    let long = "ю".repeat(4_001);
    let wrong = scene.write(&mut writer, "", &[("text", &long)]).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 1));
    let (at, from) = (scene.at("/write"), [("origin", "http://evil.example")]);
    let foreign = writer.send(Method::POST, &at, &from, Some("name=a".into())).await;
    assert_eq!(foreign.status, 403);
}

#[tokio::test]
async fn of_one_mailbox_few_letters_wait_and_who_sends_many_waits() {
    let scene = Scene::set().await;
    let mut statuses = Vec::new();
    for number in 0..7 {
        let mut browser = scene.app.browser();
        browser.address = [198, 51, 100, number];
        let text = format!("{WORDS} {number}");
        statuses.push(scene.write(&mut browser, "", &[("text", &text)]).await.status);
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 422, 422], "of one mailbox");
    let mut one_network = Vec::new();
    for number in 0..6 {
        let mailbox = format!("writer{number}@other.example");
        let mut browser = scene.app.browser();
        one_network.push(scene.write(&mut browser, "", &[("email", &mailbox)]).await.status);
    }
    assert_eq!(one_network, [303, 303, 303, 303, 303, 422], "of one network");
}

#[tokio::test]
async fn an_unused_link_runs_out_and_what_was_written_is_forgotten() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    scene.write(&mut writer, "", &[]).await;
    let path = link(&scene.app.letters().await[0]);
    let token = path.rsplit('/').next().unwrap().to_owned();
    let links = scene.app.registry.accounts().links();
    let payload = async || links.look(&token).await.unwrap().unwrap().payload::<Value>().unwrap();
    assert_eq!(payload().await["mailbox"], WRITER);
    scene.app.set_time("2015-12-03T10:00:00Z");
    let bag = crate::support::letters::Mailbag::default();
    scene.app.registry.accounts().post().round(&bag).await.unwrap();
    assert_eq!(payload().await, json!({}));
    let late = writer.get(&path).await;
    assert_eq!(late.status, 410);
    assert!(late.texts(".lead")[0].contains("Напишите кластеру ещё раз"), "{}", late.html);
}

#[tokio::test]
async fn a_cluster_whose_mailbox_is_hidden_by_law_is_not_written_to() {
    let scene = Scene::set().await;
    let card = scene.app.anonymous().get(&format!("/api/v1/clusters/{}", scene.cluster)).await.body;
    let contact = &card["items"]["contacts"][0]["claims"];
    let email = contact.as_array().unwrap().iter().find(|claim| claim["value"] == OFFICE).unwrap();
    let mask =
        json!({ "path": email["path"], "law": "152-ФЗ (тест)", "reason": "По решению суда" });
    let at = format!("/api/v1/clusters/{}/masking", scene.cluster);
    scene.officer.post(&at, &mask).await.done();
    scene.app.settle().await;
    let mut writer = scene.app.browser();
    assert!(writer.get(&scene.at("")).await.texts(".write-to-cluster").is_empty());
    let page = writer.get(&scene.at("/write")).await;
    assert_eq!((page.status, page.texts("form textarea").len()), (200, 0), "{}", page.html);
    assert!(!page.html.contains('@'));
}

#[tokio::test]
async fn a_cluster_that_left_is_not_written_to_and_a_past_day_offers_no_way() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    scene.app.set_time("2016-01-10T09:00:00Z");
    let past = writer.get(&scene.at("?as_of=2015-12-05")).await;
    assert!(past.texts(".write-to-cluster").is_empty());
    assert!(!past.html.contains("/report?field="));
    let withdrawal = json!({ "reason": "Кластер распущен" });
    let at = format!("/api/v1/clusters/{}/withdrawal", scene.cluster);
    scene.officer.post(&at, &withdrawal).await.done();
    scene.app.settle().await;
    assert!(writer.get(&scene.at("")).await.texts(".write-to-cluster").is_empty());
    assert_eq!(writer.get(&scene.at("/write")).await.status, 409);
    assert_eq!(writer.get("/clusters/3z5k0a7c41/write").await.status, 404);
}

#[tokio::test]
async fn an_offer_is_answered_from_its_place_in_the_list() {
    let scene = Scene::set().await;
    let offer = json!({ "claims": [], "open": [{ "collection": "offers", "claims": {
        "kind": "rnd", "text": "Испытания сплавов для участников рынка",
        "until": "2016-06-30", "contact": "rnd@cluster.example" } }] });
    let at = format!("/api/v1/clusters/{}/claims", scene.cluster);
    scene.officer.post(&at, &offer).await.done();
    scene.app.settle().await;
    let mut writer = scene.app.browser();
    let list = writer.get("/offers").await;
    let way = list.attribute(".offer a.button", "href").unwrap();
    let page = writer.get(&way).await;
    assert_eq!(page.texts("h1"), ["Ответить на предложение"], "{way}: {}", page.html);
    let (_, query) = way.split_once('?').unwrap();
    scene.write(&mut writer, &format!("?{query}"), &[]).await;
    let path = link(&scene.app.letters().await[0]);
    let page = writer.get(&path).await;
    writer.submit(&page, &path, &[]).await;
    let changes = scene.app.anonymous().get("/api/v1/changes?limit=500").await;
    let came = changes.body["items"].as_array().unwrap().iter();
    let came: Vec<_> = came.filter(|change| change["type"] == "EnquiryReceived").collect();
    assert_eq!(came.len(), 1);
    assert!(query.ends_with(came[0]["payload"]["item"].as_str().unwrap()), "{}", came[0]);
}

#[tokio::test]
async fn from_five_answered_enquiries_on_the_profile_says_how_soon() {
    let scene = Scene::set().await;
    for number in 1..=5 {
        let mut browser = scene.app.browser();
        browser.address = [198, 51, 100, number];
        scene.app.set_time(&format!("2015-12-{:02}T09:00:00Z", 4 * number - 2));
        let mailbox = format!("writer{number}@other.example");
        scene.write(&mut browser, "", &[("email", &mailbox)]).await;
        let path = link(&scene.app.letters().await[0]);
        let page = browser.get(&path).await;
        browser.submit(&page, &path, &[]).await;
        let reply = link(&scene.app.letters().await[0]);
        assert!(browser.get(&scene.at("")).await.texts(".write-to-cluster .meta").is_empty());
        scene.app.set_time(&format!("2015-12-{:02}T09:00:00Z", 4 * number));
        let page = browser.get(&reply).await;
        browser.submit(&page, &reply, &[("answer", "Да")]).await;
        scene.app.letters().await;
    }
    let mut reader = scene.app.browser();
    let told = reader.get(&scene.at("")).await.texts(".write-to-cluster .meta");
    assert_eq!(told, ["Отвечает обычно за 2 дня"]);
    let told = reader.get(&format!("/en{}", scene.at(""))).await.texts(".write-to-cluster .meta");
    assert_eq!(told, ["Usually answers within 2 days"]);
}

#[tokio::test]
async fn an_english_writer_gets_english_pages_and_letters() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    let at = format!("/en{}", scene.at("/write"));
    let page = writer.get(&format!("{at}?kind=join")).await;
    assert_eq!(page.texts("h1"), ["Join the cluster"]);
    let fields = [("name", "Anna"), ("email", WRITER), ("text", "We make alloys")];
    writer.submit(&page, &at, &fields).await.location();
    let letter = scene.app.letters().await.remove(0);
    assert!(letter.subject.starts_with("Send your message"), "{}", letter.subject);
    let path = link(&letter);
    assert!(path.starts_with("/en/l/"), "{path}");
    let page = writer.get(&path).await;
    assert_eq!(writer.submit(&page, &path, &[]).await.location(), path);
    assert_eq!(writer.get(&path).await.texts("h1"), ["The message is sent"]);
    let passed = scene.app.letters().await.remove(0);
    assert!(passed.subject.contains("хотят вступить"), "{}", passed.subject);
}
