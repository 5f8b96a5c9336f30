//! `clustermap demo`: loads the demonstration data into a log of their own and serves them.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use registry_core::access::Caller;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::http::{HttpSettings, RateLimits};
use registry_gateway::registry::Registry;

use super::common::checking;
use super::serve;
use crate::demo::{Cast, Hands, Until, demonstration_time, load, master_key};
use crate::failure::Failure;
use crate::output::say;
use crate::progress::Bar;

/// What `demo` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; keep it on this machine, since the demonstration's tokens are printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Load the data and stop, without serving them
    #[arg(long)]
    load_only: bool,
}

/// The demonstration has one reader, who may click fast.
const READS_PER_MINUTE: u32 = 6_000;
const WRITES_PER_MINUTE: u32 = 600;

/// Loads what isn't loaded yet into `DIR/demo`, then serves it with the clock standing still.
///
/// # Errors
/// Why it can't be loaded or served.
pub async fn run(args: Args, folder: &DataFolder) -> Result<(), Failure> {
    let folder = DataFolder::new(folder.path().join("demo"));
    let hands = Hands::default();
    let registry = open(&folder, &hands).await?;
    let cast = play(&registry, &hands).await?;
    tell_head(&registry).await?;
    if args.load_only {
        return Ok(());
    }
    let now = demonstration_time().map_err(|error| Failure::refused(format!("{error:#}")))?;
    hands.clock.set(now);
    tell_tokens(&registry, &cast, now)?;
    say(&format!("Open http://{} in a browser; stop with Ctrl-C.", args.listen));
    serve::log_to_stderr();
    serve::serve(Arc::new(registry), &folder, args.listen, settings()).await
}

async fn open(folder: &DataFolder, hands: &Hands) -> Result<Registry, Failure> {
    folder.make()?;
    folder.keep_master_key(&master_key())?;
    let parts = folder.open(hands.clock.clone(), hands.entropy.clone(), checking())?;
    Ok(Registry::assemble(parts).await?)
}

async fn play(registry: &Registry, hands: &Hands) -> Result<Cast, Failure> {
    let bar = Bar::new("playing the demonstration, day by day");
    load(registry, hands, Until::Today, |day, of| bar.show(day, of))
        .await
        .map_err(|error| Failure::refused(format!("the demonstration can't be loaded: {error:#}")))
}

/// The same build tells the same head everywhere.
async fn tell_head(registry: &Registry) -> Result<(), Failure> {
    let head = registry.log().head().await?;
    say(&format!("The demonstration has {} events; its head is {}.", head.next, head.chain));
    Ok(())
}

/// New tokens at each start; those of the start before no longer work.
fn tell_tokens(registry: &Registry, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    let tokens = registry.tokens();
    let failed = |error| Failure::cannot_run(&error);
    for stored in tokens.list().map_err(failed)? {
        tokens.remove(stored.digest).map_err(failed)?;
    }
    let expires = now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now);
    let issue = |caller: Caller| {
        tokens.issue(caller, "demonstration", now, expires, &SystemEntropy).map_err(failed)
    };
    let cluster = cast.cluster;
    say("Tokens for writing (Authorization: Bearer …):");
    say(&format!("  officer                        {}", issue(cast.officer)?));
    say(&format!("  representative of {cluster}   {}", issue(cast.representative)?));
    say(&format!("  one of its participants        {}", issue(cast.participant)?));
    Ok(())
}

fn settings() -> HttpSettings {
    let rate_limits =
        RateLimits { reads_per_minute: READS_PER_MINUTE, writes_per_minute: WRITES_PER_MINUTE };
    HttpSettings { rate_limits, ..HttpSettings::default() }
}
