//! The account under which an import acts: an officer's, opened once by the program.

use crate::registry::Registry;
use anyhow::{Context as _, Result, bail};
use registry_core::access::Caller;
use registry_core::command::{Command, GrantRole, OpenAccount};
use registry_core::state::StreamState;
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::AccountId;
use registry_events::stream::StreamId;

use super::shadow::{Shadow, find_event};

/// What the account is called in public.
const LABEL: &str = "Импорт данных";
/// The keys of the two requests; the same key is the same request, so each is done once.
const ACCOUNT_KEY: &str = "import: open account";
const GRANT_KEY: &str = "import: grant officer";

fn open_account() -> Command {
    OpenAccount { label: LABEL.into() }.into()
}

fn grant_role(account: AccountId) -> Command {
    let authority = Authority { basis: Basis::Program, document: None };
    GrantRole { account, role: Role::Officer, scope: Scope::Registry, authority }.into()
}

const fn officer(account: AccountId) -> Caller {
    Caller::of(account, Role::Officer)
}

fn opened_account(event: &Event) -> Option<AccountId> {
    match event {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    }
}

/// Opens the account in the shadow alone, where it isn't there.
///
/// # Errors
/// When the log can't be read, or the account was deprived of its role.
pub(super) async fn foresee(shadow: &mut Shadow<'_>) -> Result<Caller> {
    let registry = shadow.registry();
    if let Some(account) = existing(registry).await? {
        if !may_import(shadow, account).await? {
            check_not_revoked(registry).await?;
            decided(shadow, &grant_role(account)).await?;
        }
        return Ok(officer(account));
    }
    let opening = decided(shadow, &open_account()).await?;
    let account = find_event(&opening, opened_account).context("no account was opened")?;
    decided(shadow, &grant_role(account)).await?;
    Ok(officer(account))
}

async fn decided(shadow: &mut Shadow<'_>, command: &Command) -> Result<registry_core::Decision> {
    Ok(shadow.decide(Caller::PROGRAM, command).await??)
}

/// The account of an earlier import.
async fn existing(registry: &Registry) -> Result<Option<AccountId>> {
    let id = registry.request_id(Caller::PROGRAM, ACCOUNT_KEY);
    let Some(receipt) = registry.log().receipt(id).await? else { return Ok(None) };
    let entries = registry.log().read(receipt.first, 1).await?;
    let recorded = entries.first().context("the receipt names no entry")?.decode()?;
    Ok(recorded.event().and_then(opened_account))
}

async fn may_import(shadow: &Shadow<'_>, account: AccountId) -> Result<bool> {
    let access = shadow.load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
    let fits = |role, scope: &Scope| role == Role::Officer && *scope == Scope::Registry;
    Ok(access.grants_of(account).any(|grant| fits(grant.role, &grant.scope)))
}

/// A role that was given and taken back isn't given again by the program.
async fn check_not_revoked(registry: &Registry) -> Result<()> {
    let id = registry.request_id(Caller::PROGRAM, GRANT_KEY);
    if registry.log().receipt(id).await?.is_some() {
        bail!("the account «{LABEL}» was deprived of its role; nothing can be imported");
    }
    Ok(())
}

/// Opens the account for good, where it isn't there.
///
/// # Errors
/// When the log takes no writes.
pub(super) async fn prepare(registry: &Registry) -> Result<Caller> {
    let done = registry.execute(Caller::PROGRAM, ACCOUNT_KEY, b"", open_account()).await?;
    let mut events = done.entries.iter().filter_map(|recorded| recorded.event());
    let account = events.find_map(opened_account).context("no account was opened")?;
    registry.execute(Caller::PROGRAM, GRANT_KEY, b"", grant_role(account)).await?;
    Ok(officer(account))
}
