//! The work page of an organisation: what it states of itself, where it takes part.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::Browser;

const PARTY: &str = "director@plant.example";

async fn party(scene: &Scene, index: usize) -> Browser {
    let scope = Scope::Organisation(scene.organisation(index));
    scene.app.person_as(Role::OrganisationRepresentative, scope, PARTY).await;
    scene.app.signed_in(PARTY).await
}

#[tokio::test]
async fn who_speaks_for_an_organisation_is_led_to_its_own_page_and_states_its_details() {
    let scene = Scene::entered().await;
    let path = format!("/work/organisations/{}", scene.organisation(0));
    let mut director = party(&scene, 0).await;
    let work = director.get("/work").await;
    assert_eq!(work.texts(&format!(".entries-list a[href='{path}']")).len(), 1, "{}", work.html);
    let own = director.get(&path).await;
    assert_eq!((own.status, own.texts(".organisation-matters .absent").len()), (200, 3));

    let details = format!("{path}/details");
    let page = director.get(&details).await;
    let events = scene.app.events().await;
    let empty = director.submit(&page, &details, &[]).await;
    assert_eq!((empty.status, empty.texts("#field-described_on-error").len()), (422, 1));
    let wrong = [("okved", "мебель"), ("described_on", "2015-06-30")];
    let wrong = director.submit(&page, &details, &wrong).await;
    assert_eq!((wrong.status, wrong.texts("#field-okved-error").len()), (422, 1), "{}", wrong.html);
    assert_eq!(wrong.attribute("#field-okved", "value").as_deref(), Some("мебель"));
    assert_eq!(scene.app.events().await, events);

    let filled = [
        ("site", "plant.example"),
        ("okved", "31.09"),
        ("lat", "56,4977"),
        ("lng", "84,9744"),
        ("precision", "exact"),
        ("described_on", "2015-06-30"),
    ];
    let done = director.submit(&page, &details, &filled).await;
    assert_eq!(
        director.get(done.location()).await.texts("h1"),
        ["Сведения об организации записаны"]
    );
    let events = scene.app.events().await;
    let again = director.submit(&page, &details, &filled).await;
    assert_eq!((again.location(), scene.app.events().await), (done.location(), events));
    scene.app.settle().await;
    let own = director.get(&path).await;
    let told = own.texts(".organisation-matters dd").join(" ");
    assert!(told.contains("https://plant.example") && told.contains("31.09"), "{told}");
    assert!(told.contains("56,4977"), "{told}");
    let page = director.get(&details).await;
    assert!(page.texts("#field-okved-hint")[0].contains("31.09"), "what stands is shown beside");
    let same = director.submit(&page, &details, &filled).await;
    assert_eq!((same.status, same.texts("#field-site-error").len()), (422, 1), "{}", same.html);
}

#[tokio::test]
async fn an_organisation_states_its_size_with_a_document_that_stays_while_the_form_is_corrected() {
    let scene = Scene::entered().await;
    let path = format!("/work/organisations/{}", scene.organisation(0));
    let size = format!("{path}/size");
    let mut director = party(&scene, 0).await;
    let page = director.get(&size).await;
    let extract: (&str, &str, &[u8]) = ("files", "выписка.pdf", b"%PDF-1.7 an extract");
    let none = director.bring_with(&page, &size, &[("described_on", "2015-06-30")], extract).await;
    assert_eq!((none.status, none.texts("#field-size-error").len()), (422, 1), "{}", none.html);
    let digest = none.attribute("[name=document]", "value").unwrap();
    let chosen = [("size", "medium"), ("described_on", "2015-06-30"), ("document", &digest)];
    let done = director.submit(&none, &size, &chosen).await;
    assert_eq!(director.get(done.location()).await.texts("h1"), ["Размер организации записан"]);
    scene.app.settle().await;
    let told = director.get(&path).await.texts(".organisation-matters dd").join(" ");
    assert!(told.contains("Средние предприятия"), "{told}");
}

#[tokio::test]
async fn branches_are_opened_and_closed() {
    let scene = Scene::entered().await;
    let path = format!("/work/organisations/{}/branches", scene.organisation(0));
    let mut director = party(&scene, 0).await;
    let page = director.get(&path).await;
    let events = scene.app.events().await;
    let empty = director.submit(&page, &path, &[("act", "open")]).await;
    assert_eq!(
        (empty.status, empty.texts("#field-region-error").len()),
        (422, 1),
        "{}",
        empty.html
    );
    let wrong = [("name", "Томский филиал"), ("kpp", "12"), ("region", "RU-TOM"), ("act", "open")];
    let wrong = director.submit(&page, &path, &wrong).await;
    assert_eq!((wrong.status, wrong.texts("#field-kpp-error").len()), (422, 1), "{}", wrong.html);
    assert_eq!(scene.app.events().await, events);
    let right =
        [("name", "Томский филиал"), ("kpp", "7017 43001"), ("region", "RU-TOM"), ("act", "open")];
    let done = director.submit(&page, &path, &right).await;
    assert_eq!(director.get(done.location()).await.texts("h1"), ["Филиал записан"]);
    scene.app.settle().await;
    let page = director.get(&path).await;
    assert!(page.texts(".open-branches .name")[0].contains("КПП 701743001"), "{}", page.html);
    let silent = director.submit(&page, &path, &[("branch", "1"), ("act", "close")]).await;
    assert_eq!((silent.status, silent.texts(".open-branches .error").len()), (422, 1));
    let ended = [("branch", "1"), ("closed_on.1", "2015-10-01"), ("act", "close")];
    let done = director.submit(&page, &path, &ended).await;
    assert_eq!(director.get(done.location()).await.texts("h1"), ["Филиал закрыт"]);
    scene.app.settle().await;
    let page = director.get(&path).await;
    assert_eq!(page.texts(".closed-branches li").len(), 1, "{}", page.html);
    assert!(page.texts(".open-branches li").is_empty());
}

