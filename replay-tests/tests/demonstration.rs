//! The demonstration: its figures on 2015-12-01 are the presentation's, and it loads the same bytes
//! in every run.

mod pages;
mod samples;
mod stories;
mod telling;
mod weight;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use registry_core::state::Loaded;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::level::Level;
use registry_events::log::{EventLog, Head, READ_ENTRIES_MAX};
use registry_events::stream::StreamKind;
use registry_events::value::{Code, Ratings, Value as Claimed};
use registry_gateway::clock::SystemEntropy;
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::follow::fold_all;
use registry_gateway::people::Wall;
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{Parts, Registry};
use registry_ops::demo::people::enter_neighbours;
use registry_ops::demo::{Hands, Until, load, master_key};
use registry_projections::card::{Card, Item};
use registry_projections::register::RegisterRow;
use registry_projections::statistics::Statistics;
use registry_projections::support::{Support, programmes, support_at};
use registry_projections::views::Views;
use serde_json::{Value, json};

use self::pages::Pages;
use self::samples::Drawn;
use self::weight::Weights;
use crate::folds::{cluster_of, told_by_card, told_by_rules};

/// The whole demonstration, played once for all tests that look at it.
struct Played {
    views: Views,
    /// The clusters' streams, folded as rules see them.
    clusters: BTreeMap<ClusterId, Loaded>,
    /// The entries of applications, as the log has them.
    applications: Vec<Recorded>,
    /// What was fetched of it, by its address.
    pages: Pages,
    /// What its first page and all that this loads weighs.
    first_page: Weights,
    /// What control samples found on the way.
    samples: Vec<Drawn>,
}

static PLAYED: LazyLock<Played> = LazyLock::new(|| {
    // A runtime of its own, since whoever asks first may be within one.
    let play = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let (log, private) = play_with_keys(Until::Today).await;
            let (pages, first_page) = pages::fetch(log.clone(), private.clone()).await;
            let samples = samples::draw(log.clone(), private).await;
            let (views, applications) = (views_of(&*log).await, applications_of(&*log).await);
            let clusters = clusters_of(&*log).await;
            Played { views, clusters, applications, pages, first_page, samples }
        })
    });
    play.join().expect("the demonstration plays")
});

fn played() -> &'static Played {
    &PLAYED
}

async fn applications_of(log: &dyn EventLog) -> Vec<Recorded> {
    let mut all = Vec::new();
    each_of(log, |recorded| {
        if let StreamKind::Application(_) = recorded.stream.kind() {
            all.push(recorded);
        }
    })
    .await;
    all
}

async fn clusters_of(log: &dyn EventLog) -> BTreeMap<ClusterId, Loaded> {
    let mut all = BTreeMap::new();
    each_of(log, |recorded| {
        if let StreamKind::Cluster(id) = recorded.stream.kind() {
            all.entry(id).or_insert_with(|| Loaded::empty(&recorded.stream)).evolve(&recorded);
        }
    })
    .await;
    all
}

async fn each_of(log: &dyn EventLog, mut take: impl FnMut(Recorded)) {
    let mut from = Position(0);
    loop {
        let entries = log.read(from, READ_ENTRIES_MAX).await.expect("readable");
        let Some(last) = entries.last() else { return };
        from = last.position.next();
        for entry in &entries {
            take(entry.decode().expect("decodes"));
        }
    }
}

/// A demonstration played into memory: its log.
async fn play(until: Until) -> Arc<dyn EventLog> {
    play_with_keys(until).await.0
}

/// The same with the store that opens its applications.
async fn play_with_keys(until: Until) -> (Arc<dyn EventLog>, Arc<SqliteStore>) {
    let (hands, private) = (Hands::default(), no_keys());
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(hands.clock.clone()));
    let registry = registry_with(log.clone(), private.clone(), &hands).await;
    let cast = load(&registry, &hands, until, |_, _| ()).await.expect("the demonstration plays");
    enter_neighbours(&registry, &cast).await.expect("people are entered");
    (log, private)
}

fn no_keys() -> Arc<SqliteStore> {
    let store = SqliteStore::in_memory(&master_key(), Box::new(SystemEntropy));
    Arc::new(store.expect("a store"))
}

async fn registry_over(log: Arc<dyn EventLog>, hands: &Hands) -> Registry {
    registry_with(log, no_keys(), hands).await
}

async fn registry_with(
    log: Arc<dyn EventLog>,
    private: Arc<SqliteStore>,
    hands: &Hands,
) -> Registry {
    let (clock, entropy) = (hands.clock.clone(), hands.entropy.clone());
    let documents = Arc::new(MemoryDocuments::default());
    let parts = Parts {
        log,
        private,
        documents,
        master: master_key(),
        clock,
        entropy,
        provable: None,
        wall: Wall::of_machine(),
        holds_back: false,
    };
    Registry::assemble(parts).await.expect("a registry")
}

async fn views_of(log: &dyn EventLog) -> Views {
    fold_all(log, |_| ()).await.expect("folds")
}

#[test]
fn rules_and_cards_say_the_same_of_every_claim_of_the_demonstration() {
    let played = played();
    assert_eq!(played.clusters.len(), played.views.cards().count());
    for card in played.views.cards() {
        let state = cluster_of(&played.clusters[&card.cluster]);
        assert_eq!(told_by_rules(state), told_by_card(card), "{}", card.cluster);
    }
}

