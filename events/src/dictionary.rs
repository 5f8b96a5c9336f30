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
    /// Subjects that are no more, by code, with what became of them.
    pub former: BTreeMap<Code, FormerRegion>,
}

/// A subject that became part of another one, or was split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerRegion {
    /// What it was.
    pub region: Region,
    /// What it became: one code, or several where it was split.
    pub successors: Vec<Code>,
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
    /// What the chief town is called, where the edition tells; clusters are found by it, too.
    pub capital: Option<Text>,
    /// The two digits by which the tax office's numbers begin there, where the edition tells.
    pub tax_number: Option<String>,
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
    /// What a region is said to have become can't be.
    #[error("region {region}: {problem}")]
    Successor {
        /// Its code.
        region: Code,
        /// What is wrong.
        problem: &'static str,
    },
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

/// The column that an edition may have beside them: what became of a subject that is no more, as
/// codes with spaces between.
const SUCCESSORS: &str = "successors";

/// The columns that an edition may have of the chief town's name.
const CAPITAL: [&str; 2] = ["capital_ru", "capital_en"];

/// The column that an edition may have of the tax office's number of a subject.
const TAX_NUMBER: &str = "fns";

impl Regions {
    /// Reads a tab-separated table with a heading row.
    ///
    /// # Errors
    /// [`DictionaryError`].
    pub fn parse(text: &str) -> Result<Self, DictionaryError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let (_, heading) = lines.next().unwrap_or((0, ""));
        let columns =
            Columns::of(heading).map_err(|problem| DictionaryError::Row { line: 1, problem })?;
        let mut all = Self { regions: BTreeMap::new(), former: BTreeMap::new() };
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let problem = |problem| DictionaryError::Row { line: index + 1, problem };
            let cells: Vec<_> = line.split('\t').collect();
            let region = columns.region(&cells).map_err(problem)?;
            if all.named(region.code.as_str()).is_some() {
                return Err(DictionaryError::Twice(region.code.to_string()));
            }
            all.take(region, columns.successors(&cells).map_err(problem)?);
        }
        all.check_successors()?;
        Ok(all)
    }

    fn take(&mut self, region: Region, successors: Vec<Code>) {
        let code = region.code.clone();
        if successors.is_empty() {
            self.regions.insert(code, region);
        } else {
            self.former.insert(code, FormerRegion { region, successors });
        }
    }

    /// Each way must end at subjects that there are.
    fn check_successors(&self) -> Result<(), DictionaryError> {
        for (code, former) in &self.former {
            let problem = |problem| DictionaryError::Successor { region: code.clone(), problem };
            let distinct: BTreeSet<_> = former.successors.iter().collect();
            if distinct.len() != former.successors.len() {
                return Err(problem("a successor stands twice"));
            }
            if !former.successors.iter().all(|next| self.named(next.as_str()).is_some()) {
                return Err(problem("a successor has no row"));
            }
            if self.comes_back(code) {
                return Err(problem("it would become itself"));
            }
        }
        Ok(())
    }

    fn comes_back(&self, code: &Code) -> bool {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![code];
        while let Some(next) = ahead.pop() {
            let successors = self.former.get(next).map_or(&[][..], |former| &former.successors);
            if successors.contains(code) {
                return true;
            }
            ahead.extend(successors.iter().filter(|one| seen.insert(*one)));
        }
        false
    }

    /// A region by its code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.get(code)
    }

    /// The region in which an organisation is registered with the tax office, by the first digits of
    /// its INN.
    pub fn by_inn(&self, inn: &str) -> Option<&Region> {
        let of =
            |region: &&Region| region.tax_number.as_deref().is_some_and(|it| inn.starts_with(it));
        self.regions.values().find(of)
    }

    /// A region by its code, also one that is no more.
    pub fn named(&self, code: &str) -> Option<&Region> {
        self.region(code).or_else(|| self.former.get(code).map(|former| &former.region))
    }

    /// The code at which what was stated of a code is read: where the subject became part of another
    /// one, that one's. A subject that was split keeps its own, because nobody but the one who
    /// stated it knows which part was meant; so does a code that the edition doesn't have.
    pub fn resolve<'a>(&'a self, code: &'a Code) -> &'a Code {
        let mut code = code;
        while let Some([only]) = self.former.get(code).map(|former| former.successors.as_slice()) {
            code = only;
        }
        code
    }

    /// The subjects that one became, however many steps that took; itself where it became nothing else.
    pub fn successors<'a>(&'a self, code: &'a Code) -> BTreeSet<&'a Code> {
        let (mut ahead, mut now) = (vec![code], BTreeSet::new());
        while let Some(code) = ahead.pop() {
            match self.former.get(code) {
                Some(former) => ahead.extend(&former.successors),
                None => {
                    now.insert(code);
                }
            }
        }
        now
    }

    /// The codes at which several are read, each once.
    pub fn resolve_all(&self, codes: &[Code]) -> Vec<Code> {
        let mut seen = BTreeSet::new();
        let resolved = codes.iter().map(|code| self.resolve(code));
        resolved.filter(|code| seen.insert(*code)).cloned().collect()
    }

    /// The codes that are read at one: itself, then those of subjects that became part of it.
    pub fn read_at<'a>(&'a self, code: &'a Code) -> impl Iterator<Item = &'a Code> {
        let joined = self.former.keys().filter(move |former| *former != code);
        std::iter::once(code).chain(joined.filter(move |former| self.resolve(former) == code))
    }
}

/// Where the columns of a regions' table stand.
struct Columns {
    needed: [usize; COLUMNS.len()],
    successors: Option<usize>,
    capital: [Option<usize>; CAPITAL.len()],
    tax_number: Option<usize>,
}

