//! Rows made ready for many questions: which rows have which value, every order, every word.
//!
//! A question then costs operations on sets of rows and not a look at every row. An index is made
//! of the rows of one position and one day, now or in the past, and never changes; words are indexed
//! when the first question asks for some.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use registry_events::ids::{OrganisationId, Position};
use registry_events::level::Level;
use registry_events::value::Code;

use super::facets::Facets;
use super::matched::Seen;
use super::values::{Rows, Scattered, Values, count, in_each};
use super::words::{Hits, WordIndex};
use super::{Found, Query, Sort, Window};
use crate::card::ListingStatus;
use crate::keys;
use crate::register::RegisterRow;
use crate::statistics::Counting;
use crate::support::Support;
use crate::views::Views;

/// The rows of one position and one day, indexed.
#[derive(Debug)]
pub struct Index {
    views: Arc<Views>,
    at: Position,
    /// The day asked of.
    asked_day: Option<Date>,
    /// The same, where support may be shown.
    day: Option<Date>,
    rows: Vec<Arc<RegisterRow>>,
    regions: Values<Code>,
    districts: Values<Code>,
    specialisations: Values<Code>,
    levels: Values<Level>,
    supports: Values<Support>,
    statuses: Values<ListingStatus>,
    english: Rows,
    official_statuses: Values<Code>,
    orders: [OnceLock<Vec<u32>>; Sort::COUNT],
    members: OnceLock<Scattered<OrganisationId>>,
    words: OnceLock<WordIndex>,
}

/// The rows that pass each filter; none where nothing is asked of it.
struct Passed {
    region: Option<Rows>,
    district: Option<Rows>,
    specialisation: Option<Rows>,
    level: Option<Rows>,
    support: Option<Rows>,
    status: Option<Rows>,
    english: Option<Rows>,
    others: Vec<Rows>,
}

/// A filter that has a facet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Faceted {
    Region,
    District,
    Specialisation,
    Level,
    Support,
    Status,
    English,
}

impl Index {
    /// Indexes rows of a position; support and official statuses are those of a day.
    pub fn new(
        rows: Vec<Arc<RegisterRow>>,
        views: Arc<Views>,
        at: Position,
        day: Option<Date>,
    ) -> Self {
        let count = rows.len();
        let mut index = Self {
            at,
            asked_day: day,
            day: day.filter(|_| views.shows_support(at)),
            regions: Values::new(count),
            districts: Values::new(count),
            specialisations: Values::new(count),
            levels: Values::new(count),
            supports: Values::new(count),
            statuses: Values::new(count),
            english: Rows::with_capacity(count),
            official_statuses: Values::new(count),
            orders: Default::default(),
            members: OnceLock::new(),
            words: OnceLock::new(),
            views,
            rows: Vec::new(),
        };
        for (place, row) in rows.iter().enumerate() {
            index.insert(place, row);
        }
        index.rows = rows;
        index
    }

    /// Indexes words, so that the first question that asks for some needn't wait for it.
    pub fn index_words(&self) {
        self.words();
    }

    /// Answers a query with the rows of a window. The query's day is the index's.
    pub fn find(&self, query: &Query, window: Window) -> Found {
        let hits = self.hits(query);
        let passed = self.passed(query, hits.as_ref());
        let matching = passed.all_but(None, self.rows.len());
        let rows = self.window(query.sort, hits.as_ref(), &matching, window);
        let matched = rows.iter().filter_map(|row| {
            let matched = hits.as_ref()?.explain(row, self.seen())?;
            Some((row.cluster, matched))
        });
        Found {
            matched: matched.collect(),
            total: matching.count_ones(..),
            facets: self.facets(&passed),
            rows,
        }
    }

    fn insert(&mut self, place: usize, row: &RegisterRow) {
        let regions = self.views.editions().regions_at(self.at);
        for code in row.regions.iter() {
            self.regions.insert(code, place);
            if let Some(region) = regions.and_then(|regions| regions.named(code.as_str())) {
                self.districts.insert(&region.district, place);
            }
        }
        row.specialisation.iter().for_each(|code| self.specialisations.insert(code, place));
        row.level.iter().for_each(|level| self.levels.insert(level, place));
        self.statuses.insert(&row.status, place);
        let levels = self.views.levels(row.cluster);
        self.english
            .set(place, levels.is_some_and(|levels| levels.is_met(keys::IN_ENGLISH, self.at)));
        let Some(day) = self.day else { return };
        if let Some(support) = self.views.support(row, day, self.at) {
            self.supports.insert(&support, place);
        }
        let held = row.statuses.values().filter(|status| status.holds_on(day));
        let held = held.filter_map(|status| status.status_type.as_ref());
        held.for_each(|status| self.official_statuses.insert(status, place));
    }

