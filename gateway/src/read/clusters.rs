//! The register as a list: a page of rows, counts per filter, the same rows as a table.

mod table;

use std::sync::Arc;

use registry_projections::register::RegisterRow;
use registry_projections::search::{Found, Query, Window};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked_register::AskedRegister;
use super::cursor::{Cursor, Page};
use super::facets::FacetsShown;
use super::lens::Lens;
use super::row::{MatchedShown, RowShown};

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
pub fn list(query: &Query, page: &Page, register: &AskedRegister, lens: &Lens<'_>) -> ClusterList {
    let window = Window { offset: page.offset, limit: page.limit };
    let found = register.find(query, window);
    ClusterList {
        items: shown(&found, query, register, lens),
        total: found.total,
        next_cursor: page.next(found.total).as_ref().map(Cursor::to_string),
        facets: FacetsShown::of(&found.facets, query, lens),
    }
}

/// Every row that matches.
pub fn all(query: &Query, register: &AskedRegister, lens: &Lens<'_>) -> Vec<RowShown> {
    shown(&register.find(query, Window::ALL), query, register, lens)
}

/// Every row that matches, of what was recorded.
pub fn recorded(query: &Query, lens: &Lens<'_>) -> Vec<RowShown> {
    let found = query.find(lens.views, lens.at);
    found.rows.iter().map(|row| RowShown::of(row, query.day, lens)).collect()
}

/// The rows found, as lists show them.
pub fn shown(
    found: &Found,
    query: &Query,
    register: &AskedRegister,
    lens: &Lens<'_>,
) -> Vec<RowShown> {
    let row = |row: &Arc<RegisterRow>| {
        let shown = RowShown::of(row, query.day, lens);
        let matched = found.matched.get(&row.cluster);
        let shown = RowShown { matched: matched.map(|one| MatchedShown::of(one, lens)), ..shown };
        if register.is_untold(row.cluster) { shown.without_participants() } else { shown }
    };
    found.rows.iter().map(row).collect()
}
