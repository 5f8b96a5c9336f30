//! The way of an application through pages: registered, filled in, submitted, returned, completed, listed.

use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::stream::StreamId;

use crate::support::browser::{Browser, Seen};
use crate::support::{TestApp, body};

pub(crate) const OLGA: &str = "olga@pine.example";
const PATH: &str = "/work/applications";
const NAME: &str = "Белая сосна (демо)";

/// Somebody who may apply, signed in.
pub(crate) async fn applicant(app: &TestApp) -> Browser {
    app.person_as(Role::ClusterRepresentative, Scope::Registry, OLGA).await;
    app.signed_in(OLGA).await
}

/// Starts an application and comes to its matters.
pub(crate) async fn started(olga: &mut Browser) -> String {
    let list = olga.get(PATH).await;
    let right = [("right_to_speak", "Управляющая компания, доверенность № 12")];
    olga.submit(&list, PATH, &right).await.location().to_owned()
}

/// Ten participants of two types as lines of a text.
pub(crate) fn members() -> String {
    let line = |number: u64| {
        let kind = if number == 10 {
            "образовательные"
        } else {
            "малые предприятия"
        };
        format!("ООО «Организация {number}» (демо); {}; {kind}", body::ogrn(number))
    };
    (1..=10).map(line).collect::<Vec<_>>().join("\n")
}

