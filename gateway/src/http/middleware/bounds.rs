//! Bounds of work: how many requests at once, how long each, and a panic that stays its own.

use std::any::Any;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use tracing::error;

use crate::http::body::Arrival;
use crate::http::{App, Problem};

const RETRY_AFTER_SECONDS: u64 = 2;

/// Waits for a place, then works, both for a bounded time.
///
/// A write that is cut off here may be recorded all the same; its caller repeats it with the same
/// `Idempotency-Key`.
pub(super) async fn bound(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Ok(Ok(_place)) = timeout(app.settings.patience, app.places.acquire()).await else {
        return Problem::new("server.busy").retry_after(RETRY_AFTER_SECONDS).into_response();
    };
    let arrival = Arrival::default();
    request.extensions_mut().insert(arrival.clone());
    match timeout(app.settings.request_timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) if arrival.is_under_way() => too_slow(&app).into_response(),
        Err(_) => Problem::new("server.timeout").retry_after(RETRY_AFTER_SECONDS).into_response(),
    }
}

/// What is left of the body isn't waited for, so nothing more can be asked on this connection.
fn too_slow(app: &App) -> Problem {
    let seconds = app.settings.request_timeout.as_secs();
    Problem::new("body.too-slow")
        .with(seconds)
        .header(CONNECTION, HeaderValue::from_static("close"))
}

/// A handler that panics is a fault of ours; the next request is served.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(super) fn on_panic(panic: Box<dyn Any + Send>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref().copied()).unwrap_or("without words");
    error!(panic = words, "a handler panicked: {words}");
    Problem::new("server.fault").into_response()
}
