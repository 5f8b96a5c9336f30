//! A form that may bring files: `multipart/form-data`, its fields and its files each within bounds.
//!
//! A browser sends fields in the order of the page, so a form has its hidden fields first: not a byte
//! of a file is taken in before it is sure that our page sent it. What is larger than a file may be is
//! read past and not kept, so that the page can say so beside what was typed.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use multer::{Constraints, Field, Multipart, SizeLimit};
use registry_events::ids::AccountId;

use super::body::{Arrival, too_large};
use super::form::{Fields, check_csrf, check_site, request_of};
use super::pace::Pace;
use super::signed_in::SignedIn;
use super::{App, BODY_BYTES_MAX, Problem, ended};
use crate::documents::Turn;

/// The most bytes of a file.
pub const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// The most bytes of a form with its files.
const WHOLE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The most fields and files.
const PARTS_MAX: usize = 2_000;
/// The most files.
const FILES_MAX: usize = 10;
/// The longest name of a field.
const FIELD_NAME_BYTES_MAX: usize = 400;
/// The most signs that are kept of a file's name.
const FILE_NAME_SIGNS_MAX: usize = 120;

/// A form of somebody who is signed in and acts in a role, with or without files.
#[derive(Debug)]
pub struct SignedUpload {
    /// Who sent it.
    pub signed_in: SignedIn,
    /// What was typed.
    pub fields: Fields,
    /// What was brought.
    pub files: Vec<SentFile>,
    /// Names what is asked.
    pub request: String,
    /// Others wait while so many files are in memory.
    _turn: Option<Turn>,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// The field it was sent in.
    pub field: String,
    /// What it is called where it comes from: words only, never a path of ours.
    pub name: String,
    /// Its bytes; none when they are more than [`FILE_BYTES_MAX`].
    pub bytes: Option<Vec<u8>>,
}

impl SignedUpload {
    /// The files of a field.
    pub fn files_of<'f>(&'f self, field: &'f str) -> impl Iterator<Item = &'f SentFile> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

impl FromRequest<App> for SignedUpload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        check_site(&parts, app).map_err(IntoResponse::into_response)?;
        let signed_in = <SignedIn as FromRequestParts<App>>::from_request_parts(&mut parts, app);
        let signed_in = match signed_in.await {
            Ok(signed_in) => signed_in,
            Err(refused) => return Err(ended::keep(parts, body, app, refused).await),
        };
        let (csrf, account) = (&signed_in.csrf, Some(signed_in.caller.account));
        let sent = Sent::read(Request::from_parts(parts, body), app, csrf, account).await;
        let Sent { fields, files, turn } = sent.map_err(IntoResponse::into_response)?;
        let request = request_of(&fields).map_err(IntoResponse::into_response)?;
        Ok(Self { signed_in, fields, files, request, _turn: turn })
    }
}

/// What a form in parts is expected to carry, from whom, and how fast.
struct Expected<'e> {
    csrf: &'e str,
    account: Option<AccountId>,
    pace: &'e Pace,
}

/// What a form brought.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) fields: Fields,
    pub(super) files: Vec<SentFile>,
    turn: Option<Turn>,
}

impl Sent {
    /// Reads a form that carries what our page had, from an account where its sender has one.
    ///
    /// # Errors
    /// 400, 403, 408, 413.
    pub(super) async fn read(
        request: Request,
        app: &App,
        csrf: &str,
        account: Option<AccountId>,
    ) -> Result<Self, Problem> {
        let sent = match boundary(request.headers()) {
            Some(boundary) => Self::of_parts(request, app, boundary, csrf, account).await?,
            None => Self { fields: Fields::from_request(request, app).await?, ..Self::default() },
        };
        check_csrf(csrf, sent.fields.get("csrf"))?;
        Ok(sent)
    }

    async fn of_parts(
        request: Request,
        app: &App,
        boundary: String,
        csrf: &str,
        account: Option<AccountId>,
    ) -> Result<Self, Problem> {
        let arrival = request.extensions().get::<Arrival>().cloned().unwrap_or_default();
        arrival.begins();
        let pace = Pace::default();
        let stream = pace.of(request.into_body()).into_data_stream();
        let whole = SizeLimit::new().whole_stream(WHOLE_BYTES_MAX as u64);
        let constraints = Constraints::new().size_limit(whole);
        let parts = Multipart::with_constraints(stream, boundary, constraints);
        let expected = Expected { csrf, account, pace: &pace };
        let sent = Self::collect(parts, app, expected).await;
        arrival.ends();
        sent.map_err(|problem| pace.refusal().unwrap_or(problem))
    }

    async fn collect(
        mut parts: Multipart<'_>,
        app: &App,
        expected: Expected<'_>,
    ) -> Result<Self, Problem> {
        let (mut fields, mut files, mut turn) = (Vec::new(), Vec::new(), None);
        let (mut room, mut came) = (BODY_BYTES_MAX, 0);
        while let Some(mut part) = parts.next_field().await.map_err(|error| refused(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            came += 1;
            let many = came > PARTS_MAX || files.len() >= FILES_MAX;
            if many || name.len() > FIELD_NAME_BYTES_MAX {
                return Err(Problem::new("form.malformed"));
            }
            let Some(file) = part.file_name().map(plain) else {
                let text = text(&mut part, &mut room).await?;
                fields.push((name, text));
                continue;
            };
            if turn.is_none() {
                check_csrf(expected.csrf, csrf_of(&fields))?;
                let waits = app.registry.documents().uploads().turn(expected.account);
                turn = Some(waits.await.map_err(|it| Problem::fault(&it))?);
                expected.pace.begins();
            }
            let bytes = bytes(&mut part).await?;
            let is_chosen = !file.is_empty() || bytes.as_ref().is_none_or(|it| !it.is_empty());
            files.extend(is_chosen.then_some(SentFile { field: name, name: file, bytes }));
        }
        Ok(Self { fields: fields.into(), files, turn })
    }
}

fn csrf_of(fields: &[(String, String)]) -> &str {
    let own = fields.iter().find(|(name, _)| name == "csrf");
    own.map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// What parts the parts, where the form is sent in parts.
fn boundary(headers: &HeaderMap) -> Option<String> {
    multer::parse_boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// What was typed; all fields share one bound.
async fn text(part: &mut Field<'_>, room: &mut usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| refused(&error))? {
        *room = room.checked_sub(chunk.len()).ok_or_else(|| too_large(BODY_BYTES_MAX))?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Problem::new("form.malformed"))
}

/// The bytes of a file; none when there are too many, which are read past.
async fn bytes(part: &mut Field<'_>) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = part.chunk().await.map_err(|error| refused(&error))? {
        bytes = bytes.filter(|kept| kept.len() + chunk.len() <= FILE_BYTES_MAX);
        if let Some(kept) = &mut bytes {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

/// The name of a file without where it lay and without signs that nobody sees.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = last.chars().filter(|sign| !sign.is_control());
    seen.take(FILE_NAME_SIGNS_MAX).collect::<String>().trim().to_owned()
}

fn refused(error: &multer::Error) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            too_large(WHOLE_BYTES_MAX)
        }
        multer::Error::StreamReadFailed(_) | multer::Error::IncompleteStream => {
            Problem::new("body.incomplete")
        }
        _ => Problem::new("form.malformed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_last_name_alone() {
        assert_eq!(plain("C:\\Users\\anna\\устав.pdf"), "устав.pdf");
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("a\u{0}b\r\n.pdf"), "ab.pdf");
        assert_eq!(plain(&"я".repeat(500)).chars().count(), FILE_NAME_SIGNS_MAX);
    }
}
