//! What of a profile is hidden by law from everybody who asks. Rules and levels go by what the log
//! says, as a mask changes no fact; what they answer doesn't tell it.

use std::sync::Arc;

use registry_events::claim::{Absence, Stated};
use registry_events::event::ClusterEvent;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::masks::{Masks, hidden, key_of_mask};

use super::{CurrentClaim, Profile};

impl Profile {
    /// The masks in force.
    pub const fn masks(&self) -> &Masks {
        &self.masks
    }

    /// Whether what a claim says is hidden.
    pub fn is_masked(&self, current: &CurrentClaim) -> bool {
        self.masks.over(&current.claim.path, current.version).is_some()
    }

    /// Whether a claim is hidden by a mask over this one statement, so that the same words said again
    /// would be shown.
    pub fn is_masked_alone(&self, current: &CurrentClaim) -> bool {
        let path = &current.claim.path;
        let mut over = self.masks.iter().filter(|(_, masked)| masked.path == *path);
        let always = self.masks.iter().any(|(_, masked)| masked.hides_always(path));
        !always && over.any(|(_, masked)| masked.hides(path, current.version))
    }

    /// The profile as who fills it in may read it: what is masked reads as sealed.
    #[must_use]
    pub fn without_masked(&self, cluster: ClusterId) -> Self {
        let mut shown = self.clone();
        for (mask, masked) in self.masks.iter() {
            let Some(current) = shown.claim_mut(&masked.path) else { continue };
            if masked.hides(&masked.path, current.version) {
                let (key, nth) = (key_of_mask(cluster, mask), current.version.0);
                current.claim = Arc::new(hidden(&current.claim, key, nth));
            }
        }
        shown
    }

    /// What a claim says, as it may be told to who asked for something else of it.
    pub fn told(&self, current: &CurrentClaim) -> Stated {
        if self.is_masked(current) {
            return Stated::Absent(Absence::Withheld);
        }
        current.claim.stated.clone()
    }

    pub(crate) fn mask(&mut self, version: StreamVersion, event: &ClusterEvent) {
        self.masks.evolve(version, event);
    }
}
