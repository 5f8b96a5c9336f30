//! Documents that show a statement open to those who are asked to confirm that very statement, on their
//! pages and by a one-time link without an account, and by it to nobody else.

use axum::http::Method;
use registry_core::command::{GrantRole, RevokeRole};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, Digest};
use registry_events::value::Code;
use registry_gateway::people::Mailbox;
use serde_json::{Value, json};

use crate::confirmation_link::{OFFICE, Scene as Linked, answer};
use crate::evidence::upload;
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::support::{Client, TestApp};

const OWN: &[u8] = b"%PDF-1.7 the letter of accession of the first participant";
const OTHERS: &[u8] = b"%PDF-1.7 the letter of accession of the second one";
const OF_CLUSTER: &[u8] = b"%PDF-1.7 the strategy of the cluster";
const FOREIGN: &[u8] = b"%PDF-1.7 what another cluster keeps to itself";

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// A statement that a document shows.
async fn shown(of: &Client, at: &str, path: &str, value: impl Into<Value>, bytes: &[u8]) {
    let document = upload(of, bytes).await.done().body;
    let claim = json!({ "path": path, "value": value.into(), "evidence": [document] });
    of.post(&format!("{at}/claims"), &json!({ "claims": [claim] })).await.done();
}

/// Statements of two participants and of the cluster, each with a document.
async fn states_all(app: &TestApp, cluster: &str) -> Client {
    let id: ClusterId = cluster.parse().unwrap();
    let of = app.client(Role::ClusterRepresentative, Scope::Cluster(id)).await;
    let at = format!("/api/v1/clusters/{cluster}");
    shown(&of, &at, "participants/1/participant_type", "medium", OWN).await;
    shown(&of, &at, "participants/2/participant_type", "medium", OTHERS).await;
    shown(&of, &at, "summary", body_summary(), OF_CLUSTER).await;
    app.settle().await;
    of
}

fn body_summary() -> Value {
    json!({ "ru": format!("{} Есть стратегия.", crate::support::body::summary()), "en": null })
}

async fn party(scene: &Scene, index: usize, email: &str) -> Browser {
    let scope = Scope::Organisation(scene.organisation(index));
    scene.app.person_as(Role::OrganisationRepresentative, scope, email).await;
    scene.app.signed_in(email).await
}

async fn at(browser: &mut Browser, address: &str, bytes: &[u8]) -> Seen {
    let seen = browser.get(address).await;
    assert!(seen.status != 200 || seen.bytes == bytes);
    seen
}

async fn opens(browser: &mut Browser, bytes: &[u8]) -> u16 {
    at(browser, &format!("/evidence/{}", digest(bytes)), bytes).await.status
}

