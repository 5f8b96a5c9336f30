//! The editions that ship: they agree with each other and with the rules in Rust.

use registry_core::editions::SHIPPED;
use registry_core::facts::TABLE;
use registry_core::profile::reader::{
    ANNUAL_REPORTS, ASSOCIATION_MEMBERSHIPS, BRANCH_KPP, CLUSTER_LINKS, CONTACTS, GOALS,
    GOVERNING_BODIES, INFRASTRUCTURE, NEWS, PARTICIPANTS, PARTNERS, PROJECTS, STRATEGIES,
};
use registry_core::rulebook::Rulebook;
use registry_events::catalogue::{Catalogue, LevelMark};
use registry_events::dictionary::{Dictionaries, REGIONS_KEY, Regions};
use registry_events::edition::EditionKind;
use registry_events::value::{Text, ValueType};

fn text(kind: EditionKind) -> &'static str {
    SHIPPED.iter().find(|shipped| shipped.kind == kind).expect("it ships").text
}

fn catalogue() -> Catalogue {
    Catalogue::parse(text(EditionKind::Catalogue)).expect("a catalogue")
}

fn rulebook() -> Rulebook {
    Rulebook::parse(text(EditionKind::Rulebook)).expect("a rulebook")
}

#[test]
fn edition_1_0_ships_of_every_kind() {
    let editions = SHIPPED.map(|shipped| (shipped.kind, shipped.edition));
    assert_eq!(editions.map(|(_, edition)| edition), ["1.0"; 4]);
    assert_eq!(editions.map(|(kind, _)| kind), EditionKind::ALL);
}

#[test]
fn the_catalogue_names_only_dictionaries_that_are_there() {
    let dictionaries = Dictionaries::parse(text(EditionKind::Dictionaries)).expect("dictionaries");
    for field in &catalogue().fields {
        for key in field.dictionary.iter().chain(&field.scale) {
            let known =
                key.as_str() == REGIONS_KEY || dictionaries.dictionary(key.as_str()).is_some();
            assert!(known, "{} names {key}", field.key);
        }
        for code in &field.freshness_of {
            let dictionary = field.dictionary.as_ref().expect("a code has a dictionary");
            assert!(dictionaries.term(dictionary.as_str(), code.as_str()).is_some(), "{code}");
        }
    }
}

#[test]
fn every_region_lies_in_a_district_of_the_dictionaries() {
    let dictionaries = Dictionaries::parse(text(EditionKind::Dictionaries)).expect("dictionaries");
    let regions = Regions::parse(text(EditionKind::Regions)).expect("regions");
    assert_eq!(regions.regions.len(), 83);
    for region in regions.regions.values() {
        let known = dictionaries.term("federal_district", region.district.as_str());
        assert!(known.is_some(), "{}", region.code);
    }
}

/// The fields that rules in Rust and facts read, by their lists; "" for the cluster's own.
const READ_IN_RUST: [(&str, &[&str]); 14] = [
    (
        "",
        &[
            "official_name",
            "display_name",
            "regions",
            "location",
            "specialisation_key",
            "year_created",
            "summary",
            "products",
            "employees_total",
            "priorities",
            "services",
            "website",
            "last_content_update",
            "logo",
            "brand",
        ],
    ),
    (CONTACTS, &["email"]),
    (PARTICIPANTS, &["organisation", "participant_type", BRANCH_KPP]),
    (
        GOVERNING_BODIES,
        &[
            "type",
            "organisation",
            "year_organisation_created",
            "year_selected",
            "staff_fte",
            "funding_sources",
        ],
    ),
    (STRATEGIES, &["title", "approved_on", "period_from", "period_to", "url"]),
    (GOALS, &["indicator", "base_year", "target_year", "target"]),
    (
        PROJECTS,
        &[
            "title",
            "stage",
            "spheres",
            "participants",
            "cost_sharing",
            "start",
            "end",
            "budget",
            "results",
        ],
    ),
    (PARTNERS, &["organisation", "country"]),
    (CLUSTER_LINKS, &["type", "cluster", "foreign_cluster"]),
    (ASSOCIATION_MEMBERSHIPS, &["association"]),
    (INFRASTRUCTURE, &["name", "shared"]),
    (NEWS, &["title", "date"]),
    (ANNUAL_REPORTS, &["year", "url"]),
    ("official_statuses", &["granted_on", "valid_until"]),
];

#[test]
fn the_catalogue_has_every_field_that_rules_read() {
    let catalogue = catalogue();
    for (collection, fields) in READ_IN_RUST {
        for key in fields {
            let of = |field: &&registry_events::catalogue::Field| {
                field.collection.as_ref().map_or("", |of| of.as_str()) == collection
                    && field.key.as_str() == *key
            };
            assert!(catalogue.fields.iter().any(|field| of(&field)), "{collection}/{key}");
        }
    }
}

