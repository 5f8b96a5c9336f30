//! Which domains' mailboxes are an organisation's own, as an officer ties them.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{ReleaseMailboxDomain, TieMailboxDomain};
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::{Language, MailDomain};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::clusters::standing::ReasonBody;
use crate::api::write::envelope::{EvidenceBody, Reader, SourceBody, nullable, object};
use crate::api::write::request::Write;
use crate::api::write::subject::{MailboxDomainOf, Named};
use crate::http::problem::Explained;
use crate::http::{App, Problem};
use crate::read::lens::Lens;
use crate::read::shared_domain::others_with;

/// A domain, and what shows that its mailboxes are the organisation's own.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct MailboxDomainBody {
    /// The domain.
    #[schema(example = "works-1.example")]
    domain: String,
    /// The public source that names it: a register, a document or the press, with its address.
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    /// What shows it: public addresses and documents. It or the source's address is needed.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
    /// Whether other organisations share it, as those of a holding may; needed where one has it.
    #[serde(default)]
    shared: bool,
}

/// Tie a mail domain to an organisation
///
/// From then on whoever answers from a mailbox of the domain speaks for the organisation. A domain
/// where anybody can open a mailbox, or under which anybody registers a name, is refused; several
/// organisations of one holding can have one, where that is said (`shared`).
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/mailbox-domains",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = MailboxDomainBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn tie(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::TieMailboxDomain, organisation, async |asked| {
            let body: MailboxDomainBody = asked.json()?;
            let command = read(asked.subject, &body)?;
            check_shared(&asked.app, &command, body.shared)?;
            Ok(command.into())
        })
        .await
}

/// Release a mail domain
///
/// Its mailboxes are the organisation's own no more, and who spoke for it from one of them does so no
/// more; what was said from them stays said.
#[utoipa::path(post,
    path = "/api/v1/organisations/{organisation}/mailbox-domains/{domain}/release",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path), ("domain" = String, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn release(
    State(app): State<App>,
    domain: Named<MailboxDomainOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::ReleaseMailboxDomain, domain, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            let MailboxDomainOf(organisation, domain) = asked.subject.clone();
            Ok(ReleaseMailboxDomain { organisation, domain, reason }.into())
        })
        .await
}

/// Refuses a domain that another organisation has, unless it is said that they share it.
fn check_shared(app: &App, command: &TieMailboxDomain, shared: bool) -> Result<(), Problem> {
    let views = app.views();
    let (Some(at), false) = (views.position(), shared) else { return Ok(()) };
    let (organisation, domain) = (command.organisation, &command.domain);
    let others = others_with(&Lens::new(&views, at), organisation, domain, Language::Ru);
    others.map_or(Ok(()), |names| {
        Err(Problem::new("mailbox-domain.of-another").with(domain).with(names))
    })
}

fn read(
    organisation: OrganisationId,
    body: &MailboxDomainBody,
) -> Result<TieMailboxDomain, Problem> {
    let mut reader = Reader::default();
    let domain = MailDomain::parse(&body.domain);
    let domain = reader.take(domain.map_err(|bad| Broken::new("/domain", bad.code)));
    let source = reader.source(body.source.as_ref(), "/source");
    let evidence = reader.evidence(&body.evidence, "/evidence");
    match (domain, reader.problems) {
        (Some(domain), problems) if problems.is_empty() => {
            Ok(TieMailboxDomain { organisation, domain, source, evidence })
        }
        (_, problems) => Err(problems.into()),
    }
}