fn statistics(views: &Views, instant: &str) -> Value {
    let instant: Timestamp = instant.parse().expect("an instant");
    let at = views.times().at(instant).expect("something was recorded");
    let day = TimeZone::UTC.to_datetime(instant).date();
    serde_json::to_value(Statistics::at(views, at, day)).expect("JSON")
}

fn number(figures: &Value, pointer: &str) -> i64 {
    let figure = figures.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {figures}"));
    figure.as_i64().unwrap_or_else(|| panic!("{pointer} is {figure}"))
}

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

fn organisation_of(item: &Item) -> Option<OrganisationId> {
    item.claims.get("organisation")?.claim.stated.value()?.as_organisation()
}

fn code_of<'i>(item: &'i Item, field: &str) -> Option<&'i str> {
    Some(item.claims.get(field)?.claim.stated.value()?.as_code()?.as_str())
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_loadings_give_the_same_head_and_a_second_one_adds_nothing() {
    let (first, second) = tokio::join!(play(Until::Opening), play(Until::Opening));
    let head: Head = first.head().await.expect("a head");
    assert_eq!(head, second.head().await.expect("a head"));

    // Without the first loading's keyring a repeat could not open its applications: take a new one.
    let hands = Hands::default();
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(hands.clock.clone()));
    let registry = registry_over(log.clone(), &hands).await;
    for _ in 0..2 {
        load(&registry, &hands, Until::Opening, |_, _| ()).await.expect("plays");
        assert_eq!(log.head().await.expect("a head"), head);
    }
}

#[test]
fn by_the_demonstration_date_clusters_joined_and_levels_rose_and_fell() {
    let views = &played().views;
    let figures = statistics(views, "2026-10-15T09:00:00Z");
    let total = number(&figures, "/clusters/total");
    assert!((180..=215).contains(&total), "{total} clusters are listed");
    for level in ["initial", "medium", "high"] {
        assert!(number(&figures, &format!("/clusters/by_level/{level}")) > 3, "{level}");
    }
    let at = views.position().expect("something was recorded");
    let periods = |cluster| views.levels(cluster).map_or(Vec::new(), |levels| levels.periods(at));
    let (mut rises, mut falls) = (0, 0);
    for card in views.cards() {
        for pair in periods(card.cluster).windows(2) {
            if pair[0].level < pair[1].level { rises += 1 } else { falls += 1 }
        }
    }
    assert!(rises > 40 && falls > 20, "levels rose {rises} times and fell {falls} times");
}

#[test]
fn some_clusters_have_partners_in_common() {
    let mut clusters_of: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for card in played().views.cards() {
        for partner in card.open_items("partners").filter_map(organisation_of) {
            *clusters_of.entry(partner).or_default() += 1;
        }
    }
    let shared = clusters_of.values().filter(|clusters| **clusters > 1).count();
    assert!((3..=30).contains(&shared), "{shared} partners are shared");
}

#[test]
fn publications_say_that_they_are_invented_and_one_was_corrected_and_one_withdrawn() {
    let views = &played().views;
    let at = views.position().expect("something was recorded");
    let published: Vec<_> = views.publications().at(at).collect();
    assert_eq!(published.len(), 5);
    for record in &published {
        let says = &record.at(at).expect("it was said").says;
        let (ru, en) = (says.title.ru.as_deref(), says.title.en.as_deref());
        assert!(ru.is_some_and(|title| title.ends_with("(демо)")), "{ru:?}");
        assert!(en.is_some_and(|title| title.ends_with("(demo)")), "{en:?}");
    }
    let corrected = published.iter().filter(|record| record.sayings.len() > 1).count();
    let withdrawn = published.iter().filter(|record| record.withdrawn_at(at).is_some()).count();
    assert_eq!((corrected, withdrawn), (1, 1));
}

#[test]
fn what_people_from_outside_said_stands_there_with_what_became_of_it() {
    let views = &played().views;
    let at = views.position().expect("something was recorded");
    let expected = views.expected();
    assert_eq!((expected.at(at).count(), expected.waiting_at(at)), (4, Some(2)));
    let reports: Vec<_> = views.voice().reports(at).collect();
    let decided = reports.iter().filter(|report| report.decided_at(at).is_some()).count();
    assert_eq!((reports.len(), decided), (3, 2));
    let proposals: Vec<_> = views.voice().proposals(at).collect();
    let published: Vec<_> = proposals.iter().filter_map(|one| one.published_at(at)).collect();
    let answered = proposals.iter().filter(|one| one.answered_at(at).is_some()).count();
    assert_eq!((proposals.len(), published.len(), answered), (3, 1, 2));
    assert!(published.iter().all(|(_, text)| text.ends_with("(демо)")));
    let zone = TimeZone::get("Europe/Moscow").expect("a zone");
    let day = |instant: Timestamp| zone.to_datetime(instant).date();
    let answers = views
        .cards()
        .filter_map(|card| views.enquiries().usual_days(card.cluster, at, date(2026, 10, 15), day));
    assert_eq!(answers.collect::<Vec<_>>(), [1], "one cluster was written to");
    let tied = views.organisations().iter().filter(|one| !one.mailbox_domains.is_empty());
    assert_eq!(tied.count(), 2, "one of them is asked to confirm by a link");
}
