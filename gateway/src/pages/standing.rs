//! The map and the register show what is in the register unless a standing is asked for; what left
//! it or waits outside is told in a line of its own.

use axum::http::Uri;
use registry_projections::card::ListingStatus;
use registry_projections::search::Query;

use super::frame::{Frame, address, localised};
use crate::http::query::stated;
use crate::read::facets::{FacetValue, FacetsShown};

type Parameter = (String, String);

/// The parameter that asks for a standing.
const STATUS: &str = "status";
/// Parameters that say where a list begins, how long it is and in which language, and which part of the
/// country a map shows.
const OF_A_PAGE: [&str; 4] = ["cursor", "limit", "lang", "view"];
/// What the reader picked for a comparison is no part of a list.
const PICKED: &str = "ids";

/// The same query of what is in the register, unless a standing is asked for.
pub(super) fn in_register(query: Query) -> Query {
    let asked = !query.statuses.is_empty();
    let statuses = if asked { query.statuses } else { vec![ListingStatus::Listed] };
    Query { statuses, ..query }
}

/// The parameters of the whole list that is shown, with the standings it has.
pub(super) fn shown_exactly(query: &Query, uri: &Uri) -> Vec<Parameter> {
    let says_what = |name: &str| name != STATUS && name != PICKED && !OF_A_PAGE.contains(&name);
    let others = stated(uri).into_iter().filter(|(name, _)| says_what(name));
    let statuses = query.statuses.iter().map(|one| (STATUS.to_owned(), one.key().to_owned()));
    others.chain(statuses).collect()
}

/// What fits the query and stands outside of the register.
pub(super) struct Outside {
    /// «и ещё 10 вне реестра».
    pub(super) words: String,
    /// Where they are shown.
    pub(super) address: String,
}

impl Outside {
    /// What isn't shown; none where there is nothing, or where other standings are shown.
    pub(super) fn of(facets: &FacetsShown, uri: &Uri, frame: &Frame) -> Option<Self> {
        let is_outside = |value: &&FacetValue| value.key != ListingStatus::Listed.key();
        let outside: Vec<_> = facets.status.iter().filter(is_outside).collect();
        let count: u32 = outside.iter().map(|value| value.count).sum();
        if count == 0 || outside.iter().any(|value| value.selected) {
            return None;
        }
        let is_kept = |name: &str| name != STATUS && name != "cursor";
        let others = stated(uri).into_iter().filter(|(name, _)| is_kept(name));
        let standings = outside.iter().map(|value| (STATUS.to_owned(), value.key.clone()));
        let pairs: Vec<_> = others.chain(standings).collect();
        let path = localised(frame.language, uri.path());
        let words = frame.count("outside-register", usize::try_from(count).unwrap_or(usize::MAX));
        Some(Self { words, address: address(&path, &pairs) })
    }
}
