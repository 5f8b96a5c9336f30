//! The participants by type as bars, longest first.

use registry_events::value::Code;
use registry_projections::register::RegisterRow;

use crate::words::typography::{integer, set};
use crate::words::value::Speaker;

/// The dictionary of participants' types.
const PARTICIPANT_TYPE: &str = "participant_type";

/// One type.
pub struct TypeBar {
    /// What it is called.
    pub label: String,
    /// How many participants are of it.
    pub count: String,
    /// Its length in per cent of the longest.
    pub width: u32,
}

/// The types that participants have, in descending number.
pub fn by_type(row: &RegisterRow, speaker: &Speaker<'_>) -> Vec<TypeBar> {
    let mut counted: Vec<(&Code, u32)> =
        row.participants.by_type().iter().map(|(key, count)| (key, *count)).collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let longest = counted.first().map_or(1, |(_, count)| (*count).max(1));
    let bar = |(key, count): (&Code, u32)| TypeBar {
        label: set(speaker.text(&speaker.lens.term(PARTICIPANT_TYPE, key))),
        count: integer(count),
        width: count * 100 / longest,
    };
    counted.into_iter().map(bar).collect()
}
