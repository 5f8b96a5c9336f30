//! What clusters offer and look for: open offers, requests, available sites, and clusters that accept
//! participants.
//!
//! What ran out by the day shown isn't listed, nor what lapsed or is disputed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::ids::Position;
use registry_events::value::{Code, Language, Value};
use registry_projections::card::{Card, Claims, CurrentClaim, Item};
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::{Cursor, Page};
use super::facets::{FacetValue, coded};
use super::found_once::FoundOnce;
use super::lens::{Lens, Seen};
use super::parts::{Bilingual, Labelled, NamedCluster};
use super::row::{SPECIALISATION, labelled, labelled_region};
use crate::http::language::{LANGUAGES, code};
use crate::words::terms;

/// The dictionary of kinds of offers and requests.
pub const OFFER_KIND: &str = "offer_kind";

/// What stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An offer.
    Offer,
    /// A request.
    Request,
    /// An available site.
    Site,
    /// A cluster that accepts participants.
    Members,
}

/// What is asked of the list; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfferQuery {
    /// Any of these.
    pub kinds: Vec<Kind>,
    /// Offers and requests of any of these kinds.
    pub offer_kinds: Vec<Code>,
    /// Any of these key specialisations of the cluster.
    pub specialisations: Vec<Code>,
    /// Any of these regions of the cluster.
    pub regions: Vec<Code>,
    /// Told in any of these languages; what has no words of its own needs none.
    pub languages: Vec<Language>,
    /// Those that still hold on this day.
    pub until: Option<Date>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfferList {
    /// What stands on this page, the last recorded first.
    pub items: Vec<OfferShown>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// Something offered or looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfferShown {
    /// `offer`, `request`, `site` or `members`.
    pub kind: &'static str,
    /// The kind of an offer or request.
    pub offer_kind: Option<Labelled>,
    /// The cluster.
    pub cluster: NamedCluster,
    /// Its key specialisation.
    pub specialisation: Option<Labelled>,
    /// Its regions, the primary one first.
    pub regions: Vec<Labelled>,
    /// The item, or the field that says that participants are accepted.
    pub path: String,
    /// The name of a site.
    pub title: Option<Bilingual>,
    /// What is offered or looked for, or on which terms.
    pub text: Option<Bilingual>,
    /// The last day on which it holds; null when it has no end.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Whom to write to.
    pub contact: Option<String>,
    /// Where more stands.
    pub url: Option<String>,
    /// How well it is supported.
    pub corroboration: &'static str,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// When the last was recorded of what it tells.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Where.
    pub position: u64,
}

/// The collections of the list, with the field that names an item and the one that describes it.
const COLLECTIONS: [(Kind, &str, &str, &str); 3] = [
    (Kind::Offer, "offers", "kind", "text"),
    (Kind::Request, "requests", "kind", "text"),
    (Kind::Site, "available_sites", "name", "terms"),
];
const MEMBERS_OPEN: &str = "members_open";
const MEMBERS_CONDITIONS: &str = "members_open_conditions";

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Offer, Self::Request, Self::Site, Self::Members];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Request => "request",
            Self::Site => "site",
            Self::Members => "members",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What was read last: by the snapshot, whose editions say what may be shown, and the position.
pub type KeptOffers = FoundOnce<(Option<Position>, Position), Vec<OfferShown>>;

/// Everything that listed clusters offer and look for, whatever ran out included; the last recorded
/// first.
pub fn offered(cards: &[Arc<Card>], lens: &Lens<'_>) -> Vec<OfferShown> {
    let mut all: Vec<_> = cards.iter().flat_map(|card| of_cluster(card, lens)).collect();
    all.sort_by(|a, b| b.position.cmp(&a.position).then_with(|| a.path.cmp(&b.path)));
    all
}

/// A page of what matches on a day.
pub fn list(query: &OfferQuery, offered: &[OfferShown], day: Date, page: &Page) -> OfferList {
    let page = page.cut(offered.iter().filter(|offer| query.matches(offer, day)).collect());
    let next_cursor = page.next.as_ref().map(Cursor::to_string);
    OfferList { items: page.items.into_iter().cloned().collect(), total: page.total, next_cursor }
}

