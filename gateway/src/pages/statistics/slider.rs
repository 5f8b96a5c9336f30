//! The months from the registry's first to the current one: a slider that is a form, and plain links
//! to years and to the months beside.

use axum::http::Uri;
use jiff::ToSpan;
use jiff::civil::Date;

use super::growth::counted_day;
use crate::http::query::{pairs, parameter, unusable};
use crate::http::{App, Problem, Reading};
use crate::pages::frame::{address, localised};
use crate::words::typography;

/// The parameter of the form: the number of a month.
pub(super) const MONTH: &str = "month";

/// The slider.
pub(super) struct Slider {
    /// The page.
    pub(super) action: String,
    /// Parameters of the page that stay.
    pub(super) kept: Vec<(String, String)>,
    /// The registry's first month, `2015-09`.
    pub(super) first: String,
    /// The number of the month shown, from 0.
    pub(super) month: i32,
    /// The number of the current month.
    pub(super) last: i32,
    /// The day shown.
    pub(super) shown: String,
    /// The month before.
    pub(super) earlier: Option<String>,
    /// The month after.
    pub(super) later: Option<String>,
    /// The end of each year, and now.
    pub(super) years: Vec<YearLink>,
}

/// A year.
pub(super) struct YearLink {
    /// The year.
    pub(super) year: i16,
    /// The page at its end.
    pub(super) address: String,
    /// Whether the day shown is in it.
    pub(super) current: bool,
}

/// Months counted from the registry's first one.
struct Months {
    first: Date,
    today: Date,
}

impl Months {
    fn of(app: &App, reading: &Reading) -> Option<Self> {
        let opening = reading.views.editions().opening()?;
        let first = app.registry.zone().to_datetime(opening.place.recorded_at).date();
        Some(Self { first: first.first_of_month(), today: app.registry.today() })
    }

    fn number(&self, day: Date) -> i32 {
        let years = i32::from(day.year()) - i32::from(self.first.year());
        years * 12 + i32::from(day.month()) - i32::from(self.first.month())
    }

    fn last(&self) -> i32 {
        self.number(self.today)
    }

    /// The last day of a month; none for the current one, which is shown as it is now.
    fn end(&self, month: i32) -> Option<Date> {
        let begin = self.first.checked_add(month.clamp(0, self.last()).months()).ok()?;
        let end = begin.last_of_month();
        (end < self.today).then_some(end)
    }
}

/// The page at the end of the month that the form sent, if it did.
///
/// # Errors
/// `month.out-of-range`.
pub(super) fn asked(app: &App, reading: &Reading, uri: &Uri) -> Result<Option<String>, Problem> {
    let Some(given) = parameter(uri, MONTH)?.filter(|given| !given.is_empty()) else {
        return Ok(None);
    };
    let months = Months::of(app, reading);
    let last = months.as_ref().map_or(0, Months::last);
    let month = given.parse().ok().filter(|month| (0..=last).contains(month));
    let month = month.ok_or_else(|| unusable(MONTH, "month.out-of-range").with(last))?;
    let end = months.and_then(|months| months.end(month));
    let path = localised(reading.language, uri.path());
    Ok(Some(at(&path, &others(uri), end)))
}

fn others(uri: &Uri) -> Vec<(String, String)> {
    let dropped = |name: &str| [MONTH, "as_of", "at_least"].contains(&name);
    pairs(uri).into_iter().filter(|(name, value)| !dropped(name) && !value.is_empty()).collect()
}

fn at(path: &str, kept: &[(String, String)], day: Option<Date>) -> String {
    let as_of = day.map(|day| ("as_of".to_owned(), day.to_string()));
    address(path, &kept.iter().cloned().chain(as_of).collect::<Vec<_>>())
}

impl Slider {
    /// The slider at the day shown; none before the registry's first one.
    pub(super) fn new(app: &App, reading: &Reading, uri: &Uri) -> Option<Self> {
        let months = Months::of(app, reading)?;
        let path = localised(reading.language, uri.path());
        let kept = others(uri);
        let month = months.number(reading.today).clamp(0, months.last());
        let at_month = |number| at(&path, &kept, months.end(number));
        let year = |year: i16| YearLink {
            year,
            address: at_month(months.number(jiff::civil::date(year, 12, 31))),
            current: year == reading.today.year(),
        };
        Some(Self {
            first: months.first.strftime("%Y-%m").to_string(),
            month,
            last: months.last(),
            shown: typography::date(counted_day(app, reading), reading.language),
            earlier: (month > 0).then(|| at_month(month - 1)),
            later: (month < months.last()).then(|| at_month(month + 1)),
            years: (months.first.year()..=months.today.year()).map(year).collect(),
            action: path,
            kept,
        })
    }
}
