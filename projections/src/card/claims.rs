//! The claims in force of one cluster or item, with the confirmations that stand behind each.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::actor::{Actor, Role};
use registry_events::claim::{
    Claim, ClaimRef, Corroboration, Evidence, Relation, Stated, better_of,
};
use registry_events::event::ClaimConfirmed;
use registry_events::ids::{OrganisationId, StreamVersion};
use serde::Serialize;

use crate::place::Place;

/// A claim in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentClaim {
    /// What is stated.
    pub claim: Arc<Claim>,
    /// Where, when and by whom; its version names the claim.
    pub place: Place,
    /// The confirmations that stand, oldest first; a claim that says something else begins with none.
    pub confirmations: Vec<Confirmation>,
    /// Confirmations of the value before, which still count for a while.
    pub kept: Option<Kept>,
    /// Since when it counts as disputed.
    pub disputed: Option<Place>,
    /// What was stated of the field before, oldest first, each with the version that stated it.
    #[serde(skip)]
    former: Vec<(StreamVersion, Arc<Claim>)>,
    /// Since when it counts as lapsed.
    pub lapsed: Option<Place>,
}

/// Confirmations that a changed claim keeps from the one it replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Those that stood, oldest first.
    pub confirmations: Vec<Confirmation>,
    /// Until when they count.
    pub until: Date,
}

/// A second party's confirmation of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// Where, when and by whom; its version names the confirmation.
    pub place: Place,
    /// How the confirmer stands to the cluster.
    pub relation: Relation,
    /// What the confirmer saw.
    pub evidence: Vec<Evidence>,
    /// A remark.
    pub note: Option<String>,
}

impl CurrentClaim {
    pub(super) const fn new(claim: Arc<Claim>, place: Place) -> Self {
        let (kept, disputed, lapsed) = (None, None, None);
        let confirmations = Vec::new();
        let former = Vec::new();
        Self { claim, place, confirmations, kept, disputed, former, lapsed }
    }

    /// How well the claim is supported.
    pub fn corroboration(&self) -> Corroboration {
        let documented = !self.claim.evidence.is_empty();
        let better = better_of(&self.confirmations, self.kept_confirmations(), |c| c.relation);
        Corroboration::of(documented, better.iter().map(|c| c.relation))
    }

    /// Confirmations that it keeps from the claim it replaced.
    pub fn kept_confirmations(&self) -> &[Confirmation] {
        self.kept.as_ref().map_or(&[], |kept| &kept.confirmations)
    }

    /// The confirmations that a claim which says something else keeps; a disputed claim passes none
    /// on.
    fn passed_on(&self) -> &[Confirmation] {
        let all = better_of(&self.confirmations, self.kept_confirmations(), |c| c.relation);
        if self.disputed.is_some() { &[] } else { all }
    }

    /// Whether it neither lapsed nor is disputed.
    pub const fn counts(&self) -> bool {
        self.lapsed.is_none() && self.disputed.is_none()
    }

    /// Whether a second party supports the claim, at least in part, and it counts.
    pub fn is_corroborated(&self) -> bool {
        self.counts() && self.corroboration() >= Corroboration::PartiallyCorroborated
    }

    /// Stands in the place of a claim: says the same again, or keeps its confirmations until the day
    /// that it says.
    pub(super) fn keep(&mut self, before: &Self) {
        self.former.clone_from(&before.former);
        self.former.push((before.place.version, Arc::clone(&before.claim)));
        let heard = before.without_words_of(self);
        if self.claim.renews(&before.claim) {
            (self.confirmations, self.kept) = (heard.confirmations, heard.kept);
        } else {
            self.kept = self.claim.awaits_until.and_then(|until| heard.kept_until(until));
        }
    }

    /// What a claim that says something else keeps of it: until a day, and never for longer than it
    /// was kept already.
    fn kept_until(&self, until: Date) -> Option<Kept> {
        let confirmations = self.passed_on().to_vec();
        let kept = self.kept.as_ref().filter(|kept| kept.confirmations == confirmations);
        let until = kept.map_or(until, |kept| kept.until.min(until));
        (!confirmations.is_empty()).then_some(Kept { confirmations, until })
    }

    /// Without the confirmations of who states the claim that replaces it.
    fn without_words_of(&self, next: &Self) -> Self {
        let kept = self.kept.as_ref().map(|kept| Kept {
            confirmations: next.second_parties(&kept.confirmations),
            until: kept.until,
        });
        Self { confirmations: next.second_parties(&self.confirmations), kept, ..self.clone() }
    }

