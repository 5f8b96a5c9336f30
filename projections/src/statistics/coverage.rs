//! How many of the country's clusters the register has.

use jiff::civil::Date;
use serde::Serialize;

use super::whole;
use crate::register::RegisterRow;

/// The register beside the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageFigures {
    /// Listed clusters.
    pub registered: u32,
    /// Clusters that are known and not registered yet; none while the registry keeps no list of them.
    pub expected: Option<u32>,
    /// How many there may be; none while no estimate is recorded.
    pub estimate: Option<Estimate>,
}

/// Somebody's estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// How many.
    pub value: u32,
    /// Whose it is.
    pub source: String,
    /// The day it is of.
    pub date: Date,
}

impl CoverageFigures {
    pub(super) fn of(
        rows: &[&RegisterRow],
        waiting: Option<usize>,
        estimate: Option<&Estimate>,
    ) -> Self {
        let (registered, expected) = (whole(rows.len()), waiting.map(whole));
        Self { registered, expected, estimate: estimate.cloned() }
    }
}
