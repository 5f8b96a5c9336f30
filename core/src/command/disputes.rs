//! Disputes of a cluster's claims in four steps: filed, admitted or refused, answered, resolved.
//!
//! A filing has no effect; only a decision, or a missed answer, says that a claim doesn't stand. A
//! step that was missed can still be made. How many disputes an account may have open is counted in
//! its own stream.

use registry_events::actor::{Actor, Role};
use registry_events::catalogue::Visibility;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::event::{
    DisputeAdmitted, DisputeAnswered, DisputeEvent, DisputeFiled, DisputeOutcome, DisputeRefused,
    DisputeResolved, DisputeSettled, DisputeTaken,
};
use registry_events::ids::{AccountId, ClusterId, StreamVersion};
use registry_events::stream::{EventRef, StreamId};
use registry_events::value::Code;

use super::claims::check_standing;
use super::confirmations::current;
use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, Party, this_cluster, whole_registry};
use crate::deadline::working_days_after;
use crate::decide::{Decision, Draft};
use crate::profile::{CurrentClaim, Profile};
use crate::rejection::{Problem, Rejection};
use crate::state::{ClusterState, Dispute, DisputeEnd, DisputeStanding, Standing};
use crate::world::{Undecided, World};

/// Contest a claim of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDispute {
    /// The cluster.
    pub cluster: ClusterId,
    /// The claim, which must be current.
    pub claim: ClaimRef,
    /// What is wrong with it.
    pub grounds: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl FileDispute {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (stream, account) =
            (StreamId::cluster(self.cluster), StreamId::account(caller.account));
        world.need([StreamId::access(), StreamId::registry(), stream.clone(), account.clone()])?;
        let cluster = listed(world, self.cluster)?;
        self.check_seen(caller, world)?;
        check_reason("/grounds", &self.grounds)?;
        check_evidence("/evidence", &self.evidence)?;
        let actor = world.access()?.actor(caller, "account", |_| true)?;
        check_standing(cluster.standing)?;
        let claim = contested(&cluster.profile, &self.claim)?;
        self.check_party(&actor, claim, world)?;
        Self::check_open(&actor, claim, cluster, world)?;

        let mut draft = Draft::new(world, actor);
        let version = world.loaded(&stream)?.version.next();
        let limits = world.in_force()?.rulebook.limits();
        let filed = DisputeFiled {
            claim: self.claim.clone(),
            grounds: as_said(&self.grounds),
            evidence: self.evidence.clone(),
            decide_until: working_days_after(world.today(), limits.dispute_admission_working_days),
        };
        draft.record(&stream, DisputeEvent::DisputeFiled(filed))?;
        draft.record(&account, DisputeTaken { dispute: EventRef { stream, version } })?;
        Ok(draft.finish())
    }

    /// What only officers see doesn't exist for others.
    fn check_seen(&self, caller: Caller, world: &World) -> Result<(), Undecided> {
        let field = world.in_force()?.catalogue.field(&self.claim.path);
        let hidden = field.is_none_or(|field| field.visibility == Visibility::Officer);
        if hidden && caller.role != Role::Officer {
            return Err(Rejection::NotFound("claim").into());
        }
        Ok(())
    }

    /// Nobody contests what the same account or party has said.
    fn check_party(
        &self,
        actor: &Actor,
        claim: &CurrentClaim,
        world: &World,
    ) -> Result<(), Undecided> {
        let mut grants = world.access()?.grants_of(actor.account);
        let same_party = match claim.party {
            Party::Cluster => grants.any(|grant| this_cluster(self.cluster)(&grant.scope)),
            other => other == Party::of(actor),
        };
        if same_party || claim.claimant == actor.account {
            let problem = Problem::new("/claim", "dispute.own-claim");
            return Err(Rejection::Invalid(vec![problem]).into());
        }
        Ok(())
    }

    fn check_open(
        actor: &Actor,
        claim: &CurrentClaim,
        cluster: &ClusterState,
        world: &World,
    ) -> Result<(), Undecided> {
        if claim.disputed {
            return Err(Rejection::conflict("dispute.claim-disputed").into());
        }
        let own = |dispute: &Dispute| dispute.account == actor.account;
        if cluster.disputes.values().any(|open| own(open) && open.is_about(claim, &cluster.profile))
        {
            return Err(Rejection::conflict("dispute.already-filed").into());
        }
        let most = world.in_force()?.rulebook.limits().open_disputes_max;
        if world.account(actor.account)?.open_disputes.len() >= most {
            return Err(Rejection::TooMany { code: "dispute.too-many-open", most }.into());
        }
        Ok(())
    }
}

