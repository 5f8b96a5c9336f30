//! A page of acts in one shape: what they are about, and a form for each. The forms of a page share what
//! was sent and what is wrong with it; the act says which of them is meant, so their fields have
//! different names.

use askama::Template;
use axum::response::Response;
use registry_core::access::{Operation, whole_registry};
use registry_core::command::Command;

use super::acts::to_receipt;
use super::letters::Letters;
use crate::api::write::evidence::check_grant;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::answer::{CachePolicy, Page};
use crate::pages::form::{Choices, Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::picker::Picker;
use crate::pages::told::{Places, tell};

/// The page.
#[derive(Template)]
#[template(path = "work/plain.html")]
pub(in crate::pages) struct PlainPage {
    pub(in crate::pages) frame: Frame,
    pub(in crate::pages) form: Form,
    /// Where it leads back to: address and name.
    pub(in crate::pages) back: (String, String),
    pub(in crate::pages) title: String,
    pub(in crate::pages) lead: String,
    /// What stands: words, and where they lead.
    pub(in crate::pages) told: Vec<(String, Option<String>)>,
    pub(in crate::pages) forms: Vec<FormView>,
}

impl Page for PlainPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The form of an act.
pub(in crate::pages) struct FormView {
    act: &'static str,
    heading: String,
    lead: Option<String>,
    hidden: Vec<(&'static str, String)>,
    parts: Vec<Part>,
    send: String,
    brings: bool,
}

/// A part of a form.
pub(in crate::pages) enum Part {
    /// A field.
    Field(Field),
    /// A question with answers to choose from.
    Choices(Choices),
    /// One with many answers, folded until one is chosen.
    Folded(Choices),
    /// A question whose answer is chosen from a long list.
    Select(Select),
    /// Something of the register.
    Picker(Picker),
    /// Documents.
    Letters(Letters),
}

impl FormView {
    /// A form with its words: of `act`, what it is called, and of `act-send` its button.
    pub(in crate::pages) fn new(
        act: &'static str,
        words: &str,
        parts: Vec<Part>,
        frame: &Frame,
    ) -> Self {
        let brings = parts.iter().any(|part| matches!(part, Part::Letters(_)));
        let (heading, send) = (frame.say(words), frame.say(&format!("{words}-send")));
        Self { act, heading, lead: None, hidden: Vec::new(), parts, send, brings }
    }

    /// The same about one of several.
    #[must_use]
    pub(in crate::pages) fn about(self, words: &str) -> Self {
        Self { heading: format!("{}: {words}", self.heading), ..self }
    }

    /// The same with what must be known before.
    #[must_use]
    pub(in crate::pages) fn lead(self, words: String) -> Self {
        Self { lead: Some(words), ..self }
    }

    /// The same with a field that nobody sees.
    #[must_use]
    pub(in crate::pages) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }
}

/// Lets in an officer of the whole registry.
///
/// # Errors
/// 403 for everybody else.
pub(in crate::pages) async fn admit(
    app: &App,
    who: &SignedIn,
    operation: Operation,
) -> Result<(), Problem> {
    operation.check(who.caller.role)?;
    check_grant(app, who.caller, "registry", whole_registry).await
}

/// What a form asks for, done once, with where its receipt leads on to.
pub(in crate::pages) struct Asked<'a> {
    pub(in crate::pages) who: &'a SignedIn,
    pub(in crate::pages) request: &'a str,
    pub(in crate::pages) places: &'a Places<'a>,
    pub(in crate::pages) next: &'a str,
}

impl Asked<'_> {
    /// The receipt; none where something is wrong, which is told on the form.
    ///
    /// # Errors
    /// What isn't to be mended by filling in the form again.
    pub(in crate::pages) async fn perform(
        self,
        command: Option<Command>,
        form: &mut Form,
        app: &App,
        frame: &Frame,
    ) -> Result<Option<Response>, Problem> {
        let Some(command) = command.filter(|_| !form.is_wrong()) else { return Ok(None) };
        match execute_for(app, self.who.caller, self.request, command).await {
            Ok(done) => Ok(Some(to_receipt(frame, &done, self.next))),
            Err(refused) => {
                tell(form, refused, self.places, app, frame).await?;
                Ok(None)
            }
        }
    }
}

/// A day that was typed; that it is none is noted on the form.
pub(in crate::pages) fn day_of(
    name: &str,
    form: &mut Form,
    frame: &Frame,
) -> Option<jiff::civil::Date> {
    let day = super::typed::day(form.typed(name).trim()).parse().ok();
    if day.is_none() {
        form.wrong(name, frame.say("officers-day-wrong"));
    }
    day
}
