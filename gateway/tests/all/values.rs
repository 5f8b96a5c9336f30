//! Values as callers write them, and every way to get them wrong.

use serde_json::{Value, json};

use crate::support::{Client, TestApp, body};

struct Scene {
    app: TestApp,
    applicant: Client,
    id: String,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let start = json!({ "right_to_speak": "Устав" });
    let id = applicant.post("/api/v1/applications", &start).await.done().text("application");
    Scene { app, applicant, id }
}

impl Scene {
    async fn state(&self, body: &Value) -> crate::support::Answer {
        self.applicant.post(&format!("/api/v1/applications/{}/claims", self.id), body).await
    }

    async fn shown(&self) -> Value {
        self.applicant.get(&format!("/api/v1/applications/{}", self.id)).await.done().body
    }

    /// States a field of an item that has what it needs, and tells what is wrong with it.
    async fn problem_of(&self, collection: &str, field: &str, value: Value) -> (String, String) {
        let answer = self.state(&item(collection, field, value)).await;
        let errors = answer.errors();
        assert_eq!(errors.len(), 1, "{answer:?}");
        (errors[0].0.into(), errors[0].1.into())
    }
}

/// An item with what it needs and one field more.
fn item(collection: &str, field: &str, value: Value) -> Value {
    let mut claims = match collection {
        "contacts" => json!({ "role": "Дирекция", "email": "office@cluster.example" }),
        "participants" => {
            json!({ "organisation": body::organisation(1), "participant_type": "small" })
        }
        "governing_bodies" => {
            json!({ "type": "coordinator", "organisation": body::organisation(1) })
        }
        other => panic!("{other}"),
    };
    claims[field] = value;
    json!({ "open": [{ "collection": collection, "claims": claims }] })
}

#[tokio::test]
async fn what_is_written_in_natural_json_is_read_back_so() {
    let scene = scene().await;
    let claims = [
        ("official_name", json!("Белая сосна"), json!({ "ru": "Белая сосна", "en": null })),
        (
            "display_name",
            json!({ "ru": "Сосна", "en": "White Pine" }),
            json!({ "ru": "Сосна", "en": "White Pine" }),
        ),
        ("regions", json!(["RU-TOM", "RU-NVS"]), json!(["RU-TOM", "RU-NVS"])),
        ("specialisation_key", json!("ict"), json!("ict")),
        ("year_created", json!(2012), json!(2012)),
        (
            "location",
            json!({ "lat": "56.4977456", "lng": 84.9744, "precision": "exact" }),
            json!({ "lat": 56.497_746, "lng": 84.9744, "precision": "exact" }),
        ),
    ];
    for (path, written, read) in claims {
        scene.state(&body::claim(path, written)).await.done();
        let shown = scene.shown().await;
        let claims = shown["claims"].as_array().unwrap();
        let claim = claims.iter().find(|claim| claim["path"] == path).unwrap();
        assert_eq!(claim["value"], read);
        // What was read can be written again.
        scene.state(&body::claim(path, read)).await.done();
    }
}

#[tokio::test]
async fn items_take_bare_values_and_values_with_an_envelope() {
    let scene = scene().await;
    let body = json!({ "open": [
        { "collection": "governing_bodies", "claims": {
            "type": "management_company",
            "organisation": { "value": { "name": { "ru": "УК (демо)" }, "inn": body::inn(3) } },
            "staff_fte": { "value": "9.50", "described_on": "2015-06-30",
                           "source": { "type": "press", "retrieved_on": "2015-07-01" },
                           "evidence": ["https://own.example/a"] },
            "funding_sources": ["member_fees"],
            "year_selected": { "absence": "not_provided" } },
          "evidence": ["https://shared.example/b"] }] });
    let opened = scene.state(&body).await.done();
    assert_eq!(opened.body["opened"], json!(["governing_bodies/1"]));
    let shown = scene.shown().await;
    let claims = shown["items"][0]["claims"].as_array().unwrap();
    let of = |path: &str| {
        let path = format!("governing_bodies/1/{path}");
        claims.iter().find(|claim| claim["path"] == path.as_str()).unwrap()
    };
    assert_eq!(of("staff_fte")["value"], json!(9.5));
    assert_eq!(
        of("staff_fte")["evidence"],
        json!(["https://own.example/a", "https://shared.example/b"])
    );
    assert_eq!(of("staff_fte")["source"]["type"], "press");
    assert_eq!(of("funding_sources")["evidence"], json!(["https://shared.example/b"]));
    assert_eq!(of("year_selected")["absence"], "not_provided");
    assert_eq!(of("organisation")["value"]["inn"], json!(body::inn(3)));
}

