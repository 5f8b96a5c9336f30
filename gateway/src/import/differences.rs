//! What a group of rows states that the registry doesn't say yet.
//!
//! Claims equal in value are not stated again. A membership that isn't in the file stays as it is:
//! a list may be partial; only a day of leaving closes one.

mod memberships;

use std::collections::HashMap;

use registry_core::profile::Profile;
use registry_core::profile::changes::{
    Changes, ClaimInput, CloseInput, FieldInput, OpenInput, Said,
};
use registry_core::profile::reader::{CONTACTS, OpenItems, PARTICIPANTS};
use registry_events::claim::{ClaimKind, Source, Stated};
use registry_events::dictionary::Regions;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Text, Value};

use super::bad_cells::{BadCells, Place};
use super::cells::Content;
use super::groups::Group;
use super::organisations::Organisations;
use super::reasons::Reason;
use super::rows::{ClusterRow, MembershipRow, Statement, StatementCells};
use crate::words::Said as Words;
use memberships::Memberships;

/// Where each part of a command comes from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Of each claim.
    pub(super) claims: Vec<StatementCells>,
    /// Of each item to open: its row, and the cells of its claims.
    pub(super) open: Vec<(Place, Vec<StatementCells>)>,
    /// Of each item to close.
    pub(super) close: Vec<Place>,
}

/// What differs, as a command's content.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// What is to be stated.
    pub(super) changes: Changes,
    /// Where it comes from.
    pub(super) origins: Origins,
    /// Memberships that begin.
    pub(super) joined: usize,
    /// Memberships that end.
    pub(super) left: usize,
}

impl Differences {
    /// Whether the registry says all of it already.
    pub(super) fn is_empty(&self) -> bool {
        self.changes == Changes::default()
    }
}

/// What rows are compared with.
pub(super) struct Comparison<'a> {
    /// The cluster's profile; an empty one when it is new.
    pub(super) profile: &'a Profile,
    /// The organisations of the tables.
    pub(super) organisations: &'a Organisations,
    /// The regions in force.
    pub(super) regions: &'a Regions,
    /// Where the file comes from.
    pub(super) source: &'a Source,
    /// Whether differences are changes or corrections.
    pub(super) kind: ClaimKind,
}

