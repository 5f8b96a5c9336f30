//! Subjects of the federation that became part of others or were split: what lists and figures show
//! before and after.

use registry_events::edition::EditionKind;
use registry_events::event::{CkrOpened, Event};
use registry_events::ids::Position;
use registry_events::stream::StreamId;

use super::lists::{numbers, story};
use crate::search::{Query, Sort};
use crate::statistics::Statistics;
use crate::testing::{adopted, cluster, code, organisation};
use crate::views::Views;

/// Tomsk became part of Novosibirsk, Moscow was split.
pub(super) const AFTER: &str = "code\tname_ru\tshort_ru\tname_en\tfd\tlat\tlon\tsuccessors
RU-TOM\tТомская область\tТомская обл.\tTomsk Oblast\tSFO\t56.5\t84.97\tRU-NVS
RU-NVS\tНовосибирская область\tНовосибирская обл.\tNovosibirsk Oblast\tSFO\t55.03\t82.92\t
RU-MOW\tМосква\tМосква\tMoscow\tCFO\t55.75\t37.61\tRU-XMN RU-XMS
RU-XMN\tСевер\tСевер\tNorth\tCFO\t55.75\t37.61\t
RU-XMS\tЮг\tЮг\tSouth\tCFO\t55.75\t37.61\t
";

/// The views with the position before the adoption.
fn views() -> (Views, Position) {
    let opened_on = jiff::civil::date(2014, 6, 1);
    let opened = CkrOpened { organisation: organisation(7), opened_on, evidence: vec![] };
    let before = story().commit(&StreamId::region(&code("RU-TOM")), [Event::from(opened)]);
    let at = before.last();
    let edition = adopted(EditionKind::Regions, "0.2", AFTER);
    (before.commit(&StreamId::registry(), edition).views(), at)
}

fn found(views: &Views, region: &str, at: Position) -> Vec<u32> {
    let query = Query { sort: Sort::Name, regions: vec![code(region)], ..Query::default() };
    numbers(&query.find(views, at))
}

#[test]
fn what_became_part_of_another_subject_is_found_there_from_the_adoption_on() {
    let (views, before) = views();
    let now = views.position().unwrap_or_default();
    assert_eq!((found(&views, "RU-NVS", now), found(&views, "RU-TOM", now)), (vec![1, 2], vec![]));
    assert_eq!(
        (found(&views, "RU-NVS", before), found(&views, "RU-TOM", before)),
        (vec![2], vec![1])
    );
    let row = |at| views.register().row(cluster(1), at).map(|row| row.regions.to_vec());
    assert_eq!(row(now), Some(vec![code("RU-NVS")]));
    assert_eq!(row(before), Some(vec![code("RU-TOM")]));
}

#[test]
fn a_split_subject_keeps_its_clusters_and_their_district() {
    let (views, _) = views();
    let now = views.position().unwrap_or_default();
    assert_eq!(found(&views, "RU-MOW", now), [3, 2]);
    let query = Query { districts: vec![code("CFO")], sort: Sort::Name, ..Query::default() };
    assert_eq!(numbers(&query.find(&views, now)), [3, 2]);
}

#[test]
fn figures_count_by_the_edition_of_their_time() {
    let (views, before) = views();
    let regions = |at| Statistics::at(&views, at, jiff::civil::date(2015, 12, 1)).regions;
    let now = views.position().unwrap_or_default();
    assert_eq!((regions(before).with_clusters, regions(now).with_clusters), (Some(3), Some(2)));
    let leader = |at| regions(at).ckr_leaders.map(|all| all[0].region.clone());
    assert_eq!((leader(before), leader(now)), (Some(code("RU-TOM")), Some(code("RU-NVS"))));
    assert_eq!(views.centres(&code("RU-NVS"), now).count(), 1);
    assert_eq!(views.centres(&code("RU-NVS"), before).count(), 0);
}
