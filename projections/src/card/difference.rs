//! One card at two moments, field by field.

use std::collections::BTreeMap;

use registry_events::path::FieldPath;

use super::{Card, CurrentClaim};
use crate::place::Place;

/// A field at two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDifference<'c> {
    /// The field.
    pub path: &'c FieldPath,
    /// The claim that was in force at the first moment; none where nothing was stated, and of an item
    /// that wasn't open.
    pub old: Option<&'c CurrentClaim>,
    /// The one in force at the second moment.
    pub new: Option<&'c CurrentClaim>,
    /// Where what stands now was recorded: the claim, or the end of its item.
    pub changed: Option<&'c Place>,
}

impl FieldDifference<'_> {
    /// Whether the field says something else than before.
    pub fn differs(&self) -> bool {
        match (self.old, self.new) {
            // A sealed value that was stated again may be another one: its bytes differ, and so does it.
            (Some(old), Some(new)) => old.claim.stated != new.claim.stated,
            (old, new) => old.is_some() != new.is_some(),
        }
    }
}

/// Every field that is stated at one of two moments, in the order of paths; `old` is none before the
/// cluster was listed.
pub fn differences<'c>(old: Option<&'c Card>, new: &'c Card) -> Vec<FieldDifference<'c>> {
    let mut fields: BTreeMap<&FieldPath, (Option<&CurrentClaim>, Option<&CurrentClaim>)> =
        BTreeMap::new();
    for claim in old.into_iter().flat_map(Card::claims) {
        fields.entry(&claim.claim.path).or_default().0 = Some(claim);
    }
    for claim in new.claims() {
        fields.entry(&claim.claim.path).or_default().1 = Some(claim);
    }
    let fields = fields.into_iter();
    fields
        .map(|(path, (old, stands))| {
            let changed = stands.map_or_else(|| end_of(path, new), |stands| Some(&stands.place));
            FieldDifference { path, old, new: stands, changed }
        })
        .collect()
}

fn end_of<'c>(path: &FieldPath, card: &'c Card) -> Option<&'c Place> {
    let closed = card.item(path.item.as_ref()?)?.closed.as_ref()?;
    Some(&closed.place)
}
