//! Organisations with what is told of them over time, and the clusters each is in with how well its
//! membership is supported.

mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::{Inn, Language, Value};
use registry_projections::card::{Card, CurrentClaim, Item};
use registry_projections::name::fold;
use registry_projections::organisations::{DatedIdentifier, Membership, Organisation, Succession};
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::{ConfirmationShown, confirmations};
use super::cursor::{Cursor, Page};
use super::held::held_on;
use super::lens::{Lens, Seen};
use super::parts::{Bilingual, IdentifierShown, Labelled, NamedCluster, is_public};
use super::row::labelled;
use super::value;

pub use told::{
    BranchShown, DetailShown, DetailsShown, MailboxDomainShown, NumberShown, SizeShown,
    SuccessionShown,
};

/// The collection and fields of a membership.
const PARTICIPANTS: &str = "participants";
const ORGANISATION: &str = "organisation";
/// The field, and the dictionary, of a participant's type.
pub const PARTICIPANT_TYPE: &str = "participant_type";
const JOINED_ON: &str = "joined_on";
const BRANCH_KPP: &str = "branch_kpp";

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationQuery {
    /// Words of the name.
    pub q: Option<String>,
    /// An INN or OGRN.
    pub inn: Option<String>,
}

/// A page of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrganisationList {
    /// The organisations of this page, by name.
    pub items: Vec<OrganisationRow>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// An organisation as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrganisationRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Its numbers, but those of a natural person.
    pub identifiers: Vec<IdentifierShown>,
    /// How many clusters it is a participant of; null where participants aren't public.
    pub clusters: Option<usize>,
}

/// One legal entity.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OrganisationShown {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Its names over recorded time, oldest first.
    pub names: Vec<NameShown>,
    /// Its numbers at the position of the answer; that of a natural person only for officers and for
    /// who represents it.
    pub identifiers: Vec<IdentifierShown>,
    /// Every number it had, with the days between which it has it; that of a natural person as above.
    pub numbers: Vec<NumberShown>,
    /// Whether it has a number that this reader may not see.
    pub sealed_number: bool,
    /// Whether no other organisation took its place.
    pub living: bool,
    /// The organisation in which it ended.
    pub successor: Option<SuccessionShown>,
    /// Further organisations that followed it: parts of a division, and spin-offs.
    pub further_successors: Vec<SuccessionShown>,
    /// The organisations that it followed.
    pub predecessors: Vec<SuccessionShown>,
    /// Its branches, closed ones too.
    pub branches: Vec<BranchShown>,
    /// How large it was stated to be, oldest first.
    pub sizes: Vec<SizeShown>,
    /// Where it is found and what it does, as stated last.
    pub details: DetailsShown,
    /// Domains whose mailboxes are or were its own: who answers from one speaks for it.
    pub mailbox_domains: Vec<MailboxDomainShown>,
    /// When it became known to the registry.
    #[schema(value_type = String, format = DateTime)]
    pub registered_at: Timestamp,
    /// The place of that event in the log.
    pub registered_position: u64,
    /// Every membership there was, in the order of recording; where `on` is asked, those that held on
    /// that day. Null where participants aren't public.
    pub clusters: Option<Vec<MembershipShown>>,
}

/// A name and since when the registry has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NameShown {
    /// The name.
    pub name: Bilingual,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
    /// `change` or `correction`; null for the first one.
    pub kind: Option<&'static str>,
}

/// A time during which it was a participant of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MembershipShown {
    /// The cluster.
    pub cluster: NamedCluster,
    /// How the cluster stands on the register.
    pub status: Option<&'static str>,
    /// The participant's item there.
    pub item: u32,
    /// Its type.
    pub participant_type: Option<Labelled>,
    /// Its own size, where it differs from the type that the cluster states.
    pub conflicting_size: Option<Labelled>,
    /// The branch through which it participates, by its КПП.
    pub branch_kpp: Option<String>,
    /// The day it joined in the world.
    #[schema(value_type = Option<String>, format = Date)]
    pub joined_on: Option<Date>,
    /// Whether it is a participant.
    pub current: bool,
    /// The place at which the registry learned of it.
    pub since_position: u64,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// When the registry learned of its end.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// How well the membership is supported.
    pub corroboration: Option<&'static str>,
    /// Who confirmed it.
    pub confirmations: Vec<ConfirmationShown>,
}

/// Cards by cluster, as of the lens's position.
pub type Cards = BTreeMap<ClusterId, Arc<Card>>;

