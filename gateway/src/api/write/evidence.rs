//! Documents that show what is stated: taken in from whoever states or confirms, given out to who
//! judges it.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_core::access::{Caller, Operation, this_cluster, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::{ApplicationStanding, StreamState};
use registry_events::actor::Role;
use registry_events::document::{DOCUMENT_BYTES_MAX, DocumentRef, MediaType, NotADocument};
use registry_events::event::Scope;
use registry_events::ids::{AccountId, ClusterId, Digest};
use registry_events::stream::StreamId;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

use super::documents::DocumentBody;
use super::subject::load;
use crate::api::read::parameters::Parameters;
use crate::http::body::{Json, bytes_up_to};
use crate::http::idempotency::IdempotencyKey;
use crate::http::pace::Pace;
use crate::http::path::Path;
use crate::http::problem::Explained;
use crate::http::{App, Problem, note_document_look, note_look};
use crate::pages::work::applications::known;
use crate::people::room::{Bringer, OF_CLUSTER};
use crate::people::whereabouts::Whereabouts;
use crate::private::drafts::{NoRoom, Room};

/// The most bytes of a document, as a body's bound.
pub(super) const BODY_BYTES_MAX: usize = 20 * 1024 * 1024;
const _: () = assert!(BODY_BYTES_MAX as u64 == DOCUMENT_BYTES_MAX);

/// When there may be room again, after as much as may be was kept within a day.
const RETRY_AFTER_SECONDS: u64 = 3_600;

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
/// get the same answer. For a cluster, whose representatives may then open it again, or for whatever
/// the caller may state or confirm; who only applies needs an open application first. An account and a
/// cluster have room for so many documents and bytes within a day, and at all.
#[utoipa::path(post, path = "/api/v1/evidence", tag = "evidence",
    security(("token" = [])),
    params(("cluster" = Option<String>, Query, description = "The cluster it is brought for")),
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
    let mut given = Parameters::of_write_with(&parts.uri, &["cluster"]);
    let cluster = given.id("cluster");
    given.finish()?;
    let bringer = match cluster {
        Some(cluster) => states_for(&app, caller, cluster).await?,
        None => bringer_of_something(&app, caller).await?,
    };
    let uploads = app.registry.documents().uploads();
    // It would end with the registry only.
    let turn = uploads.turn(Some(caller.account)).await;
    let _turn = turn.map_err(|closed| Problem::fault(&closed))?;
    let pace = Pace::default();
    pace.begins();
    let request = Request::from_parts(parts, pace.of(body));
    let bytes = bytes_up_to(request, &app, BODY_BYTES_MAX).await;
    let bytes = bytes.map_err(|problem| pace.refusal().unwrap_or(problem))?;
    let account = caller.account;
    let brought = Brought { account, cluster: cluster.map(|id| (id, "")), bringer };
    let document = keep(&app, brought, bytes).await?.map_err(refusal)?;
    // Who brings a document has it before their eyes.
    note_document_look(&app, caller, document.digest).await?;
    let demonstration = app.is_demonstration();
    let kept = KeptDocument { document: (&document).into(), demonstration };
    let location = [("location", format!("/api/v1/evidence/{}", document.digest))];
    Ok((StatusCode::CREATED, location, Json(kept)).into_response())
}

/// Who states claims of a cluster brings documents for it.
async fn states_for(app: &App, caller: Caller, cluster: ClusterId) -> Result<Bringer, Problem> {
    Operation::StateClaims.check(caller.role)?;
    if app.views().card(cluster).is_none() {
        return Err(Rejection::NotFound("cluster").into());
    }
    check_states(app, caller, cluster).await.map(|()| Bringer::Speaker)
}

/// An officer states claims of any cluster, a representative those of their own.
///
/// # Errors
/// 403.
pub(crate) async fn check_states(
    app: &App,
    caller: Caller,
    cluster: ClusterId,
) -> Result<(), Problem> {
    match caller.role {
        Role::Officer => check_grant(app, caller, "registry", whole_registry).await,
        _ => check_grant(app, caller, "cluster", this_cluster(cluster)).await,
    }
}

