//! Which domains' mailboxes are an organisation's own: an officer ties one, by a public source or a
//! document, and releases it with a reason; never the cluster that wants to be confirmed.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, whole_registry};
use registry_core::command::{Command, ReleaseMailboxDomain, TieMailboxDomain};
use registry_events::claim::{Evidence, Source, SourceType};
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::value::{InvalidValue, MailDomain, WebUrl};
use registry_projections::organisations::{Organisation, TiedDomain};
use registry_projections::place::Place;

use super::acts::{evidence, evidence_field, to_receipt};
use super::letters::{Letters, brought};
use super::queue::said::EvidenceView;
use super::typed::url;
use crate::api::write::evidence::check_grant;
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{capital, frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::told::{Places, tell};
use crate::read::shared_domain::others_with;
use crate::words::terms;
use crate::words::typography::set;

/// Where a domain may be known from.
const SOURCES: [(&str, SourceType); 3] = [
    ("register", SourceType::Register),
    ("document", SourceType::Document),
    ("press", SourceType::Press),
];
/// The tick that a domain is shared.
const SHARED: &str = "shared";
/// The fields by the places in a command that they stand for.
const PLACES: &Places<'_> = &[("/domain", "domain"), ("/source", "url"), ("/evidence", "evidence")];

/// The page.
#[derive(Template)]
#[template(path = "work/domains.html")]
struct DomainsPage {
    frame: Frame,
    form: Form,
    name: String,
    organisation: String,
    tied: Vec<TiedView>,
    former: Vec<TiedView>,
    domain: Field,
    /// Whether others share it; asked where others have it.
    shared: Option<Choices>,
    source: Choices,
    url: Field,
    evidence: Field,
    letters: Letters,
}

impl Page for DomainsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A domain that is or was tied.
struct TiedView {
    domain: String,
    /// «с 12.03.2016, куратор реестра».
    since: String,
    source: String,
    evidence: Vec<EvidenceView>,
    /// «до 12.03.2017, куратор реестра», and why.
    released: Option<(String, String)>,
    /// In which words it is released.
    reason: Field,
}

/// An organisation whose domains an officer keeps.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    organisation: &'w Organisation,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        id: OrganisationId,
    ) -> Result<Self, Problem> {
        Operation::TieMailboxDomain.check(who.caller.role)?;
        check_grant(app, who.caller, "registry", whole_registry).await?;
        let organisation = reading.lens().views.organisations().get(id);
        let organisation =
            organisation.ok_or_else(|| Problem::new("not-found").with("organisation"))?;
        Ok(Self { app, who, reading, organisation })
    }

    fn path(&self) -> String {
        format!("/work/organisations/{}/mailbox-domains", self.organisation.id)
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }
}

/// `/work/organisations/{id}/mailbox-domains`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let work = Work::of(&app, &who, &reading, id).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame, &[]))
}

/// Ties a domain or releases one.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(organisation) = named?;
    let who = &sent.signed_in;
    let work = Work::of(&app, who, &reading, organisation).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let (command, documents, places) = if sent.fields.get("act") == "release" {
        let (command, field) = release(organisation, &sent.fields)?;
        (Some(command), Vec::new(), field)
    } else {
        let documents = brought(&app, &sent, &mut form, &frame).await?;
        let command = tie(organisation, &sent.fields, &documents, &mut form, &frame);
        if work.others(&form).is_some() && sent.fields.get(SHARED).is_empty() {
            form.wrong(SHARED, frame.say("domains-shared-wrong"));
        }
        (command, documents, String::new())
    };
    let places: &Places<'_> = if places.is_empty() { PLACES } else { &[("", places.as_str())] };
    if let Some(command) = command.filter(|_| !form.is_wrong()) {
        match execute_for(&app, who.caller, &sent.request, command).await {
            Ok(done) => return Ok(to_receipt(&frame, &done, &frame.plain_link(&work.path()))),
            Err(refused) => tell(&mut form, refused, places, &app, &frame).await?,
        }
    }
    to_correct(&work.page(form, frame, &documents))
}

/// What a form that releases a domain asks for, and the field of its reason.
fn release(organisation: OrganisationId, sent: &Fields) -> Result<(Command, String), Problem> {
    let malformed = |_| Problem::new("form.malformed");
    let domain = MailDomain::parse(sent.get("released")).map_err(malformed)?;
    let field = reason_name(&domain);
    let reason = sent.get(&field).to_owned();
    Ok((ReleaseMailboxDomain { organisation, domain, reason }.into(), field))
}

fn reason_name(domain: &MailDomain) -> String {
    format!("reason.{domain}")
}

fn typed(domain: &str) -> Result<MailDomain, InvalidValue> {
    MailDomain::parse(domain.trim().trim_start_matches('@'))
}