impl Columns {
    fn of(heading: &str) -> Result<Self, &'static str> {
        let columns: Vec<_> = heading.split('\t').collect();
        let place = |name: &str| columns.iter().position(|column| *column == name);
        let mut needed = [0; COLUMNS.len()];
        for (needed, name) in needed.iter_mut().zip(COLUMNS) {
            *needed = place(name).ok_or("a column of the heading is missing")?;
        }
        let (successors, capital) = (place(SUCCESSORS), CAPITAL.map(place));
        Ok(Self { needed, successors, capital, tax_number: place(TAX_NUMBER) })
    }

    fn region(&self, cells: &[&str]) -> Result<Region, &'static str> {
        let region = Region::from_cells(&self.needed.map(|place| cells.get(place).copied()))?;
        let said = |place: Option<usize>| {
            let cell = place.and_then(|place| cells.get(place)).map(|cell| cell.trim());
            cell.filter(|cell| !cell.is_empty())
        };
        let [ru, en] = self.capital.map(said);
        let tax_number = said(self.tax_number).map(str::to_owned);
        Ok(Region { capital: Text::new(ru, en).ok(), tax_number, ..region })
    }

    fn successors(&self, cells: &[&str]) -> Result<Vec<Code>, &'static str> {
        let cell = self.successors.and_then(|place| cells.get(place)).copied().unwrap_or_default();
        let codes: Result<_, _> = cell.split_whitespace().map(Code::parse).collect();
        codes.map_err(|_| "not a successor")
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
            capital: None,
            tax_number: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Subjects of these codes, each with what it became.
    fn table(rows: &[(&str, &str)]) -> String {
        let rows = rows
            .iter()
            .map(|(code, became)| format!("{code}\tИмя\tИмя\tName\tSFO\t56.5\t84.97\t{became}\n"));
        let heading = "code\tname_ru\tshort_ru\tname_en\tfd\tlat\tlon\tsuccessors\n";
        std::iter::once(heading.to_owned()).chain(rows).collect()
    }

    fn read(rows: &[(&str, &str)]) -> Regions {
        Regions::parse(&table(rows)).expect("an edition")
    }

    fn at(all: &Regions, code: &'static str) -> String {
        all.resolve(&Code::literal(code)).to_string()
    }

    #[test]
    fn the_region_of_an_inn_is_known_by_its_first_digits_where_the_edition_has_them() {
        let heading = "code\tfns\tname_ru\tshort_ru\tname_en\tfd\tlat\tlon\n";
        let row = "RU-TOM\t70\tТомская область\tТомская\tTomsk\tSFO\t56.5\t84.97\n";
        let all = Regions::parse(&format!("{heading}{row}")).expect("an edition");
        let code = |inn| all.by_inn(inn).map(|region| region.code.to_string());
        assert_eq!(code("7017123456").as_deref(), Some("RU-TOM"));
        assert_eq!(code("7707083893"), None);
        assert_eq!(read(&[("A", "")]).by_inn("7017123456"), None);
    }

    #[test]
    fn a_chief_town_is_named_where_the_edition_has_its_column() {
        let heading = "code\tname_ru\tshort_ru\tname_en\tfd\tlat\tlon\tcapital_ru\tcapital_en\n";
        let row = "RU-TA\tТатарстан\tТатарстан\tTatarstan\tPFO\t55.8\t49.1\tКазань\tKazan\n";
        let all = Regions::parse(&format!("{heading}{row}")).expect("an edition");
        let capital = all.region("RU-TA").and_then(|region| region.capital.clone());
        let capital = capital.expect("a capital");
        assert_eq!((capital.ru.as_deref(), capital.en.as_deref()), (Some("Казань"), Some("Kazan")));
        let without = read(&[("A", "")]);
        assert!(without.region("A").is_some_and(|region| region.capital.is_none()));
    }

    #[test]
    fn what_became_part_of_another_subject_is_read_there_and_what_was_split_keeps_its_code() {
        let all = read(&[("A", "B"), ("B", "C"), ("C", ""), ("D", "E F"), ("E", ""), ("F", "")]);
        assert_eq!(["A", "B", "C", "D", "X"].map(|code| at(&all, code)), ["C", "C", "C", "D", "X"]);
        assert!(all.region("A").is_none() && all.region("D").is_none());
        assert!(all.named("A").is_some() && all.named("X").is_none());
        let codes = ["A", "C", "D"].map(Code::literal);
        assert_eq!(all.resolve_all(&codes), ["C", "D"].map(Code::literal));
        assert_eq!(all.successors(&Code::literal("A")), BTreeSet::from([&Code::literal("C")]));
        let (c, d) = (Code::literal("C"), Code::literal("D"));
        let read_at = |code| all.read_at(code).map(Code::as_str).collect::<Vec<_>>();
        assert_eq!((read_at(&c), read_at(&d)), (vec!["C", "A", "B"], vec!["D"]));
    }

    #[test]
    fn a_successor_has_a_row_and_no_way_leads_back() {
        let refused = |rows: &[(&str, &str)]| {
            Regions::parse(&table(rows)).map(|_| ()).expect_err("refused").to_string()
        };
        assert_eq!(refused(&[("A", "B")]), "region A: a successor has no row");
        assert_eq!(refused(&[("A", "B B"), ("B", "")]), "region A: a successor stands twice");
        assert_eq!(refused(&[("A", "A")]), "region A: it would become itself");
        let round = [("A", "B C"), ("B", "A"), ("C", "")];
        assert_eq!(refused(&round), "region A: it would become itself");
        assert_eq!(refused(&[("A", "B"), ("A", "")]), "«A» stands twice");
    }
}
