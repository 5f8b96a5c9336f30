//! What the API shows: handlers over the pure answers of [`crate::read`].
//!
//! Each reads as: what is asked, what is seen, the answer. A module per resource.

mod access;
mod always;
pub mod asked;
mod bulletins;
mod cards;
pub(crate) mod cases;
mod changes;
mod cluster_files;
mod clusters;
pub(crate) mod compare;
pub(crate) mod completeness;
pub(crate) mod desk;
mod dictionaries;
pub(crate) mod difference;
pub mod envelope;
pub(crate) mod expected;
mod export;
mod export_files;
pub mod files;
pub mod filters;
pub(crate) mod history;
pub(crate) mod level;
pub(crate) mod links;
mod misspelt;
pub(crate) mod moderation;
pub(crate) mod offers;
pub(crate) mod organisations;
pub mod paging;
pub mod parameters;
pub(crate) mod publications;
mod regions;
mod rulebooks;
pub(crate) mod samples;
mod series;
mod specialisations;
pub(crate) mod statistics;
pub mod streams;
pub(crate) mod voice;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::App;

/// The routes of reads.
pub fn router() -> OpenApiRouter<App> {
    let mut router = OpenApiRouter::new()
        .routes(routes!(clusters::list))
        .routes(routes!(cluster_files::csv))
        .routes(routes!(cluster_files::xlsx))
        .routes(routes!(cluster_files::jsonl))
        .routes(routes!(cluster_files::geojson))
        .routes(routes!(cards::card))
        .routes(routes!(history::history))
        .routes(routes!(level::level))
        .routes(routes!(organisations::list))
        .routes(routes!(organisations::one))
        .routes(routes!(regions::list))
        .routes(routes!(regions::one))
        .routes(routes!(specialisations::list))
        .routes(routes!(specialisations::one))
        .routes(routes!(statistics::document))
        .routes(routes!(statistics::csv))
        .routes(routes!(statistics::xlsx))
        .routes(routes!(statistics::jsonl))
        .routes(routes!(offers::list))
        .routes(routes!(links::list))
        .routes(routes!(compare::document))
        .routes(routes!(compare::csv))
        .routes(routes!(compare::xlsx))
        .routes(routes!(series::series))
        .routes(routes!(publications::list))
        .routes(routes!(publications::one))
        .routes(routes!(publications::document))
        .routes(routes!(bulletins::list))
        .routes(routes!(bulletins::one))
        .routes(routes!(dictionaries::dictionaries))
        .routes(routes!(dictionaries::catalogue))
        .routes(routes!(rulebooks::list))
        .routes(routes!(rulebooks::one))
        .routes(routes!(changes::changes))
        .routes(routes!(difference::difference))
        .routes(routes!(samples::list))
        .routes(routes!(samples::one))
        .routes(routes!(completeness::list))
        .routes(routes!(moderation::list))
        .routes(routes!(voice::reports))
        .routes(routes!(voice::report))
        .routes(routes!(voice::proposals))
        .routes(routes!(voice::proposal))
        .routes(routes!(expected::list))
        .routes(routes!(expected::one))
        .routes(routes!(access::list))
        .routes(routes!(desk::journal))
        .routes(routes!(desk::acts))
        .routes(routes!(cases::history))
        .routes(routes!(cases::journal))
        .routes(routes!(cases::acts))
        .routes(routes!(cases::sample))
        .routes(routes!(export::clusters))
        .routes(routes!(export_files::csv))
        .routes(routes!(export_files::xlsx))
        .routes(routes!(export_files::geojson));
    always::all_keys(router.get_openapi_mut());
    router
}
