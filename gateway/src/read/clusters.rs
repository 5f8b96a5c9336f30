//! The register as a list: a page of rows, counts per filter, the same rows as a table.

use registry_events::value::Language;
use registry_projections::search::{Found, Query};
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{Cursor, Page};
use super::facets::FacetsShown;
use super::lens::Lens;
use super::parts::Labelled;
use super::row::RowShown;
use super::table::{Cell, Table};
use crate::words::{Said, terms};

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClusterList {
    /// The rows of this page.
    pub items: Vec<RowShown>,
    /// How many clusters match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// How many clusters each value of a filter would leave.
    pub facets: FacetsShown,
}

/// Answers a query with one page.
pub fn list(query: &Query, page: &Page, lens: &Lens<'_>) -> ClusterList {
    let Found { rows, total, facets } = query.find(lens.views, lens.at);
    let shown = rows.iter().skip(page.offset).take(page.limit);
    ClusterList {
        items: shown.map(|row| RowShown::of(row, query.day, lens)).collect(),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
        facets: FacetsShown::of(&facets, query, lens),
    }
}

/// Every row that matches.
pub fn all(query: &Query, lens: &Lens<'_>) -> Vec<RowShown> {
    let found = query.find(lens.views, lens.at);
    found.rows.iter().map(|row| RowShown::of(row, query.day, lens)).collect()
}

/// Columns of the table with their headings.
const COLUMNS: [(&str, Said); 22] = [
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
    ("updated_at", Said::new("Обновлено", "Updated at")),
];

/// Rows as a table; what isn't stated is an empty cell, never a zero.
pub fn table(rows: &[RowShown], language: Language) -> Table {
    Table::new(
        Said::new("Реестр", "Register").get(language),
        COLUMNS.map(|(key, heading)| (key, heading.get(language))),
        rows.iter().map(|row| cells(row, language)).collect(),
    )
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
        Cell::count(row.participants.total),
        Cell::Integer(i64::from(row.participants.confirmed)),
        row.projects.map_or(Cell::Empty, Cell::count),
        Cell::optional_integer(row.employees_total),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.lat)),
        row.point.as_ref().map_or(Cell::Empty, |point| Cell::Number(point.lng)),
        Cell::text(row.updated_at.to_string()),
    ]
}
