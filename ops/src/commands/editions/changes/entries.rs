//! Two lists of entries, compared by key: what is added, removed, changed in which parts, and
//! whether those in both stand in another order.

use std::collections::BTreeSet;

/// Entries with their keys, in the edition's order.
pub(super) type Entries<'a, T> = Vec<(String, &'a T)>;

/// Entries with the key that each has.
pub(super) fn keyed<'a, T>(
    all: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&T) -> String,
) -> Entries<'a, T> {
    all.into_iter().map(|one| (key(one), one)).collect()
}

/// A line for each entry that is removed, added or changed; of a change, which parts.
pub(super) fn compared<T>(
    what: &str,
    before: &Entries<'_, T>,
    after: &Entries<'_, T>,
    differing: impl Fn(&T, &T) -> Vec<&'static str>,
) -> Vec<String> {
    let removed = before.iter().filter(|(key, _)| find(after, key).is_none());
    let mut lines: Vec<_> = removed.map(|(key, _)| format!("{what} {key}: removed")).collect();
    lines.extend(after.iter().filter_map(|(key, new)| match find(before, key) {
        None => Some(format!("{what} {key}: added")),
        Some(old) => {
            let parts = differing(old, new);
            let told = || format!("{what} {key}: changed ({})", parts.join(", "));
            (!parts.is_empty()).then(told)
        }
    }));
    lines
}

/// A line when the entries that both have stand in another order.
pub(super) fn order<T>(
    what: &str,
    before: &Entries<'_, T>,
    after: &Entries<'_, T>,
) -> Option<String> {
    let common = |of: &Entries<'_, T>, others: &Entries<'_, T>| {
        let others: BTreeSet<_> = others.iter().map(|(key, _)| key.clone()).collect();
        let keys = of.iter().map(|(key, _)| key.clone());
        keys.filter(|key| others.contains(key)).collect::<Vec<_>>()
    };
    (common(before, after) != common(after, before))
        .then(|| format!("{what}: they stand in another order"))
}

fn find<'a, T>(entries: &Entries<'a, T>, key: &str) -> Option<&'a T> {
    entries.iter().find(|(known, _)| known == key).map(|(_, entry)| *entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries<'a>(of: &'a [(&str, u8)]) -> Entries<'a, u8> {
        of.iter().map(|(key, number)| ((*key).to_owned(), number)).collect()
    }

    #[test]
    fn what_is_added_removed_and_changed_is_told_with_the_parts_that_differ() {
        let (before, after) = ([("a", 1), ("b", 1), ("c", 1)], [("b", 1), ("c", 2), ("d", 1)]);
        let differing = |old: &u8, new: &u8| if old == new { vec![] } else { vec!["mark"] };
        let lines = compared("field", &entries(&before), &entries(&after), differing);
        assert_eq!(lines, ["field a: removed", "field c: changed (mark)", "field d: added"]);
    }

    #[test]
    fn another_order_of_the_same_entries_is_told() {
        let (before, after) = ([("a", 1), ("b", 1), ("c", 1)], [("d", 1), ("b", 1), ("c", 1)]);
        assert_eq!(order("fields", &entries(&before), &entries(&after)), None);
        let turned = [("b", 1), ("a", 1)];
        let told = order("fields", &entries(&before), &entries(&turned));
        assert_eq!(told.as_deref(), Some("fields: they stand in another order"));
    }
}
