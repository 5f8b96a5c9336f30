//! Regions and their cluster development centres (ЦКР).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::Evidence;
use crate::ids::OrganisationId;

event_family! {
    /// Events of a region's stream.
    RegionEvent { CkrOpened = 2, CkrClosed = 1 }
}

/// A cluster development centre was opened in the region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CkrOpened {
    /// The organisation that is the centre.
    pub organisation: OrganisationId,
    /// Since when.
    pub opened_on: Date,
    /// The document.
    pub evidence: Vec<Evidence>,
}

/// The centre was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CkrClosed {
    /// The organisation that was the centre.
    pub organisation: OrganisationId,
    /// Since when it is no more.
    pub closed_on: Date,
    /// Why.
    pub reason: String,
}
