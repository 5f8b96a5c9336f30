//! Facts of strategy: documents in force, priorities, targets.

use registry_events::claim::Corroboration;
use registry_events::value::Value;

use super::{Facts, Made, made_of, with_value};
use crate::profile::Profile;
use crate::profile::reader::{GOALS, ItemReader, OpenItems, STRATEGIES};

/// The fields that make a strategy.
const STRATEGY: [&str; 3] = ["title", "approved_on", "period_to"];

impl Facts {
    /// Takes the facts of strategies that were approved, have a period and can be seen somewhere;
    /// returns what a gate rests on.
    pub(super) fn take_strategies<'a>(&mut self, items: OpenItems<'a>) -> Vec<Made<'a>> {
        let strategies = self.items(items, STRATEGIES, "title").into_iter();
        let standing = strategies.filter(|(strategy, _)| {
            STRATEGY.iter().all(|field| self.standing_of(strategy, field).is_some())
        });
        let seen: Vec<(Made<'a>, Corroboration)> = standing
            .map(|(strategy, _)| (made_of(&strategy, &STRATEGY), self.seen(&strategy)))
            .filter(|(_, degree)| *degree >= Corroboration::Documented)
            .collect();
        let best = seen.iter().map(|(_, degree)| *degree).max().unwrap_or_default();
        let made: Vec<_> = seen.into_iter().map(|(made, _)| made).collect();
        self.count_made("strategies", &made);
        self.degree_as("strategy_corroboration", best, &made.concat());
        made
    }

    /// How well a strategy is supported: its address on the web is a link that documents it.
    fn seen(&self, strategy: &ItemReader<'_>) -> Corroboration {
        let linked = self.standing_of(strategy, "url").map(|_| Corroboration::Documented);
        self.support(&made_of(strategy, &STRATEGY)).max(linked.unwrap_or_default())
    }

    pub(super) fn take_priorities(&mut self, profile: &Profile) {
        let claim = profile.cluster_claim("priorities").and_then(with_value);
        if let Some((claim, Value::Ratings(ratings))) = claim {
            self.count_as("priorities_rated", ratings.len(), &vec![claim]);
            self.degree("priorities_corroboration", &vec![claim]);
        }
    }

    pub(super) fn take_goals(&mut self, items: OpenItems<'_>) {
        let goals = self.items(items, GOALS, "indicator").into_iter();
        let dated = goals.filter(|(goal, _)| {
            let needed = ["target_year", "target"];
            needed.iter().all(|field| self.standing_of(goal, field).is_some())
        });
        self.count("goals_with_target_year", &dated.map(|(_, claim)| claim).collect());
    }
}
