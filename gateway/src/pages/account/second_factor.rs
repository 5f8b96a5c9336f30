//! The second step of signing in: set up with a picture for the telephone, confirmed by a code of it,
//! changed by giving one. Setting it up asks for the password again: a session that was left open must
//! not lock its person out.
//!
//! Recovery codes are told once, in the answer to the form that made them: they stand nowhere to be
//! asked for again.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use qrcodegen::{QrCode, QrCodeEcc};
use registry_events::value::Language;
use std::fmt::Write;
use std::sync::Arc;

use super::sign_in::too_often;
use super::tokens::prove;
use super::{frame, own_form};
use crate::http::cookies::SESSION;
use crate::http::form::AnyRoleForm;
use crate::http::signed_in::{first_usable, roles_of};
use crate::http::{AnyRole, App, Present, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, escaped};
use crate::people::second_factor::Secret;
use crate::people::security::Kind;
use crate::people::sessions::{has_factor, limits};
use crate::people::sign_in::CodeGiven;
use crate::people::whereabouts::Whereabouts;
use crate::private::people::Person;
use crate::private::sessions::Proof;

pub(in crate::pages) const PATH: &str = "/account/second-factor";

/// The page.
#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct FactorPage {
    frame: Frame,
    form: Form,
    code: Field,
    /// Asked while it isn't in use yet.
    password: Field,
    /// What is to be taken over by the telephone; none unless it is being set up.
    secret: Option<SecretView>,
    /// How many recovery codes are left; none unless it is in use.
    left: Option<u32>,
}

impl Page for FactorPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A secret as a picture and as letters.
struct SecretView {
    letters: String,
    size: i32,
    dark: String,
}

/// The page that tells recovery codes.
#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

impl Page for CodesPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl SecretView {
    fn of(secret: Secret, person: &Person, frame: &Frame) -> Option<Self> {
        let (letters, issuer) = (secret.text(), escaped(&frame.say("site-name")));
        let email = escaped(&person.email);
        let address = format!("otpauth://totp/{issuer}:{email}?secret={letters}&issuer={issuer}");
        let picture = QrCode::encode_text(&address, QrCodeEcc::Medium).ok()?;
        Some(Self { letters: grouped(&letters), size: picture.size() + 8, dark: dark(&picture) })
    }
}

