//! Forgetting: the keys of a sealed subject are erased for good.

use std::collections::BTreeSet;

use registry_events::event::SubjectForgotten;
use registry_events::seal::KeyId;
use registry_events::stream::StreamId;

use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// The most keys that one event erases.
pub const FORGOTTEN_KEYS_MAX: usize = 200;

/// Erase keys. The keyring loses them once the event is durable, and whenever it is opened again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetSubject {
    /// The keys, by their ids.
    pub keys: Vec<KeyId>,
    /// The law, in words fit to publish.
    pub law: String,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl ForgetSubject {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        world.need([StreamId::access(), StreamId::registry()])?;
        self.check_number()?;
        check_reason("/law", &self.law)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let registry = world.registry()?;
        let keys: BTreeSet<_> =
            self.keys.iter().filter(|key| !registry.has_forgotten(key)).cloned().collect();
        if keys.is_empty() {
            return Err(Rejection::conflict("subject.already-forgotten").into());
        }
        let (law, reason) = (as_said(&self.law), as_said(&self.reason));
        let mut draft = Draft::new(world, actor);
        let forgotten = SubjectForgotten { keys: keys.into_iter().collect(), law, reason };
        draft.record(&StreamId::registry(), forgotten)?;
        Ok(draft.finish())
    }

    fn check_number(&self) -> Result<(), Rejection> {
        let number = self.keys.len();
        let problem = match number {
            0 => Problem::new("/keys", "subject.unknown"),
            1..=FORGOTTEN_KEYS_MAX => return Ok(()),
            _ => Problem::new("/keys", "list.too-many").with(FORGOTTEN_KEYS_MAX).with(number),
        };
        Err(Rejection::Invalid(vec![problem]))
    }
}
