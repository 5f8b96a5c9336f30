//! Confirmations that stand, and taking one back through pages: the exact words, a reason, one outcome,
//! and what is told where it was taken back already or isn't the reader's.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::Browser;

const PATH: &str = "/work/confirmations";
const GIVEN: &str = "[aria-labelledby=given] li";
const REASON: [(&str, &str); 1] = [("reason", "Подтвердили по ошибке")];

/// A representative of a participant of the scene's cluster.
async fn party(scene: &Scene, index: usize, email: &str) -> Browser {
    let scope = Scope::Organisation(scene.organisation(index));
    scene.app.person_as(Role::OrganisationRepresentative, scope, email).await;
    scene.app.signed_in(email).await
}

async fn level(scene: &Scene) -> String {
    scene.app.settle().await;
    scene.get(&scene.card()).await.body["level"]["key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_confirmed_stands_in_its_words_and_is_taken_back_with_a_reason_once() {
    let scene = Scene::nearly_high().await;
    let before = level(&scene).await;
    let own = scene.participant(0).await;
    let project = json!({ "claims": [{ "path": "projects/15" }], "note": "Видели договор",
        "evidence": ["https://participant.example/letter"] });
    own.post(&scene.at("confirmations"), &project).await.done();
    assert_ne!(level(&scene).await, before);

    let mut director = party(&scene, 0, "director@plant.example").await;
    let list = director.get(PATH).await;
    assert_eq!(list.texts(GIVEN).len(), 1, "one cluster: {}", list.html);
    let path = format!("{PATH}/{}", scene.pine);
    let given = director.get(&path).await;
    let rows = given.texts(GIVEN);
    let row = rows.iter().find(|row| row.contains("Видели договор")).unwrap();
    assert!(row.contains("12.03.2017, другой представитель той же стороны"), "{row}");
    let way = given.attribute(&format!("{GIVEN} a[href*=given]"), "href").unwrap();
    for way in ways(&given.html, &path) {
        let form = director.get(&way).await;
        let empty = director.submit(&form, &way, &[]).await;
        assert_eq!((empty.status, empty.texts(".error").len()), (422, 1), "a reason is needed");
        let events = scene.app.events().await;
        let taken = director.submit(&form, &way, &REASON).await;
        let receipt = director.get(taken.location()).await;
        assert_eq!(receipt.texts("h1"), ["Подтверждение отозвано"]);
        let once = scene.app.events().await;
        assert!(once > events);
        let again = director.submit(&form, &way, &REASON).await;
        assert_eq!((again.location(), scene.app.events().await), (taken.location(), once));
    }
    assert_eq!(level(&scene).await, before, "the level follows");
    assert!(director.get(&path).await.texts(GIVEN).is_empty());
    assert!(director.get(PATH).await.texts(GIVEN).is_empty());

    let gone = director.get(&way).await;
    assert!(gone.says("уже отозвано 12.03.2017"), "{}", gone.html);
    assert!(gone.texts("form textarea").is_empty(), "nothing is left to send");
}

/// Where each confirmation is taken back.
fn ways(html: &str, path: &str) -> Vec<String> {
    let begins = format!("href=\"{path}/given/");
    let all = html.split(&begins).skip(1);
    all.map(|rest| format!("{path}/given/{}", rest.split('"').next().unwrap())).collect()
}

#[tokio::test]
async fn who_comes_second_is_told_that_it_was_taken_back_already() {
    let scene = Scene::entered().await;
    scene.confirm_membership(0).await;
    scene.app.settle().await;
    let path = format!("{PATH}/{}", scene.pine);
    let mut first = party(&scene, 0, "first@plant.example").await;
    let mut second = party(&scene, 0, "second@plant.example").await;
    let way = ways(&first.get(&path).await.html, &path).remove(0);
    let (of_first, of_second) = (first.get(&way).await, second.get(&way).await);
    first.submit(&of_first, &way, &REASON).await.location();
    scene.app.settle().await;
    let events = scene.app.events().await;
    let late = second.submit(&of_second, &way, &REASON).await;
    assert_eq!((late.status, scene.app.events().await), (422, events));
    assert!(late.says("Это подтверждение уже отозвано"), "{}", late.html);
}

#[tokio::test]
async fn a_confirmation_of_what_was_changed_since_says_so_with_the_words_that_were_confirmed() {
    let scene = Scene::entered().await;
    scene.confirm_membership(0).await;
    let change = json!({ "claims": [
        { "path": "participants/1/participant_type", "value": "medium", "described_on": "2015-11-30" }] });
    scene.state(&change).await;
    let mut director = party(&scene, 0, "director@plant.example").await;
    let rows = director.get(&format!("{PATH}/{}", scene.pine)).await.texts(GIVEN);
    let changed: Vec<_> = rows.iter().filter(|row| row.contains("заявил иначе")).collect();
    assert_eq!(changed.len(), 1, "{rows:?}");
    assert!(changed[0].to_lowercase().contains("малые"), "what was confirmed: {changed:?}");
    assert!(changed[0].to_lowercase().contains("средние"), "what is said now: {changed:?}");
}

#[tokio::test]
async fn nobody_takes_back_what_another_party_confirmed() {
    let scene = Scene::entered().await;
    scene.confirm_membership(0).await;
    scene.app.settle().await;
    let path = format!("{PATH}/{}", scene.pine);
    let mut own = party(&scene, 0, "director@plant.example").await;
    let way = ways(&own.get(&path).await.html, &path).remove(0);
    let mut other = party(&scene, 1, "other@plant.example").await;
    assert!(other.get(PATH).await.texts(GIVEN).is_empty());
    assert!(other.get(&path).await.texts(GIVEN).is_empty());
    assert_eq!(other.get(&way).await.status, 404);
    assert_eq!(officer(&scene.app).await.get(&way).await.status, 404);
    scene.app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    assert_eq!(scene.app.signed_in("auditor@registry.example").await.get(&way).await.status, 403);
    let form = own.get(&way).await;
    let events = scene.app.events().await;
    let fields = form.form(&way);
    let csrf_of_another = other.post(&way, &fields).await;
    assert!(csrf_of_another.status >= 400 && scene.app.events().await == events);
}

#[tokio::test]
async fn what_was_confirmed_long_ago_stands_on_a_later_page() {
    let scene = Scene::entered().await;
    scene.confirm_membership(0).await;
    scene.app.set_time("2015-12-02T10:00:00Z");
    let other = json!({ "claims": [{ "path": "participants/1" }] });
    let at = format!("/api/v1/clusters/{}/confirmations", scene.birch);
    scene.participant(0).await.post(&at, &other).await.done();
    scene.app.settle().await;

    let mut director = party(&scene, 0, "director@plant.example").await;
    assert_eq!(director.get(PATH).await.texts(GIVEN).len(), 2);
    let latest = director.get(&format!("{PATH}?limit=1")).await;
    let rows = latest.texts(GIVEN);
    assert!(rows.len() == 1 && rows[0].contains("Берёза"), "the latest first: {rows:?}");
    let older = latest.attribute("[aria-labelledby=given] a[rel=next]", "href").unwrap();
    let page = director.get(&older).await;
    let rows = page.texts(GIVEN);
    assert!(rows.len() == 1 && rows[0].contains("Белая сосна"), "{rows:?}");
    assert_eq!(page.attribute("[aria-labelledby=given] a[rel=next]", "href"), None);
    assert_eq!(director.get(&format!("{PATH}?cursor=nothing")).await.status, 422);
}
