//! The world as a decision sees it: streams that were loaded, the time, and a source of fresh ids.
//!
//! `decide` asks for the streams it needs; when one isn't loaded it answers with
//! [`Undecided::Needs`], the caller loads it and asks again. Whatever was loaded is guarded at the
//! version it was read, so no decision rests on something that has changed meanwhile.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::{
    AccountId, ApplicationId, ClusterId, ExpectedId, OrganisationId, ProposalId, ReportId,
    StreamVersion, Uuid,
};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use crate::access::AccessState;
use crate::editions::{InForce, RegistryState};
use crate::rejection::Rejection;
use crate::state::{
    AccountState, ApplicationState, ClusterState, EnquiriesState, ExpectedState, HoldingState,
    Loaded, OrganisationState, ProposalState, RegionState, ReportState, StreamState,
};

/// What is known when a command is decided.
#[derive(Debug, Clone)]
pub struct World {
    streams: BTreeMap<StreamId, Loaded>,
    now: Timestamp,
    today: Date,
    entropy: [u8; 32],
}

/// Why there is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecided {
    /// These streams must be loaded first.
    Needs(Vec<StreamId>),
    /// The command is refused.
    Rejected(Rejection),
}

impl From<Rejection> for Undecided {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

macro_rules! state_of {
    ($(#[$doc:meta])* $name:ident($($id:ident: $id_type:ty)?) -> $state:ty, $variant:ident, $stream:expr) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`Undecided::Needs`] when it isn't loaded.
        pub fn $name(&self $(, $id: $id_type)?) -> Result<&$state, Undecided> {
            let stream = $stream;
            match self.loaded(&stream)?.state.as_ref() {
                StreamState::$variant(state) => Ok(state),
                _ => Err(Rejection::NotFound("stream").into()),
            }
        }
    };
}

impl World {
    /// A world in which nothing is loaded.
    ///
    /// `today` is the registry's day; `entropy` is random and never used twice.
    pub const fn new(now: Timestamp, today: Date, entropy: [u8; 32]) -> Self {
        Self { streams: BTreeMap::new(), now, today, entropy }
    }

    /// Adds a stream.
    pub fn load(&mut self, stream: StreamId, loaded: Loaded) {
        self.streams.insert(stream, loaded);
    }

    /// Every loaded stream with the version it was read at: what an append must guard.
    pub fn versions(&self) -> impl Iterator<Item = (&StreamId, StreamVersion)> {
        self.streams.iter().map(|(stream, loaded)| (stream, loaded.version))
    }

    /// The registry's day.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// The time at which the command is decided.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Asks for several streams at once.
    ///
    /// # Errors
    /// [`Undecided::Needs`] with those that aren't loaded.
    pub fn need(&self, streams: impl IntoIterator<Item = StreamId>) -> Result<(), Undecided> {
        let missing: Vec<_> =
            streams.into_iter().filter(|stream| !self.streams.contains_key(stream)).collect();
        if missing.is_empty() { Ok(()) } else { Err(Undecided::Needs(missing)) }
    }

    /// A stream as it was loaded.
    ///
    /// # Errors
    /// [`Undecided::Needs`] when it isn't.
    pub fn loaded(&self, stream: &StreamId) -> Result<&Loaded, Undecided> {
        self.streams.get(stream).ok_or_else(|| Undecided::Needs(vec![stream.clone()]))
    }

    state_of!(
        /// Accounts and grants.
        access() -> AccessState, Access, StreamId::access()
    );
    state_of!(
        /// What is counted of an account.
        account(id: AccountId) -> AccountState, Account, StreamId::account(id)
    );
    state_of!(
        /// The registry's editions.
        registry() -> RegistryState, Registry, StreamId::registry()
    );
    state_of!(
        /// A cluster; not listed when its stream is empty.
        cluster(id: ClusterId) -> ClusterState, Cluster, StreamId::cluster(id)
    );
    state_of!(
        /// What came in for a cluster.
        enquiries(id: ClusterId) -> EnquiriesState, Enquiries, StreamId::enquiries(id)
    );
    state_of!(
        /// A cluster that is expected; none when its stream is empty.
        expected(id: ExpectedId) -> ExpectedState, Expected, StreamId::expected(id)
    );
    state_of!(
        /// An application; not started when its stream is empty.
        application(id: ApplicationId) -> ApplicationState, Application, StreamId::application(id)
    );
    state_of!(
        /// An organisation; not registered when its stream is empty.
        organisation(id: OrganisationId) -> OrganisationState, Organisation,
        StreamId::organisation(id)
    );
    state_of!(
        /// A proposal; not made when its stream is empty.
        proposal(id: ProposalId) -> ProposalState, Proposal, StreamId::proposal(id)
    );
    state_of!(
        /// A report; not filed when its stream is empty.
        report(id: ReportId) -> ReportState, Report, StreamId::report(id)
    );
    state_of!(
        /// A region.
        region(code: &Code) -> RegionState, Region, StreamId::region(code)
    );
    state_of!(
        /// Who holds a name or identifier.
        holding(stream: &StreamId) -> HoldingState, Holding, stream.clone()
    );

    /// The editions in force.
    ///
    /// # Errors
    /// `registry.not-open` when the registry hasn't been opened.
    pub fn in_force(&self) -> Result<InForce<'_>, Undecided> {
        self.registry()?.in_force().ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    /// A new account's id.
    pub fn fresh_account(&self, number: u32) -> AccountId {
        AccountId::from_uuid(self.fresh_uuid("account", number))
    }

    /// A new application's id.
    pub fn fresh_application(&self, number: u32) -> ApplicationId {
        ApplicationId::from_uuid(self.fresh_uuid("application", number))
    }

    /// A new organisation's id.
    pub fn fresh_organisation(&self, number: u32) -> OrganisationId {
        OrganisationId::from_uuid(self.fresh_uuid("organisation", number))
    }

    /// A new report's id.
    pub fn fresh_report(&self, number: u32) -> ReportId {
        ReportId::from_uuid(self.fresh_uuid("report", number))
    }

    /// A new proposal's id.
    pub fn fresh_proposal(&self, number: u32) -> ProposalId {
        ProposalId::from_uuid(self.fresh_uuid("proposal", number))
    }

    /// A new id of a cluster that is expected.
    pub fn fresh_expected(&self, number: u32) -> ExpectedId {
        ExpectedId::from_uuid(self.fresh_uuid("expected", number))
    }

    /// A new cluster's id.
    pub fn fresh_cluster(&self, number: u32) -> ClusterId {
        let bytes = self.fresh_bytes("cluster", number);
        ClusterId::from_random([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]])
    }

    fn fresh_uuid(&self, kind: &str, number: u32) -> Uuid {
        let bytes = self.fresh_bytes(kind, number);
        let random: [u8; 10] = std::array::from_fn(|index| bytes[index]);
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        registry_events::ids::uuid_v7(millis, random)
    }

    /// Random bytes that follow from the entropy, another for each kind and number.
    fn fresh_bytes(&self, kind: &str, number: u32) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.entropy);
        hasher.update(kind.as_bytes()).update(&number.to_be_bytes());
        *hasher.finalize().as_bytes()
    }
}
