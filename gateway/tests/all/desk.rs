//! The auditor's desk over HTTP: journal, acts of an account, control samples, one card at two
//! moments; who may read which.

use registry_core::command::{AdoptEdition, RevokeRole};
use registry_core::editions::SHIPPED;
use registry_events::actor::Role;
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;
use registry_events::value::Code;
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::reads::visibility::hide;
use crate::support::{Answer, Client, body};

pub(crate) async fn auditor(scene: &Scene) -> Client {
    scene.app.client(Role::Auditor, Scope::Registry).await
}

pub(crate) async fn read(client: &Client, path: &str) -> Answer {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    answer
}

fn items(answer: &Answer) -> Vec<Value> {
    answer.body["items"].as_array().unwrap().clone()
}

fn positions(answer: &Answer) -> Vec<u64> {
    items(answer).iter().map(|item| item["position"].as_u64().unwrap()).collect()
}

const DESK: [&str; 3] = [
    "/api/v1/journal",
    "/api/v1/samples/bursts",
    "/api/v1/accounts/00000000-0000-0000-0000-000000000000/acts",
];

async fn count(scene: &Scene, key: &str) -> u64 {
    let samples = items(&scene.get("/api/v1/samples").await);
    let found = samples.iter().find(|sample| sample["key"] == key).unwrap();
    found["count"].as_u64().unwrap()
}

// Who may.

#[tokio::test]
async fn the_desk_is_for_auditors_and_says_so_before_anything_else() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    for path in DESK {
        assert_eq!(scene.reader.get(path).await.refusal(), (401, "desk.token-needed"), "{path}");
        read(&auditor, path).await;
        let others = [
            scene.officer.clone(),
            scene.representative().await,
            scene.participant(0).await,
            scene.app.client(Role::Administrator, Scope::Registry).await,
        ];
        for other in others {
            let wrong = format!("{path}?as_of=nonsense&colour=red");
            assert_eq!(other.get(&wrong).await.refusal(), (403, "access.role"), "{path}");
            assert_eq!(auditor.get(&wrong).await.status, 422, "{path}");
        }
    }
    let challenge = scene.reader.get(DESK[0]).await;
    assert_eq!(challenge.header("www-authenticate"), Some("Bearer"));
    let nowhere = "/api/v1/samples/love";
    assert_eq!(scene.officer.get(nowhere).await.refusal(), (403, "access.role"));
    assert_eq!(auditor.get(nowhere).await.refusal(), (404, "not-found"));
    let nobody = "/api/v1/accounts/11111111-1111-1111-1111-111111111111/acts?limit=0";
    assert_eq!(auditor.get(nobody).await.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn an_auditor_whose_role_was_taken_back_reads_nothing() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    let last = read(&auditor, "/api/v1/journal?type=RoleGranted&limit=1").await;
    let grant = StreamVersion(items(&last)[0]["version"].as_u64().unwrap());
    scene.app.program(RevokeRole { grant, reason: "Уволился".into() }).await;
    for path in DESK {
        assert_eq!(auditor.get(path).await.refusal(), (403, "access.no-grant"), "{path}");
    }
}

#[tokio::test]
async fn what_the_desk_says_is_kept_by_nobody() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    for path in DESK {
        let answer = read(&auditor, path).await;
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert_eq!(answer.header("etag"), None, "{path}");
    }
}

// The journal.

