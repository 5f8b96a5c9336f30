//! What is told of an organisation itself over time: numbers, branches, size, what it came from and
//! what followed it.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::event::OrganisationDetailsStated;
use registry_events::value::{Code, WebUrl};
use registry_projections::organisations::{
    Branch, DatedIdentifier, Details, Organisation, Size, Succession, TiedDomain,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::PARTICIPANT_TYPE;
use crate::read::lens::Lens;
use crate::read::parts::{
    Bilingual, EvidenceShown, IdentifierShown, Labelled, NamedOrganisation, is_public,
};
use crate::read::row::{PointShown, labelled};
use crate::read::value;

/// The dictionary of forms of a reorganisation.
const SUCCESSION: &str = "organisation_succession";

/// A number with the days between which an organisation has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NumberShown {
    /// The number.
    pub identifier: IdentifierShown,
    /// Since when in the world, where that is known.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    /// The last day, once it is over.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Whether it has the number now.
    pub current: bool,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BranchShown {
    /// Its number within the organisation.
    pub branch: u32,
    /// Its name.
    pub name: Bilingual,
    /// The tax office's code.
    pub kpp: String,
    /// The subject of the federation.
    pub region: Labelled,
    /// Whether it is open.
    pub open: bool,
    /// The day it ended.
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<Date>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
}

/// How large an organisation is, as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SizeShown {
    /// Large, medium or small.
    pub size: Labelled,
    /// The day it describes.
    #[schema(value_type = String, format = Date)]
    pub described_on: Date,
    /// `change` or `correction`.
    pub kind: &'static str,
    /// What shows it.
    pub evidence: Vec<EvidenceShown>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
}

/// Where an organisation is found and what it does; null of what nobody stated.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DetailsShown {
    /// Its site.
    pub site: Option<DetailShown<String>>,
    /// Its point on the map.
    pub point: Option<DetailShown<PointShown>>,
    /// Its main activity by ОКВЭД2.
    pub okved: Option<DetailShown<String>>,
}

/// A detail with its envelope.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DetailShown<T> {
    /// What is stated.
    pub value: T,
    /// The day it describes.
    #[schema(value_type = String, format = Date)]
    pub described_on: Date,
    /// `change` or `correction`.
    pub kind: &'static str,
    /// `self`, `document`, `register` or `press`.
    pub source: &'static str,
    /// What shows it.
    pub evidence: Vec<EvidenceShown>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
}

/// A domain whose mailboxes are an organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailboxDomainShown {
    /// The domain.
    pub domain: String,
    /// `self`, `document`, `register` or `press`.
    pub source: &'static str,
    /// Where the source can be seen.
    pub url: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceShown>,
    /// Whether it is its own now.
    pub current: bool,
    /// When it was tied.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
    /// Other organisations that have the same domain, as in a holding.
    pub shared_with: Vec<NamedOrganisation>,
    /// When it was released.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub released_at: Option<Timestamp>,
    /// Why.
    pub released_for: Option<String>,
}

impl MailboxDomainShown {
    pub(super) fn all(organisation: &Organisation, lens: &Lens<'_>) -> Vec<Self> {
        let known = organisation.mailbox_domains.iter();
        let known = known.filter(|tied| tied.place.position <= lens.at);
        known.map(|tied| Self::of(organisation, tied, lens)).collect()
    }

    fn of(organisation: &Organisation, tied: &TiedDomain, lens: &Lens<'_>) -> Self {
        let current = tied.holds_at(lens.at);
        let end = tied.released.as_ref().filter(|_| !current);
        let others = lens.views.organisations().of_mailbox_domain(&tied.domain, lens.at);
        let others = others.filter(|other| current && other.id != organisation.id);
        Self {
            domain: tied.domain.to_string(),
            source: value::source_key(tied.source.source_type),
            url: tied.source.url.as_ref().map(ToString::to_string),
            evidence: EvidenceShown::all(&tied.evidence),
            current,
            recorded_at: tied.place.recorded_at,
            position: tied.place.position.0,
            shared_with: others.map(|other| NamedOrganisation::of(other.id, lens)).collect(),
            released_at: end.map(|(place, _)| place.recorded_at),
            released_for: end.map(|(_, reason)| reason.clone()),
        }
    }
}

/// One end of a reorganisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuccessionShown {
    /// The organisation at the other end.
    pub organisation: NamedOrganisation,
    /// How it was reorganised.
    pub form: Labelled,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// Where.
    pub position: u64,
}

