//! `import`: clusters and their participants from the tables people have.
//!
//! What it does stands in the gateway, which reads the same tables from representatives
//! (`gateway/src/import.rs`); here are the files, the report and how far it is.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use jiff::civil::Date;
use registry_events::claim::{ClaimKind, Source, SourceType};
use registry_events::value::{Language, WebUrl};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::import::sheet::Inputs;
use registry_gateway::import::{Progress, report, sentence, template};
use registry_gateway::registry::Registry;

pub use registry_gateway::import::{BadCells, Options, Outcome, Place, Summary, sheet};

use crate::commands::common::open_registry;
use crate::failure::Failure;
use crate::output::{data, say};
use crate::progress::Bar;

/// What `import` is asked for.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// A table of clusters, CSV or XLSX: one row for each
    #[arg(long, value_name = "FILE", required_unless_present_any = ["participants", "template"])]
    pub clusters: Option<PathBuf>,
    /// A table of participants, CSV or XLSX: one row for each membership
    #[arg(long, value_name = "FILE")]
    pub participants: Option<PathBuf>,
    /// Check everything, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write bad cells to a CSV file, too
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Take differences as corrections of the record; without this, as changes in the world
    #[arg(long)]
    pub correction: bool,
    /// Where the data come from
    #[arg(long, value_name = "URL", value_parser = web_url)]
    pub source_url: Option<WebUrl>,
    /// The day they were taken from there, e.g. 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub retrieved_on: Option<Date>,
    /// What kind of source it is
    #[arg(long, value_name = "KIND", default_value = "self")]
    pub source_type: SourceKind,
    /// Write an empty XLSX sheet with the right headings and drop-down lists
    #[arg(long, value_name = "FILE", conflicts_with_all = ["clusters", "participants", "report"])]
    pub template: Option<PathBuf>,
}

/// The kind of source, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SourceKind {
    /// A document
    Document,
    /// A public register
    Register,
    /// The press
    Press,
    /// The cluster itself
    #[value(name = "self")]
    Own,
}

fn web_url(given: &str) -> Result<WebUrl, String> {
    WebUrl::parse(given).map_err(|error| sentence(error.code, &[], Language::Ru))
}

impl Args {
    fn options(&self) -> Options {
        let source_type = match self.source_type {
            SourceKind::Document => SourceType::Document,
            SourceKind::Register => SourceType::Register,
            SourceKind::Press => SourceType::Press,
            SourceKind::Own => SourceType::Own,
        };
        let (url, retrieved_on) = (self.source_url.clone(), self.retrieved_on);
        let kind = if self.correction { ClaimKind::Correction } else { ClaimKind::Change };
        Options { only: None, source: Source { source_type, url, retrieved_on }, kind }
    }
}

/// Does what the command line asks.
///
/// # Errors
/// When cells are bad, a file isn't a table, or the registry can't be used.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    match &args.template {
        Some(path) => write_template(path, folder).await,
        None => import_files(args, folder).await,
    }
}

async fn import_files(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let inputs = Inputs::read(args.clusters.as_deref(), args.participants.as_deref())?;
    let registry = open_registry(folder).await?;
    let steps_max = if args.dry_run { 0 } else { usize::MAX };
    let outcome = import(&registry, &inputs, &args.options(), steps_max).await?;
    let nothing = BadCells::default();
    let bad = if let Outcome::Refused(bad) = &outcome { bad } else { &nothing };
    if let Some(path) = &args.report {
        let context = || format!("the report {} can't be written", path.display());
        std::fs::write(path, report::csv(&inputs, bad)?).with_context(context)?;
    }
    match &outcome {
        Outcome::Refused(bad) => {
            data(&report::table(&inputs, bad))?;
            Err(Failure::found_wrong(report::refused(bad)))
        }
        Outcome::Done(summary) => {
            say(&report::done(summary, args.dry_run));
            Ok(())
        }
    }
}

/// Checks tables and, when all is well, makes at most `steps_max` commits: none to try, fewer than
/// needed to stop half-way.
///
/// # Errors
/// When the log can't be read or takes no writes.
pub async fn import(
    registry: &Registry,
    inputs: &Inputs,
    options: &Options,
    steps_max: usize,
) -> anyhow::Result<Outcome> {
    registry_gateway::import::import(registry, inputs, options, steps_max, &Bars::default()).await
}

/// A bar on the terminal for what is being done.
#[derive(Default)]
struct Bars(Mutex<Option<(&'static str, Bar)>>);

impl Progress for Bars {
    fn show(&self, doing: &'static str, done: u64, of: u64) {
        let mut bar = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if bar.as_ref().is_none_or(|(shown, _)| *shown != doing) {
            *bar = Some((doing, Bar::new(doing)));
        }
        if let Some((_, bar)) = bar.as_ref() {
            bar.show(done, of);
        }
    }
}

/// Writes a template of the editions in force, or of those that ship with the program.
async fn write_template(path: &Path, folder: &DataFolder) -> Result<(), Failure> {
    if path.exists() {
        let refused = format!("{} is there already; nothing was written", path.display());
        return Err(Failure::refused(refused).hint("name a file that isn't there yet"));
    }
    let registry = if folder.has_log() { Some(open_registry(folder).await?) } else { None };
    let bytes = template(registry.as_ref()).await?;
    write_new(path, &bytes)?;
    say(&format!("the template is in {}", path.display()));
    Ok(())
}

/// Writes a file that isn't there yet: a template may be one that somebody has filled in.
fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("the template {} can't be written", path.display());
    let mut file = File::create_new(path).with_context(context)?;
    file.write_all(bytes).with_context(context)
}
