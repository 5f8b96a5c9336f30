//! Tiles of the tree and bundles of entries: full ones never change and may be kept for ever.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use registry_events::ids::Position;
use registry_events::transparency::tile::{Bundle, TilePath, hashes_to_bytes};
use registry_events::transparency::tree::TILE_WIDTH;

use super::signed;
use crate::http::path::Path;
use crate::http::{App, Problem};

/// Nothing of a full tile ever changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A partial tile doesn't change either, and soon nobody asks for it.
const FOR_A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=300");

pub(super) async fn tile(
    State(app): State<App>,
    Path(path): Path<String>,
) -> Result<Response, Problem> {
    let tile: TilePath =
        format!("tile/{path}").parse().map_err(|_| Problem::new("tile.path-malformed"))?;
    let size = signed(&app)?.1.head().size;
    if !is_signed(tile, size) {
        return Err(no_such_tile());
    }
    let bytes = match tile {
        TilePath::Hashes { level, index, width } => hashes(&app, level, index, width)?,
        TilePath::Entries { index, .. } => entries(&app, index, tile.width()).await?,
    };
    let kept = if tile.width() == TILE_WIDTH { FOR_EVER } else { FOR_A_WHILE };
    let media_type = HeaderValue::from_static("application/octet-stream");
    Ok(([(CONTENT_TYPE, media_type), (CACHE_CONTROL, kept)], bytes).into_response())
}

/// Whether all of a tile lies within a tree of a size.
fn is_signed(tile: TilePath, size: u64) -> bool {
    let (level, index) = match tile {
        TilePath::Hashes { level, index, .. } => (u32::from(level), index),
        TilePath::Entries { index, .. } => (0, index),
    };
    // A row above the eighth has one hash at most of 2⁶⁴ leaves, and no log has as many.
    let hashes = size.checked_shr(8 * level).unwrap_or(0);
    let end = index
        .checked_mul(TILE_WIDTH as u64)
        .and_then(|start| start.checked_add(tile.width() as u64));
    end.is_some_and(|end| end <= hashes)
}

fn hashes(app: &App, level: u8, index: u64, width: Option<u8>) -> Result<Vec<u8>, Problem> {
    let (provable, _) = signed(app)?;
    let tree = provable.tree();
    tree.tile(level, index, width).map(hashes_to_bytes).ok_or_else(no_such_tile)
}

async fn entries(app: &App, index: u64, width: usize) -> Result<Vec<u8>, Problem> {
    let first = Position(index.saturating_mul(TILE_WIDTH as u64));
    let entries = super::entries(app, signed(app)?.0, first, width).await?;
    if entries.len() != width {
        return Err(no_such_tile());
    }
    let bundle = Bundle { entries: entries.iter().map(|entry| &*entry.bytes).collect() };
    bundle.encode().map_err(|error| Problem::fault(&error))
}

fn no_such_tile() -> Problem {
    Problem::new("not-found").with("tile")
}
