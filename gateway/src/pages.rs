//! The pages: server-rendered, whole without a script, in Russian.
//!
//! A page is a struct with exactly its template's fields and a named cache policy; its module makes
//! it from views. The look is one plain sheet for now.

pub mod answer;
pub mod assets;
pub mod cluster;
pub mod clusters;
pub mod error;
pub mod filters;
pub mod frame;
pub mod history;
pub mod level;
pub mod organisation;
pub mod shown;
pub mod statistics;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

pub use error::problem;

use crate::http::App;

/// The routes of pages and assets.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(front))
        .route("/clusters", get(clusters::page))
        .route("/clusters/{id}", get(cluster::page))
        .route("/clusters/{id}/level", get(level::page))
        .route("/clusters/{id}/history", get(history::page))
        .route("/organisations/{id}", get(organisation::page))
        .route("/statistics", get(statistics::page))
        .route("/assets/{file}", get(assets::asset))
}

/// The map will stand here; until then the register does.
async fn front() -> Redirect {
    Redirect::temporary("/clusters")
}
