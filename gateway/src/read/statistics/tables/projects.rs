//! Joint projects.

use super::{Base, CLUSTERS, Figure, FigureRow, FigureTable, Maker, TOTAL, whole};
use crate::words::Said;
use crate::words::terms::spelled_out;

impl Maker<'_> {
    pub(super) fn stages(&self) -> FigureTable {
        let figures = &self.figures.projects;
        let title = Said::new("Совместные проекты по стадиям", "Joint projects by stage");
        let columns = [Said::new("Проекты", "Projects"), CLUSTERS];
        let mut table = self.table("project-stages", title, &columns);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("project_stage", "projects.by_stage", &figures.by_stage);
        let of_clusters =
            self.by_term("project_stage", "projects.clusters_by_stage", &figures.clusters_by_stage);
        for (row, clusters) in table.rows.iter_mut().zip(of_clusters) {
            row.figures.extend(clusters.figures);
        }
        table.rows.extend(self.without_stage());
        let stated = whole("projects.base.stated", figures.base.stated);
        table.rows.push(self.row(TOTAL, [whole("projects.total", figures.total), stated]));
        let silent = whole("projects.clusters_not_provided", figures.clusters_not_provided);
        let said =
            Said::new("Информация по проектам не представлена", "No information on projects");
        table.rows.push(self.row(said, [Figure::none(), silent]));
        table
    }

    pub(super) fn spheres(&self) -> FigureTable {
        let figures = &self.figures.projects;
        let title = Said::new("Совместные проекты по сферам", "Joint projects by sphere");
        let mut table = self.table("project-spheres", title, &[Said::new("Проекты", "Projects")]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("project_sphere", "projects.by_sphere", &figures.by_sphere);
        for row in &mut table.rows {
            row.label = spelled_out(&row.label);
        }
        table
    }

    /// Projects whose stage nobody stated or stands by; none where stages may not be shown.
    fn without_stage(&self) -> Option<FigureRow> {
        let figures = &self.figures.projects;
        let staged: u32 = figures.by_stage.values().sum();
        let rest = figures.total.checked_sub(staged).filter(|rest| *rest > 0)?;
        let said = Said::new("Стадия не представлена", "Stage not provided");
        (!figures.by_stage.is_empty()).then(|| self.row(said, [whole("", rest)]))
    }
}
