//! The form of the register and the map: what can be chosen, what is chosen, and how to lift it
//! again.

use std::cmp::Reverse;

use axum::http::Uri;
use registry_events::level::Level;
use registry_events::value::Language;
use registry_projections::card::ListingStatus;
use registry_projections::search::{Query, Sort};

use super::frame::{Frame, address, localised};
use super::jump;
use super::picks::{self, Picks};
use super::row::Row;
use super::shown::LevelView;
use super::statistics::behind;
use crate::http::query::pairs;
use crate::read::facets::{FacetValue, FacetsShown};
use crate::read::lens::Lens;
use crate::words::terms;
use crate::words::typography::{self, set};

/// The filters.
pub struct Filters {
    /// The page.
    pub action: String,
    /// The words searched.
    pub q: String,
    /// What is wrong with a number that was searched.
    pub wrong_number: Option<String>,
    /// At least so many participants.
    pub participants_min: String,
    /// At most so many.
    pub participants_max: String,
    /// Figures of the statistics that clusters stand behind, which the form keeps.
    pub figures: Vec<String>,
    /// Filters of several values.
    pub facets: Vec<Facet>,
    /// The orders.
    pub sorts: Vec<Choice>,
    /// The date shown, which the form keeps.
    pub as_of: Option<String>,
    /// The day in the world shown, which the form keeps.
    pub on: Option<String>,
    /// The clusters that the address has picked for a comparison, which the form keeps.
    pub picks: Picks,
    /// What is chosen.
    pub chips: Vec<Chip>,
    /// The page with nothing chosen.
    pub without_all: String,
}

/// A filter of several values.
pub struct Facet {
    /// Its parameter.
    pub name: &'static str,
    /// Its heading.
    pub legend: String,
    /// The values that are seen at once.
    pub first: Vec<Choice>,
    /// The others.
    pub others: Vec<Choice>,
    /// Whether one of the others is chosen, so that they must be seen.
    pub open: bool,
}

/// A value that can be chosen.
pub struct Choice {
    /// The value.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The level it is, with its dots.
    pub level: Option<LevelView>,
    /// How many clusters it would leave.
    pub count: Option<u32>,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Something chosen, with the address that lifts it.
pub struct Chip {
    /// What is chosen.
    pub label: String,
    /// The same list without it.
    pub without: String,
}

/// Filters whose first values are seen at once, and how many; the others begin folded.
const SEEN_AT_ONCE: [(&str, usize); 8] = [
    ("level", 3),
    ("support", 3),
    ("specialisation", 6),
    ("kind", 4),
    ("offer_kind", 6),
    ("language", 2),
    ("english", 1),
    ("year", 6),
];
/// The filter of many values whose most frequent ones are seen at once; equals stand together.
const MOST_FREQUENT_FIRST: &str = "specialisation";
/// The filter whose values stand by name; the Russian order is that of its dictionary.
const BY_NAME: &str = "region";
/// Parameters that say where a list begins, how it is ordered or which moment it shows.
const NOT_CHOSEN: [&str; 6] = ["cursor", "limit", "sort", "as_of", "at_least", "lang"];

impl Filters {
    /// The form for a query and its facets.
    pub fn new(
        query: &Query,
        facets: &FacetsShown,
        lens: &Lens<'_>,
        uri: &Uri,
        frame: &Frame,
    ) -> Self {
        let facets = [
            ("level", "filter-level", &facets.level),
            ("support", "filter-support", &facets.support),
            ("specialisation", "filter-specialisation", &facets.specialisation),
            ("district", "filter-district", &facets.district),
            ("region", "filter-region", &facets.region),
            ("status", "filter-status", &facets.status),
            ("english", "filter-english", &facets.english),
        ];
        let facets = facets.map(|(name, legend, values)| Facet::new(name, legend, values, frame));
        let number =
            |bound: Option<usize>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        let mut filters = Self {
            action: localised(frame.language, uri.path()),
            q: query.q.clone().unwrap_or_default(),
            wrong_number: jump::is_wrong_number(query).then(|| frame.say("number-wrong")),
            participants_min: number(query.participants_min),
            participants_max: number(query.participants_max),
            figures: query.figures.iter().map(|behind| behind.figure.clone()).collect(),
            facets: facets.into(),
            sorts: sorts(query, frame),
            as_of: frame.as_of().map(str::to_owned),
            on: frame.on().map(|on| on.to_string()),
            picks: Picks::of(uri, frame),
            chips: Vec::new(),
            without_all: without_all(uri, frame),
        };
        filters.chips = filters.chips_of(lens, uri, frame);
        filters
    }

    /// What is picked and has no box among these rows.
    pub fn picked_elsewhere(&self, rows: &[Row]) -> Vec<&String> {
        let has_box = |id: &&String| rows.iter().any(|row| row.id == **id);
        self.picks.ids.iter().filter(|id| !has_box(id)).collect()
    }

    /// What to try where nothing was found; none where nothing was asked.
    pub fn advice(&self, frame: &Frame) -> Option<String> {
        let only_words = self.chips.len() == 1 && !self.q.is_empty();
        let key = if only_words { "other-words" } else { "lift-a-condition" };
        (!self.chips.is_empty()).then(|| frame.say(key))
    }

    fn chips_of(&self, lens: &Lens<'_>, uri: &Uri, frame: &Frame) -> Vec<Chip> {
        chips(uri, &self.action, |name, value| match name {
            "figure" => behind::chip(value, lens, frame),
            _ => self.label(name, value, frame),
        })
    }

