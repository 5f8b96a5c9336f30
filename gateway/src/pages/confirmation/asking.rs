//! «Попросить подтвердить»: a representative of the cluster, or an officer, sends a participant the
//! link by which it says whether it takes part.
//!
//! It goes only to a mailbox of a domain that is tied to that organisation, never by the cluster.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::{Operation, this_cluster, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::OrganisationState;
use registry_events::actor::Role;
use registry_events::ids::{ClusterId, ItemId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Language, MailDomain};

use super::{OfCluster, organisation, rows, said, unconfirmed};
use crate::api::write::evidence::check_grant;
use crate::http::form::SignedForm;
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::contact::letters::{content_of, letter};
use crate::pages::contact::{ClusterNamed, name_of};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, address, localised};
use crate::people::Mailbox;
use crate::people::asked::ConfirmationAsked;
use crate::people::links::{Added, Purpose};
use crate::read::lens::Lens;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The list of participants that haven't said whether they take part.
#[derive(Template)]
#[template(path = "confirmation/members.html")]
struct MembersPage {
    frame: Frame,
    cluster: ClusterNamed,
    tasks: String,
    /// To whom a letter was just sent.
    asked: Option<String>,
    /// Participants that haven't confirmed, with where they are asked.
    waiting: Vec<MemberView>,
    /// How many have.
    confirmed: usize,
    /// How many more wait than stand here.
    more: usize,
}

impl Page for MembersPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct MemberView {
    name: String,
    address: String,
}

/// The page on which one is asked.
#[derive(Template)]
#[template(path = "confirmation/ask.html")]
struct AskPage {
    frame: Frame,
    form: Form,
    members: String,
    organisation: String,
    rows: Vec<(String, String)>,
    /// Domains that are tied to it; none and nobody can be asked.
    domains: Vec<String>,
    /// Where an officer ties one.
    tie: String,
    /// Where a representative tells an officer of one.
    write: String,
    email: Field,
}

impl Page for AskPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The most participants on one page.
const SHOWN_MAX: usize = 500;
const EMAIL: &str = "email";
/// The participant that was asked just now, by the number of its item.
const ASKED: &str = "asked";

/// A cluster whose participants somebody may ask.
struct Opened {
    cluster: ClusterId,
    state: OfCluster,
}

impl Opened {
    /// Who fills in a profile asks for what it says to be confirmed.
    ///
    /// # Errors
    /// 403 for the role or without a grant, 404.
    async fn of(app: &App, who: &SignedIn, cluster: ClusterId) -> Result<Self, Problem> {
        Operation::StateClaims.check(who.caller.role)?;
        if app.views().card(cluster).is_none() {
            return Err(Rejection::NotFound("cluster").into());
        }
        match who.caller.role {
            Role::Officer => check_grant(app, who.caller, "registry", whole_registry).await?,
            _ => check_grant(app, who.caller, "cluster", this_cluster(cluster)).await?,
        }
        Ok(Self { cluster, state: OfCluster::load(app, cluster).await? })
    }

    fn path(&self) -> String {
        format!("/work/clusters/{}/confirmations", self.cluster)
    }
}

/// Who is asked, and to what.
struct Asked {
    item: ItemPath,
    organisation: OrganisationId,
    state: OrganisationState,
}

impl Asked {
    async fn of(app: &App, opened: &Opened, item: ItemId) -> Result<Self, Problem> {
        let item = ItemPath { collection: Code::literal("participants"), item };
        let found = opened.state.member(&item).map(|(_, id)| id);
        let id = found.ok_or(Rejection::NotFound("item"))?;
        Ok(Self { item, organisation: id, state: organisation(app, id).await? })
    }

    fn path(&self, opened: &Opened) -> String {
        format!("{}/{}", opened.path(), self.item.item)
    }

    fn name(&self, language: Language) -> String {
        let name = self.state.name.as_ref().map(|name| name.in_language_or_other(language));
        name.map(set).unwrap_or_default()
    }

    /// What goes to a mailbox, where it is one of a domain of theirs.
    fn at(
        &self,
        cluster: ClusterId,
        mailbox: &Mailbox,
        language: Language,
    ) -> Option<ConfirmationAsked> {
        let domain = MailDomain::parse(mailbox.domain()).ok()?;
        let tie = *self.state.mailbox_domains.get(&domain)?;
        Some(ConfirmationAsked {
            cluster,
            item: self.item.clone(),
            organisation: self.organisation,
            mailbox: mailbox.text().to_owned(),
            language,
            tie,
        })
    }
}

/// `/work/clusters/{id}/confirmations`.
pub async fn members(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let opened = Opened::of(&app, &who, named?.0).await?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let speaker = Speaker { lens, card: None, language };
    let (waiting, confirmed): (Vec<_>, Vec<_>) = opened
        .state
        .members()
        .partition(|(item, id)| !unconfirmed(&said(item, &speaker), *id).is_empty());
    let view = |(item, id): &(&registry_core::profile::Item, OrganisationId)| MemberView {
        name: set(speaker.text(&lens.organisation(*id))),
        address: frame.plain_link(&format!("{}/{}", opened.path(), item.path.item)),
    };
    rendered_privately(&MembersPage {
        asked: asked_just_now(&app, &opened, &uri, &speaker).await?,
        more: waiting.len().saturating_sub(SHOWN_MAX),
        waiting: waiting.iter().take(SHOWN_MAX).map(view).collect(),
        confirmed: confirmed.len(),
        tasks: frame.plain_link(&format!("/work/clusters/{}", opened.cluster)),
        cluster: ClusterNamed::of(&app, opened.cluster, &frame),
        frame,
    })
}

