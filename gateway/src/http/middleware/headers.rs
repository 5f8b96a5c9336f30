//! Headers of every answer: how far the views are, whether the data are invented, and what a browser
//! may do with the answer. A handler that sets one itself keeps it.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::App;
use crate::http::origin::PublicUrl;
use crate::http::reading::Shown;

/// How far the views are.
const POSITION: HeaderName = HeaderName::from_static("registry-position");
/// Whether the data are invented, where the body can't say it.
const DEMONSTRATION: HeaderName = HeaderName::from_static("registry-demonstration");

/// A page may load style, script, pictures and fonts of our own, and send forms to us: nothing else.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Data load nothing.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

pub(super) async fn add(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let shown = Shown::default();
    request.extensions_mut().insert(shown.clone());
    let mut response = next.run(request).await;
    let position = shown.or_else(|| app.views().position());
    // A browser takes the headers of such an answer over into the page that it kept.
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if let Some(position) = position {
        set(headers, POSITION, HeaderValue::from(position.0));
    }
    if !is(headers, "json") {
        let demonstration = if app.is_demonstration() { "true" } else { "false" };
        set(headers, DEMONSTRATION, HeaderValue::from_static(demonstration));
    }
    if is(headers, "text/html") {
        // The frame of a page names its reader, and looks as they chose.
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
    if !unchanged {
        let policy = if is(headers, "text/html") { PAGE_POLICY } else { DATA_POLICY };
        set(headers, CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        set(headers, CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if app.settings.public_url.as_ref().is_some_and(PublicUrl::is_https) {
        set(headers, STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    set(headers, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(headers, REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

fn is(headers: &HeaderMap, media_type: &str) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| given.contains(media_type))
}
