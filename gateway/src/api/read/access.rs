//! Accounts with every role that was given and taken back, by whom and by what right.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::actor::Role;
use registry_events::stream::StreamId;

use super::asked::{AccessParameters, PageParameters, TimeParameters};
use super::desk::admit;
use super::envelope::Answer;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use crate::http::{App, Problem, Reading};
use crate::read::journal::{AccountList, AccountQuery};
use crate::read::lens::Lens;
use crate::read::samples::stream_until;

const ASKED: [&str; 4] = ["role", "standing", "limit", "cursor"];
const STANDING: [&str; 2] = ["current", "all"];

/// Accounts with the roles each was given, by whom and by what right, those taken back too
///
/// For auditors and administrators. The people behind accounts aren't in the log.
#[utoipa::path(
    get, path = "/api/v1/access", tag = "audit",
    security(("token" = [])),
    params(AccessParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<AccountList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadAccess).await?;
    let reading = reading?;
    let mut given = Parameters::of(&uri, &ASKED);
    let query = query(&mut given);
    let page = page(&app, &reading, given, &format!("access {query:?}")).await?;
    let lens = Lens::new(&reading.views, page.at);
    let access = stream_until(&**app.registry.log(), &StreamId::access(), lens.at).await;
    let access = access.map_err(|error| Problem::fault(&error))?;
    let list = AccountList::of(&query, &access, &page, &lens);
    let next = list.next_cursor.clone();
    let mut response =
        reading.private_json(&Answer::new(&reading, shown(&reading, page.at), list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

fn query(given: &mut Parameters) -> AccountQuery {
    let roles = Role::ALL.map(Role::key);
    let standing = |given: &str| STANDING.contains(&given).then(|| given == STANDING[0]);
    AccountQuery {
        roles: given.choices("role", &roles, Role::from_key),
        standing: given.choice("standing", &STANDING, standing).unwrap_or_default(),
    }
}
