//! Who reads a card: what this reader may see beyond everybody, and the values opened for it.
//!
//! Values that aren't public stand sealed in the log and in every view. They are opened for one
//! answer to one caller, and nothing keeps them.

use std::collections::BTreeMap;

use registry_events::catalogue::Visibility;
use registry_events::claim::{Absence, Claim, Stated};
use registry_events::ids::StreamVersion;
use registry_events::path::FieldPath;
use registry_events::value::Value;
use registry_projections::card::{Card, CurrentClaim};

use super::lens::{Lens, Seen};

/// How a reader stands to what isn't public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody in particular.
    Everybody,
    /// Signed in.
    SignedIn,
    /// One of the cluster's own representatives, or an officer of the registry.
    Inside,
}

/// A reader of one card.
#[derive(Debug, Clone)]
pub struct CardReader {
    standing: Standing,
    opened: BTreeMap<(FieldPath, StreamVersion), Value>,
}

/// Who sees what is public, and has no key.
pub static EVERYBODY: CardReader = CardReader::new(Standing::Everybody);

impl Standing {
    /// Whether it may see what is stated of a field.
    pub const fn may_see(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Registered => !matches!(self, Self::Everybody),
            Visibility::Officer => matches!(self, Self::Inside),
        }
    }
}

impl CardReader {
    /// A reader for whom nothing was opened yet.
    pub const fn new(standing: Standing) -> Self {
        Self { standing, opened: BTreeMap::new() }
    }

    /// The sealed claims of a card that are to be opened for this reader.
    pub fn sealed<'c>(&self, card: &'c Card, lens: &Lens<'_>) -> Vec<&'c CurrentClaim> {
        if self.standing == Standing::Everybody {
            return Vec::new();
        }
        let items = card.every_item().flat_map(|item| item.claims.iter());
        let claims = card.fields().iter().chain(items);
        let sealed = claims.filter(|current| matches!(current.claim.stated, Stated::Sealed(_)));
        sealed.filter(|one| self.standing.may_see(lens.visibility(&one.claim.path))).collect()
    }

    /// Takes what was opened.
    pub fn open(&mut self, current: &CurrentClaim, value: Value) {
        self.opened.insert((current.claim.path.clone(), current.place.version), value);
    }

    /// Whether this reader may see what is stated of a field, what shows it and who confirmed it.
    pub const fn may_see(&self, visibility: Visibility) -> bool {
        self.standing.may_see(visibility)
    }

    /// What this reader sees of a claim on a field that some may see.
    pub fn seen<'c>(&'c self, current: &'c CurrentClaim, visibility: Visibility) -> Seen<'c> {
        let claim: &Claim = &current.claim;
        if !self.may_see(visibility) {
            return Seen::Absent(Absence::Withheld);
        }
        match &claim.stated {
            Stated::Value(value) => Seen::Value(value),
            Stated::Absent(absence) => Seen::Absent(*absence),
            Stated::Sealed(_) => {
                let opened = self.opened.get(&(claim.path.clone(), current.place.version));
                opened.map_or(Seen::Absent(Absence::Withheld), Seen::Value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_standing_sees_what_the_one_before_sees_and_more() {
        let sees = |standing: Standing| {
            [Visibility::Public, Visibility::Registered, Visibility::Officer]
                .map(|visibility| standing.may_see(visibility))
        };
        assert_eq!(sees(Standing::Everybody), [true, false, false]);
        assert_eq!(sees(Standing::SignedIn), [true, true, false]);
        assert_eq!(sees(Standing::Inside), [true, true, true]);
    }
}
