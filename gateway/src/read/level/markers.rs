//! One row per marker of an edition, and how many of each block are met.

use jiff::civil::Date;
use registry_core::rulebook::{Block, Marker};
use serde::Serialize;
use utoipa::ToSchema;

use super::Now;
use crate::read::basis::claims_of;
use crate::read::parts::Bilingual;

/// The most claims a row names; their number is told beside them.
const BECAUSE_MAX: usize = 12;

/// A marker and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkerShown {
    /// Its id, e.g. `G1`.
    pub id: String,
    /// Its block.
    pub block: String,
    /// What it says.
    pub label: Bilingual,
    /// Whether it is a minimum requirement.
    pub minimum: bool,
    /// Whether it is met.
    pub met: bool,
    /// `met` or `not_met`.
    pub state: &'static str,
    /// The claims it speaks of, at most twelve.
    pub because: Vec<BecauseShown>,
    /// How many claims it speaks of.
    pub because_count: usize,
    /// The first day on which one of them grows too old.
    #[schema(value_type = Option<String>, format = Date)]
    pub lapses_on: Option<Date>,
    /// What to add to meet it.
    pub add: Bilingual,
}

/// A claim that a marker speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BecauseShown {
    /// The field.
    pub path: String,
    /// Where it was stated.
    pub position: u64,
}

/// A group of markers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlockShown {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub label: Bilingual,
    /// How many of its markers are met.
    pub met: usize,
    /// How many it has.
    pub total: usize,
}

pub(super) fn all(now: &Now<'_>) -> Vec<MarkerShown> {
    now.rulebook.markers.iter().map(|marker| one(marker, now)).collect()
}

fn one(marker: &Marker, now: &Now<'_>) -> MarkerShown {
    let claims = claims_of(marker, &now.facts, &now.state.profile);
    let met = now.assessment.met.contains(&marker.id);
    let because = claims.iter().take(BECAUSE_MAX).map(|current| BecauseShown {
        path: current.claim.path.to_string(),
        position: now.trail.position(current.version).0,
    });
    MarkerShown {
        id: marker.id.to_string(),
        block: marker.block.to_string(),
        label: Bilingual::from(&marker.label),
        minimum: marker.minimum,
        met,
        state: if met { "met" } else { "not_met" },
        because: because.collect(),
        because_count: claims.len(),
        lapses_on: claims.iter().filter_map(|current| current.claim.holds_until).min(),
        add: Bilingual::from(&marker.add),
    }
}

pub(super) fn blocks(now: &Now<'_>) -> Vec<BlockShown> {
    now.rulebook.blocks.iter().map(|block| count(block, now)).collect()
}

fn count(block: &Block, now: &Now<'_>) -> BlockShown {
    let of_block = || now.rulebook.markers.iter().filter(|marker| marker.block == block.key);
    BlockShown {
        key: block.key.to_string(),
        label: Bilingual::from(&block.label),
        met: of_block().filter(|marker| now.assessment.met.contains(&marker.id)).count(),
        total: of_block().count(),
    }
}
