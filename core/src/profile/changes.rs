//! What a request wants to change of a profile, and the events that follow.
//!
//! First each statement is checked by itself, then the profile as it would be afterwards: rules that
//! span items (a joint project, a name used twice) see the whole. Nothing follows when one fails.

mod ageing;
mod work;

use jiff::civil::Date;
use registry_events::catalogue::Catalogue;
use registry_events::claim::{Absence, Claim, ClaimKind, Evidence, Source};
use registry_events::event::{ClaimsStated, ItemOpened, ProfileEvent};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, NamedOrganisation, Text, Value};

use self::work::Work;
use super::Profile;
use crate::editions::InForce;
use crate::rejection::{Problem, Rejection};

/// The most claims in one event, so that it stays well within an entry.
const CLAIMS_PER_EVENT_MAX: usize = 16;
/// About the most bytes of claims in one event; an event holds 60 KiB.
const PORTION_BYTES_MAX: usize = 40 * 1024;
/// The most statements in one request.
pub const STATEMENTS_MAX: usize = 20_000;

/// Statements about fields, items to open and items to close: one commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// About fields of the cluster and of items that are open.
    pub claims: Vec<ClaimInput>,
    /// Items that begin. A list of which was said that there is nothing in it says so no more.
    pub open: Vec<OpenInput>,
    /// Items that end.
    pub close: Vec<CloseInput>,
    /// Lists whose open items hold as they are: said again as a whole, they age from today.
    pub renew: Vec<Code>,
}

/// A statement about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimInput {
    /// Which field; within [`OpenInput`] the item's own field.
    pub path: FieldPath,
    /// What is said.
    pub said: Said,
    /// The day it describes.
    pub described_on: Option<Date>,
    /// Change or correction.
    pub kind: ClaimKind,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The claim the request means to replace; checked when given.
    pub replaces: Option<StreamVersion>,
}

/// What is said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A value.
    Value(Value),
    /// An organisation that may not be registered yet.
    Organisation(NamedOrganisation),
    /// Items of this profile, also such as are opened by the same request.
    Items(Vec<ItemInput>),
    /// Explicitly no value.
    Absent(Absence),
}

/// An item that a statement refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemInput {
    /// By its number.
    Number(ItemId),
    /// By the label under which the same request opens it.
    Label(String),
}

/// An item to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInput {
    /// The collection.
    pub collection: Code,
    /// A label for references within the same request.
    pub label: Option<String>,
    /// What is said of it.
    pub claims: Vec<FieldInput>,
}

/// A statement about one field of an item that is being opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldInput {
    /// The item's field.
    pub field: Code,
    /// What is said.
    pub said: Said,
    /// The day it describes.
    pub described_on: Option<Date>,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// An item to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseInput {
    /// Which.
    pub item: ItemPath,
    /// The day it ended in the world.
    pub closed_on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// What is known when statements are checked.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The profile before.
    pub profile: &'a Profile,
    /// The editions in force.
    pub in_force: InForce<'a>,
    /// The registry's day.
    pub today: Date,
    /// How named organisations become values.
    pub organisations: &'a dyn Fn(&NamedOrganisation) -> Result<Value, &'static str>,
    /// Whether an organisation's id is registered.
    pub is_registered: &'a dyn Fn(OrganisationId) -> bool,
    /// The cluster that is spoken of, once it is on the register.
    pub cluster: Option<ClusterId>,
    /// Whether a cluster was ever listed.
    pub is_listed: &'a dyn Fn(ClusterId) -> bool,
}

impl Said {
    /// The organisation it names without an id.
    fn named_organisation(&self) -> Option<&NamedOrganisation> {
        match self {
            Self::Organisation(named) | Self::Value(Value::NamedOrganisation(named)) => Some(named),
            Self::Value(_) | Self::Items(_) | Self::Absent(_) => None,
        }
    }
}

impl OpenInput {
    fn is_by_officer(&self, catalogue: &Catalogue) -> bool {
        let collection = self.collection.as_str();
        let mut fields = catalogue.item_fields(collection).filter(|field| field.by_officer);
        catalogue.collection(collection).is_some_and(|found| found.by_officer)
            || fields.any(|field| self.claims.iter().any(|claim| claim.field == field.key))
    }
}

impl Changes {
    /// Organisations that are named and not referred to by id.
    pub fn named_organisations(&self) -> impl Iterator<Item = &NamedOrganisation> {
        self.said().filter_map(Said::named_organisation)
    }

    /// Organisations that are referred to by id.
    pub fn organisation_ids(&self) -> impl Iterator<Item = OrganisationId> {
        self.said().filter_map(|said| match said {
            Said::Value(value) => value.as_organisation(),
            Said::Organisation(_) | Said::Items(_) | Said::Absent(_) => None,
        })
    }

    /// Clusters that are referred to.
    pub fn clusters(&self) -> impl Iterator<Item = ClusterId> {
        self.said().filter_map(|said| match said {
            Said::Value(Value::Cluster(id)) => Some(*id),
            Said::Value(_) | Said::Organisation(_) | Said::Items(_) | Said::Absent(_) => None,
        })
    }

