//! An application for who started it: what it says so far, and where its pages are.

use registry_core::access::Operation;
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::rejection::Rejection;
use registry_core::state::{ApplicationStanding, ApplicationState, Loaded, StreamState};
use registry_events::ids::ApplicationId;

use super::PATH;
use super::requirements::Requirements;
use crate::api::read::streams::{registry, rules_of};
use crate::api::write::applications::show;
use crate::http::{App, Problem, SignedIn};
use crate::pages::frame::Frame;
use crate::people::whereabouts::Whereabouts;
use crate::words::value::Speaker;

/// An application that its applicant may fill in.
pub(super) struct Own {
    pub(super) id: ApplicationId,
    pub(super) opened: show::Opened,
    registry: Loaded,
}

impl Own {
    /// The application, where it is the caller's own.
    pub(super) async fn of(
        app: &App,
        who: &SignedIn,
        id: ApplicationId,
        from: &Whereabouts,
    ) -> Result<Self, Problem> {
        Operation::StateApplication.check(who.caller.role)?;
        let opened = show::seen(app, who.caller, id, from).await?;
        Ok(Self { id, opened, registry: registry(app).await? })
    }

    pub(super) fn state(&self) -> Result<&ApplicationState, Problem> {
        match self.opened.loaded.state.as_ref() {
            StreamState::Application(state) => Ok(state),
            _ => Err(Problem::new("not-found").with("application")),
        }
    }

    pub(super) fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    pub(super) fn path(&self) -> String {
        format!("{PATH}/{}", self.id)
    }

    /// The page of a matter.
    pub(super) fn path_of(&self, matter: &str) -> String {
        format!("{}/form/{matter}", self.path())
    }

    pub(super) fn requirements(
        &self,
        profile: &Profile,
        app: &App,
        speaker: &Speaker<'_>,
        frame: &Frame,
    ) -> Result<Requirements, Problem> {
        let rulebook = self.in_force()?.rulebook;
        let found = Requirements::of(profile, rulebook, app.registry.today(), speaker);
        let is_open = self.is_open()?;
        Ok(found.leading(|matter| is_open.then(|| frame.plain_link(&self.path_of(matter)))))
    }

    pub(super) fn is_open(&self) -> Result<bool, Problem> {
        use ApplicationStanding as A;
        Ok(matches!(self.state()?.standing, A::Draft | A::Returned))
    }
}
