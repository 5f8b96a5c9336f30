//! Which statements of a cluster are hidden by law: its masks, folded for rules and views alike.
//!
//! A masked value is treated as one that is sealed under a key nobody has, so whoever can't read what
//! is sealed can't read what is masked. The key's id names the mask, by which views find the law.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::claim::{Claim, Stated};
use crate::event::{ClusterEvent, MaskLifted, ValueMasked};
use crate::ids::{ClusterId, StreamVersion};
use crate::path::FieldPath;
use crate::seal::{KeyId, Sealed};

/// The masks in force, by the version that set each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Masks {
    in_force: BTreeMap<StreamVersion, Masked>,
}

/// What one mask hides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masked {
    /// The field.
    pub path: FieldPath,
    /// The version of the one statement that is meant; none for every one.
    pub version: Option<StreamVersion>,
}

impl Masks {
    /// Takes an event of the cluster's stream.
    pub fn evolve(&mut self, version: StreamVersion, event: &ClusterEvent) {
        if let ClusterEvent::ValueMasked(ValueMasked { path, version: only, .. }) = event {
            self.in_force.insert(version, Masked { path: path.clone(), version: *only });
        } else if let ClusterEvent::MaskLifted(MaskLifted { mask, .. }) = event {
            self.in_force.remove(mask);
        }
    }

    /// Whether nothing is hidden.
    pub fn are_none(&self) -> bool {
        self.in_force.is_empty()
    }

    /// Each mask in force, by the version that set it.
    pub fn iter(&self) -> impl Iterator<Item = (StreamVersion, &Masked)> {
        self.in_force.iter().map(|(version, masked)| (*version, masked))
    }

    /// The mask in force that a version set.
    pub fn get(&self, mask: StreamVersion) -> Option<&Masked> {
        self.in_force.get(&mask)
    }

    /// The mask that hides what was stated of a field at a version.
    pub fn over(&self, path: &FieldPath, version: StreamVersion) -> Option<StreamVersion> {
        let mut over = self.iter().filter(|(_, masked)| masked.hides(path, version));
        over.next().map(|(mask, _)| mask)
    }
}

impl Masked {
    /// Whether it hides whatever is stated of a field, now and later.
    pub fn hides_always(&self, path: &FieldPath) -> bool {
        self.path == *path && self.version.is_none()
    }

    /// Whether it hides what was stated of a field at a version.
    pub fn hides(&self, path: &FieldPath, version: StreamVersion) -> bool {
        self.path == *path && self.version.is_none_or(|only| only == version)
    }
}

/// The name of the key that a masked value reads as sealed under.
pub fn key_of_mask(cluster: ClusterId, mask: StreamVersion) -> KeyId {
    KeyId(format!("mask/{cluster}/{mask}"))
}

/// What a masked claim reads as: without its value, and without what shows it. `nth` tells values
/// apart that differ.
#[must_use]
pub fn hidden(claim: &Claim, key: KeyId, nth: u64) -> Claim {
    let sealed = Sealed { key, nonce: nth.to_be_bytes().to_vec(), bytes: Vec::new() };
    let mut hidden = Claim { stated: Stated::Sealed(sealed), ..claim.clone() };
    hidden.source.url = None;
    hidden.evidence.clear();
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(path: &str, version: Option<u64>) -> ClusterEvent {
        let (path, version) = (path.parse().expect("a path"), version.map(StreamVersion));
        let (law, reason) = ("152-ФЗ".into(), "По требованию".into());
        ClusterEvent::ValueMasked(ValueMasked { path, version, law, reason })
    }

    fn over(masks: &Masks, path: &str, version: u64) -> Option<u64> {
        masks.over(&path.parse().expect("a path"), StreamVersion(version)).map(|mask| mask.0)
    }

    #[test]
    fn a_mask_hides_every_statement_of_its_field_or_the_one_it_names() {
        let mut masks = Masks::default();
        masks.evolve(StreamVersion(5), &mask("summary", None));
        masks.evolve(StreamVersion(6), &mask("participants/1/organisation", Some(3)));
        assert_eq!((over(&masks, "summary", 2), over(&masks, "summary", 9)), (Some(5), Some(5)));
        assert_eq!(over(&masks, "participants/1/organisation", 3), Some(6));
        assert_eq!(over(&masks, "participants/1/organisation", 4), None);
        assert_eq!(over(&masks, "participants/2/organisation", 3), None);
    }

    #[test]
    fn a_lifted_mask_hides_nothing() {
        let mut masks = Masks::default();
        masks.evolve(StreamVersion(5), &mask("summary", None));
        let lifted = MaskLifted { mask: StreamVersion(5), reason: "Отменено".into() };
        masks.evolve(StreamVersion(6), &ClusterEvent::MaskLifted(lifted));
        assert!(masks.are_none());
        assert_eq!(over(&masks, "summary", 2), None);
    }
}
