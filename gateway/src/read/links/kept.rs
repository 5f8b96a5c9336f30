//! The pairs of clusters that were found last, so that one question after another doesn't read every
//! card again.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::Position;
use tokio::sync::OnceCell;

use super::Links;
use crate::read::latest::Latest;

/// How many are kept: those of the present, and a few of the past that somebody turns over.
const KEPT_MAX: usize = 4;

/// What pairs are found in: the snapshot, whose editions say what may be shown, the position looked
/// from, and the day in the world where one is asked for.
pub type Key = (Option<Position>, Position, Option<Date>);

/// The pairs that were found last.
pub struct KeptLinks {
    kept: Latest<Key, Arc<OnceCell<Arc<Links>>>>,
}

impl Default for KeptLinks {
    fn default() -> Self {
        Self { kept: Latest::new(KEPT_MAX) }
    }
}

impl KeptLinks {
    /// The pairs of a snapshot; found by the first who asks, while others wait.
    ///
    /// # Errors
    /// What `find` refuses; a refusal is not kept.
    pub async fn get_or_find<E>(
        &self,
        key: Key,
        find: impl Future<Output = Result<Links, E>>,
    ) -> Result<Arc<Links>, E> {
        let place = self.kept.place(key);
        let found = place.get_or_try_init(|| async { find.await.map(Arc::new) });
        found.await.map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use registry_projections::views::Views;

    use super::*;
    use crate::read::lens::Lens;

    async fn asked(
        kept: &KeptLinks,
        at: u64,
        found: Result<(), &'static str>,
    ) -> Option<Arc<Links>> {
        let views = Views::default();
        let among = || Links::among(&[], None, &Lens::new(&views, Position(at)));
        kept.get_or_find((None, Position(at), None), async { found.map(|()| among()) }).await.ok()
    }

    #[tokio::test]
    async fn pairs_are_found_once_and_a_refusal_is_not_kept() {
        let kept = KeptLinks::default();
        assert!(asked(&kept, 1, Err("the log can't be read")).await.is_none());
        let first = asked(&kept, 1, Ok(())).await.expect("found");
        let again = asked(&kept, 1, Err("nobody looks again")).await.expect("kept");
        assert!(Arc::ptr_eq(&first, &again));
        let other = asked(&kept, 2, Ok(())).await.expect("found");
        assert!(!Arc::ptr_eq(&first, &other), "of another position");
    }
}
