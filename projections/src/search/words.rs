//! The words of many clusters, each with the clusters that say it.
//!
//! A word asked for is looked for as it stands, by its root, as the beginning of a longer one, by
//! its sound when it is written in Latin letters, and, when all that finds nothing, with one letter
//! wrong, and at last by the letters it begins with. An abbreviation that is spelt as a common word
//! is looked for in capital letters, in names and terms alone. Every word asked for has to be found in a cluster, in whichever part of its profile.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use registry_events::value::{Language, Text};
use strsim::osa_distance;

use super::asked::{Asked, is_capital, is_empty, words_of};
use super::matched::{Matched, MatchedIn, Seen, WEIGHT_MAX, each_text};
use super::values::Rows;
use crate::register::RegisterRow;
use crate::words::{forms, is_latin, root, sound};

/// The most words of a question; further ones are not looked at.
const WORDS_MAX: usize = 12;
/// The fewest letters of a word that is taken as the beginning of a longer one.
const PREFIX_LETTERS_MIN: usize = 2;
/// The fewest letters of a sound that is taken as the beginning of a longer one.
const SOUND_LETTERS_MIN: usize = 3;
/// The fewest letters of a word, and of its root, in which one may be wrong.
const TYPO_LETTERS_MIN: usize = 4;
/// The fewest letters of a word that is taken as akin to words that begin as it does, and how many
/// letters of it they must share: one fewer of the shortest ones.
const AKIN_LETTERS_MIN: usize = 5;
/// The most letters of an abbreviation that is kept by its capital letters.
const CAPITALS_MAX: usize = 5;

const LANGUAGES: [Language; 2] = [Language::Ru, Language::En];

/// How a word was found; a closer way is worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Akin = 1,
    Typo,
    Sound,
    Prefix,
    Root,
    /// Another ending of one letter: the word itself, inflected.
    Ending,
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
    /// Where words of names and terms stand in capital letters.
    capitals: Capitals,
}

type Places = Vec<(u32, MatchedIn)>;
type Capitals = HashMap<String, Places>;

#[derive(Debug)]
struct IndexedWord {
    form: String,
    /// Row by row where the word stands; several parts of one row stand one after another.
    places: Places,
}

/// What a question found.
#[derive(Debug, Default)]
pub(super) struct Hits<'i> {
    /// How close each row is.
    rows: BTreeMap<u32, u32>,
    /// The forms by which they were found, each with the words asked for that it answers: a bit each.
    forms: HashMap<&'i str, u16>,
    /// The abbreviations that were asked for, likewise.
    capitals: HashMap<String, u16>,
}

impl WordIndex {
    /// Indexes what rows say.
    pub(super) fn new(rows: &[Arc<RegisterRow>], seen: Seen<'_>) -> Self {
        let mut found: HashMap<String, Places> = HashMap::new();
        let mut capitals = Capitals::new();
        for (place, row) in (0..).zip(rows) {
            each_text(row, seen, |within, text| {
                let here = (place, within);
                forms_of(text).for_each(|form| stand(&mut found, form, here));
                let words = LANGUAGES.into_iter().filter_map(|language| text.get(language));
                words
                    .flat_map(|text| capitals_of(within, text))
                    .for_each(|word| stand(&mut capitals, word, here));
            });
        }
        Self { capitals, ..Self::of(found) }
    }

    fn of(found: HashMap<String, Places>) -> Self {
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
        Self { words, by_root, by_sound, capitals: Capitals::new() }
    }

    /// The rows that say every word asked for.
    pub(super) fn find(&self, asked: &str) -> Hits<'_> {
        let mut hits: Option<Hits<'_>> = None;
        for (number, asked) in words_of(asked).into_iter().take(WORDS_MAX).enumerate() {
            let of_word = match asked {
                Asked::Word(form) => self.find_word(&form, 1 << number),
                Asked::Capitals(words) => self.find_capitals(words, 1 << number),
            };
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
        of_root.for_each(|number| found(*number, self.root_or_ending(asked, *number)));
        if let Ok(number) = self.words.binary_search_by(|word| word.form.as_str().cmp(asked)) {
            found(u32::try_from(number).unwrap_or(u32::MAX), Way::Form);
        }
        if ways.is_empty() {
            ways = self.misspelt(asked).map(|number| (number, Way::Typo)).collect();
        }
        if ways.is_empty() {
            ways = self.akin(asked).map(|number| (number, Way::Akin)).collect();
        }
        self.hits(&ways, bit)
    }

