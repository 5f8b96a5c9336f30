//! Levels and markers of a rulebook in the words of a page: what each level asks for, what each
//! marker says, what to add for it, and for which level it is a gate.

use registry_core::rulebook::{LevelRule, Marker, Rulebook};
use registry_events::level::Level;
use registry_events::value::{Code, Text};

use super::super::frame::Frame;
use super::super::shown::LevelView as LevelTag;
use crate::read::parts::Bilingual;
use crate::words::terms;
use crate::words::typography::{integer, set};

/// How many markers there are.
pub(super) struct Counts {
    pub(super) all: String,
    pub(super) minimum: String,
    pub(super) additional: String,
}

/// A level and what it asks for.
pub(super) struct LevelView {
    pub(super) level: LevelTag,
    pub(super) asks: Vec<String>,
    /// Markers that must be met, each with its label.
    pub(super) gates: Vec<Named>,
    /// Groups of which one marker must be met.
    pub(super) one_of: Vec<Vec<Named>>,
}

/// A marker with its row on the page.
pub(super) struct Named {
    pub(super) id: String,
    pub(super) label: String,
}

/// Markers of one block.
pub(super) struct BlockView {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) markers: Vec<MarkerView>,
}

/// A marker.
pub(super) struct MarkerView {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) add: String,
    /// The predicate as the edition has it.
    pub(super) rule: String,
    pub(super) roles: Vec<String>,
}

/// A number that predicates and the procedure use.
pub(super) struct ParameterView {
    pub(super) name: String,
    pub(super) number: String,
}

impl Counts {
    pub(super) fn of(book: &Rulebook, frame: &Frame) -> Self {
        let minimum = minimum(book);
        Self {
            all: frame.count("markers-in-all", book.markers.len()),
            minimum: frame.count("markers-of-minimum", minimum),
            additional: frame.count("markers-beyond", book.markers.len() - minimum),
        }
    }
}

fn minimum(book: &Rulebook) -> usize {
    book.markers.iter().filter(|marker| marker.minimum).count()
}

/// The initial level, and those above it.
pub(super) fn levels(book: &Rulebook, frame: &Frame) -> Vec<LevelView> {
    let initial = LevelView {
        level: LevelTag::of(Level::Initial, frame.language),
        asks: vec![frame.count("level-asks-minimum", minimum(book))],
        gates: Vec::new(),
        one_of: Vec::new(),
    };
    let above = book.levels.iter().map(|rule| LevelView::of(rule, book, frame));
    std::iter::once(initial).chain(above).collect()
}

impl LevelView {
    fn of(rule: &LevelRule, book: &Rulebook, frame: &Frame) -> Self {
        let named = |ids: &[Code]| ids.iter().map(|id| Named::of(id, book, frame)).collect();
        let degree = degree(rule.corroboration_min, frame);
        let mut asks = vec![
            frame.say("level-asks-same-minimum"),
            frame.count("level-asks-markers", rule.markers_min),
            frame.words.say_with("level-asks-corroboration", &[("degree", &degree)]),
        ];
        let conditions = rule.conditions.iter().map(|one| text(&one.label, frame));
        asks.extend(conditions);
        Self {
            level: LevelTag::of(rule.level, frame.language),
            asks,
            gates: named(&rule.gates),
            one_of: rule.one_of.iter().map(|group| named(group)).collect(),
        }
    }
}

impl Named {
    fn of(id: &Code, book: &Rulebook, frame: &Frame) -> Self {
        let marker = book.marker(id.as_str());
        let label = marker.map(|marker| text(&marker.label, frame)).unwrap_or_default();
        Self { id: id.to_string(), label }
    }
}

/// The blocks with their markers, in the edition's order.
pub(super) fn blocks(book: &Rulebook, frame: &Frame) -> Vec<BlockView> {
    let block = |block: &registry_core::rulebook::Block| {
        let markers = book.markers.iter().filter(|marker| marker.block == block.key);
        BlockView {
            key: block.key.to_string(),
            label: text(&block.label, frame),
            markers: markers.map(|marker| MarkerView::of(marker, book, frame)).collect(),
        }
    };
    book.blocks.iter().map(block).collect()
}

impl MarkerView {
    fn of(marker: &Marker, book: &Rulebook, frame: &Frame) -> Self {
        Self {
            id: marker.id.to_string(),
            label: text(&marker.label, frame),
            add: text(&marker.add, frame),
            rule: marker.when.source().to_owned(),
            roles: roles(marker, book, frame),
        }
    }
}

/// What a marker is for: the minimum, a gate of levels, else one of those that are counted.
fn roles(marker: &Marker, book: &Rulebook, frame: &Frame) -> Vec<String> {
    let minimum = marker.minimum.then(|| frame.say("role-minimum"));
    let waivable = marker.waivable.then(|| frame.say("role-waivable"));
    let gates = book.levels.iter().flat_map(|rule| gate(marker, rule, frame));
    let mut roles: Vec<_> = minimum.into_iter().chain(waivable).chain(gates).collect();
    if roles.is_empty() {
        roles.push(frame.say("role-counted"));
    }
    roles
}

/// «обязателен для среднего уровня, не ниже: приложен документ».
fn gate(marker: &Marker, rule: &LevelRule, frame: &Frame) -> Vec<String> {
    let (level, degree) = (level_of(rule.level, frame), degree(rule.corroboration_min, frame));
    let gate = rule.gates.contains(&marker.id).then(|| {
        frame.words.say_with("role-gate", &[("level", level.as_str()), ("degree", &degree)])
    });
    let groups = rule.one_of.iter().filter(|group| group.contains(&marker.id));
    let choices = groups.map(|group| {
        let group = either(group, frame);
        let parts = [("level", level.as_str()), ("degree", &degree), ("group", &group)];
        frame.words.say_with("role-one-of", &parts)
    });
    gate.into_iter().chain(choices).collect()
}

/// Parameters in the order of their names.
pub(super) fn parameters(book: &Rulebook) -> Vec<ParameterView> {
    let one = |(name, number): (&String, &i64)| ParameterView {
        name: name.clone(),
        number: integer(*number),
    };
    book.parameters.iter().map(one).collect()
}

/// «T1 или T2».
pub(super) fn either(group: &[Code], frame: &Frame) -> String {
    let ids: Vec<_> = group.iter().map(Code::as_str).collect();
    ids.join(&format!(" {} ", frame.say("either-or")))
}

/// «среднего уровня».
pub(super) fn level_of(level: Level, frame: &Frame) -> String {
    frame.say(match level {
        Level::Initial => "of-level-initial",
        Level::Medium => "of-level-medium",
        Level::High => "of-level-high",
    })
}

/// What a degree of corroboration, 0 to 3, is called.
pub(super) fn degree(number: i64, frame: &Frame) -> String {
    let at = usize::try_from(number).unwrap_or_default();
    let degree = super::procedure::DEGREES.get(at).copied().unwrap_or_default();
    terms::corroboration(degree).get(frame.language).to_owned()
}

/// A text of the edition in the page's language, set for it.
pub(super) fn text(text: &Text, frame: &Frame) -> String {
    set(Bilingual::from(text).in_language(frame.language))
}