/// Everything that the minimum needs.
pub(crate) fn minimum(name: &str) -> Vec<(String, String)> {
    let fields = [
        ("official_name.ru", name),
        ("regions.value", "RU-TOM"),
        ("specialisation_key.value", "ict"),
        ("year_created.value", "2012"),
        ("location.lat", "56,4977"),
        ("location.lng", "84,9744"),
        ("location.precision", "locality"),
        ("employees_total.value", "1 200"),
        ("employees_total.on", "2015-06-30"),
        ("role.ru", "Дирекция"),
        ("email.value", "office@cluster.example"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let long = [("summary.ru".to_owned(), body::summary()), ("participants".to_owned(), members())];
    fields.into_iter().chain(long).collect()
}

/// The matter that a field of an application stands in.
fn matter_of(field: &str) -> &str {
    match field.split('.').next().unwrap_or_default() {
        "role" | "email" => "contacts",
        "type" | "number" | "granted_on" | "valid_until" | "document_url" => "official_statuses",
        own => own,
    }
}

/// Sends the pages of an application on which some fields stand, each with its own filled in; the answer
/// to the last is told, or the first that refuses what was typed.
pub(crate) async fn fill(
    olga: &mut Browser,
    application: &str,
    fields: &[(String, String)],
    act: &str,
) -> Seen {
    let mut matters: Vec<_> = fields.iter().map(|(name, _)| matter_of(name)).collect();
    matters.dedup();
    let mut last = None;
    for matter in matters {
        let path = format!("{application}/form/{matter}");
        let page = olga.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let own = fields.iter().filter(|(name, _)| matter_of(name) == matter);
        let mut filled: Vec<_> = own.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        filled.push(("act", act));
        let seen = olga.submit(&page, &path, &filled).await;
        if seen.status == 422 {
            return seen;
        }
        last = Some(seen);
    }
    last.expect("a field at least")
}

/// An application that was filled in and handed in.
pub(crate) async fn submitted(olga: &mut Browser, name: &str) -> String {
    let application = started(olga).await;
    assert_eq!(fill(olga, &application, &minimum(name), "save").await.location(), application);
    let page = olga.get(&application).await;
    let sent = olga.submit(&page, &application, &[("act", "submit")]).await;
    assert!(sent.location().starts_with("/work/receipts/"), "{}", sent.html);
    application
}

fn met(page: &Seen) -> String {
    page.texts("#requirements .met")[0].clone()
}

#[tokio::test]
async fn an_application_is_started_filled_in_and_submitted_with_a_receipt() {
    let app = TestApp::signed().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let page = olga.get(&application).await;
    assert_eq!(met(&page), "Выполнено 0 из 10");
    assert!(!page.html.contains("value=\"submit\""), "nothing can be submitted yet");
    assert_eq!(page.header("cache-control"), Some("private, no-store"));

    let saved = fill(&mut olga, &application, &minimum(NAME), "save").await;
    assert_eq!(saved.location(), application);
    let page = olga.get(&application).await;
    assert_eq!(
        (met(&page), page.texts("h1")),
        ("Выполнено 10 из 10".into(), vec![NAME.to_owned()])
    );
    let sent = olga.submit(&page, &application, &[("act", "submit")]).await;
    let receipt = olga.get(sent.location()).await;
    assert_eq!(receipt.texts("h1"), ["Заявка отправлена на рассмотрение"]);
    let proof = receipt.attribute(".work-summary a[download]", "href").unwrap();
    assert_eq!(app.anonymous().bytes(&proof).await.0, 200, "its proof is ready within a second");
    let next = receipt.attribute(".form-page > p > .button", "href").unwrap();
    assert_eq!(next, application);
    let list = olga.get(PATH).await;
    assert!(list.texts(".work-tasks li")[0].starts_with(&format!("{NAME} На рассмотрении")));
    let form = olga.get(&format!("{application}/form/summary")).await;
    assert_eq!(form.location(), application, "what is under review isn't changed");
    let once = olga.get(&format!("{application}/form")).await;
    assert_eq!(once.location(), application, "where it once stood as a whole");
}

#[tokio::test]
async fn each_matter_has_its_page_and_one_leads_to_the_next_that_is_left() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let page = olga.get(&application).await;
    let matters = page.texts(".application-matters li");
    assert_eq!(matters.len(), 10, "{matters:?}");
    assert!(matters[0].ends_with("Ещё не заполнено"), "{matters:?}");
    assert!(matters[8].ends_with("По желанию"), "{matters:?}");
    let name = [("official_name.ru".to_owned(), NAME.to_owned())];
    let next = fill(&mut olga, &application, &name, "save").await.location().to_owned();
    assert_eq!(next, format!("{application}/form/regions"));
    let page = olga.get(&next).await;
    assert_eq!(met(&page), "Выполнено 1 из 10", "the requirements stand beside each matter");
    assert_eq!(page.texts("h1").len(), 1);
    let way = page.attribute("#requirements a.add", "href").unwrap();
    assert!(way.starts_with(&format!("{application}/form/")), "{way}");
    let page = olga.get(&application).await;
    let first = &page.texts(".application-matters li")[0];
    assert_eq!(*first, format!("Официальное наименование{NAME} Заполнено"));
    assert_eq!(olga.get(&format!("{application}/form/logo")).await.status, 404);
}

#[tokio::test]
async fn what_is_typed_is_checked_and_nothing_is_recorded_until_it_is_saved() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let mut half = minimum(NAME);
    half.retain(|(name, _)| name != "participants" && name != "year_created.value");
    fill(&mut olga, &application, &half, "save").await.location();
    let events = app.events().await;
    let typed = [("participants".to_owned(), members())];
    let checked = fill(&mut olga, &application, &typed, "check").await;
    assert_eq!(
        (checked.status, met(&checked)),
        (200, "Выполнено 9 из 10".into()),
        "{}",
        checked.html
    );
    assert_eq!(app.events().await, events);
    let open = checked.texts("#requirements .is-open");
    assert!(open[0].contains("Укажите год создания кластера"), "{open:?}");
    assert!(checked.texts("textarea[name=participants]")[0].contains("Организация 10"));
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_the_rest_is_judged() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    fill(&mut olga, &application, &minimum(NAME), "save").await.location();
    let events = app.events().await;
    let one = |name: &str, value: String| [(name.to_owned(), value)];
    let more = format!("{}\nООО «Ещё»; 123; малые", members());
    let refused = fill(&mut olga, &application, &one("participants", more), "save").await;
    assert_eq!((refused.status, app.events().await), (422, events));
    let errors = refused.texts(".error-summary li");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("Строка 11: "), "{errors:?}");
    assert_eq!(met(&refused), "Выполнено 10 из 10", "{}", refused.html);
    assert!(refused.texts("textarea[name=participants]")[0].contains("ООО «Ещё»"));
    leads_to_its_fields(&refused);

    let year = one("year_created.value", "давно".into());
    let year = fill(&mut olga, &application, &year, "save").await;
    assert_eq!((year.status, year.texts(".error-summary li").len()), (422, 1));
    leads_to_its_fields(&year);
    let mailbox = fill(&mut olga, &application, &one("email.value", "никуда".into()), "save").await;
    assert_eq!((mailbox.status, mailbox.texts(".error-summary li").len()), (422, 1));
    leads_to_its_fields(&mailbox);
    assert_eq!(app.events().await, events);
}

