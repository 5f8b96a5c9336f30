//! What the demonstration says on 2015-12-01 is what the presentation of that day says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::date;
use registry_events::level::Level;
use registry_events::value::{Code, Ratings, Value as Claimed};
use registry_ops::demo::Until;
use registry_projections::card::{Card, Item};
use registry_projections::register::RegisterRow;
use registry_projections::support::{Support, programmes, support_at};
use registry_projections::views::Views;
use serde_json::{Value, json};

use super::{code_of, number, play, statistics, views_of};

/// The end of the first of December 2015 in Moscow.
const DECEMBER_1: &str = "2015-12-01T20:59:59Z";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_2015_12_01_the_figures_are_the_presentations() {
    let views = views_of(&*play(Until::Opening).await).await;
    let figures = statistics(&views, DECEMBER_1);
    for (pointer, expected) in [
        ("/clusters/total", 82),
        ("/clusters/by_level/initial", 68),
        ("/clusters/by_level/medium", 10),
        ("/clusters/by_level/high", 4),
        ("/clusters/by_support/pilot_itc", 22),
        ("/clusters/by_support/ckr", 32),
        ("/clusters/by_support/independent", 28),
        ("/clusters/pilot_programmes", 20),
        ("/clusters/level_by_support/pilot_itc/initial", 12),
        ("/clusters/level_by_support/pilot_itc/medium", 6),
        ("/clusters/level_by_support/pilot_itc/high", 4),
        ("/clusters/level_by_support/ckr/initial", 29),
        ("/clusters/level_by_support/ckr/medium", 3),
        ("/clusters/level_by_support/ckr/high", 0),
        ("/clusters/level_by_support/independent/initial", 27),
        ("/clusters/level_by_support/independent/medium", 1),
        ("/clusters/level_by_support/independent/high", 0),
        ("/bases/levels/stated", 82),
        ("/bases/support/stated", 82),
        ("/bases/ages/stated", 82),
        ("/bases/specialisations/stated", 82),
        ("/bases/regions/stated", 82),
        ("/bases/employees/stated", 82),
        ("/participants/base/clusters", 82),
        ("/participants/base/stated", 82),
        ("/projects/base/stated", 27),
        ("/projects/total", 143),
        ("/projects/by_stage/implemented", 23),
        ("/projects/by_stage/in_progress", 70),
        ("/projects/by_stage/planned", 50),
        ("/projects/clusters_not_provided", 55),
        ("/governing_bodies/base/stated", 49),
        ("/governing_bodies/by_type/coordinator", 28),
        ("/governing_bodies/by_type/management_company", 21),
        ("/governing_bodies/by_type/board", 3),
        ("/governing_bodies/by_type/supervisory_board", 2),
        ("/governing_bodies/by_type/council", 0),
        ("/governing_bodies/staff_stated", 40),
        ("/governing_bodies/chosen_after_creation/coordinator/0_1", 14),
        ("/governing_bodies/chosen_after_creation/coordinator/2_4", 6),
        ("/governing_bodies/chosen_after_creation/coordinator/5_plus", 8),
        ("/governing_bodies/chosen_after_creation/management_company/0_1", 8),
        ("/governing_bodies/chosen_after_creation/management_company/2_4", 6),
        ("/governing_bodies/chosen_after_creation/management_company/5_plus", 7),
        ("/financing/base/bodies", 49),
        ("/financing/base/stated", 40),
        ("/financing/fees_or_services_only", 11),
        ("/financing/budget_only", 9),
        ("/priorities/base/stated", 68),
        ("/partners/base/stated", 29),
        ("/partners/clusters_with_foreign", 18),
        ("/partners/clusters_with_russian", 26),
        ("/regions/with_ckr", 29),
        ("/regions/with_ckr_and_clusters", 20),
        ("/coverage/registered", 82),
        ("/coverage/estimate/value", 200),
    ] {
        assert_eq!(number(&figures, pointer), expected, "{pointer}");
    }
    assert!((1_910..=1_990).contains(&number(&figures, "/participants/total")));
    assert!((950_000..=1_050_000).contains(&number(&figures, "/participants/employees")));
    assert_eq!(figures["governing_bodies"]["average_staff"].to_string().trim_matches('"'), "9.5");
    let mut without = figures["regions"]["with_ckr_without_clusters"].clone();
    without.as_array_mut().expect("a list").sort_by_key(ToString::to_string);
    let named = json!([
        "RU-ALT", "RU-AST", "RU-KIR", "RU-KL", "RU-MUR", "RU-PNZ", "RU-STA", "RU-TAM", "RU-UD"
    ]);
    assert_eq!(without, named);
    the_charts_say_what_their_slides_say(&figures);
    levels_follow_from_support_and_from_time(&views);
    financing_priorities_and_partners_are_stated_by_as_many(&views);
    leaders_are_pilots_of_different_mixes_and_the_others_are_smaller(&figures, &views);
    collegial_bodies_stand_beside_managing_ones(&views);
}

