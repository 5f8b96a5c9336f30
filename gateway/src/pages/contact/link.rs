//! What the links of people without an account lead to: a look shows what would be done, a press does
//! it, and afterwards the same address tells what came of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::Command;
use registry_events::event::EnquiryKind;
use registry_events::ids::Position;

use super::ClusterNamed;
use super::enquiry::offer_words;
use super::pressed::{answer, pass_on, report};
use super::report::field_words;
use crate::api::transparency::proof;
use crate::execute::{Done, ExecuteError};
use crate::http::form::{AnonymousForm, Visit};
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::confirmation;
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::asked::{CameOf, EnquiryWritten, MistakeFound};
use crate::people::links::{Link, LinkState, Outcome, Purpose};
use crate::registry::PATIENCE;
use crate::words::typography::integer;

/// The page of a link that works.
#[derive(Template)]
#[template(path = "contact/link.html")]
pub(super) struct LinkPage {
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

pub(super) fn shown(
    app: &App,
    followed: &Followed,
    form: Form,
    frame: Frame,
) -> Result<LinkPage, Problem> {
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
