//! Parameters of an address, read one by one: what is wrong is collected and told together.
//!
//! An empty parameter counts as absent, because forms send their empty fields. One that the address
//! doesn't know is refused: passing over a misspelt filter would answer another question.

use std::fmt::Display;
use std::str::FromStr;

use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::misspelt::unknown;
use crate::http::problem::Broken;
use crate::http::query::{self, stated, unusable};
use crate::http::{Problem, language};
use crate::read::cursor::{Cursor, CursorError, CursorKey, QueryDigest};

/// The most items of a page.
pub const LIMIT_MAX: usize = 500;
/// The items of a page when nothing is asked.
pub const LIMIT_DEFAULT: usize = 50;
/// The most mistakes of one address that are told; an address has room for thousands.
const MISTAKES_MAX: usize = 20;
/// The language of an answer.
const LANG: &str = "lang";
/// Parameters that every read knows.
const COMMON: [&str; 3] = ["as_of", "at_least", LANG];

/// The parameters of one request.
pub struct Parameters {
    pairs: Vec<(String, String)>,
    broken: Vec<Broken>,
}

impl Parameters {
    /// The parameters of an address of the API, which knows these beside the common ones.
    pub fn of(uri: &Uri, known: &[&str]) -> Self {
        Self::knowing(uri, &[known, &COMMON].concat())
    }

    /// The parameters of an address that asks for nothing but a language, such as that of a write.
    pub fn of_write(uri: &Uri) -> Self {
        Self::knowing(uri, &[LANG])
    }

    /// The parameters of a write whose address also tells something.
    pub fn of_write_with(uri: &Uri, known: &[&str]) -> Self {
        Self::knowing(uri, &[known, &[LANG]].concat())
    }

    fn knowing(uri: &Uri, known: &[&str]) -> Self {
        let mut parameters = Self::of_page(uri);
        let names = parameters.pairs.iter().map(|(name, _)| name.as_str());
        let names = names.filter(|name| !known.contains(name)).take(MISTAKES_MAX);
        let unknown: Vec<_> = names.map(|name| unknown(name, known)).collect();
        parameters.broken.extend(unknown);
        parameters.choice(LANG, &language::LANGUAGES.map(language::code), language::named);
        parameters
    }

    /// The parameters of a page, to which other sites add their own.
    pub fn of_page(uri: &Uri) -> Self {
        Self { pairs: stated(uri), broken: Vec::new() }
    }

    /// Every value of a filter that may be repeated.
    pub fn all<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.read(name, "filter.unknown-value", read)
    }

    /// Every value of a filter that may be repeated; of one that can't be read the code says why.
    pub fn several<T>(
        &mut self,
        name: &str,
        code: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        self.read(name, code, read)
    }

    /// Every value of a filter that takes one of a few words, and may be repeated.
    pub fn choices<T>(
        &mut self,
        name: &str,
        allowed: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let told = self.broken.len();
        let values = self.read(name, "query.not-a-choice", read);
        for broken in &mut self.broken[told..] {
            broken.details.push(allowed.join(", "));
        }
        values
    }

    /// Every id of a filter that may be repeated.
    pub fn ids<T: FromStr>(&mut self, name: &str) -> Vec<T> {
        self.read(name, "query.not-an-id", |given| given.parse().ok())
    }

    /// The value of a parameter that takes one of a few words.
    pub fn choice<T>(
        &mut self,
        name: &str,
        allowed: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.is_repeated(name) {
            return None;
        }
        self.choices(name, allowed, read).into_iter().next()
    }

    /// The value of a parameter; of one that can't be read the code says why.
    pub fn one<T>(
        &mut self,
        name: &str,
        code: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.is_repeated(name) {
            return None;
        }
        self.read(name, code, read).into_iter().next()
    }

    /// The value of a parameter as it is.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.one(name, "query.malformed", |given| Some(given.to_owned()))
    }

    /// A whole number from 0.
    pub fn number<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let is_of_digits = |(known, given): &(String, String)| {
            known == name && given.bytes().all(|byte| byte.is_ascii_digit())
        };
        let code = if self.pairs.iter().any(is_of_digits) {
            "query.number-too-large"
        } else {
            "query.not-a-number"
        };
        self.one(name, code, |given| given.parse().ok())
    }

    /// A day.
    pub fn day(&mut self, name: &str) -> Option<Date> {
        self.one(name, "query.not-a-day", |given| given.parse().ok())
    }

    /// An id.
    pub fn id<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.one(name, "query.not-an-id", |given| given.parse().ok())
    }

    /// A day or an instant; of a day its beginning or end in the registry's zone.
    pub fn instant(&mut self, name: &str, zone: &TimeZone, end: bool) -> Option<Timestamp> {
        self.one(name, "query.not-a-time", |given| {
            if given.contains('T') {
                return given.replace(' ', "+").parse().ok();
            }
            let day: Date = given.parse().ok()?;
            if end {
                crate::read::series::end_of(day, zone)
            } else {
                zone.to_timestamp(day.to_datetime(Time::midnight())).ok()
            }
        })
    }

    fn read<T>(
        &mut self,
        name: &str,
        code: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (_, given) in self.pairs.iter().filter(|(known, _)| known == name) {
            match read(given) {
                Some(value) => values.push(value),
                None => self.broken.push(unusable(name, code).with(shortened(given))),
            }
        }
        values
    }

    /// Whether a parameter that takes one value has several, which is refused.
    fn is_repeated(&mut self, name: &str) -> bool {
        let repeated = self.pairs.iter().filter(|(known, _)| known == name).count() > 1;
        if repeated {
            self.broken.push(query::repeated(name));
        }
        repeated
    }

    /// How many items a page has.
    pub fn limit(&mut self) -> usize {
        let given = self.text("limit");
        let limit = given.as_deref().map(|given| given.parse().ok());
        match limit {
            None => LIMIT_DEFAULT,
            Some(Some(limit)) if (1..=LIMIT_MAX).contains(&limit) => limit,
            Some(_) => {
                self.refuse("limit", "limit.out-of-range", LIMIT_MAX);
                LIMIT_DEFAULT
            }
        }
    }

    /// Where the page begins.
    pub fn cursor(&mut self, query: QueryDigest, key: CursorKey) -> Option<Cursor> {
        let given = self.text("cursor")?;
        let code = match Cursor::parse(&given, query, key) {
            Ok(cursor) => return Some(cursor),
            Err(CursorError::Malformed) => "cursor.malformed",
            Err(CursorError::OfAnotherQuery) => "cursor.of-another-query",
            Err(CursorError::Forged) => "cursor.foreign",
        };
        self.broken.push(unusable("cursor", code));
        None
    }

    /// Notes that a parameter can't be used.
    pub fn refuse(&mut self, name: &str, code: &'static str, detail: impl Display) {
        self.broken.push(unusable(name, code).with(detail));
    }

    /// Notes what is wrong.
    pub fn note(&mut self, broken: Broken) {
        self.broken.push(broken);
    }

    /// Whether nothing was wrong so far.
    pub const fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }

    /// Refuses the request when anything was wrong.
    ///
    /// # Errors
    /// Everything that was wrong, within a bound.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.broken.truncate(MISTAKES_MAX);
        if self.broken.is_empty() { Ok(()) } else { Err(Problem::invalid(self.broken)) }
    }
}

/// What was given, short enough for a sentence.
pub fn shortened(given: &str) -> String {
    given.chars().take(60).collect()
}
