//! What is typed of a cluster that is being entered, judged: what of it is wrong, what the minimum still
//! needs, and what would stand if the rest were recorded.

use registry_core::command::{Command, EnterCluster};
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::profile::changes::{Changes, Known};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::claim::Source;
use registry_events::value::Value;

use super::super::super::acts::{WHOLE, tell};
use super::super::super::report::RowView;
use super::super::super::typed::lacks_main;
use super::super::filled::{Filled, MEMBERS};
use super::super::matters::{self, Matter};
use super::super::requirements::Requirements;
use super::super::told::{self, UNREADABLE};
use super::{Work, source};
use crate::api::read::streams::rules_of;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::Problem;
use crate::http::form::Fields;
use crate::import;
use crate::pages::form::Form;
use crate::pages::frame::Frame;

/// What is wrong, or what would follow.
type Attempt = (Vec<Broken>, Option<(Changes, Profile)>);

/// What is typed, read and judged.
pub(super) struct Judged {
    pub(super) filled: Filled,
    problems: Vec<Broken>,
    /// What is asked for; none where something of it can't be read.
    pub(super) command: Option<EnterCluster>,
    /// The profile as it would be by what of it is right.
    pub(super) profile: Profile,
}

impl Work<'_> {
    pub(super) fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    /// Reads what is typed; where something of it is wrong, the rest is judged without it. What is wrong
    /// with the source is told on the form.
    pub(super) async fn judge(
        &self,
        sent: &Fields,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Judged, Problem> {
        let source = source::read(form, self, frame);
        let rows = import::own_rows(&self.app.registry, sent.get(MEMBERS)).await;
        let is_unreadable = rows.is_err();
        let rows = rows.unwrap_or_default();
        let all = matters::all(self.in_force()?.catalogue);
        let nothing = Profile::default();
        let read = |matter| Filled::of((sent, &rows), matter, &nothing, &self.types);
        let filled = all.iter().map(read).fold(Filled::default(), Filled::with);
        let (mut problems, mut right) = self.attempt(&filled).await?;
        let is_right = right.is_some() && !is_unreadable;
        if right.is_none() {
            right = self.attempt(&filled.clone().without(&problems)).await?.1;
        }
        problems.extend(is_unreadable.then(|| Broken::new("", UNREADABLE)));
        let (changes, profile) = right.unwrap_or_default();
        let sourced = source.filter(|_| is_right).map(|source| from_source(changes, &source));
        let command = sourced.map(|changes| EnterCluster { changes });
        Ok(Judged { filled, problems, command, profile })
    }

    /// What is wrong with what is typed, or what it changes and the profile after that.
    async fn attempt(&self, filled: &Filled) -> Result<Attempt, Problem> {
        if filled.is_empty() {
            return Ok((Vec::new(), None));
        }
        let read = OfForm::read(&filled.body(), self.app).await?;
        if !read.problems.is_empty() {
            return Ok((read.problems, None));
        }
        let nothing = Profile::default();
        let events = read.changes.events(Known {
            profile: &nothing,
            in_force: self.in_force()?,
            today: self.app.registry.today(),
            organisations: &|named| Ok(Value::NamedOrganisation(named.on_one_line())),
            is_registered: &|_| true,
            cluster: None,
            is_listed: &|_| true,
        });
        Ok(match events {
            Ok(events) => (Vec::new(), Some((read.changes, nothing.after(&events)))),
            Err(Rejection::Invalid(problems)) => (read.translate(problems), None),
            Err(refused) => return Err(refused.into()),
        })
    }

    /// Tells on the form what is wrong and what the minimum still needs; where nothing is, what the rules
    /// say of the whole. What the rows of participants would do is handed back.
    pub(super) async fn tell(
        &self,
        form: &mut Form,
        judged: &Judged,
        frame: &Frame,
    ) -> Result<Vec<RowView>, Problem> {
        self.tell_expected(form, frame);
        let Judged { filled, problems, .. } = judged;
        self.tell_main_region(form, frame)?;
        let wrong = told::tell(form, problems, filled, self.app, frame).await;
        let is_wrong = !wrong.is_empty();
        let rows = told::rows_of(filled, wrong, frame);
        self.tell_minimum(form, judged)?;
        if let Some(command) = judged.command.as_ref().filter(|_| !form.is_wrong()) {
            self.tell_refusal(form, judged, command, frame).await?;
        }
        Ok(if is_wrong { rows } else { Vec::new() })
    }

    fn tell_main_region(&self, form: &mut Form, frame: &Frame) -> Result<(), Problem> {
        for matter in matters::all(self.in_force()?.catalogue) {
            if let Matter::Field(field) = matter
                && lacks_main(field, form.sent_fields())
            {
                form.wrong(field.key.as_str(), frame.say("work-region-main-wrong"));
            }
        }
        Ok(())
    }

    /// What the minimum still needs, beside the matter it is about, where that isn't wrong as it is.
    fn tell_minimum(&self, form: &mut Form, judged: &Judged) -> Result<(), Problem> {
        let (rulebook, today) = (self.in_force()?.rulebook, self.app.registry.today());
        let needed = Requirements::of(&judged.profile, rulebook, today, &self.speaker);
        let is_told = |place: &str| judged.problems.iter().any(|it| judged.is_at(it, place));
        for row in needed.rows.iter().filter(|row| !row.is_waived) {
            let place = row.matter.unwrap_or(WHOLE);
            if let Some(add) = row.add.as_ref().filter(|_| !is_told(place)) {
                form.wrong(place, add.clone());
            }
        }
        Ok(())
    }

    /// What the rules refuse of the whole.
    async fn tell_refusal(
        &self,
        form: &mut Form,
        judged: &Judged,
        command: &EnterCluster,
        frame: &Frame,
    ) -> Result<(), Problem> {
        let command = Command::from(command.clone());
        let place = |broken: &Broken| judged.filled.place(broken).0;
        match self.app.registry.executor().foresee(self.who.caller, &command).await {
            Ok(_) => Ok(()),
            Err(ExecuteError::Rejected(Rejection::Invalid(problems))) => {
                let read = OfForm::read(&judged.filled.body(), self.app).await?;
                told::tell(form, &read.translate(problems), &judged.filled, self.app, frame).await;
                Ok(())
            }
            Err(refused) => tell(self.app, refused.into(), form, frame, place).await,
        }
    }
}

impl Judged {
    /// Whether a problem is told at a matter, or at a field of it.
    fn is_at(&self, problem: &Broken, matter: &str) -> bool {
        let (place, row) = self.filled.place(problem);
        place == matter || (row.is_some() && matter == MEMBERS) || problem.code == UNREADABLE
    }
}

/// The same changes, each statement with its source.
fn from_source(mut changes: Changes, source: &Source) -> Changes {
    for claim in &mut changes.claims {
        claim.source = source.clone();
    }
    for claim in changes.open.iter_mut().flat_map(|open| &mut open.claims) {
        claim.source = source.clone();
    }
    changes
}
