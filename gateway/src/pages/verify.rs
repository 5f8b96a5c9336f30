//! «Проверить выписку»: a page that checks proofs and checkpoints in the reader's browser, and says
//! how to check them without it.
//!
//! The page is given words and the log's key as data; `verify.js` reads the file and sends nothing.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::actor::Role;
use registry_events::event::Event;
use registry_events::value::Language;

use super::answer::{CachePolicy, Page, rendered_plain};
use super::extract::{Number, shortened};
use super::frame::{Frame, localised};
use crate::http::appearance::Appearance;
use crate::http::origin::Origin;
use crate::http::query::parameter;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem};
use crate::words::entry_types::entry_type;
use crate::words::terms;

/// The page.
#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    frame: Frame,
    /// The log's key; none of a server that signs nothing.
    key: Option<String>,
    /// The registry's time zone, in which the script tells moments.
    zone: String,
    words: Vec<(String, String)>,
    /// What the script tells of an entry and its checkpoint, with the labels.
    details: Vec<(&'static str, String)>,
    program: &'static str,
    of_cases: &'static str,
}

impl Page for VerifyPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// The parameter that has the number of an extract.
const NUMBER: &str = "number";
/// Where the verifier in Python stands.
pub const PROGRAM: &str = "/verify/verify_log.py";
const PROGRAM_TEXT: &str = include_str!("../../../replay-tests/independent/verify_log.py");
/// Where its part for cases stands.
pub const OF_CASES: &str = "/verify/verify_case.py";
const OF_CASES_TEXT: &str = include_str!("../../../replay-tests/independent/verify_case.py");

/// What the script says: outcomes, sentences with parts, why something isn't shown.
const WORDS: [&str; 32] = [
    "holds",
    "wrong",
    "unchecked",
    "proof-holds",
    "extract-holds",
    "checkpoint-holds",
    "continuation-holds",
    "sealed",
    "refused-not-a-proof",
    "refused-not-an-extract",
    "refused-other-number",
    "refused-a-case",
    "refused-broken",
    "refused-alone",
    "refused-two-checkpoints",
    "refused-forked",
    "refused-key",
    "refused-no-ed25519",
    "refused-unsigned",
    "refused-signature",
    "refused-origin",
    "refused-no-entry",
    "refused-no-leaf",
    "refused-length",
    "refused-root",
    "refused-position",
    "refused-unread",
    "refused-unexpected",
    "refused-old-size",
    "refused-shrunk",
    "refused-rewritten",
    "role-unknown",
];
/// Details by the names the script has for them.
const DETAILS: [&str; 11] = [
    "position", "recorded", "stream", "version", "type", "role", "sealed", "origin", "old", "size",
    "root",
];
/// Parts of those sentences, which the script puts in for their names.
const PARTS: [(&str, &str); 7] = [
    ("number", "{number}"),
    ("position", "{position}"),
    ("moment", "{moment}"),
    ("size", "{size}"),
    ("old", "{old}"),
    ("bundle", "{bundle}"),
    ("id", "{id}"),
];
/// What a stream is about, by what its name begins with.
const STREAMS: [&str; 13] = [
    "access",
    "account",
    "application",
    "cluster",
    "enquiries",
    "expected",
    "identifier",
    "name",
    "organisation",
    "proposal",
    "region",
    "registry",
    "report",
];

/// `/verify`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    Origin(origin): Origin,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    if let Some(given) = parameter(&uri, NUMBER)? {
        let unknown = |_| Problem::new("extract.unknown").with(shortened(&given));
        let number = Number::typed(&given).map_err(unknown)?;
        let address = localised(language, &format!("/verify/{number}"));
        return Ok(Redirect::to(&address).into_response());
    }
    let frame = Frame::bare(&app, language, Appearance::of(&headers));
    let frame = frame.at(&uri, origin).for_reader(reader.0.clone());
    let page = VerifyPage {
        key: app.registry.provable().and_then(|own| own.key()).map(ToString::to_string),
        zone: app.registry.zone().iana_name().unwrap_or("UTC").to_owned(),
        words: words(&frame),
        details: details(&frame),
        program: PROGRAM,
        of_cases: OF_CASES,
        frame,
    };
    rendered_plain(&page, &reader)
}

fn details(frame: &Frame) -> Vec<(&'static str, String)> {
    DETAILS.map(|name| (name, frame.say(&format!("verify-of-{name}")))).into()
}

fn words(frame: &Frame) -> Vec<(String, String)> {
    let said =
        |word: &&str| (word.to_string(), frame.words.say_with(&format!("verify-{word}"), &PARTS));
    let role = |role: Role| {
        (format!("role-{}", role.key()), terms::role(role).get(frame.language).to_owned())
    };
    let stream = |kind: &&str| said(&format!("stream-{kind}").as_str());
    let entry = |(name, _): (&str, u16)| {
        let named = entry_type(name)?.get(frame.language).to_owned();
        Some((format!("type-{name}"), named))
    };
    let of_ours = Role::ALL.into_iter().map(role);
    let of_entries = STREAMS.iter().map(stream).chain(Event::types().into_iter().filter_map(entry));
    WORDS.iter().map(said).chain(of_ours).chain(of_entries).collect()
}

/// `/verify/verify_log.py`: the verifier that shares no code with the registry.
pub async fn program() -> Response {
    file("attachment; filename=\"verify_log.py\"", PROGRAM_TEXT)
}

/// `/verify/verify_case.py`: its part for cases, which has to stand beside it.
pub async fn of_cases() -> Response {
    file("attachment; filename=\"verify_case.py\"", OF_CASES_TEXT)
}

fn file(disposition: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/x-python; charset=utf-8"),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
