//! The register as a list: a page of rows, counts per filter, the same rows as a table.

mod table;

use registry_projections::register::RegisterRow;
use registry_projections::search::{Found, Query};
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{Cursor, Page};
use super::facets::FacetsShown;
use super::held::HeldRegister;
use super::lens::Lens;
use super::row::RowShown;

pub use table::{Line, lists, table};

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClusterList {
    /// The rows of this page.
    pub items: Vec<RowShown>,
    /// How many clusters match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// How many clusters each value of a filter would leave.
    pub facets: FacetsShown,
}

/// Answers a query with one page: of the register, or of what held on a day.
pub fn list(
    query: &Query,
    page: &Page,
    held: Option<&HeldRegister>,
    lens: &Lens<'_>,
) -> ClusterList {
    let Found { rows, total, facets } = find(query, held, lens);
    let shown = rows.iter().skip(page.offset).take(page.limit);
    ClusterList {
        items: shown.map(|row| shown_of(row, query, held, lens)).collect(),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
        facets: FacetsShown::of(&facets, query, lens),
    }
}

/// Every row that matches.
pub fn all(query: &Query, held: Option<&HeldRegister>, lens: &Lens<'_>) -> Vec<RowShown> {
    let found = find(query, held, lens);
    found.rows.iter().map(|row| shown_of(row, query, held, lens)).collect()
}

/// What a query finds: in the register, or among what held on a day.
pub fn find(query: &Query, held: Option<&HeldRegister>, lens: &Lens<'_>) -> Found {
    match held {
        Some(held) => query.find_among(held.rows_for(query), lens.views, lens.at),
        None => query.find(lens.views, lens.at),
    }
}

/// A row as lists show it.
pub fn shown_of(
    row: &RegisterRow,
    query: &Query,
    held: Option<&HeldRegister>,
    lens: &Lens<'_>,
) -> RowShown {
    let untold = held.is_some_and(|held| held.untold.contains(&row.cluster));
    let shown = RowShown::of(row, query.day, lens);
    if untold { shown.without_participants() } else { shown }
}
