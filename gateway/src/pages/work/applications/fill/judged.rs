//! What is typed into a matter, judged: what of it is wrong, told beside its field, and what would stand
//! if the rest were recorded.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::command::{Command, StateApplication};
use registry_core::profile::Profile;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::event::Event;

use super::super::super::report::{RowView, WRONG};
use super::super::super::typed::lacks_main;
use super::super::filled::{Filled, MEMBERS};
use super::super::matters::Matter;
use super::super::members::Effect;
use super::Work;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::Problem;
use crate::http::form::Fields;
use crate::import;
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::typography::set;

/// What is wrong, or what would follow.
type Attempt = (Vec<Broken>, Option<(StateApplication, Profile)>);

/// That lines can't be read as a table: the key of its words.
const UNREADABLE: &str = "import-unreadable";
/// The most rows of a report that are shown.
const SHOWN_MAX: usize = 500;

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
        let wrong = self.tell_problems(form, judged, frame).await;
        rows_of(judged, wrong, frame)
    }

    /// Tells each problem beside its field; those of the rows of participants by row.
    async fn tell_problems(
        &self,
        form: &mut Form,
        judged: &Judged,
        frame: &Frame,
    ) -> BTreeMap<u32, Vec<String>> {
        let mut wrong: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let labels = LabelsInForce::load(self.app).await;
        for problem in &judged.problems {
            if problem.code == UNREADABLE {
                form.wrong(MEMBERS, frame.say(UNREADABLE));
                continue;
            }
            let words =
                set(&sentence_on_page(problem.code, &problem.details, frame.language, &labels));
            match judged.filled.place(problem) {
                (_, Some(row)) => {
                    let told = format!("{} {row}: {words}", frame.say("application-line"));
                    form.wrong(&format!("row-{row}"), told);
                    wrong.entry(row).or_default().push(words);
                }
                (place, None) => form.wrong(&place, words),
            }
        }
        wrong
    }
}

/// The rows of participants: what each would do, or what is wrong with it.
fn rows_of(judged: &Judged, wrong: BTreeMap<u32, Vec<String>>, frame: &Frame) -> Vec<RowView> {
    let effects = judged.filled.effects.iter().take(SHOWN_MAX);
    let view = |(number, name, key): &Effect| {
        let details = wrong.get(number).cloned().unwrap_or_default();
        let key = if details.is_empty() { *key } else { WRONG };
        let (name, outcome) = (set(name), frame.say(key));
        RowView { number: *number, name, key, outcome, details, only_in: None }
    };
    let mut rows: Vec<_> = effects.map(view).collect();
    let told: BTreeSet<_> = rows.iter().map(|row| row.number).collect();
    let others = wrong.into_iter().filter(|(number, _)| !told.contains(number));
    rows.extend(others.map(|(number, details)| RowView {
        number,
        name: String::new(),
        key: WRONG,
        outcome: frame.say(WRONG),
        details,
        only_in: None,
    }));
    rows.sort_by_key(|row| (row.number == 0, row.number));
    rows
}
