//! An officer's queue and the review of an application: returned, completed, listed.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;

use crate::applications_pages::{OLGA, applicant, fill, started, submitted};
use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::people::PASSWORD;
use crate::support::{Client, TestApp, body, generous};

pub(crate) const OFFICER: &str = "officer@registry.example";
const NAME: &str = "Белая сосна (демо)";
const QUEUE: &str = "/work/queue";

pub(crate) async fn officer(app: &TestApp) -> Browser {
    app.person_as(Role::Officer, Scope::Registry, OFFICER).await;
    app.signed_in(OFFICER).await
}

/// The officer's page of an application.
fn review(application: &str) -> String {
    application.replace("/work/applications/", "/work/queue/applications/")
}

/// Sends a form of the review with what it decides.
async fn decide(officer: &mut Browser, page: &Seen, path: &str, fields: &[(&str, &str)]) -> Seen {
    officer.submit(page, path, fields).await
}

#[tokio::test]
async fn from_registering_to_the_register_through_pages_alone() {
    let public_url = PublicUrl::parse("http://registry.example");
    let app = TestApp::with(HttpSettings { public_url, ..generous() }).await;
    let mut olga = app.browser();
    let page = olga.get("/register").await;
    olga.submit(&page, "/register", &[("email", OLGA)]).await.location();
    let path = link(&app.letters().await[0]);
    let page = olga.get(&path).await;
    let entered = olga.submit(&page, &path, &[("name", "Ольга"), ("password", PASSWORD)]).await;
    assert_eq!(entered.location(), "/work/applications");
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);

    let mut officer = officer(&app).await;
    let queue = officer.get(QUEUE).await;
    let row = &queue.texts("[aria-labelledby=queue-applications] li")[0];
    assert!(row.starts_with(&format!("{NAME} Ждёт меньше дня")), "{row}");
    let page = officer.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.says("доверенность"), "the right to speak");
    assert!(page.says("Письмо или доверенность не приложены"), "{}", page.html);
    assert_eq!(page.texts("#requirements .is-met").len(), 10);
    assert_eq!(page.texts("[name='unmet.year_created'] option").len(), 2);
    let returned = [("reason.year_created", "Приложите устав"), ("act", "return")];
    let returned = decide(&mut officer, &page, &path, &returned).await;
    let receipt = officer.get(returned.location()).await;
    assert_eq!(receipt.texts("h1"), ["Заявка возвращена на доработку"]);
    assert!(officer.get(QUEUE).await.says("вас ничего не ждёт"));

    let queue = olga.get(QUEUE).await;
    assert!(queue.texts("[aria-labelledby=queue-returned] li")[0].starts_with(NAME));
    let page = olga.get(&application).await;
    let reason = &page.texts(".returned li")[0];
    let unmet = "Требование M4 «Год создания»: сведение не подтверждается";
    assert!(reason.starts_with(&format!("Год создания. Приложите устав {unmet}")), "{reason}");
    app.settle().await;
    let told = app.browser().get("/moderation").await;
    assert!(told.says(unmet) && !told.says("Приложите устав"), "{}", told.html);
    let place = page.attribute(".returned li a", "href").unwrap();
    assert_eq!(place, format!("{application}/form/year_created"));
    let changed = [("year_created.value".to_owned(), "2013".to_owned())];
    fill(&mut olga, &application, &changed, "save").await.location();
    let page = olga.get(&application).await;
    olga.submit(&page, &application, &[("act", "submit")]).await.location();

    let page = officer.get(&path).await;
    let listed = decide(&mut officer, &page, &path, &[("act", "list")]).await;
    let receipt = officer.get(listed.location()).await;
    assert_eq!(receipt.texts("h1"), ["Кластер внесён в реестр"]);
    let page = olga.get(&application).await;
    let profile = page.attribute(".done-panel a", "href").unwrap();
    let profile = app.browser().get(&profile).await;
    assert!(profile.texts("h1")[0].contains("Белая сосна"), "{}", profile.html);
    let work = olga.get("/work").await;
    assert_eq!(work.texts(".entries-list .name"), [NAME]);
    assert!(work.says("по должности"), "the right rests on the officer who listed it");
}

#[tokio::test]
async fn a_return_names_what_to_correct_and_a_double_press_is_one() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);
    let mut officer = officer(&app).await;
    let page = officer.get(&path).await;
    let empty = decide(&mut officer, &page, &path, &[("act", "return")]).await;
    assert_eq!((empty.status, empty.texts(".error-summary li").len()), (422, 1));
    let remark = [("remark", "Приложите доверенность"), ("act", "return")];
    let first = decide(&mut officer, &page, &path, &remark).await.location().to_owned();
    let events = app.events().await;
    let again = decide(&mut officer, &page, &path, &remark).await;
    assert_eq!((again.location(), app.events().await), (first.as_str(), events));
    let late = decide(&mut officer, &page, &path, &[("act", "list")]).await;
    assert_eq!((late.status, app.events().await), (422, events), "{}", late.html);
    assert_eq!(late.texts(".error-summary li").len(), 1);
}

