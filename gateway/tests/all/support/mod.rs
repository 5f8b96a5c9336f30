//! A registry in memory behind the real router, and clients for each kind of caller.

pub(crate) mod body;
pub(crate) mod browser;
mod client;
mod faults;
pub(crate) mod letters;
pub(crate) mod people;
mod private;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use jiff::Timestamp;
use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, Command, GrantRole, OpenAccount};
use registry_core::editions::Shipped;
use registry_core::testing::SMALL;
use registry_events::actor::{Authority, Basis, Role};
use registry_events::edition::EditionKind;
use registry_events::engine::memory::MemoryLog;
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::{AccountId, OrganisationId, Position};
use registry_events::log::{EventLog, ManualClock};
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::Tree;
use registry_events::value::Code;
use registry_gateway::clock::Entropy;
use registry_gateway::documents::{DocumentStore, MemoryDocuments};
use registry_gateway::execute::Done;
use registry_gateway::http::origin::PublicUrl;
use registry_gateway::http::{App, HttpSettings, RateLimits, router};
use registry_gateway::people::Wall;
use registry_gateway::private::{MasterKey, PrivateStore, SqliteStore};
use registry_gateway::registry::{Parts, Registry};
use registry_gateway::transparency::{Provable, SignedCheckpoints};
use tempfile::TempDir;
use tokio::task::JoinHandle;

pub(crate) use client::{Answer, Client};
pub(crate) use faults::Fault;
use faults::FaultyLog;
pub(crate) use private::WatchedStore;

/// When the tests' clock stands unless it is set.
pub(crate) const NOON: &str = "2015-12-01T09:00:00Z";

/// Bytes that never repeat and need no chance.
#[derive(Default)]
struct CountedEntropy(AtomicU64);

impl Entropy for CountedEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&number.to_be_bytes());
        hasher.finalize_xof().fill(bytes);
    }
}

/// The app with what a test looks at.
pub(crate) struct TestApp {
    pub(crate) registry: Arc<Registry>,
    pub(crate) app: App,
    pub(crate) log: Arc<MemoryLog>,
    faults: Arc<FaultyLog>,
    clock: Arc<ManualClock>,
    private: Arc<dyn PrivateStore>,
    documents: Arc<dyn DocumentStore>,
    entropy: Arc<dyn Entropy>,
    settings: HttpSettings,
    router: Router,
    follower: JoinHandle<()>,
    signed: Option<Signed>,
}

/// What a signed log has beside it.
struct Signed {
    provable: Arc<Provable>,
    _folder: TempDir,
}

impl TestApp {
    /// An open demonstration registry whose limits don't get in the way.
    pub(crate) async fn new() -> Self {
        Self::with(generous()).await
    }

    /// The same where letters can name the site's address.
    pub(crate) async fn signed_with_letters() -> Self {
        let public_url = PublicUrl::parse("http://registry.example");
        Self::signed_under(HttpSettings { public_url, ..generous() }).await
    }

    /// An open demonstration registry whose log is signed from its first entry on.
    pub(crate) async fn signed() -> Self {
        Self::signed_under(generous()).await
    }

    async fn signed_under(settings: HttpSettings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = signing_key();
        let checkpoints = folder.path().join("signed-checkpoints");
        let checkpoints = SignedCheckpoints::open(&checkpoints, key.verifier()).unwrap();
        let provable = Arc::new(Provable::new(key, checkpoints, Tree::new()));
        let signed = Some(Signed { provable, _folder: folder });
        let app = Self::over_signed(Arc::new(store()), settings, signed).await;
        drop(app.registry.start_signer());
        app.registry.open_if_new(true, "Europe/Moscow").await.unwrap();
        app.settle().await;
        app
    }

    /// The same under the small editions, whose few markers a test can meet.
    pub(crate) async fn small() -> Self {
        Self::new().await.under_small().await
    }

    /// The same over a log that is signed.
    pub(crate) async fn signed_small() -> Self {
        Self::signed().await.under_small().await
    }

    async fn under_small(self) -> Self {
        let app = self;
        // The rulebook first: those markers need none of the fields that the small catalogue lacks.
        for Shipped { kind, edition, text } in SMALL.into_iter().rev() {
            let (edition, text) = (Code::literal(edition), text.into());
            // Both editions may have the same regions, which are adopted once.
            if kind != EditionKind::Regions {
                app.program(AdoptEdition { kind, edition, text, proposals: Vec::new() }).await;
            }
        }
        app
    }

    /// An open demonstration registry.
    pub(crate) async fn with(settings: HttpSettings) -> Self {
        let app = Self::unopened(settings).await;
        app.registry.open_if_new(true, "Europe/Moscow").await.unwrap();
        app.settle().await;
        app
    }

    /// A registry whose log is empty.
    pub(crate) async fn unopened(settings: HttpSettings) -> Self {
        Self::over(Arc::new(store()), settings).await
    }

    /// A registry whose log is empty, over a private store.
    pub(crate) async fn over(private: Arc<dyn PrivateStore>, settings: HttpSettings) -> Self {
        Self::over_signed(private, settings, None).await
    }

    async fn over_signed(
        private: Arc<dyn PrivateStore>,
        settings: HttpSettings,
        signed: Option<Signed>,
    ) -> Self {
        let clock = Arc::new(ManualClock::new(time(NOON)));
        let log = Arc::new(MemoryLog::new(clock.clone()));
        let entropy: Arc<dyn Entropy> = Arc::new(CountedEntropy::default());
        let documents = Arc::new(MemoryDocuments::default());
        Self::assemble(log, clock, private, documents, entropy, settings, signed).await
    }

