//! What held on a day in the world, as known at another one: statuses, support, memberships.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::support::body;

/// The first cluster was a pilot from 28.08.2012 to 31.12.2016, which was recorded on 1.02.2016, and
/// the development centre supports it since 1.03.2013, which was recorded at once.
async fn pilot() -> Scene {
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
