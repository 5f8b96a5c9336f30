//! `Idempotency-Key`: the same key and body of one account is the same request.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;

use super::header::only;
use super::{App, Problem};

/// The longest key, in bytes.
pub const KEY_BYTES_MAX: usize = 200;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The key of a request, when it came with one.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let Some(given) = only(&parts.headers, &IDEMPOTENCY_KEY)? else { return Ok(Self(None)) };
        let malformed = || Problem::new("idempotency-key.malformed").with(KEY_BYTES_MAX);
        let key = given.to_str().map_err(|_| malformed())?.trim();
        if key.is_empty() || key.len() > KEY_BYTES_MAX {
            return Err(malformed());
        }
        Ok(Self(Some(key.into())))
    }
}
