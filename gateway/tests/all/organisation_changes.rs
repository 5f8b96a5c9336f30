//! Numbers, branches, size and succession of organisations.

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, body};

struct Scene {
    app: TestApp,
    officer: Client,
    organisation: String,
    other: String,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let known = |index: usize| entered.body["registered"][index].as_str().unwrap().to_owned();
    Scene { organisation: known(0), other: known(1), app, officer }
}

impl Scene {
    fn at(&self, act: &str) -> String {
        format!("/api/v1/organisations/{}/{act}", self.organisation)
    }

    async fn post(&self, act: &str, body: &Value) -> Answer {
        self.officer.post(&self.at(act), body).await
    }

    async fn own(&self) -> Client {
        self.app.organisation(self.organisation.parse().unwrap()).await
    }
}

#[tokio::test]
async fn a_number_is_recorded_for_one_organisation_and_retired_while_another_is_left() {
    let scene = scene().await;
    let further = json!({ "identifier": { "inn": body::inn(1) }, "since": "2015-01-01" });
    let recorded = scene.post("identifiers", &further).await.done();
    assert_eq!(recorded.text("organisation"), scene.organisation);
    let at_other = format!("/api/v1/organisations/{}/identifiers", scene.other);
    let taken = scene.officer.post(&at_other, &further).await;
    assert_eq!(taken.refusal(), (409, "identifier.taken"));

    let early = json!({ "identifier": { "ogrn": body::ogrn(1) }, "until": "1900-01-01" });
    let early = scene.post("identifiers/retirement", &early).await;
    assert_eq!(early.errors(), [("/until", "identifier.ends-before-numbers")]);
    let retired = json!({ "identifier": { "inn": body::inn(1) }, "until": "2015-11-30" });
    scene.post("identifiers/retirement", &retired).await.done();
    let twice = scene.post("identifiers/retirement", &retired).await;
    assert_eq!(twice.refusal(), (404, "not-found"));
    let last = json!({ "identifier": { "ogrn": body::ogrn(1) }, "until": "2015-11-30" });
    let last = scene.post("identifiers/retirement", &last).await;
    assert_eq!(last.refusal(), (409, "identifier.last"));
    scene.officer.post(&at_other, &further).await.done();
}

