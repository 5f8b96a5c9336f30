//! «Наполнение»: clusters by how their profiles stand, the emptiest first, with what changed since a
//! day.

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::catalogue::{Catalogue, Visibility};
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::card::{Card, ListingStatus};
use registry_projections::completeness::{Part, PartState, parts};
use serde::Serialize;
use utoipa::ToSchema;

use super::card::measures;
use super::cursor::Page;
use super::lens::Lens;
use super::parts::{Labelled, NamedCluster, Share};
use super::row::labelled_region;

/// What is asked; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompletenessQuery {
    /// In any of these regions.
    pub regions: Vec<Code>,
    /// Of any of these levels.
    pub levels: Vec<Level>,
    /// Each of these fields and lists isn't provided.
    pub without: Vec<Code>,
    /// Something is in any of these states.
    pub states: Vec<PartState>,
    /// In any of these sections; anywhere when empty.
    pub sections: Vec<Code>,
    /// Since when changes are counted.
    pub since: Option<Timestamp>,
    /// Whether something changed since.
    pub changed: Option<bool>,
}

/// A page of profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CompletenessList {
    /// The profiles of this page, the emptiest first.
    pub items: Vec<ProfileStands>,
    /// How many match.
    pub total: usize,
    /// What all that match have in each section.
    pub sections: Vec<SectionStands>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// How a profile stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProfileStands {
    /// The cluster.
    pub cluster: NamedCluster,
    /// `listed`, `suspended` or `inactive`.
    pub status: &'static str,
    /// `initial`, `medium` or `high`; null until it was assessed.
    pub level: Option<&'static str>,
    /// Its regions.
    pub regions: Vec<Labelled>,
    /// Fields filled, of those that count for a level and apply.
    pub completeness: Share,
    /// When its last event was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// How many changes were recorded since the day asked for.
    pub changes: Option<usize>,
    /// How each section stands.
    pub sections: Vec<SectionStands>,
    /// Fields and lists that lapsed, are disputed or aren't provided.
    pub wanting: Vec<Wanting>,
}

/// How a section stands: so many of its fields and lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionStands {
    /// The section.
    pub section: Labelled,
    /// Заполнено.
    pub filled: u32,
    /// Нужно обновить.
    pub stale: u32,
    /// Оспаривается.
    pub disputed: u32,
    /// Не представлено.
    pub not_provided: u32,
    /// Неприменимо.
    pub not_applicable: u32,
}

/// A part of a profile that wants something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Wanting {
    /// The key of the field or the list.
    pub key: String,
    /// `stale`, `disputed` or `not_provided`.
    pub state: &'static str,
}

/// Which profiles a reader looks after, and whether fields that aren't public are looked at.
pub struct Looking<'l> {
    /// Whether a cluster of these regions is theirs.
    pub theirs: &'l dyn Fn(&[Code]) -> bool,
    /// Whether fields that aren't for everybody are looked at too.
    pub all_fields: bool,
}

impl CompletenessList {
    /// The profiles that match, of those a reader looks after.
    pub fn of(
        query: &CompletenessQuery,
        cards: &[Arc<Card>],
        looking: &Looking<'_>,
        page: &Page,
        lens: &Lens<'_>,
    ) -> Self {
        let Some(catalogue) = lens.catalogue() else { return Self::empty() };
        let cards = cards.iter().map(AsRef::as_ref).filter(|card| is_living(card));
        let stands = cards.filter_map(|card| profile(query, card, catalogue, looking, lens));
        let mut found: Vec<_> = stands.collect();
        found.sort_by_cached_key(|one| {
            (one.completeness.per_mille, one.cluster.name.ru.clone(), one.cluster.id.clone())
        });
        let sections = summed(&found, catalogue);
        let page = page.cut(found);
        let next_cursor = page.next.as_ref().map(ToString::to_string);
        Self { items: page.items, total: page.total, sections, next_cursor }
    }

    /// Nothing.
    pub const fn empty() -> Self {
        Self { items: Vec::new(), total: 0, sections: Vec::new(), next_cursor: None }
    }
}

/// Whether a cluster has neither left the register nor become part of another one.
pub const fn is_living(card: &Card) -> bool {
    match card.standing.status {
        ListingStatus::Listed | ListingStatus::Suspended | ListingStatus::Inactive => true,
        ListingStatus::Merged | ListingStatus::Withdrawn => false,
    }
}

