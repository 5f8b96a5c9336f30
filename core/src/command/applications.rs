//! The way of an application, from its start to the cluster's listing.

mod returns;
mod right;

use registry_events::actor::{Actor, Authority, Basis, Role};
use registry_events::codec::encode_clear;
use registry_events::document::DocumentRef;
use registry_events::event::{
    ApplicationEvent, ApplicationListed, ApplicationReturned, ApplicationStarted,
    ApplicationSubmitted, ApplicationWithdrawn, ClusterEvent, ClusterListed, Event, ProfileEvent,
    ReturnReason, RightToSpeakStated, RoleGranted, Scope,
};
use registry_events::ids::{ApplicationId, ClusterId, StreamVersion};
use registry_events::log::{COMMIT_BYTES_MAX, COMMIT_EVENTS_MAX};
use registry_events::stream::{EventRef, StreamId};
use registry_events::value::{Language, Value};

pub use right::grant_that_shows;

use super::claims::{check_all_evidence, fresh_cluster, move_name, profile_events, record_profile};
use super::organisations::{Roster, problems_of_branches, problems_of_memberships};
use super::{as_said, check_expected, check_reason};
use crate::access::{Caller, whole_registry};
use crate::assessment::assess;
use crate::decide::{Decision, Draft};
use crate::facts::Facts;
use crate::profile::changes::Changes;
use crate::profile::{CurrentClaim, Profile, problems_of, restate};
use crate::rejection::{Problem, Rejection};
use crate::requirements::not_waived;
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
            profile_events(world, None, &Profile::default(), &self.changes, None)?
        };
        let actor = as_applicant(world, caller)?;
        let mut draft = Draft::new(world, actor);
        let right_to_speak = as_said(&self.right_to_speak);
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
        let events = profile_events(world, None, &state.profile, &self.changes, None)?;
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

/// Explain the right to speak for the cluster, with the letter that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRightToSpeak {
    /// The application.
    pub application: ApplicationId,
    /// How the applicant explains it.
    pub right_to_speak: String,
    /// The signed letter or power of attorney, where there is one.
    pub letter: Option<DocumentRef>,
}

impl StateRightToSpeak {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let (state, actor) = own(world, caller, self.application)?;
        check_reason("/right_to_speak", &self.right_to_speak)?;
        match state.standing {
            ApplicationStanding::Draft | ApplicationStanding::Returned => {}
            other => return Err(not_now(other).into()),
        }
        let (right_to_speak, letter) = (as_said(&self.right_to_speak), self.letter);
        let mut draft = Draft::new(world, actor);
        draft.record(
            &StreamId::application(self.application),
            ApplicationEvent::RightToSpeakStated(RightToSpeakStated { right_to_speak, letter }),
        )?;
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
        check_minimum(world, &state.profile)?;
        // What couldn't be listed is told now, while the applicant can still mend it.
        content(world, state)?;
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
        let withdrawn = ApplicationWithdrawn { reason: self.reason.as_deref().map(as_said) };
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
    /// At least one; each names the requirement that isn't met, and says what to do about it.
    pub reasons: Vec<ReturnReason>,
}

impl ReturnApplication {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let application = StreamId::application(self.application);
        world.need([StreamId::access(), StreamId::registry(), application])?;
        let check = |state: &ApplicationState| returns::check(&self.reasons, state, world);
        let (_, actor) = submitted(world, caller, self.application, check)?;
        let mut draft = Draft::new(world, actor);
        let said = |given: &ReturnReason| ReturnReason {
            path: given.path.clone(),
            reason: as_said(&given.reason),
            unmet: given.unmet.clone(),
        };
        let reasons = self.reasons.iter().map(said);
        let returned = ApplicationReturned { reasons: reasons.collect() };
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
        let application = StreamId::application(self.application);
        world.need([StreamId::access(), StreamId::registry(), application.clone()])?;
        let (state, officer) = submitted(world, caller, self.application, |_| Ok(()))?;
        let applicant = state.applicant.clone().ok_or(Rejection::NotFound("application"))?;
        check_grant(world, &applicant)?;
        check_minimum(world, &state.profile)?;
        let (roster, events) = content(world, state)?;

