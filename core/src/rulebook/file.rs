//! An edition as its file has it, and what is made of its parts; what a file leaves out means what is
//! usual.

use std::collections::BTreeMap;

use registry_events::level::Level;
use registry_events::value::{Code, Text};
use serde::Deserialize;

use super::predicate::Names;
use super::{Block, Predicate, RulebookError};

/// Waivable minimum requirements of an edition that names none.
const WAIVABLE: [&str; 3] = ["M8", "M9", "M10"];
/// Official statuses for which an edition waives them that doesn't say.
const WAIVING_STATUSES: [&str; 3] = ["pilot_itc", "industrial_779", "regional_programme"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rulebook {
    pub(super) edition: Code,
    pub(super) facts_version: u32,
    #[serde(default)]
    pub(super) note: Option<Text>,
    #[serde(default)]
    pub(super) parameters: BTreeMap<String, i64>,
    #[serde(default)]
    pub(super) waiving_statuses: Option<Vec<Code>>,
    #[serde(rename = "block")]
    pub(super) blocks: Vec<Block>,
    #[serde(rename = "marker")]
    pub(super) markers: Vec<Marker>,
    #[serde(rename = "level")]
    pub(super) levels: Vec<LevelRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marker {
    pub(super) id: Code,
    pub(super) block: Code,
    #[serde(default)]
    pub(super) minimum: bool,
    #[serde(default)]
    pub(super) waivable: Option<bool>,
    pub(super) label: Text,
    pub(super) add: Text,
    pub(super) when: String,
    pub(super) basis: Vec<String>,
    #[serde(default)]
    pub(super) corroboration: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelRule {
    pub(super) level: Level,
    pub(super) markers_min: usize,
    pub(super) gates: Vec<Code>,
    #[serde(default)]
    pub(super) one_of: Vec<Vec<Code>>,
    pub(super) corroboration_min: i64,
    #[serde(default)]
    pub(super) conditions: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    pub(super) key: Code,
    pub(super) label: Text,
    pub(super) when: String,
}

impl Marker {
    pub(super) fn compile(self, names: &Names<'_>) -> Result<super::Marker, RulebookError> {
        Ok(super::Marker {
            when: Predicate::compile(&self.id, &self.when, names)?,
            id: self.id,
            block: self.block,
            minimum: self.minimum,
            waivable: self.waivable.unwrap_or(false),
            label: self.label,
            add: self.add,
            basis: self.basis,
            corroboration: self.corroboration,
        })
    }
}

impl Rulebook {
    /// What an edition means that says nothing of waivers.
    pub(super) fn fill_in_waivers(&mut self) {
        if self.markers.iter().all(|marker| marker.waivable.is_none()) {
            for marker in &mut self.markers {
                marker.waivable = Some(marker.minimum && WAIVABLE.contains(&marker.id.as_str()));
            }
        }
        let usual = || WAIVING_STATUSES.map(Code::literal).to_vec();
        self.waiving_statuses.get_or_insert_with(usual);
    }
}

impl LevelRule {
    pub(super) fn compile(self, names: &Names<'_>) -> Result<super::LevelRule, RulebookError> {
        let conditions = self.conditions.into_iter().map(|condition| {
            let when = Predicate::compile(&condition.key, &condition.when, names)?;
            Ok(super::Condition { key: condition.key, label: condition.label, when })
        });
        Ok(super::LevelRule {
            level: self.level,
            markers_min: self.markers_min,
            gates: self.gates,
            one_of: self.one_of,
            corroboration_min: self.corroboration_min,
            conditions: conditions.collect::<Result<_, _>>()?,
        })
    }
}
