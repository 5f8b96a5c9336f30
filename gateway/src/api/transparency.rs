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
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::ReadError;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::tree::{Tree, leaf_hash};
use tower_http::set_header::SetResponseHeaderLayer;
use tracing::error;
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
pub(crate) fn provable(app: &App) -> Result<&Arc<Provable>, Problem> {
    let unsigned = || Problem::new("log.not-signed");
    let provable = app.registry.provable().ok_or_else(unsigned)?;
    match provable.standing().reason() {
        None => Ok(provable),
        Some(_) => Err(Problem::new("log.not-as-signed")),
    }
}

/// Entries of the log from a position on, each held against the tree: what is damaged on the disk or
/// on its way isn't handed out under a checkpoint that covers something else.
async fn entries(
    app: &App,
    provable: &Provable,
    from: Position,
    limit: usize,
) -> Result<Vec<Entry>, Problem> {
    let entries = app.registry.log().read(from, limit).await.map_err(|error| match error {
        ReadError::Damaged { position, .. } => damaged(position, &error),
        ReadError::Unavailable(_) => Problem::fault(&error),
    })?;
    let tree = provable.tree();
    // The last position has none behind it: positions are counted where there is an entry.
    let mut placed = entries.iter().zip((from.0..).map(Position));
    placed.try_for_each(|(entry, position)| held(&tree, position, entry))?;
    Ok(entries)
}

/// Holds an entry against the tree; of one that isn't in it yet nothing is signed either.
fn held(tree: &Tree, position: Position, entry: &Entry) -> Result<(), Problem> {
    match tree.leaf(position.0) {
        Some(leaf) if leaf != leaf_hash(&entry.bytes) => {
            Err(damaged(position, &"its hash isn't the tree's"))
        }
        _ => Ok(()),
    }
}

pub(crate) fn damaged(position: Position, reason: &dyn std::fmt::Display) -> Problem {
    error!(position = position.0, "the entry at position {position} is damaged: {reason}");
    Problem::new("log.entry-damaged").with(position)
}

/// The log and its last checkpoint, once there is one.
fn signed(app: &App) -> Result<(&Arc<Provable>, Arc<SignedCheckpoint>), Problem> {
    let provable = provable(app)?;
    let last = provable.last().ok_or_else(|| Problem::new("proof.not-ready").retry_after(1))?;
    Ok((provable, last))
}
