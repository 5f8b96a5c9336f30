//! A comparison as a table: a row per field or list, a column per cluster.

use registry_events::level::Level;
use registry_events::value::Language;
use serde_json::Value as Json;

use super::{CellCompared, ClusterCompared, Comparison, RowCompared};
use crate::read::parts::Share;
use crate::read::table::{Cell, Table};
use crate::words::{Said, terms, typography};

/// The comparison as a table.
pub fn table(comparison: &Comparison, language: Language) -> Table {
    let say = |said: Said| said.get(language).to_owned();
    let fixed = [
        ("section", Said::new("Раздел", "Section")),
        ("path", Said::new("Поле, ключ", "Field, key")),
        ("label", Said::new("Поле", "Field")),
        ("median", Said::new("Медиана реестра", "Median of the register")),
    ];
    let fixed = fixed.map(|(key, heading)| (key.to_owned(), say(heading)));
    let clusters = comparison.clusters.iter().map(|cluster| {
        let name = cluster.name.as_ref().map(|name| name.in_language(language).to_owned());
        (cluster.id.clone(), name.unwrap_or_else(|| cluster.id.clone()))
    });
    let (keys, headings) = fixed.into_iter().chain(clusters).unzip();
    let maker = Maker { comparison, language };
    let title = say(Said::new("Сравнение", "Comparison"));
    Table { title, keys, headings, rows: maker.rows() }
}

struct Maker<'c> {
    comparison: &'c Comparison,
    language: Language,
}

impl Maker<'_> {
    fn rows(&self) -> Vec<Vec<Cell>> {
        let sections = self.comparison.sections.iter().flat_map(|section| {
            let label = section.label.in_language(self.language);
            section.rows.iter().map(move |row| self.row(label, row))
        });
        self.heads().into_iter().chain(sections).collect()
    }

    /// Level, measures, and markers by block: «4 из 5».
    fn heads(&self) -> Vec<Vec<Cell>> {
        let level = |cluster: &ClusterCompared| {
            let level = cluster.level.and_then(Level::from_key);
            Cell::optional_text(level.map(|level| terms::level(level).get(self.language)))
        };
        let share = |share: Share| {
            let said = share.per_mille.map(|part| typography::per_cent(part, self.language));
            Cell::optional_text(said)
        };
        let level = self.head("level", Said::new("Уровень оргразвития", "Level"), level);
        let completeness = Said::new("Полнота", "Completeness");
        let completeness = self.head("completeness", completeness, |one| share(one.completeness));
        let confidence = Said::new("Подтверждённость", "Confidence");
        let confidence = self.head("confidence", confidence, |one| share(one.confidence));
        [level, completeness, confidence].into_iter().chain(self.blocks()).collect()
    }

    fn head(&self, key: &str, label: Said, cell: impl Fn(&ClusterCompared) -> Cell) -> Vec<Cell> {
        let label = Cell::text(label.get(self.language));
        let cells = self.comparison.clusters.iter().map(cell);
        [Cell::Empty, Cell::text(key), label, Cell::Empty].into_iter().chain(cells).collect()
    }

    /// A row per block of the editions applied; a cluster without the block says nothing of it.
    fn blocks(&self) -> Vec<Vec<Cell>> {
        let mut blocks: Vec<(&str, &str)> = Vec::new();
        for block in self.comparison.clusters.iter().flat_map(|cluster| &cluster.blocks) {
            if blocks.iter().all(|(key, _)| *key != block.key) {
                blocks.push((&block.key, block.label.in_language(self.language)));
            }
        }
        let of = Said::new("из", "of").get(self.language);
        let cell = |key: &str, cluster: &ClusterCompared| {
            let block = cluster.blocks.iter().find(|block| block.key == key);
            Cell::optional_text(block.map(|block| format!("{} {of} {}", block.met, block.total)))
        };
        let row = |(key, label): (&str, &str)| {
            let cells = self.comparison.clusters.iter().map(|cluster| cell(key, cluster));
            let path = Cell::text(format!("blocks.{key}"));
            [Cell::Empty, path, Cell::text(label), Cell::Empty].into_iter().chain(cells).collect()
        };
        blocks.into_iter().map(row).collect()
    }

    fn row(&self, section: &str, row: &RowCompared) -> Vec<Cell> {
        let label = row.label.in_language(self.language);
        let median = row.median.value.as_ref().map_or(Cell::Empty, number);
        let cells = row.cells.iter().map(|cell| self.cell(row, cell));
        let fixed = [Cell::text(section), Cell::text(&row.path), Cell::text(label), median];
        fixed.into_iter().chain(cells).collect()
    }

    fn cell(&self, row: &RowCompared, cell: &CellCompared) -> Cell {
        match (row.kind, &cell.value, cell.count) {
            ("number", Some(value), _) => number(value),
            ("list", _, Some(count)) => Cell::count(count),
            _ => Cell::text(self.said(cell)),
        }
    }

    /// «9/10» and behind it «Малые предприятия: 9».
    fn said(&self, cell: &CellCompared) -> String {
        let text = cell.text.in_language(self.language).to_owned();
        let terms = cell
            .terms
            .iter()
            .map(|one| format!("{}: {}", one.term.label.in_language(self.language), one.count));
        std::iter::once(text).chain(terms).collect::<Vec<_>>().join("; ")
    }
}

fn number(value: &Json) -> Cell {
    let whole = value.as_i64().map(Cell::Integer);
    whole.or_else(|| value.as_f64().map(Cell::Number)).unwrap_or(Cell::Empty)
}
