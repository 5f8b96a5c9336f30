//! What goes on by mail where the server stops half-way, or the same form is sent again and again: one
//! enquiry, one letter, one try.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::private::outbox::StoredLetter;

use crate::contact_enquiry::Scene;
use crate::support::Fault;
use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;

const PARTY: &str = "director@plant.example";
const OFFICE: &str = "office@cluster.example";
const WRITER: &str = "anna@pine.example";

/// The director of the first participant, with the form of a question to the cluster.
async fn asking(scene: &Scene) -> (Browser, Seen, String) {
    let app = &scene.app;
    let card = app.anonymous().get(&format!("/api/v1/clusters/{}", scene.cluster)).await;
    let claims = card.body["items"]["participants"][0]["claims"].clone();
    let mut claims = claims.as_array().unwrap().iter();
    let id = claims.find_map(|claim| claim["value"]["id"].as_str()?.parse().ok()).unwrap();
    app.person_as(Role::OrganisationRepresentative, Scope::Organisation(id), PARTY).await;
    let mut director = app.signed_in(PARTY).await;
    let form = question(&mut director, scene).await;
    (director, form, format!("/work/confirmations/{}/question", scene.cluster))
}

async fn question(director: &mut Browser, scene: &Scene) -> Seen {
    let page = director.get(&format!("/work/confirmations/{}", scene.cluster)).await;
    let way = page.attribute(".confirm-rows a[href*=question]", "href").unwrap();
    director.get(&way).await
}

fn recipients(letters: &[StoredLetter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.recipient.as_str()).collect()
}

#[tokio::test]
async fn a_question_whose_record_was_kept_when_the_server_stopped_goes_on_when_it_is_sent_again() {
    let scene = Scene::set().await;
    let (mut director, form, action) = asking(&scene).await;
    let asked = [("text", "Почему мы названы малым предприятием?")];
    let events = scene.app.events().await;
    scene.app.fail(Fault::Forgetful);
    let stopped = director.submit(&form, &action, &asked).await;
    assert_eq!(stopped.status, 503, "{}", stopped.html);
    scene.app.fail(Fault::None);
    assert_eq!(scene.app.events().await, events + 1, "the log has it, the cluster hasn't");
    assert!(scene.app.letters().await.is_empty());

    let again = director.submit(&form, &action, &asked).await;
    assert_eq!(recipients(&scene.app.letters().await), [OFFICE]);
    assert_eq!(director.get(again.location()).await.texts("h1"), ["Сообщение отправлено"]);
    let third = director.submit(&form, &action, &asked).await;
    assert_eq!(third.location(), again.location(), "it tells what came of it");
    assert_eq!(scene.app.events().await, events + 1);
    assert!(scene.app.letters().await.is_empty(), "one letter");
}

#[tokio::test]
async fn a_question_pressed_many_times_at_once_is_one_and_takes_one_try() {
    let scene = Scene::set().await;
    let (director, form, action) = asking(&scene).await;
    let asked = [("text", "Почему мы названы малым предприятием?")];
    let events = scene.app.events().await;
    let presses = (0..8).map(|_| {
        let (mut director, form, action) = (director.clone(), form.clone(), action.clone());
        tokio::spawn(async move { director.submit(&form, &action, &asked).await })
    });
    for press in presses.collect::<Vec<_>>() {
        let press = press.await.unwrap();
        assert!(press.location().starts_with("/l/"), "{}", press.html);
    }
    assert_eq!(scene.app.events().await, events + 1);
    assert_eq!(recipients(&scene.app.letters().await), [OFFICE]);

    let mut director = director;
    for number in 0..4 {
        let form = question(&mut director, &scene).await;
        let other = format!("Другой вопрос {number}");
        let sent = director.submit(&form, &action, &[("text", other.as_str())]).await;
        assert!(sent.location().starts_with("/l/"), "{number}: {}", sent.html);
    }
    let form = question(&mut director, &scene).await;
    let more = director.submit(&form, &action, &[("text", "Ещё один")]).await;
    assert_eq!(more.status, 422, "those that were different ones count");
}

#[tokio::test]
async fn an_enquiry_whose_record_was_kept_when_the_server_stopped_goes_on_by_the_next_press() {
    let scene = Scene::set().await;
    let mut writer = scene.app.browser();
    let at = format!("/clusters/{}/write", scene.cluster);
    let page = writer.get(&at).await;
    let fields = [("name", "Анна"), ("email", WRITER), ("text", "Хотим испытать сплав")];
    let letter_sent = format!("/clusters/{}/letter-sent", scene.cluster);
    for _ in 0..6 {
        assert_eq!(writer.submit(&page, &at, &fields).await.location(), letter_sent);
    }
    let letters = scene.app.letters().await;
    assert_eq!(recipients(&letters), [WRITER], "one form is one letter, and one try");
    // The same letter under another name of its writer leads to the same enquiry by another link.
    let renamed = [("name", "Анна Ивановна"), fields[1], fields[2]];
    writer.submit(&page, &at, &renamed).await.location();
    let others = scene.app.letters().await;
    let (path, other) = (link(&letters[0]), link(&others[0]));
    let page = writer.get(&path).await;
    let events = scene.app.events().await;
    scene.app.fail(Fault::Forgetful);
    assert_eq!(writer.submit(&page, &path, &[]).await.status, 503);
    scene.app.fail(Fault::None);
    assert_eq!(scene.app.events().await, events + 1);

    let page = writer.get(&other).await;
    assert_eq!(writer.submit(&page, &other, &[]).await.location(), other);
    assert_eq!(recipients(&scene.app.letters().await), [OFFICE], "by whichever of its links");
    let page = writer.get(&path).await;
    assert_eq!(writer.submit(&page, &path, &[]).await.location(), path);
    assert!(scene.app.letters().await.is_empty(), "it went on once");
    assert_eq!(scene.app.events().await, events + 1);
}

#[tokio::test]
async fn a_report_sent_twice_is_one_letter_and_one_report_whenever_the_server_stops() {
    let scene = Scene::set().await;
    let mut finder = scene.app.browser();
    let at = format!("/clusters/{}/report", scene.cluster);
    let page = finder.get(&format!("{at}?field=year_created")).await;
    let fields = [("mistake", "Кластер создан раньше"), ("email", WRITER)];
    for _ in 0..6 {
        let sent = finder.submit(&page, &at, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.html);
    }
    let letters = scene.app.letters().await;
    assert_eq!(recipients(&letters), [WRITER]);
    let path = link(&letters[0]);
    let page = finder.get(&path).await;
    let events = scene.app.events().await;
    scene.app.fail(Fault::Forgetful);
    assert_eq!(finder.submit(&page, &path, &[]).await.status, 503);
    scene.app.fail(Fault::None);
    assert_eq!(finder.submit(&page, &path, &[]).await.location(), path);
    assert_eq!(scene.app.events().await, events + 1, "one report");
    let reports = scene.officer.get("/api/v1/reports?outcome=waiting").await;
    let id = reports.body["items"][0]["report"].as_str().unwrap();
    let decision = serde_json::json!({ "outcome": "corrected", "reason": "Сверено с уставом" });
    scene.officer.post(&format!("/api/v1/reports/{id}/decision"), &decision).await.done();
    assert_eq!(recipients(&scene.app.letters().await), [WRITER], "who found it is told");
}
