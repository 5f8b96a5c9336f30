//! What limits a claim: a change that awaits its confirmation, a dispute, age; how card, level and
//! their pages tell it, with the requirements that opened and the support of the day.

use registry_core::access::Caller;
use registry_core::command::{
    AdmitDispute, AnswerDispute, Command, FileDispute, NoteLapses, ResolveDispute,
};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::event::{DisputeOutcome, Scope};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::value::WebUrl;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::pages::page;
use crate::support::body;

fn claim<'c>(card: &'c Value, path: &str) -> &'c Value {
    let own = card["claims"].as_array().unwrap().iter();
    own.into_iter().find(|claim| claim["path"] == path).unwrap_or_else(|| panic!("no {path}"))
}

fn marker<'l>(level: &'l Value, id: &str) -> &'l Value {
    level["markers"].as_array().unwrap().iter().find(|marker| marker["id"] == id).unwrap()
}

async fn do_as(scene: &Scene, caller: Caller, command: impl Into<Command>) -> StreamVersion {
    let key = scene.app.registry.random_key();
    let done = scene.app.registry.execute(caller, &key, b"", command.into()).await.unwrap();
    scene.app.settle().await;
    done.entries[0].version
}

async fn caller(scene: &Scene, role: Role, scope: Scope) -> Caller {
    let account = scene.app.account().await;
    scene.app.grant(account, role, scope).await;
    Caller::of(account, role)
}

