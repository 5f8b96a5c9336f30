//! Reading a cluster's stream from the log, for what views don't keep: a card of the past, the
//! basis of a level. Bounded.

use std::sync::Arc;

use registry_core::editions::RegistryState;
use registry_core::state::{Loaded, StreamState};
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, Position, StreamVersion};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::StreamId;
use registry_projections::card::{Card, ListingStatus};
use registry_projections::search::Query;

use crate::http::{App, Problem, Reading};
use crate::read::asked_register::AskedRegister;
use crate::read::held::HeldRegister;
use crate::read::lens::Lens;

/// The most entries of one stream that a read looks through.
pub const ENTRIES_MAX: usize = 200_000;

/// The card of a cluster at a position: the one of the views when nothing came after, else folded.
///
/// # Errors
/// 404 when it wasn't listed by then; a fault when the log can't be read.
pub async fn card_at(
    app: &App,
    reading: &Reading,
    id: ClusterId,
    at: Position,
) -> Result<Arc<Card>, Problem> {
    let absent = || Problem::new("not-found").with("cluster");
    let card = reading.views.card(id).filter(|card| card.listed.position <= at);
    let card = card.ok_or_else(absent)?;
    if card.updated.position <= at {
        return Ok(Arc::clone(card));
    }
    let entries = recorded_entries(app, id, at).await?;
    let folded = Card::fold(&entries, at).ok_or_else(absent)?;
    Ok(Arc::new(reading.views.masked().without_hidden(folded)))
}

/// The cards of every cluster that was on the register at a position, by id.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn listed_cards(
    app: &App,
    reading: &Reading,
    at: Position,
) -> Result<Vec<Arc<Card>>, Problem> {
    let rows = reading.views.register().rows_at(at);
    let listed: Vec<_> = rows.filter(|row| row.status == ListingStatus::Listed).collect();
    let mut cards = Vec::with_capacity(listed.len());
    for row in listed {
        cards.push(card_at(app, reading, row.cluster, at).await?);
    }
    Ok(cards)
}

/// The register at a position, ready for a query: as it was on the day in the world that was asked
/// for, where one was.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn asked_register(
    app: &App,
    reading: &Reading,
    at: Position,
    query: &Query,
) -> Result<AskedRegister, Problem> {
    let Some(day) = reading.on else { return recorded_register(app, reading, at, query).await };
    let mut cards = Vec::new();
    for row in reading.views.register().rows_at(at) {
        cards.push(card_at(app, reading, row.cluster, at).await?);
    }
    let register = HeldRegister::on(day, &cards, &Lens::new(&reading.views, at));
    Ok(AskedRegister::Held { register, views: Arc::clone(&reading.views), at })
}

async fn recorded_register(
    app: &App,
    reading: &Reading,
    at: Position,
    query: &Query,
) -> Result<AskedRegister, Problem> {
    let has_words = query.q.is_some();
    let (indexes, views) = (Arc::clone(&app.indexes), Arc::clone(&reading.views));
    let day = reading.day();
    in_background(move || {
        let index = indexes.at(&views, at, day);
        if has_words {
            index.index_words();
        }
        Ok(AskedRegister::Recorded(index))
    })
    .await
}

/// Refuses a cluster that wasn't listed by the position asked for.
///
/// # Errors
/// 404.
pub fn check_listed(reading: &Reading, id: ClusterId) -> Result<(), Problem> {
    let at = reading.at.unwrap_or_default();
    let listed = reading.views.card(id).is_some_and(|card| card.listed.position <= at);
    if listed { Ok(()) } else { Err(Problem::new("not-found").with("cluster")) }
}

/// The entries of a cluster's stream up to a position, without what is hidden by law today; sealed
/// ones stay sealed.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn cluster_entries(
    app: &App,
    reading: &Reading,
    id: ClusterId,
    until: Position,
) -> Result<Vec<Recorded>, Problem> {
    let mut entries = recorded_entries(app, id, until).await?;
    reading.views.masked().hide_in(id, &mut entries);
    Ok(entries)
}

/// The same as they were recorded: what a level was judged by, of which nothing is shown.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn recorded_entries(
    app: &App,
    id: ClusterId,
    until: Position,
) -> Result<Vec<Recorded>, Problem> {
    let stream = StreamId::cluster(id);
    let mut entries: Vec<Recorded> = Vec::new();
    loop {
        let after = entries.last().map_or(StreamVersion::EMPTY, |last| last.version);
        let read = app.registry.log().read_stream(&stream, after, READ_ENTRIES_MAX).await;
        let read = read.map_err(|error| Problem::fault(&error))?;
        if read.is_empty() {
            return Ok(entries);
        }
        for entry in read {
            if entry.position > until {
                return Ok(entries);
            }
            entries.push(entry.decode().map_err(|error| Problem::fault(&error))?);
        }
        if entries.len() > ENTRIES_MAX {
            return Err(Problem::new("stream.too-long").with(ENTRIES_MAX));
        }
    }
}

/// The editions as the rules know them.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn registry(app: &App) -> Result<Loaded, Problem> {
    Ok(app.registry.executor().streams().load(&StreamId::registry()).await?)
}

/// The same, taken out of what was loaded.
pub fn rules_of(loaded: &Loaded) -> Option<&RegistryState> {
    if let StreamState::Registry(state) = loaded.state.as_ref() { Some(state) } else { None }
}

/// Does work that takes longer than a moment where it holds nobody up.
///
/// # Errors
/// What the work refuses; a fault when it panics.
pub async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::fault(&error))?
}
