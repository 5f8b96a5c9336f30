//! The profile of edition 1.0: more kinds of values, evidence, relations and identifiers; disputes
//! that follow a thing from one item to another.
//!
//! What was written before is a part of what can be written now, so a payload stays as it is. The
//! schema number rose all the same: a program that doesn't know the new kinds sees at once that it
//! can't read such an event, and doesn't stumble over its content.

use super::{Lift, unchanged};

/// The steps to edition 1.0.
pub(super) const LIFTS: &[Lift] = &[
    wider("CkrOpened"),
    wider("ClaimConfirmed"),
    wider("ClaimsStated"),
    wider("DisputeAdmitted"),
    wider("ItemOpened"),
    wider("OrganisationRegistered"),
];

const fn wider(event_type: &'static str) -> Lift {
    Lift { event_type, from_schema: 1, lift: unchanged }
}