    /// The same log, keys and tokens under a program that was started again.
    pub(crate) async fn restarted(mut self) -> Self {
        self.follower.abort();
        let (log, clock) = (self.log.clone(), self.clock.clone());
        let app = Self::assemble(
            log,
            clock,
            self.private.clone(),
            self.documents.clone(),
            self.entropy.clone(),
            self.settings.clone(),
            self.signed.take(),
        );
        let app = app.await;
        app.settle().await;
        app
    }

    async fn assemble(
        log: Arc<MemoryLog>,
        clock: Arc<ManualClock>,
        private: Arc<dyn PrivateStore>,
        documents: Arc<dyn DocumentStore>,
        entropy: Arc<dyn Entropy>,
        settings: HttpSettings,
        signed: Option<Signed>,
    ) -> Self {
        let faults = Arc::new(FaultyLog::new(log.clone()));
        let parts = Parts {
            log: faults.clone(),
            private: private.clone(),
            documents: documents.clone(),
            master: master(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            provable: signed.as_ref().map(|signed| signed.provable.clone()),
            wall: Wall { clock: clock.clone(), entropy: entropy.clone() },
            holds_back: false,
        };
        let registry = Arc::new(Registry::assemble(parts).await.unwrap());
        let follower = registry.start_follower();
        let app = App::new(registry.clone(), settings.clone());
        let router = router(app.clone());
        Self {
            registry,
            app,
            log,
            faults,
            clock,
            private,
            documents,
            entropy,
            settings,
            router,
            follower,
            signed,
        }
    }

    /// Waits until the views are at the log's end.
    pub(crate) async fn settle(&self) {
        let head = self.log.head().await.unwrap();
        if let Some(last) = head.last() {
            let patience = std::time::Duration::from_secs(10);
            self.registry.published().at_least(last, patience).await.unwrap();
        }
    }

    /// Lets the log fail from here on.
    pub(crate) fn fail(&self, fault: Fault) {
        self.faults.set(fault);
    }

    /// Lets the views stand still.
    pub(crate) fn stop_following(&self) {
        self.follower.abort();
    }

    pub(crate) fn set_time(&self, at: &str) {
        self.clock.set(time(at));
    }

    pub(crate) fn anonymous(&self) -> Client {
        Client::new(self.router.clone(), None)
    }

    /// An account of its own in a role.
    pub(crate) async fn client(&self, role: Role, scope: Scope) -> Client {
        let account = self.account().await;
        self.grant(account, role, scope).await;
        self.client_of(account, role)
    }

    /// A client for a role that an account holds.
    pub(crate) fn client_of(&self, account: AccountId, role: Role) -> Client {
        let caller = Caller::of(account, role);
        let until = Timestamp::MAX;
        let tokens = self.registry.tokens();
        let token = tokens.issue(caller, "test", time(NOON), until, &*self.entropy).unwrap();
        Client::new(self.router.clone(), Some(token))
    }

    pub(crate) async fn applicant(&self) -> Client {
        self.client(Role::ClusterRepresentative, Scope::Registry).await
    }

    pub(crate) async fn officer(&self) -> Client {
        self.client(Role::Officer, Scope::Registry).await
    }

    pub(crate) async fn organisation(&self, id: OrganisationId) -> Client {
        self.client(Role::OrganisationRepresentative, Scope::Organisation(id)).await
    }

    pub(crate) async fn region(
        &self,
        region: &'static str,
        organisation: OrganisationId,
    ) -> Client {
        let region = Code::literal(region);
        self.client(Role::RegionRepresentative, Scope::Region { region, organisation }).await
    }

    pub(crate) async fn account(&self) -> AccountId {
        let done = self.program(OpenAccount { label: "Учётная запись (тест)".into() }).await;
        match done.entries[0].event() {
            Some(Event::Access(AccessEvent::AccountOpened(opened))) => opened.account,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn grant(&self, account: AccountId, role: Role, scope: Scope) {
        let authority = Authority { basis: Basis::Letter, document: None };
        self.program(GrantRole { account, role, scope, authority }).await;
    }

    /// Does something as the registry's own program.
    pub(crate) async fn program(&self, command: impl Into<Command>) -> Done {
        let key = self.registry.random_key();
        let done = self.registry.execute(Caller::PROGRAM, &key, b"", command.into()).await.unwrap();
        self.settle().await;
        done
    }

    /// Everything the log holds, as bytes.
    pub(crate) async fn log_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut next = Position(0);
        loop {
            let entries = self.log.read(next, 1_000).await.unwrap();
            let Some(last) = entries.last() else { return bytes };
            next = last.position.next();
            for entry in &entries {
                bytes.extend_from_slice(&entry.bytes);
            }
        }
    }

    /// How many events the log holds.
    pub(crate) async fn events(&self) -> u64 {
        self.log.head().await.unwrap().next.0
    }

    /// A listed cluster: entered by an officer.
    pub(crate) async fn listed(&self, officer: &Client, name: &str) -> String {
        let answer = officer.post("/api/v1/clusters", &body::cluster(name)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["cluster"].as_str().unwrap().into()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.follower.abort();
    }
}

/// A private store in memory.
pub(crate) fn store() -> SqliteStore {
    SqliteStore::in_memory(&master(), Box::new(CountedEntropy::default())).unwrap()
}

/// What tests sign with.
pub(crate) fn signing_key() -> SigningKey {
    SigningKey::from_seed("registry.example/log", &[7; 32]).unwrap()
}

fn master() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

pub(crate) fn time(at: &str) -> Timestamp {
    at.parse().unwrap()
}

/// Settings whose rate limits no test reaches by accident.
pub(crate) fn generous() -> HttpSettings {
    let rate_limits = RateLimits { reads_per_minute: 1_000_000, writes_per_minute: 1_000_000 };
    HttpSettings { rate_limits, ..HttpSettings::default() }
}
