//! What is hidden by law is hidden from who fills in the profile too, and nothing there says it again.

use serde_json::json;

use crate::support::TestApp;
use crate::support::browser::Seen;
use crate::work_tasks::scene;

const SECRETS: [&str; 2] = ["Организация 3", "1 200"];

/// What a page says, and what stands in its fields.
fn told(seen: &Seen) -> String {
    let fields = seen.html.replace("value=\"1200\"", "1 200");
    format!("{} {fields}", seen.texts("main")[0])
}

/// An officer masks one statement of a field.
async fn mask(app: &TestApp, path: &str, field: &str) -> u64 {
    let id = path.rsplit('/').next().unwrap();
    let officer = app.officer().await;
    let cluster = format!("/api/v1/clusters/{id}");
    let card = officer.get(&cluster).await.body;
    let item = field.rsplit_once('/').map(|(item, _)| item);
    let claims = match item {
        None => card["claims"].clone(),
        Some(item) => {
            let items = card["items"]["participants"].as_array().unwrap();
            items.iter().find(|it| it["path"] == item).unwrap()["claims"].clone()
        }
    };
    let claims = claims.as_array().unwrap();
    let version = &claims.iter().find(|claim| claim["path"] == field).unwrap()["version"];
    let body = json!({ "path": field, "version": version, "law": "149-ФЗ, статья 10",
        "reason": "По решению суда (тест)" });
    officer.post(&format!("{cluster}/masking"), &body).await.done();
    app.settle().await;
    version.as_u64().unwrap()
}

#[tokio::test]
async fn no_page_of_the_questionnaire_tells_what_is_masked() {
    let (app, path, mut anna) = scene().await;
    let pages = [
        "",
        "/renewal",
        "/sections/participants",
        "/lists/participants",
        "/lists/participants/3",
        "/fields/employees_total",
        "/confirmations",
        "/preview",
    ];
    let mut before = String::new();
    for page in pages {
        before += &told(&anna.get(&format!("{path}{page}")).await);
    }
    assert!(SECRETS.iter().all(|secret| before.contains(secret)), "they are told before");
    mask(&app, &path, "participants/3/organisation").await;
    mask(&app, &path, "employees_total").await;
    for page in pages {
        let seen = anna.get(&format!("{path}{page}")).await;
        let told = told(&seen);
        let leaks: Vec<_> = SECRETS.iter().filter(|secret| told.contains(**secret)).collect();
        assert_eq!((seen.status, leaks), (200, vec![]), "{page}");
    }
}

#[tokio::test]
async fn the_yearly_renewal_does_not_say_again_what_is_masked() {
    let (app, path, mut anna) = scene().await;
    let version = mask(&app, &path, "participants/3/organisation").await;
    let renewal = format!("{path}/renewal");
    let page = anna.get(&renewal).await;
    let ticks = page.form(&renewal);
    let masked = format!("participants/3/organisation@{version}");
    assert!(ticks.iter().all(|(_, value)| !value.contains(&masked)), "{ticks:?}");
    let mut forged = ticks.clone();
    forged.push(("keep".into(), masked));
    let events = app.events().await;
    assert_eq!((anna.post(&renewal, &forged).await.status, app.events().await), (409, events));
    anna.post(&renewal, &ticks).await.location();
    app.settle().await;
    let id = path.rsplit('/').next().unwrap();
    let card = app.anonymous().get(&format!("/clusters/{id}")).await;
    assert!(!card.body.as_str().unwrap().contains(SECRETS[0]));
}

#[tokio::test]
async fn the_table_of_participants_does_not_hand_out_what_is_masked_and_changes_nothing() {
    let (app, path, mut anna) = scene().await;
    mask(&app, &path, "participants/3/organisation").await;
    let import = format!("{path}/lists/participants/import");
    let page = anna.get(&import).await;
    let table = anna.get(&format!("{path}/lists/participants/table.xlsx")).await;
    let file = ("file", "участники.xlsx", table.bytes.as_ref());
    let tried = anna.bring_with(&page, &import, &[("act", "check")], file).await;
    assert_eq!(tried.texts(".figures li"), ["Без изменений 9 строк"], "{}", tried.html);
    assert!(!tried.html.contains(SECRETS[0]));
}
