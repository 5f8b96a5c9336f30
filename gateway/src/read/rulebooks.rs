//! The editions of the rulebook: markers, gates and thresholds, with the text anyone can run.

use std::collections::BTreeMap;

use registry_core::editions::vectors_of;
use registry_core::rulebook::{Condition, LevelRule, Marker, Rulebook};
use registry_events::edition::EditionKind;
use registry_events::value::Code;
use registry_projections::editions::Adoption;
use serde::Serialize;
use utoipa::ToSchema;

use super::dictionaries::{EditionShown, in_force};
use super::lens::Lens;
use super::parts::{Bilingual, Labelled};

/// Every edition adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RulebookList {
    /// The editions in the order of adoption.
    pub items: Vec<RulebookRow>,
    /// How many there are.
    pub total: usize,
}

/// An edition as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RulebookRow {
    /// The edition and its adoption.
    #[serde(flatten)]
    pub adopted: EditionShown,
    /// Whether it is in force.
    pub in_force: bool,
}

/// An edition with all it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RulebookShown {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: RulebookRow,
    /// What it changes against the edition before it, and why.
    pub note: Option<Bilingual>,
    /// Numbers the predicates use beside facts.
    pub parameters: BTreeMap<String, i64>,
    /// Groups of markers, in order.
    pub blocks: Vec<Labelled>,
    /// Markers, in order.
    pub markers: Vec<MarkerRule>,
    /// Levels above the initial one, lowest first.
    pub levels: Vec<LevelRuleShown>,
    /// The text as it was adopted; `digest` is its BLAKE3.
    pub text: String,
    /// Facts with the level and markers that follow, to check an engine of one's own; null for an
    /// edition that ships none.
    #[schema(value_type = Option<Vec<Object>>)]
    pub vectors: Option<serde_json::Value>,
}

/// A marker of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkerRule {
    /// Its id.
    pub id: String,
    /// Its block.
    pub block: String,
    /// Whether it is a minimum requirement.
    pub minimum: bool,
    /// What it says.
    pub label: Bilingual,
    /// What to add to meet it.
    pub add: Bilingual,
    /// When it is met: CEL over facts and parameters.
    pub when: String,
    /// The facts that tell by which claims it is met.
    pub basis: Vec<String>,
    /// The fact that tells how well it is supported.
    pub corroboration: Option<String>,
}

/// What a level asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelRuleShown {
    /// `medium` or `high`.
    pub level: &'static str,
    /// How many markers beyond the minimum.
    pub markers_min: usize,
    /// Markers that must be among them.
    pub gates: Vec<String>,
    /// Groups of markers of which one must be among them, a gate like the others.
    pub one_of: Vec<Vec<String>>,
    /// The least corroboration of each gate, 0 to 3.
    pub corroboration_min: i64,
    /// What else must hold.
    pub conditions: Vec<ConditionRule>,
}

/// A condition of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConditionRule {
    /// Its key.
    pub key: String,
    /// What it says.
    pub label: Bilingual,
    /// When it holds.
    pub when: String,
}

/// Every edition adopted by the lens's position.
pub fn list(lens: &Lens<'_>) -> RulebookList {
    let items: Vec<_> = adoptions(lens).map(|adoption| RulebookRow::of(adoption, lens)).collect();
    RulebookList { total: items.len(), items }
}

/// One edition; none when it wasn't adopted.
pub fn one(edition: &str, lens: &Lens<'_>) -> Option<RulebookShown> {
    let adoption = adoptions(lens).filter(|one| one.edition.as_str() == edition).last()?;
    let text = lens.views.editions().texts().edition(EditionKind::Rulebook, edition)?;
    let read = Rulebook::parse(&text.text).ok();
    let rulebook = read.as_ref();
    Some(RulebookShown {
        row: RulebookRow::of(adoption, lens),
        note: rulebook.and_then(|book| book.note.as_ref()).map(Bilingual::from),
        parameters: rulebook.map(|book| book.parameters.clone()).unwrap_or_default(),
        blocks: rulebook.map(blocks).unwrap_or_default(),
        markers: rulebook
            .into_iter()
            .flat_map(|book| &book.markers)
            .map(MarkerRule::from)
            .collect(),
        levels: rulebook
            .into_iter()
            .flat_map(|book| &book.levels)
            .map(LevelRuleShown::from)
            .collect(),
        text: text.text.to_string(),
        vectors: vectors(&text.text),
    })
}

fn vectors(text: &str) -> Option<serde_json::Value> {
    let mut file: serde_json::Value = serde_json::from_str(vectors_of(text)?).ok()?;
    Some(file.get_mut("vectors")?.take())
}

fn adoptions<'v>(lens: &Lens<'v>) -> impl Iterator<Item = &'v Adoption> + use<'v> {
    let at = lens.at;
    let all = lens.views.editions().adoptions().iter();
    all.filter(move |one| one.kind == EditionKind::Rulebook && one.position <= at)
}

fn blocks(rulebook: &Rulebook) -> Vec<Labelled> {
    let block = |block: &registry_core::rulebook::Block| Labelled {
        key: block.key.to_string(),
        label: Bilingual::from(&block.label),
    };
    rulebook.blocks.iter().map(block).collect()
}

impl RulebookRow {
    fn of(adoption: &Adoption, lens: &Lens<'_>) -> Self {
        let in_force = in_force(EditionKind::Rulebook, lens);
        Self {
            adopted: adoption.into(),
            in_force: in_force.is_some_and(|now| now.position == adoption.position),
        }
    }
}

impl From<&Marker> for MarkerRule {
    fn from(marker: &Marker) -> Self {
        Self {
            id: marker.id.to_string(),
            block: marker.block.to_string(),
            minimum: marker.minimum,
            label: Bilingual::from(&marker.label),
            add: Bilingual::from(&marker.add),
            when: marker.when.source().to_owned(),
            basis: marker.basis.clone(),
            corroboration: marker.corroboration.clone(),
        }
    }
}

impl From<&LevelRule> for LevelRuleShown {
    fn from(rule: &LevelRule) -> Self {
        let keys = |markers: &[Code]| markers.iter().map(ToString::to_string).collect();
        Self {
            level: rule.level.key(),
            markers_min: rule.markers_min,
            gates: keys(&rule.gates),
            one_of: rule.one_of.iter().map(|group| keys(group)).collect(),
            corroboration_min: rule.corroboration_min,
            conditions: rule.conditions.iter().map(ConditionRule::from).collect(),
        }
    }
}

impl From<&Condition> for ConditionRule {
    fn from(condition: &Condition) -> Self {
        Self {
            key: condition.key.to_string(),
            label: Bilingual::from(&condition.label),
            when: condition.when.source().to_owned(),
        }
    }
}
