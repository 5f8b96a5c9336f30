//! Documents brought with an answer: kept, attached, opened by those who may and by nobody else.

use registry_events::actor::Role;
use registry_events::document::DocumentRef;
use registry_events::event::Scope;
use registry_events::ids::Digest;
use registry_gateway::people::room::Bringer;

use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{ANNA, BORIS, representative, scene};

const PDF: &[u8] = b"%PDF-1.7 the order by which the site was opened";

/// Fills in a form of a page and brings files with it.
async fn bring(
    browser: &mut Browser,
    path: &str,
    filled: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> Seen {
    let page = browser.get(path).await;
    let mut fields = page.form(path);
    for (name, value) in filled {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    browser.bring(path, &fields, files).await
}

/// Brings a document with an answer and sends it.
async fn attached(browser: &mut Browser, website: &str) {
    let filled = [("website.value", "pine.example"), ("act", "check")];
    let checked = bring(browser, website, &filled, &[("files", "приказ.pdf", PDF)]).await;
    assert_eq!(checked.status, 200, "{}", checked.html);
    let named = checked.attribute("input[name=document]", "value");
    assert_eq!(named.unwrap(), blake3::hash(PDF).to_hex().as_str());
    browser.submit(&checked, website, &[("act", "send")]).await.location();
}

#[tokio::test]
async fn a_document_is_attached_to_an_answer_and_opened_by_those_who_may() {
    let (app, path, mut anna) = scene().await;
    attached(&mut anna, &format!("{path}/fields/website")).await;
    let list = anna.get(&format!("{path}/evidence")).await;
    let shown = list.texts(".evidence p");
    assert!(shown.iter().any(|it| it.contains("приказ.pdf")), "{shown:?}");
    let link = list.attribute(".evidence a[href^='/work/']", "href").unwrap();
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    for browser in [&mut anna, &mut boris] {
        let file = browser.get(&link).await;
        assert_eq!((file.status, file.html.as_bytes()), (200, PDF));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment;"));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(file.header("content-type"), Some("application/pdf"));
    }
    assert!(app.browser().get(&link).await.location().starts_with("/sign-in?next="));
    let digest = link.rsplit('/').next().unwrap();
    let judged = format!("/evidence/{digest}");
    assert_eq!(boris.get(&judged).await.status, 403, "a representative judges nothing");
    assert_eq!(anna.get(&judged).await.html.as_bytes(), PDF, "who brought it has it anyway");
    for (role, email) in [(Role::Auditor, "auditor@r.example"), (Role::Officer, "o@r.example")] {
        app.person_as(role, Scope::Registry, email).await;
        let mut judge = app.signed_in(email).await;
        assert_eq!(judge.get(&judged).await.html.as_bytes(), PDF);
        let profile = judge.get(path.strip_prefix("/work").unwrap()).await;
        assert!(profile.html.contains(&judged), "the profile leads there");
    }
    let profile = anna.get(path.strip_prefix("/work").unwrap()).await;
    assert!(profile.html.contains(digest) && !profile.html.contains(&judged));
}

#[tokio::test]
async fn the_digest_of_a_document_which_everybody_sees_opens_nothing() {
    let (app, path, mut anna) = scene().await;
    attached(&mut anna, &format!("{path}/fields/website")).await;
    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    let own = format!("/work/clusters/{other}");
    let digest = blake3::hash(PDF).to_hex();
    let website = format!("{own}/fields/website");
    let filled =
        [("website.value", "flax.example"), ("document", digest.as_str()), ("act", "check")];
    let page = boris.get(&website).await;
    let checked = boris.submit(&page, &website, &filled).await;
    let rows = checked.texts(".work-summary > div");
    assert!(!rows.iter().any(|row| row.contains("Подтверждений")), "{rows:?}");
    boris.submit(&checked, &website, &[("act", "send")]).await.location();
    assert_eq!(boris.get(&format!("{own}/evidence/{digest}")).await.status, 404);
    assert_eq!(boris.get(&format!("{path}/evidence/{digest}")).await.status, 403);
    assert_eq!(boris.get(&format!("{path}/evidence")).await.status, 403);
}

#[tokio::test]
async fn what_is_no_document_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let (app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    let events = app.events().await;
    let large = vec![b' '; 20 * 1024 * 1024 + 1];
    let filled = [("website.value", "pine.example"), ("act", "check")];
    for (name, bytes, word) in [
        ("page.html", &b"<script>alert(1)</script>"[..], "PDF, PNG или JPEG"),
        ("empty.pdf", b"", "пуст"),
        ("scan.pdf", &large, "больше 20 МБ"),
    ] {
        let wrong = bring(&mut anna, &website, &filled, &[("files", name, bytes)]).await;
        assert_eq!(wrong.status, 422, "{name}: {}", wrong.html);
        let error = &wrong.texts("#field-files-error")[0];
        assert!(error.contains(word) && error.contains(name), "{error}");
        assert_eq!(wrong.attribute(".error-summary a", "href").unwrap(), "#field-files");
        let typed = wrong.attribute("input[name='website.value']", "value");
        assert_eq!(typed.as_deref(), Some("pine.example"));
    }
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_document_goes_with_the_answer_until_it_is_unticked() {
    let (_app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    attached(&mut anna, &website).await;
    let page = anna.get(&website).await;
    let label = page.texts(".answer label[for='field-document-0']");
    assert!(label[0].starts_with("приказ.pdf: PDF, 1"), "{label:?}");
    let evidence = |seen: &Seen| {
        let rows = seen.texts(".work-summary > div");
        rows.into_iter().find(|row| row.starts_with("Подтверждений"))
    };
    let kept = anna.submit(&page, &website, &[("act", "check")]).await;
    assert_eq!(evidence(&kept).as_deref(), Some("Подтверждений приложено1"));
    let mut fields = page.form(&website);
    fields.retain(|(name, _)| name != "document");
    fields.push(("act".into(), "check".into()));
    let without = anna.post(&website, &fields).await;
    assert_eq!((without.status, evidence(&without)), (200, None));
}

#[tokio::test]
async fn not_a_byte_of_a_file_is_taken_in_before_it_is_sure_who_sent_it() {
    let (_app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    // A form of which all would be read is refused for its size, and so for the token before that.
    let large = vec![b' '; 65 * 1024 * 1024];
    let files = [("files", "приказ.pdf", PDF), ("files", "scan.pdf", &large)];
    let mut fields = anna.get(&website).await.form(&website);
    assert_eq!(anna.bring(&website, &fields, &files).await.status, 413);
    fields.retain(|(name, _)| name != "csrf");
    assert_eq!(anna.bring(&website, &fields, &files).await.status, 403);
    fields.push(("csrf".into(), "0".repeat(64)));
    assert_eq!(anna.bring(&website, &fields, &files).await.status, 403);
    let unused = anna.get(&format!("{path}/evidence")).await;
    assert!(!unused.html.contains("приказ.pdf"));
}

#[tokio::test]
async fn a_form_that_is_refused_leaves_no_file() {
    let (app, path, mut anna) = scene().await;
    let kept = async || app.registry.documents().kept().await.unwrap().len();
    let website = format!("{path}/fields/website");
    let page = anna.get(&website).await;
    let mut fields = page.form(&website);
    for field in &mut fields {
        if field.0 == "csrf" {
            field.1 = "0".repeat(64);
        }
    }
    let foreign = anna.bring(&website, &fields, &[("files", "приказ.pdf", PDF)]).await;
    assert_eq!((foreign.status, kept().await), (403, 0), "{}", foreign.html);

    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let website = format!("/work/clusters/{other}/fields/website");
    let not_theirs = anna
        .bring(
            &website,
            &page.form(&format!("{path}/fields/website")),
            &[("files", "приказ.pdf", PDF)],
        )
        .await;
    assert_eq!((not_theirs.status, kept().await), (403, 0), "{}", not_theirs.html);
}

#[tokio::test]
async fn a_cluster_that_brought_very_much_within_a_day_is_told_so_beside_the_field() {
    let (app, path, mut anna) = scene().await;
    let cluster = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut large = DocumentRef::of(PDF).unwrap();
    (large.digest, large.bytes) = (Digest([7; 32]), 1_024 * 1_024 * 1_024);
    let officer = app.account().await;
    let accounts = app.registry.accounts();
    let taken = accounts.take_room(&large, officer, Some(cluster), Bringer::Speaker).await;
    taken.unwrap().unwrap();
    let website = format!("{path}/fields/website");
    let filled = [("website.value", "pine.example"), ("act", "check")];
    let full = bring(&mut anna, &website, &filled, &[("files", "приказ.pdf", PDF)]).await;
    assert_eq!(full.status, 422);
    assert!(full.texts("#field-files-error")[0].contains("На сегодня"), "{}", full.html);
    assert!(app.registry.documents().kept().await.unwrap().is_empty());
    app.set_time("2016-03-02T09:00:01Z");
    let mut anna = app.signed_in(ANNA).await;
    let next = bring(&mut anna, &website, &filled, &[("files", "приказ.pdf", PDF)]).await;
    assert_eq!(next.status, 200, "{}", next.html);
}
