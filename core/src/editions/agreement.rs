//! Whether editions that are in force together agree: a catalogue with the dictionaries, with the rules
//! in Rust, which speak of some fields by name, and with the facts that the rulebook's markers ask
//! for; the regions with the dictionaries.

use registry_events::catalogue::{Catalogue, Field};
use registry_events::dictionary::{DISTRICTS_KEY, Dictionaries, REGIONS_KEY, Regions};
use registry_events::edition::EditionKind;
use registry_events::value::ValueType;

use super::InForce;
use crate::profile::reader::{
    ANNUAL_REPORTS, ASSOCIATION_MEMBERSHIPS, CLUSTER_LINKS, CONTACTS, GOALS, GOVERNING_BODIES,
    INFRASTRUCTURE, NEWS, PARTICIPANTS, PARTNERS, PROJECTS, STRATEGIES,
};
use crate::rulebook::Rulebook;

/// Fields without which the minimum can't be judged nor a second party be told from the cluster
/// itself, by their lists; "" for the cluster's own.
const INDISPENSABLE: [(&str, &str, ValueType); 12] = [
    ("", "official_name", ValueType::Text),
    ("", "display_name", ValueType::Text),
    ("", "regions", ValueType::Codes),
    (CONTACTS, "email", ValueType::Email),
    (PARTICIPANTS, "organisation", ValueType::Organisation),
    (PARTICIPANTS, "participant_type", ValueType::Code),
    (GOVERNING_BODIES, "type", ValueType::Code),
    (GOVERNING_BODIES, "organisation", ValueType::Organisation),
    (PROJECTS, "title", ValueType::Text),
    (PROJECTS, "stage", ValueType::Code),
    (PROJECTS, "participants", ValueType::Items),
    (PROJECTS, "cost_sharing", ValueType::Flag),
];

/// The first thing in which the text of an edition disagrees with the others in force or with the
/// rules; none for a text that doesn't parse.
pub fn disagreement(kind: EditionKind, text: &str, in_force: InForce<'_>) -> Option<String> {
    match kind {
        EditionKind::Catalogue => {
            let new = Catalogue::parse(text).ok()?;
            let of_facts = || missing_of_facts(&new, in_force.rulebook);
            of_catalogue(&new, in_force.dictionaries).or_else(of_facts)
        }
        EditionKind::Dictionaries => {
            let all = Dictionaries::parse(text).ok()?;
            let needed = of_catalogue(in_force.catalogue, &all);
            needed.or_else(|| without_district(in_force.regions, &all))
        }
        EditionKind::Regions => {
            without_district(&Regions::parse(text).ok()?, in_force.dictionaries)
        }
        EditionKind::Rulebook => missing_of_facts(in_force.catalogue, &Rulebook::parse(text).ok()?),
    }
}

/// The first region whose federal district is no term of the dictionaries.
fn without_district(regions: &Regions, dictionaries: &Dictionaries) -> Option<String> {
    let unknown = regions
        .regions
        .values()
        .chain(regions.former.values().map(|former| &former.region))
        .find(|region| dictionaries.term(DISTRICTS_KEY, region.district.as_str()).is_none())?;
    Some(format!("{}: {DISTRICTS_KEY} has no term {}", unknown.code, unknown.district))
}

/// The first thing in which a catalogue disagrees.
fn of_catalogue(catalogue: &Catalogue, dictionaries: &Dictionaries) -> Option<String> {
    let dispensed = INDISPENSABLE.iter().find(|(collection, key, value_type)| {
        let is_it = |field: &&Field| is(field, collection, key) && field.value_type == *value_type;
        !catalogue.fields.iter().any(|field| is_it(&field))
    });
    if let Some((collection, key, value_type)) = dispensed {
        let path =
            if collection.is_empty() { (*key).into() } else { format!("{collection}/{key}") };
        return Some(format!("{path}: rules need this field, of type {value_type}"));
    }
    catalogue.fields.iter().find_map(|field| unknown_terms(field, dictionaries))
}

fn is(field: &Field, collection: &str, key: &str) -> bool {
    field.key.as_str() == key
        && field.collection.as_ref().map_or("", |of| of.as_str()) == collection
}

/// A dictionary or a term that a field names and that isn't there.
fn unknown_terms(field: &Field, dictionaries: &Dictionaries) -> Option<String> {
    let is_there = |key: &str| key == REGIONS_KEY || dictionaries.dictionary(key).is_some();
    let mut named = field.dictionary.iter().chain(&field.scale);
    if let Some(key) = named.find(|key| !is_there(key.as_str())) {
        return Some(format!("{}: no dictionary {key} is in force", field.key));
    }
    let dictionary = field.dictionary.as_ref()?;
    let unknown = |code: &&registry_events::value::Code| {
        dictionaries.term(dictionary.as_str(), code.as_str()).is_none()
    };
    let code = field.freshness_of.iter().find(unknown)?;
    Some(format!("{}: {dictionary} has no term {code}", field.key))
}

/// The fields that each fact speaks of, by their lists; those that every catalogue has don't stand
/// here.
const OF_FACTS: [(&str, &str, &[&str]); 27] = [
    ("specialisation", "", &["specialisation_key"]),
    ("year_created", "", &["year_created"]),
    ("summary_ru_characters", "", &["summary"]),
    ("summary_en_characters", "", &["summary"]),
    ("products_en", "", &["products"]),
    ("location_stated", "", &["location"]),
    ("location_of_region", "", &["location", "regions"]),
    ("employees_total", "", &["employees_total"]),
    (
        "managing_bodies_with_years",
        GOVERNING_BODIES,
        &["year_organisation_created", "year_selected"],
    ),
    ("management_staff_milli", GOVERNING_BODIES, &["staff_fte"]),
    ("bodies_with_funding_sources", GOVERNING_BODIES, &["funding_sources"]),
    ("strategies", STRATEGIES, &["title", "approved_on", "period_to", "url"]),
    ("priorities_rated", "", &["priorities"]),
    ("goals_with_target_year", GOALS, &["indicator", "target", "target_year"]),
    ("project_spheres", PROJECTS, &["spheres"]),
    ("projects_detailed", PROJECTS, &["budget", "start", "end", "results"]),
    ("news", NEWS, &["title", "date"]),
    ("annual_reports", ANNUAL_REPORTS, &["year", "url"]),
    ("association_memberships", ASSOCIATION_MEMBERSHIPS, &["association"]),
    ("russian_partners", PARTNERS, &["organisation", "country"]),
    ("foreign_partners", PARTNERS, &["organisation", "country"]),
    ("cluster_links_confirmed", CLUSTER_LINKS, &["type", "cluster", "foreign_cluster"]),
    ("shared_infrastructure", INFRASTRUCTURE, &["name", "shared"]),
    ("member_services", "", &["services"]),
    ("website_stated", "", &["website"]),
    ("site_update_stated", "", &["last_content_update"]),
    ("brand_stated", "", &["brand", "logo"]),
];

/// The first field that a rulebook's facts speak of and that a catalogue doesn't have.
fn missing_of_facts(catalogue: &Catalogue, rulebook: &Rulebook) -> Option<String> {
    OF_FACTS.iter().find_map(|(fact, collection, keys)| {
        let marker = rulebook.markers.iter().find(|marker| marker.when.speaks_of(fact))?;
        let is_there = |key: &&str| catalogue.fields.iter().any(|field| is(field, collection, key));
        let key = keys.iter().copied().find(|key| !is_there(key))?;
        let path = if collection.is_empty() { key.into() } else { format!("{collection}/{key}") };
        Some(format!("{path}: marker {} speaks of this field", marker.id))
    })
}
