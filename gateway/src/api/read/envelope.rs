//! What stands around every JSON answer.

use registry_events::ids::Position;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::Reading;
use crate::read::card::Days;
use crate::read::lens::Lens;

/// An answer with what every one tells.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answer<T> {
    /// Whether everything in this registry is invented.
    pub demonstration: bool,
    /// The last position the answer can show; null before the first event.
    pub position: Option<u64>,
    /// What was asked for.
    #[serde(flatten)]
    pub body: T,
}

impl<T: Serialize> Answer<T> {
    /// An answer that shows events up to a position.
    pub fn new(reading: &Reading, shown: Option<Position>, body: T) -> Self {
        let demonstration = reading.views.editions().is_demonstration();
        Self { demonstration, position: shown.map(|position| position.0), body }
    }
}

impl Reading {
    /// The views from the position asked for; before the first event they show nothing.
    pub fn lens(&self) -> Lens<'_> {
        Lens::new(&self.views, self.at.unwrap_or_default())
    }

    /// The days a card is looked at on.
    pub fn days(&self) -> Days {
        Days { today: self.today, on: self.on }
    }
}
