//! Publications as officers write them: recorded, corrected, withdrawn, each write once.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

pub(crate) const AT: &str = "/api/v1/publications";

/// A report of the first of November that is found on the web.
pub(crate) fn report(title: &str) -> Value {
    json!({ "kind": "report", "title": { "ru": title, "en": null }, "summary": null,
        "published_on": "2015-11-01", "found_at": "https://press.example/report",
        "regions": ["RU-TOM"], "specialisations": ["ict"] })
}

pub(crate) fn correction(says: &Value) -> Value {
    json!({ "says": says, "reason": "Исправлено название" })
}

pub(crate) fn withdrawal() -> Value {
    json!({ "reason": "Записано дважды" })
}

async fn officer() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    (app, officer)
}

#[tokio::test]
async fn a_publication_is_recorded_corrected_and_withdrawn() {
    let (_app, officer) = officer().await;
    let recorded = officer.post(AT, &report("Отчёт")).await;
    assert_eq!(recorded.status, 201, "{recorded:?}");
    let number = recorded.number("publication");
    let one = format!("{AT}/{number}");
    assert_eq!(recorded.header("location"), Some(one.as_str()));
    assert_eq!(recorded.number("version"), number);
    let says = correction(&report("Доклад"));
    let corrected = officer.post(&format!("{one}/correction"), &says).await.done();
    assert_eq!((corrected.status, corrected.number("publication")), (200, number));
    assert!(corrected.number("version") > number);
    let withdrawn = officer.post(&format!("{one}/withdrawal"), &withdrawal()).await.done();
    assert_eq!(withdrawn.number("publication"), number);
    let again = officer.post(&format!("{one}/withdrawal"), &withdrawal()).await;
    assert_eq!(again.refusal(), (409, "publication.withdrawn"));
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_a_second_recording_is_refused() {
    let (_app, officer) = officer().await;
    let key = [("idempotency-key", "report-2015")];
    let first = officer.post_with(AT, &key, &report("Отчёт")).await.done();
    let again = officer.post_with(AT, &key, &report("Отчёт")).await.done();
    assert_eq!((&first.body, again.header("idempotent-replay")), (&again.body, Some("true")));
    let other = officer.post_with(AT, &key, &report("Другой")).await;
    assert_eq!(other.refusal(), (422, "idempotency-key.reused"));
    let twice = officer.post(AT, &report("Отчёт")).await;
    assert_eq!(twice.refusal(), (409, "publication.already-recorded"));
}

#[tokio::test]
async fn a_version_that_passed_is_refused_and_other_publications_move_no_version() {
    let (_app, officer) = officer().await;
    let first = officer.post(AT, &report("Отчёт")).await.done();
    let announcement = json!({ "kind": "announcement", "title": "Съезд",
        "published_on": "2015-11-02" });
    officer.post(AT, &announcement).await.done();
    let version = first.number("version").to_string();
    let at = format!("{AT}/{}/correction", first.number("publication"));
    let seen = [("if-match", version.as_str())];
    officer.post_with(&at, &seen, &correction(&report("Доклад"))).await.done();
    let stale = officer.post_with(&at, &seen, &correction(&report("Обзор"))).await;
    assert_eq!(stale.refusal(), (412, "version.passed"));
}

#[tokio::test]
async fn every_problem_of_a_body_is_told_with_its_place() {
    let (_app, officer) = officer().await;
    let unread = json!({ "kind": "novel", "title": 7, "published_on": "1.11.2015",
        "found_at": "ftp://press.example", "regions": ["!"] });
    let refused = officer.post(AT, &unread).await;
    assert_eq!(
        refused.errors(),
        [
            ("/kind", "publication.kind"),
            ("/title", "value.type"),
            ("/published_on", "date.malformed"),
            ("/found_at", "url.scheme"),
            ("/regions/0", "code.malformed"),
        ]
    );
    let first = officer.post(AT, &report("Отчёт")).await.done();
    let says = json!({ "kind": "rating", "title": "Рейтинг", "published_on": "2099-01-01",
        "regions": ["RU-XXX"] });
    let at = format!("{AT}/{}/correction", first.number("publication"));
    let refused = officer.post(&at, &json!({ "says": says, "reason": " " })).await;
    assert_eq!(
        refused.errors(),
        [
            ("/says/published_on", "date.in-future"),
            ("/says/found_at", "publication.place-needed"),
            ("/says/regions", "code.unknown"),
            ("/reason", "reason.needed"),
        ]
    );
}

#[tokio::test]
async fn a_publication_that_is_not_there_is_not_found() {
    let (app, officer) = officer().await;
    for number in ["1", "999", "report"] {
        let refused = officer.post(&format!("{AT}/{number}/withdrawal"), &withdrawal()).await;
        assert_eq!(refused.refusal(), (404, "not-found"), "{number}");
    }
    let applicant = app.applicant().await;
    assert_eq!(applicant.post(AT, &report("Отчёт")).await.refusal(), (403, "access.role"));
}

#[tokio::test]
async fn a_document_must_be_kept_before_a_publication_names_it() {
    let (_app, officer) = officer().await;
    let digest = "0".repeat(64);
    let mut says = report("Отчёт");
    says["found_at"] = json!({ "digest": digest, "sha256": digest, "bytes": 8,
        "media_type": "application/pdf" });
    let refused = officer.post(AT, &says).await;
    assert_eq!(refused.errors(), [("/found_at", "document.unknown")]);
}
