//! `clustermap account`: people with accounts, for who runs the installation: the first administrator
//! is invited here, and who lost their second factor is let in again.

mod invite;
mod list;
mod reset;

use registry_gateway::data_folder::DataFolder;

use super::common::open_registry;
use crate::failure::Failure;

/// What `account` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Open an account with a role for a person, and print the link by which they come in
    Invite(invite::Args),
    /// List people with their accounts and roles
    List,
    /// Take away the second factor of who lost it
    ResetSecondFactor(reset::Args),
}

/// Does with accounts what is asked.
///
/// # Errors
/// Why it can't be done.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry(folder).await?;
    match args.command {
        Command::Invite(args) => invite::run(&args, &registry).await,
        Command::List => list::run(&registry).await,
        Command::ResetSecondFactor(args) => reset::run(&args, &registry).await,
    }
}
