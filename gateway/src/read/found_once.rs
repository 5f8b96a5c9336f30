//! What was found last by reading every card, so that one question after another doesn't read them
//! again.

use std::sync::Arc;

use tokio::sync::OnceCell;

use super::latest::Latest;

/// How many are kept: those of the present, and a few of the past that somebody turns over.
const KEPT_MAX: usize = 4;

/// The last things found, by what they were found in.
pub struct FoundOnce<K, T> {
    kept: Latest<K, Arc<OnceCell<Arc<T>>>>,
}

impl<K: PartialEq, T> Default for FoundOnce<K, T> {
    fn default() -> Self {
        Self { kept: Latest::new(KEPT_MAX) }
    }
}

impl<K: PartialEq, T> FoundOnce<K, T> {
    /// What is in a place; found by the first who asks, while others wait.
    ///
    /// # Errors
    /// What `find` refuses; a refusal is not kept.
    pub async fn get_or_find<E>(
        &self,
        key: K,
        find: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let place = self.kept.place(key);
        let found = place.get_or_try_init(|| async { find.await.map(Arc::new) });
        found.await.map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn asked(
        kept: &FoundOnce<u64, Vec<u64>>,
        at: u64,
        found: Result<(), &'static str>,
    ) -> Option<Arc<Vec<u64>>> {
        kept.get_or_find(at, async { found.map(|()| vec![at]) }).await.ok()
    }

    #[tokio::test]
    async fn it_is_found_once_and_a_refusal_is_not_kept() {
        let kept = FoundOnce::default();
        assert!(asked(&kept, 1, Err("the log can't be read")).await.is_none());
        let first = asked(&kept, 1, Ok(())).await.expect("found");
        let again = asked(&kept, 1, Err("nobody looks again")).await.expect("kept");
        assert!(Arc::ptr_eq(&first, &again));
        let other = asked(&kept, 2, Ok(())).await.expect("found");
        assert_eq!(*other, [2], "of another position");
    }
}
