//! The card of a cluster: claims with their envelopes, items by collection, level and measures,
//! open requirements, disputes, official statuses and the support that follows from them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::catalogue::{Catalogue, Collection};
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Text, Value};
use registry_projections::card::{Card, Claims, Closed, CurrentClaim, CurrentLevel, Item};
use registry_projections::measures::Measures;
use registry_projections::register::RegisterRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::ClaimShown;
use super::dispute::{DisputeShown, RequirementShown, public};
use super::employees::EmployeesShown;
use super::former::FormerRegionShown;
use super::held::{held_on, is_dated};
use super::lens::Lens;
use super::logo::Logo;
use super::organisations::PARTICIPANT_TYPE;
use super::parts::{ActorShown, Bilingual, Labelled, NamedCluster, Share};
use super::reader::{CardReader, EVERYBODY};
use super::row::{PointShown, default_point, labelled};
use super::support::{StatusShown, SupportOn, SupportShown, statuses_on};

/// A cluster with everything that is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CardShown<'v> {
    /// The cluster.
    #[schema(value_type = String)]
    pub id: ClusterId,
    /// The shown name.
    #[schema(value_type = Option<Bilingual>)]
    pub name: Option<Text>,
    /// Where its logo is found, the one of this card for good; null where none is shown.
    pub logo: Option<String>,
    /// What it was called since its registration and is no more, oldest first: official names, then
    /// shown ones, in the languages in which they changed.
    pub former_names: Vec<Bilingual>,
    /// `listed`, `suspended`, `inactive`, `merged` or `withdrawn`.
    pub status: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub status_since: Timestamp,
    /// Why, where a reason was given.
    pub status_reason: Option<&'v str>,
    /// The cluster it became part of, once it has.
    pub merged_into: Option<NamedCluster>,
    /// Clusters that became part of it, in the order of recording.
    pub absorbed: Vec<NamedCluster>,
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
    /// Subjects of the federation that it states and that are no more.
    pub former_regions: Vec<FormerRegionShown>,
    /// Minimum requirements that are open.
    pub requirements: Vec<RequirementShown>,
    /// How it is supported; null where its row isn't known.
    pub support: Option<SupportShown>,
    /// Official statuses that held on the day shown: the one `on` asked for, else today.
    /// Null where these may not be told.
    pub statuses: Option<Vec<StatusShown>>,
    /// Disputes of its claims, in the order of filing, from their admission on.
    pub disputes: Vec<DisputeShown>,
    /// Participants whose organisation states another size than the cluster does.
    pub type_conflicts: Vec<TypeConflict>,
    /// Its point on the map; where none is stated the centre of its primary region.
    pub point: Option<PointShown>,
    /// Whether the point is only that centre.
    pub point_is_default: bool,
    /// The total number of employees beside the sum over the participants; null where one of them
    /// isn't public.
    pub employees: Option<EmployeesShown>,
    /// Within how many days it usually answers who writes to it; null below five enquiries.
    pub answers_usually_within_days: Option<u32>,
    /// Fields filled, of those that count and apply.
    pub completeness: Share,
    /// Filled fields that a second party supports, in thousandths of a field.
    pub confidence: Share,
    /// Claims on the cluster's own fields, in the catalogue's order.
    pub claims: Vec<ClaimShown<'v>>,
    /// Items by collection in the order of opening; closed ones with their end. Where `on` is asked,
    /// of statuses, participants, bodies and projects those that held on that day.
    pub items: BTreeMap<&'v str, Vec<ItemShown<'v>>>,
}

/// A participant's type as the cluster states it, and its organisation's own size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypeConflict {
    /// The participant's item.
    pub item: u32,
    /// What the cluster states.
    pub stated: Labelled,
    /// What the organisation states.
    pub own: Labelled,
}

/// The days a card is looked at on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The registry's day.
    pub today: Date,
    /// The day in the world that was asked for.
    pub on: Option<Date>,
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
    /// Whether the participant itself ended it by saying that it takes no part; while that stands the
    /// cluster can't name it again.
    pub denied: bool,
    /// When the participant took that back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub denial_withdrawn_at: Option<Timestamp>,
}

