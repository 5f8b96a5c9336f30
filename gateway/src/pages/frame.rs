//! What stands around every page: sections, the language switch, the bands of demonstration and of a
//! past date, the form that leads to another date, the source.

mod address;
mod band;

use std::borrow::Borrow;
use std::sync::Arc;

use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::actor::Role;
use registry_events::value::Language;

pub use address::{address, escaped, localised};

use self::band::{band, demonstration, shown_date, source};
use super::assets;
use crate::http::appearance::Appearance;
use crate::http::as_of::AsOf;
use crate::http::language::{self, ENGLISH_PREFIX, LANGUAGES};
use crate::http::query::{pairs, parameter};
use crate::http::{App, Operator, Present, Reading};
use crate::words::messages::Messages;
use crate::words::typography;

/// The frame of one page.
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// The words of the site in it.
    pub words: Messages,
    /// How the reader wants the page to look.
    pub appearance: Appearance,
    /// That everything is invented, where it is.
    pub demonstration: Option<String>,
    /// Which date is shown, where it isn't now.
    pub as_of_band: Option<String>,
    /// This page, at the moment shown.
    pub here: String,
    /// This page as it is now.
    pub now: String,
    /// This page in the other language.
    pub other_language: String,
    /// This page where it is found from anywhere, with the moment that was asked for; none where the
    /// site's address isn't known.
    pub canonical: Option<String>,
    /// This page in each language; none around a page that is no address of its own.
    pub alternates: Vec<Alternate>,
    /// The form that leads to another date; none on pages that have no past.
    pub as_of_form: Option<AsOfForm>,
    /// Where the figures come from.
    pub source: String,
    /// Under which licence the data are open, and whose the map is.
    pub credits: String,
    /// Who runs the registry.
    pub operator: Operator,
    /// Who reads, where somebody is signed in.
    pub reader: Option<Arc<Present>>,
    section: &'static str,
    as_of: Option<String>,
    on: Option<Date>,
    zone: TimeZone,
    origin: Option<String>,
}

/// The form that leads to another date.
pub struct AsOfForm {
    /// The page.
    pub action: String,
    /// Parameters of the page that stay.
    pub kept: Vec<(String, String)>,
    /// The date that is shown.
    pub value: String,
    /// The first day of which the registry knows anything.
    pub first: String,
    /// The registry's day.
    pub last: String,
    /// Whether it stands open, since the date asked for can't be shown.
    pub open: bool,
}

/// A page in one of the languages.
pub struct Alternate {
    /// The language's code; `x-default` for readers of any other.
    pub code: &'static str,
    /// Its address, whole where that of the site is known.
    pub address: String,
}

/// A section of the site.
pub struct Section {
    /// Its address.
    pub address: String,
    /// What it is called.
    pub label: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Sections with the messages of their names, in the order in which they are offered.
const SECTIONS: [(&str, &str); 7] = [
    ("/", "section-map"),
    ("/clusters", "section-register"),
    ("/offers", "section-offers"),
    ("/statistics", "section-statistics"),
    ("/methodology", "section-methodology"),
    ("/open-data", "section-open-data"),
    ("/about", "section-about"),
];
/// Where the work of a role stands, with the messages of what it is called there.
const fn work_of(role: Role) -> &'static [(&'static str, &'static str)] {
    const DAILY: (&str, &str) = ("/work", "work-daily");
    const APPLICATIONS: (&str, &str) = ("/work/applications", "applications");
    const QUEUE: (&str, &str) = ("/work/queue", "queue");
    const CONFIRMATIONS: (&str, &str) = ("/work/confirmations", "confirmations");
    const EXPECTED: (&str, &str) = ("/work/expected", "expected");
    const COMPLETENESS: (&str, &str) = ("/work/completeness", "completeness");
    const ACCOUNTS: (&str, &str) = ("/admin/accounts", "admin-people");
    match role {
        Role::ClusterRepresentative => &[("/work", "work"), QUEUE, APPLICATIONS, CONFIRMATIONS],
        Role::OrganisationRepresentative => {
            &[("/work", "work-organisations"), QUEUE, CONFIRMATIONS, APPLICATIONS]
        }
        Role::RegionRepresentative => {
            &[("/work", "work-regions"), QUEUE, CONFIRMATIONS, EXPECTED, COMPLETENESS, APPLICATIONS]
        }
        Role::Officer => &[
            DAILY,
            QUEUE,
            CONFIRMATIONS,
            EXPECTED,
            COMPLETENESS,
            ("/work/representatives", "representatives"),
        ],
        Role::Auditor => &[DAILY, ("/desk", "nav-desk"), EXPECTED, COMPLETENESS, ACCOUNTS],
        Role::Administrator => &[DAILY, ACCOUNTS],
        Role::Clerk => &[],
    }
}
/// What waits for something to be written: no part of a page's address.
const OF_A_WAIT: &str = "at_least";
/// Parameters that say which moment is shown, or lose their meaning with it.
const OF_A_MOMENT: [&str; 3] = ["as_of", "cursor", OF_A_WAIT];

