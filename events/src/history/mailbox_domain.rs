//! Roles that rest on a mailbox name its domain: a member that may be lacking, so what was written
//! before names none, as when it was written.

use super::{Lift, unchanged};

/// The step to grants with a domain.
pub(super) const LIFTS: &[Lift] =
    &[Lift { event_type: "RoleGranted", from_schema: 1, lift: unchanged }];
