//! The way of an application, from its start to the cluster's listing.

use registry_events::actor::{Actor, Role};
use registry_events::event::{
    ApplicationEvent, ApplicationListed, ApplicationReturned, ApplicationStarted,
    ApplicationSubmitted, ApplicationWithdrawn, ClusterEvent, ClusterListed, ProfileEvent,
    ReturnReason, RoleGranted, Scope,
};
use registry_events::ids::{ApplicationId, StreamVersion};
use registry_events::stream::{EventRef, StreamId};
use registry_events::value::Value;

use super::claims::{check_all_evidence, move_name, profile_events, record_profile};
use super::organisations::Roster;
use super::{check_expected, check_reason};
use crate::access::{Caller, whole_registry};
use crate::assessment::assess;
use crate::decide::{Decision, Draft};
use crate::facts::Facts;
use crate::profile::changes::Changes;
use crate::profile::{Profile, restate};
use crate::rejection::{Problem, Rejection};
use crate::state::{ApplicationStanding, ApplicationState};
use crate::world::{Undecided, World};

/// Start an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartApplication {
    /// How the applicant explains the right to speak for the cluster.
    pub right_to_speak: String,
    /// What is stated at once; may be empty.
    pub changes: Changes,
}

impl StartApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::application(world.fresh_application(0));
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        check_reason("/right_to_speak", &self.right_to_speak)?;
        check_all_evidence(&self.changes)?;
        let events = if self.changes == Changes::default() {
            Vec::new()
        } else {
            profile_events(world, &Profile::default(), &self.changes, None)?
        };
        let actor = world.access()?.actor(caller, "application", |_| true)?;
        let mut draft = Draft::new(world, actor);
        let right_to_speak = self.right_to_speak.trim().into();
        let started = ApplicationStarted { right_to_speak };
        draft.record(&stream, ApplicationEvent::ApplicationStarted(started))?;
        record_profile(&mut draft, &stream, events)?;
        Ok(draft.finish())
    }
}

/// Fill an application in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateApplication {
    /// The application.
    pub application: ApplicationId,
    /// What is stated.
    pub changes: Changes,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl StateApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::application(self.application);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let (state, actor) = own(world, caller, self.application)?;
        check_all_evidence(&self.changes)?;
        let events = profile_events(world, &state.profile, &self.changes, None)?;
        check_expected(self.expected, world.loaded(&stream)?.version)?;
        match state.standing {
            ApplicationStanding::Draft | ApplicationStanding::Returned => {}
            other => return Err(not_now(other).into()),
        }
        let mut draft = Draft::new(world, actor);
        record_profile(&mut draft, &stream, events)?;
        Ok(draft.finish())
    }
}

/// Hand an application in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitApplication {
    /// The application.
    pub application: ApplicationId,
}

impl SubmitApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (state, actor) = own(world, caller, self.application)?;
        match state.standing {
            ApplicationStanding::Draft | ApplicationStanding::Returned => {}
            other => return Err(not_now(other).into()),
        }
        check_minimum_of(world, &state.profile)?;
        let mut draft = Draft::new(world, actor);
        draft.record(
            &StreamId::application(self.application),
            ApplicationEvent::ApplicationSubmitted(ApplicationSubmitted {}),
        )?;
        Ok(draft.finish())
    }
}

/// Take an application back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawApplication {
    /// The application.
    pub application: ApplicationId,
    /// Why, when said.
    pub reason: Option<String>,
}

impl WithdrawApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (state, actor) = own(world, caller, self.application)?;
        if let Some(reason) = &self.reason {
            check_reason("/reason", reason)?;
        }
        if matches!(state.standing, ApplicationStanding::Listed | ApplicationStanding::Withdrawn) {
            return Err(not_now(state.standing).into());
        }
        let mut draft = Draft::new(world, actor);
        let withdrawn = ApplicationWithdrawn { reason: self.reason.clone() };
        draft.record(
            &StreamId::application(self.application),
            ApplicationEvent::ApplicationWithdrawn(withdrawn),
        )?;
        Ok(draft.finish())
    }
}

/// Give an application back with reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnApplication {
    /// The application.
    pub application: ApplicationId,
    /// At least one; each names an unmet requirement.
    pub reasons: Vec<ReturnReason>,
}

impl ReturnApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (_, actor) = submitted(world, caller, self.application, || {
            if self.reasons.is_empty() || self.reasons.len() > 100 {
                let problem = Problem::new("/reasons", "reason.needed");
                return Err(Rejection::Invalid(vec![problem]));
            }
            (0..).zip(&self.reasons).try_for_each(|(index, reason)| {
                check_reason(&format!("/reasons/{index}/reason"), &reason.reason)
            })
        })?;
        let mut draft = Draft::new(world, actor);
        let returned = ApplicationReturned { reasons: self.reasons.clone() };
        draft.record(
            &StreamId::application(self.application),
            ApplicationEvent::ApplicationReturned(returned),
        )?;
        Ok(draft.finish())
    }
}

