//! Names near to one that isn't known, so that a mistyped heading or term explains itself.

use registry_core::name::normalise;

/// How many names are told.
const NAMES_MAX: usize = 3;
/// Longer texts are no mistyped names.
const CHARACTERS_MAX: usize = 100;

/// The nearest names in guillemets, or nothing when none is near.
pub(super) fn near<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let given: Vec<char> = normalise(given).chars().collect();
    if given.is_empty() || given.len() > CHARACTERS_MAX {
        return String::new();
    }
    let mut found: Vec<_> =
        names.filter_map(|name| Some((distance(&given, name)?, name))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.dedup_by_key(|(_, name)| *name);
    let nearest = found.iter().take(NAMES_MAX).map(|(_, name)| format!("«{name}»"));
    nearest.collect::<Vec<_>>().join(", ")
}

/// How many letters differ, when that is a third of the longer name at most; a name that holds the
/// other one is near too.
fn distance(given: &[char], name: &str) -> Option<usize> {
    let name: Vec<char> = normalise(name).chars().take(CHARACTERS_MAX).collect();
    let length = given.len().max(name.len());
    let least = given.len().min(name.len());
    if least >= 4 && (contains(&name, given) || contains(given, &name)) {
        return Some(1);
    }
    let edits = edits(given, &name);
    (edits <= length.div_ceil(3)).then_some(edits)
}

fn contains(whole: &[char], part: &[char]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// Levenshtein's distance, one row at a time.
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, left) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (place, right) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_name_finds_its_neighbours_and_nonsense_none() {
        let names = ["Год создания", "Краткое описание", "Краткое наименование"];
        assert_eq!(near("год созданя", names.into_iter()), "«Год создания»");
        assert_eq!(near("Телефонный справочник", names.into_iter()), "");
    }
}
