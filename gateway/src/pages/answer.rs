//! From a page to an answer: rendered, tagged, with its cache policy.

use askama::Template;
use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use registry_events::ids::Position;

use crate::http::{Problem, Reading};

const HTML: &str = "text/html; charset=utf-8";

/// How long a browser or a cache between may keep an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// It may be kept, and must be asked for again each time: what views show.
    Revalidate,
    /// For good: its address has the digest of its content.
    Immutable,
}

impl CachePolicy {
    /// The policy as a header.
    pub const fn header(self) -> HeaderValue {
        match self {
            Self::Revalidate => HeaderValue::from_static("no-cache"),
            Self::Immutable => HeaderValue::from_static("public, max-age=31536000, immutable"),
        }
    }
}

/// A page with its template.
pub trait Page: Template {
    /// How long it may be kept.
    const CACHE: CachePolicy;
}

/// Renders a page that shows events up to a position, unless the browser has it already.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn rendered<P: Page>(
    reading: &Reading,
    shown: Option<Position>,
    page: &P,
) -> Result<Response, Problem> {
    let tag = reading.tag(shown);
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    let mut response = reading.bytes(&tag, HTML, Bytes::from(html));
    response.headers_mut().insert(CACHE_CONTROL, P::CACHE.header());
    Ok(response)
}
