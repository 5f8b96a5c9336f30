//! Problems as RFC 9457 describes them. A handler answers with a [`Problem`]; the middleware says it
//! in the language asked for, as JSON or as a page.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
pub use registry_core::rejection::Problem as Broken;
use registry_events::value::Language;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::body::Json;
use crate::problems::{self, Labels};

/// The most errors that one answer names; their number is told whatever it is.
const ERRORS_MAX: usize = 100;

/// Why a request isn't answered as asked: a code of `docs/problems.md`, and what its sentence names.
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    code: &'static str,
    details: Vec<String>,
    errors: Vec<Broken>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem of the table.
    pub fn new(code: &'static str) -> Self {
        Self(Box::new(Inner {
            code,
            details: Vec::new(),
            errors: Vec::new(),
            members: Map::new(),
            headers: Vec::new(),
        }))
    }

    /// A problem with parts of the request, each with its place; of very many the first are named.
    pub fn invalid(mut errors: Vec<Broken>) -> Self {
        let code = match errors.as_slice() {
            [only] => only.code,
            _ => "request.invalid",
        };
        let details = match errors.as_slice() {
            [only] => only.details.clone(),
            several => vec![several.len().to_string()],
        };
        let mut problem = Self::new(code);
        errors.truncate(ERRORS_MAX);
        problem.0.details = details;
        problem.0.errors = errors;
        problem
    }

    /// Adds something the sentence names.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "as core's, for literals and numbers")]
    pub fn with(mut self, detail: impl ToString) -> Self {
        self.0.details.push(detail.to_string());
        self
    }

    /// Adds a member beside those of every problem.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.members.insert(name.into(), value.into());
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// Says after how many seconds it is worth asking again.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// The code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The parts of the request it is about, each with its place.
    pub fn errors(&self) -> &[Broken] {
        &self.0.errors
    }

    /// What its sentence names.
    pub fn details(&self) -> &[String] {
        &self.0.details
    }

    /// The status its code has in the table.
    pub fn status(&self) -> StatusCode {
        let row = problems::row(self.0.code);
        StatusCode::from_u16(row.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The problem in words, as programs read it.
    pub fn explain(
        &self,
        language: Language,
        labels: &dyn Labels,
        trace_id: &str,
        demonstration: bool,
    ) -> Explained {
        let say = |code, details: &[String]| problems::sentence(code, details, language, labels);
        self.explained(language, say, trace_id, demonstration)
    }

    /// The problem in words, as a page says it.
    pub fn explain_on_page(
        &self,
        language: Language,
        labels: &dyn Labels,
        trace_id: &str,
        demonstration: bool,
    ) -> Explained {
        let say =
            |code, details: &[String]| problems::sentence_on_page(code, details, language, labels);
        self.explained(language, say, trace_id, demonstration)
    }

    fn explained(
        &self,
        language: Language,
        say: impl Fn(&'static str, &[String]) -> String,
        trace_id: &str,
        demonstration: bool,
    ) -> Explained {
        let row = problems::row(self.0.code);
        let errors = self.0.errors.iter().map(|broken| ExplainedError {
            pointer: broken.pointer.clone(),
            code: broken.code,
            detail: say(broken.code, &broken.details),
        });
        Explained {
            problem_type: format!("urn:cluster-registry:problem:{}", self.0.code),
            title: row.title(language),
            status: row.status,
            detail: say(self.0.code, &self.0.details),
            code: self.0.code,
            errors: errors.collect(),
            trace_id: trace_id.into(),
            demonstration,
            members: self.0.members.clone(),
        }
    }

    /// Whether its sentences name something that an edition calls.
    pub(super) fn names_by_edition(&self) -> bool {
        let codes = self.0.errors.iter().map(|error| error.code).chain([self.0.code]);
        codes.into_iter().any(problems::names_by_edition)
    }

    pub(super) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.0.headers
    }
}

/// A problem in words, as it is sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Explained {
    /// Names the kind of problem; ends with the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:cluster-registry:problem:claim.replaced")]
    pub problem_type: String,
    /// The kind of problem in a few words, in the language asked for.
    pub title: &'static str,
    /// The status of the answer.
    #[schema(example = 409)]
    pub status: u16,
    /// What is wrong here and what to do, in the language asked for.
    pub detail: String,
    /// The stable code; see the list of problems.
    #[schema(example = "claim.replaced")]
    pub code: &'static str,
    /// The places in the request that are wrong.
    pub errors: Vec<ExplainedError>,
    /// Names this request in the journals of the server.
    pub trace_id: String,
    /// Whether everything in this registry is invented.
    pub demonstration: bool,
    /// What else belongs to this code, e.g. `current` and `proposed` of `claim.replaced`.
    #[serde(flatten)]
    #[schema(ignore)]
    pub members: Map<String, Value>,
}

/// One place of the request that is wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProblemError)]
pub struct ExplainedError {
    /// A JSON pointer into the request's body, or `?name` for a parameter of its address.
    #[schema(example = "/claims/0/value")]
    pub pointer: String,
    /// The stable code.
    #[schema(example = "number.too-large")]
    pub code: &'static str,
    /// What is wrong here and what to do, in the language asked for.
    pub detail: String,
}

impl From<Vec<Broken>> for Problem {
    fn from(errors: Vec<Broken>) -> Self {
        Self::invalid(errors)
    }
}

impl From<Broken> for Problem {
    fn from(error: Broken) -> Self {
        Self::invalid(vec![error])
    }
}

/// The body is written by the middleware that knows the language; it finds the problem among the
/// extensions.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An explained problem as JSON.
pub(super) fn json(explained: &Explained) -> Response {
    let mut response = Json(explained).into_response();
    let media_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

/// The answer where no route leads. A page's address with a slash at its end leads to the page.
pub(super) async fn no_such_path(uri: Uri) -> Result<Redirect, Problem> {
    let Some(page) = without_slash(uri.path()) else {
        return Err(Problem::new("path.unknown").with(uri.path()));
    };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Ok(Redirect::permanent(&format!("{page}{query}")))
}

/// A path of ours without its last slash. One that begins with two, or with another sign that a
/// browser takes for a slash, would lead to another site.
fn without_slash(path: &str) -> Option<&str> {
    let page = path.strip_suffix('/')?;
    let is_ours = page.strip_prefix('/')?.starts_with(|first: char| first.is_ascii_alphanumeric());
    (is_ours && !page.starts_with("/api/") && !page.ends_with('/')).then_some(page)
}

/// The answer to a method that a path doesn't know.
pub(super) async fn no_such_method(method: axum::http::Method) -> Problem {
    Problem::new("method.not-allowed").with(method)
}
