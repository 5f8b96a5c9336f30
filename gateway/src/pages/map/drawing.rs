//! The map itself: regions as ground, clusters as bubbles, a few names.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::http::Uri;
use registry_events::dictionary::Region;
use registry_events::level::Level;
use registry_projections::search::Query;

use super::{LISTED_MAX, is_close, is_european, stated};
use crate::map::{self, Bubble, Frame as MapFrame, Shapes};
use crate::pages::frame::{Frame, address, localised};
use crate::pages::row::as_i128;
use crate::read::lens::Lens;
use crate::read::row::RowShown;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};

/// What is drawn.
pub struct Drawing {
    /// The part of the drawing that is shown.
    pub view_box: String,
    /// How many units of the drawing a unit of a path is.
    pub unit: f64,
    /// Whether fine shapes are drawn.
    pub close: bool,
    /// Regions that can be looked at closely.
    pub regions: Vec<RegionView>,
    /// The lines between regions; none where each region has its own edge.
    pub borders: Option<&'static Shapes>,
    /// The clusters, the largest first, so that small ones lie on top.
    pub bubbles: Vec<BubbleView>,
    /// Names of regions.
    pub names: Vec<NameView>,
    /// The size of names.
    pub font_size: String,
    /// What the map shows, in words.
    pub words: String,
}

/// A region as ground.
pub struct RegionView {
    /// Its shape.
    pub path: &'static str,
    /// What it is called, and how many clusters are shown there.
    pub title: String,
    /// The same map, looked at closely there.
    pub address: Option<String>,
    /// Whether it alone is asked for.
    pub chosen: bool,
}

/// A cluster.
pub struct BubbleView {
    /// Across.
    pub x: String,
    /// Down.
    pub y: String,
    /// Its radius.
    pub radius: String,
    /// Its level's key; none until it is assessed.
    pub level: &'static str,
    /// «Кластер …, высокий, 42 участника».
    pub title: String,
    /// Its page.
    pub address: String,
}

/// A name on the map.
pub struct NameView {
    /// Across.
    pub x: String,
    /// Down.
    pub y: String,
    /// The name.
    pub text: String,
}

/// The size of names where the whole country is shown.
const FONT_SIZE: f64 = 12.0;
/// How many names the whole country has at most, and a part of it.
const NAMES_MAX: (usize, usize) = (9, 16);
/// How wide a letter is, as a part of the size.
const LETTER_WIDTH: f64 = 0.58;

impl Drawing {
    /// The map of rows, as closely as the query asks.
    pub fn of(rows: &[RowShown], query: &Query, lens: &Lens<'_>, uri: &Uri, frame: &Frame) -> Self {
        let close = is_close(query);
        let shapes = map::shapes(close);
        let part = looked_at(query, shapes, is_european(uri));
        let counts = counts(rows);
        let font_size = FONT_SIZE / part.closeness();
        let (bubbles, circles) = bubbles(rows, shapes, &part, frame);
        Self {
            view_box: part.view_box(),
            unit: shapes.unit,
            close,
            regions: regions(shapes, &counts, lens, uri, frame, query),
            borders: (!close).then_some(shapes),
            names: names(&counts, &circles, shapes, &part, lens, frame),
            bubbles,
            font_size: format!("{font_size:.2}"),
            words: words(rows.len(), frame),
        }
    }
}

/// What the map shows, and where the same clusters stand in words.
fn words(total: usize, frame: &Frame) -> String {
    let map = frame.count("map-words", total);
    let listed = typography::integer(as_i128(LISTED_MAX));
    let list = match total {
        0 => return map,
        1..=LISTED_MAX => frame.say("map-list-whole"),
        _ => frame.words.say_with("map-list-first", &[("listed", &listed)]),
    };
    format!("{map} {list}")
}

/// The part that the query asks for: a region, a district, else the country or its European part.
fn looked_at(query: &Query, shapes: &Shapes, european: bool) -> MapFrame {
    let region = query.regions.first().filter(|_| query.regions.len() == 1);
    let district = query.districts.first().filter(|_| query.districts.len() == 1);
    region
        .and_then(|code| shapes.region(code.as_str()))
        .or_else(|| shapes.district(district?.as_str()))
        .unwrap_or_else(|| if european { shapes.european() } else { shapes.whole() })
}

/// How many of the rows each region has.
fn counts(rows: &[RowShown]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for region in rows.iter().flat_map(|row| &row.regions) {
        *counts.entry(region.key.clone()).or_default() += 1;
    }
    counts
}

/// The ground. Closely only the regions of what is asked for and their neighbours' district are
/// drawn: fine shapes of the whole country would be heavy.
fn regions(
    shapes: &'static Shapes,
    counts: &BTreeMap<String, usize>,
    lens: &Lens<'_>,
    uri: &Uri,
    frame: &Frame,
    query: &Query,
) -> Vec<RegionView> {
    let near = |code: &str| match lens.region(code) {
        Some(region) => is_near(region, query, lens),
        None => !is_close(query),
    };
    let drawn = shapes.paths.iter().filter(|(code, _)| near(code));
    let view = |(code, path): (&String, &'static String)| {
        let count = counts.get(code).copied().unwrap_or_default();
        let name = lens.region(code).map(|region| region.name.clone()).unwrap_or_default();
        let clusters = frame.count("clusters-count", count);
        let name = name.in_language_or_other(frame.language).to_owned();
        RegionView {
            path,
            title: set(&format!("{name}: {clusters}")),
            address: (count > 0).then(|| closely(code, uri, frame)),
            chosen: matches!(query.regions.as_slice(), [one] if one.as_str() == code),
        }
    };
    drawn.map(view).collect()
}

