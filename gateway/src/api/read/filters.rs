//! The filters of the register, read from an address.

use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::card::ListingStatus;
use registry_projections::search::{Query, Sort};
use registry_projections::statistics::Behind;
use registry_projections::support::Support;

use super::parameters::{Parameters, shortened};
use crate::http::Reading;
use crate::read::facets::IN_ENGLISH;
use crate::read::lens::Lens;
use crate::read::row::{DISTRICT, SPECIALISATION};
use crate::read::support::OFFICIAL_STATUS;

/// The filters and the order.
pub const FILTERS: [&str; 15] = [
    "q",
    "region",
    "district",
    "specialisation",
    "level",
    "support",
    "official_status",
    "status",
    "english",
    "participants_min",
    "participants_max",
    "organisation",
    "figure",
    "sort",
    "on",
];

/// The most characters of a search.
const WORDS_CHARACTERS_MAX: usize = 200;

/// Reads filters and order; a code that no dictionary knows is a mistake, not an empty answer.
pub fn cluster_query(given: &mut Parameters, reading: &Reading) -> Query {
    let lens = reading.lens();
    let term = |dictionary| known_term(dictionary, &lens);
    let words = given.text("q").map(|words| words.chars().take(WORDS_CHARACTERS_MAX).collect());
    let has_words = words.is_some();
    Query {
        q: words,
        regions: given.all("region", known_region(&lens)),
        districts: given.all("district", term(DISTRICT)),
        specialisations: given.all("specialisation", term(SPECIALISATION)),
        levels: given.all("level", Level::from_key),
        statuses: given.choices(
            "status",
            &ListingStatus::ALL.map(ListingStatus::key),
            ListingStatus::from_key,
        ),
        english: !given
            .choices("english", &[IN_ENGLISH], |asked| (asked == IN_ENGLISH).then_some(()))
            .is_empty(),
        participants_min: given.number("participants_min"),
        participants_max: given.number("participants_max"),
        organisations: given.ids("organisation"),
        day: Some(reading.day()),
        supports: given.choices("support", &Support::ALL.map(Support::key), Support::from_key),
        official_statuses: given.all("official_status", term(OFFICIAL_STATUS)),
        figures: given.several("figure", "figure.not-a-filter", known_figure(&lens)),
        sort: sort(given, has_words).read_in(reading.language),
    }
}

/// Reads a figure behind which clusters stand; one of a term that no dictionary knows counts nothing.
fn known_figure<'l>(lens: &Lens<'l>) -> impl Fn(&str) -> Option<Behind> + use<'l> {
    let dictionaries = lens.dictionaries();
    move |path| {
        let behind = Behind::figure(path)?;
        let is_known =
            |(dictionary, key)| dictionaries.is_none_or(|all| all.term(dictionary, key).is_some());
        let known = behind.terms().into_iter().all(is_known);
        known.then_some(behind)
    }
}

/// Reads a code that a dictionary knows.
pub fn known_term<'l>(
    dictionary: &'static str,
    lens: &Lens<'l>,
) -> impl Fn(&str) -> Option<Code> + use<'l> {
    let dictionaries = lens.dictionaries();
    move |key| {
        let known = dictionaries.is_none_or(|all| all.term(dictionary, key).is_some());
        Code::parse(key).ok().filter(|_| known)
    }
}

/// Reads the code of a subject of the federation; one that became part of another is asked for there.
pub fn known_region<'l>(lens: &Lens<'l>) -> impl Fn(&str) -> Option<Code> + use<'l> {
    let regions = lens.regions();
    move |key| {
        let code = Code::parse(key).ok()?;
        let Some(all) = regions else { return Some(code) };
        all.named(key).map(|_| all.resolve(&code).clone())
    }
}

/// The query by name, for cursors: today's day is no part of what was asked.
pub fn query_name(query: &Query, reading: &Reading) -> String {
    format!("clusters {:?}", Query { day: reading.on, ..query.clone() })
}

/// The order asked for; who asks for words and for no order wants the closest first.
fn sort(given: &mut Parameters, has_words: bool) -> Sort {
    let unasked = if has_words { Sort::Relevance } else { Sort::default() };
    let Some(asked) = given.text("sort") else { return unasked };
    Sort::from_key(&asked).unwrap_or_else(|| {
        given.refuse("sort", "sort.unknown", shortened(&asked));
        Sort::default()
    })
}
