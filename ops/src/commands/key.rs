//! `clustermap key`: the key that the log's checkpoints are signed with.

use std::sync::Arc;

use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::TreeHead;
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::{Beginning, DataFolder, FolderError};
use registry_gateway::private::SigningTrace;
use registry_gateway::transparency::{KeyFileError, read_key};

use super::common::{checking, tree_over};
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
    /// Begin anew with another key, where the one that signed this log is lost for good
    #[arg(long)]
    anew: bool,
}

/// Makes or shows the key.
///
/// # Errors
/// Why it can't be made or read.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let path = folder.checkpoint_key_path();
    match &args.command {
        Command::New(args) => {
            refuse_a_scheme(&args.origin)?;
            let before = folder.traced()?.noted().filter(|_| args.anew);
            let beginning = if args.anew { Beginning::Anew } else { Beginning::First };
            let (key, head) = make(folder, &args.origin, beginning).await?;
            let path = path.display();
            if head.size > 0 {
                say(&format!("the log is signed as it is, with its {} entries", head.size));
            }
            if let Some(before) = before {
                say_anew(&before, head);
            }
            say(&format!("the key is in {path}: keep it secret, and a copy apart from the log"));
            say("this is its verifier key: publish it where others than you keep it too");
            tell(&key)
        }
        Command::Show => tell(&read_key(&path).map_err(FolderError::from)?),
    }
}

/// What beginning anew means to those who checked the log before.
fn say_anew(before: &SigningTrace, now: TreeHead) {
    let SigningTrace { key, head } = before;
    say(&format!(
        "this is another log to whoever checks it: its first {} entries were signed with {key}, whose \
         checkpoints nothing signed from now on continues; say publicly that the key was lost and is \
         replaced",
        head.size
    ));
    if head.size > now.size {
        say(&format!(
            "warning: {} entries that were signed before aren't in the log any more",
            head.size - now.size
        ));
    }
}

/// The name is written into every checkpoint for ever, and isn't an address that anybody opens.
fn refuse_a_scheme(origin: &str) -> Result<(), Failure> {
    let Some((scheme, rest)) = origin.split_once("://") else { return Ok(()) };
    Err(Failure::refused(format!("the name of a log has no scheme, and {origin} has {scheme}://"))
        .hint(format!("name it {rest}")))
}

/// Makes the key of a folder, and signs with it the log as it is.
///
/// # Errors
/// Why it can't be made; a key that is there stays.
pub(super) async fn make(
    folder: &DataFolder,
    origin: &str,
    beginning: Beginning,
) -> Result<(SigningKey, TreeHead), Failure> {
    let path = folder.checkpoint_key_path();
    if path.exists() {
        return Err(FolderError::from(KeyFileError::Exists { path }).into());
    }
    folder.make()?;
    let head = head_of(folder).await?;
    Ok((folder.begin_signing(origin, head, beginning, &SystemEntropy)?, head))
}

/// The head of a log that isn't signed yet; of none that of an empty one.
async fn head_of(folder: &DataFolder) -> Result<TreeHead, Failure> {
    if !folder.has_log() {
        return Ok(TreeHead::empty());
    }
    let opened = folder.connect_or_open_unsigned_log(Arc::new(SystemClock), checking()).await?;
    let entries = opened.log.head().await?.next.0;
    Ok(tree_over(&*opened.log, entries).await?.head())
}

fn tell(key: &SigningKey) -> Result<(), Failure> {
    data(&format!("{}\n", key.verifier()))
}
