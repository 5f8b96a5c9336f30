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

use crate::http::Problem;
use crate::http::problem::Broken;
use crate::http::query::{pairs, unusable};
use crate::read::cursor::{Cursor, CursorError, QueryDigest};

/// The most items of a page.
pub const LIMIT_MAX: usize = 500;
/// The items of a page when nothing is asked.
pub const LIMIT_DEFAULT: usize = 50;
/// Parameters that every read knows.
const COMMON: [&str; 3] = ["as_of", "at_least", "lang"];

/// The parameters of one request.
pub struct Parameters {
    pairs: Vec<(String, String)>,
    broken: Vec<Broken>,
}

impl Parameters {
    /// The parameters of an address of the API, which knows these beside the common ones.
    pub fn of(uri: &Uri, known: &[&str]) -> Self {
        let mut parameters = Self::of_page(uri);
        let unknown = parameters.pairs.iter().map(|(name, _)| name);
        let unknown: Vec<_> = unknown
            .filter(|name| !known.contains(&name.as_str()) && !COMMON.contains(&name.as_str()))
            .map(|name| unusable(name, "query.unknown-parameter").with(shortened(name)))
            .collect();
        parameters.broken.extend(unknown);
        parameters
    }

    /// The parameters of a page, to which other sites add their own.
    pub fn of_page(uri: &Uri) -> Self {
        let pairs = pairs(uri).into_iter();
        let stated = pairs.map(|(name, value)| (name, value.trim().to_owned()));
        Self { pairs: stated.filter(|(_, value)| !value.is_empty()).collect(), broken: Vec::new() }
    }

    /// Every value of a parameter that can be read.
    pub fn all<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for (_, given) in self.pairs.iter().filter(|(known, _)| known == name) {
            match read(given) {
                Some(value) => values.push(value),
                None => self.broken.push(unknown_value(name, given)),
            }
        }
        values
    }

    /// The first value of a parameter.
    pub fn one<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.all(name, read).into_iter().next()
    }

    /// The first value of a parameter as it is.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.one(name, |given| Some(given.to_owned()))
    }

    /// The first value of a parameter, parsed.
    pub fn parsed<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.one(name, |given| given.parse().ok())
    }

    /// A day or an instant; of a day its beginning or end in the registry's zone.
    pub fn instant(&mut self, name: &str, zone: &TimeZone, end: bool) -> Option<Timestamp> {
        self.one(name, |given| {
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
    pub fn cursor(&mut self, query: QueryDigest) -> Option<Cursor> {
        let given = self.text("cursor")?;
        let code = match Cursor::parse(&given, query) {
            Ok(cursor) => return Some(cursor),
            Err(CursorError::Malformed) => "cursor.malformed",
            Err(CursorError::OfAnotherQuery) => "cursor.of-another-query",
        };
        self.broken.push(unusable("cursor", code));
        None
    }

    /// Notes that a parameter can't be used.
    pub fn refuse(&mut self, name: &str, code: &'static str, detail: impl Display) {
        self.broken.push(unusable(name, code).with(detail));
    }

    /// Refuses the request when anything was wrong.
    ///
    /// # Errors
    /// Everything that was wrong.
    pub fn finish(self) -> Result<(), Problem> {
        if self.broken.is_empty() { Ok(()) } else { Err(Problem::invalid(self.broken)) }
    }
}

fn unknown_value(name: &str, given: &str) -> Broken {
    unusable(name, "filter.unknown-value").with(shortened(given))
}

/// What was given, short enough for a sentence.
pub fn shortened(given: &str) -> String {
    given.chars().take(60).collect()
}
