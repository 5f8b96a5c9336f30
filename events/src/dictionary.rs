//! Lists of terms as data: dictionaries and the subjects of the federation, with their parsers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::value::{Code, Decimal, Point, PointPrecision, Text};

/// One edition of all dictionaries but the regions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dictionaries {
    /// The edition's name.
    pub edition: Code,
    /// The dictionaries.
    #[serde(rename = "dictionary")]
    pub dictionaries: Vec<Dictionary>,
}

/// One list of terms, in the order of forms and charts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dictionary {
    /// Its key, as fields name it.
    pub key: Code,
    /// What it is called.
    pub label: Text,
    /// Its terms.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its code, as claims carry it.
    pub key: Code,
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

/// The key under which fields name the regions' list.
pub const REGIONS_KEY: &str = "regions";

/// The key of the dictionary of federal districts, of which each region names a term.
pub const DISTRICTS_KEY: &str = "federal_district";

/// One edition of the subjects of the federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    /// The subjects by code.
    pub regions: BTreeMap<Code, Region>,
}

/// A subject of the federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-2 code, such as `RU-TOM`.
    pub code: Code,
    /// The full name.
    pub name: Text,
    /// The short Russian name for lists.
    pub short_ru: String,
    /// The federal district's code, a term of dictionary `federal_district`.
    pub district: Code,
    /// The chief town, taken as the region's point.
    pub point: Point,
}

/// Why a text is not an edition of dictionaries or regions.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// It isn't TOML of this shape.
    #[error("the dictionaries can't be read")]
    Toml(#[source] Box<toml::de::Error>),
    /// A key stands twice.
    #[error("«{0}» stands twice")]
    Twice(String),
    /// A row of the regions' table is wrong.
    #[error("regions, line {line}: {problem}")]
    Row {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
}

impl Dictionaries {
    /// Reads and checks an edition.
    ///
    /// # Errors
    /// [`DictionaryError`].
    pub fn parse(text: &str) -> Result<Self, DictionaryError> {
        let all: Self =
            toml::from_str(text).map_err(|error| DictionaryError::Toml(Box::new(error)))?;
        let mut keys = BTreeSet::new();
        for dictionary in &all.dictionaries {
            let terms =
                dictionary.terms.iter().map(|term| format!("{}/{}", dictionary.key, term.key));
            for key in terms.chain([dictionary.key.to_string()]) {
                if !keys.insert(key.clone()) {
                    return Err(DictionaryError::Twice(key));
                }
            }
        }
        Ok(all)
    }

    /// A dictionary by its key.
    pub fn dictionary(&self, key: &str) -> Option<&Dictionary> {
        self.dictionaries.iter().find(|dictionary| dictionary.key.as_str() == key)
    }

    /// A term of a dictionary.
    pub fn term(&self, dictionary: &str, key: &str) -> Option<&Term> {
        self.dictionary(dictionary)?.terms.iter().find(|term| term.key.as_str() == key)
    }
}

/// The columns of the regions' table that are read; others may stand beside them.
const COLUMNS: [&str; 7] = ["code", "name_ru", "short_ru", "name_en", "fd", "lat", "lon"];

impl Regions {
    /// Reads a tab-separated table with a heading row.
    ///
    /// # Errors
    /// [`DictionaryError`].
    pub fn parse(text: &str) -> Result<Self, DictionaryError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let (_, heading) = lines.next().unwrap_or((0, ""));
        let columns: Vec<_> = heading.split('\t').collect();
        let mut places = [0; COLUMNS.len()];
        for (place, name) in places.iter_mut().zip(COLUMNS) {
            *place =
                columns.iter().position(|column| *column == name).ok_or(DictionaryError::Row {
                    line: 1,
                    problem: "a column of the heading is missing",
                })?;
        }
        let mut regions = BTreeMap::new();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let cells: Vec<_> = line.split('\t').collect();
            let region = Region::from_cells(&places.map(|place| cells.get(place).copied()))
                .map_err(|problem| DictionaryError::Row { line: index + 1, problem })?;
            if let Some(twice) = regions.insert(region.code.clone(), region) {
                return Err(DictionaryError::Twice(twice.code.to_string()));
            }
        }
        Ok(Self { regions })
    }

    /// A region by its code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.get(code)
    }
}

impl Region {
    fn from_cells(cells: &[Option<&str>; COLUMNS.len()]) -> Result<Self, &'static str> {
        let [Some(code), Some(ru), Some(short), Some(en), Some(district), Some(lat), Some(lng)] =
            *cells
        else {
            return Err("a cell is missing");
        };
        let degrees = |cell: &str| cell.parse::<Decimal>().map_err(|_| "not a coordinate");
        Ok(Self {
            code: Code::parse(code).map_err(|_| "not a code")?,
            name: Text::new(Some(ru), Some(en)).map_err(|_| "no name")?,
            short_ru: short.into(),
            district: Code::parse(district).map_err(|_| "not a district")?,
            point: Point::new(degrees(lat)?, degrees(lng)?, PointPrecision::RegionCentroid)
                .map_err(|_| "not a point")?,
        })
    }
}
