//! What a write's path names: whether it is there and this caller may see it, and which stream it is.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use registry_core::access::{Caller, whole_registry};
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::rejection::Rejection;
use registry_core::state::{
    ApplicationStanding, ApplicationState, DisputeEnd, DisputeStanding, Loaded, Standing,
    StreamState,
};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{
    ApplicationId, ClusterId, EnquiryId, ExpectedId, ItemId, OrganisationId, ProposalId, ReportId,
    StreamVersion,
};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Code, MailDomain};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::http::path::Path;
use crate::http::{App, Problem};

/// The pieces of a path, not judged yet: who asks, and in which role, is answered first.
pub(super) struct Named<S>(Result<S, Problem>);

impl<S: DeserializeOwned + Send> FromRequestParts<App> for Named<S> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(Path::from_request_parts(parts, app).await.map(|Path(subject)| subject)))
    }
}

impl Named<New> {
    /// Nothing is named: something new begins.
    pub(super) const fn new() -> Self {
        Self(Ok(New))
    }
}

impl<S> Named<S> {
    /// What a page's address named.
    pub(super) const fn of(subject: S) -> Self {
        Self(Ok(subject))
    }

    /// What the path names, where a reader tells by itself whether it is there.
    pub(super) fn named(self) -> Result<S, Problem> {
        self.0
    }
}

impl<S: Subject> Named<S> {
    /// The subject when it is there for this caller.
    pub(super) async fn find(self, app: &App, caller: Caller) -> Result<S, Problem> {
        let subject = self.0?;
        let Some(stream) = subject.stream() else { return Ok(subject) };
        let loaded = load(app, &stream).await?;
        match subject.missing(app, caller, &loaded).await? {
            Some(what) => Err(Rejection::NotFound(what).into()),
            None => Ok(subject),
        }
    }
}

/// What a path can name.
pub(super) trait Subject: Send + Sync {
    /// Its stream; none for what begins.
    fn stream(&self) -> Option<StreamId>;

    /// What isn't there, or isn't this caller's to see.
    fn missing(
        &self,
        app: &App,
        caller: Caller,
        loaded: &Loaded,
    ) -> impl Future<Output = Result<Option<&'static str>, Problem>> + Send;
}

/// What its own stream alone tells, the same to everybody.
pub(super) trait ToldByItsStream: Send + Sync {
    /// What it is called when it isn't there.
    const WHAT: &'static str;

    /// Its stream.
    fn own_stream(&self) -> StreamId;

    /// Whether the stream tells of it.
    fn stands_in(&self, state: &StreamState) -> bool;
}

impl<S: ToldByItsStream> Subject for S {
    fn stream(&self) -> Option<StreamId> {
        Some(self.own_stream())
    }

    async fn missing(
        &self,
        _app: &App,
        _caller: Caller,
        loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        Ok((!self.stands_in(loaded.state.as_ref())).then_some(S::WHAT))
    }
}

/// A stream as it stands in the log.
pub(super) async fn load(app: &App, stream: &StreamId) -> Result<Loaded, Problem> {
    Ok(app.registry.executor().streams().load(stream).await?)
}

/// Something that begins.
pub(super) struct New;

impl Subject for New {
    fn stream(&self) -> Option<StreamId> {
        None
    }

    async fn missing(
        &self,
        _app: &App,
        _caller: Caller,
        _loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        Ok(None)
    }
}

impl ToldByItsStream for ClusterId {
    const WHAT: &'static str = "cluster";

    fn own_stream(&self) -> StreamId {
        StreamId::cluster(*self)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Cluster(cluster) if cluster.standing != Standing::NotListed)
    }
}

/// A confirmation by its cluster and version.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct ConfirmationOf(pub(super) ClusterId, pub(super) StreamVersion);

impl ToldByItsStream for ConfirmationOf {
    const WHAT: &'static str = "confirmation";

    fn own_stream(&self) -> StreamId {
        StreamId::cluster(self.0)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Cluster(cluster) if cluster.confirmations.contains_key(&self.1))
    }
}

/// A membership by its cluster and number.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct MembershipOf(pub(super) ClusterId, pub(super) ItemId);

