//! The card of a cluster: claims with their envelopes, items by collection, level and measures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::catalogue::{Catalogue, Collection};
use registry_events::ids::{OrganisationId, Position};
use registry_events::value::{Code, Value};
use registry_projections::card::{Card, Closed, CurrentClaim, CurrentLevel, Item};
use registry_projections::measures::Measures;
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::ClaimShown;
use super::lens::Lens;
use super::parts::{ActorShown, Bilingual, Share};

/// A cluster with everything that is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardShown {
    /// The cluster.
    pub id: String,
    /// The shown name.
    pub name: Option<Bilingual>,
    /// `listed`, `suspended` or `withdrawn`.
    pub status: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub status_since: Timestamp,
    /// Why, where a reason was given.
    pub status_reason: Option<String>,
    /// The version of its stream, for `If-Match`.
    pub version: u64,
    /// When it entered the register.
    #[schema(value_type = String, format = DateTime)]
    pub listed_at: Timestamp,
    /// When its last event was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// The place of that event in the log.
    pub updated_position: u64,
    /// Its level; null until it was assessed.
    pub level: Option<CardLevel>,
    /// Fields filled, of those that count and apply.
    pub completeness: Share,
    /// Filled fields that a second party supports, in thousandths of a field.
    pub confidence: Share,
    /// Claims on the cluster's own fields, in the catalogue's order.
    pub claims: Vec<ClaimShown>,
    /// Items by collection in the order of opening; closed ones with their end.
    pub items: BTreeMap<String, Vec<ItemShown>>,
}

/// A level as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CardLevel {
    /// `initial`, `medium` or `high`.
    pub key: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The place of the assessment that brought the cluster to it.
    pub position: u64,
    /// The rulebook's edition of the last assessment.
    pub edition: String,
}

/// An item with what is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ItemShown {
    /// Its number within the cluster.
    pub item: u32,
    /// Its path: collection and number.
    pub path: String,
    /// Whether it is open.
    pub open: bool,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// The place of its opening.
    pub opened_position: u64,
    /// Its end.
    pub closed: Option<ClosedShown>,
    /// Claims on its fields, in the catalogue's order.
    pub claims: Vec<ClaimShown>,
}

/// The end of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClosedShown {
    /// The day it ended in the world.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// When the registry learned it.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// The place of that event.
    pub position: u64,
    /// Who closed it.
    pub actor: ActorShown,
    /// Why.
    pub reason: Option<String>,
}

impl CardShown {
    /// A card as everybody sees it from the lens's position.
    pub fn of(card: &Card, lens: &Lens<'_>) -> Self {
        let measures = measures(card, lens.catalogue());
        Self {
            id: card.cluster.to_string(),
            name: shown_name(card, lens),
            status: card.standing.status.key(),
            status_since: card.standing.since.recorded_at,
            status_reason: card.standing.reason.clone(),
            version: card.version.0,
            listed_at: card.listed.recorded_at,
            updated_at: card.updated.recorded_at,
            updated_position: card.updated.position.0,
            level: card.level.as_ref().map(CardLevel::from),
            completeness: measures.completeness.into(),
            confidence: measures.confidence.into(),
            claims: in_order(card.fields().iter(), lens),
            items: items(card, lens),
        }
    }
}

/// The position of the last event that what is shown depends on: the card's own, a name of an
/// organisation in it, or an edition, which decides words and visibility.
pub fn shown_position(card: &Card, lens: &Lens<'_>) -> Position {
    let editions = lens.views.editions().adoptions().last().map(|adoption| adoption.position);
    let organisations = all_claims(card, lens).flat_map(organisations_of);
    let named = organisations.filter_map(|id| lens.named_since(id)).max();
    [Some(card.updated.position), editions, named].into_iter().flatten().max().unwrap_or_default()
}

/// Every claim a card shows, closed items included.
fn all_claims<'c>(card: &'c Card, lens: &Lens<'_>) -> impl Iterator<Item = &'c CurrentClaim> {
    let keys: Vec<Code> = collections(lens).map(|collection| collection.key.clone()).collect();
    let items = keys.into_iter().flat_map(|key| card.items(key.as_str()).collect::<Vec<_>>());
    card.fields().iter().chain(items.flat_map(|item| item.claims.iter()))
}

/// The organisations a claim names: stated, stating, confirming.
fn organisations_of(current: &CurrentClaim) -> impl Iterator<Item = OrganisationId> {
    let stated = current.claim.stated.value().and_then(Value::as_organisation);
    let confirming = current.confirmations.iter().map(|given| &given.place);
    let places = std::iter::once(&current.place).chain(confirming);
    stated.into_iter().chain(places.filter_map(|place| place.actor.organisation))
}

fn collections<'v>(lens: &Lens<'v>) -> impl Iterator<Item = &'v Collection> + use<'v> {
    let catalogue =
        lens.catalogue().or_else(|| lens.views.editions().catalogue().map(AsRef::as_ref));
    catalogue.into_iter().flat_map(|catalogue| &catalogue.collections)
}

/// The measures by the catalogue of that time; shares of nothing before there was one.
pub fn measures(card: &Card, catalogue: Option<&Catalogue>) -> Measures {
    let nothing = registry_projections::measures::Share::default();
    catalogue.map_or(Measures { completeness: nothing, confidence: nothing }, |catalogue| {
        Measures::of(card, catalogue)
    })
}

/// The display name, else the official one.
fn shown_name(card: &Card, lens: &Lens<'_>) -> Option<Bilingual> {
    let named = lens.views.register().row(card.cluster, lens.at)?;
    named.name.as_ref().map(|name| Bilingual::from(&name.text))
}

/// Every collection of the catalogue, empty ones too.
fn items(card: &Card, lens: &Lens<'_>) -> BTreeMap<String, Vec<ItemShown>> {
    collections(lens)
        .map(|collection| {
            let items = card.items(collection.key.as_str());
            (collection.key.to_string(), items.map(|item| ItemShown::of(item, lens)).collect())
        })
        .collect()
}

fn in_order<'c>(
    claims: impl Iterator<Item = &'c CurrentClaim>,
    lens: &Lens<'_>,
) -> Vec<ClaimShown> {
    let catalogue = lens.catalogue();
    let mut claims: Vec<_> = claims.collect();
    claims.sort_by_cached_key(|current| {
        let place = catalogue.and_then(|catalogue| catalogue.place(&current.claim.path));
        place.unwrap_or(usize::MAX)
    });
    claims.into_iter().map(|current| ClaimShown::of(current, lens)).collect()
}

impl From<&CurrentLevel> for CardLevel {
    fn from(level: &CurrentLevel) -> Self {
        Self {
            key: level.level.key(),
            since: level.since.recorded_at,
            position: level.since.position.0,
            edition: level.edition.to_string(),
        }
    }
}

impl ItemShown {
    fn of(item: &Item, lens: &Lens<'_>) -> Self {
        Self {
            item: item.path.item.0,
            path: item.path.to_string(),
            open: item.is_open(),
            opened_at: item.opened.recorded_at,
            opened_position: item.opened.position.0,
            closed: item.closed.as_ref().map(|closed| ClosedShown::of(closed, lens)),
            claims: in_order(item.claims.iter(), lens),
        }
    }
}

impl ClosedShown {
    fn of(closed: &Closed, lens: &Lens<'_>) -> Self {
        Self {
            on: closed.on,
            recorded_at: closed.place.recorded_at,
            position: closed.place.position.0,
            actor: ActorShown::of(&closed.place.actor, lens),
            reason: closed.reason.clone(),
        }
    }
}
