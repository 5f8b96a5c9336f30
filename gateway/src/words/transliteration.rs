//! Russian names in Latin letters, by the table of BGN/PCGN (1947), as passports of places and most
//! English texts have them: «Белая сосна» is «Belaya sosna». The signs ъ and ь are left out, and
//! typographic quotation marks become English ones.
//!
//! Nothing here is guessed to be an English name: a page marks what comes from here as
//! transliterated.

use registry_events::letters;

/// A place where a line may be broken within a word: no part of it.
const SOFT_HYPHEN: char = '\u{ad}';

/// The name of a text in Latin letters, where a page in English has it in Russian only.
pub fn of(name: &str, only_in: Option<&str>) -> Option<String> {
    let has_cyrillic = name.chars().any(|sign| latin(sign, None).is_some());
    (only_in == Some("ru") && has_cyrillic).then(|| transliterated(name))
}

/// A text in Latin letters; what is no Russian letter stays as it is.
pub fn transliterated(text: &str) -> String {
    let signs: Vec<char> = text.chars().filter(|sign| *sign != SOFT_HYPHEN).collect();
    let mut written = String::with_capacity(text.len());
    for (index, sign) in signs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| signs.get(before)).copied();
        match latin(*sign, before) {
            None => written.push_str(&mark(*sign)),
            Some(letters) if !sign.is_uppercase() => written.push_str(letters),
            Some(letters) if is_shouted(before, signs.get(index + 1).copied()) => {
                written.push_str(&letters.to_uppercase());
            }
            Some(letters) => written.push_str(&capitalised(letters)),
        }
    }
    written
}

/// The letters for a Russian one; `е` and `ё` depend on what stands before them.
fn latin(sign: char, before: Option<char>) -> Option<&'static str> {
    match sign.to_lowercase().next()? {
        'е' if begins_sound(before) => Some("ye"),
        'ё' if begins_sound(before) => Some("yë"),
        letter => letters::latin(letter),
    }
}

/// Whether `е` is spoken as `йе` here: at a word's beginning, after vowels, `й`, `ъ` and `ь`.
fn begins_sound(before: Option<char>) -> bool {
    let before = before.and_then(|sign| sign.to_lowercase().next());
    before.is_none_or(|sign| !sign.is_alphabetic() || "аеёиоуыэюяйъь".contains(sign))
}

/// Whether a capital letter stands in a word of capitals: «ЩИТ» is «SHCHIT», «Щит» is «Shchit».
fn is_shouted(before: Option<char>, after: Option<char>) -> bool {
    match after.filter(|sign| sign.is_alphabetic()) {
        Some(after) => after.is_uppercase(),
        None => before.is_some_and(char::is_uppercase),
    }
}

fn capitalised(letters: &str) -> String {
    let mut letters = letters.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn mark(sign: char) -> String {
    match sign {
        '«' | '„' => '“'.into(),
        '»' => '”'.into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_by_the_table() {
        for (russian, latin) in [
            ("Белая сосна", "Belaya sosna"),
            ("Берёза", "Berëza"),
            ("Ёлка", "Yëlka"),
            ("Екатеринбург", "Yekaterinburg"),
            ("Объединение «Заречье»", "Obyedineniye “Zarechye”"),
            ("Щёлковский научно-производственный", "Shchëlkovskiy nauchno-proizvodstvennyy"),
            ("ООО «Хим-Щит»", "OOO “Khim-Shchit”"),
            ("ЖЩЮ", "ZHSHCHYU"),
            ("Цифровая эра № 1", "Tsifrovaya era № 1"),
            ("Завод IT", "Zavod IT"),
        ] {
            assert_eq!(transliterated(russian), latin);
        }
    }

    #[test]
    fn places_where_a_page_may_break_a_word_are_left_out() {
        assert_eq!(transliterated("Машино\u{ad}строение"), "Mashinostroyeniye");
    }

    #[test]
    fn only_what_stands_in_russian_in_another_language_needs_it() {
        assert_eq!(of("Сосна", Some("ru")), Some("Sosna".into()));
        assert_eq!(of("Сосна", None), None);
        assert_eq!(of("Alpha 1", Some("ru")), None);
    }
}
