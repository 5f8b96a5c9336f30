//! The clerk's daily round: what lapsed, which deadlines passed, which records became inactive.
//!
//! One commit per cluster. What was due on an earlier day is caught up on day by day and dated by
//! those days, so that a clerk who was away for a week writes what daily rounds would have written.

use jiff::civil::Date;
use registry_events::event::{
    ClusterDeactivated, ClusterEvent, DisputeDeadlineMissed, DisputeEvent, Event,
};
use registry_events::ids::ClusterId;
use registry_events::log::COMMIT_EVENTS_MAX;
use registry_events::stream::StreamId;

use crate::access::{Caller, program, whole_registry};
use crate::decide::{Decision, Draft};
use crate::lapse::lapses;
use crate::rejection::Rejection;
use crate::state::{ClusterState, Standing, StreamState};
use crate::world::{Undecided, World};

/// Note what lapsed of a cluster and which of its deadlines passed, up to the registry's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLapses {
    /// The cluster.
    pub cluster: ClusterId,
}

/// The most notes of one commit; what is left is due for the next one. Assessments and requirements
/// of each day come on top and fit what is left of a commit.
const NOTES_MAX: usize = COMMIT_EVENTS_MAX / 2;
/// The most days of one commit, for the same reason.
const DAYS_MAX: usize = 60;

impl NoteLapses {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), StreamId::registry(), stream])?;
        if world.cluster(self.cluster)?.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let grace_days = world.in_force()?.rulebook.limits().grace_days;
        let draft = Draft::new(world, actor);
        let mut round = Round { draft, cluster: self.cluster, grace_days, notes: 0 };
        let mut days = 0;
        while days < DAYS_MAX
            && round.notes < NOTES_MAX
            && let Some(day) = round.next_day()?.filter(|day| *day <= world.today())
        {
            round.note(day)?;
            days += 1;
        }
        if days == 0 {
            return Err(Rejection::conflict("clerk.nothing-due").into());
        }
        Ok(round.draft.finish())
    }
}

struct Round<'w> {
    draft: Draft<'w>,
    cluster: ClusterId,
    grace_days: i64,
    notes: usize,
}

impl Round<'_> {
    /// The next day on which something is due.
    fn next_day(&self) -> Result<Option<Date>, Undecided> {
        self.draft.of_cluster(self.cluster, |state| {
            let dated = dated(state, self.grace_days).into_iter().map(|(last_day, _)| last_day);
            let last_day = dated.chain(last_day_of_requirements(state)).min();
            last_day.and_then(|day| day.tomorrow().ok())
        })
    }

    /// Notes what is due on a day, and what follows from it.
    fn note(&mut self, day: Date) -> Result<(), Undecided> {
        let stream = StreamId::cluster(self.cluster);
        let due = self.draft.of_cluster(self.cluster, |state| dated(state, self.grace_days))?;
        let room = NOTES_MAX - self.notes;
        for (_, event) in due.into_iter().filter(|(last_day, _)| *last_day < day).take(room) {
            self.draft.record(&stream, event)?;
            self.notes += 1;
        }
        self.draft.assess_on(self.cluster, day)?;
        deactivate(&mut self.draft, self.cluster, day)
    }
}

impl Draft<'_> {
    fn of_cluster<T: Default>(
        &self,
        cluster: ClusterId,
        of: impl FnOnce(&ClusterState) -> T,
    ) -> Result<T, Undecided> {
        let after = self.after(&StreamId::cluster(cluster))?;
        Ok(match after.state.as_ref() {
            StreamState::Cluster(state) => of(state),
            _ => T::default(),
        })
    }
}

/// What will be noted unless somebody acts, each with the last day for it, the soonest first.
fn dated(state: &ClusterState, grace_days: i64) -> Vec<(Date, Event)> {
    if !state.standing.is_living() {
        return Vec::new();
    }
    let lapses = lapses(&state.profile, grace_days).into_iter();
    let lapses =
        lapses.map(|lapse| (lapse.last_day, ClusterEvent::ClaimLapsed(lapse.event()).into()));
    let awaited = state.disputes.iter().filter_map(|(dispute, open)| {
        let (step, due_on) = open.awaited()?;
        let missed = DisputeDeadlineMissed { dispute: *dispute, step, due_on };
        Some((due_on, DisputeEvent::DisputeDeadlineMissed(missed).into()))
    });
    let mut dated: Vec<(Date, Event)> = lapses.chain(awaited).collect();
    dated.sort_by_key(|(last_day, _)| *last_day);
    dated
}

/// The last day on which every requirement may be open; of a record that is active only.
fn last_day_of_requirements(state: &ClusterState) -> Option<Date> {
    let until = state.requirements.values().map(|requirement| requirement.until).min();
    until.filter(|_| state.standing == Standing::Listed)
}

/// Records that a cluster became inactive when a requirement stayed open for too long.
pub(super) fn deactivate(
    draft: &mut Draft<'_>,
    cluster: ClusterId,
    day: Date,
) -> Result<(), Undecided> {
    let markers: Vec<_> = draft.of_cluster(cluster, |state| {
        let listed = state.standing == Standing::Listed;
        let over = state.requirements.iter().filter(|(_, open)| listed && open.until < day);
        over.map(|(marker, _)| marker.clone()).collect()
    })?;
    if markers.is_empty() {
        return Ok(());
    }
    let event = ClusterEvent::ClusterDeactivated(ClusterDeactivated { markers });
    draft.record_as(program(), &StreamId::cluster(cluster), None, event.into())
}
