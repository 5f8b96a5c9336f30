//! What must hold of everything that was recorded.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::assessment::assess;
use registry_core::facts::Facts;
use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_core::profile::reader::{ItemReader, OpenItems, PARTICIPANTS, PARTNERS, PROJECTS};
use registry_core::state::{ClusterState, Standing, StreamState};
use registry_core::testing::Scene;
use registry_core::{DecidedEvent, DecidedPart};
use registry_events::claim::Corroboration;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{AccountId, ClusterId, ItemId, OrganisationId};
use registry_events::path::FieldPath;
use registry_events::stream::{EventRef, StreamId, StreamKind};
use registry_events::value::{Language, Value};

use super::Play;

impl Play {
    /// The memberships of a cluster that their participants ever denied.
    fn denied(&self, cluster: ClusterId) -> BTreeSet<ItemId> {
        let stream = StreamId::cluster(cluster);
        let own = self.written.iter().filter(|(written, _)| *written == stream);
        let denied = own.filter_map(|(_, decided)| match &decided.event {
            Event::Cluster(ClusterEvent::MembershipDenied(denied)) => Some(denied.item.item),
            _ => None,
        });
        denied.collect()
    }

    pub(super) fn check(&self) {
        let mut held: BTreeMap<StreamId, ClusterId> = BTreeMap::new();
        for (id, _) in &self.clusters {
            let cluster = self.scene.cluster(*id);
            check_memberships(cluster);
            check_projects(cluster, &self.denied(*id));
            check_partners(cluster);
            if cluster.standing.is_living() {
                self.check_level(cluster);
                self.check_requirements(cluster);
                if let Some(name) = name_of(cluster) {
                    assert_eq!(self.holder(&name), Some(*id), "the name is held");
                    assert_eq!(held.insert(name, *id), None, "a name is held once");
                }
            }
        }
        self.check_identifiers();
        self.check_disputes();
    }

    /// Open are the minimum markers that aren't met, and an inactive record has one at least.
    fn check_requirements(&self, cluster: &ClusterState) {
        let recorded = cluster.assessment.as_ref().expect("a listed cluster was assessed");
        let rulebook = self.scene.registry().rulebook_of(recorded.edition.as_str());
        let rulebook = rulebook.expect("it was adopted");
        let minimum = rulebook.markers.iter().filter(|marker| marker.minimum);
        let unmet: BTreeSet<_> =
            minimum.map(|marker| &marker.id).filter(|id| !recorded.met.contains(*id)).collect();
        assert_eq!(cluster.requirements.keys().collect::<BTreeSet<_>>(), unmet);
        assert!(cluster.standing != Standing::Inactive || !unmet.is_empty());
    }

    /// What an account's stream counts are its open disputes, five at most; a claim is disputed only
    /// by one that went through all steps or was not answered.
    fn check_disputes(&self) {
        let mut open: BTreeMap<AccountId, BTreeSet<EventRef>> = BTreeMap::new();
        for (id, _) in &self.clusters {
            for (version, dispute) in &self.scene.cluster(*id).disputes {
                let filing = EventRef { stream: StreamId::cluster(*id), version: *version };
                open.entry(dispute.account).or_default().insert(filing);
            }
        }
        for (stream, loaded) in self.scene.streams() {
            let StreamState::Account(account) = loaded.state.as_ref() else { continue };
            let StreamKind::Account(id) = stream.kind() else { panic!("{stream}") };
            assert_eq!(account.open_disputes, open.remove(&id).unwrap_or_default());
            assert!(account.open_disputes.len() <= 5);
        }
        assert!(open.is_empty(), "each open dispute is counted: {open:?}");
    }

    /// The recorded level is what the recorded edition says of the facts.
    fn check_level(&self, cluster: &ClusterState) {
        let recorded = cluster.assessment.as_ref().expect("a listed cluster was assessed");
        let rulebook = self.scene.registry().rulebook_of(recorded.edition.as_str());
        let now = assess(&rulebook.expect("it was adopted"), &Facts::of(&cluster.profile));
        assert_eq!((recorded.level, &recorded.met), (now.level, &now.met));
        check_facts(&cluster.profile);
    }

