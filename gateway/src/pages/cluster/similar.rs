//! Clusters like this one: of the same specialisation, those of its regions and its size first.

use registry_events::ids::ClusterId;
use registry_projections::card::ListingStatus;
use registry_projections::register::RegisterRow;

use crate::pages::frame::Frame;
use crate::pages::shown::{LevelView, only_in};
use crate::read::row::labelled_region;
use crate::words::transliteration;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// How many are shown.
const SIMILAR_MAX: usize = 4;

/// A cluster like this one.
pub struct SimilarView {
    /// Its id.
    pub(in crate::pages) id: ClusterId,
    /// What it is called.
    pub(in crate::pages) name: String,
    /// The language of the name, where it has none in the page's.
    pub(in crate::pages) only_in: Option<&'static str>,
    /// The name in Latin letters, where it has none in the page's language.
    pub(in crate::pages) latin: Option<String>,
    /// Where it is.
    pub(in crate::pages) address: String,
    /// Its regions.
    pub(in crate::pages) regions: String,
    /// How many participants it has.
    pub(in crate::pages) participants: String,
    /// Its level.
    pub(in crate::pages) level: Option<LevelView>,
}

/// The clusters most like the one of a row.
pub(in crate::pages) fn to(
    row: &RegisterRow,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<SimilarView> {
    let Some(specialisation) = &row.specialisation else { return Vec::new() };
    let rows = speaker.lens.views.register().rows_at(speaker.lens.at);
    let mut like: Vec<_> = rows
        .filter(|other| other.specialisation.as_ref() == Some(specialisation))
        .filter(|other| other.status == ListingStatus::Listed && other.cluster != row.cluster)
        .collect();
    let near = |other: &RegisterRow| other.regions.iter().any(|code| row.regions.contains(code));
    let size = |other: &RegisterRow| other.participants.total().abs_diff(row.participants.total());
    like.sort_by_cached_key(|other| (!near(other), size(other), other.cluster));
    like.iter().take(SIMILAR_MAX).map(|other| view(other, speaker, frame)).collect()
}

/// The page that compares a cluster with those like it.
pub(in crate::pages) fn comparison(
    id: ClusterId,
    similar: &[SimilarView],
    frame: &Frame,
) -> String {
    let ids = std::iter::once(id).chain(similar.iter().map(|one| one.id));
    let ids: Vec<_> = ids.map(|id| id.to_string()).collect();
    frame.link(&format!("/compare?ids={}", ids.join(",")))
}

fn view(row: &RegisterRow, speaker: &Speaker<'_>, frame: &Frame) -> SimilarView {
    let regions = row.regions.iter().map(|code| {
        labelled_region(code, &speaker.lens).label.in_language(speaker.language).to_owned()
    });
    let name = speaker.lens.cluster(row.cluster);
    let only_in = only_in(&name, speaker.language);
    SimilarView {
        id: row.cluster,
        latin: transliteration::of(speaker.text(&name), only_in),
        only_in,
        name: set(speaker.text(&name)),
        address: frame.link(&format!("/clusters/{}", row.cluster)),
        regions: set(&regions.collect::<Vec<_>>().join(", ")),
        participants: frame.count("participants-count", row.participants.total()),
        level: row.level.map(|level| LevelView::of(level, speaker.language)),
    }
}
