//! What was said and doesn't stand, as a decision or a missed answer says. It is remembered with the
//! thing it was said of, so that neither another value in between nor another number of an item
//! makes it forgotten.

use std::sync::Arc;

use registry_events::claim::{Claim, Stated};
use registry_events::ids::StreamVersion;
use registry_events::letters::is_read_as;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Value};

use super::{CurrentClaim, Profile};

/// Something said that doesn't stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The dispute that says so, by the version of its filing.
    pub dispute: StreamVersion,
    /// Of which field.
    pub path: FieldPath,
    /// What was said.
    pub stated: Stated,
    /// By what its item is known under another number, where anything tells.
    pub known: Option<Known>,
    /// The version of the decision; none while only an answer is missing.
    pub upheld: Option<StreamVersion>,
}

/// What an item is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The field.
    pub field: Code,
    /// What it says.
    pub value: Value,
}

impl CurrentClaim {
    /// What it said at a version, now or before.
    fn was_stated_at(&self, version: StreamVersion) -> bool {
        [self.version, self.since].contains(&version) || self.former.begins_at(version)
    }

    fn said_at(&self, version: StreamVersion) -> Option<&Stated> {
        let now = Some(&self.claim.stated).filter(|_| self.since <= version);
        now.or_else(|| self.former.said_at(version))
    }
}

impl Contested {
    /// Whether a claim says it: of the same field, or of the same thing under another number.
    fn is_said_by(&self, current: &CurrentClaim, profile: &Profile) -> bool {
        current.claim.stated.may_repeat(&self.stated)
            && is_same(&self.path, self.known.as_ref(), &current.claim.path, profile)
    }
}

/// Whether a path leads to a field, or to that of the same thing under another number.
pub(crate) fn is_same(
    about: &FieldPath,
    known: Option<&Known>,
    path: &FieldPath,
    profile: &Profile,
) -> bool {
    let collection = |path: &FieldPath| path.item.as_ref().map(|item| item.collection.clone());
    let is_alike = path.field == about.field && collection(path) == collection(about);
    path == about || (is_alike && path.item.as_ref().is_some_and(|item| profile.is(item, known)))
}

impl Profile {
    /// What was said of a field at a version.
    pub(crate) fn said_at(&self, path: &FieldPath, version: StreamVersion) -> Option<&Stated> {
        self.claim(path)?.said_at(version)
    }

    /// Whether a version stated a field: the current claim, or the first of those that said the same.
    pub(crate) fn was_stated_at(&self, path: &FieldPath, version: StreamVersion) -> bool {
        self.claim(path).is_some_and(|current| current.was_stated_at(version))
    }

    /// Whether an item is the one known by a value.
    fn is(&self, item: &ItemPath, known: Option<&Known>) -> bool {
        let Some(Known { field, value }) = known else { return false };
        let current = self.item(item).and_then(|item| item.claim(field.as_str()));
        let said = current.and_then(|current| current.claim.stated.value());
        said.is_some_and(|said| is_read_as(said, value))
    }

    /// What of all that doesn't stand a claim says.
    pub fn contested_of(&self, current: &CurrentClaim) -> impl Iterator<Item = &Contested> {
        self.contested.iter().filter(|contested| contested.is_said_by(current, self))
    }

    /// Takes what doesn't stand.
    pub(crate) fn contest(&mut self, contested: Vec<Contested>) {
        let about = self.contested.iter().chain(&contested).map(|it| it.path.clone());
        let about: Vec<_> = about.collect();
        self.contested = contested;
        for path in about {
            self.mark_alike(&path);
        }
    }

    /// Drops the words given before a version of all that says what was contested: they spoke of
    /// what was found not to stand.
    pub(crate) fn drop_confirmed_before(&mut self, version: StreamVersion, contested: &Contested) {
        for path in self.alike(&contested.path) {
            let says_it =
                self.claim(&path).is_some_and(|current| contested.is_said_by(current, self));
            if let Some(current) = self.claim_mut(&path).filter(|_| says_it) {
                current.support.drop_given_before(version);
            }
        }
    }

    /// Drops the words that a claim keeps of the value before: that was found not to stand, and who
    /// states another one in time doesn't keep what was said of it.
    pub(crate) fn drop_kept(&mut self, path: &FieldPath) {
        if let Some(current) = self.claim_mut(path) {
            current.support.drop_kept();
        }
    }

    /// Marks the claims on a field, of every item of its list.
    fn mark_alike(&mut self, path: &FieldPath) {
        for path in self.alike(path) {
            self.mark(&path);
        }
    }

    /// The paths of a field, in every item of its list.
    fn alike(&self, path: &FieldPath) -> Vec<FieldPath> {
        let items = path.item.iter().filter_map(|item| self.collections.get(&item.collection));
        let items = items.flat_map(super::Paged::values).map(|item| Some(item.path.clone()));
        let own = path.item.is_none().then_some(None);
        let field = |item| FieldPath { item, field: path.field.clone() };
        items.chain(own).map(field).collect()
    }

    /// Marks what was just stated, and what else is said of the same items: they may be known by it.
    pub(super) fn mark_stated(&mut self, claims: &[Claim]) {
        if self.contested.is_empty() {
            return;
        }
        for claim in claims {
            let of_item = claim.path.item.iter().flat_map(|item| self.item_claims(item));
            let paths = of_item.map(|current| current.claim.path.clone());
            for path in paths.chain([claim.path.clone()]).collect::<Vec<_>>() {
                self.mark(&path);
            }
        }
    }

    fn mark(&mut self, path: &FieldPath) {
        let Some(current) = self.claim(path) else { return };
        let disputed = self.contested_of(current).next().is_some();
        if current.disputed == disputed {
            return;
        }
        if let Some(current) = self.claim_mut(path) {
            current.disputed = disputed;
        }
    }

    pub(super) fn claim_mut(&mut self, path: &FieldPath) -> Option<&mut CurrentClaim> {
        let claims = self.claims_mut(path.item.as_ref())?;
        claims.get_mut(&path.field).map(Arc::make_mut)
    }
}
