//! The register as a list: a page of rows, counts per filter, the same rows as a table.

mod table;

use registry_projections::search::{Found, Query};
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{Cursor, Page};
use super::facets::FacetsShown;
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

/// Answers a query with one page.
pub fn list(query: &Query, page: &Page, lens: &Lens<'_>) -> ClusterList {
    let Found { rows, total, facets } = query.find(lens.views, lens.at);
    let shown = rows.iter().skip(page.offset).take(page.limit);
    ClusterList {
        items: shown.map(|row| RowShown::of(row, query.day, lens)).collect(),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
        facets: FacetsShown::of(&facets, query, lens),
    }
}

/// Every row that matches.
pub fn all(query: &Query, lens: &Lens<'_>) -> Vec<RowShown> {
    let found = query.find(lens.views, lens.at);
    found.rows.iter().map(|row| RowShown::of(row, query.day, lens)).collect()
}
