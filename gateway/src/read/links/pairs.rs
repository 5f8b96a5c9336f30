//! Pairs of clusters found through what they have in common; clusters stand here by their place in
//! the list they were given in.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::ids::OrganisationId;

use super::ties::Ties;
use super::{CLUSTERS_OF_ONE_MAX, Kind};

/// What an organisation is to a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Is {
    /// A participant.
    Participant,
    /// A partner, outside the cluster.
    Partner,
}

/// Two clusters with something in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pair {
    /// The two, the smaller place first.
    pub(super) clusters: [usize; 2],
    /// Organisations in common, and what each is to the two; participants of both first.
    pub(super) organisations: Vec<(OrganisationId, [Is; 2])>,
    /// Whose project, and which one.
    pub(super) projects: BTreeSet<(usize, usize)>,
    /// Who states a link, and which one.
    pub(super) links: Vec<(usize, usize)>,
}

/// All pairs, and the organisations that link too many to count.
pub(super) struct Shared {
    pub(super) pairs: Vec<Pair>,
    pub(super) left_out: Vec<OrganisationId>,
}

impl Is {
    /// The key, as the API has it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Partner => "partner",
        }
    }
}

impl Pair {
    /// How many of a kind they have in common.
    pub(super) fn count(&self, kind: Kind) -> usize {
        let of_both = || self.organisations.iter().filter(|(_, is)| *is == BOTH).count();
        match kind {
            Kind::Participants => of_both(),
            Kind::Partners => self.organisations.len() - of_both(),
            Kind::Projects => self.projects.len(),
            Kind::Links => self.links.len(),
        }
    }

    /// By what pairs are ordered.
    pub(super) fn rank(&self) -> [usize; 3] {
        [self.organisations.len(), self.projects.len(), self.links.len()]
    }
}

const BOTH: [Is; 2] = [Is::Participant, Is::Participant];

/// Where an organisation is, and as what.
type Places = BTreeMap<OrganisationId, BTreeMap<usize, Is>>;

/// Finds the pairs.
pub(super) fn of(ties: &[Ties]) -> Shared {
    let mut places = places(ties);
    let is_everywhere = |places: &BTreeMap<usize, Is>| places.len() > CLUSTERS_OF_ONE_MAX;
    let everywhere = places.iter().filter(|(_, places)| is_everywhere(places));
    let left_out = everywhere.map(|(id, _)| *id).collect();
    places.retain(|_, places| !is_everywhere(places));
    let mut pairs = Pairs::default();
    pairs.by_organisations(&places);
    pairs.by_projects(ties, &places);
    pairs.by_links(ties);
    Shared { pairs: pairs.finish(), left_out }
}

/// An organisation that is both in a cluster is a participant there.
fn places(ties: &[Ties]) -> Places {
    let mut places = Places::new();
    for (index, ties) in ties.iter().enumerate() {
        for id in &ties.partners {
            places.entry(*id).or_default().insert(index, Is::Partner);
        }
        for id in &ties.participants {
            places.entry(*id).or_default().insert(index, Is::Participant);
        }
    }
    places
}

#[derive(Default)]
struct Pairs(BTreeMap<[usize; 2], Pair>);

impl Pairs {
    fn of(&mut self, one: usize, other: usize) -> &mut Pair {
        let clusters = if one < other { [one, other] } else { [other, one] };
        self.0.entry(clusters).or_insert_with(|| Pair { clusters, ..Pair::default() })
    }

    fn by_organisations(&mut self, places: &Places) {
        for (id, places) in places {
            let places: Vec<_> = places.iter().collect();
            for (number, (one, is_one)) in places.iter().enumerate() {
                for (other, is_other) in &places[number + 1..] {
                    let is = [**is_one, **is_other];
                    self.of(**one, **other).organisations.push((*id, is));
                }
            }
        }
    }

    fn by_projects(&mut self, ties: &[Ties], places: &Places) {
        for (owner, ties) in ties.iter().enumerate() {
            for (number, project) in ties.projects.iter().enumerate() {
                let known = project.organisations.iter().filter_map(|id| places.get(id)).flatten();
                let members = known.filter(|(_, is)| **is == Is::Participant);
                for (other, _) in members.filter(|(other, _)| **other != owner) {
                    self.of(owner, *other).projects.insert((owner, number));
                }
            }
        }
    }

    fn by_links(&mut self, ties: &[Ties]) {
        let known = ties.iter().enumerate().map(|(index, ties)| (ties.cluster, index));
        let known: BTreeMap<_, _> = known.collect();
        for (owner, ties) in ties.iter().enumerate() {
            for (number, link) in ties.links.iter().enumerate() {
                if let Some(other) = known.get(&link.to).filter(|other| **other != owner) {
                    self.of(owner, *other).links.push((owner, number));
                }
            }
        }
    }

    fn finish(self) -> Vec<Pair> {
        let mut pairs: Vec<_> = self.0.into_values().collect();
        for pair in &mut pairs {
            pair.organisations.sort_by_key(|(id, is)| (*is, *id));
        }
        pairs
    }
}
