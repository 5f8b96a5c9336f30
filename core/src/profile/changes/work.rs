//! One request being checked: every problem found is noted with its place, and nothing is decided
//! before the whole was seen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_events::catalogue::Field;
use registry_events::claim::{Absence, Claim, ClaimKind, Source, Stated};
use registry_events::event::{ItemClosed, ProfileEvent};
use registry_events::ids::{ItemId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Decimal, Text, Value, ValueType};

use super::super::rules::{self, Touched};
use super::super::validate;
use super::{
    Changes, ClaimInput, CloseInput, FieldInput, ItemInput, Known, OpenInput, Said, opening,
};
use crate::command::{as_said, problem_of_numbers, reason_problem, unknown_country};
use crate::day::happened;
use crate::name::is_readable;
use crate::profile::CurrentClaim;
use crate::rejection::{Problem, Rejection};

/// The fields a cluster is listed under.
const CLUSTER_NAMES: [&str; 2] = ["official_name", "display_name"];

/// The state of checking one request.
pub(super) struct Work<'a> {
    pub(super) known: Known<'a>,
    labels: BTreeMap<&'a str, ItemPath>,
    touched: Touched,
    pub(super) problems: Vec<Problem>,
    replaced: Option<Rejection>,
}

impl<'a> Work<'a> {
    /// Gives each item to open its number first, so that statements can refer to all of them.
    pub(super) fn new(changes: &'a Changes, known: Known<'a>) -> Self {
        let (labels, touched) = (BTreeMap::new(), Touched::default());
        let mut work = Self { known, labels, touched, problems: Vec::new(), replaced: None };
        for (index, open) in changes.open.iter().enumerate() {
            let Some(label) = &open.label else { continue };
            let item = work.item_of(index, open);
            if work.labels.insert(label, item).is_some() {
                let at = format!("/open/{index}/label");
                work.problems.push(Problem::new(at, "list.repeats"));
            }
        }
        work
    }

    /// The item that the statement of an index opens.
    fn item_of(&self, index: usize, open: &OpenInput) -> ItemPath {
        let offset = u32::try_from(index).unwrap_or(u32::MAX);
        let number = self.known.profile.next_item().0.saturating_add(offset);
        ItemPath { collection: open.collection.clone(), item: ItemId(number) }
    }

    pub(super) fn open_items(&mut self, changes: &Changes) -> Vec<ProfileEvent> {
        let items = changes.open.iter().enumerate();
        items.filter_map(|(index, open)| self.open_item(index, open)).flatten().collect()
    }

    fn open_item(&mut self, index: usize, open: &OpenInput) -> Option<Vec<ProfileEvent>> {
        let pointer = format!("/open/{index}");
        if self.known.in_force.catalogue.collection(open.collection.as_str()).is_none() {
            let problem = Problem::new(format!("{pointer}/collection"), "collection.unknown");
            self.problems.push(problem.with(&open.collection));
            return None;
        }
        let item = self.item_of(index, open);
        let claims = self.claims_of_item(&pointer, &item, &open.claims);
        self.touched.items.insert(item.clone(), pointer);
        Some(opening(item, &claims))
    }

    fn claims_of_item(&mut self, at: &str, item: &ItemPath, given: &[FieldInput]) -> Vec<Claim> {
        let mut seen = BTreeSet::new();
        let mut claims = Vec::new();
        for (index, input) in given.iter().enumerate() {
            let pointer = format!("{at}/claims/{index}");
            let input = of_item(item, input);
            if seen.insert(input.path.clone()) {
                claims.extend(self.claim(&pointer, &pointer, &input, None));
            } else {
                self.problems.push(Problem::new(pointer, "claim.stated-twice").with(&input.path));
            }
        }
        let needed = self.known.in_force.catalogue.item_fields(item.collection.as_str());
        for field in needed.filter(|field| field.needed) {
            if !given.iter().any(|input| input.field == field.key) {
                self.problems.push(Problem::new(at, "item.field-needed").with(&field.key));
            }
        }
        self.age(&mut claims);
        claims
    }

