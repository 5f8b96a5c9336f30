//! Enquiries to a cluster: which came, and which of them wait.

use std::collections::BTreeMap;

use registry_events::event::EnquiryEvent;
use registry_events::ids::EnquiryId;

/// The enquiries to one cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnquiriesState {
    answered: BTreeMap<EnquiryId, bool>,
    waiting: usize,
}

impl EnquiriesState {
    /// Whether one was answered; none when there is no such enquiry.
    pub fn is_answered(&self, enquiry: EnquiryId) -> Option<bool> {
        self.answered.get(&enquiry).copied()
    }

    /// How many wait for an answer.
    pub const fn waiting(&self) -> usize {
        self.waiting
    }

    pub(super) fn evolve(&mut self, event: &EnquiryEvent) {
        match event {
            EnquiryEvent::EnquiryReceived(received) => {
                if self.answered.insert(received.enquiry, false).is_none() {
                    self.waiting += 1;
                }
            }
            EnquiryEvent::EnquiryAnswered(answered) => {
                if self.answered.insert(answered.enquiry, true) == Some(false) {
                    self.waiting -= 1;
                }
            }
        }
    }
}
