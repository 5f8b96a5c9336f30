//! What is hidden by law, and cards, histories and rows without it.
//!
//! Views stay folded as recorded: a mask that is lifted shows again what it hid, and digests say what
//! the log says. Of a cluster with masks a second card and a second history are kept, in which masked
//! values read as sealed under a key that nobody has; readers get these and no others. Rows lose
//! masked fields when they are read, as they lose those that aren't public.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use registry_events::claim::{Claim, Evidence, Stated};
use registry_events::entry::{Clear, Content, Recorded};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, Digest, OrganisationId, Position, StreamVersion};
use registry_events::masks::{Masks, hidden, key_of_mask};
use registry_events::path::FieldPath;
use registry_events::seal::KeyId;
use serde::Serialize;

use crate::card::Card;
use crate::history::{History, HistoryLine};
use crate::keys;
use crate::place::Place;

/// The masks of every cluster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MaskedValues {
    clusters: OrdMap<ClusterId, Arc<MaskedCluster>>,
    by_key: OrdMap<KeyId, Arc<Mask>>,
    last: Option<Position>,
}

/// One mask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mask {
    /// When and by whom it was set.
    pub place: Place,
    /// The field.
    pub path: FieldPath,
    /// The version of the one statement that is meant; none for every one.
    pub version: Option<StreamVersion>,
    /// The law.
    pub law: String,
    /// Why.
    pub reason: String,
    /// Since when it hides nothing any more.
    pub lifted: Option<Position>,
}

/// A cluster that ever had a mask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MaskedCluster {
    cluster: Option<ClusterId>,
    masks: Masks,
    all: BTreeMap<StreamVersion, Arc<Mask>>,
    shown: Option<Shown>,
}

/// What readers get of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    card: Arc<Card>,
    history: Arc<History>,
    unnamed: Unnamed,
    /// The documents that show or confirm what is masked, each with its mask.
    withheld: BTreeMap<Digest, Arc<Mask>>,
    spans: BTreeMap<StreamVersion, Span>,
}

/// Organisations that are masked as those of an item, of a participant above all: to name one beside
/// anything it says in the cluster would tell that it is the one.
pub(crate) type Unnamed = BTreeSet<OrganisationId>;

/// Over which positions a mask lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Position,
    until: Option<Position>,
}

/// A field that a row may not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over<'m> {
    /// The field.
    pub(crate) path: &'m FieldPath,
    /// Whether another value has taken the place of the masked one, which is told as a former one.
    pub(crate) former_only: bool,
}

/// By what time masks were set that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Knowing {
    /// Those of today.
    Today,
    /// Those in force at the position looked at, as a bulletin of that time knew them.
    Then,
}

impl MaskedValues {
    /// The mask whose key a value reads as sealed under.
    pub fn by_key(&self, key: &KeyId) -> Option<&Mask> {
        self.by_key.get(key).map(AsRef::as_ref)
    }

    /// The masks of a cluster that hide something today, oldest first.
    pub fn of(&self, cluster: ClusterId) -> impl Iterator<Item = &Mask> {
        let all = self.clusters.get(&cluster).into_iter().flat_map(|known| known.all.values());
        all.map(AsRef::as_ref).filter(|mask| mask.lifted.is_none())
    }

    /// Whether everybody may see what was stated of a field of a cluster at a version.
    pub fn show(&self, cluster: ClusterId, path: &FieldPath, version: StreamVersion) -> bool {
        self.in_force(cluster).is_none_or(|masks| masks.over(path, version).is_none())
    }

    /// Whether everybody may see who confirmed what was stated of a field at a version.
    pub fn tell_confirmer(
        &self,
        cluster: ClusterId,
        (path, version): (&FieldPath, StreamVersion),
        organisation: Option<OrganisationId>,
    ) -> bool {
        self.may_name(cluster, organisation) && self.show(cluster, path, version)
    }

