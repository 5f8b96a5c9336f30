//! What the rules say to a group's command, put where a person can mend it: row and column.

use registry_core::editions::InForce;
use registry_core::profile::reader::{CONTACTS, PARTICIPANTS};
use registry_core::rejection::{Problem, Rejection};
use registry_core::{DecidedPart, Decision};
use registry_events::codec::encode_clear;
use registry_events::log::{COMMIT_BYTES_MAX, COMMIT_EVENTS_MAX};
use registry_events::value::Language;

use super::bad_cells::{BadCells, Place};
use super::columns::{Header, Part};
use super::differences::Origins;
use super::groups::Group;
use super::reader::Reader;
use super::reasons::{self, Reason};
use super::rows::StatementCells;
use super::shadow::Answer;
use super::sheet::Sheet;
use crate::words::Said;

/// Where both tables have which columns.
#[derive(Debug, Default)]
pub(super) struct Headers {
    clusters: Option<Header>,
    participants: Option<Header>,
    /// Of another list, by its key.
    list: Option<(String, Header)>,
}

impl Headers {
    /// The headings of the readers.
    pub(super) fn new(clusters: Option<Reader<'_>>, participants: Option<Reader<'_>>) -> Self {
        let header = Reader::into_header;
        let (clusters, participants) = (clusters.map(header), participants.map(header));
        Self { clusters, participants, list: None }
    }

    /// The headings of a table of one list.
    pub(super) fn of_list(list: &str, reader: Reader<'_>) -> Self {
        Self { list: Some((list.to_owned(), reader.into_header())), ..Self::default() }
    }

    /// The list whose items the rows of a table open.
    fn list_of(&self, sheet: Sheet) -> &str {
        match (sheet, &self.list) {
            (Sheet::Clusters, _) => CONTACTS,
            (Sheet::Items, Some((list, _))) => list,
            (Sheet::Participants | Sheet::Items, _) => PARTICIPANTS,
        }
    }

    /// The cell of a field in a row; the row when it has no such column.
    fn cell(&self, row: Place, collection: Option<&str>, field: &str) -> Place {
        let header = match row.sheet {
            Sheet::Clusters => self.clusters.as_ref(),
            Sheet::Participants => self.participants.as_ref(),
            Sheet::Items => self.list.as_ref().map(|(_, header)| header),
        };
        let parts = [Part::Value, Part::Latitude];
        let column = |part| header.and_then(|header| header.field_place(collection, field, part));
        row.at(parts.into_iter().find_map(column))
    }
}

/// Puts answers of the rules to their cells.
pub(super) struct Checker<'a> {
    /// The columns.
    pub(super) headers: &'a Headers,
    /// The editions in force.
    pub(super) in_force: InForce<'a>,
}

