//! `clustermap key`: the key that the log's checkpoints are signed with.

use registry_events::transparency::note::SigningKey;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::{DataFolder, FolderError};
use registry_gateway::transparency::{SignedCheckpoints, make_key, read_key};

use crate::failure::Failure;
use crate::output::{data, say};

/// What `key` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a key, and print the verifier key that others check with; a key that is there stays
    New(NewArgs),
    /// Print the verifier key again
    Show,
}

#[derive(Debug, clap::Args)]
struct NewArgs {
    /// The log's name for ever, an address of yours without a scheme: clusters.example/log
    #[arg(long, value_name = "NAME")]
    origin: String,
}

/// Makes or shows the key.
///
/// # Errors
/// Why it can't be made or read.
pub fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let path = folder.checkpoint_key_path();
    match &args.command {
        Command::New(args) => {
            let key = make(folder, &args.origin)?;
            let path = path.display();
            say(&format!("the key is in {path}: keep it secret, and a copy apart from the log"));
            say("this is its verifier key: publish it where others than you keep it too");
            tell(&key)
        }
        Command::Show => tell(&read_key(&path).map_err(FolderError::from)?),
    }
}

/// Makes the key of a folder, and the file that its checkpoints are kept in.
///
/// # Errors
/// Why it can't be made; a key that is there stays.
pub(super) fn make(folder: &DataFolder, origin: &str) -> Result<SigningKey, Failure> {
    folder.make()?;
    let key = make_key(&folder.checkpoint_key_path(), origin, &SystemEntropy);
    let key = key.map_err(FolderError::from)?;
    SignedCheckpoints::make(&folder.signed_checkpoints_path()).map_err(FolderError::from)?;
    Ok(key)
}

fn tell(key: &SigningKey) -> Result<(), Failure> {
    data(&format!("{}\n", key.verifier()))
}