#[tokio::test]
async fn the_journal_has_every_entry_of_every_stream_newest_first() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let events = scene.app.events().await;
    let journal = read(&auditor, "/api/v1/journal?limit=500").await;
    assert_eq!(journal.number("total"), events);
    assert_eq!(positions(&journal), (0..events).rev().take(500).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_entry_tells_its_stream_actor_and_a_sentence() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let path = format!("/api/v1/journal?category=level&stream=cluster/{}", scene.pine);
    let level = items(&read(&auditor, &path).await);
    assert_eq!(level[0]["sentences"][0]["ru"], "Уровень оргразвития: средний → высокий");
    assert_eq!(level[0]["category"], json!(["level"]));
    assert_eq!(
        (&level[0]["type"], &level[0]["proof_url"]),
        (&json!("LevelAssessed"), &Value::Null)
    );
    assert_eq!(level[0]["actor"]["authority"]["basis"], "letter");
    let roles = items(&read(&auditor, "/api/v1/journal?category=access&limit=1").await);
    assert!(roles[0]["sentences"][0]["ru"].as_str().unwrap().starts_with("Роль выдана: аудитор"));
    let held = items(&read(&auditor, "/api/v1/journal?type=NameHeld").await);
    assert_eq!(held.last().unwrap()["sentences"][0]["ru"], "Название занято: Белая сосна");
    let opened = items(&read(&auditor, "/api/v1/journal?category=regions").await);
    assert_eq!(opened.len(), 1);
    assert!(opened[0]["sentences"][0]["ru"].as_str().unwrap().starts_with("ЦКР открыт: "));
}

