//! Names of natural persons: none without consent.

use registry_events::catalogue::{Catalogue, Field};
use registry_events::claim::Stated;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Value};

use super::Touched;
use crate::profile::Profile;
use crate::rejection::Problem;

/// What is about a person needs the consent that the field named by the catalogue states.
pub(super) fn check(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &Touched,
    problems: &mut Vec<Problem>,
) {
    for field in &catalogue.fields {
        let Some(consent) = &field.consent else { continue };
        let places = places_of(field, consent, touched).into_iter();
        let without = places.filter(|(item, _)| {
            let stated = |key: &Code| {
                let path = FieldPath { item: item.cloned(), field: key.clone() };
                after.claim(&path).map(|current| &current.claim.stated)
            };
            let named = matches!(stated(&field.key), Some(Stated::Value(_) | Stated::Sealed(_)));
            let given = stated(consent).and_then(Stated::value) == Some(&Value::Flag(true));
            item.is_none_or(|item| after.is_open(item)) && named && !given
        });
        problems
            .extend(without.map(|(_, at)| Problem::new(at, "person.consent-needed").with(consent)));
    }
}

/// Where the request speaks of a name or of its consent.
fn places_of<'t>(
    field: &Field,
    consent: &Code,
    touched: &'t Touched,
) -> Vec<(Option<&'t ItemPath>, &'t str)> {
    if let Some(collection) = &field.collection {
        let items = touched.items.iter().filter(|(item, _)| item.collection == *collection);
        return items.map(|(item, at)| (Some(item), at.as_str())).collect();
    }
    let said = touched.fields.get(&field.key).or_else(|| touched.fields.get(consent));
    said.map(|at| (None, at.as_str())).into_iter().collect()
}
