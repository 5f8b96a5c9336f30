//! With how many clusters this one shares participants, and where all its links stand.

use std::collections::BTreeSet;

use registry_events::ids::{ClusterId, OrganisationId};
use registry_projections::card::ListingStatus;
use registry_projections::register::RegisterRow;

use crate::pages::frame::Frame;
use crate::read::lens::Lens;

/// What the profile tells of links.
pub(super) struct LinkedView {
    /// With how many others it shares participants.
    pub(super) words: String,
    /// The table of its links.
    pub(super) address: String,
}

/// The links of a cluster that is on the register.
pub(super) fn of(row: &RegisterRow, lens: &Lens<'_>, frame: &Frame) -> Option<LinkedView> {
    let others = others(row, lens);
    let shares = frame.count("linked-shares", others.len());
    let words = if others.is_empty() { frame.say("linked-shares-none") } else { shares };
    let address = frame.link(&format!("/links?cluster={}", row.cluster));
    (row.status == ListingStatus::Listed).then_some(LinkedView { words, address })
}

/// The other listed clusters that have one of its participants.
fn others(row: &RegisterRow, lens: &Lens<'_>) -> BTreeSet<ClusterId> {
    let own: BTreeSet<_> = organisations(row).collect();
    let all = own.iter().flat_map(|id| lens.views.memberships(*id, lens.at));
    let held = all.filter(|one| one.holds_at(lens.at) && one.cluster != row.cluster);
    let clusters: BTreeSet<_> = held.map(|one| one.cluster).collect();
    let register = lens.views.register();
    let is_linked = |id: &ClusterId| {
        register.row(*id, lens.at).is_some_and(|other| {
            let shared = organisations(&other).any(|organisation| own.contains(&organisation));
            other.status == ListingStatus::Listed && shared
        })
    };
    clusters.into_iter().filter(is_linked).collect()
}

/// The participants that count: on both sides a membership that lapsed links nothing, as in the
/// table of links.
fn organisations(row: &RegisterRow) -> impl Iterator<Item = OrganisationId> {
    row.participants.counted().filter_map(|member| member.organisation)
}
