//! The table of problems: each code with its status, its title and its sentence in both languages.
//!
//! The order is the order of precedence: of several problems of one request the first one is
//! answered; only problems of the body are answered together. `docs/problems.md` is made from this
//! table. A sentence says what is wrong and what to do; `{0}` is what it names, `{0:field}` the label
//! of what it names, and `{0:meant}` the guess that it is meant, a sentence of its own.

mod decisions;
mod disputes;
mod labels;
mod listing;
mod on_pages;
mod organisations;
mod profile;
mod reading;
mod requests;
mod server;
mod values;
mod voice;

use registry_events::value::Language;

pub use labels::{Labels, LabelsInForce, NoLabels};
pub use listing::{listing, precedence};
pub use on_pages::sentence_on_page;

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The code, stable for programs.
    pub code: &'static str,
    /// The status of an answer with this code.
    pub status: u16,
    title: Said,
    detail: Said,
}

/// Words in both languages.
#[derive(Debug, Clone, Copy)]
struct Said {
    ru: &'static str,
    en: &'static str,
}

/// Writes rows as `"code" status: "title" / "title", "sentence" / "sentence";`, Russian first.
macro_rules! table {
    ($($code:literal $status:literal: $title:literal / $title_en:literal,
       $detail:literal / $detail_en:literal;)+) => {
        pub(super) static ROWS: &[crate::problems::Row] = &[$(crate::problems::Row {
            code: $code,
            status: $status,
            title: crate::problems::Said { ru: $title, en: $title_en },
            detail: crate::problems::Said { ru: $detail, en: $detail_en },
        }),+];
    };
}
use table;

/// A part of the table, by the step of a request that its codes belong to.
#[derive(Debug)]
pub struct Part {
    title: &'static str,
    rows: &'static [Row],
}

/// The table in order of precedence.
static PARTS: &[Part] = &[
    Part { title: "Before the handler: address, caller, path, repeat, body", rows: requests::ROWS },
    Part { title: "What is asked of a read", rows: reading::ROWS },
    Part { title: "Values in a body", rows: values::ROWS },
    Part { title: "Statements, items and requirements", rows: profile::ROWS },
    Part { title: "This cluster, its version, its state", rows: decisions::ROWS },
    Part { title: "Disputes", rows: disputes::ROWS },
    Part { title: "Organisations", rows: organisations::ROWS },
    Part { title: "Enquiries, reports, proposals, clusters that are expected", rows: voice::ROWS },
    Part { title: "The server and the log", rows: server::ROWS },
];

/// Every row in order of precedence.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    PARTS.iter().flat_map(|part| part.rows)
}

/// The row of a code, when it stands in the table.
pub fn find(code: &str) -> Option<&'static Row> {
    rows().find(|row| row.code == code)
}

/// The row of a code. A test holds that every code in use has one; without it a fault is told.
pub fn row(code: &str) -> &'static Row {
    find(code).or_else(|| find("server.fault")).unwrap_or(&requests::ROWS[0])
}

impl Row {
    /// The kind of problem in a few words.
    pub const fn title(&self, language: Language) -> &'static str {
        self.title.get(language)
    }

    /// The sentence, with its places open.
    pub const fn template(&self, language: Language) -> &'static str {
        self.detail.get(language)
    }
}

impl Said {
    const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }
}

/// The sentence of a code with its places filled.
pub fn sentence(code: &str, details: &[String], language: Language, labels: &dyn Labels) -> String {
    filled_in(row(code).template(language), details, language, labels)
}

/// A template with its places filled.
fn filled_in(
    template: &str,
    details: &[String],
    language: Language,
    labels: &dyn Labels,
) -> String {
    let mut sentence = String::new();
    let mut rest = template;
    while let Some((before, place)) = rest.split_once('{') {
        let (name, after) = place.split_once('}').unwrap_or((place, ""));
        sentence.push_str(before);
        let quoted = sentence.ends_with(['«', '“']);
        match filled(name, details, language, labels, quoted) {
            Some(detail) => sentence.push_str(&detail),
            // What isn't known isn't named, nor is the space before it.
            None => sentence.truncate(sentence.trim_end().len()),
        }
        rest = after;
    }
    sentence + rest
}

/// Whether a sentence names something that an edition calls, as `{0:field}` does.
pub fn names_by_edition(code: &str) -> bool {
    let template = row(code).template(Language::Ru);
    labels::OF_EDITIONS.iter().any(|kind| template.contains(&format!(":{kind}}}")))
}

/// What a place such as `0` or `1:field` stands for; a key that nobody calls otherwise stands in
/// quotation marks, once.
fn filled(
    name: &str,
    details: &[String],
    language: Language,
    labels: &dyn Labels,
    quoted: bool,
) -> Option<String> {
    let (index, kind) = name.split_once(':').unwrap_or((name, ""));
    let detail = details.get(index.parse::<usize>().ok()?)?;
    match (kind, language) {
        ("", _) => return Some(detail.clone()),
        ("meant", Language::Ru) => return Some(format!("Возможно, это {detail}.")),
        ("meant", Language::En) => return Some(format!("Perhaps you mean {detail}.")),
        _ => {}
    }
    let key = || if quoted { detail.clone() } else { format!("«{detail}»") };
    Some(labels.label(kind, detail, language).unwrap_or_else(key))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_stands_once() {
        let codes: BTreeSet<_> = rows().map(|row| row.code).collect();
        assert_eq!(codes.len(), rows().count());
    }

    #[test]
    fn a_place_that_nothing_fills_leaves_a_whole_sentence() {
        let sentence =
            |details: &[String]| super::sentence("item.not-open", details, Language::En, &NoLabels);
        assert_eq!(
            sentence(&[]),
            "There is no open item. Read the card and name one that is open."
        );
        assert!(sentence(&["projects/3".into()]).starts_with("There is no open item projects/3."));
    }

    #[test]
    fn a_number_that_editions_say_is_told_as_it_is() {
        let said = |code, details: &[&str]| {
            let details: Vec<_> = details.iter().map(|detail| (*detail).to_owned()).collect();
            super::sentence(code, &details, Language::En, &NoLabels)
        };
        let open = said("dispute.too-many-open", &["3"]);
        assert!(open.starts_with("One person may have no more than 3 open disputes"), "{open}");
        let seen = said("confirmation.seen-too-long-ago", &["website", "12"]);
        assert!(seen.contains("“website”") || seen.contains("«website»"), "{seen}");
        assert!(seen.contains("from the day it was seen: 12."), "{seen}");
    }

    #[test]
    fn a_key_stands_in_quotation_marks_once() {
        let details = ["XX".into(), "nowhere".into()];
        let said = super::sentence("code.unknown", &details, Language::En, &NoLabels);
        assert!(said.starts_with("There is no code “XX” in the dictionary “nowhere”."), "{said}");
    }

    #[test]
    fn every_sentence_is_whole_in_both_languages() {
        for row in rows() {
            for language in [Language::Ru, Language::En] {
                assert!(!row.title(language).is_empty(), "{}", row.code);
                assert!(row.template(language).ends_with('.'), "{}", row.code);
            }
        }
    }
}