    /// Whether an organisation may be named beside what it says in a cluster's stream.
    pub fn may_name(&self, cluster: ClusterId, organisation: Option<OrganisationId>) -> bool {
        let shown = self.clusters.get(&cluster).and_then(|known| known.shown.as_ref());
        !shown.is_some_and(|shown| is_unnamed(&shown.unnamed, organisation))
    }

    /// A card of the past without what is hidden today.
    pub fn without_hidden(&self, card: Card) -> Card {
        let Some(known) = self.clusters.get(&card.cluster) else { return card };
        match &known.shown {
            Some(shown) => card.without_masked(&known.masks, &shown.unnamed),
            None => card,
        }
    }

    /// The mask over what a document shows; none for one that may be given out.
    pub fn withholds(&self, document: Digest) -> Option<&Mask> {
        let shown = self.clusters.values().filter_map(|known| known.shown.as_ref());
        let mut over = shown.filter_map(|shown| shown.withheld.get(&document));
        over.next().map(AsRef::as_ref)
    }

    /// The entries of a cluster's stream, from its first one on, without what is hidden today.
    pub fn hide_in(&self, cluster: ClusterId, entries: &mut [Recorded]) {
        let Some(masks) = self.in_force(cluster) else { return };
        let mut said = Said::default();
        for recorded in entries {
            let organisation = recorded.actor().and_then(|actor| actor.organisation);
            let unnamed = !self.may_name(cluster, organisation);
            hide_in_entry(masks, cluster, recorded, unnamed, &mut said);
        }
    }

    /// One entry of a cluster's stream without what is hidden today.
    pub fn hide_in_one(&self, cluster: ClusterId, recorded: &mut Recorded) {
        self.hide_in(cluster, std::slice::from_mut(recorded));
    }

    /// Whether an entry of a cluster's stream tells nothing else that is hidden today: an organisation
    /// that says it takes no part names itself.
    pub fn tell_of(&self, cluster: ClusterId, recorded: &Recorded) -> bool {
        let Some(Event::Cluster(ClusterEvent::MembershipDenied(denied))) = recorded.event() else {
            return true;
        };
        let masks = self.of(cluster).map(|mask| &mask.path);
        let mut of_item = masks.filter(|path| path.item.as_ref() == Some(&denied.item));
        !of_item.any(|path| path.field.as_str() == keys::ORGANISATION)
    }

    /// Whether everybody may see the digest of a cluster's facts at a position: not where something
    /// held that is hidden today, which whoever tries a few values would find by it.
    pub fn tell_digest(&self, cluster: ClusterId, at: Position) -> bool {
        let Some(known) = self.clusters.get(&cluster) else { return true };
        let mut in_force = known.all.iter().filter(|(_, mask)| mask.lifted.is_none());
        !in_force.any(|(set, _)| known.held(*set, at))
    }

    /// Since when no mask was set or lifted.
    pub(crate) const fn last(&self) -> Option<Position> {
        self.last
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.clusters.iter().map(|(cluster, known)| (cluster, &known.all))
    }

    pub(crate) fn card(&self, cluster: ClusterId) -> Option<&Arc<Card>> {
        Some(&self.clusters.get(&cluster)?.shown.as_ref()?.card)
    }

    pub(crate) fn history(&self, cluster: ClusterId) -> Option<&Arc<History>> {
        Some(&self.clusters.get(&cluster)?.shown.as_ref()?.history)
    }

