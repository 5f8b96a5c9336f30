//! Letters made comparable: how a word reads and not how it was typed. Names that must differ and
//! words that are searched for go by the same form, made here; and Russian letters in Latin ones.

use unicode_normalization::UnicodeNormalization;

use crate::value::Value;

/// A text in lower case, «ё» as «е», without stress marks; in a word that has Cyrillic letters the
/// Latin letters that look like some are read as those.
pub fn folded(text: &str) -> String {
    let composed = text.nfc().filter(|sign| !matches!(sign, '\u{300}'..='\u{36f}'));
    let lower: String = composed.flat_map(char::to_lowercase).collect();
    let words = lower.split_inclusive(|sign: char| !sign.is_alphanumeric());
    words.flat_map(read_in_one_alphabet).collect()
}

/// Whether two values are the same, texts by how they read.
pub fn is_read_as(one: &Value, other: &Value) -> bool {
    let said = |text: &Option<String>| text.as_deref().map(folded);
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => {
            said(&one.ru) == said(&other.ru) && said(&one.en) == said(&other.en)
        }
        _ => one == other,
    }
}

fn read_in_one_alphabet(word: &str) -> impl Iterator<Item = char> + use<'_> {
    let cyrillic = word.chars().any(|sign| matches!(sign, '\u{400}'..='\u{52f}'));
    word.chars().map(move |sign| match sign {
        'ё' => 'е',
        sign if cyrillic => cyrillic_twin(sign),
        sign => sign,
    })
}

/// The Cyrillic letter that looks the same, as a small or as a capital one.
const fn cyrillic_twin(sign: char) -> char {
    match sign {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' | 'ë' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}

/// A small Russian letter in Latin ones by the table of BGN/PCGN (1947), without regard to what stands
/// before it; `ё` as `ë`, the signs ъ and ь left out. None for any other sign.
pub const fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "ë",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stress_mark_and_yo_make_no_other_word() {
        assert_eq!(folded("Со\u{301}сна Берёза"), "сосна береза");
        assert_eq!(folded("Край и\u{306}од"), "край йод", "й is a letter however it is composed");
    }

    #[test]
    fn latin_letters_in_a_cyrillic_word_are_read_as_what_they_look_like() {
        assert_eq!(folded("клаcтер «Бeлaя cocна»"), "кластер «белая сосна»");
        assert_eq!(folded("TОМCK-ий BEСНA"), "томск-ий весна");
    }

    #[test]
    fn a_latin_word_stays_one() {
        assert_eq!(folded("Top Tech, ИТ-park 3D"), "top tech, ит-park 3d");
    }
}