    pub(super) fn state_claims(&mut self, changes: &Changes) -> Vec<Claim> {
        let mut seen = BTreeSet::new();
        let mut claims = Vec::new();
        for (index, input) in changes.claims.iter().enumerate() {
            let pointer = format!("/claims/{index}");
            let path = format!("{pointer}/path");
            if !seen.insert(&input.path) {
                let problem = Problem::new(path, "claim.stated-twice");
                self.problems.push(problem.with(&input.path));
            } else if self.touch(&pointer, &path, input) {
                let current = self.current(input);
                claims.extend(self.claim(&pointer, &path, input, current));
            }
        }
        let titles = self.titles_that_age_anew(&mut claims);
        claims.extend(titles);
        self.age(&mut claims);
        claims
    }

    /// Takes back that there is nothing in a list whose first item begins.
    pub(super) fn lists_begun(&self, changes: &Changes) -> Vec<Claim> {
        let lists: BTreeSet<_> = changes.open.iter().map(|open| &open.collection).collect();
        let begun = |list: &Code| {
            let path = FieldPath::of_cluster(list.clone());
            let before = self.known.profile.claim(&path)?;
            let is_said = changes.touches(list.as_str());
            let stands = before.claim.stated != Stated::Absent(Absence::NotProvided);
            (stands && !is_said).then(|| Claim {
                path,
                stated: Stated::Absent(Absence::NotProvided),
                kind: ClaimKind::Change,
                described_on: None,
                source: Source::OWN,
                evidence: Vec::new(),
                holds_until: None,
                awaits_until: None,
                replaces: Some(before.version),
            })
        };
        lists.into_iter().filter_map(begun).collect()
    }

    /// Notes that a field or an item is touched; `false` when the item isn't open.
    fn touch(&mut self, pointer: &str, path: &str, input: &ClaimInput) -> bool {
        let Some(item) = &input.path.item else {
            self.touched.fields.insert(input.path.field.clone(), pointer.into());
            return true;
        };
        if !self.known.profile.is_open(item) {
            self.problems.push(Problem::new(path, "item.not-open").with(item));
            return false;
        }
        self.touched.items.entry(item.clone()).or_insert_with(|| pointer.into());
        true
    }

    /// The version of the current claim; notes it when the request meant to replace another one.
    fn current(&mut self, input: &ClaimInput) -> Option<StreamVersion> {
        let current = self.known.profile.claim(&input.path);
        let actual = current.map(|current| current.version);
        if input.replaces.is_some() && input.replaces != actual && self.replaced.is_none() {
            self.replaced = Some(Rejection::ClaimReplaced {
                path: input.path.clone(),
                expected: input.replaces,
                actual,
                current: current.map(|current| Box::new(self.known.profile.told(current))),
                proposed: self.proposed(&input.said).map(Box::new),
            });
        }
        actual
    }

    /// What a request wants to say, as a claim would say it.
    fn proposed(&self, said: &Said) -> Option<Stated> {
        let value = match said {
            Said::Value(value) => value.clone(),
            Said::Organisation(named) => Value::NamedOrganisation(named.clone()),
            Said::Items(items) => {
                let numbers = items.iter().map(|item| self.number(item, None));
                Value::Items(numbers.collect::<Option<_>>()?)
            }
            Said::Absent(absence) => return Some(Stated::Absent(*absence)),
        };
        Some(Stated::Value(value))
    }

    /// The claim that follows from a statement at `pointer`, whose field is named at `path`.
    fn claim(
        &mut self,
        pointer: &str,
        path: &str,
        input: &ClaimInput,
        replaces: Option<StreamVersion>,
    ) -> Option<Claim> {
        let Some(field) = self.known.in_force.catalogue.field(&input.path) else {
            self.problems.push(Problem::new(path, "field.unknown").with(&input.path));
            return None;
        };
        let stated = self.stated(&format!("{pointer}/value"), field, &input.said);
        self.check_dates(pointer, field, input);
        let stated = stated?;
        let before = self.said_before(&input.path, &stated);
        if before.is_some_and(|before| self.known.profile.is_masked_alone(before)) {
            self.problems.push(Problem::new(pointer, "claim.masked").with(&input.path));
            return None;
        }
        let awaits_until = match before {
            Some(_) => None,
            None => self.awaits_until(replaces, &input.path),
        };
        Some(Claim {
            path: input.path.clone(),
            stated,
            kind: input.kind,
            described_on: input.described_on,
            source: input.source.clone(),
            evidence: input.evidence.clone(),
            holds_until: None,
            awaits_until,
            replaces,
        })
    }