fn leaders_are_pilots_of_different_mixes_and_the_others_are_smaller(
    figures: &Value,
    views: &Views,
) {
    let at = views.position().expect("something was recorded");
    let leaders = figures["participants"]["leaders"].as_array().expect("leaders");
    let mixes: BTreeSet<_> = leaders.iter().map(|one| one["by_type"].to_string()).collect();
    assert_eq!(mixes.len(), 8, "{mixes:?}");
    let ids: BTreeSet<_> = leaders.iter().filter_map(|one| one["cluster"].as_str()).collect();
    let (first, others): (Vec<_>, Vec<_>) = views
        .register()
        .rows_at(at)
        .partition(|row| ids.contains(row.cluster.to_string().as_str()));
    let support = |row: &RegisterRow| support_at(row, views.regions(), date(2015, 12, 1), at);
    assert_eq!((first.len(), others.len()), (8, 74));
    assert!(first.iter().all(|row| support(row) == Support::PilotItc));
    let sizes = others.iter().map(|row| row.participants.total());
    assert!(sizes.clone().all(|total| (10..=40).contains(&total)), "{:?}", sizes.max());
}

/// Three boards and two supervisory boards, each in a cluster of its own among the 49.
fn collegial_bodies_stand_beside_managing_ones(views: &Views) {
    let has = |card: &Card, wanted: &[&str]| {
        let mut bodies = card.open_items("governing_bodies");
        bodies.any(|body| code_of(body, "type").is_some_and(|of| wanted.contains(&of)))
    };
    let collegial = |card: &&Arc<Card>| has(card, &["board", "supervisory_board", "council"]);
    let managed = |card: &&Arc<Card>| has(card, &["coordinator", "management_company"]);
    let both = views.cards().filter(collegial).filter(managed).count();
    let counts = (views.cards().filter(managed).count(), views.cards().filter(collegial).count());
    assert_eq!((counts, both), ((49, 5), 5));
}

/// The groups of the slide on specialisations: so many clusters have each of these.
const TRADES: [(i64, &[&str]); 5] = [
    (
        1,
        &[
            "oil_gas_extraction",
            "optics_photonics",
            "furniture",
            "food",
            "building_materials",
            "textiles",
            "jewellery",
            "industrial_biotech",
        ],
    ),
    (2, &["metals", "defence", "agriculture_fisheries", "shipbuilding", "tourism"]),
    (3, &["automotive", "environment_waste", "chemicals", "nuclear_radiation"]),
    (
        6,
        &[
            "aerospace",
            "forestry",
            "medical",
            "microelectronics_instruments",
            "new_materials",
            "pharma",
        ],
    ),
    (8, &["ict", "machinery"]),
];

/// Levels of the clusters of each support; and programmes, of which two have two profiles.
fn levels_follow_from_support_and_from_time(views: &Views) {
    let at = views.position().expect("something was recorded");
    let rows: Vec<_> = views.register().rows_at(at).collect();
    let day = date(2015, 12, 1);
    let count = |support, level| {
        let of = |row: &&Arc<RegisterRow>| {
            row.level == Some(level) && support_at(row, views.regions(), day, at) == support
        };
        rows.iter().filter(of).count()
    };
    let levels = |support| [Level::High, Level::Medium, Level::Initial].map(|l| count(support, l));
    assert_eq!(levels(Support::PilotItc), [4, 6, 12]);
    assert_eq!(levels(Support::Ckr), [0, 3, 29]);
    assert_eq!(levels(Support::Independent), [0, 1, 27]);
    let programmes = programmes(rows.iter().map(AsRef::as_ref), "pilot_itc", day);
    let shared = programmes.iter().filter(|programme| programme.clusters.len() == 2).count();
    assert_eq!((programmes.len(), shared), (20, 2));
    let risen = rows.iter().filter(|row| row.level > Some(Level::Initial));
    let old = risen.filter(|row| row.year_created.is_some_and(|year| year.get() <= 2009));
    assert!(old.count() >= 11, "medium and high clusters are mostly six years old and older");
}