#[tokio::test]
async fn an_officer_decides_by_what_they_read_and_by_nothing_that_came_after() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);
    let mut officer = officer(&app).await;
    let old = officer.get(&path).await;
    let remark = [("remark", "Приложите доверенность"), ("act", "return")];
    decide(&mut officer, &old, &path, &remark).await.location();
    let changed = [("year_created.value".to_owned(), "2013".to_owned())];
    fill(&mut olga, &application, &changed, "save").await.location();
    let page = olga.get(&application).await;
    olga.submit(&page, &application, &[("act", "submit")]).await.location();
    let events = app.events().await;
    let late = decide(&mut officer, &old, &path, &[("act", "list")]).await;
    assert_eq!((late.status, app.events().await), (422, events), "{}", late.html);
    assert!(late.says("прочтите, что изменилось") && late.says("2013"), "{}", late.html);
    decide(&mut officer, &late, &path, &[("act", "list")]).await.location();
}

#[tokio::test]
async fn an_officer_chooses_which_requirement_is_not_met_and_none_that_is() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);
    let mut officer = officer(&app).await;
    let page = officer.get(&path).await;
    assert!(page.texts("[name^='requirement.']").is_empty(), "all are met");
    assert!(page.says("ОГРН"), "participants stand with their numbers");
    let met = [("requirement.M4", "Не нравится год"), ("act", "return")];
    let mut fields = page.form(&path);
    fields.extend(met.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let refused = officer.post(&path, &fields).await;
    assert_eq!((refused.status, refused.texts(".error-summary li").len()), (422, 1));
    assert!(refused.says("по заявленному выполнено"), "{}", refused.html);
    let chosen = [
        ("reason.year_created", "Приложите устав"),
        ("unmet.year_created", "not_borne_out"),
        ("act", "return"),
    ];
    decide(&mut officer, &page, &path, &chosen).await.location();
    let page = olga.get(&application).await;
    assert_eq!(page.texts(".returned .unmet"), ["Сведение не подтверждается тем, что приложено"]);
}

#[tokio::test]
async fn an_application_for_a_cluster_that_is_listed_is_returned_with_that_cluster() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let first = submitted(&mut olga, NAME).await;
    let mut officer = officer(&app).await;
    let page = officer.get(&review(&first)).await;
    decide(&mut officer, &page, &review(&first), &[("act", "list")]).await.location();
    app.settle().await;
    let second = submitted(&mut olga, "Белая сосна (демо) ещё раз").await;
    let path = review(&second);
    let page = officer.get(&path).await;
    let cluster = page.attribute("[name=already_cluster]", "value").unwrap();
    let words = ("already", "Профиль уже ведёте вы");
    let nameless = decide(&mut officer, &page, &path, &[words, ("act", "return")]).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.says("Назовите кластер"), "{}", nameless.html);
    let fields = [words, ("already_cluster", &cluster), ("act", "return")];
    decide(&mut officer, &page, &path, &fields).await.location();
    let page = olga.get(&second).await;
    let link = page.attribute(".returned .unmet a", "href").unwrap();
    assert_eq!(link, format!("/clusters/{cluster}"));
}

