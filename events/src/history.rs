//! Past shapes of events, and how each is lifted to the next schema.
//!
//! A module `history/<change>.rs` per change holds the old struct and its lift; it is entered in
//! [`LIFTS`]. A lift works on the serialised payload, before it is typed, so reading an old log
//! needs no old program. The log itself is never rewritten.

mod dispute_evidence;
mod edition_1_0;
mod mailbox_domain;
mod proposals;
mod seen_on;
mod unmet_requirement;

use std::borrow::Cow;

use crate::codec::CodecError;

/// One step: turns a payload of `from_schema` into one of `from_schema + 1`.
#[derive(Debug, Clone, Copy)]
pub struct Lift {
    /// The name of the event type.
    pub event_type: &'static str,
    /// The schema it takes.
    pub from_schema: u16,
    /// The step itself.
    pub lift: fn(&[u8]) -> Result<Vec<u8>, CodecError>,
}

/// Every lift this program has, by change.
pub const LIFTS: &[&[Lift]] = &[
    dispute_evidence::LIFTS,
    edition_1_0::LIFTS,
    mailbox_domain::LIFTS,
    proposals::LIFTS,
    seen_on::LIFTS,
    unmet_requirement::LIFTS,
];

/// Lifts a payload from the schema it was written in to the newest.
///
/// # Errors
/// [`CodecError::NoLift`] when a step is missing, or the error of a step.
pub fn lift<'a>(
    lifts: &[&[Lift]],
    event_type: &str,
    written: u16,
    newest: u16,
    payload: &'a [u8],
) -> Result<Cow<'a, [u8]>, CodecError> {
    let mut lifted = Cow::Borrowed(payload);
    for schema in written..newest {
        let step = lifts
            .iter()
            .copied()
            .flatten()
            .find(|step| step.event_type == event_type && step.from_schema == schema)
            .ok_or_else(|| CodecError::NoLift { event_type: event_type.into(), schema })?;
        lifted = Cow::Owned((step.lift)(&lifted)?);
    }
    Ok(lifted)
}

/// The step of a change that only made the shape wider: what was written is a part of it.
#[expect(clippy::unnecessary_wraps, reason = "the signature of every lift")]
fn unchanged(payload: &[u8]) -> Result<Vec<u8>, CodecError> {
    Ok(payload.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct First {
        staff: i64,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Second {
        staff_fte_milli: i64,
    }

    fn first_to_second(payload: &[u8]) -> Result<Vec<u8>, CodecError> {
        let first: First = rmp_serde::from_slice(payload).map_err(CodecError::Decode)?;
        let second = Second { staff_fte_milli: first.staff * 1_000 };
        rmp_serde::to_vec_named(&second).map_err(CodecError::Encode)
    }

    #[test]
    fn an_old_shape_is_lifted_before_it_is_typed() {
        let lifts = [Lift { event_type: "StaffStated", from_schema: 1, lift: first_to_second }];
        let old = rmp_serde::to_vec_named(&First { staff: 9 }).expect("encoded");
        let lifted = lift(&[&lifts], "StaffStated", 1, 2, &old).expect("lifted");
        let typed: Second = rmp_serde::from_slice(&lifted).expect("typed");
        assert_eq!(typed, Second { staff_fte_milli: 9_000 });
    }

    #[test]
    fn a_missing_step_is_named() {
        let missing = lift(&[], "StaffStated", 1, 2, &[]);
        assert!(matches!(missing, Err(CodecError::NoLift { schema: 1, .. })));
    }
}
