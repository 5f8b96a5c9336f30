//! Editions: dated texts of data that the rules run on, adopted by events.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::event::{EditionAdopted, EditionTextRecorded, RegistryEvent};
use crate::ids::Digest;
use crate::value::Code;

/// What an edition is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditionKind {
    /// The profile's fields: `core/catalogue/<edition>.toml`.
    Catalogue,
    /// Lists of terms: `core/dictionaries/<edition>.toml`.
    Dictionaries,
    /// Subjects of the federation: `core/regions/<edition>.tsv`.
    Regions,
    /// Markers, gates and thresholds: `core/rulebook/<edition>.toml`.
    Rulebook,
}

impl EditionKind {
    /// Every kind, in the order of adoption at the registry's opening.
    pub const ALL: [Self; 4] = [Self::Dictionaries, Self::Regions, Self::Catalogue, Self::Rulebook];

    /// The kind's key, the same in log, API and command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Dictionaries => "dictionaries",
            Self::Regions => "regions",
            Self::Rulebook => "rulebook",
        }
    }
}

/// The longest piece of an edition's text in one event, in bytes.
pub const EDITION_PIECE_BYTES_MAX: usize = 48 * 1024;

/// Cuts a text into pieces that fit an event each, at character boundaries.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > EDITION_PIECE_BYTES_MAX {
        let (piece, tail) = rest.split_at(rest.floor_char_boundary(EDITION_PIECE_BYTES_MAX));
        pieces.push(piece);
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

/// An edition in force: its name and its text as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// Of what.
    pub kind: EditionKind,
    /// The edition's name.
    pub edition: Code,
    /// BLAKE3 of the text.
    pub digest: Digest,
    /// The whole text.
    pub text: Arc<str>,
}

/// Folds the stream `registry` into the texts of every edition that was ever adopted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editions {
    pieces: BTreeMap<Digest, BTreeMap<u32, String>>,
    adopted: Vec<Adopted>,
}

impl Editions {
    /// Takes one event of the stream `registry`.
    pub fn apply(&mut self, event: &RegistryEvent) {
        match event {
            RegistryEvent::EditionTextRecorded(recorded) => self.record(recorded),
            RegistryEvent::EditionAdopted(adopted) => self.adopt(adopted),
            RegistryEvent::RegistryOpened(_)
            | RegistryEvent::StatisticsPublished(_)
            | RegistryEvent::EstimateStated(_)
            | RegistryEvent::SubjectForgotten(_) => {}
        }
    }

    /// The edition of a kind in force.
    pub fn in_force(&self, kind: EditionKind) -> Option<&Adopted> {
        self.adopted.iter().rev().find(|adopted| adopted.kind == kind)
    }

    /// An edition by its name, in force or past.
    pub fn edition(&self, kind: EditionKind, edition: &str) -> Option<&Adopted> {
        let named =
            |adopted: &&Adopted| adopted.kind == kind && adopted.edition.as_str() == edition;
        self.adopted.iter().rev().find(named)
    }

    /// Every edition in the order of adoption.
    pub fn all(&self) -> &[Adopted] {
        &self.adopted
    }

    fn record(&mut self, recorded: &EditionTextRecorded) {
        let pieces = self.pieces.entry(recorded.digest).or_default();
        pieces.insert(recorded.index, recorded.text.clone());
    }

    fn adopt(&mut self, adopted: &EditionAdopted) {
        let pieces = self.pieces.get(&adopted.digest);
        let text: String =
            pieces.into_iter().flat_map(BTreeMap::values).map(String::as_str).collect();
        self.adopted.push(Adopted {
            kind: adopted.kind,
            edition: adopted.edition.clone(),
            digest: adopted.digest,
            text: text.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text_and_fit_an_event() {
        let text = "признак ".repeat(20_000);
        let pieces = pieces(&text);
        assert!(pieces.len() > 1);
        assert!(pieces.iter().all(|piece| piece.len() <= EDITION_PIECE_BYTES_MAX));
        assert_eq!(pieces.concat(), text);
    }
}
