//! A cluster's enquiries as its representative sees them, and questions of who is asked to confirm.

use registry_core::command::ReceiveEnquiry;
use registry_events::actor::Role;
use registry_events::event::{EnquiryKind, Scope};
use registry_events::ids::{EnquiryId, Uuid};

use crate::contact_enquiry;
use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::letters::link;
use crate::work_tasks::{ANNA, representative};

const PARTY: &str = "director@plant.example";
const QUESTION: &str = "Почему мы названы малым предприятием?";

async fn received(scene: &Scene, number: u128, kind: EnquiryKind) {
    let enquiry = EnquiryId::from_uuid(Uuid::from_u128(number));
    let cluster = scene.pine.parse().unwrap();
    scene.app.program(ReceiveEnquiry { cluster, enquiry, kind, item: None }).await;
}

#[tokio::test]
async fn a_representative_notes_what_was_answered_elsewhere_once() {
    let scene = Scene::entered().await;
    received(&scene, 1, EnquiryKind::Join).await;
    scene.app.set_time("2015-12-03T09:00:00Z");
    received(&scene, 2, EnquiryKind::Write).await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let tasks = anna.get(&format!("/work/clusters/{}", scene.pine)).await;
    let way = tasks.attribute(".work-links a[href$=enquiries]", "href").unwrap();
    let page = anna.get(&way).await;
    let waits = page.texts("[aria-labelledby=enquiries-waiting] li");
    assert_eq!(waits.len(), 2, "{}", page.html);
    assert!(
        waits[0].contains("Хотят вступить в кластер 01.12.2015"),
        "the oldest first: {waits:?}"
    );
    assert!(page.texts("[aria-labelledby=enquiries-done] li").is_empty());

    let fields = page.form(&way);
    let events = scene.app.events().await;
    let noted = anna.post(&way, &fields).await;
    let receipt = anna.get(noted.location()).await;
    assert_eq!(receipt.texts("h1"), ["Отмечено, что на обращение ответили"]);
    assert_eq!(scene.app.events().await, events + 1);
    let again = anna.post(&way, &fields).await;
    assert_eq!((again.location(), scene.app.events().await), (noted.location(), events + 1));
    scene.app.settle().await;
    let after = anna.get(&way).await;
    assert_eq!(after.texts("[aria-labelledby=enquiries-waiting] li").len(), 1);
    let done = after.texts("[aria-labelledby=enquiries-done] li");
    assert!(done[0].contains("другим способом"), "{done:?}");

    let mut late = fields.clone();
    for (name, value) in &mut late {
        if name == "request" {
            value.push('2');
        }
    }
    let told = anna.post(&way, &late).await;
    assert_eq!((told.status, told.texts(".error-summary li").len()), (422, 1), "{}", told.html);
}

#[tokio::test]
async fn enquiries_are_for_who_represents_the_cluster_alone() {
    let scene = Scene::entered().await;
    received(&scene, 1, EnquiryKind::Write).await;
    let way = format!("/work/clusters/{}/enquiries", scene.pine);
    let mut boris = representative(&scene.app, &scene.birch, ANNA).await;
    assert_eq!(boris.get(&way).await.status, 403);
    let own = format!("/work/clusters/{}/enquiries", scene.birch);
    assert!(boris.get(&own).await.says("Обращений ещё не было"));
    let mut officer = officer(&scene.app).await;
    assert_eq!(officer.get(&way).await.status, 403);
    let tasks = officer.get(&format!("/work/clusters/{}", scene.pine)).await;
    assert!(tasks.texts(".work-links a[href$=enquiries]").is_empty(), "it leads nowhere");
    assert!(scene.app.browser().get(&way).await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn who_is_asked_to_confirm_asks_the_cluster_without_another_link_and_is_answered() {
    let scene = contact_enquiry::Scene::set().await;
    let app = &scene.app;
    let card = app.anonymous().get(&format!("/api/v1/clusters/{}", scene.cluster)).await;
    let member = &card.body["items"]["participants"][0]["claims"];
    let organisation = member
        .as_array()
        .unwrap()
        .iter()
        .find_map(|claim| claim["value"]["id"].as_str().and_then(|id| id.parse().ok()));
    let scope = Scope::Organisation(organisation.unwrap());
    app.person_as(Role::OrganisationRepresentative, scope, PARTY).await;
    let mut director = app.signed_in(PARTY).await;
    let path = format!("/work/confirmations/{}", scene.cluster);
    let page = director.get(&path).await;
    let way = page.attribute(".confirm-rows a[href*=question]", "href").unwrap();
    let form = director.get(&way).await;
    assert!(form.texts(".contested")[0].starts_with("Вопрос о сведении"), "{}", form.html);
    assert!(form.says(PARTY), "where the answer comes");
    let action = format!("{path}/question");
    let empty = director.submit(&form, &action, &[("text", " ")]).await;
    assert_eq!((empty.status, empty.texts(".error").len()), (422, 1));
    let before = app.events().await;
    let sent = director.submit(&form, &action, &[("text", QUESTION)]).await;
    let done = director.get(sent.location()).await;
    assert_eq!(done.texts("h1"), ["Сообщение отправлено"]);
    let again = director.submit(&form, &action, &[("text", QUESTION)]).await;
    assert_eq!(director.get(again.location()).await.texts("h1"), ["Сообщение отправлено"]);
    assert_eq!(app.events().await, before + 1, "a double press is one enquiry");

    let mut letters = app.letters().await;
    assert_eq!(letters.len(), 1, "to the cluster alone, and once");
    let letter = letters.remove(0);
    assert_eq!(letter.recipient, "office@cluster.example");
    for words in [QUESTION, "Вопрос о сведении «", "ООО «Организация 1»"]
    {
        assert!(letter.text.contains(words), "{words}: {}", letter.text);
    }
    assert!(!letter.text.contains(PARTY), "{}", letter.text);
    let (mut office, reply) = (app.browser(), link(&letter));
    let page = office.get(&reply).await;
    office.submit(&page, &reply, &[("answer", "Исправим")]).await.location();
    let answer = app.letters().await.remove(0);
    assert_eq!(answer.recipient, PARTY);
    assert!(answer.text.contains("Исправим"));
    let log = String::from_utf8_lossy(&app.log_bytes().await).into_owned();
    assert!(!log.contains(QUESTION) && !log.contains(PARTY));

    let unknown = director.get(&format!("{action}?claim=nothing@1")).await;
    assert_eq!(unknown.status, 404);
}
