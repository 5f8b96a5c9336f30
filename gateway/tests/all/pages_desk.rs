//! «Рабочее место аудитора», the public samples and one card at two dates as a browser without a
//! script sees them.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::desk::auditor;
use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::raw::{self, Raw};
use crate::reads::scene::Scene;
use crate::reads::visibility::hide;
use crate::support::{Client, body};

async fn fetched(scene: &Scene, client: &Client, path: &str) -> Raw {
    let token = client.token.as_ref().map(|token| format!("Bearer {token}"));
    let mut headers = vec![HTML];
    headers.extend(token.as_ref().map(|token| ("authorization", token.as_str())));
    raw::get(&scene.app, path, &headers).await
}

async fn opened(scene: &Scene, client: &Client, path: &str) -> Page {
    let raw = fetched(scene, client, path).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Page::of(&raw)
}

async fn account_of_last_confirmation(client: &Client) -> String {
    let last = client.get("/api/v1/journal?type=ClaimConfirmed&limit=1").await;
    last.body["items"][0]["actor"]["account"].as_str().unwrap().to_owned()
}

async fn every_page(scene: &Scene, auditor: &Client) -> Vec<String> {
    vec![
        "/desk".into(),
        "/desk/journal".into(),
        "/desk/samples/gates_by_one_organisation".into(),
        "/desk/samples/late_facts".into(),
        format!("/desk/accounts/{}", account_of_last_confirmation(auditor).await),
        format!("/desk/clusters/{}", scene.pine),
    ]
}

#[tokio::test]
async fn pages_of_the_desk_are_for_auditors_and_kept_by_nobody() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let others = [
        (scene.reader.clone(), 401, ["Это рабочее место аудитора", "This is the auditor’s desk"]),
        (
            scene.app.client(Role::Administrator, Scope::Registry).await,
            403,
            ["Роль этого не позволяет", "The role doesn't allow this"],
        ),
        (scene.officer.clone(), 403, ["Роль этого не позволяет", "The role doesn't allow this"]),
    ];
    for path in every_page(&scene, &auditor).await {
        for (prefix, language) in [("", 0), ("/en", 1)] {
            let path = format!("{prefix}{path}");
            let raw = fetched(&scene, &auditor, &path).await;
            assert_eq!((raw.status, raw.header("cache-control")), (200, Some("private, no-store")));
            assert!(raw.header("vary").unwrap().contains("Authorization"));
            for (client, status, titles) in &others {
                let refused = fetched(&scene, client, &path).await;
                assert_eq!(refused.status, *status, "{path}");
                let page = Page::of(&refused);
                assert_eq!(page.text("h1"), titles[language], "{path}");
                let name = if language == 0 { "Белая сосна" } else { "Whose record" };
                assert!(!refused.text().contains(name), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn every_page_of_the_desk_has_one_heading_and_its_language_and_no_section() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    for path in every_page(&scene, &auditor).await {
        let page = opened(&scene, &auditor, &path).await;
        let counts = ["h1", "main", "header", "footer", "html[lang=ru]"]
            .map(|selector| page.all(selector).len());
        assert_eq!(counts, [1; 5], "{path}");
        let sections = page.links(".site-header .sections a, .site-footer .menu a");
        assert!(!sections.iter().any(|link| link.contains("/desk")), "{path}");
        let english = opened(&scene, &auditor, &format!("/en{path}")).await;
        assert_eq!(unmarked(&english), [""; 0], "{path}");
        let labelled = page.all("form input:not([type=hidden]):not([type=checkbox])");
        for input in labelled {
            let id = input.value().attr("id").unwrap();
            assert_eq!(page.all(&format!("label[for={id}]")).len(), 1, "{path} {id}");
        }
    }
}

#[tokio::test]
async fn the_desk_counts_every_sample_and_leads_to_its_rows() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let desk = opened(&scene, &auditor, "/desk").await;
    assert_eq!(desk.text("h1"), "Рабочее место аудитора");
    let links = desk.links(".samples th a");
    assert_eq!(links.len(), 8);
    let counts = desk.texts(".samples td.number");
    for (link, count) in links.iter().zip(counts) {
        let sample = opened(&scene, &auditor, link).await;
        assert_eq!(sample.all("tbody tr").len().to_string(), count, "{link}");
    }
    let gates = opened(&scene, &auditor, &links[0]).await;
    assert!(
        gates.texts("td.words")[0].contains("высокий: ООО «Организация"),
        "{:?}",
        gates.texts("td.words")
    );
    let line = gates.links("tbody th a")[0].clone();
    assert_eq!(line, format!("/desk/clusters/{}?category=confirmation", scene.pine));
    let empty = opened(&scene, &auditor, "/desk/samples/waivers_overdue").await;
    assert_eq!((empty.text("h2"), empty.all("table").len()), ("Ничего не найдено".into(), 0));
}

#[tokio::test]
async fn everybody_sees_how_many_each_sample_finds() {
    let scene = Scene::high().await;
    let public = page(&scene, "/samples").await;
    assert_eq!(public.text("h1"), "Контрольные выборки");
    assert_eq!((public.all(".samples tbody tr").len(), public.all(".samples a").len()), (8, 0));
    let api = scene.get("/api/v1/samples").await;
    let counts = api.body["items"].as_array().unwrap().iter();
    let counts: Vec<_> = counts.map(|sample| sample["count"].to_string()).collect();
    assert_eq!(public.texts(".samples td.number"), counts);
    assert_eq!(public.links(".files a"), ["/api/v1/samples"]);
    let dated = page(&scene, "/samples?as_of=2016-01-01").await;
    assert_eq!(dated.links(".files a"), ["/api/v1/samples?as_of=2016-01-01"]);
    let english = page(&scene, "/en/samples").await;
    assert_eq!((english.text("h1"), unmarked(&english).len()), ("Control samples".into(), 0));
    let about = page(&scene, "/about").await;
    assert!(about.links(".site-footer .menu a").contains(&"/samples".to_owned()));
}

#[tokio::test]
async fn the_journal_is_narrowed_by_its_form_which_keeps_what_was_asked() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let account = account_of_last_confirmation(&auditor).await;
    let path =
        format!("/desk/journal?category=confirmation&actor={account}&since=2017-03-12&region=");
    let journal = opened(&scene, &auditor, &path).await;
    assert_eq!(journal.text("h2"), "6 записей");
    assert_eq!(journal.all("tbody tr").len(), 6);
    let value = |name: &str| {
        let input = journal.all(&format!("input[name={name}]"));
        input[0].value().attr("value").unwrap().to_owned()
    };
    assert_eq!(
        (value("actor"), value("since"), value("stream")),
        (account.clone(), "2017-03-12".into(), String::new())
    );
    let checked = journal.all("input[name=category][checked]");
    assert_eq!((checked.len(), checked[0].value().attr("value")), (1, Some("confirmation")));
    assert!(journal.text("td.name").starts_with("Подтверждено: Совместные проекты · Общий бренд"));
    let who = journal.links("tbody td a[href^='/desk/accounts']");
    assert!(who.iter().all(|link| *link == format!("/desk/accounts/{account}")));
    let streams = journal.links("td.stream a");
    assert_eq!(streams[0], format!("/desk/clusters/{}", scene.pine));
    let wrong = fetched(&scene, &auditor, "/desk/journal?since=soon").await;
    assert_eq!((wrong.status, Page::of(&wrong).all("h1").len()), (422, 1));
}

#[tokio::test]
async fn pages_of_the_journal_follow_each_other_and_keep_the_conditions() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let first = opened(&scene, &auditor, "/desk/journal?category=participants&limit=5").await;
    let next = first.links(".pages a[rel=next]")[0].clone();
    assert!(next.contains("category=participants") && next.contains("limit=5"), "{next}");
    let second = opened(&scene, &auditor, &next).await;
    assert_eq!(second.all("tbody tr").len(), 5);
    assert_ne!(second.text("tbody"), first.text("tbody"));
    assert_eq!(second.links(".pages a")[0], "/desk/journal?category=participants&limit=5");
}

