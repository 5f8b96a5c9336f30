//! On which day a marker that is met ceases to be, if nothing is renewed or confirmed anew.
//!
//! What runs out only takes away, so once a marker fell it stays so and its day is found by halving:
//! a profile of two thousand items is looked at on a few days and not on each.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_core::facts::Facts;
use registry_core::lapse::{lapses, unrenewed_on};
use registry_core::rulebook::{Given, Marker};

use super::Now;

/// The days ahead on which something runs out.
pub(super) struct Ahead<'n> {
    now: &'n Now<'n>,
    /// Each day from which something no longer counts, the soonest first.
    days: Vec<Date>,
    facts: BTreeMap<Date, Facts>,
}

impl<'n> Ahead<'n> {
    pub(super) fn new(now: &'n Now<'n>) -> Self {
        let all = lapses(&now.state.profile, now.rulebook.limits().grace_days).into_iter();
        let mut days: Vec<_> = all.filter_map(|lapse| lapse.last_day.tomorrow().ok()).collect();
        days.dedup();
        Self { now, days, facts: BTreeMap::new() }
    }

    /// The first day on which a marker isn't met any more; none when it stays.
    pub(super) fn falls_on(&mut self, marker: &Marker) -> Option<Date> {
        let last = *self.days.last()?;
        if !self.now.assessment.met.contains(&marker.id) || self.holds_on(last, marker) {
            return None;
        }
        let (mut holds, mut falls) = (0, self.days.len() - 1);
        while holds < falls {
            let middle = holds.midpoint(falls);
            if self.holds_on(self.days[middle], marker) {
                holds = middle + 1;
            } else {
                falls = middle;
            }
        }
        Some(self.days[falls])
    }

    fn holds_on(&mut self, day: Date, marker: &Marker) -> bool {
        let grace_days = self.now.rulebook.limits().grace_days;
        let then = || unrenewed_on(&self.now.state.profile, grace_days, day);
        let facts = self.facts.entry(day).or_insert_with(|| Facts::of(&then()));
        marker.when.holds(&Given::new(self.now.rulebook, facts))
    }
}
