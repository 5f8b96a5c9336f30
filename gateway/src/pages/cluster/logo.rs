//! A cluster's logo: in the head of its pages with the words for who doesn't see it, and as a file
//! at an address of its own.
//!
//! The file is somebody else's: it is served as the picture that its bytes are, and a browser that
//! opens it may do nothing with it but show it.

use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_events::document::DocumentRef;
use registry_events::ids::{ClusterId, Digest};
use registry_events::value::Text;
use registry_projections::card::Card;

use crate::api::read::streams::card_at;
use crate::documents::picture::is_sound;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::CachePolicy;
use crate::pages::frame::{Frame, address};
use crate::pages::shown::only_in;
use crate::read::logo::{Logo, is_shown};
use crate::words::value::Speaker;

const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
const INLINE: HeaderValue = HeaderValue::from_static("inline");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The logo in a page.
pub struct LogoView {
    /// The file.
    pub address: String,
    /// What it shows, else whose it is.
    pub alt: String,
    /// The language of these words, where they aren't in the page's.
    pub only_in: Option<&'static str>,
}

impl LogoView {
    /// The logo of a card that is called so.
    pub(super) fn of(
        card: &Card,
        name: &Text,
        speaker: &Speaker<'_>,
        frame: &Frame,
    ) -> Option<Self> {
        let alt = Logo::of(card, &speaker.lens)?.alt.unwrap_or(name);
        let as_of = frame.as_of().map(|as_of| ("as_of".to_owned(), as_of.to_owned()));
        Some(Self {
            address: address(&format!("/clusters/{}/logo", card.cluster), as_of.as_slice()),
            alt: speaker.text(alt).to_owned(),
            only_in: only_in(alt, speaker.language),
        })
    }
}

/// `/clusters/{id}/logo`.
pub async fn file(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let absent = || Problem::new("not-found").with("document");
    let lens = reading.lens();
    let card = card_at(&app, &reading, id, lens.at).await?;
    let digest = Logo::of(&card, &lens).ok_or_else(absent)?.document.digest;
    if is_known(digest, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, tag_and_policy(digest)).into_response());
    }
    let kept = app.registry.documents().read(digest).await;
    let kept = kept.map_err(|error| Problem::fault(&error))?;
    // What a claim says of a file is what its bytes said; they alone decide what is served.
    let shows = |(document, bytes): &(DocumentRef, Vec<u8>)| {
        is_shown(document) && is_sound(document.media_type, bytes)
    };
    let (document, bytes) = kept.filter(shows).ok_or_else(absent)?;
    Ok(picture(&document, bytes))
}

fn picture(document: &DocumentRef, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(document.media_type.as_str())),
        (CONTENT_DISPOSITION, INLINE),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, NOSNIFF),
    ];
    (tag_and_policy(document.digest), headers, bytes).into_response()
}

fn tag_and_policy(digest: Digest) -> [(axum::http::HeaderName, HeaderValue); 2] {
    [(ETAG, tag(digest)), (CACHE_CONTROL, CachePolicy::Revalidate.header())]
}

/// The file never changes under its digest, so the tag is a strong one.
fn tag(digest: Digest) -> HeaderValue {
    let text = HeaderValue::try_from(format!("\"{digest}\""));
    text.unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

fn is_known(digest: Digest, headers: &HeaderMap) -> bool {
    let own = format!("\"{digest}\"");
    let given = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let tags = given.unwrap_or_default().split(',').map(str::trim);
    tags.map(|tag| tag.trim_start_matches("W/")).any(|tag| tag == "*" || tag == own)
}
