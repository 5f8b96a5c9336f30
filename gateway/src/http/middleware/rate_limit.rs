//! How often a caller may ask: reads of the API and writes anywhere, each by the minute.
//!
//! A caller is an access token that works, else an address; so made-up tokens share one allowance.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::peer;
use crate::http::caller::Identity;
use crate::http::{App, Problem, RateLimits};

const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// Above so many callers those whose allowance is whole again are forgotten, now and then.
const CALLERS_MAX: usize = 100_000;
const SWEEP_SECONDS: u64 = 5;
const SECONDS: u32 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Token([u8; 32]),
    Network(IpAddr),
    Nobody,
}

type Buckets = RateLimiter<Who, DashMapStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// Two allowances for each caller.
pub(in crate::http) struct Limiter {
    reads: Allowance,
    writes: Allowance,
}

struct Allowance {
    name: &'static str,
    per_minute: u32,
    buckets: Buckets,
    began: Instant,
    swept_at: AtomicU64,
}

/// What is left of an allowance, or how long to wait for more.
struct Verdict {
    remaining: u32,
    wait_seconds: Option<u64>,
}

impl Limiter {
    pub(in crate::http) fn new(limits: RateLimits) -> Self {
        Self {
            reads: Allowance::new("reads", limits.reads_per_minute),
            writes: Allowance::new("writes", limits.writes_per_minute),
        }
    }

    /// The allowance a request draws on; pages and assets are bounded by concurrency alone.
    fn allowance(&self, method: &Method, path: &str) -> Option<&Allowance> {
        if !method.is_safe() {
            Some(&self.writes)
        } else if path.starts_with("/api/v1/") {
            Some(&self.reads)
        } else {
            None
        }
    }
}

impl Allowance {
    fn new(name: &'static str, per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        let buckets = RateLimiter::dashmap(quota).with_middleware();
        Self { name, per_minute, buckets, began: Instant::now(), swept_at: AtomicU64::new(0) }
    }

    fn ask(&self, who: &Who) -> Verdict {
        match self.buckets.check_key(self.bounded(who)) {
            Ok(state) => {
                Verdict { remaining: state.remaining_burst_capacity(), wait_seconds: None }
            }
            Err(not_until) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                Verdict { remaining: 0, wait_seconds: Some(wait.as_secs() + 1) }
            }
        }
    }

    /// The caller, or nobody in particular while there are too many to remember.
    fn bounded<'a>(&self, who: &'a Who) -> &'a Who {
        if self.buckets.len() <= CALLERS_MAX {
            return who;
        }
        let now = self.began.elapsed().as_secs();
        let swept = self.swept_at.load(Ordering::Relaxed);
        // A sweep looks at everybody, so it is one caller's turn, and not each one's.
        if now >= swept + SWEEP_SECONDS && self.take_turn(swept, now) {
            self.buckets.retain_recent();
        }
        if self.buckets.len() <= CALLERS_MAX { who } else { &Who::Nobody }
    }

    fn take_turn(&self, swept: u64, now: u64) -> bool {
        let relaxed = Ordering::Relaxed;
        self.swept_at.compare_exchange(swept, now, relaxed, relaxed).is_ok()
    }

    /// `RateLimit` and `RateLimit-Policy` as the IETF draft has them.
    fn tell(&self, verdict: &Verdict, headers: &mut HeaderMap) {
        let (name, quota) = (self.name, self.per_minute);
        let used = u64::from(quota - verdict.remaining.min(quota));
        let fresh_in = (used * u64::from(SECONDS)).div_ceil(u64::from(quota.max(1)));
        let limit = format!("\"{name}\";r={};t={fresh_in}", verdict.remaining);
        let policy = format!("\"{name}\";q={quota};w={SECONDS}");
        for (name, text) in [(LIMIT, limit), (POLICY, policy)] {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}

pub(super) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(allowance) = app.limiter.allowance(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    let verdict = allowance.ask(&who(&app, &request));
    let mut response = match verdict.wait_seconds {
        None => next.run(request).await,
        Some(seconds) => {
            let problem = Problem::new("rate.exceeded").with(allowance.per_minute).with(seconds);
            problem.retry_after(seconds).into_response()
        }
    };
    allowance.tell(&verdict, response.headers_mut());
    response
}

fn who(app: &App, request: &Request) -> Who {
    if let Some(Identity::Present(present)) = request.extensions().get() {
        return Who::Token(present.session.digest.0);
    }
    let known = matches!(request.extensions().get(), Some(Identity::Known(_)));
    let token = request.headers().get(AUTHORIZATION).filter(|_| known);
    if let Some(token) = token {
        return Who::Token(*blake3::hash(token.as_bytes()).as_bytes());
    }
    peer::address(request.headers(), request.extensions(), &app.settings.proxies)
        .map_or(Who::Nobody, |address| Who::Network(peer::network(address)))
}
