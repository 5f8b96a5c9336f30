//! Regions' development centres.

use serde_json::json;

use crate::support::{TestApp, body};

#[tokio::test]
async fn a_centre_is_opened_once_and_closed_once() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let open = json!({ "organisation": { "name": "ЦКР (демо)", "inn": body::inn(5), "ogrn": body::ogrn(5) },
        "opened_on": "2013-01-01", "evidence": ["https://region.example/order"] });
    let answer = officer.post("/api/v1/regions/RU-TOM/ckr", &open).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.header("location"), Some("/api/v1/regions/RU-TOM"));
    assert_eq!(answer.text("region"), "RU-TOM");
    let again = officer.post("/api/v1/regions/RU-TOM/ckr", &open).await;
    assert_eq!(again.refusal(), (409, "ckr.already-open"));

    let at = format!("/api/v1/regions/RU-TOM/ckr/{}/closing", answer.text("organisation"));
    let close = json!({ "closed_on": "2015-11-01", "reason": "Реорганизован" });
    officer.post(&at, &close).await.done();
    assert_eq!(officer.post(&at, &close).await.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn a_centre_needs_a_region_a_number_and_a_day_that_has_come() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let open = json!({ "organisation": body::organisation(5), "opened_on": "2016-01-01" });
    let refused = officer.post("/api/v1/regions/RU-TOM/ckr", &open).await;
    assert_eq!((refused.refusal(), refused.errors()[0].0), ((422, "date.in-future"), "/opened_on"));
    let refused = officer.post("/api/v1/regions/RU-XXX/ckr", &open).await;
    assert_eq!(refused.refusal(), (404, "not-found"));
    let open = json!({ "organisation": { "name": "ЦКР" }, "opened_on": "01.01.2016" });
    let refused = officer.post("/api/v1/regions/RU-TOM/ckr", &open).await;
    assert_eq!(
        refused.errors(),
        [("/organisation", "organisation.identifier-needed"), ("/opened_on", "date.malformed"),]
    );
}
