//! From a request to a page: the position a list stands still at, and where the page begins.

use axum::http::header::LINK;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use registry_events::ids::Position;

use super::parameters::Parameters;
use crate::follow::NotYet;
use crate::http::query::unusable;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::{Page, QueryDigest};

/// The parameters of paging.
pub const PAGING: [&str; 2] = ["limit", "cursor"];

/// Reads `limit` and `cursor`; `query` is what is asked beside them, in a canonical form.
///
/// # Errors
/// Everything wrong in the parameters, the cursor included; 503 when it began at a position these
/// views haven't reached, as behind another gateway.
pub async fn page(
    app: &App,
    reading: &Reading,
    mut given: Parameters,
    query: &str,
) -> Result<Page, Problem> {
    let query = QueryDigest::of(&format!("{query}\n{:?}", reading.as_of));
    let limit = given.limit();
    let cursor = given.cursor(query, app.registry.cursor_key());
    given.finish()?;
    if let Some(cursor) = cursor {
        check_begun(app, reading, cursor.begun).await?;
    }
    let begun = cursor.map_or(reading.at.unwrap_or_default(), |cursor| cursor.begun);
    let offset = cursor.map_or(0, |cursor| cursor.offset);
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    Ok(Page { at: begun, offset, limit, query, key: app.registry.cursor_key() })
}

/// Lists begin where a commit ends, not past what is asked as of, and not past the log's end.
async fn check_begun(app: &App, reading: &Reading, begun: Position) -> Result<(), Problem> {
    let foreign = || Problem::from(unusable("cursor", "cursor.foreign"));
    if reading.views.position().is_some_and(|folded| begun <= folded) {
        let ends_commit =
            reading.views.times().commit_of(begun).is_some_and(|(_, end)| end == begun);
        let is_seen = reading.at.is_some_and(|at| begun <= at);
        return if ends_commit && is_seen { Ok(()) } else { Err(foreign()) };
    }
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    if begun < head.next { Err(NotYet(begun).into()) } else { Err(foreign()) }
}

/// A position that is shown; none before the first event.
pub fn shown(reading: &Reading, at: Position) -> Option<Position> {
    reading.at.map(|_| at)
}

/// Adds `Link: rel="next"` with the address of the next page.
pub fn link_next(response: &mut Response, uri: &Uri, next: Option<&str>) {
    let Some(next) = next else { return };
    let query = uri.query().unwrap_or_default().split('&');
    let others = query.filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<_> = others.map(str::to_owned).chain([format!("cursor={next}")]).collect();
    let link = format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"));
    if let Ok(link) = HeaderValue::try_from(link) {
        response.headers_mut().insert(LINK, link);
    }
}