#[test]
fn every_collection_is_named_by_a_field_that_its_items_need() {
    let catalogue = catalogue();
    for collection in &catalogue.collections {
        let key = collection.key.as_str();
        let title = catalogue.item_fields(key).find(|field| field.key == collection.title_field);
        assert!(title.is_some_and(|field| field.needed), "{key}");
    }
}

#[test]
fn a_name_of_a_person_is_for_those_who_are_signed_in() {
    use registry_events::catalogue::Visibility;
    let catalogue = catalogue();
    let personal: Vec<_> = catalogue.fields.iter().filter(|field| field.personal).collect();
    assert_eq!(personal.len(), 3);
    assert!(personal.iter().all(|field| field.visibility != Visibility::Public));
    assert!(personal.iter().all(|field| field.value_type == ValueType::Text));
}

#[test]
fn what_is_needed_to_register_is_asked_of_the_minimum() {
    let required = catalogue();
    let required = required.cluster_fields().filter(|field| field.mark == LevelMark::Required);
    let keys: Vec<_> = required.map(|field| field.key.to_string()).collect();
    assert_eq!(
        keys,
        [
            "official_name",
            "regions",
            "location",
            "specialisation_key",
            "year_created",
            "summary",
            "employees_total"
        ]
    );
}

#[test]
fn the_rulebook_has_ten_minimum_requirements_and_twenty_one_markers_beyond() {
    let rulebook = rulebook();
    let ids: Vec<_> = rulebook.markers.iter().map(|marker| marker.id.to_string()).collect();
    assert_eq!(
        ids.join(" "),
        "M1 M2 M3 M4 M5 M6 M7 M8 M9 M10 G1 G2 G3 G4 G5 T1 T2 T3 P1 P2 P3 P4 C1 C2 C3 I1 I2 O1 O2 O3 O4"
    );
    assert!(
        rulebook.markers.iter().all(|marker| marker.minimum == marker.id.as_str().starts_with('M'))
    );
    assert_eq!(rulebook.facts_version, 2);
}

#[test]
fn every_fact_is_used_by_a_marker_or_a_condition() {
    let rulebook = rulebook();
    let markers = rulebook
        .markers
        .iter()
        .flat_map(|marker| [Some(marker.when.source()), marker.corroboration.as_deref()]);
    let conditions = rulebook.levels.iter().flat_map(|level| &level.conditions);
    let sources = markers.flatten().chain(conditions.map(|condition| condition.when.source()));
    let words: Vec<_> = sources
        .flat_map(|source| source.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .collect();
    for fact in TABLE {
        assert!(words.contains(&fact.name), "{} is used nowhere", fact.name);
    }
}

#[test]
fn every_word_of_the_rulebook_is_there_in_both_languages() {
    let both = |text: &Text| text.ru.is_some() && text.en.is_some();
    let rulebook = rulebook();
    assert!(rulebook.blocks.iter().all(|block| both(&block.label)));
    for marker in &rulebook.markers {
        assert!(both(&marker.label) && both(&marker.add), "{}", marker.id);
    }
    let mut conditions = rulebook.levels.iter().flat_map(|level| &level.conditions);
    assert!(conditions.all(|condition| both(&condition.label)));
}

/// Why the catalogue isn't one any more when `what` is replaced by `with`.
fn refused(what: &str, with: &str) -> String {
    let text = text(EditionKind::Catalogue);
    assert!(text.contains(what), "«{what}» stands in the catalogue");
    Catalogue::parse(&text.replacen(what, with, 1)).expect_err("no catalogue").to_string()
}

#[test]
fn what_is_about_a_person_names_the_consent_it_needs() {
    insta::assert_snapshot!(
        refused("consent = \"head_consent\"\n", ""),
        @"head_name: what is personal names the field of its consent"
    );
    let amiss = "head_name: consent is a flag beside what is personal";
    for other in ["role", "year_created", "consent"] {
        let other = format!("consent = \"{other}\"");
        assert_eq!(refused("consent = \"head_consent\"", &other), amiss);
    }
    let impersonal =
        refused("personal = true\nconsent = \"head_consent\"", "consent = \"head_consent\"");
    assert_eq!(impersonal, amiss);
}

#[test]
fn a_list_ages_from_a_day_or_year_of_its_items_only() {
    insta::assert_snapshot!(
        refused("freshness_from = \"date\"", "freshness_from = \"title\""),
        @"news: freshness_from isn't a date or year of its items"
    );
    insta::assert_snapshot!(
        refused("freshness_months = 12\nfreshness_from = \"date\"", "freshness_from = \"date\""),
        @"news: freshness_from goes with freshness_months"
    );
    insta::assert_snapshot!(
        refused("holds_until_field = \"period_to\"", "holds_until_field = \"title\""),
        @"strategies: holds_until_field isn't a date of its items"
    );
}
