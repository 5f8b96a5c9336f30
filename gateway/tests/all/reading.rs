//! What a read sees: `as_of`, `at_least`, tags and kept bytes, over a route made for the test.

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::{Method, Request};
use axum::response::Response;
use axum::routing::get;
use registry_gateway::http::{App, Problem, Reading};
use serde_json::json;

use crate::support::{Answer, Client, TestApp};

async fn shown(State(app): State<App>, reading: Reading) -> Result<Response, Problem> {
    let at = reading.at.map(|at| at.0);
    let instant = reading.instant.strftime("%FT%TZ").to_string();
    let resource = format!("test {:?}", reading.as_of);
    reading.kept_json(&app, &resource, reading.at, || Ok(json!({ "at": at, "instant": instant })))
}

/// A client of a router with the one route; problems keep their extensions only.
async fn read(app: &TestApp, query: &str) -> Answer {
    let router = Router::new().route("/", get(shown)).with_state(app.app.clone());
    Client::new(router, None).get(&format!("/?{query}")).await
}

/// The code of a refusal, whose words the middleware would write.
async fn refused(app: &TestApp, query: &str) -> (u16, &'static str) {
    let request = Request::builder().uri(format!("/?{query}")).body(()).unwrap();
    let (mut parts, ()) = request.into_parts();
    let reading = Reading::from_request_parts(&mut parts, &app.app).await;
    let problem = match reading {
        Ok(reading) => panic!("read at {:?}", reading.at),
        Err(problem) => problem,
    };
    (problem.status().as_u16(), problem.code())
}

#[tokio::test]
async fn a_day_an_instant_and_a_position_lead_to_what_was_recorded_by_then() {
    let app = TestApp::new().await;
    let opened = app.events().await - 1;
    app.set_time("2015-12-02T20:59:59.5Z");
    app.officer().await;
    app.set_time("2015-12-05T09:00:00Z");
    app.officer().await;
    let last = app.events().await - 1;

    for (query, at, instant) in [
        ("", Some(last), "2015-12-05T09:00:00Z"),
        ("as_of=2015-12-01", Some(opened), "2015-12-01T20:59:59Z"),
        // The day ends at midnight of Moscow, its last half second included.
        ("as_of=2015-12-02", Some(opened + 2), "2015-12-02T20:59:59Z"),
        ("as_of=2015-12-05", Some(last), "2015-12-05T09:00:00Z"),
        ("as_of=2015-12-01T09:00:00Z", Some(opened), "2015-12-01T09:00:00Z"),
        ("as_of=2015-12-01T12:00:00%2B03:00", Some(opened), "2015-12-01T09:00:00Z"),
        ("as_of=2015-11-30", None, "2015-11-30T20:59:59Z"),
        // A commit is recorded as a whole.
        ("as_of=position:1", Some(opened), "2015-12-01T09:00:00Z"),
        (&format!("as_of=position:{opened}"), Some(opened), "2015-12-01T09:00:00Z"),
    ] {
        let answer = read(&app, query).await;
        assert_eq!(answer.body, json!({ "at": at, "instant": instant }), "{query}");
    }
}

#[tokio::test]
async fn the_future_and_what_lies_past_the_head_are_refused() {
    let app = TestApp::new().await;
    let next = app.events().await;
    for (query, code) in [
        ("as_of=2015-12-02", "as-of.in-future"),
        ("as_of=9999-12-31", "as-of.in-future"),
        ("as_of=2015-12-01T09:00:01Z", "as-of.in-future"),
        (&format!("as_of=position:{next}"), "as-of.past-head"),
        ("as_of=yesterday", "as-of.malformed"),
        ("at_least=soon", "at-least.malformed"),
    ] {
        assert_eq!(refused(&app, query).await, (422, code), "{query}");
    }
}

#[tokio::test]
async fn a_read_that_waits_in_vain_is_told_to_come_back() {
    let app = TestApp::new().await;
    let next = app.events().await;
    assert_eq!(refused(&app, &format!("at_least={next}")).await, (503, "views.not-yet"));
    let answer = read(&app, &format!("at_least={}", next - 1)).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn an_answer_the_caller_has_is_not_sent_again_until_a_position_moves() {
    let app = TestApp::new().await;
    let first = read(&app, "").await;
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with("W/\"") && tag.ends_with("-ru\""), "{tag}");
    assert_eq!(first.header("vary"), Some("Accept-Language"));

    let router = Router::new().route("/", get(shown)).with_state(app.app.clone());
    let client = Client::new(router, None);
    let again = async |tag: &str, query: &str| {
        client.send(Method::GET, query, &[("if-none-match", tag)], Vec::new()).await.status
    };
    assert_eq!(again(&tag, "/").await, 304);
    assert_eq!(again(&tag, "/?lang=en").await, 200);
    app.account().await;
    assert_eq!(again(&tag, "/").await, 200);
}
