//! What is counted per account; every entry of such a stream is sealed under the account's key.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::stream::EventRef;

event_family! {
    /// Events of the stream `account/…`.
    AccountEvent { DisputeTaken = 1, DisputeSettled = 1 }
}

/// The account filed a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeTaken {
    /// Its filing in the cluster's stream.
    pub dispute: EventRef,
}

/// A dispute of the account is no longer open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeSettled {
    /// Its filing in the cluster's stream.
    pub dispute: EventRef,
}