#[tokio::test]
async fn a_sealed_entry_says_that_it_is_sealed_and_nothing_else() {
    let scene = Scene::shipped().await;
    let auditor = auditor(&scene).await;
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Тайный кедр")).await;
    let id = started.done().text("application");
    scene.app.settle().await;
    let raw = fetched(&scene, &auditor, "/desk/journal?category=sealed").await;
    assert!(!raw.text().contains("кедр"));
    let page = Page::of(&raw);
    assert!(page.text("td.name").starts_with("Запечатано: прочитать может только владелец ключа"));
    assert!(page.texts("td.stream").contains(&format!("application/{id}")));
    assert!(page.texts("tbody .absent").iter().all(|words| words == "не раскрывается"));
}

#[tokio::test]
async fn a_time_line_has_old_and_new_side_by_side_with_who_and_by_what_right() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    let change = json!({ "claims": [{ "path": "employees_total", "value": 1350,
        "described_on": "2015-11-30", "evidence": ["https://cluster.example/figures"] }] });
    scene.state(&change).await;
    let path = format!("/desk/clusters/{}?path=employees_total", scene.pine);
    let line = opened(&scene, &auditor, &path).await;
    assert_eq!(line.text("h1"), "Белая сосна");
    assert_eq!(line.texts(".sides dd")[..2], ["1 200", "1 350"]);
    assert_eq!(line.texts(".sides dt")[..2], ["Было", "Стало"]);
    assert_eq!(line.texts(".sides dd")[2..], ["не указано", "1 200"], "absence is no zero");
    let by = line.text(".timeline .by");
    assert!(by.contains("представитель кластера письмо или доверенность"), "{by}");
    assert_eq!(line.links(".piece a")[0], "https://cluster.example/figures");
    let confirmed = format!("/desk/clusters/{}?category=confirmation", scene.pine);
    assert_eq!(opened(&scene, &auditor, &confirmed).await.all(".sides").len(), 0);
    assert_eq!(line.all(".proof").len(), 0, "no proofs are published yet");
    let dated = format!("/desk/clusters/{}?category=level&until=2015-12-01", scene.pine);
    let levels = opened(&scene, &auditor, &dated).await;
    assert_eq!(levels.text("h2"), "1 запись");
    let nothing = format!("/desk/clusters/{}?category=level&since=2016-01-01", scene.pine);
    assert_eq!(opened(&scene, &auditor, &nothing).await.all(".timeline").len(), 0);
}

