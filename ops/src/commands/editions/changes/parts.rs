//! The parts of an entry, each compared as what it is.
//!
//! Each struct is taken apart by name, so that one which gains a member doesn't compile here until it
//! is said whether the member is the entry's key, told elsewhere or a part of its own.

use registry_core::rulebook::{Block, Condition, LevelRule, Marker, Rulebook};
use registry_events::catalogue::{Collection, Field, Section};
use registry_events::dictionary::{Dictionary, Region, Term};

/// Names of the parts that differ.
type Parts = Vec<&'static str>;

pub(super) fn of_section(old: &Section, new: &Section) -> Parts {
    let Section { key: _, label } = old;
    differing([("label", *label == new.label)])
}

pub(super) fn of_collection(old: &Collection, new: &Collection) -> Parts {
    let Collection {
        key: _,
        section,
        label,
        item_label,
        title_field,
        unique_field,
        mark,
        freshness_months,
        freshness_from,
        holds_until_field,
        by_officer,
        items_max,
    } = old;
    differing([
        ("section", *section == new.section),
        ("label", *label == new.label),
        ("item_label", *item_label == new.item_label),
        ("title_field", *title_field == new.title_field),
        ("unique_field", *unique_field == new.unique_field),
        ("mark", *mark == new.mark),
        ("freshness_months", *freshness_months == new.freshness_months),
        ("freshness_from", *freshness_from == new.freshness_from),
        ("holds_until_field", *holds_until_field == new.holds_until_field),
        ("by_officer", *by_officer == new.by_officer),
        ("items_max", *items_max == new.items_max),
    ])
}

pub(super) fn of_field(old: &Field, new: &Field) -> Parts {
    let Field {
        key: _,
        section,
        collection: _,
        value_type,
        dictionary,
        scale,
        items_of,
        label,
        hint,
        example,
        why,
        mark,
        needed,
        bounds,
        freshness_months,
        freshness_of,
        seen_months,
        dated,
        visibility,
        personal,
        consent,
        withholdable,
        by_officer,
        lines,
        past,
        ahead,
    } = old;
    differing([
        ("section", *section == new.section),
        ("type", *value_type == new.value_type),
        ("dictionary", *dictionary == new.dictionary),
        ("scale", *scale == new.scale),
        ("items_of", *items_of == new.items_of),
        ("label", *label == new.label),
        ("hint", *hint == new.hint),
        ("example", *example == new.example),
        ("why", *why == new.why),
        ("mark", *mark == new.mark),
        ("needed", *needed == new.needed),
        ("bounds", *bounds == new.bounds),
        ("freshness_months", *freshness_months == new.freshness_months),
        ("freshness_of", *freshness_of == new.freshness_of),
        ("seen_months", *seen_months == new.seen_months),
        ("dated", *dated == new.dated),
        ("past", *past == new.past),
        ("ahead", *ahead == new.ahead),
        ("visibility", *visibility == new.visibility),
        ("personal", *personal == new.personal),
        ("consent", *consent == new.consent),
        ("withholdable", *withholdable == new.withholdable),
        ("by_officer", *by_officer == new.by_officer),
        ("lines", *lines == new.lines),
    ])
}

pub(super) fn of_dictionary(old: &Dictionary, new: &Dictionary) -> Parts {
    let Dictionary { key: _, label, terms: _ } = old;
    differing([("label", *label == new.label)])
}

pub(super) fn of_term(old: &Term, new: &Term) -> Parts {
    let Term { key: _, ru, en } = old;
    differing([("ru", *ru == new.ru), ("en", *en == new.en)])
}

pub(super) fn of_region(old: &Region, new: &Region) -> Parts {
    let Region { code: _, name, short_ru, district, point, capital, tax_number } = old;
    differing([
        ("name", *name == new.name),
        ("short_ru", *short_ru == new.short_ru),
        ("district", *district == new.district),
        ("point", *point == new.point),
        ("capital", *capital == new.capital),
        ("tax_number", *tax_number == new.tax_number),
    ])
}

pub(super) fn of_rulebook(old: &Rulebook, new: &Rulebook) -> Parts {
    let Rulebook {
        edition: _,
        note,
        facts_version,
        parameters: _,
        waiving_statuses,
        blocks: _,
        markers: _,
        levels: _,
    } = old;
    differing([
        ("note", *note == new.note),
        ("facts_version", *facts_version == new.facts_version),
        ("waiving_statuses", *waiving_statuses == new.waiving_statuses),
    ])
}

pub(super) fn of_block(old: &Block, new: &Block) -> Parts {
    let Block { key: _, label } = old;
    differing([("label", *label == new.label)])
}

pub(super) fn of_marker(old: &Marker, new: &Marker) -> Parts {
    let Marker { id: _, block, minimum, waivable, label, add, when, basis, corroboration } = old;
    differing([
        ("block", *block == new.block),
        ("minimum", *minimum == new.minimum),
        ("waivable", *waivable == new.waivable),
        ("label", *label == new.label),
        ("add", *add == new.add),
        ("when", when.source() == new.when.source()),
        ("basis", *basis == new.basis),
        ("corroboration", *corroboration == new.corroboration),
    ])
}

pub(super) fn of_level(old: &LevelRule, new: &LevelRule) -> Parts {
    let LevelRule { level: _, markers_min, gates, one_of, corroboration_min, conditions: _ } = old;
    differing([
        ("markers_min", *markers_min == new.markers_min),
        ("gates", *gates == new.gates),
        ("one_of", *one_of == new.one_of),
        ("corroboration_min", *corroboration_min == new.corroboration_min),
    ])
}

pub(super) fn of_condition(old: &Condition, new: &Condition) -> Parts {
    let Condition { key: _, label, when } = old;
    differing([("label", *label == new.label), ("when", when.source() == new.when.source())])
}

/// The names of those that aren't the same.
fn differing<const COUNT: usize>(parts: [(&'static str, bool); COUNT]) -> Parts {
    parts.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}
