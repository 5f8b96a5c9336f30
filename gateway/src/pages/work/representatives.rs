//! Who represents clusters, organisations and regions: an officer sees each role with what it rests on,
//! gives one to somebody with an account, and takes one back with a reason.
//!
//! People stand in the private store and aren't told here: a role is given to a mailbox, and shown with
//! its account.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Grant, Operation, whole_registry};
use registry_core::command::{Command, GrantRole, RevokeRole};
use registry_core::state::StreamState;
use registry_events::document::DocumentRef;
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::Language;
use registry_projections::name::fold;

use super::acts::to_receipt;
use super::letters::{Letters, brought};
use crate::api::write::evidence::check_grant;
use crate::http::query::parameter;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::account::{capital, frame, own_form};
use crate::pages::admin::asked::{AskedGrant, BY_OFFICERS, GrantFields, grant_of};
use crate::pages::admin::scope_words;
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, last_piece};
use crate::pages::frame::{Frame, address};
use crate::pages::told::tell;
use crate::people::Mailbox;
use crate::words::terms;

/// The page's path.
pub(in crate::pages) const PATH: &str = "/work/representatives";
/// The most roles on one page.
const SHOWN_MAX: usize = 200;
/// The parameter that narrows the page to a cluster, an organisation or a region.
const OF: &str = "of";

/// The page.
#[derive(Template)]
#[template(path = "work/representatives.html")]
struct RepresentativesPage {
    frame: Frame,
    form: Form,
    of: String,
    grants: Vec<GrantView>,
    /// How many there are beyond those that are shown.
    more: usize,
    email: Field,
    grant: GrantFields,
    letters: Letters,
}

impl Page for RepresentativesPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A role that stands.
struct GrantView {
    version: u64,
    role: String,
    scope: String,
    address: Option<String>,
    authority: &'static str,
    /// Where the letter that it rests on can be read.
    letter: Option<String>,
    account: String,
    reason: Field,
}

async fn admit(app: &App, who: &SignedIn) -> Result<(), Problem> {
    Operation::GrantRole.check(who.caller.role)?;
    check_grant(app, who.caller, "registry", whole_registry).await
}

/// `/work/representatives`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &who).await?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let of = parameter(&uri, OF)?.unwrap_or_default();
    let form = own_form(&app, &frame, &who.present, PATH).with(OF, &of);
    rendered_privately(&shown(&app, form, frame, of, &[]).await?)
}

/// Gives a role or takes one back.
pub async fn act(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    admit(&app, who).await?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let of = sent.fields.get(OF).to_owned();
    let form = own_form(&app, &frame, &who.present, PATH).with(OF, &of);
    let mut form = form.sent(sent.fields.clone());
    let (command, documents, field) = if sent.fields.get("act") == "revoke" {
        let grant = sent.fields.get("grant").parse();
        let grant = StreamVersion(grant.map_err(|_| Problem::new("form.malformed"))?);
        let field = reason_name(grant);
        let reason = sent.fields.get(&field).to_owned();
        (Some(Command::from(RevokeRole { grant, reason })), Vec::new(), field)
    } else {
        let documents = brought(&app, &sent, &mut form, &frame).await?;
        let command = grant(&app, &sent, &documents, &mut form, &frame).await?;
        (command, documents, "email".to_owned())
    };
    if let Some(command) = command.filter(|_| !form.is_wrong()) {
        match execute_for(&app, who.caller, &sent.request, command).await {
            Ok(done) => return Ok(to_receipt(&frame, &done, &filtered(&frame, &of))),
            Err(refused) => tell(&mut form, refused, &[("", field.as_str())], &app, &frame).await?,
        }
    }
    to_correct(&shown(&app, form, frame, of, &documents).await?)
}

/// The page, narrowed as it was.
fn filtered(frame: &Frame, of: &str) -> String {
    let of = (!of.is_empty()).then(|| (OF.to_owned(), of.to_owned()));
    address(&frame.plain_link(PATH), of.as_slice())
}