/// Each line of the summary leads to a place on the page.
fn leads_to_its_fields(page: &Seen) {
    let places = page.document();
    for link in places.select(&scraper::Selector::parse(".error-summary a").unwrap()) {
        let place = scraper::Selector::parse(link.attr("href").unwrap()).unwrap();
        assert_eq!(places.select(&place).count(), 1, "{:?}", link.attr("href"));
    }
}

#[tokio::test]
async fn a_page_that_is_sent_as_it_stands_says_nothing_and_twice_is_once() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let path = format!("{application}/form/participants");
    let page = olga.get(&path).await;
    let text = members();
    let filled = [("participants", text.as_str()), ("act", "save")];
    olga.submit(&page, &path, &filled).await.location();
    let events = app.events().await;
    olga.submit(&page, &path, &filled).await.location();
    assert_eq!(app.events().await, events, "a double press");
    fill(&mut olga, &application, &minimum(NAME), "save").await.location();
    let events = app.events().await;
    for (name, _) in minimum(NAME) {
        let path = format!("{application}/form/{}", matter_of(&name));
        let page = olga.get(&path).await;
        olga.submit(&page, &path, &[("act", "save")]).await.location();
        assert_eq!(app.events().await, events, "{name} as it stands");
    }

    let fewer = members().lines().take(9).collect::<Vec<_>>().join("\n");
    let changed =
        [("participants".to_owned(), fewer), ("year_created.value".into(), "2013".into())];
    fill(&mut olga, &application, &changed, "save").await.location();
    assert_eq!(met(&olga.get(&application).await), "Выполнено 8 из 10");
}

/// An official status that gives a waiver.
fn status() -> Vec<(String, String)> {
    let fields = [
        ("type.value", "pilot_itc"),
        ("granted_on.value", "2013-08-28"),
        ("document_url.value", "https://government.example/1"),
    ];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[tokio::test]
async fn with_an_official_status_a_cluster_is_listed_before_its_participants_are_collected() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let mut few = minimum(NAME);
    few.retain(|(name, _)| name != "participants");
    fill(&mut olga, &application, &few, "save").await.location();
    let page = olga.get(&application).await;
    assert!(!page.html.contains("value=\"submit\""), "nothing is waived without a status");
    let asked = olga.get(&format!("{application}/form/official_statuses")).await;
    assert!(asked.says("90 дней отсрочки"), "{}", asked.html);

    fill(&mut olga, &application, &status(), "save").await.location();
    let page = olga.get(&application).await;
    let notice = page.texts("#requirements .notice");
    assert!(notice[0].contains("на это есть 90 дней"), "{notice:?}");
    assert!(notice[0].contains("последний день"), "{notice:?}");
    assert_eq!(page.texts("#requirements .is-open .stand"), ["отсрочка"; 2]);
    assert!(page.says("с отсрочкой по официальному статусу"), "{}", page.html);
    olga.submit(&page, &application, &[("act", "submit")]).await.location();

    let mut officer = crate::queue_review::officer(&app).await;
    let queue = officer.get("/work/queue").await;
    assert!(queue.says("отсрочка по официальному статусу"), "{}", queue.html);
    let review = application.replace("/work/applications/", "/work/queue/applications/");
    let page = officer.get(&review).await;
    assert_eq!(page.texts("#requirements .notice"), notice, "the officer sees the same");
    officer.submit(&page, &review, &[("act", "list")]).await.location();
    app.settle().await;

    let page = olga.get(&application).await;
    let open = page.texts("[aria-labelledby=open-requirements] li");
    assert_eq!(open.len(), 2, "{}", page.html);
    assert!(open[0].contains("до ") && open[0].ends_with("отсрочка"), "{open:?}");
    let tasks = page.attribute(".done-panel a + a", "href").unwrap();
    let tasks = olga.get(&tasks).await;
    assert_eq!(tasks.texts("[aria-labelledby=open-requirements] li"), open);
    let profile = page.attribute(".done-panel a", "href").unwrap();
    let profile = app.browser().get(&profile).await;
    assert!(profile.says("отсрочка по официальному статусу"), "{}", profile.html);
}