#[tokio::test]
async fn filters_of_the_journal_narrow_each_other() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let found = async |query: &str| {
        read(&auditor, &format!("/api/v1/journal?limit=500&{query}")).await.number("total")
    };
    let given = found("type=ClaimConfirmed").await;
    let stream = format!("stream=cluster/{}", scene.pine);
    assert!(given > 10);
    assert_eq!(found(&format!("type=ClaimConfirmed&{stream}")).await, given);
    assert_eq!(found(&format!("category=confirmation&{stream}")).await, given);
    assert_eq!(found(&format!("type=ClaimConfirmed&stream=cluster/{}", scene.birch)).await, 0);
    let last_day = found("type=ClaimConfirmed&since=2017-03-12").await;
    assert!(0 < last_day && last_day < given);
    assert_eq!(found("type=ClaimConfirmed&until=2017-03-11").await, given - last_day);
    let last = items(&read(&auditor, "/api/v1/journal?type=ClaimConfirmed&limit=1").await);
    let account = last[0]["actor"]["account"].as_str().unwrap().to_owned();
    let by = found(&format!("type=ClaimConfirmed&actor={account}&since=2017-03-12")).await;
    assert_eq!(by, last_day);
    assert_eq!(found(&format!("type=RoleGranted&actor={account}")).await, 0);
    assert_eq!(found("category=level&category=listing&type=ClusterListed").await, 2);
    let regions = async |code: &str| found(&format!("type=ClusterListed&region={code}")).await;
    assert_eq!((regions("RU-TOM").await, regions("RU-KOS").await), (1, 1));
    assert_eq!(regions("RU-AMU").await, 0);
    for wrong in [
        "category=love",
        "type=Love",
        "actor=me",
        "since=soon",
        "region=!",
        "region=XX",
        "stream=../x",
        "stream=cluster/x",
        "colour=red",
    ] {
        let refused = auditor.get(&format!("/api/v1/journal?{wrong}")).await;
        assert_eq!(refused.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn pages_of_the_journal_stand_still_while_the_log_grows() {
    let scene = Scene::entered().await;
    let auditor = auditor(&scene).await;
    let whole = read(&auditor, "/api/v1/journal?limit=500&category=participants").await;
    let first = read(&auditor, "/api/v1/journal?limit=7&category=participants").await;
    scene.state(&json!({ "claims": [], "open": [body::participant(60, "small")] })).await;
    let mut seen = positions(&first);
    let mut cursor = first.body["next_cursor"].as_str().map(str::to_owned);
    while let Some(next) = cursor {
        let path = format!("/api/v1/journal?limit=7&category=participants&cursor={next}");
        let page = read(&auditor, &path).await;
        assert_eq!(page.number("total"), whole.number("total"));
        seen.extend(positions(&page));
        cursor = page.body["next_cursor"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, positions(&whole));
    let past = format!("/api/v1/journal?limit=1&as_of=position:{}", seen[0]);
    assert_eq!(positions(&read(&auditor, &past).await).len(), 1);
    assert!(positions(&read(&auditor, &past).await)[0] >= seen[0], "a commit is shown as a whole");
}

#[tokio::test]
async fn an_application_shows_in_the_journal_as_sealed_and_nowhere_with_its_content() {
    let scene = Scene::shipped().await;
    let auditor = auditor(&scene).await;
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Тайный кедр")).await;
    let id = started.done().text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await.done();
    scene.app.settle().await;
    let sealed = read(&auditor, &format!("/api/v1/journal?stream=application/{id}")).await;
    assert!(sealed.number("total") >= 2);
    for entry in items(&sealed) {
        let keys: Vec<_> = entry.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["position", "proof_url", "recorded_at", "sealed", "stream", "version"]);
    }
    let of_sealed = read(&auditor, "/api/v1/journal?category=sealed&limit=500").await;
    assert!(items(&of_sealed).iter().all(|entry| entry["sealed"] == true));
    let everything = read(&auditor, "/api/v1/journal?limit=500").await.body.to_string();
    assert!(!everything.contains("Тайный кедр"));
    let typed = read(&auditor, "/api/v1/journal?type=ApplicationSubmitted").await;
    assert_eq!(typed.number("total"), 0, "not even its type is told");
}

#[tokio::test]
async fn a_confirmer_of_a_hidden_field_is_neither_told_nor_found() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let by = "/api/v1/journal?type=ClaimConfirmed&since=2017-03-12";
    let last = items(&read(&auditor, &format!("{by}&limit=1")).await);
    let account = last[0]["actor"]["account"].as_str().unwrap().to_owned();
    let acts = format!("/api/v1/accounts/{account}/acts?type=ClaimConfirmed");
    assert_eq!(read(&auditor, &acts).await.number("total"), 6);
    let field = "key = \"title\"\ncollection = \"projects\"\n";
    hide(&scene, &[field]).await;
    let hidden = items(&read(&auditor, by).await);
    let untold = hidden.iter().filter(|entry| entry["actor"].is_null()).count();
    assert_eq!((hidden.len(), untold), (6, 1));
    assert_eq!(read(&auditor, &acts).await.number("total"), 5);
    assert!(!hidden.iter().any(|entry| entry.to_string().contains("Общий бренд")));
}

// Acts.

#[tokio::test]
async fn the_acts_of_an_account_stand_under_its_roles_and_their_basis() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let last = read(&auditor, "/api/v1/journal?type=ClaimConfirmed&limit=1").await;
    let account = items(&last)[0]["actor"]["account"].as_str().unwrap().to_owned();
    let acts = read(&auditor, &format!("/api/v1/accounts/{account}/acts")).await;
    assert_eq!(
        (acts.text("account"), acts.text("label")),
        (account, "Учётная запись (тест)".into())
    );
    let grant = &acts.body["grants"][0];
    assert_eq!(
        (&grant["role"], &grant["scope"]["kind"], &grant["authority"]["basis"]),
        (&json!("organisation_representative"), &json!("organisation"), &json!("letter"))
    );
    assert_eq!((&grant["given_by"]["role"], &grant["revoked"]), (&json!("clerk"), &Value::Null));
    let own = items(&acts);
    assert_eq!(own.len(), 7, "six confirmations, and the level that followed");
    assert!(own.iter().all(|act| act["actor"]["account"] == acts.body["account"]));
}

