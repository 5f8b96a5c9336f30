//! A table for people's programs: CSV and XLSX.
//!
//! A text cell that a spreadsheet would take for a formula gets an apostrophe in front; import
//! takes it away again.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A heading and rows of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it is called.
    pub title: String,
    /// Keys of the columns, the same in every language.
    pub keys: Vec<String>,
    /// Their headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is stated.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
}

/// The longest name of a sheet, in characters.
const SHEET_NAME_CHARACTERS_MAX: usize = 31;
/// The most characters of a cell in XLSX.
const XLSX_CELL_CHARACTERS_MAX: usize = 32_767;
/// The first character of texts that spreadsheets take for formulas.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Cell {
    /// A text cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A text, or an empty cell.
    pub fn optional_text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A whole number, or an empty cell.
    pub fn optional_integer(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Integer)
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn as_csv(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => neutralised(text),
            Self::Integer(number) => number.to_string().into(),
            Self::Number(number) => number.to_string().into(),
        }
    }
}

/// A text that no spreadsheet takes for a formula.
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}").into() } else { text.into() }
}

impl Table {
    /// A table of columns and rows.
    pub fn new<'h>(
        title: &str,
        columns: impl IntoIterator<Item = (&'static str, &'h str)>,
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        let (keys, headings) = {
            let columns = columns.into_iter();
            columns.map(|(key, heading)| (key.to_owned(), heading.to_owned())).unzip()
        };
        Self { title: title.into(), keys, headings, rows }
    }

    /// UTF-8 with BOM, parted by semicolons, headed by the columns' keys.
    ///
    /// # Errors
    /// None that writing into memory can cause.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.keys.iter().map(|key| neutralised(key).into_owned()))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.as_csv().into_owned()))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

/// A workbook with one sheet per table, headed by words.
///
/// # Errors
/// None but for a table beyond the bounds of the format.
pub fn to_xlsx(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.title))?;
        for (column, heading) in (0..).zip(&table.headings) {
            sheet.write_string_with_format(0, column, sheet_text(heading), &bold)?;
        }
        for (row, cells) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(cells) {
                write_cell(sheet, row, column, cell)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    workbook.save_to_buffer()
}

fn write_cell(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, sheet_text(text))?;
        }
        Cell::Integer(number) => {
            sheet.write_number(row, column, as_float(*number))?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
    }
    Ok(())
}

/// A text as a sheet holds it; a heading may be what a cluster calls itself.
fn sheet_text(text: &str) -> String {
    neutralised(text).chars().take(XLSX_CELL_CHARACTERS_MAX).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a sheet has no other numbers")]
const fn as_float(number: i64) -> f64 {
    number as f64
}

fn sheet_name(title: &str) -> String {
    let plain = title.chars().filter(|character| !r"[]:*?/\".contains(*character));
    plain.take(SHEET_NAME_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn a_text_that_looks_like_a_formula_is_neutralised_and_a_number_is_not() {
        let columns = [("a", "А"), ("b", "Б"), ("c", "В")];
        let row = vec![Cell::text("=1+1"), Cell::Integer(-5), Cell::text("а;б")];
        let csv = Table::new("Таблица", columns, vec![row]).to_csv().expect("csv");
        assert_eq!(String::from_utf8(csv).expect("text"), "\u{feff}a;b;c\n'=1+1;-5;\"а;б\"\n");
    }

    #[test]
    fn a_heading_that_looks_like_a_formula_is_neutralised_too() {
        let table = Table::new("Таблица", [("a", "=1+1")], vec![vec![Cell::text("@б")]]);
        let workbook = to_xlsx(&[table]).expect("a workbook");
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("it opens");
        let sheet = workbook.worksheet_range("Таблица").expect("a sheet");
        let cells = [(0, 0), (1, 0)].map(|place| sheet.get_value(place).map(ToString::to_string));
        assert_eq!(cells, [Some("'=1+1".into()), Some("'@б".into())]);
    }
}