/// A page of the organisations that match, by name.
pub fn list(query: &OrganisationQuery, page: &Page, lens: &Lens<'_>) -> OrganisationList {
    let mut found: Vec<_> = matching(query, lens).collect();
    found.sort_by_cached_key(|organisation| {
        let name = organisation.name_at(lens.at).map(|name| name.folded().to_owned());
        (name, organisation.id)
    });
    let total = found.len();
    let shown = found.into_iter().skip(page.offset).take(page.limit);
    OrganisationList {
        items: shown.map(|organisation| OrganisationRow::of(organisation, lens)).collect(),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
    }
}

fn matching<'v>(
    query: &OrganisationQuery,
    lens: &Lens<'v>,
) -> impl Iterator<Item = &'v Arc<Organisation>> {
    let organisations = lens.views.organisations();
    let at = lens.at;
    let numbered = query.inn.as_deref().map(|number| public_by_number(number, lens));
    let words = query.q.as_deref().map(|q| fold(q.trim())).filter(|words| !words.is_empty());
    let known = organisations.iter().filter(move |one| one.registered.position <= at);
    known.filter(move |organisation| {
        let named =
            |words: &String| organisation.name_at(at).is_some_and(|name| name.contains(words));
        numbered.is_none_or(|id| id == Some(organisation.id)) && words.as_ref().is_none_or(named)
    })
}

/// The organisation of a number, where the number may be shown.
fn public_by_number(number: &str, lens: &Lens<'_>) -> Option<OrganisationId> {
    let found = lens.views.organisations().by_number(number)?;
    let public = IdentifierShown::public(found.numbers());
    public.iter().any(|shown| shown.number == number).then_some(found.id)
}

impl OrganisationRow {
    fn of(organisation: &Organisation, lens: &Lens<'_>) -> Self {
        Self {
            id: organisation.id.to_string(),
            name: lens.organisation(organisation.id).into(),
            identifiers: IdentifierShown::public(organisation.numbers_at(lens.at)),
            clusters: clusters(organisation.id, lens),
        }
    }
}

/// An organisation that was known at the lens's position.
pub fn find<'v>(id: OrganisationId, lens: &Lens<'v>) -> Option<&'v Arc<Organisation>> {
    let found = lens.views.organisations().get(id)?;
    (found.registered.position <= lens.at).then_some(found)
}

/// The memberships the registry knew of at the lens's position and may tell of today.
pub fn memberships<'v>(
    id: OrganisationId,
    lens: &Lens<'v>,
) -> impl Iterator<Item = &'v Membership> {
    lens.views.memberships(id, lens.at)
}

/// Whether it may be told who is a participant.
fn are_public(lens: &Lens<'_>) -> bool {
    lens.shows_item_field(PARTICIPANTS, ORGANISATION)
}

/// How many clusters it was a participant of at the lens's position, whatever their standing; none
/// where that may not be told.
fn clusters(id: OrganisationId, lens: &Lens<'_>) -> Option<usize> {
    if !are_public(lens) {
        return None;
    }
    let held = memberships(id, lens).filter(|membership| membership.holds_at(lens.at));
    Some(held.map(|membership| membership.cluster).collect::<BTreeSet<_>>().len())
}

/// The numbers of a natural person that it had by the lens's position.
pub fn personal<'v>(
    organisation: &'v Organisation,
    lens: &Lens<'_>,
) -> impl Iterator<Item = &'v DatedIdentifier> {
    let at = lens.at;
    let known = organisation.identifiers.iter().filter(move |one| one.place.position <= at);
    known.filter(|one| !is_public(&one.identifier))
}

impl OrganisationShown {
    /// Adds a natural person's number that was opened for this reader.
    pub fn open_number(&mut self, dated: &DatedIdentifier, inn: &Inn, lens: &Lens<'_>) {
        let identifier = IdentifierShown::personal(inn);
        if dated.holds_at(lens.at) {
            self.identifiers.push(identifier.clone());
            self.sealed_number = false;
        }
        self.numbers.push(NumberShown::with(identifier, dated, lens));
    }
}

