//! What nobody can read any more: erased with its key, or hidden by law.

use jiff::Timestamp;
use registry_events::claim::Stated;
use registry_projections::views::Hidden;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;

/// Why a value can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HiddenShown {
    /// `erased` for good, or `masked` while the law asks for it.
    pub how: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The law.
    pub law: String,
    /// Why.
    pub reason: String,
}

impl HiddenShown {
    /// Why what a claim states can't be read; none where it can, or where only some may see it.
    pub fn of(stated: &Stated, lens: &Lens<'_>) -> Option<Self> {
        let (how, place, law, reason) = match lens.views.why_hidden(stated)? {
            Hidden::Erased(erasure) => ("erased", &erasure.place, &erasure.law, &erasure.reason),
            Hidden::Masked(mask) => ("masked", &mask.place, &mask.law, &mask.reason),
        };
        let since = place.recorded_at;
        Some(Self { how, since, law: law.clone(), reason: reason.clone() })
    }
}
