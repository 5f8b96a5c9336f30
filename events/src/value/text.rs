//! Texts in two languages and codes of dictionaries.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use super::InvalidValue;

/// A language of the registry's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// A text in Russian, English or both; at least one is there when it came through [`Text::new`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// In Russian.
    pub ru: Option<String>,
    /// In English.
    pub en: Option<String>,
}

/// The longest text in one language, in characters; a field's own limit may be lower.
pub(super) const TEXT_CHARACTERS_MAX: usize = 8_000;

impl Text {
    /// Accepts a text: trimmed, a tab being a space and every line break one of a kind, without
    /// other control characters and heaps of marks, not empty, not endless.
    ///
    /// # Errors
    /// `text.empty`, `text.too-long`, `text.control-character` or `text.heaped-marks`.
    pub fn new(ru: Option<&str>, en: Option<&str>) -> Result<Self, InvalidValue> {
        let text = Self { ru: clean(ru)?, en: clean(en)? };
        if text.ru.is_none() && text.en.is_none() {
            return Err(InvalidValue::new("text.empty"));
        }
        Ok(text)
    }

    /// A Russian text, for our own words.
    pub fn ru(ru: impl Into<String>) -> Self {
        Self { ru: Some(ru.into()), en: None }
    }

    /// The text on one line, as a name or a title stands.
    #[must_use]
    pub fn on_one_line(&self) -> Self {
        let one_line = |given: &Option<String>| given.as_deref().map(one_line);
        Self { ru: one_line(&self.ru), en: one_line(&self.en) }
    }

    /// The text in one language, where it was given.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Ru => self.ru.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }

    /// The text in the asked language, else in the other one.
    pub fn in_language_or_other(&self, language: Language) -> &str {
        let other = if language == Language::Ru { Language::En } else { Language::Ru };
        self.get(language).or_else(|| self.get(other)).unwrap_or_default()
    }
}

/// A text on one line: trimmed, and each run of spaces, tabs and line breaks one space. Names are
/// pasted from tables and documents with such strays.
pub fn one_line(given: &str) -> String {
    given.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every way to begin a line that editors and tables know.
const LINE_BREAKS: [char; 4] = ['\r', '\u{b}', '\u{c}', '\u{85}'];

/// How many marks may stand over and under one letter; more run into the lines around it.
const MARKS_MAX: usize = 4;

fn clean(given: Option<&str>) -> Result<Option<String>, InvalidValue> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let text = text.replace("\r\n", "\n").replace(LINE_BREAKS, "\n").replace('\t', " ");
    if text.chars().any(|c| (c.is_control() && c != '\n') || is_deceptive(c)) {
        return Err(InvalidValue::new("text.control-character"));
    }
    if has_heaped_marks(&text) {
        return Err(InvalidValue::new("text.heaped-marks"));
    }
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(InvalidValue::new("text.too-long"));
    }
    Ok(Some(text))
}

/// Whether more marks stand over one letter than any script in use needs.
pub(super) fn has_heaped_marks(text: &str) -> bool {
    let mut marks = 0;
    text.chars().any(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MARKS_MAX
    })
}

/// Characters that can make a page lie: they turn the direction of writing, can't be seen, so that
/// two texts read the same and aren't, begin a line where scripts see none, or are whatever a private agreement makes of them.
pub(super) const fn is_deceptive(c: char) -> bool {
    turns_writing_or_hides(c) || is_private(c)
}

const fn turns_writing_or_hides(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{1d159}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// A code of a dictionary, or a key of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Arc<str>);

impl Code {
    /// Accepts Latin letters, digits, `_`, `-` and `.`, 1 to 64 of them.
    ///
    /// # Errors
    /// `code.malformed`.
    pub fn parse(given: &str) -> Result<Self, InvalidValue> {
        let plain =
            given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        if given.is_empty() || given.len() > 64 || !plain {
            return Err(InvalidValue::new("code.malformed"));
        }
        Ok(Self(given.into()))
    }

    /// A code that stands in our own source.
    ///
    /// # Panics
    /// When the literal is malformed, which a test of the caller shows at once.
    pub fn literal(given: &'static str) -> Self {
        Self::parse(given).expect("a code in our own source is well formed")
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_spaces_is_empty() {
        assert_eq!(Text::new(Some("  \n "), None), Err(InvalidValue::new("text.empty")));
    }

    #[test]
    fn a_text_that_turns_the_direction_of_writing_is_refused() {
        let turned = Text::new(Some("ООО \u{202e}авоксоМ"), None);
        assert_eq!(turned, Err(InvalidValue::new("text.control-character")));
    }

    #[test]
    fn a_text_with_characters_that_can_not_be_seen_is_refused() {
        for hidden in [
            '\u{200b}',
            '\u{3164}',
            '\u{feff}',
            '\u{e0041}',
            '\u{2800}',
            '\u{ad}',
            '\u{34f}',
            '\u{ffa0}',
            '\u{180e}',
        ] {
            let text = format!("Белая{hidden}сосна");
            assert!(Text::new(Some(&text), None).is_err(), "{hidden:?}");
        }
    }

    #[test]
    fn a_text_with_characters_of_private_use_is_refused() {
        for private in ['\u{e000}', '\u{f8ff}', '\u{f0000}', '\u{10fffd}'] {
            let text = format!("Белая{private}сосна");
            assert!(Text::new(Some(&text), None).is_err(), "{private:?}");
        }
    }

    #[test]
    fn line_breaks_are_of_one_kind_and_a_tab_is_a_space() {
        let text = Text::new(Some("а\rб\u{b}в\u{85}г\tд"), None).expect("a text");
        assert_eq!(text.ru.as_deref(), Some("а\nб\nв\nг д"));
        assert!(Text::new(Some("а\u{7}б"), None).is_err(), "a bell is no line break");
    }

    #[test]
    fn separators_of_lines_that_programs_see_and_readers_do_not_are_refused() {
        for separator in ['\u{2028}', '\u{2029}'] {
            let text = Text::new(Some(&format!("а{separator}б")), None);
            assert_eq!(text, Err(InvalidValue::new("text.control-character")), "{separator:?}");
        }
    }

    #[test]
    fn marks_are_not_heaped_on_one_letter() {
        let heaped = |marks| Text::new(Some(&format!("и{}", "\u{301}".repeat(marks))), None);
        assert!(heaped(4).is_ok());
        assert_eq!(heaped(5), Err(InvalidValue::new("text.heaped-marks")));
    }

    #[test]
    fn a_name_stands_on_one_line() {
        let pasted = Text::new(Some("АО\n\t «Белая\u{a0}сосна»"), Some("White\nPine"));
        let name = pasted.expect("a text").on_one_line();
        assert_eq!(name.ru.as_deref(), Some("АО «Белая сосна»"));
        assert_eq!(name.en.as_deref(), Some("White Pine"));
    }

    #[test]
    fn a_quoted_line_break_survives() {
        let text = Text::new(Some("первая\r\nвторая"), None).expect("a text");
        assert_eq!(text.ru.as_deref(), Some("первая\nвторая"));
    }
}
