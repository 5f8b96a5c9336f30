//! How a field or a list of a profile stands, for who fills it in.

use registry_core::profile::{CurrentClaim, Profile};
use registry_events::catalogue::Collection;
use registry_events::claim::{Absence, Stated};

/// How a part of a profile stands, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// Заполнено.
    Filled,
    /// Неприменимо.
    NotApplicable,
    /// Ожидает подтверждения.
    Awaiting,
    /// Нужно обновить.
    Stale,
    /// Оспаривается.
    Disputed,
    /// Не представлено.
    NotProvided,
}

impl Stand {
    /// All of them, in the order in which they are told.
    pub(super) const ALL: [Self; 6] = [
        Self::Filled,
        Self::Stale,
        Self::Disputed,
        Self::Awaiting,
        Self::NotProvided,
        Self::NotApplicable,
    ];

    /// Its key, which chooses its words and its look.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Filled => "stand-filled",
            Self::NotApplicable => "stand-not-applicable",
            Self::Awaiting => "stand-awaiting",
            Self::Stale => "stand-stale",
            Self::Disputed => "stand-disputed",
            Self::NotProvided => "stand-not-provided",
        }
    }

    /// Of a field.
    pub(super) fn of(current: Option<&CurrentClaim>) -> Self {
        let Some(current) = current else { return Self::NotProvided };
        match current.claim.stated {
            Stated::Absent(Absence::NotProvided) => Self::NotProvided,
            Stated::Absent(Absence::NotApplicable) => Self::NotApplicable,
            _ if current.disputed => Self::Disputed,
            _ if current.lapsed => Self::Stale,
            _ if current.awaits_until().is_some() => Self::Awaiting,
            _ => Self::Filled,
        }
    }

    /// Of a list: the worst of what is stated of its open items; what an item leaves out is no fault
    /// of the list. Without any it stands as what is said of the whole of it.
    pub(super) fn of_list(profile: &Profile, list: &Collection) -> Self {
        let mut items = profile.open_items(list.key.as_str()).peekable();
        if items.peek().is_none() {
            return Self::of(profile.cluster_claim(list.key.as_str()));
        }
        let stands = items.flat_map(|item| item.claims().map(|claim| Self::of(Some(claim))));
        let told = stands.filter(|stand| !matches!(stand, Self::NotProvided | Self::NotApplicable));
        told.max().unwrap_or(Self::Filled)
    }
}
