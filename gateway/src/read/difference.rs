//! One card at two moments, field by field: what was said, what is said, who changed it and when.

use jiff::Timestamp;
use registry_events::level::Level;
use registry_projections::card::{Card, CurrentClaim, FieldDifference, differences};
use registry_projections::place::Place;
use serde::Serialize;
use utoipa::ToSchema;

use super::confirmers;
use super::history::StatedShown;
use super::lens::Lens;
use super::parts::{ActorShown, Bilingual};
use crate::words::in_both;
use crate::words::value::Speaker;

/// A card at two moments.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DifferenceShown {
    /// The cluster.
    pub id: String,
    /// The last position of the first moment; null before the cluster was listed.
    pub from: Option<u64>,
    /// The last position of the second moment.
    pub to: u64,
    /// The level at both.
    pub level: LevelsShown,
    /// How the record stood at both.
    pub status: StatusesShown,
    /// The fields in the order of the catalogue.
    pub items: Vec<FieldShown>,
    /// How many fields say something else than before.
    pub changed: usize,
    /// How many fields were compared.
    pub compared: usize,
}

/// A level at two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelsShown {
    /// At the first.
    #[schema(value_type = Option<String>)]
    pub old: Option<Level>,
    /// At the second.
    #[schema(value_type = Option<String>)]
    pub new: Option<Level>,
}

/// How a record stood at two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusesShown {
    /// At the first; null before it was listed.
    pub old: Option<&'static str>,
    /// At the second.
    pub new: &'static str,
}

/// A field at two moments.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldShown {
    /// The field.
    pub path: String,
    /// What it is called.
    pub label: Bilingual,
    /// What it said; null where nothing was stated.
    pub old: Option<StatedShown>,
    /// What it says; null where nothing is stated, as of an item that ended.
    pub new: Option<StatedShown>,
    /// Whether it says something else.
    pub differs: bool,
    /// Who recorded what stands now: the statement, or the end of its item.
    pub actor: Option<ActorShown>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub recorded_at: Option<Timestamp>,
    /// Where in the log.
    pub position: Option<u64>,
}

/// A card at two moments, each with the lens of its own position.
#[derive(Clone, Copy)]
pub struct Pair<'p> {
    /// The card at the first moment; none before the cluster was listed.
    pub old: Option<&'p Card>,
    /// The first moment.
    pub from: Lens<'p>,
    /// The card at the second moment.
    pub new: &'p Card,
    /// The second moment.
    pub to: Lens<'p>,
}

impl<'p> Pair<'p> {
    /// The fields in the order of the catalogue; those alone that differ, unless all are wanted.
    pub fn fields(&self, all: bool) -> Vec<FieldDifference<'p>> {
        let fields = differences(self.old, self.new).into_iter();
        let mut fields: Vec<_> = fields.filter(|field| all || field.differs()).collect();
        fields.sort_by_key(|field| self.to.place_and_visibility(field.path).0);
        fields
    }

    /// Who recorded what stands now, where that may be told.
    pub fn actor(&self, place: &Place) -> Option<ActorShown> {
        let then = Lens::new(self.to.views, place.position);
        let told = confirmers::are_told_at(place, self.new.cluster, &self.to);
        told.then(|| ActorShown::of(&place.actor, &then))
    }

    fn field(&self, field: &FieldDifference<'_>) -> FieldShown {
        let said = |claim: Option<&CurrentClaim>, lens: &Lens<'_>| {
            StatedShown::of(claim.map(|current| &*current.claim), lens)
        };
        let label = in_both(|language| {
            Speaker { lens: self.to, card: Some(self.new), language }.place_of(field.path)
        });
        FieldShown {
            path: field.path.to_string(),
            label: label.into(),
            old: said(field.old, &self.from),
            new: said(field.new, &self.to),
            differs: field.differs(),
            actor: field.changed.and_then(|place| self.actor(place)),
            recorded_at: field.changed.map(|place| place.recorded_at),
            position: field.changed.map(|place| place.position.0),
        }
    }
}

impl DifferenceShown {
    /// The fields that differ, or all.
    pub fn of(pair: &Pair<'_>, all: bool) -> Self {
        let compared = pair.fields(true);
        let changed = compared.iter().filter(|field| field.differs()).count();
        let level = |card: &Card| card.level.as_ref().map(|level| level.level);
        Self {
            id: pair.new.cluster.to_string(),
            from: pair.old.map(|_| pair.from.at.0),
            to: pair.to.at.0,
            level: LevelsShown { old: pair.old.and_then(level), new: level(pair.new) },
            status: StatusesShown {
                old: pair.old.map(|card| card.standing.status.key()),
                new: pair.new.standing.status.key(),
            },
            items: compared
                .iter()
                .filter(|field| all || field.differs())
                .map(|field| pair.field(field))
                .collect(),
            changed,
            compared: compared.len(),
        }
    }
}
