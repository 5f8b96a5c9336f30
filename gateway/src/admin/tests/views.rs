//! What a server tells of its live views.

use std::sync::Arc;

use jiff::civil::{Date, date};
use registry_core::access::program;
use registry_events::codec::{EncodedContent, encode_clear};
use registry_events::engine::memory::MemoryLog;
use registry_events::event::{ClusterListed, Event};
use registry_events::ids::{ClusterId, Position, StreamVersion};
use registry_events::log::{EventLog, Part};
use registry_events::stream::StreamId;
use registry_events::testing::{append, standing_clock};
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;

use super::super::{AdminServer, AdminSocket, Lent, LiveCluster, LiveDigests, LiveFigures};
use super::connect;
use crate::follow::{PublishedViews, fold_all};

const DAY: Date = date(2026, 1, 1);
/// More than fit into one answer.
const CLUSTERS: u8 = 20;

fn listing(number: u8) -> Part {
    let event: Event = ClusterListed { application: None }.into();
    let clear = encode_clear(&program(), None, &event).expect("it encodes");
    let stream = StreamId::cluster(ClusterId::from_random([number; 5]));
    Part { stream, expected: StreamVersion::EMPTY, events: vec![EncodedContent::Clear(clear)] }
}

async fn log_with_clusters() -> (Arc<dyn EventLog>, Views) {
    let log = MemoryLog::new(standing_clock());
    for number in 0..CLUSTERS {
        let listed = append(number.into(), vec![listing(number)]);
        log.append(listed).await.expect("appended");
    }
    let views = fold_all(&log, |_| ()).await.expect("folded");
    (Arc::new(log), views)
}

/// What the views themselves show.
fn shown(views: &Views, at: Position, day: Date) -> LiveFigures {
    let ids = views.cards().map(|card| card.cluster);
    let clusters = ids.filter_map(|id| Some((id, LiveCluster::of(views, id, at)?)));
    let statistics = Statistics::at(views, at, day).figures();
    LiveFigures { statistics, clusters: clusters.collect() }
}

#[tokio::test]
async fn digests_and_figures_arrive_as_the_views_show_them_now_and_in_the_past() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let (log, views) = log_with_clusters().await;
    let published = PublishedViews::default();
    published.publish(views.clone());
    let socket = AdminSocket::open(&path).expect("a socket");
    let server = AdminServer::start(socket, Lent { log, views: published, provable: None });

    let client = connect(&path).await;
    let digests = views.digests().into_iter().map(|(name, digest)| (name.to_owned(), digest));
    let expected = LiveDigests { position: views.position(), views: digests.collect() };
    assert_eq!(client.digests().await, Ok(expected));
    for (at, clusters) in [(u64::from(CLUSTERS) - 1, 20), (11, 12)] {
        let figures = client.figures(Position(at), DAY).await.expect("figures");
        assert_eq!(figures.clusters.len(), clusters);
        assert_eq!(figures, shown(&views, Position(at), DAY));
    }
    server.stop().await;
}
