//! Which columns a table can have, and which it has: the catalogue in force says so.
//!
//! A new field of the catalogue becomes a column here without code. Headings are compared as names
//! of clusters are: case, spaces, punctuation and ё don't matter.

mod known;

use std::collections::BTreeMap;

use registry_core::name::normalise;
use registry_events::catalogue::{Catalogue, Collection, Field};
use registry_events::value::Code;

use super::bad_cells::{BadCells, Place};
use super::near::near;
use super::reasons::{self, Reason};
use super::sheet::{Sheet, Table};
use crate::words::Said;

/// What a column says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The cluster's id.
    ClusterId,
    /// The primary region of a participant's cluster.
    ClusterRegion,
    /// The name of a participant's cluster.
    ClusterName,
    /// The number of an item of a list.
    Item,
    /// The day a membership or another item ended.
    LeftOn,
    /// A field of the catalogue, or a part of it.
    Field {
        /// The collection of an item's field.
        collection: Option<Code>,
        /// The field.
        field: Code,
        /// Which part of its statement.
        part: Part,
    },
}

/// The part of a statement that stands in a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The value; of a text or a name the Russian one.
    Value,
    /// The English text.
    English,
    /// The day it describes.
    DescribedOn,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// How exact the point is.
    Precision,
    /// The organisation's INN.
    Inn,
    /// The organisation's OGRN.
    Ogrn,
}

/// A column that a table can have.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// What it says.
    pub(super) target: Target,
    /// Its key.
    pub(super) key: String,
    /// Its Russian heading.
    pub(super) label: String,
    /// Other headings it is known by, normalised.
    aliases: Vec<String>,
}

/// The columns that a table can have, in the order of a template.
#[derive(Debug)]
pub(super) struct Layout {
    /// The columns.
    pub(super) columns: Vec<Column>,
}

/// Where a table has which columns.
#[derive(Debug)]
pub(super) struct Header {
    places: BTreeMap<Target, usize>,
    fields: Vec<FieldColumns>,
}

/// The columns of one field.
#[derive(Debug)]
pub(super) struct FieldColumns {
    /// The field.
    pub(super) field: Field,
    /// Its parts and their columns.
    pub(super) parts: Vec<(Part, usize)>,
}

impl Layout {
    /// The columns of a table under a catalogue.
    pub(super) fn of(sheet: Sheet, catalogue: &Catalogue) -> Self {
        Self { columns: known::columns(sheet, catalogue) }
    }

    /// The columns of a table of one list of a cluster.
    pub(super) fn of_list(list: &Collection, catalogue: &Catalogue) -> Self {
        Self { columns: known::columns_of_list(list, catalogue) }
    }

    /// The headings of lines without headings: those of values, in the order of the catalogue.
    pub(super) fn plain_labels(&self) -> Vec<String> {
        let further = [Part::English, Part::DescribedOn, Part::Precision];
        let plain = self.columns.iter().filter(|column| match &column.target {
            Target::Field { part, .. } => !further.contains(part),
            _ => false,
        });
        plain.map(|column| column.label.clone()).collect()
    }

    /// Recognises a table's headings; what isn't recognised is a bad cell.
    pub(super) fn header(
        &self,
        table: &Table,
        catalogue: &Catalogue,
        bad: &mut BadCells,
    ) -> Header {
        let mut places = BTreeMap::new();
        for (index, heading) in table.header.cells.iter().enumerate() {
            let place = Place::new(table.sheet, table.header.number, index);
            match self.recognise(heading) {
                _ if heading.is_empty() => check_unnamed(table, index, bad),
                _ if heading.contains(char::is_control) && !heading.contains(['\n', '\t']) => {
                    bad.add(place, reasons::CONTROL_CHARACTER);
                }
                Err(reason) => bad.add(place, reason),
                Ok(column) => {
                    if let Some(first) = places.insert(column.target.clone(), index) {
                        bad.add(place, doubled(first));
                        places.insert(column.target.clone(), first);
                    }
                }
            }
        }
        let fields = fields_of(&places, catalogue);
        Header { places, fields }
    }