impl NumberShown {
    pub(super) fn all(organisation: &Organisation, lens: &Lens<'_>) -> Vec<Self> {
        let known = organisation.identifiers.iter().filter(|one| one.place.position <= lens.at);
        let public = known.filter(|one| is_public(&one.identifier));
        public.filter_map(|one| Self::of(one, lens)).collect()
    }

    fn of(dated: &DatedIdentifier, lens: &Lens<'_>) -> Option<Self> {
        let identifier = IdentifierShown::public([&dated.identifier]).pop()?;
        Some(Self::with(identifier, dated, lens))
    }

    pub(super) fn with(
        identifier: IdentifierShown,
        dated: &DatedIdentifier,
        lens: &Lens<'_>,
    ) -> Self {
        let current = dated.holds_at(lens.at);
        Self {
            identifier,
            since: dated.since,
            until: dated.until.filter(|_| !current),
            current,
            recorded_at: dated.place.recorded_at,
            position: dated.place.position.0,
        }
    }
}

impl BranchShown {
    pub(crate) fn all(organisation: &Organisation, lens: &Lens<'_>) -> Vec<Self> {
        let known = organisation.branches.iter().filter(|(_, one)| one.place.position <= lens.at);
        known.map(|(number, branch)| Self::of(*number, branch, lens)).collect()
    }

    fn of(number: u32, branch: &Branch, lens: &Lens<'_>) -> Self {
        let open = branch.is_open_at(lens.at);
        Self {
            branch: number,
            name: Bilingual::from(&branch.name),
            kpp: branch.kpp.to_string(),
            region: labelled(REGIONS_KEY, lens.region_code(&branch.region), lens),
            open,
            closed_on: branch.closed_on.filter(|_| !open),
            recorded_at: branch.place.recorded_at,
            position: branch.place.position.0,
        }
    }
}

impl SizeShown {
    pub(super) fn all(organisation: &Organisation, lens: &Lens<'_>) -> Vec<Self> {
        let known = organisation.sizes.iter().filter(|(position, _)| *position <= lens.at);
        known.map(|(_, size)| Self::of(size, lens)).collect()
    }

    fn of(size: &Size, lens: &Lens<'_>) -> Self {
        let stated = &size.stated;
        Self {
            size: labelled(PARTICIPANT_TYPE, &stated.size, lens),
            described_on: stated.described_on,
            kind: value::kind_key(stated.kind),
            evidence: EvidenceShown::all(&stated.evidence),
            recorded_at: size.place.recorded_at,
            position: size.place.position.0,
        }
    }
}

impl DetailsShown {
    /// What is stated by the lens's position.
    pub fn of(organisation: &Organisation, lens: &Lens<'_>) -> Self {
        let site = |stated: &OrganisationDetailsStated| stated.site.as_ref().map(WebUrl::to_string);
        let okved = |stated: &OrganisationDetailsStated| stated.okved.as_ref().map(Code::to_string);
        let point = |stated: &OrganisationDetailsStated| stated.point.map(PointShown::from);
        Self {
            site: organisation.detail_at(lens.at, site).map(DetailShown::of),
            point: organisation.detail_at(lens.at, point).map(DetailShown::of),
            okved: organisation.detail_at(lens.at, okved).map(DetailShown::of),
        }
    }
}

impl<T> DetailShown<T> {
    fn of((value, details): (T, &Details)) -> Self {
        let Details { place, stated } = details;
        Self {
            value,
            described_on: stated.described_on,
            kind: value::kind_key(stated.kind),
            source: value::source_key(stated.source.source_type),
            evidence: EvidenceShown::all(&stated.evidence),
            recorded_at: place.recorded_at,
            position: place.position.0,
        }
    }
}

impl SuccessionShown {
    pub(super) fn all(ends: &[Succession], lens: &Lens<'_>) -> Vec<Self> {
        let known = ends.iter().filter(|end| end.place.position <= lens.at);
        known.map(|end| Self::of(end, lens)).collect()
    }

    pub(super) fn of(end: &Succession, lens: &Lens<'_>) -> Self {
        Self {
            organisation: NamedOrganisation::of(end.other, lens),
            form: labelled(SUCCESSION, &end.form, lens),
            on: end.on,
            recorded_at: end.place.recorded_at,
            position: end.place.position.0,
        }
    }
}
