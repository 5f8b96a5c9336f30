//! What every request goes through, outermost first: the trace, the headers of every answer,
//! compression, problems in words, panics, bounds, who asks, and how often.

mod bounds;
mod encoding;
mod explain;
mod headers;
mod identify;
mod one_host;
mod peer;
mod rate_limit;
mod trace;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub(super) use peer::{address as address_of, network};
pub(super) use rate_limit::Limiter;

use super::App;

/// Puts the middleware around the routes. What is added last is outermost.
pub(super) fn around(routes: Router<App>, app: &App) -> Router<App> {
    routes
        .layer(from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), identify::identify))
        .layer(from_fn_with_state(app.clone(), bounds::bound))
        .layer(from_fn(one_host::check))
        .layer(CatchPanicLayer::custom(bounds::on_panic))
        .layer(from_fn_with_state(app.clone(), explain::explain))
        .layer(CompressionLayer::new())
        .layer(from_fn(encoding::accept_identity))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(from_fn_with_state(app.clone(), trace::trace))
}
