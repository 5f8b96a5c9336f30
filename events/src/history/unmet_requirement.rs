//! Returns that name the requirement which isn't met: a member of each reason that may be lacking, so
//! what was written before names none, as when it was written.

use super::{Lift, unchanged};

/// The step to returns with requirements.
pub(super) const LIFTS: &[Lift] =
    &[Lift { event_type: "ApplicationReturned", from_schema: 1, lift: unchanged }];
