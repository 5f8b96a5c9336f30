//! `clustermap token`: gives access to the API, lists what was given, takes it back.

pub(super) mod grants;
pub(super) mod issue;
mod list;
mod revoke;
pub(super) mod scope;

use registry_gateway::data_folder::DataFolder;

use super::common::{open_registry, open_registry_to_read};
use crate::failure::Failure;

/// What `token` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Open an account with a role, and print a token for it once
    Issue(issue::Args),
    /// List the tokens that were issued and the roles behind them
    List,
    /// Make a token useless, or take a role back
    Revoke(revoke::Args),
}

/// Does with tokens what is asked.
///
/// # Errors
/// Why it can't be done.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    match args.command {
        Command::Issue(args) => issue::run(&args, &open_registry(folder).await?).await,
        Command::List => list::run(&open_registry_to_read(folder).await?).await,
        Command::Revoke(args) => revoke::run(args, &open_registry(folder).await?).await,
    }
}
