//! What one cluster says in a row: its words, a small bar with the median's tick, a step of heat.

use registry_events::claim::{Absence, Corroboration};
use registry_events::value::{Decimal, Language};
use serde_json::Value as Json;

use crate::pages::frame::Frame;
use crate::pages::row::as_i128;
use crate::pages::shown::LevelView;
use crate::read::compare::CellCompared;
use crate::words::terms;
use crate::words::typography::{self, set};

/// A cell.
#[derive(Default)]
pub(super) struct CellView {
    /// What is said.
    pub(super) text: String,
    /// The first words of a long text, which begins folded.
    pub(super) beginning: Option<String>,
    /// Whether it is said that there is no value.
    pub(super) absent: bool,
    /// The level, in the row of levels.
    pub(super) level: Option<LevelView>,
    /// How much of a block is met, in five steps.
    pub(super) heat: Option<usize>,
    /// The number as a bar.
    pub(super) bar: Option<Bar>,
    /// How many items state each code.
    pub(super) terms: Vec<String>,
    /// How well the value is supported.
    pub(super) support: Option<Degree>,
    /// Whether it is disputed, and whether it lapsed.
    pub(super) hindrances: Vec<Hindrance>,
    /// The language of a text that isn't written in the page's.
    pub(super) only_in: Option<&'static str>,
}

/// What keeps a value from counting.
pub(super) struct Hindrance {
    /// Its key, which chooses its mark.
    pub(super) key: &'static str,
    /// Its word.
    pub(super) word: String,
}

/// How well a value is supported.
pub(super) struct Degree {
    /// Its key, which chooses its mark.
    pub(super) key: &'static str,
    /// Its word.
    pub(super) word: &'static str,
}

/// A bar in a box that is a hundred units wide.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bar {
    /// How long it is.
    pub(super) width: String,
    /// Where the median stands.
    pub(super) median: Option<String>,
}

/// Texts longer than this begin folded.
const LETTERS_MAX: usize = 180;
/// How many letters of a folded text are seen.
const LETTERS_SEEN: usize = 90;
/// Steps of heat.
const HEAT_STEPS: usize = 5;

impl CellView {
    /// A cell of a row that the catalogue describes.
    pub(super) fn of(cell: &CellCompared, frame: &Frame) -> Self {
        let text = text(cell, frame);
        let term = |one: &crate::read::compare::TermCount| {
            let count = typography::integer(i128::from(one.count));
            set(&format!("{}: {count}", one.term.label.in_language(frame.language)))
        };
        let hindrances = cell.hindered_by.iter().copied().filter(|_| cell.value.is_some());
        Self {
            beginning: beginning(&text),
            absent: cell.absence.is_some_and(|absence| absence != Absence::Zero.key()),
            terms: cell.terms.iter().map(term).collect(),
            support: cell.corroboration.and_then(|key| Degree::of(key, frame.language)),
            hindrances: hindrances.map(|key| Hindrance::of(key, frame)).collect(),
            text,
            ..Self::default()
        }
    }

    /// A cell with a text alone.
    pub(super) fn said(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// A cell of which nothing is known.
    pub(super) fn absent(text: String) -> Self {
        Self { absent: true, ..Self::said(text) }
    }

    /// «4 из 5».
    pub(super) fn of_block(met: usize, total: usize, frame: &Frame) -> Self {
        let parts = [("met", &*met.to_string()), ("of", &*total.to_string())];
        let text = frame.words.say_with("met-of", &parts);
        Self { heat: Some(heat(met, total)), ..Self::said(text) }
    }
}

impl Hindrance {
    fn of(key: &'static str, frame: &Frame) -> Self {
        Self { key, word: frame.say(&format!("compare-{key}")) }
    }
}

impl Degree {
    fn of(key: &str, language: Language) -> Option<Self> {
        let all = [
            Corroboration::SelfDeclared,
            Corroboration::Documented,
            Corroboration::PartiallyCorroborated,
            Corroboration::FullyCorroborated,
        ];
        let degree = all.into_iter().find(|degree| degree.key() == key)?;
        Some(Self { key: degree.key(), word: terms::corroboration(degree).get(language) })
    }
}

impl Bar {
    /// The bar of a number beside the median, on a scale that both fit.
    pub(super) fn of(number: Decimal, median: Option<Decimal>, greatest: Decimal) -> Self {
        let of_all = |number: Decimal| {
            let part = number * Decimal::ONE_HUNDRED / greatest;
            part.round_dp(1).normalize().to_string()
        };
        Self { width: of_all(number), median: median.map(of_all) }
    }
}

/// The number that a cell states; an explicit «нет» is 0, and what isn't stated is none.
pub(super) fn number(cell: &CellCompared) -> Option<Decimal> {
    if cell.absence == Some(Absence::Zero.key()) {
        return Some(Decimal::ZERO);
    }
    let count = cell.count.map(Decimal::from);
    cell.value.as_ref().map_or(count, decimal)
}

/// A number of JSON without loss.
pub(super) fn decimal(number: &Json) -> Option<Decimal> {
    number.is_number().then(|| number.to_string().parse().ok()).flatten()
}

fn text(cell: &CellCompared, frame: &Frame) -> String {
    let number = |count| typography::integer(as_i128(count));
    match (cell.count, cell.share) {
        (Some(count), Some(share)) => {
            let of = typography::integer(i128::from(share.denominator));
            frame.words.say_with("met-of", &[("met", &number(count)), ("of", &of)])
        }
        (Some(count), None) => number(count),
        (None, _) => set(cell.text.in_language(frame.language)),
    }
}

/// The first words of a text that is long.
fn beginning(text: &str) -> Option<String> {
    let (end, _) = text.char_indices().nth(LETTERS_SEEN)?;
    text.char_indices().nth(LETTERS_MAX)?;
    let seen = &text[..end];
    let whole = seen.rsplit_once(char::is_whitespace).map_or(seen, |(words, _)| words);
    Some(format!("{whole}…"))
}

/// From 1 for nothing to 5 for all.
const fn heat(met: usize, total: usize) -> usize {
    match (met * (HEAT_STEPS - 1)).checked_div(total) {
        Some(step) => 1 + step,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_and_its_median_fit_one_scale() {
        let bar = |number| Bar::of(Decimal::from(number), Some(Decimal::from(50)), 200.into());
        assert_eq!(bar(200), Bar { width: "100".into(), median: Some("25".into()) });
        assert_eq!(bar(1).width, "0.5");
    }

    #[test]
    fn heat_is_darkest_only_for_all() {
        let steps: Vec<_> = (0..=5).map(|met| heat(met, 5)).collect();
        assert_eq!(steps, [1, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn only_a_long_text_is_folded_and_between_words() {
        assert_eq!(beginning(&"слово ".repeat(20)), None);
        let seen = beginning(&"слово ".repeat(40)).expect("240 letters are many");
        assert!(seen.ends_with("слово…") && seen.chars().count() <= LETTERS_SEEN + 1, "{seen}");
    }
}
