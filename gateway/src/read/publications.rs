//! Publications: reports, reviews, ratings and announcements, as they were said by a position.
//!
//! A withdrawn one leaves the list; who asks for withdrawn ones learns that they were there and why
//! they are no more, and not where they could be read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::claim::Evidence;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::document::DocumentRef;
use registry_events::event::{Publication, PublicationKind};
use registry_events::ids::{Position, StreamVersion};
use registry_events::value::Code;
use registry_projections::publications::{PublicationRecord, Saying, Withdrawal};
use registry_projections::views::Views;
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{Cursor, Page};
use super::facets::{FacetValue, coded};
use super::lens::Lens;
use super::parts::{Bilingual, Labelled};
use super::row::{SPECIALISATION, labelled, labelled_region};
use crate::api::write::documents::DocumentBody;
use crate::words::terms;

/// Whether a publication stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It stands.
    #[default]
    Published,
    /// It was withdrawn.
    Withdrawn,
}

/// What is asked of the list; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicationQuery {
    /// Any of these.
    pub kinds: Vec<PublicationKind>,
    /// About any of these regions; what is about all of them is about none in particular.
    pub regions: Vec<Code>,
    /// About any of these specialisations.
    pub specialisations: Vec<Code>,
    /// Came out in any of these years.
    pub years: Vec<i16>,
    /// Those that stand, or those that were withdrawn.
    pub standing: Standing,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicationList {
    /// What stands on this page, the last that came out first.
    pub items: Vec<PublicationShown>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A publication as it was said by a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicationShown {
    /// Its number, which never changes.
    pub publication: u64,
    /// `report`, `review`, `rating` or `announcement`.
    pub kind: &'static str,
    /// Its title.
    pub title: Bilingual,
    /// What stands in it, in a few sentences.
    pub summary: Option<Bilingual>,
    /// The day it came out.
    #[schema(value_type = String, format = Date)]
    pub published_on: Date,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// The document that the registry keeps of it.
    pub document: Option<PublishedDocument>,
    /// The regions it is about; none of what is about all.
    pub regions: Vec<Labelled>,
    /// The specialisations it is about; none of what is about all.
    pub specialisations: Vec<Labelled>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// When the last was recorded of it.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Where.
    pub position: u64,
    /// The version of it; `If-Match` takes it.
    pub version: u64,
    /// When and why it was corrected, the first time first.
    pub corrections: Vec<Remark>,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Remark>,
}

/// A document that everybody may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublishedDocument {
    /// Where it is downloaded; null where another one stands in its place today.
    pub address: Option<String>,
    /// What it holds.
    #[serde(flatten)]
    pub document: DocumentBody,
}

/// When something was done to a publication, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Remark {
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where.
    pub position: u64,
    /// Why.
    pub reason: String,
}

impl Standing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Published, Self::Withdrawn];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }
}

/// Every publication that was recorded by the lens's position, the last that came out first.
pub fn published(lens: &Lens<'_>) -> Vec<PublicationShown> {
    let records = lens.views.publications().at(lens.at);
    let mut shown: Vec<_> = records.filter_map(|one| PublicationShown::of(one, lens)).collect();
    shown.sort_by_key(|one| std::cmp::Reverse((one.published_on, one.publication)));
    shown
}

/// One by its number; none when it wasn't recorded by the lens's position.
pub fn one(number: StreamVersion, lens: &Lens<'_>) -> Option<PublicationShown> {
    PublicationShown::of(lens.views.publications().get(number)?, lens)
}

/// The last announcements that stand.
pub fn latest_announcements(lens: &Lens<'_>, most: usize) -> Vec<PublicationShown> {
    let kinds = vec![PublicationKind::Announcement];
    let query = PublicationQuery { kinds, ..PublicationQuery::default() };
    published(lens).into_iter().filter(|one| query.matches(one)).take(most).collect()
}

/// The document of a publication that stands today, as it is said today: what was corrected or
/// withdrawn isn't given out by asking for the past.
pub fn document_of(number: StreamVersion, views: &Views) -> Option<DocumentRef> {
    let (record, now) = (views.publications().get(number)?, views.position()?);
    if record.withdrawn_at(now).is_some() {
        return None;
    }
    match record.at(now)?.says.found_at.as_ref()? {
        Evidence::Document(document) => Some(*document),
        Evidence::Link(_) => None,
    }
}

/// A page of what matches.
pub fn list(
    query: &PublicationQuery,
    published: Vec<PublicationShown>,
    page: &Page,
) -> PublicationList {
    let found = published.into_iter().filter(|one| query.matches(one)).collect();
    let page = page.cut(found);
    let next_cursor = page.next.as_ref().map(Cursor::to_string);
    PublicationList { items: page.items, total: page.total, next_cursor }
}

impl PublicationShown {
    fn of(record: &PublicationRecord, lens: &Lens<'_>) -> Option<Self> {
        let sayings = record.until(lens.at);
        let (first, last) = (sayings.first()?, sayings.last()?);
        let end = record.withdrawn_at(lens.at);
        let place = record.last_place(lens.at)?;
        let says = &last.says;
        Some(Self {
            publication: record.number.0,
            kind: says.kind.key(),
            title: (&says.title).into(),
            summary: says.summary.as_ref().map(Bilingual::from),
            published_on: says.published_on,
            url: url(says).filter(|_| end.is_none()),
            document: PublishedDocument::of(record.number, says, lens).filter(|_| end.is_none()),
            regions: says.regions.iter().map(|code| region(code, lens)).collect(),
            specialisations: specialisations(says, lens),
            recorded_at: first.place.recorded_at,
            updated_at: place.recorded_at,
            position: place.position.0,
            version: place.version.0,
            corrections: sayings[1..].iter().map(Remark::of_correction).collect(),
            withdrawn: end.map(Remark::of_withdrawal),
        })
    }

