//! What samples found last, so that one question after another doesn't draw them again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use registry_events::ids::Position;
use tokio::sync::{Mutex as Turn, OnceCell};

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
    /// Anybody may ask for any day: one draw goes on at a time.
    turn: Turn<()>,
}

impl KeptSamples {
    /// What samples find; drawn by the first who asks.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn of(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        let lens = sources.lens;
        self.drawn((lens.views.position(), lens.at, sources.today), gather(sources)).await
    }

    async fn drawn<E>(
        &self,
        key: Key,
        draw: impl Future<Output = Result<Found, E>>,
    ) -> Result<Arc<Found>, E> {
        let place = self.place(key);
        let found = place.get_or_try_init(|| async {
            let _turn = self.turn.lock().await;
            draw.await.map(Arc::new)
        });
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts draws, and how many go on at once.
    #[derive(Default)]
    struct Draws {
        all: AtomicUsize,
        now: AtomicUsize,
        most: AtomicUsize,
    }

    impl Draws {
        async fn one(&self) -> Result<Found, Infallible> {
            self.all.fetch_add(1, Ordering::SeqCst);
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            tokio::task::yield_now().await;
            self.now.fetch_sub(1, Ordering::SeqCst);
            Ok(Found::default())
        }
    }

    #[tokio::test]
    async fn one_draw_goes_on_at_a_time_and_each_is_made_once() {
        let (kept, draws) = (KeptSamples::default(), Draws::default());
        let key = |at| (None, Position(at), Date::constant(2016, 1, 1));
        let asked = |at| kept.drawn(key(at), draws.one());
        let _ = tokio::join!(asked(1), asked(2), asked(3), asked(1));
        assert_eq!(draws.all.load(Ordering::SeqCst), 3);
        assert_eq!(draws.most.load(Ordering::SeqCst), 1);
    }
}
