//! What is done with a cluster that is expected, one matter on a page: an invitation by letter, which
//! application is its, as which cluster it is in the register, that it isn't expected any more.
//! Applications and clusters that may be meant are offered; any other is named.
//!
//! A letter leaves once for a form, however often it is sent. The log holds the day of the invitation
//! and nothing of the mailbox.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::command::{
    Command, InviteExpectedCluster, LinkExpectedCluster, RegisterExpectedCluster,
    RemoveExpectedCluster,
};
use registry_events::ids::ExpectedId;

use super::candidates::Offered;
use super::one::Opened;
use crate::api::read::expected::Insider;
use crate::http::form::{Fields, SignedForm};
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::picker::{self, Picker};
use crate::pages::told::tell;
use crate::people::mail::Once;
use crate::people::{Mail, Mailbox};
use crate::private::outbox::Sent;
use crate::read::expected::Standing;
use crate::words::typography::set;

/// The name of the question which of those is meant that may be.
const LIKELY: &str = "likely";

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Invite it by letter.
    Invitation,
    /// Say which application is its.
    Application,
    /// Say as which cluster it is in the register.
    Registration,
    /// Say that it isn't expected any more.
    Removal,
}

/// The page.
#[derive(Template)]
#[template(path = "work/expected_act.html")]
struct ActPage {
    frame: Frame,
    form: Form,
    name: String,
    one: String,
    heading: String,
    lead: String,
    /// Those that may be meant.
    likely: Option<Select>,
    asked: Picker,
    /// The letter as it will be read.
    letter: Option<String>,
    send: String,
}

impl Page for ActPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/work/expected/{id}/{act}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    Origin(origin): Origin,
    named: Result<Path<(ExpectedId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, act)) = named?;
    let opened = Opened::to_act(&app, &who, id, &reading).await?;
    let act = Act::of(&act, &opened)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &act.path(&opened));
    let offered = Offered::of(act, &opened, &app, &reading, &frame).await?;
    rendered_privately(&ActPage::new(act, &opened, offered, form, frame, origin.as_deref()))
}

/// Does it.
pub async fn act(
    State(app): State<App>,
    Origin(origin): Origin,
    named: Result<Path<(ExpectedId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((id, act)) = named?;
    let who = &sent.signed_in;
    let opened = Opened::to_act(&app, who, id, &reading).await?;
    // Not whether it fits as the cluster stands: a form that is sent twice has one outcome.
    let act = Act::from_key(&act)
        .filter(|act| act.is_open_to(&opened.insider))
        .ok_or_else(|| Problem::new("path.unknown").with(&act))?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &act.path(&opened));
    let mut form = form.sent(sent.fields.clone());
    let offered = Offered::of(act, &opened, &app, &reading, &frame).await?;
    let offered = offered.with_found(act, &sent.fields, &reading, &frame);
    let typed = act.named(&sent.fields);
    let Some(command) = typed.and_then(|typed| act.command(id, typed, &app)) else {
        let wrong =
            if typed.is_none() { "expected-both" } else { &format!("{}-wrong", act.label()) };
        picker::tell(&mut form, act.field(), &offered.found, wrong, &frame);
        return to_correct(&ActPage::new(act, &opened, offered, form, frame, origin.as_deref()));
    };
    let typed = typed.unwrap_or_default();
    let letter = match act {
        Act::Invitation => Some(letter(&opened, typed, origin.as_deref(), &frame)?),
        Act::Application | Act::Registration | Act::Removal => None,
    };
    if let Err(refused) = execute_for(&app, who.caller, &sent.request, command).await {
        tell(&mut form, refused, &[("", act.field())], &app, &frame).await?;
        return to_correct(&ActPage::new(act, &opened, offered, form, frame, origin.as_deref()));
    }
    let mut done = act.key();
    if let Some(letter) = letter {
        let once = Once::of_form("expected invitation", &sent.request);
        if app.registry.accounts().post().send_once(once, letter).await? == Sent::Full {
            done = "unsent";
        }
    }
    let page = frame.plain_link(&opened.path());
    Ok(Redirect::to(&format!("{page}?done={done}")).into_response())
}

/// The invitation with the way to an account.
fn letter(
    opened: &Opened,
    typed: &str,
    origin: Option<&str>,
    frame: &Frame,
) -> Result<Mail, Problem> {
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let to = Mailbox::parse(typed).ok_or_else(|| Problem::new("form.malformed"))?;
    let (subject, text) = words(opened, origin, frame);
    Ok(Mail { to, subject, text })
}

