//! What of a profile grows old soon, as a quiet word to those who can renew it. Requirements and
//! disputes have days of their own on the page and aren't told again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_events::path::FieldPath;
use registry_events::value::Code;

use crate::pages::frame::Frame;
use crate::read::level::{ReminderKind, ReminderShown};
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The block.
pub(in crate::pages) struct RemindersView {
    /// One line per kind of statement and day, the soonest first.
    pub(in crate::pages) lines: Vec<String>,
    /// How many statements stand on no line.
    pub(in crate::pages) more: Option<String>,
}

/// The most lines of the block.
const LINES_MAX: usize = 5;

/// What is told together: one field of many items that run out on one day.
type Key = (Date, ReminderKind, Option<Code>, Code);

/// What grows old soon; none where nothing does.
pub(in crate::pages) fn of(
    reminders: &[ReminderShown],
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Option<RemindersView> {
    let groups = grouped(reminders);
    let shown = groups.iter().take(LINES_MAX);
    let lines: Vec<_> = shown.filter_map(|(_, all)| line(all, speaker, frame)).collect();
    let more: usize = groups.values().skip(LINES_MAX).map(Vec::len).sum();
    let more = (more > 0).then(|| frame.count("reminders-more", more));
    (!lines.is_empty()).then_some(RemindersView { lines, more })
}

/// Claims by what is told of them; what only waits for the clerk's note is past renewing in time.
fn grouped(reminders: &[ReminderShown]) -> BTreeMap<Key, Vec<&ReminderShown>> {
    let mut groups: BTreeMap<Key, Vec<&ReminderShown>> = BTreeMap::new();
    for reminder in reminders.iter().filter(|one| one.days_left >= 0 && key_of(one.kind).is_some())
    {
        let Some(of) = &reminder.of else { continue };
        let collection = of.item.as_ref().map(|item| item.collection.clone());
        let key = (reminder.last_day, reminder.kind, collection, of.field.clone());
        groups.entry(key).or_default().push(reminder);
    }
    groups
}

/// «Численность работников: подтвердите до 28.09.2016»; of several items «Участники (12): …».
fn line(all: &[&ReminderShown], speaker: &Speaker<'_>, frame: &Frame) -> Option<String> {
    let first = *all.first()?;
    let what = what(first.of.as_ref()?, all.len(), speaker);
    let day = typography::date(first.last_day, frame.language);
    let is_of_its_day = speaker.lens.is_of_its_day(first.of.as_ref()?);
    let key = if is_of_its_day { "reminder-of-its-day" } else { key_of(first.kind)? };
    Some(set(&frame.words.say_with(key, &[("what", &what), ("day", &day)])))
}

/// A field, behind the item or the number of items it is of; what titles an item stands for it.
fn what(path: &FieldPath, count: usize, speaker: &Speaker<'_>) -> String {
    let label = speaker.label(path);
    let Some(item) = &path.item else { return label };
    let collection = speaker.lens.collection(item.collection.as_str());
    let is_title = collection.is_some_and(|known| known.title_field == path.field);
    let of = match count {
        1 => speaker.item(item),
        _ => format!("{} ({count})", speaker.collection(&item.collection)),
    };
    if is_title { of } else { format!("{of}, {label}") }
}

const fn key_of(kind: ReminderKind) -> Option<&'static str> {
    match kind {
        ReminderKind::Outdated => Some("reminder-outdated"),
        ReminderKind::ChangeNotConfirmed => Some("reminder-change"),
        ReminderKind::SeenTooLongAgo => Some("reminder-seen"),
        ReminderKind::Requirement | ReminderKind::DisputeAnswer => None,
    }
}
