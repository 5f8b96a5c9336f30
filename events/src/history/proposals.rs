//! Editions that name the proposals they take: a list that may be lacking, so what was written before
//! takes none, as when it was written.

use super::{Lift, unchanged};

/// The step to editions with proposals.
pub(super) const LIFTS: &[Lift] =
    &[Lift { event_type: "EditionAdopted", from_schema: 1, lift: unchanged }];