#[tokio::test]
async fn accounts_are_listed_with_their_roles_for_auditors_and_administrators() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let administrator = scene.app.client(Role::Administrator, Scope::Registry).await;
    let others = [scene.officer.clone(), scene.representative().await];
    for other in others {
        let refused = other.get("/api/v1/access").await;
        assert_eq!(refused.refusal(), (403, "access.role"));
    }
    assert_eq!(scene.reader.get("/api/v1/access").await.refusal(), (401, "desk.token-needed"));

    let all = read(&auditor, "/api/v1/access").await;
    let accounts = items(&all);
    assert_eq!(accounts.len() as u64, all.number("total"));
    let opened: Vec<_> = accounts.iter().map(|one| one["opened_at"].as_str().unwrap()).collect();
    assert!(opened.is_sorted());
    assert_eq!(items(&read(&administrator, "/api/v1/access").await), accounts);

    let audits = read(&auditor, "/api/v1/access?role=auditor").await;
    let grant = &items(&audits)[0]["grants"][0];
    assert_eq!((&grant["role"], &grant["given_by"]["role"]), (&json!("auditor"), &json!("clerk")));
    scene.app.officer().await;
    let last = read(&auditor, "/api/v1/journal?type=RoleGranted&limit=1").await;
    let grant = StreamVersion(items(&last)[0]["version"].as_u64().unwrap());
    scene.app.program(RevokeRole { grant, reason: "Уволился".into() }).await;
    let standing = read(&auditor, "/api/v1/access?role=officer&standing=current").await;
    let ever = read(&auditor, "/api/v1/access?role=officer").await;
    assert_eq!(standing.number("total") + 1, ever.number("total"));
    let ends: Vec<_> = items(&ever).iter().map(|one| one["grants"][0]["revoked"].clone()).collect();
    assert!(ends.iter().any(|end| end["reason"] == "Уволился"), "{ends:?}");
}

// Samples.

#[tokio::test]
async fn everybody_sees_the_counts_and_an_auditor_the_rows() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let samples = items(&scene.get("/api/v1/samples").await);
    let keys: Vec<_> = samples.iter().map(|sample| sample["key"].as_str().unwrap()).collect();
    assert_eq!(
        keys,
        [
            "gates_by_one_organisation",
            "bursts",
            "rise_before_support",
            "waivers_overdue",
            "applications_overdue",
            "late_facts",
            "shared_mail_domain",
            "evidence_unopened"
        ]
    );
    for sample in &samples {
        let key = sample["key"].as_str().unwrap();
        let page = read(&auditor, &format!("/api/v1/samples/{key}")).await;
        assert_eq!(page.body["total"], sample["count"], "{key}");
        assert_eq!(items(&page).len() as u64, page.number("total"), "{key}");
    }
}

#[tokio::test]
async fn gates_that_one_organisation_confirmed_leave_the_sample_when_another_does() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let gates = async || items(&read(&auditor, "/api/v1/samples/gates_by_one_organisation").await);
    let before = gates().await;
    let markers: Vec<_> = before.iter().map(|gate| gate["marker"].as_str().unwrap()).collect();
    assert!(!markers.is_empty(), "{before:?}");
    assert!(before.iter().all(|gate| gate["cluster"]["id"] == scene.pine.as_str()));
    assert!(before.iter().all(|gate| gate["level"]["after"] == "high"));
    let all = json!({ "claims": [{ "path": "projects/15" }] });
    scene.participant(1).await.post(&scene.at("confirmations"), &all).await.done();
    scene.app.settle().await;
    let after = gates().await;
    assert!(after.len() < before.len(), "{markers:?} {after:?}");
}

