//! Clusters that are known and not registered yet: noted, invited, applied, registered. An officer
//! keeps the list, and the development centre of a region its own part of it.

use jiff::civil::Date;
use registry_events::actor::{Actor, Role};
use registry_events::claim::{Evidence, Source};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::event::{
    ExpectedClusterApplied, ExpectedClusterInvited, ExpectedClusterNoted,
    ExpectedClusterRegistered, ExpectedClusterRemoved,
};
use registry_events::ids::{ApplicationId, ClusterId, ExpectedId};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text};

use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, one_of_regions, whole_registry};
use crate::day::{accept, happened};
use crate::decide::{Decision, Draft};
use crate::name::is_readable;
use crate::rejection::{Problem, Rejection};
use crate::state::{ExpectedStanding, Standing};
use crate::world::{Undecided, World};

/// The longest name in one language, in characters.
const NAME_CHARACTERS_MAX: usize = 300;

/// Note a cluster that is known and not registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteExpectedCluster {
    /// What it is called.
    pub name: Text,
    /// The subject of the federation.
    pub region: Code,
    /// Where it is known from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The day since which it is known.
    pub known_since: Date,
}

impl NoteExpectedCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::expected(world.fresh_expected(0));
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let name = self.checked_name()?;
        if world.in_force()?.regions.region(self.region.as_str()).is_none() {
            let problem = Problem::new("/region", "code.unknown");
            let problem = problem.with(&self.region).with(REGIONS_KEY);
            return Err(Rejection::Invalid(vec![problem]).into());
        }
        accept(happened("/known_since", self.known_since, world.today()))?;
        if self.source.url.is_none() && self.evidence.is_empty() {
            let problem = Problem::new("/source", "expected.source-needed");
            return Err(Rejection::Invalid(vec![problem]).into());
        }
        check_evidence("/evidence", &self.evidence)?;
        let actor = of_region(world, caller, &self.region)?;
        let mut draft = Draft::new(world, actor);
        let Self { region, source, evidence, known_since, .. } = self.clone();
        draft.record(
            &stream,
            ExpectedClusterNoted { name, region, source, evidence, known_since },
        )?;
        Ok(draft.finish())
    }

    fn checked_name(&self) -> Result<Text, Rejection> {
        let invalid = |problem| Rejection::Invalid(vec![problem]);
        let given = self.name.on_one_line();
        let name = Text::new(given.ru.as_deref(), given.en.as_deref());
        let name = name.map_err(|bad| invalid(Problem::new("/name", bad.code)))?;
        let lengths = [&name.ru, &name.en].into_iter().flatten().map(|one| one.chars().count());
        let longest = lengths.max().unwrap_or_default();
        if longest > NAME_CHARACTERS_MAX {
            let problem = Problem::new("/name", "text.too-long");
            return Err(invalid(problem.with(NAME_CHARACTERS_MAX).with(longest)));
        }
        let readable = is_readable(&name);
        if readable { Ok(name) } else { Err(invalid(Problem::new("/name", "name.unreadable"))) }
    }
}

/// Record that it was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteExpectedCluster {
    /// Which.
    pub expected: ExpectedId,
    /// The day of the invitation.
    pub invited_on: Date,
}

impl InviteExpectedCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (standing, region) = noted(world, self.expected)?;
        accept(happened("/invited_on", self.invited_on, world.today()))?;
        let actor = of_region(world, caller, &region)?;
        check_waits(standing)?;
        if let ExpectedStanding::Applied(_) = standing {
            return Err(Rejection::conflict("expected.applied").into());
        }
        let mut draft = Draft::new(world, actor);
        let invited = ExpectedClusterInvited { invited_on: self.invited_on };
        draft.record(&StreamId::expected(self.expected), invited)?;
        Ok(draft.finish())
    }
}

/// Record which application is its.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkExpectedCluster {
    /// Which.
    pub expected: ExpectedId,
    /// The application.
    pub application: ApplicationId,
}

impl LinkExpectedCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (standing, _) = noted(world, self.expected)?;
        let application = world.application(self.application)?;
        if application.submitted.is_none() {
            return Err(Rejection::NotFound("application").into());
        }
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_waits(standing)?;
        if standing == ExpectedStanding::Applied(self.application) {
            return Err(Rejection::conflict("expected.applied").into());
        }
        let mut draft = Draft::new(world, actor);
        let applied = ExpectedClusterApplied { application: self.application };
        draft.record(&StreamId::expected(self.expected), applied)?;
        Ok(draft.finish())
    }
}

/// Record as which cluster it is in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterExpectedCluster {
    /// Which.
    pub expected: ExpectedId,
    /// The cluster.
    pub cluster: ClusterId,
}

impl RegisterExpectedCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (standing, region) = noted(world, self.expected)?;
        if world.cluster(self.cluster)?.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        let actor = of_region(world, caller, &region)?;
        check_waits(standing)?;
        if let ExpectedStanding::Applied(application) = standing
            && let Some(listed) = world.application(application)?.cluster
            && listed != self.cluster
        {
            return Err(Rejection::conflict("expected.another-cluster").into());
        }
        let mut draft = Draft::new(world, actor);
        let registered = ExpectedClusterRegistered { cluster: self.cluster };
        draft.record(&StreamId::expected(self.expected), registered)?;
        Ok(draft.finish())
    }
}

/// Record that it isn't expected any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveExpectedCluster {
    /// Which.
    pub expected: ExpectedId,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl RemoveExpectedCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (standing, region) = noted(world, self.expected)?;
        check_reason("/reason", &self.reason)?;
        let actor = of_region(world, caller, &region)?;
        check_waits(standing)?;
        let mut draft = Draft::new(world, actor);
        let removed = ExpectedClusterRemoved { reason: as_said(&self.reason) };
        draft.record(&StreamId::expected(self.expected), removed)?;
        Ok(draft.finish())
    }
}

/// Where one stands that was noted, and its region.
fn noted(world: &World, id: ExpectedId) -> Result<(ExpectedStanding, Code), Undecided> {
    world.need([StreamId::access(), StreamId::registry(), StreamId::expected(id)])?;
    let state = world.expected(id)?;
    let region = state.region.clone().ok_or(Rejection::NotFound("expected"))?;
    Ok((state.standing, region))
}

/// An officer, or the development centre of the region.
fn of_region(world: &World, caller: Caller, region: &Code) -> Result<Actor, Undecided> {
    let access = world.access()?;
    if caller.role != Role::RegionRepresentative {
        return Ok(access.actor(caller, "registry", whole_registry)?);
    }
    let all = world.in_force()?.regions;
    let own = [all.resolve(region).clone()];
    Ok(access.actor(caller, "region", one_of_regions(&own, all))?)
}

/// Refuses to change what is in the register or isn't expected any more.
fn check_waits(standing: ExpectedStanding) -> Result<(), Rejection> {
    match standing {
        ExpectedStanding::Known | ExpectedStanding::Invited | ExpectedStanding::Applied(_) => {
            Ok(())
        }
        ExpectedStanding::NotNoted
        | ExpectedStanding::Registered(_)
        | ExpectedStanding::Removed => Err(Rejection::conflict("expected.closed")),
    }
}
