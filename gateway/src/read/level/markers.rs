//! One row per marker of an edition, and how many of each block are met.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::profile::CurrentClaim;
use registry_core::rulebook::{Block, Given, Marker, Rulebook};
use registry_events::claim::Corroboration;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::ahead::Ahead;
use super::{Now, reminders};
use crate::read::basis::claims_of;
use crate::read::parts::Bilingual;
use crate::words::{Said, in_both};

/// The most claims an answer names of each marker; their number is told beside them.
pub const BECAUSE_MAX: usize = 12;

/// A marker and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkerShown {
    /// Its id, e.g. `G1`.
    pub id: String,
    /// Its block.
    pub block: String,
    /// What it says.
    pub label: Bilingual,
    /// Whether it is a minimum requirement.
    pub minimum: bool,
    /// Whether it is met.
    pub met: bool,
    /// How it stands.
    pub state: MarkerState,
    /// The claims it speaks of, at most twelve, those that grow old soonest first.
    pub because: Vec<BecauseShown>,
    /// How many claims it speaks of.
    pub because_count: usize,
    /// The first day on which it isn't met any more if nothing is renewed; days of grace included.
    #[schema(value_type = Option<String>, format = Date)]
    pub lapses_on: Option<Date>,
    /// The last day for renewing what of it runs out soonest, where that is within the days on which
    /// reminders are told.
    #[schema(value_type = Option<String>, format = Date)]
    pub renew_by: Option<Date>,
    /// Until when confirmations of a value before its change still count for it.
    #[schema(value_type = Option<String>, format = Date)]
    pub awaits_until: Option<Date>,
    /// Until when it can stay open, where it is a minimum requirement that isn't met.
    #[schema(value_type = Option<String>, format = Date)]
    pub open_until: Option<Date>,
    /// Whether it was waived at listing for an official status.
    pub waived: bool,
    /// What to add to meet it.
    pub add: Bilingual,
}

/// A claim that a marker speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BecauseShown {
    /// The field.
    pub path: String,
    /// Where it was stated.
    pub position: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Until when it holds, before the days of grace; null when it can't grow old.
    #[schema(value_type = Option<String>, format = Date)]
    pub holds_until: Option<Date>,
    /// How well it is supported by others than who manages the cluster.
    #[schema(value_type = String)]
    pub corroboration: Corroboration,
    /// Its path, for words.
    #[serde(skip)]
    pub of: FieldPath,
}

/// A group of markers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlockShown {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub label: Bilingual,
    /// How many of its markers are met.
    pub met: usize,
    /// How many it has.
    pub total: usize,
}

pub(super) fn all(now: &Now<'_>) -> Vec<MarkerShown> {
    let mut ahead = Ahead::new(now);
    let soon = soon(now);
    now.rulebook.markers.iter().map(|marker| one(marker, now, &mut ahead, &soon)).collect()
}

/// The last day of each claim that runs out soon; one that the clerk is only late to note has none.
fn soon(now: &Now<'_>) -> BTreeMap<FieldPath, Date> {
    let mut soon = BTreeMap::new();
    let all = reminders::of_claims(now).into_iter();
    for reminder in all.filter(|reminder| reminder.days_left >= 0) {
        soon.entry(reminder.lapse.claim.path).or_insert(reminder.lapse.last_day);
    }
    soon
}

fn one(
    marker: &Marker,
    now: &Now<'_>,
    ahead: &mut Ahead<'_>,
    soon: &BTreeMap<FieldPath, Date>,
) -> MarkerShown {
    let state = MarkerState::of(marker, now);
    let facts = if state.is_hindered() { &now.counted } else { &now.facts };
    let mut claims = claims_of(marker, facts, &now.state.profile);
    claims.sort_by_key(|current| current.claim.holds_until.unwrap_or(Date::MAX));
    let open = now.state.requirements.get(&marker.id);
    let because = claims.iter().take(now.named_max).map(|current| BecauseShown::of(current, now));
    MarkerShown {
        id: marker.id.to_string(),
        block: marker.block.to_string(),
        label: Bilingual::from(&marker.label),
        minimum: marker.minimum,
        met: state.is_met(),
        state,
        because: because.collect(),
        because_count: claims.len(),
        lapses_on: ahead.falls_on(marker),
        renew_by: claims.iter().filter_map(|current| soon.get(&current.claim.path)).min().copied(),
        awaits_until: claims.iter().filter_map(|current| current.awaits_until()).min(),
        open_until: open.map(|open| open.until),
        waived: open.is_some_and(|open| open.waived),
        add: state.add(marker).into(),
    }
}

impl BecauseShown {
    fn of(current: &CurrentClaim, now: &Now<'_>) -> Self {
        Self {
            path: current.claim.path.to_string(),
            position: now.trail.position(current.version).0,
            recorded_at: now.trail.recorded_at(current.version),
            holds_until: current.claim.holds_until,
            corroboration: now.facts.corroboration(current),
            of: current.claim.path.clone(),
        }
    }
}

/// How a marker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkerState {
    /// It is met.
    Met,
    /// It is met while a change awaits its confirmation.
    Awaiting,
    /// It isn't met.
    NotMet,
    /// It would be met if claims that grew too old counted.
    Lapsed,
    /// It would be met if claims that are disputed counted.
    Disputed,
}

impl MarkerState {
    /// A marker that isn't met and would be if all claims counted is hindered by one that is
    /// disputed or lapsed; where both are, the dispute is told.
    pub(super) fn of(marker: &Marker, now: &Now<'_>) -> Self {
        if now.assessment.met.contains(&marker.id) {
            let claims = claims_of(marker, &now.facts, &now.state.profile);
            let awaiting = claims.iter().any(|current| current.awaits_until().is_some());
            return if awaiting { Self::Awaiting } else { Self::Met };
        }
        if !marker.when.holds(&Given::new(now.rulebook, &now.counted)) {
            return Self::NotMet;
        }
        let claims = claims_of(marker, &now.counted, &now.state.profile);
        if claims.iter().any(|current| current.disputed) { Self::Disputed } else { Self::Lapsed }
    }

    const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::Awaiting)
    }

    const fn is_hindered(self) -> bool {
        matches!(self, Self::Lapsed | Self::Disputed)
    }

    /// What to do to meet it.
    pub(super) fn add(self, marker: &Marker) -> Text {
        let how = match self {
            Self::Met | Self::Awaiting | Self::NotMet => return marker.add.clone(),
            Self::Lapsed => Said::new("Обновите сведения", "Bring up to date"),
            Self::Disputed => Said::new(
                "Укажите верные сведения, а если оспоренное стало верным, укажите его заново и \
                 попросите куратора сверить с документом",
                "State what is true; if what was disputed has become true, state it anew and ask an \
                 officer to confirm it against a document",
            ),
        };
        let label = |language| marker.label.in_language_or_other(language);
        in_both(|language| format!("{}: {}", how.get(language), label(language)))
    }
}

pub(super) fn blocks(now: &Now<'_>) -> Vec<BlockShown> {
    let block = |block| BlockShown::of(block, now.rulebook, &now.assessment.met);
    now.rulebook.blocks.iter().map(block).collect()
}

impl BlockShown {
    /// A block of a rulebook, by the markers that are met.
    pub fn of(block: &Block, rulebook: &Rulebook, met: &BTreeSet<Code>) -> Self {
        let of_block = || rulebook.markers.iter().filter(|marker| marker.block == block.key);
        Self {
            key: block.key.to_string(),
            label: Bilingual::from(&block.label),
            met: of_block().filter(|marker| met.contains(&marker.id)).count(),
            total: of_block().count(),
        }
    }
}
