//! «Анкета»: what somebody speaks for, and filling in its profile: a list of tasks, a page for each
//! matter, the check before it is sent, the yearly renewal.
//!
//! The questions come from the catalogue, and what is typed is read as a body of the API is: a new
//! field of an edition needs no code here.

mod acts;
pub mod applications;
mod asked;
pub mod ckr;
mod coach;
pub mod completeness;
pub mod confirmations;
mod control;
pub mod disputes;
pub mod domains;
pub mod drafts;
pub mod enquiries;
pub mod estimate;
pub mod evidence;
pub mod expected;
pub mod field;
pub mod items;
pub(super) mod letters;
pub mod masks;
mod meanwhile;
mod open_requirements;
mod opened;
pub mod organisation_record;
pub mod organisations;
mod picture;
mod plain;
pub mod preview;
pub mod publication;
pub mod queue;
pub mod receipt;
pub mod regions;
pub mod renewal;
mod report;
pub mod representatives;
pub mod requested;
pub mod section;
mod shown_to;
pub mod standing;
mod stands;
pub mod tasks;
mod today;
mod typed;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::{Operation, ReadOperation};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::stream::StreamId;

use self::today::Today;
use super::account::{capital, frame};
use super::answer::{CachePolicy, Page, rendered_privately};
use super::frame::Frame;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::words::terms;
use crate::words::typography::set;

/// The page.
#[derive(Template)]
#[template(path = "work/index.html")]
struct WorkPage {
    frame: Frame,
    heading: String,
    role: String,
    subjects: Vec<SpokenFor>,
    /// Daily work that concerns no single cluster: address and name.
    daily: Vec<(String, String)>,
    /// What the day of those who look after the whole registry begins with.
    today: Option<Today>,
}

impl Page for WorkPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// What somebody speaks for.
struct SpokenFor {
    name: String,
    address: String,
    /// By what right.
    authority: &'static str,
}

/// `/work`.
pub async fn page(
    State(app): State<App>,
    signed_in: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, reading.language, &headers, &uri, &signed_in.present);
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else {
        return Err(Problem::new("server.fault"));
    };
    let grants = access.grants_for(signed_in.caller, |scope| *scope != Scope::Registry);
    let subjects = grants.filter_map(|grant| {
        let (name, path) = named(&grant.scope, &reading)?;
        let authority = terms::authority(grant.authority.basis).get(frame.language);
        Some(SpokenFor { name, address: frame.plain_link(&path), authority })
    });
    let mut subjects: Vec<_> = subjects.collect();
    subjects.sort_by(|one, other| one.name.cmp(&other.name));
    let role = capital(terms::role(signed_in.caller.role).get(frame.language));
    let daily = daily(signed_in.caller.role, &frame);
    let heading = frame.say(heading(signed_in.caller.role));
    let today = Today::of(&app, &signed_in, &reading, &frame).await?;
    rendered_privately(&WorkPage { frame, heading, role, subjects, daily, today })
}

/// What a role speaks for is called.
const fn heading(role: Role) -> &'static str {
    match role {
        Role::ClusterRepresentative => "work",
        Role::OrganisationRepresentative => "work-organisations",
        Role::RegionRepresentative => "work-regions",
        Role::Officer | Role::Auditor | Role::Administrator | Role::Clerk => "work-daily",
    }
}

/// The daily work of a role.
fn daily(role: Role, frame: &Frame) -> Vec<(String, String)> {
    let lists = [
        (ReadOperation::ReadExpected.check(role), expected::PATH, "expected"),
        (Operation::EnterCluster.check(role), applications::entry::PATH, "entry"),
        (ReadOperation::ReadCompleteness.check(role), completeness::PATH, "completeness"),
        (gives_roles(role), representatives::PATH, "representatives"),
        (Operation::OpenCkr.check(role), ckr::PATH, "ckr-regions"),
        (Operation::RecordPublication.check(role), publication::NEW, "publication-new"),
        (Operation::StateEstimate.check(role), estimate::PATH, "estimate"),
    ];
    let theirs = lists.into_iter().filter(|(admitted, ..)| admitted.is_ok());
    let theirs = theirs.map(|(_, path, key)| (path, key));
    let pages = theirs.chain(of_registry(role).iter().copied());
    pages.map(|(path, key)| (frame.plain_link(path), frame.say(key))).collect()
}

/// The pages that those begin with who look after the whole registry.
const fn of_registry(role: Role) -> &'static [(&'static str, &'static str)] {
    const DECISIONS: (&str, &str) = ("/moderation", "moderation");
    const EDITIONS: (&str, &str) = ("/admin/editions", "editions");
    const ACCOUNTS: (&str, &str) = ("/admin/accounts", "admin-people");
    match role {
        Role::Officer => &[DECISIONS],
        Role::Auditor => {
            const DESK: (&str, &str) = ("/desk", "nav-desk");
            &[DESK, ("/desk/security", "security"), ACCOUNTS, EDITIONS, DECISIONS]
        }
        Role::Administrator => &[ACCOUNTS, EDITIONS, DECISIONS],
        Role::ClusterRepresentative
        | Role::OrganisationRepresentative
        | Role::RegionRepresentative
        | Role::Clerk => &[],
    }
}

/// Whether a role gives roles as daily work; an administrator does it with people.
fn gives_roles(role: Role) -> Result<(), Rejection> {
    let operation = match role {
        Role::Administrator => Operation::StateClaims,
        _ => Operation::GrantRole,
    };
    operation.check(role)
}

/// What a grant is for, and the page where that is worked on.
pub(in crate::pages) fn named(scope: &Scope, reading: &Reading) -> Option<(String, String)> {
    let (lens, language) = (reading.lens(), reading.language);
    let (name, path) = match scope {
        Scope::Registry => return None,
        Scope::Cluster(id) => (lens.cluster(*id), format!("/work/clusters/{id}")),
        Scope::Organisation(id) => {
            (lens.organisation(*id), format!("{}/{id}", organisations::PATH))
        }
        Scope::Region { region, .. } => {
            let region = lens.region(region.as_str())?;
            (region.name.clone(), format!("{}/{}", regions::PATH, region.code))
        }
    };
    Some((set(name.in_language_or_other(language)), path))
}
