//! Who is signed in: the person of a session, the role they act in, and what their forms carry.
//!
//! Sessions are for pages: the API knows tokens alone, so no other site can have a browser write
//! through it.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};
use registry_events::stream::StreamId;
use registry_events::value::Language;

use super::caller::Identity;
use super::cookies::{DEVICE, SESSION};
use super::middleware::{address_of, network};
use super::{App, Problem, language};
use crate::pages::frame::{address, localised};
use crate::people::sessions::{has_factor, is_strict, waits_for_code};
use crate::people::whereabouts::Whereabouts;
use crate::private::people::Person;
use crate::private::sessions::{Proof, StoredSession};

/// A person as pages show them to themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonShown {
    /// Their account.
    pub account: AccountId,
    /// How they want to be called.
    pub name: String,
    /// Their mailbox.
    pub email: String,
    /// The language of letters to them.
    pub language: Language,
}

/// A role that an account holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleHeld {
    /// The role.
    pub role: Role,
    /// Whether this session may act in it: some need the second factor.
    pub usable: bool,
}

/// A session with its person; what pages for everybody know of their reader.
#[derive(Debug, Clone)]
pub struct Present {
    /// The person.
    pub person: PersonShown,
    /// The role they act in; none while they hold none that they may use.
    pub role: Option<Role>,
    /// The roles they hold, each once.
    pub roles: Vec<RoleHeld>,
    /// What each of their forms carries.
    pub csrf: String,
    /// Whether the code of the second factor is still to be given: then they aren't signed in.
    pub waits_for_code: bool,
    /// The session as it is stored.
    pub session: StoredSession,
    /// The person as they are stored.
    pub record: Person,
}

/// Somebody who is signed in and acts in a role.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account in its role.
    pub caller: Caller,
    /// The session with its person.
    pub present: Arc<Present>,
}

/// Somebody who is signed in, whether or not they hold a role.
#[derive(Debug, Clone)]
pub struct AnyRole(pub Arc<Present>);

/// The reader of a page for everybody, where one is signed in.
#[derive(Debug, Clone)]
pub struct Reader(pub Option<Arc<Present>>);

impl Deref for SignedIn {
    type Target = Present;

    fn deref(&self) -> &Present {
        &self.present
    }
}

impl Deref for AnyRole {
    type Target = Present;

    fn deref(&self) -> &Present {
        &self.0
    }
}

impl Present {
    /// The session's name in the store.
    pub const fn session_digest(&self) -> Digest {
        self.session.digest
    }

    /// Whether a role waits for a second factor to be set up.
    pub fn needs_factor(&self) -> bool {
        self.session.proof == Proof::Password && self.roles.iter().any(|held| is_strict(held.role))
    }
}

/// The roles that an account holds now, each once, in the order of the access table.
///
/// # Errors
/// A fault when the log can't be read.
pub async fn roles_of(app: &App, account: AccountId) -> Result<Vec<Role>, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(Vec::new()) };
    let held: Vec<_> = access.grants_of(account).map(|grant| grant.role).collect();
    Ok(Role::ALL.into_iter().filter(|role| held.contains(role)).collect())
}

/// The first role that somebody may act in with what they have proved.
pub fn first_usable(roles: &[Role], proof: Proof) -> Option<Role> {
    roles.iter().copied().find(|role| is_usable(*role, proof))
}

fn is_usable(role: Role, proof: Proof) -> bool {
    proof == Proof::Both || !is_strict(role)
}

