//! `token issue`: an account, a role, and a bearer token that is shown once.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::{SignedDuration, Timestamp, Unit};
use registry_core::access::Caller;
use registry_core::command::{Command, GrantRole, OpenAccount};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::{AccountId, Digest, StreamVersion};
use registry_gateway::execute::Done;
use registry_gateway::registry::Registry;

use super::scope;
use crate::failure::Failure;
use crate::output::{data, say};

/// What `token issue` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the account may do
    #[arg(long, value_parser = roles())]
    role: Role,
    #[command(flatten)]
    scope: scope::ScopeArgs,
    /// What the account is called in public; never a person's name
    #[arg(long, value_name = "TEXT")]
    label: String,
    /// How long the token works
    #[arg(long, value_name = "N", default_value_t = 90,
          value_parser = clap::value_parser!(u32).range(1..=3_660))]
    days: u32,
    /// What the right to speak rests on
    #[arg(long, default_value = "office", value_parser = bases())]
    basis: Basis,
}

/// Every role but the clerk, which is the program itself.
pub(in crate::commands) fn roles() -> impl TypedValueParser<Value = Role> {
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::Clerk);
    let unknown = "it is none of the roles";
    PossibleValuesParser::new(roles.map(Role::key))
        .try_map(move |key| Role::from_key(&key).ok_or(unknown))
}

/// Every basis but the program's own.
pub(in crate::commands) fn bases() -> impl TypedValueParser<Value = Basis> {
    PossibleValuesParser::new(["office", "letter", "work_mailbox"]).map(|key| match key.as_str() {
        "letter" => Basis::Letter,
        "work_mailbox" => Basis::WorkMailbox,
        _ => Basis::Office,
    })
}

pub(super) async fn run(args: &Args, registry: &Registry) -> Result<(), Failure> {
    let scope = args.scope.of(args.role)?;
    scope::check(registry, &scope).await?;
    let account = open_account(registry, &args.label).await?;
    let grant = grant(registry, account, args, scope).await?;
    let now = registry.now();
    let expires_at = now + SignedDuration::from_hours(24 * i64::from(args.days));
    // Nobody reads nanoseconds.
    let expires_at = expires_at.round(Unit::Second).unwrap_or(expires_at);
    let caller = Caller::of(account, args.role);
    let tokens = registry.tokens();
    let token = tokens.issue(caller, &args.label, now, expires_at, &**registry.entropy())?;
    tell(args, grant, account, expires_at);
    data(&format!("{token}\n"))
}

async fn open_account(registry: &Registry, label: &str) -> Result<AccountId, Failure> {
    account_opened(&execute(registry, OpenAccount { label: label.into() }.into()).await?)
}

/// The account that was opened.
pub(in crate::commands) fn account_opened(done: &Done) -> Result<AccountId, Failure> {
    done.entries
        .iter()
        .find_map(|entry| match entry.event()? {
            Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
            _ => None,
        })
        .ok_or_else(|| Failure::refused("the log has no account where one was opened"))
}

async fn grant(
    registry: &Registry,
    account: AccountId,
    args: &Args,
    scope: Scope,
) -> Result<StreamVersion, Failure> {
    let authority = Authority { basis: args.basis, document: None::<Digest> };
    let command = GrantRole { account, role: args.role, scope, authority };
    let done = execute(registry, command.into()).await?;
    let granted = done.entries.iter().map(|entry| entry.version).next_back();
    granted.ok_or_else(|| Failure::refused("the log has no grant where one was given"))
}

/// Does a command as the registry's own program: who may run this binary on the data folder may
/// do all that it can.
pub(in crate::commands) async fn execute(
    registry: &Registry,
    command: Command,
) -> Result<Done, Failure> {
    let key = registry.random_key();
    let body = format!("{command:?}");
    Ok(registry.execute(Caller::PROGRAM, &key, body.as_bytes(), command).await?)
}

fn tell(args: &Args, grant: StreamVersion, account: AccountId, expires_at: Timestamp) {
    let role = args.role.key();
    say(&format!(
        "account {account} has role {role} by grant {grant}; its token works until {expires_at}"
    ));
    say("the token is shown this once: keep it where only its owner reads it");
}
