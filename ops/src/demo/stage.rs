//! The stage: plays commands as invented accounts at invented times, through the ordinary executor.
//!
//! Ids, keys and nonces follow from the number of the step, so the same build records the same
//! bytes, and a loading that was interrupted goes on where it stopped.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use registry_core::access::Caller;
use registry_core::command::{
    Command, ConfirmClaims, GrantRole, ListApplication, OpenAccount, OpenCkr, OpenRegistry,
    StartApplication, SubmitApplication, Target,
};
use registry_core::profile::changes::Changes;
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, ApplicationEvent, Event, RegionEvent, Scope};
use registry_events::ids::{AccountId, ApplicationId, ClusterId, OrganisationId};
use registry_events::log::ManualClock;
use registry_events::stream::StreamKind;
use registry_events::value::{Code, NamedOrganisation};
use registry_gateway::clock::Entropy;
use registry_gateway::execute::Done;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Registry};

use super::Hands;
use super::later::DEMONSTRATION_DATE;
use super::opening::OPENED_ON;

/// Chance that follows from the number of a step.
pub struct StepEntropy(Mutex<ChaCha8Rng>);

impl StepEntropy {
    pub(super) fn new() -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(0)))
    }

    fn begin(&self, seed: u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = ChaCha8Rng::seed_from_u64(seed);
    }
}

