//! «Мы не участвуем»: an organisation that a cluster names as its participant says that it isn't one.
//!
//! It is no dispute and nobody decides about it: by the organisation's own right its membership ends
//! at once. So nothing that the cluster states stands in its way, neither an open project that names
//! the membership nor a governing body that makes the organisation one of the cluster's own. While
//! the denial stands the cluster can't name the organisation again.

use jiff::civil::Date;
use registry_events::event::{ClusterEvent, MembershipDenialWithdrawn, MembershipDenied, Scope};
use registry_events::ids::{ClusterId, OrganisationId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;

use super::claims::check_standing;
use super::{as_said, check_expected, check_reason};
use crate::access::Caller;
use crate::day::{accept, happened};
use crate::decide::{Decision, Draft};
use crate::profile::Profile;
use crate::profile::reader::{ItemReader, PARTICIPANTS};
use crate::rejection::Rejection;
use crate::state::{ClusterState, Standing};
use crate::world::{Undecided, World};

/// Say for an organisation that it doesn't take part in a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenyMembership {
    /// The cluster.
    pub cluster: ClusterId,
    /// The membership.
    pub item: ItemPath,
    /// The day since which it takes no part.
    pub since: Option<Date>,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl DenyMembership {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let cluster = listed(world, self.cluster)?;
        let organisation = member(&cluster.profile, &self.item)?;
        self.check_body(world.today())?;
        let actor = world.access()?.actor(caller, "organisation", speaks_for(organisation))?;
        check_expected(self.expected, world.loaded(&stream)?.version)?;
        check_changes(cluster.standing)?;
        self.check_open(cluster)?;

        let mut draft = Draft::new(world, actor);
        let (item, since, reason) = (self.item.clone(), self.since, as_said(&self.reason));
        let denied = MembershipDenied { item, organisation, since, reason };
        draft.record(&stream, ClusterEvent::MembershipDenied(denied))?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }

    fn check_body(&self, today: Date) -> Result<(), Rejection> {
        check_reason("/reason", &self.reason)?;
        accept(self.since.and_then(|since| happened("/since", since, today)))
    }

    fn check_open(&self, cluster: &ClusterState) -> Result<(), Rejection> {
        let denied = cluster.denials.values().any(|denial| denial.item == self.item);
        match (cluster.profile.is_open(&self.item), denied) {
            (true, _) => Ok(()),
            (false, true) => Err(Rejection::conflict("membership.already-denied")),
            (false, false) => Err(Rejection::conflict("membership.ended")),
        }
    }
}

/// Take back that an organisation doesn't take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawDenial {
    /// The cluster.
    pub cluster: ClusterId,
    /// The membership that the denial ended; it doesn't begin anew by this.
    pub item: ItemPath,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl WithdrawDenial {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let cluster = listed(world, self.cluster)?;
        let organisation = member(&cluster.profile, &self.item)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "organisation", speaks_for(organisation))?;
        check_expected(self.expected, world.loaded(&stream)?.version)?;
        check_changes(cluster.standing)?;

        let mut denials = cluster.denials.iter();
        let standing = denials.find(|(_, denial)| denial.item == self.item);
        let (denial, _) = standing.ok_or(Rejection::conflict("membership.not-denied"))?;
        let mut draft = Draft::new(world, actor);
        let reason = as_said(&self.reason);
        let withdrawn = MembershipDenialWithdrawn { denial: *denial, reason };
        draft.record(&stream, ClusterEvent::MembershipDenialWithdrawn(withdrawn))?;
        Ok(draft.finish())
    }
}

fn listed(world: &World, cluster: ClusterId) -> Result<&ClusterState, Undecided> {
    let cluster = world.cluster(cluster)?;
    if cluster.standing == Standing::NotListed {
        return Err(Rejection::NotFound("cluster").into());
    }
    Ok(cluster)
}

/// The organisation that a membership names; one that isn't disclosed nobody can deny.
fn member(profile: &Profile, item: &ItemPath) -> Result<OrganisationId, Rejection> {
    let known = profile.item(item).filter(|_| item.collection.as_str() == PARTICIPANTS);
    let member = ItemReader::of(known.ok_or(Rejection::NotFound("item"))?);
    member.organisation().ok_or(Rejection::NoGrant("organisation"))
}

fn speaks_for(organisation: OrganisationId) -> impl Fn(&Scope) -> bool {
    move |scope| *scope == Scope::Organisation(organisation)
}

/// A suspended record changes by this too: the suspension is no business of the participant's.
fn check_changes(standing: Standing) -> Result<(), Rejection> {
    if standing == Standing::Suspended { Ok(()) } else { check_standing(standing) }
}
