//! Where a cluster stands on the register, as officers change it: with a reason, after a check.

use crate::queue_review::officer;
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{ANNA, BORIS, representative};

/// Fills in the form and comes to the check.
async fn check(officer: &mut Browser, path: &str, filled: &[(&str, &str)]) -> Seen {
    let page = officer.get(path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let mut filled = filled.to_vec();
    filled.push(("step", "check"));
    officer.submit(&page, path, &filled).await
}

async fn send(officer: &mut Browser, path: &str, checked: &Seen) -> String {
    assert_eq!(checked.status, 200, "{}", checked.html);
    let sent = officer.submit(checked, path, &[("step", "send")]).await;
    sent.location().to_owned()
}

#[tokio::test]
async fn a_cluster_is_suspended_and_resumed_after_a_check_and_everybody_reads_why() {
    let scene = Scene::entered().await;
    let mut officer = officer(&scene.app).await;
    let path = format!("/work/clusters/{}/standing", scene.pine);
    let events = scene.app.events().await;
    let bare = check(&mut officer, &path, &[("act", "suspend"), ("reason", " ")]).await;
    assert_eq!((bare.status, bare.texts(".error").len()), (422, 1));
    let none = check(&mut officer, &path, &[("reason", "Проверка")]).await;
    assert_eq!((none.status, none.texts(".error").len()), (422, 1), "what to do isn't chosen");
    let asked = [("act", "suspend"), ("reason", "Идёт проверка сведений")];
    let checked = check(&mut officer, &path, &asked).await;
    assert_eq!(checked.texts(".after"), ["Приостановить"]);
    assert_eq!(scene.app.events().await, events, "nothing is recorded before it is sent");
    let edited = officer.submit(&checked, &path, &[("step", "edit")]).await;
    assert!(edited.texts("textarea[name=reason]")[0].contains("Идёт проверка"));
    let receipt = send(&mut officer, &path, &checked).await;
    let events = scene.app.events().await;
    assert_eq!(send(&mut officer, &path, &checked).await, receipt, "a double press");
    assert_eq!(scene.app.events().await, events);
    assert_eq!(officer.get(&receipt).await.texts("h1"), ["Запись кластера приостановлена"]);
    scene.app.settle().await;
    let profile = scene.app.browser().get(&format!("/clusters/{}", scene.pine)).await;
    assert!(profile.says("Идёт проверка сведений"), "the public trace");

    let checked = check(&mut officer, &path, &[("act", "resume"), ("reason", "Всё верно")]).await;
    send(&mut officer, &path, &checked).await;
    scene.app.settle().await;
    let page = officer.get(&path).await;
    assert!(page.html.contains("value=\"suspend\""), "it stands as before");
}

#[tokio::test]
async fn a_cluster_is_merged_with_its_successor() {
    let scene = Scene::entered().await;
    let mut officer = officer(&scene.app).await;
    let path = format!("/work/clusters/{}/standing", scene.birch);
    let wrong = [("act", "merge"), ("reason", "Объединились"), ("into", "нет такого")];
    let wrong = check(&mut officer, &path, &wrong).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 2), "{}", wrong.html);
    let address = format!("https://registry.example/clusters/{}", scene.pine);
    let asked = [
        ("act", "merge"),
        ("reason", "Объединились по решению собрания"),
        ("into", address.as_str()),
        ("merged_on", "2015-11-30"),
    ];
    let checked = check(&mut officer, &path, &asked).await;
    assert!(checked.says("Белая сосна"), "{}", checked.html);
    send(&mut officer, &path, &checked).await;
    scene.app.settle().await;
    let profile = scene.app.browser().get(&format!("/clusters/{}", scene.birch)).await;
    assert!(profile.says("Объединились по решению собрания"));
    let page = officer.get(&path).await;
    assert!(page.texts("main form").is_empty(), "nothing more can be done with it");
}

#[tokio::test]
async fn a_representative_may_only_take_off_their_own_cluster() {
    let scene = Scene::entered().await;
    let path = format!("/work/clusters/{}/standing", scene.pine);
    let mut boris = representative(&scene.app, &scene.birch, BORIS).await;
    assert_eq!(boris.get(&path).await.status, 403);
    let mut anna = representative(&scene.app, &scene.pine, ANNA).await;
    let page = anna.get(&path).await;
    assert_eq!(page.texts("main .answer"), ["Исключить из реестра"]);
    let events = scene.app.events().await;
    let forged = check(&mut anna, &path, &[("act", "suspend"), ("reason", "Так")]).await;
    assert_eq!((forged.status, scene.app.events().await), (403, events));
    let checked = check(&mut anna, &path, &[("act", "withdraw"), ("reason", "По решению")]).await;
    send(&mut anna, &path, &checked).await;
    assert!(scene.app.browser().get(&path).await.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn what_changed_between_the_check_and_the_sending_is_told_and_nothing_typed_is_lost() {
    let scene = Scene::entered().await;
    let mut officer = officer(&scene.app).await;
    let path = format!("/work/clusters/{}/standing", scene.pine);
    let asked = [("act", "suspend"), ("reason", "Идёт проверка сведений")];
    let checked = check(&mut officer, &path, &asked).await;
    scene.state(&crate::support::body::claim("year_created", 2013)).await;
    let events = scene.app.events().await;
    let late = officer.submit(&checked, &path, &[("step", "send")]).await;
    assert_eq!((late.status, scene.app.events().await), (422, events), "{}", late.html);
    assert!(late.texts(".error-summary a")[0].starts_with("Пока форма была открыта"));
    assert!(!late.says("Вы видели версию"), "no numbers of versions: {}", late.html);
    let told = late.texts(".stands li");
    assert!(told.len() == 1 && told[0].contains("2013"), "{told:?}");
    let checked = officer.submit(&late, &path, &[("step", "check")]).await;
    let receipt = send(&mut officer, &path, &checked).await;
    assert_eq!(officer.get(&receipt).await.texts("h1"), ["Запись кластера приостановлена"]);
}
