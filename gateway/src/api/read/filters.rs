//! The filters of the register, read from an address.

use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::card::ListingStatus;
use registry_projections::search::{Query, Sort};

use super::parameters::{Parameters, shortened};
use crate::read::lens::Lens;
use crate::read::row::{DISTRICT, SPECIALISATION};

/// The filters and the order.
pub const FILTERS: [&str; 10] = [
    "q",
    "region",
    "district",
    "specialisation",
    "level",
    "status",
    "participants_min",
    "participants_max",
    "organisation",
    "sort",
];

/// The most characters of a search.
const WORDS_CHARACTERS_MAX: usize = 200;

/// Reads filters and order; a code that no dictionary knows is a mistake, not an empty answer.
pub fn cluster_query(given: &mut Parameters, lens: &Lens<'_>) -> Query {
    let term = |dictionary: &'static str| {
        move |key: &str| {
            let known = lens.dictionaries().is_none_or(|all| all.term(dictionary, key).is_some());
            Code::parse(key).ok().filter(|_| known)
        }
    };
    let region = |key: &str| {
        let known = lens.regions().is_none_or(|all| all.region(key).is_some());
        Code::parse(key).ok().filter(|_| known)
    };
    Query {
        q: given.text("q").map(|words| words.chars().take(WORDS_CHARACTERS_MAX).collect()),
        regions: given.all("region", region),
        districts: given.all("district", term(DISTRICT)),
        specialisations: given.all("specialisation", term(SPECIALISATION)),
        levels: given.all("level", Level::from_key),
        statuses: given.choices(
            "status",
            &ListingStatus::ALL.map(ListingStatus::key),
            ListingStatus::from_key,
        ),
        participants_min: given.number("participants_min"),
        participants_max: given.number("participants_max"),
        organisations: given.ids("organisation"),
        sort: sort(given),
    }
}

fn sort(given: &mut Parameters) -> Sort {
    let Some(asked) = given.text("sort") else { return Sort::default() };
    Sort::from_key(&asked).unwrap_or_else(|| {
        given.refuse("sort", "sort.unknown", shortened(&asked));
        Sort::default()
    })
}