    fn hits(&self, query: &Query) -> Option<Hits<'_>> {
        let asked = query.q.as_deref().map(str::trim).filter(|asked| !asked.is_empty())?;
        Some(self.words().find(asked))
    }

    fn words(&self) -> &WordIndex {
        self.words.get_or_init(|| WordIndex::new(&self.rows, self.seen()))
    }

    fn seen(&self) -> Seen<'_> {
        Seen { views: &self.views, at: self.at, day: self.asked_day }
    }

    fn passed(&self, query: &Query, hits: Option<&Hits<'_>>) -> Passed {
        let others = [
            self.official_statuses.any(&query.official_statuses),
            self.members(&query.organisations),
            self.of_size(query),
            self.behind(query),
            hits.map(|hits| hits.rows(self.rows.len())),
        ];
        Passed {
            region: self.regions.any(&query.regions),
            district: self.districts.any(&query.districts),
            specialisation: self.specialisations.any(&query.specialisations),
            level: self.levels.any(&query.levels),
            support: self.supports.any(&query.supports),
            status: self.statuses.any(&query.statuses),
            english: query.english.then(|| self.english.clone()),
            others: others.into_iter().flatten().collect(),
        }
    }

    /// The rows with any of these organisations as a participant.
    fn members(&self, asked: &[OrganisationId]) -> Option<Rows> {
        if asked.is_empty() {
            return None;
        }
        let members = self.members.get_or_init(|| {
            let mut members = Scattered::new(self.rows.len());
            for (place, row) in self.rows.iter().enumerate() {
                row.participants.organisations().for_each(|one| members.insert(&one, place));
            }
            members
        });
        members.any(asked)
    }

    /// The rows with a number of participants within the query's bounds: a run of their order.
    fn of_size(&self, query: &Query) -> Option<Rows> {
        query.participants_min.or(query.participants_max)?;
        let order = self.order(Sort::Participants);
        let total = |place: u32| self.rows[place as usize].participants.total();
        let max = query.participants_max.unwrap_or(usize::MAX);
        let min = query.participants_min.unwrap_or(0);
        let first = order.partition_point(|place| total(*place) > max);
        let end = order.partition_point(|place| total(*place) >= min).max(first);
        let mut rows = Rows::with_capacity(self.rows.len());
        rows.extend(order[first..end].iter().map(|place| *place as usize));
        Some(rows)
    }

    /// The rows of a window among those that match.
    fn window(
        &self,
        sort: Sort,
        hits: Option<&Hits<'_>>,
        matching: &Rows,
        window: Window,
    ) -> Vec<Arc<RegisterRow>> {
        let order = self.order(sort).iter().map(|place| *place as usize);
        let matches = order.filter(|place| matching.contains(*place));
        let row = |place: usize| Arc::clone(&self.rows[place]);
        let Some(hits) = hits.filter(|_| sort == Sort::Relevance) else {
            return matches.skip(window.offset).take(window.limit).map(row).collect();
        };
        let mut closest: Vec<_> = matches.collect();
        // A stable sort: among equally close ones the last updated stays first.
        closest.sort_by_key(|place| Reverse(hits.closeness(*place)));
        closest.into_iter().skip(window.offset).take(window.limit).map(row).collect()
    }

    /// The rows behind each of the figures asked for: figures count clusters on the register. Few ask for one, so every row is looked at.
    fn behind(&self, query: &Query) -> Option<Rows> {
        if query.figures.is_empty() {
            return None;
        }
        let organisations = self.views.organisations();
        let counting = Counting { organisations, at: self.at, day: query.day };
        let mut rows = Rows::with_capacity(self.rows.len());
        rows.extend(self.rows.iter().enumerate().filter_map(|(place, row)| {
            let counted = row.counted();
            let listed = row.status == ListingStatus::Listed;
            let mut figures = query.figures.iter();
            let all = listed && figures.all(|figure| figure.counts(&counted, counting));
            all.then_some(place)
        }));
        Some(rows)
    }

    /// All rows in an order.
    fn order(&self, sort: Sort) -> &[u32] {
        self.orders[sort as usize].get_or_init(|| {
            let mut order: Vec<u32> =
                (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).collect();
            order.sort_by(|a, b| sort.compare(&self.rows[*a as usize], &self.rows[*b as usize]));
            order
        })
    }

    fn facets(&self, passed: &Passed) -> Facets {
        let among = |facet| passed.all_but(Some(facet), self.rows.len());
        Facets {
            region: self.regions.counts(&among(Faceted::Region)),
            district: self.districts.counts(&among(Faceted::District)),
            specialisation: self.specialisations.counts(&among(Faceted::Specialisation)),
            level: self.levels.counts(&among(Faceted::Level)),
            support: self.supports.counts(&among(Faceted::Support)),
            status: self.statuses.counts(&among(Faceted::Status)),
            english: count(&self.english, &among(Faceted::English)),
        }
    }
}

impl Passed {
    /// The rows that pass every filter but one.
    fn all_but(&self, left_out: Option<Faceted>, rows: usize) -> Rows {
        let faceted = [
            (Faceted::Region, &self.region),
            (Faceted::District, &self.district),
            (Faceted::Specialisation, &self.specialisation),
            (Faceted::Level, &self.level),
            (Faceted::Support, &self.support),
            (Faceted::Status, &self.status),
            (Faceted::English, &self.english),
        ];
        let kept = faceted.into_iter().filter(|(facet, _)| Some(*facet) != left_out);
        in_each(rows, kept.filter_map(|(_, passed)| passed.as_ref()).chain(&self.others))
    }
}