    /// Whether what is in the register is shown and nothing else, as it comes unasked.
    fn is_of_the_register(&self) -> bool {
        let standings = self.facets.iter().find(|facet| facet.name == "status");
        let choices =
            standings.into_iter().flat_map(|facet| facet.first.iter().chain(&facet.others));
        let mut chosen = choices.filter(|choice| choice.selected);
        chosen.all(|choice| choice.key == ListingStatus::Listed.key())
    }

    fn label(&self, name: &str, value: &str, frame: &Frame) -> Option<String> {
        let said = |key: &str| Some(frame.words.say_with(key, &[("value", value)]));
        match name {
            "q" => said("chip-words"),
            "participants_min" => said("chip-participants-min"),
            "participants_max" => said("chip-participants-max"),
            "official_status" => said("chip-official-status"),
            "on" => said("chip-on"),
            "organisation" => said("chip-organisation"),
            _ if NOT_CHOSEN.contains(&name) => None,
            "status" if self.is_of_the_register() => None,
            _ => chosen(&self.facets, name, value),
        }
    }
}

/// The page with nothing chosen; what is picked for a comparison stays so.
fn without_all(uri: &Uri, frame: &Frame) -> String {
    let picked = address("", &picks::as_parameters(uri).collect::<Vec<_>>());
    let link = frame.link(uri.path());
    let joined = if link.contains('?') { picked.replacen('?', "&", 1) } else { picked };
    format!("{link}{joined}")
}

/// The orders; by closeness only what has words can be ordered.
fn sorts(query: &Query, frame: &Frame) -> Vec<Choice> {
    let fitting = |sort: &Sort| *sort != Sort::Relevance || query.q.is_some();
    let orders = Sort::ALL.into_iter().filter(fitting);
    orders.map(|sort| Choice::of_sort(sort, query, frame)).collect()
}

/// One chip per parameter that narrows a list, which is one that has a label.
pub fn chips(uri: &Uri, action: &str, label: impl Fn(&str, &str) -> Option<String>) -> Vec<Chip> {
    let stated = |(name, value): &(String, String)| !value.trim().is_empty() && name != "cursor";
    let all: Vec<_> = pairs(uri).into_iter().filter(stated).collect();
    let chip = |index: usize| {
        let (name, value) = all.get(index)?;
        let label = label(name, value)?;
        let others = all.iter().enumerate().filter(|(other, _)| *other != index);
        let others: Vec<_> = others.map(|(_, pair)| pair.clone()).collect();
        Some(Chip { label, without: address(action, &others) })
    };
    (0..all.len()).filter_map(chip).collect()
}

/// What a chosen value of a filter is called.
pub fn chosen(facets: &[Facet], name: &str, value: &str) -> Option<String> {
    let facet = facets.iter().find(|facet| facet.name == name)?;
    let mut choices = facet.first.iter().chain(&facet.others);
    Some(choices.find(|choice| choice.key == value)?.label.clone())
}

impl Facet {
    /// A filter with the values it has.
    pub fn new(name: &'static str, legend: &str, values: &[FacetValue], frame: &Frame) -> Self {
        let level = |key: &str| {
            let level = Level::from_key(key).filter(|_| name == "level");
            level.map(|level| LevelView::of(level, frame.language))
        };
        let choice = |value: &FacetValue| Choice {
            key: value.key.clone(),
            label: set(value.label.in_language(frame.language)),
            level: level(&value.key),
            count: Some(value.count),
            selected: value.selected,
        };
        let mut choices: Vec<_> = values.iter().map(choice).collect();
        if name == BY_NAME && frame.language == Language::En {
            choices.sort_by_key(|choice| choice.label.to_lowercase());
        }
        let (first, others) = seen_at_once(name, choices);
        let open = others.iter().any(|choice| choice.selected);
        Self { name, legend: frame.say(legend), first, others, open }
    }
}

/// So many of the values that are seen at once, and the others in the order given.
fn seen_at_once(name: &str, mut values: Vec<Choice>) -> (Vec<Choice>, Vec<Choice>) {
    let seen = SEEN_AT_ONCE.iter().find(|(known, _)| *known == name).map_or(0, |(_, seen)| *seen);
    if name != MOST_FREQUENT_FIRST || values.len() <= seen {
        let others = values.split_off(values.len().min(seen));
        return (values, others);
    }
    let mut counts: Vec<_> = values.iter().map(|value| Reverse(value.count)).collect();
    counts.sort_unstable();
    let least = counts[seen.max(1) - 1].0;
    let (mut first, others): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|value| value.count >= least);
    first.sort_by_key(|value| Reverse(value.count));
    (first, others)
}

impl Choice {
    /// How many clusters it would leave, as a number is written.
    pub fn counted(&self) -> Option<String> {
        self.count.map(typography::integer)
    }

    /// The order that comes unasked has no key, so that words that are added may change it.
    fn of_sort(sort: Sort, query: &Query, frame: &Frame) -> Self {
        let unasked = if query.q.is_some() { Sort::Relevance } else { Sort::default() };
        let key = if sort == unasked { "" } else { sort.key() };
        Self {
            key: key.into(),
            label: terms::sort(sort).get(frame.language).into(),
            level: None,
            count: None,
            selected: sort.key() == query.sort.key(),
        }
    }
}
