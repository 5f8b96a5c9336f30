//! Mail domains of an organisation as an officer keeps them through pages.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::queue_review::officer;
use crate::reads::scene::Scene;

#[tokio::test]
async fn an_officer_ties_a_domain_by_a_source_and_releases_it_with_a_reason() {
    let scene = Scene::entered().await;
    let id = scene.organisation(0);
    let path = format!("/work/organisations/{id}/mailbox-domains");
    let mut officer = officer(&scene.app).await;
    let profile = officer.get(&format!("/organisations/{id}")).await;
    assert_eq!(profile.texts(&format!("a[href='{path}']")), ["Почтовые домены"]);
    assert!(!scene.app.browser().get(&format!("/organisations/{id}")).await.html.contains(&path));

    let page = officer.get(&path).await;
    assert!(page.says("Ни один домен пока не привязан"), "{}", page.html);
    let events = scene.app.events().await;
    let empty = officer.submit(&page, &path, &[("domain", "a b"), ("act", "tie")]).await;
    assert_eq!((empty.status, empty.texts(".error-summary li").len()), (422, 2), "{}", empty.html);
    assert_eq!(empty.attribute("#field-domain", "value").as_deref(), Some("a b"));
    let bare = [("domain", "works.example"), ("source", "register"), ("act", "tie")];
    let bare = officer.submit(&page, &path, &bare).await;
    assert_eq!((bare.status, bare.texts("#field-url-error").len()), (422, 1), "{}", bare.html);
    let free = [
        ("domain", "mail.ru"),
        ("source", "press"),
        ("url", "https://press.example/1"),
        ("act", "tie"),
    ];
    let free = officer.submit(&page, &path, &free).await;
    assert_eq!((free.status, free.texts("#field-domain-error").len()), (422, 1), "{}", free.html);
    assert_eq!(scene.app.events().await, events);

    let tied = [
        ("domain", "works.example"),
        ("source", "register"),
        ("url", "reestr.example/1"),
        ("act", "tie"),
    ];
    let done = officer.submit(&page, &path, &tied).await;
    assert_eq!(officer.get(done.location()).await.texts("h1"), ["Почтовый домен привязан"]);
    scene.app.settle().await;
    let page = officer.get(&path).await;
    let one = &page.texts(".tied li")[0];
    assert!(one.starts_with("works.example Привязан") && one.contains("куратор реестра"), "{one}");
    assert!(one.contains("https://reestr.example/1"), "{one}");

    let silent = [("released", "works.example"), ("act", "release")];
    let silent = officer.submit(&page, &path, &silent).await;
    assert_eq!((silent.status, silent.texts(".tied .error").len()), (422, 1), "{}", silent.html);
    let released = [
        ("released", "works.example"),
        ("reason.works.example", "Домен продан"),
        ("act", "release"),
    ];
    let done = officer.submit(&page, &path, &released).await;
    assert_eq!(officer.get(done.location()).await.texts("h1"), ["Почтовый домен освобождён"]);
    scene.app.settle().await;
    let page = officer.get(&path).await;
    assert!(page.texts(".tied li").is_empty());
    assert!(page.texts(".former li")[0].ends_with("Домен продан"), "{}", page.html);
}

#[tokio::test]
async fn a_document_ties_a_domain_and_stays_with_the_form_while_it_is_corrected() {
    let scene = Scene::entered().await;
    let path = format!("/work/organisations/{}/mailbox-domains", scene.organisation(0));
    let mut officer = officer(&scene.app).await;
    let page = officer.get(&path).await;
    let letter: (&str, &str, &[u8]) = ("files", "письмо.pdf", b"%PDF-1.7 a letter");
    let wrong = [("domain", ""), ("source", "document"), ("act", "tie")];
    let page = officer.bring_with(&page, &path, &wrong, letter).await;
    assert_eq!((page.status, page.texts("[name=document]").len()), (422, 1), "{}", page.html);
    let digest = page.attribute("[name=document]", "value").unwrap();
    let right = [
        ("domain", "works.example"),
        ("source", "document"),
        ("document", &digest),
        ("act", "tie"),
    ];
    officer.submit(&page, &path, &right).await.location();
    scene.app.settle().await;
    let page = officer.get(&path).await;
    let link = format!("/evidence/{digest}");
    assert_eq!(page.texts(&format!(".tied a[href='{link}']")).len(), 1, "{}", page.html);
    assert_eq!(officer.get(&link).await.status, 200);
    let text: (&str, &str, &[u8]) = ("files", "письмо.txt", b"just words");
    let page = officer.bring_with(&page, &path, &wrong, text).await;
    assert_eq!((page.status, page.texts("#field-files-error").len()), (422, 1), "{}", page.html);
}

