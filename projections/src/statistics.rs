//! The statistics document: every figure counted from the rows of one position, none typed in.
//!
//! Only listed clusters count. Each block tells its base, and what isn't stated is never counted as
//! zero; what may not be shown today is null. What the profile doesn't record yet (support, priorities, partners) isn't here.

mod bodies;
mod clusters;
mod participants;
mod projects;
mod regions;
mod terms;

use registry_events::ids::Position;
use registry_events::value::Code;
use serde::Serialize;

pub use bodies::{BodyBase, BodyFigures, ChosenAfterCreation, FinancingFigures, LagFigures};
pub use clusters::{AgeFigures, ByLevel, ClusterFigures, SpecialisationFigures};
pub use participants::{Leader, ParticipantFigures};
pub use projects::ProjectFigures;
pub use regions::RegionFigures;

use crate::card::ListingStatus;
use crate::figures::{self, FigureDiff, Figures};
use crate::register::RegisterRow;
use crate::views::Views;
use terms::Terms;

/// The figures of the register at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// Clusters and their levels.
    pub clusters: ClusterFigures,
    /// Participants and employees.
    pub participants: ParticipantFigures,
    /// Key specialisations, in the order of their dictionary.
    pub specialisations: Vec<SpecialisationFigures>,
    /// Joint projects.
    pub projects: ProjectFigures,
    /// Governing bodies.
    pub governing_bodies: BodyFigures,
    /// What the managing bodies are financed from.
    pub financing: FinancingFigures,
    /// Regions and their cluster development centres.
    pub regions: RegionFigures,
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
    /// Counts what the views had at a position; ages of clusters are taken at a year, which is
    /// that of the asked day in the registry's time zone.
    pub fn at(views: &Views, at: Position, year: i16) -> Self {
        let rows: Vec<_> = views.register().rows_at(at).collect();
        let rows = rows.iter().map(AsRef::as_ref);
        let listed = |row: &&RegisterRow| row.status == ListingStatus::Listed;
        let rows: Vec<&RegisterRow> = rows.filter(listed).collect();
        let terms = Terms::at(views, at);
        Self {
            clusters: ClusterFigures::of(&rows, year, &terms),
            participants: ParticipantFigures::of(&rows, &terms),
            specialisations: SpecialisationFigures::of(&rows, &terms),
            projects: ProjectFigures::of(&rows, &terms),
            governing_bodies: BodyFigures::of(&rows, &terms),
            financing: FinancingFigures::of(&rows, &terms),
            regions: RegionFigures::of(&rows, &views.regions().with_centre(at), &terms),
        }
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
