//! Disputes through pages: filed from a statement, admitted, answered, decided; or declined.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::Browser;
use crate::work_tasks::{ANNA, representative};

const QUEUE: &str = "/work/queue";

async fn party(scene: &Scene) -> Browser {
    let scope = Scope::Organisation(scene.organisation(0));
    let email = "director@plant.example";
    scene.app.person_as(Role::OrganisationRepresentative, scope, email).await;
    scene.app.signed_in(email).await
}

/// Files a dispute of the number of employees, from the profile; its page.
async fn filed(scene: &Scene, director: &mut Browser) -> String {
    let profile = director.get(&format!("/clusters/{}", scene.pine)).await;
    let new = profile.attribute("a.contest[href*=employees_total]", "href").unwrap();
    let form = director.get(&new).await;
    assert!(form.texts(".contested")[0].contains("1 200"), "{}", form.html);
    let action = format!("/work/disputes/{}/new", scene.pine);
    let empty = director.submit(&form, &action, &[("evidence", "не ссылка по пробелам")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("не ссылка по пробелам"), "what was typed stays");
    let filled = [("grounds", "По отчёту вдвое меньше"), ("evidence", "press.example/1")];
    let sent = director.submit(&form, &action, &filled).await;
    let events = scene.app.events().await;
    let again = director.submit(&form, &action, &filled).await;
    assert_eq!((again.location(), scene.app.events().await), (sent.location(), events));
    let receipt = director.get(sent.location()).await;
    assert_eq!(receipt.texts("h1"), ["Спор подан"]);
    receipt.attribute(".form-page > p > .button", "href").unwrap()
}

#[tokio::test]
async fn a_dispute_goes_from_a_statement_to_its_decision() {
    let scene = Scene::entered().await;
    let mut director = party(&scene).await;
    let dispute = filed(&scene, &mut director).await;
    let mut officer = officer(&scene.app).await;
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    assert_eq!(anna.get(&dispute).await.status, 404, "nobody's business before its admission");

    let queue = officer.get(QUEUE).await;
    assert_eq!(queue.texts("[aria-labelledby=queue-disputes-to-admit] li").len(), 1);
    let page = officer.get(&dispute).await;
    assert!(page.says("По отчёту вдвое меньше"));
    let bare = [("text", "Оспорено число работников"), ("evidence", ""), ("act", "admit")];
    let bare = officer.submit(&page, &dispute, &bare).await;
    assert_eq!((bare.status, bare.texts(".error").len()), (422, 1), "a source is needed");
    let admission =
        [("text", "Оспорено число работников"), ("evidence", "press.example/1"), ("act", "admit")];
    officer.submit(&page, &dispute, &admission).await.location();

    let queue = anna.get(QUEUE).await;
    assert_eq!(queue.texts("[aria-labelledby=queue-disputes-to-answer] li").len(), 1);
    let page = anna.get(&dispute).await;
    assert!(!page.says("По отчёту вдвое меньше"), "what was filed stays sealed");
    let answer = [("text", "Приложен отчёт"), ("act", "answer")];
    anna.submit(&page, &dispute, &answer).await.location();
    let page = director.get(&dispute).await;
    assert!(page.texts("form").iter().all(|form| !form.contains("Решить спор")));

    let page = officer.get(&dispute).await;
    let undecided = officer.submit(&page, &dispute, &[("reason", "Так"), ("act", "resolve")]).await;
    assert_eq!(undecided.status, 422);
    let decision = [
        ("outcome", "upheld"),
        ("reason", "Отчёт это показывает"),
        ("evidence", "press.example/decided"),
        ("act", "resolve"),
    ];
    let report = ("files", "отчёт.pdf", b"%PDF-1.7 report".as_slice());
    let resolved = officer.bring_with(&page, &dispute, &decision, report).await;
    assert_eq!(officer.get(resolved.location()).await.texts("h1"), ["Спор решён"]);
    let closed = officer.get(&dispute).await;
    let steps = closed.texts(".dispute-steps h2");
    assert_eq!(steps.len(), 4, "{steps:?}");
    let shown = closed.texts(".dispute-steps li:last-child a");
    assert_eq!(shown.len(), 2, "the link and the document that it was decided on: {shown:?}");
    assert!(closed.texts("main form").is_empty(), "nothing is left to do");
}

#[tokio::test]
async fn a_dispute_is_declined_and_who_filed_it_reads_why() {
    let scene = Scene::entered().await;
    let mut director = party(&scene).await;
    let dispute = filed(&scene, &mut director).await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(&dispute).await;
    let refusal = [("reason", "Источник не назван"), ("act", "refuse")];
    officer.submit(&page, &dispute, &refusal).await.location();
    assert!(director.get(&dispute).await.says("Источник не назван"));
    assert!(!director.get(QUEUE).await.html.contains(&dispute));
    let mut stranger = representative(&scene.app, &scene.birch, ANNA).await;
    assert_eq!(stranger.get(&dispute).await.status, 404);
    let forged = director.get(&dispute).await;
    assert!(forged.texts("main form").is_empty());
    scene.app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = scene.app.signed_in("auditor@registry.example").await;
    let new = format!("/work/disputes/{}/new?claim=employees_total@13", scene.pine);
    assert_eq!(auditor.get(&new).await.status, 403);
}

#[tokio::test]
async fn who_decides_second_is_told_what_was_decided_first_when_and_by_whom() {
    let scene = Scene::entered().await;
    let mut director = party(&scene).await;
    let dispute = filed(&scene, &mut director).await;
    let mut first = officer(&scene.app).await;
    scene.app.person_as(Role::Officer, Scope::Registry, "second@registry.example").await;
    let mut second = scene.app.signed_in("second@registry.example").await;
    let page = second.get(&dispute).await;
    let refusal = [("reason", "Источник не назван"), ("act", "refuse")];
    let own = first.get(&dispute).await;
    first.submit(&own, &dispute, &refusal).await.location();
    let events = scene.app.events().await;
    let admission =
        [("text", "Оспорено число работников"), ("evidence", "press.example/1"), ("act", "admit")];
    let late = second.submit(&page, &dispute, &admission).await;
    assert_eq!((late.status, scene.app.events().await), (422, events));
    let told = late.texts(".error-summary").concat();
    for words in ["В рассмотрении отказано", "01.12.2015", "куратор реестра"]
    {
        assert!(told.contains(words), "{told}");
    }
    assert!(late.says("Источник не назван"), "the step stands on the page: {}", late.html);
    assert!(late.texts("main form").is_empty(), "nothing is left to do");
}
