//! Work that takes long, done once for all who ask the same meanwhile, and little of it at once.
//!
//! Who asks waits for a turn and then looks first whether somebody made it before. Who goes away
//! gives the turn back; only work that has begun is brought to its end.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::body::Bytes;
use tokio::sync::Semaphore;

use super::kept::Kept;
use super::tag::Tag;
use super::{App, Problem};

/// How much of it is done at once.
const AT_ONCE: usize = 2;

/// The turns; the same work always waits for the same one.
#[derive(Debug)]
pub struct Turns([Arc<Semaphore>; AT_ONCE]);

/// What is made and kept.
pub struct Work<'w> {
    /// Names what is made, as for [`Kept`].
    pub resource: &'w str,
    /// What it is made for.
    pub tag: &'w Tag,
    /// Its format.
    pub format: &'static str,
}

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Arc::new(Semaphore::new(1))))
    }
}

impl Turns {
    /// The bytes that are kept, else those that `make` makes when its turn has come.
    ///
    /// # Errors
    /// What `make` refuses; a fault when it panics.
    pub async fn get_or_make(
        &self,
        kept: &Arc<Kept>,
        work: Work<'_>,
        make: impl FnOnce() -> Result<Bytes, Problem> + Send + 'static,
    ) -> Result<Bytes, Problem> {
        let Work { resource, tag, format } = work;
        if let Some(bytes) = kept.get(resource, tag, format) {
            return Ok(bytes);
        }
        let turn = Arc::clone(self.of(resource)).acquire_owned().await;
        let turn = turn.map_err(|error| Problem::fault(&error))?;
        let (kept, resource, tag) = (Arc::clone(kept), resource.to_owned(), tag.clone());
        let working = tokio::task::spawn_blocking(move || {
            let bytes = kept.get_or_make(&resource, &tag, format, make);
            drop(turn);
            bytes
        });
        working.await.map_err(|error| Problem::fault(&error))?
    }

    fn of(&self, resource: &str) -> &Arc<Semaphore> {
        let mut hasher = DefaultHasher::new();
        resource.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % AT_ONCE as u64).unwrap_or_default();
        &self.0[place]
    }
}

impl App {
    /// Bytes made once and kept; see [`Turns`].
    ///
    /// # Errors
    /// As of [`Turns::get_or_make`].
    pub async fn made_once(
        &self,
        work: Work<'_>,
        make: impl FnOnce() -> Result<Bytes, Problem> + Send + 'static,
    ) -> Result<Bytes, Problem> {
        self.turns.get_or_make(&self.kept, work, make).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use registry_events::value::Language;

    use super::*;

    /// Counts what is made, and how much of it at once.
    #[derive(Default)]
    struct Made {
        all: AtomicUsize,
        now: AtomicUsize,
        most: AtomicUsize,
    }

    impl Made {
        fn one(&self) -> Bytes {
            self.all.fetch_add(1, Ordering::SeqCst);
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(20));
            self.now.fetch_sub(1, Ordering::SeqCst);
            Bytes::from_static(b"made")
        }
    }

    struct Scene {
        turns: Arc<Turns>,
        kept: Arc<Kept>,
        made: Arc<Made>,
    }

    impl Scene {
        fn new() -> Self {
            Self { turns: Arc::default(), kept: Arc::new(Kept::new(10_000)), made: Arc::default() }
        }

        fn asks(&self, resource: String) -> tokio::task::JoinHandle<Result<Bytes, Problem>> {
            let (turns, kept) = (Arc::clone(&self.turns), Arc::clone(&self.kept));
            let made = Arc::clone(&self.made);
            tokio::spawn(async move {
                let tag = Tag::new(None, Language::Ru);
                let work = Work { resource: &resource, tag: &tag, format: "test" };
                turns.get_or_make(&kept, work, move || Ok(made.one())).await
            })
        }

        fn made(&self) -> usize {
            self.made.all.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn equal_questions_share_one_piece_of_work() {
        let scene = Scene::new();
        for asking in (0..20).map(|_| scene.asks("same".into())).collect::<Vec<_>>() {
            assert_eq!(asking.await.expect("no panic").expect("bytes"), "made");
        }
        assert_eq!(scene.made(), 1);
    }

    #[tokio::test]
    async fn little_is_worked_on_at_once() {
        let scene = Scene::new();
        for asking in (0..20).map(|number| scene.asks(number.to_string())).collect::<Vec<_>>() {
            asking.await.expect("no panic").expect("bytes");
        }
        assert_eq!(scene.made(), 20);
        assert!(scene.made.most.load(Ordering::SeqCst) <= AT_ONCE);
    }

    #[tokio::test]
    async fn nothing_is_made_for_those_that_went_away_while_they_waited() {
        let scene = Scene::new();
        let asking: Vec<_> = (0..20).map(|number| scene.asks(number.to_string())).collect();
        tokio::task::yield_now().await;
        asking.iter().for_each(tokio::task::JoinHandle::abort);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(scene.made() <= AT_ONCE, "{}", scene.made());
    }
}
