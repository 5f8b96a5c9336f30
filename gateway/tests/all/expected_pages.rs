//! «Ожидаются на Карте» as officers and development centres work with it in a browser.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::value::Code;
use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;

use crate::support::browser::{Browser, Seen};
use crate::support::people::PASSWORD;
use crate::support::{TestApp, body, generous};

const OFFICER: &str = "officer@registry.example";
const CENTRE: &str = "centre@region.example";
const AUDITOR: &str = "auditor@registry.example";
const NEW: &str = "/work/expected/new";

pub(crate) async fn app() -> TestApp {
    let public_url = PublicUrl::parse("http://registry.example");
    TestApp::with(HttpSettings { public_url, ..generous() }).await
}

pub(crate) async fn officer(app: &TestApp) -> Browser {
    app.person_as(Role::Officer, Scope::Registry, OFFICER).await;
    app.signed_in(OFFICER).await
}

/// Somebody of the development centre of a region.
async fn centre(app: &TestApp, region: &'static str) -> Browser {
    let officer = app.officer().await;
    let opening = serde_json::json!({
        "organisation": body::organisation(77), "opened_on": "2013-01-01" });
    let opened = officer.post("/api/v1/regions/RU-TOM/ckr", &opening).await.done();
    let organisation = opened.text("organisation").parse().unwrap();
    let scope = Scope::Region { region: Code::literal(region), organisation };
    app.person_as(Role::RegionRepresentative, scope, CENTRE).await;
    app.signed_in(CENTRE).await
}

pub(crate) const MACHINES: [(&str, &str); 5] = [
    ("name", "Станки Томска"),
    ("region", "RU-TOM"),
    ("source", "press"),
    ("url", "https://press.example/1"),
    ("known_since", "2015-10-01"),
];

pub(crate) async fn noted(browser: &mut Browser) -> String {
    let page = browser.get(NEW).await;
    let done = browser.submit(&page, NEW, &MACHINES).await;
    let (one, rest) = done.location().split_once('?').unwrap();
    assert_eq!(rest, "done=noted");
    one.to_owned()
}

fn step(page: &Seen) -> String {
    page.texts(".way-in [aria-current]").concat()
}

#[tokio::test]
async fn a_noted_cluster_is_invited_by_one_letter_however_often_the_form_is_sent() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let one = noted(&mut browser).await;
    let shown = browser.get(&one).await;
    assert_eq!(
        (shown.texts("h1").concat(), step(&shown)),
        ("Станки Томска".into(), "Известен".into())
    );
    let act = format!("{one}/invitation");
    let page = browser.get(&act).await;
    assert!(page.texts(".letter pre")[0].contains("http://registry.example/register"));
    let filled = [("email", "office@machines.example")];
    let done = browser.submit(&page, &act, &filled).await;
    assert_eq!(done.location(), format!("{one}?done=invitation"));
    let events = app.events().await;
    let again = browser.submit(&page, &act, &filled).await;
    assert_eq!((again.location(), app.events().await), (done.location(), events));
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1, "sent twice, one letter");
    assert_eq!(letters[0].recipient, "office@machines.example");
    assert!(letters[0].text.contains("«Станки Томска»"), "{}", letters[0].text);
    let log = String::from_utf8_lossy(&app.log_bytes().await).into_owned();
    assert!(!log.contains("machines.example"), "the mailbox stays out of the log");
    let shown = browser.get(&one).await;
    assert_eq!(step(&shown), "Приглашён");
    assert!(shown.texts("dd").iter().any(|it| it == "01.12.2015"), "{}", shown.html);
}

