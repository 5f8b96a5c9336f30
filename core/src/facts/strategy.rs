//! Facts of strategy: documents in force, priorities, targets.

use registry_events::claim::Corroboration;
use registry_events::value::Value;

use super::{Claims, Facts, Made, with_value};
use crate::profile::reader::{GOALS, ItemReader, OpenItems, STRATEGIES};
use crate::profile::{CurrentClaim, Profile};

impl Facts {
    /// Takes the facts of strategies that were approved, have a period and can be seen somewhere;
    /// returns what a gate rests on.
    pub(super) fn take_strategies<'a>(&mut self, items: OpenItems<'a>) -> Vec<Made<'a>> {
        let strategies = self.items(items, STRATEGIES, "title").into_iter();
        let documented: Vec<(&CurrentClaim, Corroboration)> = strategies
            .filter(|(strategy, _)| {
                let needed = ["approved_on", "period_to"];
                needed.iter().all(|field| self.standing_of(strategy, field).is_some())
            })
            .map(|(strategy, title)| (title, self.seen(&strategy, title)))
            .filter(|(_, degree)| *degree >= Corroboration::Documented)
            .collect();
        let best = documented.iter().map(|(_, degree)| *degree).max().unwrap_or_default();
        let titles: Claims<'a> = documented.into_iter().map(|(title, _)| title).collect();
        self.count("strategies", &titles);
        self.degree_as("strategy_corroboration", best, &titles);
        titles.into_iter().map(|title| vec![title]).collect()
    }

    /// How well a strategy is supported: its address on the web is a link that documents it.
    fn seen(&self, strategy: &ItemReader<'_>, title: &CurrentClaim) -> Corroboration {
        let linked = self.standing_of(strategy, "url").map(|_| Corroboration::Documented);
        self.corroboration(title).max(linked.unwrap_or_default())
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
