//! Indexes of the register that were asked for last, so that one question after another doesn't make
//! its own.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use registry_events::ids::Position;
use registry_projections::search::Index;
use registry_projections::views::Views;

use super::latest::Latest;

/// How many are kept: the present one, and a few of the past that somebody turns over.
const KEPT_MAX: usize = 6;

/// What an index is made of: the snapshot, whose editions say what may be shown, the position looked
/// from and the day of support.
type Key = (Option<Position>, Position, Date);

/// An index that is made once, while whoever else asks for it waits.
type Place = Arc<OnceLock<Arc<Index>>>;

/// The last indexes asked for.
#[derive(Debug)]
pub struct Indexes {
    kept: Latest<Key, Place>,
}

impl Default for Indexes {
    fn default() -> Self {
        Self { kept: Latest::new(KEPT_MAX) }
    }
}

impl Indexes {
    /// The index of a snapshot at a position and a day; made by the first who asks, while others wait
    /// for it.
    pub fn at(&self, views: &Arc<Views>, at: Position, day: Date) -> Arc<Index> {
        let place = self.kept.place((views.position(), at, day));
        Arc::clone(place.get_or_init(|| {
            let rows = views.register().rows_at(at).collect();
            Arc::new(Index::new(rows, Arc::clone(views), at, Some(day)))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_gets_the_same_index_and_old_ones_are_let_go() {
        let indexes = Indexes::default();
        let views = Arc::<Views>::default();
        let day = |day: i8| jiff::civil::date(2015, 12, day);
        let first = indexes.at(&views, Position(0), day(1));
        assert!(Arc::ptr_eq(&first, &indexes.at(&views, Position(0), day(1))));
        for later in 2..=7 {
            assert!(!Arc::ptr_eq(&first, &indexes.at(&views, Position(0), day(later))));
        }
        assert!(!Arc::ptr_eq(&first, &indexes.at(&views, Position(0), day(1))));
    }
}
