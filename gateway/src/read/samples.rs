//! Control samples as they are shown: to everybody how many records each finds, to an auditor which.

mod draw;
mod gather;
mod kept;
mod people;
mod row;

use registry_projections::samples::Sample;
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::Bilingual;
use crate::words::samples as words;

pub use gather::{Found, GateFound, Sources, gather, stream_until};
pub use kept::KeptSamples;
pub use people::SharedDomain;
pub use row::{LevelChange, SampleRow, rows};

/// Every sample with how many records it finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SampleList {
    /// The samples.
    pub items: Vec<SampleShown>,
}

/// A sample with how many records it finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SampleShown {
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub label: Bilingual,
    /// By which rule it finds.
    pub rule: Bilingual,
    /// How many it finds.
    pub count: usize,
}

/// The records that one sample finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SamplePage {
    /// The sample.
    #[serde(flatten)]
    pub sample: SampleShown,
    /// What it finds.
    pub items: Vec<SampleRow>,
    /// How many it finds in all.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

impl SampleList {
    /// Every sample with its count.
    pub fn of(found: &Found) -> Self {
        Self { items: Sample::ALL.map(|sample| SampleShown::of(sample, found)).into() }
    }
}

impl SampleShown {
    /// A sample with its count.
    pub fn of(sample: Sample, found: &Found) -> Self {
        let both = |said: crate::words::Said| said.text().into();
        let (label, rule) = (both(words::label(sample)), both(words::rule(sample)));
        Self { key: sample.key(), label, rule, count: found.count(sample) }
    }
}