impl Entropy for StepEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// The registry with its clock and chance in our hands.
pub(super) struct Stage<'a> {
    registry: &'a Registry,
    clock: Arc<ManualClock>,
    entropy: Arc<StepEntropy>,
    officer: Option<Caller>,
    centres: BTreeMap<String, OrganisationId>,
    speakers: BTreeMap<OrganisationId, Caller>,
    step: u64,
    today: Date,
    seconds: i64,
    on_day: Box<dyn FnMut(u64, u64) + 'a>,
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        registry: &'a Registry,
        hands: &Hands,
        today: Date,
        on_day: Box<dyn FnMut(u64, u64) + 'a>,
    ) -> Self {
        let (clock, entropy) = (hands.clock.clone(), hands.entropy.clone());
        Self {
            registry,
            clock,
            entropy,
            officer: None,
            centres: BTreeMap::new(),
            speakers: BTreeMap::new(),
            step: 0,
            today,
            seconds: 0,
            on_day,
        }
    }

    /// How many commands were played.
    pub(super) const fn steps(&self) -> u64 {
        self.step
    }

    /// The day it is on the stage.
    pub(super) const fn today(&self) -> Date {
        self.today
    }

    /// Begins another day; its first command comes at nine in the morning.
    pub(super) fn begin_day(&mut self, today: Date) {
        if today > self.today {
            self.today = today;
            self.seconds = 0;
            (self.on_day)(days_since_opening(today), days_since_opening(DEMONSTRATION_DATE));
        }
    }

    /// Plays one command, forty seconds after the one before.
    pub(super) async fn play(&mut self, caller: Caller, command: Command) -> Result<Done> {
        self.play_with(self.step + 1, caller, command).await
    }

    /// Plays a command whose ids follow from a seed.
    async fn play_with(&mut self, seed: u64, caller: Caller, command: Command) -> Result<Done> {
        self.step += 1;
        self.clock.set(self.now()?);
        self.seconds += 40;
        self.entropy.begin(seed);
        let key = format!("demonstration step {}", self.step);
        let described = format!("{:?} as {}", command.operation(), caller.role.key());
        self.registry
            .execute(caller, &key, key.as_bytes(), command)
            .await
            // A refusal that names its problems shows which of our statements is at fault.
            .map_err(|refusal| anyhow!("{refusal}: {refusal:?}"))
            .with_context(|| format!("step {} on {}: {described}", self.step, self.today))
    }

    /// Opens the registry as a demonstration.
    pub(super) async fn open_registry(&mut self) -> Result<()> {
        let time_zone = DEFAULT_TIME_ZONE.into();
        let open = OpenRegistry { demonstration: true, time_zone };
        self.play(Caller::PROGRAM, open.into()).await.map(drop)
    }

    fn now(&self) -> Result<Timestamp> {
        let morning = self.today.to_datetime(Time::constant(9, 0, 0, 0));
        let opening = self.registry.zone().to_timestamp(morning)?;
        Ok(opening.checked_add(jiff::SignedDuration::from_secs(self.seconds))?)
    }

    /// Opens an account with a role.
    pub(super) async fn account(
        &mut self,
        label: &str,
        role: Role,
        scope: Scope,
        basis: Basis,
    ) -> Result<Caller> {
        let opened = self.play(Caller::PROGRAM, OpenAccount { label: label.into() }.into()).await?;
        let account = account_of(&opened).context("an account was opened")?;
        let authority = Authority { basis, document: None };
        let grant = GrantRole { account, role, scope, authority };
        self.play(Caller::PROGRAM, grant.into()).await?;
        Ok(Caller { account, role })
    }

    /// The officer of the demonstration; opened at first need.
    pub(super) async fn officer(&mut self) -> Result<Caller> {
        if let Some(officer) = self.officer {
            return Ok(officer);
        }
        let label = "Куратор реестра (демо)";
        let officer = self.account(label, Role::Officer, Scope::Registry, Basis::Office).await?;
        self.officer = Some(officer);
        Ok(officer)
    }

    /// Opens a region's development centre.
    pub(super) async fn open_ckr(
        &mut self,
        region: &str,
        organisation: NamedOrganisation,
        opened_on: Date,
    ) -> Result<()> {
        let officer = self.officer().await?;
        let code = right(Code::parse(region))?;
        let open = OpenCkr { region: code, organisation, opened_on, evidence: Vec::new() };
        let opened = self.play(officer, open.into()).await?;
        let centre = centre_of(&opened).context("a centre was opened")?;
        self.centres.insert(region.into(), centre);
        Ok(())
    }

    /// The development centre of a region.
    pub(super) fn centre(&self, region: &str) -> Option<OrganisationId> {
        self.centres.get(region).copied()
    }

    /// The representative of a region's development centre; opened at first need.
    pub(super) async fn centre_speaker(&mut self, region: &str) -> Result<Caller> {
        let organisation = self.centre(region).context("the region has a centre")?;
        let scope = Scope::Region { region: right(Code::parse(region))?, organisation };
        let label = "Представитель ЦКР (демо)";
        self.speaker(organisation, label, Role::RegionRepresentative, scope).await
    }

    /// The representative of an organisation; opened at first need.
    pub(super) async fn organisation_speaker(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Caller> {
        let label = "Представитель организации (демо)";
        let scope = Scope::Organisation(organisation);
        self.speaker(organisation, label, Role::OrganisationRepresentative, scope).await
    }

    async fn speaker(
        &mut self,
        organisation: OrganisationId,
        label: &str,
        role: Role,
        scope: Scope,
    ) -> Result<Caller> {
        if let Some(speaker) = self.speakers.get(&organisation) {
            return Ok(*speaker);
        }
        let speaker = self.account(label, role, scope, Basis::WorkMailbox).await?;
        self.speakers.insert(organisation, speaker);
        Ok(speaker)
    }

    /// Applies for a cluster and lists it; answers with its id and its representative. The id
    /// follows from the cluster's number, so that its address stays when steps before it change.
    pub(super) async fn list(
        &mut self,
        number: usize,
        changes: Changes,
    ) -> Result<(ClusterId, Caller, Done)> {
        let role = Role::ClusterRepresentative;
        let label = "Представитель кластера (демо)";
        let applicant = self.account(label, role, Scope::Registry, Basis::Letter).await?;
        let start = StartApplication {
            right_to_speak: "Письмо совета кластера (демо)".into(),
            changes,
        };
        let started = self.play(applicant, start.into()).await?;
        let application = application_of(&started).context("an application was started")?;
        self.play(applicant, SubmitApplication { application }.into()).await?;
        let officer = self.officer().await?;
        let seed = CLUSTER_SEEDS + u64::try_from(number)?;
        let listed = self.play_with(seed, officer, ListApplication { application }.into()).await?;
        let cluster = listed_of(&listed).context("a cluster was listed")?;
        Ok((cluster, applicant, listed))
    }

    /// Confirms something of a cluster.
    pub(super) async fn confirm(
        &mut self,
        caller: Caller,
        cluster: ClusterId,
        targets: Vec<Target>,
    ) -> Result<Done> {
        let against = registry_core::command::Against::default();
        let confirm = ConfirmClaims { cluster, targets, against, evidence: Vec::new(), note: None };
        self.play(caller, confirm.into()).await
    }
}

/// Seeds of listings lie beyond those of steps.
const CLUSTER_SEEDS: u64 = 1 << 40;

fn centre_of(done: &Done) -> Option<OrganisationId> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Region(RegionEvent::CkrOpened(opened)) => Some(opened.organisation),
        _ => None,
    })
}

fn days_since_opening(day: Date) -> u64 {
    let days = OPENED_ON.until(day).map_or(0, |span| span.get_days());
    u64::try_from(days).unwrap_or(0)
}

fn account_of(done: &Done) -> Option<AccountId> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    })
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

/// Turns a value that our own words always make into an error that names the fault.
pub(super) fn right<T>(made: Result<T, registry_events::value::InvalidValue>) -> Result<T> {
    match made {
        Ok(value) => Ok(value),
        Err(invalid) => bail!("the demonstration's own data are wrong: {invalid}"),
    }
}