#[tokio::test]
async fn who_is_asked_to_confirm_opens_what_shows_that_statement_and_nothing_else() {
    let scene = Scene::entered().await;
    states_all(&scene.app, &scene.pine).await;
    let mut director = party(&scene, 0, "director@plant.example").await;
    let path = format!("/work/confirmations/{}", scene.pine);
    let page = director.get(&path).await;
    let address = format!("/evidence/{}", digest(OWN));
    assert!(page.html.contains(&format!("href=\"{address}\"")), "{}", page.html);
    let got = at(&mut director, &address, OWN).await;
    assert_eq!(
        (got.status, &got.headers["content-type"]),
        (200, &"application/pdf".parse().unwrap())
    );
    let attached = got.headers["content-disposition"].to_str().unwrap();
    assert!(attached.starts_with("attachment; filename="), "{attached}");
    assert_eq!(got.headers["x-content-type-options"], "nosniff");
    let statuses = [opens(&mut director, OTHERS).await, opens(&mut director, OF_CLUSTER).await];
    assert_eq!(statuses, [403, 403], "they are of statements that others are asked about");

    let mut other = party(&scene, 1, "other@plant.example").await;
    assert_eq!((opens(&mut other, OTHERS).await, opens(&mut other, OWN).await), (200, 403));
    let mut outsider = party(&scene, 8, "outsider@plant.example").await;
    assert_eq!((opens(&mut outsider, OWN).await, opens(&mut outsider, OTHERS).await), (403, 403));
    let centre = Scope::Region {
        region: Code::literal("RU-TOM"),
        organisation: scene.centre.parse().unwrap(),
    };
    scene.app.person_as(Role::RegionRepresentative, centre, "centre@region.example").await;
    let mut centre = scene.app.signed_in("centre@region.example").await;
    assert_eq!(opens(&mut centre, OWN).await, 403, "a participant speaks for itself");
    let mut nobody = scene.app.browser();
    assert!(nobody.get(&address).await.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn what_was_opened_is_noted_and_closes_with_the_right() {
    let scene = Scene::entered().await;
    states_all(&scene.app, &scene.pine).await;
    let scope = Scope::Organisation(scene.organisation(0));
    let email = "director@plant.example";
    let account = scene.app.account().await;
    let authority = Authority { basis: Basis::Letter, document: None };
    let role = Role::OrganisationRepresentative;
    let granted = scene.app.program(GrantRole { account, role, scope, authority }).await;
    let grant = granted.entries[0].version;
    scene.app.person(account, email).await;
    let mut director = scene.app.signed_in(email).await;
    let look = (account, digest(OWN).parse::<Digest>().unwrap());
    let noted = async || {
        let looks = scene.app.registry.accounts().first_looks(vec![look]).await.unwrap();
        looks.looks.contains_key(&look)
    };
    assert!(!noted().await);
    assert_eq!(opens(&mut director, OWN).await, 200);
    assert!(noted().await, "a control sample can ask who opened it");
    scene.app.program(RevokeRole { grant, reason: "Уволился".into() }).await;
    assert_ne!(opens(&mut director, OWN).await, 200, "who speaks for it no longer opens nothing");
}

#[tokio::test]
async fn a_cluster_opens_to_its_participants_nothing_that_others_brought() {
    let scene = Scene::entered().await;
    let id: ClusterId = scene.birch.parse().unwrap();
    let birch = scene.app.client(Role::ClusterRepresentative, Scope::Cluster(id)).await;
    let kept = upload(&birch, FOREIGN).await.done().body;
    let claim = json!({ "path": "participants/1/participant_type", "value": "medium",
        "evidence": [kept] });
    // Its digest is public, and whoever states something may name it.
    scene.state(&json!({ "claims": [claim] })).await;
    let mut director = party(&scene, 0, "director@plant.example").await;
    let page = director.get(&format!("/work/confirmations/{}", scene.pine)).await;
    assert!(!page.html.contains(&format!("/evidence/{}", digest(FOREIGN))), "{}", page.html);
    assert_eq!(opens(&mut director, FOREIGN).await, 403, "who named it never had it");
}

#[tokio::test]
async fn a_one_time_link_opens_the_documents_of_what_it_asks_until_it_is_used() {
    let mut scene = Linked::set().await;
    states_all(&scene.app, &scene.cluster).await;
    let (_, link) = scene.asked().await;
    let mut browser = scene.app.browser();
    let page = browser.get(&link).await;
    let address = format!("{link}/evidence/{}", digest(OWN));
    assert!(page.html.contains(&format!("href=\"{address}\"")), "{}", page.html);
    for _ in 0..2 {
        let got = at(&mut browser, &address, OWN).await;
        assert_eq!(got.status, 200, "{}", got.html);
        let attached = got.headers["content-disposition"].to_str().unwrap();
        assert!(attached.starts_with("attachment; filename="), "{attached}");
        assert_eq!(got.headers["cache-control"], "no-store");
    }
    for foreign in [OTHERS, OF_CLUSTER, FOREIGN] {
        let other = browser.get(&format!("{link}/evidence/{}", digest(foreign))).await;
        assert_eq!(other.status, 404, "{}", other.html);
    }
    assert_eq!(browser.get(&format!("{link}/evidence/no-digest")).await.status, 404);
    assert_eq!(
        browser.get(&format!("/l/{}/evidence/{}", "0".repeat(64), digest(OWN))).await.status,
        404
    );
    let posted = browser.send(Method::POST, &address, &[], None).await;
    assert_eq!(posted.status, 405);

    let done = answer(&mut browser, &link, "confirm", "").await;
    assert_eq!(done.location(), link, "looking at a document used nothing up: {}", done.html);
    assert_eq!(browser.get(&address).await.status, 410);
    let accounts = scene.app.registry.accounts();
    let person = accounts.person_of(&Mailbox::parse(OFFICE).unwrap()).await.unwrap().unwrap();
    let look = (person.account, digest(OWN).parse::<Digest>().unwrap());
    let looks = accounts.first_looks(vec![look]).await.unwrap().looks;
    assert!(looks.contains_key(&look), "what was opened by the link, who answered had opened");
}

#[tokio::test]
async fn a_link_that_is_over_opens_no_document() {
    let mut scene = Linked::set().await;
    states_all(&scene.app, &scene.cluster).await;
    let (_, link) = scene.asked().await;
    let address = format!("{link}/evidence/{}", digest(OWN));
    let mut browser = scene.app.browser();
    assert_eq!(browser.get(&address).await.status, 200);
    scene.release().await;
    assert_eq!(browser.get(&address).await.status, 409, "the domain is theirs no more");
    scene.app.set_time("2016-01-01T09:00:00Z");
    assert_eq!(browser.get(&address).await.status, 410, "its time is over");
}
