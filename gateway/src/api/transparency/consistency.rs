//! The proof that the log only grew since a checkpoint that somebody kept.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use registry_events::transparency::proof::ConsistencyProof;

use super::{signed, text_headers};
use crate::http::path::{Decimal, Path};
use crate::http::{App, Problem};

/// The proof that the last checkpoint continues one of an older size.
#[utoipa::path(get, path = "/api/v1/checkpoints/{size}/consistency", tag = "transparency",
    params(("size" = u64, Path, description = "The size in the older checkpoint")),
    responses(
        (status = 200, body = String, content_type = "text/plain",
         description = "`old SIZE`, hashes and the last checkpoint, as the body of add-checkpoint in C2SP tlog-witness"),
        (status = 404, description = "No signed checkpoint is as large, or this server signs nothing"),
        (status = 503, description = "Nothing is signed yet, or the log isn't what was signed"),
    ))]
pub(super) async fn consistency(
    State(app): State<App>,
    Path(Decimal(old_size)): Path<Decimal>,
) -> Result<Response, Problem> {
    let (provable, last) = signed(&app)?;
    let size = last.head().size;
    let hashes = provable.tree().consistency(old_size, size);
    let hashes = hashes.map_err(|_| Problem::new("not-found").with("checkpoint"))?;
    let proof = ConsistencyProof { old_size, hashes, checkpoint: last.note.clone() };
    Ok((text_headers(), proof.to_string()).into_response())
}
