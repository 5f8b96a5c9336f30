//! A cluster's logo: in the head of its pages and at an address of its own, while it stands publicly
//! and is a small picture.

use axum::http::Method;
use registry_core::access::Caller;
use registry_core::command::AdoptEdition;
use registry_events::actor::Role;
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::{Value, json};

use crate::pages::{HTML, Page, page};
use crate::reads::raw::{self, Raw};
use crate::reads::scene::Scene;
use crate::support::body::{self, JPEG, PNG};

const PDF: &[u8] = b"%PDF-1.7 a white pine";
const LOCAL: (&str, &str) = ("host", "localhost:8080");

async fn upload(scene: &Scene, bytes: &[u8]) -> Value {
    let kept = scene.officer.send(Method::POST, "/api/v1/evidence", &[], bytes.to_vec()).await;
    assert_eq!(kept.status, 201, "{kept:?}");
    kept.body
}

/// The first cluster states a file as its logo, with these words.
async fn with_logo(bytes: &[u8], alt: &Value) -> Scene {
    let scene = Scene::shipped().await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let document = upload(&scene, bytes).await;
    let mut claims = vec![json!({ "path": "logo", "value": document })];
    claims.extend((!alt.is_null()).then(|| json!({ "path": "logo_alt", "value": alt })));
    scene.state(&json!({ "claims": claims })).await;
    scene
}

fn pine_in_words() -> Value {
    json!({ "ru": "Белая сосна в круге", "en": "A white pine in a circle" })
}

async fn logo(scene: &Scene, query: &str) -> Raw {
    raw::get(&scene.app, &format!("/clusters/{}/logo{query}", scene.pine), &[]).await
}

/// The picture of the head: its address, its words and their language.
fn shown(page: &Page) -> Option<(String, String, Option<String>)> {
    let pictures = page.all(".cluster-head img.logo[width='96'][height='96']");
    let of = |name: &str| pictures.first()?.value().attr(name).map(ToOwned::to_owned);
    Some((of("src")?, of("alt")?, of("lang")))
}

#[tokio::test]
async fn a_public_picture_is_served_as_what_it_is_and_may_do_nothing() {
    for (bytes, media_type) in [(PNG, "image/png"), (JPEG, "image/jpeg")] {
        let scene = with_logo(bytes, &pine_in_words()).await;
        let answer = logo(&scene, "").await;
        assert_eq!((answer.status, &answer.bytes[..]), (200, bytes));
        let tag = format!("\"{}\"", blake3::hash(bytes).to_hex());
        for (name, value) in [
            ("content-type", media_type),
            ("content-disposition", "inline"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-cache"),
            ("registry-demonstration", "true"),
            ("etag", &tag),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}");
        }
        let path = format!("/clusters/{}/logo", scene.pine);
        let again = raw::get(&scene.app, &path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(&*tag));
        let other = raw::get(&scene.app, &path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status, 200);
    }
}

#[tokio::test]
async fn the_head_of_each_page_of_the_cluster_shows_it_with_its_words() {
    let scene = with_logo(PNG, &pine_in_words()).await;
    let address = format!("/clusters/{}/logo", scene.pine);
    for tab in ["", "/level", "/history"] {
        let russian = page(&scene, &format!("/clusters/{}{tab}", scene.pine)).await;
        let expected = (address.clone(), "Белая сосна в круге".into(), None);
        assert_eq!(shown(&russian), Some(expected), "{tab}");
        let english = page(&scene, &format!("/en/clusters/{}{tab}", scene.pine)).await;
        let expected = (address.clone(), "A white pine in a circle".into(), None);
        assert_eq!(shown(&english), Some(expected), "{tab}");
    }
    let birch = page(&scene, &format!("/clusters/{}", scene.birch)).await;
    assert_eq!(shown(&birch), None);
    assert!(birch.all(".with-logo").is_empty());
}

#[tokio::test]
async fn words_in_one_language_are_marked_in_the_other_and_without_any_the_name_stands() {
    let scene = with_logo(PNG, &json!({ "ru": "Белая сосна в круге", "en": null })).await;
    let path = format!("/en/clusters/{}", scene.pine);
    let (_, alt, language) = shown(&page(&scene, &path).await).unwrap();
    assert_eq!((alt.as_str(), language.as_deref()), ("Белая сосна в круге", Some("ru")));
    let scene = with_logo(PNG, &Value::Null).await;
    let (_, alt, language) =
        shown(&page(&scene, &format!("/clusters/{}", scene.pine)).await).unwrap();
    assert_eq!((alt.as_str(), language), ("Белая сосна", None));
}

