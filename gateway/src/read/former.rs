//! Subjects of the federation that a cluster states and that are no more.

use registry_events::claim::Stated;
use registry_events::value::{Code, Value};
use registry_projections::card::Card;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::Labelled;
use super::row::labelled_region;

const REGIONS: &str = "regions";

/// A subject that a cluster states and that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormerRegionShown {
    /// What it was.
    pub region: Labelled,
    /// What it became: one subject, and the cluster is read as being there; or several, and it keeps
    /// the former one until it states which.
    pub became: Vec<Labelled>,
}

impl FormerRegionShown {
    /// Those of a card, as the edition of that time has them.
    pub fn all(card: &Card, lens: &Lens<'_>) -> Vec<Self> {
        let stated = card.fields().get(REGIONS).filter(|_| lens.shows_field(REGIONS));
        match stated.map(|current| &current.claim.stated) {
            Some(Stated::Value(Value::Codes(codes))) => {
                codes.iter().filter_map(|code| Self::of(code, lens)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn of(code: &Code, lens: &Lens<'_>) -> Option<Self> {
        let all = lens.regions()?;
        let read_at = all.resolve(code);
        let became = match all.former.get(read_at) {
            Some(split) => split.successors.iter().collect(),
            None if read_at != code => vec![read_at],
            None => return None,
        };
        let labelled = |code| labelled_region(code, lens);
        Some(Self { region: labelled(code), became: became.into_iter().map(labelled).collect() })
    }
}
