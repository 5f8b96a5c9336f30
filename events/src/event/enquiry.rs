//! Enquiries: that somebody wrote to a cluster, and that it was answered.
//!
//! What was written, by whom, and the answer stand in the private store alone: the log says only that
//! there was one, so that everybody can compute how soon a cluster answers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::ids::EnquiryId;
use crate::path::ItemPath;

event_family! {
    /// Events of the stream `enquiries/…` of a cluster.
    EnquiryEvent { EnquiryReceived = 1, EnquiryAnswered = 1 }
}

/// What somebody asks of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryKind {
    /// «Написать».
    Write,
    /// «Вступить в кластер».
    Join,
}

/// Somebody wrote to the cluster and confirmed its own mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryReceived {
    /// Names it, here and in the private store.
    pub enquiry: EnquiryId,
    /// What is asked.
    pub kind: EnquiryKind,
    /// The offer it is about; none of one to the cluster as such.
    pub item: Option<ItemPath>,
}

/// The cluster answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryAnswered {
    /// Which one.
    pub enquiry: EnquiryId,
}

impl EnquiryKind {
    /// The key, the same in log, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Join => "join",
        }
    }
}

impl fmt::Display for EnquiryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
