//! The texts of the editions that ship with the program, and the stream `registry` folded into the
//! editions in force.

mod agreement;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::catalogue::Catalogue;
use registry_events::dictionary::{Dictionaries, Regions};
use registry_events::edition::{EditionKind, Editions};
use registry_events::event::{EstimateStated, PublicationEvent, RegistryEvent, RegistryOpened};
use registry_events::ids::StreamVersion;
use registry_events::seal::KeyId;
use registry_events::stream::{EventRef, StreamId};
use registry_events::value::Code;

pub use agreement::disagreement;

use crate::rulebook::Rulebook;
use crate::state::Publications;

/// An edition that ships with the program.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Of what.
    pub kind: EditionKind,
    /// The edition's name.
    pub edition: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The editions a new registry opens with.
pub const SHIPPED: [Shipped; 4] = [
    Shipped {
        kind: EditionKind::Dictionaries,
        edition: "1.0",
        text: include_str!("../dictionaries/1.0.toml"),
    },
    Shipped {
        kind: EditionKind::Regions,
        edition: "1.0",
        text: include_str!("../regions/1.0.tsv"),
    },
    Shipped {
        kind: EditionKind::Catalogue,
        edition: "1.0",
        text: include_str!("../catalogue/1.0.toml"),
    },
    Shipped {
        kind: EditionKind::Rulebook,
        edition: "1.0",
        text: include_str!("../rulebook/1.0.toml"),
    },
];

/// The largest text of an edition, in bytes: several times the largest that ships.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// The longest name of an edition.
const NAME_CHARACTERS_MAX: usize = 40;

/// Facts with the outcome that a shipped rulebook gives of them, so that others can check an engine
/// of their own; none for a text that isn't the shipped one.
pub fn vectors_of(rulebook: &str) -> Option<&'static str> {
    let shipped = SHIPPED.iter().find(|shipped| shipped.kind == EditionKind::Rulebook)?;
    (shipped.text == rulebook).then_some(include_str!("../rulebook/1.0.vectors.json"))
}

/// Why a text can't be adopted, in the words of its parser.
#[derive(Debug, thiserror::Error)]
#[error("this is not an edition of {kind}: {reason}", kind = kind.key())]
pub struct NotAnEdition {
    /// Of what it should be.
    pub kind: EditionKind,
    /// What the parser says.
    pub reason: String,
}

/// Reads a text as an edition, to see whether it can be adopted; answers with the name it gives
/// itself, where its kind has one.
///
/// # Errors
/// [`NotAnEdition`].
pub fn check(kind: EditionKind, text: &str) -> Result<Option<Code>, NotAnEdition> {
    if text.len() > TEXT_BYTES_MAX {
        let reason = format!("it has more than {TEXT_BYTES_MAX} bytes");
        return Err(NotAnEdition { kind, reason });
    }
    let own_name = match kind {
        EditionKind::Catalogue => {
            Catalogue::parse(text).map(|read| Some(read.edition)).map_err(|e| explain(&e))
        }
        EditionKind::Dictionaries => {
            Dictionaries::parse(text).map(|read| Some(read.edition)).map_err(|e| explain(&e))
        }
        EditionKind::Regions => Regions::parse(text).map(|_| None).map_err(|e| explain(&e)),
        EditionKind::Rulebook => {
            Rulebook::parse(text).map(|read| Some(read.edition)).map_err(|e| explain(&e))
        }
    };
    own_name.map_err(|reason| NotAnEdition { kind, reason })
}

/// Whether a name can be an edition's: it stands in paths and file names.
pub fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.len() <= NAME_CHARACTERS_MAX
        && name.bytes().all(allowed)
}

fn explain(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// The stream `registry`, folded: what is in force.
#[derive(Debug, Clone, Default)]
pub struct RegistryState {
    opened: Option<RegistryOpened>,
    editions: Editions,
    catalogue: Option<Arc<Catalogue>>,
    dictionaries: Option<Arc<Dictionaries>>,
    regions: Option<Arc<Regions>>,
    rulebook: Option<Arc<Rulebook>>,
    last_adoption: Option<StreamVersion>,
    bulletins: BTreeSet<Date>,
    publications: Publications,
    /// The estimate that was stated last.
    estimate: Option<EstimateStated>,
    forgotten: BTreeSet<KeyId>,
}

/// The editions in force, all of them there.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// Fields.
    pub catalogue: &'a Catalogue,
    /// Terms.
    pub dictionaries: &'a Dictionaries,
    /// Subjects of the federation.
    pub regions: &'a Regions,
    /// Markers and levels.
    pub rulebook: &'a Rulebook,
}