    /// Whether it stands.
    pub const fn standing(&self) -> Standing {
        if self.withdrawn.is_some() { Standing::Withdrawn } else { Standing::Published }
    }
}

/// A region as it is read today: one that became part of another one is read as that one.
fn region(code: &Code, lens: &Lens<'_>) -> Labelled {
    let today = lens.region(code.as_str()).map_or(code, |region| &region.code);
    labelled_region(today, lens)
}

fn specialisations(says: &Publication, lens: &Lens<'_>) -> Vec<Labelled> {
    says.specialisations.iter().map(|key| labelled(SPECIALISATION, key, lens)).collect()
}

fn url(says: &Publication) -> Option<String> {
    match says.found_at.as_ref()? {
        Evidence::Link(url) => Some(url.to_string()),
        Evidence::Document(_) => None,
    }
}

impl PublishedDocument {
    fn of(number: StreamVersion, says: &Publication, lens: &Lens<'_>) -> Option<Self> {
        let Evidence::Document(document) = says.found_at.as_ref()? else { return None };
        let stands = document_of(number, lens.views).is_some_and(|today| today == *document);
        let address = format!("/api/v1/publications/{number}/document");
        Some(Self { address: stands.then_some(address), document: document.into() })
    }
}

impl Remark {
    fn of_correction(saying: &Saying) -> Self {
        let reason = saying.reason.clone().unwrap_or_default();
        Self::new(saying.place.recorded_at, saying.place.position, reason)
    }

    fn of_withdrawal(end: &Withdrawal) -> Self {
        Self::new(end.place.recorded_at, end.place.position, end.reason.clone())
    }

    const fn new(at: Timestamp, position: Position, reason: String) -> Self {
        Self { at, position: position.0, reason }
    }
}

impl PublicationQuery {
    /// Whether a publication is asked for.
    pub fn matches(&self, one: &PublicationShown) -> bool {
        let kind = self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.key() == one.kind);
        let year = self.years.is_empty() || self.years.contains(&one.published_on.year());
        kind && year
            && self.standing == one.standing()
            && any(&self.regions, &one.regions)
            && any(&self.specialisations, &one.specialisations)
    }
}

/// Whether nothing is asked, or one of what something is about is among what is asked.
fn any(asked: &[Code], about: &[Labelled]) -> bool {
    let is_asked = |one: &Labelled| asked.iter().any(|code| code.as_str() == one.key);
    asked.is_empty() || about.iter().any(is_asked)
}

/// How many each value of a filter would leave, each computed without its own filter.
pub struct PublicationFacets {
    /// By kind.
    pub kind: Vec<FacetValue>,
    /// By year, the last one first.
    pub year: Vec<FacetValue>,
    /// By region.
    pub region: Vec<FacetValue>,
    /// By specialisation.
    pub specialisation: Vec<FacetValue>,
}

impl PublicationFacets {
    /// The facets of what was published.
    pub fn of(query: &PublicationQuery, published: &[PublicationShown], lens: &Lens<'_>) -> Self {
        let without = |change: fn(&mut PublicationQuery)| {
            let mut query = query.clone();
            change(&mut query);
            published.iter().filter(|one| query.matches(one)).collect::<Vec<_>>()
        };
        let regions = counts(&without(|query| query.regions.clear()), |one| &one.regions);
        let terms = without(|query| query.specialisations.clear());
        let terms = counts(&terms, |one| &one.specialisations);
        Self {
            kind: by_kind(&without(|query| query.kinds.clear()), &query.kinds),
            year: by_year(&without(|query| query.years.clear()), &query.years),
            region: coded(REGIONS_KEY, &regions, &query.regions, lens),
            specialisation: coded(SPECIALISATION, &terms, &query.specialisations, lens),
        }
    }
}

fn counts(
    published: &[&PublicationShown],
    about: fn(&PublicationShown) -> &[Labelled],
) -> BTreeMap<Code, u32> {
    let mut counts = BTreeMap::new();
    for label in published.iter().flat_map(|one| about(one)) {
        if let Ok(code) = Code::parse(&label.key) {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts
}

fn by_kind(published: &[&PublicationShown], asked: &[PublicationKind]) -> Vec<FacetValue> {
    let value = |kind: PublicationKind| FacetValue {
        key: kind.key().into(),
        label: terms::publications(kind).into(),
        count: count(published, |one| one.kind == kind.key()),
        selected: asked.contains(&kind),
    };
    PublicationKind::ALL.into_iter().map(value).collect()
}

fn by_year(published: &[&PublicationShown], asked: &[i16]) -> Vec<FacetValue> {
    let mut years: Vec<i16> = published.iter().map(|one| one.published_on.year()).collect();
    years.extend(asked);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let value = |year: i16| FacetValue {
        key: year.to_string(),
        label: Bilingual { ru: Some(year.to_string()), en: Some(year.to_string()) },
        count: count(published, |one| one.published_on.year() == year),
        selected: asked.contains(&year),
    };
    years.into_iter().map(value).collect()
}

fn count(published: &[&PublicationShown], is: impl Fn(&PublicationShown) -> bool) -> u32 {
    let count = published.iter().filter(|one| is(one)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
