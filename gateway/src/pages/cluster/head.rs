//! What stands above each page of a cluster: name, number, standing, level, and the pages beside.

use jiff::civil::Date;
use registry_events::ids::ClusterId;
use registry_events::value::{Language, Text};
use registry_projections::card::{Card, ListingStatus};
use registry_projections::register::RegisterRow;

use super::logo::LogoView;
use crate::http::App;
use crate::pages::frame::Frame;
use crate::pages::shown::{LevelView, only_in};
use crate::read::former::FormerRegionShown;
use crate::read::parts::Labelled;
use crate::read::row::{SPECIALISATION, labelled, labelled_region};
use crate::read::support::support_on;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The head of a cluster's pages.
pub struct Head {
    /// The shown name.
    pub name: String,
    /// The language of the name, where the cluster gave none in the page's.
    pub only_in: Option<&'static str>,
    /// The name in Latin letters, where the cluster gave none in the page's language.
    pub latin: Option<String>,
    /// The logo.
    pub logo: Option<LogoView>,
    /// The name in the other language.
    pub other_name: Option<String>,
    /// What it was called before: «ранее Мебельный союз».
    pub former_names: Vec<String>,
    /// Its specialisation and its regions: «Фармацевтика · Новосибирская область».
    pub places: Vec<NamedLink>,
    /// What its regions were before they became part of others: «ранее Пермская область».
    pub formerly: Vec<String>,
    /// Regions of it that were split, with what the cluster should do.
    pub split: Vec<String>,
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
    /// The comparison with it, on the profile.
    pub compare: Option<String>,
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
    pub label: String,
    /// Where it is.
    pub address: String,
    /// Whether it is this one.
    pub current: bool,
}

const TABS: [(&str, &str); 3] =
    [("", "tab-profile"), ("/level", "tab-level"), ("/history", "tab-history")];

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
        let language = speaker.language;
        let row = speaker.lens.views.register().row(card.cluster, speaker.lens.at);
        let support = row.as_ref().and_then(|row| support_on(row, on, &speaker.lens));
        let linked = |id: &ClusterId| NamedLink {
            name: set(speaker.text(&speaker.lens.cluster(*id))),
            address: frame.link(&format!("/clusters/{id}")),
        };
        let standing = &card.standing;
        let reason = standing.reason.clone().filter(|_| standing.status != ListingStatus::Listed);
        let level = card.level.as_ref();
        let day = |at| typography::day(at, app.registry.zone(), language);
        let name = speaker.lens.cluster(card.cluster);
        let former = FormerRegionShown::all(card, &speaker.lens);
        Self {
            other_name: other_name(&name, speaker),
            logo: LogoView::of(card, &name, speaker, frame),
            only_in: only_in(&name, language),
            latin: transliteration::of(speaker.text(&name), only_in(&name, language)),
            name: set(speaker.text(&name)),
            former_names: row.as_ref().map(|row| former_names(row, frame)).unwrap_or_default(),
            places: row.as_ref().map(|row| places(row, speaker, frame)).unwrap_or_default(),
            formerly: formerly(&former, frame),
            split: split(&former, frame),
            id: card.cluster.to_string(),
            status: terms::status(standing.status).get(language),
            status_since: day(standing.since.recorded_at),
            status_reason: reason,
            support: support.map(|support| terms::support(support).get(language)),
            merged_into: standing.merged_into.as_ref().map(linked),
            absorbed: card.absorbed.iter().map(linked).collect(),
            level: level.map(|level| LevelView::of(level.level, language)),
            level_since: level.map(|level| day(level.since.recorded_at)).unwrap_or_default(),
            edition: level.map(|level| level.edition.to_string()).unwrap_or_default(),
            updated: day(card.updated.recorded_at),
            compare: tab.is_empty().then(|| frame.link(&format!("/compare?ids={}", card.cluster))),
            tabs: TABS
                .into_iter()
                .map(|(path, label)| Tab {
                    label: frame.say(label),
                    address: frame.link(&format!("/clusters/{}{path}", card.cluster)),
                    current: path == tab,
                })
                .collect(),
        }
    }
}

impl Head {
    /// Its history as a feed.
    pub fn feed(&self) -> String {
        crate::pages::history::feed::path(&self.id)
    }

    /// The name in letters of the page's language: the title of a page can't mark another one.
    pub fn title(&self) -> &str {
        self.latin.as_deref().unwrap_or(&self.name)
    }
}

fn places(row: &RegisterRow, speaker: &Speaker<'_>, frame: &Frame) -> Vec<NamedLink> {
    let lens = &speaker.lens;
    let linked = |path: &str, place: Labelled| NamedLink {
        name: set(place.label.in_language(speaker.language)),
        address: frame.link(&format!("/{path}/{}", place.key)),
    };
    let specialisation = row.specialisation.iter().map(|key| labelled(SPECIALISATION, key, lens));
    let regions = row.regions.iter().map(|code| labelled_region(code, lens));
    let regions = regions.map(|place| linked("regions", place));
    specialisation.map(|place| linked("specialisations", place)).chain(regions).collect()
}

/// The most former names that a page tells; the history has them all.
const FORMER_NAMES_MAX: usize = 5;

/// The last ones first.
fn former_names(row: &RegisterRow, frame: &Frame) -> Vec<String> {
    let all: Vec<_> = row.texts.former_names().collect();
    let said = |name: &&Text| {
        let name = set(name.in_language_or_other(frame.language));
        frame.words.say_with("name-formerly", &[("name", &name)])
    };
    all.iter().rev().take(FORMER_NAMES_MAX).map(said).collect()
}

fn formerly(former: &[FormerRegionShown], frame: &Frame) -> Vec<String> {
    let joined = former.iter().filter(|one| one.became.len() == 1);
    let name = |one: &FormerRegionShown| set(one.region.label.in_language(frame.language));
    joined.map(|one| frame.words.say_with("region-formerly", &[("name", &name(one))])).collect()
}

fn split(former: &[FormerRegionShown], frame: &Frame) -> Vec<String> {
    let name = |one: &Labelled| set(one.label.in_language(frame.language));
    let split = former.iter().filter(|one| one.became.len() > 1);
    let note = |one: &FormerRegionShown| {
        let parts: Vec<_> = one.became.iter().map(name).collect();
        let given = [("name", name(&one.region)), ("parts", parts.join(", "))];
        let given = given.each_ref().map(|(key, text)| (*key, text.as_str()));
        frame.words.say_with("region-split", &given)
    };
    split.map(note).collect()
}

/// The name in the other language, where the cluster gave both.
fn other_name(name: &Text, speaker: &Speaker<'_>) -> Option<String> {
    let (ru, en) = (name.ru.as_ref()?, name.en.as_ref()?);
    Some(match speaker.language {
        Language::Ru => en.clone(),
        Language::En => ru.clone(),
    })
}
