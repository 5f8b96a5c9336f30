//! Typed readers of claims: what a row takes from a profile, whatever else is stated there.
//!
//! `zero` reads as the number 0 and as an empty list, since that is what it says; every other
//! absence, a sealed value and a value of another type read as nothing.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::claim::{Absence, Stated};
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Decimal, Point, Text, Value, Year};

use crate::card::Claims;

/// Claims of one cluster or item, read by key and type.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a Claims);

impl<'a> Reader<'a> {
    pub(crate) fn text(self, field: &str) -> Option<&'a Text> {
        self.value(field)?.as_text()
    }

    pub(crate) fn code(self, field: &str) -> Option<Code> {
        self.value(field)?.as_code().cloned()
    }

    pub(crate) fn codes(self, field: &str) -> Option<Arc<[Code]>> {
        match self.stated(field)? {
            Stated::Value(Value::Codes(codes)) => Some(codes.as_slice().into()),
            Stated::Absent(Absence::Zero) => Some([].into()),
            Stated::Value(_) | Stated::Absent(_) | Stated::Sealed(_) => None,
        }
    }

    pub(crate) fn integer(self, field: &str) -> Option<i64> {
        match self.stated(field)? {
            Stated::Value(value) => value.as_integer(),
            Stated::Absent(Absence::Zero) => Some(0),
            Stated::Absent(_) | Stated::Sealed(_) => None,
        }
    }

    pub(crate) fn decimal(self, field: &str) -> Option<Decimal> {
        match self.stated(field)? {
            Stated::Value(Value::Decimal(number)) => Some(*number),
            Stated::Value(Value::Integer(number)) => Some(Decimal::from(*number)),
            Stated::Absent(Absence::Zero) => Some(Decimal::ZERO),
            Stated::Value(_) | Stated::Absent(_) | Stated::Sealed(_) => None,
        }
    }

    pub(crate) fn date(self, field: &str) -> Option<Date> {
        if let Value::Date(date) = self.value(field)? { Some(*date) } else { None }
    }

    pub(crate) fn year(self, field: &str) -> Option<Year> {
        self.value(field)?.as_year()
    }

    pub(crate) fn point(self, field: &str) -> Option<Point> {
        if let Value::Point(point) = self.value(field)? { Some(*point) } else { None }
    }

    pub(crate) fn organisation(self, field: &str) -> Option<OrganisationId> {
        self.value(field)?.as_organisation()
    }

    fn value(self, field: &str) -> Option<&'a Value> {
        self.stated(field)?.value()
    }

    fn stated(self, field: &str) -> Option<&'a Stated> {
        self.0.get(field).map(|current| &current.claim.stated)
    }
}
