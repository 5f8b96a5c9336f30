//! Stating a whole profile again: how an application's content enters its cluster's stream.

use registry_events::claim::{Claim, Stated};
use registry_events::event::{ClaimsStated, ItemOpened, ProfileEvent};
use registry_events::value::Value;

use super::Profile;
use super::reader::OpenItems;

/// The events that state everything that stands, in the clear, with organisations resolved.
pub fn restate(profile: &Profile, resolve: impl Fn(&Value) -> Value) -> Vec<ProfileEvent> {
    let again = |claim: &Claim| Claim {
        stated: match &claim.stated {
            Stated::Value(value) => Stated::Value(resolve(value)),
            other => other.clone(),
        },
        replaces: None,
        ..claim.clone()
    };
    let of_cluster = profile.claims().filter(|current| current.claim.path.item.is_none());
    let own: Vec<_> = of_cluster.map(|current| again(&current.claim)).collect();
    let stated = own
        .chunks(super::changes::CLAIMS_PER_EVENT_MAX)
        .map(|claims| ProfileEvent::ClaimsStated(ClaimsStated { claims: claims.to_vec() }));
    let mut events: Vec<_> = stated.collect();
    let items = OpenItems::of(profile);
    let mut open: Vec<_> = items.all().collect();
    open.sort_by_key(|(path, _)| path.item);
    for (path, claims) in open {
        let claims = claims.iter().map(|current| again(&current.claim)).collect();
        events.push(ProfileEvent::ItemOpened(ItemOpened { item: path.clone(), claims }));
    }
    events
}
