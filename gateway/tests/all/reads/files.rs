//! Lists and figures as files.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::body;

#[tokio::test]
async fn a_csv_has_its_mark_semicolons_and_no_formulas() {
    let scene = Scene::entered().await;
    scene.officer.post("/api/v1/clusters", &body::cluster("=СУММ(A1)")).await.done();
    scene.app.settle().await;
    let csv = scene.file("/api/v1/clusters.csv?sort=name").await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(csv.header("registry-demonstration"), Some("true"));
    assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"clusters.csv\""));
    let text = csv.text();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("\u{feff}id;name_ru;name_en;status;"), "{}", lines[0]);
    assert_eq!(lines.len(), 4);
    assert!(text.contains(";'=СУММ(A1);"), "{text}");
    assert!(
        lines.iter().any(|line| line.contains(";furniture;Производство мебели;initial;начальный;"))
    );
}

#[tokio::test]
async fn a_workbook_opens_and_has_words_for_headings() {
    let scene = Scene::entered().await;
    let xlsx = scene.file("/api/v1/clusters.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range("Реестр").unwrap();
    assert_eq!(
        (sheet.height(), sheet.get_value((0, 0)).unwrap().to_string()),
        (3, "Идентификатор".into())
    );

    for language in ["ru", "en"] {
        let path = format!("/api/v1/statistics.xlsx?as_of=2015-12-01&lang={language}");
        let figures = scene.file(&path).await;
        let book: Xlsx<_> = Xlsx::new(Cursor::new(figures.bytes.to_vec())).unwrap();
        assert!(book.sheet_names().len() > 10, "{language}");
    }
}

#[tokio::test]
async fn lines_and_points_are_those_of_the_list() {
    let scene = Scene::entered().await;
    let lines = scene.file("/api/v1/clusters.jsonl?region=RU-TOM").await;
    let row: Value = serde_json::from_slice(&lines.bytes).unwrap();
    assert_eq!(row["id"], scene.pine);
    let points = scene.get("/api/v1/clusters.geojson?region=RU-TOM").await.body;
    assert_eq!(
        (&points["type"], &points["demonstration"]),
        (&json!("FeatureCollection"), &json!(true))
    );
    assert_eq!(
        points["features"][0]["geometry"],
        json!({ "type": "Point", "coordinates": [84.9744, 56.4977] })
    );
}

#[tokio::test]
async fn the_whole_register_comes_in_every_format_and_takes_no_filters() {
    let scene = Scene::entered().await;
    for extension in ["jsonl", "csv", "xlsx", "geojson"] {
        let path = format!("/api/v1/export/clusters.{extension}");
        scene.file(&path).await;
        let filtered = scene.reader.get(&format!("{path}?level=high")).await;
        assert_eq!(filtered.refusal().0, 422, "{extension}: {filtered:?}");
        scene.file(&format!("{path}?as_of=2015-12-01")).await;
    }
    let same = [("csv", "lang=ru"), ("geojson", "lang=ru"), ("csv", "lang=en&on=2015-12-01")];
    for (extension, asked) in same {
        let [whole, list] = ["export/clusters", "clusters"]
            .map(|path| format!("/api/v1/{path}.{extension}?{asked}"));
        assert_eq!(scene.file(&whole).await.text(), scene.file(&list).await.text(), "{whole}");
    }
}

#[tokio::test]
async fn figures_come_as_lines_with_their_paths() {
    let scene = Scene::high().await;
    let csv = scene.file("/api/v1/statistics.csv").await;
    let text = csv.text();
    assert!(
        text.contains(
            "clusters.by_level.high;Кластеры по уровням оргразвития;высокий;Кластеры;1;2;2"
        ),
        "{text}"
    );
    assert!(
        text.contains("projects.total;Совместные проекты по стадиям;Всего;Проекты;2;1;2"),
        "{text}"
    );
    assert!(text.contains("governing_bodies.average_staff;"), "{text}");
    let lines = scene.file("/api/v1/statistics.jsonl").await;
    let text = lines.text();
    assert!(
        text.lines().any(|line| line == r#"{"figure":"clusters.by_level.high","value":1}"#),
        "{text}"
    );
}
