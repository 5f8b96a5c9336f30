//! What officers are told: that something came which waits for their decision. What is sealed is told
//! without its words.

use registry_core::state::{ClusterState, StreamState};
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, DisputeEvent, Event, ProposalEvent, ReportEvent};
use registry_events::ids::{AccountId, ClusterId, StreamVersion};
use registry_events::stream::{StreamId, StreamKind};

use super::speakers::Speakers;
use super::to_others;
use super::told::Subject;
use crate::http::{App, Problem};
use crate::private::notices::NewNotice;

/// An application that was handed in, a report of a mistake, a proposal.
pub(super) fn of_entry(
    speakers: &Speakers,
    kind: StreamKind,
    recorded: &Recorded,
) -> Vec<NewNotice> {
    let subject = match (kind, recorded.event()) {
        (
            StreamKind::Application(id),
            Some(Event::Application(ApplicationEvent::ApplicationSubmitted(_))),
        ) => Subject::Application(id),
        (StreamKind::Report(id), Some(Event::Report(ReportEvent::ReportFiled(_)))) => {
            Subject::Report(id)
        }
        (StreamKind::Proposal(id), Some(Event::Proposal(ProposalEvent::ProposalMade(_)))) => {
            Subject::Proposal(id)
        }
        _ => return Vec::new(),
    };
    to_others(speakers.officers(), &subject, recorded)
}

/// A dispute that waits to be admitted or resolved; not to who filed it, who decides nothing of it.
///
/// # Errors
/// A fault when the log can't be read.
pub(super) async fn of_dispute(
    app: &App,
    speakers: &Speakers,
    cluster: ClusterId,
    recorded: &Recorded,
) -> Result<Vec<NewNotice>, Problem> {
    let Some(Event::Dispute(event)) = recorded.event().filter(|event| waits(event)) else {
        return Ok(Vec::new());
    };
    let dispute = event.dispute(recorded.version);
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
    let filed_by = match loaded.state.as_ref() {
        StreamState::Cluster(state) => filed_by(state, dispute),
        _ => None,
    };
    let others = speakers.officers().filter(|officer| Some(*officer) != filed_by);
    Ok(to_others(others, &Subject::Dispute(cluster, dispute), recorded))
}

fn filed_by(state: &ClusterState, dispute: StreamVersion) -> Option<AccountId> {
    state.disputes.get(&dispute).map(|dispute| dispute.account)
}

const fn waits(event: &Event) -> bool {
    matches!(
        event,
        Event::Dispute(
            DisputeEvent::DisputeFiled(_)
                | DisputeEvent::DisputeAnswered(_)
                | DisputeEvent::DisputeDeadlineMissed(_)
        )
    )
}