    /// Whether anything is said, opened or closed that only an officer speaks of.
    pub fn are_by_officer(&self, catalogue: &Catalogue) -> bool {
        let collection =
            |key: &Code| catalogue.collection(key.as_str()).is_some_and(|found| found.by_officer);
        let of_item = |item: &ItemPath| collection(&item.collection);
        let field = |path: &FieldPath| {
            path.item.as_ref().is_some_and(of_item)
                || catalogue.field(path).is_some_and(|field| field.by_officer)
        };
        self.claims.iter().any(|claim| field(&claim.path))
            || self.open.iter().any(|open| open.is_by_officer(catalogue))
            || self.close.iter().any(|close| of_item(&close.item))
            || self.renew.iter().any(collection)
    }

    /// Whether anything is said of a field of the cluster itself.
    pub fn touches(&self, field: &str) -> bool {
        self.claims
            .iter()
            .any(|claim| claim.path.item.is_none() && claim.path.field.as_str() == field)
    }

    fn said(&self) -> impl Iterator<Item = &Said> {
        let of_claims = self.claims.iter().map(|claim| &claim.said);
        let of_items = self.open.iter().flat_map(|open| &open.claims).map(|claim| &claim.said);
        of_claims.chain(of_items)
    }

    /// The events that follow, or every problem found.
    ///
    /// # Errors
    /// [`Rejection::Invalid`], else [`Rejection::ClaimReplaced`].
    pub fn events(&self, known: Known<'_>) -> Result<Vec<ProfileEvent>, Rejection> {
        self.check_size()?;
        let mut work = Work::new(self, known);
        let opened = work.open_items(self);
        let mut stated = work.state_claims(self);
        stated.extend(work.renew_lists(self, &stated));
        stated.extend(work.lists_begun(self));
        let closed = work.close_items(self);
        let events = opened.into_iter().chain(in_events(&stated)).chain(closed).collect();
        work.finish(events)
    }

    fn check_size(&self) -> Result<(), Rejection> {
        let statements =
            self.said().count() + self.open.len() + self.close.len() + self.renew.len();
        let problem = match statements {
            0 => Problem::new("", "request.empty"),
            1..=STATEMENTS_MAX => return Ok(()),
            _ => Problem::new("", "request.too-many-statements").with(STATEMENTS_MAX),
        };
        Err(Rejection::Invalid(vec![problem]))
    }
}

/// Claims in as many events as they need.
pub(super) fn in_events(claims: &[Claim]) -> Vec<ProfileEvent> {
    let stated = |claims: Vec<Claim>| ProfileEvent::ClaimsStated(ClaimsStated { claims });
    portions(claims).into_iter().map(stated).collect()
}

/// An item that opens with its claims; those that don't fit its event follow in others.
pub(super) fn opening(item: ItemPath, claims: &[Claim]) -> Vec<ProfileEvent> {
    let mut portions = portions(claims).into_iter();
    let claims = portions.next().unwrap_or_default();
    let opened = ProfileEvent::ItemOpened(ItemOpened { item, claims });
    let stated = |claims: Vec<Claim>| ProfileEvent::ClaimsStated(ClaimsStated { claims });
    std::iter::once(opened).chain(portions.map(stated)).collect()
}

/// Claims in portions that an event can hold.
fn portions(claims: &[Claim]) -> Vec<Vec<Claim>> {
    let mut portions: Vec<Vec<Claim>> = Vec::new();
    let mut bytes = 0;
    for claim in claims {
        let more = weight(claim);
        match portions.last_mut() {
            Some(last)
                if last.len() < CLAIMS_PER_EVENT_MAX && bytes + more <= PORTION_BYTES_MAX =>
            {
                last.push(claim.clone());
                bytes += more;
            }
            _ => {
                portions.push(vec![claim.clone()]);
                bytes = more;
            }
        }
    }
    portions
}

/// About how many bytes a claim takes: what can be long in it, and a little for the rest.
fn weight(claim: &Claim) -> usize {
    let link = |evidence: &Evidence| match evidence {
        Evidence::Link(url) => url.as_str().len() + 16,
        Evidence::Document(_) => 128,
    };
    let evidence: usize = claim.evidence.iter().map(link).sum();
    let text = |text: &Text| {
        text.ru.as_ref().map_or(0, String::len) + text.en.as_ref().map_or(0, String::len)
    };
    let value = match claim.stated.value() {
        Some(Value::Text(one)) => text(one),
        Some(Value::NamedOrganisation(named)) => text(&named.name) + 200,
        Some(Value::Items(items)) => items.len() * 6,
        Some(Value::Codes(codes)) => codes.len() * 66,
        Some(Value::Url(url)) => url.as_str().len(),
        Some(Value::Texts(texts)) => texts.iter().map(|one| text(one) + 16).sum(),
        Some(Value::Urls(urls)) => urls.iter().map(|url| url.as_str().len() + 4).sum(),
        Some(Value::Ratings(ratings)) => ratings.len() * 132,
        Some(Value::Shares(shares)) => shares.len() * 96,
        Some(Value::Address(_)) => 512,
        _ => 64,
    };
    512 + evidence + value
}