#[tokio::test]
async fn a_status_that_is_taken_away_again_waives_nothing() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let no_day = [("type.value".to_owned(), "pilot_itc".to_owned())];
    let refused = fill(&mut olga, &application, &no_day, "save").await;
    assert_eq!((refused.status, refused.texts(".error-summary li").len()), (422, 1));
    leads_to_its_fields(&refused);
    fill(&mut olga, &application, &status(), "save").await.location();
    assert!(olga.get(&application).await.says("отсрочка"));
    let empty = status().into_iter().map(|(name, _)| (name, String::new())).collect::<Vec<_>>();
    fill(&mut olga, &application, &empty, "save").await.location();
    let page = olga.get(&application).await;
    assert!(page.texts(".application-matters li")[8].ends_with("По желанию"), "{}", page.html);
    assert!(!page.says("отсрочка"));
}

#[tokio::test]
async fn of_several_regions_one_is_chosen_as_the_main_one() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let path = format!("{application}/form/regions");
    let page = olga.get(&path).await;
    let mut sent = page.form(&path);
    sent.retain(|(name, _)| name != "regions.main");
    for region in ["RU-NVS", "RU-TOM"] {
        sent.push(("regions.value".into(), region.into()));
    }
    sent.push(("act".into(), "save".into()));
    let undecided = olga.post(&path, &sent).await;
    assert_eq!(undecided.status, 422);
    assert!(undecided.texts(".error-summary li")[0].contains("какой из них главный"));
    sent.push(("regions.main".into(), "RU-TOM".into()));
    olga.post(&path, &sent).await.location();
    let page = olga.get(&path).await;
    let chosen = page.attribute("select[name='regions.main'] option[selected]", "value");
    assert_eq!(chosen.as_deref(), Some("RU-TOM"));
    let said = &olga.get(&application).await.texts(".application-matters .said")[0];
    assert!(said.starts_with("Томская область"), "{said}");
}

#[tokio::test]
async fn an_application_is_taken_back_and_is_nobody_elses() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = submitted(&mut olga, NAME).await;
    let other = "boris@pine.example";
    app.person_as(Role::ClusterRepresentative, Scope::Registry, other).await;
    let mut boris = app.signed_in(other).await;
    assert_eq!(boris.get(&application).await.status, 404);
    assert_eq!(boris.get(&format!("{application}/form")).await.status, 404);
    assert_eq!(boris.get(&format!("{application}/form/summary")).await.status, 404);
    assert!(boris.get(PATH).await.texts(".work-tasks li").is_empty());
    app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = app.signed_in("auditor@registry.example").await;
    for page in [PATH, application.as_str()] {
        assert_eq!(auditor.get(page).await.status, 403, "{page}");
        assert!(app.browser().get(page).await.location().starts_with("/sign-in?next="), "{page}");
    }
    let page = olga.get(&application).await;
    let withdrawn = olga.submit(&page, &application, &[("act", "withdraw")]).await;
    let receipt = olga.get(withdrawn.location()).await;
    assert_eq!(receipt.texts("h1"), ["Заявка отозвана"]);
    assert_eq!(boris.get(withdrawn.location()).await.status, 404, "a receipt is its owner's");
    let page = olga.get(&application).await;
    assert_eq!(page.texts("p > .stand")[0], "Отозвана");
}