#[tokio::test]
async fn more_than_ten_acts_of_confirming_in_ten_minutes_are_a_burst_of_their_account() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let before = count(&scene, "bursts").await;
    let participant = scene.participant(2).await;
    let card = scene.get(&scene.card()).await.body;
    let projects = card["items"]["projects"].as_array().unwrap().iter();
    let claims: Vec<_> =
        projects.flat_map(|project| project["claims"].as_array().unwrap()).collect();
    let named = |path: &&str| {
        let claim = claims.iter().find(|claim| claim["path"] == *path).unwrap();
        json!({ "path": path, "version": claim["version"] })
    };
    let confirm = async |paths: &[&str]| {
        let claims: Vec<_> = paths.iter().map(named).collect();
        let body = json!({ "claims": claims });
        participant.post(&scene.at("confirmations"), &body).await.done();
    };
    scene.app.set_time("2017-04-01T12:00:00Z");
    for field in ["title", "stage", "spheres", "participants", "cost_sharing", "start"] {
        confirm(&[&format!("projects/14/{field}")]).await;
    }
    scene.app.set_time("2017-04-01T12:10:00Z");
    for field in ["title", "stage", "spheres", "participants"] {
        confirm(&[&format!("projects/15/{field}")]).await;
    }
    scene.app.settle().await;
    assert_eq!(count(&scene, "bursts").await, before, "ten acts");
    confirm(&["projects/15/cost_sharing", "projects/15/start"]).await;
    scene.app.settle().await;
    assert_eq!(count(&scene, "bursts").await, before + 1);
    let burst = items(&read(&auditor, "/api/v1/samples/bursts").await)[0].clone();
    assert_eq!((&burst["count"], &burst["claims"]), (&json!(11), &json!(12)));
    assert_eq!(burst["cluster"]["id"], scene.pine.as_str());
    assert_eq!(burst["first_at"], "2017-04-01T12:00:00Z");
    let acts = read(&auditor, burst["url"].as_str().unwrap()).await;
    assert_eq!(acts.number("total"), 12, "its link leads to them");
}

/// A later edition with every field that ships, beside the small rulebook that raised the level.
async fn adopt_whole_profile(scene: &Scene) {
    for kind in [EditionKind::Dictionaries, EditionKind::Catalogue] {
        let shipped = SHIPPED.iter().find(|shipped| shipped.kind == kind).unwrap();
        let text = shipped.text.replacen("edition = \"1.0\"", "edition = \"1.9\"", 1);
        scene
            .app
            .program(AdoptEdition {
                kind,
                edition: Code::literal("1.9"),
                text,
                proposals: Vec::new(),
            })
            .await;
    }
}

#[tokio::test]
async fn a_level_that_rose_before_a_status_is_found_with_its_days() {
    let scene = Scene::high().await;
    adopt_whole_profile(&scene).await;
    let auditor = auditor(&scene).await;
    let status = |granted_on: &str| {
        json!({ "claims": [], "open": [{ "collection": "official_statuses",
            "evidence": ["https://ministry.example/order"],
            "claims": { "type": "pilot_itc", "granted_on": granted_on } }] })
    };
    scene.app.set_time("2017-06-01T12:00:00Z");
    scene.officer.post(&scene.at("claims"), &status("2017-04-12")).await.done();
    scene.app.settle().await;
    assert_eq!(count(&scene, "rise_before_support").await, 0, "thirty-one days");
    scene.officer.post(&scene.at("claims"), &status("2017-04-11")).await.done();
    scene.app.settle().await;
    let rises = items(&read(&auditor, "/api/v1/samples/rise_before_support").await);
    assert_eq!(rises.len(), 1);
    assert_eq!((&rises[0]["days"], &rises[0]["on"]), (&json!(30), &json!("2017-04-11")));
    assert_eq!(rises[0]["level"], json!({ "before": "medium", "after": "high" }));
}

#[tokio::test]
async fn an_application_that_waits_is_counted_for_everybody_and_told_without_its_content() {
    let scene = Scene::shipped().await;
    let auditor = auditor(&scene).await;
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Тайный кедр")).await;
    let id = started.done().text("application");
    // A Tuesday; the fifth working day is the next one.
    applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await.done();
    scene.app.settle().await;
    scene.app.set_time("2015-12-08T20:59:59Z");
    assert_eq!(count(&scene, "applications_overdue").await, 0);
    scene.app.set_time("2015-12-08T21:00:00Z");
    assert_eq!(count(&scene, "applications_overdue").await, 1, "a new day in Moscow");
    let public = scene.get("/api/v1/samples").await.body.to_string();
    assert!(!public.contains(&id) && !public.contains("кедр"));
    let page = read(&auditor, "/api/v1/samples/applications_overdue").await;
    let row = &items(&page)[0];
    assert_eq!((&row["application"], &row["on"]), (&json!(id), &json!("2015-12-08")));
    assert_eq!(
        (&row["days"], &row["cluster"], &row["actor"]),
        (&json!(6), &Value::Null, &Value::Null)
    );
    assert!(!page.body.to_string().contains("кедр"));
    scene.officer.post_nothing(&format!("/api/v1/applications/{id}/listing")).await.done();
    scene.app.settle().await;
    assert_eq!(count(&scene, "applications_overdue").await, 0);
}

