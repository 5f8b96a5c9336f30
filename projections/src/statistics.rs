//! The statistics document: every figure counted from the rows of one position, none typed in.
//!
//! Only listed clusters count, and of them what neither lapsed nor is disputed. Each block tells its
//! base; what isn't stated is never counted as zero, and what may not be shown today is null.

mod bases;
mod behind;
mod bodies;
mod clusters;
mod coverage;
mod participants;
mod partners;
mod priorities;
mod projects;
mod regions;
mod terms;

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::{Digest, Position};
use registry_events::value::Code;
use serde::Serialize;

pub use bases::Bases;
pub use behind::Behind;
pub(crate) use behind::Counting;
pub use bodies::{BodyBase, BodyFigures, ChosenAfterCreation, FinancingFigures, LagFigures};
pub use clusters::{
    AgeFigures, ByLevel, BySupport, ClusterFigures, LevelBySupport, SpecialisationFigures,
};
pub use coverage::{CoverageFigures, Estimate};
pub use participants::{Leader, ParticipantFigures};
pub use partners::PartnerFigures;
pub use priorities::{PriorityFigures, PriorityLine};
pub use projects::ProjectFigures;
pub use regions::{CentreLeader, RegionFigures};

use crate::card::ListingStatus;
use crate::figures::{self, FigureDiff, Figures};
use crate::masked::Knowing;
use crate::register::{RegisterRow, RowFields};
use crate::views::Views;
use participants::Types;
use terms::Terms;

/// The figures of the register at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// The bases of figures that have none of their own.
    pub bases: Bases,
    /// Clusters and their levels.
    pub clusters: ClusterFigures,
    /// Participants and employees.
    pub participants: ParticipantFigures,
    /// Key specialisations, in the order of their dictionary.
    pub specialisations: Vec<SpecialisationFigures>,
    /// Joint projects.
    pub projects: ProjectFigures,
    /// How important each priority is.
    pub priorities: PriorityFigures,
    /// Partners from here and abroad.
    pub partners: PartnerFigures,
    /// Governing bodies.
    pub governing_bodies: BodyFigures,
    /// What the managing bodies are financed from.
    pub financing: FinancingFigures,
    /// Regions and their cluster development centres.
    pub regions: RegionFigures,
    /// How many of the country's clusters are here.
    pub coverage: CoverageFigures,
}

/// How many clusters there are, and how many of them state what a block is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Base {
    /// All.
    pub clusters: u32,
    /// Those that state it.
    pub stated: u32,
}

impl Statistics {
    /// Counts what the views had at a position, and what may be shown of it today; ages, statuses and
    /// centres are those of the asked day in the registry's time zone.
    pub fn at(views: &Views, at: Position, day: Date) -> Self {
        Self::with(views, (at, day), views.editions().shown_fields(at), Knowing::Today)
    }

    /// The digest of the figures as they could be shown at that time, so that a bulletin of that
    /// position can be recomputed after a later edition hides or shows a field.
    pub fn digest_at(views: &Views, at: Position, day: Date) -> Digest {
        let shown = views.editions().shown_fields_then(at);
        Self::with(views, (at, day), shown, Knowing::Then).digest()
    }

    fn with(
        views: &Views,
        (at, day): (Position, Date),
        shown: RowFields,
        knowing: Knowing,
    ) -> Self {
        let listed = |row: &Arc<RegisterRow>| row.status == ListingStatus::Listed;
        let rows = views.register().rows_with(at, shown, knowing).filter(listed);
        let rows: Vec<_> = rows.map(|row| row.counted()).collect();
        let rows: Vec<&RegisterRow> = rows.iter().map(AsRef::as_ref).collect();
        let terms = Terms::new(views, at, shown);
        let types = Types { organisations: views.organisations(), at };
        let with_centre = views.with_centre_on(day, at);
        Self {
            bases: Bases::of(&rows, &terms),
            clusters: ClusterFigures::of(&rows, views.regions(), (at, day), &terms),
            participants: ParticipantFigures::of(&rows, &types, &terms),
            specialisations: SpecialisationFigures::of(&rows, &terms),
            projects: ProjectFigures::of(&rows, &terms),
            priorities: PriorityFigures::of(&rows, &terms),
            partners: PartnerFigures::of(&rows, &terms),
            governing_bodies: BodyFigures::of(&rows, &terms),
            financing: FinancingFigures::of(&rows, &terms),
            regions: RegionFigures::of(&rows, &with_centre, &terms),
            coverage: CoverageFigures::of(
                &rows,
                views.expected().waiting_at(at),
                views.estimates().at(at),
            ),
        }
    }

    /// BLAKE3 of the figures in their canonical form: a JSON object of every path and its value, in
    /// the order of paths, without white space.
    pub fn digest(&self) -> Digest {
        let canonical = serde_json::to_vec(&self.figures()).unwrap_or_default();
        Digest::of(&canonical)
    }

    /// Every figure by its path, e.g. `clusters.by_level.high`.
    pub fn figures(&self) -> Figures {
        figures::of(self)
    }

    /// The figures in which two documents differ.
    pub fn diff(before: &Self, after: &Self) -> Vec<FigureDiff> {
        figures::diff(before, after)
    }
}

impl Base {
    fn of(rows: &[&RegisterRow], has_stated: impl Fn(&RegisterRow) -> bool) -> Self {
        let count = rows.iter().filter(|row| has_stated(row)).count();
        Self { clusters: whole(rows.len()), stated: whole(count) }
    }
}

/// A count as the document has it.
fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Adds one to a term's count.
fn count(counts: &mut terms::Counts, term: &Code) {
    match counts.get_mut(term) {
        Some(count) => *count += 1,
        None => drop(counts.insert(term.clone(), 1)),
    }
}
