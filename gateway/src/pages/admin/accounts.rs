//! Everybody who has an account with a mailbox, and the form that invites one more.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::{GrantRole, OpenAccount};
use registry_core::state::StreamState;
use registry_events::actor::Basis;
use registry_events::document::DocumentRef;
use registry_events::event::{AccessEvent, Event};
use registry_events::ids::AccountId;
use registry_events::stream::StreamId;
use registry_events::value::Language;

use super::asked::{AskedGrant, BY_ADMINISTRATORS, GrantFields, grant_of};
use super::{admit, admit_to_act, keeps_accounts};
use crate::http::origin::Origin;
use crate::http::signed_in::roles_of;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::account::{capital, frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::work::letters::{Letters, the_one};
use crate::people::links::Purpose;
use crate::people::sessions::has_factor;
use crate::people::whereabouts::Whereabouts;
use crate::people::{Mailbox, NewPerson};
use crate::private::people::Person;
use crate::words::terms;

const PATH: &str = "/admin/accounts";
/// The most characters of a name.
const NAME_CHARACTERS_MAX: usize = 120;

/// The page.
#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    frame: Frame,
    people: Vec<PersonView>,
    /// Whether the reader invites; an auditor reads alone.
    keeps: bool,
    form: Form,
    email: Field,
    name: Field,
    grant: GrantFields,
    letters: Letters,
}

impl Page for AccountsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct PersonView {
    address: String,
    name: String,
    email: String,
    roles: String,
    /// Why they have no password yet, where they have none.
    waits: Option<String>,
    has_factor: bool,
}

/// `/admin/accounts`.
pub async fn page(
    State(app): State<App>,
    signed_in: SignedIn,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &signed_in).await?;
    let frame = frame(&app, language, &headers, &uri, &signed_in.present);
    let form = own_form(&app, &frame, &signed_in.present, PATH);
    let keeps = keeps_accounts(&signed_in);
    rendered_privately(&AccountsPage { keeps, ..accounts_page(&app, frame, form, &[]).await? })
}

async fn accounts_page(
    app: &App,
    frame: Frame,
    form: Form,
    documents: &[DocumentRef],
) -> Result<AccountsPage, Problem> {
    let mut people = Vec::new();
    for person in app.registry.accounts().everybody().await? {
        people.push(PersonView::of(&person, app, &frame).await?);
    }
    let name = form.field("name", frame.say("invite-name")).hint(frame.say("invite-name-hint"));
    Ok(AccountsPage {
        email: form.field("email", frame.say("field-email")).hint(frame.say("invite-email-hint")),
        name,
        grant: GrantFields::new(&form, &frame, &BY_ADMINISTRATORS, app),
        letters: Letters::new(&form, &frame, "grant-letter", documents).only_one(),
        people,
        keeps: true,
        form,
        frame,
    })
}

impl PersonView {
    async fn of(person: &Person, app: &App, frame: &Frame) -> Result<Self, Problem> {
        let roles = roles_of(app, person.account).await?;
        let roles = roles.iter().map(|role| terms::role(*role).get(frame.language));
        Ok(Self {
            address: frame.plain_link(&format!("{PATH}/{}", person.account)),
            name: person.name.clone(),
            email: person.email.clone(),
            roles: roles.collect::<Vec<_>>().join(", "),
            waits: waits(person, app, frame).await?,
            has_factor: has_factor(person),
        })
    }
}

/// Why somebody has no password: they were invited and didn't answer yet or in time, or they confirmed
/// by a link, for which no password is needed.
async fn waits(person: &Person, app: &App, frame: &Frame) -> Result<Option<String>, Problem> {
    if person.password.is_some() {
        return Ok(None);
    }
    let account = person.account;
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let by_link = matches!(access.state.as_ref(), StreamState::Access(access)
        if access.grants_of(account).any(|grant| grant.authority.basis == Basis::WorkMailbox));
    let links = app.registry.accounts().links();
    let is_invited = !links.open(Purpose::Invitation, &account.to_string()).await?.is_empty();
    let key = match (is_invited, by_link) {
        (true, _) => "admin-waiting",
        (false, true) => "admin-by-link",
        (false, false) => "admin-not-in",
    };
    Ok(Some(frame.say(key)))
}

