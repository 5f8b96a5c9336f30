//! A gate in front of the disk: tests close it to look between batch and sync, or make it fail.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What an engine passes before each sync. Open unless a test closes it.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    closed: bool,
    fails: bool,
    waiting: usize,
}

/// How long anybody waits at a gate, so that a failing test ends.
const WAIT_MAX: Duration = Duration::from_secs(20);

impl Gate {
    /// Lets nobody pass until it is opened again.
    pub fn close(&self) {
        self.change(|state| state.closed = true);
    }

    /// Lets everybody pass.
    pub fn open(&self) {
        self.change(|state| state.closed = false);
    }

    /// Makes the next passage fail as a broken disk does, and those after it succeed: the worst
    /// case, because a second sync then says that all is well.
    pub fn fail_once(&self) {
        self.change(|state| state.fails = true);
    }

    /// Blocks until somebody stands at the closed gate; `false` when nobody comes.
    pub fn wait_for_arrival(&self) -> bool {
        let state = self.changed.wait_timeout_while(self.state(), WAIT_MAX, |s| s.waiting == 0);
        state.unwrap_or_else(PoisonError::into_inner).0.waiting > 0
    }

    /// Passes the gate; blocks while it is closed.
    ///
    /// # Errors
    /// When a test made it fail.
    pub fn pass(&self) -> io::Result<()> {
        self.change(|state| state.waiting += 1);
        let state = self.changed.wait_timeout_while(self.state(), WAIT_MAX, |s| s.closed);
        let mut state = state.unwrap_or_else(PoisonError::into_inner).0;
        state.waiting -= 1;
        if std::mem::take(&mut state.fails) {
            Err(io::Error::other("a test broke the disk"))
        } else {
            Ok(())
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
