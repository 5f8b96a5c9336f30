//! The stage: plays commands as invented accounts at invented times, through the ordinary executor.
//!
//! Ids, keys and nonces follow from the number of the step, so the same build records the same
//! bytes, and a loading that was interrupted goes on where it stopped.

mod rounds;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use registry_core::access::Caller;
use registry_core::command::{
    Command, ConfirmClaims, GrantRole, ListApplication, NoteLapses, OpenAccount, OpenCkr,
    OpenRegistry, StartApplication, StateClaims, StateEstimate, SubmitApplication, Target,
};
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::rulebook::Rulebook;
use registry_core::state::{ClusterState, Loaded, StreamState};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::Evidence;
use registry_events::event::{AccessEvent, ApplicationEvent, Event, RegionEvent, Scope};
use registry_events::ids::{AccountId, ApplicationId, ClusterId, OrganisationId};
use registry_events::log::ManualClock;
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, NamedOrganisation};
use registry_gateway::clock::Entropy;
use registry_gateway::execute::Done;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Registry};

use self::rounds::{Rounds, next_round};
use super::later::DEMONSTRATION_DATE;
use super::opening::{Listed, OPENED_ON};
use super::{Hands, Membership};

/// Chance that follows from the number of a step.
pub struct StepEntropy(Mutex<ChaCha8Rng>);

