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
pub mod desk;
pub mod difference;
pub mod error;
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
pub mod offers;
pub mod open_data;
pub mod organisation;
pub mod picks;
pub mod places;
pub mod privacy;
pub mod publications;
pub mod row;
pub mod samples;
pub mod shown;
pub mod spoken;
mod standing;
pub mod statistics;
pub mod terms;
pub mod verify;
pub mod work;

use axum::extract::RawQuery;
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Extension, Router};
use registry_events::value::Language;

pub use error::problem;

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

/// The pages of one language.
fn site() -> Router<App> {
    Router::new()
        .route("/", get(map::page))
        .route("/clusters", get(clusters::page))
        .route("/clusters.atom", get(clusters::feed::feed))
        .route("/clusters/{id}", get(cluster::page))
        .route("/clusters/{id}/level", get(level::page))
        .route("/clusters/{id}/level/{marker}", get(level::marker::page))
        .route("/clusters/{id}/history", get(history::page))
        .route("/clusters/{id}/extract.pdf", get(extract::file))
        .route("/clusters/{id}/difference", get(difference::page))
        .route("/compare", get(compare::page))
        .route("/organisations/{id}", get(organisation::page))
        .route("/offers", get(offers::page))
        .route("/offers.atom", get(offers::feed::feed))
        .route("/links", get(links::page))
        .route("/publications", get(publications::page))
        .route("/publications.atom", get(publications::feed::feed))
        .route("/regions", get(places::regions::page))
        .route("/regions/{code}", get(places::region::page))
        .route("/regions/{code}/specialisations/{key}", get(places::crossing::page))
        .route("/specialisations", get(places::specialisations::page))
        .route("/specialisations/{key}", get(places::specialisation::page))
        .route("/statistics", get(statistics::page))
        .route("/statistics/{file}", get(statistics::file::file))
        .route("/accessibility", get(accessibility::page))
        .route("/appearance", post(accessibility::choose))
        .route("/methodology", get(methodology::page))
        .route("/open-data", get(open_data::page))
        .route("/terms", get(terms::page))
        .route("/privacy", get(privacy::page))
        .route("/about", get(about::page))
        .route("/samples", get(samples::page))
        .route("/verify", get(verify::page))
        .route("/verify/{number}", get(extract::check::page))
        .route("/sign-in", get(account::sign_in::page).post(account::sign_in::sign_in))
        .route("/sign-in/code", get(account::code::page).post(account::code::give))
        .route("/sign-out", post(account::sign_in::sign_out))
        .route("/account", get(account::page))
        .route("/account/role", post(account::role::choose))
        .route("/account/password", get(account::password::page).post(account::password::change))
        .route(
            "/account/second-factor",
            get(account::second_factor::page).post(account::second_factor::act),
        )
        .route("/account/sessions", get(account::sessions::page).post(account::sessions::end))
        .route("/account/tokens", get(account::tokens::page).post(account::tokens::act))
        .route("/sign-in/reset", get(account::reset::page).post(account::reset::ask))
        .route("/sign-in/reset/sent", get(account::reset::sent))
        .route("/l/{token}", get(account::link::page).post(account::link::set))
        .route("/admin/accounts", get(admin::accounts::page).post(admin::accounts::invite))
        .route("/admin/accounts/{id}", get(admin::person::page).post(admin::person::act))
        .route("/work", get(work::page))
        .route("/work/clusters/{id}", get(work::tasks::page))
        .route("/work/clusters/{id}/sections/{section}", get(work::section::page))
        .route("/work/clusters/{id}/fields/{field}", get(work::field::page).post(work::field::act))
        .route("/work/clusters/{id}/renewal", get(work::renewal::page).post(work::renewal::renew))
        .route("/desk/security", get(desk::security::page))
        .route("/desk", get(desk::page))
        .route("/desk/journal", get(desk::journal::page))
        .route("/desk/samples/{key}", get(desk::sample::page))
        .route("/desk/accounts/{id}", get(desk::account::page))
        .route("/desk/clusters/{id}", get(desk::timeline::page))
}
