//! The rows of a comparison: level, measures and markers first, then what the catalogue asks for.
//! What none of the clusters provided is named in one line under its section.

use registry_events::catalogue::Catalogue;
use registry_events::claim::Absence;
use registry_events::level::Level;
use registry_events::value::{Decimal, ValueType};

use super::cells::{Bar, CellView, decimal, number};
use crate::pages::frame::Frame;
use crate::pages::shown::LevelView;
use crate::read::compare::{
    CellCompared, ClusterCompared, Comparison, MedianShown, RowCompared, SectionCompared,
};
use crate::read::lens::Lens;
use crate::read::parts::Share;
use crate::words::terms;
use crate::words::typography::{self, capitalised, set};

/// A section.
pub(super) struct SectionView {
    /// Its key.
    pub(super) key: String,
    /// Its heading.
    pub(super) label: String,
    /// Its rows.
    pub(super) rows: Vec<RowView>,
    /// What none of the clusters provided.
    pub(super) missing: Vec<String>,
}

/// A row.
pub(super) struct RowView {
    /// What is compared.
    pub(super) label: String,
    /// What each cluster says.
    pub(super) cells: Vec<CellView>,
    /// The register's median.
    pub(super) median: Option<MedianView>,
    /// Whether the clusters say different things.
    differs: bool,
}

/// A median with its base.
pub(super) struct MedianView {
    /// The value.
    pub(super) value: String,
    /// «по данным 80 кластеров».
    pub(super) base: String,
}

/// Every section that has something to show.
pub(super) fn sections(
    comparison: &Comparison,
    lens: &Lens<'_>,
    frame: &Frame,
    only_differences: bool,
) -> Vec<SectionView> {
    let maker = Maker { clusters: &comparison.clusters, lens, frame };
    let catalogued = comparison.sections.iter().map(|section| maker.section(section));
    let mut sections: Vec<_> = std::iter::once(maker.level()).chain(catalogued).collect();
    if only_differences {
        for section in &mut sections {
            section.rows.retain(|row| row.differs);
            section.missing.clear();
        }
    }
    sections.retain(|section| !section.rows.is_empty() || !section.missing.is_empty());
    sections
}

/// Fields that name a cluster; their rows tell both languages.
const NAMES: [&str; 2] = ["official_name", "display_name"];

struct Maker<'m> {
    clusters: &'m [ClusterCompared],
    lens: &'m Lens<'m>,
    frame: &'m Frame,
}

