//! Who reads values that aren't public: the signed-in what the catalogue shows to them, the
//! cluster's representatives and officers everything, everybody else that there is something.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use super::scene::Scene;
use super::visibility::hide;
use crate::support::{Answer, Client, body};

const NAME: &str = "Анна Секретарева (демо)";

/// A cluster whose contact and head are named.
async fn named() -> Scene {
    let scene = Scene::shipped().await;
    let contact = json!({ "collection": "contacts", "claims": {
        "role": "Приёмная", "email": "front@cluster.example", "name": NAME, "consent": true } });
    let head = json!([
        { "path": "head_name", "value": "Пётр Директоров (демо)" },
        { "path": "head_consent", "value": true },
    ]);
    scene.state(&json!({ "claims": head, "open": [contact] })).await;
    scene
}

fn claim<'a>(claims: &'a Value, field: &str) -> &'a Value {
    let claims = claims.as_array().unwrap().iter();
    let is_it = |claim: &&Value| claim["path"].as_str().unwrap().rsplit('/').next() == Some(field);
    claims.clone().find(is_it).unwrap_or_else(|| panic!("{field}: {claims:?}"))
}

/// The value and absence of the head's name and of the contact's.
fn names(card: &Answer) -> [(Value, Value); 2] {
    let contact = card.body["items"]["contacts"].as_array().unwrap().last().unwrap();
    let head = claim(&card.body["claims"], "head_name");
    [head, claim(&contact["claims"], "name")].map(|claim| {
        assert_eq!(claim["states"], "sealed");
        (claim["value"].clone(), claim["absence"].clone())
    })
}

fn opened() -> [(Value, Value); 2] {
    let text = |ru: &str| (json!({ "ru": ru, "en": null }), Value::Null);
    [text("Пётр Директоров (демо)"), text(NAME)]
}

async fn everyone(scene: &Scene) -> Vec<Client> {
    let somewhere = Scope::Cluster(scene.birch.parse().unwrap());
    vec![
        scene.officer.clone(),
        scene.representative().await,
        scene.participant(0).await,
        scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await,
        scene.app.client(Role::ClusterRepresentative, somewhere).await,
        scene.app.client(Role::Auditor, Scope::Registry).await,
    ]
}

#[tokio::test]
async fn names_of_persons_are_opened_for_the_signed_in_and_for_nobody_else() {
    let scene = named().await;
    for client in everyone(&scene).await {
        assert_eq!(names(&client.get(&scene.card()).await), opened());
    }
    let withheld = || (Value::Null, json!("withheld"));
    assert_eq!(names(&scene.get(&scene.card()).await), [withheld(), withheld()]);
}

#[tokio::test]
async fn what_only_officers_see_is_opened_for_them_and_for_the_clusters_own() {
    let scene = Scene::entered().await;
    hide(&scene, &["key = \"employees_total\"\n"]).await;
    // The first figure was public when it was stated, the second one is sealed.
    for (figure, states) in [(1_200, "value"), (1_777, "sealed")] {
        let mut seen = Vec::new();
        for client in everyone(&scene).await {
            let card = client.get(&scene.card()).await;
            let employees = claim(&card.body["claims"], "employees_total").clone();
            assert_eq!(employees["states"], states);
            seen.push(employees["value"].as_u64());
        }
        let figure = Some(figure);
        assert_eq!(seen, [figure, figure, None, None, None, None]);
        let card = scene.get(&scene.card()).await.body;
        let employees = claim(&card["claims"], "employees_total");
        assert_eq!(
            (&employees["value"], &employees["absence"]),
            (&Value::Null, &json!("withheld"))
        );
        scene
            .state(&json!({ "claims": [{ "path": "employees_total", "value": 1_777,
                "described_on": "2015-11-30" }] }))
            .await;
    }
}

#[tokio::test]
async fn a_level_follows_from_what_is_written_and_not_from_what_is_sealed() {
    let scene = Scene::entered().await;
    hide(&scene, &["key = \"employees_total\"\n"]).await;
    let figure = json!({ "claims": [{ "path": "employees_total", "value": 1_777,
        "described_on": "2015-11-30" }] });
    scene.state(&figure).await;
    let level = scene.get(&format!("{}/level", scene.card())).await.body;
    let markers = level["markers"].as_array().unwrap().iter();
    let unmet = markers.filter(|marker| marker["minimum"] == true && marker["met"] == false);
    let unmet: Vec<_> = unmet.map(|marker| marker["id"].clone()).collect();
    assert_eq!(unmet.len(), 1, "nobody has seen the figure's evidence");
    let card = scene.get(&scene.card()).await.body;
    let open = card["requirements"].as_array().unwrap().iter();
    let open: Vec<_> = open.map(|requirement| requirement["marker"].clone()).collect();
    assert_eq!(open, unmet, "what is recorded is what anybody computes from the log");
}

