//! Reports of mistakes: filed by anybody (by the program for who has no account), decided by an
//! officer. A report changes no claim: what is wrong is stated anew by whom it is up to. What a cluster
//! reports of itself is never passed back to it: so it asks for what only an officer changes.

use registry_events::catalogue::Visibility;
use registry_events::confidential::Confidential;
use registry_events::event::{ReportDecided, ReportFiled, ReportOutcome};
use registry_events::ids::{ClusterId, ReportId};
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;

use super::standing::known;
use super::{as_said, check_reason};
use crate::access::{Caller, PROGRAM_ACCOUNT, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::{ClusterState, Standing};
use crate::world::{Undecided, World};

/// Report that something told of a cluster is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// The cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// What is wrong.
    pub text: String,
}

impl FileReport {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::report(world.fresh_report(0));
        let cluster = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), StreamId::registry(), cluster, stream.clone()])?;
        let cluster = known(world, self.cluster)?;
        self.check_path(cluster, world)?;
        check_reason("/text", &self.text)?;
        let actor = world.access()?.actor(caller, "account", |_| true)?;
        let version = cluster.profile.claim(&self.path).map(|current| current.reference().version);
        let mut draft = Draft::new(world, actor);
        let filed = ReportFiled {
            cluster: self.cluster,
            path: self.path.clone(),
            version,
            text: Confidential::Clear(as_said(&self.text)),
        };
        draft.record(&stream, filed)?;
        Ok(draft.finish())
    }

    /// A report is of what everybody sees.
    fn check_path(&self, cluster: &ClusterState, world: &World) -> Result<(), Undecided> {
        let field = world.in_force()?.catalogue.field(&self.path);
        let public = field.is_some_and(|field| field.visibility == Visibility::Public);
        let there = |item| cluster.profile.item(item).is_some();
        if public && self.path.item.as_ref().is_none_or(there) {
            return Ok(());
        }
        let problem = Problem::new("/path", "field.unknown").with(&self.path);
        Err(Rejection::Invalid(vec![problem]).into())
    }
}

/// Decide a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideReport {
    /// Which.
    pub report: ReportId,
    /// How.
    pub outcome: ReportOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// A cluster whose record changes no more mends nothing in it.
fn check_takes_reports(world: &World, id: ClusterId) -> Result<(), Undecided> {
    world.need([StreamId::cluster(id)])?;
    let code = match world.cluster(id)?.standing {
        Standing::Listed | Standing::Inactive | Standing::Suspended => return Ok(()),
        Standing::Merged(_) => "report.cluster-merged",
        Standing::Withdrawn | Standing::NotListed => "report.cluster-left",
    };
    Err(Rejection::conflict(code).into())
}

impl DecideReport {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::report(self.report);
        world.need([StreamId::access(), stream.clone()])?;
        let report = world.report(self.report)?;
        let filed_by = report.filed_by.ok_or(Rejection::NotFound("report"))?;
        check_reason("/reason", &self.reason)?;
        let access = world.access()?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        if report.decided {
            return Err(Rejection::conflict("report.decided").into());
        }
        if filed_by == actor.account && filed_by != PROGRAM_ACCOUNT {
            return Err(Rejection::conflict("report.own-report").into());
        }
        if self.outcome == ReportOutcome::PassedToCluster
            && report.cluster.is_some_and(|cluster| access.represents(filed_by, cluster))
        {
            return Err(Rejection::conflict("report.of-the-cluster").into());
        }
        if let (ReportOutcome::PassedToCluster, Some(cluster)) = (self.outcome, report.cluster) {
            check_takes_reports(world, cluster)?;
        }
        let mut draft = Draft::new(world, actor);
        let (outcome, reason) = (self.outcome, as_said(&self.reason));
        draft.record(&stream, ReportDecided { outcome, reason })?;
        Ok(draft.finish())
    }
}
