//! What a request wants to change of a profile, and the events that follow.
//!
//! First each statement is checked by itself, then the profile as it would be afterwards: rules that
//! span items (a joint project, a name used twice) see the whole. Nothing follows when one fails.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_events::catalogue::Field;
use registry_events::claim::{Absence, Claim, ClaimKind, Evidence, Source, Stated};
use registry_events::event::{ClaimsStated, ItemClosed, ItemOpened, ProfileEvent};
use registry_events::ids::{ItemId, OrganisationId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, NamedOrganisation, Value};

use super::{Profile, validate};
use crate::editions::InForce;
use crate::rejection::{Problem, Rejection};

/// The most claims in one event, so that it stays well within an entry.
pub(super) const CLAIMS_PER_EVENT_MAX: usize = 16;
/// The most statements in one request.
pub const STATEMENTS_MAX: usize = 20_000;

/// Statements about fields, items to open and items to close: one commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// About fields of the cluster and of items that are open.
    pub claims: Vec<ClaimInput>,
    /// Items that begin.
    pub open: Vec<OpenInput>,
    /// Items that end.
    pub close: Vec<CloseInput>,
}

/// A statement about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimInput {
    /// Which field; within [`OpenInput`] the item's own field.
    pub path: FieldPath,
    /// What is said.
    pub said: Said,
    /// The day it describes.
    pub described_on: Option<Date>,
    /// Change or correction.
    pub kind: ClaimKind,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The claim the request means to replace; checked when given.
    pub replaces: Option<StreamVersion>,
}

/// What is said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A value.
    Value(Value),
    /// An organisation that may not be registered yet.
    Organisation(NamedOrganisation),
    /// Items of this profile, also such as are opened by the same request.
    Items(Vec<ItemInput>),
    /// Explicitly no value.
    Absent(Absence),
}

/// An item that a statement refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemInput {
    /// By its number.
    Number(ItemId),
    /// By the label under which the same request opens it.
    Label(String),
}

/// An item to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInput {
    /// The collection.
    pub collection: Code,
    /// A label for references within the same request.
    pub label: Option<String>,
    /// What is said of it.
    pub claims: Vec<FieldInput>,
}

/// A statement about one field of an item that is being opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldInput {
    /// The item's field.
    pub field: Code,
    /// What is said.
    pub said: Said,
    /// The day it describes.
    pub described_on: Option<Date>,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// An item to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseInput {
    /// Which.
    pub item: ItemPath,
    /// The day it ended in the world.
    pub closed_on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// What statements are checked against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The profile before.
    pub profile: &'a Profile,
    /// The editions in force.
    pub in_force: InForce<'a>,
    /// The registry's day.
    pub today: Date,
    /// How named organisations become values.
    pub organisations: &'a dyn Fn(&NamedOrganisation) -> Result<Value, &'static str>,
    /// Whether an organisation's id is registered.
    pub is_registered: &'a dyn Fn(OrganisationId) -> bool,
}

impl Changes {
    /// Organisations that are named and not referred to by id.
    pub fn named_organisations(&self) -> impl Iterator<Item = &NamedOrganisation> {
        self.said().filter_map(|said| match said {
            Said::Organisation(named) => Some(named),
            _ => None,
        })
    }

    /// Organisations that are referred to by id.
    pub fn organisation_ids(&self) -> impl Iterator<Item = OrganisationId> {
        self.said().filter_map(|said| match said {
            Said::Value(Value::Organisation(id)) => Some(*id),
            _ => None,
        })
    }

    /// Whether anything is said of a field of the cluster itself.
    pub fn touches(&self, field: &str) -> bool {
        self.claims
            .iter()
            .any(|claim| claim.path.item.is_none() && claim.path.field.as_str() == field)
    }

    fn said(&self) -> impl Iterator<Item = &Said> {
        let of_claims = self.claims.iter().map(|claim| &claim.said);
        let of_items = self.open.iter().flat_map(|open| &open.claims).map(|claim| &claim.said);
        of_claims.chain(of_items)
    }

    /// The events that follow, or every problem found.
    ///
    /// # Errors
    /// [`Rejection::Invalid`], [`Rejection::ClaimReplaced`].
    pub fn events(&self, against: Against<'_>) -> Result<Vec<ProfileEvent>, Rejection> {
        self.check_size()?;
        let mut work = Work::new(self, against);
        let opened = work.open_items(self);
        let stated = work.state_claims(self)?;
        let closed = work.close_items(self);
        let events: Vec<_> = opened.into_iter().chain(stated).chain(closed).collect();
        work.check_outcome(&events);
        if work.problems.is_empty() { Ok(events) } else { Err(Rejection::Invalid(work.problems)) }
    }

    fn check_size(&self) -> Result<(), Rejection> {
        let statements = self.said().count() + self.close.len();
        let problem = match statements {
            0 => Problem::new("", "request.empty"),
            1..=STATEMENTS_MAX => return Ok(()),
            _ => Problem::new("", "request.too-many-statements").with(STATEMENTS_MAX),
        };
        Err(Rejection::Invalid(vec![problem]))
    }
}

