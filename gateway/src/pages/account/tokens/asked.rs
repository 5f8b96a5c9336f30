//! What is asked of a new token: for what, in which role, how long, whether it writes, and what it is held
//! to. What isn't said is the least.

use jiff::SignedDuration;
use registry_core::access::Caller;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;

use super::DAYS;
use crate::http::{App, Present, Problem, Reading};
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::pages::work::named;
use crate::people::security::Kind;
use crate::people::whereabouts::Whereabouts;
use crate::tokens::days_max;

/// The most characters of what a token is called.
const LABEL_CHARACTERS_MAX: usize = 80;
/// A token that only reads, and one that writes too.
pub(super) const READS: &str = "reads";
pub(super) const WRITES: &str = "writes";
/// A token for everything that its role speaks for.
pub(super) const ALL: &str = "all";

/// Something that a person speaks for by name.
pub(super) struct Subject {
    /// The grant.
    pub(super) grant: StreamVersion,
    role: Role,
    pub(super) name: String,
}

impl Subject {
    /// What a person speaks for by name, in roles that they may act in.
    ///
    /// # Errors
    /// A fault when the log can't be read.
    pub(super) async fn all(
        app: &App,
        present: &Present,
        reading: &Reading,
    ) -> Result<Vec<Self>, Problem> {
        let access = app.registry.executor().streams().load(&StreamId::access()).await?;
        let StreamState::Access(access) = access.state.as_ref() else { return Ok(Vec::new()) };
        let standing = access.standing_of(present.person.account);
        let named = standing.filter_map(|(grant, given)| {
            let (name, _) = named(&given.scope, reading)?;
            Some(Self { grant, role: given.role, name })
        });
        Ok(named.filter(|subject| is_usable(present, subject.role)).collect())
    }
}

fn is_usable(present: &Present, role: Role) -> bool {
    present.roles.iter().any(|held| held.role == role && held.usable)
}

/// A token to be made.
pub(super) struct Asked {
    label: String,
    role: Role,
    days: i64,
    writes: bool,
    only: Option<StreamVersion>,
}

impl Asked {
    /// What was filled in; what is wrong with it is told on the form.
    pub(super) fn read(
        present: &Present,
        subjects: &[Subject],
        form: &mut Form,
        frame: &Frame,
    ) -> Option<Self> {
        let label = label(form, frame);
        let role = Role::from_key(form.typed("role")).filter(|role| is_usable(present, *role));
        if role.is_none() {
            form.wrong("role", frame.say("token-role-wrong"));
        }
        let days = days(role, form, frame);
        let only = role.and_then(|role| held_to(role, subjects, form, frame).ok());
        let writes = writes(form, frame);
        Some(Self { label: label?, role: role?, days: days?, writes: writes?, only: only? })
    }

    /// Makes the token, and tells its owner once: of forms that are sent at the same moment one makes it.
    ///
    /// # Errors
    /// A fault when the store takes no writes.
    pub(super) async fn issue(
        &self,
        app: &App,
        from: &Whereabouts,
        present: &Present,
        token: &str,
    ) -> Result<(), Problem> {
        let caller = Caller { account: present.person.account, role: self.role, only: self.only };
        let now = app.registry.now();
        let times = (now, now + SignedDuration::from_hours(24 * self.days));
        let tokens = app.registry.tokens();
        let made = tokens.issue_one((caller, self.writes), &self.label, times, token).await;
        if !made.map_err(|error| Problem::fault(&error))? {
            return Ok(());
        }
        let accounts = app.registry.accounts();
        let (person, role) = (&present.record, self.role.key());
        Ok(accounts.note_and_tell(Kind::TokenIssued, person, role, from).await?)
    }
}

fn label(form: &mut Form, frame: &Frame) -> Option<String> {
    let label = form.typed("label").trim().to_owned();
    let fits = (1..=LABEL_CHARACTERS_MAX).contains(&label.chars().count());
    if fits && !label.contains(char::is_control) {
        return Some(label);
    }
    form.wrong("label", frame.say("token-label-wrong"));
    None
}

/// Whether it writes: what isn't said is the least, and what can't be is no answer.
fn writes(form: &mut Form, frame: &Frame) -> Option<bool> {
    match form.typed("access") {
        "" | READS => Some(false),
        WRITES => Some(true),
        _ => {
            form.wrong("access", frame.say("token-access-wrong"));
            None
        }
    }
}

fn days(role: Option<Role>, form: &mut Form, frame: &Frame) -> Option<i64> {
    let days = DAYS.into_iter().find(|days| days.to_string() == form.typed("days"));
    match (days, role) {
        (None, _) => form.wrong("days", frame.say("token-days-wrong")),
        (Some(days), Some(role)) if days > days_max(role) => {
            form.wrong("days", frame.say("token-days-too-long"));
        }
        _ => return days,
    }
    None
}

/// That it isn't said, or not so that it can be, what a token is held to.
struct NotHeld;

/// The one grant that a token is held to; of who speaks for one thing that is it, unless all is asked
/// for.
fn held_to(
    role: Role,
    subjects: &[Subject],
    form: &mut Form,
    frame: &Frame,
) -> Result<Option<StreamVersion>, NotHeld> {
    let own: Vec<_> = subjects.iter().filter(|subject| subject.role == role).collect();
    let asked = form.typed("subject").to_owned();
    match (asked.as_str(), own.as_slice()) {
        (ALL, _) | ("", []) => Ok(None),
        ("", [only]) => Ok(Some(only.grant)),
        (asked, own) => {
            let chosen = own.iter().find(|subject| subject.grant.to_string() == asked);
            if chosen.is_none() {
                form.wrong("subject", frame.say("token-subject-wrong"));
            }
            chosen.map(|subject| Some(subject.grant)).ok_or(NotHeld)
        }
    }
}
