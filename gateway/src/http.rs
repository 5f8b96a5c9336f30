//! The HTTP edge: one table of all routes, and what every request goes through before and after its
//! handler. Handlers stand in `api` and `pages`; rules and figures are not known here.

pub mod act;
pub mod answer;
pub mod app;
pub mod appearance;
pub mod as_of;
pub mod body;
pub mod caller;
pub mod cookies;
mod crowd;
mod ended;
pub mod form;
mod header;
mod health;
pub mod idempotency;
pub mod if_match;
pub mod json_value;
pub mod kept;
pub mod language;
mod middleware;
pub mod origin;
pub mod pace;
pub mod path;
pub mod problem;
pub mod query;
pub mod reading;
mod refusal;
pub mod serve;
pub mod signed_in;
mod stall;
pub mod tag;
pub mod turns;
pub mod upload;
pub mod voice_bound;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use act::{execute_for, execute_seen, note_document_look, note_look, was_done};
pub use app::{App, HttpSettings, Licence, Operator, RateLimits};
pub use problem::Problem;
pub use reading::{Reading, caught_up};
pub use serve::serve;
pub use signed_in::{AnyRole, Present, SignedIn};

use crate::{api, openapi, pages};

/// The most bytes of a request's body.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Everything that is served.
pub fn router(app: App) -> Router {
    let (documented, _) = documented().split_for_parts();
    let routes = documented.merge(api::transparency::tiles());
    let routes = routes.merge(openapi::router()).merge(pages::router());
    let routes = routes
        .fallback(problem::no_such_path)
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    middleware::around(routes, &app).with_state(app)
}

/// Other routes behind the same middleware, to measure what a handler costs.
pub fn around(routes: Router<App>, app: App) -> Router {
    middleware::around(routes, &app).with_state(app)
}

/// The routes that stand in the OpenAPI document: the JSON API and operations.
pub(crate) fn documented() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::heading())
        .merge(api::write::router())
        .merge(api::read::router())
        .merge(api::transparency::router())
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
}
