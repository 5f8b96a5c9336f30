//! The shapes: an overview of the country and finer ones for a closer look, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::projection::Projection;

/// A rectangle of the drawing that is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// Shapes of one fineness.
#[derive(Debug, Deserialize)]
pub struct Shapes {
    width: u32,
    height: u32,
    projection: Projection,
    /// How many units of the drawing one unit of a path is.
    pub unit: f64,
    #[serde(rename = "fdBounds")]
    districts: BTreeMap<String, (f64, f64, f64, f64)>,
    label: BTreeMap<String, (f64, f64)>,
    /// A path for each region, by its code.
    pub paths: BTreeMap<String, String>,
    /// The lines between regions.
    pub borders: String,
    /// The lines between federal districts.
    #[serde(rename = "fdBorders")]
    pub district_borders: String,
    /// The line of the coast.
    pub coast: String,
}

static OVERVIEW: LazyLock<Shapes> =
    LazyLock::new(|| Shapes::read(include_str!("../../map/ru-map.overview.json")));
static DETAIL: LazyLock<Shapes> =
    LazyLock::new(|| Shapes::read(include_str!("../../map/ru-map.detail.json")));

/// The shapes for the whole country, or the fine ones for a part of it.
pub fn shapes(closely: bool) -> &'static Shapes {
    if closely { &DETAIL } else { &OVERVIEW }
}

/// How much is shown around what is looked at, as a part of its size.
const MARGIN: f64 = 0.08;
/// The westernmost, northernmost and southernmost ends of the European part on the drawing, in degrees
/// east and north; how far it reaches to the east follows from the proportions.
const EUROPEAN_ENDS: [(f64, f64); 3] = [(36.7, 45.2), (32.5, 69.9), (47.8, 41.2)];
/// How wide a region is shown at least.
const REGION_WIDTH_MIN: f64 = 60.0;

impl Shapes {
    /// # Panics
    /// When the file isn't what it should be: it is part of the program, and a test reads it.
    fn read(text: &str) -> Self {
        serde_json::from_str(text).expect("the map's shapes are JSON of this shape")
    }

    /// The whole drawing.
    pub fn whole(&self) -> Frame {
        Frame { left: 0.0, top: 0.0, width: f64::from(self.width), height: f64::from(self.height) }
    }

    /// A federal district, by its code.
    pub fn district(&self, code: &str) -> Option<Frame> {
        let (left, top, right, bottom) = *self.districts.get(code)?;
        Some(self.around(left, top, right, bottom))
    }

    /// The European part of the country, at the drawing's left.
    pub fn european(&self) -> Frame {
        let [(left, _), (_, top), (_, bottom)] =
            EUROPEAN_ENDS.map(|(lng, lat)| self.project(lng, lat));
        let (whole, margin) = (self.whole(), (bottom - top) * MARGIN / 2.0);
        let height = bottom - top + 2.0 * margin;
        let width = height * whole.width / whole.height;
        Frame { left: left - margin, top: top - margin, width, height }
    }

    /// A region, by its code.
    pub fn region(&self, code: &str) -> Option<Frame> {
        let (x, y) = *self.label.get(code)?;
        let (mut left, mut top, mut right, mut bottom) = (x, y, x, y);
        for (x, y) in corners(self.paths.get(code)?, self.unit) {
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
        let missing = (REGION_WIDTH_MIN - (right - left)).max(0.0) / 2.0;
        Some(self.around(left - missing, top, right + missing, bottom))
    }

    /// A rectangle with a margin, in the proportions of the drawing.
    fn around(&self, left: f64, top: f64, right: f64, bottom: f64) -> Frame {
        let whole = self.whole();
        let ratio = whole.width / whole.height;
        let width = ((right - left).max((bottom - top) * ratio)) * (1.0 + 2.0 * MARGIN);
        let height = width / ratio;
        let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        Frame { left: middle.0 - width / 2.0, top: middle.1 - height / 2.0, width, height }
    }

    /// The drawing as a picture of its own, to be laid under a mark.
    pub fn picture(&self) -> String {
        let (width, height, unit) = (self.width, self.height, self.unit);
        let land: String = self.paths.values().map(String::as_str).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\
             <g transform=\"scale({unit})\"><path fill=\"#DBE4E4\" d=\"{land}\"/>\
             <path fill=\"none\" stroke=\"#fff\" stroke-width=\"8\" d=\"{}\"/></g></svg>",
            self.borders
        )
    }

