//! What the links of people without an account lead to: a look shows what would be done, a press does
//! it, and afterwards the same address tells what came of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::{AnswerEnquiry, Command, FileReport, ReceiveEnquiry};
use registry_core::rejection::Rejection;
use registry_events::event::EnquiryKind;
use registry_events::ids::{ClusterId, Position};
use registry_events::value::Language;
use serde::Serialize;

use super::decided::waiting;
use super::enquiry::offer_words;
use super::report::field_words;
use super::{
    ClusterNamed, EMAIL, TEXT_CHARACTERS_MAX, mailbox_of, name_of, text_of, wait_of, wait_words,
};
use crate::api::transparency::proof;
use crate::execute::{Done, ExecuteError};
use crate::http::form::{AnonymousForm, Visit};
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::confirmation;
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::asked::{CameOf, EnquiryWritten, MistakeFound};
use crate::people::links::{Added, Link, LinkState, NewLink, Outcome, Purpose};
use crate::people::lockout::Tried;
use crate::people::whereabouts::Whereabouts;
use crate::people::{Mail, Mailbox};
use crate::private::outbox::LetterName;
use crate::registry::PATIENCE;
use crate::words::messages::Messages;
use crate::words::typography::integer;

/// The page of a link that works.
#[derive(Template)]
#[template(path = "contact/link.html")]
struct LinkPage {
    frame: Frame,
    form: Form,
    cluster: ClusterNamed,
    /// Names its words.
    key: &'static str,
    /// What was written, with labels.
    rows: Vec<(String, String)>,
    /// Where an answer is written.
    answer: Option<Field>,
}

impl LinkPage {
    /// Words of this kind of link.
    fn of_purpose(&self, what: &str) -> String {
        self.frame.say(&format!("{}-link-{what}", self.key))
    }
}

impl Page for LinkPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page of a link that was used.
#[derive(Template)]
#[template(path = "contact/done.html")]
struct DonePage {
    frame: Frame,
    cluster: ClusterNamed,
    heading: String,
    words: String,
    receipt: Option<ReceiptView>,
}

impl Page for DonePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What shows that something was recorded.
struct ReceiptView {
    position: String,
    /// Where its proof is; none of a log that isn't signed.
    proof: Option<String>,
}

/// The page of a link that works no more.
#[derive(Template)]
#[template(path = "contact/gone.html")]
struct GonePage {
    frame: Frame,
    why: String,
}

impl Page for GonePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A link that was followed, with the site's address where it is known.
pub(in crate::pages) struct Followed {
    pub(in crate::pages) link: Link,
    pub(in crate::pages) token: String,
    pub(in crate::pages) origin: Option<String>,
}

impl Followed {
    /// The form of its page.
    pub(in crate::pages) fn form(&self, app: &App, frame: &Frame, csrf: &str) -> Form {
        let request = app.registry.accounts().random_text();
        Form::new(self.address(frame), csrf, request)
    }

    pub(in crate::pages) fn address(&self, frame: &Frame) -> String {
        frame.plain_link(&format!("/l/{}", self.token))
    }

    /// What its purpose needs to know.
    ///
    /// # Errors
    /// A fault where it is of another shape.
    pub(in crate::pages) fn payload<T: serde::de::DeserializeOwned>(&self) -> Result<T, Problem> {
        self.link.payload().ok_or_else(|| Problem::new("server.fault"))
    }

    /// The address of the site.
    ///
    /// # Errors
    /// 409 where it isn't known.
    pub(in crate::pages) fn origin(&self) -> Result<&str, Problem> {
        self.origin.as_deref().ok_or_else(|| Problem::new("site.address-unknown"))
    }

    /// Does something in the log under the link's own name, once, and waits until pages show it.
    pub(in crate::pages) async fn record(
        &self,
        app: &App,
        caller: Caller,
        (what, content): (&str, &str),
        command: Command,
    ) -> Result<Done, ExecuteError> {
        let key = self.key(what);
        let done = app.registry.execute(caller, &key, content.as_bytes(), command).await;
        app.note_outcome(&done);
        let done = done?;
        // The write stands whether or not the views show it in time.
        let _ = app.registry.published().at_least(done.receipt.last(), PATIENCE).await;
        Ok(done)
    }

