//! What samples found last: of the present drawn on with what was recorded since, so that a reader
//! beside writers waits for what they wrote and no more; of the past a few draws as they were made.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use registry_events::ids::Position;
use tokio::sync::{Mutex as Turn, OnceCell};

use super::draw::Draw;
use super::gather::{Found, Sources, gather};
use crate::read::journal::JournalError;

/// How many draws of the past are kept: a few that somebody turns over.
const KEPT_MAX: usize = 4;

/// How many draws of the present are kept. They share what they have in common; a reader whose
/// snapshot is a little older than another's goes on from the one before it.
const PRESENT_MAX: usize = 16;

/// What may be shown since when, the position looked from and the day.
type Key = (Option<Position>, Position, Date);

/// What is drawn once, while whoever else asks for it waits.
type Place = Arc<OnceCell<Arc<Found>>>;

/// The last draws.
#[derive(Debug, Default)]
pub struct KeptSamples {
    /// Of the present, by position, the newest last.
    present: Turn<VecDeque<Draw>>,
    kept: Mutex<VecDeque<(Key, Place)>>,
    /// Anybody may ask for any day: one draw of the past goes on at a time.
    turn: Turn<()>,
}

impl KeptSamples {
    /// What samples find; drawn by the first who asks.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn of(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        let lens = sources.lens;
        if lens.views.position() == Some(lens.at) {
            return self.now(sources).await;
        }
        self.drawn(key(&sources), gather(sources)).await
    }

    /// Keeps what was found of the present for who turns its pages while the log grows.
    pub fn keep(&self, sources: &Sources<'_>, found: &Arc<Found>) {
        // Nobody else fills the place with anything else.
        let _ = self.place(key(sources)).set(Arc::clone(found));
    }

    /// What samples find in the present. What a reader who went away has left undone is gone on with.
    async fn now(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        let (next, day) = (sources.lens.at.next(), sources.today);
        let mut present = self.present.lock().await;
        let before = present.iter().rposition(|draw| draw.next() <= next);
        let newest = before.and_then(|index| present.get(index));
        if let Some(found) = newest.filter(|draw| draw.next() == next).and_then(|d| d.found_on(day))
        {
            return Ok(Arc::clone(found));
        }
        let index = match before {
            Some(index) if !present[index].is_finished() => index,
            _ => insert_after(&mut present, before),
        };
        let draw = &mut present[index];
        draw.advance(sources).await?;
        Ok(draw.tell(&sources))
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

fn key(sources: &Sources<'_>) -> Key {
    (sources.lens.views.visibility_since(), sources.lens.at, sources.today)
}

/// Where a copy of a draw, or a new one, stands after it; the oldest makes room.
fn insert_after(present: &mut VecDeque<Draw>, before: Option<usize>) -> usize {
    let copy = before.and_then(|index| present.get(index)).cloned().unwrap_or_default();
    let mut index = before.map_or(0, |index| index + 1);
    if present.len() >= PRESENT_MAX && present.pop_front().is_some() {
        index = index.saturating_sub(1);
    }
    present.insert(index, copy);
    index
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
