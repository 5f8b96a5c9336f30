//! What of a decided event is sealed before it is written, and under which key.
//!
//! Whole events: everything of an application and of an account, that an expected cluster applied, and
//! the steps of a dispute that aren't public. Single values: a person's tax number, what is stated of a field that is about a
//! person or not for everybody to see, and the words of a report or a proposal. The rest stands in the log in the clear.

use std::collections::VecDeque;

use registry_core::world::{Undecided, World};
use registry_events::event::{DisputeEvent, Event, ExpectedEvent};
use registry_events::ids::StreamVersion;
use registry_events::personal::{SealingError, seal_claims, seal_numbers, seal_words};
use registry_events::seal::{KeyId, SealPlace, Sealed};
use registry_events::stream::{StreamId, StreamKind};

use super::{ExecuteError, Executor};

/// The key under which a whole event is sealed, where it is.
pub(super) fn key_of(stream: &StreamId, version: StreamVersion, event: &Event) -> Option<KeyId> {
    match (stream.kind(), event) {
        (StreamKind::Application(_) | StreamKind::Account(_), _) => Some(KeyId(stream.to_string())),
        (StreamKind::Expected(_), Event::Expected(step)) if step.is_sealed() => {
            Some(KeyId(stream.to_string()))
        }
        (StreamKind::Cluster(cluster), Event::Dispute(step)) if step.is_sealed() => {
            let filing = filing_of(step).unwrap_or(version);
            Some(KeyId(format!("dispute/{cluster}/{filing}")))
        }
        _ => None,
    }
}

/// Whether a key begins with this event; a later one finds it, and one that was erased stays so.
pub(super) const fn begins(version: StreamVersion, event: &Event) -> bool {
    matches!(
        event,
        Event::Dispute(DisputeEvent::DisputeFiled(_))
            | Event::Expected(ExpectedEvent::ExpectedClusterApplied(_))
    ) || version.0 == 1
}

/// The version by which a later step names its dispute; the filing itself is named by its own.
const fn filing_of(step: &DisputeEvent) -> Option<StreamVersion> {
    match step {
        DisputeEvent::DisputeFiled(_) => None,
        DisputeEvent::DisputeRefused(event) => Some(event.dispute),
        DisputeEvent::DisputeAdmitted(event) => Some(event.dispute),
        DisputeEvent::DisputeAnswered(event) => Some(event.dispute),
        DisputeEvent::DisputeDeadlineMissed(event) => Some(event.dispute),
        DisputeEvent::DisputeResolved(event) => Some(event.dispute),
        DisputeEvent::DisputeLifted(event) => Some(event.dispute),
    }
}

/// What is to be sealed, each with its key, in the order in which an event names it.
type Secrets = Vec<(KeyId, Vec<u8>)>;

impl Executor {
    /// The event with the values sealed that aren't for everybody.
    pub(super) async fn with_values_sealed(
        &self,
        world: &World,
        place: SealPlace<'_>,
        mut event: Event,
    ) -> Result<Event, ExecuteError> {
        let secrets = secrets_of(world, place.stream, &event)?;
        let mut sealed = VecDeque::with_capacity(secrets.len());
        for (key, plain) in secrets {
            let key = usable(world, key)?;
            self.keys.make(&key, self.entropy.array()).await.map_err(ExecuteError::Keys)?;
            let value = self.keys.seal(&key, self.entropy.array(), place, &plain).await;
            sealed.push_back(value.map_err(ExecuteError::Keys)?);
        }
        if !sealed.is_empty() {
            seal(world, place.stream, &mut event, |_, _| sealed.pop_front())?;
        }
        Ok(event)
    }
}

/// The key that takes the place of one that was erased. Every decision has read the registry's stream
/// and is guarded at its version, so none is written under a key that is erased meanwhile.
pub(super) fn usable(world: &World, key: KeyId) -> Result<KeyId, ExecuteError> {
    Ok(world.registry().map_err(without_catalogue)?.usable_key(key))
}

/// What of an event is to be sealed: noted while a copy is sealed with nothing.
fn secrets_of(world: &World, stream: &StreamId, event: &Event) -> Result<Secrets, ExecuteError> {
    let mut secrets = Vec::new();
    seal(world, stream, &mut event.clone(), |key, plain| {
        secrets.push((key.clone(), plain.to_vec()));
        Some(Sealed { key: key.clone(), nonce: Vec::new(), bytes: Vec::new() })
    })?;
    Ok(secrets)
}

/// Puts what seals in the place of each value that isn't for everybody.
fn seal(
    world: &World,
    stream: &StreamId,
    event: &mut Event,
    mut seal: impl FnMut(&KeyId, &[u8]) -> Option<Sealed>,
) -> Result<(), ExecuteError> {
    let one = |key: &KeyId, plain: &[u8]| seal(key, plain).ok_or(());
    let sealed = match (stream.kind(), &*event) {
        (StreamKind::Organisation(_), _) => seal_numbers(event, stream, one),
        (StreamKind::Report(_) | StreamKind::Proposal(_), _) => seal_words(event, stream, one),
        (StreamKind::Cluster(_), Event::Profile(_)) => {
            let in_force = world.in_force().map_err(without_catalogue)?;
            seal_claims(event, stream, in_force.catalogue, one)
        }
        _ => return Ok(()),
    };
    sealed.map_err(|error| match error {
        SealingError::Seal(()) => ExecuteError::Unknown("a value was left without its seal".into()),
        SealingError::Encode(error) => ExecuteError::Encode(error),
    })
}

/// Claims are decided by a catalogue, so one is at hand; nothing is written where it isn't.
fn without_catalogue(undecided: Undecided) -> ExecuteError {
    match undecided {
        Undecided::Rejected(rejection) => rejection.into(),
        Undecided::Needs(_) => ExecuteError::Unknown("no catalogue tells what is sealed".into()),
    }
}

#[cfg(test)]
mod tests {
    use registry_events::event::{DisputeDeadlineMissed, DisputeRefused, DisputeStep};
    use registry_events::ids::{AccountId, ClusterId, Uuid};

    use super::*;

    const DAY: jiff::civil::Date = jiff::civil::date(2026, 3, 2);

    fn missed(step: DisputeStep) -> Event {
        let dispute = StreamVersion(7);
        DisputeEvent::DisputeDeadlineMissed(DisputeDeadlineMissed { dispute, step, due_on: DAY })
            .into()
    }

    fn key(stream: &StreamId, event: &Event) -> Option<String> {
        key_of(stream, StreamVersion(9), event).map(|key| key.to_string())
    }

    #[test]
    fn steps_of_a_dispute_that_are_not_public_share_the_key_of_its_filing() {
        let cluster = ClusterId::from_random([1, 2, 3, 4, 5]);
        let stream = StreamId::cluster(cluster);
        let refused = DisputeRefused { dispute: StreamVersion(7), reason: "Повтор".into() };
        let expected = Some(format!("dispute/{cluster}/7"));
        assert_eq!(key(&stream, &DisputeEvent::DisputeRefused(refused).into()), expected);
        assert_eq!(key(&stream, &missed(DisputeStep::Admission)), expected);
        assert_eq!(key(&stream, &missed(DisputeStep::Answer)), None);
    }

    #[test]
    fn an_accounts_stream_is_sealed_under_its_own_name() {
        let stream = StreamId::account(AccountId::from_uuid(Uuid::from_u128(7)));
        assert_eq!(key(&stream, &missed(DisputeStep::Answer)), Some(stream.to_string()));
    }
}
