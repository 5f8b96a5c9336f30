//! The coach: what to add for the next level, each step with the way to where it is filled in; and of
//! a field, which markers it serves.

use registry_events::catalogue::{Catalogue, Field as Asked};
use registry_events::level::Level;

use super::field::is_asked;
use super::opened::Opened;
use crate::http::SignedIn;
use crate::pages::frame::Frame;
use crate::read::level::{LevelAnswer, MissingShown, NextLevel, heading};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// What to add for the next level.
pub(super) struct Coach {
    pub(super) heading: String,
    /// What encourages.
    pub(super) lead: String,
    pub(super) missing: Vec<Step>,
    pub(super) one_of: Vec<Vec<Step>>,
    pub(super) choices: Vec<Step>,
}

/// One thing to add.
pub(super) struct Step {
    pub(super) words: String,
    /// Where it is filled in; none for what only an officer states.
    pub(super) address: Option<String>,
}

/// A marker that a field serves.
pub(super) struct Served {
    pub(super) label: String,
    pub(super) address: String,
}

/// The way to the next level; none at the highest one.
pub(super) fn coach(
    level: &LevelAnswer,
    who: &SignedIn,
    opened: &Opened,
    frame: &Frame,
) -> Option<Coach> {
    let next = level.next.as_ref()?;
    let in_force = opened.in_force().ok()?;
    let steps = |all: &[MissingShown]| -> Vec<Step> {
        let address = |step: &MissingShown| {
            let first = step.key.split('|').next().unwrap_or_default();
            let fields = in_force.rulebook.marker(first)?.fields();
            let path = fields.iter().find_map(|field| way(field, in_force.catalogue, who))?;
            Some(frame.plain_link(&format!("{}/{path}", opened.path())))
        };
        let step = |one: &MissingShown| Step {
            words: set(one.add.in_language(frame.language)),
            address: address(one),
        };
        all.iter().map(step).collect()
    };
    Some(Coach {
        heading: set(&heading(next, frame.language)),
        lead: frame.say(lead(next)),
        missing: steps(&next.missing),
        one_of: next.one_of.iter().map(|group| steps(group)).collect(),
        choices: steps(&next.choices),
    })
}

/// One or two steps are near.
fn lead(next: &NextLevel) -> &'static str {
    let steps = next.markers_missing + next.missing.len() + next.one_of.len();
    match (Level::from_key(next.level), steps) {
        (Some(Level::High), 0..=2) => "coach-near-high",
        (Some(Level::High), _) => "coach-way-high",
        (_, 0..=2) => "coach-near-medium",
        _ => "coach-way-medium",
    }
}

/// Where a field is filled in: its own page, or the table of its list.
pub(super) fn way(field: &str, catalogue: &Catalogue, who: &SignedIn) -> Option<String> {
    let Some((list, _)) = field.split_once('/') else {
        let own = catalogue.cluster_fields().find(|known| known.key.as_str() == field)?;
        return is_asked(own, who.caller.role).then(|| format!("fields/{field}"));
    };
    let list = catalogue.collections.iter().find(|known| known.key.as_str() == list)?;
    Some(format!("lists/{}", list.key))
}

/// The markers that a field of the cluster itself serves, in the order of the rulebook.
pub(super) fn served(
    opened: &Opened,
    field: &Asked,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<Served> {
    let Ok(in_force) = opened.in_force() else { return Vec::new() };
    let markers = in_force.rulebook.markers.iter();
    let own = markers.filter(|marker| marker.fields().contains(&field.key.as_str()));
    let shown = own.map(|marker| Served {
        label: set(speaker.text(&marker.label)),
        address: frame.plain_link(&format!("/clusters/{}/level/{}", opened.cluster, marker.id)),
    });
    shown.collect()
}
