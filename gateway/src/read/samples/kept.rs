//! What samples found last, so that one question after another doesn't draw them again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use registry_events::ids::Position;
use tokio::sync::OnceCell;

use super::gather::{Found, Sources, gather};
use crate::read::journal::JournalError;

/// How many are kept: the present ones, and a few of the past that somebody turns over.
const KEPT_MAX: usize = 4;

/// The snapshot, whose editions say what may be shown, the position looked from and the day.
type Key = (Option<Position>, Position, Date);

/// What is drawn once, while whoever else asks for it waits.
type Place = Arc<OnceCell<Arc<Found>>>;

/// The last draws.
#[derive(Debug, Default)]
pub struct KeptSamples {
    kept: Mutex<VecDeque<(Key, Place)>>,
}

impl KeptSamples {
    /// What samples find; drawn by the first who asks.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn of(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        let lens = sources.lens;
        let place = self.place((lens.views.position(), lens.at, sources.today));
        let found = place.get_or_try_init(|| async { gather(sources).await.map(Arc::new) });
        found.await.cloned()
    }

    fn place(&self, key: Key) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(known, _)| *known == key);
        let place =
            found.and_then(|index| kept.remove(index)).unwrap_or_else(|| (key, Arc::default()));
        let cell = Arc::clone(&place.1);
        kept.push_front(place);
        kept.truncate(KEPT_MAX);
        cell
    }
}
