//! A table of any list of a cluster's profile: which item each row is about, by its number or its title,
//! and what it states that the profile doesn't. The columns are those of the catalogue; everything else
//! is read, compared and judged as any import is.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::{Command, StateClaims};
use registry_core::editions::InForce;
use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_core::profile::changes::{Changes, ItemInput, Said};
use registry_events::catalogue::Collection;
use registry_events::ids::{ClusterId, ItemId};
use registry_events::path::ItemPath;
use registry_events::value::{Language, Value};

use super::bad_cells::{BadCells, Place};
use super::cells::{Content, Vocabulary};
use super::check::{Checker, Headers};
use super::columns::Layout;
use super::differences::{Comparison, Differences};
use super::names::Names;
use super::organisations::{Mention, Organisations};
use super::own::OwnPlan;
use super::plan::{self, Options};
use super::reader::Reader;
use super::reasons::Reason;
use super::rows::Statement;
use super::shadow::{Shadow, as_cluster};
use super::sheet::{Inputs, Sheet};
use crate::registry::Registry;
use crate::words::Said as Words;

/// A row of a list's table.
#[derive(Debug)]
pub(super) struct ItemRow {
    /// Where it stands.
    pub(super) place: Place,
    /// The item that it names by number, with the cell.
    pub(super) number: Option<(ItemId, Place)>,
    /// What it states.
    pub(super) statements: Vec<Statement>,
    /// The day the item ended, with its cell.
    pub(super) closed_on: Option<(Date, Place)>,
}

/// Checks a table of a list by the rules; who asks for it is who will state it.
///
/// # Errors
/// When the log can't be read.
pub(super) async fn check(
    registry: &Registry,
    caller: Caller,
    cluster: ClusterId,
    list: &str,
    inputs: &Inputs,
) -> Result<OwnPlan> {
    let (mut shadow, mut bad) = (Shadow::new(registry), BadCells::default());
    let editions = shadow.editions().await?;
    let in_force = editions.in_force()?;
    let collection = in_force.catalogue.collection(list).context("no list")?;
    let table = inputs.table(Sheet::Items).context("no table")?;
    let words = Vocabulary::of(in_force);
    let layout = Layout::of_list(collection, in_force.catalogue);
    let reader =
        Reader::with(table, &layout, in_force.catalogue, (&words, Some(cluster)), &mut bad);
    if !bad.is_empty() {
        return Ok(OwnPlan { bad, ..OwnPlan::default() });
    }
    let loaded = shadow.cluster(cluster).await?;
    let profile = &as_cluster(&loaded).context("no cluster")?.profile;
    let names = Names::of(profile, collection, in_force.catalogue, &shadow).await?;
    let mut rows = reader.items(list, &mut bad);
    names.resolve(&mut rows, in_force.catalogue, list, &mut bad);
    let organisations = Organisations::of(&mentions(&rows), &shadow, &mut bad).await?;
    plan::check_names(&organisations, &shadow, &mut bad).await?;
    let listed =
        List { collection, profile, names: &names, organisations: &organisations, in_force };
    let mut found = listed.differences(&rows, &mut bad);
    if found.is_empty() {
        return Ok(OwnPlan { bad, ..OwnPlan::default() });
    }
    refer_to_items(&mut found.changes);
    let Differences { changes, origins, .. } = found;
    let expected = Some(loaded.version);
    let command: Command = StateClaims { cluster, changes: changes.clone(), expected }.into();
    let answer = shadow.decide(caller, &command).await?;
    let headers = Headers::of_list(list, reader);
    let first = rows.first().map_or(Place::row(Sheet::Items, 1), |row| row.place);
    let checker = Checker { headers: &headers, in_force };
    checker.check_rows(first, !bad.is_empty(), &origins, answer, &mut bad);
    let effects = plan::effects(&changes, &origins);
    Ok(OwnPlan { bad, changes: Some(seen(changes, profile)), effects, ..OwnPlan::default() })
}

/// A change says which statement it means to replace.
fn seen(mut changes: Changes, profile: &Profile) -> Changes {
    for claim in &mut changes.claims {
        claim.replaces = profile.claim(&claim.path).map(|current| current.version);
    }
    changes
}

fn mentions(rows: &[ItemRow]) -> Vec<Mention<'_>> {
    let statements = rows.iter().flat_map(|row| &row.statements);
    statements.filter_map(plan::mention).collect()
}

/// Items are referred to as a command refers to them.
fn refer_to_items(changes: &mut Changes) {
    let claims = changes.claims.iter_mut().map(|claim| &mut claim.said);
    let opened = changes.open.iter_mut().flat_map(|open| &mut open.claims);
    for said in claims.chain(opened.map(|claim| &mut claim.said)) {
        if let Said::Value(Value::Items(items)) = said {
            *said = Said::Items(items.iter().copied().map(ItemInput::Number).collect());
        }
    }
}

/// A list with what its rows are compared with.
struct List<'l> {
    collection: &'l Collection,
    profile: &'l Profile,
    names: &'l Names,
    organisations: &'l Organisations,
    in_force: InForce<'l>,
}

