//! The question of a field: filled in, checked, sent; what goes wrong on the way.

use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{BORIS, representative, scene};

/// Answers a question and comes to the check.
async fn check(browser: &mut Browser, path: &str, filled: &[(&str, &str)]) -> Seen {
    let page = browser.get(path).await;
    let mut filled = filled.to_vec();
    filled.push(("act", "check"));
    browser.submit(&page, path, &filled).await
}

async fn send(browser: &mut Browser, path: &str, checked: &Seen) -> Seen {
    assert_eq!(checked.status, 200, "{}", checked.html);
    browser.submit(checked, path, &[("act", "send")]).await
}

#[tokio::test]
async fn an_answer_is_checked_and_sent_and_the_profile_shows_it() {
    let (app, path, mut anna) = scene().await;
    let website = format!("{path}/fields/website");
    let events = app.events().await;
    let checked = check(&mut anna, &website, &[("website.value", "pine.example")]).await;
    assert_eq!(checked.texts(".after"), ["https://pine.example"]);
    assert_eq!(app.events().await, events, "nothing is recorded before it is sent");
    let sent = send(&mut anna, &website, &checked).await;
    assert!(
        sent.location().starts_with(&format!("{path}/sections/openness?done=website&receipt="))
    );
    let section = anna.get(sent.location()).await;
    assert!(section.texts(".done-panel")[0].starts_with("Записано: "), "{}", section.html);
    let profile = anna.get(path.strip_prefix("/work").unwrap()).await;
    assert!(profile.html.contains("https://pine.example"));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_recorded_once() {
    let (app, path, mut anna) = scene().await;
    let year = format!("{path}/fields/year_created");
    let checked = check(&mut anna, &year, &[("year_created.value", "2013")]).await;
    let first = send(&mut anna, &year, &checked).await.location().to_owned();
    let events = app.events().await;
    let again = send(&mut anna, &year, &checked).await;
    assert_eq!((again.location(), app.events().await), (first.as_str(), events));
    let website = format!("{path}/fields/website");
    let checked = check(&mut anna, &website, &[("website.value", "pine.example")]).await;
    send(&mut anna, &website, &checked).await.location();
    let events = app.events().await;
    send(&mut anna, &website, &checked).await.location();
    assert_eq!(app.events().await, events, "what was empty is filled once too");
}

/// Both open the page; Boris is faster. Anna sees his answer beside her own and sends hers again.
async fn race(field: &str, his: &str, hers: &str) {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let (path, name) = (format!("{path}/fields/{field}"), format!("{field}.value"));
    let checked = check(&mut anna, &path, &[(&name, hers)]).await;
    let faster = check(&mut boris, &path, &[(&name, his)]).await;
    send(&mut boris, &path, &faster).await.location();
    let events = app.events().await;
    let late = send(&mut anna, &path, &checked).await;
    assert_eq!((late.status, app.events().await), (409, events), "{}", late.html);
    assert!(late.texts(".meanwhile")[0].contains(his), "{:?}", late.texts(".meanwhile"));
    let kept = late.attribute(&format!("input[name='{name}']"), "value");
    assert_eq!(kept.as_deref(), Some(hers), "what she typed stays");
    let checked = anna.submit(&late, &path, &[("act", "check")]).await;
    assert!(checked.texts(".before")[0].contains(his));
    send(&mut anna, &path, &checked).await.location();
    let stands = anna.get(&path).await;
    assert!(stands.texts(".stands-now")[0].contains(hers));
}

#[tokio::test]
async fn who_is_slower_sees_what_changed_beside_their_own_answer() {
    race("year_created", "2013", "2014").await;
}

#[tokio::test]
async fn so_it_is_where_nothing_stood_before() {
    race("website", "https://boris.example/", "https://anna.example/").await;
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let (app, path, mut anna) = scene().await;
    let employees = format!("{path}/fields/employees_total");
    let events = app.events().await;
    let filled = [
        ("employees_total.value", "много"),
        ("described_on", ""),
        ("evidence", "https://pine.example/report"),
    ];
    let wrong = check(&mut anna, &employees, &filled).await;
    assert_eq!(wrong.status, 422);
    let places = wrong.document();
    let link = wrong.attribute(".error-summary a", "href").unwrap();
    let place = scraper::Selector::parse(&link).unwrap();
    assert_eq!(places.select(&place).count(), 1, "the summary leads to the field");
    let typed = wrong.attribute("input[name='employees_total.value']", "value");
    assert_eq!(typed.as_deref(), Some("много"));
    assert!(wrong.texts("textarea[name=evidence]")[0].contains("pine.example/report"));
    let filled = [("employees_total.value", "1 300"), ("described_on", "")];
    let undated = check(&mut anna, &employees, &filled).await;
    assert_eq!(undated.status, 422, "the day it describes is needed");
    let empty = check(&mut anna, &employees, &[("employees_total.value", " ")]).await;
    assert_eq!(empty.texts("fieldset.question > .error").len(), 1, "{}", empty.html);
    let right = [("employees_total.value", "1 300"), ("described_on", "2015-12-31")];
    let checked = check(&mut anna, &employees, &right).await;
    assert_eq!(checked.texts(".after"), ["1 300"]);
    let edited = anna.submit(&checked, &employees, &[("act", "edit")]).await;
    let typed = edited.attribute("input[name='employees_total.value']", "value");
    assert_eq!((edited.status, typed.as_deref()), (200, Some("1 300")));
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn that_there_is_no_value_is_a_choice_of_its_own() {
    let (_app, path, mut anna) = scene().await;
    let services = format!("{path}/fields/export_countries");
    let checked = check(&mut anna, &services, &[("export_countries.said", "not_applicable")]).await;
    assert_eq!(checked.texts(".after"), ["неприменимо"]);
    send(&mut anna, &services, &checked).await.location();
    let again = anna.get(&services).await;
    let chosen = again.attribute("input[name='export_countries.said'][checked]", "value");
    assert_eq!(chosen.as_deref(), Some("not_applicable"));
}

#[tokio::test]
async fn every_field_of_the_catalogue_is_asked_and_what_stands_can_be_sent_as_it_is() {
    let (_app, path, mut anna) = scene().await;
    let tasks = anna.get(&path).await;
    let links = |seen: &Seen, selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        let document = seen.document();
        let links = document.select(&selector).map(|link| link.attr("href").unwrap().to_owned());
        links.collect()
    };
    let (mut asked, mut standing) = (0, 0);
    for section in links(&tasks, ".work-tasks a") {
        let section = anna.get(&section).await;
        let fields = links(&section, ".work-summary .way a").into_iter();
        for field in fields.filter(|link| link.contains("/fields/")) {
            let page = anna.get(&field).await;
            assert_eq!((page.status, page.texts("h1").len()), (200, 1), "{field}");
            let said = page.attribute(
                "fieldset.question input, fieldset.question select, fieldset.question textarea",
                "name",
            );
            assert!(said.is_some(), "{field} has something to fill in");
            asked += 1;
            if !page.texts(".stands-now").is_empty() && !field.ends_with("specialisation_key") {
                let checked = anna.submit(&page, &field, &[("act", "check")]).await;
                assert_eq!(checked.texts(".before"), checked.texts(".after"), "{field}");
                standing += 1;
            }
        }
    }
    assert!(asked >= 29 && standing >= 4, "{asked} asked, {standing} stand");
}

#[tokio::test]
async fn what_is_wrong_is_told_in_words_of_the_page_and_not_of_the_api() {
    let (_app, path, mut anna) = scene().await;
    for (field, value, told) in [
        ("specialisation_key", "nowhere", "Выберите другое из списка."),
        ("employees_total", "120", "Укажите день, на который это верно."),
    ] {
        let at = format!("{path}/fields/{field}");
        let page = anna.get(&at).await;
        let name = format!("{field}.value");
        let mut fields = page.form(&at);
        fields.retain(|(known, _)| *known != name && known != "described_on");
        fields.extend([(name, value), ("act".into(), "check")].map(|(n, v)| (n, v.to_owned())));
        let wrong = anna.post(&at, &fields).await;
        let errors = wrong.texts(".error-summary a");
        assert!(errors.iter().any(|error| error.ends_with(told)), "{field}: {errors:?}");
        let machine = ["/api/", "described_on", "absence"];
        assert!(machine.iter().all(|word| !errors.concat().contains(word)), "{errors:?}");
    }
}
