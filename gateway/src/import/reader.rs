//! Reads rows: each cell by the column it stands in, each refusal as a bad cell.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_core::name::normalise;
use registry_core::profile::reader::{CONTACTS, PARTICIPANTS};
use registry_events::catalogue::Catalogue;
use registry_events::ids::{ClusterId, ItemId};
use registry_events::value::{Code, Language, Value};

use super::bad_cells::{BadCells, Place};
use super::cells::{self, Cells, Content, OrganisationCells, Vocabulary};
use super::columns::{FieldColumns, Header, Layout, Part, Target};
use super::items::ItemRow;
use super::reasons;
use super::rows::{ClusterRow, MembershipRow, Reference, Statement, StatementCells};
use super::sheet::{Row, Table};
use crate::words::Said;

/// Reads the rows of one table.
pub(super) struct Reader<'a> {
    table: &'a Table,
    words: &'a Vocabulary,
    /// The only cluster that rows may be about.
    only: Option<ClusterId>,
    header: Header,
}

impl<'a> Reader<'a> {
    /// Recognises the headings first.
    pub(super) fn new(
        table: &'a Table,
        catalogue: &Catalogue,
        (words, only): (&'a Vocabulary, Option<ClusterId>),
        bad: &mut BadCells,
    ) -> Self {
        let layout = Layout::of(table.sheet, catalogue);
        Self::with(table, &layout, catalogue, (words, only), bad)
    }

    /// The same with the columns that a table can have.
    pub(super) fn with(
        table: &'a Table,
        layout: &Layout,
        catalogue: &Catalogue,
        (words, only): (&'a Vocabulary, Option<ClusterId>),
        bad: &mut BadCells,
    ) -> Self {
        let header = layout.header(table, catalogue, bad);
        Self { table, words, only, header }
    }

    /// The rows of a table of one list.
    pub(super) fn items(&self, list: &str, bad: &mut BadCells) -> Vec<ItemRow> {
        let mut items = Vec::new();
        for row in &self.table.rows {
            if bad.is_full() {
                break;
            }
            items.push(ItemRow {
                place: Place::row(self.table.sheet, row.number),
                number: self.item_number(row, bad),
                statements: self.statements(row, Some(list), bad),
                closed_on: self.left_on(row, bad),
            });
        }
        items
    }

    fn item_number(&self, row: &Row, bad: &mut BadCells) -> Option<(ItemId, Place)> {
        let column = self.header.place(&Target::Item)?;
        let text = row.cell(column).trim_start_matches(['№', '#']).trim();
        let place = Place::new(self.table.sheet, row.number, column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().map(|number| (ItemId(number), place));
        if number.is_none() {
            bad.add(place, ITEM_NUMBER_NEEDED);
        }
        number
    }

    /// Where the table has which columns.
    pub(super) fn into_header(self) -> Header {
        self.header
    }

    /// The rows of the clusters' table, and the names of those that can't be told apart.
    pub(super) fn clusters(&self, bad: &mut BadCells) -> (Vec<ClusterRow>, BTreeSet<String>) {
        let (mut clusters, mut unreadable) = (Vec::new(), BTreeSet::new());
        for row in &self.table.rows {
            if bad.is_full() {
                break;
            }
            match self.cluster(row, bad) {
                Some(cluster) => clusters.push(cluster),
                None => unreadable.extend(self.typed_names(row)),
            }
        }
        (clusters, unreadable)
    }

    fn typed_names(&self, row: &Row) -> impl Iterator<Item = String> {
        let columns = ["display_name", "official_name"]
            .map(|field| self.header.field_place(None, field, Part::Value));
        let names = columns.map(|column| column.map(|column| normalise(row.cell(column))));
        names.into_iter().flatten()
    }

    fn cluster(&self, row: &Row, bad: &mut BadCells) -> Option<ClusterRow> {
        let place = Place::row(self.table.sheet, row.number);
        let id = self.cluster_id(row, bad);
        let own = self.statements(row, None, bad);
        let contact = self.statements(row, Some(CONTACTS), bad);
        let region = own.iter().find_map(primary_region);
        let names = ["display_name", "official_name"].map(|field| name_of(&own, field));
        let names: Vec<_> = names.into_iter().flatten().collect();
        let told = id.is_some() || (region.is_some() && !names.is_empty());
        if !told && !bad.has_row(place) {
            bad.add(place, reasons::CLUSTER_NEEDED);
        }
        told.then_some(ClusterRow { place, id, region, names, own, contact })
    }

    /// The rows of the participants' table, and the clusters of those that name no organisation.
    pub(super) fn memberships(
        &self,
        bad: &mut BadCells,
    ) -> (Vec<MembershipRow>, BTreeSet<Reference>) {
        let (mut memberships, mut incomplete) = (Vec::new(), BTreeSet::new());
        for row in &self.table.rows {
            if bad.is_full() {
                break;
            }
            let cluster = self.reference(row, bad);
            match self.membership(row, cluster.clone(), bad) {
                Some(membership) => memberships.push(membership),
                None => incomplete.extend(cluster),
            }
        }
        (memberships, incomplete)
    }

    fn membership(
        &self,
        row: &Row,
        cluster: Option<Reference>,
        bad: &mut BadCells,
    ) -> Option<MembershipRow> {
        let place = Place::row(self.table.sheet, row.number);
        let mut statements = self.statements(row, Some(PARTICIPANTS), bad);
        let left_on = self.left_on(row, bad);
        let (organisation, cells) = self.organisation(place, &mut statements, bad)?;
        let name_column = self.header.place(&Target::ClusterName);
        Some(MembershipRow {
            place,
            cluster: cluster?,
            cluster_cell: place.at(name_column.or(self.header.place(&Target::ClusterId))),
            cluster_name: name_column.map_or_else(String::new, |column| row.cell(column).into()),
            organisation,
            organisation_cells: cells,
            statements,
            left_on,
        })
    }

    /// Takes the statement of who takes part out of a row.
    fn organisation(
        &self,
        place: Place,
        statements: &mut Vec<Statement>,
        bad: &mut BadCells,
    ) -> Option<(OrganisationCells, StatementCells)> {
        let is_it = |statement: &Statement| statement.field.as_str() == "organisation";
        let stated = statements.iter().position(is_it).map(|index| statements.remove(index));
        if stated.is_none() && !bad.has_row(place) {
            let inn = self.header.field_place(Some(PARTICIPANTS), "organisation", Part::Inn);
            bad.add(place.at(inn), reasons::NUMBER_NEEDED);
        }
        match stated? {
            Statement { content: Content::Organisation(organisation), cells, .. } => {
                Some((organisation, cells))
            }
            _ => None,
        }
    }

    fn reference(&self, row: &Row, bad: &mut BadCells) -> Option<Reference> {
        let named = self.cluster_id(row, bad);
        if let Some(only) = self.only {
            if named.is_some_and(|named| named != only) {
                self.refuse_other_cluster(row, bad);
            }
            return Some(Reference::Id(only));
        }
        named.map(Reference::Id).or_else(|| self.name_and_region(row, bad))
    }

    fn refuse_other_cluster(&self, row: &Row, bad: &mut BadCells) {
        let Some(column) = self.header.place(&Target::ClusterId) else { return };
        let place = Place::new(self.table.sheet, row.number, column);
        bad.add(place, ANOTHER_CLUSTER);
    }

    fn name_and_region(&self, row: &Row, bad: &mut BadCells) -> Option<Reference> {
        let place = Place::row(self.table.sheet, row.number);
        let cell = |target| self.header.place(target).map(|column| (column, row.cell(column)));
        let name = cell(&Target::ClusterName).filter(|(_, text)| !text.is_empty());
        let region = cell(&Target::ClusterRegion).filter(|(_, text)| !text.is_empty());
        let (Some((_, name)), Some((column, region))) = (name, region) else {
            if !bad.has_row(place) {
                bad.add(place, reasons::CLUSTER_NEEDED);
            }
            return None;
        };
        match cells::region(region, self.words) {
            Ok(region) => Some(Reference::Name(region, normalise(name))),
            Err(reason) => {
                bad.add(place.at(Some(column)), reason);
                None
            }
        }
    }

    fn cluster_id(&self, row: &Row, bad: &mut BadCells) -> Option<ClusterId> {
        let column = self.header.place(&Target::ClusterId)?;
        let text = row.cell(column);
        if text.is_empty() {
            return None;
        }
        let id = text.to_lowercase().parse().ok();
        if id.is_none() {
            let place = Place::new(self.table.sheet, row.number, column);
            bad.add(place, NO_IDENTIFIER);
        }
        id
    }

    fn left_on(&self, row: &Row, bad: &mut BadCells) -> Option<(Date, Place)> {
        let column = self.header.place(&Target::LeftOn)?;
        let text = row.cell(column);
        let place = Place::new(self.table.sheet, row.number, column);
        if text.is_empty() {
            return None;
        }
        match cells::date(Part::Value, text) {
            Ok(date) => Some((date, place)),
            Err(wrong) => {
                bad.add(place, wrong.reason);
                None
            }
        }
    }

    fn statements(
        &self,
        row: &Row,
        collection: Option<&str>,
        bad: &mut BadCells,
    ) -> Vec<Statement> {
        let fields = self.header.fields(collection);
        fields.filter_map(|columns| self.statement(row, columns, bad)).collect()
    }

    fn statement(
        &self,
        row: &Row,
        columns: &FieldColumns,
        bad: &mut BadCells,
    ) -> Option<Statement> {
        let place = Place::row(self.table.sheet, row.number);
        let filled = columns.parts.iter().map(|(part, column)| (*part, row.cell(*column)));
        let given = Cells(filled.filter(|(_, text)| !text.is_empty()).collect());
        let read = given.content(&columns.field, self.words);
        let read = read.and_then(|content| Ok((content, given.described_on()?)));
        let (content, described_on) = match read {
            Ok((content, described_on)) => (content?, described_on),
            Err(wrong) => {
                let first = columns.parts.first().map(|(_, column)| *column);
                bad.add(place.at(columns.place(wrong.part).or(first)), wrong.reason);
                return None;
            }
        };
        let cells = StatementCells::of(place, columns, &given);
        Some(Statement { field: columns.field.key.clone(), content, described_on, cells })
    }
}

const ITEM_NUMBER_NEEDED: Said = Said::new(
    "Нужен номер записи, как в скачанной таблице, или пустая ячейка.",
    "The number of an item is needed, as in the table that is downloaded, or an empty cell.",
);
const ANOTHER_CLUSTER: Said = Said::new(
    "Это другой кластер: здесь записывают только участников своего.",
    "That is another cluster: participants of one’s own are recorded here.",
);
const NO_IDENTIFIER: Said = Said::new(
    "Это не идентификатор кластера: проверьте каждый знак.",
    "That is no identifier of a cluster: check each character.",
);

impl StatementCells {
    fn of(row: Place, columns: &FieldColumns, given: &Cells<'_>) -> Self {
        let filled = |part: &Part| given.0.iter().any(|(known, _)| known == part);
        let first = given.0.first().and_then(|(part, _)| columns.place(*part));
        let value = columns.place(Part::Value).or(first);
        let at = |part| row.at(columns.place(part).or(value));
        let number = [Part::Ogrn, Part::Inn].into_iter().find(filled).unwrap_or(Part::Value);
        Self {
            value: row.at(value),
            english: at(Part::English),
            date: at(Part::DescribedOn),
            number: at(number),
        }
    }
}

fn primary_region(statement: &Statement) -> Option<Code> {
    match &statement.content {
        Content::Value(Value::Codes(codes)) if statement.field.as_str() == "regions" => {
            codes.first().cloned()
        }
        _ => None,
    }
}

fn name_of(own: &[Statement], field: &str) -> Option<String> {
    let statement = own.iter().find(|statement| statement.field.as_str() == field)?;
    let Content::Text(text) = &statement.content else { return None };
    let name = normalise(text.in_language_or_other(Language::Ru));
    (!name.is_empty()).then_some(name)
}