impl Frame {
    /// The frame of a page of a section.
    pub fn new(app: &App, reading: &Reading, uri: &Uri, section: &'static str) -> Self {
        let given = pairs(uri).into_iter().filter(|(_, value)| !value.is_empty());
        let given: Vec<_> = given.collect();
        let of_a_moment = |(name, _): &(String, String)| OF_A_MOMENT.contains(&name.as_str());
        let others: Vec<_> = given.iter().filter(|pair| !of_a_moment(pair)).cloned().collect();
        let lasting = given.iter().filter(|(name, _)| name != OF_A_WAIT);
        let lasting: Vec<_> = lasting.cloned().collect();
        let here = localised(reading.language, uri.path());
        Self {
            as_of_band: band(app, reading),
            here: address(&here, &given),
            now: address(&here, &others),
            other_language: address(&localised(other(reading.language), uri.path()), &given),
            as_of_form: Some(AsOfForm::new(app, reading, here, others)),
            source: source(app, reading),
            section,
            as_of: reading.as_of.map(as_of_parameter),
            on: reading.on,
            reader: reading.reader.clone(),
            ..Self::bare(app, reading.language, reading.appearance)
        }
        .found(uri.path(), &lasting, reading.origin.clone())
    }

    /// Whether the reader judges what documents show, and so may open them.
    pub fn judges(&self) -> bool {
        let role = self.reader.as_ref().and_then(|reader| reader.role);
        matches!(role, Some(Role::Officer | Role::Auditor))
    }

    /// The frame of a page that shows nothing of the register.
    pub fn bare(app: &App, language: Language, appearance: Appearance) -> Self {
        let words = Messages::of(language);
        Self {
            language,
            words,
            appearance,
            demonstration: demonstration(app, words),
            as_of_band: None,
            here: String::new(),
            now: String::new(),
            other_language: localised(other(language), "/clusters"),
            canonical: None,
            alternates: Vec::new(),
            as_of_form: None,
            source: String::new(),
            credits: words.say_with("credits", &[("licence", &app.settings.licence.name)]),
            operator: app.settings.operator.clone(),
            reader: None,
            section: "",
            as_of: None,
            on: None,
            zone: app.registry.zone().clone(),
            origin: None,
        }
    }

    /// The same frame for a reader, where one is signed in.
    #[must_use]
    pub fn for_reader(self, reader: Option<Arc<Present>>) -> Self {
        Self { reader, ..self }
    }

    /// Whether the page shows another moment or day than now.
    pub const fn is_of_the_past(&self) -> bool {
        self.as_of.is_some() || self.on.is_some()
    }

    /// What each form of the reader carries; empty where nobody is signed in.
    pub fn csrf(&self) -> &str {
        self.reader.as_ref().map(|reader| reader.csrf.as_str()).unwrap_or_default()
    }

