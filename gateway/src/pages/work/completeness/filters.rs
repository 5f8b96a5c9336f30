//! What profiles are narrowed by: region, level, what they lack, how something of them stands, and
//! since when they changed.

use axum::http::Uri;
use registry_events::catalogue::{Catalogue, Visibility};
use registry_events::level::Level;
use registry_events::value::Text;
use registry_projections::completeness::PartState;

use super::PATH;
use crate::api::read::expected::Insider;
use crate::http::query::stated;
use crate::pages::filters::{Choice, Facet};
use crate::pages::frame::Frame;
use crate::pages::shown::LevelView;
use crate::pages::work::expected::regions;
use crate::read::lens::Lens;
use crate::words::typography::set;

/// The form.
pub(super) struct Filters {
    pub(super) action: String,
    pub(super) facets: Vec<Facet>,
    pub(super) since: String,
    /// Whether only what changed since, or only what didn't, is asked for.
    pub(super) changed: Vec<Choice>,
}

/// What is chosen in an address.
struct Chosen(Vec<(String, String)>);

impl Chosen {
    fn has(&self, name: &str, key: &str) -> bool {
        self.0.iter().any(|(known, value)| known == name && value == key)
    }

    fn choice(&self, name: &str, key: &str, label: String) -> Choice {
        let (selected, key) = (self.has(name, key), key.to_owned());
        Choice { key, label, level: None, count: None, selected }
    }

    fn first(&self, name: &str) -> String {
        let given = self.0.iter().find(|(known, _)| known == name);
        given.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

fn facet(name: &'static str, legend: String, first: Vec<Choice>, others: Vec<Choice>) -> Facet {
    let open = others.iter().any(|choice| choice.selected);
    Facet { name, legend, first, others, open }
}

impl Filters {
    pub(super) fn new(insider: &Insider, lens: &Lens<'_>, uri: &Uri, frame: &Frame) -> Self {
        let chosen = Chosen(stated(uri));
        let mut facets = vec![levels(&chosen, frame), states(&chosen, frame)];
        if let Some(catalogue) = lens.catalogue() {
            let all_fields = insider.sees_all();
            facets.push(lacks(catalogue, all_fields, &chosen, frame));
            facets.push(sections(catalogue, &chosen, frame));
        }
        let regions = regions(insider, lens, frame);
        if regions.len() > 1 {
            let choices = regions.into_iter();
            let choices = choices.map(|(code, name)| chosen.choice("region", &code, name));
            facets.push(facet("region", frame.say("filter-region"), Vec::new(), choices.collect()));
        }
        let changed = [("", "any"), ("true", "true"), ("false", "false")];
        let given = chosen.first("changed");
        let changed = changed.map(|(key, word)| Choice {
            selected: given == key,
            key: key.to_owned(),
            label: frame.say(&format!("completeness-changed-{word}")),
            level: None,
            count: None,
        });
        Self {
            action: frame.plain_link(PATH),
            facets,
            since: chosen.first("since"),
            changed: changed.into(),
        }
    }
}

fn levels(chosen: &Chosen, frame: &Frame) -> Facet {
    let choice = |level: Level| {
        let view = LevelView::of(level, frame.language);
        let choice = chosen.choice("level", level.key(), view.word.to_owned());
        Choice { level: Some(view), ..choice }
    };
    facet("level", frame.say("filter-level"), Level::ALL.map(choice).into(), Vec::new())
}

fn states(chosen: &Chosen, frame: &Frame) -> Facet {
    let wanting = [PartState::Stale, PartState::Disputed, PartState::NotProvided];
    let choice = |state: PartState| {
        let label = frame.say(&format!("stand-{}", state.key().replace('_', "-")));
        chosen.choice("state", state.key(), label)
    };
    let legend = frame.say("completeness-state");
    facet("state", legend, wanting.map(choice).into(), Vec::new())
}

/// Lists stand first: «без органа управления» is asked for most.
fn lacks(catalogue: &Catalogue, all_fields: bool, chosen: &Chosen, frame: &Frame) -> Facet {
    let choice = |key: &str, label: &Text| {
        let label = set(label.in_language_or_other(frame.language));
        chosen.choice("without", key, label)
    };
    let lists = catalogue.collections.iter();
    let lists = lists.map(|list| choice(list.key.as_str(), &list.label));
    let fields = catalogue.cluster_fields();
    let fields = fields.filter(|field| all_fields || field.visibility == Visibility::Public);
    let fields = fields.map(|field| choice(field.key.as_str(), &field.label));
    let legend = frame.say("completeness-without");
    facet("without", legend, Vec::new(), lists.chain(fields).collect())
}

fn sections(catalogue: &Catalogue, chosen: &Chosen, frame: &Frame) -> Facet {
    let choices = catalogue.sections.iter().map(|section| {
        let label = set(section.label.in_language_or_other(frame.language));
        chosen.choice("section", section.key.as_str(), label)
    });
    facet("section", frame.say("completeness-section"), Vec::new(), choices.collect())
}
