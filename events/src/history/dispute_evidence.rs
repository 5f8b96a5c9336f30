//! What a dispute was decided on: a member that may be lacking, so a decision that was written before
//! names nothing, as when it was written.

use super::{Lift, unchanged};

/// The step to decisions with evidence.
pub(super) const LIFTS: &[Lift] =
    &[Lift { event_type: "DisputeResolved", from_schema: 1, lift: unchanged }];
