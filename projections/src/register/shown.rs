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
use registry_events::path::FieldPath;
use registry_events::value::Code;

use serde::Serialize;

use super::{Register, RegisterRow};
use crate::card::{Claims, Item};
use crate::editions::Editions;
use crate::keys;
use crate::masked::Knowing::{self, Today};
use crate::masked::MaskedValues;

/// Declares the fields from one list: each with its collection, none for a field of the cluster
/// itself, and its key.
macro_rules! row_fields {
    ($($name:ident: $collection:expr, $key:expr;)*) => {
        /// A field of the profile that rows read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum RowField {
            $($name,)*
        }

        impl RowField {
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its collection, none for a field of the cluster itself, and its key.
            pub(crate) const fn path(self) -> (Option<&'static str>, &'static str) {
                match self {
                    $(Self::$name => ($collection, $key),)*
                }
            }
        }
    };
}

row_fields! {
    OfficialName: None, keys::OFFICIAL_NAME;
    DisplayName: None, keys::DISPLAY_NAME;
    Aliases: None, keys::ALIASES;
    Regions: None, keys::REGIONS;
    Location: None, keys::LOCATION;
    Specialisation: None, keys::SPECIALISATION;
    YearCreated: None, keys::YEAR_CREATED;
    EmployeesTotal: None, keys::EMPLOYEES_TOTAL;
    Organisation: Some(keys::PARTICIPANTS), keys::ORGANISATION;
    ParticipantType: Some(keys::PARTICIPANTS), keys::PARTICIPANT_TYPE;
    BodyType: Some(keys::GOVERNING_BODIES), keys::BODY_TYPE;
    YearOrganisationCreated: Some(keys::GOVERNING_BODIES), keys::YEAR_ORGANISATION_CREATED;
    YearSelected: Some(keys::GOVERNING_BODIES), keys::YEAR_SELECTED;
    StaffFte: Some(keys::GOVERNING_BODIES), keys::STAFF_FTE;
    FundingSources: Some(keys::GOVERNING_BODIES), keys::FUNDING_SOURCES;
    Stage: Some(keys::PROJECTS), keys::STAGE;
    Spheres: Some(keys::PROJECTS), keys::SPHERES;
    Ckr: None, keys::CKR;
    Priorities: None, keys::PRIORITIES;
    PartnerCountry: Some(keys::PARTNERS), keys::COUNTRY;
    StatusType: Some(keys::OFFICIAL_STATUSES), keys::STATUS_TYPE;
    StatusNumber: Some(keys::OFFICIAL_STATUSES), keys::NUMBER;
    GrantedOn: Some(keys::OFFICIAL_STATUSES), keys::GRANTED_ON;
    ValidUntil: Some(keys::OFFICIAL_STATUSES), keys::VALID_UNTIL;
    Issuer: Some(keys::OFFICIAL_STATUSES), keys::ISSUER;
    Summary: None, keys::SUMMARY;
    Technologies: None, keys::TECHNOLOGIES;
    Products: None, keys::PRODUCTS;
    ProjectTitle: Some(keys::PROJECTS), keys::TITLE;
    OfferText: Some(keys::OFFERS), keys::TEXT;
    RequestText: Some(keys::REQUESTS), keys::TEXT;
    OfferKind: Some(keys::OFFERS), keys::KIND;
    RequestKind: Some(keys::REQUESTS), keys::KIND;
    Address: None, keys::ADDRESS;
}

/// A set of such fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(crate) struct RowFields(u64);

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
    masked: &'v MaskedValues,
}

impl<'v> ShownRegister<'v> {
    pub(crate) const fn new(
        register: &'v Register,
        editions: &'v Editions,
        masked: &'v MaskedValues,
    ) -> Self {
        Self { register, editions, masked }
    }

    /// The row of a cluster at a position; none when it wasn't listed by then.
    pub fn row(self, cluster: ClusterId, at: Position) -> Option<Arc<RegisterRow>> {
        let shown = self.editions.shown_fields(at);
        self.register.row(cluster, at).map(|row| self.finished(row.shown(shown), at, Today))
    }

    /// The row of a cluster at a position with these participants and projects instead of those that
    /// are open: what held on a day in the world is no row of the time line.
    pub fn row_with<'i>(
        self,
        cluster: ClusterId,
        at: Position,
        items: impl Iterator<Item = &'i Item>,
    ) -> Option<Arc<RegisterRow>> {
        let row = self.register.row(cluster, at)?;
        let row = Arc::new(row.with_items(items)).shown(self.editions.shown_fields(at));
        Some(self.finished(row, at, Today))
    }

    /// The rows of all clusters at a position, in the order of their ids.
    pub fn rows_at(self, at: Position) -> impl Iterator<Item = Arc<RegisterRow>> + use<'v> {
        self.rows_with(at, self.editions.shown_fields(at), Today)
    }

    /// The rows of all clusters at a position with these fields and no others, and without what the
    /// masks of a time hide.
    pub(crate) fn rows_with(
        self,
        at: Position,
        shown: RowFields,
        knowing: Knowing,
    ) -> impl Iterator<Item = Arc<RegisterRow>> + use<'v> {
        self.register.rows_at(at).map(move |row| self.finished(row.shown(shown), at, knowing))
    }

    fn finished(self, row: Arc<RegisterRow>, at: Position, knowing: Knowing) -> Arc<RegisterRow> {
        let over = self.masked.over_row(row.cluster, (row.updated, at), knowing);
        self.in_regions(if over.is_empty() { row } else { row.without(&over) }, at)
    }

    /// The row with its regions as the edition of that time has them.
    fn in_regions(self, row: Arc<RegisterRow>, at: Position) -> Arc<RegisterRow> {
        let merged = self.editions.regions_at(at).filter(|all| !all.former.is_empty());
        match merged {
            Some(all) => row.in_regions(all),
            None => row,
        }
    }
}

impl RowFields {
    /// Every field.
    pub(crate) const ALL: Self = Self((1 << RowField::ALL.len()) - 1);

    /// The field at a path, alone; none where rows don't read it.
    pub(super) fn at(path: &FieldPath) -> Self {
        let collection = path.item.as_ref().map(|item| item.collection.as_str());
        let is_it = |field: &&RowField| field.path() == (collection, path.field.as_str());
        let found = RowField::ALL.iter().find(is_it);
        found.map_or_else(Self::default, |field| Self(Self::bit(*field)))
    }

    /// These and others.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

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
        let own = RowField::ALL.iter().copied().filter(|field| {
            let (collection, key) = field.path();
            collection.is_none() && claims.get(key).is_some_and(|claim| !claim.counts())
        });
        Self(own.fold(0, |bits, field| bits | Self::bit(field)))
    }

    /// Whether every field that rows read of a collection is among them.
    pub(super) fn have_all_of(self, collection: &str) -> bool {
        let of = |field: &&RowField| field.path().0 == Some(collection);
        RowField::ALL.iter().filter(of).all(|field| self.has(*field))
    }

    /// A value, unless its field isn't among them.
    pub(super) fn keep<T: Clone>(self, field: RowField, value: Option<&T>) -> Option<T> {
        value.filter(|_| self.has(field)).cloned()
    }

    const fn bit(field: RowField) -> u64 {
        1 << field as u32
    }
}

impl FieldsOfCatalogue {
    /// Reads a catalogue.
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let mut fields = Self::default();
        for &field in RowField::ALL {
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
