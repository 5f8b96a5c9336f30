//! A table of a cluster's own participants, by who speaks for it: checked as any import is, written as
//! one commit; and the same table as the registry has it, to be changed and brought back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use anyhow::{Context as _, Result, ensure};
use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::Command;
use registry_core::editions::InForce;
use registry_core::profile::changes::Changes;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{CurrentClaim, Item};
use registry_core::state::{OrganisationState, StreamState};
use registry_events::catalogue::Field;
use registry_events::claim::{Absence, Stated};
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Identifier, Text, Value};

use super::bad_cells::{BadCells, Place};
use super::columns::{Layout, Part, Target};
use super::pasted::take_heading;
use super::plan::{self, Effect, Options, Summary};
use super::shadow::{Shadow, as_cluster};
use super::sheet::{Inputs, Row, Sheet, Table};
use super::template;
use crate::registry::Registry;

/// The most bytes of a table that is brought.
pub const OWN_BYTES_MAX: usize = 5 * 1024 * 1024;
/// The most bytes of a workbook once it is unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most files in a workbook.
const PACKED_FILES_MAX: usize = 500;

/// What a table would do to a cluster.
#[derive(Debug, Default)]
pub struct OwnPlan {
    /// What can't be accepted; nothing is to be written while there is any.
    pub bad: BadCells,
    /// What is to be stated, in one commit; none where the registry says all of it already.
    pub changes: Option<Changes>,
    /// What each row does, in the order of rows.
    pub effects: Vec<(Place, Effect)>,
    /// The figures of the import.
    pub summary: Summary,
}

/// Lines that were pasted, or a file that was brought, as a table of participants. Where no heading is
/// known, the first line is one like the others, and each says what it says in any order.
///
/// # Errors
/// When they can't be read as a table.
pub async fn pasted(registry: &Registry, bytes: Vec<u8>) -> Result<Inputs> {
    check_unpacked(&bytes)?;
    let reading = tokio::task::spawn_blocking(|| Inputs::of_participants(bytes));
    let mut inputs = reading.await.context("the table wasn't read")??;
    let editions = Shadow::new(registry).editions().await?;
    let in_force = editions.in_force()?;
    let layout = Layout::of(Sheet::Participants, in_force.catalogue);
    if let Some(table) = &mut inputs.participants {
        take_heading(table, &layout, in_force);
    }
    Ok(inputs)
}

/// Refuses a workbook that is far larger than it looks.
fn check_unpacked(bytes: &[u8]) -> Result<()> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).context("no workbook")?;
    ensure!(packed.len() <= PACKED_FILES_MAX, "too many files in a workbook");
    let mut room = UNPACKED_BYTES_MAX;
    for index in 0..packed.len() {
        let mut file = packed.by_index(index).context("no workbook")?.take(room + 1);
        let read = std::io::copy(&mut file, &mut std::io::sink())?;
        room = room.checked_sub(read).context("too large once it is unpacked")?;
    }
    Ok(())
}

/// Checks a table of participants by the rules; who asks for it is who will state it.
///
/// # Errors
/// When the log can't be read.
pub async fn check_own(
    registry: &Registry,
    caller: Caller,
    cluster: ClusterId,
    inputs: &Inputs,
) -> Result<OwnPlan> {
    let mut shadow = Shadow::new(registry);
    let mut bad = BadCells::default();
    let options = Options { only: Some(cluster), ..Options::default() };
    let mut plan = plan::plan(&mut shadow, caller, inputs, &options, &mut bad, &()).await?;
    let mut changes = plan.steps.pop().and_then(|step| match step.command {
        Command::StateClaims(state) => Some(state.changes),
        _ => None,
    });
    let loaded = shadow.cluster(cluster).await?;
    for claim in changes.iter_mut().flat_map(|changes| &mut changes.claims) {
        let current = as_cluster(&loaded).and_then(|it| it.profile.claim(&claim.path));
        claim.replaces = current.map(|current| current.version);
    }
    Ok(OwnPlan { bad, changes, effects: plan.effects, summary: plan.summary })
}

impl OwnPlan {
    /// What a row is called: its organisation's name, else its number.
    pub fn name_of<'t>(table: &'t Table, row: &'t Row) -> &'t str {
        let heads = |wanted: &[&str]| {
            let heading = table.header.cells.iter().map(|heading| heading.to_lowercase());
            let mut places = heading.enumerate().filter(|(_, it)| wanted.contains(&it.as_str()));
            places.next().map(|(place, _)| row.cell(place)).filter(|text| !text.is_empty())
        };
        let named = heads(&["организация", "organisation", "наименование"]);
        let numbered = || heads(&["инн", "inn", "огрн", "ogrn", "огрнип"]);
        let first = || row.cells.iter().map(String::as_str).find(|text| !text.is_empty());
        named.or_else(numbered).or_else(first).unwrap_or_default()
    }
}

