//! `clustermap samples`: how many records each control sample finds, and which one finds.

use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::read::journal::KeptJournal;
use registry_gateway::read::lens::Lens;
use registry_gateway::read::samples::{Found, SampleRow, Sources, gather, rows};
use registry_projections::samples::Sample;

use super::common::{check_signed, open_registry_to_read};
use crate::failure::Failure;
use crate::output::{columns, data};

const HEADING: &str = "cluster\tapplication\taccount\tclaimant\tmarker\tpath\torganisation\ton\tdays\tcount\tposition\trecorded_at\turl\n";

/// What `samples` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the records that one sample finds, by its key
    #[arg(value_name = "KEY", value_parser = sample)]
    key: Option<Sample>,
}

/// The sample of a key.
pub(super) fn sample(given: &str) -> Result<Sample, String> {
    let keys = || Sample::ALL.map(Sample::key).join(", ");
    Sample::from_key(given).ok_or_else(|| format!("one of {}", keys()))
}

/// Prints counts, or records.
///
/// # Errors
/// Why the log can't be read.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry_to_read(folder).await?;
    let log = &**registry.log();
    let views = fold_all(log, |_| ()).await.map_err(Failure::found_wrong)?;
    let Some(last) = views.position() else {
        counts(&Found::default())?;
        return check_signed(registry.provable().map(AsRef::as_ref));
    };
    let kept = KeptJournal::default();
    let lens = Lens::new(&views, last);
    let (keys, today) = (Some(&**registry.keys()), registry.today());
    let accounts = registry.accounts();
    let sources = Sources { log, keys, journal: &kept, lens, today, accounts };
    let found = gather(sources).await.map_err(|error| Failure::cannot_run(&error))?;
    match args.key {
        None => counts(&found)?,
        Some(sample) => {
            let rows = rows(sample, &found, &lens, (0, found.count(sample)));
            let lines = rows.iter().map(line).collect::<String>();
            data(&format!("{HEADING}{lines}"))?;
        }
    }
    check_signed(registry.provable().map(AsRef::as_ref))
}

fn counts(found: &Found) -> Result<(), Failure> {
    let count = |sample: Sample| (sample.key(), found.count(sample).to_string());
    data(&columns(Sample::ALL.map(count)))
}

fn line(row: &SampleRow) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    let cells = [
        text(row.cluster.as_ref().map(|cluster| cluster.id.clone())),
        text(row.application.clone()),
        text(row.account.map(|account| account.to_string())),
        text(row.claimant.map(|account| account.to_string())),
        text(row.marker.clone()),
        text(row.path.clone()),
        text(row.organisation.as_ref().map(|organisation| organisation.id.to_string())),
        text(row.on.map(|day| day.to_string())),
        text(row.days.map(|days| days.to_string())),
        text(row.count.map(|count| count.to_string())),
        row.position.to_string(),
        row.recorded_at.to_string(),
        row.url.clone(),
    ];
    format!("{}\n", cells.join("\t"))
}
