//! Says a handler's problem in the language asked for: where pages stand as a page, unless JSON is
//! asked for; of the API and of files as JSON, unless a browser asks for a page.

use std::sync::{Arc, OnceLock};

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::trace::TraceId;
use crate::http::appearance::Appearance;
use crate::http::{App, Present, Problem, language, problem};
use crate::pages;
use crate::problems::LabelsInForce;
use registry_events::value::Language;

pub(super) async fn explain(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let seen = SeenReader::default();
    parts.extensions.insert(seen.clone());
    let asked = Asked::of(&parts, seen);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let mut explained = words(&app, &asked, &problem).await;
    *explained.status_mut() = problem.status();
    // What was said in headers before, such as the rate limit, stays said.
    let mut headers = std::mem::take(response.headers_mut());
    headers.extend(std::mem::take(explained.headers_mut()));
    headers.append(VARY, HeaderValue::from_static("Accept-Language"));
    headers.extend(problem.headers().iter().cloned());
    headers.remove(CONTENT_LENGTH);
    *explained.headers_mut() = headers;
    explained
}

/// Who turned out to ask, further in.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenReader(pub(super) Arc<OnceLock<Arc<Present>>>);

/// What the words depend on.
struct Asked {
    reader: SeenReader,
    language: Language,
    /// How a page must look; none where data are asked for.
    page: Option<(Appearance, Uri)>,
    trace_id: String,
}

impl Asked {
    fn of(parts: &Parts, reader: SeenReader) -> Self {
        let trace_id = parts.extensions.get::<TraceId>().map(|trace| trace.0.clone());
        let page = wants_page(parts);
        Self {
            reader,
            language: if page { language::of_page(parts.uri.path()) } else { language::of(parts) },
            page: page.then(|| (Appearance::of(&parts.headers), parts.uri.clone())),
            trace_id: trace_id.unwrap_or_default(),
        }
    }
}

async fn words(app: &App, asked: &Asked, problem: &Problem) -> Response {
    let language = asked.language;
    // A flood of refusals must not become a flood of reads.
    let labels = if problem.names_by_edition() {
        LabelsInForce::load(app).await
    } else {
        LabelsInForce::unread()
    };
    let (trace, invented) = (&asked.trace_id, app.is_demonstration());
    let reader = asked.reader.0.get().filter(|reader| !reader.waits_for_code).cloned();
    let page = asked.page.as_ref().and_then(|(look, uri)| {
        let explained = problem.explain_on_page(language, &labels, trace, invented);
        pages::problem(app, &explained, uri, language, *look, reader)
    });
    match page {
        Some(page) => Html(page).into_response(),
        None => problem::json(&problem.explain(language, &labels, trace, invented)),
    }
}

/// Whether a person looks at a page.
fn wants_page(parts: &Parts) -> bool {
    let path = parts.uri.path();
    if OF_PROGRAMS.iter().any(|prefix| path.starts_with(prefix)) {
        return false;
    }
    let accepts = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    match accepts {
        Some(accepts) if accepts.contains("text/html") => true,
        Some(accepts) if accepts.contains("json") => false,
        Some(_) | None => !is_file(path),
    }
}

/// Where only programs ask.
const OF_PROGRAMS: [&str; 2] = ["/api/", "/health/"];

/// Whether the last part of a path has the ending of a file, or names one of the log's.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.contains('.') || path.starts_with("/log/") || path.starts_with("/metrics")
}
