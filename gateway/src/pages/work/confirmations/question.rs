//! «Спросить кластер»: who is asked to confirm a statement asks the cluster about it. The question is an
//! enquiry like others: it goes to the cluster's mailbox and is answered by the link in its letter. Who
//! is signed in has shown their mailbox already, so it goes at once.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::rejection::Rejection;
use registry_events::event::EnquiryKind;
use registry_events::ids::ClusterId;
use registry_events::value::Language;

use super::super::applications::one::place;
use super::super::confirmations::cluster::{Work, reference};
use super::PATH;
use crate::http::form::SignedForm;
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::contact::enquiry::{AtOnce, id_of, pass_on_at_once};
use crate::pages::contact::{TEXT_CHARACTERS_MAX, mailbox_of, text_of, wait_words};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::Mailbox;
use crate::people::asked::EnquiryWritten;
use crate::people::whereabouts::Whereabouts;
use crate::words::messages::Messages;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/question.html")]
struct QuestionPage {
    frame: Frame,
    form: Form,
    name: String,
    back: String,
    lead: String,
    label: String,
    words: String,
    text: Field,
    /// Whether the cluster has a mailbox to pass the question to.
    has_mailbox: bool,
}

impl Page for QuestionPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The statement that is asked about.
struct About {
    label: String,
    words: String,
}

impl About {
    /// What a form or an address names; none that isn't there, or that not everybody sees.
    fn of(work: &Work<'_>, named: &str, language: Language) -> Result<Self, Problem> {
        let lens = work.reading.lens();
        let card = lens.views.card(work.cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let claim = reference(named).and_then(|claim| work.profile().claim(&claim.path));
        let claim = claim.filter(|claim| speaker.lens.is_public(&claim.claim.path));
        let claim = claim.ok_or(Rejection::NotFound("claim"))?;
        Ok(Self {
            label: place(&claim.claim.path, work.profile(), &speaker),
            words: speaker.claim(&claim.claim),
        })
    }

    /// What stands before the question in the letter; clusters are written to in Russian.
    fn message(work: &Work<'_>, named: &str, text: &str) -> Result<String, Problem> {
        let Self { label, words } = Self::of(work, named, Language::Ru)?;
        let parts = [("label", label.as_str()), ("words", words.as_str())];
        let about = Messages::of(Language::Ru).say_with("question-message", &parts);
        Ok(format!("{about}\n\n{text}"))
    }
}

/// `/work/confirmations/{cluster}/question?claim=…`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let work = Work::of(&app, &who, &reading, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let claim = parameter(&uri, "claim")?.unwrap_or_default();
    let form = form(&app, &who, &frame, cluster, &claim);
    rendered_privately(&shown(&work, &claim, form, frame)?)
}

/// A question that was sent: it goes on to the cluster at once.
pub async fn send(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    (Origin(origin), from): (Origin, Whereabouts),
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path(cluster), who) = (named?, &sent.signed_in);
    let work = Work::of(&app, who, &reading, cluster).await?;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let claim = sent.fields.get("claim");
    let mut form = form(&app, who, &frame, cluster, claim).sent(sent.fields.clone());
    let text = text_of(&mut form, "text", TEXT_CHARACTERS_MAX, &frame);
    let mailbox = Mailbox::parse(&who.present.person.email).filter(|_| !form.is_wrong());
    if let Some(mailbox) = mailbox {
        let message = About::message(&work, claim, &text)?;
        let written = written(&app, who, (cluster, &sent.request), &mailbox, message, &frame);
        match pass_on_at_once(&app, &written, (&origin, &from), &frame).await? {
            AtOnce::PassedOn(passed) => return Ok(passed),
            AtOnce::Wait(wait) => form.wrong("text", wait_words(&frame, wait)),
            AtOnce::TooMany => form.wrong("text", frame.say("contact-too-many-open")),
        }
    }
    to_correct(&shown(&work, claim, form, frame)?)
}

fn written(
    app: &App,
    who: &SignedIn,
    (cluster, request): (ClusterId, &str),
    mailbox: &Mailbox,
    text: String,
    frame: &Frame,
) -> EnquiryWritten {
    EnquiryWritten {
        enquiry: id_of(app, request, &format!("{} {text}", mailbox.text())),
        cluster,
        kind: EnquiryKind::Write,
        item: None,
        name: who.present.person.name.clone(),
        text,
        mailbox: mailbox.text().to_owned(),
        language: frame.language,
    }
}

fn form(app: &App, who: &SignedIn, frame: &Frame, cluster: ClusterId, claim: &str) -> Form {
    own_form(app, frame, &who.present, &format!("{PATH}/{cluster}/question")).with("claim", claim)
}

fn shown(work: &Work<'_>, named: &str, form: Form, frame: Frame) -> Result<QuestionPage, Problem> {
    let about = About::of(work, named, frame.language)?;
    let name = work.reading.lens().cluster(work.cluster);
    let email = work.who.present.person.email.as_str();
    let text = form.field("text", frame.say("question-text")).lines(6);
    Ok(QuestionPage {
        name: set(name.in_language_or_other(frame.language)),
        back: frame.plain_link(&work.path()),
        lead: frame.words.say_with("question-lead", &[("email", email)]),
        label: about.label,
        words: set(&about.words),
        text: text.hint(frame.say("question-text-hint")),
        has_mailbox: mailbox_of(&work.app.views(), work.cluster).is_some(),
        form,
        frame,
    })
}
