//! Clusters side by side, by the sections of the catalogue: what each states of every field and list,
//! beside the register's median.
//!
//! Medians are of what counts, as the statistics have it, while a cell shows what is stated.
//! Driven by the catalogue alone: a field that an edition adds is a row here. What isn't public isn't
//! compared, and what isn't stated is never a zero.

mod cell;
mod table;

use std::sync::Arc;

use jiff::Timestamp;
use registry_core::editions::RegistryState;
use registry_events::catalogue::{Catalogue, Collection, Field, Section, Visibility};
use registry_events::ids::Position;
use registry_events::path::FieldPath;
use registry_events::value::{Decimal, Text};
use registry_projections::card::Card;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

pub use cell::{CellCompared, TermCount};
pub use table::table;

use super::card::{measures, shown_name};
use super::lens::Lens;
use super::level::BlockShown;
use super::parts::{Bilingual, Share};
use super::value::number_of;
use crate::words::in_both;

/// Clusters side by side.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Comparison {
    /// The moment they are seen from.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// The clusters, in the order asked for; cells of rows stand in the same order.
    pub clusters: Vec<ClusterCompared>,
    /// The catalogue's sections.
    pub sections: Vec<SectionCompared>,
}

/// A cluster that is compared.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClusterCompared {
    /// Its id.
    pub id: String,
    /// The shown name.
    pub name: Option<Bilingual>,
    /// How it stands on the register.
    pub status: &'static str,
    /// `initial`, `medium` or `high`; null until it was assessed.
    pub level: Option<&'static str>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub level_since: Option<Timestamp>,
    /// The rulebook's edition of the last assessment.
    pub edition: Option<String>,
    /// How many markers of each block are met.
    pub blocks: Vec<BlockShown>,
    /// Fields filled, of those that count and apply.
    pub completeness: Share,
    /// Filled fields that a second party supports.
    pub confidence: Share,
}

/// A section of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SectionCompared {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub label: Bilingual,
    /// Its fields and lists, in the catalogue's order.
    pub rows: Vec<RowCompared>,
}

/// A field or a list of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RowCompared {
    /// Its key; of a field of items behind that of their collection.
    pub path: String,
    /// What it is called.
    pub label: Bilingual,
    /// `number`, `code`, `text`, `list` (items counted) or `items` (how many of them state it).
    pub kind: &'static str,
    /// The median of the listed clusters that state it and whose statement counts: neither lapsed nor
    /// disputed, as in the statistics; null where there are no numbers.
    pub median: MedianShown,
    /// What each cluster says.
    pub cells: Vec<CellCompared>,
}

/// A median with its base.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MedianShown {
    /// The value in the middle, of two the mean.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Json>,
    /// How many clusters state a number.
    pub stated: usize,
}

/// What a comparison is made from.
pub struct Given<'g> {
    /// The cards compared.
    pub cards: &'g [Arc<Card>],
    /// The cards of every listed cluster.
    pub register: &'g [Arc<Card>],
    /// The editions.
    pub rules: &'g RegistryState,
    /// The views.
    pub lens: Lens<'g>,
    /// The moment.
    pub as_of: Timestamp,
}

/// Compares; the same for the same cards.
pub fn compare(given: &Given<'_>) -> Comparison {
    let sections = given.lens.catalogue().map(|catalogue| given.sections(catalogue));
    Comparison {
        as_of: given.as_of,
        clusters: given.cards.iter().map(|card| given.cluster(card)).collect(),
        sections: sections.unwrap_or_default(),
    }
}

