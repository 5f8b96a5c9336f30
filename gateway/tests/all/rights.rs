//! On what the right to speak rests of who confirmed something: beside each confirmation, on pages and
//! in the API, for ever.

use registry_core::access::Caller;
use registry_core::command::{GrantByMailbox, GrantRole, RevokeRole};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;
use registry_events::value::MailDomain;
use serde_json::{Value, json};

use crate::desk::auditor;
use crate::reads::scene::Scene;
use crate::support::Client;

const MAILBOX: &str = "рабочий почтовый ящик в домене works.example; домен привязал к организации куратор реестра, \
     01.12.2015";
const LETTER: &str = "письмо или доверенность; видел куратор реестра, 01.12.2015";

/// Who speaks for the first participant from a mailbox of a domain that an officer tied to it.
async fn by_mailbox(scene: &Scene) -> Client {
    let organisation = scene.organisation(0);
    let tie = json!({ "domain": "works.example", "evidence": ["https://register.example/1"] });
    let at = format!("/api/v1/organisations/{organisation}/mailbox-domains");
    scene.officer.post(&at, &tie).await.done();
    let (account, domain) =
        (scene.app.account().await, MailDomain::parse("works.example").unwrap());
    scene.app.program(GrantByMailbox { account, organisation, domain }).await;
    scene.app.client_of(account, Role::OrganisationRepresentative)
}

/// Who speaks for it by a letter that an officer saw.
async fn by_letter(scene: &Scene) -> Client {
    let giver = scene.app.account().await;
    scene.app.grant(giver, Role::Officer, Scope::Registry).await;
    let account = scene.app.account().await;
    let authority = Authority { basis: Basis::Letter, document: None };
    let (role, scope) = (Role::OrganisationRepresentative, scene.organisation(0));
    let grant = GrantRole { account, role, scope: Scope::Organisation(scope), authority };
    let caller = Caller::of(giver, Role::Officer);
    scene.app.registry.execute(caller, "grant", b"", grant.into()).await.unwrap();
    scene.app.client_of(account, role)
}

async fn confirms(scene: &Scene, client: &Client) {
    let membership = json!({ "claims": [{ "path": "participants/1" }] });
    client.post(&scene.at("confirmations"), &membership).await.done();
    scene.app.settle().await;
}

/// The right behind the first confirmation of the first participant, on its card.
async fn on_card(scene: &Scene) -> Value {
    let card = scene.get(&scene.card()).await.body;
    let all = serde_json::to_string(&card).unwrap();
    let participants = card["items"]["participants"].as_array();
    let first = &participants.unwrap_or_else(|| panic!("no participants: {all}"))[0];
    let claims = first["claims"].as_array().unwrap().iter();
    let mut given = claims.flat_map(|claim| claim["confirmations"].as_array().unwrap());
    given.next().unwrap_or_else(|| panic!("no confirmation: {first}"))["right"].clone()
}

async fn says(scene: &Scene, path: &str, words: &str) -> bool {
    scene.app.browser().get(path).await.says(words)
}

#[tokio::test]
async fn a_right_that_rests_on_a_mailbox_names_its_domain_and_who_tied_it() {
    let scene = Scene::entered().await;
    let client = by_mailbox(&scene).await;
    confirms(&scene, &client).await;
    let right = on_card(&scene).await;
    let behind = &right["mailbox_domain"];
    assert_eq!(
        (&behind["domain"], &behind["tied_by"]),
        (&json!("works.example"), &json!("officer"))
    );
    assert!(behind["tied_at"].as_str().unwrap().starts_with("2015-12-01"));
    let history = scene.get(&format!("{}?type=ClaimConfirmed", scene.at("history"))).await;
    assert_eq!(history.body["items"][0]["right"], right);
    let stated = scene.get(&format!("{}?type=ItemOpened", scene.at("history"))).await;
    assert_eq!(stated.body["items"][0]["right"], Value::Null);
    for path in [format!("/clusters/{}", scene.pine), format!("/clusters/{}/history", scene.pine)] {
        assert!(says(&scene, &path, MAILBOX).await, "{path}");
    }
}

#[tokio::test]
async fn a_letter_says_when_an_officer_saw_it_and_stays_when_the_role_is_taken_back() {
    let scene = Scene::entered().await;
    let client = by_letter(&scene).await;
    confirms(&scene, &client).await;
    let profile = format!("/clusters/{}", scene.pine);
    assert!(says(&scene, &profile, LETTER).await);
    let desk = auditor(&scene).await;
    let roles = desk.get("/api/v1/journal?type=RoleGranted&limit=2").await.body;
    let grant = StreamVersion(roles["items"][1]["version"].as_u64().unwrap());
    let taken = scene.app.program(RevokeRole { grant, reason: "Уволился".into() }).await;
    assert_eq!(taken.entries.len(), 1);
    scene.app.settle().await;
    assert!(says(&scene, &profile, LETTER).await);
    assert_eq!(on_card(&scene).await["given_by"], "officer");
}

#[tokio::test]
async fn the_page_of_a_level_names_the_right_beside_each_confirmation() {
    let scene = Scene::high().await;
    let page = scene.app.browser().get(&format!("/clusters/{}/level", scene.pine)).await;
    let rights = page.texts(".basis dd .right");
    assert!(!rights.is_empty(), "{}", page.html);
    assert!(rights.iter().all(|right| right.contains("право записал оператор")), "{rights:?}");
    let level = scene.get(&scene.at("level")).await.body;
    let periods = serde_json::to_string(&level).unwrap();
    assert!(periods.contains("\"right\":{\"given_at\":"), "{periods}");
}
