//! What samples found last: of the present drawn on with what was recorded since, so that a reader
//! beside writers waits for what they wrote and no more; of the past a few draws as they were made.
//!
//! Anybody may ask for any day, and a day takes long: what anybody asks for has its own places and its
//! own turn, and is refused while that is taken, so that nobody keeps an auditor waiting.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use registry_events::ids::Position;
use tokio::sync::{Mutex as Turn, OnceCell};

use super::draw::Draw;
use super::gather::{Found, Sources, gather};
use super::people::Domains;
use crate::read::journal::JournalError;

/// How many draws of the past are kept, of auditors and of everybody else: a few that somebody turns
/// over.
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
    present: Turn<Present>,
    of_auditors: Past,
    of_anybody: Past,
}

/// Draws of the present, by position, the newest last, with what is known of people.
#[derive(Debug, Default)]
struct Present {
    draws: VecDeque<Draw>,
    domains: Domains,
}

/// Draws of the past, one at a time.
#[derive(Debug, Default)]
struct Past {
    kept: Mutex<VecDeque<(Key, Place)>>,
    turn: Turn<()>,
}

impl KeptSamples {
    /// What samples find for an auditor; drawn by the first who asks.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn of(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        if is_present(&sources) {
            return self.now(sources).await;
        }
        let key = key(&sources);
        match self.of_anybody.kept(key) {
            Some(found) => Ok(found),
            None => self.of_auditors.drawn(key, gather(sources)).await,
        }
    }

    /// The same for anybody; none while a day of the past is drawn for somebody else.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn for_anybody(
        &self,
        sources: Sources<'_>,
    ) -> Result<Option<Arc<Found>>, JournalError> {
        if is_present(&sources) {
            return self.now(sources).await.map(Some);
        }
        let key = key(&sources);
        let kept = self.of_auditors.kept(key).or_else(|| self.of_anybody.kept(key));
        match kept {
            Some(found) => Ok(Some(found)),
            None => self.of_anybody.drawn_at_once(key, gather(sources)).await,
        }
    }

    /// Keeps what was found of the present for the auditor who turns its pages while the log grows.
    pub fn keep(&self, sources: &Sources<'_>, found: &Arc<Found>) {
        // Nobody else fills the place with anything else.
        let _ = self.of_auditors.place(key(sources)).set(Arc::clone(found));
    }

    /// What samples find in the present. What a reader who went away has left undone is gone on with.
    async fn now(&self, sources: Sources<'_>) -> Result<Arc<Found>, JournalError> {
        let (next, day) = (sources.lens.at.next(), sources.today);
        let mut present = self.present.lock().await;
        let Present { draws: present, domains } = &mut *present;
        domains.refresh(sources.accounts).await?;
        let before = present.iter().rposition(|draw| draw.next() <= next);
        let newest = before.and_then(|index| present.get(index));
        let reached = newest.filter(|draw| draw.next() == next);
        if let Some(found) = reached.and_then(|draw| draw.found_on(day, domains)) {
            return Ok(Arc::clone(found));
        }
        let index = match before {
            Some(index) if !present[index].is_finished() => index,
            _ => insert_after(present, before),
        };
        let draw = &mut present[index];
        draw.advance(sources).await?;
        Ok(draw.tell(&sources, domains))
    }
}

impl Past {
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

    /// What is drawn where nothing else is; none else.
    async fn drawn_at_once<E>(
        &self,
        key: Key,
        draw: impl Future<Output = Result<Found, E>>,
    ) -> Result<Option<Arc<Found>>, E> {
        let Ok(_turn) = self.turn.try_lock() else { return Ok(None) };
        let found = Arc::new(draw.await?);
        Ok(Some(Arc::clone(self.place(key).get_or_init(|| async { found }).await)))
    }

    /// What was drawn and is kept.
    fn kept(&self, key: Key) -> Option<Arc<Found>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, place) = kept.iter().find(|(known, _)| *known == key)?;
        place.get().cloned()
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

fn is_present(sources: &Sources<'_>) -> bool {
    sources.lens.views.position() == Some(sources.lens.at)
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
        let (kept, draws) = (Past::default(), Draws::default());
        let key = |at| (None, Position(at), Date::constant(2016, 1, 1));
        let asked = |at| kept.drawn(key(at), draws.one());
        let _ = tokio::join!(asked(1), asked(2), asked(3), asked(1));
        assert_eq!(draws.all.load(Ordering::SeqCst), 3);
        assert_eq!(draws.most.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_is_drawn_at_once_is_refused_while_another_draw_goes_on_and_kept_afterwards() {
        let (kept, draws) = (Past::default(), Draws::default());
        let key = |at| (None, Position(at), Date::constant(2016, 1, 1));
        let asked = |at| kept.drawn_at_once(key(at), draws.one());
        let (first, second) = tokio::join!(asked(1), asked(2));
        assert!(first.is_ok_and(|found| found.is_some()));
        assert!(second.is_ok_and(|found| found.is_none()));
        assert!(kept.kept(key(1)).is_some() && kept.kept(key(2)).is_none());
        assert_eq!(draws.all.load(Ordering::SeqCst), 1);
    }
}
