//! The registry's words in Russian and English: labels, numbers, dates, sentences.
//!
//! Views and events carry codes; what a code is called is decided here, by the adopted dictionaries
//! where they know it and by the fixed words of [`terms`] where it is ours. Nothing here reads a
//! view's figures or the log.

pub mod entry_types;
pub mod history;
pub mod journal;
pub mod messages;
pub mod registry;
pub mod samples;
pub mod terms;
pub mod transliteration;
pub mod typography;
pub mod value;
pub mod voice;

use registry_events::value::{Language, Text};

/// A word of ours in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// In Russian.
    pub ru: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Said {
    /// A word in both languages.
    pub const fn new(ru: &'static str, en: &'static str) -> Self {
        Self { ru, en }
    }

    /// The word in one language.
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }

    /// The word as a text.
    pub fn text(self) -> Text {
        Text { ru: Some(self.ru.into()), en: Some(self.en.into()) }
    }
}

/// A text in both languages, made by one function for each.
pub fn in_both(make: impl Fn(Language) -> String) -> Text {
    Text { ru: Some(make(Language::Ru)), en: Some(make(Language::En)) }
}
