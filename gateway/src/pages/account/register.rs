//! Registering oneself, to begin an application: the mailbox, the letter, the name and the password.
//! Whether somebody has the mailbox that is typed is told neither by words nor by time.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::{GrantRole, OpenAccount};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::AccountId;
use registry_events::value::Language;
use tracing::error;

use super::link::gone;
use super::password::said;
use super::sign_in::begin;
use super::visitors_form;
use crate::http::appearance::Appearance;
use crate::http::form::{AnonymousForm, Visit};
use crate::http::origin::Origin;
use crate::http::{App, Problem, execute_for};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::Mailbox;
use crate::people::links::LinkState;
use crate::people::registration::{Newcomer, name, weakness_of};
use crate::people::whereabouts::Whereabouts;

/// What an account is called whose owner applies; the log knows no names of people.
const LABEL: &str = "Заявитель";

/// The page where a mailbox is typed.
#[derive(Template)]
#[template(path = "account/register.html")]
struct RegisterPage {
    frame: Frame,
    form: Form,
    email: Field,
}

impl Page for RegisterPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page that tells to look into the mailbox.
#[derive(Template)]
#[template(path = "account/register_sent.html")]
struct RegisterSentPage {
    frame: Frame,
}

impl Page for RegisterSentPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page to which the letter leads.
#[derive(Template)]
#[template(path = "account/register_enter.html")]
struct EnterPage {
    frame: Frame,
    form: Form,
    email: String,
    name: Field,
    password: Field,
}

impl Page for EnterPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl RegisterPage {
    fn new(frame: Frame, form: Form) -> Self {
        let email = form.field("email", frame.say("field-email")).email();
        Self { email: email.hint(frame.say("register-email-hint")), form, frame }
    }
}

impl EnterPage {
    fn new(frame: Frame, form: Form, newcomer: &Newcomer) -> Self {
        let name = form.field("name", frame.say("register-name"));
        let password = form.field("password", frame.say("field-new-password"));
        let password = password.password("new-password");
        Self {
            name: Field { autocomplete: "name", ..name.hint(frame.say("register-name-hint")) },
            password: password.hint(frame.say("field-new-password-hint")),
            email: newcomer.mailbox.text().to_owned(),
            form,
            frame,
        }
    }
}

/// `/register`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let form = visitors_form(&app, &frame, &visit.csrf, "/register");
    Ok(visit.keep(rendered_privately(&RegisterPage::new(frame, form))?))
}

/// `/register/sent`.
pub async fn sent(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    rendered_privately(&RegisterSentPage { frame })
}

/// A mailbox that was sent. What is done for it is done beside the answer, which so takes as long
/// whoever has it.
pub async fn ask(
    State(app): State<App>,
    language: Language,
    Origin(origin): Origin,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let Some(mailbox) = Mailbox::parse(sent.fields.get("email")) else {
        let mut form = visitors_form(&app, &frame, &sent.visit.csrf, "/register");
        form.wrong("email", frame.say("email-wrong"));
        return to_correct(&RegisterPage::new(frame, form.sent(sent.fields)));
    };
    let Some(origin) = origin else { return Err(Problem::new("site.address-unknown")) };
    let (accounts, request) = (app.registry.accounts().clone(), sent.request);
    tokio::spawn(async move {
        let asked = accounts.ask_registration(&mailbox, language, (&origin, &request), &from).await;
        if let Err(failed) = asked {
            error!(cause = %failed, "a link to register isn't sent: {failed}");
        }
    });
    Ok(Redirect::to(&frame.plain_link("/register/sent")).into_response())
}

/// The page to which the letter leads; a look never acts.
pub(super) fn by_link(
    app: &App,
    frame: Frame,
    visit: &Visit,
    token: &str,
    newcomer: &Newcomer,
) -> Result<Response, Problem> {
    match newcomer.state {
        LinkState::Open => {
            let form = visitors_form(app, &frame, &visit.csrf, &format!("/l/{token}"));
            Ok(visit.keep(rendered_privately(&EnterPage::new(frame, form, newcomer))?))
        }
        LinkState::Used => gone(frame, "link-used"),
        LinkState::RanOut => gone(frame, "link-ran-out"),
    }
}

/// A name and a password that were sent: an account and its role in the log, the person in the
/// private store. Each step is done once for the same link, so one that broke off is gone on with.
pub(super) async fn enter(
    app: &App,
    frame: Frame,
    sent: &AnonymousForm,
    token: &str,
    newcomer: &Newcomer,
    from: &Whereabouts,
) -> Result<Response, Problem> {
    if newcomer.state != LinkState::Open {
        return by_link(app, frame, &sent.visit, token, newcomer);
    }
    let (name, password) = (name(sent.fields.get("name")), sent.fields.get("password"));
    let mut form = visitors_form(app, &frame, &sent.visit.csrf, &format!("/l/{token}"));
    if name.is_none() {
        form.wrong("name", frame.say("invite-name-wrong"));
    }
    if let Some(weakness) = weakness_of(password, newcomer) {
        form.wrong("password", said(weakness, &frame));
    }
    let Some(name) = name.filter(|_| !form.is_wrong()) else {
        return to_correct(&EnterPage::new(frame, form.sent(sent.fields.clone()), newcomer));
    };
    let accounts = app.registry.accounts();
    if accounts.person_of(&newcomer.mailbox).await?.is_some() {
        return gone(frame, "link-used");
    }
    let account = open(app, newcomer).await?;
    let entered = accounts.register(token, newcomer, account, name, password, from).await?;
    let Some(person) = entered else { return gone(frame, "link-used") };
    let session = accounts.welcome(&person, Some(Role::ClusterRepresentative), from).await?;
    Ok(begin(app, &session, frame.language, &frame.plain_link("/work/applications")))
}

/// Opens an account that may apply for clusters and speaks for none yet.
async fn open(app: &App, newcomer: &Newcomer) -> Result<AccountId, Problem> {
    let (program, request) = (Caller::PROGRAM, &newcomer.request);
    let label = LABEL.to_owned();
    let opened = execute_for(app, program, request, OpenAccount { label }.into()).await?;
    let account = opened.entries.iter().find_map(|entry| match entry.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    });
    let account = account.ok_or_else(|| Problem::new("server.fault"))?;
    let_apply(app, account, request).await?;
    Ok(account)
}

/// Lets an account apply for clusters; it speaks for none by this.
pub(in crate::pages) async fn let_apply(
    app: &App,
    account: AccountId,
    request: &str,
) -> Result<(), Problem> {
    let role = Role::ClusterRepresentative;
    let authority = Authority { basis: Basis::Program, document: None };
    let grant = GrantRole { account, role, scope: Scope::Registry, authority };
    execute_for(app, Caller::PROGRAM, request, grant.into()).await.map(drop)
}
