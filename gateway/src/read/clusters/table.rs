//! The register as a table: what lists show of a cluster, and behind it every public field of the
//! catalogue; the lists of clusters likewise.

use std::sync::Arc;

use registry_events::catalogue::{Catalogue, Collection};
use registry_events::value::Language;
use registry_projections::card::{Card, Item};

use crate::read::columns::{Columns, heading_of};
use crate::read::lens::Lens;
use crate::read::parts::Labelled;
use crate::read::row::RowShown;
use crate::read::table::{Cell, Table};
use crate::words::value::Speaker;
use crate::words::{Said, terms};

/// A cluster of a table.
#[derive(Debug, Clone)]
pub struct Line {
    /// As lists show it.
    pub row: RowShown,
    /// Its card at the same position.
    pub card: Arc<Card>,
}

/// Columns of the table with their headings.
const COLUMNS: [(&str, Said); 24] = [
    ("id", Said::new("Идентификатор", "Identifier")),
    ("name_ru", Said::new("Название", "Name in Russian")),
    ("name_en", Said::new("Название на английском", "Name")),
    ("status", Said::new("Статус, код", "Status, code")),
    ("status_label", Said::new("Статус", "Status")),
    ("regions", Said::new("Субъекты РФ, коды", "Regions, codes")),
    ("regions_label", Said::new("Субъекты РФ", "Regions")),
    ("specialisation", Said::new("Ключевая специализация, код", "Key specialisation, code")),
    ("specialisation_label", Said::new("Ключевая специализация", "Key specialisation")),
    ("level", Said::new("Уровень оргразвития, код", "Level, code")),
    ("level_label", Said::new("Уровень оргразвития", "Level")),
    ("level_since", Said::new("Уровень с", "Level since")),
    ("support", Said::new("Поддержка, код", "Support, code")),
    ("support_label", Said::new("Поддержка", "Support")),
    ("year_created", Said::new("Год создания", "Year of creation")),
    ("participants", Said::new("Участники", "Participants")),
    ("participants_confirmed", Said::new("Подтверждённые участники", "Confirmed participants")),
    ("projects", Said::new("Совместные проекты", "Joint projects")),
    ("employees_total", Said::new("Работники", "Employees")),
    ("latitude", Said::new("Широта", "Latitude")),
    ("longitude", Said::new("Долгота", "Longitude")),
    ("precision", Said::new("Точность точки", "Precision of the point")),
    (
        "point_is_default",
        Said::new("Точка не указана, центр региона", "No point stated, the region’s centre"),
    ),
    ("updated_at", Said::new("Обновлено", "Updated at")),
];

/// What tells an item of a list from others.
const ITEM_COLUMNS: [(&str, Said); 3] = [
    ("cluster_id", Said::new("Идентификатор кластера", "Identifier of the cluster")),
    ("cluster_name", Said::new("Кластер", "Cluster")),
    ("item", Said::new("Номер в списке кластера", "Number in the cluster's list")),
];

/// Clusters as a table; what isn't stated is an empty cell, never a zero.
pub fn table(lines: &[Line], lens: &Lens<'_>, language: Language) -> Table {
    let fields = lens.catalogue().into_iter().flat_map(Catalogue::cluster_fields);
    let columns = Columns::of(fields, &COLUMNS.map(|(key, _)| key), lens);
    let mut table = Table::new(
        Said::new("Реестр", "Register").get(language),
        COLUMNS.map(|(key, heading)| (key, heading.get(language))),
        lines.iter().map(|line| cells(&line.row, language)).collect(),
    );
    columns.head(&mut table, language);
    for (line, cells) in lines.iter().zip(&mut table.rows) {
        let speaker = Speaker { lens: *lens, card: Some(&line.card), language };
        cells.extend(columns.cells(line.card.fields(), &speaker));
    }
    table
}

/// A table per list of the catalogue, a row per open item.
pub fn lists(lines: &[Line], lens: &Lens<'_>, language: Language) -> Vec<Table> {
    let lists = lens.catalogue().into_iter().flat_map(|catalogue| &catalogue.collections);
    lists.map(|list| items(list, lines, lens, language)).collect()
}

fn items(list: &Collection, lines: &[Line], lens: &Lens<'_>, language: Language) -> Table {
    let key = list.key.as_str();
    let fields = lens.catalogue().into_iter().flat_map(|catalogue| catalogue.item_fields(key));
    let columns = Columns::of(fields, &ITEM_COLUMNS.map(|(key, _)| key), lens);
    let rows = lines.iter().flat_map(|line| {
        let speaker = Speaker { lens: *lens, card: Some(&line.card), language };
        let of_item = |item: &Item| {
            let own = item_cells(&line.row, item, language);
            own.into_iter().chain(columns.cells(&item.claims, &speaker)).collect()
        };
        line.card.open_items(key).map(of_item).collect::<Vec<Vec<Cell>>>()
    });
    let heading = heading_of(&list.label, language);
    let own = ITEM_COLUMNS.map(|(key, heading)| (key, heading.get(language)));
    let mut table = Table::new(heading, own, rows.collect());
    columns.head(&mut table, language);
    table
}

fn item_cells(row: &RowShown, item: &Item, language: Language) -> [Cell; 3] {
    let name = row.name.as_ref().map(|name| name.in_language(language).to_owned());
    let number = Cell::Integer(item.path.item.0.into());
    [Cell::text(&row.id), Cell::optional_text(name), number]
}

fn cells(row: &RowShown, language: Language) -> Vec<Cell> {
    let name = row.name.clone().unwrap_or_default();
    let status = registry_projections::card::ListingStatus::from_key(row.status);
    let level = row.level.and_then(registry_events::level::Level::from_key);
    let support = row.support.and_then(registry_projections::support::Support::from_key);
    let label = |labelled: &Labelled| labelled.label.in_language(language).to_owned();
    let specialisation = row.specialisation.as_ref();
    vec![
        Cell::text(&row.id),
        Cell::optional_text(name.ru),
        Cell::optional_text(name.en),
        Cell::text(row.status),
        Cell::optional_text(status.map(|status| terms::status(status).get(language))),
        Cell::text(
            row.regions.iter().map(|region| region.key.clone()).collect::<Vec<_>>().join(", "),
        ),
        Cell::text(row.regions.iter().map(label).collect::<Vec<_>>().join("; ")),
        Cell::optional_text(specialisation.map(|labelled| labelled.key.clone())),
        Cell::optional_text(specialisation.map(label)),
        Cell::optional_text(row.level),
        Cell::optional_text(level.map(|level| terms::level(level).get(language))),
        Cell::optional_text(row.level_since.map(|since| since.to_string())),
        Cell::optional_text(row.support),
        Cell::optional_text(support.map(|support| terms::support(support).get(language))),
        Cell::optional_integer(row.year_created.map(i64::from)),
        row.participants.total.map_or(Cell::Empty, Cell::count),
        Cell::optional_integer(row.participants.confirmed.map(i64::from)),
        row.projects.map_or(Cell::Empty, Cell::count),
        Cell::optional_integer(row.employees_total),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.lat)),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.lng)),
        Cell::optional_text(row.point.as_ref().map(|point| point.precision)),
        row.point.as_ref().map_or(Cell::Empty, |_| Cell::text(row.point_is_default.to_string())),
        Cell::text(row.updated_at.to_string()),
    ]
}
