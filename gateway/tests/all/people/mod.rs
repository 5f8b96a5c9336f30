//! People: signing in, sessions, what their forms need, links and letters, the administrator's pages.

mod admin;
mod factor;
mod forms;
mod kept;
mod letters;
mod links;
mod registration;
mod security;
mod sessions;
mod sign_in;
mod tokens;

use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;

use crate::support::{TestApp, generous};

/// An app that knows its own address, as letters need it.
async fn app() -> TestApp {
    let public_url = PublicUrl::parse("http://registry.example");
    TestApp::with(HttpSettings { public_url, ..generous() }).await
}
