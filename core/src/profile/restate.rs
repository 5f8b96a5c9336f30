//! Stating a whole profile again: how an application's content enters its cluster's stream.

use registry_events::claim::{Claim, Stated};
use registry_events::event::ProfileEvent;
use registry_events::value::Value;

use super::changes::{in_events, opening};
use super::{CurrentClaim, Item, Profile};

/// The events that state everything that stands, in the clear, with organisations resolved. Items
/// keep their numbers.
pub fn restate(profile: &Profile, resolve: impl Fn(&Value) -> Value) -> Vec<ProfileEvent> {
    let again = |current: &CurrentClaim| Claim {
        stated: match &current.claim.stated {
            Stated::Value(value) => Stated::Value(resolve(value)),
            other => other.clone(),
        },
        replaces: None,
        ..current.claim.as_ref().clone()
    };
    let mut events = in_events(&profile.cluster_claims().map(again).collect::<Vec<_>>());
    let mut open: Vec<&Item> = profile.items().filter(|item| item.is_open()).collect();
    open.sort_by_key(|item| item.path.item);
    events.extend(open.into_iter().flat_map(|item| {
        let claims: Vec<_> = item.claims().map(again).collect();
        opening(item.path.clone(), &claims)
    }));
    events
}
