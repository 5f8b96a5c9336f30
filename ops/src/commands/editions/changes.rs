//! What an edition says otherwise than the one in force: what is added, removed and changed.

use std::collections::BTreeMap;

use registry_core::rulebook::{LevelRule, Rulebook};
use registry_events::catalogue::{Catalogue, Field};
use registry_events::dictionary::{Dictionaries, Regions};

/// Fields and collections.
pub(super) fn of_catalogue(before: &Catalogue, after: &Catalogue) -> Vec<String> {
    let fields = |catalogue: &Catalogue| -> BTreeMap<String, Vec<(&'static str, String)>> {
        catalogue.fields.iter().map(|field| (path(field), parts(field))).collect()
    };
    let collections = |catalogue: &Catalogue| -> BTreeMap<String, Vec<(&'static str, String)>> {
        let parts = |one| vec![("entry", format!("{one:?}"))];
        catalogue.collections.iter().map(|one| (one.key.to_string(), parts(one))).collect()
    };
    let mut lines = compared("collection", &collections(before), &collections(after));
    lines.extend(compared("field", &fields(before), &fields(after)));
    lines
}

/// Terms.
pub(super) fn of_dictionaries(before: &Dictionaries, after: &Dictionaries) -> Vec<String> {
    let terms = |all: &Dictionaries| -> BTreeMap<String, Vec<(&'static str, String)>> {
        let of = |(key, term): (&str, &registry_events::dictionary::Term)| {
            let words = vec![("ru", term.ru.clone()), ("en", term.en.clone())];
            (format!("{key}/{}", term.key), words)
        };
        let all = all.dictionaries.iter();
        all.flat_map(|one| one.terms.iter().map(|term| of((one.key.as_str(), term)))).collect()
    };
    compared("term", &terms(before), &terms(after))
}

/// Subjects of the federation.
pub(super) fn of_regions(before: &Regions, after: &Regions) -> Vec<String> {
    let regions = |all: &Regions| -> BTreeMap<String, Vec<(&'static str, String)>> {
        let parts = |region: &registry_events::dictionary::Region| {
            vec![
                ("name", format!("{:?}", (&region.name, &region.short_ru))),
                ("district", region.district.to_string()),
                ("point", format!("{:?}", region.point)),
            ]
        };
        all.regions.iter().map(|(code, region)| (code.to_string(), parts(region))).collect()
    };
    compared("region", &regions(before), &regions(after))
}

/// Parameters, markers and what levels ask for.
pub(super) fn of_rulebook(before: &Rulebook, after: &Rulebook) -> Vec<String> {
    let parameters = |book: &Rulebook| -> BTreeMap<String, Vec<(&'static str, String)>> {
        let value =
            |(name, value): (&String, &i64)| (name.clone(), vec![("value", value.to_string())]);
        book.parameters.iter().map(value).collect()
    };
    let levels = |book: &Rulebook| -> BTreeMap<String, Vec<(&'static str, String)>> {
        book.levels.iter().map(|rule| (rule.level.key().into(), asks(rule))).collect()
    };
    let mut lines = compared("parameter", &parameters(before), &parameters(after));
    lines.extend(markers_of(before, after));
    lines.extend(compared("level", &levels(before), &levels(after)));
    lines
}

/// What a level asks for.
fn asks(rule: &LevelRule) -> Vec<(&'static str, String)> {
    let conditions = rule.conditions.iter().map(|one| (&one.label, one.when.source()));
    vec![
        ("number of markers", rule.markers_min.to_string()),
        ("gates", format!("{:?} {:?}", rule.gates, rule.one_of)),
        ("corroboration", rule.corroboration_min.to_string()),
        ("conditions", format!("{:?}", conditions.collect::<Vec<_>>())),
    ]
}

fn markers_of(before: &Rulebook, after: &Rulebook) -> Vec<String> {
    let markers = |book: &Rulebook| -> BTreeMap<String, Vec<(&'static str, String)>> {
        let words = |marker: &registry_core::rulebook::Marker| {
            vec![
                ("label", format!("{:?}", marker.label)),
                ("minimum", marker.minimum.to_string()),
                ("predicate", marker.when.source().into()),
                ("basis", format!("{:?} {:?}", marker.basis, marker.corroboration)),
            ]
        };
        book.markers.iter().map(|marker| (marker.id.to_string(), words(marker))).collect()
    };
    compared("marker", &markers(before), &markers(after))
}

fn path(field: &Field) -> String {
    match &field.collection {
        Some(collection) => format!("{collection}/{}", field.key),
        None => field.key.to_string(),
    }
}

/// What can differ between two entries of one field.
fn parts(field: &Field) -> Vec<(&'static str, String)> {
    vec![
        ("section", format!("{:?}", field.section)),
        ("type", format!("{:?}", field.value_type)),
        ("dictionary", format!("{:?} {:?} {:?}", field.dictionary, field.scale, field.items_of)),
        ("words", format!("{:?}", (&field.label, &field.hint, &field.example, &field.why))),
        ("mark", format!("{:?} {}", field.mark, field.needed)),
        ("bounds", format!("{:?} {}", field.bounds, field.lines)),
        ("freshness", format!("{:?} {:?}", field.freshness_months, field.freshness_of)),
        ("dated", field.dated.to_string()),
        ("visibility", format!("{:?} {}", field.visibility, field.personal)),
        ("withholdable", field.withholdable.to_string()),
        ("by officer", field.by_officer.to_string()),
    ]
}

type Entries = BTreeMap<String, Vec<(&'static str, String)>>;

/// A line for each entry that is added, removed or changed; of a change, which parts.
fn compared(what: &str, before: &Entries, after: &Entries) -> Vec<String> {
    let removed = before.keys().filter(|key| !after.contains_key(*key));
    let mut lines: Vec<_> = removed.map(|key| format!("{what} {key}: removed")).collect();
    for (key, new) in after {
        match before.get(key) {
            None => lines.push(format!("{what} {key}: added")),
            Some(old) if old != new => {
                let changed = new.iter().zip(old).filter(|(new, old)| new != old);
                let parts: Vec<_> = changed.map(|((part, _), _)| *part).collect();
                lines.push(format!("{what} {key}: changed ({})", parts.join(", ")));
            }
            Some(_) => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_removed_and_changed_is_told_with_the_parts_that_differ() {
        let entry = |key: &str, mark: &str| (key.to_owned(), vec![("mark", mark.to_owned())]);
        let before = [entry("a", "high"), entry("b", "high"), entry("c", "high")].into();
        let after = [entry("b", "high"), entry("c", "medium"), entry("d", "high")].into();
        let lines = compared("field", &before, &after);
        assert_eq!(lines, ["field a: removed", "field c: changed (mark)", "field d: added"]);
    }
}
