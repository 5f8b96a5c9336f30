//! What held on a day in the world, as known at another one: statuses, support, memberships.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::support::body;

/// The first cluster was a pilot from 28.08.2012 to 31.12.2016, which was recorded on 1.02.2016, and
/// the development centre supports it since 1.03.2013, which was recorded at once.
pub(crate) async fn pilot() -> Scene {
    let scene = Scene::shipped().await;
    let ckr = json!({ "claims": [], "open": [{ "collection": "official_statuses", "claims": {
        "type": "ckr_supported", "granted_on": "2013-03-01",
        "issuer": { "id": scene.centre } } }] });
    scene.officer.post(&scene.at("claims"), &ckr).await.done();
    scene.app.set_time("2016-02-01T12:00:00Z");
    let status = json!({ "claims": [], "open": [{ "collection": "official_statuses", "claims": {
        "type": "pilot_itc", "number": "7", "granted_on": "2012-08-28",
        "valid_until": "2016-12-31" } }] });
    scene.officer.post(&scene.at("claims"), &status).await.done();
    scene.app.set_time("2017-02-01T12:00:00Z");
    scene.app.settle().await;
    scene
}

async fn pilots(scene: &Scene, when: &str) -> Vec<String> {
    let list = scene.get(&format!("/api/v1/clusters?support=pilot_itc{when}")).await.body;
    let items = list["items"].as_array().unwrap().iter();
    items.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn which_clusters_were_pilots_is_asked_along_both_axes() {
    let scene = pilot().await;
    let only = vec![scene.pine.clone()];
    assert_eq!(pilots(&scene, "&on=2015-06-30").await, only);
    assert_eq!(pilots(&scene, "&on=2012-08-27").await, [""; 0], "not yet granted");
    assert_eq!(pilots(&scene, "&on=2015-06-30&as_of=2016-01-31").await, [""; 0], "not yet known");
    assert_eq!(pilots(&scene, "&on=2015-06-30&as_of=2016-02-01").await, only);
    assert_eq!(pilots(&scene, "").await, [""; 0], "over by today");
    let held = "/api/v1/clusters?official_status=ckr_supported&on=2013-03-01";
    assert_eq!(scene.get(held).await.body["total"], 1);
}

#[tokio::test]
async fn the_facet_of_support_counts_without_its_own_filter() {
    let scene = pilot().await;
    let path = "/api/v1/clusters?support=ckr&on=2015-06-30";
    let list = scene.get(path).await.body;
    assert_eq!(list["total"], 0);
    let counts: Vec<_> = list["facets"]["support"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["key"].as_str().unwrap(), &one["count"], &one["selected"]))
        .collect();
    assert_eq!(
        counts,
        [
            ("pilot_itc", &json!(1), &json!(false)),
            ("ckr", &json!(0), &json!(true)),
            ("independent", &json!(1), &json!(false)),
        ]
    );
    assert_eq!(list["facets"]["support"][1]["label"]["ru"], "При поддержке ЦКР");
    let refused = scene.reader.get("/api/v1/clusters?support=none").await;
    assert_eq!(refused.refusal(), (422, "query.not-a-choice"));
    let page = raw::get(&scene.app, "/clusters?support=pilot_itc&on=2015-06-30", &[]).await;
    assert!(page.text().contains("Показано, что действовало 30.06.2015"), "{}", page.text());
}

#[tokio::test]
async fn a_card_tells_support_today_and_on_a_day_with_the_statuses_held() {
    let scene = pilot().await;
    let card = scene.get(&format!("{}?on=2015-06-30", scene.card())).await.body;
    let support = &card["support"];
    assert_eq!(support["today"]["category"]["key"], "ckr");
    assert_eq!(
        (&support["on"]["day"], &support["on"]["category"]["label"]["ru"]),
        (&json!("2015-06-30"), &json!("Пилотный ИТК"))
    );
    let numbers: Vec<_> =
        card["statuses"].as_array().unwrap().iter().map(|s| &s["number"]).collect();
    assert_eq!(numbers, [&Value::Null, &json!("7")]);
    let today = scene.get(&scene.card()).await.body;
    assert_eq!(
        (&today["support"]["on"], today["statuses"].as_array().unwrap().len()),
        (&Value::Null, 1)
    );
    let page = raw::get(&scene.app, &format!("/clusters/{}", scene.pine), &[]).await.text();
    assert!(page.contains("<span class=\"meta\">При поддержке ЦКР</span>"), "{page}");
}

#[tokio::test]
async fn a_centre_that_closed_ends_the_support_of_an_unchanged_card() {
    let scene = pilot().await;
    let before = scene.get(&scene.card()).await;
    let path = format!("/api/v1/regions/RU-TOM/ckr/{}/closing", scene.centre);
    let closed = json!({ "closed_on": "2017-01-31", "reason": "Реорганизация" });
    scene.officer.post(&path, &closed).await.done();
    scene.app.settle().await;
    let after = scene.get(&scene.card()).await;
    assert_eq!(after.body["support"]["today"]["category"]["key"], "independent");
    assert_ne!(before.header("etag"), after.header("etag"));
}

