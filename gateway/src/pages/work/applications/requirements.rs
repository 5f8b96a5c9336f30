//! The minimum requirements of the rulebook in force: which of them a profile meets, what to do for the
//! others, and which may stay open for a while for the sake of an official status.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_core::assessment::assess;
use registry_core::facts::Facts;
use registry_core::profile::Profile;
use registry_core::requirements::waiver;
use registry_core::rulebook::{Marker, Rulebook};
use registry_events::value::{Code, Language};

use crate::pages::form::id_of;
use crate::pages::frame::Frame;
use crate::words::typography::set;

/// The requirements as a profile meets them.
#[derive(Debug, Clone)]
pub(in crate::pages::work) struct Requirements {
    pub(in crate::pages::work) rows: Vec<RequirementView>,
    /// How many days open ones may stay open, where an official status allows that.
    pub(in crate::pages::work) waived_days: Option<usize>,
}

/// A requirement.
#[derive(Debug, Clone)]
pub(in crate::pages::work) struct RequirementView {
    /// Its id in the rulebook.
    pub(in crate::pages::work) id: String,
    pub(in crate::pages::work) label: String,
    /// What to do; none where it is met.
    pub(in crate::pages::work) add: Option<String>,
    /// The place of its field in the form.
    pub(in crate::pages::work) place: Option<String>,
    /// Whether it may stay open for a while.
    pub(in crate::pages::work) is_waived: bool,
}

impl Requirements {
    pub(in crate::pages::work) fn of(
        profile: &Profile,
        rulebook: &Rulebook,
        today: Date,
        language: Language,
    ) -> Self {
        let open: BTreeSet<_> = assess(rulebook, &Facts::of(profile)).open.into_iter().collect();
        let is_waived = waiver(profile, rulebook, today).is_some();
        let minimum = rulebook.markers.iter().filter(|marker| marker.minimum);
        let rows = minimum.map(|marker| RequirementView::of(marker, &open, is_waived, language));
        let days = usize::try_from(rulebook.limits().requirement_days).unwrap_or_default();
        let waived_days = is_waived.then_some(days);
        Self { rows: rows.collect(), waived_days }
    }

    /// «Выполнено 8 из 10».
    pub(in crate::pages::work) fn told(&self, frame: &Frame) -> String {
        let met = self.rows.iter().filter(|row| row.is_met()).count().to_string();
        let of = self.rows.len().to_string();
        frame.words.say_with("requirements-met", &[("met", &met), ("of", &of)])
    }

    /// Whether none stands against a listing.
    pub(in crate::pages::work) fn are_enough(&self) -> bool {
        self.rows.iter().all(|row| row.is_met() || row.is_waived)
    }
}

impl RequirementView {
    fn of(marker: &Marker, open: &BTreeSet<Code>, waived: bool, language: Language) -> Self {
        let is_open = open.contains(&marker.id);
        let add = set(marker.add.in_language_or_other(language));
        Self {
            id: marker.id.to_string(),
            label: set(marker.label.in_language_or_other(language)),
            add: is_open.then_some(add),
            place: field_of(marker).map(id_of),
            is_waived: waived && marker.waivable && is_open,
        }
    }

    /// Whether it is met.
    pub(in crate::pages::work) const fn is_met(&self) -> bool {
        self.add.is_none()
    }
}

/// The facts that minimum requirements rest on, with the field or list of the form that states each.
const FIELDS: [(&str, &str); 10] = [
    ("official_name_stated", "official_name"),
    ("regions", "regions"),
    ("specialisation", "specialisation_key"),
    ("year_created", "year_created"),
    ("summary_ru_characters", "summary"),
    ("contact_emails", "contacts"),
    ("location_stated", "location"),
    ("participants", "participants"),
    ("participant_types", "participants"),
    ("employees_total", "employees_total"),
];

fn field_of(marker: &Marker) -> Option<&'static str> {
    let mut known = FIELDS.iter().filter(|(fact, _)| marker.basis.iter().any(|it| it == fact));
    known.next().map(|(_, field)| *field)
}