#[tokio::test]
async fn what_is_opened_is_kept_by_nobody() {
    let scene = named().await;
    let client = scene.representative().await;
    for _ in 0..2 {
        let mine = client.get(&scene.card()).await;
        assert_eq!(mine.header("cache-control"), Some("private, no-store"));
        assert_eq!((mine.header("etag"), names(&mine)), (None, opened()));
        let public = scene.get(&scene.card()).await;
        assert_eq!(public.header("cache-control"), Some("no-cache"));
        assert!(!public.body.to_string().contains("Секретарева"));
    }
    let tag = scene.get(&scene.card()).await.header("etag").unwrap().to_owned();
    let known = [("if-none-match", tag.as_str())];
    let mine = client.send(axum::http::Method::GET, &scene.card(), &known, Vec::new()).await;
    assert_eq!((mine.status, names(&mine)), (200, opened()));
}

#[tokio::test]
async fn the_past_is_opened_too() {
    let scene = named().await;
    let then = scene.get(&scene.card()).await.number("position");
    scene.state(&json!({ "claims": [{ "path": "head_name", "value": "Другой (демо)" }] })).await;
    let client = scene.representative().await;
    let past = client.get(&format!("{}?as_of=position:{then}", scene.card())).await;
    assert_eq!(names(&past), opened());
}

#[tokio::test]
async fn other_answers_open_nothing_and_a_token_that_does_not_work_is_refused() {
    let scene = named().await;
    let client = scene.representative().await;
    for path in
        [scene.at("history"), "/api/v1/export/clusters.jsonl".into(), "/api/v1/changes".into()]
    {
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.body.to_string();
        assert!(!text.contains("Секретарева") && !text.contains("Директоров"), "{path}");
    }
    let broken = scene.app.anonymous().with_token(Some("nonsense".into()));
    assert_eq!(broken.get(&scene.card()).await.refusal(), (401, "token.unknown"));
}

#[tokio::test]
async fn a_contact_is_named_only_with_consent() {
    let scene = Scene::shipped().await;
    let contact = json!({ "collection": "contacts", "claims": {
        "role": "Приёмная", "email": "front@cluster.example", "name": NAME } });
    let representative = scene.representative().await;
    let claims = json!({ "claims": [], "open": [contact, body::participant(70, "small")] });
    let refused = representative.post(&scene.at("claims"), &claims).await;
    assert_eq!(refused.refusal(), (422, "person.consent-needed"));
    assert_eq!(refused.errors()[0].0, "/open/0");
}

const INN: &str = "500100732259";

#[tokio::test]
async fn a_sole_traders_inn_is_opened_for_officers_and_for_who_represents_it() {
    let scene = Scene::shipped().await;
    let trader = json!({ "name": "ИП (демо)", "ogrn": "304500116000157", "inn": INN });
    let mut joins = body::participant(1, "small");
    joins["claims"]["organisation"] = trader;
    let done = scene.state(&json!({ "claims": [], "open": [joins] })).await;
    let id = done.body["registered"][0].as_str().unwrap();
    let path = format!("/api/v1/organisations/{id}");
    let has_inn = |answer: &Answer| {
        let listed = |member: &str| answer.body[member].to_string().contains(INN);
        assert_eq!(listed("identifiers"), listed("numbers"));
        assert_eq!(answer.body["sealed_number"], !listed("identifiers"));
        listed("identifiers")
    };
    let own = scene.app.organisation(id.parse().unwrap()).await;
    for client in [own, scene.officer.clone()] {
        let opened = client.get(&path).await;
        assert!(has_inn(&opened), "{opened:?}");
        assert_eq!(opened.header("cache-control"), Some("private, no-store"));
        assert_eq!(opened.header("etag"), None);
    }
    for client in everyone(&scene).await.into_iter().skip(1) {
        assert!(!has_inn(&client.get(&path).await));
    }
    assert!(!has_inn(&scene.get(&path).await));
}