#[tokio::test]
async fn a_status_that_ran_out_overnight_changes_the_tag_of_an_unchanged_card() {
    let scene = pilot().await;
    scene.app.set_time("2016-12-31T12:00:00Z");
    let last = scene.get(&scene.card()).await;
    assert_eq!(last.body["support"]["today"]["category"]["key"], "pilot_itc");
    scene.app.set_time("2017-01-01T12:00:00Z");
    let tag = last.header("etag").unwrap();
    let next = raw::get(&scene.app, &scene.card(), &[("if-none-match", tag)]).await;
    assert_eq!(next.status, 200, "the same position and another day");
}

#[tokio::test]
async fn memberships_hold_from_the_day_of_joining_else_of_recording() {
    let scene = Scene::shipped().await;
    scene.state(&body::claim("participants/1/joined_on", "2014-03-01")).await;
    let card = scene.get(&format!("{}?on=2015-06-30", scene.card())).await.body;
    let members = card["items"]["participants"].as_array().unwrap();
    assert_eq!((members.len(), &members[0]["item"]), (1, &json!(1)));
    let contacts = card["items"]["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 1, "contacts have no days");
    let path = format!("/api/v1/organisations/{}", scene.organisation(0));
    let clusters = async |on: &str| {
        scene.get(&format!("{path}?on={on}")).await.body["clusters"].as_array().unwrap().len()
    };
    assert_eq!([clusters("2014-02-28").await, clusters("2014-03-01").await], [0, 1]);
    assert_eq!(clusters("2015-12-01").await, 2, "the other one told no day");
}

/// A project since 2015 and a participant since 2014; another one left on 15.01.2016, which was
/// recorded on 1.02.2016.
async fn left() -> Scene {
    let scene = Scene::shipped().await;
    let project = json!({ "collection": "projects", "claims": {
        "title": "Общий полигон", "stage": "in_progress", "spheres": ["rnd"],
        "participants": [1, 3, 4], "cost_sharing": true, "start": "2015-01-01" } });
    let joined = json!({ "path": "participants/1/joined_on", "value": "2014-03-01" });
    scene.state(&json!({ "claims": [joined], "open": [project] })).await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let left = json!({ "path": "participants/2", "on": "2016-01-15", "reason": "Вышел" });
    scene.state(&json!({ "claims": [], "close": [left] })).await;
    scene
}

#[tokio::test]
async fn rows_count_the_participants_and_projects_that_held_on_the_day() {
    let scene = left().await;
    let counts = async |when: &str| {
        let list = scene.get(&format!("/api/v1/clusters?{when}")).await.body;
        let rows = list["items"].as_array().unwrap();
        let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
        [&scene.pine, &scene.birch]
            .map(|id| json!([row(id)["participants"]["total"], row(id)["projects"]]))
    };
    assert_eq!(counts("").await, [json!([9, 1]), json!([11, null])]);
    assert_eq!(counts("on=2016-01-15").await[0], json!([9, 1]));
    assert_eq!(counts("on=2016-01-14").await[0], json!([10, 1]));
    assert_eq!(counts("on=2016-01-31&as_of=2016-01-31").await[0], json!([10, 1]), "not known yet");
    let before = counts("on=2015-06-30").await;
    assert_eq!(before, [json!([1, 1]), json!([null, null])], "nothing is told of the other one");
    assert_eq!(counts("on=2014-12-31").await[0], json!([1, null]), "no project yet");
    let page = raw::get(&scene.app, "/clusters?on=2015-06-30", &[]).await.text();
    assert!(page.contains("data-label=\"Участники\" class=\"number\">1<"), "{page}");
}

#[tokio::test]
async fn bounds_of_participants_and_files_follow_the_day() {
    let scene = left().await;
    let total = async |query: &str| {
        scene.get(&format!("/api/v1/clusters?{query}")).await.body["total"].clone()
    };
    assert_eq!(total("participants_min=10").await, 1);
    assert_eq!(total("participants_min=10&on=2016-01-14").await, 2);
    assert_eq!(
        total("participants_max=5&on=2015-06-30").await,
        1,
        "an unknown number fits nothing"
    );
    let member = format!("organisation={}", scene.organisation(1));
    assert_eq!(
        (total(&member).await, total(&format!("{member}&on=2016-01-14")).await),
        (json!(1), json!(2))
    );
    let rows = scene.rows("/api/v1/clusters.csv?on=2015-06-30&sort=participants").await;
    assert_eq!([0, 1].map(|row: usize| &rows[row]["participants"]), ["1", ""]);
}

#[tokio::test]
async fn a_day_that_has_not_come_or_can_not_be_read_is_refused() {
    let scene = Scene::shipped().await;
    for (on, code) in [("2016-01-01", "on.in-future"), ("30.06.2015", "on.malformed")] {
        for path in ["/api/v1/clusters", &scene.card()] {
            let refused = scene.reader.get(&format!("{path}?on={on}")).await;
            assert_eq!(refused.refusal(), (422, code), "{path}");
        }
    }
}
