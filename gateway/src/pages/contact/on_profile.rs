//! What a profile offers to who wants to write: buttons, and how soon the cluster answers.

use registry_projections::card::{Card, ListingStatus};

use super::mailbox_of;
use crate::http::Reading;
use crate::pages::frame::Frame;
use crate::read::card::answers_within;
use crate::words::value::Speaker;

/// The ways to write to a cluster.
pub struct ContactView {
    /// «Написать».
    pub write: String,
    /// «Вступить в кластер».
    pub join: String,
    /// «отвечает обычно за 3 дня».
    pub usually: Option<String>,
}

impl ContactView {
    /// The ways as they are now; none on a page of the past, of a cluster that isn't in the register
    /// any more, or that names no mailbox.
    pub fn of(
        card: &Card,
        speaker: &Speaker<'_>,
        reading: &Reading,
        frame: &Frame,
    ) -> Option<Self> {
        let is_now = reading.as_of.is_none() && reading.on.is_none();
        let living = [ListingStatus::Listed, ListingStatus::Inactive];
        let listed = living.contains(&card.standing.status);
        mailbox_of(speaker.lens.views, card.cluster).filter(|_| is_now && listed)?;
        let write = format!("/clusters/{}/write", card.cluster);
        let days = answers_within(card, &speaker.lens, reading.day());
        let days = days.and_then(|days| usize::try_from(days).ok());
        Some(Self {
            join: frame.plain_link(&format!("{write}?kind=join")),
            write: frame.plain_link(&write),
            usually: days.map(|days| frame.count("answers-usually", days)),
        })
    }
}