    /// How many of a table's headings are known.
    pub(super) fn known(&self, table: &Table) -> usize {
        let headings = table.header.cells.iter().filter(|heading| !heading.is_empty());
        headings.filter(|heading| self.recognise(heading).is_ok()).count()
    }

    /// The column of a heading, or why there is none.
    pub(super) fn recognise(&self, heading: &str) -> Result<&Column, Reason> {
        let name = normalise(heading);
        if let Some(column) = self.columns.iter().find(|column| normalise(&column.key) == name) {
            return Ok(column);
        }
        let mut fitting = self.columns.iter().filter(|column| column.aliases.contains(&name));
        match (fitting.next(), fitting.next()) {
            (Some(column), None) => Ok(column),
            (Some(one), Some(other)) => Err(several(&one.key, &other.key)),
            (None, _) => Err(self.unknown(heading)),
        }
    }

    fn unknown(&self, heading: &str) -> Reason {
        let names = self.columns.iter().flat_map(|column| [&column.label, &column.key]);
        let near = near(heading, names.map(String::as_str));
        Reason::from(NO_SUCH_COLUMN).with_near(&near)
    }
}

/// The fields that have columns, in the order of the catalogue.
fn fields_of(places: &BTreeMap<Target, usize>, catalogue: &Catalogue) -> Vec<FieldColumns> {
    let parts_of = |of: &Field| -> Vec<_> {
        let parts = places.iter().filter_map(|(target, index)| match target {
            Target::Field { collection, field, part }
                if *field == of.key && *collection == of.collection =>
            {
                Some((*part, *index))
            }
            _ => None,
        });
        parts.collect()
    };
    let fields = catalogue.fields.iter();
    let columns = fields.map(|field| FieldColumns { field: field.clone(), parts: parts_of(field) });
    columns.filter(|columns| !columns.parts.is_empty()).collect()
}

const NO_SUCH_COLUMN: Said = Said::new("Такого столбца нет.", "There is no such column.");
const UNNAMED: Said = Said::new("У столбца нет заголовка.", "The column has no heading.");

fn several(one: &str, other: &str) -> Reason {
    Reason::new(
        format!("Заголовок подходит к нескольким столбцам, возьмите ключ: «{one}» или «{other}»."),
        format!("The heading fits several columns, take a key: «{one}» or «{other}»."),
    )
}

fn doubled(first: usize) -> Reason {
    let letter = super::sheet::column_letter(first);
    Reason::new(
        format!("Такой столбец уже есть: {letter}."),
        format!("There is such a column already: {letter}."),
    )
}

/// A column without a heading is fine as long as nothing stands in it.
fn check_unnamed(table: &Table, column: usize, bad: &mut BadCells) {
    if let Some(row) = table.rows.iter().find(|row| !row.cell(column).is_empty()) {
        let place = Place::new(table.sheet, row.number, column);
        bad.add(place, UNNAMED);
    }
}

impl Header {
    /// The column of a target.
    pub(super) fn place(&self, target: &Target) -> Option<usize> {
        self.places.get(target).copied()
    }

    /// The column of a field's part.
    pub(super) fn field_place(
        &self,
        collection: Option<&str>,
        field: &str,
        part: Part,
    ) -> Option<usize> {
        let columns =
            self.fields(collection).find(|columns| columns.field.key.as_str() == field)?;
        columns.place(part)
    }

    /// The fields of the cluster, or of a collection, that have columns.
    pub(super) fn fields<'a>(
        &'a self,
        collection: Option<&'a str>,
    ) -> impl Iterator<Item = &'a FieldColumns> {
        let of = move |columns: &&FieldColumns| {
            columns.field.collection.as_ref().map(Code::as_str) == collection
        };
        self.fields.iter().filter(of)
    }
}

impl FieldColumns {
    /// The column of a part.
    pub(super) fn place(&self, part: Part) -> Option<usize> {
        self.parts.iter().find(|(known, _)| *known == part).map(|(_, index)| *index)
    }
}
