//! Finding clusters: filters, facets and order over the rows of one position.
//!
//! Values of one filter are joined by "or", filters by "and"; each facet counts without its own
//! filter. Levels can be filtered by, never sorted by: a level is no rank.

mod asked;
mod facets;
mod index;
mod matched;
pub mod values;
mod words;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::level::Level;
use registry_events::value::{Code, Language};

pub use facets::Facets;
pub use index::Index;
pub use matched::{Matched, MatchedIn};

use crate::card::ListingStatus;
use crate::name::Name;
use crate::register::RegisterRow;
use crate::statistics::Behind;
use crate::support::Support;
use crate::views::Views;

/// What is asked of the register; an empty filter lets every cluster pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words of what a cluster says of itself; [`MatchedIn`] lists where they are looked for.
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
    /// Only those with a profile in English: those whose marker of that was recorded as met.
    pub english: bool,
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
    /// Behind each of these figures of the statistics on that day.
    pub figures: Vec<Behind>,
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
    /// The closest to the words asked first; without words as [`Self::Updated`].
    Relevance,
    /// By English name, those without one last: [`Self::Name`] for who reads English.
    NameInEnglish,
}

/// Which of the rows that match are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many rows come before them.
    pub offset: usize,
    /// How many they are at most.
    pub limit: usize,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The rows of the window, in order.
    pub rows: Vec<Arc<RegisterRow>>,
    /// How many match altogether.
    pub total: usize,
    /// Counts per value.
    pub facets: Facets,
    /// Where words were found, of the rows of the window.
    pub matched: BTreeMap<ClusterId, Matched>,
}

impl Window {
    /// Every row.
    pub const ALL: Self = Self { offset: 0, limit: usize::MAX };
}

impl Sort {
    /// How many orders rows can have.
    const COUNT: usize = Self::ALL.len() + 1;
    /// All orders that can be asked for.
    pub const ALL: [Self; 5] =
        [Self::Updated, Self::Name, Self::Participants, Self::LevelSince, Self::Relevance];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Name | Self::NameInEnglish => "name",
            Self::Participants => "participants",
            Self::LevelSince => "level_since",
            Self::Relevance => "relevance",
        }
    }

    /// Finds an order by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }

    /// The order as a reader of a language expects it: names by the shown ones.
    #[must_use]
    pub fn read_in(self, language: Language) -> Self {
        match (self, language) {
            (Self::Name, Language::En) => Self::NameInEnglish,
            (other, _) => other,
        }
    }

    fn compare(self, a: &RegisterRow, b: &RegisterRow) -> Ordering {
        let order = match self {
            Self::Updated | Self::Relevance => b.updated.cmp(&a.updated),
            Self::Name => by_name(a).cmp(&by_name(b)),
            Self::NameInEnglish => by_english_name(a)
                .cmp(&by_english_name(b))
                .then_with(|| by_name(a).cmp(&by_name(b))),
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

fn by_english_name(row: &RegisterRow) -> (bool, String) {
    let english = row.name.as_ref().and_then(|name| name.text.get(Language::En));
    (english.is_none(), english.map(str::to_lowercase).unwrap_or_default())
}

impl Query {
    /// Answers the query from what the views had at a position; who asks often keeps an [`Index`].
    pub fn find(&self, views: &Views, at: Position) -> Found {
        let rows = views.register().rows_at(at).collect();
        Index::new(rows, Arc::new(views.clone()), at, self.day).find(self, Window::ALL)
    }
}