/// Letters by fours, as people copy them.
fn grouped(letters: &str) -> String {
    let letters: Vec<_> = letters.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// The dark squares of a picture as one path, within four squares of light.
fn dark(picture: &QrCode) -> String {
    let mut path = String::new();
    for (x, y) in (0..picture.size()).flat_map(|y| (0..picture.size()).map(move |x| (x, y))) {
        if picture.get_module(x, y) {
            let _always_written = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    path
}

async fn factor_page(
    app: &App,
    frame: Frame,
    form: Form,
    person: &Person,
) -> Result<FactorPage, Problem> {
    let accounts = app.registry.accounts();
    let secret = accounts.secret_to_confirm(person)?;
    let left = if has_factor(person) {
        Some(accounts.recovery_codes_left(person.account).await?)
    } else {
        None
    };
    let code = form.field("code", frame.say("field-code")).code();
    let hint = if left.is_some() { "field-code-hint" } else { "field-first-code-hint" };
    Ok(FactorPage {
        secret: secret.and_then(|secret| SecretView::of(secret, person, &frame)),
        code: code.hint(frame.say(hint)),
        password: password(&form, &frame),
        left,
        form,
        frame,
    })
}

fn password(form: &Form, frame: &Frame) -> Field {
    let field = form.field("password", frame.say("token-password"));
    field.password("current-password").hint(frame.say("factor-password-hint"))
}

/// `/account/second-factor`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, PATH);
    rendered_privately(&factor_page(&app, frame, form, &present.record).await?)
}

/// What a form of the page asks for.
pub async fn act(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let (present, code) = (sent.present.clone(), sent.fields.get("code").to_owned());
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, PATH).sent(sent.fields.clone());
    let of = Act { app, present: present.clone(), from, code, form };
    match (sent.fields.get("act"), has_factor(&present.record)) {
        ("begin", false) => of.begin(frame).await,
        ("confirm", false) => of.confirm(frame).await,
        ("codes", true) => of.new_codes(frame).await,
        ("remove", true) => of.remove(frame).await,
        // A form that was gone back to, after what it asked for was done.
        _ => Ok(Redirect::to(&frame.plain_link(PATH)).into_response()),
    }
}

/// A form of the page with its reader.
struct Act {
    app: App,
    present: Arc<Present>,
    from: Whereabouts,
    code: String,
    form: Form,
}

impl Act {
    /// Makes a secret for the telephone.
    async fn begin(mut self, frame: Frame) -> Result<Response, Problem> {
        self.prove(&frame).await?;
        if self.form.is_wrong() {
            return self.shown_again(frame).await;
        }
        self.app.registry.accounts().begin_factor(self.present.person.account).await?;
        Ok(Redirect::to(&frame.plain_link(PATH)).into_response())
    }

    /// Puts the factor in use; the session then is one of a person with both proofs.
    async fn confirm(mut self, frame: Frame) -> Result<Response, Problem> {
        self.prove(&frame).await?;
        if self.form.is_wrong() {
            return self.shown_again(frame).await;
        }
        let (accounts, person) = (self.app.registry.accounts(), &self.present.record);
        let Some(codes) = accounts.confirm_factor(person, &self.code).await? else {
            return self.corrected(frame, |frame| frame.say("code-wrong")).await;
        };
        accounts.note_and_tell(Kind::FactorSet, person, "", &self.from).await?;
        let session = self.present.session.clone();
        let roles = roles_of(&self.app, person.account).await?;
        let role = self.present.role.or_else(|| first_usable(&roles, Proof::Both));
        let session = accounts.rotate_session(session, Proof::Both, role).await?;
        let cookie = SESSION.set(&self.app, &session.token, limits(None).whole.as_secs());
        Ok(([(SET_COOKIE, cookie)], rendered_privately(&CodesPage { frame, codes })?)
            .into_response())
    }

    async fn new_codes(self, frame: Frame) -> Result<Response, Problem> {
        if let Some(refused) = self.check(&frame).await? {
            return self.corrected(frame, |_| refused).await;
        }
        let (accounts, person) = (self.app.registry.accounts(), &self.present.record);
        let codes = accounts.new_recovery_codes(person.account).await?;
        accounts.note_and_tell(Kind::RecoveryCodesMade, person, "", &self.from).await?;
        rendered_privately(&CodesPage { frame, codes })
    }

    async fn remove(self, frame: Frame) -> Result<Response, Problem> {
        if let Some(refused) = self.check(&frame).await? {
            return self.corrected(frame, |_| refused).await;
        }
        let (accounts, person) = (self.app.registry.accounts(), &self.present.record);
        accounts.remove_factor(person.account).await?;
        accounts.end_sessions(person.account, Some(self.present.session_digest())).await?;
        accounts.note_and_tell(Kind::FactorRemoved, person, "", &self.from).await?;
        Ok(Redirect::to(&frame.plain_link(PATH)).into_response())
    }

    /// What is wrong with the code; none where it is right.
    async fn check(&self, frame: &Frame) -> Result<Option<String>, Problem> {
        let accounts = self.app.registry.accounts();
        let given = accounts.give_code(&self.present.record, &self.code, &self.from).await?;
        Ok(match given {
            CodeGiven::Right => None,
            CodeGiven::Wrong => Some(frame.say("code-wrong")),
            CodeGiven::Wait(wait) => Some(too_often(frame, wait)),
        })
    }

    /// Notes what is wrong with the password.
    async fn prove(&mut self, frame: &Frame) -> Result<(), Problem> {
        prove(&self.app, &self.from, &self.present, &mut self.form, frame).await
    }

    async fn corrected(
        mut self,
        frame: Frame,
        wrong: impl FnOnce(&Frame) -> String,
    ) -> Result<Response, Problem> {
        self.form.wrong("code", wrong(&frame));
        self.shown_again(frame).await
    }

    async fn shown_again(self, frame: Frame) -> Result<Response, Problem> {
        to_correct(&factor_page(&self.app, frame, self.form, &self.present.record).await?)
    }
}