fn words(opened: &Opened, origin: &str, frame: &Frame) -> (String, String) {
    let register = format!("{origin}{}", frame.plain_link("/register"));
    let about = format!("{origin}{}", frame.plain_link("/about"));
    let name = opened.shown.name.in_language(frame.language);
    let parts = [("cluster", name), ("address", &register), ("about", &about)];
    let say = |key: &str| frame.words.say_with(key, &parts);
    (say("mail-expected-subject"), say("mail-expected"))
}

impl Act {
    /// All of them, in the order in which they are offered.
    pub(super) const ALL: [Self; 4] =
        [Self::Invitation, Self::Application, Self::Registration, Self::Removal];

    /// The last part of its page's path.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Application => "application",
            Self::Registration => "registration",
            Self::Removal => "removal",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.key() == key)
    }

    /// The act of a page, where it fits.
    fn of(key: &str, opened: &Opened) -> Result<Self, Problem> {
        let act = Self::from_key(key).filter(|act| act.fits(opened));
        act.ok_or_else(|| Problem::new("path.unknown").with(key))
    }

    /// Whether it can be done as the cluster stands, by who looks at it.
    pub(super) fn fits(self, opened: &Opened) -> bool {
        match (opened.standing(), self) {
            (Standing::Registered | Standing::Removed, _)
            | (Standing::Applied, Self::Invitation) => false,
            _ => self.is_open_to(&opened.insider),
        }
    }

    /// Whether who looks at it may do it: an application is an officer's to name, and an auditor only
    /// reads.
    const fn is_open_to(self, insider: &Insider) -> bool {
        match self {
            Self::Application => matches!(insider, Insider::Officer),
            Self::Invitation | Self::Registration | Self::Removal => insider.acts(),
        }
    }

    /// The message of what it is called.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Invitation => "expected-invite",
            Self::Application => "expected-link",
            Self::Registration => "expected-register",
            Self::Removal => "expected-remove",
        }
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Invitation => "email",
            Self::Application => "application",
            Self::Registration => "cluster",
            Self::Removal => "reason",
        }
    }

    fn path(self, opened: &Opened) -> String {
        format!("{}/{}", opened.path(), self.key())
    }

    /// What a form names: what is typed, else which of the likely ones was chosen; none where the two
    /// say different things.
    fn named(self, sent: &Fields) -> Option<&str> {
        let (likely, typed) = (sent.get(LIKELY), picker::named(self.field(), sent));
        match self {
            Self::Invitation | Self::Removal => Some(sent.get(self.field()).trim()),
            Self::Application | Self::Registration if likely.is_empty() => Some(typed),
            Self::Application | Self::Registration => {
                (typed.is_empty() || typed == likely).then_some(likely)
            }
        }
    }

    /// What was named as a command; none where it can't be read.
    fn command(self, expected: ExpectedId, typed: &str, app: &App) -> Option<Command> {
        Some(match self {
            Self::Invitation => {
                Mailbox::parse(typed)?;
                InviteExpectedCluster { expected, invited_on: app.registry.today() }.into()
            }
            Self::Application => {
                LinkExpectedCluster { expected, application: typed.parse().ok()? }.into()
            }
            Self::Registration => {
                RegisterExpectedCluster { expected, cluster: typed.parse().ok()? }.into()
            }
            Self::Removal if typed.is_empty() => return None,
            Self::Removal => RemoveExpectedCluster { expected, reason: typed.into() }.into(),
        })
    }
}

impl ActPage {
    fn new(
        act: Act,
        opened: &Opened,
        offered: Offered,
        form: Form,
        frame: Frame,
        origin: Option<&str>,
    ) -> Self {
        let of_act = |part: &str| frame.say(&format!("{}{part}", act.label()));
        let field = form.field(act.field(), of_act("-field")).hint(of_act("-hint"));
        let field = match act {
            Act::Invitation => Field { autocomplete: "off", ..field.email() },
            Act::Application | Act::Registration => field.optional(),
            Act::Removal => field.lines(3),
        };
        let letter = |origin: &str| words(opened, origin, &frame).1;
        let Offered { likely, found } = offered;
        let likely = (!likely.is_empty())
            .then(|| form.select(LIKELY, of_act("-likely"), likely).hint(of_act("-likely-hint")));
        Self {
            name: set(opened.shown.name.in_language(frame.language)),
            one: frame.plain_link(&opened.path()),
            heading: of_act(""),
            lead: of_act("-lead"),
            letter: origin.filter(|_| act == Act::Invitation).map(letter),
            send: of_act("-send"),
            likely,
            asked: Picker::new(field, found, &form, &frame),
            form,
            frame,
        }
    }
}
