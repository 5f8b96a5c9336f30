//! What clusters have in common, read from what they disclose.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::body;

/// Two clusters with ten participants in common; from February 2016 also a partner of both, one that
/// is a participant of the other, a project with a participant of the other, and a link that the
/// other one confirms.
pub(crate) async fn linked() -> Scene {
    let scene = Scene::shipped().await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let partner = |number: u64| {
        json!({ "collection": "partners",
            "claims": { "organisation": body::organisation(number), "country": "RU" } })
    };
    let link = json!({ "collection": "cluster_links", "claims": {
        "type": "agreement", "cluster": scene.birch, "since": "2014-03-01" } });
    let project = json!({ "collection": "projects", "claims": {
        "title": "Общий полигон", "stage": "in_progress", "spheres": ["rnd"],
        "participants": [1, 2, 3], "cost_sharing": true, "start": "2015-01-01" } });
    let opened = scene
        .state(&json!({ "claims": [], "open": [partner(90), partner(50), link, project] }))
        .await;
    let birch = format!("/api/v1/clusters/{}/claims", scene.birch);
    let its = json!({ "claims": [], "open": [partner(90)] });
    scene.officer.post(&birch, &its).await.done();
    let link = opened.body["opened"][2].as_str().unwrap();
    let confirm = json!({ "claims": [{ "path": link }],
        "evidence": ["https://pine.example/agreement"] });
    scene.officer.post(&scene.at("confirmations"), &confirm).await.done();
    scene.app.settle().await;
    scene
}

async fn list(scene: &Scene, query: &str) -> Value {
    scene.get(&format!("/api/v1/links?{query}")).await.body
}

#[tokio::test]
async fn a_pair_of_clusters_tells_everything_that_they_have_in_common() {
    let scene = linked().await;
    let list = list(&scene, "").await;
    assert_eq!(
        (&list["total"], &list["base"]),
        (&json!(1), &json!({ "clusters": 2, "stated": 2 }))
    );
    let pair = &list["items"][0];
    let counts = ["participants", "partners", "projects"].map(|key| pair[key].as_u64().unwrap());
    assert_eq!(counts, [10, 2, 1]);
    let organisations = pair["organisations"].as_array().unwrap();
    let both =
        organisations.iter().filter(|one| one["is"] == json!(["participant", "participant"]));
    assert_eq!((organisations.len(), both.count()), (12, 10));
    let mixed = organisations.iter().find(|one| one["is"][0] != one["is"][1]).unwrap();
    assert_eq!(mixed["organisation"]["name"]["ru"], "ООО «Организация 50» (демо)");
    assert_eq!(pair["joint_projects"][0]["title"]["ru"], "Общий полигон");
    assert_eq!(pair["joint_projects"][0]["cluster"], scene.pine.as_str());
    let link = &pair["links"][0];
    assert_eq!((&link["stated_by"], &link["since"]), (&json!(scene.pine), &json!("2014-03-01")));
    assert_eq!(link["kind"]["key"], "agreement");
    assert_eq!(link["corroboration"], "fully_corroborated");
}

#[tokio::test]
async fn filters_narrow_the_pairs_and_what_no_dictionary_knows_is_refused() {
    let scene = linked().await;
    let total = async |query: &str| list(&scene, query).await["total"].as_u64().unwrap();
    assert_eq!(total(&format!("cluster={}", scene.birch)).await, 1);
    assert_eq!(total("cluster=0000000098").await, 0);
    assert_eq!(total("region=RU-VLG&kind=links").await, 1);
    assert_eq!(total("region=RU-MOW").await, 0);
    for (query, code) in [
        ("cluster=x", "query.not-an-id"),
        ("region=RU-XXX", "filter.unknown-value"),
        ("kind=love", "query.not-a-choice"),
        ("clusters=x", "query.unknown-parameter"),
    ] {
        let refused = scene.reader.get(&format!("/api/v1/links?{query}")).await;
        assert_eq!(refused.refusal(), (422, code), "{query}");
    }
}

#[tokio::test]
async fn as_of_a_date_only_what_was_recorded_by_then_is_in_common() {
    let scene = linked().await;
    let then = list(&scene, "as_of=2015-12-31").await;
    let pair = &then["items"][0];
    assert_eq!((&pair["participants"], &pair["partners"]), (&json!(10), &json!(0)));
    assert_eq!((&pair["projects"], &pair["links"]), (&json!(0), &json!([])));
    assert_eq!(list(&scene, "as_of=2015-12-31&kind=partners").await["total"], 0);
}

#[tokio::test]
async fn a_link_that_nobody_confirms_is_none_and_what_ended_is_not_in_common() {
    let scene = Scene::shipped().await;
    let link = json!({ "collection": "cluster_links",
        "claims": { "type": "agreement", "cluster": scene.birch } });
    scene.state(&json!({ "claims": [], "open": [link] })).await;
    assert_eq!(list(&scene, "kind=links").await["total"], 0);
    let close = json!({ "claims": [], "close": [
        { "path": "participants/1", "on": "2015-11-30", "reason": "Вышла" }] });
    scene.state(&close).await;
    let pair = &list(&scene, "").await["items"][0];
    assert_eq!(pair["participants"], 9);
    let before = &list(&scene, "as_of=2015-12-01T09:30:00Z").await["total"];
    assert_eq!(before, &json!(0), "the other cluster wasn't there yet");
    let held = &list(&scene, "on=2015-11-29").await;
    assert_eq!(held["total"], 0, "nobody says that they had begun by then");
}

#[tokio::test]
async fn an_organisation_that_very_many_name_links_nobody_and_is_named_apart() {
    let scene = Scene::entered().await;
    for number in 0..60 {
        let mut cluster = body::cluster(&format!("Кластер {number}"));
        let open = cluster["open"].as_array_mut().unwrap();
        open.retain(|one| one["collection"] != "participants");
        let own = 100 + number * 10;
        open.extend((own..own + 9).map(|number| body::participant(number, "small")));
        open.push(body::participant(10, "education"));
        scene.officer.post("/api/v1/clusters", &cluster).await.done();
    }
    scene.app.settle().await;
    let list = list(&scene, "").await;
    assert_eq!(list["total"], 1, "only the two that share nine more");
    assert_eq!(list["items"][0]["participants"], 9);
    assert_eq!(list["left_out"][0]["name"]["ru"], "ООО «Организация 10» (демо)");
}

#[tokio::test]
async fn pairs_with_more_in_common_come_first_and_the_list_is_paged() {
    let scene = linked().await;
    let mut third = body::cluster("Кедр");
    third["open"].as_array_mut().unwrap().retain(|one| one["as"] != "p1");
    third["open"].as_array_mut().unwrap().push(body::participant(60, "small"));
    scene.officer.post("/api/v1/clusters", &third).await.done();
    scene.app.settle().await;
    let first = list(&scene, "limit=2").await;
    let counts: Vec<_> =
        first["items"].as_array().unwrap().iter().map(|one| one["participants"].clone()).collect();
    assert_eq!((&first["total"], counts), (&json!(3), vec![json!(10), json!(9)]));
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = list(&scene, &format!("limit=2&cursor={cursor}")).await;
    assert_eq!(last["items"].as_array().unwrap().len(), 1);
}