/// The same, where what it belongs to must be there: who is merely registered shows what their own open
/// application says.
async fn bringer_of_something(app: &App, caller: Caller) -> Result<Bringer, Problem> {
    let bringer = bringer(app, caller).await?;
    let open = [ApplicationStanding::Draft, ApplicationStanding::Returned];
    let own =
        known(app, |known| known.applicant == caller.account && open.contains(&known.standing));
    if bringer == Bringer::Applicant && own.await?.is_empty() {
        return Err(Problem::new("document.application-needed"));
    }
    Ok(bringer)
}

/// As whom somebody brings a document by what the access table gave them: who speaks for a cluster, an
/// organisation, a region or the registry may show what they say. Who is merely registered speaks for
/// nothing yet, and has little room.
///
/// # Errors
/// 403.
pub(crate) async fn bringer(app: &App, caller: Caller) -> Result<Bringer, Problem> {
    let access = load(app, &StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else {
        return Err(Rejection::NoGrant("registry").into());
    };
    access.actor(caller, "registry", |_| true)?;
    let speaks =
        |scope: &Scope| caller.role != Role::ClusterRepresentative || !whole_registry(scope);
    let does_speak = access.actor(caller, "registry", speaks).is_ok();
    Ok(if does_speak { Bringer::Speaker } else { Bringer::Applicant })
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

/// Who brings a document, for which cluster and by which name where it is for one, and as whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brought<'n> {
    pub(crate) account: AccountId,
    pub(crate) cluster: Option<(ClusterId, &'n str)>,
    pub(crate) bringer: Bringer,
}

/// Why a document isn't kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotKept {
    /// It is none.
    None(NotADocument),
    /// There is no room for it.
    Full(NoRoom),
}

/// Keeps a document where there is room for it: room is taken first, and what has none leaves no file.
///
/// # Errors
/// A fault when the store or the folder refuses.
pub(crate) async fn keep(
    app: &App,
    brought: Brought<'_>,
    bytes: impl AsRef<[u8]> + Send + Sync + 'static,
) -> Result<Result<DocumentRef, NotKept>, Problem> {
    let (documents, accounts) = (app.registry.documents(), app.registry.accounts());
    let bytes = Arc::new(bytes);
    let told = documents.told(bytes.clone()).await.map_err(|error| Problem::fault(&error))?;
    let document = match told {
        Ok(document) => document,
        Err(none) => return Ok(Err(NotKept::None(none))),
    };
    let Brought { account, cluster, bringer } = brought;
    let of = cluster.map(|(cluster, _)| cluster);
    let room = match accounts.take_room(&document, account, of, bringer).await? {
        Ok(room) => room,
        Err(full) => return Ok(Err(NotKept::Full(full))),
    };
    if let Some((cluster, name)) = cluster
        && !accounts.note_document(cluster, document.digest, account, name).await?
    {
        accounts.give_room_back(room).await?;
        return Ok(Err(NotKept::Full(NoRoom::AtAll(OF_CLUSTER.at_all))));
    }
    if let Err(failed) = documents.keep_as(document, bytes).await {
        accounts.give_room_back(room).await?;
        return Err(Problem::fault(&failed));
    }
    Ok(Ok(document))
}

fn refusal(not_kept: NotKept) -> Problem {
    let said = |code, room: Room| Problem::new(code).with(room.documents).with(room.mebibytes());
    match not_kept {
        NotKept::None(NotADocument::Empty) => Problem::new("document.empty"),
        NotKept::None(NotADocument::TooLarge) => {
            Problem::new("body.too-large").with(BODY_BYTES_MAX)
        }
        NotKept::None(NotADocument::UnknownType) => Problem::new("document.type"),
        NotKept::Full(NoRoom::Today(room)) => {
            said("document.room-today", room).retry_after(RETRY_AFTER_SECONDS)
        }
        NotKept::Full(NoRoom::AtAll(room)) => said("document.no-room", room),
    }
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
