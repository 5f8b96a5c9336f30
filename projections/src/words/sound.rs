//! The sound of a word: how it reads in Latin letters, with the differences between the ways to
//! write Russian in them levelled.
//!
//! «Химия» may be asked for as `khimiya`, `himija` or `himia`; all of them, and the Russian word,
//! have one sound.

use registry_events::letters;

/// Groups of Latin letters that stand for one Russian letter or for a pair that is often written
/// alike, longer ones first, with what they are levelled to.
const GROUPS: [(&str, &str); 31] = [
    ("shch", "s"),
    ("sch", "s"),
    ("iya", "a"),
    ("ija", "a"),
    ("iye", "e"),
    ("ije", "e"),
    ("iyu", "u"),
    ("iju", "u"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("yo", "e"),
    ("jo", "e"),
    ("ye", "e"),
    ("je", "e"),
    ("ie", "e"),
    ("ph", "f"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
];

/// The sound of a word's form.
pub(crate) fn sound(form: &str) -> String {
    let latin = in_latin(form);
    let mut left = latin.as_str();
    let mut sound = String::with_capacity(latin.len());
    while let Some(first) = left.chars().next() {
        let group = GROUPS.iter().find(|(group, _)| left.starts_with(group));
        let length = group.map_or(first.len_utf8(), |(group, _)| group.len());
        let (heard, rest) = left.split_at(length);
        push(&mut sound, group.map_or(heard, |(_, levelled)| levelled));
        left = rest;
    }
    sound
}

/// Adds letters; a doubled one is heard once, a doubled digit twice.
fn push(sound: &mut String, heard: &str) {
    for sign in heard.chars() {
        if sign.is_ascii_digit() || !sound.ends_with(sign) {
            sound.push(sign);
        }
    }
}

/// The form with Latin letters instead of Russian ones.
fn in_latin(form: &str) -> String {
    let mut latin = String::with_capacity(form.len());
    for letter in form.chars() {
        match letters::latin(letter) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(letter),
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_to_write_a_russian_word_in_latin_letters_has_its_sound() {
        let ways: [(&str, &[&str]); 8] = [
            ("химия", &["khimiya", "himija", "khimia", "himiya"]),
            ("фармацевтика", &["farmatsevtika", "farmacevtika", "pharmacevtika"]),
            ("щука", &["shchuka", "schuka"]),
            ("челябинск", &["chelyabinsk", "cheliabinsk"]),
            ("южный", &["yuzhnyy", "yuzhny", "iuzhnyi"]),
            ("ёлка", &["yolka", "jolka", "elka"]),
            ("россия", &["rossiya", "rossia", "rosiya"]),
            ("цирконий", &["tsirkoniy", "tsirkonij", "cirkoniy"]),
        ];
        for (russian, latin) in ways {
            let expected = sound(&crate::name::fold(russian));
            for way in latin {
                assert_eq!(sound(way), expected, "{russian} {way}");
            }
        }
    }

    #[test]
    fn words_that_sound_unlike_stay_apart_and_digits_stay_whole() {
        assert_ne!(sound("химия"), sound("физика"));
        assert_ne!(sound("1155"), sound("15"));
    }
}
