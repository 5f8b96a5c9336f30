//! An empty workbook to fill in: the right headings with hints, drop-down lists, and a sheet of the
//! lists they are taken from. It is made from the editions in force, as an import reads it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use registry_core::editions::InForce;
use registry_events::catalogue::{Field, LevelMark};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::value::{Code, Language, ValueType};
use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::cells::{PRECISIONS, Vocabulary};
use super::columns::{Column, Layout, Part, Target};
use super::sheet::Sheet;

/// Rows with drop-down lists.
const ROWS: u32 = 5_000;
/// The sheet of the lists.
const LISTS: &str = "Списки";

/// An empty workbook, as bytes.
///
/// # Errors
/// When it can't be made.
pub(super) fn bytes(in_force: InForce<'_>) -> Result<Vec<u8>> {
    let made = workbook(in_force).and_then(|mut workbook| workbook.save_to_buffer());
    made.context("the template can't be made")
}

/// A workbook of one sheet with rows, each cell under the column it says.
///
/// # Errors
/// When it can't be made.
pub(super) fn filled(
    in_force: InForce<'_>,
    sheet: Sheet,
    layout: &Layout,
    rows: &[BTreeMap<Target, String>],
) -> Result<Vec<u8>> {
    let made = workbook_with(in_force, sheet, layout, rows).and_then(|mut it| it.save_to_buffer());
    made.context("the table can't be made")
}

fn workbook_with(
    in_force: InForce<'_>,
    sheet: Sheet,
    layout: &Layout,
    rows: &[BTreeMap<Target, String>],
) -> Result<Workbook, XlsxError> {
    let (mut workbook, mut lists) = (Workbook::new(), Lists::new(in_force));
    let worksheet = workbook.add_worksheet().set_name(sheet.title())?;
    worksheet.set_freeze_panes(1, 0)?;
    // The id names the cluster; its region and name would only say the same again.
    let named = [Target::ClusterRegion, Target::ClusterName];
    let columns = layout.columns.iter().filter(|column| !named.contains(&column.target));
    for (index, column) in (0..).zip(columns) {
        let described = Described::of(column, in_force);
        write_column(worksheet, index, &described, &mut lists)?;
        let is_number = described.field.is_some_and(|(field, part)| {
            part == Part::Value && field.value_type == ValueType::Integer
        });
        for (row, cells) in (1..).zip(rows) {
            let Some(text) = cells.get(&column.target) else { continue };
            match text.parse::<i32>() {
                Ok(number) if is_number => worksheet.write_number(row, index, number)?,
                _ => worksheet.write_string(row, index, text)?,
            };
        }
    }
    lists.write(workbook.add_worksheet().set_name(LISTS)?)?;
    Ok(workbook)
}

fn workbook(in_force: InForce<'_>) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let mut lists = Lists::new(in_force);
    for sheet in [Sheet::Clusters, Sheet::Participants] {
        let worksheet = workbook.add_worksheet().set_name(sheet.title())?;
        worksheet.set_freeze_panes(1, 0)?;
        let layout = Layout::of(sheet, in_force.catalogue);
        for (index, column) in (0..).zip(&layout.columns) {
            write_column(worksheet, index, &Described::of(column, in_force), &mut lists)?;
        }
    }
    lists.write(workbook.add_worksheet().set_name(LISTS)?)?;
    Ok(workbook)
}

/// A column with what the catalogue says of it.
struct Described<'a> {
    column: &'a Column,
    field: Option<(&'a Field, Part)>,
}

impl<'a> Described<'a> {
    fn of(column: &'a Column, in_force: InForce<'a>) -> Self {
        let field = match &column.target {
            Target::Field { collection, field, part } => {
                let fields = in_force.catalogue.fields.iter();
                let mut fields = fields.filter(|known| known.collection == *collection);
                fields.find(|known| known.key == *field).map(|field| (field, *part))
            }
            _ => None,
        };
        Self { column, field }
    }

    fn is_required(&self) -> bool {
        let own = [Part::Value, Part::Inn, Part::DescribedOn];
        self.field
            .is_some_and(|(field, part)| field.mark == LevelMark::Required && own.contains(&part))
    }

    fn note(&self) -> String {
        let key = &self.column.key;
        let Some((field, part)) = self.field else {
            return format!("Ключ: {key}");
        };
        let [hint, example] =
            [&field.hint, &field.example].map(|text| text.in_language_or_other(Language::Ru));
        match part {
            Part::Value => format!("{hint}\n\nНапример: {example}\n\nКлюч: {key}"),
            _ => format!("{hint}\n\nКлюч: {key}"),
        }
    }

