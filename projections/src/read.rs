//! Typed readers of claims: what a row takes from a profile, whatever else is stated there.
//!
//! `zero` reads as the number 0 and as an empty list, since that is what it says; every other
//! absence, a sealed value and a value of another type read as nothing. What is only counted is read
//! without the claims that lapsed or are disputed.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::claim::{Absence, Stated};
use registry_events::ids::OrganisationId;
use registry_events::value::{
    Code, Decimal, Language, Point, PostalAddress, Ratings, Share, Text, Value, Year,
};

use crate::card::{Claims, CurrentClaim};

/// Claims of one cluster or item, read by key and type.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    claims: &'a Claims,
    only_counting: bool,
}

impl<'a> Reader<'a> {
    /// Reads whatever is stated.
    pub(crate) const fn new(claims: &'a Claims) -> Self {
        Self { claims, only_counting: false }
    }

    /// Reads what neither lapsed nor is disputed.
    pub(crate) const fn counting(claims: &'a Claims) -> Self {
        Self { claims, only_counting: true }
    }

    /// Whether what is claimed of a field neither lapsed nor is disputed.
    pub(crate) fn counts(self, field: &str) -> bool {
        self.claims.get(field).is_none_or(CurrentClaim::counts)
    }

    pub(crate) fn text(self, field: &str) -> Option<&'a Text> {
        self.value(field)?.as_text()
    }

    pub(crate) fn texts(self, field: &str) -> Option<&'a [Text]> {
        if let Value::Texts(texts) = self.value(field)? { Some(texts) } else { None }
    }

    /// What a text was before it changed, each once, the oldest first; a language in which it is as
    /// it was then is left out.
    pub(crate) fn former_texts(self, field: &str) -> Vec<Text> {
        let before = self.claims.get(field).into_iter().flat_map(CurrentClaim::before);
        let texts = before.filter_map(|stated| stated.value()?.as_text());
        let mut former = Vec::new();
        for text in texts.filter_map(|text| changed(text, self.text(field))) {
            if !former.contains(&text) {
                former.push(text);
            }
        }
        former
    }

    pub(crate) fn code(self, field: &str) -> Option<Code> {
        self.value(field)?.as_code().cloned()
    }

    pub(crate) fn codes(self, field: &str) -> Option<Arc<[Code]>> {
        match self.stated(field)? {
            Stated::Value(Value::Codes(codes)) => Some(codes.as_slice().into()),
            Stated::Value(Value::Shares(shares)) => Some(parts(shares).collect()),
            Stated::Absent(Absence::Zero) => Some([].into()),
            Stated::Value(_) | Stated::Absent(_) | Stated::Sealed(_) => None,
        }
    }

    pub(crate) fn ratings(self, field: &str) -> Option<&'a Ratings> {
        if let Value::Ratings(ratings) = self.value(field)? { Some(ratings) } else { None }
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

    pub(crate) fn address(self, field: &str) -> Option<&'a PostalAddress> {
        if let Value::Address(address) = self.value(field)? { Some(address) } else { None }
    }

    /// Whether there is something to say that everybody may not know.
    pub(crate) fn is_withheld(self, field: &str) -> bool {
        let stated = self.stated(field);
        matches!(stated, Some(Stated::Absent(Absence::Withheld) | Stated::Sealed(_)))
    }

    pub(crate) fn organisation(self, field: &str) -> Option<OrganisationId> {
        self.value(field)?.as_organisation()
    }

    fn value(self, field: &str) -> Option<&'a Value> {
        self.stated(field)?.value()
    }

    fn stated(self, field: &str) -> Option<&'a Stated> {
        let claim = self.claims.get(field)?;
        (!self.only_counting || claim.counts()).then_some(&claim.claim.stated)
    }
}

/// A text in the languages in which it is another one now; none where it is the same.
fn changed(before: &Text, now: Option<&Text>) -> Option<Text> {
    let of = |language| {
        let said = before.get(language);
        let same = now.and_then(|now| now.get(language)) == said;
        said.filter(|_| !same).map(Into::into)
    };
    let (ru, en) = (of(Language::Ru), of(Language::En));
    (ru.is_some() || en.is_some()).then_some(Text { ru, en })
}

/// The terms that have a part of the whole: all but those whose share is said to be nothing.
fn parts(shares: &[Share]) -> impl Iterator<Item = Code> {
    let has_part = |share: &&Share| share.percent != Some(Decimal::ZERO);
    shares.iter().filter(has_part).map(|share| share.code.clone())
}
