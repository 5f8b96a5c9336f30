//! Federal districts as tiles: how many clusters, of which levels, and the way to look closely.

use std::collections::BTreeMap;

use axum::http::Uri;
use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::search::{Found, Query};

use super::stated;
use crate::pages::frame::{Frame, address, localised};
use crate::read::lens::Lens;
use crate::read::row::DISTRICT;
use crate::words::terms;
use crate::words::typography::set;

/// A district.
pub(super) struct Tile {
    /// Its name.
    pub(super) name: String,
    /// How many clusters it has.
    pub(super) count: usize,
    /// Its clusters by level, the highest first.
    pub(super) levels: Vec<Part>,
    /// The levels in words.
    pub(super) words: String,
    /// Whether it is looked at.
    pub(super) chosen: bool,
    /// The map of it, or of the country where it is looked at already.
    pub(super) address: String,
}

/// A level's part of a tile's bar.
pub(super) struct Part {
    /// The level's key.
    pub(super) level: &'static str,
    /// Where it begins, in thousandths of the largest district.
    pub(super) from: usize,
    /// Its width.
    pub(super) width: usize,
}

type ByLevel = BTreeMap<Level, usize>;

/// A tile for each district of the dictionary, counted without the query's own place.
pub(super) fn all(
    everywhere: &Found,
    query: &Query,
    lens: &Lens<'_>,
    uri: &Uri,
    frame: &Frame,
) -> Vec<Tile> {
    let counted = counted(everywhere, lens);
    let largest = counted.values().map(|(count, _)| *count).max().unwrap_or(1).max(1);
    let districts = lens.terms(DISTRICT);
    let tile = |code: &Code| {
        let (count, levels) = counted.get(code).cloned().unwrap_or_default();
        let name = lens.term(DISTRICT, code);
        let chosen = query.districts == [code.clone()];
        Tile {
            name: set(&short(name.in_language_or_other(frame.language))),
            count,
            words: words(&levels, frame),
            levels: parts(&levels, largest),
            chosen,
            address: toggled(code, chosen, uri, frame),
        }
    };
    districts.iter().map(tile).collect()
}

/// How many clusters each district has, in all and of each level.
fn counted(found: &Found, lens: &Lens<'_>) -> BTreeMap<Code, (usize, ByLevel)> {
    let mut counted: BTreeMap<Code, (usize, ByLevel)> = BTreeMap::new();
    for row in &found.rows {
        let regions = row.regions.iter().filter_map(|code| lens.region(code.as_str()));
        let mut districts: Vec<_> = regions.map(|region| &region.district).collect();
        districts.sort();
        districts.dedup();
        for district in districts {
            let (count, levels) = counted.entry(district.clone()).or_default();
            *count += 1;
            if let Some(level) = row.level {
                *levels.entry(level).or_default() += 1;
            }
        }
    }
    counted
}

fn parts(levels: &ByLevel, largest: usize) -> Vec<Part> {
    let mut from = 0;
    let mut parts = Vec::new();
    for (level, count) in levels.iter().rev() {
        let width = count * 1_000 / largest;
        parts.push(Part { level: level.key(), from, width });
        from += width;
    }
    parts
}

/// «высокий 4, средний 6, начальный 10».
fn words(levels: &ByLevel, frame: &Frame) -> String {
    let said = |(level, count): (&Level, &usize)| {
        format!("{} {count}", terms::level(*level).get(frame.language))
    };
    levels.iter().rev().map(said).collect::<Vec<_>>().join(", ")
}

/// A district's name without the words that all have: «Приволжский федеральный округ».
fn short(name: &str) -> String {
    name.replace(" федеральный округ", "").replace(" Federal District", "")
}

fn toggled(code: &Code, chosen: bool, uri: &Uri, frame: &Frame) -> String {
    let placeless = |(name, _): &(String, String)| name != "district" && name != "region";
    let mut parameters: Vec<_> = stated(uri).into_iter().filter(placeless).collect();
    if !chosen {
        parameters.push(("district".into(), code.to_string()));
    }
    address(&localised(frame.language, "/"), &parameters)
}