/// An organisation with every cluster it is or was in.
///
/// Where a day in the world is asked for, of its memberships those that held on it.
pub fn one(
    organisation: &Organisation,
    cards: &Cards,
    on: Option<Date>,
    lens: &Lens<'_>,
) -> OrganisationShown {
    let held = |membership: &&Membership| {
        on.is_none_or(|day| item_of(membership, cards).is_some_and(|it| held_on(it, day, lens)))
    };
    let memberships = memberships(organisation.id, lens).filter(held);
    let known = |ends: &[Succession]| SuccessionShown::all(ends, lens);
    OrganisationShown {
        id: organisation.id.to_string(),
        name: lens.organisation(organisation.id).into(),
        names: names(organisation, lens),
        identifiers: IdentifierShown::public(organisation.numbers_at(lens.at)),
        numbers: NumberShown::all(organisation, lens),
        sealed_number: personal(organisation, lens).any(|one| one.holds_at(lens.at)),
        living: organisation.successor_at(lens.at).is_none(),
        successor: organisation.successor_at(lens.at).map(|end| SuccessionShown::of(end, lens)),
        further_successors: known(&organisation.further_successors),
        predecessors: known(&organisation.predecessors),
        branches: BranchShown::all(organisation, lens),
        sizes: SizeShown::all(organisation, lens),
        details: DetailsShown::of(organisation, lens),
        mailbox_domains: MailboxDomainShown::all(organisation, lens),
        registered_at: organisation.registered.recorded_at,
        registered_position: organisation.registered.position.0,
        clusters: are_public(lens)
            .then(|| memberships.map(|one| MembershipShown::of(one, cards, lens)).collect()),
    }
}

fn names(organisation: &Organisation, lens: &Lens<'_>) -> Vec<NameShown> {
    let recorded = organisation.names.iter().filter(|(position, _)| *position <= lens.at);
    recorded
        .map(|(position, recorded)| NameShown {
            name: Bilingual::from(&recorded.name.text),
            recorded_at: recorded.place.recorded_at,
            position: position.0,
            kind: recorded.kind.map(value::kind_key),
        })
        .collect()
}

impl MembershipShown {
    fn of(membership: &Membership, cards: &Cards, lens: &Lens<'_>) -> Self {
        let card = cards.get(&membership.cluster);
        let item = item_of(membership, cards);
        let claim = item.and_then(|item| item.claims.get(ORGANISATION));
        let times = lens.views.times();
        Self {
            cluster: NamedCluster::of(membership.cluster, lens),
            status: card.map(|card| card.standing.status.key()),
            item: membership.item.0,
            participant_type: item.and_then(|item| participant_type(item, lens)),
            conflicting_size: conflicting_size(membership, lens),
            branch_kpp: item.and_then(|item| branch_kpp(item, lens)),
            joined_on: item.and_then(|item| joined_on(item, lens)),
            current: membership.holds_at(lens.at),
            since_position: membership.since.0,
            since: times.recorded_at(membership.since),
            until: membership
                .until
                .filter(|until| *until <= lens.at)
                .and_then(|until| times.recorded_at(until)),
            corroboration: claim.map(|claim| claim.corroboration().key()),
            confirmations: claim.map(|claim| shown(claim, lens)).unwrap_or_default(),
        }
    }
}

/// The participant that a membership is.
fn item_of<'c>(membership: &Membership, cards: &'c Cards) -> Option<&'c Item> {
    cards.get(&membership.cluster)?.item_of(PARTICIPANTS, membership.item)
}

/// The organisation's own size, where it differs from what the cluster states.
fn conflicting_size(membership: &Membership, lens: &Lens<'_>) -> Option<Labelled> {
    let row = lens.views.register().row(membership.cluster, lens.at)?;
    let mut members = lens.views.organisations().typed_members(&row, lens.at);
    let member = members.find(|member| member.item == membership.item)?;
    let (_, own) = member.conflict()?;
    Some(labelled(PARTICIPANT_TYPE, own, lens))
}

fn branch_kpp(item: &Item, lens: &Lens<'_>) -> Option<String> {
    let claim = item.claims.get(BRANCH_KPP)?;
    match lens.seen(&claim.claim) {
        Seen::Value(Value::Text(text)) => Some(text.in_language_or_other(Language::Ru).to_owned()),
        Seen::Value(_) | Seen::Absent(_) => None,
    }
}

fn shown(claim: &CurrentClaim, lens: &Lens<'_>) -> Vec<ConfirmationShown> {
    confirmations(&claim.support.confirmations, lens)
}

fn participant_type(item: &Item, lens: &Lens<'_>) -> Option<Labelled> {
    let claim = item.claims.get(PARTICIPANT_TYPE)?;
    match lens.seen(&claim.claim) {
        Seen::Value(Value::Code(code)) => Some(labelled(PARTICIPANT_TYPE, code, lens)),
        Seen::Value(_) | Seen::Absent(_) => None,
    }
}

fn joined_on(item: &Item, lens: &Lens<'_>) -> Option<Date> {
    let claim = item.claims.get(JOINED_ON)?;
    match lens.seen(&claim.claim) {
        Seen::Value(Value::Date(date)) => Some(*date),
        Seen::Value(_) | Seen::Absent(_) => None,
    }
}