#[tokio::test]
async fn what_is_typed_wrongly_stays_and_is_told_at_its_field() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let page = browser.get(NEW).await;
    let events = app.events().await;
    let empty = browser.submit(&page, NEW, &[("name", "Станки Томска")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.texts(".error-summary a").len(), 3, "region, source, day");
    assert_eq!(empty.attribute("#field-name", "value"), Some("Станки Томска".into()));
    let mut filled = MACHINES;
    filled[3].1 = "";
    let unsourced = browser.submit(&page, NEW, &filled).await;
    assert_eq!(unsourced.status, 422);
    assert_eq!(unsourced.attribute(".error-summary a", "href"), Some("#field-url".into()));
    filled[4].1 = "2099-01-01";
    let future = browser.submit(&page, NEW, &filled).await;
    assert_eq!(future.attribute(".error-summary a", "href"), Some("#field-known_since".into()));
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_centre_keeps_its_own_region_alone_and_others_keep_nothing() {
    let app = app().await;
    let mut officer = officer(&app).await;
    let tomsk = noted(&mut officer).await;
    let page = officer.get(NEW).await;
    let mut elsewhere = MACHINES;
    elsewhere[1].1 = "RU-KEM";
    let done = officer.submit(&page, NEW, &elsewhere).await;
    let kemerovo = done.location().split('?').next().unwrap().to_owned();

    let mut centre = centre(&app, "RU-TOM").await;
    let list = centre.get("/work/expected").await;
    assert_eq!(list.texts(".expected tbody th").len(), 1);
    assert_eq!(list.attribute(".expected tbody a", "href"), Some(tomsk.clone()));
    assert_eq!(centre.get(&kemerovo).await.status, 403);
    let form = centre.get(NEW).await;
    assert_eq!(form.texts("#field-region option").len(), 2, "nothing and its own");
    assert!(!centre.get(&tomsk).await.html.contains("/application\""), "officers link");
    let own = centre.get("/account").await.form("/sign-out");
    let seen = centre.post(&format!("{tomsk}/application"), &own).await;
    assert_eq!(seen.status, 404, "a form shows it no applications either: {}", seen.html);
    assert!(centre.get("/work").await.html.contains("/work/expected"));

    let away = app.browser().get("/work/expected").await;
    assert!(away.location().starts_with("/sign-in"), "{PASSWORD} first");
}

#[tokio::test]
async fn an_auditor_reads_what_is_expected_and_does_nothing_with_it() {
    let app = app().await;
    let mut officer = officer(&app).await;
    let tomsk = noted(&mut officer).await;
    app.person_as(Role::Auditor, Scope::Registry, AUDITOR).await;
    let mut auditor = app.signed_in(AUDITOR).await;
    let list = auditor.get("/work/expected").await;
    assert_eq!(list.attribute(".expected tbody a", "href"), Some(tomsk.clone()));
    assert!(!list.html.contains(NEW), "{}", list.html);
    let one = auditor.get(&tomsk).await;
    assert_eq!(one.texts("h1").concat(), "Станки Томска");
    assert!(!one.html.contains(&format!("{tomsk}/")), "no act: {}", one.html);
    let (own, events) = (auditor.get("/account").await.form("/sign-out"), app.events().await);
    for path in [NEW.to_owned(), format!("{tomsk}/removal"), format!("{tomsk}/invitation")] {
        assert_eq!(auditor.get(&path).await.status, 403, "{path}");
        assert_eq!(auditor.post(&path, &own).await.status, 403, "{path}");
    }
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn an_application_and_a_profile_are_linked_and_a_mistake_leaves_the_list() {
    let app = app().await;
    let client = app.officer().await;
    let listed = app.listed(&client, "Станки").await;
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Станки Т")).await;
    let application = started.done().text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{application}/submission")).await.done();
    app.settle().await;
    let mut browser = officer(&app).await;
    let (one, twice) = (noted(&mut browser).await, noted(&mut browser).await);

    let act = format!("{one}/application");
    let page = browser.get(&act).await;
    let wrong = browser.submit(&page, &act, &[("application", "заявка")]).await;
    assert_eq!((wrong.status, wrong.texts(".error-summary a").len()), (422, 1));
    browser.submit(&page, &act, &[("application", &application)]).await.location();
    assert_eq!(step(&browser.get(&one).await), "Заявка");
    let sealed = format!("/desk/sealed/applications/{application}");
    assert!(!browser.get(&one).await.html.contains(&sealed), "an auditor’s way");
    app.person_as(Role::Auditor, Scope::Registry, AUDITOR).await;
    let seen = app.signed_in(AUDITOR).await.get(&one).await;
    assert_eq!((step(&seen).as_str(), seen.html.contains(&sealed)), ("Заявка", true));
    assert_eq!(browser.get(&format!("{one}/invitation")).await.status, 404, "it applied already");

    let act = format!("{one}/registration");
    let page = browser.get(&act).await;
    let address = format!("http://registry.example/clusters/{listed}");
    browser.submit(&page, &act, &[("cluster", &address)]).await.location();
    let shown = browser.get(&one).await;
    assert_eq!(step(&shown), "В реестре");
    assert!(shown.texts(".buttons a").is_empty());
    let closed = browser.submit(&page, &act, &[("cluster", "3z5k0a7c41")]).await;
    assert_eq!(closed.status, 422, "a page of before");

    let act = format!("{twice}/removal");
    let page = browser.get(&act).await;
    browser.submit(&page, &act, &[("reason", "Записан дважды")]).await.location();
    let list = browser.get("/work/expected").await;
    assert_eq!(list.texts(".expected tbody th").len(), 1);
    let removed = browser.get("/work/expected?standing=removed").await;
    assert_eq!(removed.texts(".expected tbody .stand"), ["Больше не ожидается"]);
}

#[tokio::test]
async fn likely_applications_and_clusters_are_offered_and_others_are_found_by_their_names() {
    let app = app().await;
    let client = app.officer().await;
    let listed = app.listed(&client, "Томское станкостроение").await;
    let applicant = app.applicant().await;
    let mut ids = Vec::new();
    for name in ["Мебель", "Томский кластер станков"] {
        let started = applicant.post("/api/v1/applications", &body::application(name)).await;
        let id = started.done().text("application");
        applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await.done();
        ids.push(id);
    }
    app.settle().await;
    let mut browser = officer(&app).await;
    let one = noted(&mut browser).await;

    let act = format!("{one}/application");
    let page = browser.get(&act).await;
    let offered = page.texts("#field-likely option");
    assert!(
        offered[1].starts_with("Томский кластер станков · "),
        "the likeliest first: {offered:?}"
    );
    assert_eq!(offered.len(), 3);
    let both = [("likely", ids[1].as_str()), ("application", ids[0].as_str())];
    let both = browser.submit(&page, &act, &both).await;
    assert_eq!((both.status, both.texts("#field-application-error").len()), (422, 1));
    browser.submit(&page, &act, &[("likely", &ids[1])]).await.location();
    assert_eq!(step(&browser.get(&one).await), "Заявка");

    let act = format!("{one}/registration");
    let page = browser.get(&act).await;
    let events = app.events().await;
    let found = browser.submit(&page, &act, &[("cluster", "станкостроение")]).await;
    assert_eq!((found.status, app.events().await), (422, events), "words alone take nothing");
    assert_eq!(found.attribute(".error-summary a", "href"), Some("#field-cluster_found".into()));
    let offered = found.texts("#field-cluster_found option");
    assert!(offered.len() == 2 && offered[1].ends_with(&format!("№ {listed}")), "{offered:?}");
    let none = browser.submit(&page, &act, &[("cluster", "ничегонет")]).await;
    assert_eq!((none.status, none.texts("#field-cluster-error").len()), (422, 1));
    let chosen = [("cluster", "станкостроение"), ("cluster_found", listed.as_str())];
    browser.submit(&found, &act, &chosen).await.location();
    assert_eq!(step(&browser.get(&one).await), "В реестре");
}
