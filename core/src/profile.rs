//! The profile of a cluster or application, folded: what is said of each field now, of which items,
//! and who confirmed it.

pub mod changes;
mod contested;
mod masked;
mod names;
pub mod reader;
mod restate;
pub(crate) mod rules;
mod validate;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::{Claim, ClaimRef, Corroboration, Relation, Stated};
use registry_events::confirmations::{Support, Word};
use registry_events::event::{ClaimConfirmed, ClaimLapsed, LapseCause, ProfileEvent};
use registry_events::former::Former;
use registry_events::ids::{AccountId, ItemId, StreamVersion};
use registry_events::masks::Masks;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::Code;

use crate::access::Party;
use crate::deadline::days_after;
use crate::facts::Sum;
use crate::memo::Memo;
use crate::paged::{Page, Paged};

pub(crate) use contested::is_same;
pub use contested::{Contested, Known};
pub use restate::restate;
pub(crate) use rules::whole as problems_of;
pub use validate::refusal_of;
pub(crate) use validate::unknown_region;

/// Claims and items as they stand.
///
/// Items lie in shared pages, so that a copy of a large profile costs little and taking an event
/// touches one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    own: Claims,
    collections: BTreeMap<Code, Items>,
    last_item: u32,
    contested: Vec<Contested>,
    masks: Masks,
}

/// The items of a collection.
type Items = Paged<ItemId, Item, Remembered>;
/// Some of them that lie together.
pub(crate) type ItemPage = Page<ItemId, Item, Remembered>;

/// What was worked out of a page of items.
#[derive(Debug, Default)]
pub struct Remembered {
    open: OnceLock<usize>,
    names: Memo<names::Names>,
    pub(crate) facts: Memo<Sum>,
}

/// Current claims by their fields.
type Claims = BTreeMap<Code, Arc<CurrentClaim>>;

/// The claim that is current for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentClaim {
    /// The claim.
    pub claim: Arc<Claim>,
    /// The version of the event that stated it.
    pub version: StreamVersion,
    /// The version of the first of the claims that say the same, one after another, until this one.
    pub since: StreamVersion,
    /// The account that stated it.
    pub claimant: AccountId,
    /// The party it spoke for.
    pub party: Party,
    /// The confirmations behind it.
    pub support: Support<Confirmation>,
    /// Whether a decision, or a missed answer, says that it doesn't stand.
    pub disputed: bool,
    /// What was said of the field before, each from the version of the first claim that said it.
    former: Former,
    /// Whether it grew too old.
    pub lapsed: bool,
}

/// A confirmation that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The version of the event that gave it.
    pub version: StreamVersion,
    /// The account that gave it.
    pub account: AccountId,
    /// The party it spoke for.
    pub party: Party,
    /// How that party stands to the cluster.
    pub relation: Relation,
    /// Whether it was given having seen evidence: it says which.
    pub evidence_seen: bool,
    /// Until when it holds before it lapses, where it ages.
    pub holds_until: Option<Date>,
}

impl Word for Confirmation {
    fn version(&self) -> StreamVersion {
        self.version
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn party(&self) -> Party {
        self.party
    }

    fn relation(&self) -> Relation {
        self.relation
    }

    fn has_seen(&self) -> bool {
        self.evidence_seen
    }

    fn holds_until(&self) -> Option<Date> {
        self.holds_until
    }
}

/// An item, what is said of it, and whether it is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Collection and number.
    pub path: ItemPath,
    /// The version of the event that opened it.
    pub opened: StreamVersion,
    /// The day it ended, once closed.
    pub closed: Option<Option<Date>>,
    claims: Claims,
}

impl CurrentClaim {
    /// How well it is supported.
    pub fn corroboration(&self) -> Corroboration {
        self.corroboration_by(|_| true)
    }

    /// How well it is supported when only some confirmations count.
    pub(crate) fn corroboration_by(&self, counts: impl Fn(&Confirmation) -> bool) -> Corroboration {
        self.support.degree(self.is_documented(), counts)
    }

    /// Until when it keeps confirmations of the value before, while these support it better than its
    /// own do.
    pub fn awaits_until(&self) -> Option<Date> {
        self.support.awaits_until(self.is_documented())
    }

    fn is_documented(&self) -> bool {
        !self.claim.evidence.is_empty()
    }

    /// Until when its confirmations still count if a claim that says something else replaces it on a
    /// day, and the rulebook keeps them for so many days. A disputed claim passes none on.
    pub fn passed_on_until(&self, day: Date, days: i64) -> Option<Date> {
        let until = || self.support.passed_on_until(days_after(day, days));
        if self.disputed { None } else { until() }
    }

