//! Lines of participants without headings, in whichever order they were typed or pasted: a number is told
//! by its digits, a day by its shape, a type and a role by their names or the beginnings of them; what is
//! left is the name. So «ООО „Завод“; 7707083893; малые» and «7707083893, ООО „Завод“, Малые предприятия»
//! say the same.

use anyhow::Result;
use registry_core::editions::InForce;
use registry_core::profile::reader::PARTICIPANTS;

use super::columns::Layout;
use super::own::Unread;
use super::shadow::Shadow;
use super::sheet::{Row, Sheet, Table};
use crate::registry::Registry;

/// What the columns say once lines without headings are read.
const COLUMNS: [&str; 6] = [
    "organisation.inn",
    "organisation.ogrn",
    "organisation",
    "participant_type",
    "role",
    "joined_on",
];
/// The shortest beginning of a term that stands for it.
const BEGINNING_CHARACTERS_MIN: usize = 3;

/// A participant as a row says it, in the words of the row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnRow {
    /// The number of the row, from 1.
    pub number: u32,
    /// The organisation's name.
    pub name: String,
    /// Its INN.
    pub inn: String,
    /// Its OGRN.
    pub ogrn: String,
    /// The type of participant.
    pub kind: String,
    /// Its role.
    pub role: String,
    /// The day it joined.
    pub joined_on: String,
}

/// Gives a table without known headings the usual ones; of participants each row their order, of another
/// list the order of the catalogue.
pub(super) fn take_heading(table: &mut Table, layout: &Layout, in_force: InForce<'_>) {
    let is_known = |heading: &String| !heading.is_empty() && layout.recognise(heading).is_ok();
    if table.header.cells.iter().any(is_known) {
        return;
    }
    let first = std::mem::take(&mut table.header);
    table.rows.insert(0, first);
    if table.sheet == Sheet::Items {
        table.header = Row { number: 0, cells: layout.plain_labels() };
        return;
    }
    let terms = Terms::of(in_force);
    for row in &mut table.rows {
        row.cells = terms.in_order(&row.cells);
    }
    let label = |key: &&str| {
        let column = layout.columns.iter().find(|column| column.key == *key);
        column.map_or_else(|| (*key).to_owned(), |column| column.label.clone())
    };
    table.header = Row { number: 0, cells: COLUMNS.iter().map(label).collect() };
}

/// The participants of a text, as its rows say them.
///
/// # Errors
/// When it can't be read as a table.
pub async fn own_rows(registry: &Registry, text: &str) -> Result<Vec<OwnRow>, Unread> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let inputs = super::pasted(registry, PARTICIPANTS, text.as_bytes().to_vec()).await?;
    let editions = Shadow::new(registry).editions().await?;
    let layout = Layout::of(Sheet::Participants, editions.in_force()?.catalogue);
    let Some(table) = &inputs.participants else { return Ok(Vec::new()) };
    Ok(table.rows.iter().map(|row| own_row(table, row, &layout)).collect())
}

fn own_row(table: &Table, row: &Row, layout: &Layout) -> OwnRow {
    let key_of = |heading: &String| layout.recognise(heading).ok().map(|it| it.key.as_str());
    let cell = |key: &str| {
        let place = table.header.cells.iter().position(|it| key_of(it) == Some(key));
        place.map(|place| row.cell(place).to_owned()).unwrap_or_default()
    };
    let [inn, ogrn, name, kind, role, joined_on] = COLUMNS.map(cell);
    OwnRow { number: row.number, name, inn, ogrn, kind, role, joined_on }
}

/// The names of types and roles: in Russian, in English.
struct Terms {
    kinds: Vec<(String, String)>,
    roles: Vec<(String, String)>,
}

impl Terms {
    fn of(in_force: InForce<'_>) -> Self {
        let of_field = |key: &str| -> Vec<(String, String)> {
            let mut fields = in_force.catalogue.item_fields(PARTICIPANTS);
            let field = fields.find(|field| field.key.as_str() == key);
            let dictionary = field.and_then(|field| field.dictionary.as_ref());
            let known = dictionary.and_then(|it| in_force.dictionaries.dictionary(it.as_str()));
            let terms = known.map(|dictionary| &dictionary.terms[..]).unwrap_or_default();
            terms.iter().map(|term| (term.ru.clone(), term.en.clone())).collect()
        };
        Self { kinds: of_field("participant_type"), roles: of_field("role") }
    }

    /// The cells of a row in the order of [`COLUMNS`].
    fn in_order(&self, cells: &[String]) -> Vec<String> {
        let [mut inn, mut ogrn, mut name, mut kind, mut role, mut joined] =
            [const { String::new() }; 6];
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            let digits: String = cell.chars().filter(|sign| !sign.is_whitespace()).collect();
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            let (place, value) = if is_number && matches!(digits.len(), 13 | 15) {
                (&mut ogrn, digits)
            } else if is_number {
                (&mut inn, digits)
            } else if is_day(cell) {
                (&mut joined, cell.clone())
            } else if let Some(term) = term(&self.kinds, cell).filter(|_| kind.is_empty()) {
                (&mut kind, term)
            } else if let Some(term) = term(&self.roles, cell).filter(|_| role.is_empty()) {
                (&mut role, term)
            } else if name.is_empty() {
                (&mut name, cell.clone())
            } else if kind.is_empty() {
                (&mut kind, cell.clone())
            } else {
                (&mut role, cell.clone())
            };
            *place = value;
        }
        vec![inn, ogrn, name, kind, role, joined]
    }
}

/// A day as people write it, or as a machine does.
fn is_day(cell: &str) -> bool {
    let parts: Vec<_> = cell.split(['.', '-']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// The Russian name of a term that a text names, or begins to.
fn term(terms: &[(String, String)], typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let is_long = typed.chars().count() >= BEGINNING_CHARACTERS_MIN;
    let begins = |name: &String| is_long && name.to_lowercase().starts_with(&typed);
    let found = terms.iter().find(|(ru, en)| begins(ru) || begins(en));
    found.map(|(ru, _)| ru.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expected: [&str; 6]) {
        let pair = |ru: &str, en: &str| (ru.to_owned(), en.to_owned());
        let terms = Terms {
            kinds: vec![
                pair("Малые предприятия", "Small enterprises"),
                pair("Образовательные учреждения", "Educational institutions"),
            ],
            roles: vec![pair("Поставщик", "Supplier")],
        };
        let cells: Vec<_> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        assert_eq!(terms.in_order(&cells), expected, "{cells:?}");
    }

    #[test]
    fn a_line_says_the_same_in_whichever_order_it_is_typed() {
        let whole = ["7707083893", "", "ООО «Завод»", "Малые предприятия", "", ""];
        check(&["ООО «Завод»", "7707083893", "малые"], whole);
        check(&["7707083893", "ООО «Завод»", "Малые предприятия"], whole);
        check(&["small", "", "ООО «Завод»", "770 708 3893"], whole);
        let more =
            ["", "1027700132195", "Вуз", "Образовательные учреждения", "Поставщик", "01.09.2015"];
        check(&["Вуз", "1027700132195", "образ", "01.09.2015", "поставщик"], more);
        check(&["7707083893", "малые"], ["7707083893", "", "", "Малые предприятия", "", ""]);
    }

    #[test]
    fn what_is_no_term_stays_as_it_was_typed() {
        check(&["Завод", "кооператив"], ["", "", "Завод", "кооператив", "", ""]);
        check(&["Завод"], ["", "", "Завод", "", "", ""]);
    }
}