    /// Whether the reader acts in one of these roles.
    pub fn acts_as<'r>(&self, roles: impl AsRef<[&'r str]>) -> bool {
        let role = self.reader.as_ref().and_then(|reader| reader.role);
        role.is_some_and(|role| roles.as_ref().contains(&role.key()))
    }

    /// Where the reader's work stands in the role they act in, with the messages of what it is called.
    pub fn own_sections(&self) -> &'static [(&'static str, &'static str)] {
        let role = self.reader.as_ref().and_then(|reader| reader.role);
        role.map_or(&[], work_of)
    }

    /// Where somebody signs in, and comes back from to this page.
    pub fn sign_in(&self) -> String {
        let next = Some(self.here.clone()).filter(|here| !here.is_empty());
        let next = next.map(|next| ("next".to_owned(), next));
        address(&self.plain_link("/sign-in"), next.as_slice())
    }

    /// The same frame around a page without a past, which is at this address of the site.
    #[must_use]
    pub fn at(self, uri: &Uri, origin: Option<String>) -> Self {
        Self {
            here: localised(self.language, uri.path()),
            now: localised(self.language, uri.path()),
            other_language: address(&localised(other(self.language), uri.path()), &pairs(uri)),
            ..self
        }
        .found(uri.path(), &[], origin)
    }

    /// The same frame with where its page is found, in its own language and in each.
    fn found(
        mut self,
        path: &str,
        parameters: &[(String, String)],
        origin: Option<String>,
    ) -> Self {
        self.origin = origin;
        let here = |language| self.absolute(&address(&localised(language, path), parameters));
        let in_default = ("x-default", LANGUAGES[0]);
        let languages = LANGUAGES.map(|language| (language::code(language), language));
        let all = languages.into_iter().chain([in_default]);
        let alternate = |(code, language)| Alternate { code, address: here(language) };
        let canonical = self.origin.as_ref().map(|_| here(self.language));
        Self { alternates: all.map(alternate).collect(), canonical, ..self }
    }

    /// The same frame around the page of a problem at an address: what that page is in the other
    /// language, and where its date is to blame, a way to another one.
    #[must_use]
    pub fn of_problem(self, app: &App, uri: &Uri, is_of_the_date: bool) -> Self {
        let path = uri.path().strip_prefix(ENGLISH_PREFIX).unwrap_or(uri.path());
        let path = if path.is_empty() { "/" } else { path };
        let dated = |name: &str| is_of_the_date && (name == "on" || OF_A_MOMENT.contains(&name));
        let others =
            pairs(uri).into_iter().filter(|(name, value)| !value.is_empty() && !dated(name));
        let others: Vec<_> = others.collect();
        let here = localised(self.language, path);
        let now = address(&here, &others);
        let framed = Self {
            other_language: address(&localised(other(self.language), path), &others),
            here: now.clone(),
            ..self
        };
        if !is_of_the_date {
            return framed.of_moment(uri);
        }
        let form = AsOfForm { open: true, ..AsOfForm::offered(app, here, others) };
        Self { now, as_of_form: Some(form), ..framed }
    }

    /// The same frame around a page that shows nothing of a moment, but whose links lead to the one
    /// that its address asks for.
    #[must_use]
    pub fn of_moment(self, uri: &Uri) -> Self {
        let given = parameter(uri, "as_of").ok().flatten();
        let as_of = given.and_then(|given| AsOf::parse(&given).ok());
        Self { as_of: as_of.map(as_of_parameter), ..self }
    }

    /// The address of the style sheet.
    pub fn stylesheet(&self) -> String {
        assets::stylesheet()
    }

    /// The address of another asset by its plain name.
    pub fn asset(&self, plain: &str) -> String {
        assets::address(plain)
    }

    /// The picture that previews of links show: the site's card.
    pub fn card(&self) -> String {
        self.absolute(&self.asset(&format!("card-{}.png", self.code())))
    }

    /// The language with the country whose words it has, as previews of links name it.
    pub const fn locale(&self) -> &'static str {
        locale(self.language)
    }

    /// The same of the other language.
    pub const fn other_locale(&self) -> &'static str {
        locale(other(self.language))
    }

    /// The language's code.
    pub const fn code(&self) -> &'static str {
        language::code(self.language)
    }

    /// The code of the other language.
    pub const fn other_code(&self) -> &'static str {
        language::code(other(self.language))
    }

    /// A message of the site.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A message about a number.
    pub fn count(&self, key: &str, number: impl Borrow<usize>) -> String {
        self.words.count(key, *number.borrow())
    }

    /// A page of ours in the page's language, with the dates shown.
    pub fn link(&self, path: &str) -> String {
        let link = self.link_as_of(path);
        let mark = if link.contains('?') { '&' } else { '?' };
        self.on.map_or(link.clone(), |on| format!("{link}{mark}on={on}"))
    }

    /// A page of ours in the page's language, with the date shown, of what knows no day in the
    /// world.
    pub fn link_as_of(&self, path: &str) -> String {
        let path = &localised(self.language, path);
        match &self.as_of {
            None => path.clone(),
            Some(as_of) => {
                let mark = if path.contains('?') { '&' } else { '?' };
                format!("{path}{mark}as_of={}", escaped(as_of))
            }
        }
    }

    /// An address of ours with that of the site, where it is known.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.origin.as_deref().unwrap_or_default())
    }

    /// Where a page in the page's language is found from anywhere, now and later; none where the
    /// site's address isn't known.
    pub fn found_at(&self, path: &str) -> Option<String> {
        let origin = self.origin.as_ref()?;
        Some(format!("{origin}{}", localised(self.language, path)))
    }

    /// A page of ours in the page's language that has no past.
    pub fn plain_link(&self, path: &str) -> String {
        localised(self.language, path)
    }

    /// The day of an instant in the registry's zone, in words.
    pub fn day(&self, at: Timestamp) -> String {
        typography::day(at, &self.zone, self.language)
    }

    /// The day of an instant in the registry's zone.
    pub fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// When a day begins in the registry's zone.
    pub fn midnight(&self, day: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()
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
        let section = |(path, label)| Section {
            address: self.link(path),
            label: self.say(label),
            current: path == self.section,
        };
        SECTIONS.into_iter().map(section).collect()
    }
}

impl AsOfForm {
    fn new(app: &App, reading: &Reading, action: String, kept: Vec<(String, String)>) -> Self {
        let value = reading.as_of.map(|_| shown_date(app, reading)).unwrap_or_default();
        Self { value, ..Self::offered(app, action, kept) }
    }

    fn offered(app: &App, action: String, kept: Vec<(String, String)>) -> Self {
        let zone = app.registry.zone();
        let first = app.views().times().recorded_at(registry_events::ids::Position(0));
        let first = first.map(|at| zone.to_datetime(at).date().to_string());
        Self {
            action,
            kept,
            value: String::new(),
            first: first.unwrap_or_default(),
            last: app.registry.today().to_string(),
            open: false,
        }
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::Ru => Language::En,
        Language::En => Language::Ru,
    }
}

const fn locale(language: Language) -> &'static str {
    match language {
        Language::Ru => "ru_RU",
        Language::En => "en_GB",
    }
}

fn as_of_parameter(as_of: AsOf) -> String {
    match as_of {
        AsOf::Day(date) => date.to_string(),
        AsOf::Instant(instant) => instant.to_string(),
        AsOf::Position(position) => format!("position:{position}"),
    }
}