    /// What was recorded so before; none where nothing was.
    pub(in crate::pages) async fn recorded(
        &self,
        app: &App,
        caller: Caller,
        (what, content): (&str, &str),
    ) -> Result<Option<Done>, ExecuteError> {
        let (registry, key) = (&app.registry, self.key(what));
        let digest = registry.request_digest(content.as_bytes());
        registry.executor().repeated(registry.request_id(caller, &key), digest).await
    }

    fn key(&self, what: &str) -> String {
        format!("{} {what}", self.link.request)
    }

    /// Uses the link up with what follows, and leads to the page that tells it.
    pub(in crate::pages) async fn use_up(
        &self,
        app: &App,
        frame: &Frame,
        outcome: Outcome<'_, CameOf>,
    ) -> Result<Response, Problem> {
        let accounts = app.registry.accounts();
        if accounts.links().use_up(&self.token, outcome).await? {
            accounts.post().ring();
        }
        Ok(Redirect::to(&self.address(frame)).into_response())
    }
}

/// The page of a link by which somebody without an account does something.
pub(in crate::pages) async fn page(
    app: &App,
    followed: Followed,
    visit: &Visit,
    frame: Frame,
) -> Result<Response, Problem> {
    match followed.link.state {
        LinkState::Used => done(app, frame, &followed.link),
        LinkState::RanOut => ran_out(frame, followed.link.purpose),
        LinkState::Open => {
            let form = followed.form(app, &frame, &visit.csrf);
            let page = match followed.link.purpose {
                Purpose::Confirmation => {
                    confirmation::link::page(app, &followed, form, frame).await?
                }
                _ => rendered_privately(&shown(app, &followed, form, frame)?)?,
            };
            Ok(visit.keep(page))
        }
    }
}

/// What is done by a link.
pub(in crate::pages) async fn act(
    app: &App,
    followed: Followed,
    sent: AnonymousForm,
    frame: Frame,
) -> Result<Response, Problem> {
    match followed.link.state {
        LinkState::Used => return done(app, frame, &followed.link),
        LinkState::RanOut => return ran_out(frame, followed.link.purpose),
        LinkState::Open => {}
    }
    let form = followed.form(app, &frame, &sent.visit.csrf).sent(sent.fields.clone());
    match followed.link.purpose {
        Purpose::Confirmation => confirmation::link::act(app, &followed, form, frame).await,
        Purpose::Enquiry => pass_on(app, &followed, &frame).await,
        Purpose::Reply => answer(app, &followed, form, frame).await,
        Purpose::Report => report(app, &followed, &frame).await,
        Purpose::Invitation | Purpose::Reset | Purpose::Registration | Purpose::Decision => {
            Err(Problem::new("server.fault"))
        }
    }
}

/// A page that says that a link's time is over.
pub(in crate::pages) fn ran_out(frame: Frame, purpose: Purpose) -> Result<Response, Problem> {
    gone(frame, &format!("link-{}-ran-out", purpose.key()), StatusCode::GONE)
}

/// A page that says why nothing can be done here.
pub(in crate::pages) fn gone(
    frame: Frame,
    key: &str,
    status: StatusCode,
) -> Result<Response, Problem> {
    let why = frame.say(key);
    gone_for(frame, why, status)
}

/// The same with a reason in words.
pub(in crate::pages) fn gone_for(
    frame: Frame,
    why: String,
    status: StatusCode,
) -> Result<Response, Problem> {
    Ok((status, rendered_privately(&GonePage { frame, why })?).into_response())
}

/// What came of a link.
fn done(app: &App, frame: Frame, link: &Link) -> Result<Response, Problem> {
    let Some(came_of) = link.came_of() else {
        return gone(frame, "link-used-up", StatusCode::GONE);
    };
    let receipt = came_of.position.map(|position| ReceiptView {
        position: integer(position),
        proof: app.registry.provable().map(|_| proof::address(Position(position))),
    });
    rendered_privately(&DonePage {
        heading: frame.say(&format!("done-{}-heading", came_of.told)),
        words: frame.say(&format!("done-{}", came_of.told)),
        cluster: ClusterNamed::of(app, came_of.cluster, &frame),
        receipt,
        frame,
    })
}

