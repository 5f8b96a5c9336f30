//! Documents that are brought with a confirmation or in a dispute: kept with a form that comes back,
//! opened by who judges them and by whom they are shown to, and by nobody who only knows their digest.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{ANNA, representative};

const LETTER: &[u8] = b"%PDF-1.7 a letter of the participant";
const REPORT: &[u8] = b"%PDF-1.7 the report that an officer found";
const DECISION: &[u8] = b"%PDF-1.7 the act on which it was decided";
const ANSWER: &[u8] = b"%PDF-1.7 what the cluster answers with";
const PARTY: &str = "director@plant.example";
const OTHER: &str = "other@plant.example";

async fn party(scene: &Scene, index: usize, email: &str) -> Browser {
    let scope = Scope::Organisation(scene.organisation(index));
    scene.app.person_as(Role::OrganisationRepresentative, scope, email).await;
    scene.app.signed_in(email).await
}

fn opened(bytes: &[u8]) -> String {
    format!("/evidence/{}", blake3::hash(bytes).to_hex())
}

async fn opens(browser: &mut Browser, bytes: &[u8]) -> u16 {
    let seen = browser.get(&opened(bytes)).await;
    assert!(seen.status != 200 || seen.html.as_bytes() == bytes);
    seen.status
}

/// Sends a form with what is filled in and a file.
async fn bring(
    browser: &mut Browser,
    page: &Seen,
    action: &str,
    filled: &[(&str, &str)],
    file: &[u8],
) -> Seen {
    browser.bring_with(page, action, filled, ("files", "письмо.pdf", file)).await
}

#[tokio::test]
async fn a_dispute_is_shown_by_documents_from_its_filing_to_the_answer() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 0, PARTY).await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let mut officer = officer(&scene.app).await;
    let action = format!("/work/disputes/{}/new", scene.pine);
    let form = director.get(&format!("{action}?claim=employees_total@13")).await;
    let back = bring(&mut director, &form, &action, &[("grounds", "")], LETTER).await;
    assert_eq!(back.status, 422);
    let kept = back.attribute("input[name=document][checked]", "value").unwrap();
    assert_eq!(kept, blake3::hash(LETTER).to_hex().as_str(), "it stays with the form");
    let filled = [("grounds", "По письму вдвое меньше"), ("document", kept.as_str())];
    let sent = director.submit(&back, &action, &filled).await;
    let receipt = director.get(sent.location()).await;
    let dispute = receipt.attribute(".form-page > p > .button", "href").unwrap();
    assert_eq!((opens(&mut officer, LETTER).await, opens(&mut director, LETTER).await), (200, 200));
    assert_eq!(opens(&mut anna, LETTER).await, 403, "what was filed is no business of the cluster");

    let page = officer.get(&dispute).await;
    assert!(page.html.contains(&opened(LETTER)), "{}", page.html);
    let wrong = [("text", "Оспорено число работников"), ("act", "admit")];
    let image = bring(&mut officer, &page, &dispute, &wrong, b"MZ no document").await;
    assert_eq!((image.status, image.texts("#field-files-error").len()), (422, 1), "{}", image.html);
    bring(&mut officer, &page, &dispute, &wrong, REPORT).await.location();
    scene.app.settle().await;
    let page = anna.get(&dispute).await;
    assert!(page.html.contains(&opened(REPORT)), "who answers opens it: {}", page.html);
    assert_eq!((opens(&mut anna, REPORT).await, opens(&mut anna, LETTER).await), (200, 403));

    let answer = [("text", "Верно, вот отчёт"), ("act", "answer")];
    bring(&mut anna, &page, &dispute, &answer, ANSWER).await.location();
    scene.app.settle().await;
    assert_eq!(opens(&mut officer, ANSWER).await, 200);
    let page = officer.get(&dispute).await;
    assert!(page.html.contains(&opened(ANSWER)));
    let seen = director.get(&dispute).await;
    assert!(seen.html.contains(&opened(ANSWER)), "who filed it opens the answer: {}", seen.html);
    assert_eq!(
        (opens(&mut director, ANSWER).await, opens(&mut director, REPORT).await),
        (200, 200)
    );
    let mut other = party(&scene, 1, OTHER).await;
    assert_eq!((opens(&mut other, ANSWER).await, opens(&mut other, REPORT).await), (403, 403));

    let decision = [("outcome", "upheld"), ("reason", "Так сказано в акте"), ("act", "resolve")];
    bring(&mut officer, &page, &dispute, &decision, DECISION).await.location();
    scene.app.settle().await;
    assert_eq!(opens(&mut anna, DECISION).await, 200, "whom it was decided about reads why");
    assert!(anna.get(&dispute).await.html.contains(&opened(DECISION)));
    let history = scene.get(&scene.at("history?type=DisputeResolved")).await;
    let digest = blake3::hash(DECISION).to_hex();
    assert!(history.body.to_string().contains(digest.as_str()), "{}", history.body);
}

