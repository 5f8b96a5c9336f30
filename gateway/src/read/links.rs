//! Which clusters have something in common: participants, partners, joint projects, and links that
//! they state and a second party confirms.
//!
//! Read from the clusters' cards: organisations that are disclosed, and what neither lapsed nor is
//! disputed. An organisation that very many clusters name links nobody with anybody in particular;
//! such ones are named apart and not counted.

mod pairs;
mod sets;
mod ties;

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::claim::Corroboration;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::value::{Code, Text};
use registry_projections::card::Card;
use serde::Serialize;
use utoipa::ToSchema;

use self::pairs::{Pair, Shared};
use self::sets::Sets;
use self::ties::Ties;
use super::cursor::{Cursor, Page};
use super::facets::{FacetValue, coded};
use super::found_once::FoundOnce;
use super::lens::Lens;
use super::parts::{Bilingual, Labelled, NamedCluster, NamedOrganisation};
use super::row::labelled;
use crate::words::terms;

/// In how many clusters an organisation can be to link them; a bank or ministry that all name tells
/// nothing of any two.
pub const CLUSTERS_OF_ONE_MAX: usize = 60;
/// The most organisations, and the most projects, that a row names; it counts all of them.
pub const NAMED_MAX: usize = 100;

/// The pairs that were found last: by the snapshot, whose editions say what may be shown, the position
/// looked from, and the day in the world where one is asked for.
pub type KeptLinks = FoundOnce<(Option<Position>, Position, Option<Date>), Links>;

/// What two clusters can have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Organisations that are participants of both.
    Participants,
    /// Organisations that are a partner of one and a partner or participant of the other.
    Partners,
    /// Joint projects of one with participants of the other.
    Projects,
    /// A link that one states with the other and a second party confirms.
    Links,
}

/// What is asked of the list; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkQuery {
    /// Pairs with any of these.
    pub clusters: Vec<ClusterId>,
    /// Pairs with a cluster in any of these regions.
    pub regions: Vec<Code>,
    /// Pairs with any of these in common.
    pub kinds: Vec<Kind>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkList {
    /// Pairs of clusters; those with the most organisations in common first.
    pub items: Vec<LinkShown>,
    /// How many pairs match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// Of how many clusters this is told.
    pub base: LinkBase,
    /// Organisations that so many clusters name that they link none of them, and aren't counted.
    pub left_out: Vec<NamedOrganisation>,
}

/// Of how many clusters something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkBase {
    /// How many are on the register.
    pub clusters: usize,
    /// How many of them disclose a participant, a partner or a link.
    pub stated: usize,
}

/// Two clusters and what they have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkShown {
    /// The two clusters, in the order of their ids.
    pub clusters: [NamedCluster; 2],
    /// How many organisations are participants of both.
    pub participants: usize,
    /// How many are a partner of one and a partner or participant of the other.
    pub partners: usize,
    /// How many joint projects of one have participants of the other.
    pub projects: usize,
    /// The organisations in common, participants of both first; at most 100.
    pub organisations: Vec<OrganisationInCommon>,
    /// The projects in common; at most 100.
    pub joint_projects: Vec<ProjectInCommon>,
    /// The links that a second party confirms.
    pub links: Vec<ConfirmedLink>,
}

/// An organisation that two clusters have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrganisationInCommon {
    /// The organisation.
    pub organisation: NamedOrganisation,
    /// `participant` or `partner`: what it is to each of the two.
    pub is: [&'static str; 2],
}

/// A joint project in which participants of the other cluster take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectInCommon {
    /// The id of the cluster whose project it is.
    pub cluster: String,
    /// Its item there.
    pub path: String,
    /// Its title.
    pub title: Bilingual,
}

/// A link that one of the two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConfirmedLink {
    /// The id of the cluster that states it.
    pub stated_by: String,
    /// Its kind.
    pub kind: Option<Labelled>,
    /// Since when, where that is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    /// How well it is supported.
    pub corroboration: &'static str,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Participants, Self::Partners, Self::Projects, Self::Links];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Partners => "partners",
            Self::Projects => "projects",
            Self::Links => "links",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Every pair of clusters that have something in common, those with most first.
pub struct Links {
    ties: Vec<Ties>,
    pairs: Vec<Pair>,
    sets: Sets,
    left_out: Vec<OrganisationId>,
    base: LinkBase,
}

/// How many pairs each value of a filter would leave, each computed without its own filter.
pub struct LinkFacets {
    /// By what is in common.
    pub kind: Vec<FacetValue>,
    /// By region.
    pub region: Vec<FacetValue>,
}