    /// Confirmations without those of who states the claim now: one's own word confirms nothing.
    fn second_parties(&self, given: &[Confirmation]) -> Vec<Confirmation> {
        let (account, by_registry) =
            (self.place.actor.account, speaks_for_registry(&self.place.actor));
        let own = |given: &&Confirmation| {
            let actor = &given.place.actor;
            actor.account == account || (by_registry && speaks_for_registry(actor))
        };
        given.iter().filter(|given| !own(given)).cloned().collect()
    }

    /// What was stated of its field at a version.
    pub(super) fn said_at(&self, version: StreamVersion) -> Option<&Stated> {
        let now = (self.place.version, &self.claim);
        let before = self.former.iter().map(|(at, claim)| (*at, claim)).rev();
        let mut said = std::iter::once(now).chain(before);
        said.find(|(at, _)| *at <= version).map(|(_, claim)| &claim.stated)
    }

    /// Takes a confirmation in the place of an older word of the same party; what is kept falls away
    /// once each of its parties has spoken anew.
    pub(super) fn take(&mut self, given: Confirmation) {
        let of = |given: &Confirmation| (given.party(), given.relation);
        self.confirmations.retain(|older| of(older) != of(&given));
        self.confirmations.push(given);
        let renewed =
            |kept: &Confirmation| self.confirmations.iter().any(|given| given.stands_for(kept));
        if self.kept_confirmations().iter().all(renewed) {
            self.kept = None;
        }
    }

    /// Takes a confirmation back, also where it is one that is kept. Who takes its newest word back
    /// isn't held to an older one.
    pub(super) fn withdraw(&mut self, confirmation: StreamVersion) {
        let is_it = |given: &Confirmation| given.place.version == confirmation;
        let newest = self.confirmations.iter().find(|given| is_it(given));
        let party = newest.map(Confirmation::party);
        self.confirmations.retain(|given| !is_it(given));
        if let Some(kept) = &mut self.kept {
            kept.confirmations.retain(|given| !is_it(given) && Some(given.party()) != party);
        }
    }

    /// The name of the claim: its path and the version that stated it.
    pub fn claim_ref(&self) -> ClaimRef {
        ClaimRef { path: self.claim.path.clone(), version: self.place.version }
    }
}

/// Whether an actor speaks for the registry itself.
fn speaks_for_registry(actor: &Actor) -> bool {
    actor.organisation.is_none() && actor.role != Role::ClusterRepresentative
}

impl Confirmation {
    /// For whom it was given: an organisation, the registry, or else another cluster.
    fn party(&self) -> (Option<OrganisationId>, bool) {
        (self.place.actor.organisation, speaks_for_registry(&self.place.actor))
    }

    /// Whether it says anew, and as well, what an older one says of the value before.
    fn stands_for(&self, older: &Self) -> bool {
        let of = |given: &Self| (given.party(), given.relation);
        of(self) == of(older) && (!self.evidence.is_empty() || older.evidence.is_empty())
    }

    pub(super) fn new(confirmed: &ClaimConfirmed, place: Place) -> Self {
        Self {
            place,
            relation: confirmed.relation,
            evidence: confirmed.evidence.clone(),
            note: confirmed.note.clone(),
        }
    }
}

/// The claims in force of one cluster or item, in the order of their fields' keys.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Claims {
    sorted: Vec<CurrentClaim>,
}

impl Claims {
    /// The claim in force on a field.
    pub fn get(&self, field: &str) -> Option<&CurrentClaim> {
        self.index(field).ok().and_then(|index| self.sorted.get(index))
    }

    /// Every claim in force.
    pub fn iter(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.sorted.iter()
    }

    pub(super) fn with_capacity(fields: usize) -> Self {
        Self { sorted: Vec::with_capacity(fields) }
    }

    /// Puts a claim into force; answers with the one it replaces.
    pub(super) fn set(&mut self, mut current: CurrentClaim) -> Option<CurrentClaim> {
        match self.index(current.claim.path.field.as_str()) {
            Ok(index) => {
                current.keep(&self.sorted[index]);
                Some(std::mem::replace(&mut self.sorted[index], current))
            }
            Err(index) => {
                self.sorted.insert(index, current);
                None
            }
        }
    }

    /// The claim a confirmation names, while it is in force.
    pub(super) fn named(
        &mut self,
        field: &str,
        version: StreamVersion,
    ) -> Option<&mut CurrentClaim> {
        let index = self.index(field).ok()?;
        self.sorted.get_mut(index).filter(|current| current.place.version == version)
    }

    /// The claim in force on a field, to be changed.
    pub(super) fn get_mut(&mut self, field: &str) -> Option<&mut CurrentClaim> {
        let index = self.index(field).ok()?;
        self.sorted.get_mut(index)
    }

    fn index(&self, field: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|current| current.claim.path.field.as_str().cmp(field))
    }
}
