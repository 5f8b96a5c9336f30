//! From command to facts: the one entrance to the rules.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::personal::seal_claims;
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::{EventRef, StreamId};

use crate::access::Caller;
use crate::assessment::{RecordedAssessment, assessed};
use crate::command::Command;
use crate::facts::Facts;
use crate::rejection::Rejection;
use crate::requirements;
use crate::state::{ClusterState, Loaded, StreamState};
use crate::world::{Undecided, World};

/// What follows from a command: events for some streams, in the order they are recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Each stream at most once.
    pub parts: Vec<DecidedPart>,
}

/// The events of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedPart {
    /// The stream.
    pub stream: StreamId,
    /// The version it was decided at.
    pub expected: StreamVersion,
    /// At least one.
    pub events: Vec<DecidedEvent>,
}

/// An event with who stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedEvent {
    /// Who acted.
    pub actor: Actor,
    /// The event that caused it, when it isn't simply the command.
    pub cause: Option<EventRef>,
    /// What happened.
    pub event: Event,
}

/// Decides a command.
///
/// # Errors
/// [`Undecided::Needs`] with streams to load first, or [`Undecided::Rejected`].
pub fn decide(command: &Command, caller: Caller, world: &World) -> Result<Decision, Undecided> {
    command.operation().check(caller.role)?;
    // What a newer program says of the registry can change every rule.
    if world.loaded(&StreamId::registry())?.newer_than_program {
        return Err(Rejection::NewerThanProgram.into());
    }
    let decision = command.decide(caller, world)?;
    debug_assert!(decision.parts.iter().all(|part| !part.events.is_empty()));
    Ok(decision)
}

/// A decision being put together.
pub(crate) struct Draft<'w> {
    world: &'w World,
    actor: Actor,
    parts: Vec<DecidedPart>,
    places: BTreeMap<StreamId, usize>,
}

impl<'w> Draft<'w> {
    pub(crate) const fn new(world: &'w World, actor: Actor) -> Self {
        Self { world, actor, parts: Vec::new(), places: BTreeMap::new() }
    }

    /// Adds an event of the acting account.
    pub(crate) fn record(
        &mut self,
        stream: &StreamId,
        event: impl Into<Event>,
    ) -> Result<(), Undecided> {
        let actor = self.actor.clone();
        self.record_as(actor, stream, None, event.into())
    }

    /// Adds an event of another account, or with a cause of its own.
    pub(crate) fn record_as(
        &mut self,
        actor: Actor,
        stream: &StreamId,
        cause: Option<EventRef>,
        event: Event,
    ) -> Result<(), Undecided> {
        let event = DecidedEvent { actor, cause, event };
        if let Some(place) = self.places.get(stream) {
            self.parts[*place].events.push(event);
            return Ok(());
        }
        let loaded = self.world.loaded(stream)?;
        if loaded.newer_than_program {
            return Err(Rejection::NewerThanProgram.into());
        }
        let expected = loaded.version;
        self.places.insert(stream.clone(), self.parts.len());
        self.parts.push(DecidedPart { stream: stream.clone(), expected, events: vec![event] });
        Ok(())
    }

    /// The stream as it will be after what was recorded so far.
    pub(crate) fn after(&self, stream: &StreamId) -> Result<Loaded, Undecided> {
        let mut loaded = self.world.loaded(stream)?.clone();
        let state = Arc::make_mut(&mut loaded.state);
        for event in self.part(stream).into_iter().flat_map(|part| &part.events) {
            loaded.version = loaded.version.next();
            state.evolve(loaded.version, &event.actor, &event.event);
        }
        Ok(loaded)
    }

