//! «Написать», «Вступить в кластер», «Ответить»: a message to a cluster.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use registry_core::access::Caller;
use registry_core::command::ReceiveEnquiry;
use registry_events::event::EnquiryKind;
use registry_events::ids::{ClusterId, EnquiryId, Uuid};
use registry_events::path::ItemPath;
use registry_events::value::Language;

use super::letters::{bring_link, content_of, letter};
use super::link::Followed;
use super::pressed::pass_on;
use super::{
    ClusterNamed, EMAIL, NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, check_known, email_of, framed,
    mailbox_of, name_of, text_of, wait_of,
};
use crate::http::form::{AnonymousForm, Visit};
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::Mailbox;
use crate::people::asked::EnquiryWritten;
use crate::people::links::{Added, LinkState, Purpose};
use crate::people::lockout::Tried;
use crate::people::whereabouts::Whereabouts;
use crate::read::lens::Lens;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page of the form.
#[derive(Template)]
#[template(path = "contact/enquiry.html")]
struct EnquiryPage {
    frame: Frame,
    form: Form,
    cluster: ClusterNamed,
    heading: String,
    /// The offer it is about.
    offer: Option<String>,
    name: Field,
    email: Field,
    text: Field,
}

impl Page for EnquiryPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page of a cluster that names no mailbox.
#[derive(Template)]
#[template(path = "contact/no_mailbox.html")]
struct NoMailboxPage {
    frame: Frame,
    cluster: ClusterNamed,
}

impl Page for NoMailboxPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What is asked, and about what.
struct Asked {
    cluster: ClusterId,
    kind: EnquiryKind,
    item: Option<ItemPath>,
}

impl Asked {
    /// What an address or a form names; what makes no sense counts as a letter to the cluster.
    fn of(cluster: ClusterId, kind: &str, offer: &str) -> Self {
        let kind =
            if kind == EnquiryKind::Join.key() { EnquiryKind::Join } else { EnquiryKind::Write };
        let item = offer.parse().ok().filter(|_| kind == EnquiryKind::Write);
        Self { cluster, kind, item }
    }

    fn command(&self, enquiry: EnquiryId) -> ReceiveEnquiry {
        let (cluster, kind, item) = (self.cluster, self.kind, self.item.clone());
        ReceiveEnquiry { cluster, enquiry, kind, item }
    }

    /// Refuses what the rules wouldn't take once the link is followed.
    async fn rehearse(&self, app: &App) -> Result<(), Problem> {
        let command = self.command(EnquiryId::from_uuid(Uuid::nil())).into();
        Ok(app.registry.executor().rehearse(Caller::PROGRAM, &command).await?)
    }

    fn heading(&self, frame: &Frame) -> String {
        frame.say(match (&self.item, self.kind) {
            (Some(_), _) => "enquiry-heading-offer",
            (None, EnquiryKind::Join) => "enquiry-heading-join",
            (None, EnquiryKind::Write) => "enquiry-heading-write",
        })
    }

    fn form(&self, app: &App, frame: &Frame, csrf: &str) -> Form {
        let request = app.registry.accounts().random_text();
        let action = frame.plain_link(&format!("/clusters/{}/write", self.cluster));
        let form = Form::new(action, csrf, request).with("kind", self.kind.key());
        match &self.item {
            Some(item) => form.with("offer", item.to_string()),
            None => form,
        }
    }
}

/// What an offer is called: «Услуги лаборатории».
pub(super) fn offer_words(
    app: &App,
    cluster: ClusterId,
    item: &ItemPath,
    language: Language,
) -> String {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let speaker = Speaker { lens, card: views.card(cluster).map(AsRef::as_ref), language };
    set(&speaker.item(item))
}

impl EnquiryPage {
    fn new(app: &App, frame: Frame, form: Form, asked: &Asked) -> Self {
        let reader = frame.reader.clone();
        let field = |name: &str| {
            let label = frame.say(&format!("contact-{name}"));
            form.field(name, label).hint(frame.say(&format!("contact-{name}-hint")))
        };
        let email = Field { autocomplete: "email", ..field(EMAIL).email() };
        let name = Field { autocomplete: "name", ..field("name") };
        let known = |of: fn(&crate::http::Present) -> &String| {
            reader.as_deref().map(of).cloned().unwrap_or_default()
        };
        Self {
            name: name.value(known(|present| &present.person.name)),
            email: email.value(known(|present| &present.person.email)),
            text: field("text").lines(8),
            heading: asked.heading(&frame),
            offer: asked
                .item
                .as_ref()
                .map(|item| offer_words(app, asked.cluster, item, frame.language)),
            cluster: ClusterNamed::of(app, asked.cluster, &frame),
            form,
            frame,
        }
    }
}

/// `/clusters/{id}/write`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    named: Result<Path<ClusterId>, Problem>,
    reader: Reader,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let id = named?.0;
    check_known(&app, id)?;
    let given = |name| Ok::<_, Problem>(parameter(&uri, name)?.unwrap_or_default());
    let asked = Asked::of(id, &given("kind")?, &given("offer")?);
    asked.rehearse(&app).await?;
    let frame = framed(&app, language, reader, &headers, &uri);
    if mailbox_of(&app.views(), id).is_none() {
        let cluster = ClusterNamed::of(&app, id, &frame);
        return rendered_privately(&NoMailboxPage { frame, cluster });
    }
    let form = asked.form(&app, &frame, &visit.csrf);
    Ok(visit.keep(rendered_privately(&EnquiryPage::new(&app, frame, form, &asked))?))
}