    /// What of a cluster's row, as it was changed last at a position, may not be shown; looked at from
    /// a later one.
    pub(crate) fn over_row(
        &self,
        cluster: ClusterId,
        (updated, at): (Position, Position),
        knowing: Knowing,
    ) -> Vec<Over<'_>> {
        let Some(known) = self.clusters.get(&cluster) else { return Vec::new() };
        let counting = known.all.iter().filter(|(_, mask)| mask.counts(at, knowing));
        counting.filter_map(|(set, mask)| known.over(*set, mask, updated)).collect()
    }

    fn in_force(&self, cluster: ClusterId) -> Option<&Masks> {
        let masks = &self.clusters.get(&cluster)?.masks;
        if masks.are_none() { None } else { Some(masks) }
    }

    /// Takes an event of a cluster's stream.
    pub(crate) fn apply(&mut self, cluster: ClusterId, place: &Place, event: &Event) {
        let Event::Cluster(event) = event else { return };
        if let ClusterEvent::ValueMasked(masked) = event {
            let mask = Arc::new(Mask {
                place: place.clone(),
                path: masked.path.clone(),
                version: masked.version,
                law: masked.law.clone(),
                reason: masked.reason.clone(),
                lifted: None,
            });
            self.take(cluster, place, event, place.version, mask);
        } else if let ClusterEvent::MaskLifted(lifted) = event {
            let known = self.clusters.get(&cluster);
            let mask = known.and_then(|known| known.all.get(&lifted.mask));
            let Some(mask) = mask.map(|mask| Mask::clone(mask)) else { return };
            let mask = Arc::new(Mask { lifted: Some(place.position), ..mask });
            self.take(cluster, place, event, lifted.mask, mask);
        }
    }

    fn take(
        &mut self,
        cluster: ClusterId,
        place: &Place,
        event: &ClusterEvent,
        set: StreamVersion,
        mask: Arc<Mask>,
    ) {
        let known = Arc::make_mut(self.clusters.entry(cluster).or_default());
        known.cluster = Some(cluster);
        known.masks.evolve(place.version, event);
        known.all.insert(set, Arc::clone(&mask));
        self.by_key.insert(key_of_mask(cluster, set), mask);
        self.last = Some(place.position);
    }

    /// A commit that touched a cluster ended: what readers get of it, where it has masks.
    pub(crate) fn refresh(&mut self, card: &Card, history: Option<&Arc<History>>) {
        let Some(known) = self.clusters.get_mut(&card.cluster).map(Arc::make_mut) else { return };
        let history = history.cloned().unwrap_or_default();
        let unnamed = known.unnamed_in(&history);
        let shown = Arc::new(history.without_masked(card.cluster, &known.masks, &unnamed));
        known.shown = Some(Shown {
            card: Arc::new(card.without_masked(&known.masks, &unnamed)),
            spans: known.spans_in(&history),
            withheld: known.withheld_in(&history, &shown),
            history: shown,
            unnamed,
        });
    }
}

impl Mask {
    fn counts(&self, at: Position, knowing: Knowing) -> bool {
        match knowing {
            Knowing::Today => self.lifted.is_none(),
            Knowing::Then => {
                self.place.position <= at && self.lifted.is_none_or(|lifted| lifted > at)
            }
        }
    }
}

