//! What an edition says otherwise than the one in force: what is added, removed and changed.

mod entries;
mod parts;

use registry_core::rulebook::{Condition, LevelRule, Rulebook};
use registry_events::catalogue::Catalogue;
use registry_events::dictionary::{Dictionaries, Regions, Term};
use registry_events::value::Code;

use super::usage::path_of;
use entries::{Entries, compared, keyed, order};

/// Sections, collections and fields, and the order in which forms and pages have them.
pub(super) fn of_catalogue(before: &Catalogue, after: &Catalogue) -> Vec<String> {
    let of = [before, after];
    let [old, new] = of.map(|of| keyed(&of.sections, |section| section.key.to_string()));
    let mut lines = compared("section", &old, &new, parts::of_section);
    lines.extend(order("sections", &old, &new));
    let [old, new] = of.map(|of| keyed(&of.collections, |one| one.key.to_string()));
    lines.extend(compared("collection", &old, &new, parts::of_collection));
    lines.extend(order("collections", &old, &new));
    let [old, new] = of.map(|of| keyed(&of.fields, path_of));
    lines.extend(compared("field", &old, &new, parts::of_field));
    lines.extend(order("fields", &old, &new));
    lines
}

/// Dictionaries and their terms, and the order of terms.
pub(super) fn of_dictionaries(before: &Dictionaries, after: &Dictionaries) -> Vec<String> {
    let of = [before, after];
    let [old, new] = of.map(|of| keyed(&of.dictionaries, |one| one.key.to_string()));
    let mut lines = compared("dictionary", &old, &new, parts::of_dictionary);
    let [old, new] = of.map(terms);
    lines.extend(compared("term", &old, &new, parts::of_term));
    lines.extend(order("terms", &old, &new));
    lines
}

/// Subjects of the federation.
pub(super) fn of_regions(before: &Regions, after: &Regions) -> Vec<String> {
    let [old, new] =
        [before, after].map(|of| keyed(of.regions.values(), |one| one.code.to_string()));
    let mut lines = compared("region", &old, &new, parts::of_region);
    let fate = |of: &Regions, code: &Code| of.former.get(code).map(|one| one.successors.clone());
    for (code, former) in &after.former {
        if fate(before, code).as_ref() != Some(&former.successors) {
            lines.push(format!("region {code}: becomes {}", listed(&former.successors)));
        }
    }
    lines
}

/// Codes with commas between.
pub(super) fn listed(codes: &[Code]) -> String {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", ")
}

/// Parameters, blocks, markers, levels and their conditions, and the order of blocks and markers.
pub(super) fn of_rulebook(before: &Rulebook, after: &Rulebook) -> Vec<String> {
    let of = [before, after];
    let mut lines = compared("rulebook", &whole(before), &whole(after), parts::of_rulebook);
    let [old, new] = of.map(|of| {
        of.parameters
            .iter()
            .map(|(name, number)| (name.clone(), number))
            .collect::<Entries<'_, _>>()
    });
    let differing = |old: &i64, new: &i64| if old == new { vec![] } else { vec!["value"] };
    lines.extend(compared("parameter", &old, &new, differing));
    let [old, new] = of.map(|of| keyed(&of.blocks, |block| block.key.to_string()));
    lines.extend(compared("block", &old, &new, parts::of_block));
    lines.extend(order("blocks", &old, &new));
    let [old, new] = of.map(|of| keyed(&of.markers, |marker| marker.id.to_string()));
    lines.extend(compared("marker", &old, &new, parts::of_marker));
    lines.extend(order("markers", &old, &new));
    let [old, new] = of.map(|of| keyed(&of.levels, |rule| rule.level.key().to_owned()));
    lines.extend(compared("level", &old, &new, parts::of_level));
    let [old, new] = of.map(conditions);
    lines.extend(compared("condition", &old, &new, parts::of_condition));
    lines
}

fn terms(all: &Dictionaries) -> Entries<'_, Term> {
    let of = all.dictionaries.iter().flat_map(|one| one.terms.iter().map(move |term| (one, term)));
    of.map(|(one, term)| (format!("{}/{}", one.key, term.key), term)).collect()
}

/// The rulebook as the one entry of its kind.
fn whole(rulebook: &Rulebook) -> Entries<'_, Rulebook> {
    vec![("itself".into(), rulebook)]
}

fn conditions(rulebook: &Rulebook) -> Entries<'_, Condition> {
    let of = |rule: &'_ LevelRule| rule.level.key();
    let all = rulebook.levels.iter();
    let all = all.flat_map(|rule| rule.conditions.iter().map(move |one| (of(rule), one)));
    all.map(|(level, one)| (format!("{level}/{}", one.key), one)).collect()
}