impl StepEntropy {
    pub(super) fn new() -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(0)))
    }

    /// Begins anew for what is opened after the play.
    pub(super) fn begin_people(&self) {
        self.begin(PEOPLE_SEED);
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

/// The seed of what is opened after the play; no step and no aside has it.
const PEOPLE_SEED: u64 = u64::MAX;

/// The registry with its clock and chance in our hands.
pub(super) struct Stage<'a> {
    registry: &'a Registry,
    clock: Arc<ManualClock>,
    entropy: Arc<StepEntropy>,
    officer: Option<Caller>,
    centres: BTreeMap<String, OrganisationId>,
    speakers: BTreeMap<OrganisationId, Caller>,
    editions: Loaded,
    records: BTreeMap<ClusterId, Loaded>,
    rounds: Rounds,
    step: u64,
    /// How many commands were played aside, and whether the next one is.
    asides: u64,
    is_aside: bool,
    /// The membership that is to be confirmed by a link.
    pub(super) asked: Option<Membership>,
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
            editions: Loaded::empty(&StreamId::registry()),
            records: BTreeMap::new(),
            rounds: Rounds::default(),
            step: 0,
            asides: 0,
            is_aside: false,
            asked: None,
            today,
            seconds: OFFICE_HOUR * 3_600,
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

    /// Lets days pass until another one; the clerk goes round on each day on which something is due.
    pub(super) async fn begin_day(&mut self, day: Date) -> Result<()> {
        while let Some((due, cluster)) = self.rounds.first().filter(|(due, _)| *due <= day) {
            self.wake(due, CLERKS_HOUR);
            self.play(Caller::PROGRAM, NoteLapses { cluster }.into()).await?;
        }
        self.wake(day, OFFICE_HOUR);
        Ok(())
    }

    fn wake(&mut self, day: Date, hour: i64) {
        let seconds = hour * 3_600;
        if day > self.today || (day == self.today && self.seconds < seconds) {
            (self.today, self.seconds) = (day, seconds);
            (self.on_day)(days_since_opening(day), days_since_opening(DEMONSTRATION_DATE));
        }
    }

    /// A cluster as it stands, folded from what was played.
    pub(super) fn cluster(&self, id: ClusterId) -> Result<&ClusterState> {
        match self.records.get(&id).map(|loaded| loaded.state.as_ref()) {
            Some(StreamState::Cluster(state)) => Ok(state),
            _ => bail!("the demonstration knows no cluster {id}"),
        }
    }

    /// The clusters that are on the register.
    pub(super) fn living_clusters(&self) -> Vec<ClusterId> {
        let living = |loaded: &Loaded| match loaded.state.as_ref() {
            StreamState::Cluster(state) => state.standing.is_living(),
            _ => false,
        };
        self.records.iter().filter(|(_, record)| living(record)).map(|(id, _)| *id).collect()
    }

    /// The rulebook in force.
    fn rulebook(&self) -> Result<&Rulebook> {
        let StreamState::Registry(registry) = self.editions.state.as_ref() else {
            bail!("the demonstration knows no editions")
        };
        registry.rulebook().map(AsRef::as_ref).context("no rulebook is in force")
    }

    /// What is said of a cluster.
    pub(super) fn profile(&self, id: ClusterId) -> Result<&Profile> {
        Ok(&self.cluster(id)?.profile)
    }

    fn take(&mut self, done: &Done) -> Result<()> {
        let mut touched = BTreeSet::new();
        for recorded in &done.entries {
            match recorded.stream.kind() {
                StreamKind::Registry => self.editions.evolve(recorded),
                StreamKind::Cluster(id) => {
                    let record = self.records.entry(id);
                    record.or_insert_with(|| Loaded::empty(&recorded.stream)).evolve(recorded);
                    touched.insert(id);
                }
                _ => {}
            }
        }
        let grace_days = self.rulebook()?.limits().grace_days;
        for id in touched {
            let next = next_round(self.cluster(id)?, grace_days);
            // What is due already waits for tomorrow's round.
            let tomorrow = self.today.tomorrow()?;
            self.rounds.plan(id, next.map(|day| day.max(tomorrow)));
        }
        Ok(())
    }

    /// Whether what follows is played aside: no numbered step, with ids from numbers of its own, so
    /// that the ids of the steps don't hang on it.
    pub(super) const fn aside(&mut self, is_aside: bool) {
        self.is_aside = is_aside;
    }

    /// Plays one command, ten seconds after the one before.
    pub(super) async fn play(&mut self, caller: Caller, command: Command) -> Result<Done> {
        if self.is_aside {
            self.asides += 1;
            let key = format!("demonstration aside {}", self.asides);
            return self.play_as(key, ASIDE_SEEDS + self.asides, caller, command).await;
        }
        self.play_with(self.step + 1, caller, command).await
    }

    /// Plays a command whose ids follow from a seed.
    async fn play_with(&mut self, seed: u64, caller: Caller, command: Command) -> Result<Done> {
        self.step += 1;
        let key = format!("demonstration step {}", self.step);
        self.play_as(key, seed, caller, command).await
    }

    async fn play_as(
        &mut self,
        key: String,
        seed: u64,
        caller: Caller,
        command: Command,
    ) -> Result<Done> {
        let now = self.now()?;
        self.clock.set(now);
        self.seconds += 10;
        self.entropy.begin(seed);
        let described = format!("{:?} as {}", command.operation(), caller.role.key());
        let content = format!("{command:?}");
        let done = self
            .registry
            .execute(caller, &key, content.as_bytes(), command)
            .await
            // A refusal that names its problems shows which of our statements is at fault.
            .map_err(|refusal| anyhow!("{refusal}: {refusal:?}"))
            .with_context(|| format!("step {} on {}: {described}", self.step, self.today))?;
        // Each step is recorded at its time on the stage, unless the log has gone further already.
        if let Some(other) = done.entries.iter().find(|entry| entry.recorded_at != now) {
            bail!("step {} is of {now}, and the log has it at {}", self.step, other.recorded_at);
        }
        self.take(&done)?;
        Ok(done)
    }

    /// Opens the registry as a demonstration.
    pub(super) async fn open_registry(&mut self) -> Result<()> {
        let time_zone = DEFAULT_TIME_ZONE.into();
        let open = OpenRegistry { demonstration: true, time_zone };
        self.play(Caller::PROGRAM, open.into()).await.map(drop)
    }

    fn now(&self) -> Result<Timestamp> {
        let midnight =
            self.registry.zone().to_timestamp(self.today.to_datetime(Time::midnight()))?;
        Ok(midnight.checked_add(jiff::SignedDuration::from_secs(self.seconds))?)
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

    /// States the presentation's estimate of how many clusters there are. It makes no ids and is no
    /// numbered step, so that the ids of all that follows don't hang on it.
    pub(super) async fn state_estimate(&mut self) -> Result<()> {
        let officer = self.officer().await?;
        let source = "Экспертная оценка из презентации «Карта кластеров России», 2015 (демо)";
        let (stated_for, evidence) = (self.today, Vec::new());
        let estimate = StateEstimate { clusters: 200, source: source.into(), stated_for, evidence };
        let key = "demonstration estimate".to_owned();
        self.play_as(key, 0, officer, estimate.into()).await.map(drop)
    }

    /// Records, corrects or withdraws a publication, which is no numbered step.
    pub(super) async fn publish(&mut self, key: String, command: Command) -> Result<Done> {
        let officer = self.officer().await?;
        self.play_as(key, 0, officer, command).await
    }

    /// Plays something beside the numbered steps, with ids from numbers of its own.
    pub(super) async fn play_beside(
        &mut self,
        number: u64,
        caller: Caller,
        command: Command,
    ) -> Result<Done> {
        let key = format!("demonstration voice {number}");
        self.play_as(key, VOICE_SEEDS + number, caller, command).await
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

    /// The regions with a development centre, and the centres.
    pub(super) fn all_centres(&self) -> Vec<(String, OrganisationId)> {
        self.centres.iter().map(|(region, centre)| (region.clone(), *centre)).collect()
    }

    /// The representative of an organisation that has spoken before.
    pub(super) fn known_speaker(&self, organisation: OrganisationId) -> Option<Caller> {
        self.speakers.get(&organisation).copied()
    }

    /// The registry on whose log everything is played.
    pub(super) const fn registry(&self) -> &'a Registry {
        self.registry
    }

    /// The development centre of a region.
    pub(super) fn centre(&self, region: &str) -> Option<OrganisationId> {
        self.centres.get(region).copied()
    }

    /// A region's development centre is no more.
    pub(super) fn forget_centre(&mut self, region: &str) -> Option<OrganisationId> {
        self.centres.remove(region)
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
        let speaker = self.account(label, role, scope, Basis::Letter).await?;
        self.speakers.insert(organisation, speaker);
        Ok(speaker)
    }

    /// Applies for a cluster and lists it; answers with its id and its representative.
    pub(super) async fn list(
        &mut self,
        number: usize,
        changes: Changes,
    ) -> Result<(ClusterId, Caller)> {
        let (application, applicant) = self.apply(changes).await?;
        Ok((self.list_application(number, application).await?, applicant))
    }

    /// Hands an application in.
    pub(super) async fn apply(&mut self, changes: Changes) -> Result<(ApplicationId, Caller)> {
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
    pub(super) async fn list_application(
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
    pub(super) async fn state(&mut self, cluster: &Listed, changes: Changes) -> Result<()> {
        let command = StateClaims { cluster: cluster.id, changes, expected: None };
        self.play(cluster.representative, command.into()).await.map(drop)
    }

    /// An officer states something of a cluster.
    pub(super) async fn state_by_officer(
        &mut self,
        cluster: ClusterId,
        changes: Changes,
    ) -> Result<()> {
        let officer = self.officer().await?;
        self.play(officer, StateClaims { cluster, changes, expected: None }.into()).await.map(drop)
    }

    /// Confirms something of a cluster whose evidence the confirmer saw.
    pub(super) async fn confirm_having_seen(
        &mut self,
        caller: Caller,
        cluster: ClusterId,
        targets: Vec<Target>,
        evidence: Vec<Evidence>,
    ) -> Result<()> {
        let against = registry_core::command::Against::default();
        let confirm =
            ConfirmClaims { cluster, targets, against, evidence, note: None, seen_on: None };
        self.play(caller, confirm.into()).await.map(drop)
    }

    /// Confirms something of a cluster.
    pub(super) async fn confirm(
        &mut self,
        caller: Caller,
        cluster: ClusterId,
        targets: Vec<Target>,
    ) -> Result<Done> {
        let against = registry_core::command::Against::default();
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

/// When the clerk goes round, and when offices open.
const CLERKS_HOUR: i64 = 3;
const OFFICE_HOUR: i64 = 9;

/// Seeds of listings lie beyond those of steps.
const CLUSTER_SEEDS: u64 = 1 << 40;

/// Seeds of what is played aside lie beyond those of listings.
const ASIDE_SEEDS: u64 = 1 << 41;

/// Seeds of what people from outside say lie beyond those of what is played aside.
const VOICE_SEEDS: u64 = 1 << 42;

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