impl<'v> CardShown<'v> {
    /// A card as everybody sees it from the lens's position.
    pub fn of(card: &'v Card, lens: &Lens<'v>, days: Days) -> Self {
        Self::to(&EVERYBODY, card, lens, days)
    }

    /// The same as one reader sees it.
    pub fn to(reader: &'v CardReader, card: &'v Card, lens: &Lens<'v>, days: Days) -> Self {
        let row = lens.views.register().row(card.cluster, lens.at);
        let row = row.as_deref();
        let day = days.on.unwrap_or(days.today);
        let measures = measures(card, lens.catalogue());
        let default = row.and_then(|row| default_point(row, lens));
        let point = row.and_then(|row| row.point).or(default);
        Self {
            id: card.cluster,
            name: shown_name(card, lens),
            logo: Logo::of(card, lens).map(|logo| logo.permanent_address(card)),
            former_names: row.map(former_names).unwrap_or_default(),
            status: card.standing.status.key(),
            status_since: card.standing.since.recorded_at,
            status_reason: card.standing.reason.as_deref(),
            merged_into: card.standing.merged_into.map(|id| NamedCluster::of(id, lens)),
            absorbed: card.absorbed.iter().map(|id| NamedCluster::of(*id, lens)).collect(),
            version: card.version.0,
            listed_at: card.listed.recorded_at,
            updated_at: card.updated.recorded_at,
            updated_position: card.updated.position.0,
            level: card.level.as_ref().map(CardLevel::from),
            former_regions: FormerRegionShown::all(card, lens),
            requirements: RequirementShown::all(card),
            support: row.map(|row| support(row, days, lens)),
            statuses: row.and_then(|row| statuses_on(row, day, lens)),
            disputes: DisputeShown::all(card, lens),
            type_conflicts: row.map(|row| type_conflicts(row, lens)).unwrap_or_default(),
            point: point.map(PointShown::from),
            point_is_default: default.is_some(),
            employees: EmployeesShown::of(card, lens),
            answers_usually_within_days: answers_within(card, lens, day),
            completeness: measures.completeness.into(),
            confidence: measures.confidence.into(),
            claims: in_order(card.fields(), reader, lens),
            items: items(card, reader, lens, days.on),
        }
    }
}

/// Within how many days a cluster usually answers; none where too few wrote to it.
pub fn answers_within(card: &Card, lens: &Lens<'_>, on: Date) -> Option<u32> {
    let day = |instant| lens.day(instant);
    lens.views.enquiries().usual_days(card.cluster, lens.at, on, day)
}

fn former_names(row: &RegisterRow) -> Vec<Bilingual> {
    row.texts.former_names().map(Bilingual::from).collect()
}

fn support(row: &RegisterRow, days: Days, lens: &Lens<'_>) -> SupportShown {
    let on = days.on.map(|day| SupportOn::of(row, day, lens));
    SupportShown { today: SupportOn::of(row, days.today, lens), on }
}

/// The participants of which cluster and organisation say different things.
pub fn type_conflicts(row: &RegisterRow, lens: &Lens<'_>) -> Vec<TypeConflict> {
    let label = |code: &Code| labelled(PARTICIPANT_TYPE, code, lens);
    let members = lens.views.organisations().typed_members(row, lens.at);
    let conflict = members.filter_map(|member| {
        let (stated, own) = member.conflict()?;
        Some(TypeConflict { item: member.item.0, stated: label(stated), own: label(own) })
    });
    conflict.collect()
}

/// The position of the last event that what is shown depends on: the card's own, a name or size of
/// an organisation in it, another cluster it names, a development centre, or an edition, which
/// decides words and visibility.
pub fn shown_position<'v>(card: &'v Card, lens: &Lens<'v>) -> Position {
    let editions = lens.views.editions().adoptions().last().map(|adoption| adoption.position);
    let claims = all_claims(card, lens).flat_map(organisations_of);
    let mut organisations: Vec<_> = claims.chain(organisations_in_disputes(card, lens)).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let told = organisations.into_iter().filter_map(|id| lens.told_since(id)).max();
    let clusters = clusters_of(card, lens).filter_map(|id| updated(id, lens)).max();
    let centres = lens.views.regions().changed_until(lens.at);
    let enquiries = lens.views.enquiries().last(card.cluster, lens.at);
    let all = [Some(card.updated.position), editions, told, clusters, centres, enquiries];
    all.into_iter().flatten().max().unwrap_or_default()
}

