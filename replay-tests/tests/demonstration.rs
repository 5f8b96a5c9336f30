//! The demonstration: its figures on 2015-12-01 are the presentation's, and it loads the same bytes
//! in every run.

mod pages;
mod presentation;
mod samples;
mod stories;
mod telling;
mod weight;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use registry_core::state::Loaded;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::log::{EventLog, Head, READ_ENTRIES_MAX};
use registry_events::stream::StreamKind;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::follow::fold_all;
use registry_gateway::people::Wall;
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{Parts, Registry};
use registry_ops::demo::people::enter_neighbours;
use registry_ops::demo::{Hands, Until, load, master_key};
use registry_projections::card::Item;
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;
use serde_json::Value;

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

fn organisation_of(item: &Item) -> Option<OrganisationId> {
    item.claims.get("organisation")?.claim.stated.value()?.as_organisation()
}

fn code_of<'i>(item: &'i Item, field: &str) -> Option<&'i str> {
    Some(item.claims.get(field)?.claim.stated.value()?.as_code()?.as_str())
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