fn financing_priorities_and_partners_are_stated_by_as_many(views: &Views) {
    let managing = ["coordinator", "management_company"];
    let bodies = || views.cards().flat_map(|card| card.open_items("governing_bodies"));
    let bodies = bodies().filter(|body| managing.contains(&code_of(body, "type").unwrap_or("")));
    let sources: Vec<_> = bodies.map(|body| shares_of(body, "funding_sources")).collect();
    let stated: Vec<_> = sources.iter().filter(|sources| !sources.is_empty()).collect();
    let only =
        |known: &[&str]| stated.iter().filter(|s| s.iter().all(|c| known.contains(c))).count();
    assert_eq!((sources.len(), stated.len()), (49, 40));
    assert_eq!(only(&["member_fees", "own_services"]), 11);
    assert_eq!(only(&["municipal_budget", "regional_budget", "federal_budget"]), 9);
    let by_source = [
        "municipal_budget",
        "member_fees",
        "own_services",
        "other",
        "federal_budget",
        "regional_budget",
    ];
    let bars = by_source.map(|key| stated.iter().filter(|sources| sources.contains(&key)).count());
    assert!(bars.windows(2).all(|pair| pair[0] < pair[1]), "{bars:?}");

    let marks = |key: &str| {
        let key = Code::parse(key).expect("a code");
        let high =
            |card: &&Arc<Card>| priorities_of(card).is_some_and(|m| m[&key].as_str() == "high");
        views.cards().filter(high).count()
    };
    assert_eq!(views.cards().filter(|card| priorities_of(card).is_some()).count(), 68);
    let keys = [
        "international",
        "brand",
        "hr",
        "innovation_rnd",
        "government_relations",
        "organisation_cooperation",
        "production_market",
    ];
    let bars = keys.map(marks);
    assert!(bars.windows(2).all(|pair| pair[0] < pair[1]), "{bars:?}");

    let has = |card: &Card, russian: bool| {
        card.open_items("partners").any(|p| (code_of(p, "country") == Some("RU")) == russian)
    };
    let count = |wanted: fn(bool, bool) -> bool| {
        views.cards().filter(|card| wanted(has(card, true), has(card, false))).count()
    };
    assert_eq!(
        (count(|ru, _| ru), count(|_, abroad| abroad), count(|ru, abroad| ru && abroad)),
        (26, 18, 15)
    );
}

fn shares_of<'i>(item: &'i Item, field: &str) -> Vec<&'i str> {
    match item.claims.get(field).and_then(|current| current.claim.stated.value()) {
        Some(Claimed::Shares(shares)) => shares.iter().map(|share| share.code.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn priorities_of(card: &Card) -> Option<&Ratings> {
    match card.fields().get("priorities")?.claim.stated.value()? {
        Claimed::Ratings(ratings) => Some(ratings),
        _ => None,
    }
}

fn the_charts_say_what_their_slides_say(figures: &Value) {
    let rising = |pointer: &str, keys: &[&str]| {
        let bars: Vec<_> =
            keys.iter().map(|k| number(figures, &format!("{pointer}/{k}"))).collect();
        assert!(bars.windows(2).all(|pair| pair[0] < pair[1]), "{pointer}: {bars:?}");
    };
    rising(
        "/projects/by_sphere",
        &[
            "design",
            "marketing",
            "education",
            "social_transport_energy_infra",
            "production_infra",
            "rnd",
        ],
    );
    let leaders = figures["participants"]["leaders"].as_array().expect("leaders");
    let totals: Vec<_> = leaders.iter().filter_map(|leader| leader["total"].as_i64()).collect();
    assert_eq!(totals, [86, 80, 74, 68, 61, 55, 49, 44]);
    let trades = figures["specialisations"].as_array().expect("specialisations");
    let told = |trade: &Value| Some((trade["key"].as_str()?.to_owned(), trade["total"].as_i64()?));
    let trades: BTreeMap<_, _> = trades.iter().filter_map(told).collect();
    let expected = TRADES
        .iter()
        .flat_map(|(total, keys)| keys.iter().map(move |key| ((*key).to_owned(), *total)));
    assert_eq!(trades, expected.collect());
}
