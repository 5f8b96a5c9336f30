//! Official statuses of a cluster as its row has them: dated facts that overlap.

use jiff::civil::Date;
use jiff::tz::Offset;
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Language};
use serde::Serialize;

use super::{RowField, RowFields};
use crate::card::{Closed, Item};
use crate::keys;
use crate::read::Reader;

/// An official status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficialStatus {
    /// Its type, a code of dictionary `official_status`.
    pub status_type: Option<Code>,
    /// The number under which its list or register has it.
    pub number: Option<String>,
    /// The day since which it holds.
    pub granted_on: Option<Date>,
    /// The last day on which it holds; none when it has no end.
    pub valid_until: Option<Date>,
    /// Who granted it.
    pub issuer: Option<OrganisationId>,
    /// The day on which it ended before its time.
    pub ended_on: Option<Date>,
    /// Whether what says which status it is and since when neither lapsed nor is disputed.
    pub counts: bool,
}

impl OfficialStatus {
    pub(super) fn of(item: &Item) -> Self {
        let read = Reader::new(&item.claims);
        let number = read.text(keys::NUMBER).map(|text| text.in_language_or_other(Language::Ru));
        let counts = |field| item.claims.get(field).is_none_or(crate::card::CurrentClaim::counts);
        Self {
            status_type: read.code(keys::STATUS_TYPE),
            number: number.map(|number| number.trim().into()),
            granted_on: read.date(keys::GRANTED_ON),
            valid_until: read.date(keys::VALID_UNTIL),
            issuer: read.organisation(keys::ISSUER),
            ended_on: item.closed.as_ref().map(end_of),
            counts: counts(keys::STATUS_TYPE) && counts(keys::GRANTED_ON),
        }
    }

    /// The status with these fields and no others; none without those that tell on which days it
    /// holds, since it would seem to hold on others.
    pub(super) fn shown(&self, fields: RowFields) -> Option<Self> {
        let held = [RowField::StatusType, RowField::GrantedOn, RowField::ValidUntil];
        fields.have(&held).then(|| Self {
            number: fields.keep(RowField::StatusNumber, self.number.as_ref()),
            issuer: fields.keep(RowField::Issuer, self.issuer.as_ref()),
            ..self.clone()
        })
    }

    /// Whether it is of a type.
    pub fn is(&self, status_type: &str) -> bool {
        self.status_type.as_ref().is_some_and(|own| own.as_str() == status_type)
    }

    /// Whether it held on a day in the world. One without a day of granting holds on none; one that
    /// ended on the day of its granting never held.
    pub fn holds_on(&self, day: Date) -> bool {
        self.counts
            && self.granted_on.is_some_and(|granted| granted <= day)
            && self.valid_until.is_none_or(|last| day <= last)
            && self.ended_on.is_none_or(|end| day < end)
    }
}

/// The day on which it ended; where none was told, the day (UTC) on which the end was recorded.
fn end_of(closed: &Closed) -> Date {
    closed.on.unwrap_or_else(|| Offset::UTC.to_datetime(closed.place.recorded_at).date())
}