    /// The claim that says the same already. What is withheld can have changed though it is withheld
    /// again.
    fn said_before(&self, path: &FieldPath, stated: &Stated) -> Option<&CurrentClaim> {
        stated.value()?;
        self.known.profile.claim(path).filter(|before| before.claim.stated == *stated)
    }

    /// Until when the confirmations of the value before still count, where it has any. Those that it
    /// kept itself don't count longer for another change.
    pub(super) fn awaits_until(
        &self,
        replaces: Option<StreamVersion>,
        path: &FieldPath,
    ) -> Option<Date> {
        replaces?;
        let days = self.known.in_force.rulebook.limits().kept_confirmation_days;
        self.known.profile.claim(path)?.passed_on_until(self.known.today, days)
    }

    fn stated(&mut self, at: &str, field: &Field, said: &Said) -> Option<Stated> {
        let stated = match said {
            Said::Absent(Absence::NotProvided) if field.is_a_list() => {
                Ok(Stated::Absent(Absence::NotProvided))
            }
            Said::Absent(absence) if field.needed && !validate::may_be(field, *absence) => {
                Err(Problem::new(at, "claim.needed").with(&field.key))
            }
            Said::Absent(Absence::Zero) if !can_be_zero(field) => {
                Err(Problem::new(at, "claim.not-countable").with(&field.key))
            }
            Said::Absent(absence) => Ok(Stated::Absent(*absence)),
            _ if field.is_a_list() => Err(Problem::new(at, "list.by-items").with(&field.key)),
            said => self.value(field, said).map(Stated::Value),
        };
        stated.map_err(|problem| self.problems.push(Problem { pointer: at.into(), ..problem })).ok()
    }

    /// The value that is said, checked by itself; the problem's place is filled in by the caller.
    fn value(&self, field: &Field, said: &Said) -> Result<Value, Problem> {
        self.check_name(field, said)?;
        let problem = |code| Problem::new("", code);
        let value = match (said, said.named_organisation()) {
            (_, Some(named)) => (self.known.organisations)(named).map_err(problem)?,
            (Said::Items(items), None) => self.items(field, items)?,
            (Said::Value(value), None) => self.referring(field, value)?,
            (Said::Organisation(_) | Said::Absent(_), None) => return Err(problem("value.type")),
        };
        validate::value(field, &value, self.known.in_force, self.known.today)?;
        Ok(value)
    }

    /// Refuses a name that nobody can read, and numbers that no organisation of that name has.
    fn check_name(&self, field: &Field, said: &Said) -> Result<(), Problem> {
        let problem = |code| Problem::new("", code);
        if let Some(code) = said.named_organisation().and_then(problem_of_numbers) {
            return Err(problem(code));
        }
        let numbers = said.named_organisation().map(|named| &named.identifiers);
        let dictionaries = self.known.in_force.dictionaries;
        if let Some(country) = unknown_country(numbers.into_iter().flatten(), dictionaries) {
            return Err(country);
        }
        if names(field, said).is_some_and(|name| !is_readable(name)) {
            return Err(problem("name.unreadable"));
        }
        Ok(())
    }

    /// A value as it is recorded, where what it refers to is there.
    fn referring(&self, field: &Field, value: &Value) -> Result<Value, Problem> {
        let problem = |code| Problem::new("", code);
        match value {
            Value::Organisation(id) if !(self.known.is_registered)(*id) => {
                Err(problem("organisation.unknown").with(id))
            }
            Value::Cluster(id) if self.known.cluster == Some(*id) => Err(problem("cluster.itself")),
            Value::Cluster(id) if !(self.known.is_listed)(*id) => {
                Err(problem("cluster.unknown").with(id))
            }
            Value::Text(text) if field.is_one_line() => Ok(Value::Text(text.on_one_line())),
            value => Ok(value.clone()),
        }
    }

    fn items(&self, field: &Field, items: &[ItemInput]) -> Result<Value, Problem> {
        let numbers = items.iter().map(|item| {
            let number = self.number(item, Some(field));
            number.ok_or_else(|| Problem::new("", "item.label-unknown"))
        });
        Ok(Value::Items(numbers.collect::<Result<_, _>>()?))
    }

