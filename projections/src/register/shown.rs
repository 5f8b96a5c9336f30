//! The register as it may be shown: recorded rows without the fields that aren't public today.
//!
//! Rows stay folded as they were recorded, and what is hidden is left out when they are read. The
//! other way, folding them anew when an edition changes visibility, would make a row depend on the
//! edition it was folded under and cost a pass over every row ever recorded; this way a later
//! edition can show a field again, digests say what the log says, and under a catalogue that hides
//! nothing of rows, which is the usual one, a read shares the recorded row itself.

use std::sync::Arc;

use registry_events::catalogue::{Catalogue, Visibility};
use registry_events::ids::{ClusterId, Position};
use registry_events::value::Code;

use serde::Serialize;

use super::{Register, RegisterRow};
use crate::card::Claims;
use crate::editions::Editions;
use crate::keys;

/// A field of the profile that rows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowField {
    OfficialName,
    DisplayName,
    Regions,
    Location,
    Specialisation,
    YearCreated,
    EmployeesTotal,
    Organisation,
    ParticipantType,
    BodyType,
    YearOrganisationCreated,
    YearSelected,
    StaffFte,
    FundingSources,
    Stage,
    Spheres,
    Ckr,
    Priorities,
    PartnerCountry,
    StatusType,
    StatusNumber,
    GrantedOn,
    ValidUntil,
    Issuer,
}

/// A set of such fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(crate) struct RowFields(u32);

/// What one catalogue says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FieldsOfCatalogue {
    known: RowFields,
    public: RowFields,
}

/// The register as everybody may see it today.
#[derive(Debug, Clone, Copy)]
pub struct ShownRegister<'v> {
    register: &'v Register,
    editions: &'v Editions,
}

impl<'v> ShownRegister<'v> {
    pub(crate) const fn new(register: &'v Register, editions: &'v Editions) -> Self {
        Self { register, editions }
    }

    /// The row of a cluster at a position; none when it wasn't listed by then.
    pub fn row(self, cluster: ClusterId, at: Position) -> Option<Arc<RegisterRow>> {
        let shown = self.editions.shown_fields(at);
        self.register.row(cluster, at).map(|row| row.shown(shown))
    }

    /// The rows of all clusters at a position, in the order of their ids.
    pub fn rows_at(self, at: Position) -> impl Iterator<Item = Arc<RegisterRow>> + use<'v> {
        self.rows_with(at, self.editions.shown_fields(at))
    }

    /// The rows of all clusters at a position with these fields and no others.
    pub(crate) fn rows_with(
        self,
        at: Position,
        shown: RowFields,
    ) -> impl Iterator<Item = Arc<RegisterRow>> + use<'v> {
        self.register.rows_at(at).map(move |row| row.shown(shown))
    }
}

impl RowField {
    const ALL: [Self; 24] = [
        Self::OfficialName,
        Self::DisplayName,
        Self::Regions,
        Self::Location,
        Self::Specialisation,
        Self::YearCreated,
        Self::EmployeesTotal,
        Self::Organisation,
        Self::ParticipantType,
        Self::BodyType,
        Self::YearOrganisationCreated,
        Self::YearSelected,
        Self::StaffFte,
        Self::FundingSources,
        Self::Stage,
        Self::Spheres,
        Self::Ckr,
        Self::Priorities,
        Self::PartnerCountry,
        Self::StatusType,
        Self::StatusNumber,
        Self::GrantedOn,
        Self::ValidUntil,
        Self::Issuer,
    ];

    /// Its collection, none for a field of the cluster itself, and its key.
    pub(crate) const fn path(self) -> (Option<&'static str>, &'static str) {
        const BODIES: Option<&str> = Some(keys::GOVERNING_BODIES);
        const STATUSES: Option<&str> = Some(keys::OFFICIAL_STATUSES);
        match self {
            Self::OfficialName => (None, keys::OFFICIAL_NAME),
            Self::DisplayName => (None, keys::DISPLAY_NAME),
            Self::Regions => (None, keys::REGIONS),
            Self::Location => (None, keys::LOCATION),
            Self::Specialisation => (None, keys::SPECIALISATION),
            Self::YearCreated => (None, keys::YEAR_CREATED),
            Self::EmployeesTotal => (None, keys::EMPLOYEES_TOTAL),
            Self::Organisation => (Some(keys::PARTICIPANTS), keys::ORGANISATION),
            Self::ParticipantType => (Some(keys::PARTICIPANTS), keys::PARTICIPANT_TYPE),
            Self::BodyType => (BODIES, keys::BODY_TYPE),
            Self::YearOrganisationCreated => (BODIES, keys::YEAR_ORGANISATION_CREATED),
            Self::YearSelected => (BODIES, keys::YEAR_SELECTED),
            Self::StaffFte => (BODIES, keys::STAFF_FTE),
            Self::FundingSources => (BODIES, keys::FUNDING_SOURCES),
            Self::Stage => (Some(keys::PROJECTS), keys::STAGE),
            Self::Spheres => (Some(keys::PROJECTS), keys::SPHERES),
            Self::Ckr => (None, keys::CKR),
            Self::Priorities => (None, keys::PRIORITIES),
            Self::PartnerCountry => (Some(keys::PARTNERS), keys::COUNTRY),
            Self::StatusType => (STATUSES, keys::STATUS_TYPE),
            Self::StatusNumber => (STATUSES, keys::NUMBER),
            Self::GrantedOn => (STATUSES, keys::GRANTED_ON),
            Self::ValidUntil => (STATUSES, keys::VALID_UNTIL),
            Self::Issuer => (STATUSES, keys::ISSUER),
        }
    }
}

impl RowFields {
    /// Every field.
    pub(crate) const ALL: Self = Self((1 << RowField::ALL.len()) - 1);

    /// Whether a field is among them.
    pub(crate) const fn has(self, field: RowField) -> bool {
        self.0 & Self::bit(field) != 0
    }

    /// Whether all of several fields are among them.
    pub(crate) fn have(self, fields: &[RowField]) -> bool {
        fields.iter().all(|field| self.has(*field))
    }

    /// These but for others.
    pub(super) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// The cluster's own fields whose claims lapsed or are disputed.
    pub(super) fn uncounted(claims: &Claims) -> Self {
        let own = RowField::ALL.into_iter().filter(|field| {
            let (collection, key) = field.path();
            collection.is_none() && claims.get(key).is_some_and(|claim| !claim.counts())
        });
        Self(own.fold(0, |bits, field| bits | Self::bit(field)))
    }

    /// A value, unless its field isn't among them.
    pub(super) fn keep<T: Clone>(self, field: RowField, value: Option<&T>) -> Option<T> {
        value.filter(|_| self.has(field)).cloned()
    }

    const fn bit(field: RowField) -> u32 {
        1 << field as u32
    }
}

impl FieldsOfCatalogue {
    /// Reads a catalogue.
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let mut fields = Self::default();
        for field in RowField::ALL {
            let (collection, key) = field.path();
            let found = catalogue.fields.iter().find(|known| {
                let of = known.collection.as_ref().map(Code::as_str);
                known.key.as_str() == key && of == collection
            });
            let Some(found) = found else { continue };
            fields.known.0 |= RowFields::bit(field);
            if found.visibility == Visibility::Public {
                fields.public.0 |= RowFields::bit(field);
            }
        }
        fields
    }

    /// What may be shown of a time: today's catalogue decides, that of the time where today's
    /// doesn't know the field, and what neither knows is nobody's to see.
    pub(crate) const fn shown(today: Self, then: Self) -> RowFields {
        RowFields(today.public.0 | (then.public.0 & !today.known.0))
    }
}
