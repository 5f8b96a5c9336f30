//! The day on which a confirmer saw what it confirms, and confirmations that age.
//!
//! Both are members that may be lacking, and a further cause of a lapse: what was written before says
//! no day and never ages, as when it was written.

use super::{Lift, unchanged};

/// The steps to confirmations with a day.
pub(super) const LIFTS: &[Lift] = &[
    Lift { event_type: "ClaimConfirmed", from_schema: 2, lift: unchanged },
    Lift { event_type: "ClaimLapsed", from_schema: 1, lift: unchanged },
];
