//! Rule S8: a joint project has at least three participants of this cluster who share its costs; and
//! its stage fits its dates.

use jiff::civil::Date;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};

use super::{Place, day_of};
use crate::profile::Profile;
use crate::profile::reader::{ItemReader, PARTICIPANTS};
use crate::rejection::Problem;

/// The fewest participants of a joint project.
pub(crate) const PROJECT_PARTICIPANTS_MIN: usize = 3;

pub(super) fn check(
    project: &Place<'_>,
    after: &Profile,
    today: Option<Date>,
    problems: &mut Vec<Problem>,
) {
    check_participants(project, after, problems);
    if project.item.value("cost_sharing") != Some(&Value::Flag(true)) {
        problems.push(project.problem("project.costs-not-shared"));
    }
    let (start, end) = (day_of(&project.item, "start"), day_of(&project.item, "end"));
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        problems.push(project.problem("project.ends-before-it-starts"));
    }
    if is(&project.item, "implemented") && project.item.value("results").is_none() {
        problems.push(project.problem("project.implemented-without-result"));
    }
    if let Some(day) = today.map(|today| described_on(&project.item).unwrap_or(today)) {
        problems.extend(stage_problem(&project.item, day).map(|code| project.problem(code)));
    }
}

fn check_participants(project: &Place<'_>, after: &Profile, problems: &mut Vec<Problem>) {
    let participants = project.item.items("participants");
    if participants.len() < PROJECT_PARTICIPANTS_MIN {
        problems.push(project.problem("project.too-few-participants").with(participants.len()));
    }
    let collection = Code::literal(PARTICIPANTS);
    for number in participants {
        let member = ItemPath { collection: collection.clone(), item: *number };
        if !after.is_open(&member) {
            problems.push(project.problem("project.not-a-participant").with(member));
        }
    }
}

/// The day of which the stage speaks.
fn described_on(project: &ItemReader<'_>) -> Option<Date> {
    project.claim("stage")?.claim.described_on
}

/// How the stage and the dates of a project contradict each other on a day.
fn stage_problem(project: &ItemReader<'_>, day: Date) -> Option<&'static str> {
    let (start, end) = (day_of(project, "start"), day_of(project, "end"));
    let later = |date: Option<Date>| date.is_some_and(|date| date > day);
    let earlier = |date: Option<Date>| date.is_some_and(|date| date < day);
    match project.code("stage").map(Code::as_str) {
        Some("planned") if earlier(start) => Some("project.planned-after-its-start"),
        Some("in_progress") if later(start) => Some("project.in-progress-before-its-start"),
        Some("in_progress") if earlier(end) => Some("project.in-progress-after-its-end"),
        Some("implemented") if later(end) => Some("project.implemented-before-its-end"),
        _ => None,
    }
}

fn is(project: &ItemReader<'_>, stage: &str) -> bool {
    project.code("stage").is_some_and(|code| code.as_str() == stage)
}
