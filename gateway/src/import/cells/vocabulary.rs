//! The terms of the dictionaries in force, found by code or by their Russian or English wording.

use std::collections::{BTreeMap, HashMap};

use registry_core::editions::InForce;
use registry_core::name::normalise;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::value::{Code, Language};

use crate::import::near::near;
use crate::import::reasons::Reason;

/// Every dictionary's terms by their wordings.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    lists: BTreeMap<String, List>,
}

/// One dictionary.
#[derive(Debug, Default)]
struct List {
    by_wording: HashMap<String, Code>,
    shown: Vec<String>,
}

impl List {
    /// Adds a term; its first wording is the one that is shown.
    fn add(&mut self, code: &Code, wordings: &[&str]) {
        self.shown.extend(wordings.first().map(|wording| (*wording).to_owned()));
        for wording in wordings.iter().copied().chain([code.as_str()]) {
            self.by_wording.entry(normalise(wording)).or_insert_with(|| code.clone());
        }
    }
}

impl Vocabulary {
    /// The vocabulary of the editions in force.
    pub(crate) fn of(in_force: InForce<'_>) -> Self {
        let mut lists: BTreeMap<String, List> = BTreeMap::new();
        for dictionary in &in_force.dictionaries.dictionaries {
            let list = lists.entry(dictionary.key.to_string()).or_default();
            for term in &dictionary.terms {
                list.add(&term.key, &[&term.ru, &term.en]);
            }
        }
        let regions = lists.entry(REGIONS_KEY.into()).or_default();
        for region in in_force.regions.regions.values() {
            let [ru, en] =
                [Language::Ru, Language::En].map(|of| region.name.in_language_or_other(of));
            regions.add(&region.code, &[ru, en, &region.short_ru]);
        }
        // They come by code; whoever looks for one in a list looks by name.
        regions.shown.sort_unstable();
        Self { lists }
    }

    /// The wordings of a dictionary's terms, as a list shows them.
    pub(crate) fn shown(&self, dictionary: &str) -> &[String] {
        self.lists.get(dictionary).map_or(&[], |list| &list.shown)
    }

    /// One term.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn code(&self, dictionary: &str, text: &str) -> Result<Code, Reason> {
        let found = self.find(dictionary, text);
        found.cloned().ok_or_else(|| self.unknown(dictionary, text))
    }

    /// Several terms, separated by `|`, `;` or line breaks.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn codes(&self, dictionary: &str, text: &str) -> Result<Vec<Code>, Reason> {
        // A wording may hold a separator itself.
        if let Some(only) = self.find(dictionary, text) {
            return Ok(vec![only.clone()]);
        }
        let parts = text.split(['|', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| self.code(dictionary, part)).collect()
    }

    fn find(&self, dictionary: &str, text: &str) -> Option<&Code> {
        self.lists.get(dictionary)?.by_wording.get(&normalise(text))
    }

    fn unknown(&self, dictionary: &str, text: &str) -> Reason {
        let shown = self.shown(dictionary).iter().map(String::as_str);
        let text: String = text.chars().take(60).collect();
        let reason = Reason::new(
            format!("В справочнике нет значения «{text}»."),
            format!("The dictionary has no term «{text}»."),
        );
        reason.with_near(&near(&text, shown))
    }
}
