//! The level of a cluster, explained.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::entry::Recorded;
use registry_events::ids::ClusterId;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use super::streams::{check_listed, in_background, recorded_entries, registry, rules_of};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::level::{BECAUSE_MAX, Given, LevelAnswer, answer};

/// Every marker with what it rests on, the way to the next level, and who confirmed each level.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}/level", tag = "clusters",
    params(("id" = String, Path, description = "The cluster"), TimeParameters),
    responses((status = 200, body = Answer<LevelAnswer>), (status = 404, description = "Never listed")),
)]
pub(super) async fn level(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    check_listed(&reading, id)?;
    Parameters::of(&uri, &[]).finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let (reading, level) = explained(&app, reading, id).await?;
    reading.json(&tag, &Answer::new(&reading, reading.at, level))
}

/// The level of a cluster at the position asked for.
pub(crate) async fn explained(
    app: &App,
    reading: Reading,
    id: ClusterId,
) -> Result<(Reading, LevelAnswer), Problem> {
    explained_naming(app, reading, id, BECAUSE_MAX).await
}

/// The same, with up to so many claims of each marker.
pub(crate) async fn explained_naming(
    app: &App,
    reading: Reading,
    id: ClusterId,
    named_max: usize,
) -> Result<(Reading, LevelAnswer), Problem> {
    let at = reading.at.unwrap_or_default();
    let stream = recorded_entries(app, id, at).await?;
    explained_of(app, reading, id, stream, named_max).await
}

/// The level as it will be after some entries that aren't recorded, which the views have taken.
pub(crate) async fn explained_after(
    app: &App,
    reading: Reading,
    id: ClusterId,
    after: Vec<Recorded>,
) -> Result<(Reading, LevelAnswer), Problem> {
    let at = reading.at.unwrap_or_default();
    let mut stream = recorded_entries(app, id, at).await?;
    // What was recorded meanwhile isn't what the views were copied from.
    if let Some(first) = after.first() {
        stream.retain(|entry| entry.position < first.position);
    }
    stream.extend(after);
    explained_of(app, reading, id, stream, BECAUSE_MAX).await
}

async fn explained_of(
    app: &App,
    reading: Reading,
    id: ClusterId,
    stream: Vec<Recorded>,
    named_max: usize,
) -> Result<(Reading, LevelAnswer), Problem> {
    let registry = registry(app).await?;
    let prove = app.registry.provable().is_some();
    in_background(move || {
        let state = rules_of(&registry).ok_or_else(|| Problem::new("server.fault"))?;
        let (lens, today) = (reading.lens(), reading.today);
        let (cluster, stream, registry) = (id, &stream, state);
        let level = answer(&Given { cluster, stream, registry, lens, today, named_max, prove });
        Ok((reading, level))
    })
    .await
}
