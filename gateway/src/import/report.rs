//! What an import tells: bad cells as a table and as CSV, the rest as sentences.

use anyhow::Result;

use super::bad_cells::{BAD_CELLS_MAX, BadCells, Place};
use super::plan::Summary;
use super::sheet::{Inputs, Row, column_letter};

/// So many are printed; the report has all.
const PRINTED_MAX: usize = 1_000;
/// So much of a value is printed.
const VALUE_CHARACTERS_MAX: usize = 40;

const HEADINGS: [&str; 6] = ["таблица", "строка", "столбец", "поле", "значение", "причина"];

/// A line of the report.
pub type Line = [String; 6];

/// A bad cell as a line of the report: table, row, column, heading, value, reason.
pub fn line(inputs: &Inputs, place: Place, reason: &str) -> Line {
    let table = inputs.table(place.sheet);
    let text = |row: Option<&Row>| match (row, place.column) {
        (Some(row), Some(column)) => row.cell(column).to_owned(),
        _ => String::new(),
    };
    [
        place.sheet.title().into(),
        place.row.to_string(),
        place.column.map(column_letter).unwrap_or_default(),
        text(table.map(|table| &table.header)),
        text(table.and_then(|table| table.row(place.row))),
        reason.into(),
    ]
}

/// The bad cells in columns that read without colour.
pub fn table(inputs: &Inputs, bad: &BadCells) -> String {
    let lines = bad.iter().take(PRINTED_MAX).map(|(place, reason)| line(inputs, place, reason));
    let headings = HEADINGS.map(str::to_owned);
    let lines: Vec<_> = [headings].into_iter().chain(lines.map(shortened)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<_> = (0..HEADINGS.len()).map(|column| width(column).unwrap_or(0)).collect();
    lines.iter().fold(String::new(), |mut table, line| {
        let cells = line.iter().zip(&widths).map(|(text, width)| format!("{text:width$}"));
        table.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        table.push('\n');
        table
    })
}

/// Headings and values in one line, and not a long one; the reason stays whole.
fn shortened(line: Line) -> Line {
    let [table, row, column, heading, value, reason] = line;
    [table, row, column, one_line(&heading), one_line(&value), reason]
}

fn one_line(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.chars().count() <= VALUE_CHARACTERS_MAX {
        return text;
    }
    text.chars().take(VALUE_CHARACTERS_MAX - 1).chain(['…']).collect()
}

/// The bad cells as CSV: UTF-8 with a byte order mark, `;`.
///
/// # Errors
/// When it can't be made.
pub fn csv(inputs: &Inputs, bad: &BadCells) -> Result<Vec<u8>> {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut bytes);
    writer.write_record(HEADINGS)?;
    for (place, reason) in bad.iter() {
        writer.write_record(line(inputs, place, reason).map(neutral))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn neutral(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

/// The sentence about bad cells.
pub fn refused(bad: &BadCells) -> String {
    let more = if bad.is_full() {
        format!("; the check ended after {BAD_CELLS_MAX}")
    } else if bad.len() > PRINTED_MAX {
        format!("; the first {PRINTED_MAX} are printed, --report has all")
    } else {
        String::new()
    };
    format!("bad cells: {}; nothing was written{more}", bad.len())
}

/// The sentences about what was done, or would be.
pub fn done(summary: &Summary, dry_run: bool) -> String {
    let Summary { entered, changed, unchanged, joined, left, renamed } = summary;
    let ending = if dry_run { "this was a trial: nothing was written" } else { "done" };
    format!(
        "clusters: {entered} new, {changed} changed, {unchanged} as they were\n\
         memberships: {joined} begun, {left} ended\n\
         organisations: {renamed} renamed\n\
         {ending}"
    )
}
