//! What one cluster says of one field or list.

use std::collections::BTreeMap;

use registry_events::catalogue::Field;
use registry_events::claim::Absence;
use registry_events::value::{Code, Decimal, Value, ValueType};
use registry_projections::card::{Card, CurrentClaim, Item};
use registry_projections::measures::Share as Measured;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::read::lens::{Lens, Seen};
use crate::read::parts::{Bilingual, Labelled, Share};
use crate::read::row::labelled;
use crate::read::value::ValueShown;
use crate::words::value::Speaker;
use crate::words::{in_both, terms};

/// What a cluster says of a row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CellCompared {
    /// The value as natural JSON; null when there is none, and of a list.
    #[schema(value_type = Option<Object>)]
    pub value: Option<Json>,
    /// Why there is none: `not_provided`, `not_applicable`, `withheld` or `zero`.
    pub absence: Option<&'static str>,
    /// What people read.
    pub text: Bilingual,
    /// The codes of the value, with what they mean.
    pub codes: Vec<Labelled>,
    /// How many open items there are, or state this field; null where the list isn't provided.
    pub count: Option<usize>,
    /// How many of the open items state this field.
    pub share: Option<Share>,
    /// How many items state each code.
    pub terms: Vec<TermCount>,
    /// How well the value is supported.
    pub corroboration: Option<&'static str>,
    /// Whether it neither lapsed nor is disputed; null where nothing is stated.
    pub counts: Option<bool>,
    /// What keeps it from counting: `disputed`, `lapsed`.
    pub hindered_by: Vec<&'static str>,
}

/// How many items state a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermCount {
    /// The code.
    pub term: Labelled,
    /// How many items state it.
    pub count: u32,
    /// Of all open items.
    pub share: Share,
}

/// What kind of row a field of the cluster makes.
pub(super) const fn kind(field: &Field) -> &'static str {
    match field.value_type {
        ValueType::Integer | ValueType::Decimal | ValueType::Year => "number",
        ValueType::Code | ValueType::Codes => "code",
        _ => "text",
    }
}

/// The number that a card's field says to everybody while it counts; an explicit «нет» is 0.
pub(super) fn number(card: &Card, field: &str, lens: &Lens<'_>) -> Option<Decimal> {
    match lens.seen(&card.fields().get(field).filter(|claim| claim.counts())?.claim) {
        Seen::Value(Value::Integer(number)) => Some(Decimal::from(*number)),
        Seen::Value(Value::Decimal(number)) => Some(*number),
        Seen::Value(Value::Year(year)) => Some(Decimal::from(year.get())),
        Seen::Absent(Absence::Zero) => Some(Decimal::ZERO),
        Seen::Value(_) | Seen::Absent(_) => None,
    }
}

/// How many open items of a list count: what says which thing such an item is neither lapsed nor is
/// disputed.
pub(super) fn counted_items(card: &Card, list: &str, named: &str) -> usize {
    let counts = |item: &&Item| item.claims.get(named).is_none_or(CurrentClaim::counts);
    card.open_items(list).filter(counts).count()
}

impl CellCompared {
    fn absent(absence: Absence) -> Self {
        Self {
            value: None,
            absence: Some(absence.key()),
            text: terms::absence(absence).into(),
            codes: Vec::new(),
            count: None,
            share: None,
            terms: Vec::new(),
            corroboration: None,
            counts: None,
            hindered_by: Vec::new(),
        }
    }

    /// A field of the cluster itself.
    pub(super) fn of_field(card: &Card, field: &Field, lens: &Lens<'_>) -> Self {
        let claim = card.fields().get(field.key.as_str());
        claim.map_or(Self::absent(Absence::NotProvided), |claim| {
            Self::of_claim(claim, card, field, lens)
        })
    }

