//! The claims in force of one cluster or item, with the confirmations that stand behind each.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::actor::Party;
use registry_events::claim::{Claim, ClaimRef, Corroboration, Evidence, Relation, Stated};
use registry_events::confirmations::{Support, Word};
use registry_events::event::ClaimConfirmed;
use registry_events::former::Former;
use registry_events::ids::{AccountId, OrganisationId, StreamVersion};
use registry_events::masks::{Masked, hidden};
use registry_events::seal::KeyId;
use serde::Serialize;

use crate::place::Place;

/// A claim in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentClaim {
    /// What is stated.
    pub claim: Arc<Claim>,
    /// Where, when and by whom; its version names the claim.
    pub place: Place,
    /// The confirmations behind it.
    #[serde(flatten)]
    pub support: Support<Confirmation>,
    /// Since when it counts as disputed.
    pub disputed: Option<Place>,
    /// The version of the first of the claims that say the same, one after another, until this one.
    #[serde(skip)]
    since: StreamVersion,
    /// What was stated of the field before, each from the version of the first claim that said it.
    #[serde(skip)]
    former: Former,
    /// Since when it counts as lapsed.
    pub lapsed: Option<Place>,
    /// How well it is supported, where what supports it is hidden with it.
    #[serde(skip)]
    hidden: Option<Corroboration>,
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
    /// The day on which the confirmer saw what it confirms, where it says one.
    pub seen_on: Option<Date>,
    /// Until when it holds before it lapses, where it ages.
    pub holds_until: Option<Date>,
}

impl CurrentClaim {
    pub(super) fn new(claim: Arc<Claim>, place: Place) -> Self {
        let (disputed, lapsed) = (None, None);
        let (support, former) = (Support::default(), Former::default());
        let since = place.version;
        Self { claim, since, place, support, disputed, former, lapsed, hidden: None }
    }

    /// How well the claim is supported.
    pub fn corroboration(&self) -> Corroboration {
        self.hidden.unwrap_or_else(|| self.degree())
    }

    fn degree(&self) -> Corroboration {
        self.support.degree(!self.claim.evidence.is_empty(), |_| true)
    }

    /// Whether it neither lapsed nor is disputed.
    pub const fn counts(&self) -> bool {
        self.lapsed.is_none() && self.disputed.is_none()
    }

    /// Whether a second party supports the claim, at least in part, and it counts.
    pub fn is_corroborated(&self) -> bool {
        self.counts() && self.corroboration() >= Corroboration::PartiallyCorroborated
    }

    /// Stands in the place of a claim.
    pub(super) fn keep(&mut self, before: &Self) {
        (self.since, self.former) = if self.claim.stated == before.claim.stated {
            (before.since, before.former.clone())
        } else {
            (self.since, before.former.and(before.since, &before.claim, &self.claim))
        };
        let (actor, disputed) = (&self.place.actor, before.disputed.is_some());
        let by = (actor.account, Party::of(actor));
        self.support = before.support.inherited(&before.claim, disputed, &self.claim, by);
    }

    /// Takes away what a mask hides of it: the value, what shows it, and who confirmed it.
    pub(super) fn hide(&mut self, masked: &Masked, key: KeyId) {
        // A mask of one statement can hide what is told as a former name.
        self.former = Former::default();
        if masked.hides(&self.claim.path, self.place.version) {
            self.hidden = Some(self.corroboration());
            self.claim = Arc::new(hidden(&self.claim, key, 0));
            self.support = Support::default();
        }
    }

    /// What was stated of its field at a version.
    pub(super) fn said_at(&self, version: StreamVersion) -> Option<&Stated> {
        let now = Some(&self.claim.stated).filter(|_| self.since <= version);
        now.or_else(|| self.former.said_at(version))
    }

    /// What held of its field before, oldest first: see [`Former::held`].
    pub fn before(&self) -> impl Iterator<Item = &Stated> {
        let newest_first: Vec<_> = self.former.held().collect();
        newest_first.into_iter().rev()
    }

    /// The name of the claim: its path and the version that stated it.
    pub fn claim_ref(&self) -> ClaimRef {
        ClaimRef { path: self.claim.path.clone(), version: self.place.version }
    }
}

impl Word for Confirmation {
    fn version(&self) -> StreamVersion {
        self.place.version
    }

    fn account(&self) -> AccountId {
        self.place.actor.account
    }

    fn party(&self) -> Party {
        Party::of(&self.place.actor)
    }

    fn relation(&self) -> Relation {
        self.relation
    }

    fn has_seen(&self) -> bool {
        !self.evidence.is_empty()
    }

    fn holds_until(&self) -> Option<Date> {
        self.holds_until
    }
}

impl Confirmation {
    pub(super) fn new(confirmed: &ClaimConfirmed, place: Place) -> Self {
        Self {
            place,
            relation: confirmed.relation,
            evidence: confirmed.evidence.clone(),
            note: confirmed.note.clone(),
            seen_on: confirmed.seen_on,
            holds_until: confirmed.holds_until,
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

    /// Takes away who confirmed each claim that an organisation confirmed, and that it stated any; how
    /// well each is supported stays.
    pub(super) fn hide_words_of(&mut self, organisation: OrganisationId) {
        for current in &mut self.sorted {
            current.place.hide_organisation(organisation);
            let kept = current.support.kept().iter();
            let mut words = current.support.confirmations.iter().chain(kept);
            if words.any(|word| word.place.actor.organisation == Some(organisation)) {
                current.hidden = Some(current.corroboration());
                current.support = Support::default();
            }
        }
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
