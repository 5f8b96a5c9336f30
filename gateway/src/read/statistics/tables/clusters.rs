//! Clusters by level, age and key specialisation.

use registry_events::level::Level;

use super::{CLUSTERS, FigureRow, FigureTable, Maker, TOTAL, by_level, whole};
use crate::read::row::SPECIALISATION;
use crate::words::{Said, terms};

impl Maker<'_> {
    pub(super) fn levels(&self) -> FigureTable {
        let clusters = &self.figures.clusters;
        let title = Said::new("Кластеры по уровням оргразвития", "Clusters by level");
        let mut table = self.table("levels", title, &[CLUSTERS]);
        table.rows.push(self.row(TOTAL, [whole("clusters.total", clusters.total)]));
        for (level, figure) in
            Level::ALL.into_iter().zip(by_level("clusters.by_level", &clusters.by_level))
        {
            table.rows.push(self.row(terms::level(level), [figure]));
        }
        table
    }

    pub(super) fn ages(&self) -> FigureTable {
        let title = Said::new("Уровень и возраст кластера", "Level and age of the cluster");
        let mut table = self.table("ages", title, &[]);
        table.columns = self.level_columns();
        for age in &self.figures.clusters.level_by_age {
            let path = format!("clusters.level_by_age.{}", age.years);
            let figures = by_level(&path, &age.by_level);
            table.rows.push(FigureRow::of(self.say(years(age.years)), figures));
        }
        table
    }

    pub(super) fn specialisations(&self) -> FigureTable {
        let title = Said::new("Ключевая специализация", "Key specialisation");
        let mut table = self.table("specialisations", title, &[CLUSTERS]);
        table.columns.extend(self.level_columns());
        for one in &self.figures.specialisations {
            let path = format!("specialisations.{}", one.key);
            let total = whole(format!("{path}.total"), one.total);
            let levels = by_level(&format!("{path}.by_level"), &one.by_level);
            let figures = std::iter::once(total).chain(levels);
            table.rows.push(FigureRow::of(self.term(SPECIALISATION, &one.key), figures));
        }
        table
    }
}

fn years(key: &str) -> Said {
    match key {
        "0_2" => Said::new("до 2 лет", "up to 2 years"),
        "3_5" => Said::new("3–5 лет", "3–5 years"),
        "6_10" => Said::new("6–10 лет", "6–10 years"),
        _ => Said::new("больше 10 лет", "more than 10 years"),
    }
}
