//! The pages: server-rendered, whole without a script, in Russian and English.
//!
//! A page is a struct with exactly its template's fields and a named cache policy; its module makes
//! it from views. Words of ours stand in `locales/`, the look in `assets/css/`.

pub mod about;
pub mod accessibility;
pub mod account;
pub mod admin;
pub mod answer;
pub mod assets;
pub mod cluster;
pub mod clusters;
pub mod compare;
pub mod confirmation;
pub mod contact;
pub mod desk;
pub mod difference;
pub mod error;
pub mod expected;
pub mod extract;
mod feed;
mod figure;
pub mod filters;
pub mod form;
pub mod frame;
pub mod history;
mod jump;
pub mod level;
pub mod links;
mod mailto;
pub mod map;
pub mod methodology;
pub mod moderation;
pub mod offers;
pub mod open_data;
pub mod organisation;
mod picker;
pub mod picks;
pub mod places;
pub mod privacy;
pub mod proposals;
pub mod publications;
mod routes;
pub mod row;
pub mod samples;
pub mod shown;
pub mod spoken;
mod standing;
pub mod statistics;
pub mod terms;
mod told;
mod unmet;
pub mod verify;
pub mod work;

use axum::extract::RawQuery;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Extension, Router};
use registry_events::value::Language;

pub use error::problem;
use routes::site;

use crate::http::App;
use crate::http::language::{ENGLISH_PREFIX, PageLanguage};

/// The routes of pages, pictures and assets: each page in Russian, and under `/en` in English.
pub fn router() -> Router<App> {
    let in_language = |language| site().layer(Extension(PageLanguage(language)));
    Router::new()
        .merge(in_language(Language::Ru))
        .nest(ENGLISH_PREFIX, in_language(Language::En))
        .route("/en/", get(without_slash))
        .route("/clusters/{id}/logo", get(cluster::logo::file))
        .route(verify::PROGRAM, get(verify::program))
        .route(verify::OF_CASES, get(verify::of_cases))
        .route("/assets/{file}", get(assets::asset))
        .route("/favicon.ico", get(assets::mark))
        .route("/robots.txt", get(robots))
}

/// The English map has no slash at its end; what was asked of it is kept.
async fn without_slash(RawQuery(query): RawQuery) -> Redirect {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{ENGLISH_PREFIX}{query}"))
}

/// Pages are for everybody; data are read by who knows their description.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /api/\n"
}
