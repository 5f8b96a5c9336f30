//! How numbers, dates and Russian text are set.
//!
//! Narrow no-break spaces in numbers, a real minus, days as 31.12.2015, no short word left alone at
//! the end of a line, and places where a long word may break (browsers don't hyphenate Russian).

use hypher::{Lang, hyphenate_bounded};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::value::{Decimal, Language};

/// U+202F, between the thousands of a number.
pub const NARROW_SPACE: char = '\u{202f}';
/// U+00A0, after a short word.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// U+2212.
pub const MINUS: char = '\u{2212}';
const SOFT_HYPHEN: char = '\u{ad}';
/// Words of this many letters get places to break.
const LONG_WORD_LETTERS_MIN: usize = 15;
/// So many letters stay on either side of a break.
const EDGE_LETTERS_MIN: usize = 3;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole number: `12 200`, `−5`.
pub fn integer(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = grouped(&number.unsigned_abs().to_string());
    if number < 0 { format!("{MINUS}{digits}") } else { digits }
}

/// A decimal number with the language's mark: `9,5` or `9.5`.
pub fn decimal(number: Decimal, language: Language) -> String {
    let text = number.normalize().abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() { "\u{2212}" } else { "" };
    let mark = match language {
        Language::Ru => ",",
        Language::En => ".",
    };
    let mark = if fraction.is_empty() { "" } else { mark };
    format!("{sign}{}{mark}{fraction}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
        text.push(digit);
    }
    text
}

/// A day: `31.12.2015`, in English `31 December 2015`.
pub fn date(date: Date, language: Language) -> String {
    let month = usize::from(date.month().unsigned_abs());
    match language {
        Language::Ru => format!("{:02}.{month:02}.{:04}", date.day(), date.year()),
        Language::En => {
            let name = MONTHS.get(month - 1).copied().unwrap_or_default();
            format!("{}{NO_BREAK_SPACE}{name} {}", date.day(), date.year())
        }
    }
}

/// The day of an instant in the registry's zone.
pub fn day(instant: Timestamp, zone: &TimeZone, language: Language) -> String {
    date(zone.to_datetime(instant).date(), language)
}

/// The minute of an instant in the registry's zone: `31.12.2015, 23:59`.
pub fn minute(instant: Timestamp, zone: &TimeZone, language: Language) -> String {
    let local = zone.to_datetime(instant);
    format!("{}, {:02}:{:02}", date(local.date(), language), local.hour(), local.minute())
}

/// A share of thousandths as per cent: `87,5 %`, in English `87.5%`.
pub fn per_cent(per_mille: u32, language: Language) -> String {
    in_per_cent(Decimal::new(i64::from(per_mille), 1), language)
}

/// So many per cent, with the sign as the language sets it.
pub fn in_per_cent(number: Decimal, language: Language) -> String {
    let number = decimal(number, language);
    match language {
        Language::Ru => format!("{number}{NO_BREAK_SPACE}%"),
        Language::En => format!("{number}%"),
    }
}

/// A text that begins a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Text ready for a page: short words stay with the next one, a dash with the one before, long ones
/// may break.
pub fn set(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + 16);
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_alphabetic() {
            word.push(character);
            continue;
        }
        let short = (1..=2).contains(&word.chars().count());
        push_word(&mut set, &word);
        let stays = short || set.ends_with('№') || characters.peek() == Some(&'—');
        set.push(if character == ' ' && stays { NO_BREAK_SPACE } else { character });
        word.clear();
    }
    push_word(&mut set, &word);
    set
}

fn push_word(set: &mut String, word: &str) {
    if word.chars().count() < LONG_WORD_LETTERS_MIN {
        set.push_str(word);
        return;
    }
    // The patterns know small letters only; small and capital ones are of one length in Russian.
    let small = word.to_lowercase();
    let mut rest = word;
    for syllable in hyphenate_bounded(&small, Lang::Russian, EDGE_LETTERS_MIN, EDGE_LETTERS_MIN) {
        let Some((part, after)) = rest.split_at_checked(syllable.len()) else { break };
        set.push_str(part);
        rest = after;
        if !rest.is_empty() {
            set.push(SOFT_HYPHEN);
        }
    }
    set.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_by_a_narrow_space() {
        let all = [0, 999, 1_900, 1_000_000, -12_200].map(integer);
        assert_eq!(all, ["0", "999", "1\u{202f}900", "1\u{202f}000\u{202f}000", "−12\u{202f}200"]);
    }

    #[test]
    fn words_of_any_length_are_set() {
        for letters in [15, 22, 23, 46, 300, 9_000] {
            for letter in ["а", "z", "é", "7"] {
                let word = letter.repeat(letters);
                assert_eq!(set(&word).replace(SOFT_HYPHEN, ""), word, "{letters} of {letter}");
            }
        }
        assert!(set("водогрязеторфопарафинолечение").contains(SOFT_HYPHEN));
    }

    #[test]
    fn a_decimal_has_the_mark_of_its_language_and_no_idle_zeros() {
        let number = Decimal::new(-12_500, 3);
        assert_eq!(decimal(number, Language::Ru), "−12,5");
        assert_eq!(decimal(Decimal::new(95, 1), Language::En), "9.5");
        assert_eq!(per_cent(875, Language::Ru), "87,5\u{a0}%");
        assert_eq!(per_cent(657, Language::En), "65.7%");
    }

    #[test]
    fn a_day_is_written_as_each_language_does() {
        let last = jiff::civil::date(2015, 12, 31);
        assert_eq!(date(last, Language::Ru), "31.12.2015");
        assert_eq!(date(last, Language::En), "31\u{a0}December 2015");
    }

    #[test]
    fn a_short_word_and_a_number_sign_stay_with_the_next_one() {
        assert_eq!(set("Выставка № 336"), "Выставка №\u{a0}336");
        assert_eq!(set("все — рядом"), "все\u{a0}— рядом");
        assert_eq!(set("Проекты в двух и более"), "Проекты в\u{a0}двух и\u{a0}более");
    }

    #[test]
    fn a_long_word_may_break_between_syllables() {
        let broken = set("Информационно-коммуникационные");
        assert_eq!(broken.replace('\u{ad}', ""), "Информационно-коммуникационные");
        assert_eq!(
            broken.split('-').next_back(),
            Some("ком\u{ad}му\u{ad}ни\u{ad}ка\u{ad}ци\u{ad}он\u{ad}ные")
        );
        let shown = |text: &str| set(text).replace(SOFT_HYPHEN, "-");
        assert_eq!(shown("Автомобилестроение"), "Авто-мо-би-ле-стро-е-ние");
        assert_eq!(shown("приборостроением"), "при-бо-ро-стро-е-нием");
        assert_eq!(shown("internationalisation"), "internationalisation");
    }
}
