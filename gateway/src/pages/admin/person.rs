//! One person: their roles with the right each rests on, giving and taking one, a new invitation, the
//! second factor taken away for who lost it; for that an administrator proves once more who they are.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Grant;
use registry_core::command::{Command, GrantRole, RevokeRole};
use registry_core::state::StreamState;
use registry_events::document::DocumentRef;
use registry_events::ids::{AccountId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::Language;

use super::asked::{AskedGrant, BY_ADMINISTRATORS, GrantFields, grant_of};
use super::{admit, admit_to_act, keeps_accounts, scope_words};
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::account::tokens::prove;
use crate::pages::account::{capital, frame, own_form, second_factor};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::work::letters::{Letters, the_one};
use crate::people::security::Kind;
use crate::people::sessions::has_factor;
use crate::people::whereabouts::Whereabouts;
use crate::private::people::Person;
use crate::words::terms;

/// The page.
#[derive(Template)]
#[template(path = "admin/person.html")]
struct PersonPage {
    frame: Frame,
    name: String,
    email: String,
    account: String,
    is_waiting: bool,
    has_factor: bool,
    grants: Vec<GrantView>,
    /// Whether the reader gives and takes roles; an auditor reads alone.
    keeps: bool,
    /// Where an auditor reads what the account did.
    acts: String,
    form: Form,
    reason: Field,
    grant: GrantFields,
    letters: Letters,
    /// The reader's own password and code, where another's second factor is taken away.
    password: Field,
    code: Field,
}

impl Page for PersonPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct GrantView {
    version: u64,
    role: String,
    scope: String,
    authority: &'static str,
    /// Where the letter that it rests on can be read.
    letter: Option<String>,
}

fn path(account: AccountId) -> String {
    format!("/admin/accounts/{account}")
}

/// `/admin/accounts/{id}`.
pub async fn page(
    State(app): State<App>,
    signed_in: SignedIn,
    id: Result<Path<AccountId>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &signed_in).await?;
    let person = known(&app, id?.0).await?;
    let frame = frame(&app, language, &headers, &uri, &signed_in.present);
    let form = own_form(&app, &frame, &signed_in.present, &path(person.account));
    let keeps = keeps_accounts(&signed_in);
    rendered_privately(&PersonPage { keeps, ..person_page(&app, &person, frame, form, &[]).await? })
}

async fn known(app: &App, account: AccountId) -> Result<Person, Problem> {
    let person = app.registry.accounts().person(account).await?;
    person.ok_or_else(|| Problem::new("not-found").with("account"))
}

async fn person_page(
    app: &App,
    person: &Person,
    frame: Frame,
    form: Form,
    documents: &[DocumentRef],
) -> Result<PersonPage, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let grants = match access.state.as_ref() {
        StreamState::Access(access) => {
            let own = access.standing_of(person.account);
            own.map(|(version, grant)| GrantView::of(version, grant, app, &frame)).collect()
        }
        _ => Vec::new(),
    };
    Ok(PersonPage {
        name: person.name.clone(),
        email: person.email.clone(),
        account: person.account.to_string(),
        is_waiting: person.password.is_none(),
        has_factor: has_factor(person),
        grants,
        keeps: true,
        acts: frame.plain_link(&format!("/desk/accounts/{}", person.account)),
        reason: form.field("reason", frame.say("grant-reason")),
        grant: GrantFields::new(&form, &frame, &BY_ADMINISTRATORS, app),
        letters: Letters::new(&form, &frame, "grant-letter", documents).only_one(),
        password: form
            .field("password", frame.say("admin-own-password"))
            .password("current-password"),
        code: form
            .field("code", frame.say("admin-own-code"))
            .code()
            .hint(frame.say("token-code-hint")),
        form,
        frame,
    })
}

impl GrantView {
    fn of(version: StreamVersion, grant: &Grant, app: &App, frame: &Frame) -> Self {
        let letter = grant.authority.document;
        Self {
            version: version.0,
            role: capital(terms::role(grant.role).get(frame.language)),
            scope: scope_words(app, &grant.scope, frame),
            authority: terms::authority(grant.authority.basis).get(frame.language),
            letter: letter.map(|digest| frame.plain_link(&format!("/evidence/{digest}"))),
        }
    }
}

/// What a form of the page asks for.
pub async fn act(
    State(app): State<App>,
    id: Result<Path<AccountId>, Problem>,
    language: Language,
    (Origin(origin), from): (Origin, Whereabouts),
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    admit_to_act(&app, &sent.signed_in).await?;
    let person = known(&app, id?.0).await?;
    let frame = frame(&app, language, &headers, &uri, &sent.signed_in.present);
    let back = Redirect::to(&frame.plain_link(&path(person.account)));
    let here = path(person.account);
    let mut form = own_form(&app, &frame, &sent.signed_in.present, &here).sent(sent.fields.clone());
    let letter = the_one(&app, &sent, &mut form, &frame).await?;
    let documents: Vec<_> = letter.into_iter().collect();
    let command = match sent.fields.get("act") {
        "invite" if person.password.is_none() => {
            let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
            app.registry.accounts().invite(&person, &origin, &from).await?;
            None
        }
        // One's own is taken away where the code is asked for.
        "remove-factor" if person.account == sent.signed_in.caller.account => {
            return Ok(Redirect::to(&frame.plain_link(second_factor::PATH)).into_response());
        }
        "remove-factor" => {
            let present = &sent.signed_in.present;
            prove(&app, &from, present, &mut form, &frame).await?;
            if !form.is_wrong() {
                remove_factor(&app, &person, &sent, &from).await?;
            }
            None
        }
        "revoke" => revocation(&sent, &mut form, &frame)?,
        "grant" => {
            let roles = &BY_ADMINISTRATORS;
            let asked = grant_of(&sent.fields, &documents, roles, &mut form, &app, &frame).await?;
            asked.map(|AskedGrant { role, scope, authority }| {
                GrantRole { account: person.account, role, scope, authority }.into()
            })
        }
        _ => None,
    };
    if form.is_wrong() {
        return to_correct(&person_page(&app, &person, frame, form, &documents).await?);
    }
    if let Some(command) = command {
        execute_for(&app, sent.signed_in.caller, &sent.request, command).await?;
    }
    Ok(back.into_response())
}

fn revocation(
    sent: &SignedUpload,
    form: &mut Form,
    frame: &Frame,
) -> Result<Option<Command>, Problem> {
    let grant = sent.fields.get("grant").parse();
    let grant = grant.map_err(|_| Problem::new("form.malformed"))?;
    let reason = sent.fields.get("reason").trim().to_owned();
    if reason.is_empty() {
        form.wrong("reason", frame.say("grant-reason-wrong"));
        return Ok(None);
    }
    Ok(Some(RevokeRole { grant: StreamVersion(grant), reason }.into()))
}

/// Who lost telephone and recovery codes begins anew; whoever is signed in as them is so no more.
async fn remove_factor(
    app: &App,
    person: &Person,
    sent: &SignedUpload,
    from: &Whereabouts,
) -> Result<(), Problem> {
    let accounts = app.registry.accounts();
    accounts.remove_factor(person.account).await?;
    accounts.end_sessions(person.account, None).await?;
    let by = sent.signed_in.caller.account.to_string();
    // Where the administrator sits is nothing that the person would know again.
    accounts.note(Kind::FactorRemoved, Some(person.account), &by, from).await?;
    Ok(accounts.tell(Kind::FactorRemoved, person, &Whereabouts::default()).await?)
}