/// A cluster that an officer entered, with ten participants from a number on.
async fn entered(officer: &Client, name: &str, first: u64) -> String {
    let mut body = body::cluster(name);
    let others = body["open"].as_array().unwrap()[10..].to_vec();
    let kind = |number| if number == first { "education" } else { "small" };
    let members = (first..first + 10).map(|number| body::participant(number, kind(number)));
    body["open"] = members.chain(others).collect();
    let answer = officer.post("/api/v1/clusters", &body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body["cluster"].as_str().unwrap().into()
}

#[tokio::test]
async fn a_cluster_that_no_list_offers_is_named_by_the_officer_and_must_share_something() {
    let app = TestApp::new().await;
    let api = app.officer().await;
    let alike = entered(&api, "Синий лён (демо)", 10).await;
    let other = entered(&api, "Красная глина (демо)", 300).await;
    app.settle().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);
    let mut officer = officer(&app).await;
    let page = officer.get(&path).await;
    assert!(page.texts("[name=already_cluster]").is_empty(), "no list offers one: {}", page.html);
    let named = |cluster: &str| {
        let words = [("already", "Профиль уже есть"), ("act", "return")];
        let all = words.into_iter().chain([("already_other", cluster)]);
        all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    for (cluster, told) in [
        ("Жёлтый песок", "с таким названием в реестре нет"),
        (other.as_str(), "похожее название"),
        ("Красная глина (демо)", "похожее название"),
    ] {
        let mut fields = page.form(&path);
        fields.retain(|(name, _)| !["already", "already_other"].contains(&name.as_str()));
        fields.extend(named(cluster));
        let refused = officer.post(&path, &fields).await;
        assert_eq!(refused.status, 422, "{cluster}");
        let error = refused.texts("#field-already_other-error").concat();
        assert!(error.contains(told), "{cluster}: {error}");
        let kept = refused.attribute("[name=already_other]", "value");
        assert_eq!(kept.as_deref(), Some(cluster), "what was typed stays");
    }
    let address = format!("http://registry.example/clusters/{alike}?as_of=2015-12-01");
    let fields = [("already", "Профиль уже есть"), ("already_other", &*address), ("act", "return")];
    decide(&mut officer, &page, &path, &fields).await.location();
    let page = olga.get(&application).await;
    let link = page.attribute(".returned .unmet a", "href");
    assert_eq!(link, Some(format!("/clusters/{alike}")));
}

#[tokio::test]
async fn a_right_that_a_role_for_the_managing_organisation_shows_is_told_and_not_judged() {
    let app = TestApp::new().await;
    let entered = app.officer().await.post("/api/v1/clusters", &body::cluster("Синий лён")).await;
    let coordinator = entered.body["registered"][0].as_str().unwrap().parse().unwrap();
    let account = app.account().await;
    app.grant(account, Role::ClusterRepresentative, Scope::Registry).await;
    let applicant = app.client_of(account, Role::ClusterRepresentative);
    let mut applied = body::application(NAME);
    applied["open"].as_array_mut().unwrap().push(serde_json::json!({
        "collection": "governing_bodies",
        "claims": { "type": "coordinator", "organisation": body::organisation(1) },
    }));
    let started = applicant.post("/api/v1/applications", &applied).await.done();
    let id = started.text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await.done();
    app.settle().await;
    let path = format!("/work/queue/applications/{id}");
    let mut officer = officer(&app).await;
    let page = officer.get(&path).await;
    assert!(page.texts(".right-shown").is_empty(), "{}", page.html);
    assert_eq!(page.texts("label[for=field-remark]").len(), 1, "it is judged");
    app.grant(account, Role::OrganisationRepresentative, Scope::Organisation(coordinator)).await;
    let page = officer.get(&path).await;
    assert!(page.texts(".right-shown")[0].contains("письмо или доверенность"), "{}", page.html);
    assert!(page.texts("label[for=field-remark]").is_empty(), "{}", page.html);
    let mut fields = page.form(&path);
    fields.extend([("remark", "Нет"), ("act", "return")].map(|(n, v)| (n.into(), v.into())));
    let refused = officer.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("его право показано"), "{}", refused.html);
}

#[tokio::test]
async fn an_application_that_waits_too_long_is_marked_and_the_oldest_is_first() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    submitted(&mut olga, NAME).await;
    app.set_time("2015-12-07T09:00:00Z");
    let boris = "boris@pine.example";
    app.person_as(Role::ClusterRepresentative, Scope::Registry, boris).await;
    submitted(&mut app.signed_in(boris).await, "Синий лён (демо)").await;
    app.set_time("2015-12-09T09:00:00Z");
    let queue = officer(&app).await.get(QUEUE).await;
    let rows = queue.texts("[aria-labelledby=queue-applications] li");
    assert!(rows[0].starts_with(&format!("{NAME} Ждёт 6 рабочих дней")), "{rows:?}");
    assert!(rows[1].contains("Ждёт 2 рабочих дня"), "{rows:?}");
    assert_eq!(queue.texts(".stand-stale").len(), 1);
    assert!(queue.says("за 5 рабочих дней"));
}

#[tokio::test]
async fn nobody_but_an_officer_decides() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let path = review(&application);
    assert_eq!(olga.get(&path).await.status, 403);
    let own = olga.get(&application).await;
    let mut fields = own.form(&application);
    fields.push(("act".into(), "list".into()));
    let events = app.events().await;
    assert_eq!(olga.post(&path, &fields).await.status, 403);
    assert_eq!(app.events().await, events);
    assert!(app.browser().get(QUEUE).await.location().starts_with("/sign-in?next="));
    app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = app.signed_in("auditor@registry.example").await;
    assert_eq!(auditor.get(&path).await.status, 403);
    let draft = started(&mut olga).await;
    let mut officer = officer(&app).await;
    assert_eq!(officer.get(&review(&draft)).await.status, 404, "a draft is nobody's business");
    let english = officer.get(&format!("/en{path}")).await;
    assert!(english.says("Return to be completed"), "{}", english.html);
}
