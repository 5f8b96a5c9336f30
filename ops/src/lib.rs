//! What `clustermap` does: serves the registry, and gives operators and auditors their tools.
//!
//! Data goes to stdout and words to stderr. A command that found something wrong exits with 1, one
//! that could not run with 2.

pub mod cli;
pub mod commands;
pub mod demo;
pub mod failure;
pub mod import;
pub mod output;
pub mod progress;
pub mod published;

use std::process::ExitCode;
use std::time::Duration;

use tokio::runtime::Runtime;

use cli::{Cli, Command};
use commands::{
    account, bulletin, case, checkpoint, clerk, demo as demo_command, editions, forget, journal,
    key, mask, publish, replay, restore, samples, serve, token, verify,
};
use failure::Failure;
use registry_events::edition::EditionKind;
use registry_gateway::data_folder::DataFolder;

/// How long work that nobody waits for any more may take at the end.
const WIND_DOWN_MAX: Duration = Duration::from_secs(5);

/// Runs a command to its end.
pub fn run(cli: Cli) -> ExitCode {
    let ended = Runtime::new().map_err(|error| Failure::cannot_run(&error)).and_then(|runtime| {
        let ended = runtime.block_on(command(cli));
        runtime.shutdown_timeout(WIND_DOWN_MAX);
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// Does what a command line says; [`run`] tells how it ended.
///
/// # Errors
/// The [`Failure`] that it ends with.
pub async fn command(cli: Cli) -> Result<(), Failure> {
    let folder = DataFolder::new(cli.data);
    match cli.command {
        Command::Serve(args) => serve::run(args, &folder).await,
        Command::Demo(args) => demo_command::run(args, &folder).await,
        Command::Import(args) => import::run(&args, &folder).await,
        Command::Verify(args) => verify::run(&args, &folder).await,
        Command::Publish(args) => publish::run(&args, &folder).await,
        Command::Restore(args) => restore::run(&args, &folder),
        Command::Key(args) => key::run(&args, &folder).await,
        Command::Checkpoint(args) => checkpoint::run(&args, &folder).await,
        Command::Replay(args) => replay::run(&args, &folder).await,
        Command::Clerk(args) => clerk::run(&args, &folder).await,
        Command::Bulletin(args) => bulletin::run(&args, &folder).await,
        Command::Catalogue(args) => editions::run(EditionKind::Catalogue, &args, &folder).await,
        Command::Dictionaries(args) => {
            editions::run(EditionKind::Dictionaries, &args, &folder).await
        }
        Command::Regions(args) => editions::run(EditionKind::Regions, &args, &folder).await,
        Command::Rulebook(args) => editions::run(EditionKind::Rulebook, &args, &folder).await,
        Command::Forget(args) => forget::run(&args, &folder).await,
        Command::Mask(args) => mask::run(args, &folder).await,
        Command::Unmask(args) => mask::lift(args, &folder).await,
        Command::Account(args) => account::run(args, &folder).await,
        Command::Token(args) => token::run(args, &folder).await,
        Command::Journal(args) => journal::run(&args, &folder).await,
        Command::Samples(args) => samples::run(&args, &folder).await,
        Command::Case(args) => case::run(&args, &folder).await,
    }
}