/// The item that a row is about.
enum About {
    /// One that is open.
    Known(ItemId),
    /// None yet.
    New,
}

impl List<'_> {
    fn differences(&self, rows: &[ItemRow], bad: &mut BadCells) -> Differences {
        let options = Options::default();
        let comparison = Comparison {
            profile: self.profile,
            organisations: self.organisations,
            regions: self.in_force.regions,
            source: &options.source,
            kind: options.kind,
        };
        let (mut found, mut seen) = (Differences::default(), BTreeMap::new());
        for row in rows {
            let Some(about) = self.about(row, bad) else { continue };
            if let Some(first) = self.again(row, &about, &mut seen) {
                bad.add(row.place, again(first));
                continue;
            }
            self.row(row, &about, &comparison, &mut found, bad);
        }
        found
    }

    fn row(
        &self,
        row: &ItemRow,
        about: &About,
        comparison: &Comparison<'_>,
        found: &mut Differences,
        bad: &mut BadCells,
    ) {
        match (about, row.closed_on) {
            (About::Known(item), closed_on) => {
                let path = ItemPath { collection: self.collection.key.clone(), item: *item };
                comparison.item_claims(&path, &row.statements, found);
                if let Some((day, place)) = closed_on {
                    found.close(path, day, place);
                }
            }
            (About::New, Some((_, place))) => bad.add(place, NONE_TO_CLOSE),
            (About::New, None) => {
                let key = self.collection.key.clone();
                comparison.open(key, row.place, row.statements.iter(), found);
            }
        }
    }

    /// Which item a row is about; none where that can't be told, which is a bad cell then.
    fn about(&self, row: &ItemRow, bad: &mut BadCells) -> Option<About> {
        if let Some((number, place)) = row.number {
            if self.names.has(number) {
                return Some(About::Known(number));
            }
            bad.add(place, NO_SUCH_NUMBER);
            return None;
        }
        let Some(title) = self.title(row) else {
            if row.closed_on.is_some() || !row.statements.is_empty() {
                bad.add(row.place, OF_WHICH);
            }
            return None;
        };
        match &title.content {
            Content::Text(text) => {
                let name = text.in_language_or_other(Language::Ru);
                match self.names.titled(name) {
                    [] => Some(About::New),
                    [only] => Some(About::Known(*only)),
                    _ => {
                        bad.add(title.cells.value, SEVERAL);
                        None
                    }
                }
            }
            Content::Organisation(cells) => {
                let known = self.organisations.get(cells).and_then(|one| one.known);
                self.of_value(known.map(Value::Organisation).as_ref(), title, bad)
            }
            Content::Value(value) => self.of_value(Some(value), title, bad),
            Content::Absent(_) | Content::Items(_) => Some(About::New),
        }
    }

    /// The statement of a row's title.
    fn title<'r>(&self, row: &'r ItemRow) -> Option<&'r Statement> {
        let title = &self.collection.title_field;
        row.statements.iter().find(|statement| statement.field == *title)
    }

    fn of_value(
        &self,
        value: Option<&Value>,
        said: &Statement,
        bad: &mut BadCells,
    ) -> Option<About> {
        let (key, title) = (self.collection.key.as_str(), self.collection.title_field.as_str());
        let stated = |item: &&registry_core::profile::Item| {
            let claim = item.claim(title).and_then(|claim| claim.claim.stated.value());
            value.is_some() && claim == value
        };
        let mut items = self.profile.open_items(key).filter(stated);
        match (items.next(), items.next()) {
            (None, _) => Some(About::New),
            (Some(only), None) => Some(About::Known(only.path.item)),
            (Some(_), Some(_)) => {
                bad.add(said.cells.value, SEVERAL);
                None
            }
        }
    }

    /// The row in which the same was said before.
    fn again(&self, row: &ItemRow, about: &About, seen: &mut BTreeMap<String, u32>) -> Option<u32> {
        let key = match about {
            About::Known(item) => format!("№{item}"),
            About::New => match &self.title(row)?.content {
                Content::Text(text) => normalise(text.in_language_or_other(Language::Ru)),
                _ => return None,
            },
        };
        let first = *seen.entry(key).or_insert(row.place.row);
        (first != row.place.row).then_some(first)
    }
}

fn again(first: u32) -> Reason {
    Reason::new(
        format!("Об этой записи уже сказано: строка {first}."),
        format!("This item is spoken of already, in row {first}."),
    )
}

const NONE_TO_CLOSE: Words = Words::new(
    "Такой открытой записи в списке нет, закрывать нечего: уберите дату или строку.",
    "The list has no such open item, so there is nothing to close: take the day or the row out.",
);
const NO_SUCH_NUMBER: Words = Words::new(
    "Открытой записи с таким номером в списке нет.",
    "The list has no open item of this number.",
);
const SEVERAL: Words = Words::new(
    "Так называются несколько записей: укажите номер записи.",
    "Several items are called so: say the number of the item.",
);
const OF_WHICH: Words = Words::new(
    "Не сказано, о какой записи эта строка: назовите её или укажите её номер.",
    "Which item this row is about isn’t said: name it or say its number.",
);
