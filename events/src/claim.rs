//! Claims: somebody states a value, or its explicit absence, for one field.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::DocumentRef;
use crate::ids::StreamVersion;
use crate::path::FieldPath;
use crate::seal::Sealed;
use crate::value::{Value, WebUrl};

/// A statement about one field, with its envelope.
///
/// A claim is named by its path and the stream version of the event that stated it ([`ClaimRef`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Which field.
    pub path: FieldPath,
    /// What is said of it.
    pub stated: Stated,
    /// Whether it became so, or had been so.
    pub kind: ClaimKind,
    /// The day the fact describes.
    pub described_on: Option<Date>,
    /// Where the claimant has it from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Until when the claim holds before it lapses; a later edition doesn't move it.
    pub holds_until: Option<Date>,
    /// The version of the claim it replaces, when there was one.
    pub replaces: Option<StreamVersion>,
    /// Until when the confirmations of the claim it replaces still count, when there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits_until: Option<Date>,
}

/// What a claim says: a value, why there is none, or a value only some may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// A value in the clear.
    Value(Value),
    /// Explicitly no value.
    Absent(Absence),
    /// A value under a key of its subject.
    Sealed(Sealed),
}

impl Stated {
    /// The value, when it stands in the clear.
    pub const fn value(&self) -> Option<&Value> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    /// Whether it says what another one says, as far as anybody can tell: sealed values can't be
    /// compared, so each may say what any other does.
    pub fn may_repeat(&self, other: &Self) -> bool {
        self == other || matches!((self, other), (Self::Sealed(_), Self::Sealed(_)))
    }
}

/// Why there is no value; the four are never drawn as zero but the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// «Не представлено».
    NotProvided,
    /// «Неприменимо».
    NotApplicable,
    /// «Не раскрывается».
    Withheld,
    /// «Нет»: there is none, and that is known.
    Zero,
}

impl Absence {
    /// Finds an absence by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::NotProvided, Self::NotApplicable, Self::Withheld, Self::Zero]
            .into_iter()
            .find(|absence| absence.key() == key)
    }

    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotProvided => "not_provided",
            Self::NotApplicable => "not_applicable",
            Self::Withheld => "withheld",
            Self::Zero => "zero",
        }
    }
}

/// Whether the world changed or the record was wrong; both stay in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// It became so.
    Change,
    /// It had been so.
    Correction,
}

/// What kind of source a claimant names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceType {
    /// The claimant itself.
    #[serde(rename = "self")]
    Own,
    /// A document.
    Document,
    /// A public register.
    Register,
    /// The press.
    Press,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The kind of source.
    #[serde(rename = "type")]
    pub source_type: SourceType,
    /// Where it can be seen.
    pub url: Option<WebUrl>,
    /// When it was looked up.
    pub retrieved_on: Option<Date>,
}

impl Source {
    /// The claimant itself.
    pub const OWN: Self = Self { source_type: SourceType::Own, url: None, retrieved_on: None };
}

/// What shows that a claim is true.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A public address.
    Link(WebUrl),
    /// A document the registry keeps, by its digest.
    Document(DocumentRef),
}

impl Claim {
    /// Whether it only says again what the claim before it says, and so has its confirmations for
    /// good. One that keeps them until a day may say something new, be it in the same words: a figure
    /// that is withheld again, a title of another period.
    pub fn renews(&self, before: &Self) -> bool {
        self.stated == before.stated && self.awaits_until.is_none()
    }
}

/// Names a claim: its path and the version of the event that stated it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimRef {
    /// Which field.
    pub path: FieldPath,
    /// The version of the event that stated it.
    pub version: StreamVersion,
}

/// How a confirmer stands to the cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// A participant of the cluster.
    Participant,
    /// A partner of the cluster, or the cluster at the other end of a link.
    Partner,
    /// The cluster development centre of the cluster's region.
    Ckr,
    /// An authority of the cluster's region.
    Region,
    /// An officer of the registry who saw the original.
    Officer,
    /// An officer who matched a public register.
    Register,
}

impl Relation {
    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Partner => "partner",
            Self::Ckr => "ckr",
            Self::Region => "region",
            Self::Officer => "officer",
            Self::Register => "register",
        }
    }
}

/// How well a claim is supported; each step contains the one before.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Corroboration {
    /// Said by the cluster.
    #[default]
    SelfDeclared,
    /// With a document or link of the claimant.
    Documented,
    /// Confirmed by one entitled second party.
    PartiallyCorroborated,
    /// Matched with a register or an original, or confirmed by second parties of two relations.
    FullyCorroborated,
}

impl Corroboration {
    /// The degree as a number from 0 to 3, as facts carry it.
    pub const fn degree(self) -> i64 {
        match self {
            Self::SelfDeclared => 0,
            Self::Documented => 1,
            Self::PartiallyCorroborated => 2,
            Self::FullyCorroborated => 3,
        }
    }

    /// The degree that follows from a claim's evidence and its standing confirmations.
    pub fn of(documented: bool, relations: impl IntoIterator<Item = Relation>) -> Self {
        let mut first = None;
        for relation in relations {
            let decisive = matches!(relation, Relation::Officer | Relation::Register);
            if decisive || first.is_some_and(|first| first != relation) {
                return Self::FullyCorroborated;
            }
            first = Some(relation);
        }
        match (first, documented) {
            (Some(_), _) => Self::PartiallyCorroborated,
            (None, true) => Self::Documented,
            (None, false) => Self::SelfDeclared,
        }
    }

    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SelfDeclared => "self_declared",
            Self::Documented => "documented",
            Self::PartiallyCorroborated => "partially_corroborated",
            Self::FullyCorroborated => "fully_corroborated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_participants_are_one_relation_and_confirm_in_part() {
        let degree = Corroboration::of(false, [Relation::Participant, Relation::Participant]);
        assert_eq!(degree, Corroboration::PartiallyCorroborated);
    }

    #[test]
    fn second_parties_of_two_relations_confirm_fully() {
        let degree = Corroboration::of(false, [Relation::Participant, Relation::Ckr]);
        assert_eq!(degree, Corroboration::FullyCorroborated);
    }

    #[test]
    fn an_officer_who_saw_the_original_confirms_fully() {
        assert_eq!(Corroboration::of(true, [Relation::Officer]), Corroboration::FullyCorroborated);
    }

    #[test]
    fn a_link_alone_documents() {
        assert_eq!(Corroboration::of(true, []), Corroboration::Documented);
        assert_eq!(Corroboration::of(false, []), Corroboration::SelfDeclared);
    }
}
