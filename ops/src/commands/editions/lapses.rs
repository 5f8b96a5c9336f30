//! What a rulebook with other days of grace would let lapse today.
//!
//! How long a change keeps its confirmations and how long a requirement may stay open is recorded with
//! the change and with the requirement: other days hold for later ones, and take nothing from anybody.

use jiff::civil::Date;
use registry_core::assessment::assess;
use registry_core::facts::Facts;
use registry_core::lapse::{Cause, Lapse, lapses, unrenewed_on};
use registry_core::profile::Profile;
use registry_core::rulebook::Rulebook;
use registry_core::state::StreamState;
use registry_events::stream::StreamId;
use registry_gateway::registry::Registry;
use registry_projections::views::Views;

use super::levels::difference;
use super::usage::name;
use crate::failure::Failure;

/// A line for each cluster of which something would lapse today that doesn't under the rulebook in
/// force, with the markers it would take along.
pub(super) async fn under(
    new: &Rulebook,
    now: &Rulebook,
    views: &Views,
    registry: &Registry,
) -> Result<Vec<String>, Failure> {
    let days = Days {
        now: now.limits().grace_days,
        new: new.limits().grace_days,
        today: registry.today(),
    };
    let mut lines = Vec::new();
    for card in views.cards().filter(|_| days.now != days.new) {
        let stream = StreamId::cluster(card.cluster);
        let state = registry.executor().streams().load(&stream).await?.state;
        let StreamState::Cluster(state) = state.as_ref() else { continue };
        if !state.standing.is_living() {
            continue;
        }
        if let Some(told) = days.told(&state.profile, new) {
            lines.push(format!("cluster {} ({}): {told}", card.cluster, name(card)));
        }
    }
    Ok(lines)
}

/// Days of grace, and the day on which they are compared.
#[derive(Clone, Copy)]
struct Days {
    now: i64,
    new: i64,
    today: Date,
}

impl Days {
    fn told(self, profile: &Profile, new: &Rulebook) -> Option<String> {
        let before = self.due(profile, self.now);
        let is_new = |lapse: &Lapse| !before.iter().any(|known| is_same(known, lapse));
        let due: Vec<_> = self.due(profile, self.new).into_iter().filter(is_new).collect();
        if due.is_empty() {
            return None;
        }
        let count = |is: fn(Cause) -> bool| due.iter().filter(|lapse| is(lapse.cause)).count();
        let claims = count(|cause| cause == Cause::Outdated);
        let seen = count(|cause| cause == Cause::SeenTooLongAgo);
        let counts = [(claims, "claims"), (seen, "confirmations of what was seen")];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts.map(|(count, what)| format!("{what}: {count}")).collect();
        let lapse = format!("would lapse today ({})", counts.join(", "));
        Some(match self.lost(profile, new) {
            Some(lost) => format!("{lapse}; with that {lost}"),
            None => lapse,
        })
    }

    fn due(self, profile: &Profile, grace_days: i64) -> Vec<Lapse> {
        let all = lapses(profile, grace_days).into_iter();
        all.take_while(|lapse| lapse.last_day < self.today).collect()
    }

    /// What the lapses would change of level and markers.
    fn lost(self, profile: &Profile, new: &Rulebook) -> Option<String> {
        let on = |grace_days| unrenewed_on(profile, grace_days, self.today);
        let [before, after] = [self.now, self.new].map(|days| assess(new, &Facts::of(&on(days))));
        difference((before.level, &before.met), &after)
    }
}

/// Whether two days of grace let the same thing lapse.
fn is_same(one: &Lapse, other: &Lapse) -> bool {
    let of = |lapse: &Lapse| (lapse.claim.clone(), lapse.cause, lapse.held_until);
    of(one) == of(other)
}
