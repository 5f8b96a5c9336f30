//! One card at two moments.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::{ClusterId, Position};
use registry_projections::card::Card;

use super::asked::{DifferenceParameters, TimeParameters};
use super::envelope::Answer;
use super::parameters::Parameters;
use super::streams::{card_at, check_listed};
use crate::http::as_of::AsOf;
use crate::http::path::Path;
use crate::http::query::unusable;
use crate::http::reading::moment;
use crate::http::{App, Problem, Reading};
use crate::read::difference::{DifferenceShown, Pair};
use crate::read::lens::Lens;

const KNOWN: [&str; 3] = ["from", "to", "all"];

/// One card at two moments, field by field
///
/// Only fields that say something else than before, unless all are asked for.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}/difference", tag = "clusters",
    params(
        ("id" = String, Path, description = "The cluster"),
        DifferenceParameters, TimeParameters,
    ),
    responses((status = 200, body = Answer<DifferenceShown>), (status = 404, description = "Never listed")),
)]
pub(super) async fn difference(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    check_listed(&reading, id)?;
    let asked = Asked::of(Parameters::of(&uri, &KNOWN))?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let cards = cards(&app, &reading, id, &asked).await?;
    let difference = DifferenceShown::of(&cards.pair(&reading), asked.all);
    reading.json(&tag, &Answer::new(&reading, reading.at, difference))
}

/// The moments that an address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) from: Option<AsOf>,
    pub(crate) to: Option<AsOf>,
    pub(crate) all: bool,
}

impl Asked {
    /// Reads the parameters.
    ///
    /// # Errors
    /// What is wrong in them.
    pub(crate) fn of(mut given: Parameters) -> Result<Self, Problem> {
        let moment = |given: &str| AsOf::parse(given).ok();
        let from = given.one("from", "as-of.malformed", moment);
        let to = given.one("to", "as-of.malformed", moment);
        let all = given.choice("all", &["true", "false"], |word| word.parse::<bool>().ok());
        given.finish()?;
        Ok(Self { from, to, all: all.unwrap_or_default() })
    }
}

/// The card at both moments, with the instants they mean.
pub(crate) struct Cards {
    old: Option<Arc<Card>>,
    pub(crate) new: Arc<Card>,
    from: Position,
    pub(crate) to: Position,
    pub(crate) from_at: Timestamp,
    pub(crate) to_at: Timestamp,
}

impl Cards {
    /// Both with the lenses of their positions.
    pub(crate) fn pair<'p>(&'p self, reading: &'p Reading) -> Pair<'p> {
        Pair {
            old: self.old.as_deref(),
            from: Lens::new(&reading.views, self.from),
            new: &self.new,
            to: Lens::new(&reading.views, self.to),
        }
    }
}

/// The card at the moments asked for; the listing, and the answer's own, where none was.
///
/// # Errors
/// 404 when it wasn't listed at the second; 422 when the first comes after it.
pub(crate) async fn cards(
    app: &App,
    reading: &Reading,
    id: ClusterId,
    asked: &Asked,
) -> Result<Cards, Problem> {
    let now = || (reading.at, reading.instant);
    let meant = |name, given: Option<AsOf>| {
        given.map(|given| moment(name, given, &reading.views, app)).transpose()
    };
    let (to, to_at) = meant("to", asked.to)?.unwrap_or_else(now);
    let listed = reading.views.card(id).map(|card| &card.listed);
    let listing = || {
        let listed = listed.and_then(|listed| reading.views.times().commit_of(listed.position));
        listed.map_or_else(now, |(instant, end)| (Some(end), instant))
    };
    let (from, from_at) = meant("from", asked.from)?.unwrap_or_else(listing);
    if from > to || to > reading.at {
        return Err(unusable("from", "difference.reversed").into());
    }
    let absent = || Problem::new("not-found").with("cluster");
    let to = to.ok_or_else(absent)?;
    let new = card_at(app, reading, id, to).await?;
    let old = match from {
        Some(from) if listed.is_some_and(|listed| listed.position <= from) => {
            Some(card_at(app, reading, id, from).await?)
        }
        _ => None,
    };
    Ok(Cards { old, new, from: from.unwrap_or_default(), to, from_at, to_at })
}
