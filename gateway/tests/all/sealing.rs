//! A sealed application: nothing of its content stands in the log before its cluster is listed.

use serde_json::json;

use crate::support::{TestApp, body};

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn the_content_of_an_application_stands_nowhere_in_the_logs_bytes() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let mut application = body::application("Секретная сосна");
    application["claims"][6]["evidence"] = json!(["https://secret-evidence.example/a"]);
    let id = applicant.post("/api/v1/applications", &application).await.done().text("application");
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let reasons = json!({ "reasons": [{ "path": "summary", "reason": "Тайная причина" }] });
    officer.post(&format!("{at}/return"), &reasons).await.done();
    applicant
        .post(&format!("{at}/claims"), &body::claim("display_name", "Тайное имя"))
        .await
        .done();

    let sealed = app.log_bytes().await;
    let secrets = [
        "Секретная сосна",
        "secret-evidence",
        "Тайная причина",
        "Тайное имя",
        "устав приложен",
        "office@cluster.example",
        &body::ogrn(1),
        "ApplicationStarted",
        "ItemOpened",
    ];
    for secret in secrets {
        assert!(!contains(&sealed, secret), "{secret}");
    }
    assert!(contains(&sealed, &id), "that there is an application is known");

    applicant.post_nothing(&format!("{at}/submission")).await.done();
    officer.post_nothing(&format!("{at}/listing")).await.done();
    let listed = app.log_bytes().await;
    assert!(contains(&listed, "Секретная сосна"));
    assert!(!contains(&listed, "Тайная причина"));
}