/// Admit a dispute that names a source; from then on it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmitDispute {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the filing.
    pub dispute: StreamVersion,
    /// What is contested and why, in words fit to publish.
    pub text: String,
    /// The source it names: at least one.
    pub evidence: Vec<Evidence>,
}

impl AdmitDispute {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        let (cluster, dispute) = known(world, self.cluster, self.dispute)?;
        check_reason("/text", &self.text)?;
        check_evidence("/evidence", &self.evidence)?;
        if self.evidence.is_empty() {
            let problem = Problem::new("/evidence", "dispute.source-needed");
            return Err(Rejection::Invalid(vec![problem]).into());
        }
        let (actor, dispute) = as_judge(world, caller, dispute)?;
        check_step(dispute, &[DisputeStanding::Filed])?;
        if !cluster.standing.is_living() {
            check_standing(cluster.standing)?;
        }
        let mut draft = Draft::new(world, actor);
        let limits = world.in_force()?.rulebook.limits();
        let admitted = DisputeAdmitted {
            dispute: self.dispute,
            claim: dispute.claim.clone(),
            text: as_said(&self.text),
            evidence: self.evidence.clone(),
            answer_until: working_days_after(world.today(), limits.dispute_answer_working_days),
            known_by: known_by(&dispute.claim, world)?,
        };
        draft.record(&stream, DisputeEvent::DisputeAdmitted(admitted))?;
        Ok(draft.finish())
    }
}

/// Decline to admit a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefuseDispute {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the filing.
    pub dispute: StreamVersion,
    /// Why, for who filed it.
    pub reason: String,
}

impl RefuseDispute {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (_, dispute) = known(world, self.cluster, self.dispute)?;
        check_reason("/reason", &self.reason)?;
        let (actor, dispute) = as_judge(world, caller, dispute)?;
        check_step(dispute, &[DisputeStanding::Filed])?;
        let mut draft = Draft::new(world, actor);
        let refused = DisputeRefused { dispute: self.dispute, reason: as_said(&self.reason) };
        let stream = StreamId::cluster(self.cluster);
        draft.record(&stream, DisputeEvent::DisputeRefused(refused))?;
        draft.settle(dispute.account, self.cluster, self.dispute)?;
        Ok(draft.finish())
    }
}

/// Answer an admitted dispute for the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerDispute {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the filing.
    pub dispute: StreamVersion,
    /// The answer.
    pub text: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl AnswerDispute {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (cluster, dispute) = known(world, self.cluster, self.dispute)?;
        // Before its admission a dispute is nobody's business but an officer's, and so is one that
        // was refused.
        let sealed = match dispute {
            Some(open) => open.standing == DisputeStanding::Filed,
            None => cluster.closed_disputes.get(&self.dispute) == Some(&DisputeEnd::Refused),
        };
        if sealed {
            return Err(Rejection::NotFound("dispute").into());
        }
        check_reason("/text", &self.text)?;
        check_evidence("/evidence", &self.evidence)?;
        let actor = world.access()?.actor(caller, "cluster", this_cluster(self.cluster))?;
        let dispute = dispute.ok_or(CLOSED)?;
        check_step(dispute, &[DisputeStanding::Admitted, DisputeStanding::Unanswered])?;
        let mut draft = Draft::new(world, actor);
        let answered = DisputeAnswered {
            dispute: self.dispute,
            text: as_said(&self.text),
            evidence: self.evidence.clone(),
        };
        let stream = StreamId::cluster(self.cluster);
        draft.record(&stream, DisputeEvent::DisputeAnswered(answered))?;
        Ok(draft.finish())
    }
}

/// Decide a dispute, once the cluster answered or had the time to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveDispute {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the filing.
    pub dispute: StreamVersion,
    /// How.
    pub outcome: DisputeOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
    /// What it is decided on.
    pub evidence: Vec<Evidence>,
}

