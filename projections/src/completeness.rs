//! «Наполнение»: how a profile stands, section by section: what is filled, what needs to be looked at
//! anew, what is disputed, and what isn't there. A list is one part of its section, as a field is.

use registry_events::catalogue::{Catalogue, Collection, Field};
use registry_events::claim::{Absence, Stated};
use registry_events::value::Code;

use crate::card::{Card, CurrentClaim};

/// How a part of a profile stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartState {
    /// Заполнено.
    Filled,
    /// Нужно обновить: what is stated lapsed.
    Stale,
    /// Оспаривается.
    Disputed,
    /// Не представлено.
    NotProvided,
    /// Неприменимо.
    NotApplicable,
}

/// A part of a profile: a field of the cluster, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'c> {
    /// Its section.
    pub section: &'c Code,
    /// The key of the field or of the list.
    pub key: &'c Code,
    /// How it stands.
    pub state: PartState,
}

impl PartState {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] =
        [Self::Filled, Self::Stale, Self::Disputed, Self::NotProvided, Self::NotApplicable];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Stale => "stale",
            Self::Disputed => "disputed",
            Self::NotProvided => "not_provided",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// Every part of a profile that some fields and lists are looked at of, in the catalogue's order.
pub fn parts<'c>(
    card: &'c Card,
    catalogue: &'c Catalogue,
    looked_at: impl Fn(&Field) -> bool + 'c,
) -> impl Iterator<Item = Part<'c>> {
    let seen = move |field: &&Field| looked_at(field);
    let fields = catalogue.cluster_fields().filter(seen).filter_map(move |field| {
        let state = state_of(card.fields().get(field.key.as_str()));
        Some(Part { section: field.section.as_ref()?, key: &field.key, state })
    });
    let lists = catalogue.collections.iter().map(move |list| Part {
        section: &list.section,
        key: &list.key,
        state: state_of_list(card, list),
    });
    fields.chain(lists)
}

fn state_of(claim: Option<&CurrentClaim>) -> PartState {
    let Some(claim) = claim else { return PartState::NotProvided };
    match claim.claim.stated {
        Stated::Absent(Absence::NotProvided) => PartState::NotProvided,
        Stated::Absent(Absence::NotApplicable) => PartState::NotApplicable,
        _ if claim.disputed.is_some() => PartState::Disputed,
        _ if claim.lapsed.is_some() => PartState::Stale,
        Stated::Value(_)
        | Stated::Sealed(_)
        | Stated::Absent(Absence::Withheld | Absence::Zero) => PartState::Filled,
    }
}

/// A list stands as the worst of what is stated of its open items; without any, as what is said of the
/// whole of it.
fn state_of_list(card: &Card, list: &Collection) -> PartState {
    let mut items = card.open_items(list.key.as_str()).peekable();
    if items.peek().is_none() {
        return state_of(card.fields().get(list.key.as_str()));
    }
    let claims = items.flat_map(|item| item.claims.iter());
    claims.fold(PartState::Filled, |worst, claim| {
        if claim.disputed.is_some() {
            PartState::Disputed
        } else if claim.lapsed.is_some() {
            worst.max(PartState::Stale)
        } else {
            worst
        }
    })
}