/// How many each value of a filter would leave, each computed without its own filter.
pub struct OfferFacets {
    /// By what stands in the list.
    pub kind: Vec<FacetValue>,
    /// By the kind of an offer or request.
    pub offer_kind: Vec<FacetValue>,
    /// By the cluster's key specialisation.
    pub specialisation: Vec<FacetValue>,
    /// By the cluster's regions.
    pub region: Vec<FacetValue>,
    /// By the language in which it is told.
    pub language: Vec<FacetValue>,
}

impl OfferFacets {
    /// The facets of what is offered on a day.
    pub fn of(query: &OfferQuery, offered: &[OfferShown], day: Date, lens: &Lens<'_>) -> Self {
        let kinds = OfferQuery { kinds: Vec::new(), ..query.clone() };
        let offer_kinds = OfferQuery { offer_kinds: Vec::new(), ..query.clone() };
        let specialisations = OfferQuery { specialisations: Vec::new(), ..query.clone() };
        let regions = OfferQuery { regions: Vec::new(), ..query.clone() };
        let languages = OfferQuery { languages: Vec::new(), ..query.clone() };
        let matching = |query: &OfferQuery| -> Vec<&OfferShown> {
            offered.iter().filter(|offer| query.matches(offer, day)).collect()
        };
        let counted = |dictionary, query: &OfferQuery, has: Has, asked: &[Code]| {
            coded(dictionary, &counts(&matching(query), has), asked, lens)
        };
        Self {
            kind: by_kind(&matching(&kinds), &query.kinds),
            offer_kind: counted(
                OFFER_KIND,
                &offer_kinds,
                |offer| offer.offer_kind.as_slice(),
                &query.offer_kinds,
            ),
            specialisation: counted(
                SPECIALISATION,
                &specialisations,
                |offer| offer.specialisation.as_slice(),
                &query.specialisations,
            ),
            region: counted(REGIONS_KEY, &regions, |offer| &offer.regions, &query.regions),
            language: by_language(&matching(&languages), &query.languages),
        }
    }
}

/// The labels of something offered that a filter looks at.
type Has = fn(&OfferShown) -> &[Labelled];

