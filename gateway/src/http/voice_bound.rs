//! How often an account may report mistakes and make proposals: so many in a day, counted from the log
//! itself, so that no restart and no second gateway lets more pass.

use jiff::{SignedDuration, Timestamp};
use registry_core::access::Caller;
use registry_projections::place::Place;

use super::{App, Problem};

/// The time that is looked back on.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The most reports of an account in that time.
const REPORTS_MAX: usize = 30;
/// The most proposals.
const PROPOSALS_MAX: usize = 10;

/// Refuses a report of an account that made as many as it may.
///
/// # Errors
/// 429 with when the next is taken.
pub fn check_reports(app: &App, caller: Caller) -> Result<(), Problem> {
    let views = app.views();
    let Some(at) = views.position() else { return Ok(()) };
    let filed = views.voice().reports(at).map(|report| &report.filed);
    check(app, caller, filed, REPORTS_MAX)
}

/// Refuses a proposal of an account that made as many as it may.
///
/// # Errors
/// 429 with when the next is taken.
pub fn check_proposals(app: &App, caller: Caller) -> Result<(), Problem> {
    let views = app.views();
    let Some(at) = views.position() else { return Ok(()) };
    let made = views.voice().proposals(at).map(|proposal| &proposal.made);
    check(app, caller, made, PROPOSALS_MAX)
}

fn check<'p>(
    app: &App,
    caller: Caller,
    places: impl Iterator<Item = &'p Place>,
    most: usize,
) -> Result<(), Problem> {
    if caller == Caller::PROGRAM {
        return Ok(());
    }
    let now = app.registry.now();
    let theirs = places.filter(|place| place.actor.account == caller.account);
    let mut times: Vec<_> = theirs.map(|place| place.recorded_at).collect();
    times.sort_unstable_by(|one, other| other.cmp(one));
    let Some(wait) = wait(&times, now, most) else { return Ok(()) };
    let minutes = wait.as_secs().unsigned_abs().div_ceil(60);
    let problem = Problem::new("voice.too-many").with(most).with(minutes.max(1));
    Err(problem.retry_after(wait.as_secs().unsigned_abs().max(1)))
}

/// How long until one more is taken, by the times of those before, the newest first.
fn wait(times: &[Timestamp], now: Timestamp, most: usize) -> Option<SignedDuration> {
    let oldest_that_counts = times.get(most.checked_sub(1)?)?;
    let left = DAY - now.duration_since(*oldest_that_counts);
    left.is_positive().then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_is_taken_a_day_after_the_oldest_that_counts() {
        let at = |hours: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let times = [at(30), at(20), at(10)];
        assert_eq!(wait(&times, at(31), 3), Some(SignedDuration::from_hours(3)));
        assert_eq!(wait(&times, at(34), 3), None);
        assert_eq!(wait(&times, at(31), 4), None);
    }
}