    /// Where a place is on the drawing, from degrees east and north.
    pub fn project(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        self.projection.project(longitude, latitude)
    }

    /// Where a region's name stands.
    pub fn label(&self, code: &str) -> Option<(f64, f64)> {
        self.label.get(code).copied()
    }
}

impl Frame {
    /// The frame as SVG wants it.
    pub fn view_box(&self) -> String {
        format!("{:.1} {:.1} {:.1} {:.1}", self.left, self.top, self.width, self.height)
    }

    /// How much larger than the frame the whole drawing is.
    pub fn closeness(&self) -> f64 {
        (1000.0 / self.width).max(1.0)
    }

    /// Whether a point is in it.
    pub fn holds(&self, x: f64, y: f64) -> bool {
        (self.left..=self.left + self.width).contains(&x)
            && (self.top..=self.top + self.height).contains(&y)
    }
}

/// The corners of a path of absolute moves and relative lines, in units of the drawing.
fn corners(path: &str, unit: f64) -> Vec<(f64, f64)> {
    let mut corners = Vec::new();
    let mut at = (0.0, 0.0);
    for piece in pieces(path) {
        let numbers = numbers(&piece[1..]);
        let from_start = piece.starts_with('M');
        for (index, pair) in numbers.chunks_exact(2).enumerate() {
            let absolute = from_start && index == 0;
            at = if absolute { (pair[0], pair[1]) } else { (at.0 + pair[0], at.1 + pair[1]) };
            corners.push((at.0 * unit, at.1 * unit));
        }
    }
    corners
}

/// A path's commands with their numbers.
fn pieces(path: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<_> =
        path.char_indices().filter(|(_, c)| "Mlz".contains(*c)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([path.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| &path[start..end])
}

/// Numbers that stand beside each other, parted by a space or by the next one's sign.
fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -");
    spaced.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fineness_has_every_region_and_district() {
        for closely in [false, true] {
            let shapes = shapes(closely);
            assert_eq!((shapes.paths.len(), shapes.label.len()), (83, 83));
            assert_eq!(shapes.districts.len(), 8);
        }
    }

    #[test]
    fn a_frame_of_a_region_holds_its_name_and_its_shape() {
        let shapes = shapes(false);
        for code in shapes.paths.keys() {
            let frame = shapes.region(code).expect("a frame");
            let (x, y) = shapes.label(code).expect("a name");
            assert!(frame.holds(x, y), "{code}");
            let corners = corners(&shapes.paths[code], shapes.unit);
            assert!(corners.iter().all(|(x, y)| frame.holds(*x, *y)), "{code}");
        }
    }

    #[test]
    fn the_european_part_holds_its_ends_and_is_shown_closer() {
        let shapes = shapes(false);
        let frame = shapes.european();
        for (lng, lat) in [(20.5, 54.7), (39.7, 43.6), (33.1, 69.0), (60.6, 56.8), (55.1, 51.8)] {
            let (x, y) = shapes.project(lng, lat);
            assert!(frame.holds(x, y), "{lng} {lat}");
        }
        assert!(frame.closeness() > 1.4, "{frame:?}");
        let (x, y) = shapes.project(131.9, 43.1);
        assert!(!frame.holds(x, y), "Vladivostok lies outside");
    }

    #[test]
    fn corners_follow_relative_lines() {
        let whole = corners("M10 20l5-5-10 2z", 1.0);
        assert_eq!(whole, [(10.0, 20.0), (15.0, 15.0), (5.0, 17.0)]);
    }
}