    fn of_claim(current: &CurrentClaim, card: &Card, field: &Field, lens: &Lens<'_>) -> Self {
        let supported = Self {
            corroboration: Some(current.corroboration().key()),
            counts: Some(current.counts()),
            hindered_by: hindrances(current),
            ..Self::absent(Absence::NotProvided)
        };
        let speaker = |language| Speaker { lens: *lens, card: Some(card), language };
        // Of what the law hides it says since when, as card and history do.
        let text = in_both(|language| speaker(language).claim(&current.claim)).into();
        match lens.seen(&current.claim) {
            Seen::Absent(absence) => Self { absence: Some(absence.key()), text, ..supported },
            Seen::Value(value) => Self {
                value: serde_json::to_value(ValueShown::of(value, lens)).ok(),
                absence: None,
                text,
                codes: codes(value).map(|code| meaning(field, code, lens)).collect(),
                ..supported
            },
        }
    }

    /// A list: its open items, counted.
    pub(super) fn of_list(card: &Card, key: &str) -> Self {
        match card.open_items(key).count() {
            0 => Self::absent(Absence::NotProvided),
            count => Self {
                absence: None,
                text: in_both(|_| count.to_string()).into(),
                count: Some(count),
                ..Self::absent(Absence::NotProvided)
            },
        }
    }

    /// A field of the items of a list: how many state it, and each of its codes.
    pub(super) fn of_items(card: &Card, key: &str, field: &Field, lens: &Lens<'_>) -> Self {
        let items: Vec<_> = card.open_items(key).collect();
        if items.is_empty() {
            return Self::absent(Absence::NotProvided);
        }
        let values: Vec<_> = items.iter().filter_map(|item| said(item, field, lens)).collect();
        let text = in_both(|_| format!("{}/{}", values.len(), items.len()));
        Self {
            absence: None,
            text: text.into(),
            count: Some(values.len()),
            share: Some(share(values.len(), items.len())),
            terms: term_counts(&values, items.len(), field, lens),
            ..Self::absent(Absence::NotProvided)
        }
    }
}

fn said<'i>(item: &'i Item, field: &Field, lens: &Lens<'_>) -> Option<&'i Value> {
    match lens.seen(&item.claims.get(field.key.as_str())?.claim) {
        Seen::Value(value) => Some(value),
        Seen::Absent(_) => None,
    }
}

fn term_counts(values: &[&Value], items: usize, field: &Field, lens: &Lens<'_>) -> Vec<TermCount> {
    let mut counts: BTreeMap<&Code, u32> = BTreeMap::new();
    for code in values.iter().flat_map(|value| codes(value)) {
        *counts.entry(code).or_default() += 1;
    }
    let order = field.dictionary.as_ref().map(|key| lens.terms(key.as_str())).unwrap_or_default();
    let place = |code: &Code| order.iter().position(|known| known == code).unwrap_or(usize::MAX);
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(code, _)| (place(code), *code));
    let term = |(code, count): (&Code, u32)| TermCount {
        term: meaning(field, code, lens),
        count,
        share: share(usize::try_from(count).unwrap_or(usize::MAX), items),
    };
    counts.into_iter().map(term).collect()
}

/// Whether a claim is disputed, and whether it lapsed.
fn hindrances(current: &CurrentClaim) -> Vec<&'static str> {
    let disputed = current.disputed.is_some().then_some("disputed");
    disputed.into_iter().chain(current.lapsed.is_some().then_some("lapsed")).collect()
}

/// The codes that a value is made of.
fn codes(value: &Value) -> Box<dyn Iterator<Item = &Code> + '_> {
    match value {
        Value::Code(code) => Box::new(std::iter::once(code)),
        Value::Codes(codes) => Box::new(codes.iter()),
        Value::Shares(shares) => Box::new(shares.iter().map(|share| &share.code)),
        _ => Box::new(std::iter::empty()),
    }
}

fn meaning(field: &Field, code: &Code, lens: &Lens<'_>) -> Labelled {
    labelled(field.dictionary.as_ref().map_or("", Code::as_str), code, lens)
}

fn share(parts: usize, of: usize) -> Share {
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Measured { parts: whole(parts), of: whole(of) }.into()
}
