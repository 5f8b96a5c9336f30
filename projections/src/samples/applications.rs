//! Applications that were submitted and wait for a decision for more than five working days.
//!
//! Their streams are sealed: this fold takes entries that somebody with the keys has opened, keeps of
//! each only that it was submitted and when, and passes over what stayed sealed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, Event};
use registry_events::ids::{ApplicationId, Position};
use registry_events::stream::StreamKind;
use registry_events::working_days::{next_working_day, working_days_after};

use super::DayOf;

/// How many working days an application may wait.
pub const WORKING_DAYS_MAX: u32 = 5;

/// Applications that wait for a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applications {
    waiting: BTreeMap<ApplicationId, (Position, Timestamp)>,
}

/// An application that waits for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueApplication {
    /// Which one.
    pub application: ApplicationId,
    /// Where its submission was recorded.
    pub position: Position,
    /// When.
    pub submitted_at: Timestamp,
    /// The last day on which it was to be decided.
    pub due_on: Date,
    /// How many working days have passed since the day of its submission.
    pub working_days: u32,
}

impl Applications {
    /// Takes the next entry, opened where it can be.
    pub fn apply(&mut self, recorded: &Recorded) {
        let StreamKind::Application(application) = recorded.stream.kind() else { return };
        let Some(Event::Application(event)) = recorded.event() else { return };
        match event {
            ApplicationEvent::ApplicationSubmitted(_) => {
                let submitted = (recorded.position, recorded.recorded_at);
                self.waiting.insert(application, submitted);
            }
            ApplicationEvent::ApplicationReturned(_)
            | ApplicationEvent::ApplicationListed(_)
            | ApplicationEvent::ApplicationWithdrawn(_) => {
                self.waiting.remove(&application);
            }
            ApplicationEvent::ApplicationStarted(_) | ApplicationEvent::RightToSpeakStated(_) => {}
        }
    }

    /// Those that wait for too long on a day, the oldest first.
    pub fn overdue(&self, today: Date, day: impl DayOf) -> Vec<OverdueApplication> {
        let waiting = self.waiting.iter().map(|(application, (position, submitted_at))| {
            let submitted_on = day(*submitted_at);
            OverdueApplication {
                application: *application,
                position: *position,
                submitted_at: *submitted_at,
                due_on: working_days_after(submitted_on, WORKING_DAYS_MAX),
                working_days: working_days_between(submitted_on, today),
            }
        });
        let mut overdue: Vec<_> = waiting.filter(|one| one.due_on < today).collect();
        overdue.sort_by_key(|one| one.position);
        overdue
    }
}

/// How many working days come after a day, to another one included.
pub fn working_days_between(from: Date, to: Date) -> u32 {
    let (mut day, mut count) = (next_working_day(from), 0);
    while day <= to {
        count += 1;
        let next = next_working_day(day);
        if next == day {
            break;
        }
        day = next;
    }
    count
}
