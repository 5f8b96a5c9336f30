//! Names as views keep them: the text, and beside it the form in which searches compare.

use registry_events::letters::folded;
use registry_events::value::{Language, Text};
use serde::Serialize;

/// A name, ready to be searched and sorted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// As it was stated.
    pub text: Text,
    #[serde(skip)]
    folded: String,
}

impl Name {
    /// Takes a text as a name.
    pub fn new(text: Text) -> Self {
        let first = text.in_language_or_other(Language::Ru);
        let other = text.get(Language::En).filter(|en| *en != first).unwrap_or_default();
        let folded = fold(&format!("{first}\n{other}"));
        Self { text, folded }
    }

    /// The name as searches and sorting compare it: Russian first, a line break, then English.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether either language contains what [`fold`] made of a question.
    pub fn contains(&self, folded: &str) -> bool {
        self.folded.contains(folded)
    }
}

/// The form in which names are compared, see [`folded`].
pub fn fold(text: &str) -> String {
    folded(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_either_language_whatever_its_case_and_yo() {
        let text = Text::new(Some("Кластер «Самолёт»"), Some("Aircraft Cluster")).expect("a text");
        let name = Name::new(text);
        for asked in ["САМОЛЕТ", "самолёт", "aircraft"] {
            assert!(name.contains(&fold(asked)), "{asked}");
        }
        assert!(!name.contains(&fold("вертолёт")));
    }
}