    fn holder(&self, name: &StreamId) -> Option<ClusterId> {
        match self.scene.load(name).state.as_ref() {
            StreamState::Holding(holding) => holding.cluster,
            _ => None,
        }
    }

    /// A number belongs to one organisation for ever.
    fn check_identifiers(&self) {
        for (stream, loaded) in self.scene.streams() {
            if stream.kind() == StreamKind::Identifier {
                assert_eq!(loaded.version.0, 1, "{stream} was taken once");
            }
        }
    }
}

/// What is remembered of the facts is what counting everything anew tells.
pub(super) fn check_facts(profile: &Profile) {
    let (remembered, counted) = (Facts::without_basis(profile), Facts::of(profile));
    assert_eq!(remembered.canonical(), counted.canonical());
}

/// Corroboration rises above what the claimant shows only by a second party's confirmation.
pub(super) fn check_corroboration(part: &DecidedPart, before: &Scene, after: &Scene) {
    let StreamKind::Cluster(id) = part.stream.kind() else { return };
    let confirmed: BTreeSet<_> = part.events.iter().filter_map(confirmed_path).collect();
    let earlier = before.load(&part.stream);
    let StreamState::Cluster(earlier) = earlier.state.as_ref() else { panic!("a cluster") };
    for claim in after.cluster(id).profile.claims() {
        let path = &claim.claim.path;
        let least = Corroboration::Documented;
        let was = earlier.profile.claim(path).map_or(least, |was| was.corroboration().max(least));
        assert!(claim.corroboration() <= was || confirmed.contains(path), "{path} rose by itself");
    }
}

fn confirmed_path(decided: &DecidedEvent) -> Option<&FieldPath> {
    match &decided.event {
        Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) => Some(&confirmed.claim.path),
        _ => None,
    }
}

/// No organisation has two open memberships.
fn check_memberships(cluster: &ClusterState) {
    let members = OpenItems::of(&cluster.profile).collection(PARTICIPANTS);
    let organisations: Vec<OrganisationId> =
        members.map(|member| member.organisation().expect("a member is an organisation")).collect();
    let distinct: BTreeSet<_> = organisations.iter().collect();
    assert_eq!(distinct.len(), organisations.len(), "{organisations:?}");
}

/// No organisation is at once a participant and a partner.
fn check_partners(cluster: &ClusterState) {
    let of = |list| OpenItems::of(&cluster.profile).collection(list);
    let members: BTreeSet<_> = of(PARTICIPANTS).filter_map(|item| item.organisation()).collect();
    let partners: BTreeSet<_> = of(PARTNERS).filter_map(|item| item.organisation()).collect();
    assert!(members.is_disjoint(&partners), "{members:?} {partners:?}");
}

/// Every open project has three participants at least, who share its costs. They are open, but for
/// those who said themselves that they take no part; a project that has too few without them doesn't
/// count as a joint one.
fn check_projects(cluster: &ClusterState, denied: &BTreeSet<ItemId>) {
    let open: BTreeSet<ItemId> =
        cluster.profile.open_items(PARTICIPANTS).map(|member| member.path.item).collect();
    for project in cluster.profile.open_items(PROJECTS).map(ItemReader::of) {
        let members: BTreeSet<ItemId> = project.items("participants").iter().copied().collect();
        assert!(members.len() >= 3, "{}: {members:?}", project.path);
        let gone: BTreeSet<_> = members.difference(&open).copied().collect();
        assert!(gone.is_subset(denied), "{}: {gone:?}", project.path);
        if members.len() - gone.len() < 3 {
            let facts = Facts::of(&cluster.profile);
            let title = project.claim("title").expect("a project's title").claim.path.clone();
            assert!(!facts.basis("joint_projects").contains(&title), "{}", project.path);
        }
        assert_eq!(project.value("cost_sharing"), Some(&Value::Flag(true)));
        let implemented =
            project.code("stage").is_some_and(|stage| stage.as_str() == "implemented");
        assert!(!implemented || project.value("results").is_some());
    }
}

/// The stream that holds a cluster's name.
fn name_of(cluster: &ClusterState) -> Option<StreamId> {
    let name = cluster.profile.shown_name()?.in_language_or_other(Language::Ru);
    Some(StreamId::name(cluster.profile.regions().first()?, &normalise(name)))
}
