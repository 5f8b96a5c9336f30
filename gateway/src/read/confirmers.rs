//! Who may be named beside a line of a history: a confirmer of a field that isn't public today isn't,
//! and neither is it beside what followed from its confirmation alone.

use registry_events::ids::ClusterId;
use registry_projections::history::{Detail, HistoryLine};
use registry_projections::place::Place;

use super::lens::Lens;

/// Whether everybody may see who acted in a line.
pub fn are_told(line: &HistoryLine, cluster: ClusterId, lens: &Lens<'_>) -> bool {
    if line.unnamed || !may_be_named_at_all(&line.place, cluster, lens) {
        return false;
    }
    if is_confirmation(line) {
        return is_public(line, lens);
    }
    may_be_named(&line.place, cluster, lens)
}

/// Whether everybody may see who acted at a place of a cluster's stream that is a line of its
/// history or not.
pub fn are_told_at(place: &Place, cluster: ClusterId, lens: &Lens<'_>) -> bool {
    if !may_be_named_at_all(place, cluster, lens) {
        return false;
    }
    let line = lens.views.history(cluster).and_then(|history| history.event(place.version));
    line.map_or_else(|| may_be_named(place, cluster, lens), |line| are_told(line, cluster, lens))
}

/// An organisation that is hidden by law as a participant isn't named in the cluster's stream.
fn may_be_named_at_all(place: &Place, cluster: ClusterId, lens: &Lens<'_>) -> bool {
    lens.views.masked().may_name(cluster, place.actor.organisation)
}

/// What somebody recorded together with confirmations names it where one of these does.
fn may_be_named(place: &Place, cluster: ClusterId, lens: &Lens<'_>) -> bool {
    let history = lens.views.history(cluster);
    let together = history.into_iter().flat_map(|history| history.recorded_at(place.recorded_at));
    let own = together.filter(|line| is_confirmation(line) && line.place.actor == place.actor);
    let mut told = own.map(|line| is_public(line, lens)).peekable();
    told.peek().is_none() || told.any(|public| public)
}

fn is_public(line: &HistoryLine, lens: &Lens<'_>) -> bool {
    !line.hidden && line.path().is_none_or(|path| lens.is_public(path))
}

/// Whether a line gives a confirmation or takes one back.
const fn is_confirmation(line: &HistoryLine) -> bool {
    match line.detail {
        Detail::Confirmed(_) | Detail::ConfirmationWithdrawn(_) => true,
        Detail::Stated
        | Detail::Listed { .. }
        | Detail::ItemOpened(_)
        | Detail::ItemClosed(_)
        | Detail::MembershipDenied(_)
        | Detail::DenialWithdrawn { .. }
        | Detail::Assessed(_)
        | Detail::AssessmentCorrected { .. }
        | Detail::Standing { .. }
        | Detail::Lapsed { .. }
        | Detail::RequirementOpened { .. }
        | Detail::RequirementClosed { .. }
        | Detail::Deactivated { .. }
        | Detail::Reactivated
        | Detail::Merged { .. }
        | Detail::Absorbed { .. }
        | Detail::Masked { .. }
        | Detail::MaskLifted { .. }
        | Detail::Dispute(_) => false,
    }
}
