//! The claims in force of one cluster or item, with the confirmations that stand behind each.

use std::sync::Arc;

use registry_events::claim::{Claim, ClaimRef, Corroboration, Evidence, Relation};
use registry_events::event::ClaimConfirmed;
use registry_events::ids::StreamVersion;
use serde::Serialize;

use crate::place::Place;

/// A claim in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentClaim {
    /// What is stated.
    pub claim: Arc<Claim>,
    /// Where, when and by whom; its version names the claim.
    pub place: Place,
    /// The confirmations that stand, oldest first; a new claim on the path begins with none.
    pub confirmations: Vec<Confirmation>,
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
        Self { claim, place, confirmations: Vec::new() }
    }

    /// How well the claim is supported.
    pub fn corroboration(&self) -> Corroboration {
        let relations = self.confirmations.iter().map(|confirmation| confirmation.relation);
        Corroboration::of(!self.claim.evidence.is_empty(), relations)
    }

    /// Whether a second party supports the claim, at least in part.
    pub fn is_corroborated(&self) -> bool {
        self.corroboration() >= Corroboration::PartiallyCorroborated
    }

    /// The name of the claim: its path and the version that stated it.
    pub fn claim_ref(&self) -> ClaimRef {
        ClaimRef { path: self.claim.path.clone(), version: self.place.version }
    }
}

impl Confirmation {
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
    pub(super) fn set(&mut self, current: CurrentClaim) -> Option<CurrentClaim> {
        match self.index(current.claim.path.field.as_str()) {
            Ok(index) => Some(std::mem::replace(&mut self.sorted[index], current)),
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

    fn index(&self, field: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|current| current.claim.path.field.as_str().cmp(field))
    }
}
