//! Signing in and out.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use registry_events::value::Language;

use super::visitors_form;
use crate::http::appearance::Appearance;
use crate::http::cookies::{DEVICE, SESSION};
use crate::http::form::{AnonymousForm, AnyRoleForm, Fields, Visit};
use crate::http::query::pairs;
use crate::http::signed_in::{Reader, first_usable, roles_of};
use crate::http::{App, Problem};
use crate::pages::accessibility::ours;
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, address, localised};
use crate::people::security::Kind;
use crate::people::sessions::{NewSession, limits};
use crate::people::sign_in::SignIn;
use crate::people::whereabouts::Whereabouts;
use crate::private::sessions::Proof;

/// For how long a browser is known in which somebody signed in.
const DEVICE_SECONDS: i64 = 180 * 24 * 3600;

/// The page.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: Form,
    email: Field,
    password: Field,
}

impl Page for SignInPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl SignInPage {
    fn new(frame: Frame, form: Form) -> Self {
        let email = form.field("email", frame.say("field-email")).email();
        let password = form.field("password", frame.say("field-password"));
        let password = password.password("current-password");
        Self { frame, form, email, password }
    }
}

/// Where somebody is led after signing in: a page of ours, else their own.
pub(super) fn next(given: &str, language: Language) -> String {
    let account = localised(language, "/account");
    let given = Some(given.to_owned()).filter(|given| !given.is_empty());
    given.map_or(account, |given| ours(Some(given), language))
}

/// `/sign-in`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    visit: Visit,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let given = pairs(&uri).into_iter().find(|(name, _)| name == "next");
    let next = next(&given.map(|(_, next)| next).unwrap_or_default(), language);
    if reader.0.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let form = visitors_form(&app, &frame, &visit.csrf, "/sign-in").with("next", next);
    Ok(visit.keep(rendered_privately(&SignInPage::new(frame, form))?))
}

/// A form of signing in that was sent.
pub async fn sign_in(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let (email, password) = (sent.fields.get("email"), sent.fields.get("password"));
    let next = next(sent.fields.get("next"), language);
    let accounts = app.registry.accounts();
    let tried = accounts.sign_in(email, password, &from).await?;
    let mut form =
        visitors_form(&app, &frame, &sent.visit.csrf, "/sign-in").with("next", next.as_str());
    match tried {
        SignIn::Right(person) => {
            let role = first_usable(&roles_of(&app, person.account).await?, Proof::Password);
            let session = accounts.welcome(&person, role, &from).await?;
            return Ok(begin(&app, &session, language, &next));
        }
        SignIn::Wrong => form.wrong("email", frame.say("sign-in-wrong")),
        SignIn::Wait(wait) => form.wrong("email", too_often(&frame, wait)),
    }
    let form = form.sent(without_password(&sent.fields));
    to_correct(&SignInPage::new(frame, form))
}

fn without_password(fields: &Fields) -> Fields {
    let kept = fields.pairs().iter().filter(|(name, _)| name == "email");
    kept.cloned().collect::<Vec<_>>().into()
}

/// How long somebody has to wait, in minutes.
pub(super) fn too_often(frame: &Frame, wait: SignedDuration) -> String {
    let minutes = usize::try_from(wait.as_secs().div_euclid(60) + 1).unwrap_or(usize::MAX);
    frame.count("sign-in-wait", minutes)
}

/// Lets a browser hold a session, and leads on: to the code where one is asked for.
pub(in crate::pages) fn begin(
    app: &App,
    session: &NewSession,
    language: Language,
    next: &str,
) -> Response {
    let cookie = SESSION.set(app, &session.token, limits(None).whole.as_secs());
    let to = if session.waits_for_code {
        let code = localised(language, "/sign-in/code");
        address(&code, &[("next".to_owned(), next.to_owned())])
    } else {
        next.to_owned()
    };
    // Who only gave the password hasn't signed in yet.
    let device = (!session.waits_for_code).then(|| {
        let device = app.registry.accounts().new_device(session.account);
        DEVICE.set(app, &device, DEVICE_SECONDS)
    });
    let cookies = [Some(cookie), device].into_iter().flatten();
    let cookies: Vec<_> = cookies.map(|cookie| (SET_COOKIE, cookie)).collect();
    (AppendHeaders(cookies), Redirect::to(&to)).into_response()
}

/// `/sign-out`: ends this session.
pub async fn sign_out(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let (accounts, account) = (app.registry.accounts(), sent.present.person.account);
    let digest = sent.present.session_digest();
    accounts.end_session(account, digest).await?;
    accounts.note(Kind::SignedOut, Some(account), "", &from).await?;
    let home = Redirect::to(&localised(language, "/"));
    Ok(([(SET_COOKIE, SESSION.end(&app))], home).into_response())
}