/// What was typed, or what is wrong with it noted in the form.
fn tie(
    organisation: OrganisationId,
    sent: &Fields,
    documents: &[DocumentRef],
    form: &mut Form,
    frame: &Frame,
) -> Option<Command> {
    let domain = typed(sent.get("domain"));
    if domain.is_err() {
        form.wrong("domain", frame.say("domains-domain-wrong"));
    }
    let source_type = SOURCES.into_iter().find(|(key, _)| *key == sent.get("source"));
    if source_type.is_none() {
        form.wrong("source", frame.say("domains-source-wrong"));
    }
    let address = Some(sent.get("url").trim()).filter(|typed| !typed.is_empty());
    let address = address.map(|typed| WebUrl::parse(&url(typed))).transpose();
    if address.is_err() {
        form.wrong("url", frame.say("domains-url-wrong"));
    }
    let mut shown = evidence(sent, form, frame);
    shown.extend(documents.iter().copied().map(Evidence::Document));
    let ((_, source_type), url) = (source_type?, address.ok()?);
    let source = Source { source_type, url, retrieved_on: None };
    Some(TieMailboxDomain { organisation, domain: domain.ok()?, source, evidence: shown }.into())
}

impl Work<'_> {
    /// Which other organisations have the domain that was typed.
    fn others(&self, form: &Form) -> Option<String> {
        let domain = typed(form.typed("domain")).ok()?;
        let (lens, language) = (self.reading.lens(), self.reading.language);
        others_with(&lens, self.organisation.id, &domain, language)
    }

    /// The question whether the domain is shared, where others have it.
    fn shared(&self, form: &Form, frame: &Frame) -> Option<Choices> {
        let names = self.others(form)?;
        let yes = ("yes".to_owned(), frame.say("domains-shared-yes"));
        let asked = form.choices(SHARED, frame.say("domains-shared"), "checkbox", [yes]);
        let hint = frame.words.say_with("domains-shared-hint", &[("names", &names)]);
        Some(asked.hint(set(&hint)))
    }

    fn page(&self, form: Form, frame: Frame, documents: &[DocumentRef]) -> DomainsPage {
        let (organisation, lens) = (self.organisation, self.reading.lens());
        let say = |key: &str| frame.say(key);
        let field = |name: &str| {
            let hint = say(&format!("domains-{name}-hint"));
            form.field(name, say(&format!("domains-{name}"))).hint(hint)
        };
        let sources =
            SOURCES.map(|(key, _)| (key.to_owned(), say(&format!("domains-source-{key}"))));
        let source = form.choices("source", say("domains-source"), "radio", sources);
        let view = |tied: &TiedDomain| TiedView::of(tied, &form, &frame);
        let (tied, former): (Vec<_>, Vec<_>) =
            organisation.mailbox_domains.iter().rev().partition(|tied| tied.released.is_none());
        let name = lens.organisation(organisation.id);
        DomainsPage {
            name: set(name.in_language_or_other(frame.language)),
            organisation: frame.plain_link(&format!("/organisations/{}", organisation.id)),
            tied: tied.into_iter().map(view).collect(),
            former: former.into_iter().map(view).collect(),
            domain: field("domain").width("medium"),
            shared: self.shared(&form, &frame),
            source,
            url: Field { inputmode: "url", ..field("url").optional() },
            evidence: evidence_field(&form, &frame, false),
            letters: Letters::new(&form, &frame, "domains-files", documents),
            form,
            frame,
        }
    }
}

impl TiedView {
    fn of(tied: &TiedDomain, form: &Form, frame: &Frame) -> Self {
        let kind = terms::source(tied.source.source_type).get(frame.language);
        let named = tied.source.source_type != SourceType::Own;
        let url = tied.source.url.as_ref().map(ToString::to_string);
        let source = [named.then(|| capital(kind)), url];
        let name = reason_name(&tied.domain);
        let domain = tied.domain.to_string();
        let words = frame.words.say_with("domains-reason", &[("domain", &domain)]);
        let reason = form.field(&name, words);
        Self {
            domain,
            since: by("domains-since", &tied.place, frame),
            source: source.into_iter().flatten().collect::<Vec<_>>().join(", "),
            evidence: EvidenceView::all(&tied.evidence, frame),
            released: tied
                .released
                .as_ref()
                .map(|(place, reason)| (by("domains-until", place, frame), set(reason))),
            reason: reason.lines(3).hint(frame.say("acts-reason-hint")),
        }
    }
}

/// When something was recorded, and by whom.
fn by(key: &str, place: &Place, frame: &Frame) -> String {
    let role = terms::role(place.actor.role).get(frame.language);
    let (day, account) = (frame.day(place.recorded_at), place.actor.account.to_string());
    frame.words.say_with(key, &[("day", &day), ("role", role), ("account", &account)])
}