#[tokio::test]
async fn a_value_of_another_kind_is_refused_at_its_place() {
    let scene = scene().await;
    for (path, value, code) in [
        ("official_name", json!(7), "value.type"),
        ("official_name", json!({ "ru": "А", "de": "B" }), "value.type"),
        ("official_name", json!("  "), "text.empty"),
        ("official_name", json!("ab\u{202e}cd"), "text.control-character"),
        ("official_name", json!("Сосна\u{2028}ель"), "text.control-character"),
        ("official_name", json!("Сосна\u{301}\u{301}\u{301}\u{301}\u{301}"), "text.heaped-marks"),
        ("website", json!("http://127.0.0.1/"), "url.host"),
        ("website", json!("https://pine.example:70000"), "url.port"),
        ("website", json!("https://pin\u{435}.example"), "url.mixed-letters"),
        ("official_name", json!({ "en": "Pine" }), "text.language-needed"),
        ("official_name", json!("Аб"), "text.too-short"),
        ("regions", json!("RU-TOM"), "value.type"),
        ("regions", json!([]), "list.too-few"),
        ("regions", json!(["RU-TOM", "RU-TOM"]), "list.repeats"),
        ("regions", json!(["RU-XXX"]), "code.unknown"),
        ("specialisation_key", json!("ик т"), "code.malformed"),
        ("specialisation_key", json!("magic"), "code.unknown"),
        ("year_created", json!("2012"), "value.type"),
        ("year_created", json!(2012.5), "value.type"),
        ("year_created", json!(1066), "year.out-of-range"),
        ("year_created", json!(2016), "year.in-future"),
        ("location", json!({ "lat": 56, "lng": 84 }), "value.type"),
        ("location", json!({ "lat": 91, "lng": 84, "precision": "exact" }), "point.out-of-range"),
        ("summary", json!("коротко"), "text.too-short"),
    ] {
        let answer = scene.state(&body::claim(path, value.clone())).await;
        assert_eq!(answer.errors(), [("/claims/0/value", code)], "{path} {value}");
        assert_eq!(answer.refusal(), (422, code));
    }
}

#[tokio::test]
async fn fields_of_items_are_refused_at_their_own_place() {
    let scene = scene().await;
    for (collection, field, value, pointer, code) in [
        ("contacts", "email", json!("office"), "email", "email.malformed"),
        ("contacts", "email", json!("x?subject=a&bcc=evil@b.example"), "email", "email.malformed"),
        ("contacts", "phone", json!("123"), "phone", "phone.malformed"),
        ("contacts", "role", json!({ "value": 7 }), "role/value", "value.type"),
        (
            "contacts",
            "phone",
            json!({ "value": "1", "absence": "zero" }),
            "phone",
            "claim.value-and-absence",
        ),
        ("contacts", "phone", json!({ "absence": "never" }), "phone/absence", "value.type"),
        ("contacts", "phone", json!({ "absence": "zero", "x": 1 }), "phone", "value.type"),
        ("contacts", "fax", json!("123"), "fax", "field.unknown"),
        ("contacts", "a/b", json!("123"), "a~1b", "field.unknown"),
        ("contacts", "role", json!({ "absence": "withheld" }), "role/value", "claim.needed"),
        ("participants", "joined_on", json!("2012-1-1"), "joined_on", "date.malformed"),
        ("participants", "joined_on", json!("20120101"), "joined_on", "date.malformed"),
        (
            "participants",
            "employees",
            json!({ "value": 5, "described_on": "2016-01-01" }),
            "employees/described_on",
            "date.in-future",
        ),
        ("governing_bodies", "staff_fte", json!("много"), "staff_fte", "value.type"),
        ("governing_bodies", "funding_sources", json!([1]), "funding_sources", "value.type"),
    ] {
        let problem = scene.problem_of(collection, field, value.clone()).await;
        let pointer = format!("/open/0/claims/{pointer}");
        assert_eq!(problem, (pointer, code.to_owned()), "{collection} {field} {value}");
    }
}