    /// Where abbreviations stand in capital letters.
    fn find_capitals(&self, words: Vec<String>, bit: u16) -> Hits<'_> {
        let mut hits = Hits::default();
        let places = words.iter().filter_map(|word| self.capitals.get(word));
        for (row, within) in places.flatten() {
            hits.note(*row, Way::Form, *within);
        }
        hits.capitals = words.into_iter().map(|word| (word, bit)).collect();
        hits
    }

    /// Of words of one root those are closest that only end otherwise: «сыры», not «сырой».
    fn root_or_ending(&self, asked: &str, number: u32) -> Way {
        let form = &self.words[number as usize].form;
        let alike = asked.chars().zip(form.chars()).take_while(|(one, other)| one == other).count();
        let rest = |word: &str| word.chars().count() - alike;
        if rest(asked) <= 1 && rest(form) <= 1 { Way::Ending } else { Way::Root }
    }

    fn hits(&self, ways: &BTreeMap<u32, Way>, bit: u16) -> Hits<'_> {
        let mut hits = Hits::default();
        for (number, way) in ways {
            let word = &self.words[*number as usize];
            hits.forms.insert(&word.form, bit);
            word.places.iter().for_each(|(row, within)| hits.note(*row, *way, *within));
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

    /// Words in which, or in whose root, one letter is wrong, missing, too many or swapped with the
    /// next.
    fn misspelt(&self, asked: &str) -> impl Iterator<Item = u32> {
        let is_alike = |known: &str, asked: &str| {
            let (known_letters, letters) = (known.chars().count(), asked.chars().count());
            letters >= TYPO_LETTERS_MIN
                && known_letters.abs_diff(letters) <= 1
                && osa_distance(known, asked) == 1
        };
        let asked_root = root(asked);
        let words = (0..).zip(&self.words).filter(move |(_, word)| is_alike(&word.form, asked));
        let roots = self.by_root.iter().filter(move |(root, _)| {
            root.chars().count() >= TYPO_LETTERS_MIN && is_alike(root, &asked_root)
        });
        words.map(|(number, _)| number).chain(roots.flat_map(|(_, words)| words).copied())
    }

    /// Words that begin as one asked for.
    fn akin(&self, asked: &str) -> impl Iterator<Item = u32> {
        let letters = asked.chars().count();
        let shared = if letters == AKIN_LETTERS_MIN { letters - 1 } else { AKIN_LETTERS_MIN };
        let beginning: String = asked.chars().take(shared).collect();
        let first = self.words.partition_point(|word| word.form < beginning);
        let words = (0..).zip(&self.words).skip(first);
        let alike = words.take_while(move |(_, word)| word.form.starts_with(&beginning));
        alike.filter(move |_| letters >= AKIN_LETTERS_MIN).map(|(number, _)| number)
    }
}

impl Hits<'_> {
    /// Notes that a word was found in a part of a row.
    fn note(&mut self, row: u32, way: Way, within: MatchedIn) {
        // A closer way comes before a better part.
        let closeness = way as u32 * (WEIGHT_MAX + 1) + within.weight();
        let best = self.rows.entry(row).or_default();
        *best = closeness.max(*best);
    }

    /// The rows that both have; their closeness adds up.
    fn and(mut self, other: Self) -> Self {
        let both = self
            .rows
            .into_iter()
            .filter_map(|(row, closeness)| Some((row, closeness + other.rows.get(&row)?)));
        for (form, bits) in other.forms {
            *self.forms.entry(form).or_default() |= bits;
        }
        for (word, bits) in other.capitals {
            *self.capitals.entry(word).or_default() |= bits;
        }
        Self { rows: both.collect(), forms: self.forms, capitals: self.capitals }
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
    pub(super) fn explain(&self, row: &RegisterRow, seen: Seen<'_>) -> Option<Matched> {
        let mut best: Option<(u32, Matched)> = None;
        each_text(row, seen, |within, text| {
            let said = |text: Option<&str>| text.map_or(0, |text| self.said(within, text));
            let (ru, en) = (said(text.ru.as_deref()), said(text.en.as_deref()));
            let all = ru | en;
            if all.count_ones() > best.as_ref().map_or(0, |(most, _)| *most) {
                let sentence = |text: &String| self.closest_sentence(within, text);
                // A language is left out where the other one alone says everything.
                let shown = |one, other| one == all || other != all;
                let ru_shown = text.ru.as_ref().filter(|_| shown(ru, en)).map(sentence);
                let en_shown = text.en.as_ref().filter(|_| shown(en, ru)).map(sentence);
                let text = Text { ru: ru_shown, en: en_shown };
                best = Some((all.count_ones(), Matched { within, text }));
            }
        });
        best.map(|(_, matched)| matched)
    }

    /// Which of the words asked for a text says: a bit each.
    fn said(&self, within: MatchedIn, text: &str) -> u16 {
        let words = forms(text);
        let words = words.iter().filter_map(|form| self.forms.get(form.as_str()));
        let said = words.fold(0, |all, bits| all | bits);
        if self.capitals.is_empty() {
            return said;
        }
        let capitals = capitals_of(within, text);
        capitals.filter_map(|word| self.capitals.get(&word)).fold(said, |all, bits| all | bits)
    }

    /// Of a text of several sentences the first that says the most of what was asked.
    fn closest_sentence(&self, within: MatchedIn, text: &str) -> String {
        let sentences = text.split_inclusive(['.', '!', '?', '\n']).map(str::trim);
        let said = |sentence: &&str| self.said(within, sentence).count_ones();
        sentences.rev().max_by_key(said).unwrap_or(text).to_owned()
    }
}

/// Notes where a word stands, once for each part of a row.
fn stand(found: &mut HashMap<String, Places>, word: String, here: (u32, MatchedIn)) {
    let places = found.entry(word).or_default();
    if places.last() != Some(&here) {
        places.push(here);
    }
}

/// The words of a name or a term that stand in capital letters, and of a term its initials.
fn capitals_of(within: MatchedIn, text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(move |_| within.is_named());
    let short = |word: &&str| is_capital(word) && word.chars().count() <= CAPITALS_MAX;
    let initials = (within == MatchedIn::Specialisation).then(|| initials(text));
    words.filter(short).map(str::to_owned).chain(initials)
}

/// «ИКТ» of «Информационно-коммуникационные технологии».
fn initials(term: &str) -> String {
    let words = term.split(|c: char| !c.is_alphanumeric());
    let told = words.filter(|word| !is_empty(&word.to_lowercase()));
    told.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The forms of a text's words in both languages.
fn forms_of(text: &Text) -> impl Iterator<Item = String> {
    LANGUAGES.into_iter().filter_map(|language| text.get(language)).flat_map(forms)
}