impl Links {
    /// The pairs among clusters: as open at the lens's position, or as held on a day in the world.
    pub fn among(cards: &[Arc<Card>], on: Option<Date>, lens: &Lens<'_>) -> Self {
        let ties: Vec<_> = cards.iter().map(|card| Ties::of(card, on, lens)).collect();
        let Shared { mut pairs, left_out } = pairs::of(&ties);
        pairs.sort_by_cached_key(|pair| (Reverse(pair.rank()), pair.clusters));
        let base = LinkBase {
            clusters: ties.len(),
            stated: ties.iter().filter(|ties| ties.tells_something()).count(),
        };
        let sets = Sets::of(&pairs, &ties);
        Self { ties, pairs, sets, left_out, base }
    }

    /// A page of those that match.
    pub fn list(&self, query: &LinkQuery, lens: &Lens<'_>, page: &Page) -> LinkList {
        let matching = self.sets.passed(query).all();
        let total = matching.count_ones(..);
        let places = matching.ones().skip(page.offset).take(page.limit);
        let left_out = self.left_out.iter().map(|id| NamedOrganisation::of(*id, lens));
        LinkList {
            items: places.map(|place| self.shown(&self.pairs[place], lens)).collect(),
            total,
            next_cursor: page.next(total).as_ref().map(Cursor::to_string),
            base: self.base,
            left_out: left_out.collect(),
        }
    }

    /// How many pairs each value of a filter would leave.
    pub fn facets(&self, query: &LinkQuery, lens: &Lens<'_>) -> LinkFacets {
        let passed = self.sets.passed(query);
        let kinds = self.sets.by_kind(&passed.of_any_kind());
        let kinds = Kind::ALL.into_iter().zip(kinds);
        let regions = self.sets.by_region(&passed.of_any_region());
        LinkFacets {
            kind: kinds.map(|(kind, count)| kind_value(kind, count, query)).collect(),
            region: coded(REGIONS_KEY, &regions, &query.regions, lens),
        }
    }

    fn shown(&self, pair: &Pair, lens: &Lens<'_>) -> LinkShown {
        let named = |index: usize| NamedCluster::of(self.ties[index].cluster, lens);
        let organisations = pair.organisations.iter().take(NAMED_MAX);
        LinkShown {
            clusters: pair.clusters.map(named),
            participants: pair.count(Kind::Participants),
            partners: pair.count(Kind::Partners),
            projects: pair.count(Kind::Projects),
            organisations: organisations
                .map(|(id, is)| OrganisationInCommon {
                    organisation: NamedOrganisation::of(*id, lens),
                    is: is.map(pairs::Is::key),
                })
                .collect(),
            joint_projects: self.projects(pair),
            links: self.links(pair, lens),
        }
    }

    fn projects(&self, pair: &Pair) -> Vec<ProjectInCommon> {
        let project = |(owner, number): &(usize, usize)| {
            let ties = &self.ties[*owner];
            let project = &ties.projects[*number];
            let title = Bilingual::from(&project.title);
            ProjectInCommon { cluster: ties.cluster.to_string(), path: project.path.clone(), title }
        };
        pair.projects.iter().take(NAMED_MAX).map(project).collect()
    }

    fn links(&self, pair: &Pair, lens: &Lens<'_>) -> Vec<ConfirmedLink> {
        let link = |(owner, number): &(usize, usize)| {
            let ties = &self.ties[*owner];
            let link = &ties.links[*number];
            ConfirmedLink {
                stated_by: ties.cluster.to_string(),
                kind: link.kind.as_ref().map(|kind| labelled(LINK_TYPE, kind, lens)),
                since: link.since,
                corroboration: link.corroboration.key(),
            }
        };
        pair.links.iter().map(link).collect()
    }
}

/// The dictionary of kinds of links.
const LINK_TYPE: &str = "link_type";

fn kind_value(kind: Kind, count: u32, query: &LinkQuery) -> FacetValue {
    FacetValue {
        key: kind.key().into(),
        label: terms::in_common(kind).into(),
        count,
        selected: query.kinds.contains(&kind),
    }
}

/// A joint project, with the organisations that take part in it.
struct Project {
    path: String,
    title: Text,
    organisations: Vec<OrganisationId>,
}

/// A confirmed link with another cluster of the register.
struct Tie {
    to: ClusterId,
    kind: Option<Code>,
    since: Option<Date>,
    corroboration: Corroboration,
}
