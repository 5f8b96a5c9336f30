//! The trace of a request: an id that stands in the journal and in every problem, and one line when
//! it is answered. Neither tokens, nor addresses, nor anything of a body is written.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::{Instrument, info, info_span};

use crate::http::App;

const HEADER: HeaderName = HeaderName::from_static("trace-id");

/// Names one request in the journal.
#[derive(Debug, Clone)]
pub(super) struct TraceId(pub(super) String);

pub(super) async fn trace(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let trace_id = continued(&request).unwrap_or_else(|| fresh(&app));
    let span = info_span!("request", trace_id, method = %request.method(), route = route(&request));
    request.extensions_mut().insert(TraceId(trace_id.clone()));
    answered(request, next, &trace_id).instrument(span).await
}

async fn answered(request: Request, next: Next, trace_id: &str) -> Response {
    let (method, route) = (request.method().clone(), route(&request).to_owned());
    let began = Instant::now();
    let mut response = next.run(request).await;
    let (status, took_ms) = (response.status().as_u16(), began.elapsed().as_millis());
    info!(status, took_ms, "{method} {route} answered {status} after {took_ms} ms");
    if let Ok(value) = HeaderValue::from_str(trace_id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The route's pattern: an address itself may name an application, which is nobody's business.
fn route(request: &Request) -> &str {
    request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str)
}

/// The trace id of a W3C `traceparent`, so that a caller finds its own request again.
fn continued(request: &Request) -> Option<String> {
    let header = request.headers().get("traceparent")?.to_str().ok()?;
    let id = header.split('-').nth(1)?;
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (id.len() == 32 && id.bytes().all(hex)).then(|| id.to_owned())
}

fn fresh(app: &App) -> String {
    let random: [u8; 16] = app.registry.entropy().array();
    format!("{:032x}", u128::from_be_bytes(random))
}
