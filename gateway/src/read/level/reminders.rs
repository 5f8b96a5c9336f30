//! What runs out soon unless somebody acts: claims and confirmations that grow old, requirements that
//! are open, disputes that want an answer. Told ahead of its day and recorded nowhere.

use jiff::civil::Date;
use registry_core::lapse::{self, Cause, Reminder};
use registry_events::claim::ClaimRef;
use registry_events::event::DisputeStep;
use registry_events::path::FieldPath;
use serde::Serialize;
use utoipa::ToSchema;

use super::Now;

/// Something that runs out soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReminderShown {
    /// What runs out.
    pub kind: ReminderKind,
    /// The field whose claim it is about; null for a requirement.
    pub claim: Option<String>,
    /// Where that claim was stated.
    pub position: Option<u64>,
    /// The marker; null for what isn't a requirement.
    pub marker: Option<String>,
    /// Until when it holds, before the days of grace; null for what has none.
    #[schema(value_type = Option<String>, format = Date)]
    pub held_until: Option<Date>,
    /// The last day on which acting keeps it.
    #[schema(value_type = String, format = Date)]
    pub last_day: Date,
    /// How many days after the registry's day that is; below zero until the clerk noted it.
    pub days_left: i64,
    /// 90 or 30: the nearer of the days ahead on which it is told.
    pub within: i64,
    /// The path, for words.
    #[serde(skip)]
    pub of: Option<FieldPath>,
}

/// What can run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// A claim grows too old: state or confirm it anew.
    Outdated,
    /// A change that nobody confirmed yet loses the confirmations of the value before.
    ChangeNotConfirmed,
    /// A confirmation of what was seen grows too old: have it looked at again.
    SeenTooLongAgo,
    /// A minimum requirement is open.
    Requirement,
    /// A dispute was admitted and wants the cluster's answer.
    DisputeAnswer,
}

impl From<Cause> for ReminderKind {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Outdated => Self::Outdated,
            Cause::ChangeNotConfirmed => Self::ChangeNotConfirmed,
            Cause::SeenTooLongAgo => Self::SeenTooLongAgo,
        }
    }
}

/// Everything of the cluster that runs out soon, the soonest first. Fields that aren't public and
/// disputes that weren't admitted stay untold.
pub(super) fn all(now: &Now<'_>) -> Vec<ReminderShown> {
    if !now.state.standing.is_living() {
        return Vec::new();
    }
    let claims = of_claims(now).into_iter();
    let claims = claims.map(|reminder| ReminderShown::of_claim(&reminder, now));
    let mut all: Vec<_> = claims.chain(requirements(now)).chain(disputes(now)).collect();
    all.retain(|one| one.of.as_ref().is_none_or(|path| now.lens.is_public(path)));
    all.sort_by_key(|one| (one.last_day, one.kind));
    all
}

/// The claims that run out soon, the soonest first.
pub(super) fn of_claims(now: &Now<'_>) -> Vec<Reminder> {
    lapse::reminders(&now.state.profile, now.rulebook.limits().grace_days, now.today)
}

fn requirements<'n>(now: &'n Now<'_>) -> impl Iterator<Item = ReminderShown> + 'n {
    let open = now.state.requirements.iter();
    open.filter_map(|(marker, open)| {
        let near = ReminderShown::near(ReminderKind::Requirement, open.until, now.today)?;
        Some(ReminderShown { marker: Some(marker.to_string()), ..near })
    })
}

fn disputes<'n>(now: &'n Now<'_>) -> impl Iterator<Item = ReminderShown> + 'n {
    now.state.disputes.values().filter_map(|dispute| {
        let (step, due) = dispute.awaited()?;
        let wanted = step == DisputeStep::Answer;
        let near = ReminderShown::near(ReminderKind::DisputeAnswer, due, now.today)?;
        wanted.then(|| near.about(&dispute.claim, now))
    })
}

impl ReminderShown {
    fn of_claim(reminder: &Reminder, now: &Now<'_>) -> Self {
        let (days_left, within) = (reminder.days_left, reminder.within);
        let lapse = &reminder.lapse;
        let told = Self::new(lapse.cause.into(), lapse.last_day, days_left, within);
        Self { held_until: Some(lapse.held_until), ..told.about(&lapse.claim, now) }
    }

    fn near(kind: ReminderKind, last_day: Date, today: Date) -> Option<Self> {
        let (days_left, within) = lapse::near(last_day, today)?;
        Some(Self::new(kind, last_day, days_left, within))
    }

    const fn new(kind: ReminderKind, last_day: Date, days_left: i64, within: i64) -> Self {
        let (claim, position, marker, held_until, of) = (None, None, None, None, None);
        Self { kind, claim, position, marker, held_until, last_day, days_left, within, of }
    }

    fn about(self, claim: &ClaimRef, now: &Now<'_>) -> Self {
        Self {
            claim: Some(claim.path.to_string()),
            position: Some(now.trail.position(claim.version).0),
            of: Some(claim.path.clone()),
            ..self
        }
    }
}
