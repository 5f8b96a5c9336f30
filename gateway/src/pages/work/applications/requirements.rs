//! The minimum requirements of the rulebook in force: which of them a profile meets, what to do for the
//! others, and which may stay open for a while for the sake of an official status.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_core::assessment::assess;
use registry_core::facts::Facts;
use registry_core::profile::Profile;
use registry_core::requirements::waiver;
use registry_core::rulebook::{Marker, Rulebook};
use registry_core::{deadline, profile::Item};
use registry_events::value::{Code, Language};

use super::super::control::title;
use crate::pages::frame::Frame;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The requirements as a profile meets them.
#[derive(Debug, Clone)]
pub(in crate::pages::work) struct Requirements {
    pub(in crate::pages::work) rows: Vec<RequirementView>,
    /// The waiver, where an official status gives one and something needs it.
    pub(in crate::pages::work) waiver: Option<WaiverView>,
}

/// That some requirements may be met after the listing.
#[derive(Debug, Clone)]
pub(in crate::pages::work) struct WaiverView {
    /// The official status.
    status: String,
    /// How many days there are.
    days: usize,
    /// The last of them, if the cluster were listed today.
    until: String,
}

/// A requirement.
#[derive(Debug, Clone)]
pub(in crate::pages::work) struct RequirementView {
    /// Its id in the rulebook.
    pub(in crate::pages::work) id: String,
    pub(in crate::pages::work) label: String,
    /// What to do; none where it is met.
    pub(in crate::pages::work) add: Option<String>,
    /// The matter of the application that it is about.
    pub(in crate::pages::work) matter: Option<&'static str>,
    /// The page of that matter, for who fills it in.
    pub(in crate::pages::work) address: Option<String>,
    /// Whether it may stay open for a while.
    pub(in crate::pages::work) is_waived: bool,
}

impl Requirements {
    pub(in crate::pages::work) fn of(
        profile: &Profile,
        rulebook: &Rulebook,
        today: Date,
        speaker: &Speaker<'_>,
    ) -> Self {
        let open: BTreeSet<_> = assess(rulebook, &Facts::of(profile)).open.into_iter().collect();
        let status = waiver(profile, rulebook, today).and_then(|path| profile.item(path));
        let minimum = rulebook.markers.iter().filter(|marker| marker.minimum);
        let is_waived = status.is_some();
        let rows =
            minimum.map(|marker| RequirementView::of(marker, &open, is_waived, speaker.language));
        let rows: Vec<_> = rows.collect();
        let needs_it = rows.iter().any(|row| row.is_waived);
        let status = status.filter(|_| needs_it);
        let days = rulebook.limits().requirement_days;
        let waiver = status.map(|status| WaiverView::of(status, (today, days), speaker));
        Self { rows, waiver }
    }

    /// The same, where each leads to the page of its matter.
    pub(in crate::pages::work) fn leading(
        mut self,
        address: impl Fn(&str) -> Option<String>,
    ) -> Self {
        for row in &mut self.rows {
            row.address = row.matter.and_then(&address);
        }
        self
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

    /// Those that are about a matter.
    pub(super) fn about(&self, matter: &str) -> impl Iterator<Item = &RequirementView> {
        self.rows.iter().filter(move |row| row.matter == Some(matter))
    }
}

impl WaiverView {
    fn of(status: &Item, (today, days): (Date, i64), speaker: &Speaker<'_>) -> Self {
        let until = deadline::days_after(today, days);
        Self {
            status: set(&title(speaker, status)),
            days: usize::try_from(days).unwrap_or_default(),
            until: typography::date(until, speaker.language),
        }
    }

    /// «Отсрочка по официальному статусу «Пилотный ИТК» …».
    pub(in crate::pages::work) fn told(&self, frame: &Frame) -> String {
        let days = frame.count("days", self.days);
        let parts = [("status", self.status.as_str()), ("days", &days), ("until", &self.until)];
        set(&frame.words.say_with("requirements-waived", &parts))
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
            matter: matter_of(marker),
            address: None,
            is_waived: waived && marker.waivable && is_open,
        }
    }

    /// Whether it is met.
    pub(in crate::pages::work) const fn is_met(&self) -> bool {
        self.add.is_none()
    }
}

/// The facts that minimum requirements rest on, with the matter of an application that states each.
const MATTERS: [(&str, &str); 10] = [
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

fn matter_of(marker: &Marker) -> Option<&'static str> {
    let mut known = MATTERS.iter().filter(|(fact, _)| marker.basis.iter().any(|it| it == fact));
    known.next().map(|(_, matter)| *matter)
}