/// A message that was sent: a letter goes to its writer, and nothing to the cluster yet.
pub async fn send(
    State(app): State<App>,
    language: Language,
    named: Result<Path<ClusterId>, Problem>,
    (Origin(origin), from): (Origin, Whereabouts),
    reader: Reader,
    (headers, uri): (HeaderMap, Uri),
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let id = named?.0;
    check_known(&app, id)?;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let frame = framed(&app, language, reader, &headers, &uri);
    let asked = Asked::of(id, sent.fields.get("kind"), sent.fields.get("offer"));
    asked.rehearse(&app).await?;
    let mut form = asked.form(&app, &frame, &sent.visit.csrf).sent(sent.fields.clone());
    if let Some(written) = written(&app, &asked, &mut form, &sent.request, &frame) {
        ask_writer(&app, &written, &mut form, &frame, &origin, &from).await?;
    }
    if form.is_wrong() {
        return to_correct(&EnquiryPage::new(&app, frame, form, &asked));
    }
    let next = frame.plain_link(&format!("/clusters/{id}/letter-sent"));
    Ok(Redirect::to(&next).into_response())
}

/// What was written; none where something is wrong with it, which is noted in the form.
fn written(
    app: &App,
    asked: &Asked,
    form: &mut Form,
    request: &str,
    frame: &Frame,
) -> Option<EnquiryWritten> {
    let name = text_of(form, "name", NAME_CHARACTERS_MAX, frame);
    let mailbox = email_of(form, frame);
    let text = text_of(form, "text", TEXT_CHARACTERS_MAX, frame);
    let mailbox = mailbox.filter(|_| !form.is_wrong())?.text().to_owned();
    Some(EnquiryWritten {
        enquiry: id_of(app, request, &format!("{mailbox} {text}")),
        cluster: asked.cluster,
        kind: asked.kind,
        item: asked.item.clone(),
        name,
        text,
        mailbox,
        language: frame.language,
    })
}

/// The same form is the same enquiry, however often it is sent.
pub(in crate::pages) fn id_of(app: &App, request: &str, content: &str) -> EnquiryId {
    EnquiryId::from_uuid(app.registry.made_of(&format!("enquiry {request} {content}")))
}

/// What became of a message that goes on at once.
pub(in crate::pages) enum AtOnce {
    /// It went on, or had before; where that is told.
    PassedOn(Response),
    /// Its writer sent many, and waits.
    Wait(SignedDuration),
    /// As many messages of theirs wait to be sent as may.
    TooMany,
}

/// Passes a message on whose writer is signed in, as if the link had been followed that shows their
/// mailbox to be theirs: they showed that when they got their account. The page of that link tells what
/// came of it.
///
/// The link is the same for the same form: sent again it counts nothing, goes on from where the server
/// stopped, or tells what came of it.
pub(in crate::pages) async fn pass_on_at_once(
    app: &App,
    written: &EnquiryWritten,
    (origin, from): (&str, &Whereabouts),
    frame: &Frame,
) -> Result<AtOnce, Problem> {
    // Looked at before a link keeps the message: a refusal leaves nothing behind.
    mailbox_of(&app.views(), written.cluster).ok_or_else(|| Problem::new("enquiry.no-mailbox"))?;
    let links = app.registry.accounts().links();
    let request = format!("at once {}", written.enquiry);
    let _turn = links.turn(&request).await;
    let new = links.drawn_for(&request, Purpose::Enquiry, &written.mailbox, written);
    let token = new.token.clone();
    if links.before(&new).await?.is_none() {
        let to = Mailbox::parse(&written.mailbox).ok_or_else(|| Problem::new("server.fault"))?;
        if let Some(wait) = wait_of(app, Tried::Enquiry, &to, from).await? {
            return Ok(AtOnce::Wait(wait));
        }
        if links.issue_at_once(new).await? == Added::TooMany {
            return Ok(AtOnce::TooMany);
        }
    }
    let link = links.look(&token).await?.ok_or_else(|| Problem::new("server.fault"))?;
    let followed = Followed { link, token, origin: Some(origin.to_owned()) };
    if followed.link.state == LinkState::Used {
        return Ok(AtOnce::PassedOn(Redirect::to(&followed.address(frame)).into_response()));
    }
    pass_on(app, &followed, frame).await.map(AtOnce::PassedOn)
}

/// Sends the writer the link that passes the message on.
async fn ask_writer(
    app: &App,
    written: &EnquiryWritten,
    form: &mut Form,
    frame: &Frame,
    origin: &str,
    from: &Whereabouts,
) -> Result<(), Problem> {
    let Some(to) = email_of(form, frame) else { return Ok(()) };
    let links = app.registry.accounts().links();
    let link = links.drawn_for(&content_of(written), Purpose::Enquiry, to.text(), written);
    let name = name_of(&app.views(), written.cluster);
    let address = format!("{origin}{}", localised(written.language, &link.path));
    let cluster = name.in_language_or_other(written.language);
    let parts = [("cluster", cluster), ("address", address.as_str())];
    let mail = letter(to, "enquiry", written.language, &parts);
    bring_link(app, Tried::Enquiry, (link, mail), from, form, frame).await
}
