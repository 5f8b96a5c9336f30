//! An organisation over time: dated numbers, branches, size, what it came from and what followed it.

use registry_core::access::Caller;
use registry_core::command::{
    Command, OpenBranch, RecordIdentifier, RetireIdentifier, StateOrganisationDetails,
    StateOrganisationSize, SucceedOrganisation, Successor,
};
use registry_events::actor::Role;
use registry_events::claim::{ClaimKind, Evidence, Source};
use registry_events::event::Scope;
use registry_events::value::{
    Code, Identifier, Inn, Kpp, NamedOrganisation, Ogrn, Point, PointPrecision, Text, WebUrl,
};
use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::support::body;

async fn officer(scene: &Scene) -> Caller {
    let account = scene.app.account().await;
    scene.app.grant(account, Role::Officer, Scope::Registry).await;
    Caller::of(account, Role::Officer)
}

async fn do_as(scene: &Scene, caller: Caller, command: impl Into<Command>) {
    let key = scene.app.registry.random_key();
    scene.app.registry.execute(caller, &key, b"", command.into()).await.unwrap();
    scene.app.settle().await;
}

fn evidence() -> Vec<Evidence> {
    vec![Evidence::Link(WebUrl::parse("https://register.example/extract").unwrap())]
}

fn inn(number: u64) -> Identifier {
    Identifier::Inn(Inn::parse(&body::inn(number)).unwrap())
}

async fn page(scene: &Scene, id: impl std::fmt::Display) -> String {
    let page = raw::get(&scene.app, &format!("/organisations/{id}"), &[]).await;
    page.text().replace(['\u{ad}', '\n'], "").replace('\u{a0}', " ")
}

#[tokio::test]
async fn numbers_are_dated_and_a_sole_traders_inn_is_never_shown() {
    let scene = Scene::entered().await;
    let officer = officer(&scene).await;
    let organisation = scene.organisation(0);
    let since = Some("2013-05-01".parse().unwrap());
    do_as(&scene, officer, RecordIdentifier { organisation, identifier: inn(1), since }).await;
    let until = "2015-10-31".parse().unwrap();
    do_as(&scene, officer, RetireIdentifier { organisation, identifier: inn(1), until }).await;
    let shown = scene.get(&format!("/api/v1/organisations/{organisation}")).await.body;
    assert_eq!(shown["identifiers"].as_array().unwrap().len(), 1, "the one it has now");
    let former = &shown["numbers"][1];
    assert_eq!(
        (&former["since"], &former["until"], &former["current"]),
        (&json!("2013-05-01"), &json!("2015-10-31"), &json!(false))
    );
    assert_eq!(former["identifier"]["number"], body::inn(1));
    let page = page(&scene, organisation).await;
    assert!(page.contains(&format!("ИНН {} до 31.10.2015", body::inn(1))), "{page}");

    let trader = json!({ "claims": [], "open": [{ "collection": "participants", "claims": {
        "organisation": { "name": "ИП Сосновский (демо)", "ogrn": "304500116000157",
            "inn": "500100732259" }, "participant_type": "small" } }] });
    let opened = scene.state(&trader).await;
    let trader = opened.body["registered"][0].as_str().unwrap().to_owned();
    let shown = scene.get(&format!("/api/v1/organisations/{trader}")).await;
    assert!(!shown.body.to_string().contains("500100732259"), "{:?}", shown.body);
    assert_eq!(shown.body["numbers"].as_array().unwrap().len(), 1);
    let page = self::page(&scene, trader).await;
    assert!(page.contains("ОГРНИП 304500116000157") && !page.contains("500100732259"), "{page}");
}

