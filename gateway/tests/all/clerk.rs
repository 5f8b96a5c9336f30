//! The clerk's daily round, by a clock that is set by hand.

use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_gateway::clerk::{Clerk, Round, round};

use crate::support::{TestApp, body};

/// The figure of `body::cluster` describes 2015-06-30; it holds for a year and ninety days more.
const LAST_DAY: &str = "2016-09-28T09:00:00Z";
/// After the first midnight in Moscow on which it is noted.
const NEXT_DAY: &str = "2016-09-28T21:01:00Z";
const WEEK_LATER: &str = "2016-10-05T09:00:00Z";

/// A registry with a cluster, caught up to the day before the figure lapses.
async fn scene() -> (TestApp, Clerk) {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    app.set_time(LAST_DAY);
    let mut clerk = Clerk::default();
    whole(clerk.look(&app.registry).await.unwrap());
    app.settle().await;
    (app, clerk)
}

fn whole(round: Round) -> Round {
    assert!(round.failed.is_empty(), "{round:?}");
    assert_eq!(round.clusters, 1);
    round
}

/// The paths of claims that lapsed, in the order of the log.
async fn lapsed(app: &TestApp) -> Vec<String> {
    let entries = app.log.read(Position(0), 4_000).await.unwrap();
    let recorded = entries.iter().map(|entry| entry.decode().unwrap());
    let paths = recorded.filter_map(|entry| match entry.event() {
        Some(Event::Cluster(ClusterEvent::ClaimLapsed(lapsed))) => {
            Some(lapsed.claim.path.to_string())
        }
        _ => None,
    });
    paths.collect()
}

#[tokio::test]
async fn a_lapse_is_noted_after_midnight_of_the_registrys_zone_and_once() {
    let (app, mut clerk) = scene().await;
    assert!(!lapsed(&app).await.contains(&"employees_total".to_owned()));
    assert!(clerk.look(&app.registry).await.is_none(), "the day had its round");

    app.set_time(NEXT_DAY);
    assert!(whole(clerk.look(&app.registry).await.unwrap()).events > 0);
    assert!(lapsed(&app).await.contains(&"employees_total".to_owned()));
    let events = app.events().await;
    let again = Clerk::default().look(&app.registry).await.unwrap();
    assert_eq!((whole(again).events, app.events().await), (0, events), "of another clerk, too");
}

#[tokio::test]
async fn a_week_that_was_missed_is_caught_up_in_one_commit() {
    let (app, mut clerk) = scene().await;
    let before = app.events().await;
    app.set_time(WEEK_LATER);
    let caught_up = whole(clerk.look(&app.registry).await.unwrap());
    assert!(lapsed(&app).await.contains(&"employees_total".to_owned()));
    let entries = app.log.read(Position(before), 4_000).await.unwrap();
    let first = entries.first().unwrap().decode().unwrap();
    assert_eq!(
        (u64::from(first.count), entries.len() as u64),
        (caught_up.events, caught_up.events)
    );
}

#[tokio::test]
async fn a_cluster_that_has_left_is_not_looked_at() {
    let (app, _) = scene().await;
    let officer = app.officer().await;
    let id = app.registry.views().cards().next().unwrap().cluster;
    let why = serde_json::json!({ "reason": "По заявлению кластера" });
    officer.post(&format!("/api/v1/clusters/{id}/withdrawal"), &why).await.done();
    app.set_time(WEEK_LATER);
    let done = round(&app.registry, &app.registry.views(), app.registry.today()).await;
    assert_eq!((done.clusters, done.events, done.failed.len()), (0, 0, 0));
}

#[tokio::test]
async fn a_round_that_failed_is_made_again_the_same_day() {
    let (app, mut clerk) = scene().await;
    app.set_time(NEXT_DAY);
    app.fail(crate::support::Fault::ReadOnly);
    assert_eq!(clerk.look(&app.registry).await.unwrap().failed.len(), 1);
    app.fail(crate::support::Fault::None);
    assert!(whole(clerk.look(&app.registry).await.unwrap()).events > 0);
}
