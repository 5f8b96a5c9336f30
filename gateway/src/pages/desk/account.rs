//! One account: its roles with the right each rests on, and everything it did.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::ids::AccountId;

use super::entries::EntryView;
use super::filters::FilterForm;
use super::journal::topics;
use super::{PagesView, WhoView, authority, case};
use crate::api::read::cases::OF_ACTS;
use crate::api::read::desk::{account, acts_filter, admit, list};
use crate::api::read::paging::page as page_of;
use crate::api::read::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::read::journal::{GrantShown, ScopeShown};
use crate::read::lens::Lens;
use crate::words::terms;
use crate::words::typography::set;

/// What is typed into the form.
const INPUTS: [(&str, &str, &str); 3] = [
    ("type", "text", "desk-type"),
    ("since", "date", "desk-since"),
    ("until", "date", "desk-until"),
];

/// The page.
#[derive(Template)]
#[template(path = "desk/account.html")]
struct AccountPage {
    frame: Frame,
    id: String,
    label: String,
    opened: Option<String>,
    grants: Vec<GrantView>,
    filters: FilterForm,
    total: usize,
    entries: Vec<EntryView>,
    case: Option<String>,
    pages: PagesView,
}

impl Page for AccountPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A role that the account was given.
struct GrantView {
    role: &'static str,
    scope: ScopeView,
    authority: &'static str,
    document: Option<String>,
    since: String,
    given_by: WhoView,
    ended: Option<EndView>,
}

/// For what a role is held.
struct ScopeView {
    words: String,
    address: Option<String>,
}

/// How a role ended.
struct EndView {
    day: String,
    reason: String,
}

/// `/desk/accounts/{id}`.
pub async fn page(
    State(app): State<App>,
    caller: Option<Caller>,
    id: Result<Path<AccountId>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadActs).await?;
    let (Path(id), reading) = (id?, reading?);
    let account = account(&app, &reading, id).await?;
    let mut given = Parameters::of_page(&uri);
    let filter = acts_filter(&mut given, &app, id);
    let asked = page_of(&app, &reading, given, &format!("acts {filter:?}")).await?;
    let list = list(&app, &reading, &filter, &asked).await?;
    let frame = Frame::new(&app, &reading, &uri, "");
    rendered_privately(&AccountPage {
        id: id.to_string(),
        label: set(&account.label.unwrap_or_else(|| frame.say("desk-program"))),
        opened: account.opened_at.map(|at| frame.day(at)),
        grants: account
            .grants
            .iter()
            .map(|grant| GrantView::of(grant, &reading.lens(), &frame))
            .collect(),
        filters: FilterForm::of(&uri, &frame, topics(&filter, &frame), &INPUTS),
        total: list.total,
        entries: list.items.iter().map(|row| EntryView::of(row, &frame, &app)).collect(),
        case: case(&app, &uri, &format!("/api/v1/accounts/{id}/acts"), &OF_ACTS),
        pages: PagesView::of(&uri, asked.offset, list.next_cursor, &frame),
        frame,
    })
}

impl GrantView {
    fn of(grant: &GrantShown, lens: &Lens<'_>, frame: &Frame) -> Self {
        Self {
            role: terms::role(grant.role).get(frame.language),
            scope: ScopeView::of(&grant.scope, lens, frame),
            authority: authority(grant.authority.basis, frame.language),
            document: grant.authority.document.map(|digest| digest.to_string()),
            since: frame.day(grant.since),
            given_by: WhoView::of(&grant.given_by, frame),
            ended: grant
                .revoked
                .as_ref()
                .map(|end| EndView { day: frame.day(end.at), reason: set(&end.reason) }),
        }
    }
}

impl ScopeView {
    fn of(scope: &ScopeShown, lens: &Lens<'_>, frame: &Frame) -> Self {
        if let Some(cluster) = &scope.cluster {
            let words = set(cluster.name.in_language(frame.language));
            return Self { words, address: Some(frame.link(&format!("/clusters/{}", cluster.id))) };
        }
        if let Some(organisation) = &scope.organisation {
            let name = set(organisation.in_language(frame.language));
            let named = |code: &String| {
                let known =
                    lens.region(code).map(|it| it.name.in_language_or_other(frame.language));
                format!(" · {}", set(known.unwrap_or(code)))
            };
            let region = scope.region.as_ref().map(named).unwrap_or_default();
            let address = frame.link(&format!("/organisations/{}", organisation.id));
            return Self { words: format!("{name}{region}"), address: Some(address) };
        }
        Self { words: frame.say("desk-whole-registry"), address: None }
    }
}