    /// As the claim that replaces another one.
    fn in_place_of(self, before: &Self) -> Self {
        let says_the_same = self.claim.stated == before.claim.stated;
        let (since, former) = if says_the_same {
            (before.since, before.former.clone())
        } else {
            (self.since, before.former.and(before.since, &before.claim, &self.claim))
        };
        let by = (self.claimant, self.party);
        let support = before.support.inherited(&before.claim, before.disputed, &self.claim, by);
        Self { since, support, former, ..self }
    }

    /// Whether a reference names it, or an earlier claim that said the same until now.
    pub fn is_named_by(&self, reference: &ClaimRef) -> bool {
        self.claim.path == reference.path
            && (self.since..=self.version).contains(&reference.version)
    }

    /// Whether it counts: it neither lapsed nor is disputed.
    pub const fn counts(&self) -> bool {
        !self.lapsed && !self.disputed
    }

    /// The name by which events refer to it.
    pub fn reference(&self) -> ClaimRef {
        ClaimRef { path: self.claim.path.clone(), version: self.version }
    }
}

/// Takes the marks off that keep a claim from counting.
fn count_in(current: &mut Arc<CurrentClaim>) {
    if !current.counts() {
        let current = Arc::make_mut(current);
        (current.lapsed, current.disputed) = (false, false);
    }
}

impl Profile {
    pub(crate) fn evolve(&mut self, version: StreamVersion, actor: &Actor, event: &ProfileEvent) {
        match event {
            ProfileEvent::ClaimsStated(stated) => self.state(version, actor, &stated.claims),
            ProfileEvent::ItemOpened(opened) => {
                let path = opened.item.clone();
                let collection = self.collections.entry(path.collection.clone()).or_default();
                let item = Item { path, opened: version, closed: None, claims: Claims::new() };
                collection.insert(opened.item.item, item);
                self.last_item = self.last_item.max(opened.item.item.0);
                self.state(version, actor, &opened.claims);
            }
            ProfileEvent::ItemClosed(closed) => self.close(&closed.item, closed.closed_on),
        }
    }

    pub(crate) fn close(&mut self, item: &ItemPath, on: Option<Date>) {
        if let Some(item) = self.item_mut(item) {
            item.closed = Some(on);
        }
    }

    fn state(&mut self, version: StreamVersion, actor: &Actor, claims: &[Claim]) {
        for claim in claims {
            let current = CurrentClaim {
                claim: Arc::new(claim.clone()),
                version,
                since: version,
                claimant: actor.account,
                party: Party::of(actor),
                support: Support::default(),
                disputed: false,
                former: Former::default(),
                lapsed: false,
            };
            if let Some(claims) = self.claims_mut(claim.path.item.as_ref()) {
                let current = match claims.remove(&claim.path.field) {
                    Some(before) => current.in_place_of(&before),
                    None => current,
                };
                claims.insert(claim.path.field.clone(), Arc::new(current));
            }
        }
        self.mark_stated(claims);
    }

    pub(crate) fn lapse(&mut self, lapsed: &ClaimLapsed) {
        let Some(current) = self.current_mut(&lapsed.claim) else { return };
        match lapsed.cause {
            LapseCause::Outdated => current.lapsed = true,
            LapseCause::ChangeNotConfirmed => current.support.kept = None,
            LapseCause::SeenTooLongAgo => current.support.drop_seen(lapsed.held_until),
        }
    }

    pub(crate) fn confirm(
        &mut self,
        version: StreamVersion,
        actor: &Actor,
        confirmed: &ClaimConfirmed,
    ) {
        let Some(current) = self.current_mut(&confirmed.claim) else { return };
        current.support.take(Confirmation {
            version,
            account: actor.account,
            party: Party::of(actor),
            relation: confirmed.relation,
            evidence_seen: !confirmed.evidence.is_empty(),
            holds_until: confirmed.holds_until,
        });
    }

    /// Takes a confirmation back, also where a later claim keeps it.
    pub(crate) fn withdraw_confirmation(&mut self, claim: &ClaimRef, confirmation: StreamVersion) {
        let Some(claims) = self.claims_mut(claim.path.item.as_ref()) else { return };
        let Some(current) = claims.get_mut(&claim.path.field).map(Arc::make_mut) else { return };
        current.support.withdraw(confirmation);
    }

    /// The current claim, unless another one has replaced the one that is named.
    fn current_mut(&mut self, claim: &ClaimRef) -> Option<&mut CurrentClaim> {
        let claims = self.claims_mut(claim.path.item.as_ref())?;
        let current = claims.get_mut(&claim.path.field)?;
        if current.version == claim.version { Some(Arc::make_mut(current)) } else { None }
    }

