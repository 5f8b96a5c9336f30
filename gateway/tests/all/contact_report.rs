//! «Сообщить об ошибке» without an account: a link by mail, then officers have it.

use serde_json::json;

use crate::contact_enquiry::Scene;
use crate::support::letters::link;

const FINDER: &str = "finder@pine.example";
const WORDS: &str = "Кластер создан раньше, смотрите устав";

#[tokio::test]
async fn a_mistake_is_reported_from_its_field_and_reaches_officers_once() {
    let scene = Scene::set().await;
    let mut finder = scene.app.browser();
    let profile = finder.get(&format!("/clusters/{}", scene.cluster)).await;
    let way = format!("/clusters/{}/report?field=year_created", scene.cluster);
    let ways = profile.texts(&format!("a[href='{way}']"));
    assert_eq!(ways, ["Сообщить об ошибке"], "every field has its own");
    let of_item = format!("a[href^='/clusters/{}/report?field=participants/1/']", scene.cluster);
    assert!(!profile.texts(&of_item).is_empty(), "and items");

    let page = finder.get(&way).await;
    assert!(page.texts(".written")[0].contains("2012"), "what stands there: {}", page.html);
    let at = format!("/clusters/{}/report", scene.cluster);
    let wrong = finder.submit(&page, &at, &[("mistake", ""), ("email", "finder")]).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 2));
    assert_eq!(wrong.attribute("input[name=email]", "value").as_deref(), Some("finder"));
    let sent = finder.submit(&page, &at, &[("mistake", WORDS), ("email", FINDER)]).await;
    assert_eq!(sent.location(), format!("/clusters/{}/letter-sent", scene.cluster));
    let letter = scene.app.letters().await.remove(0);
    assert_eq!(letter.recipient, FINDER);
    let reports = async || scene.officer.get("/api/v1/reports?outcome=waiting").await;
    assert_eq!(reports().await.number("total"), 0);

    let path = link(&letter);
    let page = finder.get(&path).await;
    assert!(page.html.contains(WORDS) && !page.html.contains(FINDER));
    assert_eq!(reports().await.number("total"), 0, "a look never acts");
    assert_eq!(finder.submit(&page, &path, &[]).await.location(), path);
    let again = finder.submit(&page, &path, &[]).await;
    assert_eq!(again.texts("h1"), ["Сообщение об ошибке отправлено"]);
    let filed = reports().await;
    assert_eq!(filed.number("total"), 1);
    let id = filed.body["items"][0]["report"].as_str().unwrap();
    let at = format!("/api/v1/reports/{id}");
    assert_eq!(scene.officer.get(&at).await.body["text"], WORDS);
    let log = String::from_utf8_lossy(&scene.app.log_bytes().await).into_owned();
    assert!(!log.contains(FINDER) && !log.contains(WORDS));

    let decision = json!({ "outcome": "corrected", "reason": "Сверено с уставом" });
    scene.officer.post(&format!("{at}/decision"), &decision).await.done();
    let told = scene.app.letters().await;
    assert_eq!((told.len(), told[0].recipient.as_str()), (1, FINDER));
    assert!(told[0].text.contains("исправлено") && told[0].text.contains("Сверено с уставом"));
}

#[tokio::test]
async fn nothing_is_reported_of_a_field_that_nobody_sees() {
    let scene = Scene::set().await;
    let mut finder = scene.app.browser();
    let at = |field: &str| format!("/clusters/{}/report?field={field}", scene.cluster);
    for (field, status) in
        [("contacts/11/name", 422), ("nothing", 422), ("a%20b", 404), ("", 404), ("summary", 200)]
    {
        assert_eq!(finder.get(&at(field)).await.status, status, "{field}");
    }
    let mask = json!({ "path": "summary", "law": "149-ФЗ (тест)", "reason": "По решению суда" });
    let masking = format!("/api/v1/clusters/{}/masking", scene.cluster);
    scene.officer.post(&masking, &mask).await.done();
    scene.app.settle().await;
    let masked = finder.get(&at("summary")).await;
    assert!(!masked.html.contains("Кластер объединяет предприятия"), "{}", masked.html);
}
