//! What handlers share: the registry, the settings of the edge, rendered bytes that are kept.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use registry_projections::views::Views;
use tokio::sync::Semaphore;

use super::kept::Kept;
use super::middleware::Limiter;
use super::origin::PublicUrl;
use super::turns::Turns;
use crate::execute::{Done, ExecuteError};
use crate::pages::about::Story;
use crate::pages::contact::decided;
use crate::read::indexes::Indexes;
use crate::read::journal::KeptJournal;
use crate::read::links::KeptLinks;
use crate::read::moderation::KeptModeration;
use crate::read::offers::KeptOffers;
use crate::read::samples::KeptSamples;
use crate::read::waiting::KeptWaiting;
use crate::registry::Registry;

/// How many exports of the whole register are written at once; others wait a moment, then are asked
/// to come back.
const EXPORTS_AT_ONCE_MAX: usize = 3;

/// The state of every handler; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The registry.
    pub registry: Arc<Registry>,
    /// The settings of the edge.
    pub settings: Arc<HttpSettings>,
    /// Rendered bytes.
    pub kept: Arc<Kept>,
    /// Indexes of the register.
    pub indexes: Arc<Indexes>,
    /// Pairs of clusters that have something in common.
    pub links: Arc<KeptLinks>,
    /// What clusters offer and look for, as it was read last.
    pub offers: Arc<KeptOffers>,
    /// The index of the journal.
    pub journal: Arc<KeptJournal>,
    /// What control samples found last.
    pub samples: Arc<KeptSamples>,
    /// What came to officers, and what they decided.
    pub moderation: Arc<KeptModeration>,
    /// What waits for somebody.
    pub waiting: Arc<KeptWaiting>,
    /// Turns of long work.
    pub turns: Arc<Turns>,
    /// Places of whole exports, each of which holds much at once.
    pub exports: Arc<Semaphore>,
    pub(super) limiter: Arc<Limiter>,
    pub(super) places: Arc<Semaphore>,
    pub(super) readiness: Arc<Readiness>,
}

/// The settings of the edge.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// How many requests a caller may make.
    pub rate_limits: RateLimits,
    /// Proxies whose forwarded headers are believed.
    pub proxies: Vec<IpAddr>,
    /// How many connections are open at once; others wait in the queue of the socket.
    pub connections_max: usize,
    /// How many of them one address may have; a trusted proxy, through which many come, may have all.
    pub connections_per_address_max: usize,
    /// How long a connection may be silent between requests, or take over the headers of one.
    pub header_timeout: Duration,
    /// How long an answer may wait for its reader to take any of it.
    pub write_timeout: Duration,
    /// How many requests are worked on at once.
    pub requests_at_once_max: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How long a request waits for a place, and requests in flight are waited for at the end.
    pub patience: Duration,
    /// How long a page waits for what is folded beside the server before it shows what is there.
    pub folded_within: Duration,
    /// The most bytes of rendered answers that are kept.
    pub kept_bytes_max: usize,
    /// Under which address readers reach the site; without it addresses that need one are left
    /// relative, but for a browser on the same machine.
    pub public_url: Option<PublicUrl>,
    /// Whether letters are put into a folder for somebody to fetch, since no mail server is set.
    pub letters_are_files: bool,
    /// Under which licence the data are open.
    pub licence: Licence,
    /// Who runs the registry.
    pub operator: Operator,
    /// What is to be seen in a demonstration; shown while the data are one.
    pub stories: Vec<Story>,
}

/// How many requests a caller may make in a minute.
#[derive(Debug, Clone, Copy)]
pub struct RateLimits {
    /// Reads of the API.
    pub reads_per_minute: u32,
    /// Writes, wherever.
    pub writes_per_minute: u32,
}

/// The licence of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// What it is called.
    pub name: String,
    /// Where its text stands.
    pub address: String,
}

/// Who runs the registry, as readers are told; what isn't said is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Operator {
    /// What it is called.
    pub name: String,
    /// Whom to write to.
    pub email: String,
    /// Its postal address.
    pub address: String,
}

impl Operator {
    /// Whether nothing is said of it.
    pub const fn is_unknown(&self) -> bool {
        self.name.is_empty() && self.email.is_empty() && self.address.is_empty()
    }
}

impl Default for Licence {
    fn default() -> Self {
        Self {
            name: "CC BY 4.0".into(),
            address: "https://creativecommons.org/licenses/by/4.0/".into(),
        }
    }
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            rate_limits: RateLimits { reads_per_minute: 600, writes_per_minute: 60 },
            proxies: Vec::new(),
            connections_max: 800,
            connections_per_address_max: 200,
            header_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(20),
            requests_at_once_max: 512,
            request_timeout: Duration::from_secs(30),
            patience: Duration::from_secs(5),
            folded_within: Duration::from_secs(2),
            kept_bytes_max: 64 * 1024 * 1024,
            public_url: None,
            letters_are_files: false,
            licence: Licence::default(),
            operator: Operator::default(),
            stories: Vec::new(),
        }
    }
}

impl App {
    /// An edge over a registry.
    pub fn new(registry: Arc<Registry>, settings: HttpSettings) -> Self {
        Self {
            registry,
            kept: Arc::new(Kept::new(settings.kept_bytes_max)),
            indexes: Arc::default(),
            links: Arc::default(),
            offers: Arc::default(),
            journal: Arc::default(),
            samples: Arc::default(),
            moderation: Arc::default(),
            waiting: Arc::default(),
            turns: Arc::default(),
            exports: Arc::new(Semaphore::new(EXPORTS_AT_ONCE_MAX)),
            limiter: Arc::new(Limiter::new(settings.rate_limits)),
            places: Arc::new(Semaphore::new(settings.requests_at_once_max)),
            readiness: Arc::default(),
            settings: Arc::new(settings),
        }
    }

    /// The views as they are now.
    pub fn views(&self) -> Arc<Views> {
        self.registry.views()
    }

    /// Notes for `/health/ready` whether the log takes writes, as the outcome of one tells; and lets
    /// who waits for what was decided know it.
    pub fn note_outcome(&self, outcome: &Result<Done, ExecuteError>) {
        match outcome {
            Ok(done) => {
                self.readiness.note_read_only(false);
                decided::tell(self, done);
            }
            Err(ExecuteError::ReadOnly(_)) => self.readiness.note_read_only(true),
            Err(_) => {}
        }
    }

    /// Whether everything in the registry is invented.
    pub fn is_demonstration(&self) -> bool {
        self.views().editions().is_demonstration()
    }
}

/// What `/health/ready` remembers between two questions.
#[derive(Debug, Default)]
pub(crate) struct Readiness {
    caught_up: AtomicBool,
    read_only: AtomicBool,
}

impl Readiness {
    /// Whether the views have once reached the log's end; before that, a reader would see the past.
    pub(super) fn has_caught_up(&self) -> bool {
        self.caught_up.load(Ordering::Relaxed)
    }

    pub(super) fn catch_up(&self) {
        self.caught_up.store(true, Ordering::Relaxed);
    }

    /// Whether the log refused the last write for good.
    pub(super) fn is_read_only(&self) -> bool {
        self.read_only.load(Ordering::Relaxed)
    }

    fn note_read_only(&self, read_only: bool) {
        self.read_only.store(read_only, Ordering::Relaxed);
    }
}
