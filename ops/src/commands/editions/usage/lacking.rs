//! Which clusters lack what a new catalogue would ask of entries that are there already.

use registry_events::catalogue::{Catalogue, Collection, Field, LevelMark};
use registry_projections::card::Card;
use registry_projections::views::Views;

use super::Users;

/// Clusters without a field or list that would be expected, with items without a field that would be
/// needed, or with more items than would be allowed.
pub(super) fn of(views: &Views, now: &Catalogue, new: &Catalogue) -> Vec<String> {
    let fields: Vec<_> = now.fields.iter().filter_map(|old| pair(old, new)).collect();
    let lists: Vec<_> = now.collections.iter().filter_map(|old| list(old, new)).collect();
    let [mut expected, mut needed, mut missing, mut many] = [(); 4].map(|()| Users::default());
    for card in views.cards().map(AsRef::as_ref) {
        for (_, field) in fields.iter().filter(|(old, new)| lacks(card, old, new)) {
            expected.add(field.key.to_string(), card);
        }
        for (_, field) in fields.iter().filter(|(old, new)| has_items_without(card, old, new)) {
            needed.add(super::path_of(field), card);
        }
        for (old, new) in &lists {
            let items = card.open_items(new.key.as_str()).count();
            if is_newly_expected(old.mark, new.mark) && items == 0 {
                missing.add(new.key.to_string(), card);
            }
            if u32::try_from(items).is_ok_and(|items| items > new.items_max) {
                many.add(new.key.to_string(), card);
            }
        }
    }
    [
        expected.lines("field", "lacks it, and it would be expected"),
        needed.lines("field", "has items without it, and it would be needed"),
        missing.lines("collection", "has none, and it would be expected"),
        many.lines("collection", "has more items than would be allowed"),
    ]
    .concat()
}

fn pair<'a>(old: &'a Field, new: &'a Catalogue) -> Option<(&'a Field, &'a Field)> {
    let same = |field: &&Field| field.key == old.key && field.collection == old.collection;
    Some((old, new.fields.iter().find(same)?))
}

fn list<'a>(old: &'a Collection, new: &'a Catalogue) -> Option<(&'a Collection, &'a Collection)> {
    Some((old, new.collection(old.key.as_str())?))
}

/// Whether completeness would count it that didn't, or a registration would need it.
fn is_newly_expected(old: LevelMark, new: LevelMark) -> bool {
    use LevelMark::{High, Medium, Optional, Required};
    match (old, new) {
        (Optional, Medium | High) | (Optional | Medium | High, Required) => true,
        (Required | Medium | High, Medium | High) | (_, Optional) | (Required, Required) => false,
    }
}

fn lacks(card: &Card, old: &Field, new: &Field) -> bool {
    let is_expected = new.collection.is_none() && is_newly_expected(old.mark, new.mark);
    is_expected && card.fields().get(new.key.as_str()).is_none()
}

fn has_items_without(card: &Card, old: &Field, new: &Field) -> bool {
    let Some(collection) = new.collection.as_ref().filter(|_| new.needed && !old.needed) else {
        return false;
    };
    card.open_items(collection.as_str()).any(|item| item.claims.get(new.key.as_str()).is_none())
}
