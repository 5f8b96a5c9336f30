//! Entity tags: `W/"<position of the last event shown>-<build>-<language>"`, and behind these the
//! registry's day where the answer depends on it.

use axum::http::HeaderValue;
use jiff::civil::Date;
use registry_events::ids::Position;
use registry_events::value::Language;

use super::appearance::Appearance;
use super::language;

/// Names this build in tags: another program may show the same events otherwise.
pub const BUILD: &str = match option_env!("REGISTRY_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

/// A tag of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    text: String,
    language: Language,
}

impl Tag {
    /// The tag of an answer that shows events up to a position; none shows an empty registry.
    pub fn new(shown: Option<Position>, language: Language) -> Self {
        let position = shown.map_or_else(|| "none".into(), |position| position.to_string());
        let text = format!("W/\"{position}-{BUILD}-{}\"", language::code(language));
        Self { text, language }
    }

    /// The tag of an answer that also depends on the registry's day.
    #[must_use]
    pub fn of_day(self, day: Date) -> Self {
        let text = format!("{}-{day}\"", self.text.trim_end_matches('"'));
        Self { text, ..self }
    }

    /// The tag of a page that looks as its reader chose.
    #[must_use]
    pub fn of_appearance(self, appearance: Appearance) -> Self {
        if appearance.is_usual() {
            return self;
        }
        let text = format!("{}-{}\"", self.text.trim_end_matches('"'), appearance.value());
        Self { text, ..self }
    }

    /// The language of the answer.
    pub const fn language(&self) -> &'static str {
        language::code(self.language)
    }

    /// The tag as a header.
    pub fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.text).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
    }

    /// Whether `If-None-Match` names it; weak comparison, as for reads.
    pub fn matches(&self, if_none_match: &str) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let own = opaque(&self.text);
        if_none_match.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_and_tells_languages_apart() {
        let tag = Tag::new(Some(Position(7)), Language::Ru);
        let text = tag.header();
        let text = text.to_str().expect("ascii");
        assert!(tag.matches(&format!("\"other\", {text}")));
        assert!(!Tag::new(Some(Position(7)), Language::En).matches(text));
    }
}
