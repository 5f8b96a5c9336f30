//! Values as natural JSON, the same shape in which a request states them; and the keys of codes.

use std::sync::Arc;

use registry_events::actor::Basis;
use registry_events::catalogue::{LevelMark, Visibility};
use registry_events::claim::{ClaimKind, SourceType};
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::{Language, PointPrecision, Text, Value};
use registry_projections::name::Name;
use serde::{Serialize, Serializer};

use super::lens::Lens;
use super::parts::IdentifierShown;
pub use crate::http::json_value::number as number_of;
use crate::http::json_value::{Natural, NaturalText};

/// A value that is written as natural JSON; an organisation comes with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ValueShown<'v> {
    /// An organisation.
    Organisation {
        /// Its id.
        id: OrganisationId,
        /// Its name at the position of the answer.
        #[serde(serialize_with = "natural_name")]
        name: Arc<Name>,
    },
    /// An organisation that has no id yet.
    NamedOrganisation {
        /// Its numbers, but those of a natural person.
        identifiers: Vec<IdentifierShown>,
        /// Its name.
        name: NaturalText<'v>,
    },
    /// Another cluster of the registry.
    Cluster {
        /// Its id.
        id: ClusterId,
        /// Its shown name at the position of the answer.
        name: Text,
    },
    /// Any other value.
    Plain(Natural<'v>),
}

impl<'v> ValueShown<'v> {
    /// A value with the names of the lens.
    pub fn of(value: &'v Value, lens: &Lens<'_>) -> Self {
        match value {
            Value::Organisation(id) => {
                Self::Organisation { id: *id, name: lens.organisation_name(*id) }
            }
            Value::NamedOrganisation(named) => Self::NamedOrganisation {
                identifiers: IdentifierShown::public(&named.identifiers),
                name: NaturalText(&named.name),
            },
            Value::Cluster(id) => Self::Cluster { id: *id, name: lens.cluster(*id) },
            Value::Text(_)
            | Value::Integer(_)
            | Value::Decimal(_)
            | Value::Date(_)
            | Value::Year(_)
            | Value::Url(_)
            | Value::Email(_)
            | Value::Phone(_)
            | Value::Money(_)
            | Value::Flag(_)
            | Value::Code(_)
            | Value::Codes(_)
            | Value::Point(_)
            | Value::Items(_)
            | Value::Texts(_)
            | Value::Urls(_)
            | Value::Ratings(_)
            | Value::Shares(_)
            | Value::Address(_)
            | Value::File(_) => Self::Plain(Natural(value)),
        }
    }
}

fn natural_name<S: Serializer>(name: &Name, serializer: S) -> Result<S::Ok, S::Error> {
    NaturalText(&name.text).serialize(serializer)
}

/// The key of a point's precision.
pub const fn precision_key(precision: PointPrecision) -> &'static str {
    match precision {
        PointPrecision::Exact => "exact",
        PointPrecision::Locality => "locality",
        PointPrecision::RegionCentroid => "region_centroid",
    }
}

/// The key of a right's basis.
pub const fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::WorkMailbox => "work_mailbox",
        Basis::Letter => "letter",
        Basis::Office => "office",
        Basis::Program => "program",
    }
}

/// The key of a claim's kind.
pub const fn kind_key(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Change => "change",
        ClaimKind::Correction => "correction",
    }
}

/// The key of a source's type.
pub const fn source_key(source: SourceType) -> &'static str {
    match source {
        SourceType::Own => "self",
        SourceType::Document => "document",
        SourceType::Register => "register",
        SourceType::Press => "press",
    }
}

/// The key of who may see a field.
pub const fn visibility_key(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Registered => "registered",
        Visibility::Officer => "officer",
    }
}

/// The key of a level mark.
pub const fn mark_key(mark: LevelMark) -> &'static str {
    match mark {
        LevelMark::Required => "required",
        LevelMark::Medium => "medium",
        LevelMark::High => "high",
        LevelMark::Optional => "optional",
    }
}

/// The key of a language.
pub const fn language_key(language: Language) -> &'static str {
    match language {
        Language::Ru => "ru",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use registry_events::value::Decimal;
    use serde_json::{Value as Json, json};

    use super::*;

    #[test]
    fn keys_are_those_of_the_log() {
        let same = |value: Json, key: &str| assert_eq!(value, json!(key));
        same(json!(Basis::WorkMailbox), basis_key(Basis::WorkMailbox));
        same(json!(ClaimKind::Correction), kind_key(ClaimKind::Correction));
        same(json!(SourceType::Own), source_key(SourceType::Own));
        same(json!(Visibility::Registered), visibility_key(Visibility::Registered));
        same(json!(LevelMark::Required), mark_key(LevelMark::Required));
        same(json!(PointPrecision::RegionCentroid), precision_key(PointPrecision::RegionCentroid));
    }

    #[test]
    fn a_decimal_is_a_number_without_idle_zeros() {
        assert_eq!(number_of(Decimal::new(9_500, 3)), json!(9.5));
        assert_eq!(number_of(Decimal::new(56_497_746, 6)), json!(56.497_746));
    }
}
