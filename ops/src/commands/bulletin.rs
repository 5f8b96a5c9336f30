//! `clustermap bulletin`: publishes the statistics of a day as an event.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_core::access::Caller;
use registry_core::command::PublishStatistics;
use registry_events::ids::{Digest, Position};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::read::series::end_of;
use registry_gateway::registry::Registry;
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;

use super::common::open_registry;
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// What `bulletin` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day, such as 2015-12-01, to its end in the registry's zone
    #[arg(value_name = "DATE")]
    date: Date,
}

/// Publishes the statistics of a day, beside a running server or without one.
///
/// # Errors
/// Why they can't be published.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry(folder).await?;
    let (position, digest) = count(&registry, args.date).await?;
    let command = PublishStatistics { date: args.date, position, digest };
    let key = registry.random_key();
    let done = registry.execute(Caller::PROGRAM, &key, b"", command.into()).await?;
    say("the statistics of that day are published; replay --diff compares them from here on");
    data(&columns([
        ("date", args.date.to_string()),
        ("counted to", position.to_string()),
        ("digest", digest.to_string()),
        ("published", done.receipt.last().to_string()),
    ]))
}

/// The last position of the day, and what its figures come to.
async fn count(registry: &Registry, date: Date) -> Result<(Position, Digest), Failure> {
    if date >= registry.today() {
        return Err(Failure::refused(format!("the day {date} isn't over")));
    }
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    count_in(&views, registry.zone(), date)
        .ok_or_else(|| Failure::refused(format!("nothing was recorded by the end of {date}")))
}

/// The same in views that are folded to that day's end or beyond.
pub(crate) fn count_in(views: &Views, zone: &TimeZone, date: Date) -> Option<(Position, Digest)> {
    let at = end_of(date, zone).and_then(|instant| views.times().at(instant))?;
    Some((at, Statistics::digest_at(views, at, date)))
}
