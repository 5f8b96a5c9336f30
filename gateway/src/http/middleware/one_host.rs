//! A request is sent to one host: of two `Host` headers a proxy before us may have read the other one.

use axum::extract::Request;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::Problem;

pub(super) async fn check(request: Request, next: Next) -> Response {
    if request.headers().get_all(HOST).iter().nth(1).is_some() {
        return Problem::new("header.repeated").with("Host").into_response();
    }
    next.run(request).await
}
