//! What who speaks for a region is told of its clusters: that one was listed, moved to another level,
//! was suspended, left or came back; and that one which is expected applied. Not what clusters say.

use registry_events::entry::Recorded;
use registry_events::event::{Event, ExpectedEvent};
use registry_events::ids::{ClusterId, ExpectedId};
use registry_events::value::{Code, Value};
use registry_projections::card::Card;
use registry_projections::history::{Detail, HistoryLine};
use registry_projections::views::Views;

use super::speakers::Speakers;
use super::to_others;
use super::told::Subject;
use crate::private::notices::NewNotice;
use crate::read::lens::Lens;

/// What moved a cluster.
pub(super) fn of_cluster(
    views: &Views,
    speakers: &Speakers,
    cluster: ClusterId,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let mut lines = views.history(cluster).into_iter().flat_map(|it| it.of_event(recorded.version));
    let Some(card) = views.card(cluster).filter(|_| lines.any(moves)) else { return Vec::new() };
    let Some(at) = views.position() else { return Vec::new() };
    let readers = speakers.of_regions(regions(card), &Lens::new(views, at));
    to_others(readers, Subject::Cluster(cluster), recorded)
}

/// That a cluster which is expected applied: its region may know.
pub(super) fn of_expected(
    views: &Views,
    speakers: &Speakers,
    expected: ExpectedId,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let Some(Event::Expected(ExpectedEvent::ExpectedClusterApplied(_))) = recorded.event() else {
        return Vec::new();
    };
    let known = views.expected().get(expected).zip(views.position());
    let Some((known, at)) = known else { return Vec::new() };
    let region = std::slice::from_ref(&known.says.region);
    let readers = speakers.of_regions(region, &Lens::new(views, at));
    to_others(readers, Subject::Expected(expected), recorded)
}

fn regions(card: &Card) -> &[Code] {
    match card.fields().get("regions").and_then(|claim| claim.claim.stated.value()) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// Whether a line moves its cluster in the register.
fn moves(line: &HistoryLine) -> bool {
    match &line.detail {
        Detail::Assessed(assessed) => {
            assessed.before.is_some() && assessed.before != Some(assessed.after)
        }
        Detail::Listed { .. }
        | Detail::Standing { .. }
        | Detail::Deactivated { .. }
        | Detail::Reactivated
        | Detail::Merged { .. }
        | Detail::Absorbed { .. } => true,
        Detail::Stated
        | Detail::ItemOpened(_)
        | Detail::ItemClosed(_)
        | Detail::Confirmed(_)
        | Detail::ConfirmationWithdrawn(_)
        | Detail::MembershipDenied(_)
        | Detail::DenialWithdrawn { .. }
        | Detail::AssessmentCorrected { .. }
        | Detail::Lapsed { .. }
        | Detail::RequirementOpened { .. }
        | Detail::RequirementClosed { .. }
        | Detail::Masked { .. }
        | Detail::MaskLifted { .. }
        | Detail::Dispute(_) => false,
    }
}
