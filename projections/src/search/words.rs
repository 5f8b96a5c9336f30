//! The words of many clusters, each with the clusters that say it.
//!
//! A word asked for is looked for as it stands, by its root, as the beginning of a longer one, by
//! its sound when it is written in Latin letters, and, when all that finds nothing, with one letter
//! wrong. Every word asked for has to be found in a cluster, in whichever part of its profile.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use registry_events::ids::Position;
use registry_events::value::{Language, Text};
use strsim::osa_distance;

use super::matched::{Matched, MatchedIn, WEIGHT_MAX, each_text};
use super::values::Rows;
use crate::register::RegisterRow;
use crate::views::Views;
use crate::words::{forms, is_latin, root, sound};

/// The most words of a question; further ones are not looked at.
const WORDS_MAX: usize = 12;
/// The fewest letters of a word that is taken as the beginning of a longer one.
const PREFIX_LETTERS_MIN: usize = 2;
/// The fewest letters of a sound that is taken as the beginning of a longer one.
const SOUND_LETTERS_MIN: usize = 3;
/// The fewest letters of a word in which one may be wrong.
const TYPO_LETTERS_MIN: usize = 4;

/// How a word was found; a closer way is worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Typo = 1,
    Sound,
    Prefix,
    Root,
    Form,
}

/// The words of the rows of one position.
#[derive(Debug)]
pub(super) struct WordIndex {
    /// In the order of their forms.
    words: Vec<IndexedWord>,
    by_root: HashMap<String, Vec<u32>>,
    /// Sounds in their order, each with a word that has it.
    by_sound: Vec<(String, u32)>,
}

#[derive(Debug)]
struct IndexedWord {
    form: String,
    /// Row by row where the word stands; several parts of one row stand one after another.
    places: Vec<(u32, MatchedIn)>,
}

/// What a question found.
#[derive(Debug, Default)]
pub(super) struct Hits<'i> {
    /// How close each row is.
    rows: BTreeMap<u32, u32>,
    /// The forms by which they were found, each with the words asked for that it answers: a bit each.
    forms: HashMap<&'i str, u16>,
}

impl WordIndex {
    /// Indexes what rows say.
    pub(super) fn new(rows: &[Arc<RegisterRow>], views: &Views, at: Position) -> Self {
        let mut found: HashMap<String, Vec<(u32, MatchedIn)>> = HashMap::new();
        for (place, row) in (0..).zip(rows) {
            each_text(row, views, at, |within, text| {
                for form in forms_of(text) {
                    let places = found.entry(form).or_default();
                    if places.last() != Some(&(place, within)) {
                        places.push((place, within));
                    }
                }
            });
        }
        Self::of(found)
    }

    fn of(found: HashMap<String, Vec<(u32, MatchedIn)>>) -> Self {
        let mut words: Vec<_> =
            found.into_iter().map(|(form, places)| IndexedWord { form, places }).collect();
        words.sort_unstable_by(|a, b| a.form.cmp(&b.form));
        let mut by_root: HashMap<String, Vec<u32>> = HashMap::new();
        let mut by_sound = Vec::with_capacity(words.len());
        for (number, word) in (0..).zip(&words) {
            by_root.entry(root(&word.form)).or_default().push(number);
            by_sound.push((sound(&word.form), number));
        }
        by_sound.sort_unstable();
        Self { words, by_root, by_sound }
    }

