//! Regions and their cluster development centres.

use registry_events::dictionary::REGIONS_KEY;
use registry_events::value::Code;

use super::{CLUSTERS, COUNT, Figure, FigureRow, FigureTable, Maker, known, whole};
use crate::words::Said;

impl Maker<'_> {
    pub(super) fn regions(&self) -> FigureTable {
        let figures = &self.figures.regions;
        let mut table = self.table("regions", Said::new("Субъекты РФ", "Regions"), &[COUNT]);
        table.base = self.figures.bases.regions.map(Into::into);
        table.rows = vec![
            self.row(
                Said::new("С кластерами в реестре", "With listed clusters"),
                [known("regions.with_clusters", figures.with_clusters)],
            ),
            self.row(
                Said::new("С ЦКР", "With a cluster development centre"),
                [whole("regions.with_ckr", figures.with_ckr)],
            ),
            self.row(
                Said::new("С ЦКР и кластерами", "With a centre and clusters"),
                [known("regions.with_ckr_and_clusters", figures.with_ckr_and_clusters)],
            ),
        ];
        table
    }

    pub(super) fn regions_without_clusters(&self) -> FigureTable {
        let title = Said::new(
            "Субъекты РФ с ЦКР, которых пока нет на карте",
            "Regions with a centre that aren’t on the map yet",
        );
        let mut table = self.table("regions-without-clusters", title, &[]);
        let codes = &self.figures.regions.with_ckr_without_clusters;
        table.rows = codes.iter().flatten().map(|code| self.of_region(code, None)).collect();
        table
    }

    pub(super) fn centre_leaders(&self) -> FigureTable {
        let title = Said::new(
            "Субъекты РФ с ЦКР и наибольшим числом кластеров",
            "Regions with a centre and the most clusters",
        );
        let mut table = self.table("ckr-leaders", title, &[CLUSTERS]);
        table.base = self.figures.bases.regions.map(Into::into);
        for leader in self.figures.regions.ckr_leaders.iter().flatten() {
            let path = format!("regions.ckr_leaders.{}.clusters", leader.region);
            let figure = whole(path, leader.clusters);
            table.rows.push(self.of_region(&leader.region, Some(figure)));
        }
        table
    }

    fn of_region(&self, code: &Code, figure: Option<Figure>) -> FigureRow {
        let row = FigureRow::of(self.term(REGIONS_KEY, code), figure);
        FigureRow { region: Some(code.to_string()), ..row }
    }
}
