//! Completeness and confidence of a profile, computed when read from a card and the catalogue.
//!
//! Both are shares of whole numbers. They stand beside the level and are no part of it.

use registry_events::catalogue::{Catalogue, Collection, LevelMark};
use registry_events::claim::{Absence, Stated};
use registry_events::value::Code;
use serde::Serialize;

use crate::card::{Card, CurrentClaim, Item};

/// So many parts of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// The parts.
    pub parts: u32,
    /// The whole; 0 when there is nothing to take a share of.
    pub of: u32,
}

/// What a profile is measured by beside its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Fields filled, of those marked for a level and applicable; a list is one field. What lapsed or
    /// is disputed fills nothing.
    pub completeness: Share,
    /// Filled fields that a second party supports at least in part, in thousandths of a field: a
    /// list counts by the share of its open items that count.
    pub confidence: Share,
}

/// The parts of one field in a confidence.
const WHOLE_FIELD: u32 = 1_000;

impl Share {
    /// The share in thousandths, rounded down; none of nothing.
    pub fn per_mille(self) -> Option<u32> {
        let thousandths = u64::from(self.parts) * 1_000;
        let share = thousandths.checked_div(u64::from(self.of))?;
        u32::try_from(share).ok()
    }

    fn add(&mut self, parts: u32, of: u32) {
        self.parts += parts;
        self.of += of;
    }
}

/// One field or list of the profile, as measures see it.
struct Counted {
    /// Whether it is filled; none when it isn't applicable.
    filled: Option<bool>,
    /// How much of it is supported, in thousandths.
    supported: u32,
}

impl Measures {
    /// Measures a card by a catalogue.
    pub fn of(card: &Card, catalogue: &Catalogue) -> Self {
        let fields = catalogue.cluster_fields().filter(|field| counts(field.mark));
        let fields = fields.map(|field| Counted::field(card, &field.key));
        let lists = catalogue.collections.iter().filter(|collection| counts(collection.mark));
        let lists = lists.map(|collection| Counted::list(card, collection));
        let mut measures = Self { completeness: Share::default(), confidence: Share::default() };
        fields.chain(lists).for_each(|counted| measures.add(&counted));
        measures
    }

    fn add(&mut self, counted: &Counted) {
        let Some(filled) = counted.filled else { return };
        self.completeness.add(u32::from(filled), 1);
        if filled {
            self.confidence.add(counted.supported, WHOLE_FIELD);
        }
    }
}

impl Counted {
    fn field(card: &Card, key: &Code) -> Self {
        let Some(claim) = card.fields().get(key.as_str()) else {
            return Self { filled: Some(false), supported: 0 };
        };
        let supported = if claim.is_corroborated() { WHOLE_FIELD } else { 0 };
        let filled = is_filled(&claim.claim.stated);
        Self { filled: filled.map(|filled| filled && claim.counts()), supported }
    }

    fn list(card: &Card, collection: &Collection) -> Self {
        let supported = |item: &&Item| {
            naming_claim(item, collection).is_some_and(CurrentClaim::is_corroborated)
        };
        let counts = |item: &&Item| naming_claim(item, collection).is_none_or(CurrentClaim::counts);
        if card.open_items(collection.key.as_str()).next().is_none() {
            return Self::field(card, &collection.key);
        }
        let open = card.open_items(collection.key.as_str()).filter(counts);
        let (total, confirmed) = open.fold((0_u32, 0_u32), |(total, confirmed), item| {
            (total + 1, confirmed + u32::from(supported(&item)))
        });
        let supported =
            confirmed.saturating_mul(WHOLE_FIELD).checked_div(total).unwrap_or_default();
        Self { filled: Some(total > 0), supported }
    }
}

const fn counts(mark: LevelMark) -> bool {
    match mark {
        LevelMark::Required | LevelMark::Medium | LevelMark::High => true,
        LevelMark::Optional => false,
    }
}

/// Whether a field says something; none when it says that it doesn't apply.
const fn is_filled(stated: &Stated) -> Option<bool> {
    match stated {
        Stated::Value(_)
        | Stated::Sealed(_)
        | Stated::Absent(Absence::Withheld | Absence::Zero) => Some(true),
        Stated::Absent(Absence::NotProvided) => Some(false),
        Stated::Absent(Absence::NotApplicable) => None,
    }
}

/// The claim that says which thing an item is: its unique field, else its title.
fn naming_claim<'a>(item: &'a Item, collection: &Collection) -> Option<&'a CurrentClaim> {
    let field = collection.unique_field.as_ref().unwrap_or(&collection.title_field);
    item.claims.get(field.as_str())
}
