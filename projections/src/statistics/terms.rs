//! The terms that figures are counted by: those of the dictionaries in force, each from zero, so
//! that a chart has all its bars; a code no dictionary knows is counted beside them. A field that
//! may not be shown has no terms: zeros would say that nobody has them.

use std::collections::BTreeMap;

use registry_events::catalogue::Catalogue;
use registry_events::dictionary::{Dictionaries, Term};
use registry_events::ids::Position;
use registry_events::value::Code;

use crate::register::{RowField, RowFields};
use crate::views::Views;

/// Counts by term.
pub(super) type Counts = BTreeMap<Code, u32>;

/// Catalogue and dictionaries at a position.
pub(super) struct Terms<'a> {
    catalogue: Option<&'a Catalogue>,
    dictionaries: Option<&'a Dictionaries>,
    shown: RowFields,
}

impl<'a> Terms<'a> {
    pub(super) fn new(views: &'a Views, at: Position, shown: RowFields) -> Self {
        Self {
            catalogue: views.editions().catalogue_at(at).map(AsRef::as_ref),
            dictionaries: views.editions().dictionaries_at(at).map(AsRef::as_ref),
            shown,
        }
    }

    /// Whether a field may be shown.
    pub(super) const fn are_shown(&self, field: RowField) -> bool {
        self.shown.has(field)
    }

    /// A figure that is counted from some fields; none where one of them may not be shown, for a
    /// count of what isn't shown is unknown and not zero.
    pub(super) fn known<T>(&self, fields: &[RowField], count: impl FnOnce() -> T) -> Option<T> {
        self.shown.have(fields).then(count)
    }

    /// The terms a field may take, in their dictionary's order.
    pub(super) fn of_field(&self, field: RowField) -> Vec<Code> {
        let terms = self.terms(field).filter(|_| self.are_shown(field));
        terms.into_iter().flatten().map(|term| term.key.clone()).collect()
    }

    /// A count of zero for each term a field may take.
    pub(super) fn zeros(&self, field: RowField) -> Counts {
        self.of_field(field).into_iter().map(|term| (term, 0)).collect()
    }

    fn terms(&self, field: RowField) -> Option<&'a [Term]> {
        let (collection, key) = field.path();
        let field = self.catalogue?.fields.iter().find(|field| {
            field.key.as_str() == key && field.collection.as_ref().map(Code::as_str) == collection
        });
        let dictionary = field?.dictionary.as_ref()?;
        Some(&self.dictionaries?.dictionary(dictionary.as_str())?.terms)
    }
}
