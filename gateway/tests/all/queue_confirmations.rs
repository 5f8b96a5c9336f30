//! Confirmations through pages: what waits for a party, the exact words, the level that follows.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::support::{TestApp, body};

const PATH: &str = "/work/confirmations";
const PARTY: &str = "director@plant.example";

/// The representative of a participant of the scene's cluster.
async fn party(scene: &Scene, index: usize) -> Browser {
    let scope = Scope::Organisation(scene.organisation(index));
    scene.app.person_as(Role::OrganisationRepresentative, scope, PARTY).await;
    scene.app.signed_in(PARTY).await
}

/// What the form of a group sends as it stands.
fn group(page: &Seen, id: &str) -> Vec<(String, String)> {
    let document = page.document();
    let selector = |text: &str| scraper::Selector::parse(text).unwrap();
    let (groups, inputs) = (selector(".confirm-group"), selector("input"));
    let fields = document.select(&groups).map(|group| {
        let inputs = group.select(&inputs).filter(|input| {
            let is_tick = matches!(input.attr("type"), Some("checkbox" | "radio"));
            !is_tick || input.attr("checked").is_some()
        });
        let field = |input: scraper::ElementRef<'_>| {
            let value = |name| input.attr(name).unwrap_or_default().to_owned();
            (value("name"), value("value"))
        };
        inputs.map(field).collect::<Vec<_>>()
    });
    let mut found = fields.filter(|it| it.contains(&("group".to_owned(), id.to_owned())));
    found.next().unwrap_or_else(|| panic!("no group {id}: {}", page.html))
}

#[tokio::test]
async fn a_confirmation_raises_the_level_and_a_double_press_is_one() {
    let scene = Scene::nearly_high().await;
    let mut director = party(&scene, 0).await;
    let list = director.get(PATH).await;
    let path = format!("{PATH}/{}", scene.pine);
    assert!(list.html.contains(&path), "{}", list.html);
    let queue = director.get("/work/queue").await;
    assert_eq!(queue.texts("[aria-labelledby=queue-confirmations] li").len(), 2, "it is in both");

    let page = director.get(&path).await;
    assert_eq!(page.texts(".confirm-group").len(), 2, "the projects it is in, and no other's");
    assert!(page.html.contains("<strong>Общий бренд"), "the exact words");
    assert!(page.html.contains("https://cluster.example/document"), "the evidence beside");
    let level = || async {
        let card = scene.get(&scene.card()).await;
        card.body["level"]["key"].as_str().map(str::to_owned)
    };
    let before = level().await;
    let fields = group(&page, "projects/15");
    let given = director.post(&path, &fields).await;
    let receipt = director.get(given.location()).await;
    assert_eq!(receipt.texts("h1"), ["Сведения подтверждены"]);
    let events = scene.app.events().await;
    let again = director.post(&path, &fields).await;
    assert_eq!((again.location(), scene.app.events().await), (given.location(), events));
    scene.app.settle().await;
    let after = level().await;
    assert_ne!(before, after, "{after:?}");
    assert_eq!(director.get(&path).await.texts(".confirm-group").len(), 1, "the other one waits");
}

