//! `account invite`: an account, a role, a person, and the link by which they come in.

use registry_core::command::{GrantRole, OpenAccount};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::ids::AccountId;
use registry_events::value::Language;
use registry_gateway::http::language::named;
use registry_gateway::people::{Mailbox, NewPerson};
use registry_gateway::registry::Registry;

use super::super::token::issue::{account_opened, bases, execute, roles};
use super::super::token::scope;
use crate::failure::Failure;
use crate::output::{data, say};

/// What `account invite` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The mailbox of the person
    #[arg(long, value_parser = mailbox)]
    email: Mailbox,
    /// How they want to be called; it never gets into the log
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long, value_parser = roles())]
    role: Role,
    #[command(flatten)]
    scope: scope::ScopeArgs,
    /// What the account is called in public; never a person's name [default: after the role]
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// What the right to speak rests on
    #[arg(long, default_value = "office", value_parser = bases())]
    basis: Basis,
    /// The language of letters to them
    #[arg(long, default_value = "ru", value_parser = language)]
    language: Language,
}

fn mailbox(given: &str) -> Result<Mailbox, &'static str> {
    Mailbox::parse(given).ok_or("it is no address of a mailbox")
}

fn language(given: &str) -> Result<Language, &'static str> {
    named(given).ok_or("it is neither ru nor en")
}

pub(super) async fn run(args: &Args, registry: &Registry) -> Result<(), Failure> {
    let scope = args.scope.of(args.role)?;
    scope::check(registry, &scope).await?;
    let accounts = registry.accounts();
    if accounts.person_of(&args.email).await?.is_some() {
        return Err(Failure::refused("somebody with this mailbox has an account already")
            .hint("an administrator gives them another role at /admin/accounts"));
    }
    let account = open(args, registry).await?;
    let authority = Authority { basis: args.basis, document: None };
    let grant = GrantRole { account, role: args.role, scope, authority };
    execute(registry, grant.into()).await?;
    let (mailbox, name) = (args.email.clone(), args.name.clone());
    accounts.enter(NewPerson { account, mailbox, name, language: args.language }).await?;
    let path = accounts.invitation_link(account, args.language).await?;
    let path = path.ok_or_else(|| Failure::refused("no link can be issued"))?;
    say(&format!("account {account} has role {}; its person sets a password at", args.role.key()));
    say("the site's address followed by this path, within seven days, once:");
    data(&format!("{path}\n"))
}

async fn open(args: &Args, registry: &Registry) -> Result<AccountId, Failure> {
    let label = args.label.clone().unwrap_or_else(|| args.role.key().replace('_', " "));
    let done = execute(registry, OpenAccount { label }.into()).await?;
    account_opened(&done)
}
