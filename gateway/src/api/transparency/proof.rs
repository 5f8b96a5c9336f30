//! The proof of one entry, as a file that is checked without this server.

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};
use registry_events::entry::{Entry, Recorded};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::Position;
use registry_events::stream::StreamKind;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::proof::InclusionProof;
use registry_projections::masked::MaskedValues;

use super::{entries, held, provable, text_headers};
use crate::http::path::{Decimal, Path};
use crate::http::{App, Problem};
use crate::transparency::Provable;

/// How long a request waits for a checkpoint that covers its entry; one is signed within a second.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The address of the proof of an entry.
pub fn address(position: Position) -> String {
    format!("/api/v1/proofs/{position}")
}

/// The proof that an entry is in the log, with the entry's bytes.
///
/// Ready within a second of the write: it is waited for.
#[utoipa::path(get, path = "/api/v1/proofs/{position}", tag = "transparency",
    params(("position" = u64, Path, description = "The entry's place in the log, from 0")),
    responses(
        (status = 200, body = String, content_type = "text/plain",
         description = "A proof as C2SP tlog-proof has it; `extra` has the entry's bytes, unless a law hides some of what they say"),
        (status = 404, description = "The log has no such entry, or this server signs nothing"),
        (status = 503, description = "No checkpoint covers it yet, or the log isn't what was signed"),
    ))]
pub(super) async fn proof(
    State(app): State<App>,
    Path(Decimal(position)): Path<Decimal>,
) -> Result<Response, Problem> {
    let position = Position(position);
    Ok(file(position, &proof_of(&app, position).await?))
}

/// The proof of an entry, from the last checkpoint that covers it.
///
/// # Errors
/// No such entry, a log that isn't signed or isn't what was signed, no checkpoint in time.
pub async fn proof_of(app: &App, position: Position) -> Result<InclusionProof, Problem> {
    let provable = provable(app)?;
    let entry = entry(app, provable, position).await?;
    let checkpoint = provable.covering(position, PATIENCE).await;
    let checkpoint = checkpoint.ok_or_else(|| Problem::new("proof.not-ready").retry_after(1))?;
    let size = checkpoint.head().size;
    // It may have come into the tree while the checkpoint was waited for.
    held(&provable.tree(), position, &entry)?;
    let hashes = provable.tree().inclusion(position.0, size);
    let hashes = hashes.map_err(|error| Problem::fault(&error))?;
    let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
    let handed_out = may_be_handed_out(&recorded, app.views().masked());
    Ok(InclusionProof {
        extra: handed_out.then(|| entry.bytes.to_vec()),
        index: position.0,
        hashes,
        checkpoint: SignedCheckpoint::clone(&checkpoint).note,
    })
}

async fn entry(app: &App, provable: &Provable, position: Position) -> Result<Entry, Problem> {
    let entries = entries(app, provable, position, 1).await?;
    entries.into_iter().next().ok_or_else(|| Problem::new("not-found").with("entry"))
}

/// Whether the bytes of an entry may stand in its proof: not when a law hides some of what they say.
/// What isn't for everybody is sealed in them, and stays so.
pub fn may_be_handed_out(recorded: &Recorded, masked: &MaskedValues) -> bool {
    let StreamKind::Cluster(cluster) = recorded.stream.kind() else { return true };
    let mut shown = recorded.clone();
    masked.hide_in_one(cluster, &mut shown);
    let assessed = matches!(recorded.event(), Some(Event::Cluster(ClusterEvent::LevelAssessed(_))));
    let tells_digest = !assessed || masked.tell_digest(cluster, recorded.position);
    let organisation = recorded.actor().and_then(|actor| actor.organisation);
    let names_actor = masked.may_name(cluster, organisation);
    shown == *recorded && masked.tell_of(cluster, recorded) && tells_digest && names_actor
}

fn file(position: Position, proof: &InclusionProof) -> Response {
    let name = format!("attachment; filename=\"{position}.tlog-proof\"");
    let mut response = (text_headers(), proof.to_string()).into_response();
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    response
}
