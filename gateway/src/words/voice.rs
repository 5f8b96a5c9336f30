//! What people from outside asked of clusters and of the registry, and what came of it, as a sentence
//! made without grammatical cases.

use registry_events::event::{EnquiryEvent, EnquiryKind};
use registry_events::value::Language;

use super::Said;

/// What an enquiry's event says.
pub fn enquiry(event: &EnquiryEvent, language: Language) -> String {
    let (said, id) = match event {
        EnquiryEvent::EnquiryReceived(received) => {
            let said = match received.kind {
                EnquiryKind::Write => {
                    Said::new("Кластеру написали", "Somebody wrote to the cluster")
                }
                EnquiryKind::Join => {
                    Said::new("Просят принять в кластер", "Somebody asks to join the cluster")
                }
            };
            (said, received.enquiry)
        }
        EnquiryEvent::EnquiryAnswered(answered) => {
            (Said::new("Кластер ответил", "The cluster answered"), answered.enquiry)
        }
    };
    format!("{}: {id}", said.get(language))
}
