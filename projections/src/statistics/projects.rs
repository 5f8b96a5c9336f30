//! Joint projects by stage and sphere.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::value::Code;
use serde::Serialize;

use super::terms::Terms;
use super::{Base, count, whole};
use crate::register::{Project, RegisterRow, RowField};

/// Joint projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectFigures {
    /// Clusters that state projects.
    pub base: Base,
    /// Projects in all.
    pub total: u32,
    /// Projects by stage.
    pub by_stage: BTreeMap<Code, u32>,
    /// Projects by sphere; one of two spheres counts in both.
    pub by_sphere: BTreeMap<Code, u32>,
    /// Clusters that have a project of the stage.
    pub clusters_by_stage: BTreeMap<Code, u32>,
    /// Clusters that state no project; that isn't the same as having none.
    pub clusters_not_provided: u32,
}

impl ProjectFigures {
    pub(super) fn of(rows: &[&RegisterRow], terms: &Terms<'_>) -> Self {
        let base = Base::of(rows, |row| counted(row).next().is_some());
        let stages = terms.zeros(RowField::Stage);
        let mut figures = Self {
            base,
            total: whole(rows.iter().map(|row| counted(row).count()).sum()),
            by_stage: stages.clone(),
            by_sphere: terms.zeros(RowField::Spheres),
            clusters_by_stage: stages,
            clusters_not_provided: base.clusters - base.stated,
        };
        for row in rows {
            figures.add(row);
        }
        figures
    }

    fn add(&mut self, row: &RegisterRow) {
        let mut stages = BTreeSet::new();
        for project in counted(row) {
            if let Some(stage) = &project.stage {
                count(&mut self.by_stage, stage);
                stages.insert(stage);
            }
            project.spheres().iter().for_each(|sphere| count(&mut self.by_sphere, sphere));
        }
        for stage in stages {
            count(&mut self.clusters_by_stage, stage);
        }
    }
}

fn counted(row: &RegisterRow) -> impl Iterator<Item = &Project> {
    row.projects.values().map(AsRef::as_ref).filter(|project: &&Project| project.counts)
}
