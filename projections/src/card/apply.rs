//! How one event changes a card. Total: what makes no sense where it stands changes nothing but the
//! stream's version.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use registry_events::claim::{Claim, ClaimRef, Relation};
use registry_events::event::{
    ClaimConfirmed, ClaimLapsed, ClusterEvent, Event, LapseCause, ProfileEvent, RequirementOpened,
};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use serde::Serialize;

use super::{Card, Claims, Closed, Confirmation, CurrentClaim, CurrentLevel, Item};
use super::{ListingStatus, Requirement, Standing};
use crate::keys;
use crate::place::Place;

/// What a standing confirmation is about, also after its claim was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Confirmed {
    pub(crate) about: ClaimRef,
    pub(crate) relation: Relation,
}

/// What an event changed on a card, for the views that are told after it.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Nothing: an event of another kind of stream.
    Foreign,
    /// Claims were stated, each with the one in force before.
    Stated(Vec<Replacement>),
    /// A confirmation left; none when there was no such confirmation.
    ConfirmationWithdrawn(Option<Confirmed>),
    /// A participant took back that it doesn't take part; which membership, when there was such a word.
    DenialWithdrawn(Option<ItemPath>),
    /// A step of a dispute.
    Disputed {
        /// Of which claim.
        about: ClaimRef,
        /// Items of which something is disputed since, or no longer.
        items: Vec<ItemPath>,
    },
    /// Something that the event itself tells in full.
    Plain,
}

/// A claim that was stated and the one it took the place of.
#[derive(Debug)]
pub(crate) struct Replacement {
    pub(crate) new: Arc<Claim>,
    pub(crate) old: Option<Arc<Claim>>,
}

impl Card {
    /// The card of a cluster that is just being listed.
    pub(crate) fn open(cluster: ClusterId, listed: &Place) -> Self {
        let standing = Standing {
            status: ListingStatus::Listed,
            since: listed.clone(),
            reason: None,
            merged_into: None,
        };
        Self {
            cluster,
            version: listed.version,
            listed: listed.clone(),
            updated: listed.clone(),
            standing,
            level: None,
            requirements: BTreeMap::new(),
            disputes: BTreeMap::new(),
            absorbed: Vec::new(),
            newer_than_program: false,
            fields: Claims::default(),
            collections: BTreeMap::new(),
            confirmations: OrdMap::new(),
        }
    }

    /// An event stands in the stream that this follower can't open or doesn't know.
    pub(crate) const fn pass_over(&mut self, version: StreamVersion, unknown: bool) {
        self.version = version;
        self.newer_than_program |= unknown;
    }