/// The name of the participant that was asked just now: only where a link to it is open, so that no
/// address can have the page say what isn't so.
async fn asked_just_now(
    app: &App,
    opened: &Opened,
    uri: &Uri,
    speaker: &Speaker<'_>,
) -> Result<Option<String>, Problem> {
    let given = parameter(uri, ASKED)?.and_then(|given| given.parse().ok().map(ItemId));
    let Some(item) = given else { return Ok(None) };
    let item = ItemPath { collection: Code::literal("participants"), item };
    let Some((_, organisation)) = opened.state.member(&item) else { return Ok(None) };
    let about = format!("{} {item}", opened.cluster);
    let links = app.registry.accounts().links();
    let open = links.open(Purpose::Confirmation, &about).await?;
    let name = || set(speaker.text(&speaker.lens.organisation(organisation)));
    Ok((!open.is_empty()).then(name))
}

fn ask_page(app: &App, opened: &Opened, asked: &Asked, form: Form, frame: Frame) -> AskPage {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let speaker = Speaker { lens, card: None, language: frame.language };
    let member = opened.state.member(&asked.item);
    let email = form.field(EMAIL, frame.say("ask-email")).hint(frame.say("ask-email-hint"));
    AskPage {
        rows: member.map(|(item, _)| rows(&said(item, &speaker), &speaker)).unwrap_or_default(),
        members: frame.plain_link(&opened.path()),
        organisation: asked.name(frame.language),
        domains: asked.state.mailbox_domains.keys().map(ToString::to_string).collect(),
        write: frame.plain_link(&format!(
            "/clusters/{}/report?field={}/organisation",
            opened.cluster, asked.item
        )),
        tie: frame
            .plain_link(&format!("/work/organisations/{}/mailbox-domains", asked.organisation)),
        email: Field { autocomplete: "off", ..email.email() },
        form,
        frame,
    }
}

/// `/work/clusters/{id}/confirmations/{item}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((cluster, item)) = named?;
    let opened = Opened::of(&app, &who, cluster).await?;
    let asked = Asked::of(&app, &opened, item).await?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &asked.path(&opened));
    rendered_privately(&ask_page(&app, &opened, &asked, form, frame))
}

/// Sends the link.
pub async fn ask(
    State(app): State<App>,
    named: Result<Path<(ClusterId, ItemId)>, Problem>,
    language: Language,
    Origin(origin): Origin,
    (headers, uri): (HeaderMap, Uri),
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((cluster, item)) = named?;
    let opened = Opened::of(&app, &sent.signed_in, cluster).await?;
    let asked = Asked::of(&app, &opened, item).await?;
    let origin = origin.ok_or_else(|| Problem::new("site.address-unknown"))?;
    let frame = frame(&app, language, &headers, &uri, &sent.signed_in.present);
    let form = own_form(&app, &frame, &sent.signed_in.present, &asked.path(&opened));
    let mut form = form.sent(sent.fields.clone());
    send(&app, &opened, &asked, &mut form, &frame, (&origin, &sent.request)).await?;
    if form.is_wrong() {
        return to_correct(&ask_page(&app, &opened, &asked, form, frame));
    }
    let asked = [(ASKED.to_owned(), asked.item.item.to_string())];
    let next = address(&frame.plain_link(&opened.path()), &asked);
    Ok(Redirect::to(&next).into_response())
}

/// Sends the letter that brings the link, both or neither; the same form sent again brings no other one.
async fn send(
    app: &App,
    opened: &Opened,
    asked: &Asked,
    form: &mut Form,
    frame: &Frame,
    (origin, request): (&str, &str),
) -> Result<(), Problem> {
    let Some(to) = Mailbox::parse(form.typed(EMAIL)) else {
        form.wrong(EMAIL, frame.say("email-wrong"));
        return Ok(());
    };
    let language = Language::Ru;
    let Some(link) = asked.at(opened.cluster, &to, language) else {
        form.wrong(EMAIL, frame.say("ask-domain-wrong"));
        return Ok(());
    };
    let accounts = app.registry.accounts();
    let request = format!("{request} {}", content_of(&link));
    let new = accounts.links().drawn_for(&request, Purpose::Confirmation, &link.about(), &link);
    let (name, organisation) = (name_of(&app.views(), opened.cluster), asked.name(language));
    let cluster = name.in_language_or_other(language);
    let address = format!("{origin}{}", localised(language, &new.path));
    let parts = [("cluster", cluster), ("organisation", &organisation), ("address", &address)];
    let mail = letter(to, "confirmation", language, &parts);
    if accounts.links().issue_by(new, mail).await? == Added::TooMany {
        form.wrong(EMAIL, frame.say("ask-too-many"));
    }
    accounts.post().ring();
    Ok(())
}
