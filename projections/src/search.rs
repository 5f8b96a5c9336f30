//! Finding clusters: filters, facets and order over the rows of one position.
//!
//! Values of one filter are joined by "or", filters by "and"; each facet counts without its own
//! filter. Levels can be filtered by, never sorted by: a level is no rank.

mod facets;
mod matcher;

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::{OrganisationId, Position};
use registry_events::level::Level;
use registry_events::value::Code;

pub use facets::Facets;

use crate::card::ListingStatus;
use crate::name::Name;
use crate::register::RegisterRow;
use crate::support::Support;
use crate::views::Views;

/// What is asked of the register; an empty filter lets every cluster pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words of the cluster's name or of a participant's.
    pub q: Option<String>,
    /// Any of these regions, primary or not.
    pub regions: Vec<Code>,
    /// A region in any of these federal districts.
    pub districts: Vec<Code>,
    /// Any of these key specialisations.
    pub specialisations: Vec<Code>,
    /// Any of these levels.
    pub levels: Vec<Level>,
    /// Any of these standings.
    pub statuses: Vec<ListingStatus>,
    /// At least so many participants.
    pub participants_min: Option<usize>,
    /// At most so many participants.
    pub participants_max: Option<usize>,
    /// Any of these organisations is a participant.
    pub organisations: Vec<OrganisationId>,
    /// The day in the world that support and official statuses are asked of; none asks of neither.
    pub day: Option<Date>,
    /// Any of these ways to be supported on that day.
    pub supports: Vec<Support>,
    /// Any of these official statuses held on that day.
    pub official_statuses: Vec<Code>,
    /// The order of rows.
    pub sort: Sort,
}

/// The order of rows; the cluster's id decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The last updated first.
    #[default]
    Updated,
    /// By name, Russian first.
    Name,
    /// The most participants first.
    Participants,
    /// The last to reach their level first, those without a level last.
    LevelSince,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Every row that matches, in order; paging is the caller's.
    pub rows: Vec<Arc<RegisterRow>>,
    /// How many there are.
    pub total: usize,
    /// Counts per value.
    pub facets: Facets,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Updated, Self::Name, Self::Participants, Self::LevelSince];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Name => "name",
            Self::Participants => "participants",
            Self::LevelSince => "level_since",
        }
    }

    /// Finds an order by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }

    fn compare(self, a: &RegisterRow, b: &RegisterRow) -> Ordering {
        let order = match self {
            Self::Updated => b.updated.cmp(&a.updated),
            Self::Name => by_name(a).cmp(&by_name(b)),
            Self::Participants => b.participants.total().cmp(&a.participants.total()),
            Self::LevelSince => Reverse(a.level_since).cmp(&Reverse(b.level_since)),
        };
        order.then_with(|| a.cluster.cmp(&b.cluster))
    }
}

/// Names in order, clusters without one last.
fn by_name(row: &RegisterRow) -> (bool, &str) {
    let name = row.name.as_ref().map(|name| Name::folded(name));
    (name.is_none(), name.unwrap_or_default())
}

impl Query {
    /// Answers the query from what the views had at a position.
    pub fn find(&self, views: &Views, at: Position) -> Found {
        self.find_among(views.register().rows_at(at), views, at)
    }

    /// The same among rows of that position that tell what held on a day.
    pub fn find_among(
        &self,
        among: impl Iterator<Item = Arc<RegisterRow>>,
        views: &Views,
        at: Position,
    ) -> Found {
        let matcher = matcher::Matcher::new(self, views, at);
        let mut rows = Vec::new();
        let mut facets = Facets::default();
        for row in among {
            let misses = matcher.misses(&row);
            facets.count(&row, misses, &matcher);
            if misses.is_empty() {
                rows.push(row);
            }
        }
        rows.sort_by(|a, b| self.sort.compare(a, b));
        Found { total: rows.len(), rows, facets }
    }
}