#[tokio::test]
async fn a_reorganised_firm_and_its_successor_lead_to_each_other() {
    let scene = Scene::entered().await;
    let officer = officer(&scene).await;
    let predecessor = scene.organisation(1);
    let named = NamedOrganisation {
        name: Text::ru("АО «Преемник» (демо)"),
        identifiers: vec![Identifier::Ogrn(Ogrn::parse(&body::ogrn(301)).unwrap())],
    };
    let succession = SucceedOrganisation {
        predecessor,
        successor: Successor::Named(named),
        form: Code::literal("transformation"),
        on: "2015-11-01".parse().unwrap(),
        evidence: evidence(),
        passing: Vec::new(),
    };
    do_as(&scene, officer, succession).await;
    let before = scene.get(&format!("/api/v1/organisations/{predecessor}")).await.body;
    let successor = &before["successor"];
    assert_eq!((&before["living"], &successor["on"]), (&json!(false), &json!("2015-11-01")));
    assert_eq!(successor["form"]["label"]["ru"], "Преобразование");
    assert_eq!(before["clusters"][0]["current"], true, "a membership stays until it is restated");
    let id = successor["organisation"]["id"].as_str().unwrap().to_owned();
    let after = scene.get(&format!("/api/v1/organisations/{id}")).await.body;
    assert_eq!(after["predecessors"][0]["organisation"]["id"], predecessor.to_string());
    let then = scene.get(&format!("/api/v1/organisations/{predecessor}?as_of=position:40")).await;
    assert_eq!((&then.body["living"], &then.body["successor"]), (&json!(true), &Value::Null));
    let page = page(&scene, predecessor).await;
    assert!(page.contains("Правопреемник: ") && page.contains(&id), "{page}");
}

#[tokio::test]
async fn branches_and_sizes_are_told_and_a_type_that_conflicts_is_shown() {
    let scene = Scene::entered().await;
    let officer = officer(&scene).await;
    let organisation = scene.organisation(0);
    let branch = OpenBranch {
        organisation,
        name: Text::ru("Филиал в Томске"),
        kpp: Kpp::parse("701702001").unwrap(),
        region: Code::literal("RU-TOM"),
    };
    do_as(&scene, officer, branch).await;
    let before = scene.get(&scene.card()).await;
    assert_eq!(before.body["type_conflicts"], json!([]));
    let size = StateOrganisationSize {
        organisation,
        size: Code::literal("medium"),
        described_on: "2015-06-30".parse().unwrap(),
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: evidence(),
    };
    do_as(&scene, officer, size).await;
    let details = StateOrganisationDetails {
        organisation,
        site: WebUrl::parse("https://one.example").ok(),
        point: Point::new(
            "56.4977".parse().unwrap(),
            "84.9744".parse().unwrap(),
            PointPrecision::Exact,
        )
        .ok(),
        okved: Some(Code::literal("31.09")),
        described_on: "2015-06-30".parse().unwrap(),
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: evidence(),
    };
    do_as(&scene, officer, details).await;
    let shown = scene.get(&format!("/api/v1/organisations/{organisation}")).await.body;
    assert_eq!(shown["branches"][0]["kpp"], "701702001");
    assert_eq!(shown["branches"][0]["region"]["key"], "RU-TOM");
    assert_eq!(shown["sizes"][0]["size"]["key"], "medium");
    let membership = &shown["clusters"][0];
    assert_eq!(membership["participant_type"]["key"], "small", "as the cluster states it");
    assert_eq!(membership["conflicting_size"]["key"], "medium");

    let card = scene.get(&scene.card()).await;
    let conflict = &card.body["type_conflicts"][0];
    assert_eq!((&conflict["item"], &conflict["own"]["key"]), (&json!(1), &json!("medium")));
    assert_ne!(card.header("etag"), before.header("etag"));
    let page = page(&scene, organisation).await;
    assert!(page.contains("Филиал в Томске, КПП 701702001, Томская область"), "{page}");
    assert!(page.contains("https://one.example</a>, на 30.06.2015"), "{page}");
    assert!(page.contains("31.09, на 30.06.2015"), "{page}");
    assert!(page.contains("56,4977° с. ш., 84,9744° в. д. (здание), на 30.06.2015"), "{page}");
    assert!(page.contains("по размеру организации — «Средние предприятия»"), "{page}");
}
