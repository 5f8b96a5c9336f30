//! Writing to a cluster, and reporting a mistake, without an account: a form, a letter with a link that
//! shows that the mailbox is the writer's own, and what comes of it.
//!
//! Neither side is shown the other's address. What was written is in no log.

pub mod decided;
pub mod enquiry;
pub mod letters;
pub mod link;
pub mod on_profile;
mod pressed;
pub mod report;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::SignedDuration;
use registry_events::ids::ClusterId;
use registry_events::value::{Language, Text, Value};
use registry_projections::views::Views;

use super::answer::{CachePolicy, Page, rendered_privately};
use super::form::Form;
use super::frame::Frame;
use super::shown::only_in;
use crate::http::appearance::Appearance;
use crate::http::path::Path;
use crate::http::signed_in::Reader;
use crate::http::{App, Problem};
use crate::people::lockout::Tried;
use crate::people::whereabouts::Whereabouts;
use crate::people::{Mailbox, PeopleError};
use crate::problems::{NoLabels, sentence_on_page};
use crate::read::lens::{Lens, Seen};
use crate::words::typography::set;

/// The longest name that somebody calls themselves by.
const NAME_CHARACTERS_MAX: usize = 120;
/// The longest message.
pub(super) const TEXT_CHARACTERS_MAX: usize = 4_000;
/// The collection that has a cluster's public mailboxes.
const CONTACTS: &str = "contacts";
const EMAIL: &str = "email";

/// A cluster as these pages name it.
pub(super) struct ClusterNamed {
    /// What it is called.
    pub name: String,
    /// The language of the name, where it isn't the page's.
    pub only_in: Option<&'static str>,
    /// Its profile.
    pub address: String,
}

impl ClusterNamed {
    pub(super) fn of(app: &App, id: ClusterId, frame: &Frame) -> Self {
        let name = name_of(&app.views(), id);
        Self {
            only_in: only_in(&name, frame.language),
            name: set(name.in_language_or_other(frame.language)),
            address: frame.plain_link(&format!("/clusters/{id}")),
        }
    }
}

/// What a cluster is called now.
pub(super) fn name_of(views: &Views, id: ClusterId) -> Text {
    Lens::new(views, views.position().unwrap_or_default()).cluster(id)
}

/// Refuses a cluster that isn't in the register.
///
/// # Errors
/// 404.
fn check_known(app: &App, id: ClusterId) -> Result<(), Problem> {
    let known = app.views().card(id).is_some();
    if known { Ok(()) } else { Err(Problem::new("not-found").with("cluster")) }
}

/// The mailbox that a cluster names for everybody; none where it names none.
pub(super) fn mailbox_of(views: &Views, id: ClusterId) -> Option<Mailbox> {
    let lens = Lens::new(views, views.position().unwrap_or_default());
    let card = views.card(id)?;
    let emails = card.open_items(CONTACTS).filter_map(|item| item.claims.get(EMAIL));
    let mut mailboxes = emails.filter_map(|claim| match lens.seen(&claim.claim) {
        Seen::Value(Value::Email(email)) => Mailbox::parse(email.as_str()),
        _ => None,
    });
    mailboxes.next()
}

/// The frame of these pages. What a form is about stands in the parameters of its address, so the
/// address alone is no page to be found in another language.
fn framed(app: &App, language: Language, reader: Reader, headers: &HeaderMap, uri: &Uri) -> Frame {
    let mut frame = Frame::bare(app, language, Appearance::of(headers)).at(uri, None);
    frame.alternates.clear();
    frame.for_reader(reader.0)
}

/// Reads a text; what is wrong with it is noted in the form.
pub(super) fn text_of(form: &mut Form, name: &str, most: usize, frame: &Frame) -> String {
    let typed = form.typed(name).trim().to_owned();
    let characters = typed.chars().count();
    if characters == 0 {
        form.wrong(name, frame.say(&format!("contact-{name}-wrong")));
    } else if characters > most {
        form.wrong(name, frame.count("contact-too-long", most));
    } else if let Err(invalid) = Text::new(Some(&typed), None) {
        form.wrong(name, set(&sentence_on_page(invalid.code, &[], frame.language, &NoLabels)));
    }
    typed
}

/// Reads a mailbox; what is wrong with it is noted in the form.
fn email_of(form: &mut Form, frame: &Frame) -> Option<Mailbox> {
    let mailbox = Mailbox::parse(form.typed(EMAIL));
    if mailbox.is_none() {
        form.wrong(EMAIL, frame.say("email-wrong"));
    }
    mailbox
}

/// How long a mailbox or a network has to wait before another letter is sent for it; none when one may
/// be sent, and then it is counted.
pub(super) async fn wait_of(
    app: &App,
    tried: Tried,
    mailbox: &Mailbox,
    from: &Whereabouts,
) -> Result<Option<SignedDuration>, PeopleError> {
    let accounts = app.registry.accounts();
    let counted = accounts.counted(tried, mailbox.text(), None, from);
    accounts.count_try(&counted).await
}

/// «Подождите 3 минуты».
pub(super) fn wait_words(frame: &Frame, wait: SignedDuration) -> String {
    let minutes = usize::try_from(wait.as_secs().div_euclid(60) + 1).unwrap_or(usize::MAX);
    frame.count("contact-wait", minutes)
}

/// The page that tells to look into the mailbox.
#[derive(Template)]
#[template(path = "contact/sent.html")]
struct SentPage {
    frame: Frame,
    cluster: ClusterNamed,
}

impl Page for SentPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/clusters/{id}/letter-sent`.
pub async fn sent(
    State(app): State<App>,
    language: Language,
    named: Result<Path<ClusterId>, Problem>,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let id = named?.0;
    check_known(&app, id)?;
    let frame = framed(&app, language, reader, &headers, &uri);
    rendered_privately(&SentPage { cluster: ClusterNamed::of(&app, id, &frame), frame })
}
