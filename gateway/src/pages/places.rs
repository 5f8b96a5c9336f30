//! Regions, specialisations and where they meet: their listed clusters, counted and as rows, and an
//! invitation where there are none yet.

mod centres;
pub mod crossing;
mod figures;
pub mod region;
pub mod regions;
pub mod specialisation;
pub mod specialisations;
mod tally;

use registry_events::value::{Code, Language, Text};
use registry_projections::card::ListingStatus;
use registry_projections::search::{Query, Sort};

use self::tally::Tally;
use super::frame::Frame;
use super::row::Row;
use crate::api::read::streams::asked_register;
use crate::http::{App, Problem, Reading};
use crate::read::asked_register::AskedRegister;
use crate::read::clusters;
use crate::read::lens::Lens;
use crate::read::row::{RowShown, SPECIALISATION};
use crate::words::typography::{integer, set};

/// The fields that say where a cluster is and what it does.
const REGIONS_FIELD: &str = "regions";
const SPECIALISATION_FIELD: &str = "specialisation_key";

/// A region or a specialisation with how many clusters it has.
pub struct PlaceView {
    /// What it is called.
    pub name: String,
    /// Its page.
    pub address: String,
    /// How many clusters it has; none where it has none yet.
    pub count: Option<String>,
    /// Its clusters by level: «высокий 4, средний 6».
    pub levels: String,
}

/// What the pages of places are made from: the register, or what held on the day asked for.
struct Ground<'g> {
    lens: Lens<'g>,
    register: AskedRegister,
    reading: &'g Reading,
}

impl<'g> Ground<'g> {
    async fn new(app: &App, reading: &'g Reading) -> Result<Self, Problem> {
        let at = reading.at.unwrap_or_default();
        let register = asked_register(app, reading, at, &Query::default()).await?;
        Ok(Self { lens: reading.lens(), register, reading })
    }

    /// The listed clusters of a region and a specialisation, of all where neither is given; none
    /// where it isn't public which these are.
    fn rows(&self, region: Option<&Code>, specialisation: Option<&Code>) -> Option<Vec<RowShown>> {
        let hidden = region.is_some() && !self.lens.shows_field(REGIONS_FIELD)
            || specialisation.is_some() && !self.lens.shows_field(SPECIALISATION_FIELD);
        let query = Query {
            regions: region.into_iter().cloned().collect(),
            specialisations: specialisation.into_iter().cloned().collect(),
            ..self.listed()
        };
        (!hidden).then(|| clusters::all(&query, &self.register, &self.lens))
    }

    /// What is in the register on the day shown, by name.
    fn listed(&self) -> Query {
        Query {
            statuses: vec![ListingStatus::Listed],
            day: self.reading.on,
            sort: Sort::Name,
            ..Query::default()
        }
    }
}

impl PlaceView {
    fn new(name: &Text, path: &str, tally: Option<&Tally>, frame: &Frame) -> Self {
        let count = tally.map(|tally| tally.clusters).filter(|clusters| *clusters > 0);
        Self {
            name: named(name, frame.language),
            address: frame.link(path),
            count: count.map(integer_of),
            levels: tally.map(|tally| tally.levels_in_words(frame)).unwrap_or_default(),
        }
    }
}

/// Whether some of these clusters are in more regions than the one whose page it is.
pub fn are_of_several_regions(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.regions.len() > 1)
}

fn named(name: &Text, language: Language) -> String {
    set(name.in_language_or_other(language))
}

fn integer_of(count: usize) -> String {
    integer(super::row::as_i128(count))
}

/// The key specialisations in the order of their dictionary, with their names.
fn specialisations_of(lens: &Lens<'_>) -> Vec<(Code, Text)> {
    let named = |key: Code| {
        let name = lens.term(SPECIALISATION, &key);
        (key, name)
    };
    lens.terms(SPECIALISATION).into_iter().map(named).collect()
}

/// A specialisation by its key.
fn known_specialisation(key: &str, lens: &Lens<'_>) -> Result<(Code, Text), Problem> {
    let mut all = specialisations_of(lens).into_iter();
    let found = all.find(|(known, _)| known.as_str() == key);
    found.ok_or_else(|| Problem::new("not-found").with("specialisation"))
}