/// List the cluster: its stream opens and everything that was applied for becomes public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListApplication {
    /// The application.
    pub application: ApplicationId,
}

impl ListApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = world.fresh_cluster(0);
        let stream = StreamId::cluster(cluster);
        let application = StreamId::application(self.application);
        world.need([
            StreamId::access(),
            StreamId::registry(),
            stream.clone(),
            application.clone(),
        ])?;
        let (state, officer) = submitted(world, caller, self.application, || Ok(()))?;
        let applicant = state.applicant.clone().ok_or(Rejection::NotFound("application"))?;
        check_minimum_of(world, &state.profile)?;
        let named: Vec<_> = state.profile.named_organisations().collect();
        let roster = Roster::of(world, named.into_iter())?;

        let submission =
            state.submitted.map(|version| EventRef { stream: application.clone(), version });
        let mut draft = Draft::new(world, officer);
        let listed = ApplicationEvent::ApplicationListed(ApplicationListed { cluster });
        draft.record(&application, listed)?;
        let listed = ClusterListed { application: submission.clone() };
        draft.record(&stream, ClusterEvent::ClusterListed(listed))?;
        for event in restated(&state.profile, &roster)? {
            draft.record_as(applicant.clone(), &stream, submission.clone(), event.into())?;
        }
        roster.record(&mut draft)?;
        move_name(&mut draft, cluster, &Profile::default())?;
        let granted = RoleGranted {
            account: applicant.account,
            role: Role::ClusterRepresentative,
            scope: Scope::Cluster(cluster),
            authority: applicant.authority.clone(),
        };
        draft.record(&StreamId::access(), granted)?;
        draft.assess(cluster)?;
        Ok(draft.finish())
    }
}

/// The application's content with organisations resolved, or every one that can't be.
fn restated(profile: &Profile, roster: &Roster) -> Result<Vec<ProfileEvent>, Rejection> {
    let mut problems = Vec::new();
    for current in profile.claims() {
        if let Some(Value::NamedOrganisation(named)) = current.claim.stated.value()
            && let Err(code) = roster.resolve(named)
        {
            let name = named.name.in_language_or_other(registry_events::value::Language::Ru);
            problems.push(Problem::new(format!("/{}", current.claim.path), code).with(name));
        }
    }
    if !problems.is_empty() {
        return Err(Rejection::Invalid(problems));
    }
    Ok(restate(profile, |value| match value {
        Value::NamedOrganisation(named) => roster.resolve(named).unwrap_or_else(|_| value.clone()),
        other => other.clone(),
    }))
}

/// The caller's own application; to anybody else it doesn't exist.
fn own(
    world: &World,
    caller: Caller,
    application: ApplicationId,
) -> Result<(&ApplicationState, Actor), Undecided> {
    world.need([StreamId::access(), StreamId::application(application)])?;
    let state = world.application(application)?;
    let applicant = state.applicant.as_ref().filter(|actor| actor.account == caller.account);
    if applicant.is_none() {
        return Err(Rejection::NotFound("application").into());
    }
    let actor = world.access()?.actor(caller, "application", |_| true)?;
    Ok((state, actor))
}

/// An application that waits for an officer; a draft is nobody's business but the applicant's.
fn submitted(
    world: &World,
    caller: Caller,
    application: ApplicationId,
    check_body: impl FnOnce() -> Result<(), Rejection>,
) -> Result<(&ApplicationState, Actor), Undecided> {
    let state = world.application(application)?;
    if matches!(state.standing, ApplicationStanding::NotStarted | ApplicationStanding::Draft) {
        return Err(Rejection::NotFound("application").into());
    }
    check_body()?;
    let actor = world.access()?.actor(caller, "registry", whole_registry)?;
    if state.standing != ApplicationStanding::Submitted {
        return Err(not_now(state.standing).into());
    }
    Ok((state, actor))
}

const fn not_now(standing: ApplicationStanding) -> Rejection {
    Rejection::conflict(match standing {
        ApplicationStanding::NotStarted | ApplicationStanding::Draft => "application.draft",
        ApplicationStanding::Submitted => "application.submitted",
        ApplicationStanding::Returned => "application.returned",
        ApplicationStanding::Listed => "application.listed",
        ApplicationStanding::Withdrawn => "application.withdrawn",
    })
}

/// Refuses a profile with an open minimum requirement, naming each.
fn check_minimum_of(world: &World, profile: &Profile) -> Result<(), Undecided> {
    let assessment = assess(world.in_force()?.rulebook, &Facts::of(profile));
    if assessment.open.is_empty() {
        return Ok(());
    }
    let named = |marker| Problem::new("", "minimum.open").with(marker);
    Err(Rejection::Invalid(assessment.open.iter().map(named).collect()).into())
}

/// As `check_minimum_of`, for a profile that follows from events alone.
pub(super) fn check_minimum(world: &World, events: &[ProfileEvent]) -> Result<(), Undecided> {
    let mut profile = Profile::default();
    for event in events {
        profile.evolve(StreamVersion::EMPTY, &crate::access::program(), event);
    }
    check_minimum_of(world, &profile)
}