impl RegistryState {
    pub(crate) fn evolve(&mut self, version: StreamVersion, event: &RegistryEvent) {
        self.editions.apply(event);
        match event {
            RegistryEvent::RegistryOpened(opened) => self.opened = Some(opened.clone()),
            RegistryEvent::EditionAdopted(adopted) => {
                self.last_adoption = Some(version);
                self.take(adopted.kind);
            }
            RegistryEvent::StatisticsPublished(published) => {
                self.bulletins.insert(published.date);
            }
            RegistryEvent::SubjectForgotten(event) => {
                self.forgotten.extend(event.keys.iter().cloned());
            }
            RegistryEvent::EstimateStated(stated) => self.estimate = Some(stated.clone()),
            RegistryEvent::EditionTextRecorded(_) => {}
        }
    }

    /// Whether an estimate is the one that was stated last.
    pub(crate) fn has_estimate(&self, stated: &EstimateStated) -> bool {
        self.estimate.as_ref() == Some(stated)
    }

    pub(crate) fn publish(&mut self, version: StreamVersion, event: &PublicationEvent) {
        self.publications.evolve(version, event);
    }

    /// A text that doesn't parse was never adopted by `decide`; were it in the log all the same,
    /// the edition before it stays in force.
    fn take(&mut self, kind: EditionKind) {
        let Some(text) = self.editions.in_force(kind).map(|adopted| adopted.text.clone()) else {
            return;
        };
        match kind {
            EditionKind::Catalogue => replace(&mut self.catalogue, Catalogue::parse(&text).ok()),
            EditionKind::Dictionaries => {
                replace(&mut self.dictionaries, Dictionaries::parse(&text).ok());
            }
            EditionKind::Regions => replace(&mut self.regions, Regions::parse(&text).ok()),
            EditionKind::Rulebook => replace(&mut self.rulebook, Rulebook::parse(&text).ok()),
        }
    }

    /// Whether the statistics of a day were published.
    pub fn has_bulletin(&self, date: Date) -> bool {
        self.bulletins.contains(&date)
    }

    /// Whether a key was erased for good.
    pub fn has_forgotten(&self, key: &KeyId) -> bool {
        self.forgotten.contains(key)
    }

    /// Every key that was erased for good.
    pub const fn forgotten(&self) -> &BTreeSet<KeyId> {
        &self.forgotten
    }

    /// The key that a subject's values are sealed under now: never one that was erased.
    pub fn usable_key(&self, first: KeyId) -> KeyId {
        let mut key = first;
        while self.has_forgotten(&key) {
            key = key.successor();
        }
        key
    }

    /// Every publication that was ever recorded.
    pub const fn publications(&self) -> &Publications {
        &self.publications
    }

    /// How the registry was opened; none while it isn't.
    pub const fn opened(&self) -> Option<&RegistryOpened> {
        self.opened.as_ref()
    }

    /// The last adoption of an edition of any kind: what levels are assessed anew for.
    pub fn last_adoption(&self) -> Option<EventRef> {
        let version = self.last_adoption?;
        Some(EventRef { stream: StreamId::registry(), version })
    }

    /// Every edition ever adopted.
    pub const fn editions(&self) -> &Editions {
        &self.editions
    }

    /// The editions in force; none until all four kinds were adopted.
    pub fn in_force(&self) -> Option<InForce<'_>> {
        Some(InForce {
            catalogue: self.catalogue.as_deref()?,
            dictionaries: self.dictionaries.as_deref()?,
            regions: self.regions.as_deref()?,
            rulebook: self.rulebook.as_deref()?,
        })
    }

    /// The rulebook in force.
    pub const fn rulebook(&self) -> Option<&Arc<Rulebook>> {
        self.rulebook.as_ref()
    }

    /// A rulebook that is or was in force, by its edition.
    pub fn rulebook_of(&self, edition: &str) -> Option<Arc<Rulebook>> {
        let current = self.rulebook.as_ref().filter(|book| book.edition.as_str() == edition);
        current.cloned().or_else(|| {
            let adopted = self.editions.edition(EditionKind::Rulebook, edition)?;
            Rulebook::parse(&adopted.text).ok().map(Arc::new)
        })
    }
}

fn replace<T>(place: &mut Option<Arc<T>>, parsed: Option<T>) {
    if let Some(parsed) = parsed {
        *place = Some(Arc::new(parsed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_text_is_an_edition() {
        for shipped in SHIPPED {
            match check(shipped.kind, shipped.text) {
                Ok(own) => {
                    assert!(own.is_none_or(|own| own.as_str() == shipped.edition));
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
}
