//! The root of a word: what is left without its endings.
//!
//! Snowball's stemmers take inflection off. In Russian it leaves the suffixes that make an adjective
//! of a noun, and the name of a branch of industry is as often the one as the other; those below are
//! taken off after it. Words that only seem to have one lose it too, in questions and texts alike,
//! so nothing that was found before is lost by it; the closer form is shown first.

use rust_stemmers::{Algorithm, Stemmer};

use super::is_latin;

/// How many suffixes may follow one another.
const SUFFIXES_MAX: usize = 3;

/// Suffixes of derived words, longer ones first: what is taken off, the fewest letters that must be
/// left, and what has to come before it.
const SUFFIXES: [(&str, usize, Before); 13] = [
    ("ическ", 3, Before::Anything),
    ("ительн", 4, Before::Anything),
    ("ост", 4, Before::Anything),
    ("ион", 4, Before::Anything),
    ("изм", 3, Before::Anything),
    ("ист", 3, Before::Anything),
    ("ен", 4, Before::Anything),
    ("ян", 4, Before::Anything),
    ("ос", 4, Before::Anything),
    ("ик", 3, Before::Anything),
    ("ск", 4, Before::Anything),
    ("н", 3, Before::Consonant),
    ("л", 5, Before::Labial),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Anything,
    Consonant,
    /// Where a soft labial has an «л» behind it: «Ярославль» and «ярославский».
    Labial,
}

/// The root of a word's form.
pub(crate) fn root(form: &str) -> String {
    if is_latin(form) {
        return Stemmer::create(Algorithm::English).stem(form).into_owned();
    }
    let stem = Stemmer::create(Algorithm::Russian).stem(form).into_owned();
    (0..SUFFIXES_MAX).fold(stem, |stem, _| without_suffix(&stem).to_owned())
}

fn without_suffix(stem: &str) -> &str {
    let stem = stem.strip_suffix('ь').unwrap_or(stem);
    let left = SUFFIXES.iter().find_map(|(suffix, letters_min, before)| {
        let left = stem.strip_suffix(suffix)?;
        let long_enough = left.chars().count() >= *letters_min;
        (long_enough && before.allows(left)).then_some(left)
    });
    left.map_or(stem, |left| left.strip_suffix('ь').unwrap_or(left))
}

impl Before {
    fn allows(self, left: &str) -> bool {
        const NO_CONSONANTS: &str = "аеиоуыэюяй";
        const LABIALS: &str = "бвмпф";
        let last = left.chars().last();
        match self {
            Self::Anything => true,
            Self::Consonant => last.is_some_and(|last| !NO_CONSONANTS.contains(last)),
            Self::Labial => last.is_some_and(|last| LABIALS.contains(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_of_an_industry_and_their_adjectives_have_one_root() {
        let families: [&[&str]; 17] = [
            &["фармацевтика", "фармацевтический", "фармацевтических", "фармацевт"],
            &["химия", "химический", "химической"],
            &["оптика", "оптический", "оптике"],
            &["авиация", "авиационный", "авиационного"],
            &["судостроение", "судостроительный", "судостроительная"],
            &["машиностроение", "машиностроительного"],
            &["мебель", "мебельный", "мебели"],
            &["текстиль", "текстильной"],
            &["лес", "лесной", "леса"],
            &["туризм", "туристический", "туристского"],
            &["медицина", "медицинской"],
            &["керамика", "керамический"],
            &["металлургия", "металлургического"],
            &["нефть", "нефтяной", "нефтяного", "нефти"],
            &["космос", "космический", "космоса"],
            &["ярославль", "ярославская", "ярославле"],
            &["участник", "участники", "участниками"],
        ];
        for family in families {
            let roots: Vec<_> = family.iter().map(|word| root(word)).collect();
            assert!(roots.iter().all(|one| *one == roots[0]), "{family:?} {roots:?}");
        }
    }

    #[test]
    fn words_of_different_things_keep_different_roots() {
        for (one, other) in [
            ("химия", "хлеб"),
            ("томск", "том"),
            ("регион", "рег"),
            ("образование", "образ"),
            ("станок", "стан"),
            ("кластер", "класс"),
        ] {
            assert_ne!(root(one), root(other), "{one} {other}");
        }
    }

    #[test]
    fn english_words_lose_their_endings_too() {
        assert_eq!(root("clusters"), root("cluster"));
        assert_eq!(root("pharmaceuticals"), root("pharmaceutical"));
    }
}
