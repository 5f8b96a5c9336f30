//! A cluster as the register and the map list it.

use registry_events::dictionary::Region;
use registry_events::level::Level;
use registry_projections::card::ListingStatus;

use super::figure::Figure;
use super::frame::Frame;
use super::shown::LevelView;
use crate::read::parts::Labelled;
use crate::read::row::{MatchedShown, RowShown};
use crate::words::typography::{self, set};
use crate::words::{terms, transliteration};

/// The field of the name, which a row shows anyway.
const OFFICIAL_NAME: &str = "official_name";

/// A row.
pub struct Row {
    /// The cluster's id.
    pub id: String,
    /// The cluster's page.
    pub address: String,
    /// Its name.
    pub name: String,
    /// The language of the name, where it has none in the page's.
    pub only_in: Option<&'static str>,
    /// The name in Latin letters, where it has none in the page's language.
    pub latin: Option<String>,
    /// Its level.
    pub level: Option<LevelView>,
    /// Its key specialisation.
    pub specialisation: Option<String>,
    /// Its regions, each with its page.
    pub regions: Vec<RegionLink>,
    /// How many participants it has; none where that can't be known of the day asked for.
    pub participants: Option<String>,
    /// How many people they employ.
    pub employees: Option<String>,
    /// How many joint projects it states.
    pub projects: Option<String>,
    /// The same three as a card shows them.
    pub figures: [Figure; 3],
    /// When its last event was recorded.
    pub updated: String,
    /// How it stands, where it isn't simply listed.
    pub status: Option<&'static str>,
    /// Where the words asked for were found, unless it was the name.
    pub matched: Option<MatchedView>,
}

/// A region of a cluster.
pub struct RegionLink {
    /// What it is called.
    pub name: String,
    /// Its page.
    pub address: String,
}

/// Where words were found.
pub struct MatchedView {
    /// The part of the profile.
    pub label: String,
    /// What stands there.
    pub text: String,
    /// The language of what stands there, where it has none in the page's.
    pub only_in: Option<&'static str>,
}

impl RegionLink {
    /// The page of a region.
    pub fn to(region: &Region, frame: &Frame) -> Self {
        let name = set(region.name.in_language_or_other(frame.language));
        Self { name, address: frame.link(&format!("/regions/{}", region.code)) }
    }

    /// The page of all regions.
    pub fn to_all(frame: &Frame) -> Self {
        Self { name: frame.say("places-all-regions"), address: frame.link("/regions") }
    }

    fn of(region: &Labelled, frame: &Frame) -> Self {
        Self {
            name: set(region.label.in_language(frame.language)),
            address: frame.link(&format!("/regions/{}", region.key)),
        }
    }
}

impl MatchedView {
    fn of(matched: &MatchedShown, frame: &Frame) -> Self {
        let label = set(matched.label.in_language(frame.language));
        Self {
            label: if matched.former { frame.say("former-name") } else { label },
            text: set(matched.text.in_language(frame.language)),
            only_in: matched.text.only_in(frame.language),
        }
    }
}

impl Row {
    /// A row in the page's language.
    pub fn of(row: &RowShown, frame: &Frame) -> Self {
        let language = frame.language;
        let status = ListingStatus::from_key(row.status);
        let unusual = status.filter(|status| *status != ListingStatus::Listed);
        let name = row.name.as_ref().map_or(row.id.as_str(), |name| name.in_language(language));
        let specialisation = row.specialisation.as_ref();
        let is_seen = |one: &MatchedShown| one.field == OFFICIAL_NAME && one.text.has(language);
        let is_told = |one: &&MatchedShown| one.former || !is_seen(one);
        let matched = row.matched.as_ref().filter(is_told);
        let only_in = row.name.as_ref().and_then(|name| name.only_in(language));
        Self {
            id: row.id.clone(),
            address: frame.link(&format!("/clusters/{}", row.id)),
            name: set(name),
            only_in,
            latin: transliteration::of(name, only_in),
            level: row.level.and_then(Level::from_key).map(|level| LevelView::of(level, language)),
            specialisation: specialisation.map(|one| set(one.label.in_language(language))),
            regions: row.regions.iter().map(|region| RegionLink::of(region, frame)).collect(),
            participants: row.participants.total.map(|total| typography::integer(as_i128(total))),
            employees: row.employees_total.map(|total| employees(total, row, frame)),
            projects: row.projects.map(|projects| typography::integer(as_i128(projects))),
            figures: figures(row, frame),
            updated: frame.day(row.updated_at),
            matched: matched.map(|matched| MatchedView::of(matched, frame)),
            status: unusual.map(|status| terms::status(status).get(language)),
        }
    }

    /// «Фармацевтика · Новосибирская область».
    pub fn place(&self) -> String {
        let regions: Vec<_> = self.regions.iter().map(|region| region.name.as_str()).collect();
        let regions = Some(regions.join(", ")).filter(|regions| !regions.is_empty());
        let parts = self.specialisation.clone().into_iter().chain(regions);
        parts.collect::<Vec<_>>().join(" · ")
    }
}

/// The number as it is stated, with a mark where it lapsed or is disputed and so isn't counted.
fn employees(total: i64, row: &RowShown, frame: &Frame) -> String {
    let number = typography::integer(total);
    let mark = || format!("{number} ({})", frame.say("figure-not-counted"));
    if row.counted.employees_total.is_none() { mark() } else { number.clone() }
}

fn figures(row: &RowShown, frame: &Frame) -> [Figure; 3] {
    let employees = row.employees_total.and_then(|total| usize::try_from(total).ok());
    [
        Figure::counted("participants", row.participants.total, frame),
        Figure::counted("employees", employees, frame)
            .marked_if(employees.is_some() && row.counted.employees_total.is_none(), frame),
        Figure::counted("projects-short", row.projects, frame),
    ]
}

/// A count as a number that can be written.
pub fn as_i128(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}