#[tokio::test]
async fn nobody_but_an_officer_keeps_domains() {
    let scene = Scene::entered().await;
    let id = scene.organisation(0);
    let path = format!("/work/organisations/{id}/mailbox-domains");
    for role in Role::ALL.into_iter().filter(|role| !matches!(role, Role::Officer | Role::Clerk)) {
        let scope = match role {
            Role::ClusterRepresentative => Scope::Cluster(scene.pine.parse().unwrap()),
            Role::OrganisationRepresentative => Scope::Organisation(id),
            Role::RegionRepresentative => Scope::Region {
                region: registry_events::value::Code::literal("RU-TOM"),
                organisation: scene.centre.parse().unwrap(),
            },
            _ => Scope::Registry,
        };
        let mailbox = format!("{}@registry.example", role.key().replace('_', "-"));
        scene.app.person_as(role, scope, &mailbox).await;
        let mut browser = scene.app.signed_in(&mailbox).await;
        assert_eq!(browser.get(&path).await.status, 403, "{}", role.key());
        let mut fields = browser.get("/account").await.form("/sign-out");
        fields.push(("domain".into(), "works.example".into()));
        let events = scene.app.events().await;
        assert_eq!(browser.post(&path, &fields).await.status, 403, "{}", role.key());
        assert_eq!(scene.app.events().await, events);
    }
    assert!(scene.app.browser().get(&path).await.location().starts_with("/sign-in?next="));
    let nowhere = path.replace(&id.to_string(), "01980000-0000-7000-8000-000000000000");
    let mut officer = officer(&scene.app).await;
    assert_eq!(officer.get(&nowhere).await.status, 404);
    let english = officer.get(&format!("/en{path}")).await;
    assert!(english.says("No domain is tied yet"), "{}", english.html);
}

#[tokio::test]
async fn a_domain_of_another_organisation_is_tied_only_by_who_says_that_it_is_shared() {
    let scene = Scene::entered().await;
    let path =
        |index: usize| format!("/work/organisations/{}/mailbox-domains", scene.organisation(index));
    let mut officer = officer(&scene.app).await;
    let tied = [
        ("domain", "holding.example"),
        ("source", "register"),
        ("url", "reestr.example/1"),
        ("act", "tie"),
    ];
    let page = officer.get(&path(0)).await;
    officer.submit(&page, &path(0), &tied).await.location();
    scene.app.settle().await;
    let events = scene.app.events().await;
    let page = officer.get(&path(1)).await;
    assert!(page.texts("[name=shared]").is_empty(), "nobody has what isn't typed");
    let silent = officer.submit(&page, &path(1), &tied).await;
    assert_eq!((silent.status, silent.texts("#field-shared-error").len()), (422, 1));
    let one = format!("/organisations/{}", scene.organisation(0));
    let name = officer.get(&one).await.texts("h1")[0].clone();
    assert!(silent.texts("#field-shared-hint")[0].contains(&name), "{}", silent.html);
    assert_eq!(scene.app.events().await, events);
    let shared = [tied[0], tied[1], tied[2], tied[3], ("shared", "yes")];
    let done = officer.submit(&silent, &path(1), &shared).await;
    assert_eq!(officer.get(done.location()).await.texts("h1"), ["Почтовый домен привязан"]);
}
