//! `clustermap case`: what an auditor chooses at the desk, written as one archive that `clustermap
//! verify` checks without any registry.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use registry_events::event::Event;
use registry_events::ids::{AccountId, ClusterId, Position};
use registry_events::stream::StreamId;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::tree::Tree;
use registry_events::value::Code;
use registry_gateway::case::chosen::Filters;
use registry_gateway::case::format::{CHOSEN_MAX, Kind, Selection};
use registry_gateway::case::{CaseError, Chosen, Sources, made};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::read::journal::{KeptJournal, of_region};
use registry_gateway::read::lens::Lens;
use registry_gateway::read::samples::{Sources as SampleSources, gather};
use registry_gateway::registry::Registry;
use registry_gateway::transparency::Standing;
use registry_projections::history::{Category, HistoryFilter, PathPrefix};
use registry_projections::journal::{JournalFilter, Topic};
use registry_projections::samples::Sample;
use registry_projections::views::Views;

use super::common::{no_key, open_registry, tree_over};
use super::journal::Moment;
use super::samples::sample;
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// What is chosen, and how it is narrowed.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("chosen").required(true).args(["cluster", "journal", "account", "sample"]))]
pub struct Args {
    /// The time line of a cluster
    #[arg(long, value_name = "ID")]
    cluster: Option<ClusterId>,
    /// The journal of the whole registry
    #[arg(long)]
    journal: bool,
    /// Every act of an account
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// What a control sample finds, by its key
    #[arg(long, value_name = "NAME", value_parser = sample)]
    sample: Option<Sample>,
    /// Where the archive is written; there may be no such file yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What entries are about, e.g. level, participants; repeatable
    #[arg(long, value_name = "KEY", conflicts_with = "sample")]
    category: Vec<String>,
    /// The type of the event, as the journal names it; repeatable
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type, conflicts_with = "sample")]
    event_type: Vec<String>,
    /// This account acted
    #[arg(long, value_name = "ID", conflicts_with_all = ["sample", "account"])]
    actor: Option<AccountId>,
    /// A field, an item or a collection of the cluster
    #[arg(long, value_name = "PATH", conflicts_with_all = ["journal", "account", "sample"], value_parser = path)]
    path: Option<String>,
    /// Of this stream, e.g. access
    #[arg(long, value_name = "STREAM", conflicts_with_all = ["cluster", "account", "sample"])]
    stream: Option<StreamId>,
    /// Of the clusters of this region, and its own
    #[arg(long, value_name = "CODE", conflicts_with_all = ["cluster", "account", "sample"], value_parser = region)]
    region: Option<Code>,
    /// Recorded on this day or at this instant, or later
    #[arg(long, value_name = "TIME", conflicts_with = "sample")]
    since: Option<Moment>,
    /// Recorded on this day or at this instant, or earlier
    #[arg(long, value_name = "TIME", conflicts_with = "sample")]
    until: Option<Moment>,
    /// As the registry was at this position, else as it is
    #[arg(long, value_name = "POSITION")]
    as_of: Option<u64>,
}

fn event_type(given: &str) -> Result<String, String> {
    let known = Event::newest_schema(given).map(|_| given.to_owned());
    known.ok_or_else(|| "no type of event, such as ClaimConfirmed".into())
}

fn region(given: &str) -> Result<Code, String> {
    Code::parse(given).map_err(|_| "no code of a region, such as RU-TOM".into())
}

/// The text itself stays: the manifest names it.
fn path(given: &str) -> Result<String, String> {
    let known: Result<PathPrefix, _> = given.parse();
    known.map(|_| given.to_owned()).map_err(|error| error.to_string())
}

/// Writes what was chosen.
///
/// # Errors
/// Why there is no case of it.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry(folder).await?;
    sign(&registry).await?;
    let (signed, tree) = signed(&registry, folder).await?;
    let views = fold_all(&**registry.log(), |_| ()).await.map_err(Failure::found_wrong)?;
    let lens = Lens::new(&views, position(args, &views, &signed)?);
    let chosen = choose(args, &registry, &lens).await?;
    let size = signed.head().size;
    let prove = |position: Position| tree.inclusion(position.0, size);
    let sources = Sources {
        log: &**registry.log(),
        lens,
        documents: registry.documents(),
        zone: registry.zone(),
        checkpoint: &signed,
        prove: &prove,
    };
    let archive = made(&chosen, &sources).await.map_err(|error| refused(&error))?;
    write(args, &archive)?;
    let path = args.out.display();
    say(&format!("{path} has what was chosen; `clustermap verify {path} --key KEY` checks it"));
    data(&columns([
        ("entries", chosen.entries.len().to_string()),
        ("position", lens.at.to_string()),
        ("bytes", archive.len().to_string()),
    ]))
}

/// Signs what isn't signed yet, where no server does it; refuses a log that isn't what was signed.
async fn sign(registry: &Registry) -> Result<(), Failure> {
    let standing = registry.provable().map(|provable| provable.standing());
    if let Some(reason) = standing.and_then(Standing::reason) {
        return Err(Failure::found_wrong(reason));
    }
    if let Some(signer) = registry.start_signer() {
        signer.stop().await;
    }
    Ok(())
}