#[tokio::test]
async fn a_time_line_hides_what_is_hidden_today() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    hide(&scene, &["key = \"employees_total\"\n"]).await;
    let path = format!("/desk/clusters/{}?path=employees_total", scene.pine);
    let line = opened(&scene, &auditor, &path).await;
    assert_eq!(line.texts(".sides dd"), ["не указано", "не раскрывается"]);
    assert!(!line.text("main").contains("1 200"));
}

#[tokio::test]
async fn an_account_shows_its_roles_above_its_acts() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let account = account_of_last_confirmation(&auditor).await;
    let shown = opened(&scene, &auditor, &format!("/desk/accounts/{account}")).await;
    assert_eq!(shown.text("h1"), "Учётная запись (тест)");
    assert_eq!(shown.texts(".grants tbody th"), ["представитель организации"]);
    let cells = shown.texts(".grants tbody td");
    assert_eq!((cells[1].as_str(), cells[3].as_str()), ("письмо или доверенность", "действует"));
    assert!(cells[2].contains("программа реестра"), "{}", cells[2]);
    assert_eq!(shown.texts("h2")[1], "Действия: 7 записей");
    let confirmations = format!("/desk/accounts/{account}?category=confirmation");
    assert_eq!(
        opened(&scene, &auditor, &confirmations).await.texts("h2")[1],
        "Действия: 6 записей"
    );
    let nobody = "/desk/accounts/11111111-1111-1111-1111-111111111111";
    assert_eq!(fetched(&scene, &auditor, nobody).await.status, 404);
}

#[tokio::test]
async fn two_dates_of_a_card_stand_side_by_side_for_everybody() {
    let scene = Scene::entered().await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let change = json!({ "claims": [
        { "path": "employees_total", "value": 1350, "described_on": "2016-01-31" }],
        "close": [{ "path": "participants/3", "reason": "вышел" }] });
    scene.state(&change).await;
    let at = format!("/clusters/{}/difference", scene.pine);
    let two = page(&scene, &format!("{at}?from=2016-01-01&to=2016-02-01")).await;
    assert_eq!(
        (two.text("h1"), two.text("h2")),
        ("Белая сосна".into(), "Изменилось 3 поля".into())
    );
    let row = two.texts(".difference tbody tr");
    let employees = row.iter().find(|row| row.starts_with("Общая численность работников")).unwrap();
    assert!(employees.contains("1 200 1 350"), "{employees}");
    assert!(employees.contains("01.02.2016, 15:00 · представитель кластера"), "{employees}");
    assert!(two.texts("td.new").contains(&"не указано".to_owned()), "a membership that ended");
    let value = |name: &str| {
        two.all(&format!("input[name={name}]"))[0].value().attr("value").unwrap().to_owned()
    };
    assert_eq!((value("from"), value("to")), ("2016-01-01".into(), "2016-02-01".into()));
    let api = &two.links(".files a")[0];
    assert_eq!(*api, format!("/api/v1{at}?from=2016-01-01&to=2016-02-01"));
    let all = page(&scene, &format!("{at}?from=2016-01-01&all=true")).await;
    assert!(all.all(".difference tbody tr").len() > all.all("tr.differs").len());
    assert_eq!(all.all("tr.differs").len(), 3);
    let before = page(&scene, &format!("{at}?from=2015-11-01&to=2015-12-01")).await;
    assert!(before.text("main .meta").len() > 1);
    assert!(before.text("section.content .meta").contains("ещё не было"));
    let english = page(&scene, &format!("/en{at}?from=2016-01-01")).await;
    assert_eq!((english.text("h2"), unmarked(&english).len()), ("3 fields changed".into(), 0));
    let history = page(&scene, &format!("/clusters/{}/history", scene.pine)).await;
    assert!(history.links("aside a").contains(&at));
    let wrong = raw::get(&scene.app, &format!("{at}?from=2016-02-01&to=2016-01-01"), &[HTML]).await;
    assert_eq!(wrong.status, 422);
}
