//! Minimum requirements that are open: what may be waived at listing, and what follows when one
//! opens or is met again.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_events::event::{
    ClusterEvent, ClusterReactivated, RequirementClosed, RequirementOpened,
};
use registry_events::path::ItemPath;
use registry_events::value::Code;

use crate::deadline::days_after;
use crate::profile::Profile;
use crate::profile::reader::{ItemReader, OFFICIAL_STATUSES, OpenItems};
use crate::rulebook::Rulebook;
use crate::state::{ClusterState, Standing};
use crate::support::holds_on;

/// The official status of a profile for which requirements are waived, if it holds on a day.
pub fn waiver<'p>(profile: &'p Profile, rulebook: &Rulebook, day: Date) -> Option<&'p ItemPath> {
    let mut statuses = OpenItems::of(profile).collection(OFFICIAL_STATUSES);
    statuses.find(|status| waives(status, rulebook, day)).map(|status| status.path)
}

fn waives(status: &ItemReader<'_>, rulebook: &Rulebook, day: Date) -> bool {
    let of_type = |code: &Code| rulebook.waiving_statuses.contains(code);
    status.code("type").is_some_and(of_type) && holds_on(status, day)
}

/// Minimum requirements that stand against a listing: the open ones, but for those that are waived.
pub(crate) fn not_waived(
    open: Vec<Code>,
    profile: &Profile,
    rulebook: &Rulebook,
    day: Date,
) -> Vec<Code> {
    if waiver(profile, rulebook, day).is_none() {
        return open;
    }
    let waivable = |id: &Code| rulebook.marker(id.as_str()).is_some_and(|marker| marker.waivable);
    open.into_iter().filter(|marker| !waivable(marker)).collect()
}

/// What follows for a cluster's requirements on a day from the markers that are met now.
pub(crate) fn following(
    state: &ClusterState,
    rulebook: &Rulebook,
    met: &BTreeSet<Code>,
    day: Date,
) -> Vec<ClusterEvent> {
    let minimum = rulebook.markers.iter().filter(|marker| marker.minimum);
    let open: Vec<_> = minimum.map(|marker| &marker.id).filter(|id| !met.contains(*id)).collect();
    // Only a listing finds a requirement open that nobody had to meet before.
    let listing = state.assessment.is_none();
    let waived_for = waiver(&state.profile, rulebook, day).filter(|_| listing).cloned();
    let until = days_after(day, rulebook.limits().requirement_days);
    let opened = open.iter().filter(|marker| !state.requirements.contains_key(**marker));
    let opened = opened.map(|marker| {
        let (marker, waived_for) = ((*marker).clone(), waived_for.clone());
        ClusterEvent::RequirementOpened(RequirementOpened { marker, until, waived_for })
    });
    let closed = state.requirements.keys().filter(|marker| !open.contains(marker));
    let closed = closed.map(|marker| {
        ClusterEvent::RequirementClosed(RequirementClosed { marker: marker.clone() })
    });
    let active = state.standing == Standing::Inactive && open.is_empty();
    let active = active.then_some(ClusterEvent::ClusterReactivated(ClusterReactivated {}));
    opened.chain(closed).chain(active).collect()
}