/// The state of checking one request.
struct Work<'a> {
    against: Against<'a>,
    labels: BTreeMap<&'a str, ItemPath>,
    numbers: Vec<ItemPath>,
    touched: BTreeMap<ItemPath, String>,
    problems: Vec<Problem>,
}

impl<'a> Work<'a> {
    /// Gives each item to open its number first, so that statements can refer to all of them.
    fn new(changes: &'a Changes, against: Against<'a>) -> Self {
        let mut labels = BTreeMap::new();
        let mut numbers = Vec::new();
        for (offset, open) in (0..).zip(&changes.open) {
            let item = ItemId(against.profile.next_item().0 + offset);
            let path = ItemPath { collection: open.collection.clone(), item };
            if let Some(label) = &open.label {
                labels.insert(label.as_str(), path.clone());
            }
            numbers.push(path);
        }
        Self { against, labels, numbers, touched: BTreeMap::new(), problems: Vec::new() }
    }

    fn open_items(&mut self, changes: &Changes) -> Vec<ProfileEvent> {
        let mut events = Vec::new();
        for (index, open) in changes.open.iter().enumerate() {
            let pointer = format!("/open/{index}");
            let item = self.numbers[index].clone();
            if self.against.in_force.catalogue.collection(open.collection.as_str()).is_none() {
                let problem = Problem::new(format!("{pointer}/collection"), "collection.unknown");
                self.problems.push(problem.with(&open.collection));
                continue;
            }
            self.touched.insert(item.clone(), pointer.clone());
            let claims = self.claims_of_item(&pointer, &item, &open.claims);
            events.push(ProfileEvent::ItemOpened(ItemOpened { item, claims }));
        }
        events
    }