/// Every claim a card shows, closed items included.
fn all_claims<'v>(card: &'v Card, lens: &Lens<'v>) -> impl Iterator<Item = &'v CurrentClaim> {
    let items = collections(lens).flat_map(|collection| card.items(collection.key.as_str()));
    card.fields().iter().chain(items.flat_map(|item| item.claims.iter()))
}

/// The clusters a card names: those it merged with, and those its claims state.
fn clusters_of<'v>(card: &'v Card, lens: &Lens<'v>) -> impl Iterator<Item = ClusterId> {
    let stated = all_claims(card, lens).filter_map(|current| match current.claim.stated.value() {
        Some(Value::Cluster(id)) => Some(*id),
        _ => None,
    });
    card.standing.merged_into.into_iter().chain(card.absorbed.iter().copied()).chain(stated)
}

/// Where another cluster was changed last.
fn updated(id: ClusterId, lens: &Lens<'_>) -> Option<Position> {
    lens.views.register().row(id, lens.at).map(|row| row.updated)
}

/// The organisations that spoke in a dispute.
fn organisations_in_disputes(card: &Card, lens: &Lens<'_>) -> impl Iterator<Item = OrganisationId> {
    let places = public(card, lens).flat_map(|(_, dispute)| {
        let answer = dispute.answer.as_ref().map(|answer| &answer.place);
        answer.into_iter().chain(dispute.resolution.as_ref().map(|end| &end.place))
    });
    places.filter_map(|place| place.actor.organisation)
}

/// The organisations a claim names: stated, stating, confirming.
fn organisations_of(current: &CurrentClaim) -> impl Iterator<Item = OrganisationId> {
    let stated = current.claim.stated.value().and_then(Value::as_organisation);
    let given = current.support.confirmations.iter().chain(current.support.kept());
    let confirming = given.map(|given| &given.place);
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
pub fn shown_name(card: &Card, lens: &Lens<'_>) -> Option<Text> {
    let named = lens.views.register().row(card.cluster, lens.at)?;
    named.name.as_ref().map(|name| name.text.clone())
}

/// Every collection of the catalogue, empty ones too.
fn items<'v>(
    card: &'v Card,
    reader: &'v CardReader,
    lens: &Lens<'v>,
    on: Option<Date>,
) -> BTreeMap<&'v str, Vec<ItemShown<'v>>> {
    collections(lens)
        .map(|collection| {
            let key = collection.key.as_str();
            let day = on.filter(|_| is_dated(key));
            let held = |item: &&Item| day.is_none_or(|day| held_on(item, day, lens));
            let items = card.items(key).filter(held);
            (key, items.map(|item| ItemShown::of(item, reader, lens)).collect())
        })
        .collect()
}

fn in_order<'v>(
    claims: &'v Claims,
    reader: &'v CardReader,
    lens: &Lens<'_>,
) -> Vec<ClaimShown<'v>> {
    let placed = claims.iter().map(|current| {
        let (place, visibility) = lens.place_and_visibility(&current.claim.path);
        (place, visibility, current)
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(place, ..)| *place);
    let shown = placed.into_iter();
    shown
        .map(|(_, visibility, current)| ClaimShown::of(current, visibility, reader, lens))
        .collect()
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
    fn of(item: &'v Item, reader: &'v CardReader, lens: &Lens<'_>) -> Self {
        Self {
            item: item.path.item.0,
            path: &item.path,
            open: item.is_open(),
            opened_at: item.opened.recorded_at,
            opened_position: item.opened.position.0,
            closed: item.closed.as_ref().map(|closed| ClosedShown::of(closed, lens)),
            claims: in_order(&item.claims, reader, lens),
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
            denied: closed.denied,
            denial_withdrawn_at: closed.denial_withdrawn.as_ref().map(|since| since.recorded_at),
        }
    }
}
