//! `clustermap catalogue|dictionaries|regions|rulebook`: says what an edition would change for whom,
//! and adopts it.

mod adopt;
mod changes;
mod check;
mod lapses;
mod levels;
mod usage;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use registry_core::editions::{TEXT_BYTES_MAX, check as name_of};
use registry_core::state::StreamState;
use registry_events::edition::EditionKind;
use registry_events::ids::ProposalId;
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::Registry;

use super::common::open_registry;
use crate::failure::Failure;

/// What such a command is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Say what an edition would change, and for whom; nothing is recorded
    Check(File),
    /// Adopt an edition, and assess every cluster anew
    Adopt(File),
}

/// An edition as a file.
#[derive(Debug, clap::Args)]
struct File {
    /// The edition's text
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The edition's name, where its text has none [default: the file's name]
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
    /// A proposal that the edition takes; repeatable
    #[arg(long = "proposal", value_name = "ID")]
    proposals: Vec<ProposalId>,
}

/// An edition that was read.
struct Read {
    kind: EditionKind,
    edition: Code,
    text: String,
    proposals: Vec<ProposalId>,
}

/// Checks or adopts an edition of a kind, beside a running server or without one.
///
/// # Errors
/// Why it can't be read or adopted.
pub async fn run(kind: EditionKind, args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let (Command::Check(file) | Command::Adopt(file)) = &args.command;
    let read = read(kind, file)?;
    let registry = open_registry(folder).await?;
    match args.command {
        Command::Check(_) => check::run(&read, &registry).await,
        Command::Adopt(_) => adopt::run(read, &registry).await,
    }
}

fn read(kind: EditionKind, file: &File) -> Result<Read, Failure> {
    let path = file.path.display();
    let text = read_bounded(&file.path)
        .map_err(|error| Failure::refused(format!("can't read {path}: {error}")))?;
    let own = name_of(kind, &text).map_err(|error| Failure::found_wrong(error.to_string()))?;
    let stem = || file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let edition = match own {
        Some(own) => own,
        None => Code::parse(&file.edition.clone().or_else(stem).unwrap_or_default())
            .map_err(|_| Failure::refused("the edition's name isn't one; give it by --edition"))?,
    };
    Ok(Read { kind, edition, text, proposals: file.proposals.clone() })
}

/// The text; of one that is too long no more is read than shows that.
fn read_bounded(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(TEXT_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(std::io::Error::other(format!("it has more than {TEXT_BYTES_MAX} bytes")));
    }
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

/// The registry's own stream, folded.
async fn state(registry: &Registry) -> Result<std::sync::Arc<StreamState>, Failure> {
    Ok(registry.executor().streams().load(&StreamId::registry()).await?.state)
}

/// A stream of another kind than its name says.
fn not_the_registry() -> Failure {
    Failure::found_wrong("the registry isn't open: its stream holds no editions")
}
