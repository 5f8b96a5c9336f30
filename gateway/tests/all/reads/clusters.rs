//! The register as a list: filters, facets, order, pages that stand still.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::support::{TestApp, body};

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|row| row["name"]["ru"].as_str().unwrap()).collect()
}

async fn found(scene: &Scene, query: &str) -> Vec<String> {
    let list = scene.get(&format!("/api/v1/clusters?{query}")).await.body;
    names(&list).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_row_has_its_words_and_numbers() {
    let scene = Scene::high().await;
    let list = scene.get("/api/v1/clusters?q=сосна").await.body;
    assert_eq!((&list["total"], &list["next_cursor"]), (&json!(1), &Value::Null));
    let row = &list["items"][0];
    assert_eq!(row["level"], "high");
    assert_eq!(row["level_since"], "2017-03-12T12:00:00Z");
    assert_eq!(row["specialisation"]["label"]["ru"], "Информационно-коммуникационные технологии");
    assert_eq!(
        row["regions"][0],
        json!({ "key": "RU-TOM", "label": { "ru": "Томская область", "en": "Tomsk Oblast" } })
    );
    assert_eq!(
        row["participants"],
        json!({ "total": 10, "confirmed": 6,
        "by_type": { "education": 1, "small": 9 } })
    );
    assert_eq!((&row["projects"], &row["employees_total"]), (&json!(2), &json!(1200)));
    assert_eq!(row["point"], json!({ "lat": 56.4977, "lng": 84.9744, "precision": "locality" }));
}

#[tokio::test]
async fn a_cluster_without_projects_is_not_said_to_have_none() {
    let scene = Scene::entered().await;
    let list = scene.get("/api/v1/clusters").await.body;
    assert!(list["items"].as_array().unwrap().iter().all(|row| row["projects"].is_null()));
}

#[tokio::test]
async fn each_filter_narrows_the_list_and_values_of_one_filter_widen_it() {
    let scene = Scene::high().await;
    let organisation = scene.organisation(0);
    for (query, expected) in [
        ("level=high", vec!["Белая сосна"]),
        ("level=high&level=initial&sort=name", vec!["Белая сосна", "Берёза"]),
        ("region=RU-KOS", vec!["Берёза"]),
        ("district=SFO", vec!["Белая сосна"]),
        ("specialisation=furniture", vec!["Берёза"]),
        ("status=withdrawn", vec![]),
        ("participants_min=11", vec!["Берёза"]),
        ("participants_max=10", vec!["Белая сосна"]),
        ("q=БЕРЕЗА", vec!["Берёза"]),
        ("q=Организация 50", vec!["Берёза"]),
        ("q=&level=", vec!["Белая сосна", "Берёза"]),
        (&format!("organisation={organisation}&sort=name"), vec!["Белая сосна", "Берёза"]),
        ("sort=participants", vec!["Берёза", "Белая сосна"]),
        ("sort=level_since", vec!["Белая сосна", "Берёза"]),
    ] {
        assert_eq!(found(&scene, &query.replace(' ', "%20")).await, expected, "{query}");
    }
}

#[tokio::test]
async fn what_can_not_be_asked_is_refused_together_with_its_places() {
    let scene = Scene::entered().await;
    let query = "level=best&sort=level&limit=0&region=RU-XXX&participants_min=-1&colour=red";
    let answer = scene.reader.get(&format!("/api/v1/clusters?{query}")).await;
    assert_eq!(answer.refusal(), (422, "request.invalid"));
    let mut errors = answer.errors();
    errors.sort_unstable();
    assert_eq!(
        errors,
        [
            ("?colour", "query.unknown-parameter"),
            ("?level", "filter.unknown-value"),
            ("?limit", "limit.out-of-range"),
            ("?participants_min", "query.not-a-number"),
            ("?region", "filter.unknown-value"),
            ("?sort", "sort.unknown"),
        ]
    );
}

#[tokio::test]
async fn a_facet_counts_without_its_own_filter_and_has_words() {
    let scene = Scene::high().await;
    let list = scene.get("/api/v1/clusters?level=high").await.body;
    assert_eq!(
        list["facets"]["level"],
        json!([
            { "key": "initial", "label": { "ru": "начальный", "en": "initial" }, "count": 1, "selected": false },
            { "key": "high", "label": { "ru": "высокий", "en": "high" }, "count": 1, "selected": true },
        ])
    );
    assert_eq!(list["facets"]["district"][0]["label"]["ru"], "Сибирский федеральный округ");
    let lifted = scene.get("/api/v1/clusters?specialisation=tourism").await.body;
    let tourism = lifted["facets"]["specialisation"].as_array().unwrap().iter();
    let tourism: Vec<_> = tourism.filter(|value| value["selected"] == true).collect();
    assert_eq!((tourism.len(), &tourism[0]["count"]), (1, &json!(0)));
}

#[tokio::test]
async fn a_list_of_the_past_shows_what_was_recorded_then() {
    let scene = Scene::high().await;
    let then = scene.get("/api/v1/clusters?as_of=2015-12-01&sort=name").await.body;
    let levels: Vec<_> =
        then["items"].as_array().unwrap().iter().map(|row| &row["level"]).collect();
    assert_eq!(levels, ["initial", "initial"]);
    let nothing = scene.get("/api/v1/clusters?as_of=2015-11-30").await.body;
    assert_eq!((&nothing["total"], &nothing["position"]), (&json!(0), &Value::Null));
    let first = scene
        .get(&format!("/api/v1/clusters?as_of=position:{}", then["items"][0]["updated_position"]))
        .await;
    assert_eq!(names(&first.body), ["Белая сосна"], "the other one came later");
}

#[tokio::test]
async fn pages_stand_still_while_the_register_grows() {
    let scene = Scene::entered().await;
    let first = scene.get("/api/v1/clusters?limit=1&sort=updated").await;
    assert_eq!(names(&first.body), ["Берёза"]);
    let cursor = first.text("next_cursor");
    let link = first.header("link").unwrap();
    assert_eq!(
        link,
        format!("</api/v1/clusters?limit=1&sort=updated&cursor={cursor}>; rel=\"next\"")
    );

    scene.state(&body::claim("year_created", 2013)).await;
    scene.app.listed(&scene.officer, "Ольха").await;
    scene.app.settle().await;
    let second = scene.get(&format!("/api/v1/clusters?limit=1&sort=updated&cursor={cursor}")).await;
    assert_eq!(names(&second.body), ["Белая сосна"]);
    assert_eq!((&second.body["total"], &second.body["next_cursor"]), (&json!(2), &Value::Null));
    assert_eq!(second.header("link"), None);
}

#[tokio::test]
async fn a_cursor_of_another_query_is_refused() {
    let scene = Scene::entered().await;
    let cursor = scene.get("/api/v1/clusters?limit=1").await.text("next_cursor");
    for query in ["sort=name", "level=initial", "as_of=2015-12-01", "q=а"] {
        let answer = scene.reader.get(&format!("/api/v1/clusters?{query}&cursor={cursor}")).await;
        assert_eq!(answer.refusal(), (422, "cursor.of-another-query"), "{query}");
    }
    let made_up = scene.reader.get("/api/v1/clusters?cursor=abc").await;
    assert_eq!(made_up.refusal(), (422, "cursor.malformed"));
    let organisations = format!("/api/v1/organisations?cursor={cursor}");
    assert_eq!(scene.reader.get(&organisations).await.refusal(), (422, "cursor.of-another-query"));
}

#[tokio::test]
async fn a_cursor_that_this_registry_never_gave_is_refused() {
    let scene = Scene::entered().await;
    let cursor = scene.get("/api/v1/clusters?limit=1").await.text("next_cursor");
    let (begun, query) = (u64::from_str_radix(&cursor[..16], 16).unwrap(), &cursor[24..]);
    let forged = |position: u64| format!("{position:016x}00000001{query}");
    assert_eq!(forged(begun), cursor);
    let head = scene.app.events().await;
    // The last one stands within a commit, whose events are seen together or not at all.
    for position in [u64::MAX, head + 1_000, head, begun - 1] {
        for list in ["clusters", "organisations"] {
            let mut forged = forged(position);
            if list == "organisations" {
                let own = scene.get("/api/v1/organisations?limit=1").await.text("next_cursor");
                forged.replace_range(24.., &own[24..]);
            }
            let path = format!("/api/v1/{list}?limit=1&cursor={forged}");
            let refused = scene.reader.get(&path).await;
            assert_eq!(refused.refusal(), (422, "cursor.foreign"), "{position}");
            assert_eq!(refused.errors(), [("?cursor", "cursor.foreign")]);
        }
    }
}

#[tokio::test]
async fn a_cursor_with_another_offset_is_refused_and_one_from_before_a_restart_is_not() {
    let mut scene = Scene::entered().await;
    let cursor = scene.get("/api/v1/clusters?limit=1").await.text("next_cursor");
    let forged = format!("{}00000000{}", &cursor[..16], &cursor[24..]);
    let refused = scene.reader.get(&format!("/api/v1/clusters?limit=1&cursor={forged}")).await;
    assert_eq!(refused.refusal(), (422, "cursor.foreign"));
    scene.app = scene.app.restarted().await;
    let reader = scene.app.anonymous();
    let again = reader.get(&format!("/api/v1/clusters?limit=1&cursor={cursor}")).await;
    assert_eq!(again.status, 200);
}

#[tokio::test]
async fn a_cursor_shows_nothing_later_than_what_is_asked_as_of() {
    let scene = Scene::entered().await;
    let path = "/api/v1/clusters?limit=1&as_of=2015-12-01T10:00:00Z";
    let cursor = scene.get(path).await.text("next_cursor");
    scene.app.set_time("2015-12-02T10:00:00Z");
    scene.state(&body::claim("year_created", 2013)).await;
    scene.app.settle().await;
    let later = scene.app.events().await - 1;
    let forged = format!("{later:016x}{}", &cursor[16..]);
    let refused = scene.reader.get(&format!("{path}&cursor={forged}")).await;
    assert_eq!(refused.refusal(), (422, "cursor.foreign"));
    assert_eq!(scene.reader.get(&format!("{path}&cursor={cursor}")).await.status, 200);
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let scene = Scene::entered().await;
    let tag = scene.get("/api/v1/clusters").await.header("etag").unwrap().to_owned();
    let again = raw::get(&scene.app, "/api/v1/clusters", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}

#[tokio::test]
async fn an_application_shows_nowhere_before_it_is_listed() {
    let app = TestApp::new().await;
    app.applicant()
        .await
        .post("/api/v1/applications", &body::application("Тайная сосна"))
        .await
        .done();
    app.settle().await;
    let reader = app.anonymous();
    let list = reader.get("/api/v1/clusters").await;
    assert_eq!(list.body["total"], 0);
    let organisations = reader.get("/api/v1/organisations").await;
    assert_eq!(organisations.body["total"], 0);
    let changes = raw::get(&app, "/api/v1/changes?limit=500", &[]).await;
    assert!(!changes.text().contains("Тайная"));
}

#[tokio::test]
async fn an_empty_registry_answers_with_nothing() {
    let app = TestApp::unopened(crate::support::generous()).await;
    let list = app.anonymous().get("/api/v1/clusters").await;
    assert_eq!(
        (list.status, &list.body["items"], &list.body["position"]),
        (200, &json!([]), &Value::Null)
    );
}
