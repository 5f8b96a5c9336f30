//! From a page to an answer: rendered, tagged, with its cache policy.

use askama::Template;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use registry_events::ids::Position;

use crate::http::signed_in::Reader;
use crate::http::{App, Problem, Reading};

const HTML: &str = "text/html; charset=utf-8";

/// How long a browser or a cache between may keep an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// It may be kept, and must be asked for again each time: what views show.
    Revalidate,
    /// Nobody keeps it: it is for who asked alone.
    Private,
    /// For good: its address has the digest of its content.
    Immutable,
}

impl CachePolicy {
    /// The policy as a header.
    pub const fn header(self) -> HeaderValue {
        match self {
            Self::Revalidate => HeaderValue::from_static("no-cache"),
            Self::Private => HeaderValue::from_static("private, no-store"),
            Self::Immutable => HeaderValue::from_static("public, max-age=31536000, immutable"),
        }
    }
}

/// A page with its template.
pub trait Page: Template {
    /// How long it may be kept.
    const CACHE: CachePolicy;
}

/// The page that was rendered for this very address, moment and look, or 304; none when it must be
/// made, and for who is signed in: their page names them, and is nobody else's.
pub fn kept(app: &App, reading: &Reading, shown: Option<Position>, uri: &Uri) -> Option<Response> {
    if reading.reader.is_some() {
        return None;
    }
    let tag = reading.tag(shown);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Some(unchanged);
    }
    let bytes = app.kept.get(&resource(reading, uri), &tag, HTML)?;
    Some(reading.bytes(&tag, HTML, bytes))
}

/// Renders a page and keeps its bytes until what it shows changes.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn keep<P: Page>(
    app: &App,
    reading: &Reading,
    shown: Option<Position>,
    uri: &Uri,
    page: &P,
) -> Result<Response, Problem> {
    if reading.reader.is_some() {
        return rendered_for_reader(page);
    }
    let tag = reading.tag(shown);
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    let bytes = Bytes::from(html);
    app.kept.put(&resource(reading, uri), &tag, HTML, bytes.clone());
    let mut response = reading.bytes(&tag, HTML, bytes);
    response.headers_mut().insert(CACHE_CONTROL, P::CACHE.header());
    Ok(response)
}

/// What a page is kept under: its address with that of the site, and how it looks; its language
/// stands in the tag.
fn resource(reading: &Reading, uri: &Uri) -> String {
    let origin = reading.origin.as_deref().unwrap_or_default();
    format!("page {origin} {uri} {}", reading.appearance.value())
}

/// Renders a page that shows nothing recorded.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn rendered_plain<P: Page>(page: &P, reader: &Reader) -> Result<Response, Problem> {
    if reader.0.is_some() {
        return rendered_for_reader(page);
    }
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    Ok(([(CACHE_CONTROL, P::CACHE.header())], Html(html)).into_response())
}

/// Renders a page that isn't whole yet: nobody keeps it.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn rendered_once<P: Page>(page: &P) -> Result<Response, Problem> {
    rendered_for_reader(page)
}

/// Renders a page for everybody as one person sees it: nobody keeps it.
fn rendered_for_reader<P: Page>(page: &P) -> Result<Response, Problem> {
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    Ok(([(CACHE_CONTROL, CachePolicy::Private.header())], Html(html)).into_response())
}

/// Renders a page of a form that was sent and has to be corrected.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn to_correct<P: Page>(page: &P) -> Result<Response, Problem> {
    let mut response = rendered_privately(page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Renders a page for who asked alone.
///
/// # Errors
/// A fault when it can't be rendered.
pub fn rendered_privately<P: Page>(page: &P) -> Result<Response, Problem> {
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    let vary = HeaderValue::from_static("Authorization, Accept-Language");
    Ok(([(CACHE_CONTROL, P::CACHE.header()), (VARY, vary)], Html(html)).into_response())
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
    if reading.reader.is_some() {
        return rendered_for_reader(page);
    }
    let tag = reading.tag(shown);
    let html = page.render().map_err(|error| Problem::fault(&error))?;
    let mut response = reading.bytes(&tag, HTML, Bytes::from(html));
    response.headers_mut().insert(CACHE_CONTROL, P::CACHE.header());
    Ok(response)
}
