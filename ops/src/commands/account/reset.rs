//! `account reset-second-factor`: for who lost telephone and recovery codes.

use registry_gateway::people::Mailbox;
use registry_gateway::people::security::Kind;
use registry_gateway::people::whereabouts::Whereabouts;
use registry_gateway::registry::Registry;

use crate::failure::Failure;
use crate::output::say;

/// What `account reset-second-factor` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The mailbox of the person
    #[arg(long)]
    email: String,
}

pub(super) async fn run(args: &Args, registry: &Registry) -> Result<(), Failure> {
    let accounts = registry.accounts();
    let person = match Mailbox::parse(&args.email) {
        Some(mailbox) => accounts.person_of(&mailbox).await?,
        None => None,
    };
    let person =
        person.ok_or_else(|| Failure::refused("nobody has an account with this mailbox"))?;
    let account = person.account;
    accounts.remove_factor(account).await?;
    accounts.end_sessions(account, None).await?;
    let by = "clustermap account reset-second-factor";
    accounts.note_and_tell(Kind::FactorRemoved, &person, by, &Whereabouts::default()).await?;
    say(&format!("account {account} signs in by its password and sets a second factor up anew"));
    Ok(())
}
