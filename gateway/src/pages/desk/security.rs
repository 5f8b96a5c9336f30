//! The security journal, for an auditor: who came in, who was turned away, what was changed of how
//! people prove themselves. It names accounts and never people.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::ids::AccountId;

use crate::api::read::desk::admit;
use crate::api::read::parameters::Parameters;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::{Frame, address};
use crate::people::security::Kind;
use crate::private::security_journal::{SecurityEvent, SecurityFilter};
use crate::words::terms;
use crate::words::typography::{minute, set};
use registry_events::actor::Role;

/// How many lines a page has.
const LINES: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "desk/security.html")]
struct SecurityPage {
    frame: Frame,
    action: String,
    kinds: Vec<KindView>,
    /// The account whose lines are shown, as it was typed.
    account: String,
    lines: Vec<LineView>,
    earlier: Option<String>,
}

impl Page for SecurityPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct KindView {
    key: &'static str,
    label: String,
    chosen: bool,
}

struct LineView {
    datetime: String,
    at: String,
    what: String,
    about: String,
    /// Why, where somebody was asked for it.
    reason: String,
    account: Option<(String, String)>,
    network: String,
}

/// `/desk/security`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadSecurity).await?;
    let reading = reading?;
    let asked = Asked::of(&uri)?;
    let filter = SecurityFilter {
        kind: asked.kind.map(|kind| kind.key().to_owned()),
        account: asked.account,
        before: asked.before,
    };
    let found = app.registry.accounts().security_events(filter, LINES + 1).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    let more = found.len() > LINES;
    let last = found.iter().take(LINES).next_back().map(|line| line.id);
    let lines = found.iter().take(LINES).map(|line| LineView::of(line, &app, &frame));
    rendered_privately(&SecurityPage {
        action: frame.plain_link("/desk/security"),
        kinds: kinds(asked.kind, &frame),
        account: asked.account.map(|account| account.to_string()).unwrap_or_default(),
        lines: lines.collect(),
        earlier: last.filter(|_| more).map(|last| earlier(&uri, last, &frame)),
        frame,
    })
}

/// What the page is asked for.
struct Asked {
    kind: Option<Kind>,
    account: Option<AccountId>,
    before: Option<i64>,
}

impl Asked {
    fn of(uri: &Uri) -> Result<Self, Problem> {
        let mut given = Parameters::of_page(uri);
        let by_key = |key: &str| Kind::all().find(|kind| kind.key() == key);
        let asked = Self {
            kind: given.one("kind", "filter.unknown-value", by_key),
            account: given.id("account"),
            before: given.one("before", "filter.unknown-value", |text| text.parse().ok()),
        };
        given.finish()?;
        Ok(asked)
    }
}

fn kinds(chosen: Option<Kind>, frame: &Frame) -> Vec<KindView> {
    let view = |kind: Kind| KindView {
        key: kind.key(),
        label: label(kind.key(), frame),
        chosen: chosen == Some(kind),
    };
    Kind::all().map(view).collect()
}

fn label(key: &str, frame: &Frame) -> String {
    frame.say(&format!("security-{key}"))
}

fn earlier(uri: &Uri, last: i64, frame: &Frame) -> String {
    let kept = pairs(uri).into_iter().filter(|(name, value)| name != "before" && !value.is_empty());
    let before = ("before".to_owned(), last.to_string());
    address(&frame.plain_link("/desk/security"), &kept.chain([before]).collect::<Vec<_>>())
}

impl LineView {
    fn of(event: &SecurityEvent, app: &App, frame: &Frame) -> Self {
        let account = event.account.map(|account| account.to_string());
        let acts = |id: String| (frame.plain_link(&format!("/desk/accounts/{id}")), id);
        let role = Role::from_key(&event.about);
        Self {
            datetime: event.at.to_string(),
            at: minute(event.at, app.registry.zone(), frame.language),
            what: label(&event.kind, frame),
            about: role.map_or_else(
                || event.about.clone(),
                |role| terms::role(role).get(frame.language).to_owned(),
            ),
            account: account.map(acts),
            network: event.address.clone(),
            reason: set(&event.reason),
        }
    }
}
