//! Whether the server lives, and whether it should be sent requests.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use registry_events::ids::Position;
use serde::Serialize;
use utoipa::ToSchema;

use super::App;
use super::body::Json;
use crate::transparency::Provable;

/// How old an entry may be that isn't signed yet; signed it is within a second.
const UNSIGNED_MAX: SignedDuration = SignedDuration::from_secs(5);

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `live`, `ready` or `not_ready`.
    status: &'static str,
    /// Why it isn't ready: `follower_halted`, `log_unreadable`, `log_read_only`, `views_behind`,
    /// `private_store_missing`; of a log that isn't signed on `signed_checkpoints_missing`,
    /// `signing_lost`, `log_behind_checkpoint`, `log_differs_from_checkpoint`, `log_not_as_noted`;
    /// `signing_failed`, `checkpoint_behind`.
    reasons: Vec<&'static str>,
    /// Of a log that isn't signed on: what is wrong and what its operator does about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
    /// Whether everything in this registry is invented.
    demonstration: bool,
}

/// The process answers.
#[utoipa::path(get, path = "/health/live", tag = "operations",
    responses((status = 200, body = Health)))]
pub(super) async fn live(State(app): State<App>) -> Json<Health> {
    let demonstration = app.is_demonstration();
    Json(Health { status: "live", reasons: Vec::new(), advice: None, demonstration })
}

/// The log can be read and written, and the views have caught up with it.
#[utoipa::path(get, path = "/health/ready", tag = "operations",
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(super) async fn ready(State(app): State<App>) -> Response {
    let reasons = reasons(&app).await;
    let demonstration = app.is_demonstration();
    let (status, word) = match reasons.as_slice() {
        [] => (StatusCode::OK, "ready"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "not_ready"),
    };
    let advice = app.registry.provable().and_then(|provable| provable.standing().reason());
    (status, Json(Health { status: word, reasons, advice, demonstration })).into_response()
}

async fn reasons(app: &App) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    if app.registry.published().halted().is_some() {
        reasons.push("follower_halted");
    }
    if app.readiness.is_read_only() {
        reasons.push("log_read_only");
    }
    if let Some(provable) = app.registry.provable() {
        reasons.extend(of_signing(app, provable).await);
    }
    if !app.registry.tokens().are_kept().await {
        reasons.push("private_store_missing");
    }
    match app.registry.log().head().await {
        Err(_) => reasons.push("log_unreadable"),
        Ok(head) if app.views().position() >= head.last() => app.readiness.catch_up(),
        // Once caught up, a busy writer is always a little ahead, and that is well.
        Ok(_) if app.readiness.has_caught_up() => {}
        Ok(_) => reasons.push("views_behind"),
    }
    reasons
}

/// What is wrong with the signing of the log.
async fn of_signing(app: &App, provable: &Provable) -> Vec<&'static str> {
    if let Some(word) = provable.standing().word() {
        return vec![word];
    }
    let mut reasons = Vec::new();
    if provable.failure().is_some() {
        reasons.push("signing_failed");
    }
    if is_behind(app, provable).await {
        reasons.push("checkpoint_behind");
    }
    reasons
}

/// Whether the first entry that isn't signed has waited for too long.
async fn is_behind(app: &App, provable: &Provable) -> bool {
    let signed = provable.last().map_or(0, |last| last.head().size);
    // What can't be read is told by other words.
    let Ok(unsigned) = app.registry.log().read(Position(signed), 1).await else { return false };
    let recorded = unsigned.first().and_then(|entry| entry.decode().ok());
    recorded
        .is_some_and(|entry| app.registry.now().duration_since(entry.recorded_at) > UNSIGNED_MAX)
}