/// A cluster's open participants as a workbook: what isn't changed in it says nothing new.
///
/// # Errors
/// When the log can't be read.
pub async fn own_table(registry: &Registry, cluster: ClusterId) -> Result<Vec<u8>> {
    let shadow = Shadow::new(registry);
    let editions = shadow.editions().await?;
    let in_force = editions.in_force()?;
    let loaded = shadow.cluster(cluster).await?;
    let profile = as_cluster(&loaded).context("no cluster")?.profile.without_masked(cluster);
    let mut rows = Vec::new();
    for item in profile.open_items(PARTICIPANTS) {
        let Some(organisation) = organisation_of(item) else { continue };
        let loaded = shadow.load(&StreamId::organisation(organisation)).await?;
        let StreamState::Organisation(state) = loaded.state.as_ref() else { continue };
        let mut row = cells_of(item, state, in_force);
        let is_numbered = row
            .keys()
            .any(|target| matches!(target, Target::Field { part: Part::Inn | Part::Ogrn, .. }));
        row.insert(Target::ClusterId, cluster.to_string());
        // One that only a register abroad knows can't be named in a table.
        rows.extend(is_numbered.then_some(row));
    }
    template::filled(in_force, Sheet::Participants, &rows)
}

fn organisation_of(item: &Item) -> Option<OrganisationId> {
    item.claim("organisation")?.claim.stated.value()?.as_organisation()
}

fn cells_of(
    item: &Item,
    organisation: &OrganisationState,
    in_force: InForce<'_>,
) -> BTreeMap<Target, String> {
    let mut cells = BTreeMap::new();
    for field in in_force.catalogue.item_fields(PARTICIPANTS) {
        let Some(current) = item.claim(field.key.as_str()) else { continue };
        for (part, text) in parts_of(field, current, organisation, in_force) {
            let (collection, field) = (field.collection.clone(), field.key.clone());
            cells.insert(Target::Field { collection, field, part }, text);
        }
    }
    cells
}

/// What a claim says, as the cells that an import reads it from.
fn parts_of(
    field: &Field,
    current: &CurrentClaim,
    organisation: &OrganisationState,
    in_force: InForce<'_>,
) -> Vec<(Part, String)> {
    let claim = &current.claim;
    let mut parts = match &claim.stated {
        Stated::Value(Value::Organisation(_)) => numbers_of(organisation),
        Stated::Value(Value::Text(text)) => texts(text),
        Stated::Value(value) => {
            said(field, value, in_force).map(|text| (Part::Value, text)).into_iter().collect()
        }
        Stated::Absent(absence) => vec![(Part::Value, absent(*absence).to_owned())],
        Stated::Sealed(_) => Vec::new(),
    };
    let day = claim.described_on.filter(|_| field.dated && !parts.is_empty());
    let has_value = matches!(claim.stated, Stated::Value(_));
    parts.extend(day.filter(|_| has_value).map(|day| (Part::DescribedOn, russian(day))));
    parts
}

fn texts(text: &Text) -> Vec<(Part, String)> {
    let parts = [(Part::Value, &text.ru), (Part::English, &text.en)];
    parts.into_iter().filter_map(|(part, text)| Some((part, text.clone()?))).collect()
}

fn numbers_of(organisation: &OrganisationState) -> Vec<(Part, String)> {
    let held = organisation.identifiers.iter().filter(|dated| dated.until.is_none());
    let numbers = held.filter_map(|dated| match &dated.identifier {
        Identifier::Inn(_) => Some((Part::Inn, dated.identifier.number()?.to_owned())),
        Identifier::Ogrn(_) => Some((Part::Ogrn, dated.identifier.number()?.to_owned())),
        Identifier::Foreign(_) | Identifier::SealedInn(_) => None,
    });
    let named = organisation.name.iter().flat_map(texts);
    named.chain(numbers).collect()
}

/// A value as a cell; none of a kind that a table of participants doesn't have.
fn said(field: &Field, value: &Value, in_force: InForce<'_>) -> Option<String> {
    let term = |code: &Code| {
        let dictionary = field.dictionary.as_ref().map(Code::as_str).unwrap_or_default();
        let term = in_force.dictionaries.term(dictionary, code.as_str());
        term.map_or_else(|| code.to_string(), |term| term.ru.clone())
    };
    Some(match value {
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string().replace('.', ","),
        Value::Date(day) => russian(*day),
        Value::Year(year) => year.to_string(),
        Value::Url(url) => url.to_string(),
        Value::Email(email) => email.to_string(),
        Value::Phone(phone) => phone.to_string(),
        Value::Flag(flag) => if *flag { "да" } else { "нет" }.to_owned(),
        Value::Code(code) => term(code),
        Value::Codes(codes) => codes.iter().map(term).collect::<Vec<_>>().join(" | "),
        _ => return None,
    })
}

fn russian(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

const fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NotProvided => "не представлено",
        Absence::NotApplicable => "неприменимо",
        Absence::Withheld => "не раскрывается",
        Absence::Zero => "нет",
    }
}
