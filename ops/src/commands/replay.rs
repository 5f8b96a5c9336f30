//! `clustermap replay`: rebuilds every view from the log, twice and beside the live ones, and proves
//! that all agree; recomputes recorded levels on request.

mod comparison;
mod fold;
mod levels;
mod live;
mod reassess;

use registry_events::ids::Position;
use registry_events::log::Head;
use registry_gateway::admin::LiveDigests;
use registry_gateway::data_folder::{DataFolder, OpenLog};
use registry_projections::diff::Difference;
use registry_projections::views::Views;

use super::common::{check_signed, open_log};
use crate::failure::Failure;
use crate::output::{columns, data, or_none, say};
use fold::{Pace, fold};

/// What `replay` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print every figure, cluster and level that differs, and compare every bulletin
    #[arg(long)]
    diff: bool,
    /// Recompute every recorded level under the edition it names
    #[arg(long)]
    reassess: bool,
    /// Stop after the commit that holds this position
    #[arg(long, value_name = "POSITION")]
    at: Option<u64>,
}

/// Rebuilds the views of a folder's log.
///
/// # Errors
/// What differs, or why the log can't be replayed.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let opened = open_log(folder).await?;
    let head = opened.log.head().await?;
    let live = live_digests(&opened, args).await?;
    let last = last(args, &head, live.as_ref())?;
    let views = fold(&*opened.log, last, Pace::Straight).await?;
    let again = fold(&*opened.log, last, Pace::WithSnapshots).await?;
    tell(&views)?;
    let mut found = comparison::of_digests(&views, &again, live.as_ref());
    if args.diff {
        found.extend(tell_differences(&views, &again, &opened).await?);
        found.extend(comparison::of_bulletins(&views));
    }
    if args.reassess {
        found.extend(reassess::run(&*opened.log, views.position()).await?);
    }
    if !found.is_empty() {
        return Err(Failure::found_wrong(found.join("; ")));
    }
    say(agreement(args, live.is_some()));
    check_signed(opened.provable.as_deref())
}

/// What was compared, for who reads that all is well.
fn agreement(args: &Args, with_live: bool) -> &'static str {
    match (with_live, args.at) {
        (true, _) => "two replays and the running server's views agree",
        (false, Some(_)) => "two replays agree",
        (false, None) => "two replays agree; no server runs here whose views could be compared",
    }
}

/// The digests of a running server's views; not asked for when another position is wanted.
async fn live_digests(opened: &OpenLog, args: &Args) -> Result<Option<LiveDigests>, Failure> {
    match &opened.server {
        Some(server) if args.at.is_none() => Ok(Some(server.digests().await?)),
        _ => Ok(None),
    }
}

/// Where the replay ends: as asked, else where the live views stand, else at the head.
fn last(args: &Args, head: &Head, live: Option<&LiveDigests>) -> Result<Option<Position>, Failure> {
    match (args.at.map(Position), live) {
        (Some(at), _) if at >= head.next => {
            let end = or_none(head.last());
            Err(Failure::refused(format!("the log has no position {at}; its last one is {end}")))
        }
        (Some(at), _) => Ok(Some(at)),
        (None, Some(live)) => Ok(live.position),
        (None, None) => Ok(head.last()),
    }
}

/// Every difference goes to stdout; a sentence when there is any.
async fn tell_differences(
    views: &Views,
    again: &Views,
    opened: &OpenLog,
) -> Result<Option<String>, Failure> {
    let day = comparison::day(views);
    let mut lines = comparison::lines(&Difference::between(views, again, day));
    if let Some(server) = &opened.server {
        lines.push_str(&comparison::lines(&live::difference(server, views, day).await?));
    }
    data(&lines)?;
    let count = lines.lines().count();
    Ok((count > 0).then(|| format!("figures, clusters and levels that differ: {count}")))
}

fn tell(views: &Views) -> Result<(), Failure> {
    say(&format!("replayed to position {}", or_none(views.position())));
    let digests = views.digests();
    let all = ("all", views.digest_over(&digests));
    let lines = digests.into_iter().chain([all]);
    data(&columns(lines.map(|(name, digest)| (name, digest.to_string()))))
}