    /// The claims of an item, or of the cluster itself.
    fn claims_mut(&mut self, item: Option<&ItemPath>) -> Option<&mut Claims> {
        match item {
            Some(path) => self.item_mut(path).map(|item| &mut item.claims),
            None => Some(&mut self.own),
        }
    }

    fn item_mut(&mut self, path: &ItemPath) -> Option<&mut Item> {
        self.collections.get_mut(&path.collection)?.get_mut(&path.item)
    }

    /// The profile as it would be after these events.
    #[must_use]
    pub fn after<'e>(&self, events: impl IntoIterator<Item = &'e ProfileEvent>) -> Self {
        let mut after = self.clone();
        for event in events {
            after.evolve(StreamVersion::EMPTY, &crate::access::program(), event);
        }
        after
    }

    /// The profile as it would be if every claim counted: what tells which of those that lapsed or
    /// are disputed a marker misses.
    #[must_use]
    pub fn with_all_counted(&self) -> Self {
        let mut all = self.clone();
        all.own.values_mut().for_each(count_in);
        let missed = |item: &&Item| item.claims().any(|current| !current.counts());
        let paths = self.items().filter(missed).map(|item| &item.path);
        for item in paths {
            if let Some(item) = all.item_mut(item) {
                item.claims.values_mut().for_each(count_in);
            }
        }
        all
    }

    /// The current claim of a field.
    pub fn claim(&self, path: &FieldPath) -> Option<&CurrentClaim> {
        match &path.item {
            Some(item) => self.item(item)?.claim(path.field.as_str()),
            None => self.cluster_claim(path.field.as_str()),
        }
    }

    /// The current claim of a cluster's own field.
    pub fn cluster_claim(&self, field: &str) -> Option<&CurrentClaim> {
        self.own.get(field).map(Arc::as_ref)
    }

    /// The current claims of the cluster's own fields, in the order of keys.
    pub fn cluster_claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.own.values().map(Arc::as_ref)
    }

    /// Every current claim, those of closed items too, in the order of paths.
    pub fn claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.cluster_claims().chain(self.items().flat_map(Item::claims))
    }

    /// The current claims of an item.
    pub fn item_claims(&self, item: &ItemPath) -> impl Iterator<Item = &CurrentClaim> + use<'_> {
        self.item(item).into_iter().flat_map(Item::claims)
    }

    /// An item.
    pub fn item(&self, path: &ItemPath) -> Option<&Item> {
        self.item_of(path.collection.as_str(), path.item)
    }

    /// An item of a collection.
    pub(crate) fn item_of(&self, collection: &str, item: ItemId) -> Option<&Item> {
        self.collections.get(collection)?.get(&item)
    }

    /// Every item, the closed ones too, in the order of paths.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.collections.values().flat_map(Paged::values)
    }

    /// The open items of a collection, in the order of opening.
    pub fn open_items(&self, collection: &str) -> impl Iterator<Item = &Item> + use<'_> {
        let items = self.collections.get(collection).into_iter().flat_map(Paged::values);
        items.filter(|item| item.is_open())
    }

    /// How many items of a collection are open.
    pub(crate) fn open_count(&self, collection: &str) -> usize {
        let open = |page: &ItemPage| page.values().filter(|item| item.is_open()).count();
        let pages = self.pages(collection);
        pages.map(|page| *page.remembered().open.get_or_init(|| open(page))).sum()
    }

    /// The pages that the items of a collection lie in, in the order of opening.
    pub(crate) fn pages(&self, collection: &str) -> impl Iterator<Item = &ItemPage> + use<'_> {
        self.collections.get(collection).into_iter().flat_map(Paged::pages)
    }

    /// Whether an item is there and open.
    pub fn is_open(&self, path: &ItemPath) -> bool {
        self.item(path).is_some_and(Item::is_open)
    }

    /// The cluster's own claims, and those of open items.
    pub(crate) fn open_claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        let of_items = self.items().filter(|item| item.is_open()).flat_map(Item::claims);
        self.cluster_claims().chain(of_items)
    }

    /// The number the next item gets.
    pub(crate) const fn next_item(&self) -> ItemId {
        ItemId(self.last_item + 1)
    }

    /// What a cluster's own field says, when it says anything.
    pub fn stated(&self, field: &str) -> Option<&Stated> {
        self.cluster_claim(field).map(|current| &current.claim.stated)
    }
}

impl Item {
    /// Whether it hasn't ended.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// The current claim of one of its fields.
    pub fn claim(&self, field: &str) -> Option<&CurrentClaim> {
        self.claims.get(field).map(Arc::as_ref)
    }

    /// Its current claims, in the order of fields.
    pub fn claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.claims.values().map(Arc::as_ref)
    }
}
