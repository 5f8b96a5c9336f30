//! Editions as the log adopts them: texts, and what they parse to, over recorded time.
//!
//! Of the rulebook only the order of its markers is read, in which pages list them: its meaning is
//! `core`'s.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use registry_events::actor::Actor;
use registry_events::catalogue::Catalogue;
use registry_events::dictionary::{Dictionaries, Regions};
use registry_events::edition::{Adopted, EditionKind, Editions as Texts};
use registry_events::event::{EditionAdopted, RegistryEvent, RegistryOpened};
use registry_events::ids::{Digest, Position, ProposalId, StreamVersion};
use registry_events::value::Code;
use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::register::{FieldsOfCatalogue, RowFields};
use crate::timeline::Timeline;

/// How the registry was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// When, and by whom.
    pub place: Place,
    /// Whether everything in it is invented for demonstration.
    pub demonstration: bool,
    /// The IANA name of the zone whose days are the registry's days.
    pub time_zone: String,
}

/// An edition came into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adoption {
    /// Since which position.
    pub position: Position,
    /// Since when.
    pub recorded_at: Timestamp,
    /// The version of its event in the registry's stream.
    pub version: StreamVersion,
    /// Who adopted it.
    pub actor: Arc<Actor>,
    /// Of what.
    pub kind: EditionKind,
    /// Its name.
    pub edition: Code,
    /// BLAKE3 of its text.
    pub digest: Digest,
    /// Whether the text is there and can be read; when not, the edition before stays in use.
    pub readable: bool,
    /// The proposals that it takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<ProposalId>,
}

/// The registry's opening and its editions.
#[derive(Debug, Clone, Default)]
pub struct Editions {
    opening: Option<Arc<Opening>>,
    texts: Arc<Texts>,
    adoptions: Arc<Vec<Adoption>>,
    catalogues: Arc<Timeline<Arc<Catalogue>>>,
    fields_of_rows: Arc<Timeline<FieldsOfCatalogue>>,
    dictionaries: Arc<Timeline<Arc<Dictionaries>>>,
    regions: Arc<Timeline<Arc<Regions>>>,
    markers: Arc<BTreeMap<Code, Vec<Code>>>,
}

/// The part of a rulebook that is read: which markers stand where.
#[derive(Deserialize)]
struct MarkersOfRulebook {
    edition: Code,
    #[serde(rename = "marker", default)]
    markers: Vec<MarkerOfRulebook>,
}

#[derive(Deserialize)]
struct MarkerOfRulebook {
    id: Code,
}