impl Given<'_> {
    fn cluster(&self, card: &Card) -> ClusterCompared {
        let measures = measures(card, self.lens.catalogue());
        let level = card.level.as_ref();
        ClusterCompared {
            id: card.cluster.to_string(),
            name: shown_name(card, &self.lens).map(Bilingual::from),
            status: card.standing.status.key(),
            level: level.map(|level| level.level.key()),
            level_since: level.map(|level| level.since.recorded_at),
            edition: level.map(|level| level.edition.to_string()),
            blocks: self.blocks(card, self.lens.at),
            completeness: measures.completeness.into(),
            confidence: measures.confidence.into(),
        }
    }

    /// The blocks of the edition that was applied last, with the markers that were recorded as met.
    fn blocks(&self, card: &Card, at: Position) -> Vec<BlockShown> {
        let edition = card.level.as_ref().map(|level| level.edition.as_str());
        let rulebook = edition.and_then(|edition| self.rules.rulebook_of(edition));
        let levels = self.lens.views.levels(card.cluster);
        let Some((rulebook, levels)) = rulebook.zip(levels) else { return Vec::new() };
        let met = levels.met_at(at);
        let block = |block| BlockShown::of(block, &rulebook, &met);
        rulebook.blocks.iter().map(block).collect()
    }

    fn sections(&self, catalogue: &Catalogue) -> Vec<SectionCompared> {
        let section = |section: &Section| SectionCompared {
            key: section.key.to_string(),
            label: Bilingual::from(&section.label),
            rows: self.rows(section, catalogue),
        };
        catalogue.sections.iter().map(section).collect()
    }

    fn rows(&self, section: &Section, catalogue: &Catalogue) -> Vec<RowCompared> {
        let here = |field: &&Field| field.section.as_ref() == Some(&section.key);
        let fields = catalogue.cluster_fields().filter(here).filter(|field| self.is_public(field));
        let fields = fields.map(|field| self.field(field));
        let lists = catalogue.collections.iter().filter(|list| list.section == section.key);
        let lists = lists.flat_map(|list| self.list(list, catalogue));
        fields.chain(lists).collect()
    }

    fn is_public(&self, field: &Field) -> bool {
        let collection = field.collection.clone();
        let item = collection.map(|collection| registry_events::path::ItemPath {
            collection,
            item: registry_events::ids::ItemId(1),
        });
        let path = FieldPath { item, field: field.key.clone() };
        self.lens.visibility(&path) == Visibility::Public
    }

    fn field(&self, field: &Field) -> RowCompared {
        let key = field.key.as_str();
        let is_number = cell::kind(field) == "number";
        let counted = self.register.iter().filter(|_| is_number);
        let numbers = counted.filter_map(|card| cell::number(card, key, &self.lens));
        let cell = |card: &Arc<Card>| CellCompared::of_field(card, field, &self.lens);
        RowCompared {
            path: key.into(),
            label: Bilingual::from(&field.label),
            kind: cell::kind(field),
            median: MedianShown::of(numbers.collect()),
            cells: self.cards.iter().map(cell).collect(),
        }
    }

    /// A row of a list, and one per field of its items.
    fn list(&self, list: &Collection, catalogue: &Catalogue) -> Vec<RowCompared> {
        let key = list.key.as_str();
        let named = list.unique_field.as_ref().unwrap_or(&list.title_field).as_str();
        let counts = self.register.iter().map(|card| cell::counted_items(card, key, named));
        let counts = counts.filter(|count| *count > 0).map(Decimal::from);
        let own = RowCompared {
            path: key.into(),
            label: Bilingual::from(&list.label),
            kind: "list",
            median: MedianShown::of(counts.collect()),
            cells: self.cards.iter().map(|card| CellCompared::of_list(card, key)).collect(),
        };
        let fields = catalogue.item_fields(key).filter(|field| self.is_public(field));
        std::iter::once(own).chain(fields.map(|field| self.item_field(list, field))).collect()
    }

    fn item_field(&self, list: &Collection, field: &Field) -> RowCompared {
        let key = list.key.as_str();
        let cell = |card: &Arc<Card>| CellCompared::of_items(card, key, field, &self.lens);
        RowCompared {
            path: format!("{key}/{}", field.key),
            label: joined(&list.label, &field.label),
            kind: "items",
            median: MedianShown { value: None, stated: 0 },
            cells: self.cards.iter().map(cell).collect(),
        }
    }
}

/// «Участники: тип участника» in both languages.
fn joined(list: &Text, field: &Text) -> Bilingual {
    let said = |text: &Text, language| text.in_language_or_other(language).to_owned();
    in_both(|language| format!("{}: {}", said(list, language), said(field, language))).into()
}

impl MedianShown {
    fn of(mut numbers: Vec<Decimal>) -> Self {
        numbers.sort_unstable();
        let upper = numbers.get(numbers.len() / 2).copied();
        let lower = numbers.get((numbers.len().saturating_sub(1)) / 2).copied();
        let middle = upper.zip(lower).map(|(upper, lower)| (upper + lower) / Decimal::TWO);
        Self { value: middle.map(number_of), stated: numbers.len() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_median_is_the_middle_one_or_the_mean_of_two_and_none_of_none() {
        let median = |numbers: &[i64]| {
            MedianShown::of(numbers.iter().map(|number| Decimal::from(*number)).collect()).value
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7, 1, 3]), Some(json!(3)));
        assert_eq!(median(&[1, 2]), Some(json!(1.5)));
    }
}
