//! Bulletins: the statistics of a day as they were published, with what they come to now.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::Position;
use registry_projections::bulletins::Bulletin;
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;
use serde::Serialize;
use utoipa::ToSchema;

/// The bulletins, the latest day first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulletinList {
    /// The bulletins.
    pub items: Vec<BulletinRow>,
    /// How many there are.
    pub total: usize,
}

/// A bulletin as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BulletinRow {
    /// The day, to its end in the registry's zone.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The position its figures were folded to.
    pub counted_to: u64,
    /// BLAKE3 of the figures in their canonical form, as it was recorded.
    pub digest: String,
    /// When it was published.
    #[schema(value_type = String, format = DateTime)]
    pub published_at: Timestamp,
    /// The position of its own event.
    pub published: u64,
}

/// A bulletin with its figures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BulletinShown {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: BulletinRow,
    /// The digest of the same figures as this program folds them.
    pub recomputed: String,
    /// Whether both are the same.
    pub agrees: bool,
    /// The figures at its position; what isn't public today is left out.
    #[schema(value_type = Object)]
    pub statistics: Statistics,
}

/// The bulletins that were published by a position.
pub fn list(views: &Views, at: Position) -> BulletinList {
    let items: Vec<_> = views.bulletins().at(at).rev().map(BulletinRow::of).collect();
    BulletinList { total: items.len(), items }
}

/// The bulletin of a day; none when it wasn't published by a position.
pub fn one(date: Date, views: &Views, at: Position) -> Option<BulletinShown> {
    let bulletin = views.bulletins().of(date);
    let bulletin = bulletin.filter(|bulletin| bulletin.published.position <= at)?;
    let recomputed = bulletin.recomputed(views);
    Some(BulletinShown {
        row: BulletinRow::of(bulletin),
        recomputed: recomputed.to_string(),
        agrees: recomputed == bulletin.digest,
        statistics: Statistics::at(views, bulletin.position, date),
    })
}

impl BulletinRow {
    fn of(bulletin: &Bulletin) -> Self {
        Self {
            date: bulletin.date,
            counted_to: bulletin.position.0,
            digest: bulletin.digest.to_string(),
            published_at: bulletin.published.recorded_at,
            published: bulletin.published.position.0,
        }
    }
}