#[tokio::test]
async fn a_persons_inn_is_refused_with_a_way_out() {
    let scene = scene().await;
    let person = json!({ "name": "ИП (демо)", "inn": "500100732259" });
    let answer = scene.state(&item("participants", "organisation", person)).await;
    assert_eq!(answer.errors(), [("/open/0/claims/organisation/inn", "inn.personal")]);
    assert!(answer.text("detail").contains("ОГРНИП"), "{answer:?}");
    let log = scene.app.log_bytes().await;
    assert!(!log.windows(12).any(|window| window == b"500100732259"));
    let mut sole_trader = json!({ "name": "ИП (демо)", "ogrn": "304500116000157", "inn": null });
    scene.state(&item("participants", "organisation", sole_trader.clone())).await.done();
    sole_trader["inn"] = json!("500100732258");
    let problem = scene.problem_of("governing_bodies", "organisation", sole_trader.clone()).await;
    assert_eq!(problem.1, "inn.check-digit");
    sole_trader["inn"] = json!("500100732259");
    scene.state(&item("governing_bodies", "organisation", sole_trader)).await.done();
}

#[tokio::test]
async fn an_organisation_abroad_is_named_by_the_register_of_its_country() {
    let scene = scene().await;
    let abroad = |country: &str, number: &str| json!({ "name": "Жулдыз (демо)", "country": country, "number": number });
    let at = "/open/0/claims/organisation";
    for (value, place, code) in [
        (abroad("KZ", "БИН 123"), "/number", "foreign-number.malformed"),
        (abroad("Kazakhstan", "123"), "/country", "country.malformed"),
        (abroad("RU", "123"), "/country", "country.russia"),
        (json!({ "name": "Жулдыз (демо)", "country": "KZ" }), "", "organisation.malformed"),
    ] {
        let problem = scene.problem_of("participants", "organisation", value).await;
        assert_eq!(problem, (format!("{at}{place}"), code.to_owned()));
    }
    let named = abroad("KZ", "123-456");
    scene.state(&item("participants", "organisation", named)).await.done();
    let shown = scene.shown().await;
    let claims = shown["items"][0]["claims"].as_array().unwrap();
    let claim = claims.iter().find(|claim| claim["path"] == "participants/1/organisation").unwrap();
    assert_eq!(
        claim["value"],
        json!({ "name": { "ru": "Жулдыз (демо)", "en": null }, "inn": null, "ogrn": null,
                "country": "KZ", "number": "123-456" })
    );
    // What was read can be written again.
    let again = body::claim("participants/1/organisation", claim["value"].clone());
    scene.state(&again).await.done();
}