#[tokio::test]
async fn a_fact_recorded_late_is_found_unless_its_field_is_hidden() {
    let scene = Scene::high().await;
    let auditor = auditor(&scene).await;
    let before = count(&scene, "late_facts").await;
    let figure = |on: &str, value: u64| json!({ "claims": [{ "path": "employees_total", "value": value, "described_on": on }] });
    scene.state(&figure("2016-03-12", 1_300)).await;
    assert_eq!(count(&scene, "late_facts").await, before, "a year, and no more");
    scene.state(&figure("2016-03-11", 1_310)).await;
    let late = items(&read(&auditor, "/api/v1/samples/late_facts").await);
    assert_eq!(late.len() as u64, before + 1);
    assert_eq!(
        (&late[0]["path"], &late[0]["on"]),
        (&json!("employees_total"), &json!("2016-03-11"))
    );
    assert_eq!(
        (&late[0]["days"], &late[0]["actor"]["role"]),
        (&json!(366), &json!("cluster_representative"))
    );
    hide(&scene, &["key = \"employees_total\"\n"]).await;
    assert_eq!(count(&scene, "late_facts").await, before);
}

#[tokio::test]
async fn samples_of_the_past_are_those_of_that_day() {
    let scene = Scene::high().await;
    let late = async |as_of: &str| {
        items(&scene.get(&format!("/api/v1/samples?as_of={as_of}")).await)[0]["count"].clone()
    };
    assert_eq!(late("2016-01-01").await, 0, "no level had gates then");
    assert_ne!(late("2017-03-12").await, 0);
}

#[tokio::test]
async fn samples_of_an_instant_are_those_of_the_end_of_the_day_before() {
    let scene = Scene::high().await;
    let last = scene.get("/api/v1/samples").await.number("position");
    scene.app.set_time("2017-03-14T12:00:00Z");
    let of = async |as_of: &str| {
        let answer = scene.get(&format!("/api/v1/samples?as_of={as_of}")).await.body;
        (answer["position"].clone(), answer["items"].clone())
    };
    let day_before = of("2017-03-11").await;
    for within in [format!("position:{last}"), "2017-03-12T12:00:00Z".into()] {
        assert_eq!(of(&within).await, day_before, "{within}");
    }
    assert_ne!(of("2017-03-12").await, day_before);
    assert_eq!(of("2017-03-13T01:00:00Z").await, of("2017-03-12").await);
}

// One card at two moments.

#[tokio::test]
async fn a_card_at_two_dates_tells_old_and_new_and_who_changed_it() {
    let scene = Scene::entered().await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    let change = json!({ "claims": [
        { "path": "employees_total", "value": 1350, "described_on": "2016-01-31" }],
        "close": [{ "path": "participants/3", "reason": "вышел" }] });
    scene.state(&change).await;
    let at = |query: &str| format!("{}?{query}", scene.at("difference"));
    let two = scene.get(&at("from=2016-01-01")).await;
    let fields = items(&two);
    let paths: Vec<_> = fields.iter().map(|field| field["path"].as_str().unwrap()).collect();
    assert!(paths.contains(&"employees_total") && paths.contains(&"participants/3/organisation"));
    assert_eq!(two.number("changed"), fields.len() as u64);
    let employees = fields.iter().find(|field| field["path"] == "employees_total").unwrap();
    assert_eq!(employees["old"], json!({ "value": 1200, "absence": null, "hidden": null }));
    assert_eq!(employees["new"], json!({ "value": 1350, "absence": null, "hidden": null }));
    assert_eq!(employees["actor"]["role"], "cluster_representative");
    assert_eq!(employees["recorded_at"], "2016-02-01T12:00:00Z");
    let left = fields.iter().find(|field| field["path"] == "participants/3/organisation").unwrap();
    assert_eq!((&left["new"], &left["differs"]), (&Value::Null, &json!(true)));
    assert_eq!(left["recorded_at"], "2016-02-01T12:00:00Z");
    let same = scene.get(&at("from=2016-02-01")).await;
    assert_eq!((items(&same).len(), same.number("changed")), (0, 0));
    let all = scene.get(&at("from=2016-02-01&all=true")).await;
    assert_eq!(items(&all).len() as u64, all.number("compared"));
    assert!(all.number("compared") > 20);
    let before = scene.get(&at("from=2015-11-01&to=2015-12-01")).await;
    assert_eq!((&before.body["from"], &before.body["status"]["old"]), (&Value::Null, &Value::Null));
    assert_eq!(before.number("changed"), before.number("compared"));
}

