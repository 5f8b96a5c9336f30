//! Where the cluster is, as a dot on the country.

use registry_projections::register::RegisterRow;

use crate::map;
use crate::pages::frame::Frame;
use crate::read::row::default_point;
use crate::words::value::Speaker;

/// The dot.
pub(super) struct Locator {
    /// Where on the drawing.
    pub(super) at: (f64, f64),
    /// Across.
    pub(super) x: String,
    /// Down.
    pub(super) y: String,
    /// Its region, in words.
    pub(super) words: String,
    /// That this is only the region's centre.
    pub(super) note: Option<String>,
    /// The map, looked at closely there.
    pub(super) address: String,
}

/// Where a row's cluster is: its own point, else its primary region's; none where neither is known
/// or may be told.
pub(super) fn of(row: &RegisterRow, speaker: &Speaker<'_>, frame: &Frame) -> Option<Locator> {
    let region = speaker.lens.region(row.regions.first()?.as_str())?;
    let default = default_point(row, &speaker.lens);
    let point = row.point.or(default)?;
    let degrees = |micro: i32| f64::from(micro) / 1e6;
    let (x, y) = map::shapes(false).project(degrees(point.lng_micro), degrees(point.lat_micro));
    Some(Locator {
        at: (x, y),
        x: format!("{x:.1}"),
        y: format!("{y:.1}"),
        words: speaker.text(&region.name).to_owned(),
        note: default.map(|_| frame.say("point-is-default")),
        address: frame.link(&format!("/?region={}", region.code)),
    })
}