    /// The same as the log will have it: values that aren't public are sealed there, and a level must
    /// follow from what is written, or nobody could compute it again.
    fn as_written(&self, stream: &StreamId) -> Result<Loaded, Undecided> {
        let catalogue = self.world.in_force()?.catalogue;
        let mut loaded = self.world.loaded(stream)?.clone();
        let state = Arc::make_mut(&mut loaded.state);
        for event in self.part(stream).into_iter().flat_map(|part| &part.events) {
            loaded.version = loaded.version.next();
            let mut written = event.event.clone();
            // What can't be encoded is refused where it is sealed in earnest.
            let _ = seal_claims(&mut written, stream, catalogue, |key, _| {
                Ok::<_, Infallible>(blank(key))
            });
            state.evolve(loaded.version, &event.actor, &written);
        }
        Ok(loaded)
    }

    fn part(&self, stream: &StreamId) -> Option<&DecidedPart> {
        self.places.get(stream).map(|place| &self.parts[*place])
    }

    /// Adds what follows for a cluster's level and its minimum requirements.
    pub(crate) fn assess(&mut self, cluster: ClusterId) -> Result<(), Undecided> {
        self.assess_on(cluster, self.world.today())
    }

    /// The same as of a day: what the clerk catches up on is dated by the days it was due.
    pub(crate) fn assess_on(&mut self, cluster: ClusterId, day: Date) -> Result<(), Undecided> {
        let cause = self.cause_of_assessment(&StreamId::cluster(cluster));
        self.record_outcome(cluster, day, cause.as_ref())
    }

    /// The same where nothing happened to the cluster: another edition is in force.
    pub(crate) fn assess_by_edition(&mut self, cluster: ClusterId) -> Result<(), Undecided> {
        let cause = self.world.registry()?.last_adoption();
        self.record_outcome(cluster, self.world.today(), cause.as_ref())
    }

    fn record_outcome(
        &mut self,
        cluster: ClusterId,
        day: Date,
        cause: Option<&EventRef>,
    ) -> Result<(), Undecided> {
        let stream = StreamId::cluster(cluster);
        let after = self.as_written(&stream)?;
        let StreamState::Cluster(state) = after.state.as_ref() else { return Ok(()) };
        if !state.standing.is_living() {
            return Ok(());
        }
        for event in self.outcome(state, after.version, day)? {
            self.record_as(self.actor.clone(), &stream, cause.cloned(), event.into())?;
        }
        Ok(())
    }

    /// `LevelAssessed` when the outcome changed, then what follows for the minimum requirements.
    fn outcome(
        &self,
        state: &ClusterState,
        version: StreamVersion,
        day: Date,
    ) -> Result<Vec<ClusterEvent>, Undecided> {
        let rulebook = self.world.in_force()?.rulebook;
        let (facts, before) = (Facts::without_basis(&state.profile), state.assessment.clone());
        let assessed = assessed(rulebook, &facts, before.as_ref());
        let recorded = match &assessed {
            Some(event) => Some(RecordedAssessment::after(before, version.next(), event)),
            None => before,
        };
        let met = recorded.map(|recorded| recorded.met).unwrap_or_default();
        let level = assessed.map(ClusterEvent::LevelAssessed);
        let requirements = requirements::following(state, rulebook, &met, day);
        Ok(level.into_iter().chain(requirements).collect())
    }

    /// The listing when there is one in this commit, else the last event before the assessment.
    fn cause_of_assessment(&self, stream: &StreamId) -> Option<EventRef> {
        let part = self.part(stream)?;
        let listing = |decided: &DecidedEvent| {
            matches!(decided.event, Event::Cluster(ClusterEvent::ClusterListed(_)))
        };
        let index = part.events.iter().position(listing).unwrap_or(part.events.len() - 1);
        let version = StreamVersion(part.expected.0 + index as u64 + 1);
        Some(EventRef { stream: stream.clone(), version })
    }

    pub(crate) const fn world(&self) -> &'w World {
        self.world
    }

    pub(crate) fn finish(self) -> Decision {
        Decision { parts: self.parts }
    }
}

/// A seal that holds nothing: a rule sees of a sealed value only that it is sealed.
fn blank(key: &KeyId) -> Sealed {
    Sealed { key: key.clone(), nonce: Vec::new(), bytes: Vec::new() }
}