/// The session that a browser sends, with its person.
///
/// # Errors
/// A fault when the store or the log can't be read.
pub(super) async fn present(app: &App, headers: &HeaderMap) -> Result<Option<Present>, Problem> {
    let Some(token) = SESSION.sent(app, headers) else { return Ok(None) };
    let accounts = app.registry.accounts();
    let Some((session, record)) = accounts.session(token).await? else { return Ok(None) };
    let held = roles_of(app, record.account).await?;
    let waits_for_code = waits_for_code(&session, &record);
    // A factor that was taken away proves nothing any more.
    let proof = if has_factor(&record) { session.proof } else { Proof::Password };
    let usable = |role| !waits_for_code && is_usable(role, proof);
    let roles: Vec<_> =
        held.into_iter().map(|role| RoleHeld { role, usable: usable(role) }).collect();
    let acts = |role: &Role| roles.iter().any(|held| held.role == *role && held.usable);
    Ok(Some(Present {
        person: PersonShown {
            account: record.account,
            name: record.name.clone(),
            email: record.email.clone(),
            language: record.language,
        },
        role: session.role.filter(acts),
        csrf: accounts.form_of_session(session.digest),
        waits_for_code,
        roles,
        session,
        record,
    }))
}

/// Whether sessions count at an address: where programs ask they don't.
pub(super) fn is_page(path: &str) -> bool {
    let of_programs = ["/api/", "/health/", "/assets/", "/log/", "/metrics"];
    !of_programs.iter().any(|start| path.starts_with(start))
}

fn found(parts: &Parts) -> Option<Arc<Present>> {
    match parts.extensions.get() {
        Some(Identity::Present(present)) => Some(Arc::clone(present)),
        _ => None,
    }
}

/// The reader of a request, where one is signed in.
pub(super) fn reader(parts: &Parts) -> Option<Arc<Present>> {
    found(parts).filter(|present| !present.waits_for_code)
}

/// Leads to where somebody signs in, and back here afterwards.
pub(super) fn to_sign_in(parts: &Parts) -> Response {
    let waits = found(parts).is_some_and(|present| present.waits_for_code);
    let path = if waits { "/sign-in/code" } else { "/sign-in" };
    let language = language::of(parts);
    let next = match parts.method {
        Method::GET => here(&parts.uri, language),
        _ => localised(language, "/account"),
    };
    Redirect::to(&address(&localised(language, path), &[("next".into(), next)])).into_response()
}

/// The address of a page with its language; the router has taken the prefix off.
fn here(uri: &Uri, language: Language) -> String {
    let path_and_query = uri.path_and_query().map_or(uri.path(), |whole| whole.as_str());
    localised(language, path_and_query)
}

/// Leads to where somebody sees which roles they hold and what is missing.
fn to_account(parts: &Parts) -> Response {
    Redirect::to(&localised(language::of(parts), "/account")).into_response()
}

impl FromRequestParts<App> for AnyRole {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Response> {
        reader(parts).map(Self).ok_or_else(|| to_sign_in(parts))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Response> {
        let present = reader(parts).ok_or_else(|| to_sign_in(parts))?;
        of_role(present).ok_or_else(|| to_account(parts))
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Option<Self>, Infallible> {
        Ok(reader(parts).and_then(of_role))
    }
}

fn of_role(present: Arc<Present>) -> Option<SignedIn> {
    let role = present.role?;
    Some(SignedIn { caller: Caller::of(present.person.account, role), present })
}

impl FromRequestParts<App> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        Ok(Self(reader(parts)))
    }
}

impl FromRequestParts<App> for Whereabouts {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let address = address_of(&parts.headers, &parts.extensions, &app.settings.proxies);
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        let device = DEVICE.sent(app, &parts.headers).map(str::to_owned);
        Ok(Self { device, ..Self::of(address.map(network), agent.unwrap_or_default()) })
    }
}

/// The session that still waits for its code.
#[derive(Debug, Clone)]
pub struct Waiting(pub Arc<Present>);

impl FromRequestParts<App> for Waiting {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Response> {
        let waiting = found(parts).filter(|present| present.waits_for_code);
        waiting.map(Self).ok_or_else(|| to_sign_in(parts))
    }
}

impl Deref for Waiting {
    type Target = Present;

    fn deref(&self) -> &Present {
        &self.0
    }
}