fn shown(app: &App, followed: &Followed, form: Form, frame: Frame) -> Result<LinkPage, Problem> {
    let say = |key: &str| frame.say(key);
    let of_enquiry = |written: &EnquiryWritten| {
        let item = written.item.as_ref();
        let offer = item.map(|item| offer_words(app, written.cluster, item, frame.language));
        let offer = offer.map(|offer| (say("enquiry-about"), offer));
        let rows = [
            (say("enquiry-from"), written.name.clone()),
            (say("contact-text"), written.text.clone()),
        ];
        offer.into_iter().chain(rows).collect::<Vec<_>>()
    };
    let (cluster, key, rows) = match followed.link.purpose {
        Purpose::Report => {
            let found: MistakeFound = followed.payload()?;
            let field = field_words(app, found.cluster, &found.path, frame.language);
            let rows = vec![(say("report-field"), field), (say("report-text"), found.text.clone())];
            (found.cluster, "report", rows)
        }
        purpose => {
            let written: EnquiryWritten = followed.payload()?;
            let joins = written.kind == EnquiryKind::Join;
            let key = match (purpose, joins) {
                (Purpose::Reply, false) => "reply",
                (Purpose::Reply, true) => "reply-join",
                _ => "pass-on",
            };
            (written.cluster, key, of_enquiry(&written))
        }
    };
    let answers = followed.link.purpose == Purpose::Reply;
    let answer = || form.field("answer", say("contact-answer")).hint(say("contact-answer-hint"));
    Ok(LinkPage {
        answer: answers.then(|| answer().lines(8)),
        cluster: ClusterNamed::of(app, cluster, &frame),
        key,
        rows,
        form,
        frame,
    })
}

/// Parts of a letter that stand as somebody wrote them.
const VERBATIM: [&str; 4] = ["\u{1}", "\u{2}", "\u{3}", "\u{4}"];

/// A letter: its words are set, what somebody wrote stands as it is.
pub(in crate::pages) fn letter(
    to: Mailbox,
    key: &str,
    language: Language,
    parts: &[(&str, &str)],
) -> Mail {
    let marked: Vec<_> =
        parts.iter().zip(VERBATIM).map(|((name, _), mark)| (*name, mark)).collect();
    let filled = |words: String| {
        let parts = parts.iter().zip(VERBATIM);
        parts.fold(words, |words, ((_, text), mark)| words.replace(mark, text))
    };
    let words = Messages::of(language);
    Mail {
        to,
        subject: filled(words.say_with(&format!("mail-{key}-subject"), &marked)),
        text: filled(words.say_with(&format!("mail-{key}"), &marked)),
    }
}

/// Sends the letter that brings a link to who typed their mailbox. The same form sent again brings no
/// other letter and counts nothing; a letter and its link are kept together, so that none is lost when
/// the server stops.
pub(super) async fn bring_link(
    app: &App,
    tried: Tried,
    (link, mail): (NewLink, Mail),
    from: &Whereabouts,
    form: &mut Form,
    frame: &Frame,
) -> Result<(), Problem> {
    let accounts = app.registry.accounts();
    let links = accounts.links();
    let _turn = links.turn(&link.token).await;
    if links.before(&link).await?.is_some() {
        return Ok(());
    }
    if let Some(wait) = wait_of(app, tried, &mail.to, from).await? {
        form.wrong(EMAIL, wait_words(frame, wait));
        return Ok(());
    }
    if links.issue_by(link, mail).await? == Added::TooMany {
        form.wrong(EMAIL, frame.say("contact-too-many-open"));
    }
    accounts.post().ring();
    Ok(())
}

pub(super) fn content_of<T: Serialize>(what: &T) -> String {
    serde_json::to_string(what).unwrap_or_default()
}

fn came(told: &str, cluster: ClusterId, done: Option<&Done>) -> CameOf {
    let position = done.map(|done| done.receipt.first.0);
    CameOf { told: told.into(), cluster, position }
}

/// Names the letter that passes an enquiry on, which leaves once.
const PASSED_ON: &str = "enquiry-passed-on";

/// The language in which the cluster is written to.
const OF_CLUSTERS: Language = Language::Ru;

