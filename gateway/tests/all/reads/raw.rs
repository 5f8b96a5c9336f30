//! Answers as they come, for files and pages.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use registry_gateway::http::router;
use tower::ServiceExt;

use crate::support::TestApp;

pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// Asks with headers.
pub(crate) async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Raw {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(app, request.body(Body::empty()).unwrap()).await
}

/// Sends a form.
pub(crate) async fn post(
    app: &TestApp,
    path: &str,
    headers: &[(&str, &str)],
    body: &'static str,
) -> Raw {
    let mut request = Request::builder().method("POST").uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(app, request.body(Body::from(body)).unwrap()).await
}

async fn answer(app: &TestApp, request: Request<Body>) -> Raw {
    let response = router(app.app.clone()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Raw { status: parts.status.as_u16(), headers: parts.headers, bytes }
}

impl Raw {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.to_vec()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}
