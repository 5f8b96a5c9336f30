//! A table of one of a cluster's own lists, by who speaks for it: checked as any import is, written as one
//! commit; and the same table as the registry has it, to be changed and brought back.

use std::io::{Cursor, Read as _};

use anyhow::{Context as _, Result, ensure};
use registry_core::access::Caller;
use registry_core::command::Command;
use registry_core::editions::InForce;
use registry_core::profile::changes::Changes;
use registry_core::profile::reader::PARTICIPANTS;
use registry_events::ids::ClusterId;
use registry_events::value::Text;

use super::bad_cells::{BadCells, Place};
use super::columns::{Layout, Part, Target};
use super::names::Names;
use super::pasted::take_heading;
use super::plan::{self, Effect, Options, Summary};
use super::shadow::{Shadow, as_cluster};
use super::sheet::{Inputs, Row, Sheet, Table};
use super::written::Written;
use super::{items, template};
use crate::registry::Registry;

/// The most bytes of a table that is brought.
pub const OWN_BYTES_MAX: usize = 5 * 1024 * 1024;
/// The most bytes of a workbook once it is unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most files in a workbook.
const PACKED_FILES_MAX: usize = 500;

/// So many headings of another list at least make a table that list's.
const HEADINGS_OF_ANOTHER_MIN: usize = 2;

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

/// The table of a list.
pub fn sheet_of(list: &str) -> Sheet {
    if list == PARTICIPANTS { Sheet::Participants } else { Sheet::Items }
}

fn layout_of(list: &str, in_force: InForce<'_>) -> Result<Layout> {
    if list == PARTICIPANTS {
        return Ok(Layout::of(Sheet::Participants, in_force.catalogue));
    }
    let collection = in_force.catalogue.collection(list).context("no list")?;
    Ok(Layout::of_list(collection, in_force.catalogue))
}

/// Why something isn't read as a table of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is the table of another list, which is called so.
    OfAnother(Text),
    /// This line of it holds a character that nobody sees.
    ControlCharacter(usize),
    /// It is no table.
    NoTable,
}

impl From<anyhow::Error> for Unread {
    fn from(_: anyhow::Error) -> Self {
        Self::NoTable
    }
}

/// Lines that were pasted, or a file that was brought, as a table of a list. Where no heading is known,
/// the first line is one like the others.
///
/// # Errors
/// When they can't be read as a table of this list.
pub async fn pasted(registry: &Registry, list: &str, bytes: Vec<u8>) -> Result<Inputs, Unread> {
    let unreadable = line_with_control(&bytes).map_or(Unread::NoTable, Unread::ControlCharacter);
    let sheet = sheet_of(list);
    let mut inputs = read(sheet, bytes).await.map_err(|_| unreadable)?;
    let editions = Shadow::new(registry).editions().await?;
    let in_force = editions.in_force()?;
    let layout = layout_of(list, in_force)?;
    if let Some(other) = of_another(&inputs, list, &layout, in_force) {
        return Err(Unread::OfAnother(other));
    }
    let table = inputs.place(sheet).as_mut().ok_or(Unread::NoTable)?;
    take_heading(table, &layout, in_force);
    Ok(inputs)
}

async fn read(sheet: Sheet, bytes: Vec<u8>) -> Result<Inputs> {
    check_unpacked(&bytes)?;
    let reading = tokio::task::spawn_blocking(move || Inputs::of(sheet, bytes));
    reading.await.context("the table wasn't read")?
}

/// What the list is called whose table this is, where its headings are another one's.
fn of_another(inputs: &Inputs, list: &str, layout: &Layout, in_force: InForce<'_>) -> Option<Text> {
    let table = Sheet::ALL.into_iter().find_map(|sheet| inputs.table(sheet))?;
    let own = layout.known(table);
    let others = in_force.catalogue.collections.iter().filter(|other| other.key.as_str() != list);
    let known = |key: &str| layout_of(key, in_force).map_or(0, |layout| layout.known(table));
    let all = others.map(|other| (known(other.key.as_str()), other));
    let (known, other) = all.max_by_key(|(known, _)| *known)?;
    (known > own && known >= HEADINGS_OF_ANOTHER_MIN).then(|| other.label.clone())
}

/// The first line of a text with a character that nobody sees.
fn line_with_control(bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_hidden = |c: char| c.is_control() && c != '\t';
    let line = text.lines().position(|line| line.contains(is_hidden))?;
    Some(line + 1)
}

/// The headings of lines of a list that stand without headings, in their order.
///
/// # Errors
/// When the log can't be read.
pub async fn order_of_lines(registry: &Registry, list: &str) -> Result<Vec<String>> {
    let editions = Shadow::new(registry).editions().await?;
    Ok(layout_of(list, editions.in_force()?)?.plain_labels())
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

/// Checks a table of a list by the rules; who asks for it is who will state it.
///
/// # Errors
/// When the log can't be read.
pub async fn check_own(
    registry: &Registry,
    caller: Caller,
    cluster: ClusterId,
    list: &str,
    inputs: &Inputs,
) -> Result<OwnPlan> {
    if list != PARTICIPANTS {
        return items::check(registry, caller, cluster, list, inputs).await;
    }
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
    /// What a row is called: its title by the heading that it has in the list, its organisation's name,
    /// else its number.
    pub fn name_of<'t>(table: &'t Table, row: &'t Row, title: &str) -> &'t str {
        let heads = |wanted: &[&str]| {
            let heading = table.header.cells.iter().map(|heading| heading.to_lowercase());
            let mut places = heading.enumerate().filter(|(_, it)| wanted.contains(&it.as_str()));
            places.next().map(|(place, _)| row.cell(place)).filter(|text| !text.is_empty())
        };
        let named = heads(&[&title.to_lowercase(), "организация", "organisation", "наименование"]);
        let numbered = || heads(&["инн", "inn", "огрн", "ogrn", "огрнип"]);
        let first = || row.cells.iter().map(String::as_str).find(|text| !text.is_empty());
        named.or_else(numbered).or_else(first).unwrap_or_default()
    }
}

/// What is open of a cluster's list as a workbook: what isn't changed in it says nothing new.
///
/// # Errors
/// When the log can't be read.
pub async fn own_table(registry: &Registry, cluster: ClusterId, list: &str) -> Result<Vec<u8>> {
    let shadow = Shadow::new(registry);
    let editions = shadow.editions().await?;
    let in_force = editions.in_force()?;
    let collection = in_force.catalogue.collection(list).context("no list")?;
    let loaded = shadow.cluster(cluster).await?;
    let profile = as_cluster(&loaded).context("no cluster")?.profile.without_masked(cluster);
    let names = Names::of(&profile, collection, in_force.catalogue, &shadow).await?;
    let is_number =
        |target: &Target| matches!(target, Target::Field { part: Part::Inn | Part::Ogrn, .. });
    let mut rows = Vec::new();
    for item in profile.open_items(list) {
        let written = Written::of(item, &names, in_force, &shadow).await?;
        let mut row = written.cells(item, list);
        if list == PARTICIPANTS {
            // One that only a register abroad knows can't be named in a table.
            if row.keys().any(is_number) {
                row.insert(Target::ClusterId, cluster.to_string());
                rows.push(row);
            }
        } else {
            row.insert(Target::Item, item.path.item.to_string());
            rows.push(row);
        }
    }
    template::filled(in_force, sheet_of(list), &layout_of(list, in_force)?, &rows)
}