impl Editions {
    /// How the registry was opened; none in an empty log.
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// Whether everything in the registry is invented for demonstration.
    pub fn is_demonstration(&self) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.demonstration)
    }

    /// The texts of every edition that was ever adopted.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Every adoption, oldest first.
    pub fn adoptions(&self) -> &[Adoption] {
        &self.adoptions
    }

    /// The adoption at a version of the registry's stream.
    pub fn adoption(&self, version: StreamVersion) -> Option<&Adoption> {
        self.adoptions.iter().find(|adoption| adoption.version == version)
    }

    /// The catalogue in force.
    pub fn catalogue(&self) -> Option<&Arc<Catalogue>> {
        self.catalogues.now()
    }

    /// The dictionaries in force.
    pub fn dictionaries(&self) -> Option<&Arc<Dictionaries>> {
        self.dictionaries.now()
    }

    /// The subjects of the federation in force.
    pub fn regions(&self) -> Option<&Arc<Regions>> {
        self.regions.now()
    }

    /// The catalogue that was in force at a position.
    pub fn catalogue_at(&self, at: Position) -> Option<&Arc<Catalogue>> {
        self.catalogues.at(at)
    }

    /// Since which position the catalogue in force decides what may be shown.
    pub fn catalogue_since(&self) -> Option<Position> {
        self.catalogues.iter().next_back().map(|(since, _)| *since)
    }

    /// The dictionaries that were in force at a position.
    pub fn dictionaries_at(&self, at: Position) -> Option<&Arc<Dictionaries>> {
        self.dictionaries.at(at)
    }

    /// The subjects of the federation that were in force at a position.
    pub fn regions_at(&self, at: Position) -> Option<&Arc<Regions>> {
        self.regions.at(at)
    }

    /// Which fields a row of a position may show today.
    pub(crate) fn shown_fields(&self, at: Position) -> RowFields {
        let fields = &self.fields_of_rows;
        let today = fields.now().copied().unwrap_or_default();
        FieldsOfCatalogue::shown(today, fields.at(at).copied().unwrap_or_default())
    }

    /// Which fields a row of a position could show at that time.
    pub(crate) fn shown_fields_then(&self, at: Position) -> RowFields {
        let then = self.fields_of_rows.at(at).copied().unwrap_or_default();
        FieldsOfCatalogue::shown(then, then)
    }

    /// Puts markers in the order of an edition of the rulebook, those it doesn't have last.
    pub fn put_in_order(&self, edition: &Code, markers: &mut [Code]) {
        let known = self.markers.get(edition).map_or(&[][..], Vec::as_slice);
        let place = |id: &Code| known.iter().position(|known| known == id);
        markers.sort_by_cached_key(|id| (place(id).unwrap_or(usize::MAX), id.clone()));
    }

    /// The content in a fixed order, for its digest; texts are in it by their digests.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        [(&self.opening, &self.adoptions)].into_iter()
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &RegistryEvent) {
        Arc::make_mut(&mut self.texts).apply(event);
        match event {
            RegistryEvent::RegistryOpened(opened) => self.open(place, opened),
            RegistryEvent::EditionTextRecorded(_)
            | RegistryEvent::StatisticsPublished(_)
            | RegistryEvent::EstimateStated(_)
            | RegistryEvent::SubjectForgotten(_) => {}
            RegistryEvent::EditionAdopted(adopted) => self.adopt(place, adopted),
        }
    }

    fn open(&mut self, place: &Place, opened: &RegistryOpened) {
        self.opening.get_or_insert_with(|| {
            Arc::new(Opening {
                place: place.clone(),
                demonstration: opened.demonstration,
                time_zone: opened.time_zone.clone(),
            })
        });
    }

    fn adopt(&mut self, place: &Place, adopted: &EditionAdopted) {
        let texts = Arc::clone(&self.texts);
        let whole = |text: &&Adopted| Digest::of(text.text.as_bytes()) == adopted.digest;
        let text = texts.in_force(adopted.kind).filter(whole);
        let readable = text.is_some_and(|text| self.read(place.position, text));
        Arc::make_mut(&mut self.adoptions).push(Adoption {
            position: place.position,
            recorded_at: place.recorded_at,
            version: place.version,
            actor: Arc::clone(&place.actor),
            kind: adopted.kind,
            edition: adopted.edition.clone(),
            digest: adopted.digest,
            readable,
            proposals: adopted.proposals.clone(),
        });
    }

    /// Parses a text and puts it in use; `false` when it can't be read.
    fn read(&mut self, since: Position, adopted: &Adopted) -> bool {
        let text = adopted.text.as_ref();
        match adopted.kind {
            EditionKind::Catalogue => self.read_catalogue(since, text),
            EditionKind::Dictionaries => {
                put(&mut self.dictionaries, since, Dictionaries::parse(text))
            }
            EditionKind::Regions => put(&mut self.regions, since, Regions::parse(text)),
            EditionKind::Rulebook => self.read_markers(text),
        }
    }

    /// Always `true`: whether a rulebook can be read is not for views to say.
    fn read_markers(&mut self, text: &str) -> bool {
        if let Ok(rulebook) = toml::from_str::<MarkersOfRulebook>(text) {
            let ids = rulebook.markers.into_iter().map(|marker| marker.id).collect();
            Arc::make_mut(&mut self.markers).insert(rulebook.edition, ids);
        }
        true
    }

    fn read_catalogue(&mut self, since: Position, text: &str) -> bool {
        let parsed = Catalogue::parse(text);
        if let Ok(catalogue) = &parsed {
            let fields = FieldsOfCatalogue::of(catalogue);
            Arc::make_mut(&mut self.fields_of_rows).set(since, fields);
        }
        put(&mut self.catalogues, since, parsed)
    }
}

fn put<T, E>(timeline: &mut Arc<Timeline<Arc<T>>>, since: Position, parsed: Result<T, E>) -> bool {
    let readable = parsed.is_ok();
    if let Ok(parsed) = parsed {
        Arc::make_mut(timeline).set(since, Arc::new(parsed));
    }
    readable
}
