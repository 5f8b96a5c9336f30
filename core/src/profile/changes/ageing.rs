//! Until when a claim holds: ages are counted from what is stated, and written into the claim.
//!
//! A later edition of the catalogue doesn't move them. The days of grace come on top and are the
//! clerk's.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use registry_events::catalogue::{Collection, Field};
use registry_events::claim::{Absence, Claim, ClaimKind, Stated};
use registry_events::path::FieldPath;
use registry_events::value::{Code, Value};

use super::Changes;
use super::work::Work;
use crate::profile::Item;
use crate::rejection::Problem;

impl Work<'_> {
    /// Writes into each claim until when it holds, as far as it can age.
    pub(super) fn age(&self, claims: &mut [Claim]) {
        let days: Vec<_> = claims.iter().map(|claim| self.holds_until(claim, claims)).collect();
        for (claim, day) in claims.iter_mut().zip(days) {
            claim.holds_until = day;
        }
    }

    /// The claims on titles whose age follows from a field that is stated anew, but for those that the
    /// request states itself. Of another period the title says something else in the same words, so
    /// its confirmations wait to be renewed.
    pub(super) fn titles_that_age_anew(&self, claims: &mut [Claim]) -> Vec<Claim> {
        self.make_titles_wait(claims);
        let stated: BTreeSet<_> = claims.iter().map(|claim| &claim.path).collect();
        let mut seen = BTreeSet::new();
        let of = claims.iter().filter_map(|claim| Some((claim, self.title_aged_by(claim)?)));
        of.filter(|(_, title)| !stated.contains(title) && seen.insert(title.clone()))
            .filter_map(|(claim, title)| self.stated_again(claim, &title))
            .collect()
    }

    /// Lets confirmations wait of titles that the request states in the same words, of another period.
    fn make_titles_wait(&self, claims: &mut [Claim]) {
        let moved = claims.iter().filter(|claim| self.says_otherwise(claim));
        let moved: BTreeSet<_> = moved.filter_map(|claim| self.title_aged_by(claim)).collect();
        for title in claims.iter_mut().filter(|claim| moved.contains(&claim.path)) {
            let awaited = self.awaits_until(title.replaces, &title.path);
            title.awaits_until = title.awaits_until.or(awaited);
        }
    }

    /// Whether a claim says something else than the one it stands in the place of.
    fn says_otherwise(&self, claim: &Claim) -> bool {
        let current = self.known.profile.claim(&claim.path);
        current.is_none_or(|current| current.claim.stated != claim.stated)
    }

    /// The title whose age follows from a claim.
    fn title_aged_by(&self, claim: &Claim) -> Option<FieldPath> {
        let collection = self.collection_of(&claim.path)?;
        let title = || FieldPath { field: collection.title_field.clone(), ..claim.path.clone() };
        collection.is_aged_by(&claim.path.field).then(title)
    }

    /// What a title says now, stated again together with a claim.
    fn stated_again(&self, with: &Claim, title: &FieldPath) -> Option<Claim> {
        let current = self.known.profile.claim(title)?;
        if self.known.profile.is_masked_alone(current) {
            return None;
        }
        let replaces = Some(current.version);
        let moved = self.says_otherwise(with);
        let awaits_until = moved.then(|| self.awaits_until(replaces, title)).flatten();
        let before = current.claim.as_ref().clone();
        Some(Claim { kind: with.kind, replaces, awaits_until, ..before })
    }

    /// The claims that say again what stands of the open items of whole lists, but for items that the
    /// request speaks of itself.
    pub(super) fn renew_lists(&mut self, changes: &Changes, stated: &[Claim]) -> Vec<Claim> {
        let mut renewed = Vec::new();
        let keys: BTreeSet<&Code> = changes.renew.iter().collect();
        for (index, key) in changes.renew.iter().enumerate() {
            if let Err(code) = self.ages_as_a_list(key) {
                self.problems.push(Problem::new(format!("/renew/{index}"), code).with(key));
            }
        }
        for item in keys.into_iter().flat_map(|key| self.known.profile.open_items(key.as_str())) {
            let closes = changes.close.iter().any(|close| close.item == item.path);
            let again = self
                .title_again(item)
                .filter(|title| !closes && !stated.iter().any(|claim| claim.path == title.path));
            renewed.extend(again);
        }
        self.age(&mut renewed);
        renewed
    }

    /// Refuses a list that doesn't age from the day on which its items are stated.
    fn ages_as_a_list(&self, key: &Code) -> Result<(), &'static str> {
        let list = self.known.in_force.catalogue.collection(key.as_str());
        let list = list.ok_or("collection.unknown")?;
        let ages = list.freshness_months.is_some()
            && list.freshness_from.is_none()
            && list.holds_until_field.is_none();
        if ages { Ok(()) } else { Err("collection.not-renewable") }
    }

    /// What the title of an item says, said again today.
    fn title_again(&self, item: &Item) -> Option<Claim> {
        let list = self.known.in_force.catalogue.collection(item.path.collection.as_str())?;
        let current = item.claim(list.title_field.as_str())?;
        if self.known.profile.is_masked_alone(current) {
            return None;
        }
        let before = current.claim.as_ref().clone();
        let described_on = before.described_on.map(|_| self.known.today);
        let replaces = Some(current.version);
        let kind = ClaimKind::Change;
        Some(Claim { kind, described_on, replaces, awaits_until: None, ..before })
    }

    fn collection_of(&self, path: &FieldPath) -> Option<&Collection> {
        let key = &path.item.as_ref()?.collection;
        self.known.in_force.catalogue.collection(key.as_str())
    }

    /// What says that there is nothing to say can't grow old.
    fn holds_until(&self, claim: &Claim, beside: &[Claim]) -> Option<Date> {
        let nothing = [Absence::NotProvided, Absence::NotApplicable].map(Stated::Absent);
        if nothing.contains(&claim.stated) {
            return None;
        }
        let field = self.known.in_force.catalogue.field(&claim.path)?;
        let list = self.collection_of(&claim.path).filter(|list| list.title_field == field.key);
        let value = |key: &Code| self.value_beside(claim, key, beside);
        if let Some(until) = list.and_then(|list| list.holds_until_field.as_ref()) {
            return value(until).and_then(last_day_of);
        }
        let months = field.freshness_months.filter(|_| ages(field, &claim.stated));
        let months = months.or_else(|| list.and_then(|list| list.freshness_months))?;
        let stated = match list.and_then(|list| list.freshness_from.as_ref()) {
            Some(from) => value(from).and_then(last_day_of),
            None => claim.stated.value().and_then(own_day),
        };
        let from = stated.or(claim.described_on).unwrap_or(self.known.today);
        // What is dated ahead doesn't hold longer for it.
        let from = from.min(self.known.today);
        from.checked_add(Span::new().months(i64::from(months))).ok()
    }

    /// What another field of a claim's item says: in the same request, else until now.
    fn value_beside<'v>(
        &'v self,
        claim: &Claim,
        field: &Code,
        beside: &'v [Claim],
    ) -> Option<&'v Value> {
        let path = FieldPath { field: field.clone(), ..claim.path.clone() };
        let current = || self.known.profile.claim(&path).map(|current| &current.claim.stated);
        let stated = beside.iter().find(|other| other.path == path).map(|other| &other.stated);
        stated.or_else(current).and_then(Stated::value)
    }
}

/// Whether what is stated can age: of some fields only certain codes do.
fn ages(field: &Field, stated: &Stated) -> bool {
    let code = stated.value().and_then(Value::as_code);
    field.freshness_of.is_empty() || code.is_some_and(|code| field.freshness_of.contains(code))
}

/// The day that a date states of itself.
const fn own_day(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

/// The day of a date, the last day of a year.
fn last_day_of(value: &Value) -> Option<Date> {
    match value {
        Value::Year(year) => Date::new(year.get(), 12, 31).ok(),
        other => own_day(other),
    }
}
