//! Which filters of a query a row misses.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::dictionary::Regions;
use registry_events::ids::{OrganisationId, Position};
use registry_events::value::Code;

use super::Query;
use crate::name::{Name, fold};
use crate::register::RegisterRow;
use crate::support::{Support, held_on, support_at};
use crate::views::Views;

/// A query made ready for many rows.
pub(super) struct Matcher<'a> {
    query: &'a Query,
    regions: Option<&'a Arc<Regions>>,
    centres: &'a crate::regions::Regions,
    /// The day on which support is told; none where what it follows from may not be shown.
    supported_on: Option<Date>,
    at: Position,
    words: Option<Words>,
}

struct Words {
    folded: String,
    /// The organisations whose name has the words.
    organisations: BTreeSet<OrganisationId>,
}

/// A filter that has a facet, or all those that don't, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Region,
    District,
    Specialisation,
    Level,
    Support,
    Status,
    Other,
}

/// The filters a row misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Misses(u8);

impl Misses {
    const fn bit(filter: Filter) -> u8 {
        1 << filter as u8
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the row matches once this filter is left out.
    pub(super) const fn none_but(self, filter: Filter) -> bool {
        self.0 & !Self::bit(filter) == 0
    }
}

impl<'a> Matcher<'a> {
    pub(super) fn new(query: &'a Query, views: &'a Views, at: Position) -> Self {
        let regions = views.editions().regions_at(at);
        let asked = query.q.as_deref().map(str::trim).filter(|asked| !asked.is_empty());
        let words = asked.map(|asked| Words::new(asked, views, at));
        let supported_on = query.day.filter(|_| views.shows_support(at));
        Self { query, regions, centres: views.regions(), supported_on, at, words }
    }

    pub(super) fn misses(&self, row: &RegisterRow) -> Misses {
        let query = self.query;
        let matched = [
            (Filter::Region, any(&query.regions, row.regions.iter())),
            (Filter::District, any(&query.districts, self.districts(row))),
            (Filter::Specialisation, any(&query.specialisations, row.specialisation.iter())),
            (Filter::Level, any(&query.levels, row.level.iter())),
            (Filter::Support, any(&query.supports, self.support(row).as_ref())),
            (Filter::Status, any(&query.statuses, [&row.status])),
            (Filter::Other, self.matches_others(row)),
        ];
        let missed = matched.into_iter().filter(|(_, matched)| !matched);
        Misses(missed.fold(0, |bits, (filter, _)| bits | Misses::bit(filter)))
    }

    /// The federal districts of a row's regions; a district of two regions comes twice.
    pub(super) fn districts(&self, row: &RegisterRow) -> impl Iterator<Item = &Code> {
        let district = |region: &Code| Some(&self.regions?.region(region.as_str())?.district);
        row.regions.iter().filter_map(district)
    }

    /// How a row's cluster was supported on the day asked of.
    pub(super) fn support(&self, row: &RegisterRow) -> Option<Support> {
        self.supported_on.map(|day| support_at(row, self.centres, day, self.at))
    }

    fn matches_statuses(&self, row: &RegisterRow) -> bool {
        let (wanted, day) = (&self.query.official_statuses, self.query.day);
        let holds = |wanted: &Code| {
            day.is_some_and(|day| held_on(row, wanted.as_str(), day).next().is_some())
        };
        wanted.is_empty() || wanted.iter().any(holds)
    }

    fn matches_others(&self, row: &RegisterRow) -> bool {
        let total = row.participants.total();
        let query = self.query;
        query.participants_min.is_none_or(|min| min <= total)
            && query.participants_max.is_none_or(|max| total <= max)
            && self.matches_organisation(row)
            && self.matches_statuses(row)
            && self.words.as_ref().is_none_or(|words| words.are_in(row))
    }

    fn matches_organisation(&self, row: &RegisterRow) -> bool {
        let wanted = &self.query.organisations;
        wanted.is_empty() || row.participants.organisations().any(|one| wanted.contains(&one))
    }
}

impl Words {
    fn new(asked: &str, views: &Views, at: Position) -> Self {
        let folded = fold(asked);
        let named = views.organisations().iter().filter(|organisation| {
            organisation.name_at(at).is_some_and(|name| name.contains(&folded))
        });
        let organisations = named.map(|organisation| organisation.id).collect();
        Self { folded, organisations }
    }

    fn are_in(&self, row: &RegisterRow) -> bool {
        let named = |name: &Arc<Name>| name.contains(&self.folded);
        row.name.as_ref().is_some_and(named)
            || row.participants.organisations().any(|one| self.organisations.contains(&one))
    }
}

/// Whether nothing is asked, or one of the row's values is among what is asked.
fn any<'v, T: PartialEq + 'v>(asked: &[T], values: impl IntoIterator<Item = &'v T>) -> bool {
    asked.is_empty() || values.into_iter().any(|value| asked.contains(value))
}