        let cluster = fresh_cluster(world)?;
        let stream = StreamId::cluster(cluster);
        let submission =
            state.submitted.map(|version| EventRef { stream: application.clone(), version });
        let mut draft = Draft::new(world, officer);
        let listed = ApplicationEvent::ApplicationListed(ApplicationListed { cluster });
        draft.record(&application, listed)?;
        let listed = ClusterListed { application: submission.clone() };
        draft.record(&stream, ClusterEvent::ClusterListed(listed))?;
        for event in events {
            draft.record_as(applicant.clone(), &stream, submission.clone(), event.into())?;
        }
        roster.record(&mut draft)?;
        move_name(&mut draft, cluster, &Profile::default())?;
        draft.record(&StreamId::access(), granted(&applicant, state.letter.as_ref(), cluster))?;
        draft.assess(cluster)?;
        Ok(draft.finish())
    }
}

/// The role by which the applicant speaks for the cluster from now on.
fn granted(applicant: &Actor, letter: Option<&DocumentRef>, cluster: ClusterId) -> RoleGranted {
    RoleGranted {
        account: applicant.account,
        role: Role::ClusterRepresentative,
        scope: Scope::Cluster(cluster),
        authority: right_to_speak(applicant, letter),
        mailbox_domain: None,
    }
}

/// By what right an applicant speaks for the cluster once it is listed: by the letter that the officer
/// saw, where one was brought. Who registered themselves had none but the program's leave to apply, so
/// without a letter theirs rests on the officer who listed it.
fn right_to_speak(applicant: &Actor, letter: Option<&DocumentRef>) -> Authority {
    if let Some(letter) = letter {
        return Authority { basis: Basis::Letter, document: Some(letter.digest) };
    }
    match applicant.authority.basis {
        Basis::Program => Authority { basis: Basis::Office, document: None },
        Basis::Letter | Basis::WorkMailbox | Basis::Office => applicant.authority.clone(),
    }
}

/// What becomes public of an application: its organisations and its events; all of it must fit one
/// commit beside the few events of the listing itself.
fn content(
    world: &World,
    state: &ApplicationState,
) -> Result<(Roster, Vec<ProfileEvent>), Undecided> {
    let profile = &state.profile;
    let roster = Roster::of(world, &profile.named_organisations().collect::<Vec<_>>())?;
    let events = restated(world, profile, &roster)?;
    let (needed, most) = (events.len() + roster.events(), COMMIT_EVENTS_MAX - LISTING_EVENTS);
    if needed > most {
        return Err(does_not_fit("application.too-large", needed, most));
    }
    check_bytes(world, state, &roster, &events)?;
    Ok((roster, events))
}

/// The other bound of a commit. An event over its own bound makes the content too long as well.
fn check_bytes(
    world: &World,
    state: &ApplicationState,
    roster: &Roster,
    events: &[ProfileEvent],
) -> Result<(), Undecided> {
    let applicant = state.applicant.clone().ok_or(Rejection::NotFound("application"))?;
    let mut draft = Draft::new(world, applicant.clone());
    roster.record(&mut draft)?;
    let organisations = draft.finish().parts.into_iter().flat_map(|part| part.events);
    let organisations = organisations.map(|decided| decided.event);
    let all = events.iter().cloned().map(Event::from).chain(organisations);
    // Each event of the content names the submission as its cause.
    let stream = StreamId::application(world.fresh_application(0));
    let cause = EventRef { stream, version: StreamVersion(u64::MAX) };
    let bytes = all.map(|event| encode_clear(&applicant, Some(&cause), &event).ok());
    let bytes: Option<usize> = bytes.map(|bytes| bytes.map(|bytes| bytes.len())).sum();
    let (needed, most) = (bytes.unwrap_or(usize::MAX), COMMIT_BYTES_MAX - LISTING_BYTES);
    if needed > most {
        let kibibytes = |bytes: usize| bytes / 1024;
        return Err(does_not_fit("application.too-long", kibibytes(needed), kibibytes(most)));
    }
    Ok(())
}

fn does_not_fit(code: &'static str, needed: usize, most: usize) -> Undecided {
    Rejection::Invalid(vec![Problem::new("", code).with(needed).with(most)]).into()
}

