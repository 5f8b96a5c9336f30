//! What is wrong with what is typed into matters, told beside its field; of the rows of participants by
//! row, with what each would do.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::rejection::Problem as Broken;

use super::super::report::{RowView, WRONG};
use super::filled::{Filled, MEMBERS};
use super::members::Effect;
use crate::http::App;
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::typography::set;

/// That lines can't be read as a table: the key of its words.
pub(super) const UNREADABLE: &str = "import-unreadable-lines";
/// The most rows of a report that are shown.
const SHOWN_MAX: usize = 500;

/// Tells each problem beside its field; those of the rows of participants by row.
pub(super) async fn tell(
    form: &mut Form,
    problems: &[Broken],
    filled: &Filled,
    app: &App,
    frame: &Frame,
) -> BTreeMap<u32, Vec<String>> {
    let mut wrong: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let labels = LabelsInForce::load(app).await;
    for problem in problems {
        if problem.code == UNREADABLE {
            form.wrong(MEMBERS, frame.say(UNREADABLE));
            continue;
        }
        let words = set(&sentence_on_page(problem.code, &problem.details, frame.language, &labels));
        match filled.place(problem) {
            (_, Some(row)) => {
                let told = format!("{} {row}: {words}", frame.say("application-line"));
                form.wrong(&format!("row-{row}"), told);
                wrong.entry(row).or_default().push(words);
            }
            (place, None) => form.wrong(&place, words),
        }
    }
    wrong
}

/// The rows of participants: what each would do, or what is wrong with it.
pub(super) fn rows_of(
    filled: &Filled,
    wrong: BTreeMap<u32, Vec<String>>,
    frame: &Frame,
) -> Vec<RowView> {
    let effects = filled.effects.iter().take(SHOWN_MAX);
    let view = |(number, name, key): &Effect| {
        let details = wrong.get(number).cloned().unwrap_or_default();
        let key = if details.is_empty() { *key } else { WRONG };
        let (name, outcome) = (set(name), frame.say(key));
        RowView { number: *number, name, key, outcome, details }
    };
    let mut rows: Vec<_> = effects.map(view).collect();
    let told: BTreeSet<_> = rows.iter().map(|row| row.number).collect();
    let others = wrong.into_iter().filter(|(number, _)| !told.contains(number));
    rows.extend(others.map(|(number, details)| RowView {
        number,
        name: String::new(),
        key: WRONG,
        outcome: frame.say(WRONG),
        details,
    }));
    rows.sort_by_key(|row| (row.number == 0, row.number));
    rows
}
