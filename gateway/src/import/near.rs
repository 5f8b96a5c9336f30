//! Names near to one that isn't known, so that a mistyped heading or term explains itself.

use registry_core::name::normalise;

/// How many names are told.
const NAMES_MAX: usize = 3;
/// Longer texts are no mistyped names.
const CHARACTERS_MAX: usize = 100;

/// The nearest names in guillemets, or nothing when none is near.
pub(super) fn near<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let given = normalise(given);
    if given.is_empty() || given.chars().count() > CHARACTERS_MAX {
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
fn distance(given: &str, name: &str) -> Option<usize> {
    let name: String = normalise(name).chars().take(CHARACTERS_MAX).collect();
    let (here, there) = (given.chars().count(), name.chars().count());
    if here.min(there) >= 4 && (name.contains(given) || given.contains(&name)) {
        return Some(1);
    }
    let edits = strsim::levenshtein(given, &name);
    (edits <= here.max(there).div_ceil(3)).then_some(edits)
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
