//! `clustermap mask` and `clustermap unmask`: hide by law what is stated of a field, and show it again.

use registry_core::access::Caller;
use registry_core::command::{Command, LiftMask, MaskValue};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::path::FieldPath;
use registry_gateway::data_folder::DataFolder;

use super::common::open_registry;
use crate::failure::Failure;
use crate::output::{columns, data};

/// What is hidden, and what the lines mean.
const LINES: &str = "\
PATH is a field, such as website, or participants/17/organisation for a field of an item. What is
stated of it is gone from every answer, those about the past too; card and history say since when and
by which law. The log keeps the entry, so the level stands and proofs hold.

It prints:
  mask      by which `clustermap unmask` shows it again
  recorded  the position of the event";

/// What `mask` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub struct Args {
    /// The cluster's number
    #[arg(value_name = "CLUSTER")]
    cluster: ClusterId,
    /// The field
    #[arg(value_name = "PATH")]
    path: FieldPath,
    /// The law, in words fit to publish
    #[arg(long, value_name = "TEXT")]
    law: String,
    /// Why, in words fit to publish
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Hide only what the event of this version stated
    #[arg(long = "statement", value_name = "VERSION")]
    version: Option<u64>,
}

/// What `unmask` is told.
#[derive(Debug, clap::Args)]
pub struct LiftArgs {
    /// The cluster's number
    #[arg(value_name = "CLUSTER")]
    cluster: ClusterId,
    /// The mask, as `clustermap mask` printed it
    #[arg(value_name = "MASK")]
    mask: u64,
    /// Why, in words fit to publish
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Hides a field, beside a running server or without one.
///
/// # Errors
/// When the registry can't be used or refuses.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    let Args { cluster, path, law, reason, version } = args;
    let version = version.map(StreamVersion);
    execute(MaskValue { cluster, path, version, law, reason, expected: None }.into(), folder).await
}

/// Shows it again.
///
/// # Errors
/// When the registry can't be used or refuses.
pub async fn lift(args: LiftArgs, folder: &DataFolder) -> Result<(), Failure> {
    let LiftArgs { cluster, mask, reason } = args;
    let mask = StreamVersion(mask);
    execute(LiftMask { cluster, mask, reason, expected: None }.into(), folder).await
}

async fn execute(command: Command, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry(folder).await?;
    let key = registry.random_key();
    let done = registry.execute(Caller::PROGRAM, &key, b"", command).await?;
    let set = done.entries.iter().find_map(|entry| match entry.event()? {
        Event::Cluster(ClusterEvent::ValueMasked(_)) => Some(entry.version),
        Event::Cluster(ClusterEvent::MaskLifted(lifted)) => Some(lifted.mask),
        _ => None,
    });
    let mask = set.map(|version| version.to_string()).unwrap_or_default();
    data(&columns([("mask", mask), ("recorded", done.receipt.last().to_string())]))
}
