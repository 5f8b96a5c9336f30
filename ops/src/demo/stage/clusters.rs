//! Clusters on the stage: listed, told of and confirmed, and as they stand.

use anyhow::{Context as _, Result, bail};
use registry_core::access::Caller;
use registry_core::command::{
    Against, ConfirmClaims, ListApplication, StartApplication, StateClaims, SubmitApplication,
    Target,
};
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::state::{ClusterState, Loaded, StreamState};
use registry_events::actor::{Basis, Role};
use registry_events::claim::Evidence;
use registry_events::event::{ApplicationEvent, Event, Scope};
use registry_events::ids::{ApplicationId, ClusterId};
use registry_events::stream::StreamKind;
use registry_gateway::execute::Done;

use super::Stage;
use crate::demo::opening::Listed;

/// Seeds of listings lie beyond those of steps.
const CLUSTER_SEEDS: u64 = 1 << 40;

impl Stage<'_> {
    /// A cluster as it stands, folded from what was played.
    pub(in crate::demo) fn cluster(&self, id: ClusterId) -> Result<&ClusterState> {
        match self.records.get(&id).map(|loaded| loaded.state.as_ref()) {
            Some(StreamState::Cluster(state)) => Ok(state),
            _ => bail!("the demonstration knows no cluster {id}"),
        }
    }

    /// The clusters that are on the register.
    pub(in crate::demo) fn living_clusters(&self) -> Vec<ClusterId> {
        let living = |loaded: &Loaded| match loaded.state.as_ref() {
            StreamState::Cluster(state) => state.standing.is_living(),
            _ => false,
        };
        self.records.iter().filter(|(_, record)| living(record)).map(|(id, _)| *id).collect()
    }

    /// What is said of a cluster.
    pub(in crate::demo) fn profile(&self, id: ClusterId) -> Result<&Profile> {
        Ok(&self.cluster(id)?.profile)
    }

    /// Applies for a cluster and lists it; answers with its id and its representative.
    pub(in crate::demo) async fn list(
        &mut self,
        number: usize,
        changes: Changes,
    ) -> Result<(ClusterId, Caller)> {
        let (application, applicant) = self.apply(changes).await?;
        Ok((self.list_application(number, application).await?, applicant))
    }

    /// Hands an application in.
    pub(in crate::demo) async fn apply(
        &mut self,
        changes: Changes,
    ) -> Result<(ApplicationId, Caller)> {
        let role = Role::ClusterRepresentative;
        let label = "Представитель кластера (демо)";
        let applicant = self.account(label, role, Scope::Registry, Basis::Letter).await?;
        let right_to_speak = "Письмо совета кластера (демо)".into();
        let start = StartApplication { right_to_speak, changes };
        let started = self.play(applicant, start.into()).await?;
        let application = application_of(&started).context("an application was started")?;
        self.play(applicant, SubmitApplication { application }.into()).await?;
        Ok((application, applicant))
    }

    /// Lists a cluster. Its id follows from its number, so that its address stays when steps before
    /// it change.
    pub(in crate::demo) async fn list_application(
        &mut self,
        number: usize,
        application: ApplicationId,
    ) -> Result<ClusterId> {
        let officer = self.officer().await?;
        let seed = CLUSTER_SEEDS + u64::try_from(number)?;
        let listed = self.play_with(seed, officer, ListApplication { application }.into()).await?;
        listed_of(&listed).context("a cluster was listed")
    }

    /// A cluster states something by its representative.
    pub(in crate::demo) async fn state(
        &mut self,
        cluster: &Listed,
        changes: Changes,
    ) -> Result<()> {
        let command = StateClaims { cluster: cluster.id, changes, expected: None };
        self.play(cluster.representative, command.into()).await.map(drop)
    }

    /// An officer states something of a cluster.
    pub(in crate::demo) async fn state_by_officer(
        &mut self,
        cluster: ClusterId,
        changes: Changes,
    ) -> Result<()> {
        let officer = self.officer().await?;
        self.play(officer, StateClaims { cluster, changes, expected: None }.into()).await.map(drop)
    }

    /// Confirms something of a cluster whose evidence the confirmer saw.
    pub(in crate::demo) async fn confirm_having_seen(
        &mut self,
        caller: Caller,
        cluster: ClusterId,
        targets: Vec<Target>,
        evidence: Vec<Evidence>,
    ) -> Result<()> {
        let against = Against::default();
        let confirm =
            ConfirmClaims { cluster, targets, against, evidence, note: None, seen_on: None };
        self.play(caller, confirm.into()).await.map(drop)
    }

    /// Confirms something of a cluster.
    pub(in crate::demo) async fn confirm(
        &mut self,
        caller: Caller,
        cluster: ClusterId,
        targets: Vec<Target>,
    ) -> Result<Done> {
        let against = Against::default();
        let confirm = ConfirmClaims {
            cluster,
            targets,
            against,
            evidence: Vec::new(),
            note: None,
            seen_on: None,
        };
        self.play(caller, confirm.into()).await
    }
}

fn application_of(done: &Done) -> Option<ApplicationId> {
    match done.entries.first()?.stream.kind() {
        StreamKind::Application(id) => Some(id),
        _ => None,
    }
}

fn listed_of(done: &Done) -> Option<ClusterId> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Application(ApplicationEvent::ApplicationListed(listed)) => Some(listed.cluster),
        _ => None,
    })
}