impl MaskedCluster {
    /// How a mask lies over a row that was changed last at a position.
    fn over<'m>(&self, set: StreamVersion, mask: &'m Mask, updated: Position) -> Option<Over<'m>> {
        if mask.version.is_none() {
            return Some(Over { path: &mask.path, former_only: false });
        }
        let span = self.shown.as_ref()?.spans.get(&set)?;
        let former_only = span.until.is_some_and(|until| until <= updated);
        (span.from <= updated).then_some(Over { path: &mask.path, former_only })
    }

    /// Whether what a mask hides was the current statement at a position.
    fn held(&self, set: StreamVersion, at: Position) -> bool {
        let span = self.shown.as_ref().and_then(|shown| shown.spans.get(&set));
        span.is_some_and(|span| span.from <= at && span.until.is_none_or(|until| at < until))
    }

    /// The organisations that are masked as those of an item.
    fn unnamed_in(&self, history: &History) -> Unnamed {
        let masked = history.lines().filter_map(|line| {
            let claim = line.new.as_ref()?;
            self.masks.over(&claim.path, line.place.version)?;
            claim.path.item.as_ref()?;
            claim.stated.value()?.as_organisation()
        });
        masked.collect()
    }

    /// The documents of lines that are shown without them.
    fn withheld_in(&self, history: &History, shown: &History) -> BTreeMap<Digest, Arc<Mask>> {
        let mut withheld = BTreeMap::new();
        for (line, shown) in history.lines().zip(shown.lines()) {
            let Some(mask) = self.mask_over(line) else { continue };
            let all = line.evidence().iter().filter(|piece| !shown.evidence().contains(piece));
            let documents = all.filter_map(|piece| match piece {
                Evidence::Document(document) => Some(document.digest),
                Evidence::Link(_) => None,
            });
            withheld.extend(documents.map(|digest| (digest, Arc::clone(mask))));
        }
        withheld
    }

    /// The mask over what a line states or speaks of; of one that is only unnamed any that is in force.
    fn mask_over(&self, line: &HistoryLine) -> Option<&Arc<Mask>> {
        let stated = line.new.as_ref().map(|claim| (&claim.path, line.place.version));
        let about = line.about.as_ref().map(|about| (&about.path, about.version));
        let claims = [stated, about].into_iter().flatten();
        let mut masks = claims.filter_map(|(path, version)| self.masks.over(path, version));
        let known = masks.next().and_then(|set| self.all.get(&set));
        known.or_else(|| self.all.values().find(|mask| mask.lifted.is_none()))
    }

    /// Over which positions each mask lies: that of one statement while it was the current one, that
    /// of a whole field from its first statement on.
    fn spans_in(&self, history: &History) -> BTreeMap<StreamVersion, Span> {
        let of = |mask: &Mask| {
            let about = |line: &&Arc<crate::history::HistoryLine>| {
                line.new.as_ref().is_some_and(|claim| claim.path == mask.path)
            };
            let mut lines = history.lines().filter(about).map(|line| &line.place);
            let is_it =
                |place: &&Place| mask.version.is_none_or(|version| place.version == version);
            let from = lines.find(is_it)?.position;
            let next = lines.next().filter(|_| mask.version.is_some());
            Some(Span { from, until: next.map(|place| place.position) })
        };
        self.all.iter().filter_map(|(set, mask)| Some((*set, of(mask)?))).collect()
    }
}

/// Whether an organisation may not be named beside what it says.
pub(crate) fn is_unnamed(unnamed: &Unnamed, organisation: Option<OrganisationId>) -> bool {
    organisation.is_some_and(|organisation| unnamed.contains(&organisation))
}

/// What was said of masked fields so far, so that different values read as different ones.
#[derive(Default)]
pub(crate) struct Said(BTreeMap<FieldPath, Vec<Stated>>);

impl Said {
    /// The claim as it reads under a mask.
    pub(crate) fn hide(&mut self, claim: &Claim, cluster: ClusterId, mask: StreamVersion) -> Claim {
        let known = self.0.entry(claim.path.clone()).or_default();
        let nth = known.iter().position(|stated| *stated == claim.stated).unwrap_or_else(|| {
            known.push(claim.stated.clone());
            known.len() - 1
        });
        hidden(claim, key_of_mask(cluster, mask), nth as u64)
    }
}

fn hide_in_entry(
    masks: &Masks,
    cluster: ClusterId,
    recorded: &mut Recorded,
    unnamed: bool,
    said: &mut Said,
) {
    let version = recorded.version;
    let Content::Clear(clear) = &mut recorded.content else { return };
    let Clear { event, .. } = &mut **clear;
    for claim in event.claims_mut() {
        if let Some(mask) = masks.over(&claim.path, version) {
            *claim = said.hide(claim, cluster, mask);
        }
    }
    if let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) = event
        && (unnamed || masks.over(&confirmed.claim.path, confirmed.claim.version).is_some())
    {
        (confirmed.evidence, confirmed.note) = (Vec::new(), None);
    }
}
