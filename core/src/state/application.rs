//! An application, folded: where it stands, who started it, what it says.

use registry_events::actor::Actor;
use registry_events::document::DocumentRef;
use registry_events::event::ApplicationEvent;
use registry_events::ids::{ClusterId, StreamVersion};

use crate::profile::Profile;

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ApplicationStanding {
    /// There is none.
    #[default]
    NotStarted,
    /// Being filled in.
    Draft,
    /// Waiting for an officer.
    Submitted,
    /// Given back with reasons.
    Returned,
    /// The cluster is listed.
    Listed,
    /// Taken back by the applicant.
    Withdrawn,
}

/// An application.
#[derive(Debug, Clone, Default)]
pub struct ApplicationState {
    /// Where it stands.
    pub standing: ApplicationStanding,
    /// Who started it.
    pub applicant: Option<Actor>,
    /// The version of the last submission.
    pub submitted: Option<StreamVersion>,
    /// What is said of the cluster.
    pub profile: Profile,
    /// The cluster that was listed from it.
    pub cluster: Option<ClusterId>,
    /// The letter that shows the applicant's right to speak, where one was brought.
    pub letter: Option<DocumentRef>,
}

impl ApplicationState {
    pub(super) fn evolve(
        &mut self,
        version: StreamVersion,
        actor: &Actor,
        event: &ApplicationEvent,
    ) {
        self.standing = match event {
            ApplicationEvent::ApplicationStarted(_) => {
                self.applicant = Some(actor.clone());
                ApplicationStanding::Draft
            }
            ApplicationEvent::ApplicationSubmitted(_) => {
                self.submitted = Some(version);
                ApplicationStanding::Submitted
            }
            ApplicationEvent::ApplicationReturned(_) => ApplicationStanding::Returned,
            ApplicationEvent::ApplicationListed(listed) => {
                self.cluster = Some(listed.cluster);
                ApplicationStanding::Listed
            }
            ApplicationEvent::ApplicationWithdrawn(_) => ApplicationStanding::Withdrawn,
            ApplicationEvent::RightToSpeakStated(stated) => {
                self.letter = stated.letter;
                self.standing
            }
        };
    }
}