impl Comparison<'_> {
    /// What a group states that the profile doesn't.
    pub(super) fn differences(&self, group: &Group<'_>, bad: &mut BadCells) -> Differences {
        let mut found = Differences::default();
        if let Some(row) = group.row {
            self.cluster(row, group.known.is_none(), &mut found);
        }
        let memberships = Memberships::of(self.profile);
        let mut seen = HashMap::new();
        for row in &group.members {
            let Some(organisation) = self.organisations.get(&row.organisation) else { continue };
            let number = organisation.identifiers.first();
            if let Some(first) = seen.insert(number, row.place.row) {
                if !bad.has_row(row.place) {
                    bad.add(row.organisation_cells.number, again(first));
                }
                continue;
            }
            self.membership(row, memberships.find(organisation.known), &mut found, bad);
        }
        found
    }

    fn cluster(&self, row: &ClusterRow, is_new: bool, found: &mut Differences) {
        for statement in &row.own {
            let path = FieldPath::of_cluster(statement.field.clone());
            self.claim(path, statement, found);
        }
        let placed = row.own.iter().any(|statement| statement.field.as_str() == LOCATION);
        if is_new && !placed {
            found.changes.claims.extend(self.region_point(row, &mut found.origins));
        }
        match self.contact(row) {
            _ if row.contact.is_empty() => {}
            Some(item) => self.item_claims(&item, &row.contact, found),
            None => {
                self.open(Code::literal(CONTACTS), row.place, row.contact.iter(), found);
            }
        }
    }

    /// The region's chief town, for a cluster that tells no place of its own.
    fn region_point(&self, row: &ClusterRow, origins: &mut Origins) -> Option<ClaimInput> {
        let region = self.regions.region(row.region.as_ref()?.as_str())?;
        let regions = row.own.iter().find(|statement| statement.field.as_str() == "regions")?;
        origins.claims.push(regions.cells);
        let said = Said::Value(Value::Point(region.point));
        Some(self.claim_input(FieldPath::of_cluster(Code::literal(LOCATION)), said, None))
    }

    /// The contact that the row means: of the same address, else the only one there is.
    fn contact(&self, row: &ClusterRow) -> Option<ItemPath> {
        let items = OpenItems::of(self.profile);
        let contacts: Vec<_> = items.collection(CONTACTS).collect();
        let address = row.contact.iter().find(|statement| statement.field.as_str() == "email");
        let same = contacts.iter().find(|contact| match address.map(|address| &address.content) {
            Some(Content::Value(address)) => contact.value("email") == Some(address),
            _ => false,
        });
        let only = contacts.first().filter(|_| contacts.len() == 1);
        same.or(only).map(|contact| contact.path.clone())
    }

    fn membership(
        &self,
        row: &MembershipRow,
        (open, was): (Option<ItemPath>, bool),
        found: &mut Differences,
        bad: &mut BadCells,
    ) {
        match (open, row.left_on) {
            (Some(item), left_on) => {
                self.item_claims(&item, &row.statements, found);
                if let Some((day, place)) = left_on {
                    found.close(item, day, place);
                }
            }
            (None, Some(_)) if was => {}
            (None, Some((_, place))) => bad.add(place, NO_MEMBER),
            (None, None) => {
                let content = Content::Organisation(row.organisation.clone());
                let field = Code::literal("organisation");
                let cells = row.organisation_cells;
                let first = Statement { field, content, described_on: None, cells };
                let all = [&first].into_iter().chain(&row.statements);
                self.open(Code::literal(PARTICIPANTS), row.place, all, found);
                found.joined += 1;
            }
        }
    }

    /// Adds an item with what a row states of it.
    pub(super) fn open<'s>(
        &self,
        collection: Code,
        place: Place,
        statements: impl Iterator<Item = &'s Statement>,
        found: &mut Differences,
    ) {
        let (mut claims, mut cells) = (Vec::new(), Vec::new());
        for statement in statements {
            let Some(said) = self.said(statement, None) else { continue };
            cells.push(statement.cells);
            claims.push(FieldInput {
                field: statement.field.clone(),
                said,
                described_on: statement.described_on,
                source: self.source.clone(),
                evidence: Vec::new(),
            });
        }
        found.changes.open.push(OpenInput { collection, label: None, claims });
        found.origins.open.push((place, cells));
    }

    /// Adds what a row states of an item that the profile doesn't say.
    pub(super) fn item_claims(
        &self,
        item: &ItemPath,
        statements: &[Statement],
        found: &mut Differences,
    ) {
        for statement in statements {
            let path = FieldPath { item: Some(item.clone()), field: statement.field.clone() };
            self.claim(path, statement, found);
        }
    }

    /// Adds a statement when the profile says something else.
    fn claim(&self, path: FieldPath, statement: &Statement, found: &mut Differences) {
        let current = self.profile.claim(&path).map(|current| &current.claim);
        let Some(said) = self.said(statement, current.map(|claim| &claim.stated)) else { return };
        let same_day = |on| statement.described_on.is_none() || statement.described_on == on;
        let stands =
            current.is_some_and(|claim| says(&claim.stated, &said) && same_day(claim.described_on));
        if !stands {
            let input = self.claim_input(path, said, statement.described_on);
            found.changes.claims.push(input);
            found.origins.claims.push(statement.cells);
        }
    }

    fn claim_input(
        &self,
        path: FieldPath,
        said: Said,
        described_on: Option<jiff::civil::Date>,
    ) -> ClaimInput {
        let (kind, source) = (self.kind, self.source.clone());
        ClaimInput { path, said, described_on, kind, source, evidence: Vec::new(), replaces: None }
    }

    /// What a statement says on top of what is said; nothing for an organisation without a name,
    /// which is a bad cell already.
    fn said(&self, statement: &Statement, current: Option<&Stated>) -> Option<Said> {
        Some(match &statement.content {
            Content::Absent(absence) => Said::Absent(*absence),
            Content::Value(value) => Said::Value(value.clone()),
            Content::Text(text) => Said::Value(Value::Text(overlaid(text, current))),
            Content::Organisation(cells) => {
                let organisation = self.organisations.get(cells)?;
                match organisation.known {
                    Some(id) => Said::Value(Value::Organisation(id)),
                    None => Said::Organisation(organisation.named()?),
                }
            }
            // What wasn't found among the items is a bad cell already.
            Content::Items(_) => return None,
        })
    }
}

impl Differences {
    /// Adds the end of an item.
    pub(super) fn close(&mut self, item: ItemPath, day: jiff::civil::Date, place: Place) {
        self.changes.close.push(CloseInput { item, closed_on: Some(day), reason: None });
        self.origins.close.push(place);
        self.left += 1;
    }
}

const LOCATION: &str = "location";
const NO_MEMBER: Words = Words::new(
    "Организация не состоит в кластере, выходить неоткуда: уберите дату или строку.",
    "The organisation isn’t in the cluster, so it can’t leave it: take the day or the row out.",
);

fn again(first: u32) -> Reason {
    Reason::new(
        format!("Эта организация уже указана в кластере: строка {first}."),
        format!("The cluster has this organisation already, in row {first}."),
    )
}

/// A language that the row leaves empty keeps the text it has.
fn overlaid(text: &Text, current: Option<&Stated>) -> Text {
    let current = current.and_then(Stated::value).and_then(Value::as_text);
    let kept = |of: fn(&Text) -> &Option<String>| {
        of(text).clone().or_else(|| current.and_then(|current| of(current).clone()))
    };
    Text { ru: kept(|text| &text.ru), en: kept(|text| &text.en) }
}

fn says(stated: &Stated, said: &Said) -> bool {
    match (stated, said) {
        (Stated::Value(one), Said::Value(other)) => one == other,
        (Stated::Absent(one), Said::Absent(other)) => one == other,
        _ => false,
    }
}
