//! What was worked out of a value and is kept beside it, so that it isn't worked out again.
//!
//! It is no part of the value: it follows from it, isn't copied with it, and never makes a difference
//! but in time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Something that follows from the value it is kept beside, and from what was asked.
pub(crate) struct Memo<T>(Mutex<Option<Arc<T>>>);

impl<T> Memo<T> {
    /// What is remembered when it fits what is asked, else what is worked out anew.
    pub(crate) fn get(
        &self,
        fits: impl FnOnce(&T) -> bool,
        work_out: impl FnOnce() -> T,
    ) -> Arc<T> {
        let known = self.kept().clone();
        if let Some(known) = known.filter(|known| fits(known)) {
            return known;
        }
        let new = Arc::new(work_out());
        *self.kept() = Some(new.clone());
        new
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Memo")
    }
}
