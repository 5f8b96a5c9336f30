//! What happened to what a person speaks for, and how they want it by mail. To look marks nothing as
//! read: they do that themselves.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_events::actor::Role;
use registry_events::value::Language;

use super::{frame, own_form};
use crate::api::read::parameters::Parameters;
use crate::http::form::AnyRoleForm;
use crate::http::query::parameter;
use crate::http::{AnyRole, App, Present, Problem};
use crate::notices::told::told;
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::Frame;
use crate::people::notices::ByMail;
use crate::private::notices::StoredNotice;
use crate::words::typography::{minute, set};

const PATH: &str = "/account/notifications";
/// How many notices a page has.
const LINES: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "account/notifications.html")]
struct NotificationsPage {
    frame: Frame,
    done: Option<String>,
    unread: Option<String>,
    lines: Vec<LineView>,
    mark: Form,
    /// The newest notice of the page: up to it everything is marked.
    newest: i64,
    earlier: Option<String>,
    form: Form,
    by_mail: Choices,
    /// Whether letters leave at all: a link in one needs the site's address.
    are_mailed: bool,
    /// What the reader is told, role by role; nothing where no role of theirs is told anything.
    told_of: Vec<String>,
    /// Whether they are put into a folder only.
    are_files: bool,
}

impl Page for NotificationsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A notice.
struct LineView {
    datetime: String,
    at: String,
    of: String,
    what: String,
    address: String,
    is_new: bool,
}

/// `/account/notifications`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, PATH);
    rendered_privately(&notifications(&app, frame, form, &present, &uri).await?)
}

/// Marks notices as read, or keeps how they are wanted by mail.
pub async fn act(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &sent.present);
    let accounts = app.registry.accounts();
    let account = sent.present.person.account;
    if sent.fields.get("act") == "read" {
        let up_to = sent.fields.get("up_to").parse().unwrap_or_default();
        accounts.mark_notices(account, up_to).await?;
        return Ok(back("read", &frame));
    }
    let Some(wish) = ByMail::from_key(sent.fields.get("by_mail")) else {
        let mut form = own_form(&app, &frame, &sent.present, PATH).sent(sent.fields.clone());
        form.wrong("by_mail", frame.say("notices-by-mail-wrong"));
        return to_correct(&notifications(&app, frame, form, &sent.present, &uri).await?);
    };
    accounts.set_notices_by_mail(account, wish).await?;
    Ok(back("kept", &frame))
}

fn back(done: &str, frame: &Frame) -> Response {
    Redirect::to(&format!("{}?done={done}", frame.plain_link(PATH))).into_response()
}

async fn notifications(
    app: &App,
    frame: Frame,
    form: Form,
    present: &Present,
    uri: &Uri,
) -> Result<NotificationsPage, Problem> {
    let mut given = Parameters::of_page(uri);
    let before = given.one("before", "filter.unknown-value", |text| text.parse().ok());
    given.finish()?;
    let (accounts, account) = (app.registry.accounts(), present.person.account);
    let found = accounts.notices(account, before, LINES + 1).await?;
    let shown = &found[..found.len().min(LINES)];
    let unread = accounts.unread_notices(account).await?;
    let wish = accounts.notices_by_mail(account).await?;
    let last = shown.last().map(|notice| notice.id).filter(|_| found.len() > LINES);
    let answers = ByMail::ALL
        .map(|wish| (wish.key().to_owned(), frame.say(&format!("notices-by-mail-{}", wish.key()))));
    let by_mail = form.choices("by_mail", frame.say("notices-by-mail"), "radio", answers);
    let views = app.views();
    let line = |notice: &StoredNotice| {
        let told = told(&notice.notice, &views, frame.language)?;
        Some(LineView {
            datetime: notice.notice.at.to_string(),
            at: minute(notice.notice.at, app.registry.zone(), frame.language),
            of: set(&told.of),
            what: set(&told.what),
            address: frame.plain_link(&told.path),
            is_new: notice.read_at.is_none(),
        })
    };
    Ok(NotificationsPage {
        done: done(uri, &frame)?,
        unread: (unread > 0).then(|| frame.count("notices-unread", unread)),
        lines: shown.iter().filter_map(line).collect(),
        mark: own_form(app, &frame, present, PATH),
        newest: shown.first().map(|notice| notice.id).unwrap_or_default(),
        earlier: last.map(|last| format!("{}?before={last}", frame.plain_link(PATH))),
        told_of: told_of(present, &frame),
        are_mailed: app.settings.public_url.is_some(),
        are_files: app.settings.letters_are_files,
        by_mail: by_mail.hint(frame.say("notices-by-mail-hint")).chosen(wish.key()),
        form,
        frame,
    })
}

/// What the roles of a reader are told.
fn told_of(present: &Present, frame: &Frame) -> Vec<String> {
    let roles: BTreeSet<_> = present.roles.iter().map(|held| held.role).collect();
    let own = roles.iter().filter_map(|role| match role {
        Role::ClusterRepresentative => Some("notices-of-clusters"),
        Role::OrganisationRepresentative => Some("notices-of-organisations"),
        Role::RegionRepresentative => Some("notices-of-regions"),
        Role::Officer => Some("notices-of-officers"),
        Role::Auditor | Role::Administrator | Role::Clerk => None,
    });
    let proposes = roles.iter().any(|role| Operation::MakeProposal.check(*role).is_ok());
    let all = own.chain(proposes.then_some("notices-of-proposals"));
    all.map(|key| frame.say(key)).collect()
}

fn done(uri: &Uri, frame: &Frame) -> Result<Option<String>, Problem> {
    let done = parameter(uri, "done")?.filter(|done| ["read", "kept"].contains(&done.as_str()));
    Ok(done.map(|done| frame.say(&format!("notices-done-{done}"))))
}
