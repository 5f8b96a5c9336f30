//! A cluster that is known and not registered yet.

use registry_events::event::ExpectedEvent;
use registry_events::ids::{ApplicationId, ClusterId};
use registry_events::value::Code;

/// Where such a cluster stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExpectedStanding {
    /// There is none.
    #[default]
    NotNoted,
    /// Известен.
    Known,
    /// Приглашён.
    Invited,
    /// Заявка.
    Applied(ApplicationId),
    /// В реестре.
    Registered(ClusterId),
    /// Not expected any more.
    Removed,
}

/// A cluster that is expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpectedState {
    /// Where it stands.
    pub standing: ExpectedStanding,
    /// Its region.
    pub region: Option<Code>,
}

impl ExpectedState {
    pub(super) fn evolve(&mut self, event: &ExpectedEvent) {
        self.standing = match event {
            ExpectedEvent::ExpectedClusterNoted(noted) => {
                self.region = Some(noted.region.clone());
                ExpectedStanding::Known
            }
            ExpectedEvent::ExpectedClusterInvited(_) => ExpectedStanding::Invited,
            ExpectedEvent::ExpectedClusterApplied(applied) => {
                ExpectedStanding::Applied(applied.application)
            }
            ExpectedEvent::ExpectedClusterRegistered(registered) => {
                ExpectedStanding::Registered(registered.cluster)
            }
            ExpectedEvent::ExpectedClusterRemoved(_) => ExpectedStanding::Removed,
        };
    }
}
