//! Documents that show what is stated: taken in from whoever states or confirms, given out to who
//! judges it.

use axum::body::Bytes;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_core::access::{Caller, Operation, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::document::{DOCUMENT_BYTES_MAX, DocumentRef, MediaType, NotADocument};
use registry_events::event::Scope;
use registry_events::ids::Digest;
use registry_events::stream::StreamId;
use serde::Serialize;
use utoipa::ToSchema;

use super::documents::DocumentBody;
use super::subject::load;
use crate::api::read::parameters::Parameters;
use crate::http::body::{Json, bytes_up_to};
use crate::http::idempotency::IdempotencyKey;
use crate::http::path::Path;
use crate::http::problem::Explained;
use crate::http::{App, Problem, note_document_look, note_look};
use crate::people::whereabouts::Whereabouts;

/// The most bytes of a document, as a body's bound.
pub(super) const BODY_BYTES_MAX: usize = 20 * 1024 * 1024;
const _: () = assert!(BODY_BYTES_MAX as u64 == DOCUMENT_BYTES_MAX);

/// The bytes of a document.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "the document of the API names it, no code reads it")]
pub(super) struct DocumentBytes(Vec<u8>);

/// A document that is kept. The object may be sent as evidence just as it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KeptDocument {
    #[serde(flatten)]
    document: DocumentBody,
    /// Whether everything in this registry is invented.
    demonstration: bool,
}

/// Keep a document
///
/// PDF, PNG or JPEG, told by its bytes and not by any header; at most 20 MiB. The same bytes again
/// get the same answer.
#[utoipa::path(post, path = "/api/v1/evidence", tag = "evidence",
    security(("token" = [])),
    request_body(content = DocumentBytes, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = KeptDocument,
            headers(("Location" = String, description = "The document"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn upload(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &app).await?;
    check_states_or_confirms(caller)?;
    IdempotencyKey::from_request_parts(&mut parts, &app).await?;
    Parameters::of_write(&parts.uri).finish()?;
    let uploads = app.registry.documents().uploads();
    // It would end with the registry only.
    let _turn = uploads.acquire().await.map_err(|closed| Problem::fault(&closed))?;
    let bytes = bytes_up_to(Request::from_parts(parts, body), &app, BODY_BYTES_MAX).await?;
    check_grant(&app, caller, "registry", |_| true).await?;
    let document = keep(&app, bytes).await?;
    // Who brings a document has it before their eyes.
    note_document_look(&app, caller, document.digest).await?;
    let demonstration = app.is_demonstration();
    let kept = KeptDocument { document: (&document).into(), demonstration };
    let location = [("location", format!("/api/v1/evidence/{}", document.digest))];
    Ok((StatusCode::CREATED, location, Json(kept)).into_response())
}

/// Whoever may state or confirm may show a document for it.
fn check_states_or_confirms(caller: Caller) -> Result<(), Rejection> {
    Operation::StateClaims
        .check(caller.role)
        .or_else(|_| Operation::StateApplication.check(caller.role))
        .or_else(|_| Operation::ConfirmClaims.check(caller.role))
}

/// Refuses who holds no grant that fits: a token and a session outlive one that was revoked.
///
/// # Errors
/// 403.
pub(crate) async fn check_grant(
    app: &App,
    caller: Caller,
    about: &'static str,
    fits: impl Fn(&Scope) -> bool,
) -> Result<(), Problem> {
    let access = load(app, &StreamId::access()).await?;
    match access.state.as_ref() {
        StreamState::Access(access) => Ok(access.actor(caller, about, fits).map(drop)?),
        _ => Err(Rejection::NoGrant(about).into()),
    }
}

async fn keep(app: &App, bytes: Bytes) -> Result<DocumentRef, Problem> {
    let kept = app.registry.documents().keep(bytes).await;
    kept.map_err(|error| Problem::fault(&error))?.map_err(|none| match none {
        NotADocument::Empty => Problem::new("document.empty"),
        NotADocument::TooLarge => Problem::new("body.too-large").with(BODY_BYTES_MAX),
        NotADocument::UnknownType => Problem::new("document.type"),
    })
}

/// Download a document
///
/// For officers and auditors, who judge what it shows.
#[utoipa::path(get, path = "/api/v1/evidence/{digest}", tag = "evidence",
    security(("token" = [])),
    params(("digest" = String, Path, description = "BLAKE3 of its bytes")),
    responses(
        (status = 200, body = DocumentBytes, content_type = "application/octet-stream"),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn download(
    State(app): State<App>,
    caller: Caller,
    Path(digest): Path<String>,
    from: Whereabouts,
) -> Result<Response, Problem> {
    check_judges(caller.role)?;
    check_grant(&app, caller, "registry", whole_registry).await?;
    let unknown = || Problem::from(Rejection::NotFound("document"));
    let digest: Digest = digest.parse().map_err(|_| unknown())?;
    let (document, bytes) = given_out(&app, digest).await?.ok_or_else(unknown)?;
    note_look(&app, caller, &format!("evidence {digest}"), &from).await?;
    note_document_look(&app, caller, digest).await?;
    Ok(attached(&document, bytes))
}

/// A document with its bytes; to nobody one that shows what is hidden by law.
///
/// # Errors
/// 451 with the law.
pub(crate) async fn given_out(
    app: &App,
    digest: Digest,
) -> Result<Option<(DocumentRef, Vec<u8>)>, Problem> {
    if let Some(mask) = app.views().masked().withholds(digest) {
        return Err(Problem::new("document.hidden").with(&mask.law));
    }
    let read = app.registry.documents().read(digest).await;
    read.map_err(|error| Problem::fault(&error))
}

/// Refuses who doesn't judge what documents show.
///
/// # Errors
/// 403.
pub(crate) fn check_judges(role: Role) -> Result<(), Problem> {
    if !opens_documents(role) {
        return Err(Problem::new("access.role").with(role.key()));
    }
    Ok(())
}

/// Who judges what documents show, and may open each of them.
pub(crate) const fn opens_documents(role: Role) -> bool {
    match role {
        Role::Officer | Role::Auditor => true,
        Role::ClusterRepresentative
        | Role::OrganisationRepresentative
        | Role::RegionRepresentative
        | Role::Administrator
        | Role::Clerk => false,
    }
}

/// A download: a browser saves it and shows it nowhere in our name.
pub(crate) fn attached(document: &DocumentRef, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(document.media_type.as_str());
    headers.insert(CONTENT_TYPE, media_type);
    let name = format!("{}.{}", document.digest, extension(document.media_type));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

const fn extension(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Pdf => "pdf",
        MediaType::Png => "png",
        MediaType::Jpeg => "jpg",
    }
}