/// Notes an enquiry and passes it on to the cluster's mailbox, with a link to answer by. The letter goes
/// with using the link up, and once for an enquiry: where the server stops between the log and that, or
/// the same form was sent twice, whichever of its links is pressed next sends what is still missing.
pub(super) async fn pass_on(
    app: &App,
    followed: &Followed,
    frame: &Frame,
) -> Result<Response, Problem> {
    let written: EnquiryWritten = followed.payload()?;
    let origin = followed.origin()?;
    let EnquiryWritten { enquiry, cluster, kind, item, .. } = written.clone();
    let to = mailbox_of(&app.views(), cluster);
    let to = to.ok_or_else(|| Problem::new("enquiry.no-mailbox"))?;
    let command = ReceiveEnquiry { cluster, enquiry, kind, item }.into();
    let recorded =
        followed.record(app, Caller::PROGRAM, ("enquiry", &content_of(&written)), command).await;
    let done = match recorded {
        Ok(done) => Some(done),
        // It was noted by another link of the same form.
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "enquiry.already-received" })) => {
            None
        }
        Err(refused) => return Err(refused.into()),
    };
    let links = app.registry.accounts().links();
    let reply = links.drawn(Purpose::Reply, &cluster.to_string(), &written);
    let address = format!("{origin}{}", localised(OF_CLUSTERS, &reply.path));
    let key = if kind == EnquiryKind::Join { "passed-on-join" } else { "passed-on" };
    let name = name_of(&app.views(), cluster);
    let parts = [
        ("cluster", name.in_language_or_other(OF_CLUSTERS)),
        ("name", &written.name),
        ("text", &written.text),
        ("address", &address),
    ];
    let mail = letter(to, key, OF_CLUSTERS, &parts);
    let came_of = came("enquiry", cluster, done.as_ref());
    let outcome = Outcome {
        said: &came_of,
        link: Some(reply),
        letters: vec![mail],
        once: Some(LetterName {
            kind: PASSED_ON,
            about: enquiry.to_string(),
            reader: String::new(),
        }),
    };
    followed.use_up(app, frame, outcome).await
}

/// Notes that the cluster answered, and sends the answer to who wrote.
async fn answer(
    app: &App,
    followed: &Followed,
    mut form: Form,
    frame: Frame,
) -> Result<Response, Problem> {
    let written: EnquiryWritten = followed.payload()?;
    let text = text_of(&mut form, "answer", TEXT_CHARACTERS_MAX, &frame);
    let to = Mailbox::parse(&written.mailbox).filter(|_| !form.is_wrong());
    let Some(to) = to else {
        return to_correct(&shown(app, followed, form, frame)?);
    };
    let EnquiryWritten { cluster, enquiry, .. } = written;
    let command = AnswerEnquiry { cluster, enquiry }.into();
    let recorded = followed.record(app, Caller::PROGRAM, ("answer", ""), command).await;
    let done = match recorded {
        Ok(done) => Some(done),
        // A representative noted it before; the words go on all the same.
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "enquiry.answered" })) => None,
        Err(refused) => return Err(refused.into()),
    };
    let name = name_of(&app.views(), cluster);
    let language = written.language;
    let parts = [
        ("cluster", name.in_language_or_other(language)),
        ("answer", text.as_str()),
        ("text", &written.text),
    ];
    let mail = letter(to, "answered", language, &parts);
    let came_of = came("answer", cluster, done.as_ref());
    let outcome = Outcome { said: &came_of, link: None, letters: vec![mail], once: None };
    followed.use_up(app, &frame, outcome).await
}

/// Files a report of a mistake.
async fn report(app: &App, followed: &Followed, frame: &Frame) -> Result<Response, Problem> {
    let found: MistakeFound = followed.payload()?;
    let MistakeFound { cluster, path, text, .. } = found.clone();
    let command = FileReport { cluster, path, text }.into();
    let done =
        followed.record(app, Caller::PROGRAM, ("report", &content_of(&found)), command).await?;
    let came_of = came("report", cluster, Some(&done));
    let decision = waiting(app, &done, &found);
    let outcome = Outcome { said: &came_of, link: decision, letters: Vec::new(), once: None };
    followed.use_up(app, frame, outcome).await
}
