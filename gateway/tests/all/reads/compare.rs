//! Clusters side by side.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::body;

async fn compared(scene: &Scene) -> Value {
    scene.get(&format!("/api/v1/compare?ids={},{}", scene.pine, scene.birch)).await.body
}

fn row<'c>(comparison: &'c Value, path: &str) -> &'c Value {
    let sections = comparison["sections"].as_array().unwrap().iter();
    let mut rows = sections.flat_map(|section| section["rows"].as_array().unwrap());
    rows.find(|row| row["path"] == path).unwrap_or_else(|| panic!("no {path}"))
}

#[tokio::test]
async fn numbers_stand_beside_the_median_of_listed_clusters() {
    let scene = Scene::entered().await;
    let larch = scene.app.listed(&scene.officer, "Лиственница").await;
    let path = format!("/api/v1/clusters/{larch}/claims");
    let employees = json!({ "claims": [
        { "path": "employees_total", "value": 5000, "described_on": "2015-06-30" }] });
    scene.officer.post(&path, &employees).await.done();
    scene.app.settle().await;
    let comparison = compared(&scene).await;
    let employees = row(&comparison, "employees_total");
    let values: Vec<_> =
        employees["cells"].as_array().unwrap().iter().map(|cell| &cell["value"]).collect();
    assert_eq!((values, &employees["kind"]), (vec![&json!(1200), &json!(1200)], &json!("number")));
    assert_eq!(employees["median"], json!({ "value": 1200, "stated": 3 }));
    let members = row(&comparison, "participants");
    assert_eq!(
        (&members["median"]["value"], &members["cells"][1]["count"]),
        (&json!(10), &json!(11))
    );

    let out = json!({ "reason": "По заявлению" });
    scene.officer.post(&format!("/api/v1/clusters/{larch}/withdrawal"), &out).await.done();
    scene.app.settle().await;
    let after = compared(&scene).await;
    assert_eq!(row(&after, "employees_total")["median"]["stated"], 2, "the withdrawn one is out");
    let then = format!("/api/v1/compare?ids={},{}&as_of=position:30", scene.pine, scene.pine);
    assert_eq!(scene.reader.get(&then).await.refusal(), (422, "compare.count"));
}

#[tokio::test]
async fn codes_have_labels_lists_are_counted_with_shares_and_absence_is_no_zero() {
    let scene = Scene::entered().await;
    let comparison = compared(&scene).await;
    let specialisation = &row(&comparison, "specialisation_key")["cells"];
    assert_eq!(specialisation[0]["codes"][0]["key"], "ict");
    assert_ne!(specialisation[1]["codes"][0]["label"]["ru"], "furniture");
    let types = &row(&comparison, "participants/participant_type")["cells"][0];
    assert_eq!((&types["count"], &types["share"]["per_mille"]), (&json!(10), &json!(1000)));
    let terms = types["terms"].as_array().unwrap();
    let small = terms.iter().find(|one| one["term"]["key"] == "small").unwrap();
    assert_eq!((&small["count"], &small["share"]["per_mille"]), (&json!(9), &json!(900)));
    let projects = &row(&comparison, "projects")["cells"][0];
    assert_eq!((&projects["count"], &projects["absence"]), (&Value::Null, &json!("not_provided")));
    assert_eq!(row(&comparison, "projects")["median"], json!({ "value": null, "stated": 0 }));
}

#[tokio::test]
async fn every_public_field_and_list_of_the_catalogue_is_a_row_and_no_other_is() {
    let scene = Scene::entered().await;
    let comparison = compared(&scene).await;
    let sections = comparison["sections"].as_array().unwrap().iter();
    let rows: Vec<_> = sections
        .flat_map(|section| section["rows"].as_array().unwrap())
        .map(|row| row["path"].as_str().unwrap().to_owned())
        .collect();
    let catalogue = scene.app.app.views();
    let catalogue = catalogue.editions().catalogue().unwrap();
    let public = catalogue
        .fields
        .iter()
        .filter(|field| field.visibility == registry_events::catalogue::Visibility::Public);
    let fields = public.map(|field| match &field.collection {
        Some(collection) => format!("{collection}/{}", field.key),
        None => field.key.to_string(),
    });
    let lists = catalogue.collections.iter().map(|list| list.key.to_string());
    let mut expected: Vec<_> = fields.chain(lists).collect();
    let mut rows = rows;
    expected.sort_unstable();
    rows.sort_unstable();
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn a_comparison_tells_level_and_markers_by_block() {
    let scene = Scene::entered().await;
    let comparison = compared(&scene).await;
    let pine = &comparison["clusters"][0];
    assert_eq!((&pine["id"], &pine["level"]), (&json!(scene.pine), &json!("initial")));
    let level = scene.get(&scene.at("level")).await.body;
    assert_eq!(pine["blocks"], level["blocks"]);
    assert_eq!(pine["blocks"][0]["met"], 10);
}

#[tokio::test]
async fn a_comparison_comes_as_csv_and_as_a_workbook() {
    let scene = Scene::entered().await;
    let path = |format: &str| format!("/api/v1/compare{format}?ids={},{}", scene.pine, scene.birch);
    let csv = scene.file(&path(".csv")).await.text();
    let mut lines = csv.lines();
    let head = format!("\u{feff}section;path;label;median;{};{}", scene.pine, scene.birch);
    assert_eq!(lines.next(), Some(head.as_str()));
    assert!(csv.contains(";blocks.minimum;Минимальные требования;;10 из 10;10 из 10\n"), "{csv}");
    assert!(csv.contains(";employees_total;"), "{csv}");
    let workbook = scene.file(&path(".xlsx")).await;
    let mut workbook = Xlsx::new(Cursor::new(workbook.bytes.clone())).unwrap();
    let sheet = workbook.worksheet_range("Сравнение").unwrap();
    assert_eq!(sheet.get_value((0, 4)).unwrap().to_string(), "Белая сосна");
}

#[tokio::test]
async fn what_can_not_be_compared_is_refused_clearly() {
    let scene = Scene::entered().await;
    let (pine, birch) = (&scene.pine, &scene.birch);
    let seven = [pine.as_str(); 7].join(",");
    for (ids, refusal) in [
        (String::new(), (422, "compare.count")),
        (pine.clone(), (422, "compare.count")),
        (format!("{pine},{pine}"), (422, "compare.count")),
        (seven, (422, "compare.count")),
        (format!("{pine},abc"), (422, "query.not-an-id")),
        (format!("{birch},0000000098"), (404, "not-found")),
    ] {
        let refused = scene.reader.get(&format!("/api/v1/compare?ids={ids}")).await;
        assert_eq!(refused.refusal(), refusal, "{ids}");
    }
    let early = format!("/api/v1/compare?ids={pine},{birch}&as_of=2015-12-01T09:30:00Z");
    assert_eq!(scene.reader.get(&early).await.refusal(), (404, "not-found"), "not listed by then");
}

#[tokio::test]
async fn a_comparison_of_the_past_says_what_was_known_then() {
    let scene = Scene::entered().await;
    scene.app.set_time("2016-03-01T12:00:00Z");
    scene.state(&body::claim("year_created", 2013)).await;
    let year = async |as_of: &str| {
        let ids = format!("{},{}", scene.pine, scene.birch);
        let comparison = scene.get(&format!("/api/v1/compare?ids={ids}{as_of}")).await.body;
        row(&comparison, "year_created")["cells"][0]["value"].clone()
    };
    assert_eq!([year("").await, year("&as_of=2016-02-29").await], [2013, 2012]);
}