/// The last signed checkpoint, and the tree that it covers.
async fn signed(
    registry: &Registry,
    folder: &DataFolder,
) -> Result<(SignedCheckpoint, Tree), Failure> {
    let (_, signed) = folder.open_signing()?.ok_or_else(|| no_key(folder, "can be proven"))?;
    let nothing = || Failure::refused("the log has no entries, or none is signed yet");
    let last = signed.last().ok_or_else(nothing)?.clone();
    let tree = tree_over(&**registry.log(), last.head().size).await?;
    if tree.head() == last.head() {
        return Ok((last, tree));
    }
    let size = last.head().size;
    Err(Failure::found_wrong(format!(
        "the first {size} entries of the log aren't those that the last signed checkpoint covers"
    )))
}

/// The end of the commit that is looked from; no later than what is signed.
fn position(args: &Args, views: &Views, signed: &SignedCheckpoint) -> Result<Position, Failure> {
    let last = Position(signed.head().size - 1);
    let asked = args.as_of.map_or(last, Position);
    let end = views.times().commit_of(asked).map(|(_, end)| end);
    end.filter(|end| *end <= last)
        .ok_or_else(|| Failure::refused(format!("nothing is signed up to position {asked}")))
}

async fn choose(args: &Args, registry: &Registry, lens: &Lens<'_>) -> Result<Chosen, Failure> {
    let chosen = if let Some(cluster) = args.cluster {
        let card = lens.views.card(cluster).filter(|card| card.listed.position <= lens.at);
        let card =
            card.ok_or_else(|| Failure::refused(format!("there is no cluster {cluster}")))?;
        Chosen::of_history(card, &of_cluster(args, registry)?, lens, args.filters())
    } else {
        let (kept, log) = (KeptJournal::default(), &**registry.log());
        if let Some(sample) = args.sample {
            let (keys, today) = (Some(&**registry.keys()), registry.today());
            let (journal, lens, accounts) = (&kept, *lens, registry.accounts());
            let sources = SampleSources { log, keys, journal, lens, today, accounts };
            let found = gather(sources).await.map_err(|error| Failure::cannot_run(&error))?;
            Chosen::of_sample(sample, &found, &lens)
        } else {
            let filter = of_journal(args, registry, lens)?;
            let journal =
                kept.until(lens.at, log).await.map_err(|error| Failure::cannot_run(&error))?;
            Chosen::of_journal(&journal, &filter, lens, args.selection())
        }
    };
    chosen.map_err(|error| refused(&error))
}

fn of_cluster(args: &Args, registry: &Registry) -> Result<HistoryFilter, Failure> {
    let zone = registry.zone();
    Ok(HistoryFilter {
        categories: known(&args.category, Category::from_key)?,
        types: args.event_type.clone(),
        account: args.actor,
        path: args.path.as_deref().and_then(|path| path.parse().ok()),
        since: args.since.and_then(|since| since.beginning(zone)),
        until: args.until.and_then(|until| until.end(zone)),
        at: None,
    })
}

fn of_journal(args: &Args, registry: &Registry, lens: &Lens<'_>) -> Result<JournalFilter, Failure> {
    let zone = registry.zone();
    Ok(JournalFilter {
        topics: known(&args.category, Topic::from_key)?,
        types: args.event_type.clone(),
        account: args.account.or(args.actor),
        stream: args.stream.clone(),
        among: args.region.as_ref().map(|region| of_region(region, lens)),
        since: args.since.and_then(|since| since.beginning(zone)),
        until: args.until.and_then(|until| until.end(zone)),
    })
}

fn known<T>(given: &[String], read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Failure> {
    let unknown = |key: &String| Failure::refused(format!("there is no category {key}"));
    given.iter().map(|key| read(key).ok_or_else(|| unknown(key))).collect()
}

impl Args {
    fn selection(&self) -> Selection {
        let kind = if self.account.is_some() { Kind::Account } else { Kind::Journal };
        let subject = self.account.map(|account| account.to_string());
        Selection { kind, subject, filters: self.filters() }
    }

    /// The filters as an address of the API would state them.
    fn filters(&self) -> Filters {
        let one = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
        let stated = [
            ("category", self.category.clone()),
            ("type", self.event_type.clone()),
            ("actor", one(self.actor.map(|id| id.to_string()))),
            ("path", one(self.path.clone())),
            ("stream", one(self.stream.as_ref().map(ToString::to_string))),
            ("region", one(self.region.as_ref().map(ToString::to_string))),
            ("since", one(self.since.map(|moment| moment.to_string()))),
            ("until", one(self.until.map(|moment| moment.to_string()))),
        ];
        let stated = stated.into_iter().filter(|(_, values)| !values.is_empty());
        stated.map(|(name, values)| (name.to_owned(), values)).collect()
    }
}

fn refused(error: &CaseError) -> Failure {
    match error {
        CaseError::TooManyEntries { .. } | CaseError::TooLong => {
            Failure::cannot_run(error).hint(format!(
                "a case holds at most {CHOSEN_MAX} entries: narrow it with --since, --until, \
                     --type, --category, --stream or --path; a sample, with an earlier --as-of"
            ))
        }
        CaseError::Altered(_) => Failure::found_wrong(error.to_string()),
        CaseError::Read(_)
        | CaseError::Missing(_)
        | CaseError::Documents(_)
        | CaseError::Proof(_)
        | CaseError::Write(_) => Failure::cannot_run(error),
    }
}

/// Writes the archive; a file that is there isn't overwritten.
fn write(args: &Args, archive: &[u8]) -> Result<(), Failure> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(&args.out);
    let written = file.and_then(|mut file| {
        file.write_all(archive)?;
        file.sync_all()
    });
    written
        .map_err(|error| Failure::refused(format!("can't write {}: {error}", args.out.display())))
}
