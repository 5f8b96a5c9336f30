//! Where the participants are, as dots on a close map, and the same in words.
//!
//! A participant is at the point that its organisation states, else at the centre of the region of
//! the branch through which it takes part. Of the others no place is known, and none is drawn.

use registry_events::ids::OrganisationId;
use registry_events::value::{Point, Value};
use registry_projections::card::{Card, Item};

use super::locator::Locator;
use crate::map::{self, Bubble};
use crate::pages::frame::Frame;
use crate::pages::shown::only_in;
use crate::read::lens::{Lens, Seen};
use crate::words::transliteration;
use crate::words::typography::set;
use crate::words::value::{Speaker, said_point};

const PARTICIPANTS: &str = "participants";
const ORGANISATION: &str = "organisation";
const BRANCH_KPP: &str = "branch_kpp";

/// The least part of the country that is shown, as wide as a region of middle size.
const WIDTH_MIN: f64 = 90.0;
/// How high the map is for its width.
const HEIGHT: f64 = 0.558;
/// What stays free around the dots, as a part of the width.
const MARGIN: f64 = 1.3;
/// How large a dot is, as a part of the width.
const RADIUS: f64 = 0.018;

/// The close map.
pub(super) struct MembersMap {
    /// The part of the country that is shown.
    pub(super) view_box: String,
    /// How large dots are.
    pub(super) radius: String,
    /// The cluster's own place.
    pub(super) own: (String, String),
    /// The participants.
    pub(super) dots: Vec<(String, String)>,
    /// «Участники, место которых известно: 3 из 12».
    pub(super) words: String,
    /// Each of them.
    pub(super) told: Vec<MemberPlace>,
}

/// A participant with its place in words.
pub(super) struct MemberPlace {
    /// What it is called.
    pub(super) name: String,
    /// The language of the name, where it has none in the page's.
    pub(super) only_in: Option<&'static str>,
    /// The name in Latin letters, where it has none in the page's language.
    pub(super) latin: Option<String>,
    /// Its page.
    pub(super) address: String,
    /// Its point, else its region.
    pub(super) place: String,
}

/// A participant whose place is known.
struct Placed {
    organisation: OrganisationId,
    at: (f64, f64),
    said: String,
}

/// The map of a card's participants beside the cluster's own place; none where no place of theirs
/// is known.
pub(super) fn of(
    card: &Card,
    locator: &Locator,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Option<MembersMap> {
    let members: Vec<_> = card.open_items(PARTICIPANTS).collect();
    let placed = members.iter().filter_map(|item| Placed::of(item, speaker));
    let placed: Vec<_> = placed.collect();
    let all: Vec<_> = placed.iter().map(|one| one.at).chain([locator.at]).collect();
    let part = Part::around(&all);
    let radius = part.width * RADIUS;
    let bubbles = placed.iter().map(|one| Bubble { x: one.at.0, y: one.at.1, radius });
    let eased = map::eased(&bubbles.collect::<Vec<_>>());
    let known = [("known", placed.len()), ("all", members.len())];
    let known = known.map(|(name, number)| (name, number.to_string()));
    let known = known.each_ref().map(|(name, number)| (*name, number.as_str()));
    (!placed.is_empty()).then(|| MembersMap {
        view_box: part.view_box(),
        radius: format!("{radius:.2}"),
        own: drawn(locator.at),
        dots: eased.iter().map(|dot| drawn((dot.x, dot.y))).collect(),
        words: frame.words.say_with("members-on-the-map", &known),
        told: placed.iter().map(|one| one.told(speaker, frame)).collect(),
    })
}

impl Placed {
    fn of(item: &Item, speaker: &Speaker<'_>) -> Option<Self> {
        let lens = &speaker.lens;
        let Value::Organisation(organisation) = told(item, ORGANISATION, lens)? else {
            return None;
        };
        let (point, said) = stated_point(*organisation, speaker)
            .or_else(|| branch_region(*organisation, item, speaker))?;
        let degrees = |micro: i32| f64::from(micro) / 1e6;
        let (longitude, latitude) = (degrees(point.lng_micro), degrees(point.lat_micro));
        let at = map::shapes(false).project(longitude, latitude);
        Some(Self { organisation: *organisation, at, said })
    }

    fn told(&self, speaker: &Speaker<'_>, frame: &Frame) -> MemberPlace {
        let name = speaker.lens.organisation(self.organisation);
        let only_in = only_in(&name, speaker.language);
        MemberPlace {
            latin: transliteration::of(speaker.text(&name), only_in),
            only_in,
            name: set(speaker.text(&name)),
            address: frame.link(&format!("/organisations/{}", self.organisation)),
            place: set(&self.said),
        }
    }
}

/// What an item says of a field to everybody, where it neither lapsed nor is disputed.
fn told<'i>(item: &'i Item, field: &str, lens: &Lens<'_>) -> Option<&'i Value> {
    let claim = item.claims.get(field).filter(|claim| claim.counts())?;
    match lens.seen(&claim.claim) {
        Seen::Value(value) => Some(value),
        Seen::Absent(_) => None,
    }
}

fn stated_point(id: OrganisationId, speaker: &Speaker<'_>) -> Option<(Point, String)> {
    let organisation = speaker.lens.views.organisations().get(id)?;
    let (point, _) = organisation.detail_at(speaker.lens.at, |stated| stated.point)?;
    Some((point, said_point(&point, speaker.language)))
}

/// The region of the branch that an item names, at its centre.
fn branch_region(
    id: OrganisationId,
    item: &Item,
    speaker: &Speaker<'_>,
) -> Option<(Point, String)> {
    let lens = &speaker.lens;
    let kpp = told(item, BRANCH_KPP, lens)?.as_text()?.ru.clone()?;
    let branches = lens.views.organisations().get(id)?.branches.values();
    let mut open = branches.filter(|branch| branch.is_open_at(lens.at));
    let branch = open.find(|branch| branch.kpp.to_string() == kpp)?;
    let region = lens.region(branch.region.as_str())?;
    Some((region.point, speaker.text(&region.name).to_owned()))
}

/// A part of the drawing of the country.
struct Part {
    x: f64,
    y: f64,
    width: f64,
}

impl Part {
    fn around(all: &[(f64, f64)]) -> Self {
        let within = |values: &dyn Fn(&(f64, f64)) -> f64| {
            let from = all.iter().map(values).fold(f64::INFINITY, f64::min);
            (from, all.iter().map(values).fold(f64::NEG_INFINITY, f64::max))
        };
        let ((left, right), (top, bottom)) = (within(&|at| at.0), within(&|at| at.1));
        let widest = (right - left).max((bottom - top) / HEIGHT);
        let width = (widest * MARGIN).max(WIDTH_MIN);
        let (x, y) = (left.midpoint(right), top.midpoint(bottom));
        Self { x: x - width / 2.0, y: y - width * HEIGHT / 2.0, width }
    }

    fn view_box(&self) -> String {
        let Self { x, y, width } = self;
        format!("{x:.1} {y:.1} {width:.1} {:.1}", width * HEIGHT)
    }
}

fn drawn((x, y): (f64, f64)) -> (String, String) {
    (format!("{x:.1}"), format!("{y:.1}"))
}
