//! The log in order, as JSON.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::Position;

use super::asked::ChangeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use crate::http::{App, Problem, Reading};
use crate::read::changes::{ChangeShown, Changes};

/// A page ends early when its entries reach this many bytes.
const ENTRY_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Every entry in order; a sealed one only says that it is there.
#[utoipa::path(
    get, path = "/api/v1/changes", tag = "changes",
    params(ChangeParameters),
    responses((status = 200, body = Answer<Changes>)),
)]
pub(super) async fn changes(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &["from", "limit"]);
    let from = Position(given.number("from").unwrap_or_default());
    let limit = given.limit();
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    // What comes next may be asked for, and is empty until it is recorded.
    if from > head.next {
        given.refuse("from", "from.past-head", head.next);
    }
    given.finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let changes = read(&app, &reading, from, limit).await?;
    reading.json(&tag, &Answer::new(&reading, reading.at, changes))
}

/// Entries up to the position the answer may show, so that it never runs ahead of its own views.
async fn read(
    app: &App,
    reading: &Reading,
    from: Position,
    limit: usize,
) -> Result<Changes, Problem> {
    let Some(last) = reading.at.filter(|last| from <= *last) else {
        return Ok(Changes { items: Vec::new(), next: from.0 });
    };
    let entries = app.registry.log().read(from, limit).await;
    let entries = entries.map_err(|error| Problem::fault(&error))?;
    let mut changes = Changes { items: Vec::with_capacity(entries.len()), next: from.0 };
    let mut bytes = 0;
    for entry in entries.into_iter().filter(|entry| entry.position <= last) {
        bytes += entry.bytes.len();
        if bytes > ENTRY_BYTES_MAX && !changes.items.is_empty() {
            break;
        }
        let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
        changes.items.push(ChangeShown::of(recorded, &reading.lens()));
        changes.next = entry.position.next().0;
    }
    Ok(changes)
}
