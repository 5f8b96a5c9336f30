//! `clustermap journal`: entries of every stream, newest first, as an auditor reads them at the desk.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use registry_events::ids::{AccountId, Position};
use registry_events::log::EventLog;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::read::journal::{JournalRow, KeptJournal, entries, found};
use registry_gateway::read::lens::Lens;
use registry_gateway::read::series::end_of;
use registry_gateway::registry::Registry;
use registry_projections::journal::{Journal, JournalFilter, Topic};

use super::common::{check_signed, missing, open_registry_to_read};
use crate::failure::Failure;
use crate::output::data;

const HEADING: &str = "position\trecorded_at\tstream\ttype\taccount\trole\twhat\n";

/// What `journal` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Recorded on this day or at this instant, or later
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,
    /// Recorded on this day or at this instant, or earlier
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,
    /// This account acted
    #[arg(long, value_name = "ID")]
    actor: Option<AccountId>,
    /// What entries are about, e.g. level, participants, access, sealed; repeatable
    #[arg(long, value_name = "KEY", value_parser = topic)]
    category: Vec<Topic>,
    /// The most entries, the newest first
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// A day or an instant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moment {
    Day(Date),
    Instant(Timestamp),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        if let Ok(instant) = given.parse() {
            return Ok(Self::Instant(instant));
        }
        let no_time = |_| "not a day such as 2016-03-01, nor an instant in UTC with Z".to_owned();
        given.parse().map(Self::Day).map_err(no_time)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant(instant) => instant.fmt(f),
        }
    }
}

impl Moment {
    pub(super) fn beginning(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Instant(instant) => Some(instant),
            Self::Day(day) => zone.to_timestamp(day.to_datetime(Time::midnight())).ok(),
        }
    }

    pub(super) fn end(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Instant(instant) => Some(instant),
            Self::Day(day) => end_of(day, zone),
        }
    }
}

fn topic(given: &str) -> Result<Topic, String> {
    let keys = || Topic::all().map(Topic::key).collect::<Vec<_>>().join(", ");
    Topic::from_key(given).ok_or_else(|| format!("one of {}", keys()))
}

/// Prints entries as a table.
///
/// # Errors
/// Why the log can't be read.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let registry = open_registry_to_read(folder).await?;
    let log = &**registry.log();
    let views = fold_all(log, |_| ()).await.map_err(Failure::found_wrong)?;
    let Some(last) = views.position() else {
        data(HEADING)?;
        return check_signed(registry.provable().map(AsRef::as_ref));
    };
    let kept = KeptJournal::default();
    let journal = kept.until(last, log).await.map_err(|error| Failure::cannot_run(&error))?;
    let lens = Lens::new(&views, last);
    let page = found(&journal, &filter(args, &registry), &lens, (0, args.limit));
    let mut lines = HEADING.to_owned();
    for position in page.positions {
        lines.push_str(&line(log, position, &journal, &lens).await?);
    }
    data(&lines)?;
    check_signed(registry.provable().map(AsRef::as_ref))
}

fn filter(args: &Args, registry: &Registry) -> JournalFilter {
    let zone = registry.zone();
    JournalFilter {
        topics: args.category.clone(),
        account: args.actor,
        since: args.since.and_then(|since| since.beginning(zone)),
        until: args.until.and_then(|until| until.end(zone)),
        ..JournalFilter::default()
    }
}

async fn line(
    log: &dyn EventLog,
    position: Position,
    journal: &Journal,
    lens: &Lens<'_>,
) -> Result<String, Failure> {
    let read = entries(log, &[position]).await.map_err(|error| Failure::cannot_run(&error))?;
    let recorded = read.first().ok_or_else(|| missing(position))?;
    Ok(cells(&JournalRow::of(recorded, journal, lens, false)).join("\t") + "\n")
}

/// The cells of a line; what a person wrote stays one cell of it.
fn cells(row: &JournalRow) -> Vec<String> {
    let cells = match row {
        JournalRow::Clear(row) => {
            let entry = &row.entry;
            let actor = entry.actor.as_ref();
            let said = row.sentences.iter().filter_map(|sentence| sentence.ru.as_deref());
            let more = (row.more > 0).then(|| format!("… +{}", row.more));
            let said: Vec<_> = said.map(str::to_owned).chain(more).collect();
            [
                entry.position.to_string(),
                entry.recorded_at.to_string(),
                entry.stream.clone(),
                entry.event_type.clone(),
                actor.map(|actor| actor.account.to_string()).unwrap_or_default(),
                actor.map(|actor| actor.role.key().to_owned()).unwrap_or_default(),
                said.join("; "),
            ]
        }
        JournalRow::Sealed(row) => [
            row.position.to_string(),
            row.recorded_at.to_string(),
            row.stream.clone(),
            "sealed".to_owned(),
            String::new(),
            String::new(),
            String::new(),
        ],
    };
    cells.map(|cell| cell.replace(char::is_control, " ")).into()
}
