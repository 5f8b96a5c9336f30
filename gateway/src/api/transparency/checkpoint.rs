//! The last signed checkpoint, and the key to check it with.

use axum::extract::State;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_events::transparency::tree::TreeHead;

use super::{provable, signed, text_headers};
use crate::http::{App, Problem};

/// The last signed checkpoint: a signed note with the log's size and root.
#[utoipa::path(get, path = "/log/checkpoint", tag = "transparency",
    responses(
        (status = 200, body = String, content_type = "text/plain",
         description = "A checkpoint as C2SP tlog-checkpoint has it"),
        (status = 404, description = "This server signs nothing"),
        (status = 503, description = "Nothing is signed yet, or the log isn't what was signed"),
    ))]
pub(super) async fn checkpoint(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (_, last) = signed(&app)?;
    let tag = tag(last.head());
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let tagged = [(ETAG, HeaderValue::from_str(&tag).map_err(|error| Problem::fault(&error))?)];
    if known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag)) {
        return Ok((StatusCode::NOT_MODIFIED, tagged, text_headers()).into_response());
    }
    Ok((tagged, text_headers(), last.note.clone()).into_response())
}

/// The size alone would do, unless the log is another one the next time.
fn tag(head: TreeHead) -> String {
    format!("\"{}-{}\"", head.size, head.root)
}

/// The key that checkpoints are checked with, as `NAME+ID+BASE64`.
///
/// A key from the same server shows nothing against that server: compare it with one published
/// elsewhere.
#[utoipa::path(get, path = "/log/key", tag = "transparency",
    responses(
        (status = 200, body = String, content_type = "text/plain",
         description = "A verifier key as C2SP signed-note has it"),
        (status = 404, description = "This server signs nothing"),
    ))]
pub(super) async fn key(State(app): State<App>) -> Result<Response, Problem> {
    let key = provable(&app)?.key().ok_or_else(|| Problem::new("log.not-signed"))?;
    Ok((text_headers(), format!("{key}\n")).into_response())
}