    /// The number of an item; a label must be one of the collection that the field refers to.
    fn number(&self, item: &ItemInput, field: Option<&Field>) -> Option<ItemId> {
        match item {
            ItemInput::Number(number) => Some(*number),
            ItemInput::Label(label) => {
                let path = self.labels.get(label.as_str())?;
                let fits = |field: &Field| field.items_of.as_ref() == Some(&path.collection);
                field.is_none_or(fits).then_some(path.item)
            }
        }
    }

    fn check_dates(&mut self, pointer: &str, field: &Field, input: &ClaimInput) {
        let at = format!("{pointer}/described_on");
        if input.described_on.is_none() && field.dated && !matches!(input.said, Said::Absent(_)) {
            self.problems.push(Problem::new(at.as_str(), "claim.date-needed").with(&field.key));
        }
        self.check_happened(&at, input.described_on);
        self.check_happened(&format!("{pointer}/source/retrieved_on"), input.source.retrieved_on);
    }

    fn check_happened(&mut self, at: &str, day: Option<Date>) {
        let problem = day.and_then(|day| happened(at, day, self.known.today));
        self.problems.extend(problem);
    }

    pub(super) fn close_items(&mut self, changes: &Changes) -> Vec<ProfileEvent> {
        let mut seen = BTreeSet::new();
        let mut events = Vec::new();
        for (index, close) in changes.close.iter().enumerate() {
            let pointer = format!("/close/{index}");
            if !seen.insert(&close.item) || !self.known.profile.is_open(&close.item) {
                let problem = Problem::new(format!("{pointer}/path"), "item.not-open");
                self.problems.push(problem.with(&close.item));
                continue;
            }
            self.check_close(&pointer, close);
            self.touched.items.insert(close.item.clone(), pointer);
            events.push(ProfileEvent::ItemClosed(ItemClosed {
                item: close.item.clone(),
                closed_on: close.closed_on,
                reason: close.reason.as_deref().map(as_said),
            }));
        }
        events
    }

    fn check_close(&mut self, pointer: &str, close: &CloseInput) {
        self.check_happened(&format!("{pointer}/on"), close.closed_on);
        let reason = close.reason.as_deref();
        let at = format!("{pointer}/reason");
        self.problems.extend(reason.and_then(|reason| reason_problem(&at, reason)));
    }

    /// The events, unless something stands against them. The profile as it would be is looked at
    /// only when each statement by itself is right.
    pub(super) fn finish(
        mut self,
        events: Vec<ProfileEvent>,
    ) -> Result<Vec<ProfileEvent>, Rejection> {
        if self.problems.is_empty() {
            let after = self.known.profile.after(&events);
            let catalogue = self.known.in_force.catalogue;
            let today = Some(self.known.today);
            self.problems = rules::outcome(&after, catalogue, &self.touched, today);
        }
        if !self.problems.is_empty() {
            return Err(Rejection::Invalid(self.problems));
        }
        self.replaced.map_or(Ok(events), Err)
    }
}

/// The name that a statement gives the cluster or an organisation.
fn names<'s>(field: &Field, said: &'s Said) -> Option<&'s Text> {
    let is_of_cluster = field.collection.is_none() && CLUSTER_NAMES.contains(&field.key.as_str());
    match said {
        Said::Value(Value::Text(name)) if is_of_cluster => Some(name),
        said => said.named_organisation().map(|named| &named.name),
    }
}

/// A statement about an item that is being opened, as one about a field.
fn of_item(item: &ItemPath, input: &FieldInput) -> ClaimInput {
    ClaimInput {
        path: FieldPath { item: Some(item.clone()), field: input.field.clone() },
        said: input.said.clone(),
        described_on: input.described_on,
        kind: ClaimKind::Change,
        source: input.source.clone(),
        evidence: input.evidence.clone(),
        replaces: None,
    }
}

/// Whether a field can say that there are none: what is counted, measured or listed, and isn't bound
/// to be more.
fn can_be_zero(field: &Field) -> bool {
    match field.value_type {
        ValueType::Integer | ValueType::Decimal | ValueType::Money => {
            field.bounds.min.is_none_or(|least| least <= Decimal::ZERO)
        }
        ValueType::Codes
        | ValueType::Items
        | ValueType::Texts
        | ValueType::Urls
        | ValueType::Shares => true,
        _ => false,
    }
}
