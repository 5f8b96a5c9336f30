//! What runs out, and when: claims that grow too old, changes that nobody confirms anew, and
//! confirmations of what was seen too long ago.
//!
//! Everything here follows from a profile. The clerk records what is due, see
//! [`crate::command::NoteLapses`]; reminders are only told and never recorded. How many days of grace
//! there are says the rulebook in force when it is asked: what was noted before stays as it is.

use std::collections::BTreeSet;

use jiff::Unit;
use jiff::civil::Date;
use registry_events::claim::{Absence, ClaimRef, Stated};
use registry_events::event::{ClaimLapsed, LapseCause};

use crate::deadline::days_after;
use crate::profile::{CurrentClaim, Profile};

/// Something that runs out unless somebody acts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lapse {
    /// The last day on which it still counts; the clerk notes it on the day after.
    pub last_day: Date,
    /// Which claim.
    pub claim: ClaimRef,
    /// What runs out.
    pub cause: Cause,
    /// The day until which it holds, before the days of grace.
    pub held_until: Date,
}

/// [`LapseCause`], in the order in which lapses of one day are noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The claim itself.
    Outdated,
    /// The confirmations of the value before.
    ChangeNotConfirmed,
    /// Confirmations of what was seen too long ago.
    SeenTooLongAgo,
}

impl From<Cause> for LapseCause {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Outdated => Self::Outdated,
            Cause::ChangeNotConfirmed => Self::ChangeNotConfirmed,
            Cause::SeenTooLongAgo => Self::SeenTooLongAgo,
        }
    }
}

impl Lapse {
    /// The event that notes it.
    pub(crate) fn event(&self) -> ClaimLapsed {
        ClaimLapsed {
            claim: self.claim.clone(),
            cause: self.cause.into(),
            held_until: self.held_until,
        }
    }
}

/// Everything of a profile that will run out after so many days of grace, the soonest first.
pub fn lapses(profile: &Profile, grace_days: i64) -> Vec<Lapse> {
    let standing = profile.open_claims().filter(|current| !current.lapsed);
    let mut all: Vec<_> = standing
        .flat_map(|current| outdated(current, grace_days).into_iter().chain(unconfirmed(current)))
        .collect();
    all.extend(profile.open_claims().flat_map(|current| seen_too_long_ago(current, grace_days)));
    all.sort();
    all
}

/// A profile as it would be on a day by which nothing was renewed or confirmed anew.
#[must_use]
pub fn unrenewed_on(profile: &Profile, grace_days: i64, day: Date) -> Profile {
    let mut then = profile.clone();
    let due = lapses(profile, grace_days).into_iter().take_while(|lapse| lapse.last_day < day);
    due.for_each(|lapse| then.lapse(&lapse.event()));
    then
}

/// What grows too old. A claim that says nothing, or that nothing is to be said, has no age.
fn outdated(current: &CurrentClaim, grace_days: i64) -> Option<Lapse> {
    let nothing = Stated::Absent(Absence::NotProvided);
    let not_meant = Stated::Absent(Absence::NotApplicable);
    if [nothing, not_meant].contains(&current.claim.stated) {
        return None;
    }
    let held_until = current.claim.holds_until?;
    let last_day = days_after(held_until, grace_days);
    Some(Lapse { last_day, claim: current.reference(), cause: Cause::Outdated, held_until })
}

/// Confirmations of the value before, whatever else supports the value now: a word about another
/// value counts for no longer than it is kept.
fn unconfirmed(current: &CurrentClaim) -> Option<Lapse> {
    current.support.waiting().next()?;
    let until = current.support.kept.as_ref()?.until;
    let (cause, claim) = (Cause::ChangeNotConfirmed, current.reference());
    Some(Lapse { last_day: until, claim, cause, held_until: until })
}

/// Confirmations that age, by the days until which they hold; they have the days of grace too.
fn seen_too_long_ago(current: &CurrentClaim, grace_days: i64) -> impl Iterator<Item = Lapse> {
    let given = current.support.standing();
    let days: BTreeSet<_> = given.filter_map(|given| given.holds_until).collect();
    days.into_iter().map(move |held_until| {
        let last_day = days_after(held_until, grace_days);
        Lapse { last_day, claim: current.reference(), cause: Cause::SeenTooLongAgo, held_until }
    })
}

/// How many days before something runs out it is told, the earliest first.
pub const REMINDER_DAYS: [i64; 2] = [90, 30];

/// What somebody should be reminded of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// What runs out.
    pub lapse: Lapse,
    /// For how many days after today it still counts; below zero when the clerk is late.
    pub days_left: i64,
    /// The nearest of [`REMINDER_DAYS`] that it is within.
    pub within: i64,
}

/// What runs out within [`REMINDER_DAYS`], the soonest first.
pub fn reminders(profile: &Profile, grace_days: i64, today: Date) -> Vec<Reminder> {
    let all = lapses(profile, grace_days).into_iter();
    all.filter_map(|lapse| Reminder::of(lapse, today)).collect()
}

impl Reminder {
    fn of(lapse: Lapse, today: Date) -> Option<Self> {
        let (days_left, within) = near(lapse.last_day, today)?;
        Some(Self { lapse, days_left, within })
    }
}

/// For how many days after today something still counts, and the nearest of [`REMINDER_DAYS`] that it
/// is within; none while its last day is farther ahead.
pub fn near(last_day: Date, today: Date) -> Option<(i64, i64)> {
    let days_left = days_between(today, last_day);
    let within = REMINDER_DAYS.into_iter().filter(|days| days_left <= *days).min()?;
    Some((days_left, within))
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}
