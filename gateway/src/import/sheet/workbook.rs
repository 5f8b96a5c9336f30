//! XLSX workbooks: cells become the text a person would have typed.

use std::io::Cursor;

use anyhow::{Context as _, Result, bail, ensure};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

use super::{Builder, COLUMNS_MAX, Sheet};

/// A workbook.
pub(super) struct Workbook(Xlsx<Cursor<Vec<u8>>>);

impl Workbook {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self> {
        Xlsx::new(Cursor::new(bytes)).map(Self).context("can't be opened as a workbook")
    }

    /// Whether a sheet has this name.
    pub(super) fn has(&self, wanted: Sheet) -> bool {
        self.0.sheets_metadata().iter().any(|sheet| wanted.is_named(&sheet.name))
    }

    /// Reads a sheet cell by cell, so that a far corner costs no memory.
    pub(super) fn read(&mut self, wanted: Sheet, builder: &mut Builder) -> Result<()> {
        let name = self.name_of(wanted)?;
        let context = || format!("the sheet «{name}» can't be read");
        let mut cells = self.0.worksheet_cells_reader(&name).with_context(context)?;
        while let Some(cell) = cells.next_cell().with_context(context)? {
            let (row, column) = cell.get_position();
            let text = text_of(cell.get_value());
            if text.is_empty() {
                continue;
            }
            let column = usize::try_from(column)?;
            ensure!(column < COLUMNS_MAX, "the sheet «{name}» has more than {COLUMNS_MAX} columns");
            builder.cell(row + 1, column, &text)?;
        }
        Ok(())
    }

    /// The sheet of that name, or the only one.
    fn name_of(&self, wanted: Sheet) -> Result<String> {
        let names = self.0.sheet_names();
        if let Some(name) = names.iter().find(|name| wanted.is_named(name)) {
            return Ok(name.clone());
        }
        match names.as_slice() {
            [only] => Ok(only.clone()),
            _ => bail!("no sheet «{}», but {}", wanted.title(), names.join(", ")),
        }
    }
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(flag) => if *flag { "ИСТИНА" } else { "ЛОЖЬ" }.into(),
        DataRef::DateTime(moment) => day_of(moment),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).into(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A day as ISO 8601; a moment within a day keeps its time, so that it isn't taken for a day.
fn day_of(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}
