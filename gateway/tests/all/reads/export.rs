//! The whole register as a file: enough to compute facts, levels and figures again.

use registry_core::access::Caller;
use registry_core::command::{AdmitDispute, Command, FileDispute, NoteLapses};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::WebUrl;
use registry_gateway::execute::Done;
use serde_json::{Value, json};

use super::scene::Scene;

/// The lines of the export, the heading first.
async fn lines(scene: &Scene, query: &str) -> Vec<Value> {
    let export = scene.file(&format!("/api/v1/export/clusters.jsonl{query}")).await;
    export.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The line of the cluster on its way.
async fn pine(scene: &Scene, query: &str) -> Value {
    let lines = lines(scene, query).await;
    lines.into_iter().find(|line| line["id"] == scene.pine).unwrap()
}

/// The claim on a path, of the cluster or of an item.
fn claim<'l>(line: &'l Value, path: &str) -> &'l Value {
    let items = line["items"].as_object().unwrap().values().flat_map(|all| all.as_array().unwrap());
    let of_items = items.flat_map(|item| item["claims"].as_array().unwrap());
    let mut all = line["claims"].as_array().unwrap().iter().chain(of_items);
    all.find(|claim| claim["path"] == path).unwrap_or_else(|| panic!("no claim on {path}"))
}

#[tokio::test]
async fn the_heading_tells_position_instant_editions_and_centres() {
    let scene = Scene::high().await;
    let heading = lines(&scene, "?as_of=2016-03-01").await.remove(0);
    assert_eq!((&heading["line"], &heading["clusters"]), (&json!("heading"), &json!(2)));
    assert_eq!(heading["as_of"], "2016-03-01T20:59:59Z");
    assert_eq!(
        (&heading["time_zone"], &heading["facts_version"]),
        (&json!("Europe/Moscow"), &json!(2))
    );
    let statistics = scene.get("/api/v1/statistics?as_of=2016-03-01").await.body;
    assert_eq!(heading["position"], statistics["position"]);
    let editions = json!({ "catalogue": "0.9", "dictionaries": "0.9", "regions": "1.0",
        "rulebook": "0.9" });
    assert_eq!(heading["editions"], editions);
    assert_eq!(
        heading["centres"],
        json!([{ "region": "RU-TOM", "organisation": scene.centre,
            "opened_on": "2013-01-01", "closed_on": null }])
    );
}

#[tokio::test]
async fn the_export_has_every_card_as_the_card_itself_shows_it() {
    let scene = Scene::high().await;
    let export = scene.file("/api/v1/export/clusters.jsonl").await;
    assert_eq!(export.header("content-type"), Some("application/jsonl"));
    assert_eq!(export.header("registry-demonstration"), Some("true"));
    assert_eq!(lines(&scene, "").await.len(), 3, "a heading and two clusters");
    let card = scene.get(&scene.card()).await.body;
    let line = pine(&scene, "").await;
    for (member, value) in card.as_object().unwrap().iter().filter(|(name, _)| *name != "position")
    {
        assert_eq!(&line[member], value, "{member}");
    }
    let then = lines(&scene, "?as_of=2015-12-01").await;
    let levels: Vec<_> = then[1..].iter().map(|line| &line["level"]["key"]).collect();
    assert_eq!(levels, ["initial", "initial"]);
}

#[tokio::test]
async fn a_compressed_export_arrives_to_its_end() {
    let scene = Scene::high().await;
    let packed = [("accept-encoding", "gzip")];
    let client = scene.app.anonymous();
    let at = "/api/v1/export/clusters.jsonl";
    let export = client.send(axum::http::Method::GET, at, &packed, Vec::new()).await;
    assert_eq!((export.status, export.header("content-encoding")), (200, Some("gzip")));
}

#[tokio::test]
async fn the_facts_are_those_that_each_assessment_was_made_from() {
    let scene = Scene::high().await;
    let changes = scene.get("/api/v1/changes?limit=500").await.body;
    let stream = format!("cluster/{}", scene.pine);
    let of_pine = |one: &&Value| one["type"] == "LevelAssessed" && one["stream"] == stream;
    let assessed: Vec<_> = changes["items"].as_array().unwrap().iter().filter(of_pine).collect();
    assert!(assessed.len() > 1, "{assessed:?}");
    for one in assessed {
        let line = pine(&scene, &format!("?as_of=position:{}", one["position"])).await;
        assert_eq!(line["facts_digest"], one["payload"]["facts_digest"]);
        assert_eq!(line["level"]["key"], one["payload"]["after"]);
        assert_eq!(line["edition"], one["payload"]["edition"]);
    }
    let level = scene.get(&scene.at("level")).await.body;
    let line = pine(&scene, "").await;
    let met = level["markers"].as_array().unwrap().iter().filter(|marker| marker["met"] == true);
    assert_eq!(line["markers_met"], met.map(|marker| marker["id"].clone()).collect::<Value>());
    assert_eq!(
        (&line["facts"]["participants"], &line["facts"]["participants_confirmed"]),
        (&json!(10), &json!(6))
    );
    let before = pine(&scene, "?as_of=2015-12-01").await;
    assert_eq!(
        (&before["facts"]["joint_projects"], &line["facts"]["joint_projects"]),
        (&json!(0), &json!(2))
    );
}

