//! What an extract is of: a card as its last entry left it, with the very bytes of the API.

use std::sync::Arc;

use registry_events::ids::{ClusterId, Position};
use registry_events::stream::StreamKind;
use registry_projections::card::Card;

use super::number::Number;
use crate::api::read::envelope::Answer;
use crate::api::read::streams::card_at;
use crate::api::transparency::provable;
use crate::http::as_of::AsOf;
use crate::http::reading::moment;
use crate::http::{App, Problem, Reading};
use crate::read::card::CardShown;

/// A card with the entry that changed it last.
pub(super) struct Subject {
    /// The card.
    pub(super) card: Arc<Card>,
    /// What was seen right after that entry.
    pub(super) reading: Reading,
    /// What `GET /api/v1/clusters/{id}?as_of=position:N` answers everybody.
    pub(super) json: Vec<u8>,
    /// The number of its extract.
    pub(super) number: Number,
}

impl Subject {
    /// The card that a reading shows.
    pub(super) async fn shown(app: &App, reading: Reading, id: ClusterId) -> Result<Self, Problem> {
        let card = card_at(app, &reading, id, reading.at.unwrap_or_default()).await?;
        Self::after(app, reading, id, card.updated.position).await
    }

    /// The card that an extract of a number is of; 404 when there can be none.
    pub(super) async fn of_number(
        app: &App,
        reading: Reading,
        given: &str,
    ) -> Result<Self, Problem> {
        let unknown = || Problem::new("extract.unknown").with(shortened(given));
        let number: Number = given.trim().parse().map_err(|_| unknown())?;
        if !number.is_given_by(provable(app)?) {
            return Err(unknown());
        }
        let cluster = cluster_of(app, number.position).await?.ok_or_else(unknown)?;
        let subject = Self::after(app, reading, cluster, number.position).await?;
        Ok(Self { number, ..subject })
    }

    /// Whether the card is shown today as the paper has it.
    pub(super) fn is_as_on_paper(&self) -> bool {
        self.number.is_of(&self.json)
    }

    /// Whether some of what the card said then was hidden by law or erased later.
    pub(super) fn is_hidden_since(&self) -> bool {
        let views = &self.reading.views;
        let of_items = self.card.every_item().flat_map(|item| item.claims.iter());
        let stated = self.card.claims().chain(of_items).map(|current| &current.claim.stated);
        let mut hidden = stated.filter_map(|stated| views.why_hidden(stated));
        hidden.any(|hidden| hidden.place().position > self.number.position)
    }

    async fn after(
        app: &App,
        mut reading: Reading,
        id: ClusterId,
        position: Position,
    ) -> Result<Self, Problem> {
        let as_of = AsOf::Position(position);
        let (at, instant) = moment("as_of", as_of, &reading.views, app)?;
        reading.as_of = Some(as_of);
        (reading.at, reading.instant, reading.on) = (at, instant, None);
        reading.today = app.registry.zone().to_datetime(instant).date();
        let card = card_at(app, &reading, id, at.unwrap_or_default()).await?;
        let shown = CardShown::of(&card, &reading.lens(), reading.days());
        let json = sonic_rs::to_vec(&Answer::new(&reading, reading.at, shown));
        let json = json.map_err(|error| Problem::fault(&error))?;
        let number = Number::of(position, &json, provable(app)?)
            .ok_or_else(|| Problem::new("log.not-as-signed"))?;
        Ok(Self { card, reading, json, number })
    }
}

/// The cluster that an entry is of.
async fn cluster_of(app: &App, position: Position) -> Result<Option<ClusterId>, Problem> {
    let entries = app.registry.log().read(position, 1).await;
    let entries = entries.map_err(|error| Problem::fault(&error))?;
    let Some(entry) = entries.into_iter().next() else { return Ok(None) };
    let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
    Ok(match recorded.stream.kind() {
        StreamKind::Cluster(id) => Some(id),
        _ => None,
    })
}

/// What was given as a number, for the sentence that refuses it.
pub(in crate::pages) fn shortened(given: &str) -> String {
    given.chars().take(60).collect()
}
