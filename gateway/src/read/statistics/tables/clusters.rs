//! Clusters by level, support, age and key specialisation.

use registry_events::level::Level;
use registry_events::value::Language;
use registry_projections::support::Support;

use super::{CLUSTERS, FigureRow, FigureTable, Maker, TOTAL, by_level, known, levels_known, whole};
use crate::read::row::SPECIALISATION;
use crate::words::{Said, terms, typography};

const ESTIMATE: Said = Said::new("Оценка", "Estimate");

/// Whether a source says itself that it is an estimate, as «Экспертная оценка …» does.
fn is_called_estimate(source: &str) -> bool {
    source.to_lowercase().contains("оценк")
}

impl Maker<'_> {
    pub(super) fn levels(&self) -> FigureTable {
        let clusters = &self.figures.clusters;
        let title = Said::new("Кластеры по уровням оргразвития", "Clusters by level");
        let mut table = self.table("levels", title, &[CLUSTERS]);
        table.base = Some(self.figures.bases.levels.into());
        table.rows.push(self.row(TOTAL, [whole("clusters.total", clusters.total)]));
        for (level, figure) in
            Level::ALL.into_iter().zip(by_level("clusters.by_level", &clusters.by_level))
        {
            table.rows.push(self.row(terms::level(level), [figure]));
        }
        table
    }

    pub(super) fn support(&self) -> FigureTable {
        let title = Said::new("Уровень и поддержка", "Level and support");
        let mut table = self.table("support", title, &[CLUSTERS]);
        table.base = Some(self.figures.bases.support.into());
        table.columns.extend(self.level_columns());
        let clusters = &self.figures.clusters;
        let (counts, levels) = (&clusters.by_support, &clusters.level_by_support);
        for (support, count, levels) in [
            (Support::PilotItc, counts.pilot_itc, &levels.pilot_itc),
            (Support::Ckr, counts.ckr, &levels.ckr),
            (Support::Independent, counts.independent, &levels.independent),
        ] {
            let key = support.key();
            let total = known(format!("clusters.by_support.{key}"), count);
            let levels = levels_known(&format!("clusters.level_by_support.{key}"), levels.as_ref());
            let figures = std::iter::once(total).chain(levels);
            table.rows.push(self.row(terms::support(support), figures));
        }
        let said = Said::new("Программы пилотных кластеров", "Programmes of pilot clusters");
        let programmes = known("clusters.pilot_programmes", clusters.pilot_programmes);
        table.rows.push(self.row(said, [programmes]));
        table
    }

    pub(super) fn coverage(&self) -> FigureTable {
        let title = Said::new("Охват", "Coverage");
        let mut table = self.table("coverage", title, &[CLUSTERS]);
        let coverage = &self.figures.coverage;
        let registered = Said::new("В реестре", "Registered");
        table.rows.push(self.row(registered, [whole("coverage.registered", coverage.registered)]));
        if let Some(expected) = coverage.expected {
            let said = Said::new("Ожидаются на Карте", "Known and not registered yet");
            table.rows.push(self.row(said, [whole("coverage.expected", expected)]));
        }
        if let Some(estimate) = &coverage.estimate {
            let day = typography::date(estimate.date, self.language);
            let is_russian = self.language == Language::Ru;
            let label = if is_russian && is_called_estimate(&estimate.source) {
                format!("{}, {day}", estimate.source)
            } else {
                format!("{} ({}, {day})", self.say(ESTIMATE), estimate.source)
            };
            let figure = whole("coverage.estimate.value", estimate.value);
            table.rows.push(FigureRow::of(label, [figure]));
        }
        table
    }

    pub(super) fn ages(&self) -> FigureTable {
        let title = Said::new("Уровень и возраст кластера", "Level and age of the cluster");
        let mut table = self.table("ages", title, &[]);
        table.base = self.figures.bases.ages.map(Into::into);
        table.columns = self.level_columns();
        for age in &self.figures.clusters.level_by_age {
            let path = format!("clusters.level_by_age.{}", age.years);
            let figures = by_level(&path, &age.by_level);
            table.rows.push(FigureRow::of(self.say(self::age(age.years)), figures));
        }
        table
    }

    pub(super) fn specialisations(&self) -> FigureTable {
        let title = Said::new("Ключевая специализация", "Key specialisation");
        let mut table = self.table("specialisations", title, &[CLUSTERS]);
        table.base = self.figures.bases.specialisations.map(Into::into);
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

/// How old clusters of one of the four ages are.
pub fn age(key: &str) -> Said {
    match key {
        "0_2" => Said::new("до 2 лет", "up to 2 years"),
        "3_5" => Said::new("3–5 лет", "3–5 years"),
        "6_10" => Said::new("6–10 лет", "6–10 years"),
        _ => Said::new("больше 10 лет", "more than 10 years"),
    }
}
