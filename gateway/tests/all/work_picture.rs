//! The logo in the questionnaire: brought, replaced and taken away on its page.

use crate::reads::raw;
use crate::support::body::{JPEG, PNG};
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{BORIS, representative, scene};

/// Fills in the form of the logo and brings a file as it.
async fn bring(
    browser: &mut Browser,
    path: &str,
    filled: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Seen {
    let page = browser.get(path).await;
    let mut fields = page.form(path);
    fields.retain(|(field, _)| field != "logo.file");
    for (name, value) in filled {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let files: Vec<_> = file.map(|(name, bytes)| ("logo.file", name, bytes)).into_iter().collect();
    browser.bring(path, &fields, &files).await
}

const CHECK: [(&str, &str); 1] = [("act", "check")];

#[tokio::test]
async fn a_logo_is_brought_replaced_and_taken_away_on_its_page() {
    let (app, path, mut anna) = scene().await;
    let page = format!("{path}/fields/logo");
    let section = anna.get(&format!("{path}/sections/openness")).await;
    assert!(section.html.contains(&page), "the section leads to it");
    let public = format!("{}/logo", path.strip_prefix("/work").unwrap());
    for (name, bytes) in [("сосна.png", PNG), ("сосна.jpg", JPEG)] {
        let checked = bring(&mut anna, &page, &CHECK, Some((name, bytes))).await;
        assert_eq!(checked.status, 200, "{}", checked.html);
        anna.submit(&checked, &page, &[("act", "send")]).await.location();
        app.settle().await;
        let shown = raw::get(&app, &public, &[]).await;
        assert_eq!(shown.bytes, bytes, "everybody sees it");
    }
    let stands = anna.get(&page).await;
    assert!(stands.texts(".picture-kept")[0].contains("сосна.jpg"), "{}", stands.html);
    let none = [("logo.said", "not_applicable"), ("act", "check")];
    let checked = bring(&mut anna, &page, &none, None).await;
    assert_eq!(checked.status, 200, "{}", checked.html);
    anna.submit(&checked, &page, &[("act", "send")]).await.location();
    app.settle().await;
    assert_eq!(raw::get(&app, &public, &[]).await.status, 404);
}

#[tokio::test]
async fn a_picture_stays_with_its_form_and_what_is_no_picture_is_told() {
    let (app, path, mut anna) = scene().await;
    let page = format!("{path}/fields/logo");
    let empty = bring(&mut anna, &page, &CHECK, None).await;
    assert_eq!((empty.status, empty.texts(".error-summary li").len()), (422, 1));
    let events = app.events().await;
    let large = [PNG, &vec![7; 1024 * 1024][..]].concat();
    // The width stands behind the head of the first chunk.
    let mut wide = PNG.to_vec();
    wide[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    let wrong: [(&str, &[u8], &str); 5] = [
        ("сосна.png", b"\x89PNG\r\n\x1a\n a white pine", "файл повреждён"),
        ("сосна.png", &wide, "больше 4096 точек"),
        ("письмо.pdf", b"%PDF-1.7 a letter", "не PNG и не JPEG"),
        ("сосна.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "не PNG и не JPEG"),
        ("сосна.png", &large, "больше 1 МБ"),
    ];
    for (name, bytes, words) in wrong {
        let refused = bring(&mut anna, &page, &CHECK, Some((name, bytes))).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.texts("#field-logo-error")[0].contains(words), "{}", refused.html);
    }
    let undated = [("source", "press"), ("source_url", "нет"), ("act", "check")];
    let refused = bring(&mut anna, &page, &undated, Some(("сосна.png", PNG))).await;
    assert_eq!(refused.status, 422, "{}", refused.html);
    let mended = [("source", "self"), ("source_url", ""), ("act", "check")];
    let checked = anna.submit(&refused, &page, &mended).await;
    assert!(checked.says("PNG"), "what was brought goes with the form: {}", checked.html);
    assert_eq!(app.events().await, events, "nothing is recorded before it is sent");
}

#[tokio::test]
async fn the_digest_of_somebody_elses_picture_makes_it_nobodys_logo() {
    let (app, path, mut anna) = scene().await;
    let own = format!("{path}/fields/logo");
    let checked = bring(&mut anna, &own, &CHECK, Some(("сосна.png", PNG))).await;
    let named = checked.attribute("input[name='logo.value']", "value").expect("it is named");
    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    let page = format!("/work/clusters/{other}/fields/logo");
    let refused = bring(&mut boris, &page, &[("logo.value", &named), CHECK[0]], None).await;
    assert_eq!(refused.status, 422, "{}", refused.html);
}
