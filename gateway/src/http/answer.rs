//! Answers of reads: JSON or ready bytes with their tag, or «not modified».

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use registry_events::ids::Position;
use serde::Serialize;

use super::reading::Reading;
use super::tag::Tag;
use super::{App, Problem};

/// The media type of JSON.
pub const JSON: &str = "application/json";

impl Reading {
    /// The tag of an answer whose last event shown stands at a position; a later edition of the
    /// catalogue, or a law that hides, decides what of it may be shown, and so belongs to it.
    pub fn tag(&self, shown: Option<Position>) -> Tag {
        let ruled = self.views.visibility_since();
        let shown = shown.map(|shown| ruled.map_or(shown, |since| since.max(shown)));
        let tag = Tag::new(shown, self.language);
        let tag = if self.tells_day { tag.of_day(self.today) } else { tag };
        tag.of_appearance(self.appearance)
    }

    /// 304 when the caller has this answer already.
    pub fn unchanged(&self, tag: &Tag) -> Option<Response> {
        let known = self.if_none_match.as_ref().is_some_and(|known| tag.matches(known));
        known.then(|| tagged(StatusCode::NOT_MODIFIED.into_response(), tag))
    }

    /// JSON with a tag, or 304.
    ///
    /// # Errors
    /// A fault when it can't be serialised.
    pub fn json<T: Serialize>(&self, tag: &Tag, body: &T) -> Result<Response, Problem> {
        if let Some(unchanged) = self.unchanged(tag) {
            return Ok(unchanged);
        }
        let bytes = sonic_rs::to_vec(body).map_err(|error| Problem::fault(&error))?;
        Ok(self.bytes(tag, JSON, bytes.into()))
    }

    /// JSON for this caller alone: nothing keeps it, neither we nor a cache on the way, and it has no
    /// tag by which it could be asked for again.
    ///
    /// # Errors
    /// A fault when it can't be serialised.
    pub fn private_json<T: Serialize>(&self, body: &T) -> Result<Response, Problem> {
        let bytes = sonic_rs::to_vec(body).map_err(|error| Problem::fault(&error))?;
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static(JSON)),
            (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
            (VARY, HeaderValue::from_static("Authorization, Accept-Language")),
        ];
        Ok((headers, Bytes::from(bytes)).into_response())
    }

    /// Ready bytes with a tag, or 304.
    pub fn bytes(&self, tag: &Tag, media_type: &'static str, bytes: Bytes) -> Response {
        self.unchanged(tag).unwrap_or_else(|| {
            let media_type = HeaderValue::from_static(media_type);
            tagged(([(CONTENT_TYPE, media_type)], bytes).into_response(), tag)
        })
    }

    /// JSON of a resource whose bytes are kept until `shown` moves, or 304.
    ///
    /// `resource` names what is shown, `as_of` and `on` included.
    ///
    /// # Errors
    /// What `make` refuses.
    pub fn kept_json<T: Serialize>(
        &self,
        app: &App,
        resource: &str,
        shown: Option<Position>,
        make: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Response, Problem> {
        let tag = self.tag(shown);
        if let Some(unchanged) = self.unchanged(&tag) {
            return Ok(unchanged);
        }
        let bytes = app.kept.get_or_make(resource, &tag, JSON, || {
            sonic_rs::to_vec(&make()?).map(Bytes::from).map_err(|error| Problem::fault(&error))
        })?;
        if let Some(position) = self.views.position().filter(|_| self.as_of.is_none()) {
            app.kept.note_right_at(resource, &tag, JSON, position);
        }
        Ok(self.bytes(&tag, JSON, bytes))
    }

    /// JSON of a resource that was answered since the views last moved, or 304; none when it must be
    /// looked at again, and for answers about the past.
    pub fn still_kept_json(&self, app: &App, resource: &str) -> Option<Response> {
        let position = self.views.position().filter(|_| self.as_of.is_none())?;
        let language = super::language::code(self.language);
        let (tag, bytes) = app.kept.right_at(resource, language, JSON, position)?;
        Some(self.bytes(&tag, JSON, bytes))
    }
}

fn tagged(mut response: Response, tag: &Tag) -> Response {
    let headers = response.headers_mut();
    headers.insert(ETAG, tag.header());
    headers.append(VARY, HeaderValue::from_static("Accept-Language"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