#[tokio::test]
async fn a_confirmation_tells_its_party_and_stays_for_a_while_when_the_claim_changes() {
    let scene = Scene::high().await;
    let path = "governing_bodies/12/type";
    let given = claim(&pine(&scene, "").await, path)["confirmations"].clone();
    assert_eq!((&given[0]["party"], &given[0]["relation"]), (&json!(scene.centre), &json!("ckr")));
    scene.app.set_time("2017-04-01T12:00:00Z");
    scene.state(&crate::support::body::claim(path, "coordinator")).await;
    let line = pine(&scene, "").await;
    let changed = claim(&line, path);
    assert_eq!((&changed["confirmations"], &changed["kept_confirmations"]), (&json!([]), &given));
    assert_eq!(changed["awaits_until"], "2017-06-30");
    assert_eq!(line["facts"]["managing_body_corroboration"], 2);
}

#[tokio::test]
async fn a_lapsed_claim_says_so_and_its_fact_is_gone() {
    let scene = Scene::high().await;
    let before = pine(&scene, "").await;
    assert_eq!(
        (&claim(&before, "employees_total")["lapsed"], &before["facts"]["employees_total"]),
        (&json!(false), &json!(1200))
    );
    scene.app.set_time("2019-06-01T12:00:00Z");
    scene.app.program(NoteLapses { cluster: scene.pine.parse().unwrap() }).await;
    let after = pine(&scene, "").await;
    let employees = claim(&after, "employees_total");
    assert_eq!((&employees["lapsed"], &employees["states"]), (&json!(true), &json!("value")));
    assert_eq!(after["facts"]["employees_total"], 0);
}

#[tokio::test]
async fn a_claim_that_an_unanswered_dispute_contests_says_so_and_its_fact_is_gone() {
    let scene = Scene::high().await;
    let path = "governing_bodies/13/type";
    let version = claim(&pine(&scene, "").await, path)["version"].as_u64().unwrap();
    let (cluster, evidence) = (scene.pine.parse().unwrap(), || vec![link()]);
    let claim_ref = ClaimRef { path: path.parse().unwrap(), version: StreamVersion(version) };
    let grounds = "Правления нет".to_owned();
    let filing =
        FileDispute { cluster, claim: claim_ref, grounds: grounds.clone(), evidence: evidence() };
    let participant = Scope::Organisation(scene.organisation(3));
    let filed = act(&scene, Role::OrganisationRepresentative, participant, filing).await;
    let filed = filed.entries.iter().find(|entry| entry.stream == StreamId::cluster(cluster));
    let dispute = filed.unwrap().version;
    let admission = AdmitDispute { cluster, dispute, text: grounds, evidence: evidence() };
    act(&scene, Role::Officer, Scope::Registry, admission).await;
    let open = pine(&scene, "").await;
    assert_eq!(
        (&claim(&open, path)["disputed"], &open["facts"]["collegial_bodies"]),
        (&json!(false), &json!(1))
    );

    scene.app.set_time("2017-05-01T12:00:00Z");
    scene.app.program(NoteLapses { cluster }).await;
    let contested = pine(&scene, "").await;
    assert_eq!(claim(&contested, path)["disputed"], true);
    assert_eq!(contested["facts"]["collegial_bodies"], 0);
}

/// Does something as a new account in a role.
async fn act(scene: &Scene, role: Role, scope: Scope, command: impl Into<Command>) -> Done {
    let account = scene.app.account().await;
    scene.app.grant(account, role, scope).await;
    let (caller, key) = (Caller::of(account, role), scene.app.registry.random_key());
    let done = scene.app.registry.execute(caller, &key, b"", command.into()).await.unwrap();
    scene.app.settle().await;
    done
}

fn link() -> Evidence {
    Evidence::Link(WebUrl::parse("https://source.example/1").unwrap())
}
