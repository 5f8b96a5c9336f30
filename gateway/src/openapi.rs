//! The OpenAPI 3.1 document of the API, made from the same table as the routes, so that neither can
//! have what the other hasn't. `gateway/openapi.json` is this document, and a test holds it so.

mod complete;

use std::sync::OnceLock;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi as _};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::http::{App, documented};

/// Where the document is served.
const DOCUMENT: &str = "/api/v1/openapi.json";

const DESCRIPTION: &str = "\
An event-sourced registry of clusters. Reading needs no key; writing needs a bearer token. A token acts \
in one role until a day; it may only read (`token.only-reads`), and may be held to one of the clusters, \
organisations or regions that its owner speaks for (`docs/access.md`).

Two axes of time: `as_of` asks what the registry had recorded by then, `on` what held then in the \
world. Every answer carries `Registry-Position`; a read may ask `at_least` of a position. A write \
takes `Idempotency-Key` (a repeat gets the first answer, with `Idempotent-Replay: true`) and \
`If-Match` with the `version` it saw.

The order of answers: 401, 403 (role), 404, repeat, 400 and 422 (body), 403 (this cluster), 409, 412 \
and 422 (decision). Errors are RFC 9457 problems; their codes stand in `docs/problems.md`.

Tiles and bundles of entries stand under `/log/tile/` where C2SP tlog-tiles says. They aren't listed \
here: the number of one is written with slashes (`x001/067`), which no parameter of an OpenAPI path \
can hold.";

/// What stands above the paths.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Cluster registry of Russia", version = "1", description = DESCRIPTION),
    tags(
        (name = "applications", description = "From the first statement to the listing; sealed until then"),
        (name = "clusters", description = "Clusters on the register"),
        (name = "evidence", description = "Documents that show what is stated"),
        (name = "expected", description = "Clusters that are known and not registered yet"),
        (name = "moderation", description = "What came to officers, and what they decided: applications, reports, disputes, proposals"),
        (name = "organisations", description = "Legal entities and the clusters they are in"),
        (name = "publications", description = "Reports, reviews, ratings and announcements that officers keep"),
        (name = "regions", description = "Subjects of the federation and their development centres"),
        (name = "transparency", description = "What the log is proved with: checkpoints, proofs, tiles under `/log/tile/`"),
        (name = "operations", description = "Whether the server lives")
    ),
    modifiers(&BearerToken)
)]
struct Heading;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_default()
            .security_schemes
            .insert("token".into(), scheme.into());
    }
}

/// The document without paths.
pub fn heading() -> OpenApi {
    Heading::openapi()
}

/// The whole document as it is served.
pub fn json() -> &'static str {
    static JSON: OnceLock<String> = OnceLock::new();
    JSON.get_or_init(|| {
        let document = complete::complete(documented().into_openapi());
        document.to_pretty_json().unwrap_or_default() + "\n"
    })
}

/// The page may be styled by its own script, and load nothing from elsewhere.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// The routes of the document and of the page that shows it.
pub fn router() -> Router<App> {
    let config = Config::new([DOCUMENT]).use_base_layout();
    let page = Router::from(SwaggerUi::new("/api/v1/docs").config(config));
    let policy = SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, PAGE_POLICY);
    Router::new().route(DOCUMENT, get(serve)).merge(page.layer(policy))
}

async fn serve() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], json())
}
