//! The card of a cluster: claims with their envelopes, items by collection, level and measures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::catalogue::{Catalogue, Collection};
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::path::ItemPath;
use registry_events::value::{Text, Value};
use registry_projections::card::{Card, Claims, Closed, CurrentClaim, CurrentLevel, Item};
use registry_projections::measures::Measures;
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::ClaimShown;
use super::lens::Lens;
use super::parts::{ActorShown, Bilingual, Share};

/// A cluster with everything that is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardShown<'v> {
    /// The cluster.
    #[schema(value_type = String)]
    pub id: ClusterId,
    /// The shown name.
    #[schema(value_type = Option<Bilingual>)]
    pub name: Option<Text>,
    /// `listed`, `suspended` or `withdrawn`.
    pub status: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub status_since: Timestamp,
    /// Why, where a reason was given.
    pub status_reason: Option<&'v str>,
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
    pub level: Option<CardLevel<'v>>,
    /// Fields filled, of those that count and apply.
    pub completeness: Share,
    /// Filled fields that a second party supports, in thousandths of a field.
    pub confidence: Share,
    /// Claims on the cluster's own fields, in the catalogue's order.
    pub claims: Vec<ClaimShown<'v>>,
    /// Items by collection in the order of opening; closed ones with their end.
    pub items: BTreeMap<&'v str, Vec<ItemShown<'v>>>,
}

/// A level as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CardLevel<'v> {
    /// `initial`, `medium` or `high`.
    pub key: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The place of the assessment that brought the cluster to it.
    pub position: u64,
    /// The rulebook's edition of the last assessment.
    pub edition: &'v str,
}

/// An item with what is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ItemShown<'v> {
    /// Its number within the cluster.
    pub item: u32,
    /// Its path: collection and number.
    #[schema(value_type = String)]
    pub path: &'v ItemPath,
    /// Whether it is open.
    pub open: bool,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// The place of its opening.
    pub opened_position: u64,
    /// Its end.
    pub closed: Option<ClosedShown<'v>>,
    /// Claims on its fields, in the catalogue's order.
    pub claims: Vec<ClaimShown<'v>>,
}

/// The end of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClosedShown<'v> {
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
    pub reason: Option<&'v str>,
}

impl<'v> CardShown<'v> {
    /// A card as everybody sees it from the lens's position.
    pub fn of(card: &'v Card, lens: &Lens<'v>) -> Self {
        let measures = measures(card, lens.catalogue());
        Self {
            id: card.cluster,
            name: shown_name(card, lens),
            status: card.standing.status.key(),
            status_since: card.standing.since.recorded_at,
            status_reason: card.standing.reason.as_deref(),
            version: card.version.0,
            listed_at: card.listed.recorded_at,
            updated_at: card.updated.recorded_at,
            updated_position: card.updated.position.0,
            level: card.level.as_ref().map(CardLevel::from),
            completeness: measures.completeness.into(),
            confidence: measures.confidence.into(),
            claims: in_order(card.fields(), lens),
            items: items(card, lens),
        }
    }
}

/// The position of the last event that what is shown depends on: the card's own, a name of an
/// organisation in it, or an edition, which decides words and visibility.
pub fn shown_position<'v>(card: &'v Card, lens: &Lens<'v>) -> Position {
    let editions = lens.views.editions().adoptions().last().map(|adoption| adoption.position);
    let mut organisations: Vec<_> = all_claims(card, lens).flat_map(organisations_of).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let named = organisations.into_iter().filter_map(|id| lens.named_since(id)).max();
    [Some(card.updated.position), editions, named].into_iter().flatten().max().unwrap_or_default()
}

/// Every claim a card shows, closed items included.
fn all_claims<'v>(card: &'v Card, lens: &Lens<'v>) -> impl Iterator<Item = &'v CurrentClaim> {
    let items = collections(lens).flat_map(|collection| card.items(collection.key.as_str()));
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
fn shown_name(card: &Card, lens: &Lens<'_>) -> Option<Text> {
    let named = lens.views.register().row(card.cluster, lens.at)?;
    named.name.as_ref().map(|name| name.text.clone())
}

/// Every collection of the catalogue, empty ones too.
fn items<'v>(card: &'v Card, lens: &Lens<'v>) -> BTreeMap<&'v str, Vec<ItemShown<'v>>> {
    collections(lens)
        .map(|collection| {
            let key = collection.key.as_str();
            let items = card.items(key);
            (key, items.map(|item| ItemShown::of(item, lens)).collect())
        })
        .collect()
}

fn in_order<'v>(claims: &'v Claims, lens: &Lens<'_>) -> Vec<ClaimShown<'v>> {
    let placed = claims.iter().map(|current| {
        let (place, visibility) = lens.place_and_visibility(&current.claim.path);
        (place, visibility, current)
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(place, ..)| *place);
    let shown = placed.into_iter();
    shown.map(|(_, visibility, current)| ClaimShown::of(current, visibility, lens)).collect()
}

impl<'v> From<&'v CurrentLevel> for CardLevel<'v> {
    fn from(level: &'v CurrentLevel) -> Self {
        Self {
            key: level.level.key(),
            since: level.since.recorded_at,
            position: level.since.position.0,
            edition: level.edition.as_str(),
        }
    }
}

impl<'v> ItemShown<'v> {
    fn of(item: &'v Item, lens: &Lens<'_>) -> Self {
        Self {
            item: item.path.item.0,
            path: &item.path,
            open: item.is_open(),
            opened_at: item.opened.recorded_at,
            opened_position: item.opened.position.0,
            closed: item.closed.as_ref().map(|closed| ClosedShown::of(closed, lens)),
            claims: in_order(&item.claims, lens),
        }
    }
}

impl<'v> ClosedShown<'v> {
    fn of(closed: &'v Closed, lens: &Lens<'_>) -> Self {
        Self {
            on: closed.on,
            recorded_at: closed.place.recorded_at,
            position: closed.place.position.0,
            actor: ActorShown::of(&closed.place.actor, lens),
            reason: closed.reason.as_deref(),
        }
    }
}
