//! Which pairs are of which kind, in which region and of which cluster, made when the pairs are
//! found: a question then costs operations on sets and not a look at every pair.

use std::collections::BTreeMap;

use registry_events::ids::ClusterId;
use registry_events::value::Code;
use registry_projections::search::values::{Rows, Scattered, Values, in_each};

use super::pairs::Pair;
use super::ties::Ties;
use super::{Kind, LinkQuery};

/// Pairs by what can be asked of them, each by its place in their order.
pub(super) struct Sets {
    pairs: usize,
    kinds: Values<Kind>,
    regions: Values<Code>,
    clusters: Scattered<ClusterId>,
}

/// The pairs that pass each filter; none where nothing is asked of it.
pub(super) struct Passed {
    pairs: usize,
    kind: Option<Rows>,
    region: Option<Rows>,
    cluster: Option<Rows>,
}

impl Sets {
    pub(super) fn of(pairs: &[Pair], ties: &[Ties]) -> Self {
        let count = pairs.len();
        let (kinds, regions) = (Values::new(count), Values::new(count));
        let mut sets = Self { pairs: count, kinds, regions, clusters: Scattered::new(count) };
        for (place, pair) in pairs.iter().enumerate() {
            sets.insert(place, pair, ties);
        }
        sets
    }

    fn insert(&mut self, place: usize, pair: &Pair, ties: &[Ties]) {
        let kinds = Kind::ALL.into_iter().filter(|kind| pair.count(*kind) > 0);
        kinds.for_each(|kind| self.kinds.insert(&kind, place));
        for ties in pair.clusters.map(|index| &ties[index]) {
            self.clusters.insert(&ties.cluster, place);
            ties.regions.iter().for_each(|code| self.regions.insert(code, place));
        }
    }

    /// Values of one filter are joined by "or".
    pub(super) fn passed(&self, query: &LinkQuery) -> Passed {
        Passed {
            pairs: self.pairs,
            kind: self.kinds.any(&query.kinds),
            region: self.regions.any(&query.regions),
            cluster: self.clusters.any(&query.clusters),
        }
    }

    /// How many of some pairs have something of each kind in common.
    pub(super) fn by_kind(&self, among: &Rows) -> [u32; 4] {
        let counts = self.kinds.counts(among);
        Kind::ALL.map(|kind| counts.get(&kind).copied().unwrap_or_default())
    }

    /// How many of some pairs have a cluster in each region.
    pub(super) fn by_region(&self, among: &Rows) -> BTreeMap<Code, u32> {
        self.regions.counts(among)
    }
}

impl Passed {
    /// The pairs that pass every filter.
    pub(super) fn all(&self) -> Rows {
        self.in_each([&self.kind, &self.region, &self.cluster])
    }

    /// The pairs that pass every filter but that of kinds.
    pub(super) fn of_any_kind(&self) -> Rows {
        self.in_each([&self.region, &self.cluster])
    }

    /// The pairs that pass every filter but that of regions.
    pub(super) fn of_any_region(&self) -> Rows {
        self.in_each([&self.kind, &self.cluster])
    }

    fn in_each<const N: usize>(&self, filters: [&Option<Rows>; N]) -> Rows {
        in_each(self.pairs, filters.into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use registry_events::value::Text;
    use registry_projections::testing::{cluster, code, organisation};

    use super::*;
    use crate::read::links::{Project, pairs};

    const CLUSTERS: u32 = 40;
    const REGIONS: [&str; 3] = ["RU-TOM", "RU-SAM", "RU-TA"];

    /// Clusters in a ring: each has a participant in common with the next one, every second one names
    /// the next one's as a partner and every fifth has a project with it.
    fn ring() -> Vec<Ties> {
        let tied = |number: u32| {
            let next = organisation(number % CLUSTERS + 1);
            let project = Project {
                path: "projects/1".into(),
                title: Text::ru("Полигон"),
                organisations: vec![next],
            };
            let place = number as usize;
            Ties {
                cluster: cluster(number),
                regions: vec![code(REGIONS[place % 3]), code(REGIONS[place % 2])],
                participants: BTreeSet::from([
                    organisation(number),
                    organisation(1_000 + number / 3),
                ]),
                partners: Some(next).filter(|_| number.is_multiple_of(2)).into_iter().collect(),
                projects: Some(project).filter(|_| number.is_multiple_of(5)).into_iter().collect(),
                links: Vec::new(),
            }
        };
        (1..=CLUSTERS).map(tied).collect()
    }

    fn queries() -> impl Iterator<Item = LinkQuery> {
        let clusters = [vec![], vec![cluster(7)], vec![cluster(8), cluster(20)], vec![cluster(99)]];
        let regions = [vec![], vec![code("RU-TOM")], vec![code("RU-SAM"), code("RU-TA")]];
        let kinds = [vec![], vec![Kind::Projects], vec![Kind::Participants, Kind::Partners]];
        clusters.into_iter().flat_map(move |clusters| {
            let kinds = kinds.clone();
            regions.clone().into_iter().flat_map(move |regions| {
                let query = LinkQuery { clusters: clusters.clone(), regions, kinds: Vec::new() };
                kinds.clone().into_iter().map(move |kinds| LinkQuery { kinds, ..query.clone() })
            })
        })
    }

    fn matches(query: &LinkQuery, pair: &Pair, ties: &[Ties]) -> bool {
        let of = pair.clusters.map(|index| &ties[index]);
        let is_asked = |ties: &&Ties| ties.regions.iter().any(|code| query.regions.contains(code));
        (query.clusters.is_empty() || of.iter().any(|ties| query.clusters.contains(&ties.cluster)))
            && (query.regions.is_empty() || of.iter().any(is_asked))
            && (query.kinds.is_empty() || query.kinds.iter().any(|kind| pair.count(*kind) > 0))
    }

    #[test]
    fn sets_answer_what_a_look_at_every_pair_would() {
        let ties = ring();
        let pairs = pairs::of(&ties).pairs;
        let sets = Sets::of(&pairs, &ties);
        let looked_at = |query: &LinkQuery| {
            (0..pairs.len())
                .filter(|place| matches(query, &pairs[*place], &ties))
                .collect::<Vec<_>>()
        };
        for query in queries() {
            let passed = sets.passed(&query);
            assert_eq!(passed.all().ones().collect::<Vec<_>>(), looked_at(&query), "{query:?}");
            let counts = sets.by_kind(&passed.of_any_kind());
            let regions = sets.by_region(&passed.of_any_region());
            for (kind, count) in Kind::ALL.into_iter().zip(counts) {
                let of_kind = looked_at(&LinkQuery { kinds: vec![kind], ..query.clone() });
                assert_eq!(count as usize, of_kind.len(), "{kind:?} of {query:?}");
            }
            for region in REGIONS.map(code) {
                let count = regions.get(&region).copied().unwrap_or_default();
                let within = looked_at(&LinkQuery { regions: vec![region], ..query.clone() });
                assert_eq!(count as usize, within.len(), "{query:?}");
            }
        }
    }
}
