//! Publications that officers keep.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::event::PublicationKind;
use registry_events::ids::StreamVersion;

use super::asked::{PageParameters, PublicationParameters, TimeParameters};
use super::envelope::Answer;
use super::filters::{known_region, known_term};
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use crate::api::write::evidence::{attached, given_out};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::publications::{
    self, PublicationList, PublicationQuery, PublicationShown, Standing, published,
};
use crate::read::row::SPECIALISATION;

/// The filters of the list.
pub(crate) const FILTERS: [&str; 5] = ["kind", "region", "specialisation", "year", "status"];

/// Reports, reviews, ratings and announcements, the last that came out first.
#[utoipa::path(
    get, path = "/api/v1/publications", tag = "publications",
    params(PublicationParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<PublicationList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &[&FILTERS[..], &PAGING].concat());
    let query = query(&mut given, &reading.lens());
    let page = page(&app, &reading, given, &format!("publications {query:?}")).await?;
    let lens = Lens::new(&reading.views, page.at);
    let list = publications::list(&query, published(&lens), &page);
    let next = list.next_cursor.clone();
    let shown = shown(&reading, page.at);
    let mut response = reading.json(&reading.tag(shown), &Answer::new(&reading, shown, list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// One publication, withdrawn or not, with when and why it was corrected.
#[utoipa::path(
    get, path = "/api/v1/publications/{publication}", tag = "publications",
    params(("publication" = u64, Path, description = "Its number"), TimeParameters),
    responses((status = 200, body = Answer<PublicationShown>), (status = 404, description = "None")),
)]
pub(super) async fn one(
    Path(number): Path<StreamVersion>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let shown = publications::one(number, &reading.lens()).ok_or_else(unknown)?;
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, shown))
}

/// Download the document of a publication that stands
///
/// As it is said today: one that was corrected away or withdrawn isn't given out.
#[utoipa::path(
    get, path = "/api/v1/publications/{publication}/document", tag = "publications",
    params(("publication" = u64, Path, description = "Its number")),
    responses(
        (status = 200, description = "Its bytes", content_type = "application/octet-stream"),
        (status = 404, description = "None")),
)]
pub(super) async fn document(
    State(app): State<App>,
    Path(number): Path<StreamVersion>,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let absent = || Problem::new("not-found").with("document");
    let named = publications::document_of(number, &app.views()).ok_or_else(absent)?;
    let (document, bytes) = given_out(&app, named.digest).await?.ok_or_else(absent)?;
    Ok(attached(&document, bytes))
}

fn unknown() -> Problem {
    Problem::new("not-found").with("publication")
}

/// Reads the filters; a code that no dictionary knows is a mistake, not an empty answer.
pub(crate) fn query(given: &mut Parameters, lens: &Lens<'_>) -> PublicationQuery {
    let kinds = PublicationKind::ALL.map(PublicationKind::key);
    let standings = Standing::ALL.map(Standing::key);
    PublicationQuery {
        kinds: given.choices("kind", &kinds, PublicationKind::from_key),
        regions: given.all("region", known_region(lens)),
        specialisations: given.all("specialisation", known_term(SPECIALISATION, lens)),
        years: given.several("year", "query.not-a-number", year),
        standing: given.choice("status", &standings, Standing::from_key).unwrap_or_default(),
    }
}

/// A year of four digits.
fn year(given: &str) -> Option<i16> {
    let digits = given.len() == 4 && given.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| given.parse().ok()).flatten()
}
