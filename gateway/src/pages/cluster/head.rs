//! What stands above each page of a cluster: name, number, standing, level, and the pages beside.

use jiff::civil::Date;
use registry_events::ids::ClusterId;
use registry_projections::card::{Card, ListingStatus};

use crate::http::App;
use crate::pages::frame::Frame;
use crate::pages::shown::{LANGUAGE, LevelView};
use crate::read::support::support_on;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The head of a cluster's pages.
pub struct Head {
    /// The shown name.
    pub name: String,
    /// The permanent identifier.
    pub id: String,
    /// How it stands on the register.
    pub status: &'static str,
    /// Since when.
    pub status_since: String,
    /// Why, where it isn't simply listed.
    pub status_reason: Option<String>,
    /// How it is supported on the day shown.
    pub support: Option<&'static str>,
    /// The cluster it became part of.
    pub merged_into: Option<NamedLink>,
    /// Clusters that became part of it.
    pub absorbed: Vec<NamedLink>,
    /// Its level.
    pub level: Option<LevelView>,
    /// Since when it has it.
    pub level_since: String,
    /// The edition by which it was assessed.
    pub edition: String,
    /// When its last event was recorded.
    pub updated: String,
    /// The pages of the cluster.
    pub tabs: Vec<Tab>,
}

/// Something with a page of its own.
pub struct NamedLink {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: String,
}

/// A page of the cluster.
pub struct Tab {
    /// What it is called.
    pub label: &'static str,
    /// Where it is.
    pub address: String,
    /// Whether it is this one.
    pub current: bool,
}

const TABS: [(&str, &str); 3] = [("", "Профиль"), ("/level", "Уровень"), ("/history", "История")];

impl Head {
    /// The head above the page at `tab`.
    pub fn new(
        card: &Card,
        speaker: &Speaker<'_>,
        frame: &Frame,
        app: &App,
        on: Date,
        tab: &str,
    ) -> Self {
        let row = speaker.lens.views.register().row(card.cluster, speaker.lens.at);
        let support = row.map(|row| support_on(&row, on, &speaker.lens));
        let linked = |id: &ClusterId| NamedLink {
            name: set(speaker.text(&speaker.lens.cluster(*id))),
            address: frame.link(&format!("/clusters/{id}")),
        };
        let standing = &card.standing;
        let reason = standing.reason.clone().filter(|_| standing.status != ListingStatus::Listed);
        let level = card.level.as_ref();
        let day = |at| typography::day(at, app.registry.zone(), LANGUAGE);
        let name = speaker.lens.cluster(card.cluster);
        Self {
            name: set(speaker.text(&name)),
            id: card.cluster.to_string(),
            status: terms::status(standing.status).get(LANGUAGE),
            status_since: day(standing.since.recorded_at),
            status_reason: reason,
            support: support.map(|support| terms::support(support).get(LANGUAGE)),
            merged_into: standing.merged_into.as_ref().map(linked),
            absorbed: card.absorbed.iter().map(linked).collect(),
            level: level.map(|level| LevelView::from(level.level)),
            level_since: level.map(|level| day(level.since.recorded_at)).unwrap_or_default(),
            edition: level.map(|level| level.edition.to_string()).unwrap_or_default(),
            updated: day(card.updated.recorded_at),
            tabs: TABS
                .into_iter()
                .map(|(path, label)| Tab {
                    label,
                    address: frame.link(&format!("/clusters/{}{path}", card.cluster)),
                    current: path == tab,
                })
                .collect(),
        }
    }
}
