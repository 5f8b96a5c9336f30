//! What the API takes. Each write is a command; its answer is a function of what was recorded.
//!
//! [`request::Write::perform`] holds the order of answers for all of them: who asks, the role, what
//! the path names, a repeat, the body, and then the decision.

mod answer;
pub(crate) mod applications;
pub(crate) mod changes;
mod clusters;
mod confirmations;
mod denials;
pub(crate) mod disputes;
pub mod documents;
mod enquiries;
mod envelope;
mod estimates;
pub(crate) mod evidence;
mod expected;
mod once;
pub(crate) mod organisations;
mod places;
mod proposals;
mod publications;
mod regions;
mod reports;
mod request;
mod subject;
pub mod values;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::App;

/// The routes of writes, and of what only its writer may read.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(applications::start::start))
        .routes(routes!(applications::show::show))
        .routes(routes!(applications::state::state))
        .routes(routes!(applications::right::state))
        .routes(routes!(applications::submit::submit))
        .routes(routes!(applications::withdraw::withdraw))
        .routes(routes!(applications::give_back::give_back))
        .routes(routes!(applications::list::list))
        .routes(routes!(clusters::enter::enter))
        .routes(routes!(clusters::state::state))
        .routes(routes!(clusters::standing::suspend))
        .routes(routes!(clusters::standing::resume))
        .routes(routes!(clusters::standing::withdraw))
        .routes(routes!(clusters::merge::merge))
        .routes(routes!(clusters::masking::mask))
        .routes(routes!(clusters::masking::unmask))
        .routes(routes!(confirmations::confirm))
        .routes(routes!(confirmations::withdraw))
        .routes(routes!(denials::deny))
        .routes(routes!(denials::withdraw))
        .routes(routes!(disputes::file))
        .routes(routes!(disputes::show::show))
        .routes(routes!(disputes::admit))
        .routes(routes!(disputes::refuse))
        .routes(routes!(disputes::answer))
        .routes(routes!(disputes::resolve))
        .routes(routes!(organisations::name::rename))
        .routes(routes!(organisations::numbers::record))
        .routes(routes!(organisations::numbers::retire))
        .routes(routes!(organisations::branches::open))
        .routes(routes!(organisations::branches::close))
        .routes(routes!(organisations::size::state))
        .routes(routes!(organisations::details::state))
        .routes(routes!(organisations::succession::succeed))
        .routes(routes!(organisations::mailbox_domains::tie))
        .routes(routes!(organisations::mailbox_domains::release))
        .routes(routes!(enquiries::answer))
        .routes(routes!(estimates::state))
        .routes(routes!(publications::record))
        .routes(routes!(publications::correct))
        .routes(routes!(publications::withdraw))
        .routes(routes!(reports::file))
        .routes(routes!(reports::decide))
        .routes(routes!(proposals::make))
        .routes(routes!(proposals::publish))
        .routes(routes!(proposals::answer))
        .routes(routes!(expected::note))
        .routes(routes!(expected::invite))
        .routes(routes!(expected::link))
        .routes(routes!(expected::register))
        .routes(routes!(expected::remove))
        .routes(routes!(regions::open_ckr))
        .routes(routes!(regions::close_ckr))
        .merge(uploads())
        .routes(routes!(evidence::download))
}

/// The one route that takes more than a request in JSON may have.
fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(evidence::upload))
        .layer(DefaultBodyLimit::max(evidence::BODY_BYTES_MAX))
}
