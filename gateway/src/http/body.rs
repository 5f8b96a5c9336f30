//! Bodies: JSON read strictly into a type, every refusal with a pointer into what was sent.

use std::fmt;
use std::marker::PhantomData;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_path_to_error::Segment;

use super::problem::Broken;
use super::{App, BODY_BYTES_MAX, Problem};

/// A JSON body: a request's is read into a type, which refuses members it doesn't know; an answer's
/// is written.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => ([(CONTENT_TYPE, "application/json")], bytes).into_response(),
            Err(error) => Problem::fault(&error).into_response(),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        read(&bytes(request, app).await?).map(Self)
    }
}

/// The whole body, bounded.
///
/// # Errors
/// 413 when it is too large, 400 when it breaks off.
pub async fn bytes(request: Request<Body>, app: &App) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new("body.too-large").with(BODY_BYTES_MAX),
            _ => Problem::new("body.incomplete"),
        }
    })
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
        broken(pointer, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| broken(String::new(), &error))?;
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

fn broken(pointer: String, error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let broken = if error.is_data() {
        let words = words.split(" at line ").next().unwrap_or_default().to_owned();
        Broken::new(pointer, "json.shape").with(words)
    } else {
        let place = Broken::new(pointer, "json.malformed");
        place.with(error.line()).with(error.column())
    };
    broken.into()
}

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
