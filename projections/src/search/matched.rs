//! Where words are looked for in a cluster, and where they were found.

use jiff::civil::Date;
use registry_events::dictionary::Region;
use registry_events::ids::Position;
use registry_events::value::{Code, Text};

use crate::keys;
use crate::register::RegisterRow;
use crate::views::Views;

/// A part of a profile that is searched, the closest to what a cluster is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedIn {
    /// The official or the display name.
    Name,
    /// Another name: an abbreviation, or one from before the registration.
    OtherName,
    /// What the official name was before it changed.
    FormerOfficialName,
    /// What the display name was before it changed.
    FormerDisplayName,
    /// The key specialisation.
    Specialisation,
    /// A region, by its full or its short name, or by its chief town.
    Region,
    /// The town of its address.
    Town,
    /// A key technology.
    Technology,
    /// A product or service.
    Product,
    /// The name of a participant.
    Participant,
    /// The title of a joint project.
    Project,
    /// The kind of an offer.
    OfferKind,
    /// The kind of a request.
    RequestKind,
    /// An offer.
    Offer,
    /// A request.
    Request,
    /// How it is supported on the day asked of; nobody states that, it follows from its statuses.
    Support,
    /// The summary.
    Summary,
}

/// Where words were found in one cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// The part of the profile.
    pub within: MatchedIn,
    /// What stands there, in the language in which the most was found; in both where they are alike.
    pub text: Text,
}

impl MatchedIn {
    /// All parts.
    pub const ALL: [Self; 17] = [
        Self::Name,
        Self::OtherName,
        Self::FormerOfficialName,
        Self::FormerDisplayName,
        Self::Specialisation,
        Self::Region,
        Self::Town,
        Self::Technology,
        Self::Product,
        Self::Participant,
        Self::Project,
        Self::OfferKind,
        Self::RequestKind,
        Self::Offer,
        Self::Request,
        Self::Support,
        Self::Summary,
    ];

    /// The collection, none for a field of the cluster itself, and the field.
    pub const fn path(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Name | Self::FormerOfficialName => (None, keys::OFFICIAL_NAME),
            Self::FormerDisplayName => (None, keys::DISPLAY_NAME),
            Self::OtherName => (None, keys::ALIASES),
            Self::Specialisation => (None, keys::SPECIALISATION),
            Self::Region => (None, keys::REGIONS),
            Self::Town => (None, keys::ADDRESS),
            Self::Technology => (None, keys::TECHNOLOGIES),
            Self::Product => (None, keys::PRODUCTS),
            Self::Participant => (Some(keys::PARTICIPANTS), keys::ORGANISATION),
            Self::Project => (Some(keys::PROJECTS), keys::TITLE),
            Self::OfferKind => (Some(keys::OFFERS), keys::KIND),
            Self::RequestKind => (Some(keys::REQUESTS), keys::KIND),
            Self::Offer => (Some(keys::OFFERS), keys::TEXT),
            Self::Request => (Some(keys::REQUESTS), keys::TEXT),
            Self::Support => (None, keys::SUPPORT),
            Self::Summary => (None, keys::SUMMARY),
        }
    }

    /// Whether what stands here isn't so any more.
    pub const fn is_former(self) -> bool {
        matches!(self, Self::FormerOfficialName | Self::FormerDisplayName)
    }

    /// Whether it is a name or a term, and no prose.
    pub(super) const fn is_named(self) -> bool {
        match self {
            Self::Name
            | Self::OtherName
            | Self::FormerOfficialName
            | Self::FormerDisplayName
            | Self::Specialisation
            | Self::Region
            | Self::Town
            | Self::Technology
            | Self::Product
            | Self::Participant
            | Self::OfferKind
            | Self::RequestKind
            | Self::Support => true,
            Self::Project | Self::Offer | Self::Request | Self::Summary => false,
        }
    }

    /// How close to what a cluster is a word found here stands; never 0.
    pub(super) const fn weight(self) -> u32 {
        WEIGHT_MAX - self as u32
    }
}