    /// How cells look: numbers of registers keep their zeros, days are days.
    fn format(&self) -> Option<Format> {
        match (&self.column.target, self.field) {
            (_, Some((_, Part::Inn | Part::Ogrn))) => Some(Format::new().set_num_format("@")),
            (Target::LeftOn, _) | (_, Some((_, Part::DescribedOn))) => Some(days()),
            (_, Some((field, Part::Value))) if field.value_type == ValueType::Date => Some(days()),
            _ => None,
        }
    }
}

fn days() -> Format {
    Format::new().set_num_format("dd.mm.yyyy")
}

fn write_column(
    worksheet: &mut Worksheet,
    index: u16,
    described: &Described<'_>,
    lists: &mut Lists<'_>,
) -> Result<(), XlsxError> {
    let required = described.is_required();
    worksheet.write_string_with_format(0, index, &described.column.label, &heading(required))?;
    worksheet.insert_note(0, index, &Note::new(described.note()).add_author_prefix(false))?;
    worksheet.set_column_width(index, 24)?;
    if let Some(format) = described.format() {
        worksheet.set_column_format(index, &format)?;
    }
    if let Some(list) = lists.of(described) {
        worksheet.add_data_validation(1, index, ROWS, index, &list)?;
    }
    Ok(())
}

fn heading(required: bool) -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    format.set_background_color(Color::RGB(if required { 0x00FC_E4D6 } else { 0x00E7_E6E6 }))
}

/// The lists that columns choose from, each once.
struct Lists<'a> {
    in_force: InForce<'a>,
    words: Vocabulary,
    columns: Vec<(String, Vec<String>)>,
    by_key: BTreeMap<String, usize>,
}

impl<'a> Lists<'a> {
    fn new(in_force: InForce<'a>) -> Self {
        let words = Vocabulary::of(in_force);
        Self { in_force, words, columns: Vec::new(), by_key: BTreeMap::new() }
    }

    /// The drop-down list of a column, where it has one.
    fn of(&mut self, described: &Described<'_>) -> Option<DataValidation> {
        let (key, terms, several) = match (&described.column.target, described.field) {
            (Target::ClusterRegion, _) => (REGIONS_KEY, self.shown(REGIONS_KEY), false),
            (_, Some((_, Part::Precision))) => ("precision", owned(&PRECISIONS), false),
            (_, Some((field, Part::Value))) => match field.value_type {
                ValueType::Flag => ("flag", owned(&["да", "нет"]), false),
                ValueType::Code | ValueType::Codes => {
                    let key = field.dictionary.as_ref().map_or("", Code::as_str);
                    (key, self.shown(key), field.value_type == ValueType::Codes)
                }
                _ => return None,
            },
            _ => return None,
        };
        let range = self.range(key, terms);
        // A field of several terms takes them separated by `|`, which no list has.
        let list = DataValidation::new().allow_list_formula(Formula::new(range));
        Some(list.show_error_message(!several))
    }

    fn shown(&self, dictionary: &str) -> Vec<String> {
        self.words.shown(dictionary).to_vec()
    }

    fn range(&mut self, key: &str, terms: Vec<String>) -> String {
        let (last, title) = (terms.len() + 1, self.title(key));
        let index = *self.by_key.entry(key.into()).or_insert_with(|| {
            self.columns.push((title, terms));
            self.columns.len() - 1
        });
        let letter = super::sheet::column_letter(index);
        format!("='{LISTS}'!${letter}$2:${letter}${last}")
    }

    fn title(&self, key: &str) -> String {
        let dictionary = self.in_force.dictionaries.dictionary(key);
        let label = dictionary.map(|known| known.label.in_language_or_other(Language::Ru));
        let ours = match key {
            REGIONS_KEY => "Субъекты РФ",
            "precision" => "Точность точки на карте",
            _ => "Да или нет",
        };
        label.unwrap_or(ours).into()
    }

    fn write(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (index, (name, terms)) in (0..).zip(&self.columns) {
            worksheet.write_string_with_format(0, index, name, &heading(false))?;
            worksheet.set_column_width(index, 40)?;
            for (row, term) in (1..).zip(terms) {
                worksheet.write_string(row, index, term)?;
            }
        }
        Ok(())
    }
}

fn owned(terms: &[&str]) -> Vec<String> {
    terms.iter().map(|term| (*term).to_owned()).collect()
}