fn counts(offered: &[&OfferShown], has: Has) -> BTreeMap<Code, u32> {
    let mut counts = BTreeMap::new();
    for label in offered.iter().flat_map(|offer| has(offer)) {
        if let Ok(code) = Code::parse(&label.key) {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts
}

fn by_kind(offered: &[&OfferShown], asked: &[Kind]) -> Vec<FacetValue> {
    let value = |kind: Kind| FacetValue {
        key: kind.key().into(),
        label: terms::offered(kind).into(),
        count: count(offered, |offer| offer.kind == kind.key()),
        selected: asked.contains(&kind),
    };
    Kind::ALL.into_iter().map(value).collect()
}

fn by_language(offered: &[&OfferShown], asked: &[Language]) -> Vec<FacetValue> {
    let value = |language: Language| FacetValue {
        key: code(language).into(),
        label: terms::told_in(language).into(),
        count: count(offered, |offer| offer.is_told_in(&[language])),
        selected: asked.contains(&language),
    };
    LANGUAGES.into_iter().map(value).collect()
}

fn count(offered: &[&OfferShown], is: impl Fn(&OfferShown) -> bool) -> u32 {
    let count = offered.iter().filter(|offer| is(offer)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl OfferQuery {
    fn matches(&self, offer: &OfferShown, day: Date) -> bool {
        let holds_on = |day: Date| offer.until.is_none_or(|until| day <= until);
        let kind = self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.key() == offer.kind);
        kind && holds_on(day)
            && self.until.is_none_or(holds_on)
            && any(&self.offer_kinds, offer.offer_kind.as_ref())
            && any(&self.specialisations, offer.specialisation.as_ref())
            && any(&self.regions, &offer.regions)
            && (self.languages.is_empty() || offer.is_told_in(&self.languages))
    }
}

/// Whether nothing is asked, or one of what something has is among what is asked.
fn any<'l>(asked: &[Code], has: impl IntoIterator<Item = &'l Labelled>) -> bool {
    let is_asked = |one: &Labelled| asked.iter().any(|code| code.as_str() == one.key);
    asked.is_empty() || has.into_iter().any(is_asked)
}

fn of_cluster(card: &Card, lens: &Lens<'_>) -> Vec<OfferShown> {
    let collections = COLLECTIONS.into_iter().flat_map(|(kind, collection, title, text)| {
        let items = card.open_items(collection);
        items.filter_map(move |item| of_item(kind, item, title, text, card, lens))
    });
    collections.chain(accepts_members(card, lens)).collect()
}

fn of_item(
    kind: Kind,
    item: &Item,
    title: &str,
    text: &str,
    card: &Card,
    lens: &Lens<'_>,
) -> Option<OfferShown> {
    let naming = item.claims.get(title)?;
    let read = Read { claims: &item.claims, lens };
    let offer_kind = read.value(title).and_then(Value::as_code);
    Some(OfferShown {
        updated_at: read.updated_at().unwrap_or(naming.place.recorded_at),
        offer_kind: offer_kind.map(|code| labelled(OFFER_KIND, code, lens)),
        title: read.text(title),
        text: read.text(text),
        until: read.until(),
        contact: read.plain("contact"),
        url: read.plain("url"),
        ..OfferShown::blank(kind, item.path.to_string(), naming, card, lens)?
    })
}

/// A cluster that says that it accepts participants.
fn accepts_members(card: &Card, lens: &Lens<'_>) -> Option<OfferShown> {
    let read = Read { claims: card.fields(), lens };
    if read.value(MEMBERS_OPEN)? != &Value::Flag(true) {
        return None;
    }
    let claim = card.fields().get(MEMBERS_OPEN)?;
    let blank = OfferShown::blank(Kind::Members, MEMBERS_OPEN.into(), claim, card, lens)?;
    let conditions = read.claims.get(MEMBERS_CONDITIONS).filter(|claim| read.is_told(claim));
    let conditions_at = conditions.map(|claim| claim.place.recorded_at);
    Some(OfferShown {
        text: read.text(MEMBERS_CONDITIONS),
        updated_at: conditions_at.map_or(blank.recorded_at, |at| at.max(blank.recorded_at)),
        ..blank
    })
}

impl OfferShown {
    fn is_told_in(&self, languages: &[Language]) -> bool {
        let mut words = self.title.iter().chain(&self.text).peekable();
        words.peek().is_none()
            || words.any(|words| languages.iter().any(|language| words.has(*language)))
    }

    /// What every one tells; none where the claim that names it doesn't count.
    fn blank(
        kind: Kind,
        path: String,
        naming: &CurrentClaim,
        card: &Card,
        lens: &Lens<'_>,
    ) -> Option<Self> {
        let row = lens.views.register().row(card.cluster, lens.at).filter(|_| naming.counts())?;
        let specialisation = row.specialisation.as_ref();
        Some(Self {
            kind: kind.key(),
            offer_kind: None,
            cluster: NamedCluster::of(card.cluster, lens),
            specialisation: specialisation.map(|key| labelled(SPECIALISATION, key, lens)),
            regions: row.regions.iter().map(|code| labelled_region(code, lens)).collect(),
            path,
            title: None,
            text: None,
            until: None,
            contact: None,
            url: None,
            corroboration: naming.corroboration().key(),
            recorded_at: naming.place.recorded_at,
            updated_at: naming.place.recorded_at,
            position: naming.place.position.0,
        })
    }
}

/// Reads what claims tell to everybody.
struct Read<'r> {
    claims: &'r Claims,
    lens: &'r Lens<'r>,
}

impl<'r> Read<'r> {
    fn value(&self, field: &str) -> Option<&'r Value> {
        match self.lens.seen(&self.claims.get(field)?.claim) {
            Seen::Value(value) => Some(value),
            Seen::Absent(_) => None,
        }
    }

    fn text(&self, field: &str) -> Option<Bilingual> {
        self.value(field)?.as_text().map(Bilingual::from)
    }

    fn is_told(&self, claim: &CurrentClaim) -> bool {
        self.lens.is_public(&claim.claim.path)
    }

    /// When the last was recorded of what everybody is told.
    fn updated_at(&self) -> Option<Timestamp> {
        let told = self.claims.iter().filter(|claim| self.is_told(claim));
        told.map(|claim| claim.place.recorded_at).max()
    }

    fn until(&self) -> Option<Date> {
        if let Value::Date(day) = self.value("until")? { Some(*day) } else { None }
    }

    fn plain(&self, field: &str) -> Option<String> {
        match self.value(field)? {
            Value::Email(email) => Some(email.to_string()),
            Value::Url(url) => Some(url.to_string()),
            _ => None,
        }
    }
}