/// Invites somebody: an account and a role in the log, a person with a link in the private store.
pub async fn invite(
    State(app): State<App>,
    language: Language,
    Origin(origin): Origin,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    admit_to_act(&app, &sent.signed_in).await?;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let frame = frame(&app, language, &headers, &uri, &sent.signed_in.present);
    let mut form = own_form(&app, &frame, &sent.signed_in.present, PATH).sent(sent.fields.clone());
    let letter = the_one(&app, &sent, &mut form, &frame).await?;
    let documents: Vec<_> = letter.into_iter().collect();
    let invitation = read(&sent, &documents, &mut form, &app, &frame).await?;
    let Some(invitation) = invitation.filter(|_| !form.is_wrong()) else {
        return to_correct(&accounts_page(&app, frame, form, &documents).await?);
    };
    let caller = sent.signed_in.caller;
    let account = carry_out(&app, caller, &sent.request, &invitation, &origin, &from).await?;
    Ok(Redirect::to(&frame.plain_link(&format!("{PATH}/{account}"))).into_response())
}

/// Whom to invite, and to what.
struct Invitation {
    mailbox: Mailbox,
    name: String,
    language: Language,
    grant: AskedGrant,
}

async fn read(
    sent: &SignedUpload,
    documents: &[DocumentRef],
    form: &mut Form,
    app: &App,
    frame: &Frame,
) -> Result<Option<Invitation>, Problem> {
    let mailbox = Mailbox::parse(sent.fields.get("email"));
    if mailbox.is_none() {
        form.wrong("email", frame.say("email-wrong"));
    }
    let name = sent.fields.get("name").trim().to_owned();
    let fits = (1..=NAME_CHARACTERS_MAX).contains(&name.chars().count());
    if !fits || name.contains(char::is_control) {
        form.wrong("name", frame.say("invite-name-wrong"));
    }
    let grant = grant_of(&sent.fields, documents, &BY_ADMINISTRATORS, form, app, frame).await?;
    let language = frame.language;
    Ok(mailbox.zip(grant).map(|(mailbox, grant)| Invitation { mailbox, name, language, grant }))
}

/// Each step is done once for the same form, so one that broke off is gone on with.
async fn carry_out(
    app: &App,
    caller: Caller,
    request: &str,
    invitation: &Invitation,
    origin: &str,
    from: &Whereabouts,
) -> Result<AccountId, Problem> {
    let accounts = app.registry.accounts();
    let known = accounts.person_of(&invitation.mailbox).await?;
    let account = match &known {
        Some(person) => person.account,
        None => open(app, caller, request, invitation).await?,
    };
    let AskedGrant { role, scope, authority } = invitation.grant.clone();
    let held = roles_of(app, account).await?;
    if known.is_none() || !held.contains(&role) {
        let grant = GrantRole { account, role, scope, authority };
        execute_for(app, caller, request, grant.into()).await?;
    }
    if known.is_none() {
        accounts
            .enter(NewPerson {
                account,
                mailbox: invitation.mailbox.clone(),
                name: invitation.name.clone(),
                language: invitation.language,
            })
            .await?;
    }
    let person = accounts.person(account).await?.ok_or_else(|| Problem::new("not-found"))?;
    let open = accounts.links().open(Purpose::Invitation, &account.to_string()).await?;
    if person.password.is_none() && open.is_empty() {
        accounts.invite(&person, origin, from).await?;
    }
    Ok(account)
}

/// Opens an account, called after its role: the log knows no names of people.
async fn open(
    app: &App,
    caller: Caller,
    request: &str,
    invitation: &Invitation,
) -> Result<AccountId, Problem> {
    let label = capital(terms::role(invitation.grant.role).get(Language::Ru));
    let opened = execute_for(app, caller, request, OpenAccount { label }.into()).await?;
    let account = opened.entries.iter().find_map(|entry| match entry.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    });
    account.ok_or_else(|| Problem::new("server.fault"))
}