#[tokio::test]
async fn a_mail_domain_is_tied_by_an_officer_shown_to_everybody_and_released() {
    let scene = scene().await;
    let register = json!({ "type": "register", "url": "https://register.example/1" });
    let tie = json!({ "domain": "Works.Example", "source": register });
    let own = scene.own().await.post(&scene.at("mailbox-domains"), &tie).await;
    assert_eq!(own.refusal(), (403, "access.role"));
    let tied = scene.post("mailbox-domains", &tie).await.done();
    assert_eq!(tied.text("organisation"), scene.organisation);
    let at_other = format!("/api/v1/organisations/{}/mailbox-domains", scene.other);
    scene.app.settle().await;
    let silent = scene.officer.post(&at_other, &tie).await;
    assert_eq!(silent.refusal(), (409, "mailbox-domain.of-another"));
    let mut shared = tie.clone();
    shared["shared"] = json!(true);
    scene.officer.post(&at_other, &shared).await.done();

    let shown = scene.officer.get(&format!("/api/v1/organisations/{}", scene.organisation)).await;
    let domain = &shown.body["mailbox_domains"][0];
    assert_eq!((&domain["domain"], &domain["current"]), (&json!("works.example"), &json!(true)));
    assert_eq!(domain["url"], "https://register.example/1");
    assert_eq!(domain["shared_with"][0]["id"], scene.other.as_str());

    let release = json!({ "reason": "Домен продан" });
    scene.post("mailbox-domains/Works.EXAMPLE/release", &release).await.done();
    let twice = scene.post("mailbox-domains/works.example/release", &release).await;
    assert_eq!(twice.refusal(), (404, "not-found"));
    let shown = scene.officer.get(&format!("/api/v1/organisations/{}", scene.organisation)).await;
    let domain = &shown.body["mailbox_domains"][0];
    assert_eq!(
        (&domain["current"], &domain["released_for"]),
        (&json!(false), &json!("Домен продан"))
    );
    let before = format!(
        "/api/v1/organisations/{}?as_of=position:{}",
        scene.organisation,
        tied.number("position")
    );
    let domain = &scene.officer.get(&before).await.body["mailbox_domains"][0];
    assert_eq!((&domain["current"], &domain["released_at"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn a_mail_domain_that_shows_nothing_is_refused_at_its_place() {
    let scene = scene().await;
    for (body, expected) in [
        (json!({ "domain": "a@b.example" }), ("/domain", "mailbox-domain.malformed")),
        (json!({ "domain": "works.example" }), ("/source", "mailbox-domain.source-needed")),
        (
            json!({ "domain": "mail.ru", "evidence": ["https://press.example"] }),
            ("/domain", "mailbox-domain.for-anybody"),
        ),
    ] {
        assert_eq!(scene.post("mailbox-domains", &body).await.errors(), [expected]);
    }
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_at_its_place() {
    let scene = scene().await;
    for (number, expected) in [
        (json!({}), ("/identifier", "identifier.malformed")),
        (json!("1027700132195"), ("/identifier", "identifier.malformed")),
        (
            json!({ "inn": body::inn(1), "ogrn": body::ogrn(9) }),
            ("/identifier", "identifier.malformed"),
        ),
        (json!({ "ogrn": "1027700132196" }), ("/identifier/ogrn", "ogrn.check-digit")),
        (json!({ "country": "RU", "number": "7" }), ("/identifier/country", "country.russia")),
        (json!({ "inn": "500100732259" }), ("/identifier", "organisation.numbers-mixed")),
    ] {
        let refused = scene.post("identifiers", &json!({ "identifier": number })).await;
        assert_eq!(refused.errors(), [expected]);
    }
    let until = json!({ "identifier": { "inn": "500100732259" }, "until": "2015-11-30" });
    let refused = scene.post("identifiers/retirement", &until).await;
    assert_eq!(refused.errors(), [("/identifier", "identifier.sealed")]);
    let none = json!({ "identifier": "sealed_inn", "until": "2015-11-30" });
    let refused = scene.post("identifiers/retirement", &none).await;
    assert_eq!(refused.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn the_inn_of_a_sole_trader_is_retired_without_being_told() {
    let scene = scene().await;
    let trader = json!({ "name": "ИП Демо", "ogrn": "304500116000157", "inn": "500100732259" });
    let opening = json!({ "open": [{ "collection": "participants",
        "claims": { "organisation": trader, "participant_type": "small" } }] });
    let cluster = scene.app.listed(&scene.officer, "Красная сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let opened = scene.officer.post(&at, &opening).await.done();
    let id = opened.body["registered"][0].as_str().unwrap();
    let at = format!("/api/v1/organisations/{id}/identifiers/retirement");
    let sealed = json!({ "identifier": "sealed_inn", "until": "2015-11-30" });
    scene.officer.post(&at, &sealed).await.done();
    assert_eq!(scene.officer.post(&at, &sealed).await.refusal(), (404, "not-found"));
    let at = format!("/api/v1/organisations/{id}/identifiers");
    let anew = json!({ "identifier": { "inn": "500100732259" } });
    scene.officer.post(&at, &anew).await.done();
    let bytes = scene.app.log_bytes().await;
    assert!(!bytes.windows(12).any(|window| window == b"500100732259"), "never in the clear");
}

#[tokio::test]
async fn a_member_of_a_point_that_stands_twice_is_refused_with_its_place() {
    let scene = scene().await;
    let body = r#"{"point": {"lat": 56.5, "lng": 84.9, "lat": 10, "precision": "exact"},
        "described_on": "2015-06-30"}"#;
    let post = axum::http::Method::POST;
    let refused = scene.officer.send(post, &scene.at("details"), &[], body.into()).await;
    assert_eq!(refused.refusal(), (422, "value.member-twice"));
    assert_eq!(refused.errors(), [("/point/lat", "value.member-twice")]);
}

#[tokio::test]
async fn an_organisation_opens_and_closes_its_own_branches() {
    let scene = scene().await;
    let own = scene.own().await;
    let branch = json!({ "name": "Томский филиал (демо)", "kpp": "701743001", "region": "RU-TOM" });
    let opened = own.post(&scene.at("branches"), &branch).await.done();
    assert_eq!(
        (opened.text("organisation"), opened.number("branch")),
        (scene.organisation.clone(), 1)
    );
    let twice = own.post(&scene.at("branches"), &branch).await;
    assert_eq!(twice.refusal(), (409, "branch.kpp-taken"));
    let stranger = scene.app.organisation(scene.other.parse().unwrap()).await;
    let refused = stranger.post(&scene.at("branches"), &branch).await;
    assert_eq!(refused.refusal(), (403, "access.no-grant"));

    let closing = json!({ "closed_on": "2015-11-30" });
    let nowhere = own.post(&scene.at("branches/7/closing"), &json!({})).await;
    assert_eq!(nowhere.refusal(), (404, "not-found"));
    let closed = own.post(&scene.at("branches/1/closing"), &closing).await.done();
    assert_eq!(closed.number("branch"), 1);
    let twice = own.post(&scene.at("branches/1/closing"), &closing).await;
    assert_eq!(twice.refusal(), (409, "branch.already-closed"));
    let unread = json!({ "name": 7, "kpp": "1", "region": "?" });
    let refused = own.post(&scene.at("branches"), &unread).await;
    assert_eq!(
        refused.errors(),
        [("/name", "value.type"), ("/kpp", "kpp.malformed"), ("/region", "code.malformed")]
    );
}

#[tokio::test]
async fn a_size_is_stated_for_a_day_and_corrected() {
    let scene = scene().await;
    let own = scene.own().await;
    let stated = json!({ "size": "medium", "described_on": "2015-06-30",
        "source": { "type": "register", "url": "https://register.example/1" } });
    own.post(&scene.at("size"), &stated).await.done();
    let again = own.post(&scene.at("size"), &stated).await;
    assert_eq!(again.refusal(), (409, "size.unchanged"));
    let older = json!({ "size": "small", "described_on": "2014-06-30" });
    let refused = own.post(&scene.at("size"), &older).await;
    assert_eq!(refused.refusal(), (409, "size.newer-stated"));
    let unread = json!({ "size": "huge", "described_on": "2016-06-30", "kind": "whim",
        "evidence": ["ftp://a.example"] });
    let refused = own.post(&scene.at("size"), &unread).await;
    assert_eq!(refused.errors(), [("/kind", "value.type"), ("/evidence/0", "url.scheme")]);
    let unknown = json!({ "size": "huge", "described_on": "2015-06-30" });
    assert_eq!(own.post(&scene.at("size"), &unknown).await.refusal(), (422, "size.unknown"));
}

#[tokio::test]
async fn a_firm_is_followed_by_another_that_takes_its_number_over() {
    let scene = scene().await;
    let number = json!({ "ogrn": body::ogrn(1) });
    let succession = json!({ "form": "transformation", "on": "2015-11-01",
        "successor": { "name": "АО «Организация 1» (демо)", "inn": body::inn(1) },
        "passing": [number], "evidence": ["https://register.example/1"] });
    let followed = scene.post("succession", &succession).await.done();
    assert_eq!(followed.text("organisation"), scene.organisation, "the one that was asked about");
    let successor = followed.body["registered"][0].as_str().unwrap();
    assert_ne!(successor, scene.organisation);

    let twice = scene.post("succession", &succession).await;
    assert_eq!(twice.refusal().0, 422, "the number has passed on");
    let branch = json!({ "name": "Филиал", "kpp": "701743001", "region": "RU-TOM" });
    let refused = scene.post("branches", &branch).await;
    assert_eq!(refused.refusal(), (409, "organisation.not-living"));
    let at = format!("/api/v1/organisations/{successor}/identifiers");
    let held = scene.officer.post(&at, &json!({ "identifier": number })).await;
    assert_eq!(held.refusal(), (409, "identifier.already-recorded"));
}

#[tokio::test]
async fn a_succession_is_refused_with_its_places() {
    let scene = scene().await;
    let unread = json!({ "successor": 7, "form": "?", "on": "вчера", "passing": [{}] });
    let refused = scene.post("succession", &unread).await;
    assert_eq!(
        refused.errors(),
        [
            ("/successor", "organisation.malformed"),
            ("/form", "code.malformed"),
            ("/on", "date.malformed"),
            ("/passing/0", "identifier.malformed"),
        ]
    );
    let itself =
        json!({ "successor": scene.organisation, "form": "transformation", "on": "2015-11-01" });
    let refused = scene.post("succession", &itself).await;
    assert_eq!(refused.errors(), [("/successor", "succession.into-itself")]);
    let own = scene.own().await;
    let refused = own.post(&scene.at("succession"), &itself).await;
    assert_eq!(refused.refusal(), (403, "access.role"));
}

#[tokio::test]
async fn where_an_organisation_is_found_and_what_it_does_is_stated_and_shown() {
    let scene = scene().await;
    let own = scene.own().await;
    let point = json!({ "lat": 56.4977, "lng": 84.9744, "precision": "exact" });
    let details = json!({ "site": "https://one.example", "point": point, "okved": "31.09",
        "described_on": "2015-06-30", "source": { "type": "register" },
        "evidence": ["https://register.example/1"] });
    let stated = own.post(&scene.at("details"), &details).await.done();
    assert_eq!(stated.text("organisation"), scene.organisation);
    let again = own.post(&scene.at("details"), &details).await;
    assert_eq!(again.refusal(), (409, "details.unchanged"));
    let older = json!({ "okved": "31.01", "described_on": "2015-06-29" });
    let older = own.post(&scene.at("details"), &older).await;
    assert_eq!(older.refusal(), (409, "details.newer-stated"));
    let later = json!({ "okved": "31.01", "described_on": "2015-11-30" });
    own.post(&scene.at("details"), &later).await.done();

    let shown = scene.officer.get(&format!("/api/v1/organisations/{}", scene.organisation)).await;
    let shown = &shown.body["details"];
    assert_eq!(shown["site"]["value"], "https://one.example");
    assert_eq!(shown["site"]["described_on"], "2015-06-30");
    assert_eq!(
        (&shown["site"]["source"], &shown["site"]["kind"]),
        (&json!("register"), &json!("change"))
    );
    assert_eq!(shown["point"]["value"], point);
    assert_eq!(
        (&shown["okved"]["value"], &shown["okved"]["described_on"]),
        (&json!("31.01"), &json!("2015-11-30"))
    );
    let other = scene.officer.get(&format!("/api/v1/organisations/{}", scene.other)).await;
    assert_eq!(other.body["details"], json!({ "site": null, "point": null, "okved": null }));
}

#[tokio::test]
async fn details_of_an_organisation_that_are_none_are_refused_at_their_places() {
    let scene = scene().await;
    for (details, expected) in [
        (json!({ "site": "one.example" }), ("/site", "url.scheme")),
        (
            json!({ "point": { "lat": 56.5, "lng": 185, "precision": "exact" } }),
            ("/point", "point.out-of-range"),
        ),
        (json!({ "point": { "lat": 56.5, "lng": 85 } }), ("/point", "value.type")),
        (json!({ "okved": "3109" }), ("/okved", "code.format")),
        (json!({}), ("", "request.empty")),
    ] {
        let mut details = details;
        details["described_on"] = json!("2015-06-30");
        assert_eq!(scene.post("details", &details).await.errors(), [expected]);
    }
}

#[tokio::test]
async fn a_member_that_stands_twice_in_a_name_or_a_number_is_refused_with_its_place() {
    let scene = scene().await;
    let ckr = "/api/v1/regions/RU-VLG/ckr".to_owned();
    let name = r#""ru": "А", "ru": "Б""#;
    let number = r#"{"ogrn": "1027700132195", "ogrn": "1027700132196"}"#;
    let kpp = r#""kpp": "701743001", "region": "RU-TOM""#;
    let form = r#""form": "merger", "on": "2015-11-01""#;
    for (at, body, place) in [
        (
            ckr,
            format!(r#"{{"organisation": {{{name}}}, "opened_on": "2015-01-01"}}"#),
            "/organisation/ru",
        ),
        (scene.at("branches"), format!(r#"{{"name": {{{name}}}, {kpp}}}"#), "/name/ru"),
        (scene.at("identifiers"), format!(r#"{{"identifier": {number}}}"#), "/identifier/ogrn"),
        (
            scene.at("identifiers/retirement"),
            format!(r#"{{"identifier": {number}, "until": "2015-11-01"}}"#),
            "/identifier/ogrn",
        ),
        (
            scene.at("succession"),
            format!(r#"{{"successor": {number}, {form}}}"#),
            "/successor/ogrn",
        ),
        (
            scene.at("succession"),
            format!(r#"{{"successor": "{}", "passing": [{number}], {form}}}"#, scene.other),
            "/passing/0/ogrn",
        ),
    ] {
        let post = axum::http::Method::POST;
        let refused = scene.officer.send(post, &at, &[], body.into_bytes()).await;
        assert_eq!(refused.errors(), [(place, "value.member-twice")], "{at}: {refused:?}");
    }
}
