//! Given these events, the views show that.

mod blocks;
mod bulletins;
mod cards;
mod desk;
mod enquiries;
mod expected;
mod follower;
mod histories;
mod journal;
mod levels;
mod lists;
mod measures;
mod moderation;
mod organisations;
mod publications;
mod registry;
mod replay;
mod samples;
mod search;
mod statistics;
mod subjects;
mod support;
mod visibility;

use std::collections::BTreeSet;

use registry_events::ids::{ClusterId, OrganisationId, Position};

use crate::views::Views;

/// The clusters that an organisation was a participant of at a position, whatever their standing.
fn clusters_of(views: &Views, id: OrganisationId, at: Position) -> BTreeSet<ClusterId> {
    let memberships = views.organisations().memberships(id).iter();
    let held = memberships.filter(|membership| membership.holds_at(at));
    held.map(|membership| membership.cluster).collect()
}