#[tokio::test]
async fn an_officer_who_admits_a_dispute_may_show_the_cluster_what_it_was_filed_with() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 0, PARTY).await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let mut officer = officer(&scene.app).await;
    let action = format!("/work/disputes/{}/new", scene.pine);
    let form = director.get(&format!("{action}?claim=employees_total@13")).await;
    let grounds = [("grounds", "По письму вдвое меньше")];
    let sent = bring(&mut director, &form, &action, &grounds, LETTER).await;
    let receipt = director.get(sent.location()).await;
    let dispute = receipt.attribute(".form-page > p > .button", "href").unwrap();
    let page = officer.get(&dispute).await;
    let digest = blake3::hash(LETTER).to_hex();
    assert_eq!(page.attribute("input[name=document]", "value"), Some(digest.to_string()));
    assert_eq!(page.attribute("input[name=document][checked]", "value"), None, "it is sealed");
    let said =
        [("text", "Оспорено число работников"), ("act", "admit"), ("document", digest.as_str())];
    officer.submit(&page, &dispute, &said).await.location();
    scene.app.settle().await;
    assert_eq!(opens(&mut anna, LETTER).await, 200, "the officer showed it");
    assert!(anna.get(&dispute).await.html.contains(&opened(LETTER)));
}

#[tokio::test]
async fn a_confirmation_is_shown_by_a_document_that_its_digest_opens_to_nobody() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 0, PARTY).await;
    let mut other = party(&scene, 1, OTHER).await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let path = format!("/work/confirmations/{}", scene.pine);
    let page = director.get(&path).await;
    let fields = page.form(&path);
    let unticked: Vec<_> = fields.iter().filter(|(name, _)| name != "claim").cloned().collect();
    let back = director.bring(&path, &unticked, &[("files", "п.pdf", LETTER)]).await;
    assert_eq!((back.status, back.texts("input[name=document]").len()), (422, 1), "{}", back.html);
    let given = director.bring(&path, &fields, &[("files", "письмо.pdf", LETTER)]).await;
    director.get(given.location()).await;
    scene.app.settle().await;
    let history = scene.get(&scene.at("history?type=ClaimConfirmed")).await;
    let digest = blake3::hash(LETTER).to_hex();
    let named_in = |history: &Value| history.to_string().matches(digest.as_str()).count();
    assert!(named_in(&history.body) > 0, "{}", history.body);
    for (browser, status) in [(&mut anna, 200), (&mut director, 200), (&mut other, 403)] {
        assert_eq!(opens(browser, LETTER).await, status);
    }
    assert_eq!(opens(&mut officer(&scene.app).await, LETTER).await, 200);

    // Who knows only the digest names it, and has shown and opened nothing by that.
    let fields = other.get(&path).await.form(&path);
    let named = [&fields[..], &[("document".into(), digest.to_string())]].concat();
    other.post(&path, &named).await.location();
    assert_eq!(opens(&mut other, LETTER).await, 403);
    let after = scene.get(&scene.at("history?type=ClaimConfirmed")).await;
    assert_eq!(named_in(&after.body), named_in(&history.body));
}

/// A document as an answer of the API tells it, in the shape in which it is named.
fn document(told: &Value) -> Option<Value> {
    let members = match told {
        Value::Object(members) => members.values().collect::<Vec<_>>(),
        Value::Array(all) => all.iter().collect(),
        _ => return None,
    };
    if told["sha256"].is_string() {
        let [digest, sha256, bytes, kind] =
            ["digest", "sha256", "bytes", "media_type"].map(|name| told[name].clone());
        return Some(
            json!({ "digest": digest, "sha256": sha256, "bytes": bytes, "media_type": kind }),
        );
    }
    members.into_iter().find_map(document)
}

#[tokio::test]
async fn who_names_what_another_brought_opens_it_to_no_cluster() {
    let scene = Scene::entered().await;
    let mut director = party(&scene, 0, PARTY).await;
    let path = format!("/work/confirmations/{}", scene.pine);
    let fields = director.get(&path).await.form(&path);
    director.bring(&path, &fields, &[("files", "письмо.pdf", LETTER)]).await.location();
    scene.app.settle().await;
    let history = scene.get(&scene.at("history?type=ClaimConfirmed")).await;
    let named = document(&history.body).unwrap();
    let other = scene.participant(1).await;
    let given = json!({ "claims": [{ "path": "participants/2" }], "evidence": [named] });
    let at = format!("/api/v1/clusters/{}/confirmations", scene.birch);
    other.post(&at, &given).await.done();
    scene.app.settle().await;
    let mut boris = representative(&scene.app, &scene.birch, ANNA).await;
    assert_eq!(opens(&mut boris, LETTER).await, 403, "its cluster was never shown it");
}
