//! Headers that a request may have once. Of several that disagree nobody can tell which is meant, and
//! another server on the way may have judged by another one.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::Problem;

/// The value of a header that isn't repeated, when it was sent.
///
/// # Errors
/// 400 when it was sent several times.
pub(super) fn only<'h>(
    headers: &'h HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'h HeaderValue>, Problem> {
    let mut sent = headers.get_all(name).iter();
    let first = sent.next();
    if sent.next().is_some() {
        return Err(Problem::new("header.repeated").with(name));
    }
    Ok(first)
}
