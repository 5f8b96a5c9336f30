//! Where what a report is about is mended, and by whom: stated anew by who can, asked of an officer by
//! the cluster otherwise. And whether a cluster that a report was passed to has done either since.

use registry_core::access::AccessState;
use registry_events::actor::Role;
use registry_events::catalogue::Catalogue;
use registry_events::ids::Position;
use registry_events::path::{FieldPath, ItemPath};
use registry_projections::card::{Card, CurrentClaim, Item, ListingStatus};
use registry_projections::voice::Report;

use super::super::field::is_asked;
use super::super::items::{is_filled_in, is_filled_in_of_item};
use super::super::requested::is_requested;
use crate::read::lens::Lens;

/// The page, below that of its cluster, on which somebody in a role mends it; none where they can't.
pub(super) fn page_of(
    path: &FieldPath,
    card: Option<&Card>,
    catalogue: &Catalogue,
    role: Role,
) -> Option<String> {
    if let Some(item) = &path.item {
        card?.open_item(item.collection.as_str(), item.item)?;
    }
    if let Some(asked) = request_of(path, catalogue, role) {
        return Some(format!("requests/{}", asked.field));
    }
    match &path.item {
        Some(item) => page_of_item(item, path, catalogue, role),
        None => page_of_field(path, catalogue, role),
    }
}

fn page_of_field(path: &FieldPath, catalogue: &Catalogue, role: Role) -> Option<String> {
    let (key, field) = (path.field.as_str(), catalogue.field(path)?);
    if !field.is_a_list() {
        return is_asked(field, role).then(|| format!("fields/{key}"));
    }
    let list = catalogue.collection(key)?;
    is_filled_in(catalogue, list, role).then(|| format!("lists/{key}"))
}

fn page_of_item(
    item: &ItemPath,
    path: &FieldPath,
    catalogue: &Catalogue,
    role: Role,
) -> Option<String> {
    let list = catalogue.collection(item.collection.as_str())?;
    let is_filled_in =
        is_filled_in(catalogue, list, role) && is_filled_in_of_item(catalogue.field(path)?, role);
    is_filled_in.then(|| format!("lists/{}/{}", item.collection, item.item))
}

/// What is asked of an officer about it: of an item, its list as a whole.
pub(super) fn request_of(path: &FieldPath, catalogue: &Catalogue, role: Role) -> Option<FieldPath> {
    let whole = match &path.item {
        None => path.clone(),
        Some(item) => FieldPath::of_cluster(item.collection.clone()),
    };
    is_requested(catalogue.field(&whole)?, role).then_some(whole)
}

/// What stands in a field of a card.
pub(super) fn current<'c>(card: &'c Card, path: &FieldPath) -> Option<&'c CurrentClaim> {
    match &path.item {
        None => card.fields().get(path.field.as_str()),
        Some(item) => card.item(item)?.claims.get(path.field.as_str()),
    }
}

/// Whether something of a path was stated, opened or closed after a position; of a list, of any of
/// its items.
pub(super) fn is_touched(card: &Card, path: &FieldPath, after: Position) -> bool {
    let is_stated = current(card, path).is_some_and(|current| current.place.position > after);
    let of_list = || card.items(path.field.as_str()).any(|item| is_item_touched(item, after));
    is_stated || (path.item.is_none() && of_list())
}

fn is_item_touched(item: &Item, after: Position) -> bool {
    let closed = item.closed.as_ref().map(|closed| closed.place.position);
    let stated = item.claims.iter().map(|current| current.place.position);
    stated.chain([item.opened.position]).chain(closed).any(|position| position > after)
}

/// Whether a cluster has had its say about what was passed to it at a position: it was stated anew, or
/// said to hold still, or ended, or its change was asked for; one that left the register has nothing to
/// say any more.
pub(super) fn is_answered(
    report: &Report,
    passed: Position,
    lens: &Lens<'_>,
    access: &AccessState,
) -> bool {
    let Some(card) = lens.views.card(report.cluster) else { return false };
    if matches!(card.standing.status, ListingStatus::Merged | ListingStatus::Withdrawn) {
        return true;
    }
    let item = report.path.item.as_ref().and_then(|item| card.item(item));
    item.is_some_and(|item| !item.is_open())
        || is_touched(card, &report.path, passed)
        || is_asked_for(report, passed, lens, access)
}

fn is_asked_for(report: &Report, passed: Position, lens: &Lens<'_>, access: &AccessState) -> bool {
    let request = lens
        .catalogue()
        .and_then(|catalogue| request_of(&report.path, catalogue, Role::ClusterRepresentative));
    let Some(path) = request else { return false };
    let is_it = |other: &Report| {
        other.cluster == report.cluster
            && other.path == path
            && other.filed.position > passed
            && access.represents(other.filed.actor.account, report.cluster)
    };
    lens.views.voice().reports(lens.at).any(is_it)
}