/// The applicant must still hold the role it applied in: a listing gives it for the cluster.
fn check_grant(world: &World, applicant: &Actor) -> Result<(), Undecided> {
    let mut grants = world.access()?.grants_of(applicant.account);
    if grants.any(|grant| grant.role == applicant.role) {
        return Ok(());
    }
    Err(Rejection::conflict("application.applicant-without-role").into())
}

/// The application's content with organisations resolved, or every one that can't be. Two names can
/// turn out to be one organisation, so the rules that span items are held once more.
fn restated(
    world: &World,
    profile: &Profile,
    roster: &Roster,
) -> Result<Vec<ProfileEvent>, Undecided> {
    let mut problems: Vec<_> =
        profile.open_claims().filter_map(|current| unresolved(current, roster)).collect();
    problems.extend(problems_of_memberships(world, profile, roster)?);
    problems.extend(problems_of_branches(world, profile, roster)?);
    let events = restate(profile, |value| match value {
        Value::NamedOrganisation(named) => roster.resolve(named).unwrap_or_else(|_| value.clone()),
        other => other.clone(),
    });
    if problems.is_empty() {
        let listed = Profile::default().after(&events);
        problems = problems_of(&listed, world.in_force()?.catalogue);
    }
    if problems.is_empty() { Ok(events) } else { Err(Rejection::Invalid(problems).into()) }
}

fn unresolved(current: &CurrentClaim, roster: &Roster) -> Option<Problem> {
    let Some(Value::NamedOrganisation(named)) = current.claim.stated.value() else { return None };
    let code = roster.resolve(named).err()?;
    let name = named.name.in_language_or_other(Language::Ru);
    Some(Problem::new(format!("/{}", current.claim.path), code).with(name))
}

/// The caller as an applicant: by a grant that is bound to no cluster where there is one, so that
/// another cluster's letter isn't this one's authority. Who is held to one cluster applies for no other.
fn as_applicant(world: &World, caller: Caller) -> Result<Actor, Undecided> {
    let access = world.access()?;
    let unbound = access.actor(caller, "application", whole_registry);
    match unbound {
        Err(_) if caller.only.is_none() => Ok(access.actor(caller, "application", |_| true)?),
        unbound => Ok(unbound?),
    }
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
    let actor = as_applicant(world, caller)?;
    Ok((state, actor))
}

/// An application that waits for an officer; before it was handed in, it is nobody's business but
/// the applicant's.
fn submitted(
    world: &World,
    caller: Caller,
    application: ApplicationId,
    check_body: impl FnOnce(&ApplicationState) -> Result<(), Undecided>,
) -> Result<(&ApplicationState, Actor), Undecided> {
    let state = world.application(application)?;
    if state.submitted.is_none() {
        return Err(Rejection::NotFound("application").into());
    }
    check_body(state)?;
    let actor = world.access()?.actor(caller, "registry", whole_registry)?;
    if state.standing != ApplicationStanding::Submitted {
        return Err(not_now(state.standing).into());
    }
    Ok((state, actor))
}

/// Events of a listing beside its content: the application's end, the listing, the name, the role,
/// the assessment and waived requirements.
const LISTING_EVENTS: usize = 8;
/// More than their bytes and those of the events' frames.
const LISTING_BYTES: usize = 256 * 1024;

const fn not_now(standing: ApplicationStanding) -> Rejection {
    Rejection::conflict(match standing {
        ApplicationStanding::NotStarted | ApplicationStanding::Draft => "application.draft",
        ApplicationStanding::Submitted => "application.submitted",
        ApplicationStanding::Returned => "application.returned",
        ApplicationStanding::Listed => "application.listed",
        ApplicationStanding::Withdrawn => "application.withdrawn",
    })
}

/// Refuses a profile with an open minimum requirement that isn't waived, naming each.
pub(super) fn check_minimum(world: &World, profile: &Profile) -> Result<(), Undecided> {
    let rulebook = world.in_force()?.rulebook;
    let assessment = assess(rulebook, &Facts::of(profile));
    let open = not_waived(assessment.open, profile, rulebook, world.today());
    if open.is_empty() {
        return Ok(());
    }
    let named = |marker| Problem::new("", "minimum.open").with(marker);
    Err(Rejection::Invalid(open.iter().map(named).collect()).into())
}
