//! What outsiders prove the log with: checkpoints, tiles and entries under `/log/` as C2SP
//! `tlog-tiles` has them, proofs in the API.
//!
//! All of it is public and the same for everybody, so that pages of other sites may read it too; none
//! of it goes beyond the last signed checkpoint.

mod checkpoint;
mod consistency;
pub mod proof;
mod tiles;

use std::sync::Arc;

use axum::Router;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::routing::get;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::{App, Problem};
use crate::transparency::Provable;

/// The routes that stand in the OpenAPI document.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(checkpoint::checkpoint))
        .routes(routes!(checkpoint::key))
        .routes(routes!(proof::proof))
        .routes(routes!(consistency::consistency))
        .layer(for_every_site())
}

/// The tiles, whose addresses the specification of tiles describes.
pub fn tiles() -> Router<App> {
    Router::new().route("/log/tile/{*path}", get(tiles::tile)).layer(for_every_site())
}

fn for_every_site() -> SetResponseHeaderLayer<HeaderValue> {
    let all = HeaderValue::from_static("*");
    SetResponseHeaderLayer::overriding(ACCESS_CONTROL_ALLOW_ORIGIN, all)
}

/// A text for programs; whoever keeps it asks whether it is still the last.
fn text_headers() -> [(HeaderName, HeaderValue); 2] {
    [
        (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ]
}

/// The log of a server that has a key and whose log continues what was signed.
///
/// # Errors
/// A log that isn't signed, or isn't what was signed.
pub(super) fn provable(app: &App) -> Result<&Arc<Provable>, Problem> {
    let unsigned = || Problem::new("log.not-signed");
    let provable = app.registry.provable().ok_or_else(unsigned)?;
    match provable.standing().reason() {
        None => Ok(provable),
        Some(_) => Err(Problem::new("log.not-as-signed")),
    }
}

/// The log and its last checkpoint, once there is one.
fn signed(app: &App) -> Result<(&Arc<Provable>, Arc<SignedCheckpoint>), Problem> {
    let provable = provable(app)?;
    let last = provable.last().ok_or_else(|| Problem::new("proof.not-ready").retry_after(1))?;
    Ok((provable, last))
}