#[tokio::test]
async fn its_part_in_a_cluster_waits_then_is_given_and_a_denial_is_told() {
    let scene = Scene::high().await;
    let path = |index: usize| format!("/work/organisations/{}", scene.organisation(index));
    let mut first = party(&scene, 0).await;
    let page = first.get(&path(0)).await;
    let parts = page.texts("[aria-labelledby=parts] li");
    assert!(parts[0].contains("Белая сосна") && parts[0].contains("подтверждено"), "{parts:?}");
    let projects = page.texts("[aria-labelledby=projects] li");
    assert_eq!(projects.len(), 2, "{projects:?}");
    assert!(projects.iter().any(|it| it.contains("Общий бренд") && it.contains("подтверждено")));

    let scope = Scope::Organisation(scene.organisation(7));
    scene.app.person_as(Role::OrganisationRepresentative, scope, "seventh@plant.example").await;
    let mut other = scene.app.signed_in("seventh@plant.example").await;
    let page = other.get(&path(7)).await;
    let waits = page.texts("[aria-labelledby=parts] li");
    assert!(waits.iter().all(|it| it.contains("ждёт подтверждения организации")), "{waits:?}");
    let confirm = format!("/work/confirmations/{}", scene.pine);
    let led = page.texts(&format!("[aria-labelledby=parts] .stands a[href='{confirm}']"));
    assert_eq!(led.len(), 1, "{}", page.html);
    let confirm_page = other.get(&confirm).await;
    let denial = confirm_page.attribute(".confirm-group .buttons a", "href").unwrap();
    let form = other.get(&denial).await;
    let filled = [("reason", "Не участвуем"), ("since", "2015-05-01")];
    other.submit(&form, &denial, &filled).await.location();
    scene.app.settle().await;
    let page = other.get(&path(7)).await;
    let said = page.texts("[aria-labelledby=parts] li");
    let denied = |it: &String| it.contains("организация сказала, что не участвует");
    assert!(said.iter().any(|it| it.starts_with("Белая сосна") && denied(it)), "{said:?}");
    let back = page.attribute("[aria-labelledby=parts] a[href$=withdrawal]", "href").unwrap();
    assert_eq!(other.get(&back).await.status, 200, "{back}");
}

#[tokio::test]
async fn an_officer_states_for_an_organisation_and_nobody_else_does() {
    let scene = Scene::entered().await;
    let id = scene.organisation(0);
    let path = format!("/work/organisations/{id}");
    let mut officer = officer(&scene.app).await;
    let public = officer.get(&format!("/organisations/{id}")).await;
    assert_eq!(public.texts(&format!("a[href='{path}']")).len(), 1);
    let page = officer.get(&path).await;
    assert_eq!(page.texts(&format!("a[href='{path}/mailbox-domains']")).len(), 1, "{}", page.html);
    assert!(
        page.texts("[aria-labelledby=parts] .stands a").is_empty(),
        "it isn't theirs to confirm"
    );
    let size = format!("{path}/size");
    let page = officer.get(&size).await;
    let chosen = [("size", "large"), ("described_on", "2015-06-30"), ("source", "register")];
    officer.submit(&page, &size, &chosen).await.location();

    let mut other = party(&scene, 1).await;
    let events = scene.app.events().await;
    for path in ["", "/details", "/size", "/branches"].map(|matter| format!("{path}{matter}")) {
        assert_eq!(other.get(&path).await.status, 403, "{path}");
        assert!(scene.app.browser().get(&path).await.location().starts_with("/sign-in?next="));
    }
    let mut fields = other.get("/account").await.form("/sign-out");
    fields.extend([("size".to_owned(), "small".to_owned())]);
    fields.extend([("described_on".to_owned(), "2015-06-30".to_owned())]);
    assert_eq!(other.post(&size, &fields).await.status, 403);
    assert_eq!(scene.app.events().await, events);
    let english = other.get(&format!("/en/work/organisations/{}", scene.organisation(1))).await;
    assert!(english.says("Taking part in clusters"), "{}", english.html);
}
