//! The way of an application through pages: registered, filled in, submitted, returned, completed, listed.

use registry_events::actor::Role;
use registry_events::event::Scope;

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

/// Starts an application and comes to its form.
pub(crate) async fn started(olga: &mut Browser) -> String {
    let list = olga.get(PATH).await;
    let right = [("right_to_speak", "Управляющая компания, доверенность № 12")];
    let form = olga.submit(&list, PATH, &right).await;
    form.location().strip_suffix("/form").unwrap().to_owned()
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

/// Sends the form of an application with fields filled in.
pub(crate) async fn fill(
    olga: &mut Browser,
    application: &str,
    fields: &[(String, String)],
    act: &str,
) -> Seen {
    let path = format!("{application}/form");
    let page = olga.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let mut filled: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    filled.push(("act", act));
    olga.submit(&page, &path, &filled).await
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
    let form = olga.get(&format!("{application}/form")).await;
    assert_eq!(form.location(), application, "what is under review isn't changed");
}

#[tokio::test]
async fn what_is_typed_is_checked_and_nothing_is_recorded_until_it_is_saved() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let events = app.events().await;
    let mut half = minimum(NAME);
    half.retain(|(name, _)| name != "participants" && name != "year_created.value");
    let checked = fill(&mut olga, &application, &half, "check").await;
    assert_eq!(
        (checked.status, met(&checked)),
        (200, "Выполнено 7 из 10".into()),
        "{}",
        checked.html
    );
    assert_eq!(app.events().await, events);
    let open = checked.texts("#requirements .is-open");
    assert!(open[0].contains("Укажите год создания кластера"), "{open:?}");
    let name = checked.attribute("input[name='official_name.ru']", "value");
    assert_eq!(name.as_deref(), Some(NAME), "what was typed stays");
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_the_rest_is_judged() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let events = app.events().await;
    let mut wrong = minimum(NAME);
    for (name, value) in &mut wrong {
        match name.as_str() {
            "year_created.value" => *value = "давно".into(),
            "participants" => *value = format!("{value}\nООО «Ещё»; 123; малые"),
            _ => {}
        }
    }
    let refused = fill(&mut olga, &application, &wrong, "save").await;
    assert_eq!((refused.status, app.events().await), (422, events));
    let errors = refused.texts(".error-summary li");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[1].starts_with("Строка 11: "), "{errors:?}");
    assert_eq!(met(&refused), "Выполнено 9 из 10", "{}", refused.html);
    let places = refused.document();
    for link in places.select(&scraper::Selector::parse(".error-summary a").unwrap()) {
        let place = scraper::Selector::parse(link.attr("href").unwrap()).unwrap();
        assert_eq!(places.select(&place).count(), 1, "{:?}", link.attr("href"));
    }
    assert!(refused.texts("textarea[name=participants]")[0].contains("ООО «Ещё»"));
}

#[tokio::test]
async fn a_form_that_is_sent_as_it_stands_says_nothing_and_twice_is_once() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    let path = format!("{application}/form");
    let page = olga.get(&path).await;
    let fields = minimum(NAME);
    let mut filled: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    filled.push(("act", "save"));
    olga.submit(&page, &path, &filled).await.location();
    let events = app.events().await;
    olga.submit(&page, &path, &filled).await.location();
    assert_eq!(app.events().await, events, "a double press");
    assert_eq!(fill(&mut olga, &application, &[], "save").await.location(), application);
    assert_eq!(app.events().await, events, "as it stands");

    let fewer = members().lines().take(9).collect::<Vec<_>>().join("\n");
    let changed =
        [("participants".to_owned(), fewer), ("year_created.value".into(), "2013".into())];
    fill(&mut olga, &application, &changed, "save").await.location();
    assert_eq!(met(&olga.get(&application).await), "Выполнено 8 из 10");
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
async fn the_pages_of_an_application_are_there_in_english() {
    let app = TestApp::new().await;
    let mut olga = applicant(&app).await;
    let application = started(&mut olga).await;
    for (page, heading) in [
        (PATH.to_owned(), "Applications"),
        (application.clone(), "Cluster without a name"),
        (format!("{application}/form"), "Application to be listed"),
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
    let application = form.location().strip_suffix("/form").unwrap().to_owned();
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