#[tokio::test]
async fn an_organisation_is_told_by_its_id_or_by_name_and_number() {
    let scene = scene().await;
    for (value, member, code) in [
        (json!(7), "", "organisation.malformed"),
        (json!("завод"), "", "organisation.malformed"),
        (json!({ "name": "Завод" }), "", "organisation.identifier-needed"),
        (json!({ "inn": body::inn(1) }), "", "organisation.malformed"),
        (json!({ "name": "", "inn": body::inn(1) }), "/name", "text.empty"),
        (json!({ "name": "Завод", "inn": "7707083894" }), "/inn", "inn.check-digit"),
        (json!({ "name": "Завод", "ogrn": "12" }), "/ogrn", "ogrn.length"),
        (json!("018f0000-0000-7000-8000-000000000000"), "", "organisation.unknown"),
    ] {
        let problem = scene.problem_of("participants", "organisation", value.clone()).await;
        let pointer = format!("/open/0/claims/organisation{member}");
        assert_eq!(problem, (pointer, code.to_owned()), "{value}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let scene = scene().await;
    let body = json!({
        "claims": [
            { "path": "year_created", "value": "давно" },
            { "path": "summary", "value": "коротко" },
            { "path": "no such path", "value": 1 },
            { "path": "official_name" },
            { "path": "display_name", "value": "Сосна", "evidence": ["javascript:alert(1)"],
              "described_on": "вчера", "kind": "whim", "source": { "type": "rumour" } },
            { "path": "specialisation_key", "value": "magic" },
        ],
        "open": [
            { "collection": "wings", "claims": { "span": 7 } },
            { "collection": "contacts", "claims": { "role": 7, "email": "office@cluster.example" } },
        ],
        "close": [{ "path": "contacts", "on": "2015-12-01" }, { "path": "contacts/9" }],
    });
    let refused = scene.state(&body).await;
    assert_eq!(refused.refusal(), (422, "request.invalid"));
    assert_eq!(
        refused.errors(),
        [
            ("/claims/0/value", "value.type"),
            ("/claims/2/path", "claim.path-malformed"),
            ("/claims/3", "claim.value-needed"),
            ("/claims/4/described_on", "date.malformed"),
            ("/claims/4/kind", "value.type"),
            ("/claims/4/source/type", "value.type"),
            ("/claims/4/evidence/0", "url.scheme"),
            ("/open/1/claims/role", "value.type"),
            ("/close/0/path", "claim.path-malformed"),
            ("/open/0/collection", "collection.unknown"),
            ("/claims/1/value", "text.too-short"),
            ("/claims/5/value", "code.unknown"),
            ("/close/1/path", "item.not-open"),
        ]
    );
    assert!(refused.text("detail").starts_with("Ошибок в запросе: 13."));
}

#[tokio::test]
async fn a_field_that_stands_twice_is_noticed() {
    let scene = scene().await;
    let at = format!("/api/v1/applications/{}/claims", scene.id);
    let body = r#"{"open": [{"collection": "contacts",
        "claims": {"role": "А", "email": "a@b.example", "role": "Б"}}]}"#;
    let refused =
        scene.applicant.send(axum::http::Method::POST, &at, &[], body.as_bytes().to_vec()).await;
    assert_eq!(refused.errors(), [("/open/0/claims/role", "claim.stated-twice")]);
}

#[tokio::test]
async fn a_member_that_stands_twice_within_a_value_is_refused_with_its_place() {
    let scene = scene().await;
    let at = format!("/api/v1/applications/{}/claims", scene.id);
    let body = r#"{"claims": [{"path": "summary", "value": {"ru": "А", "ru": "Б"}}],
        "open": [{"collection": "contacts", "claims": {
            "role": {"value": "А", "value": "Б"}, "email": "a@b.example"}}]}"#;
    let post = axum::http::Method::POST;
    let refused = scene.applicant.send(post.clone(), &at, &[], body.as_bytes().to_vec()).await;
    let twice = "value.member-twice";
    let places = refused.errors();
    let places: Vec<_> = places.iter().filter(|(_, code)| *code == twice).collect();
    assert_eq!(
        places,
        [&("/claims/0/value/ru", twice), &("/open/0/claims/role/value", twice)],
        "{refused:?}"
    );
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn a_day_that_cannot_be_read_is_not_told_to_be_missing_too() {
    let scene = scene().await;
    let at = format!("/api/v1/applications/{}/claims", scene.id);
    let claim = json!({ "path": "employees_total", "value": 120, "described_on": "30.11.2015" });
    let refused = scene.applicant.post(&at, &json!({ "claims": [claim] })).await;
    assert_eq!(refused.errors(), [("/claims/0/described_on", "date.malformed")]);
}