impl Maker<'_> {
    fn level(&self) -> SectionView {
        let completeness = |one: &ClusterCompared| self.measure(one.completeness);
        let confidence = |one: &ClusterCompared| self.measure(one.confidence);
        let rows = [
            self.head(self.frame.say("level-heading"), |one| self.level_of(one)),
            self.head(capitalised(&self.frame.say("measure-completeness")), completeness),
            self.head(capitalised(&self.frame.say("measure-confidence")), confidence),
        ];
        SectionView {
            key: "level".into(),
            label: self.frame.say("compare-level-section"),
            rows: rows.into_iter().chain(self.blocks()).collect(),
            missing: Vec::new(),
        }
    }

    fn head(&self, label: String, cell: impl Fn(&ClusterCompared) -> CellView) -> RowView {
        let cells: Vec<_> = self.clusters.iter().map(cell).collect();
        let said: Vec<_> = cells
            .iter()
            .map(|cell| (cell.level.as_ref().map(|level| level.key), &cell.text))
            .collect();
        let differs = said.windows(2).any(|pair| pair[0] != pair[1]);
        RowView { label, median: None, differs, cells }
    }

    fn level_of(&self, cluster: &ClusterCompared) -> CellView {
        let Some(level) = cluster.level.and_then(Level::from_key) else {
            return CellView::absent(self.frame.say("not-assessed"));
        };
        let since = cluster.level_since.map(|since| {
            let (word, day) = (self.frame.say("since"), self.frame.day(since));
            format!("{word}{}{day}", typography::NO_BREAK_SPACE)
        });
        let level = Some(LevelView::of(level, self.frame.language));
        CellView { level, ..CellView::said(since.unwrap_or_default()) }
    }

    fn measure(&self, share: Share) -> CellView {
        let Some(per_mille) = share.per_mille else { return CellView::absent("—".into()) };
        let bar = Bar::of(Decimal::from(per_mille), None, Decimal::ONE_THOUSAND);
        let text = typography::per_cent(per_mille, self.frame.language);
        CellView { bar: Some(bar), ..CellView::said(text) }
    }

    /// A row for each block of the editions applied.
    fn blocks(&self) -> Vec<RowView> {
        let mut blocks: Vec<(&str, &str)> = Vec::new();
        for block in self.clusters.iter().flat_map(|cluster| &cluster.blocks) {
            if blocks.iter().all(|(key, _)| *key != block.key) {
                blocks.push((&block.key, block.label.in_language(self.frame.language)));
            }
        }
        let cell = |key: &str, cluster: &ClusterCompared| {
            let block = cluster.blocks.iter().find(|block| block.key == key);
            let none = || CellView::absent(self.frame.say("not-assessed"));
            block.map_or_else(none, |block| CellView::of_block(block.met, block.total, self.frame))
        };
        let row = |(key, label)| self.head(set(label), |cluster| cell(key, cluster));
        blocks.into_iter().map(row).collect()
    }

    fn section(&self, section: &SectionCompared) -> SectionView {
        let (missing, stated): (Vec<_>, Vec<_>) =
            section.rows.iter().partition(|row| row.cells.iter().all(says_nothing));
        let list_is_named = |row: &RowCompared| {
            let list = row.path.split_once('/').map(|(list, _)| list);
            missing.iter().any(|other| Some(other.path.as_str()) == list)
        };
        let named = missing.iter().filter(|row| !list_is_named(row));
        SectionView {
            key: section.key.clone(),
            label: set(section.label.in_language(self.frame.language)),
            rows: stated.into_iter().flat_map(|row| self.rows(row)).collect(),
            missing: named.map(|row| set(row.label.in_language(self.frame.language))).collect(),
        }
    }

    /// The row, and behind one of names the names in the other language.
    fn rows(&self, row: &RowCompared) -> impl Iterator<Item = RowView> {
        let is_of_names = NAMES.contains(&row.path.as_str());
        let in_other = is_of_names.then(|| self.names_in_other_language(row)).flatten();
        std::iter::once(self.row(row)).chain(in_other)
    }

    /// None where nobody gave one.
    fn names_in_other_language(&self, row: &RowCompared) -> Option<RowView> {
        let code = self.frame.other_code();
        let given = |cell: &CellCompared| cell.value.as_ref()?.get(code)?.as_str().map(set);
        row.cells.iter().find_map(given)?;
        let none = terms::absence(Absence::NotProvided).get(self.frame.language);
        let cell = |cell: &CellCompared| match given(cell) {
            Some(name) => CellView { only_in: Some(code), ..CellView::said(name) },
            None => CellView::absent(none.into()),
        };
        let label = set(row.label.in_language(self.frame.language));
        let names: Vec<_> = row.cells.iter().map(given).collect();
        Some(RowView {
            label: self.frame.words.say_with("compare-name-in-other", &[("label", &label)]),
            cells: row.cells.iter().map(cell).collect(),
            median: None,
            differs: names.windows(2).any(|pair| pair[0] != pair[1]),
        })
    }

    fn row(&self, row: &RowCompared) -> RowView {
        let is_year = self.is_year(row);
        let mut cells: Vec<_> =
            row.cells.iter().map(|cell| CellView::of(cell, self.frame)).collect();
        if ["number", "list"].contains(&row.kind) && !is_year {
            draw(&mut cells, row);
        }
        RowView {
            label: set(row.label.in_language(self.frame.language)),
            median: self.median(&row.median, is_year),
            differs: row.cells.windows(2).any(|pair| said(&pair[0]) != said(&pair[1])),
            cells,
        }
    }

    /// Years are numbers of which no bar tells anything.
    fn is_year(&self, row: &RowCompared) -> bool {
        let mut fields = self.lens.catalogue().into_iter().flat_map(Catalogue::cluster_fields);
        let field = fields.find(|field| field.key.as_str() == row.path);
        field.is_some_and(|field| field.value_type == ValueType::Year)
    }

    fn median(&self, median: &MedianShown, is_year: bool) -> Option<MedianView> {
        let number = median.value.as_ref().and_then(decimal)?;
        let written = typography::decimal(number, self.frame.language);
        let value = if is_year { written.replace(typography::NARROW_SPACE, "") } else { written };
        Some(MedianView { value, base: self.frame.count("compare-base", median.stated) })
    }
}

/// Whether a cluster provided nothing of a row; «не раскрывается» and «нет» are something.
fn says_nothing(cell: &CellCompared) -> bool {
    cell.absence == Some(Absence::NotProvided.key()) || cell.count == Some(0)
}

/// What two clusters must both say to be the same; who supports it is another matter.
fn said(cell: &CellCompared) -> impl PartialEq + '_ {
    (&cell.value, cell.absence, cell.count, cell.share, &cell.terms)
}

/// Draws the numbers of a row on one scale; none below zero can be drawn.
fn draw(cells: &mut [CellView], row: &RowCompared) {
    let numbers: Vec<_> = row.cells.iter().map(number).collect();
    let median = row.median.value.as_ref().and_then(decimal);
    let all = || numbers.iter().flatten().chain(&median);
    let Some(greatest) = all().max().filter(|greatest| **greatest > Decimal::ZERO) else { return };
    if all().any(|number| number.is_sign_negative() && !number.is_zero()) {
        return;
    }
    for (cell, number) in cells.iter_mut().zip(&numbers) {
        cell.bar = number.map(|number| Bar::of(number, median, *greatest));
    }
}
