//! What is stated of a cluster and its items; the same facts serve applications and clusters.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::Claim;
use crate::path::ItemPath;

event_family! {
    /// Changes of a profile.
    ProfileEvent { ClaimsStated = 2, ItemOpened = 2, ItemClosed = 1 }
}

/// Values were stated for fields of the cluster, or of items that are open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsStated {
    /// At least one; no path twice.
    pub claims: Vec<Claim>,
}

/// An item began, with what is first said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOpened {
    /// Collection and number.
    pub item: ItemPath,
    /// Claims whose paths lie within the item; no path twice.
    pub claims: Vec<Claim>,
}

/// An item ended; what was said of it stays in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemClosed {
    /// Collection and number.
    pub item: ItemPath,
    /// The day it ended in the world.
    pub closed_on: Option<Date>,
    /// Why, in the words of who closed it.
    pub reason: Option<String>,
}
