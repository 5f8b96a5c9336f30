//! A requirement that an application doesn't meet, in words: for who is to meet it, for who decides and
//! for everybody.

use registry_core::rulebook::Rulebook;
use registry_events::event::UnmetRequirement;

use super::frame::Frame;
use crate::words::typography::set;

/// «Требование M4 «Год создания»: сведение не подтверждается тем, что приложено».
pub(super) fn said(kind: &str, marker: Option<&str>, label: &str, frame: &Frame) -> String {
    let Some(marker) = marker else { return frame.say(&format!("unmet-{kind}")) };
    let key = format!("unmet-{kind}-marker");
    set(&frame.words.say_with(&key, &[("marker", marker), ("label", label)]))
}

/// The same of a reason as it is recorded.
pub(super) fn requirement(unmet: &UnmetRequirement, rulebook: &Rulebook, frame: &Frame) -> String {
    let marker = unmet.marker().map(ToString::to_string);
    let known = unmet.marker().and_then(|id| rulebook.marker(id.as_str()));
    let label = known.map(|marker| marker.label.in_language_or_other(frame.language));
    said(unmet.key(), marker.as_deref(), label.unwrap_or_default(), frame)
}