#[tokio::test]
async fn previews_programs_and_the_api_have_its_address() {
    let scene = with_logo(PNG, &pine_in_words()).await;
    let path = format!("/clusters/{}", scene.pine);
    let profile = Page::of(&raw::get(&scene.app, &path, &[HTML, LOCAL]).await);
    let whole = format!("http://localhost:8080{path}/logo");
    let meta = |property: &str| {
        let found = profile.all(&format!("meta[property='{property}']"));
        found.iter().map(|one| one.value().attr("content").unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(meta("og:image"), std::slice::from_ref(&whole));
    assert_eq!(meta("og:image:alt"), ["Белая сосна в круге"]);
    assert!(meta("og:image:width").is_empty(), "nobody measured it");
    let data: Value =
        serde_json::from_str(&profile.text("script[type='application/ld+json']")).unwrap();
    assert_eq!(data["logo"], json!(whole));
    let card = scene.get(&scene.card()).await.body;
    let address = card["logo"].as_str().unwrap();
    assert!(address.starts_with(&format!("{path}/logo?as_of=position:")), "{address}");
    assert_eq!(&raw::get(&scene.app, address, &[]).await.bytes[..], PNG);
    let birch = scene.get(&format!("/api/v1/clusters/{}", scene.birch)).await.body;
    assert_eq!(birch["logo"], Value::Null);
}

/// Neither the file nor the picture in the head nor the address in the API.
async fn assert_none(scene: &Scene, query: &str, why: &str) {
    let answer = logo(scene, query).await;
    assert_eq!(answer.status, 404, "{why}");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{why}");
    let profile = page(scene, &format!("/clusters/{}{query}", scene.pine)).await;
    assert_eq!(shown(&profile), None, "{why}");
    assert_eq!(scene.get(&format!("{}{query}", scene.card())).await.body["logo"], Value::Null);
}

#[tokio::test]
async fn what_is_no_small_picture_is_not_served() {
    assert_none(&Scene::shipped().await, "", "none is stated").await;
    assert_none(&with_logo(PDF, &Value::Null).await, "", "a document").await;
    let mut large = PNG.to_vec();
    large.resize(1024 * 1024, b' ');
    assert_eq!(logo(&with_logo(&large, &Value::Null).await, "").await.status, 200);
    large.push(b' ');
    assert_none(&with_logo(&large, &Value::Null).await, "", "larger than 1 MiB").await;
    let junk = with_logo(b"\x89PNG\r\n\x1a\n a white pine", &Value::Null).await;
    assert_eq!(logo(&junk, "").await.status, 404, "its first bytes alone make no picture");
}

#[tokio::test]
async fn a_withheld_logo_is_served_no_more_and_the_past_keeps_its_own() {
    let scene = with_logo(PNG, &pine_in_words()).await;
    scene.app.set_time("2016-03-01T12:00:00Z");
    scene.state(&json!({ "claims": [{ "path": "logo", "absence": "withheld" }] })).await;
    assert_none(&scene, "", "withheld").await;
    assert_none(&scene, "?as_of=2015-12-01", "not yet stated").await;
    assert_eq!(logo(&scene, "?as_of=2016-02-01").await.status, 200);
    let then = page(&scene, &format!("/en/clusters/{}?as_of=2016-02-01", scene.pine)).await;
    let address = format!("/clusters/{}/logo?as_of=2016-02-01", scene.pine);
    assert_eq!(shown(&then).unwrap().0, address);
}

#[tokio::test]
async fn todays_visibility_hides_the_logo_of_any_day() {
    let scene = with_logo(PNG, &pine_in_words()).await;
    scene.app.set_time("2016-03-01T12:00:00Z");
    hide_logos(&scene).await;
    assert_none(&scene, "", "hidden").await;
    assert_none(&scene, "?as_of=2016-02-01", "hidden of the past too").await;
}

/// A later edition of the catalogue in which officers alone see logos.
async fn hide_logos(scene: &Scene) {
    let text = include_str!("../../../core/catalogue/1.0.toml");
    let (before, from) = text.split_once("key = \"logo\"\n").unwrap();
    let from = from.replacen("visibility = \"public\"", "visibility = \"officer\"", 1);
    let text = format!("{before}key = \"logo\"\n{from}");
    let text = text.replacen("edition = \"1.0\"", "edition = \"1.01\"", 1);
    let account = scene.app.account().await;
    scene.app.grant(account, Role::Administrator, Scope::Registry).await;
    let caller = Caller::of(account, Role::Administrator);
    let (kind, edition) = (EditionKind::Catalogue, Code::literal("1.01"));
    let adopt = AdoptEdition { kind, edition, text, proposals: Vec::new() };
    scene.app.registry.execute(caller, "hide", b"", adopt.into()).await.unwrap();
    scene.app.settle().await;
}

#[tokio::test]
async fn a_logo_that_a_dispute_found_not_to_stand_is_shown_no_more() {
    let scene = with_logo(PNG, &pine_in_words()).await;
    let claims = scene.get(&scene.card()).await.body;
    let claims = claims["claims"].as_array().unwrap().clone();
    let stated = claims.iter().find(|claim| claim["path"] == "logo").unwrap().clone();
    let dispute = json!({ "claim": { "path": "logo", "version": stated["version"] },
        "grounds": "Это знак другой организации", "evidence": ["https://other.example/mark"] });
    let participant = scene.participant(0).await;
    let filed = participant.post(&scene.at("disputes"), &dispute).await.done();
    let step = |name| format!("{}/{}/{name}", scene.at("disputes"), filed.number("dispute"));
    let grounds = json!({ "text": "Оспорен логотип", "evidence": ["https://other.example/mark"] });
    scene.officer.post(&step("admission"), &grounds).await.done();
    scene.app.settle().await;
    assert_eq!(logo(&scene, "").await.status, 200, "nothing is decided yet");
    let upheld = json!({ "outcome": "upheld", "reason": "Знак чужой" });
    let representative = scene.representative().await;
    representative.post(&step("answer"), &grounds).await.done();
    scene.officer.post(&step("resolution"), &upheld).await.done();
    scene.app.settle().await;
    assert_none(&scene, "", "disputed").await;
}

#[tokio::test]
async fn nobody_sees_the_logo_of_an_application() {
    let scene = Scene::shipped().await;
    let document = upload(&scene, PNG).await;
    let mut application = body::application("Тайная сосна");
    let logo = json!({ "path": "logo", "value": document });
    application["claims"].as_array_mut().unwrap().push(logo);
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &application).await.done();
    scene.app.settle().await;
    let id = started.text("application");
    let answer = raw::get(&scene.app, &format!("/clusters/{id}/logo"), &[]).await;
    assert_eq!(answer.status, 404);
    let unknown = raw::get(&scene.app, "/clusters/0000000098/logo", &[]).await;
    assert_eq!(unknown.status, 404);
}
