//! A thousand clusters of twenty participants each, in bounded time.

use std::time::{Duration, Instant};

use registry_ops::import::Summary;

use super::ground::Ground;
use super::sheets::{clusters, participants};

/// Far above what it takes, so that a slow machine passes and a quadratic walk doesn't.
const TIME_MAX: Duration = Duration::from_mins(3);

#[test]
fn a_thousand_clusters_of_twenty_participants_are_imported_in_bounded_time() {
    let ground = Ground::new();
    let (clusters, members) = (clusters(1_000), participants(1_000, 20));
    let begun = Instant::now();
    let first = ground.done(&clusters, &members);
    assert_eq!(first, Summary { entered: 1_000, joined: 20_000, ..Summary::default() });
    let head = ground.head();
    let second = ground.done(&clusters, &members);
    assert_eq!(second, Summary { unchanged: 1_000, ..Summary::default() });
    assert_eq!(ground.head(), head);
    assert!(begun.elapsed() < TIME_MAX, "{:?}", begun.elapsed());
}
