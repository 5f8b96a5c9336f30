//! Clusters side by side.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_projections::card::Card;

use super::asked::{CompareParameters, TimeParameters};
use super::envelope::Answer;
use super::files::File;
use super::parameters::{Parameters, shortened};
use super::streams::{card_at, check_listed, in_background, listed_cards, registry, rules_of};
use crate::http::answer::JSON;
use crate::http::query::unusable;
use crate::http::{App, Problem, Reading};
use crate::read::compare::{Comparison, Given, compare, table};

/// The fewest clusters that are compared.
pub(crate) const CLUSTERS_MIN: usize = 2;
/// The most.
pub(crate) const CLUSTERS_MAX: usize = 6;

/// Two to six clusters side by side, by the catalogue's sections, with the register's median.
#[utoipa::path(
    get, path = "/api/v1/compare", tag = "clusters",
    params(CompareParameters, TimeParameters),
    responses((status = 200, body = Answer<Comparison>), (status = 404, description = "One was never listed")),
)]
pub(super) async fn document(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let ids = ids(&uri)?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let resource = format!("compare {uri}");
    if let Some(bytes) = app.kept.get(&resource, &tag, JSON) {
        return Ok(reading.bytes(&tag, JSON, bytes));
    }
    let (reading, comparison) = compared(&app, reading, &ids).await?;
    let comparison = Answer::new(&reading, reading.at, comparison);
    reading.kept_json(&app, &resource, reading.at, || Ok(comparison))
}

/// The comparison as CSV: a row per field or list, a column per cluster.
#[utoipa::path(
    get, path = "/api/v1/compare.csv", tag = "clusters",
    params(CompareParameters, TimeParameters),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn csv(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, comparison) = compared(&app, reading, &ids(&uri)?).await?;
    file(&reading).csv(&table(&comparison, reading.language))
}

/// The comparison as a workbook.
#[utoipa::path(
    get, path = "/api/v1/compare.xlsx", tag = "clusters",
    params(CompareParameters, TimeParameters),
    responses((status = 200, body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn xlsx(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, comparison) = compared(&app, reading, &ids(&uri)?).await?;
    let work = move || file(&reading).xlsx(&[table(&comparison, reading.language)]);
    in_background(work).await
}

fn file(reading: &Reading) -> File<'_> {
    File { reading, shown: reading.at, name: "comparison" }
}

/// Different clusters, in the order asked for.
fn ids(uri: &Uri) -> Result<Vec<ClusterId>, Problem> {
    let mut given = Parameters::of(uri, &["ids"]);
    let asked = given.text("ids").unwrap_or_default();
    different(given, &asked)
}

/// The clusters of the page, whose form names each in a parameter of its own.
pub(crate) enum Picked {
    /// As many as are compared.
    Fitting(Vec<ClusterId>),
    /// One, or too many; as many of them as a page can list.
    Others(Vec<ClusterId>),
}

/// The most that a page lists of those that are too many to compare.
const LISTED_MAX: usize = 50;

/// Reads the clusters of the page.
///
/// # Errors
/// There are none, or something is no id.
pub(crate) fn picked(uri: &Uri) -> Result<Picked, Problem> {
    let mut given = Parameters::of_page(uri);
    let asked = given.all("ids", |given| Some(given.to_owned())).join(",");
    let mut ids: Vec<ClusterId> = Vec::new();
    for id in asked.split(',').filter_map(|id| id.trim().parse().ok()).take(LISTED_MAX) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let are_ids = asked.split(',').all(|id| id.trim().parse::<ClusterId>().is_ok());
    if are_ids && !(CLUSTERS_MIN..=CLUSTERS_MAX).contains(&ids.len()) {
        return Ok(Picked::Others(ids));
    }
    different(given, &asked).map(Picked::Fitting)
}

fn different(mut given: Parameters, asked: &str) -> Result<Vec<ClusterId>, Problem> {
    let asked: Vec<_> = asked.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    let mut ids: Vec<ClusterId> = Vec::new();
    for id in asked.iter().take(CLUSTERS_MAX + 1) {
        match id.parse() {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(_) => given.refuse("ids", "query.not-an-id", shortened(id)),
        }
    }
    let fits = ids.len() == asked.len() && (CLUSTERS_MIN..=CLUSTERS_MAX).contains(&ids.len());
    if !fits && given.is_sound() {
        let count = unusable("ids", "compare.count").with(CLUSTERS_MIN).with(CLUSTERS_MAX);
        given.note(count);
    }
    given.finish()?;
    Ok(ids)
}

/// The comparison of some clusters, with the reading it was made from.
///
/// # Errors
/// One was never listed, or can't be read.
pub(crate) async fn compared(
    app: &App,
    reading: Reading,
    ids: &[ClusterId],
) -> Result<(Reading, Comparison), Problem> {
    let at = reading.at.unwrap_or_default();
    let mut cards: Vec<Arc<Card>> = Vec::with_capacity(ids.len());
    for id in ids {
        check_listed(&reading, *id)?;
        cards.push(card_at(app, &reading, *id, at).await?);
    }
    let (register, rules) = (listed_cards(app, &reading, at).await?, registry(app).await?);
    in_background(move || {
        let rules = rules_of(&rules).ok_or_else(|| Problem::new("server.fault"))?;
        let (lens, as_of) = (reading.lens(), reading.instant);
        let comparison = compare(&Given { cards: &cards, register: &register, rules, lens, as_of });
        Ok((reading, comparison))
    })
    .await
}
