//! What stands around every page: sections, the bands of demonstration and of a past date, the form
//! that leads to another date, the source.

use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::value::Language;

use super::assets;
use crate::http::as_of::AsOf;
use crate::http::query::pairs;
use crate::http::{App, Reading};
use crate::words::typography;

/// The frame of one page.
pub struct Frame {
    /// The address of the style sheet.
    pub stylesheet: String,
    /// That everything is invented, where it is.
    pub demonstration: Option<String>,
    /// Which date is shown, where it isn't now.
    pub as_of_band: Option<String>,
    /// This page as it is now.
    pub now: String,
    /// The form that leads to another date; none on pages that have no past.
    pub as_of_form: Option<AsOfForm>,
    /// Where the figures come from.
    pub source: String,
    section: &'static str,
    as_of: Option<String>,
    on: Option<Date>,
    zone: TimeZone,
}

/// The form that leads to another date.
pub struct AsOfForm {
    /// The page.
    pub action: String,
    /// Parameters of the page that stay.
    pub kept: Vec<(String, String)>,
    /// The date that is shown.
    pub value: String,
}

/// A section of the site.
pub struct Section {
    /// Its address.
    pub address: String,
    /// What it is called.
    pub label: &'static str,
    /// Whether the page belongs to it.
    pub current: bool,
}

const SECTIONS: [(&str, &str); 3] =
    [("/clusters", "Реестр"), ("/statistics", "Статистика"), (API_REFERENCE, "Открытые данные")];
/// The description of the open data; it has no past.
const API_REFERENCE: &str = "/api/v1/docs/";

impl Frame {
    /// The frame of a page of a section.
    pub fn new(app: &App, reading: &Reading, uri: &Uri, section: &'static str) -> Self {
        let others: Vec<_> = pairs(uri)
            .into_iter()
            .filter(|(name, value)| {
                !["as_of", "cursor", "at_least"].contains(&name.as_str()) && !value.is_empty()
            })
            .collect();
        Self {
            stylesheet: assets::stylesheet(),
            demonstration: demonstration(app),
            as_of_band: band(app, reading),
            now: address(uri.path(), &others),
            as_of_form: Some(AsOfForm {
                action: uri.path().to_owned(),
                kept: others,
                value: shown_date(app, reading),
            }),
            source: source(app, reading),
            section,
            as_of: reading.as_of.map(as_of_parameter),
            on: reading.on,
            zone: app.registry.zone().clone(),
        }
    }

    /// The frame of a page that shows nothing of the register.
    pub fn bare(app: &App) -> Self {
        Self {
            stylesheet: assets::stylesheet(),
            demonstration: demonstration(app),
            as_of_band: None,
            now: String::new(),
            as_of_form: None,
            source: String::new(),
            section: "",
            as_of: None,
            on: None,
            zone: app.registry.zone().clone(),
        }
    }

    /// An address of ours that keeps the dates shown.
    pub fn link(&self, path: &str) -> String {
        let link = self.link_as_of(path);
        let mark = if link.contains('?') { '&' } else { '?' };
        self.on.map_or(link.clone(), |on| format!("{link}{mark}on={on}"))
    }

    /// The day of an instant in the registry's zone, in words.
    pub fn day(&self, at: Timestamp) -> String {
        typography::day(at, &self.zone, Language::Ru)
    }

    /// An address of ours that keeps the date shown, of what knows no day in the world.
    pub fn link_as_of(&self, path: &str) -> String {
        match &self.as_of {
            None => path.to_owned(),
            Some(as_of) => {
                let mark = if path.contains('?') { '&' } else { '?' };
                format!("{path}{mark}as_of={}", escaped(as_of))
            }
        }
    }

    /// The day in the world that is asked for.
    pub const fn on(&self) -> Option<Date> {
        self.on
    }

    /// The date shown, as a parameter.
    pub fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }

    /// The sections of the site.
    pub fn sections(&self) -> Vec<Section> {
        let address = |path: &str| {
            if path == API_REFERENCE { path.to_owned() } else { self.link(path) }
        };
        let section = |(path, label)| Section {
            address: address(path),
            label,
            current: path == self.section,
        };
        SECTIONS.into_iter().map(section).collect()
    }
}

/// A path with parameters.
pub fn address(path: &str, parameters: &[(String, String)]) -> String {
    let pairs: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// A text as a part of an address.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn as_of_parameter(as_of: AsOf) -> String {
    match as_of {
        AsOf::Day(date) => date.to_string(),
        AsOf::Instant(instant) => instant.to_string(),
        AsOf::Position(position) => format!("position:{position}"),
    }
}

fn demonstration(app: &App) -> Option<String> {
    let views = app.views();
    if !views.editions().is_demonstration() {
        return None;
    }
    let day = typography::day(app.registry.now(), app.registry.zone(), Language::Ru);
    Some(format!(
        "Демонстрационные данные: все кластеры и организации вымышлены. Демонстрационная дата: {day}"
    ))
}

/// The moment and the day shown, where one was asked for.
fn band(app: &App, reading: &Reading) -> Option<String> {
    let day = reading.on.map(|on| typography::date(on, Language::Ru));
    let day = day.map(|day| format!("Показано, что действовало {day}."));
    let both: Vec<_> = as_of_band(app, reading).into_iter().chain(day).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

fn as_of_band(app: &App, reading: &Reading) -> Option<String> {
    let zone = app.registry.zone();
    let minute = || typography::minute(reading.instant, zone, Language::Ru);
    let abbreviation = zone.to_offset_info(reading.instant).abbreviation().to_owned();
    let zone = if abbreviation == "MSK" { "МСК".to_owned() } else { abbreviation };
    Some(match reading.as_of? {
        AsOf::Day(_) | AsOf::Instant(_) => format!("По состоянию на {} {zone}.", minute()),
        AsOf::Position(position) => {
            format!("По состоянию на позицию журнала {position}, {} {zone}.", minute())
        }
    })
}

/// The date in the form: the one shown, else none chosen.
fn shown_date(app: &App, reading: &Reading) -> String {
    if reading.as_of.is_none() {
        return String::new();
    }
    app.registry.zone().to_datetime(reading.instant).date().to_string()
}

fn source(app: &App, reading: &Reading) -> String {
    let Some(at) = reading.at else {
        return "В реестре пока ничего не записано.".into();
    };
    let recorded = reading.views.times().recorded_at(at);
    let day = recorded.map(|at| typography::day(at, app.registry.zone(), Language::Ru));
    let position = typography::integer(at.0);
    let day = day.map(|day| format!(", последняя запись {day}")).unwrap_or_default();
    format!("Источник: журнал реестра до позиции {position}{day}.")
}
