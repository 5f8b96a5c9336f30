//! The command line: one binary, a subcommand for each task.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::{
    account, bulletin, case, checkpoint, clerk, demo, editions, forget, journal, key, mask,
    publish, replay, restore, samples, serve, token, verify,
};
use crate::import;

/// The cluster registry of Russia: its server, and the tools of operators and auditors.
#[derive(Debug, Parser)]
#[command(
    name = "clustermap",
    version,
    max_term_width = 100,
    after_help = "Beside a running server, commands use its log through DIR/admin.sock.\n\
                  Exit codes: 0 all is well, 1 something was found wrong, 2 the command could not run."
)]
pub struct Cli {
    /// The data folder of the installation
    #[arg(long, global = true, value_name = "DIR", default_value = "./data")]
    pub data: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the registry: pages, JSON API, and the log for other commands
    Serve(serve::Args),
    /// Load invented data into DIR/demo and serve them
    Demo(demo::Args),
    /// Take clusters and participants over from tables
    Import(import::Args),
    /// Check the log, a published folder, a proof, a case, or that a checkpoint continues another
    Verify(verify::Args),
    /// Write the log as plain files for any web server, which are its backup too
    Publish(publish::Args),
    /// Make the log of a new data folder from a published folder
    Restore(restore::Args),
    /// Make or show the key that the log's checkpoints are signed with
    Key(key::Args),
    /// Print the last signed checkpoint, or that it continues an older one
    Checkpoint(checkpoint::Args),
    /// Rebuild all views from the log and compare them
    Replay(replay::Args),
    /// Note what ran out by today, as a server does every day
    Clerk(clerk::Args),
    /// Publish the statistics of a day as an event
    Bulletin(bulletin::Args),
    /// Check or adopt an edition of the profile's fields
    Catalogue(editions::Args),
    /// Check or adopt an edition of the lists of terms
    Dictionaries(editions::Args),
    /// Check or adopt an edition of the subjects of the federation
    Regions(editions::Args),
    /// Check or adopt an edition of markers and levels
    Rulebook(editions::Args),
    /// Erase the keys of what was sealed, for good
    Forget(forget::Args),
    /// Hide by law what is stated of a field
    Mask(mask::Args),
    /// Show again what was hidden by law
    Unmask(mask::LiftArgs),
    /// Invite people, list them, let in who lost their second factor
    Account(account::Args),
    /// Give and take back access to the API
    Token(token::Args),
    /// Print what was recorded, entry by entry, for an auditor
    Journal(journal::Args),
    /// Count what the control samples find, or print what one finds
    Samples(samples::Args),
    /// Write what an auditor chooses as one archive that is checked offline
    Case(case::Args),
}
