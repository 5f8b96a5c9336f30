//! Time as the log takes it: injected, so that nothing below the edge reads a clock.

use std::sync::Mutex;

use jiff::Timestamp;

/// Tells the time of recording.
pub trait Clock: Send + Sync {
    /// Now. The log records `max(previous, now)`, so a clock may stand still or go back.
    fn now(&self) -> Timestamp;
}

/// A clock that is set by hand: for demonstration data, imports of past records and tests.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that stands at a time.
    pub const fn new(at: Timestamp) -> Self {
        Self(Mutex::new(at))
    }

    /// Sets it.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = at;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