#[tokio::test]
async fn moments_in_the_wrong_order_or_to_come_are_refused_by_name() {
    let scene = Scene::entered().await;
    let refused = async |query: &str| {
        let answer = scene.reader.get(&format!("{}?{query}", scene.at("difference"))).await;
        let (pointer, code) = answer.errors()[0];
        (answer.status, pointer.to_owned(), code.to_owned())
    };
    let told = |pointer: &str, code: &str| (422, pointer.to_owned(), code.to_owned());
    assert_eq!(
        refused("from=2015-12-01&to=2015-11-01").await,
        told("?from", "difference.reversed")
    );
    assert_eq!(refused("to=2099-01-01").await, told("?to", "as-of.in-future"));
    assert_eq!(refused("from=soon").await, told("?from", "as-of.malformed"));
    assert_eq!(refused("from=position:99999").await, told("?from", "as-of.past-head"));
}

#[tokio::test]
async fn a_hidden_field_differs_without_its_values() {
    let scene = Scene::entered().await;
    let change = json!({ "claims": [
        { "path": "employees_total", "value": 1350, "described_on": "2015-11-30" }] });
    let then = scene.get(&scene.card()).await.number("position");
    scene.state(&change).await;
    hide(&scene, &["key = \"employees_total\"\n"]).await;
    let path = format!("{}?from=position:{then}", scene.at("difference"));
    let difference = scene.get(&path).await;
    let withheld = json!({ "value": null, "absence": "withheld", "hidden": null });
    let field = &items(&difference)[0];
    assert_eq!(
        (&field["path"], &field["old"], &field["new"]),
        (&json!("employees_total"), &withheld, &withheld)
    );
    assert!(!difference.body.to_string().contains("1350"));
}

#[tokio::test]
async fn filters_of_a_history_work_together() {
    let scene = Scene::high().await;
    let found = async |query: &str| {
        scene.get(&format!("{}?limit=500&{query}", scene.at("history"))).await.number("total")
    };
    let on_bodies = found("category=confirmation&path=governing_bodies/12").await;
    assert!(on_bodies > 0);
    assert_eq!(
        found("type=ClaimConfirmed&path=governing_bodies/12&since=2017-03-11").await,
        on_bodies
    );
    assert_eq!(found("category=confirmation&path=governing_bodies/12&since=2017-03-12").await, 0);
    assert_eq!(found("category=level&path=governing_bodies/12").await, 0);
    let lines =
        items(&scene.get(&format!("{}?category=confirmation&limit=1", scene.at("history"))).await);
    let account = lines[0]["actor"]["account"].as_str().unwrap();
    assert_eq!(lines[0]["actor"]["authority"]["basis"], "letter");
    let own = found(&format!("actor={account}&category=confirmation&path=projects/15")).await;
    assert_eq!(own, 6);
    assert_eq!(found(&format!("actor={account}&path=governing_bodies/12")).await, 0);
}
