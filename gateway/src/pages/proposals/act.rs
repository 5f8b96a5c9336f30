//! What an officer does with a proposal, one matter on a page: publish it in words fit for everybody,
//! and answer it with a reason.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_core::command::{AnswerProposal, Command, PublishProposal};
use registry_events::event::ProposalOutcome;
use registry_events::ids::ProposalId;

use super::one::proposal;
use super::{PATH, about, outcome};
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::told::tell;
use crate::read::voice::ProposalShown;
use crate::words::typography::set;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Publish it.
    Publication,
    /// Answer it.
    Answer,
}

/// The page.
#[derive(Template)]
#[template(path = "proposals/act.html")]
struct ActPage {
    frame: Frame,
    form: Form,
    one: String,
    heading: String,
    lead: String,
    about: String,
    own_words: Option<String>,
    text: Option<String>,
    outcome: Option<Choices>,
    field: Field,
    send: String,
}

impl Page for ActPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/proposals/{id}/{act}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ProposalId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, act)) = named?;
    Operation::AnswerProposal.check(who.caller.role)?;
    let shown = proposal(&app, id, Some(who.caller), &reading).await?;
    let act = Act::from_key(&act).filter(|act| act.fits(&shown));
    let act = act.ok_or_else(|| Problem::new("path.unknown").with(uri.path()))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &act.path(id));
    rendered_privately(&ActPage::new(act, &shown, form, frame))
}

/// Does it.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ProposalId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((id, act)) = named?;
    let who = &sent.signed_in;
    Operation::AnswerProposal.check(who.caller.role)?;
    let shown = proposal(&app, id, Some(who.caller), &reading).await?;
    let act = Act::from_key(&act).ok_or_else(|| Problem::new("path.unknown").with(uri.path()))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &act.path(id));
    let mut form = form.sent(sent.fields.clone());
    let Some(command) = act.command(id, &sent.fields) else {
        form.wrong("outcome", frame.say("proposals-outcome-wrong"));
        return to_correct(&ActPage::new(act, &shown, form, frame));
    };
    if let Err(refused) = execute_for(&app, who.caller, &sent.request, command).await {
        tell(&mut form, refused, &[("", act.field())], &app, &frame).await?;
        return to_correct(&ActPage::new(act, &shown, form, frame));
    }
    let page = frame.plain_link(&format!("{PATH}/{id}"));
    Ok(Redirect::to(&format!("{page}?done={}", act.key())).into_response())
}

impl Act {
    /// Both, in their order.
    pub(super) const ALL: [Self; 2] = [Self::Publication, Self::Answer];

    /// The last part of its page's path.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Answer => "answer",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.key() == key)
    }

    /// Whether it is still to be done.
    pub(super) const fn fits(self, proposal: &ProposalShown) -> bool {
        match self {
            Self::Publication => proposal.text.is_none(),
            Self::Answer => proposal.answer.is_none(),
        }
    }

    /// The message of what it is called.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Publication => "proposals-publish",
            Self::Answer => "proposals-reply",
        }
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Publication => "text",
            Self::Answer => "reason",
        }
    }

    fn path(self, id: ProposalId) -> String {
        format!("{PATH}/{id}/{}", self.key())
    }

    /// What was typed as a command; none where no answer was chosen.
    fn command(self, proposal: ProposalId, sent: &Fields) -> Option<Command> {
        let said = sent.get(self.field()).to_owned();
        Some(match self {
            Self::Publication => PublishProposal { proposal, text: said }.into(),
            Self::Answer => {
                let outcome = ProposalOutcome::from_key(sent.get("outcome"))?;
                AnswerProposal { proposal, outcome, reason: said }.into()
            }
        })
    }
}

impl ActPage {
    fn new(act: Act, proposal: &ProposalShown, form: Form, frame: Frame) -> Self {
        let of_act = |part: &str| frame.say(&format!("{}{part}", act.label()));
        let ways = ProposalOutcome::ALL.map(ProposalOutcome::key);
        let ways = ways.map(|key| (key.to_owned(), outcome(key, &frame)));
        let ways = form.choices("outcome", frame.say("proposals-answer"), "radio", ways);
        let field = form.field(act.field(), of_act("-field")).hint(of_act("-hint")).lines(6);
        let own = proposal.own_words.as_deref().unwrap_or_default();
        // What is proposed is mostly fit to publish as it is.
        let first = if act == Act::Publication && !form.is_wrong() { own } else { "" };
        Self {
            one: frame.plain_link(&format!("{PATH}/{}", proposal.proposal)),
            heading: of_act(""),
            lead: of_act("-lead"),
            about: about(proposal.about, &frame),
            own_words: proposal.own_words.as_deref().map(set),
            text: proposal.text.as_deref().map(set),
            outcome: (act == Act::Answer).then_some(ways),
            field: field.value(first),
            send: of_act("-send"),
            form,
            frame,
        }
    }
}