/// The words of a page with plain spaces, tags left out.
async fn words(scene: &Scene, path: &str) -> String {
    let page = raw::get(&scene.app, path, &[("accept", "text/html")]).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let html = Html::parse_document(&page.text());
    let main = html.select(&Selector::parse("main").unwrap()).next().unwrap();
    let text = main.text().collect::<Vec<_>>().join(" ").replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn source() -> Vec<Evidence> {
    vec![Evidence::Link(WebUrl::parse("https://source.example/letter").unwrap())]
}

/// The site as the development centre saw it, and changed since.
async fn site_changed() -> Scene {
    let scene = Scene::shipped().await;
    let site = json!({ "claims": [
        { "path": "website", "value": "https://cluster.example" },
        { "path": "last_content_update", "value": "2015-11-20" },
    ] });
    scene.state(&site).await;
    let centre = scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await;
    let card = scene.get(&scene.card()).await.body;
    let seen = ["website", "last_content_update"]
        .map(|path| json!({ "path": path, "version": claim(&card, path)["version"] }));
    let seen = json!({ "claims": seen, "evidence": ["https://centre.example/note"] });
    centre.post(&scene.at("confirmations"), &seen).await.done();
    scene.state(&body::claim("last_content_update", "2015-11-30")).await;
    scene
}

#[tokio::test]
async fn a_changed_claim_shows_what_it_keeps_and_its_marker_awaits() {
    let scene = site_changed().await;
    let card = scene.get(&scene.card()).await.body;
    let update = claim(&card, "last_content_update");
    assert_eq!(
        (&update["confirmations"], &update["awaits_until"]),
        (&json!([]), &json!("2016-02-29"))
    );
    assert_eq!(update["kept_confirmations"][0]["actor"]["organisation"]["id"], scene.centre);
    assert_eq!(claim(&card, "website")["awaits_until"], Value::Null);

    let level = scene.get(&scene.at("level")).await.body;
    let seen = marker(&level, "O1");
    assert_eq!(
        (&seen["state"], &seen["met"], &seen["awaits_until"]),
        (&json!("awaiting"), &json!(true), &json!("2016-02-29"))
    );
    let words = words(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(words.contains("ожидает подтверждения до 29.02.2016"), "{words}");
}

#[tokio::test]
async fn nothing_is_awaited_of_a_claim_that_its_own_confirmations_support_better() {
    let scene = site_changed().await;
    let card = scene.get(&scene.card()).await.body;
    let version = &claim(&card, "last_content_update")["version"];
    let seen = json!({ "claims": [{ "path": "last_content_update", "version": version }],
        "evidence": ["https://source.example/site"] });
    scene.app.officer().await.post(&scene.at("confirmations"), &seen).await.done();
    let card = scene.get(&scene.card()).await.body;
    let update = claim(&card, "last_content_update");
    assert_eq!(update["kept_confirmations"].as_array().map(Vec::len), Some(1), "{update}");
    assert_eq!(update["awaits_until"], Value::Null);
    let words = words(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(!words.contains("ожидает подтверждения"), "{words}");
}

#[tokio::test]
async fn the_site_shows_on_which_day_a_second_party_saw_it() {
    let scene = site_changed().await;
    let card = scene.get(&scene.card()).await.body;
    let site = claim(&card, "website");
    assert_eq!(site["checked_on"], "2015-12-01", "the day of the confirmation, as none is stated");
    assert_eq!(claim(&card, "last_content_update")["checked_on"], Value::Null, "changed since");

    let target = json!({ "path": "website", "version": site["version"] });
    let seen = |day: &str| {
        json!({ "claims": [&target], "seen_on": day,
        "evidence": ["https://centre.example/note"] })
    };
    let second = scene.app.officer().await;
    let at = scene.at("confirmations");
    let refused = second.post(&at, &seen("2014-11-30")).await;
    assert_eq!(refused.refusal(), (422, "confirmation.seen-too-long-ago"));
    assert_eq!(refused.errors()[0].0, "/seen_on");
    assert_eq!(second.post(&at, &seen("1.12.2015")).await.refusal(), (422, "date.malformed"));
    scene.app.set_time("2015-12-15T09:00:00Z");
    second.post(&at, &seen("2015-12-14")).await.done();

    let card = scene.get(&scene.card()).await.body;
    let site = claim(&card, "website");
    assert_eq!(site["checked_on"], "2015-12-14");
    let given: Vec<_> = site["confirmations"].as_array().unwrap().iter().collect();
    assert_eq!(given[0]["seen_on"], Value::Null);
    assert_eq!(
        (&given[1]["seen_on"], &given[1]["holds_until"]),
        (&json!("2015-12-14"), &json!("2016-12-14"))
    );
    let words = words(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(words.contains("проверен 14.12.2015"), "{words}");
    assert!(words.contains("увидено 14.12.2015"), "{words}");
}

/// What the comparison says beside a value that doesn't count: its mark and its word.
async fn hindrances_compared(scene: &Scene) -> Vec<(String, String)> {
    let page = page(scene, &format!("/compare?ids={},{}", scene.pine, scene.birch)).await;
    let first = page.all("td[data-number='1'] .hindrance");
    let mark = |one: &ElementRef<'_>| {
        one.value().classes().find(|one| *one != "hindrance").unwrap_or_default().to_owned()
    };
    first.iter().map(mark).zip(page.texts("td[data-number='1'] .hindrance")).collect()
}

#[tokio::test]
async fn a_lapsed_claim_opens_its_requirement_and_says_what_to_renew() {
    let scene = Scene::shipped().await;
    scene.app.set_time("2016-10-05T09:00:00Z");
    let cluster: ClusterId = scene.pine.parse().unwrap();
    scene.app.program(NoteLapses { cluster }).await;
    let card = scene.get(&scene.card()).await.body;
    let employees = claim(&card, "employees_total");
    assert_eq!((&employees["lapsed"], &employees["disputed"]), (&json!(true), &json!(false)));
    assert_eq!(employees["lapsed_since"], "2016-10-05T09:00:00Z");
    let open = &card["requirements"][0];
    assert_eq!((&open["marker"], &open["waived"]), (&json!("M10"), &json!(false)));

    let level = scene.get(&scene.at("level")).await.body;
    let lapsed = marker(&level, "M10");
    assert_eq!((&lapsed["state"], &lapsed["open_until"]), (&json!("lapsed"), &open["until"]));
    assert_eq!(lapsed["because"][0]["path"], "employees_total");
    assert!(lapsed["add"]["ru"].as_str().unwrap().starts_with("Обновите сведения: "));
    assert_eq!(level["next"]["missing"][0]["add"], lapsed["add"]);

    let words = words(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(words.contains("нужно обновить с 05.10.2016"), "{words}");
    assert!(words.contains("Открытые требования M10, "), "{words}");
    assert!(words.contains("требование не закрыто с 05.10.2016, закрыть до "), "{words}");
    assert_eq!(hindrances_compared(&scene).await, [("lapsed".into(), "нужно обновить".into())]);
}

#[tokio::test]
async fn a_dispute_is_public_from_its_admission_to_its_decision() {
    let scene = Scene::shipped().await;
    let cluster: ClusterId = scene.pine.parse().unwrap();
    let card = scene.get(&scene.card()).await.body;
    let version = StreamVersion(claim(&card, "employees_total")["version"].as_u64().unwrap());
    let about = ClaimRef { path: "employees_total".parse().unwrap(), version };
    let participant = Scope::Organisation(scene.organisation(2));
    let filer = caller(&scene, Role::OrganisationRepresentative, participant).await;
    let file =
        FileDispute {
            cluster, claim: about, grounds: "Не столько".into(), evidence: source()
        };
    let dispute = do_as(&scene, filer, file).await;
    assert_eq!(scene.get(&scene.card()).await.body["disputes"], json!([]), "sealed till admitted");

    let officer = caller(&scene, Role::Officer, Scope::Registry).await;
    let text = "Источник называет 900 работников".to_owned();
    do_as(&scene, officer, AdmitDispute { cluster, dispute, text, evidence: source() }).await;
    let own = caller(&scene, Role::ClusterRepresentative, Scope::Cluster(cluster)).await;
    let answer = AnswerDispute {
        cluster, dispute, text: "Считаем всех".into(), evidence: vec![]
    };
    do_as(&scene, own, answer).await;
    let card = scene.get(&scene.card()).await.body;
    let open = &card["disputes"][0];
    assert_eq!((&open["open"], &open["path"]), (&json!(true), &json!("employees_total")));
    assert_eq!(open["answer"]["text"], "Считаем всех");
    assert_eq!(claim(&card, "employees_total")["disputed"], false);

    let (outcome, reason) = (DisputeOutcome::Upheld, "Источник прав".to_owned());
    do_as(
        &scene,
        officer,
        ResolveDispute { cluster, dispute, outcome, reason, evidence: Vec::new() },
    )
    .await;
    let card = scene.get(&scene.card()).await.body;
    assert_eq!(card["disputes"][0]["resolution"]["outcome"], "upheld");
    assert_eq!(claim(&card, "employees_total")["disputed"], true);
    let level = scene.get(&scene.at("level")).await.body;
    assert_eq!(marker(&level, "M10")["state"], "disputed");
    let words = words(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(words.contains("Решение 01.12.2015: возражение принято. Источник прав"), "{words}");
    assert!(words.contains("оспаривается с 01.12.2015"), "{words}");
    assert_eq!(hindrances_compared(&scene).await, [("disputed".into(), "оспаривается".into())]);
}

#[tokio::test]
async fn a_level_asks_for_one_of_several_gates_and_names_them() {
    let scene = Scene::shipped().await;
    let level = scene.get(&scene.at("level")).await.body;
    let group = level["levels"][0]["one_of"][0].as_array().unwrap();
    let ids: Vec<_> = group.iter().map(|gate| &gate["marker"]).collect();
    assert_eq!(ids, ["T1", "T2"]);
    assert!(group.iter().all(|gate| gate["holds"] == false), "{group:?}");
    let adds = level["next"]["one_of"][0].as_array().unwrap();
    let keys: Vec<_> = adds.iter().map(|add| &add["key"]).collect();
    assert_eq!(keys, ["T1", "T2"]);
    let choices = level["next"]["choices"].as_array().unwrap();
    assert!(choices.iter().all(|one| one["key"] != "T1" && one["key"] != "T2"), "{choices:?}");
}
