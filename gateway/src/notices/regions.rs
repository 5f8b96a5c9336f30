//! What who speaks for a region is told of its clusters: that one was listed, moved to another level,
//! was suspended, left or came back; that one applied whose first region it is, without what the
//! application says; and that one which is expected applied. Not what clusters say.

use registry_core::state::StreamState;
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, Event, ExpectedEvent};
use registry_events::ids::{ApplicationId, ClusterId, ExpectedId};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Value};
use registry_projections::card::Card;
use registry_projections::history::{Detail, HistoryLine};
use registry_projections::views::Views;

use super::speakers::Speakers;
use super::to_others;
use super::told::Subject;
use crate::http::{App, Problem};
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
    to_others(readers, &Subject::Cluster(cluster), recorded)
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
    to_others(readers, &Subject::Expected(expected), recorded)
}

/// That an application was handed in: the region that it names first may know that much.
///
/// # Errors
/// A fault when the log can't be read.
pub(super) async fn of_application(
    app: &App,
    views: &Views,
    speakers: &Speakers,
    application: ApplicationId,
    recorded: &Recorded,
) -> Result<Vec<NewNotice>, Problem> {
    let Some(Event::Application(ApplicationEvent::ApplicationSubmitted(_))) = recorded.event()
    else {
        return Ok(Vec::new());
    };
    let loaded =
        app.registry.executor().streams().load(&StreamId::application(application)).await?;
    let StreamState::Application(state) = loaded.state.as_ref() else { return Ok(Vec::new()) };
    let Some((region, at)) = state.profile.regions().first().zip(views.position()) else {
        return Ok(Vec::new());
    };
    let lens = Lens::new(views, at);
    let region = lens.region_code(region);
    let readers = speakers.of_regions(std::slice::from_ref(region), &lens);
    let told = |account| to_others([account], &Subject::Applied(region.clone()), recorded);
    Ok(readers.into_iter().flat_map(told).collect())
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