impl Checker<'_> {
    /// Takes the answer to a group's command.
    pub(super) fn check(
        &self,
        group: &Group<'_>,
        origins: &Origins,
        answer: Answer,
        bad: &mut BadCells,
    ) {
        let Some(row) = group.place() else { return };
        self.check_rows(row, group.is_spoilt(bad), origins, answer, bad);
    }

    /// Takes the answer to a command of rows that begin at one; `spoilt` says that some of them are bad.
    pub(super) fn check_rows(
        &self,
        row: Place,
        spoilt: bool,
        origins: &Origins,
        answer: Answer,
        bad: &mut BadCells,
    ) {
        match answer {
            Ok(decision) => check_size(row, &decision, bad),
            Err(Rejection::Invalid(problems)) => {
                // What a bad cell leads to isn't told beside it.
                for problem in &problems {
                    let consequence = ["minimum.open", "item.field-needed"].contains(&problem.code);
                    if !(spoilt && consequence) {
                        self.problem(row, origins, problem, bad);
                    }
                }
            }
            Err(other) => {
                let place = match other.code() {
                    "cluster.name-taken" => self.name_cell(row),
                    _ => row,
                };
                bad.add(place, reasons::of_rejection(&other));
            }
        }
    }

    fn problem(&self, row: Place, origins: &Origins, problem: &Problem, bad: &mut BadCells) {
        let place = match problem.code {
            "minimum.open" => self.requirement(row, problem),
            "item.field-needed" => self.needed(row, origins, problem),
            _ => origins.place(problem).unwrap_or(row),
        };
        let reason = match problem.code {
            "item.field-needed" => self.label_needed(place, problem),
            _ => reasons::of_problem(problem, self.in_force.rulebook),
        };
        bad.add(place, reason);
    }

    /// The cell that would meet a minimum requirement, by the facts the requirement reads.
    fn requirement(&self, row: Place, problem: &Problem) -> Place {
        let marker = problem.details.first().and_then(|id| self.in_force.rulebook.marker(id));
        let fact = marker.and_then(|marker| marker.basis.first()).map_or("", String::as_str);
        let (collection, field) = match fact {
            "regions" => (None, "regions"),
            "specialisation" => (None, "specialisation_key"),
            "year_created" => (None, "year_created"),
            "summary_ru_characters" => (None, "summary"),
            "location_stated" => (None, "location"),
            "employees_total" => (None, "employees_total"),
            "contact_emails" => (Some(CONTACTS), "email"),
            _ => return self.name_cell(row),
        };
        self.headers.cell(row, collection, field)
    }

    fn name_cell(&self, row: Place) -> Place {
        let cells =
            ["display_name", "official_name"].map(|field| self.headers.cell(row, None, field));
        cells.into_iter().find(|cell| cell.column.is_some()).unwrap_or(row)
    }

    fn needed(&self, row: Place, origins: &Origins, problem: &Problem) -> Place {
        let Some((row, _)) = origins.item(problem) else { return row };
        let field = problem.details.first().map_or("", String::as_str);
        self.headers.cell(*row, Some(self.headers.list_of(row.sheet)), field)
    }

    fn label_needed(&self, place: Place, problem: &Problem) -> Reason {
        let key = problem.details.first().map_or("", String::as_str);
        let mut fields = self.in_force.catalogue.item_fields(self.headers.list_of(place.sheet));
        let label = fields.find(|field| field.key.as_str() == key).map(|field| &field.label);
        let said = |language| label.map_or(key, |label| label.in_language_or_other(language));
        Reason::new(
            format!("Без поля «{}» запись не открыть.", said(Language::Ru)),
            format!("An item isn’t opened without the field «{}».", said(Language::En)),
        )
    }
}

impl Origins {
    /// The cell that a problem's pointer leads to.
    fn place(&self, problem: &Problem) -> Option<Place> {
        let mut steps = problem.pointer.split('/').skip(1);
        let (list, index) = (steps.next()?, steps.next()?.parse::<usize>().ok()?);
        match list {
            "claims" => {
                let cells = self.claims.get(index)?;
                Some(cell(cells, steps.next(), problem))
            }
            "open" => {
                let (row, claims) = self.open.get(index)?;
                let claim = steps.nth(1).and_then(|index| claims.get(index.parse::<usize>().ok()?));
                Some(claim.map_or(*row, |cells| cell(cells, steps.next(), problem)))
            }
            "close" => self.close.get(index).copied(),
            _ => None,
        }
    }

    fn item(&self, problem: &Problem) -> Option<&(Place, Vec<StatementCells>)> {
        let index = problem.pointer.strip_prefix("/open/")?.split('/').next()?;
        self.open.get(index.parse::<usize>().ok()?)
    }
}

fn cell(cells: &StatementCells, member: Option<&str>, problem: &Problem) -> Place {
    match (member, problem.code) {
        (Some("described_on"), _) => cells.date,
        (_, code) if code.starts_with("organisation.") => cells.number,
        _ => cells.value,
    }
}

const TOO_MUCH: Said = Said::new(
    "Сведений о кластере больше, чем помещается в одну запись: разделите участников на несколько файлов.",
    "There is more of the cluster than one record holds: split its participants into several files.",
);

/// A commit has its bounds; a larger cluster is imported in several files.
fn check_size(row: Place, decision: &Decision, bad: &mut BadCells) {
    let events = decision.parts.iter().map(|part| part.events.len()).sum::<usize>();
    let bytes: Option<usize> = decision.parts.iter().map(bytes_of).sum();
    if events > COMMIT_EVENTS_MAX || bytes.is_none_or(|bytes| bytes > COMMIT_BYTES_MAX) {
        bad.add(row, TOO_MUCH);
    }
}

/// The bytes of a part's events; none when one of them is over its own bound.
fn bytes_of(part: &DecidedPart) -> Option<usize> {
    let encoded = part
        .events
        .iter()
        .map(|decided| encode_clear(&decided.actor, decided.cause.as_ref(), &decided.event).ok());
    encoded.map(|bytes| bytes.map(|bytes| bytes.len())).sum()
}