/// The role that a form asks for; what is wrong with it is noted in the form.
async fn grant(
    app: &App,
    sent: &SignedUpload,
    documents: &[DocumentRef],
    form: &mut Form,
    frame: &Frame,
) -> Result<Option<Command>, Problem> {
    let mailbox = Mailbox::parse(sent.fields.get("email"));
    let person = match &mailbox {
        Some(mailbox) => app.registry.accounts().person_of(mailbox).await?,
        None => None,
    };
    match (&mailbox, &person) {
        (None, _) => form.wrong("email", frame.say("email-wrong")),
        (_, None) => form.wrong("email", frame.say("representatives-unknown")),
        _ => {}
    }
    let asked = grant_of(&sent.fields, documents, &BY_OFFICERS, form, app, frame).await?;
    Ok(person.zip(asked).map(|(person, AskedGrant { role, scope, authority })| {
        GrantRole { account: person.account, role, scope, authority }.into()
    }))
}

fn reason_name(grant: StreamVersion) -> String {
    format!("reason.{grant}")
}

async fn shown(
    app: &App,
    form: Form,
    frame: Frame,
    of: String,
    documents: &[DocumentRef],
) -> Result<RepresentativesPage, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else {
        return Err(Problem::new("server.fault"));
    };
    let asked = last_piece(&of);
    let fits = |grant: &Grant| {
        let is_theirs = || is_of(&grant.scope, asked) || is_called(&grant.scope, &of, app, &frame);
        BY_OFFICERS.contains(&grant.role) && (asked.is_empty() || is_theirs())
    };
    let mut standing: Vec<_> = access.standing().filter(|(_, grant)| fits(grant)).collect();
    standing.reverse();
    let more = standing.len().saturating_sub(SHOWN_MAX);
    let view = |(version, grant): &(StreamVersion, &Grant)| {
        GrantView::of(*version, grant, app, &form, &frame)
    };
    let email = form.field("email", frame.say("representatives-email")).email();
    let email = Field { autocomplete: "off", ..email };
    Ok(RepresentativesPage {
        grants: standing.iter().take(SHOWN_MAX).map(view).collect(),
        more,
        email: email.hint(frame.say("representatives-email-hint")),
        grant: GrantFields::new(&form, &frame, &BY_OFFICERS, app),
        letters: Letters::new(&form, &frame, "grant-letter", documents).only_one(),
        of,
        form,
        frame,
    })
}

/// Whether a role is for what is asked for: a cluster, an organisation, a region.
fn is_of(scope: &Scope, asked: &str) -> bool {
    match scope {
        Scope::Registry => false,
        Scope::Cluster(id) => id.to_string() == asked,
        Scope::Organisation(id) => id.to_string() == asked,
        Scope::Region { region, organisation } => {
            region.as_str() == asked || organisation.to_string() == asked
        }
    }
}

/// Whether what a role is for is called by the words that were typed.
fn is_called(scope: &Scope, words: &str, app: &App, frame: &Frame) -> bool {
    *scope != Scope::Registry && fold(&scope_words(app, scope, frame)).contains(&fold(words.trim()))
}

impl GrantView {
    fn of(version: StreamVersion, grant: &Grant, app: &App, form: &Form, frame: &Frame) -> Self {
        let address = match &grant.scope {
            Scope::Registry => None,
            Scope::Cluster(id) => Some(format!("/clusters/{id}")),
            Scope::Organisation(id) => Some(format!("/organisations/{id}")),
            Scope::Region { organisation, .. } => Some(format!("/organisations/{organisation}")),
        };
        let letter = grant.authority.document;
        let reason = form.field(&reason_name(version), frame.say("grant-reason"));
        Self {
            version: version.0,
            role: capital(terms::role(grant.role).get(frame.language)),
            scope: match &grant.scope {
                Scope::Registry => frame.say("representatives-applicant"),
                scope => scope_words(app, scope, frame),
            },
            address: address.map(|path| frame.plain_link(&path)),
            authority: terms::authority(grant.authority.basis).get(frame.language),
            letter: letter.map(|digest| frame.plain_link(&format!("/evidence/{digest}"))),
            account: grant.account.to_string(),
            reason: reason.hint(frame.say("acts-reason-hint")),
        }
    }
}
