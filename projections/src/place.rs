//! Where and when something was recorded, and by whom: the envelope views carry beside a fact.

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::actor::Actor;
use registry_events::entry::Recorded;
use registry_events::ids::{OrganisationId, Position, StreamVersion};
use serde::Serialize;

/// The place of one event, as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its place in the log.
    pub position: Position,
    /// Its number within its stream.
    pub version: StreamVersion,
    /// When the registry learned it.
    pub recorded_at: Timestamp,
    /// Who acted.
    pub actor: Arc<Actor>,
}

impl Place {
    /// The place of a recorded event; the actor comes shared.
    pub const fn of(recorded: &Recorded, actor: Arc<Actor>) -> Self {
        Self {
            position: recorded.position,
            version: recorded.version,
            recorded_at: recorded.recorded_at,
            actor,
        }
    }

    /// Takes away that it was an organisation that acted.
    pub(crate) fn hide_organisation(&mut self, organisation: OrganisationId) {
        if self.actor.organisation == Some(organisation) {
            Arc::make_mut(&mut self.actor).organisation = None;
        }
    }
}
