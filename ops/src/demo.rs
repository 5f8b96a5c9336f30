//! Demonstration data: an invented registry from September 2015 to a fixed date, made by ordinary
//! commands with an injected clock.
//!
//! Everything in it is invented and says so. The same build records the same bytes, so the same
//! head; a loading that was interrupted goes on where it stopped.

mod charter;
mod confirming;
mod dice;
mod figures;
mod later;
mod names;
mod numbers;
mod opening;
pub mod people;
mod plan;
mod publications;
mod renewal;
mod rising;
mod spec;
mod stage;
mod statements;
mod stories;
mod telling;
mod voice;

use std::sync::Arc;

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use registry_core::access::Caller;
use registry_events::ids::{AccountId, ClusterId, ItemId, OrganisationId};
use registry_events::log::ManualClock;
use registry_gateway::private::MasterKey;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Registry};

pub use later::DEMONSTRATION_DATE;
pub use stage::StepEntropy;
pub use stories::{Story, TOLD, Told, stories};

use opening::OPENED_ON;
use plan::Plan;
use stage::Stage;

/// The master key of every demonstration: it protects nothing, and makes the same bytes everywhere.
pub fn master_key() -> MasterKey {
    MasterKey::from_bytes(*b"demonstration data are no secret")
}

/// The clock and chance of a loading.
pub struct Hands {
    /// Set before each command.
    pub clock: Arc<ManualClock>,
    /// Begun anew with each command.
    pub entropy: Arc<StepEntropy>,
}

impl Default for Hands {
    fn default() -> Self {
        Self {
            clock: Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH)),
            entropy: Arc::new(StepEntropy::new()),
        }
    }
}

/// How far the demonstration is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The figures of 2015-12-01 stand.
    Opening,
    /// The demonstration date.
    Today,
}

/// Invented accounts that a visitor of the demonstration can act as.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// The officer.
    pub officer: Caller,
    /// A cluster.
    pub cluster: ClusterId,
    /// Its representative.
    pub representative: Caller,
    /// The representative of one of its participants.
    pub participant: Caller,
    /// A membership that its participant is asked to confirm.
    pub asked: Option<Membership>,
    /// Who stated something of a cluster, and who confirmed it: they share a mail domain.
    pub neighbours: Option<[AccountId; 2]>,
    /// How many commands were played.
    pub steps: u64,
}

/// That an organisation takes part in a cluster.
#[derive(Debug, Clone, Copy)]
pub struct Membership {
    /// The cluster.
    pub cluster: ClusterId,
    /// The item that says so.
    pub item: ItemId,
    /// The organisation.
    pub organisation: OrganisationId,
}

impl Cast {
    /// Everyone, in the order above.
    pub fn callers(&self) -> [Caller; 3] {
        [self.officer, self.representative, self.participant]
    }
}

/// Plays the demonstration into a registry; what is recorded already is not recorded again.
///
/// `on_day` is told the day that was played and how many there are.
///
/// # Errors
/// When a command is refused, which is a fault of the demonstration.
pub async fn load(
    registry: &Registry,
    hands: &Hands,
    until: Until,
    on_day: impl FnMut(u64, u64),
) -> Result<Cast> {
    let mut stage = Stage::new(registry, hands, OPENED_ON, Box::new(on_day));
    stage.open_registry().await?;
    let mut plan = Plan::new()?;
    let mut listed = opening::play(&mut stage, &mut plan).await?;
    let members = confirming::members(stage.profile(listed[0].id)?);
    let (_, organisation) = members.first().context("the first cluster has participants")?;
    let participant = stage.organisation_speaker(*organisation).await?;
    let (cluster, representative) = (listed[0].id, listed[0].representative);
    if until == Until::Today {
        let stories = later::play(&mut stage, &mut plan, &mut listed).await?;
        stories.check_addresses(&listed)?;
    }
    let officer = stage.officer().await?;
    let neighbours = people::neighbours(&stage, &listed)?;
    Ok(Cast {
        officer,
        cluster,
        representative,
        participant,
        asked: stage.asked,
        neighbours,
        steps: stage.steps(),
    })
}

/// Noon of the demonstration date, where the demonstration's clock stands.
///
/// # Errors
/// When the registry's zone isn't known.
pub fn demonstration_time() -> Result<Timestamp> {
    let zone = TimeZone::get(DEFAULT_TIME_ZONE).context("the registry's time zone")?;
    let noon = DEMONSTRATION_DATE.to_datetime(Time::constant(12, 0, 0, 0));
    Ok(zone.to_timestamp(noon)?)
}
