//! What a page's form sends, and the proof that it was our page that sent it.
//!
//! A form carries `csrf`, which only a page of ours shown to this very session or visit has, and
//! `request`, which names what is asked: sent twice it is done once.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{HOST, HeaderName, ORIGIN, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::body::too_large;
use super::cookies::VISIT;
use super::signed_in::{AnyRole, Present, SignedIn, Waiting};
use super::{App, BODY_BYTES_MAX, Problem, ended};
use crate::people::sessions::same;

/// The longest name of a request.
const REQUEST_BYTES_MAX: usize = 200;
/// How long a visit lasts: a form may stay open over a night.
const VISIT_SECONDS: i64 = 2 * 24 * 3600;
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The fields of a form in the order in which they were sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty where it wasn't sent.
    pub fn get(&self, name: &str) -> &str {
        let sent = self.0.iter().find(|(field, _)| field == name);
        sent.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let sent = self.0.iter().filter(move |(field, _)| field == name);
        sent.map(|(_, value)| value.as_str())
    }

    /// Everything that was sent.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    #[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let form = axum::extract::Form::from_request(request, app).await;
        form.map(|form| Self(form.0)).map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => too_large(BODY_BYTES_MAX),
                _ => Problem::new("form.malformed"),
            }
        })
    }
}

/// A form of somebody who is signed in and acts in a role.
#[derive(Debug, Clone)]
pub struct SignedForm {
    /// Who sent it.
    pub signed_in: SignedIn,
    /// What was sent.
    pub fields: Fields,
    /// Names what is asked.
    pub request: String,
}

/// A form of somebody who is signed in, whether or not they hold a role.
#[derive(Debug, Clone)]
pub struct AnyRoleForm {
    /// Who sent it.
    pub present: Arc<Present>,
    /// What was sent.
    pub fields: Fields,
    /// Names what is asked.
    pub request: String,
}

/// A form of who has given their password and not their code.
#[derive(Debug, Clone)]
pub struct WaitingForm {
    /// Who sent it.
    pub present: Arc<Present>,
    /// What was sent.
    pub fields: Fields,
}

/// A form of somebody who needn't be signed in.
#[derive(Debug, Clone)]
pub struct AnonymousForm {
    /// The visit it was shown in.
    pub visit: Visit,
    /// What was sent.
    pub fields: Fields,
    /// Names what is asked.
    pub request: String,
}

/// What ties the forms of a page to the browser it is shown in.
#[derive(Debug, Clone)]
pub struct Visit {
    /// What each form carries.
    pub csrf: String,
    /// The cookie that is to be set, where the browser has none.
    fresh: Option<HeaderValue>,
}

impl Visit {
    /// An answer that lets the browser keep the visit.
    pub fn keep(&self, mut response: Response) -> Response {
        if let Some(cookie) = &self.fresh {
            response.headers_mut().append(SET_COOKIE, cookie.clone());
        }
        response
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let accounts = app.registry.accounts();
        if let Some(sent) = VISIT.sent(app, &parts.headers).filter(|sent| sent.len() >= 64) {
            return Ok(Self { csrf: accounts.form_of_visit(sent), fresh: None });
        }
        let visit = accounts.random_text();
        let fresh = Some(VISIT.set(app, &visit, VISIT_SECONDS));
        Ok(Self { csrf: accounts.form_of_visit(&visit), fresh })
    }
}

/// Refuses what a browser says comes from another site.
///
/// # Errors
/// 403.
pub fn check_site(parts: &Parts, app: &App) -> Result<(), Problem> {
    let headers = &parts.headers;
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let fetched = text(&SEC_FETCH_SITE).is_none_or(|site| ["same-origin", "none"].contains(&site));
    let is_ours = |origin: &str| match &app.settings.public_url {
        Some(public) => public.is(origin),
        None => text(&HOST).is_some_and(|host| authority(origin).as_deref() == Some(host)),
    };
    if fetched && text(&ORIGIN).is_none_or(is_ours) { Ok(()) } else { Err(foreign()) }
}

fn authority(origin: &str) -> Option<String> {
    Some(origin.parse::<Uri>().ok()?.authority()?.to_string())
}

/// Refuses a form that carries something else than our page had.
///
/// # Errors
/// 403.
pub fn check_csrf(expected: &str, sent: &str) -> Result<(), Problem> {
    if same(expected, sent) { Ok(()) } else { Err(foreign()) }
}

fn foreign() -> Problem {
    Problem::new("form.foreign")
}

/// The name of what a form asks for.
///
/// # Errors
/// 400 where it has none.
pub fn request_of(fields: &Fields) -> Result<String, Problem> {
    let name = fields.get("request");
    let fits = (1..=REQUEST_BYTES_MAX).contains(&name.len());
    let plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    if fits && plain { Ok(name.to_owned()) } else { Err(Problem::new("form.malformed")) }
}

/// Who sends, and the fields, once it is sure that our page sent them.
async fn read<W>(request: Request, app: &App) -> Result<(W, Fields), Response>
where
    W: FromRequestParts<App, Rejection = Response> + Deref<Target = Present>,
{
    let (mut parts, body) = request.into_parts();
    check_site(&parts, app).map_err(IntoResponse::into_response)?;
    let who = match W::from_request_parts(&mut parts, app).await {
        Ok(who) => who,
        Err(refused) => return Err(ended::keep(parts, body, app, refused).await),
    };
    let fields = Fields::from_request(Request::from_parts(parts, body), app).await;
    let fields = fields.map_err(IntoResponse::into_response)?;
    check_csrf(&who.csrf, fields.get("csrf")).map_err(IntoResponse::into_response)?;
    Ok((who, fields))
}

impl FromRequest<App> for SignedForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (signed_in, fields) = read::<SignedIn>(request, app).await?;
        let request = request_of(&fields).map_err(IntoResponse::into_response)?;
        Ok(Self { signed_in, fields, request })
    }
}

impl FromRequest<App> for AnyRoleForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (AnyRole(present), fields) = read::<AnyRole>(request, app).await?;
        let request = request_of(&fields).map_err(IntoResponse::into_response)?;
        Ok(Self { present, fields, request })
    }
}

impl FromRequest<App> for WaitingForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (Waiting(present), fields) = read::<Waiting>(request, app).await?;
        Ok(Self { present, fields })
    }
}

impl FromRequest<App> for AnonymousForm {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        check_site(&parts, app)?;
        let Ok(visit) = Visit::from_request_parts(&mut parts, app).await;
        let fields = Fields::from_request(Request::from_parts(parts, body), app).await?;
        check_csrf(&visit.csrf, fields.get("csrf"))?;
        let request = request_of(&fields)?;
        Ok(Self { visit, fields, request })
    }
}
