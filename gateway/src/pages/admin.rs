//! The administrator's pages: people with their accounts, whom to invite, which roles they hold. An
//! auditor reads who there is and changes nothing.
//!
//! People stand in the private store; a role is a grant in the log, with who gave it and on what it
//! rests.

pub mod accounts;
pub mod asked;
pub mod editions;
pub mod person;

use registry_core::access::{Operation, ReadOperation, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::event::Scope;
use registry_events::ids::Position;
use registry_events::stream::StreamId;
use registry_events::value::Text;

use super::frame::Frame;
use crate::http::{App, Problem, SignedIn};
use crate::read::lens::Lens;
use crate::words::typography::set;

/// Lets in an administrator, and an auditor to read, whose role stands.
///
/// # Errors
/// 403 for everybody else.
async fn admit(app: &App, signed_in: &SignedIn) -> Result<(), Problem> {
    ReadOperation::ReadPeople.check(signed_in.caller.role)?;
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    match access.state.as_ref() {
        StreamState::Access(access) => {
            Ok(access.actor(signed_in.caller, "registry", whole_registry).map(drop)?)
        }
        _ => Err(Rejection::NoGrant("registry").into()),
    }
}

/// Lets an administrator in whose role stands.
///
/// # Errors
/// 403 for everybody else.
async fn admit_to_act(app: &App, signed_in: &SignedIn) -> Result<(), Problem> {
    Operation::OpenAccount.check(signed_in.caller.role)?;
    admit(app, signed_in).await
}

/// Whether who reads keeps accounts, too.
fn keeps_accounts(signed_in: &SignedIn) -> bool {
    Operation::OpenAccount.check(signed_in.caller.role).is_ok()
}

/// For what a role is held, in words.
pub(super) fn scope_words(app: &App, scope: &Scope, frame: &Frame) -> String {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or(Position(0)));
    let name = |text: Text| set(text.in_language_or_other(frame.language));
    match scope {
        Scope::Registry => frame.say("desk-whole-registry"),
        Scope::Cluster(id) => name(lens.cluster(*id)),
        Scope::Organisation(id) => name(lens.organisation(*id)),
        Scope::Region { region, organisation } => {
            let known = lens.region(region.as_str());
            let region = known.map_or_else(|| region.to_string(), |it| name(it.name.clone()));
            format!("{} · {region}", name(lens.organisation(*organisation)))
        }
    }
}