#[tokio::test]
async fn a_cluster_that_is_there_already_is_named() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    app.listed(&officer, "Белая сосна (демо)").await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    fill(&mut olga, &application, &minimum("Кластер «Белая сосна» (демо)"), "save")
        .await
        .location();
    let page = olga.get(&application).await;
    let alike = page.texts(".alike li");
    assert_eq!(alike.len(), 1, "{}", page.html);
    assert!(alike[0].contains("тот же регион, 10 общих участников"), "{alike:?}");
}

#[tokio::test]
async fn who_acts_in_another_role_comes_to_apply_and_keeps_that_role() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let listed = app.listed(&officer, "Синий лён (демо)").await;
    let card = app.anonymous().get(&format!("/api/v1/clusters/{listed}")).await;
    let member = &card.body["items"]["participants"][0]["claims"];
    let member = member.as_array().unwrap().iter().find(|it| it["value"]["id"].is_string());
    let own =
        Scope::Organisation(member.unwrap()["value"]["id"].as_str().unwrap().parse().unwrap());
    app.person_as(Role::OrganisationRepresentative, own, OLGA).await;
    let mut olga = app.signed_in(OLGA).await;
    let page = olga.get(PATH).await;
    assert_eq!((page.status, page.texts("h1")), (200, vec!["Заявка на новый кластер".to_owned()]));
    let events = app.events().await;
    let entered = olga.submit(&page, PATH, &[("act", "enter")]).await;
    assert_eq!(entered.location(), PATH);
    assert_eq!(app.events().await, events + 1, "a grant in the log");
    let application = started(&mut olga).await;
    assert_eq!(olga.get(&application).await.status, 200);
    let account = olga.get("/account").await;
    let choose = [("role", "organisation_representative")];
    olga.submit(&account, "/account/role", &choose).await.location();
    let page = olga.get(PATH).await;
    assert!(page.says("Она у вас есть"), "{}", page.html);
    let events = app.events().await;
    olga.submit(&page, PATH, &[("act", "enter")]).await.location();
    assert_eq!(app.events().await, events, "nothing is granted twice");
    assert_eq!(olga.get(PATH).await.texts(".work-tasks li").len(), 1);
    for (role, email) in [
        (Role::Officer, "officer@registry.example"),
        (Role::Auditor, "auditor@registry.example"),
        (Role::Administrator, "administrator@registry.example"),
    ] {
        app.person_as(role, Scope::Registry, email).await;
        let mut other = app.signed_in(email).await;
        assert_eq!(other.get(PATH).await.status, 403, "{email} decides or watches");
    }
}

#[tokio::test]
async fn the_pages_of_an_application_are_there_in_english() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    for (page, heading) in [
        (PATH.to_owned(), "Applications"),
        (application.clone(), "Cluster without a name"),
        (format!("{application}/form/summary"), "Summary"),
        (format!("{application}/form/official_statuses"), "Official status"),
        ("/register".into(), "Registration"),
    ] {
        let seen = olga.get(&format!("/en{page}")).await;
        assert_eq!(seen.texts("h1"), [heading], "{page}");
    }
}