    fn claims_of_item(&mut self, at: &str, item: &ItemPath, given: &[FieldInput]) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        for (index, input) in given.iter().enumerate() {
            let pointer = format!("{at}/claims/{index}");
            let path = FieldPath { item: Some(item.clone()), field: input.field.clone() };
            if claims.iter().any(|claim| claim.path == path) {
                self.problems.push(Problem::new(pointer, "claim.stated-twice").with(path));
                continue;
            }
            let input = ClaimInput {
                path,
                said: input.said.clone(),
                described_on: input.described_on,
                kind: ClaimKind::Change,
                source: input.source.clone(),
                evidence: input.evidence.clone(),
                replaces: None,
            };
            claims.extend(self.claim(&pointer, &input, None));
        }
        let needed = self.against.in_force.catalogue.item_fields(item.collection.as_str());
        for field in needed.filter(|field| field.needed) {
            if !given.iter().any(|input| input.field == field.key) {
                self.problems.push(Problem::new(at, "item.field-needed").with(&field.key));
            }
        }
        claims
    }

    fn state_claims(&mut self, changes: &Changes) -> Result<Vec<ProfileEvent>, Rejection> {
        let mut claims: Vec<Claim> = Vec::new();
        for (index, input) in changes.claims.iter().enumerate() {
            let pointer = format!("/claims/{index}");
            if claims.iter().any(|claim| claim.path == input.path) {
                let problem = Problem::new(format!("{pointer}/path"), "claim.stated-twice");
                self.problems.push(problem.with(&input.path));
                continue;
            }
            if let Some(item) = &input.path.item {
                if !self.against.profile.is_open(item) {
                    let problem = Problem::new(format!("{pointer}/path"), "item.not-open");
                    self.problems.push(problem.with(item));
                    continue;
                }
                self.touched.entry(item.clone()).or_insert_with(|| pointer.clone());
            }
            let current = self.current(input)?;
            claims.extend(self.claim(&pointer, input, current));
        }
        let events = claims
            .chunks(CLAIMS_PER_EVENT_MAX)
            .map(|claims| ProfileEvent::ClaimsStated(ClaimsStated { claims: claims.to_vec() }));
        Ok(events.collect())
    }

    /// The version of the current claim; an error when the request meant to replace another one.
    fn current(&self, input: &ClaimInput) -> Result<Option<StreamVersion>, Rejection> {
        let current = self.against.profile.claim(&input.path);
        let actual = current.map(|current| current.version);
        if input.replaces.is_none() || input.replaces == actual {
            return Ok(actual);
        }
        let proposed = match &input.said {
            Said::Value(value) => Some(Box::new(Stated::Value(value.clone()))),
            Said::Absent(absence) => Some(Box::new(Stated::Absent(*absence))),
            Said::Organisation(_) | Said::Items(_) => None,
        };
        Err(Rejection::ClaimReplaced {
            path: input.path.clone(),
            expected: input.replaces,
            actual,
            current: current.map(|current| Box::new(current.claim.stated.clone())),
            proposed,
        })
    }

    fn claim(
        &mut self,
        pointer: &str,
        input: &ClaimInput,
        replaces: Option<StreamVersion>,
    ) -> Option<Claim> {
        let Some(field) = self.against.in_force.catalogue.field(&input.path) else {
            let problem = Problem::new(format!("{pointer}/path"), "field.unknown");
            self.problems.push(problem.with(&input.path));
            return None;
        };
        let problems_before = self.problems.len();
        let stated = self.stated(pointer, field, &input.said);
        self.check_date(pointer, field, input);
        let stated = stated.filter(|_| self.problems.len() == problems_before)?;
        Some(Claim {
            path: input.path.clone(),
            stated,
            kind: input.kind,
            described_on: input.described_on,
            source: input.source.clone(),
            evidence: input.evidence.clone(),
            holds_until: self.holds_until(field, input),
            replaces,
        })
    }

    fn stated(&mut self, pointer: &str, field: &Field, said: &Said) -> Option<Stated> {
        let at = format!("{pointer}/value");
        let value = match said {
            Said::Absent(_) if field.needed => {
                self.problems.push(Problem::new(at, "claim.needed").with(&field.key));
                return None;
            }
            Said::Absent(absence) => return Some(Stated::Absent(*absence)),
            Said::Value(value) => value.clone(),
            Said::Organisation(named) => match (self.against.organisations)(named) {
                Ok(value) => value,
                Err(code) => {
                    self.problems.push(Problem::new(at, code));
                    return None;
                }
            },
            Said::Items(items) => self.items(&at, field, items)?,
        };
        if let Value::Organisation(id) = value
            && matches!(said, Said::Value(_))
            && !(self.against.is_registered)(id)
        {
            self.problems.push(Problem::new(at, "organisation.unknown").with(id));
            return None;
        }
        match validate::value(field, &value, self.against.in_force, self.against.today) {
            Ok(()) => Some(Stated::Value(value)),
            Err(problem) => {
                self.problems.push(Problem { pointer: at, ..problem });
                None
            }
        }
    }

    fn items(&mut self, at: &str, field: &Field, items: &[ItemInput]) -> Option<Value> {
        let mut numbers = Vec::new();
        for item in items {
            let number = match item {
                ItemInput::Number(number) => Some(*number),
                ItemInput::Label(label) => self
                    .labels
                    .get(label.as_str())
                    .filter(|path| Some(&path.collection) == field.items_of.as_ref())
                    .map(|path| path.item),
            };
            let Some(number) = number else {
                self.problems.push(Problem::new(at, "item.label-unknown"));
                return None;
            };
            numbers.push(number);
        }
        Some(Value::Items(numbers))
    }

    fn check_date(&mut self, pointer: &str, field: &Field, input: &ClaimInput) {
        let at = format!("{pointer}/described_on");
        match input.described_on {
            Some(day) if day > self.against.today => {
                self.problems.push(Problem::new(at, "claim.described-in-future").with(day));
            }
            None if field.dated && !matches!(input.said, Said::Absent(_)) => {
                self.problems.push(Problem::new(at, "claim.date-needed").with(&field.key));
            }
            _ => {}
        }
    }

    /// The day a claim lapses: its field's freshness, or its list's for the field that names items.
    fn holds_until(&self, field: &Field, input: &ClaimInput) -> Option<Date> {
        let collection = field.collection.as_ref();
        let collection =
            collection.and_then(|key| self.against.in_force.catalogue.collection(key.as_str()));
        let of_list = collection
            .filter(|collection| collection.title_field == field.key)
            .and_then(|collection| collection.freshness_months);
        let months = field.freshness_months.or(of_list)?;
        let from = input.described_on.unwrap_or(self.against.today);
        from.checked_add(jiff::Span::new().months(i64::from(months))).ok()
    }

    fn close_items(&mut self, changes: &Changes) -> Vec<ProfileEvent> {
        let mut events = Vec::new();
        for (index, close) in changes.close.iter().enumerate() {
            let pointer = format!("/close/{index}");
            let again = changes.close[..index].iter().any(|earlier| earlier.item == close.item);
            if again || !self.against.profile.is_open(&close.item) {
                let problem = Problem::new(format!("{pointer}/path"), "item.not-open");
                self.problems.push(problem.with(&close.item));
                continue;
            }
            if close.closed_on.is_some_and(|day| day > self.against.today) {
                self.problems.push(Problem::new(format!("{pointer}/on"), "item.closed-in-future"));
            }
            self.touched.insert(close.item.clone(), pointer);
            events.push(ProfileEvent::ItemClosed(ItemClosed {
                item: close.item.clone(),
                closed_on: close.closed_on,
                reason: close.reason.clone(),
            }));
        }
        events
    }

    /// Rules over the profile as it would be.
    fn check_outcome(&mut self, events: &[ProfileEvent]) {
        if !self.problems.is_empty() {
            return;
        }
        let mut after = self.against.profile.clone();
        let nobody = crate::access::program();
        for event in events {
            after.evolve(StreamVersion::EMPTY, &nobody, event);
        }
        let outcome = validate::outcome(&after, self.against.in_force.catalogue, &self.touched);
        self.problems.extend(outcome);
    }
}
