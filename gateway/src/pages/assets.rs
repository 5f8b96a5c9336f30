//! Files that pages load; each address has the digest of its content.

use std::sync::LazyLock;

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::answer::CachePolicy;
use crate::http::Problem;
use crate::http::path::Path;

const PLAIN: &str = include_str!("../../assets/plain.css");
/// How many characters of the digest an address has.
const DIGEST_CHARACTERS: usize = 16;

static PLAIN_NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = blake3::hash(PLAIN.as_bytes()).to_hex();
    format!("plain.{}.css", &digest[..DIGEST_CHARACTERS])
});

/// The address of the style sheet.
pub fn stylesheet() -> String {
    format!("/assets/{}", *PLAIN_NAME)
}

/// An asset by its name.
pub async fn asset(Path(file): Path<String>) -> Result<Response, Problem> {
    if file != *PLAIN_NAME {
        return Err(Problem::new("path.unknown").with(format!("/assets/{file}")));
    }
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (CACHE_CONTROL, CachePolicy::Immutable.header()),
    ];
    Ok((headers, PLAIN).into_response())
}
