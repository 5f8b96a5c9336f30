//! The stage: plays commands as invented accounts at invented times, through the ordinary executor.
//!
//! Ids, keys and nonces follow from the number of the step, so the same build records the same
//! bytes, and a loading that was interrupted goes on where it stopped.

mod chance;
mod clusters;
mod people;
mod rounds;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use registry_core::access::Caller;
use registry_core::command::{Command, NoteLapses, OpenRegistry, StateEstimate};
use registry_core::rulebook::Rulebook;
use registry_core::state::{Loaded, StreamState};
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::log::ManualClock;
use registry_events::stream::{StreamId, StreamKind};
use registry_gateway::execute::Done;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Registry};

pub use self::chance::StepEntropy;
use self::rounds::{Rounds, next_round};
use super::later::DEMONSTRATION_DATE;
use super::opening::OPENED_ON;
use super::{Hands, Membership};

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

    /// The rulebook in force.
    fn rulebook(&self) -> Result<&Rulebook> {
        let StreamState::Registry(registry) = self.editions.state.as_ref() else {
            bail!("the demonstration knows no editions")
        };
        registry.rulebook().map(AsRef::as_ref).context("no rulebook is in force")
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

    /// The registry on whose log everything is played.
    pub(super) const fn registry(&self) -> &'a Registry {
        self.registry
    }
}

/// When the clerk goes round, and when offices open.
const CLERKS_HOUR: i64 = 3;
const OFFICE_HOUR: i64 = 9;

/// Seeds of what is played aside lie beyond those of listings.
const ASIDE_SEEDS: u64 = 1 << 41;

/// Seeds of what people from outside say lie beyond those of what is played aside.
const VOICE_SEEDS: u64 = 1 << 42;

fn days_since_opening(day: Date) -> u64 {
    let days = OPENED_ON.until(day).map_or(0, |span| span.get_days());
    u64::try_from(days).unwrap_or(0)
}

/// Turns a value that our own words always make into an error that names the fault.
pub(super) fn right<T>(made: Result<T, registry_events::value::InvalidValue>) -> Result<T> {
    match made {
        Ok(value) => Ok(value),
        Err(invalid) => bail!("the demonstration's own data are wrong: {invalid}"),
    }
}