#[tokio::test]
async fn a_letter_comes_with_an_application_and_the_right_in_the_register_rests_on_it() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let list = olga.get(PATH).await;
    let right = [("right_to_speak", "Управляющая компания")];
    let text: (&str, &str, &[u8]) = ("files", "письмо.txt", b"just words");
    let refused = olga.bring_with(&list, PATH, &right, text).await;
    assert_eq!((refused.status, refused.texts("#field-files-error").len()), (422, 1));
    assert!(refused.html.contains("Управляющая компания"), "what was typed stays");
    let letter: (&str, &str, &[u8]) = ("files", "доверенность.pdf", b"%PDF-1.7 number 12");
    let form = olga.bring_with(&list, PATH, &right, letter).await;
    let application = form.location().to_owned();
    let page = olga.get(&application).await;
    assert!(page.texts(".letter")[0].contains("PDF"), "{}", page.html);
    fill(&mut olga, &application, &minimum(NAME), "save").await.location();
    let page = olga.get(&application).await;
    olga.submit(&page, &application, &[("act", "submit")]).await.location();

    let mut officer = crate::queue_review::officer(&app).await;
    let review = application.replace("/work/applications/", "/work/queue/applications/");
    let page = officer.get(&review).await;
    let letter = page.attribute(".letter a", "href").unwrap();
    assert_eq!(officer.get(&letter).await.status, 200);
    let remark = [("remark", "Доверенность просрочена"), ("act", "return")];
    officer.submit(&page, &review, &remark).await.location();

    let page = olga.get(&application).await;
    assert_eq!(page.attribute(".returned li a", "href").as_deref(), Some("#right"));
    let anew: (&str, &str, &[u8]) = ("files", "доверенность-13.pdf", b"%PDF-1.7 number 13");
    let fields = [("act", "right"), ("right_to_speak", "Доверенность № 13")];
    let done = olga.bring_with(&page, &application, &fields, anew).await;
    let receipt = olga.get(done.location()).await;
    assert_eq!(receipt.texts("h1"), ["Право говорить от имени кластера записано"]);
    let page = olga.get(&application).await;
    assert!(page.says("Доверенность № 13"), "{}", page.html);
    olga.submit(&page, &application, &[("act", "submit")]).await.location();
    let page = officer.get(&review).await;
    assert_ne!(page.attribute(".letter a", "href").unwrap(), letter);
    officer.submit(&page, &review, &[("act", "list")]).await.location();
    let work = olga.get("/work").await;
    assert!(work.says("письмо или доверенность"), "{}", work.html);
}

#[tokio::test]
async fn a_letter_that_was_uploaded_stays_with_a_form_that_is_corrected() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let list = olga.get(PATH).await;
    let letter: (&str, &str, &[u8]) = ("files", "доверенность.pdf", b"%PDF-1.7 number 12");
    let unsaid = olga.bring_with(&list, PATH, &[("right_to_speak", " ")], letter).await;
    assert_eq!(unsaid.status, 422);
    assert_eq!(unsaid.texts("input[name=document][checked]").len(), 1, "{}", unsaid.html);
    let right = [("right_to_speak", "Управляющая компания")];
    let application = olga.submit(&unsaid, PATH, &right).await.location().to_owned();
    let page = olga.get(&application).await;
    assert!(page.texts(".letter")[0].contains("PDF"), "{}", page.html);

    let anew: (&str, &str, &[u8]) = ("files", "доверенность-13.pdf", b"%PDF-1.7 with number 13");
    let wordless = [("act", "right"), ("right_to_speak", " ")];
    let unsaid = olga.bring_with(&page, &application, &wordless, anew).await;
    let kept = unsaid.attribute("input[name=document]", "value").expect("it is kept");
    let fields = [("act", "right"), ("right_to_speak", "Доверенность № 13")];
    olga.submit(&unsaid, &application, &fields).await.location();
    let id = application.rsplit('/').next().unwrap().parse().unwrap();
    let loaded = app.registry.executor().streams().load(&StreamId::application(id)).await;
    let StreamState::Application(ref state) = *loaded.unwrap().state else { panic!("it is one") };
    assert_eq!(state.letter.map(|letter| letter.digest.to_string()), Some(kept.clone()));

    let boris = "boris@pine.example";
    app.person_as(Role::ClusterRepresentative, Scope::Registry, boris).await;
    let mut boris = app.signed_in(boris).await;
    let list = boris.get(PATH).await;
    let right = [("right_to_speak", "Я тоже"), ("document", kept.as_str())];
    let theirs = boris.submit(&list, PATH, &right).await.location().to_owned();
    let page = boris.get(&theirs).await;
    assert!(page.says("не приложены"), "a document of somebody else is nobody else's letter");
}

