//! Small parts that many answers share: texts, actors, references, shares.

use std::sync::Arc;

use registry_events::actor::{Actor, Authority, Role};
use registry_events::claim::Evidence;
use registry_events::ids::{AccountId, ClusterId, Digest, OrganisationId};
use registry_events::value::{Identifier, Inn, Language, Text};
use registry_projections::measures::Share as Measured;
use registry_projections::name::Name;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::lens::Lens;
use crate::api::write::documents::DocumentBody;
use crate::words::Said;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Bilingual {
    /// In Russian.
    pub ru: Option<String>,
    /// In English.
    pub en: Option<String>,
}

/// An organisation by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedOrganisation {
    /// Its id.
    #[schema(value_type = String)]
    pub id: OrganisationId,
    /// Its name at the position of the answer.
    #[schema(value_type = Bilingual)]
    #[serde(serialize_with = "in_both_languages")]
    pub name: Arc<Name>,
}

/// A cluster by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedCluster {
    /// Its id.
    pub id: String,
    /// Its shown name at the position of the answer.
    pub name: Bilingual,
}

/// A code with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Labelled {
    /// The code.
    pub key: String,
    /// What it means.
    pub label: Bilingual,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActorShown {
    /// The account; the person behind it isn't public.
    #[schema(value_type = String)]
    pub account: AccountId,
    /// The role used for the act.
    #[schema(value_type = String)]
    pub role: Role,
    /// The organisation it spoke for.
    pub organisation: Option<NamedOrganisation>,
    /// By what right.
    pub authority: AuthorityShown,
}

/// By what right somebody speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuthorityShown {
    /// What the right rests on.
    pub basis: &'static str,
    /// The digest of the letter, when there is one.
    #[schema(value_type = Option<String>)]
    pub document: Option<Digest>,
}

/// What shows that a claim is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceShown {
    /// Its kind: `link` or `document`.
    #[serde(rename = "type")]
    pub evidence_type: &'static str,
    /// Where it can be seen.
    pub url: Option<String>,
    /// The document, by its digests; its content is for those who judge it.
    pub document: Option<DocumentBody>,
}

/// So many parts of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Share {
    /// In thousandths, rounded down; null of nothing.
    pub per_mille: Option<u32>,
    /// The parts.
    pub numerator: u32,
    /// The whole.
    pub denominator: u32,
}

/// A number by which a register knows an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IdentifierShown {
    /// `ru-inn`, `ru-ogrn`, or `foreign` for the register of another country.
    pub scheme: &'static str,
    /// The country of a foreign register.
    pub country: Option<String>,
    /// The number.
    pub number: String,
}

impl Bilingual {
    /// The text in one language, else in the other one.
    pub fn in_language(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Ru => (&self.ru, &self.en),
            Language::En => (&self.en, &self.ru),
        };
        first.as_ref().or(second.as_ref()).map_or("", String::as_str)
    }
}

impl Bilingual {
    /// The language in which alone it stands, where that isn't the one asked for.
    pub fn only_in(&self, language: Language) -> Option<&'static str> {
        let other = match language {
            Language::Ru => Language::En,
            Language::En => Language::Ru,
        };
        (!self.has(language)).then(|| crate::http::language::code(other))
    }

    /// Whether it stands in a language.
    pub const fn has(&self, language: Language) -> bool {
        match language {
            Language::Ru => self.ru.is_some(),
            Language::En => self.en.is_some(),
        }
    }
}

impl From<&Text> for Bilingual {
    fn from(text: &Text) -> Self {
        Self { ru: text.ru.clone(), en: text.en.clone() }
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self { ru: text.ru, en: text.en }
    }
}

impl From<Said> for Bilingual {
    fn from(said: Said) -> Self {
        Self { ru: Some(said.ru.into()), en: Some(said.en.into()) }
    }
}

impl NamedOrganisation {
    /// An organisation as it was called at the lens's position.
    pub fn of(id: OrganisationId, lens: &Lens<'_>) -> Self {
        Self { id, name: lens.organisation_name(id) }
    }

    /// Its name in one language, else in the other one.
    pub fn in_language(&self, language: Language) -> &str {
        self.name.text.in_language_or_other(language)
    }
}

/// A name as [`Bilingual`] has it.
fn in_both_languages<S: Serializer>(name: &Name, serializer: S) -> Result<S::Ok, S::Error> {
    name.text.serialize(serializer)
}

impl NamedCluster {
    /// A cluster as it was called at the lens's position.
    pub fn of(id: ClusterId, lens: &Lens<'_>) -> Self {
        Self { id: id.to_string(), name: lens.cluster(id).into() }
    }
}

impl ActorShown {
    /// An actor with the name of its organisation.
    pub fn of(actor: &Actor, lens: &Lens<'_>) -> Self {
        Self {
            account: actor.account,
            role: actor.role,
            organisation: actor.organisation.map(|id| NamedOrganisation::of(id, lens)),
            authority: (&actor.authority).into(),
        }
    }
}

impl From<&Authority> for AuthorityShown {
    fn from(authority: &Authority) -> Self {
        Self { basis: super::value::basis_key(authority.basis), document: authority.document }
    }
}

impl From<&Evidence> for EvidenceShown {
    fn from(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Link(url) => {
                Self { evidence_type: "link", url: Some(url.to_string()), document: None }
            }
            Evidence::Document(document) => {
                Self { evidence_type: "document", url: None, document: Some(document.into()) }
            }
        }
    }
}

impl EvidenceShown {
    /// Several pieces of evidence.
    pub fn all(evidence: &[Evidence]) -> Vec<Self> {
        evidence.iter().map(Self::from).collect()
    }
}

impl From<Measured> for Share {
    fn from(share: Measured) -> Self {
        Self { per_mille: share.per_mille(), numerator: share.parts, denominator: share.of }
    }
}

impl IdentifierShown {
    /// The numbers that may be shown: a natural person's INN is personal data.
    pub fn public<'i>(identifiers: impl IntoIterator<Item = &'i Identifier>) -> Vec<Self> {
        let public = identifiers.into_iter().filter(|identifier| is_public(identifier));
        public
            .map(|identifier| Self {
                scheme: identifier.scheme(),
                country: country(identifier),
                number: identifier.number().unwrap_or_default().to_owned(),
            })
            .collect()
    }

    /// Every number that isn't sealed, a natural person's too, for who may see it.
    pub fn all<'i>(identifiers: impl IntoIterator<Item = &'i Identifier>) -> Vec<Self> {
        let open = |identifier: &Identifier| {
            let number = identifier.number()?.to_owned();
            Some(Self { scheme: identifier.scheme(), country: country(identifier), number })
        };
        identifiers.into_iter().filter_map(open).collect()
    }

    /// The INN of a natural person, for who may see it.
    pub fn personal(inn: &Inn) -> Self {
        let identifier = Identifier::Inn(inn.clone());
        Self { scheme: identifier.scheme(), country: None, number: inn.as_str().to_owned() }
    }
}

/// Whether a number may be shown: the INN of a sole trader is personal data; the OGRNIP names it.
pub fn is_public(identifier: &Identifier) -> bool {
    match identifier {
        Identifier::Inn(inn) => !inn.is_personal(),
        Identifier::Ogrn(_) | Identifier::Foreign(_) => true,
        Identifier::SealedInn(_) => false,
    }
}

/// The country of a number that isn't Russian.
fn country(identifier: &Identifier) -> Option<String> {
    match identifier {
        Identifier::Foreign(foreign) => Some(foreign.country().to_string()),
        Identifier::Inn(_) | Identifier::Ogrn(_) | Identifier::SealedInn(_) => None,
    }
}