impl ResolveDispute {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let registry = StreamId::registry();
        world.need([registry])?;
        let (_, dispute) = known(world, self.cluster, self.dispute)?;
        check_reason("/reason", &self.reason)?;
        check_evidence("/evidence", &self.evidence)?;
        let (actor, dispute) = as_judge(world, caller, dispute)?;
        if dispute.due.is_none_or(|due| world.today() <= due) {
            check_step(dispute, &[DisputeStanding::Answered, DisputeStanding::Unanswered])?;
        }
        check_step(dispute, &DECIDABLE)?;
        let mut draft = Draft::new(world, actor);
        let resolved = DisputeResolved {
            dispute: self.dispute,
            outcome: self.outcome,
            reason: as_said(&self.reason),
            evidence: self.evidence.clone(),
        };
        let stream = StreamId::cluster(self.cluster);
        draft.record(&stream, DisputeEvent::DisputeResolved(resolved))?;
        draft.settle(dispute.account, self.cluster, self.dispute)?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }
}

/// Where a dispute can stand when its time for an answer is over.
const DECIDABLE: [DisputeStanding; 3] =
    [DisputeStanding::Admitted, DisputeStanding::Answered, DisputeStanding::Unanswered];

/// The field by which the item of a contested claim is known again under another number.
fn known_by(claim: &ClaimRef, world: &World) -> Result<Option<Code>, Undecided> {
    let Some(item) = &claim.path.item else { return Ok(None) };
    let field = world.in_force()?.catalogue.known_by(item.collection.as_str());
    Ok(field.map(|field| field.key.clone()))
}

const CLOSED: Rejection = Rejection::conflict("dispute.closed");

impl Draft<'_> {
    /// Notes for who filed a dispute that it is no longer open.
    fn settle(
        &mut self,
        account: AccountId,
        cluster: ClusterId,
        version: StreamVersion,
    ) -> Result<(), Undecided> {
        let dispute = EventRef { stream: StreamId::cluster(cluster), version };
        self.record(&StreamId::account(account), DisputeSettled { dispute })
    }
}

fn listed(world: &World, id: ClusterId) -> Result<&ClusterState, Undecided> {
    let cluster = world.cluster(id)?;
    if cluster.standing == Standing::NotListed {
        return Err(Rejection::NotFound("cluster").into());
    }
    Ok(cluster)
}

/// A dispute of a cluster; none when it is closed.
fn known(
    world: &World,
    id: ClusterId,
    number: StreamVersion,
) -> Result<(&ClusterState, Option<&Dispute>), Undecided> {
    world.need([StreamId::access(), StreamId::cluster(id)])?;
    let cluster = listed(world, id)?;
    let dispute = cluster.disputes.get(&number);
    if dispute.is_none() && !cluster.closed_disputes.contains_key(&number) {
        return Err(Rejection::NotFound("dispute").into());
    }
    Ok((cluster, dispute))
}

/// The caller as an officer who decides about an open dispute; nobody judges a cause of their own.
fn as_judge<'d>(
    world: &World,
    caller: Caller,
    dispute: Option<&'d Dispute>,
) -> Result<(Actor, &'d Dispute), Undecided> {
    let actor = world.access()?.actor(caller, "registry", whole_registry)?;
    let dispute = dispute.ok_or(CLOSED)?;
    if dispute.account == actor.account {
        return Err(Rejection::conflict("dispute.own-dispute").into());
    }
    Ok((actor, dispute))
}

/// The claim as it stands, where it can be contested.
fn contested<'p>(profile: &'p Profile, claim: &ClaimRef) -> Result<&'p CurrentClaim, Rejection> {
    let again = profile.claim(&claim.path).filter(|again| again.is_named_by(claim));
    let current = again.map_or_else(|| current(profile, claim), Ok)?;
    if claim.path.item.as_ref().is_none_or(|item| profile.is_open(item)) {
        return Ok(current);
    }
    Err(Rejection::Invalid(vec![Problem::new("/claim", "item.not-open")]))
}

/// Refuses when the dispute stands elsewhere than at one of these steps.
fn check_step(dispute: &Dispute, steps: &[DisputeStanding]) -> Result<(), Rejection> {
    if steps.contains(&dispute.standing) {
        return Ok(());
    }
    Err(match dispute.standing {
        DisputeStanding::Filed => Rejection::conflict("dispute.filed"),
        DisputeStanding::Admitted => Rejection::conflict("dispute.admitted"),
        DisputeStanding::Answered => Rejection::conflict("dispute.answered"),
        DisputeStanding::Unanswered => Rejection::conflict("dispute.unanswered"),
        DisputeStanding::Closed => CLOSED,
    })
}