#[tokio::test]
async fn nothing_ticked_is_told_and_what_isnt_theirs_is_refused() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 0).await;
    let path = format!("{PATH}/{}", scene.pine);
    let page = director.get(&path).await;
    let mut fields = group(&page, "participants/1");
    let events = scene.app.events().await;
    let own: Vec<_> = fields.iter().filter(|(name, _)| name == "claim").cloned().collect();
    fields.retain(|(name, _)| name != "claim");
    let none = director.post(&path, &fields).await;
    assert_eq!((none.status, none.texts(".error-summary li").len()), (422, 1));
    let version = own[0].1.rsplit_once('@').unwrap().1;
    fields.push(("claim".into(), format!("participants/2/participant_type@{version}")));
    let foreign = director.post(&path, &fields).await;
    assert_eq!((foreign.status, scene.app.events().await), (422, events), "{}", foreign.html);

    let other = format!("{PATH}/{}", scene.birch);
    let elsewhere = director.get(&other).await;
    assert!(elsewhere.texts(".confirm-group").len() <= 1);
    scene.app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = scene.app.signed_in("auditor@registry.example").await;
    assert_eq!(auditor.get(PATH).await.status, 403);
    assert_eq!(auditor.get(&path).await.status, 403);
    assert!(scene.app.browser().get(&path).await.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn an_organisation_says_that_it_takes_no_part() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 2).await;
    let page = director.get(&format!("{PATH}/{}", scene.pine)).await;
    let denial = page.attribute(".confirm-group .buttons a", "href").unwrap();
    let form = director.get(&denial).await;
    let empty = director.submit(&form, &denial, &[]).await;
    assert_eq!((empty.status, empty.texts(".error").len()), (422, 1), "a reason is needed");
    let filled = [("reason", "Не участвуем с мая"), ("since", "2015-05-01")];
    let denied = director.submit(&form, &denial, &filled).await;
    let receipt = director.get(denied.location()).await;
    assert_eq!(receipt.texts("h1"), ["Записано, что организация не участвует в кластере"]);
    scene.app.settle().await;
    let card = scene.get(&scene.card()).await;
    assert!(card.body["items"]["participants"][2]["closed"].is_object(), "its membership ended");

    let list = director.get(PATH).await;
    let said = list.texts("[aria-labelledby=denials] li");
    assert!(said[0].contains("Не участвуем с мая"), "{said:?}");
    let way = list.attribute("[aria-labelledby=denials] li a", "href").unwrap();
    assert_eq!(way, format!("{denial}/withdrawal"));
    let form = director.get(&way).await;
    let empty = director.submit(&form, &way, &[]).await;
    assert_eq!((empty.status, empty.texts(".error").len()), (422, 1), "a reason is needed");
    let reason = [("reason", "Снова участвуем")];
    let events = scene.app.events().await;
    let taken_back = director.submit(&form, &way, &reason).await;
    let receipt = director.get(taken_back.location()).await;
    assert_eq!(receipt.texts("h1"), ["Слова о том, что организация не участвует, взяты назад"]);
    director.submit(&form, &way, &reason).await.location();
    assert_eq!(scene.app.events().await, events + 1, "a double press is one");
    let colleague = [("reason", "Снова участвуем"), ("request", "late")];
    let late = director.submit(&form, &way, &colleague).await;
    assert_eq!((late.status, scene.app.events().await), (422, events + 1));
    assert!(late.says("уже взяла назад 01.12.2015"), "{}", late.html);
    scene.app.settle().await;
    assert!(director.get(PATH).await.texts("[aria-labelledby=denials] li").is_empty());
    assert_eq!(director.get(&way).await.status, 404, "nothing is left to take back");
}

#[tokio::test]
async fn nobody_takes_back_what_another_organisation_said() {
    let scene = Scene::entered().await;
    let own = scene.participant(2).await;
    let at = scene.at("items/participants/3/denial");
    own.post(&at, &json!({ "reason": "Мы не участвуем" })).await.done();
    scene.app.settle().await;
    let way = format!("{PATH}/{}/denials/3/withdrawal", scene.pine);
    let mut other = party(&scene, 0).await;
    assert!(other.get(PATH).await.texts("[aria-labelledby=denials] li").is_empty());
    assert_eq!(other.get(&way).await.status, 404);
    assert_eq!(officer(&scene.app).await.get(&way).await.status, 403);
}

#[tokio::test]
async fn an_officer_confirms_at_once_what_one_document_shows() {
    let app = TestApp::new().await;
    let entered = app.officer().await;
    let id = app.listed(&entered, "Белая сосна (демо)").await;
    let manager =
        app.client(Role::ClusterRepresentative, Scope::Cluster(id.parse().unwrap())).await;
    let link = "https://cluster.example/report";
    let claims = json!({ "claims": [
        { "path": "year_created", "value": 2011, "evidence": [link] },
        { "path": "employees_total", "value": 900, "described_on": "2015-11-30", "evidence": [link] },
        { "path": "summary", "value": body::summary() + "Ещё.", "evidence": ["https://other.example/"] },
    ] });
    manager.post(&format!("/api/v1/clusters/{id}/claims"), &claims).await.done();
    app.settle().await;
    let mut officer = officer(&app).await;
    let queue = officer.get("/work/queue").await;
    let row = &queue.texts("[aria-labelledby=queue-confirmations] li")[0];
    assert!(row.contains("3 сведения"), "{row}");
    let path = format!("{PATH}/{id}");
    let page = officer.get(&path).await;
    let mut fields = group(&page, link);
    assert!(fields.iter().all(|(name, _)| name != "claim"), "an officer ticks what was checked");
    let values = page.document();
    let boxes = scraper::Selector::parse("input[name=claim]").unwrap();
    let boxes = values.select(&boxes).map(|input| input.attr("value").unwrap().to_owned());
    let both = boxes.filter(|value| !value.starts_with("summary"));
    fields.extend(both.map(|value| ("claim".to_owned(), value)));
    let given = officer.post(&path, &fields).await;
    given.location();
    let after = officer.get(&path).await;
    assert_eq!(after.texts(".confirm-group").len(), 1, "{}", after.html);
    assert!(after.html.contains("https://other.example/"));
}