/// What the closest part weighs.
pub(super) const WEIGHT_MAX: u32 = 17;

/// From where texts are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'v> {
    /// The views.
    pub(super) views: &'v Views,
    /// The position.
    pub(super) at: Position,
    /// The day on which offers and requests must hold, and of which support is told; none asks for no
    /// day.
    pub(super) day: Option<Date>,
}

/// Calls back with every text of a cluster that is searched.
pub(super) fn each_text(row: &RegisterRow, seen: Seen<'_>, mut told: impl FnMut(MatchedIn, &Text)) {
    let Seen { views, at, .. } = seen;
    row.names().for_each(|name| told(MatchedIn::Name, name));
    row.specialisation.iter().filter_map(|code| term(SPECIALISATION, code, views, at)).for_each(
        |term| {
            told(MatchedIn::Specialisation, &term);
        },
    );
    for region in regions(row, views, at) {
        let short = Text { ru: Some(region.short_ru.clone()), en: None };
        told(MatchedIn::Region, &region.name);
        told(MatchedIn::Region, &short);
        region.capital.iter().for_each(|capital| told(MatchedIn::Region, capital));
    }
    for organisation in row.participants.organisations() {
        let known = views.organisations().get(organisation);
        if let Some(name) = known.and_then(|known| known.name_at(at)) {
            told(MatchedIn::Participant, &name.text);
        }
    }
    each_offered(row, seen, &mut told);
    if let Some(support) = seen.day.and_then(|day| views.support(row, day, at)) {
        told(MatchedIn::Support, &support.words());
    }
    each_own_text(row, told);
}

/// What is offered and looked for, without what ran out.
fn each_offered(row: &RegisterRow, seen: Seen<'_>, told: &mut impl FnMut(MatchedIn, &Text)) {
    let lists = [
        (MatchedIn::OfferKind, MatchedIn::Offer, &row.texts.offers),
        (MatchedIn::RequestKind, MatchedIn::Request, &row.texts.requests),
    ];
    for (of_kind, of_text, all) in lists {
        for one in all.values().filter(|one| one.holds_on(seen.day)) {
            let kind = one.kind.as_ref();
            let kind = kind.and_then(|kind| term(OFFER_KIND, kind, seen.views, seen.at));
            if let Some(kind) = &kind {
                told(of_kind, kind);
            }
            if let Some(text) = &one.text {
                told(of_text, text);
            }
        }
    }
}

fn each_own_text(row: &RegisterRow, mut told: impl FnMut(MatchedIn, &Text)) {
    let texts = &row.texts;
    let lists = [
        (MatchedIn::OtherName, &texts.aliases),
        (MatchedIn::FormerOfficialName, &texts.former_official_names),
        (MatchedIn::FormerDisplayName, &texts.former_display_names),
        (MatchedIn::Technology, &texts.technologies),
        (MatchedIn::Product, &texts.products),
    ];
    for (within, list) in lists {
        for text in list.iter().flat_map(|list| list.iter()) {
            told(within, text);
        }
    }
    texts.projects.values().for_each(|title| told(MatchedIn::Project, title));
    texts.town.iter().for_each(|town| told(MatchedIn::Town, town));
    texts.summary.iter().for_each(|summary| told(MatchedIn::Summary, summary));
}

fn term(dictionary: &str, code: &Code, views: &Views, at: Position) -> Option<Text> {
    let dictionaries = views.editions().dictionaries_at(at)?;
    let term = dictionaries.term(dictionary, code.as_str())?;
    Some(Text { ru: Some(term.ru.clone()), en: Some(term.en.clone()) })
}

fn regions<'v>(
    row: &'v RegisterRow,
    views: &'v Views,
    at: Position,
) -> impl Iterator<Item = &'v Region> {
    let known = views.editions().regions_at(at);
    row.regions.iter().filter_map(move |code| known?.named(code.as_str()))
}

/// The dictionary of key specialisations.
const SPECIALISATION: &str = "specialisation";
/// The dictionary of what can be offered and looked for.
const OFFER_KIND: &str = "offer_kind";