    /// The rows that say every word asked for.
    pub(super) fn find(&self, asked: &str) -> Hits<'_> {
        let mut hits: Option<Hits<'_>> = None;
        for (number, form) in forms(asked).iter().take(WORDS_MAX).enumerate() {
            let of_word = self.find_word(form, 1 << number);
            hits = Some(match hits {
                Some(hits) => hits.and(of_word),
                None => of_word,
            });
        }
        hits.unwrap_or_default()
    }

    fn find_word(&self, asked: &str, bit: u16) -> Hits<'_> {
        let mut ways: BTreeMap<u32, Way> = BTreeMap::new();
        let mut found = |number: u32, way: Way| {
            let best = ways.entry(number).or_insert(way);
            *best = way.max(*best);
        };
        self.with_sound(asked).for_each(|number| found(number, Way::Sound));
        self.with_prefix(asked).for_each(|number| found(number, Way::Prefix));
        let of_root = self.by_root.get(&root(asked)).into_iter().flatten();
        of_root.for_each(|number| found(*number, Way::Root));
        if let Ok(number) = self.words.binary_search_by(|word| word.form.as_str().cmp(asked)) {
            found(u32::try_from(number).unwrap_or(u32::MAX), Way::Form);
        }
        if ways.is_empty() {
            ways = self.misspelt(asked).map(|number| (number, Way::Typo)).collect();
        }
        self.hits(&ways, bit)
    }

    fn hits(&self, ways: &BTreeMap<u32, Way>, bit: u16) -> Hits<'_> {
        let mut hits = Hits::default();
        for (number, way) in ways {
            let word = &self.words[*number as usize];
            hits.forms.insert(&word.form, bit);
            for (row, within) in &word.places {
                // A closer way comes before a better part.
                let closeness = *way as u32 * (WEIGHT_MAX + 1) + within.weight();
                let best = hits.rows.entry(*row).or_default();
                *best = closeness.max(*best);
            }
        }
        hits
    }

    fn with_prefix(&self, asked: &str) -> impl Iterator<Item = u32> {
        let long_enough = asked.chars().count() >= PREFIX_LETTERS_MIN;
        let first = self.words.partition_point(|word| word.form.as_str() < asked);
        let longer = (0..).zip(&self.words).skip(first);
        let longer = longer.take_while(move |(_, word)| word.form.starts_with(asked));
        longer.filter(move |_| long_enough).map(|(number, _)| number)
    }

    /// Words that sound as one asked for in Latin letters, or begin so.
    fn with_sound(&self, asked: &str) -> impl Iterator<Item = u32> {
        let sound = sound(asked);
        let asked = is_latin(asked) && sound.chars().count() >= SOUND_LETTERS_MIN;
        let first = self.by_sound.partition_point(|(one, _)| *one < sound);
        let alike = self.by_sound[first..].iter();
        let alike = alike.take_while(move |(one, _)| one.starts_with(&sound));
        alike.filter(move |_| asked).map(|(_, number)| *number)
    }

    /// Words in which one letter is wrong, missing, too many or swapped with the next.
    fn misspelt(&self, asked: &str) -> impl Iterator<Item = u32> {
        let letters = asked.chars().count();
        let words = (0..).zip(&self.words).filter(move |_| letters >= TYPO_LETTERS_MIN);
        let alike = words.filter(move |(_, word)| {
            word.form.chars().count().abs_diff(letters) <= 1 && osa_distance(&word.form, asked) == 1
        });
        alike.map(|(number, _)| number)
    }
}

impl Hits<'_> {
    /// The rows that both have; their closeness adds up.
    fn and(mut self, other: Self) -> Self {
        let both = self
            .rows
            .into_iter()
            .filter_map(|(row, closeness)| Some((row, closeness + other.rows.get(&row)?)));
        for (form, bits) in other.forms {
            *self.forms.entry(form).or_default() |= bits;
        }
        Self { rows: both.collect(), forms: self.forms }
    }

    /// The rows found, of so many.
    pub(super) fn rows(&self, count: usize) -> Rows {
        let mut rows = Rows::with_capacity(count);
        rows.extend(self.rows.keys().map(|row| *row as usize));
        rows
    }

    /// How close a row is to what was asked.
    pub(super) fn closeness(&self, row: usize) -> u32 {
        let row = u32::try_from(row).ok();
        row.and_then(|row| self.rows.get(&row)).copied().unwrap_or_default()
    }

    /// The text of a row that says the most of what was asked, of several such ones in the closest
    /// part.
    pub(super) fn explain(
        &self,
        row: &RegisterRow,
        views: &Views,
        at: Position,
    ) -> Option<Matched> {
        let mut best: Option<(u32, Matched)> = None;
        each_text(row, views, at, |within, text| {
            let said = self.said(forms_of(text));
            if said > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((said, Matched { within, text: self.closest_sentence(text) }));
            }
        });
        best.map(|(_, matched)| matched)
    }

    /// How many of the words asked for are among some forms.
    fn said(&self, forms: impl Iterator<Item = String>) -> u32 {
        let bits = forms.filter_map(|form| self.forms.get(form.as_str()));
        bits.fold(0, |all, bits| all | bits).count_ones()
    }

    /// Of a text of several sentences the first that says the most of what was asked.
    fn closest_sentence(&self, text: &Text) -> Text {
        let closest = |text: &String| {
            let sentences = text.split_inclusive(['.', '!', '?', '\n']).map(str::trim);
            let said = |sentence: &str| self.said(forms(sentence).into_iter());
            let closest = sentences.rev().max_by_key(|sentence| said(sentence));
            closest.unwrap_or(text).to_owned()
        };
        Text { ru: text.ru.as_ref().map(closest), en: text.en.as_ref().map(closest) }
    }
}

/// The forms of a text's words in both languages.
fn forms_of(text: &Text) -> impl Iterator<Item = String> {
    let languages = [Language::Ru, Language::En].into_iter();
    languages.filter_map(|language| text.get(language)).flat_map(forms)
}