fn is_near(region: &Region, query: &Query, lens: &Lens<'_>) -> bool {
    let of = query.regions.iter().filter_map(|code| lens.region(code.as_str()));
    let mut districts = query.districts.iter().chain(of.map(|region| &region.district));
    !is_close(query) || districts.any(|district| *district == region.district)
}

/// The same map, looked at closely in one region.
fn closely(code: &str, uri: &Uri, frame: &Frame) -> String {
    let placeless = |(name, _): &(String, String)| name != "district" && name != "region";
    let mut parameters: Vec<_> = stated(uri).into_iter().filter(placeless).collect();
    parameters.push(("region".into(), code.into()));
    address(&localised(frame.language, "/"), &parameters)
}

fn bubbles(
    rows: &[RowShown],
    shapes: &Shapes,
    part: &MapFrame,
    frame: &Frame,
) -> (Vec<BubbleView>, Vec<Bubble>) {
    let mut placed: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row, place(row, shapes, part)?)))
        .filter(|(_, bubble)| part.holds(bubble.x, bubble.y))
        .collect();
    placed.sort_by_key(|(row, _)| std::cmp::Reverse(row.participants.total));
    let own: Vec<_> = placed.iter().map(|(_, bubble)| *bubble).collect();
    let eased = map::eased(&own);
    let views = placed.iter().zip(&eased).map(|((row, _), b)| BubbleView::of(row, *b, frame));
    (views.collect(), eased)
}

/// Where a cluster is; none where that isn't to be told.
fn place(row: &RowShown, shapes: &Shapes, part: &MapFrame) -> Option<Bubble> {
    let point = row.point.as_ref()?;
    let (x, y) = shapes.project(point.lng, point.lat);
    Some(Bubble {
        x,
        y,
        radius: map::radius(row.participants.total.unwrap_or_default()) / part.closeness(),
    })
}

impl BubbleView {
    fn of(row: &RowShown, bubble: Bubble, frame: &Frame) -> Self {
        let level = row.level.and_then(Level::from_key);
        let name = row.name.as_ref().map_or(row.id.as_str(), |n| n.in_language(frame.language));
        // A tooltip can't mark a part of it as Russian.
        let only_in = row.name.as_ref().and_then(|name| name.only_in(frame.language));
        let mut title = transliteration::of(name, only_in).unwrap_or_else(|| name.to_owned());
        if let Some(level) = level {
            let _ = write!(title, ", {}", terms::level(level).get(frame.language));
        }
        if let Some(total) = row.participants.total {
            let _ = write!(title, ", {}", frame.count("participants-count", total));
        }
        if row.point_is_default {
            let _ = write!(title, ", {}", frame.say("point-is-default"));
        }
        Self {
            x: format!("{:.1}", bubble.x),
            y: format!("{:.1}", bubble.y),
            radius: format!("{:.2}", bubble.radius),
            level: level.map_or("none", Level::key),
            title,
            address: frame.link(&format!("/clusters/{}", row.id)),
        }
    }
}

/// Names of the regions with the most clusters, where they hide neither a bubble nor each other.
fn names(
    counts: &BTreeMap<String, usize>,
    circles: &[Bubble],
    shapes: &Shapes,
    part: &MapFrame,
    lens: &Lens<'_>,
    frame: &Frame,
) -> Vec<NameView> {
    let size = FONT_SIZE / part.closeness();
    let most = if part.closeness() > 1.0 { NAMES_MAX.1 } else { NAMES_MAX.0 };
    let mut by_count: Vec<_> = counts.iter().collect();
    by_count.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), (*code).clone()));
    let mut taken: Vec<Place> = circles.iter().map(Place::of_bubble).collect();
    let mut names = Vec::new();
    for (code, _) in by_count {
        let Some(region) = lens.region(code) else { continue };
        let Some(label) = shapes.label(code) else { continue };
        let text = short_name(region, frame);
        let Some(place) = Place::free(label, &text, size, part, &taken) else { continue };
        let (x, y) = (format!("{:.1}", place.x), format!("{:.1}", place.y + size * BASELINE));
        names.push(NameView { x, y, text });
        taken.push(place);
        if names.len() == most {
            break;
        }
    }
    names
}

/// How far below its middle a name's line is, as a part of its size.
const BASELINE: f64 = 0.35;

/// A rectangle by its middle and the halves of its sides.
struct Place {
    x: f64,
    y: f64,
    half_width: f64,
    half_height: f64,
}

impl Place {
    const fn of_bubble(bubble: &Bubble) -> Self {
        let Bubble { x, y, radius } = *bubble;
        Self { x, y, half_width: radius, half_height: radius }
    }

    /// Where a name can stand at or near its region's place.
    #[expect(clippy::cast_precision_loss, reason = "a width on a drawing")]
    fn free(
        (x, y): (f64, f64),
        text: &str,
        size: f64,
        part: &MapFrame,
        taken: &[Self],
    ) -> Option<Self> {
        let half_width = text.chars().count() as f64 * size * LETTER_WIDTH / 2.0;
        let at = |lines: f64| Self { x, y: y + lines * size, half_width, half_height: size * 0.6 };
        let tried = [0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5];
        tried.into_iter().map(at).find(|place| {
            let (left, right) = (place.x - place.half_width, place.x + place.half_width);
            let inside = part.holds(left, place.y) && part.holds(right, place.y);
            inside && !taken.iter().any(|other| place.meets(other))
        })
    }

    fn meets(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < self.half_width + other.half_width
            && (self.y - other.y).abs() < self.half_height + other.half_height
    }
}

fn short_name(region: &Region, frame: &Frame) -> String {
    match frame.language {
        registry_events::value::Language::Ru => region.short_ru.clone(),
        registry_events::value::Language::En => {
            region.name.in_language_or_other(frame.language).to_owned()
        }
    }
}
