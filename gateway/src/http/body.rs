//! Bodies: JSON read strictly into a type, every refusal with a pointer into what was sent.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_path_to_error::Segment;

use super::answer::JSON;
use super::header::only;
use super::problem::Broken;
use super::{App, BODY_BYTES_MAX, Problem};

/// A JSON body: a request's is read into a type, which refuses members it doesn't know; an answer's
/// is written.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match sonic_rs::to_vec(&self.0) {
            Ok(bytes) => ([(CONTENT_TYPE, JSON)], bytes).into_response(),
            Err(error) => Problem::fault(&error).into_response(),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        read(&json_bytes(request, app).await?).map(Self)
    }
}

/// The whole body, bounded.
///
/// # Errors
/// 413 when it is too large, 400 when it breaks off; 408 is answered from outside, see [`Arrival`].
pub async fn bytes(request: Request<Body>, app: &App) -> Result<Bytes, Problem> {
    bytes_up_to(request, app, BODY_BYTES_MAX).await
}

/// As [`bytes`], where a route takes a larger body; its layer bounds it.
///
/// # Errors
/// As [`bytes`].
pub async fn bytes_up_to(
    request: Request<Body>,
    app: &App,
    bytes_max: usize,
) -> Result<Bytes, Problem> {
    if is_said_to_be_too_large(&request, bytes_max) {
        return Err(too_large(bytes_max));
    }
    let arrival = request.extensions().get::<Arrival>().cloned().unwrap_or_default();
    arrival.begins();
    let bytes = Bytes::from_request(request, app).await;
    arrival.ends();
    bytes.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(bytes_max),
        _ => Problem::new("body.incomplete"),
    })
}

/// Whether its own header says so. A body that isn't read isn't asked for by `100 Continue` either.
fn is_said_to_be_too_large(request: &Request<Body>, bytes_max: usize) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).is_some_and(|bytes: usize| bytes > bytes_max)
}

pub(super) fn too_large(bytes_max: usize) -> Problem {
    Problem::new("body.too-large").with(bytes_max)
}

/// The whole body of a request that says it is JSON; one without a body needn't say anything.
///
/// # Errors
/// As [`bytes`], and 415.
pub async fn json_bytes(request: Request<Body>, app: &App) -> Result<Bytes, Problem> {
    let content_type = only(request.headers(), &CONTENT_TYPE)?;
    let is_json = content_type.is_some_and(is_json);
    let bytes = bytes(request, app).await?;
    if bytes.is_empty() || is_json {
        return Ok(bytes);
    }
    Err(Problem::new("body.media-type").header(ACCEPT, HeaderValue::from_static(JSON)))
}

/// Whether a body is said to be JSON, whatever parameters the media type has.
fn is_json(content_type: &HeaderValue) -> bool {
    let given = content_type.to_str().unwrap_or_default();
    let media_type = given.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(JSON)
}

/// Whether a request's body is still on its way, so that a request that took too long can be told
/// whose time ran out: the caller's or ours.
#[derive(Debug, Clone, Default)]
pub struct Arrival(Arc<AtomicBool>);

impl Arrival {
    pub(super) fn begins(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn ends(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether the body hasn't arrived whole.
    pub(super) fn is_under_way(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Reads a JSON object into a type.
///
/// # Errors
/// 400: `json.malformed` for what isn't JSON, `json.shape` for what isn't this type.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    let Object(read) = read.map_err(|error| {
        let pointer = pointer(error.path());
        broken(pointer, &error.into_inner(), bytes)
    })?;
    deserializer.end().map_err(|error| broken(String::new(), &error, bytes))?;
    Ok(read)
}

/// A JSON object read into a type; serde alone would read an array of its members as well.
#[derive(Debug, Clone)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadObject(PhantomData)).map(Self)
    }
}

struct ReadObject<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ReadObject<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// The bytes as they are compared: with members in order and no white space, when they are JSON.
pub fn canonical(bytes: &[u8]) -> Vec<u8> {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    value.and_then(|value| serde_json::to_vec(&value).ok()).unwrap_or_else(|| bytes.to_vec())
}

/// The parser calls some of what is JSON and only of another type malformed, such as null for a word.
fn broken(pointer: String, error: &serde_json::Error, bytes: &[u8]) -> Problem {
    let is_json = || serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    let broken = if error.is_data() || is_json() {
        let words = error.to_string();
        let expected = EXPECTED.iter().find(|(start, _)| words.contains(start));
        Broken::new(pointer, "json.shape").with(expected.map_or("other", |(_, shape)| shape))
    } else {
        let place = Broken::new(pointer, "json.malformed");
        place.with(error.line()).with(error.column())
    };
    broken.into()
}

/// By which of the parser's words it is known what was expected; told in words of ours.
const EXPECTED: [(&str, &str); 16] = [
    ("unknown field", "no-such-member"),
    ("missing field", "member-missing"),
    ("duplicate field", "member-twice"),
    ("unknown variant", "no-such-word"),
    ("expected a string", "text"),
    ("expected string", "text"),
    ("expected a sequence", "list"),
    ("expected an object", "object"),
    ("expected struct", "object"),
    ("expected a map", "object"),
    ("expected a boolean", "flag"),
    ("expected u", "number"),
    ("expected i", "number"),
    ("expected f", "number"),
    ("expected value", "word"),
    ("enum", "word"),
];

/// The place as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            Segment::Map { key } => pointer.extend(["/", &escaped(key)]),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// A member's name as a piece of a JSON pointer.
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