impl MembershipOf {
    /// Its path in the cluster.
    pub(super) fn item(self) -> ItemPath {
        ItemPath { collection: Code::literal(PARTICIPANTS), item: self.1 }
    }
}

impl ToldByItsStream for MembershipOf {
    const WHAT: &'static str = "item";

    fn own_stream(&self) -> StreamId {
        StreamId::cluster(self.0)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Cluster(cluster) if cluster.profile.item(&self.item()).is_some())
    }
}

/// An enquiry to a cluster.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct EnquiryOf(pub(super) ClusterId, pub(super) EnquiryId);

impl ToldByItsStream for EnquiryOf {
    const WHAT: &'static str = "enquiry";

    fn own_stream(&self) -> StreamId {
        StreamId::enquiries(self.0)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Enquiries(known) if known.is_answered(self.1).is_some())
    }
}

/// A dispute by its cluster and the version of its filing.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct DisputeOf(pub(super) ClusterId, pub(super) StreamVersion);

impl Subject for DisputeOf {
    fn stream(&self) -> Option<StreamId> {
        Some(StreamId::cluster(self.0))
    }

    /// Before its admission, and once it was refused, a dispute takes steps of officers only.
    async fn missing(
        &self,
        _app: &App,
        caller: Caller,
        loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        let StreamState::Cluster(cluster) = loaded.state.as_ref() else {
            return Ok(Some("dispute"));
        };
        let is_public = match (cluster.disputes.get(&self.1), cluster.closed_disputes.get(&self.1))
        {
            (Some(open), _) => open.standing != DisputeStanding::Filed,
            (None, Some(end)) => *end != DisputeEnd::Refused,
            (None, None) => return Ok(Some("dispute")),
        };
        Ok((!is_public && caller.role != Role::Officer).then_some("dispute"))
    }
}

impl Subject for ApplicationId {
    fn stream(&self) -> Option<StreamId> {
        Some(StreamId::application(*self))
    }

    async fn missing(
        &self,
        app: &App,
        caller: Caller,
        loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        let seen = match loaded.state.as_ref() {
            StreamState::Application(state) => may_see(app, caller, state).await?,
            _ => false,
        };
        Ok((!seen).then_some("application"))
    }
}

/// Whether a caller that is held to one right of its account has it still, and it fits: what is the
/// account's beside that right isn't this caller's. Who is held to nothing is the account itself.
///
/// # Errors
/// A fault when the log can't be read.
pub(super) async fn is_held_to(
    app: &App,
    caller: Caller,
    fits: impl Fn(&Scope) -> bool,
) -> Result<bool, Problem> {
    if caller.only.is_none() {
        return Ok(true);
    }
    let access = load(app, &StreamId::access()).await?;
    Ok(matches!(access.state.as_ref(),
        StreamState::Access(access) if access.actor(caller, "account", fits).is_ok()))
}

/// An application is its applicant's; once it was submitted, officers see it as well. A token that is
/// held to one cluster has no application, as it begins none.
async fn may_see(app: &App, caller: Caller, state: &ApplicationState) -> Result<bool, Problem> {
    let Some(applicant) = &state.applicant else { return Ok(false) };
    if applicant.account == caller.account {
        return is_held_to(app, caller, whole_registry).await;
    }
    let handed_in = state.submitted.is_some() && state.standing != ApplicationStanding::Draft;
    if !handed_in || caller.role != Role::Officer {
        return Ok(false);
    }
    let access = load(app, &StreamId::access()).await?;
    Ok(matches!(access.state.as_ref(),
        StreamState::Access(access) if access.actor(caller, "registry", whole_registry).is_ok()))
}

impl ToldByItsStream for OrganisationId {
    const WHAT: &'static str = "organisation";

    fn own_stream(&self) -> StreamId {
        StreamId::organisation(*self)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Organisation(known) if known.registered.is_some())
    }
}

impl ToldByItsStream for ExpectedId {
    const WHAT: &'static str = "expected";

    fn own_stream(&self) -> StreamId {
        StreamId::expected(*self)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Expected(known) if known.region.is_some())
    }
}