#[tokio::test]
async fn of_several_files_in_place_of_one_letter_none_is_kept_and_one_is_asked_for() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let list = olga.get(PATH).await;
    let mut fields = list.form(PATH);
    fields.push(("right_to_speak".into(), "Управляющая компания".into()));
    let files: [(&str, &str, &[u8]); 2] =
        [("files", "1.pdf", b"%PDF-1.7 one"), ("files", "2.pdf", b"%PDF-1.7 two")];
    let refused = olga.bring(PATH, &fields, &files).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texts("#field-files-error")[0].contains("Нужен один документ"));
    assert!(refused.texts("input[name=document]").is_empty(), "{}", refused.html);
}

#[tokio::test]
async fn who_speaks_for_a_cluster_has_their_room_for_letters_and_who_only_applies_is_told_theirs() {
    let app = TestApp::new().await;
    let (role, own) = (Role::ClusterRepresentative, Scope::Registry);
    let account = app.person_as(role, own, OLGA).await;
    let mut olga = app.signed_in(OLGA).await;
    let mut page = olga.get(PATH).await;
    for number in 0..11 {
        let bytes = format!("%PDF-1.7 number {number}");
        let letter = ("files", "письмо.pdf", bytes.as_bytes());
        page = olga.bring_with(&page, PATH, &[("right_to_speak", " ")], letter).await;
    }
    let told = page.texts("#field-files-error").concat();
    assert!(told.contains("За сутки можно приложить документов: 10"), "{told}");
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Синий лён (демо)").await;
    app.grant(account, role, Scope::Cluster(cluster.parse().unwrap())).await;
    let right = [("right_to_speak", "Управляющая компания")];
    let letter: (&str, &str, &[u8]) = ("files", "письмо.pdf", b"%PDF-1.7 one more");
    let page = olga.get(PATH).await;
    olga.bring_with(&page, PATH, &right, letter).await.location();
}

#[tokio::test]
async fn who_speaks_for_nobody_yet_is_led_to_an_application() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let page = olga.get("/work").await;
    let leads = page.attribute(".form-page a[href='/work/applications']", "href");
    assert!(leads.is_some(), "{}", page.html);
}

#[tokio::test]
async fn going_back_and_pressing_again_starts_no_second_application() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let events = app.events().await;
    assert_eq!(started(&mut olga).await, application, "the same is said again");
    assert_eq!(app.events().await, events);
    let list = olga.get(PATH).await;
    let other = [("right_to_speak", "Теперь по доверенности № 13")];
    assert_eq!(olga.submit(&list, PATH, &other).await.location(), application);
    assert!(olga.get(&application).await.says("доверенности № 13"), "what is said last is kept");
    let nothing = olga.submit(&list, PATH, &[("right_to_speak", " ")]).await;
    assert_eq!(nothing.status, 422);
    assert_eq!(olga.get(PATH).await.texts(".work-tasks li").len(), 1);
    let name = [("official_name.ru".to_owned(), NAME.to_owned())];
    fill(&mut olga, &application, &name, "save").await.location();
    assert_ne!(
        started(&mut olga).await,
        application,
        "of another cluster, once this one says something"
    );
}