/// How a profile stands, where it matches.
fn profile(
    query: &CompletenessQuery,
    card: &Card,
    catalogue: &Catalogue,
    looking: &Looking<'_>,
    lens: &Lens<'_>,
) -> Option<ProfileStands> {
    let row = lens.views.register().row(card.cluster, lens.at)?;
    let regions: Vec<Code> = row.regions.iter().map(|it| lens.region_code(it).clone()).collect();
    let level = card.level.as_ref().map(|level| level.level);
    if !(looking.theirs)(&regions) || !query.admits_place(&regions, level, lens) {
        return None;
    }
    let all = looking.all_fields;
    let seen = move |field: &registry_events::catalogue::Field| {
        all || field.visibility == Visibility::Public
    };
    let parts: Vec<_> = parts(card, catalogue, seen).collect();
    let changes = query.since.map(|since| changes(card, since, lens));
    if !query.admits_parts(&parts) || !query.admits_changes(changes) {
        return None;
    }
    Some(ProfileStands {
        cluster: NamedCluster::of(card.cluster, lens),
        status: card.standing.status.key(),
        level: level.map(Level::key),
        regions: regions.iter().map(|code| labelled_region(code, lens)).collect(),
        completeness: measures(card, Some(catalogue)).completeness.into(),
        updated_at: card.updated.recorded_at,
        changes,
        sections: sections(&parts, catalogue),
        wanting: parts.iter().filter_map(Wanting::of).collect(),
    })
}

/// How many lines of its history were recorded since an instant, up to the lens's position.
fn changes(card: &Card, since: Timestamp, lens: &Lens<'_>) -> usize {
    let at: Position = lens.at;
    let lines = lens.views.history(card.cluster).into_iter().flat_map(|history| history.lines());
    let known = lines.filter(|line| line.place.position <= at);
    known.filter(|line| since <= line.place.recorded_at).count()
}

impl CompletenessQuery {
    fn admits_place(&self, regions: &[Code], level: Option<Level>, lens: &Lens<'_>) -> bool {
        let here = |asked: &Code| regions.contains(lens.region_code(asked));
        (self.regions.is_empty() || self.regions.iter().any(here))
            && (self.levels.is_empty() || level.is_some_and(|level| self.levels.contains(&level)))
    }

    fn admits_parts(&self, parts: &[Part<'_>]) -> bool {
        let lacks = |key: &Code| {
            let not_provided = |part: &Part<'_>| part.state == PartState::NotProvided;
            parts.iter().any(|part| part.key == key && not_provided(part))
        };
        let in_section =
            |part: &&Part<'_>| self.sections.is_empty() || self.sections.contains(part.section);
        let mut looked_at = parts.iter().filter(in_section);
        self.without.iter().all(lacks)
            && (self.states.is_empty() || looked_at.any(|part| self.states.contains(&part.state)))
    }

    fn admits_changes(&self, changes: Option<usize>) -> bool {
        match (self.changed, changes) {
            (Some(wanted), Some(count)) => wanted == (count > 0),
            _ => true,
        }
    }
}

fn sections(parts: &[Part<'_>], catalogue: &Catalogue) -> Vec<SectionStands> {
    let mut all: Vec<_> = catalogue.sections.iter().map(SectionStands::none).collect();
    for part in parts {
        let key = part.section.as_str();
        if let Some(section) = all.iter_mut().find(|section| section.section.key == key) {
            *section.count(part.state) += 1;
        }
    }
    all
}

fn summed(found: &[ProfileStands], catalogue: &Catalogue) -> Vec<SectionStands> {
    let mut all: Vec<_> = catalogue.sections.iter().map(SectionStands::none).collect();
    for profile in found {
        for (sum, own) in all.iter_mut().zip(&profile.sections) {
            sum.filled += own.filled;
            sum.stale += own.stale;
            sum.disputed += own.disputed;
            sum.not_provided += own.not_provided;
            sum.not_applicable += own.not_applicable;
        }
    }
    all
}

impl SectionStands {
    fn none(section: &registry_events::catalogue::Section) -> Self {
        let section = Labelled { key: section.key.to_string(), label: (&section.label).into() };
        let (filled, stale, disputed, not_provided, not_applicable) = (0, 0, 0, 0, 0);
        Self { section, filled, stale, disputed, not_provided, not_applicable }
    }

    const fn count(&mut self, state: PartState) -> &mut u32 {
        match state {
            PartState::Filled => &mut self.filled,
            PartState::Stale => &mut self.stale,
            PartState::Disputed => &mut self.disputed,
            PartState::NotProvided => &mut self.not_provided,
            PartState::NotApplicable => &mut self.not_applicable,
        }
    }
}

impl Wanting {
    fn of(part: &Part<'_>) -> Option<Self> {
        match part.state {
            PartState::Filled | PartState::NotApplicable => None,
            PartState::Stale | PartState::Disputed | PartState::NotProvided => {
                Some(Self { key: part.key.to_string(), state: part.state.key() })
            }
        }
    }
}
