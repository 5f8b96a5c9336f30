//! Which domains' mailboxes are an organisation's own. An officer ties one, by a public source or a
//! document: never the cluster that wants to be confirmed, and never a domain where anybody can open
//! a mailbox, or under which anybody registers a domain.

use registry_events::claim::{Evidence, Source, SourceType};
use registry_events::event::{MailboxDomainReleased, MailboxDomainTied, RoleRevoked};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::MailDomain;

use super::super::{as_said, check_evidence, check_reason};
use super::{check_day, check_living, invalid, registered_beside_grants};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// The most domains that one organisation has at a time.
const DOMAINS_MAX: usize = 50;

/// Domains where anybody can open a mailbox, one a line.
const PROVIDERS: &str = include_str!("../../../mail_providers.txt");

/// Tie the mailboxes of a domain to an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieMailboxDomain {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// The domain.
    pub domain: MailDomain,
    /// The public source that names it.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl TieMailboxDomain {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let (stream, organisation) = registered_beside_grants(world, self.organisation)?;
        self.check_body(world)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_living(organisation)?;
        if organisation.mailbox_domains.contains_key(&self.domain) {
            return Err(Rejection::conflict("mailbox-domain.already-tied").into());
        }
        if organisation.mailbox_domains.len() >= DOMAINS_MAX {
            let code = "mailbox-domain.too-many";
            return Err(Rejection::TooMany { code, most: DOMAINS_MAX }.into());
        }
        let mut draft = Draft::new(world, actor);
        let Self { domain, source, evidence, .. } = self.clone();
        draft.record(&stream, MailboxDomainTied { domain, source, evidence })?;
        Ok(draft.finish())
    }

    fn check_body(&self, world: &World) -> Result<(), Rejection> {
        if is_for_anybody(&self.domain) {
            let problem = Problem::new("/domain", "mailbox-domain.for-anybody");
            return Err(invalid(problem.with(&self.domain)));
        }
        if is_public_suffix(&self.domain) {
            let problem = Problem::new("/domain", "mailbox-domain.public-suffix");
            return Err(invalid(problem.with(&self.domain)));
        }
        if is_spelt_for_machines(&self.domain) {
            return Err(invalid(Problem::new("/domain", "mailbox-domain.for-machines")));
        }
        if self.source.url.is_none() && self.evidence.is_empty() {
            return Err(invalid(Problem::new("/source", "mailbox-domain.source-needed")));
        }
        // What an organisation says of itself is no source that ties a mailbox to it.
        if self.source.source_type == SourceType::Own && self.source.url.is_some() {
            return Err(invalid(Problem::new("/source/type", "mailbox-domain.source-needed")));
        }
        if let Some(day) = self.source.retrieved_on {
            check_day(world, "/source/retrieved_on", day)?;
        }
        check_evidence("/evidence", &self.evidence)
    }
}

/// Whether anybody can open a mailbox there.
pub fn is_for_anybody(domain: &MailDomain) -> bool {
    let mut providers = PROVIDERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    providers.any(|provider| domain.is_within(provider))
}

/// Whether it is a domain under which anybody registers one of their own, as `co.uk` is, by the Public
/// Suffix List as it is compiled in.
fn is_public_suffix(domain: &MailDomain) -> bool {
    psl::suffix(domain.as_str().as_bytes()).is_some_and(|suffix| suffix == domain.as_str())
}

/// Whether it is written as machines write it, in Punycode or as an address of the network: a domain has
/// one spelling, the one that people read, so that two organisations can't hold it in two.
fn is_spelt_for_machines(domain: &MailDomain) -> bool {
    let mut labels = domain.as_str().split('.');
    let is_number = |label: &str| label.chars().all(char::is_numeric);
    labels.clone().next_back().is_some_and(is_number) || labels.any(|it| it.starts_with("xn--"))
}

/// Record that a domain's mailboxes are an organisation's own no more; the roles that rest on them end
/// with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseMailboxDomain {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// The domain.
    pub domain: MailDomain,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl ReleaseMailboxDomain {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let (stream, organisation) = registered_beside_grants(world, self.organisation)?;
        if !organisation.mailbox_domains.contains_key(&self.domain) {
            return Err(Rejection::NotFound("mailbox_domain").into());
        }
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        let (domain, reason) = (self.domain.clone(), as_said(&self.reason));
        // Who spoke for the organisation from such a mailbox does so no more.
        for grant in world.access()?.resting_on(self.organisation, &self.domain) {
            let reason = reason.clone();
            draft.record(&StreamId::access(), RoleRevoked { grant, reason })?;
        }
        draft.record(&stream, MailboxDomainReleased { domain, reason })?;
        Ok(draft.finish())
    }
}
