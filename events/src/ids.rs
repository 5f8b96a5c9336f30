//! Identifiers and places: opaque ids of things, positions in the log, versions of streams.
//!
//! Ids are types, so that an organisation can't be passed where a cluster is meant.
//! Nothing here makes an id from a clock or from chance: random bytes come in from the edge.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
pub use uuid::Uuid;

/// An identifier that doesn't have the expected shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{given}» is not an identifier of kind {kind}")]
pub struct InvalidId {
    /// What kind of identifier was expected, as in the log.
    pub kind: &'static str,
    /// What was given.
    pub given: String,
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that the edge has made (version 7, RFC 9562).
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself.
            pub const fn as_uuid(&self) -> &Uuid {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(given: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(given)
                    .map(Self)
                    .map_err(|_| InvalidId { kind: $kind, given: given.into() })
            }
        }
    };
}

uuid_id!(
    /// An account: somebody, or a role's mailbox, that acts in the registry.
    AccountId, "account"
);
uuid_id!(
    /// An application to be listed; its stream is sealed.
    ApplicationId, "application"
);
uuid_id!(
    /// One legal entity, whatever its identifiers are at a date.
    OrganisationId, "organisation"
);

uuid_id!(
    /// One enquiry to a cluster; what was written stands in the private store under it.
    EnquiryId, "enquiry"
);

uuid_id!(
    /// One report of a mistake.
    ReportId, "report"
);
uuid_id!(
    /// One proposal on the questionnaire or the rules.
    ProposalId, "proposal"
);

uuid_id!(
    /// One cluster that is known and not registered yet.
    ExpectedId, "expected"
);

/// A UUID of version 7 from a time (milliseconds since 1970) and random bytes of the edge.
pub fn uuid_v7(millis: u64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A cluster's permanent identifier: eight characters of Crockford's base 32 and two check digits.
///
/// The digits are ISO 7064 MOD 97-10 over the 40-bit number, so that any single mistyped character
/// and any swap of two neighbours is noticed before a register page is searched in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterId(u64);

const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const CLUSTER_BITS: u32 = 40;

impl ClusterId {
    /// Makes an id from random bytes that the edge supplies.
    pub fn from_random(bytes: [u8; 5]) -> Self {
        Self(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }

    fn check(self) -> u64 {
        98 - (self.0 * 100) % 97
    }
}

impl fmt::Display for ClusterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for shift in (0..CLUSTER_BITS).step_by(5).rev() {
            let digit = (self.0 >> shift) & 31;
            write!(f, "{}", char::from(CROCKFORD[usize::try_from(digit).unwrap_or(0)]))?;
        }
        write!(f, "{:02}", self.check())
    }
}

impl FromStr for ClusterId {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { kind: "cluster", given: given.into() };
        if given.len() != 10 || !given.is_ascii() {
            return Err(invalid());
        }
        let (body, check) = given.split_at(8);
        let mut number = 0;
        for byte in body.bytes() {
            let digit = CROCKFORD.iter().position(|known| *known == byte).ok_or_else(invalid)?;
            number = (number << 5) | digit as u64;
        }
        let id = Self(number);
        if check.parse() == Ok(id.check()) { Ok(id) } else { Err(invalid()) }
    }
}

impl Serialize for ClusterId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClusterId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The number of an item within its cluster, from 1, in the order of opening; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u32);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ItemId {
    type Err = InvalidId;

    fn from_str(given: &str) -> Result<Self, InvalidId> {
        given.parse().map(Self).map_err(|_| InvalidId { kind: "item", given: given.into() })
    }
}

/// The gapless place of an entry in the log, from 0; it is also the leaf's index in the tree.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Position(pub u64);

impl Position {
    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of events of a stream; of one event: its number within the stream, from 1.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StreamVersion(pub u64);

impl StreamVersion {
    /// The version of a stream that holds nothing yet.
    pub const EMPTY: Self = Self(0);

    /// The version after one more event.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for StreamVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(given: &str) -> Result<Self, InvalidId> {
                blake3::Hash::from_hex(given)
                    .map(|hash| Self(*hash.as_bytes()))
                    .map_err(|_| InvalidId { kind: $kind, given: given.into() })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
                } else {
                    let bytes = serde_bytes::ByteBuf::deserialize(deserializer)?;
                    let array = <[u8; 32]>::try_from(bytes.as_ref())
                        .map_err(|_| serde::de::Error::invalid_length(bytes.len(), &"32 bytes"))?;
                    Ok(Self(array))
                }
            }
        }
    };
}

bytes_id!(
    /// The id of a request: a keyed BLAKE3 of account and `Idempotency-Key`, so it tells an
    /// outsider nothing about either.
    RequestId, "request"
);
bytes_id!(
    /// A BLAKE3 digest: of a request's body, of a document, of an edition's text, of a view.
    Digest, "digest"
);

impl Digest {
    /// The plain BLAKE3 digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_id_reads_back_what_it_prints() {
        for bytes in [[0; 5], [255; 5], [1, 2, 3, 4, 5], [0xde, 0xad, 0xbe, 0xef, 0x42]] {
            let id = ClusterId::from_random(bytes);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn every_single_mistyped_character_of_a_cluster_id_is_noticed() {
        let text = ClusterId::from_random([7, 77, 177, 222, 13]).to_string();
        for (index, _) in text.char_indices() {
            for replacement in CROCKFORD.iter().map(|byte| char::from(*byte)) {
                let mut mistyped = text.clone();
                mistyped.replace_range(index..=index, &replacement.to_string());
                if mistyped != text {
                    assert!(mistyped.parse::<ClusterId>().is_err(), "{text} ~ {mistyped}");
                }
            }
        }
    }

    #[test]
    fn two_swapped_neighbours_of_a_cluster_id_are_noticed() {
        let text = ClusterId::from_random([200, 31, 4, 90, 66]).to_string();
        for index in 0..text.len() - 1 {
            let mut swapped = text.clone().into_bytes();
            swapped.swap(index, index + 1);
            let swapped = String::from_utf8(swapped).expect("ascii");
            assert!(swapped == text || swapped.parse::<ClusterId>().is_err());
        }
    }
}
