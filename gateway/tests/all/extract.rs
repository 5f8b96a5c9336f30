//! The extract from the register: what the paper says and carries, and what its number tells later.

use lopdf::{Document, Object};
use registry_gateway::pages::extract::{Number, digest};
use serde_json::json;

use crate::pages::{HTML, Page, unmarked};
use crate::reads::raw::{self, Raw};
use crate::reads::scene::Scene;
use crate::support::TestApp;

const HOST: (&str, &str) = ("host", "127.0.0.1:8080");

fn address(scene: &Scene) -> String {
    format!("/clusters/{}/extract.pdf", scene.pine)
}

/// A paper, read.
struct Paper {
    bytes: Vec<u8>,
    text: String,
    attached: Vec<Vec<u8>>,
}

async fn paper(app: &TestApp, path: &str) -> Paper {
    let raw = raw::get(app, path, &[HOST]).await;
    assert_eq!(raw.status, 200, "{path}: {}", String::from_utf8_lossy(&raw.bytes));
    assert_eq!(raw.header("content-type"), Some("application/pdf"));
    let document = Document::load_mem(&raw.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    let attached = |object: &Object| {
        let stream = object.as_stream().ok()?;
        let kind = stream.dict.get(b"Type").ok()?.as_name().ok()?;
        (kind == b"EmbeddedFile").then(|| stream.decompressed_content().unwrap())
    };
    let attached = document.objects.values().filter_map(attached).collect();
    let text = text.replace(['\u{a0}', '\u{202f}', '\n'], " ");
    Paper { bytes: raw.bytes.to_vec(), text, attached }
}

impl Paper {
    fn number(&self) -> Number {
        let mut words = self.text.split_whitespace();
        words.find_map(|word| word.parse().ok()).unwrap_or_else(|| panic!("{}", self.text))
    }

    /// The card's JSON, the proof.
    fn files(&self) -> (&[u8], &[u8]) {
        assert_eq!(self.attached.len(), 2);
        let of = |start: &[u8]| self.attached.iter().find(|file| file.starts_with(start)).unwrap();
        (of(b"{"), of(b"c2sp.org/tlog-proof@v1\n"))
    }
}

async fn check(scene: &Scene, language: &str, number: &Number) -> Raw {
    raw::get(&scene.app, &format!("{language}/verify/{number}"), &[HTML]).await
}

#[tokio::test]
async fn a_paper_carries_the_card_and_the_proof_as_the_api_gives_them() {
    let scene = Scene::signed().await;
    let paper = paper(&scene.app, &address(&scene)).await;
    let number = paper.number();
    let (card, proof) = paper.files();
    let at = format!("/api/v1/clusters/{}?as_of=position:{}", scene.pine, number.position);
    assert_eq!(card, raw::get(&scene.app, &at, &[]).await.bytes);
    let at = format!("/api/v1/proofs/{}", number.position);
    assert_eq!(proof, raw::get(&scene.app, &at, &[]).await.bytes);
    assert!(number.is_of(card));
    assert!(paper.text.replace(' ', "").contains(&digest(card)), "{}", paper.text);
    let root = String::from_utf8_lossy(proof).split("\n\n").nth(1).unwrap().to_owned();
    let root = root.lines().nth(2).unwrap().to_owned();
    assert!(paper.text.replace(' ', "").contains(&root), "{}", paper.text);
}

#[tokio::test]
async fn the_same_question_makes_the_same_bytes_and_an_earlier_moment_another_number() {
    let scene = Scene::signed().await;
    let before = paper(&scene.app, &address(&scene)).await;
    let again = raw::get(&scene.app, &format!("{}?", address(&scene)), &[HOST]).await;
    assert!(before.bytes == again.bytes, "made anew for another address");
    rename(&scene, "Новое имя").await;
    let after = paper(&scene.app, &address(&scene)).await;
    assert_ne!(after.number(), before.number());
    assert!(after.text.contains("Новое имя") && !before.text.contains("Новое имя"));
    let past = format!("{}?as_of=position:{}", address(&scene), before.number().position);
    assert_eq!(paper(&scene.app, &past).await.number(), before.number());
}

async fn rename(scene: &Scene, name: &str) {
    let claims = json!({ "claims": [{ "path": "display_name", "value": name }] });
    scene.officer.post(&scene.at("claims"), &claims).await.done();
    scene.app.settle().await;
}

#[tokio::test]
async fn a_number_tells_whether_the_card_is_still_the_same_and_what_changed() {
    let scene = Scene::signed().await;
    let number = paper(&scene.app, &address(&scene)).await.number();
    let told = Page::of(&check(&scene, "", &number).await);
    assert!(told.text("main .notice").contains("ничего не внесено"));
    rename(&scene, "Новое имя").await;
    for language in ["", "/en"] {
        let raw = check(&scene, language, &number).await;
        assert_eq!(raw.status, 200, "{}", raw.text());
        let told = Page::of(&raw);
        let links = told.links("main a");
        let [difference] = told.links("main .notice a").try_into().unwrap();
        assert!(difference.contains("/difference?from=position:"), "{difference}");
        for link in links {
            assert_eq!(raw::get(&scene.app, &link, &[HTML]).await.status, 200, "{link}");
        }
        if language == "/en" {
            assert_eq!(unmarked(&told), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn a_number_that_no_paper_has_is_a_404_that_says_how_numbers_are_written() {
    let scene = Scene::signed().await;
    let number = paper(&scene.app, &address(&scene)).await.number();
    let written = number.to_string();
    let forged_at = |place: usize| {
        let other = if written.as_bytes()[place] == b'0' { "1" } else { "0" };
        format!("{}{other}{}", &written[..place], &written[place + 1..])
    };
    let (mark, digest) = (forged_at(written.len() - 1), forged_at(written.len() - 10));
    let elsewhere = written.replace(&format!("CR-{}", number.position), "CR-0");
    let beyond = "CR-99999999-44136fa355b3-00000000";
    for given in [&mark, &digest, &elsewhere, beyond, "17"] {
        let raw = raw::get(&scene.app, &format!("/verify/{given}"), &[HTML]).await;
        assert_eq!(raw.status, 404, "{given}");
        assert!(raw.text().contains("CR-1234-0123456789ab-01234567"), "{}", raw.text());
    }
}

#[tokio::test]
async fn what_is_masked_stands_on_no_paper_and_an_older_paper_stays_genuine() {
    let scene = Scene::signed().await;
    rename(&scene, "Потаённая сосна").await;
    let before = paper(&scene.app, &address(&scene)).await;
    assert!(before.text.contains("Потаённая сосна"));
    let masking = json!({ "path": "display_name", "law": "149-ФЗ (тест)", "reason": "Суд (тест)" });
    scene.officer.post(&scene.at("masking"), &masking).await.done();
    scene.app.settle().await;
    let past = format!("{}?as_of=position:{}", address(&scene), before.number().position);
    for path in [address(&scene), past] {
        let after = paper(&scene.app, &path).await;
        let (card, _) = after.files();
        assert!(!after.text.contains("Потаённая"), "{path}");
        assert!(!String::from_utf8_lossy(card).contains("Потаённая"), "{path}");
    }
    for (language, words) in
        [("", "скрыта или удалена по закону"), ("/en", "hidden or erased by law")]
    {
        let told = check(&scene, language, &before.number()).await;
        assert_eq!(told.status, 200, "{}", told.text());
        assert!(!told.text().contains("Потаённая"));
        let page = Page::of(&told);
        assert!(page.text("#otherwise").contains(words), "{}", page.text("main"));
        let (card, _) = before.files();
        let past =
            format!("/api/v1/clusters/{}?as_of=position:{}", scene.pine, before.number().position);
        let today = raw::get(&scene.app, &past, &[]).await.bytes;
        let told = page.text("main .fields");
        assert!(told.contains(&digest(card)[..12]) && told.contains(&digest(&today)), "{told}");
    }
}

#[tokio::test]
async fn a_paper_of_a_hidden_value_stays_genuine_when_it_is_shown_again() {
    let scene = Scene::signed().await;
    let masking = json!({ "path": "display_name", "law": "149-ФЗ (тест)", "reason": "Суд (тест)" });
    rename(&scene, "Потаённая сосна").await;
    let set = scene.officer.post(&scene.at("masking"), &masking).await.done();
    scene.app.settle().await;
    let number = paper(&scene.app, &address(&scene)).await.number();
    let lift = json!({ "mask": set.number("version"), "reason": "Суд отменил решение (тест)" });
    scene.officer.post(&scene.at("unmasking"), &lift).await.done();
    scene.app.settle().await;
    let told = Page::of(&check(&scene, "", &number).await);
    assert!(told.text("#otherwise").contains("снято прежнее скрытие"), "{}", told.text("main"));
}

#[tokio::test]
async fn an_english_paper_speaks_english() {
    let scene = Scene::signed().await;
    let russian = paper(&scene.app, &address(&scene)).await;
    let english = paper(&scene.app, &format!("/en{}", address(&scene))).await;
    assert!(english.text.contains("Extract from the register"), "{}", english.text);
    assert!(russian.text.contains("Выписка из реестра"), "{}", russian.text);
    assert_eq!(russian.number(), english.number());
}

#[tokio::test]
async fn a_profile_leads_to_its_paper_and_a_log_that_nobody_signs_has_none() {
    let scene = Scene::signed().await;
    let profile = format!("/clusters/{}", scene.pine);
    let page = Page::of(&raw::get(&scene.app, &profile, &[HTML]).await);
    assert!(page.links("main a").contains(&address(&scene)));
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let id = app.listed(&officer, "Белая сосна").await;
    app.settle().await;
    let raw = raw::get(&app, &format!("/clusters/{id}"), &[HTML]).await;
    assert!(!raw.text().contains("extract.pdf"));
    let raw = raw::get(&app, &format!("/clusters/{id}/extract.pdf"), &[HTML]).await;
    assert_eq!(raw.status, 404);
}
