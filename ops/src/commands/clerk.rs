//! `clustermap clerk`: one round of the clerk, beside a running server or without one.

use registry_gateway::clerk::{Round, round};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;

use super::common::open_registry;
use crate::failure::Failure;
use crate::output::{columns, data};
use crate::progress::Bar;

/// What the round notes, and what the lines mean.
const LINES: &str = "\
It notes claims that grew too old, changes that nobody confirmed anew, missed deadlines of disputes,
requirements that stayed open, and the level that follows; days that were missed are caught up. A
server does so by itself after every midnight; a second round of a day notes nothing twice.

It prints:
  day       of the registry, up to which was noted
  clusters  how many were looked at
  events    how many were recorded";

/// What `clerk` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub struct Args {}

/// Makes a round.
///
/// # Errors
/// When the registry can't be used, or a cluster's turn failed.
pub async fn run(_: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry(folder).await?;
    let head = registry.log().head().await?;
    let bar = Bar::new("folding the clusters");
    let views = fold_all(&**registry.log(), |position| bar.show(position.0, head.next.0)).await;
    let views = views.map_err(Failure::found_wrong)?;
    drop(bar);
    let day = registry.today();
    let Round { clusters, events, failed } = round(&registry, &views, day).await;
    data(&columns([
        ("day", day.to_string()),
        ("clusters", clusters.to_string()),
        ("events", events.to_string()),
    ]))?;
    match failed.into_iter().next() {
        Some((cluster, error)) => Err(Failure::from(error).hint(format!(
            "the turn of cluster {cluster} failed; run the clerk again, it goes on where it stopped"
        ))),
        None => Ok(()),
    }
}
