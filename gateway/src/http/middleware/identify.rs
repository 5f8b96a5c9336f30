//! Finds out once per request who asks; extractors and the rate limit read it from the request.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::explain::SeenReader;
use crate::http::App;
use crate::http::caller::{Identity, identify as identify_caller};

pub(super) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let (headers, path) = (request.headers(), request.uri().path());
    let identity = identify_caller(&app, headers, path, request.method()).await;
    if let (Identity::Present(present), Some(seen)) = (&identity, request.extensions().get()) {
        let SeenReader(seen) = seen;
        let _set_once = seen.set(present.clone());
    }
    request.extensions_mut().insert(identity);
    next.run(request).await
}