    /// Takes one event of the cluster's stream, with its claims from [`take_claims`].
    pub(crate) fn apply(
        &mut self,
        place: &Place,
        event: &Event,
        claims: Vec<Arc<Claim>>,
    ) -> Effect {
        self.version = place.version;
        let effect = match event {
            Event::Profile(event) => self.apply_profile(place, event, claims),
            Event::Cluster(event) => self.apply_cluster(place, event),
            Event::Dispute(event) => self.apply_dispute(place, event),
            Event::Application(_)
            | Event::Account(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Region(_)
            | Event::Registry(_)
            | Event::Publication(_)
            | Event::Expected(_)
            | Event::Proposal(_)
            | Event::Report(_)
            | Event::Enquiry(_) => return Effect::Foreign,
        };
        self.updated = place.clone();
        effect
    }

    fn apply_profile(
        &mut self,
        place: &Place,
        event: &ProfileEvent,
        claims: Vec<Arc<Claim>>,
    ) -> Effect {
        match event {
            ProfileEvent::ClaimsStated(_) => self.state(place, &claims),
            ProfileEvent::ItemOpened(opened) => self.begin_item(place, &opened.item, claims),
            ProfileEvent::ItemClosed(closed) => {
                self.end_item(&closed.item, || Closed::new(closed, place.clone()))
            }
        }
    }

    fn apply_cluster(&mut self, place: &Place, event: &ClusterEvent) -> Effect {
        use ListingStatus::{Inactive, Listed, Merged, Suspended, Withdrawn};
        match event {
            ClusterEvent::ClusterListed(_)
            | ClusterEvent::AssessmentCorrected(_)
            | ClusterEvent::ValueMasked(_)
            | ClusterEvent::MaskLifted(_) => {}
            ClusterEvent::ClaimLapsed(event) => self.lapse(place, event),
            ClusterEvent::RequirementOpened(event) => self.open_requirement(place, event),
            ClusterEvent::RequirementClosed(event) => {
                self.requirements.remove(&event.marker);
            }
            ClusterEvent::ClaimConfirmed(confirmed) => self.confirm(place, confirmed),
            ClusterEvent::ConfirmationWithdrawn(withdrawn) => {
                return self.withdraw_confirmation(withdrawn.confirmation);
            }
            ClusterEvent::MembershipDenied(denied) => {
                return self.end_item(&denied.item, || Closed::by_denial(denied, place.clone()));
            }
            ClusterEvent::MembershipDenialWithdrawn(withdrawn) => {
                return self.withdraw_denial(place, withdrawn.denial);
            }
            ClusterEvent::LevelAssessed(assessed) => {
                self.level = Some(CurrentLevel::after(self.level.as_ref(), assessed, place));
            }
            ClusterEvent::ClusterSuspended(event) => {
                self.stand(place, &[Listed, Inactive], Suspended, Some(&event.reason));
            }
            ClusterEvent::ClusterDeactivated(_) => self.stand(place, &[Listed], Inactive, None),
            ClusterEvent::ClusterReactivated(_) => self.stand(place, &[Inactive], Listed, None),
            ClusterEvent::ClusterMerged(event) => {
                let living = [Listed, Inactive, Suspended];
                self.stand(place, &living, Merged, Some(&event.reason));
                self.standing.merged_into = Some(event.into);
            }
            ClusterEvent::ClusterAbsorbed(event) => self.absorbed.push(event.cluster),
            ClusterEvent::ClusterResumed(event) => {
                self.stand(place, &[Suspended], Listed, Some(&event.reason));
            }
            ClusterEvent::ClusterWithdrawn(event) => {
                let living = [Listed, Inactive, Suspended];
                self.stand(place, &living, Withdrawn, Some(&event.reason));
            }
        }
        Effect::Plain
    }

    fn state(&mut self, place: &Place, claims: &[Arc<Claim>]) -> Effect {
        let replaced = claims.iter().map(|new| {
            let current = CurrentClaim::new(Arc::clone(new), place.clone());
            let old = self.open_claims(&new.path).and_then(|claims| claims.set(current));
            Replacement { new: Arc::clone(new), old: old.map(|old| old.claim) }
        });
        let replaced = replaced.collect();
        self.mark_stated(claims);
        Effect::Stated(replaced)
    }

    fn begin_item(&mut self, place: &Place, path: &ItemPath, claims: Vec<Arc<Claim>>) -> Effect {
        let mut item = Item::new(path.clone(), place.clone(), claims.len());
        for claim in claims.iter().filter(|claim| claim.path.item.as_ref() == Some(path)) {
            item.claims.set(CurrentClaim::new(Arc::clone(claim), place.clone()));
        }
        let items = self.collections.entry(path.collection.clone()).or_default();
        items.entry(path.item).or_insert_with(|| Arc::new(item));
        self.mark_stated(&claims);
        Effect::Stated(claims.into_iter().map(|new| Replacement { new, old: None }).collect())
    }

    fn end_item(&mut self, path: &ItemPath, end: impl FnOnce() -> Closed) -> Effect {
        if let Some(item) = self.item_mut(path).filter(|item| item.is_open()) {
            item.closed = Some(end());
        }
        Effect::Plain
    }

    fn withdraw_denial(&mut self, place: &Place, denial: StreamVersion) -> Effect {
        let is_it = |end: &Closed| end.denied && end.place.version == denial;
        let denied = |item: &&Item| item.closed.as_ref().is_some_and(is_it);
        let found = self.items(keys::PARTICIPANTS).find(denied).map(|item| item.path.clone());
        let item = found.as_ref().and_then(|path| self.item_mut(path));
        if let Some(end) = item.and_then(|item| item.closed.as_mut()) {
            end.denial_withdrawn = Some(place.clone());
        }
        Effect::DenialWithdrawn(found)
    }

    fn confirm(&mut self, place: &Place, confirmed: &ClaimConfirmed) {
        let about = &confirmed.claim;
        if let Some(claim) = self.claim_named(about) {
            claim.support.take(Confirmation::new(confirmed, place.clone()));
        }
        let remembered = Confirmed { about: about.clone(), relation: confirmed.relation };
        self.confirmations.insert(place.version, remembered);
    }

    fn withdraw_confirmation(&mut self, version: StreamVersion) -> Effect {
        let confirmed = self.confirmations.remove(&version);
        let about = confirmed.as_ref().map(|confirmed| &confirmed.about.path);
        if let Some(claim) = about.and_then(|path| self.claim_mut(path)) {
            claim.support.withdraw(version);
        }
        Effect::ConfirmationWithdrawn(confirmed)
    }

    fn stand(
        &mut self,
        place: &Place,
        from: &[ListingStatus],
        to: ListingStatus,
        reason: Option<&str>,
    ) {
        if from.contains(&self.standing.status) {
            let reason = reason.map(ToOwned::to_owned);
            self.standing =
                Standing { status: to, since: place.clone(), reason, merged_into: None };
        }
    }

    fn lapse(&mut self, place: &Place, event: &ClaimLapsed) {
        let Some(claim) = self.claim_named(&event.claim) else { return };
        match event.cause {
            LapseCause::Outdated => claim.lapsed = Some(place.clone()),
            LapseCause::ChangeNotConfirmed => claim.support.kept = None,
            LapseCause::SeenTooLongAgo => claim.support.drop_seen(event.held_until),
        }
    }

    fn open_requirement(&mut self, place: &Place, event: &RequirementOpened) {
        let (until, waived_for) = (event.until, event.waived_for.clone());
        let requirement = Requirement { since: place.clone(), until, waived_for };
        self.requirements.insert(event.marker.clone(), requirement);
    }

    /// Where a claim on this path goes; none for an item that isn't there or isn't open.
    fn open_claims(&mut self, path: &FieldPath) -> Option<&mut Claims> {
        match &path.item {
            None => Some(&mut self.fields),
            Some(item) => {
                self.item_mut(item).filter(|item| item.is_open()).map(|item| &mut item.claims)
            }
        }
    }

    pub(super) fn claim_mut(&mut self, path: &FieldPath) -> Option<&mut CurrentClaim> {
        let claims = match &path.item {
            None => &mut self.fields,
            Some(item) => &mut self.item_mut(item)?.claims,
        };
        claims.get_mut(path.field.as_str())
    }

    fn claim_named(&mut self, about: &ClaimRef) -> Option<&mut CurrentClaim> {
        let claims = match &about.path.item {
            None => &mut self.fields,
            Some(item) => &mut self.item_mut(item)?.claims,
        };
        claims.named(about.path.field.as_str(), about.version)
    }

    pub(super) fn item_mut(&mut self, path: &ItemPath) -> Option<&mut Item> {
        self.collections.get_mut(path.collection.as_str())?.get_mut(&path.item).map(Arc::make_mut)
    }
}

/// Takes the claims out of an event, to be shared by card and history.
pub(crate) fn take_claims(event: &mut Event) -> Vec<Arc<Claim>> {
    let claims = match event {
        Event::Profile(ProfileEvent::ClaimsStated(stated)) => std::mem::take(&mut stated.claims),
        Event::Profile(ProfileEvent::ItemOpened(opened)) => std::mem::take(&mut opened.claims),
        Event::Profile(ProfileEvent::ItemClosed(_))
        | Event::Cluster(_)
        | Event::Dispute(_)
        | Event::Application(_)
        | Event::Account(_)
        | Event::Access(_)
        | Event::Organisation(_)
        | Event::Holding(_)
        | Event::Region(_)
        | Event::Registry(_)
        | Event::Publication(_)
        | Event::Expected(_)
        | Event::Proposal(_)
        | Event::Report(_)
        | Event::Enquiry(_) => Vec::new(),
    };
    claims.into_iter().map(Arc::new).collect()
}
