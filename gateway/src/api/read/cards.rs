//! The card of a cluster.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;

use super::asked::{DayParameters, TimeParameters};
use super::envelope::Answer;
use super::parameters::Parameters;
use super::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::card::{CardShown, shown_position};

/// A cluster: claims with their envelopes, items, level, completeness, confidence.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}", tag = "clusters",
    params(("id" = String, Path, description = "The cluster"), TimeParameters, DayParameters),
    responses((status = 200, body = Answer<CardShown<'static>>), (status = 404, description = "Never listed")),
)]
pub(super) async fn card(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let lens = reading.lens();
    let days = format!("{}&on={:?}", reading.today, reading.on);
    let resource = match reading.as_of {
        None => format!("clusters/{id}?today={days}"),
        Some(_) => format!("clusters/{id}?as_of=position:{}&today={days}", lens.at),
    };
    if uri.query().is_none()
        && let Some(kept) = reading.still_kept_json(&app, &resource)
    {
        return Ok(kept);
    }
    let card = card_at(&app, &reading, id, lens.at).await?;
    Parameters::of(&uri, &["on"]).finish()?;
    let shown = Some(shown_position(&card, &lens));
    reading.kept_json(&app, &resource, shown, || {
        let position = if reading.as_of.is_some() { reading.at } else { shown };
        Ok(Answer::new(&reading, position, CardShown::of(&card, &lens, reading.days())))
    })
}