impl ToldByItsStream for ReportId {
    const WHAT: &'static str = "report";

    fn own_stream(&self) -> StreamId {
        StreamId::report(*self)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Report(known) if known.filed_by.is_some())
    }
}

impl ToldByItsStream for ProposalId {
    const WHAT: &'static str = "proposal";

    fn own_stream(&self) -> StreamId {
        StreamId::proposal(*self)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Proposal(known) if known.made_by.is_some())
    }
}

/// A branch by its organisation and number.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct BranchOf(pub(super) OrganisationId, pub(super) u32);

impl ToldByItsStream for BranchOf {
    const WHAT: &'static str = "branch";

    fn own_stream(&self) -> StreamId {
        StreamId::organisation(self.0)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Organisation(known) if known.branches.contains_key(&self.1))
    }
}

/// A mail domain of an organisation.
#[derive(Clone, Deserialize)]
pub(super) struct MailboxDomainOf(
    pub(super) OrganisationId,
    #[serde(deserialize_with = "mail_domain")] pub(super) MailDomain,
);

/// A domain as people write it, whatever the case.
fn mail_domain<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MailDomain, D::Error> {
    let given = String::deserialize(deserializer)?;
    MailDomain::parse(&given).map_err(|_| D::Error::custom("no domain"))
}

impl ToldByItsStream for MailboxDomainOf {
    const WHAT: &'static str = "mailbox_domain";

    fn own_stream(&self) -> StreamId {
        StreamId::organisation(self.0)
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Organisation(known)
            if known.mailbox_domains.contains_key(&self.1))
    }
}

/// A subject of the federation by its code.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct RegionOf(pub(super) Code);

impl Subject for RegionOf {
    fn stream(&self) -> Option<StreamId> {
        Some(StreamId::region(&self.0))
    }

    async fn missing(
        &self,
        app: &App,
        _caller: Caller,
        _loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        let registry = load(app, &StreamId::registry()).await?;
        let known = matches!(registry.state.as_ref(), StreamState::Registry(registry)
            if registry.in_force().is_some_and(|it| it.regions.named(self.0.as_str()).is_some()));
        Ok((!known).then_some("region"))
    }
}

/// A region's cluster development centre.
#[derive(Clone, Deserialize)]
pub(super) struct CkrOf(pub(super) Code, pub(super) OrganisationId);

impl Subject for CkrOf {
    fn stream(&self) -> Option<StreamId> {
        Some(StreamId::region(&self.0))
    }

    /// It stands where it was opened, which may be a subject that became part of the one named.
    async fn missing(
        &self,
        app: &App,
        _caller: Caller,
        loaded: &Loaded,
    ) -> Result<Option<&'static str>, Problem> {
        if self.stands_in(loaded) {
            return Ok(None);
        }
        let registry = load(app, &StreamId::registry()).await?;
        for region in read_as_one(&registry, &self.0) {
            if self.stands_in(&load(app, &StreamId::region(&region)).await?) {
                return Ok(None);
            }
        }
        Ok(Some("ckr"))
    }
}

impl CkrOf {
    fn stands_in(&self, loaded: &Loaded) -> bool {
        matches!(loaded.state.as_ref(),
            StreamState::Region(region) if region.ckr.contains_key(&self.1))
    }
}

/// The subjects that are read as the same one, by the edition in force.
fn read_as_one(registry: &Loaded, region: &Code) -> Vec<Code> {
    let StreamState::Registry(known) = registry.state.as_ref() else { return Vec::new() };
    let Some(in_force) = known.in_force() else { return Vec::new() };
    in_force.regions.read_at(in_force.regions.resolve(region)).cloned().collect()
}

/// A publication by its number.
#[derive(Clone, Copy, Deserialize)]
#[serde(transparent)]
pub(super) struct PublicationOf(pub(super) StreamVersion);

impl ToldByItsStream for PublicationOf {
    const WHAT: &'static str = "publication";

    fn own_stream(&self) -> StreamId {
        StreamId::registry()
    }

    fn stands_in(&self, state: &StreamState) -> bool {
        matches!(state, StreamState::Registry(registry)
            if registry.publications().get(self.0).is_some())
    }
}
