//! Who starts an application while another one of theirs says nothing yet is led to that one: going back and
//! pressing again starts no second one. What they say this time of their right to speak is kept.

use registry_core::command::{Command, StateRightToSpeak};
use registry_core::state::ApplicationStanding;
use registry_events::document::DocumentRef;
use registry_events::ids::ApplicationId;

use super::known;
use super::one::right_to_speak;
use super::own::Own;
use crate::http::{App, Problem, SignedIn};
use crate::people::whereabouts::Whereabouts;

/// So many drafts of one person are looked at.
const DRAFTS_MAX: usize = 20;

/// An application that says nothing of a cluster yet.
pub(super) struct Empty(Own);

impl Empty {
    /// The reader's own, where there is one.
    ///
    /// # Errors
    /// A fault when the log can't be read.
    pub(super) async fn of(
        app: &App,
        who: &SignedIn,
        from: &Whereabouts,
    ) -> Result<Option<Self>, Problem> {
        let account = who.caller.account;
        let is_draft = |standing| standing == ApplicationStanding::Draft;
        let drafts = known(app, |it| it.applicant == account && is_draft(it.standing)).await?;
        for (id, _) in drafts.into_iter().take(DRAFTS_MAX) {
            let own = Own::of(app, who, id, from).await?;
            let profile = &own.state()?.profile;
            if profile.claims().next().is_none() && profile.items().next().is_none() {
                return Ok(Some(Self(own)));
            }
        }
        Ok(None)
    }

    pub(super) const fn id(&self) -> ApplicationId {
        self.0.id
    }

    /// What is said anew of the right to speak; none where the same was said.
    pub(super) fn restated(&self, right: &str, letter: Option<DocumentRef>) -> Option<Command> {
        let is_same = right_to_speak(&self.0.opened.entries) == right && letter.is_none();
        let right_to_speak = right.to_owned();
        let application = self.id();
        (!is_same).then(|| StateRightToSpeak { application, right_to_speak, letter }.into())
    }
}
