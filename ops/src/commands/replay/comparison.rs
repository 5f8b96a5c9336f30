//! Whether replays and live views agree, and in which words they don't.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::ids::Digest;
use registry_gateway::admin::LiveDigests;
use registry_projections::bulletins::Bulletin;
use registry_projections::diff::{Difference, LevelDiff, LevelStep, RowDiff};
use registry_projections::figures::FigureDiff;
use registry_projections::views::Views;
use serde_json::Value;

use crate::output::or_none;

/// A sentence for each pair that doesn't agree.
pub(super) fn of_digests(views: &Views, again: &Views, live: Option<&LiveDigests>) -> Vec<String> {
    let mut found = Vec::new();
    let differing = differing(views, again.digests().into_iter());
    if !differing.is_empty() {
        found.push(format!("two replays of the log differ in {}", differing.join(", ")));
    }
    if let Some(live) = live {
        found.extend(of_live(views, live));
    }
    found
}

/// A sentence for each bulletin whose figures come to another digest now. A digest doesn't tell which
/// figure it is.
pub(super) fn of_bulletins(views: &Views) -> Vec<String> {
    let Some(at) = views.position() else { return Vec::new() };
    let differing = views.bulletins().at(at).filter(|bulletin| !bulletin.agrees(views));
    let sentence = |bulletin: &Bulletin| {
        let (date, position) = (bulletin.date, bulletin.position);
        format!("the bulletin of {date} was of other figures than those at position {position}")
    };
    differing.map(sentence).collect()
}

fn of_live(views: &Views, live: &LiveDigests) -> Option<String> {
    let position = or_none(live.position);
    if live.position != views.position() {
        return Some(format!("the server's views stand within a commit, at position {position}"));
    }
    let digests = live.views.iter().map(|(name, digest)| (name.as_str(), *digest));
    let differing = differing(views, digests);
    (!differing.is_empty()).then(|| {
        let names = differing.join(", ");
        format!("the running server's views differ from the log at position {position} in {names}")
    })
}

/// The names of the views that differ, or that one side doesn't have.
fn differing<'a>(views: &Views, others: impl Iterator<Item = (&'a str, Digest)>) -> Vec<String> {
    let own = views.digests();
    let others: Vec<_> = others.collect();
    let lonely = own.iter().filter(|one| !others.contains(one)).map(|(name, _)| *name);
    let strange = others.iter().map(|(name, _)| *name);
    let strange = strange.filter(|name| own.iter().all(|(known, _)| known != name));
    lonely.chain(strange).map(str::to_owned).collect()
}

/// The day that figures are of: that of the last event.
pub(super) fn day(views: &Views) -> Date {
    views.recorded_at().map_or(Date::ZERO, |at| TimeZone::UTC.to_datetime(at).date())
}

/// A line for everything that differs, its parts separated by tabs.
pub(super) fn lines(difference: &Difference) -> String {
    let figures = difference.figures.iter().map(|diff| line("figure", "", diff));
    let rows = difference.rows.iter().flat_map(row_lines);
    let levels = difference.levels.iter().map(level_line);
    figures.chain(rows).chain(levels).collect()
}

fn row_lines(row: &RowDiff) -> impl Iterator<Item = String> + '_ {
    let cluster = row.cluster.to_string();
    row.changes.iter().map(move |diff| line("cluster", &cluster, diff))
}

fn line(kind: &str, cluster: &str, diff: &FigureDiff) -> String {
    let value = |value: &Option<Value>| or_none(value.as_ref());
    let (before, after) = (value(&diff.before), value(&diff.after));
    format!("{kind}\t{cluster}\t{}\t{before}\t{after}\n", diff.figure)
}

fn level_line(level: &LevelDiff) -> String {
    let steps = |steps: &[LevelStep]| {
        let told = steps.iter().map(|step| format!("{}@{}", step.level.key(), step.position));
        told.collect::<Vec<_>>().join(" ")
    };
    let (before, after) = (steps(&level.before), steps(&level.after));
    format!("level\t{}\t\t{before}\t{after}\n", level.cluster)
}
