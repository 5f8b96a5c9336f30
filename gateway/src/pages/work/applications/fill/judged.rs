//! What is typed into a matter, judged: what of it is wrong, told beside its field, and what would stand
//! if the rest were recorded.

use registry_core::command::{Command, StateApplication};
use registry_core::profile::Profile;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::event::Event;

use super::super::super::report::RowView;
use super::super::super::typed::lacks_main;
use super::super::filled::{Filled, MEMBERS};
use super::super::matters::Matter;
use super::super::told::{self, UNREADABLE};
use super::Work;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::Problem;
use crate::http::form::Fields;
use crate::import;
use crate::pages::form::Form;
use crate::pages::frame::Frame;

/// What is wrong, or what would follow.
type Attempt = (Vec<Broken>, Option<(StateApplication, Profile)>);

/// What is typed, read and judged.
pub(super) struct Judged {
    pub(super) filled: Filled,
    problems: Vec<Broken>,
    pub(super) command: Option<StateApplication>,
    /// The profile as it would be by what of it is right.
    pub(super) profile: Profile,
}

impl Work<'_> {
    /// Reads what is typed; where something of it is wrong, the rest is judged without it.
    pub(super) async fn judge(&self, sent: &Fields) -> Result<Judged, Problem> {
        let state = self.own.state()?;
        let rows = import::own_rows(&self.app.registry, sent.get(MEMBERS)).await;
        let is_unreadable = rows.is_err();
        let rows = rows.unwrap_or_default();
        let filled = Filled::of((sent, &rows), &self.matter, &state.profile, &self.types);
        if is_unreadable {
            let profile = state.profile.clone();
            let filled = Filled::default();
            let problems = vec![Broken::new("", UNREADABLE)];
            return Ok(Judged { filled, problems, command: None, profile });
        }
        let (problems, mut right) = self.attempt(&filled).await?;
        if right.is_none() {
            right = self.attempt(&filled.clone().without(&problems)).await?.1;
        }
        let stands = || state.profile.clone();
        let (command, profile) = right.map_or_else(|| (None, stands()), |(c, p)| (Some(c), p));
        Ok(Judged { filled, problems, command, profile })
    }

    /// What is wrong with what is typed, or the command that states it and the profile after that.
    async fn attempt(&self, filled: &Filled) -> Result<Attempt, Problem> {
        if filled.is_empty() {
            return Ok((Vec::new(), None));
        }
        let read = OfForm::read(&filled.body(), self.app).await?;
        if !read.problems.is_empty() {
            return Ok((read.problems, None));
        }
        let changes = read.changes.clone();
        let command = StateApplication { application: self.own.id, changes, expected: None };
        Ok(match self.foresee(&command).await? {
            Ok(profile) => (Vec::new(), Some((command, profile))),
            Err(refused) => (read.translate(refused), None),
        })
    }

    /// The profile as it would be, or what the rules refuse.
    async fn foresee(
        &self,
        command: &StateApplication,
    ) -> Result<Result<Profile, Vec<Broken>>, Problem> {
        let executor = self.app.registry.executor();
        let command = Command::from(command.clone());
        match executor.foresee(self.who.caller, &command).await {
            Ok(decision) => {
                let parts = decision.parts.iter().flat_map(|part| &part.events);
                let events = parts.filter_map(|decided| match &decided.event {
                    Event::Profile(event) => Some(event),
                    _ => None,
                });
                Ok(Ok(self.own.state()?.profile.after(events)))
            }
            Err(ExecuteError::Rejected(Rejection::Invalid(problems))) => Ok(Err(problems)),
            Err(refused) => Err(refused.into()),
        }
    }

    /// Tells on the form what is wrong, and what the rows of participants would do.
    pub(super) async fn tell(
        &self,
        form: &mut Form,
        judged: &Judged,
        frame: &Frame,
    ) -> Vec<RowView> {
        if let Matter::Field(field) = &self.matter
            && lacks_main(field, form.sent_fields())
        {
            form.wrong(field.key.as_str(), frame.say("work-region-main-wrong"));
        }
        let Judged { filled, problems, .. } = judged;
        let wrong = told::tell(form, problems, filled, self.app, frame).await;
        told::rows_of(filled, wrong, frame)
    }
}
