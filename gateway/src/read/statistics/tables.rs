//! The figures under their headings, in the order of the page.

mod bodies;
mod clusters;
mod cooperation;
mod participants;
mod projects;
mod regions;

use std::collections::BTreeMap;

use registry_events::level::Level;
use registry_events::value::{Code, Decimal, Language};
use registry_projections::statistics::{self as figures, ByLevel, Statistics};

pub use clusters::age;

use super::{Base, Figure, FigureRow, FigureTable};
use crate::read::lens::Lens;
use crate::words::{Said, terms};

/// All tables in one language.
pub fn tables(figures: &Statistics, lens: &Lens<'_>, language: Language) -> Vec<FigureTable> {
    let maker = Maker { figures, lens, language };
    vec![
        maker.levels(),
        maker.support(),
        maker.ages(),
        maker.participants(),
        maker.employees(),
        maker.participant_types(),
        maker.leaders(),
        maker.specialisations(),
        maker.stages(),
        maker.spheres(),
        maker.priorities(),
        maker.partners(),
        maker.bodies(),
        maker.staff(),
        maker.lags(),
        maker.sources(),
        maker.regions(),
        maker.regions_without_clusters(),
        maker.centre_leaders(),
        maker.coverage(),
    ]
}

impl From<figures::Base> for Base {
    fn from(base: figures::Base) -> Self {
        Self { stated: base.stated, of: base.clusters }
    }
}

struct Maker<'m> {
    figures: &'m Statistics,
    lens: &'m Lens<'m>,
    language: Language,
}

const CLUSTERS: Said = Said::new("Кластеры", "Clusters");
const COUNT: Said = Said::new("Количество", "Count");
const TOTAL: Said = Said::new("Всего", "Total");
const BODIES: Said = Said::new("Органы", "Bodies");

impl Maker<'_> {
    fn say(&self, said: Said) -> String {
        said.get(self.language).to_owned()
    }

    fn table(&self, key: &'static str, title: Said, columns: &[Said]) -> FigureTable {
        FigureTable {
            key,
            title: self.say(title),
            base: None,
            columns: columns.iter().map(|column| self.say(*column)).collect(),
            rows: Vec::new(),
        }
    }

    fn level_columns(&self) -> Vec<String> {
        Level::ALL.iter().map(|level| self.say(terms::level(*level))).collect()
    }

    /// A row per term of a dictionary, in its order; unknown codes last.
    fn by_term(
        &self,
        dictionary: &str,
        path: &str,
        counts: &BTreeMap<Code, u32>,
    ) -> Vec<FigureRow> {
        let known = self.lens.dictionaries().and_then(|all| all.dictionary(dictionary));
        let terms = known.into_iter().flat_map(|known| known.terms.iter().map(|term| &term.key));
        let mut keys: Vec<&Code> = terms.filter(|key| counts.contains_key(*key)).collect();
        let others: Vec<_> = counts.keys().filter(|key| !keys.contains(key)).collect();
        keys.extend(others);
        let row = |key: &Code| {
            let count = counts.get(key).copied().unwrap_or_default();
            FigureRow::of(self.term(dictionary, key), [whole(format!("{path}.{key}"), count)])
        };
        keys.into_iter().map(row).collect()
    }

    fn term(&self, dictionary: &str, key: &Code) -> String {
        self.lens.term(dictionary, key).in_language_or_other(self.language).to_owned()
    }

    fn row(&self, label: Said, figures: impl IntoIterator<Item = Figure>) -> FigureRow {
        FigureRow::of(self.say(label), figures)
    }
}

impl FigureRow {
    fn of(label: String, figures: impl IntoIterator<Item = Figure>) -> Self {
        Self { label, cluster: None, region: None, figures: figures.into_iter().collect() }
    }
}

fn whole(path: impl Into<String>, count: u32) -> Figure {
    known(path, Some(count))
}

/// A count, unless what it is counted from may not be shown.
fn known(path: impl Into<String>, count: Option<u32>) -> Figure {
    Figure { path: path.into(), value: count.map(Decimal::from) }
}

fn by_level(path: &str, counts: &ByLevel) -> [Figure; 3] {
    levels_known(path, Some(counts))
}

/// Counts by level, unless what they are counted from may not be shown.
fn levels_known(path: &str, counts: Option<&ByLevel>) -> [Figure; 3] {
    let figure = |level: Level, count: fn(&ByLevel) -> u32| {
        known(format!("{path}.{}", level.key()), counts.map(count))
    };
    [
        figure(Level::Initial, |counts| counts.initial),
        figure(Level::Medium, |counts| counts.medium),
        figure(Level::High, |counts| counts.high),
    ]
}
